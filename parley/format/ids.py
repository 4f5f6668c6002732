"""A text in, whether it is an id, and what is wrong with the name of a folder that is none, out."""

from __future__ import annotations

import re
from typing import Final

from parley.format.problems import quoted

PATTERN: Final = "[a-z0-9]+(-[a-z0-9]+)*"
MOST_CHARACTERS: Final = 80


def is_id(text: str) -> bool:
    """Whether a text is an id."""
    return len(text) <= MOST_CHARACTERS and re.fullmatch(PATTERN, text) is not None


def no_folder_name(name: str) -> str:
    """What is wrong with the name of a folder that is no id, and a name that could stand there."""
    near = "-".join(re.findall("[a-z0-9]+", name.lower()))[:MOST_CHARACTERS].rstrip("-")
    remedy = f", rename it {near!r}" if near else ""
    return (
        f"expected a folder named by an id of at most {MOST_CHARACTERS} lower-case letters, digits "
        f"and single hyphens, got {quoted(name)}{remedy}"
    )
