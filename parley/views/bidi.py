"""A text in, its direction of writing out: whether it is right to left, and where it turns."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator


def is_rtl(text: str) -> bool:
    """Whether the first letter of a text is of a script written from right to left."""
    return next((kind == "R" for kind in map(_kind, text) if kind in "LR"), False)


def direction_runs(text: str, rtl: bool = False) -> Iterator[tuple[str, bool]]:
    """The runs of a text in a paragraph, each with whether it goes against the paragraph.

    `rtl` says that the paragraph is written from right to left. What stands between two letters of
    one direction belongs to their run.
    """
    if text.isascii() and not rtl:
        yield text, False
        return
    kinds = "".join(map(_kind, text))
    against = "L" if rtl else "R"
    end = 0
    for found in re.finditer(f"{against}(?:[{against}M ]*[{against}M])?", kinds):
        if found.start() > end:
            yield text[end : found.start()], False
        yield text[found.start() : found.end()], True
        end = found.end()
    if end < len(text):
        yield text[end:], False


def _kind(char: str) -> str:
    """L and R for letters of either direction, M for a combining mark, a blank for the rest."""
    if char.isascii():
        return "L" if char.isalpha() else " "
    kind = unicodedata.bidirectional(char)
    if kind in ("R", "AL"):
        return "R"
    return {"L": "L", "NSM": "M"}.get(kind, " ")
