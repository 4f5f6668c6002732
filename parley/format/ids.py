"""A text in; whether it is an id, the id that could stand for it, and what is wrong with a folder's
name, out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container
from typing import Final

from parley.format.problems import quoted

PATTERN: Final = "[a-z0-9]+(-[a-z0-9]+)*"
MOST_CHARACTERS: Final = 80

SPELT: Final = str.maketrans(
    {"ß": "ss", "ø": "o", "Ø": "o", "æ": "ae", "Æ": "ae", "œ": "oe", "ł": "l", "Ł": "l", "đ": "d",
     "ı": "i", "þ": "th", "ð": "d"}
)  # fmt: skip
MOST_OF_LABEL: Final = 60


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


def id_of(label: str, taken: Container[str], otherwise: str = "item") -> str:
    """An id for a label that none of `taken` is; `otherwise` where no letter of it can stand."""
    plain = unicodedata.normalize("NFKD", label.translate(SPELT)).lower()
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    words = re.findall("[a-z0-9]+", plain)
    found = ""
    for word in words:
        if len(found) + len(word) + 1 > MOST_OF_LABEL and found:
            break
        found = f"{found}-{word}" if found else word
    found = found[:MOST_OF_LABEL] or otherwise
    number, free = 2, found
    while free in taken:
        free = f"{found[: MOST_CHARACTERS - 8]}-{number}"
        number += 1
    return free
