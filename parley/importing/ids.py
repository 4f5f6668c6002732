"""Labels of a file in, ids of the format out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container

from parley.format.ids import MOST_CHARACTERS

SPELT = str.maketrans(
    {"ß": "ss", "ø": "o", "Ø": "o", "æ": "ae", "Æ": "ae", "œ": "oe", "ł": "l", "Ł": "l", "đ": "d",
     "ı": "i", "þ": "th", "ð": "d"}
)  # fmt: skip
MOST_OF_LABEL = 60


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
