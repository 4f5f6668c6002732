"""A locator's text in, the numbers that it counts out."""

from __future__ import annotations

import re

LOCATOR = re.compile(r"\s*([0-9]{1,18})\s*(?:[-–]\s*([0-9]{1,18})\s*)?")


def numbers_of(locator: str) -> tuple[int, int] | None:
    """The first and the last number of a locator that is a number or a range; None for others."""
    found = LOCATOR.fullmatch(locator)
    return (int(found[1]), int(found[2] or found[1])) if found else None
