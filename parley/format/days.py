"""A text in, the day that it names out: YYYY-MM-DD, and no other form of ISO 8601."""

from __future__ import annotations

import datetime as dt
import re
from typing import Final

DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def parse_day(text: str) -> dt.date | None:
    """The day; None where the text is no day that exists, as YYYY-MM-DD."""
    if not DAY.fullmatch(text):
        return None
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None
