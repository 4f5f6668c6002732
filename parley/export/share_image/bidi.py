"""A text in, its pieces in the order of showing out: the Unicode bidirectional algorithm.

Of UAX #9 what titles and names need: the base direction from the first strong character (P2), weak
and neutral characters by what stands around them (W1-W7, N1, N2), isolates of their own direction
(FSI to PDI), and reordering (L2). Other characters that steer the direction are not expected.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import groupby, islice
from typing import Final, NamedTuple

from parley.views.bidi import is_rtl as first_is_rtl

STRONG: Final = {"L": "L", "R": "R", "AL": "R"}
ISOLATE: Final = re.compile(
    "\N{FIRST STRONG ISOLATE}([^\u2066-\u2069]*)\N{POP DIRECTIONAL ISOLATE}?"
)
STEERING: Final = dict.fromkeys(range(0x2066, 0x206A))


OBJECT: Final = "\N{OBJECT REPLACEMENT CHARACTER}"
"""What stands for an isolate."""


class Piece(NamedTuple):
    """Characters of one direction, in the order in which they are written."""

    text: str
    rtl: bool


Run = tuple[list[Piece], int]
"""Pieces that are reordered together, and their level."""


def is_rtl(text: str) -> bool:
    """Whether a text is written from right to left, by its first letter outside any isolate."""
    return first_is_rtl(ISOLATE.sub("", text) or text)


def pieces(text: str, rtl: bool) -> list[Piece]:
    """The pieces of a line from left to right, in a paragraph of that direction."""
    isolates = [found[1] for found in ISOLATE.finditer(text)]
    # An isolate counts as a neutral character among those around it.
    text = ISOLATE.sub(OBJECT, text).translate(STEERING)
    levels = _levels(text, rtl)
    inner = iter(isolates)
    runs: list[tuple[list[Piece], int]] = []
    for (level, is_object), group in groupby(
        zip(levels, text, strict=True), lambda each: (each[0], each[1] == OBJECT)
    ):
        chars = "".join(char for _, char in group)
        if is_object:
            runs += ((pieces(own, is_rtl(own)), level) for own in islice(inner, len(chars)))
        else:
            runs.append(([Piece(chars, bool(level % 2))], level))
    for level in range(max(levels, default=0), 0, -1):
        runs = _reversed_from(runs, level)
    return [piece for run, _ in runs for piece in run]


def _reversed_from(runs: list[Run], level: int) -> list[Run]:
    """The runs with each stretch of at least that level turned round."""
    found: list[Run] = []
    for high, group in groupby(runs, lambda run: run[1] >= level):
        stretch = list(group)
        found += reversed(stretch) if high else stretch
    return found


def _levels(text: str, rtl: bool) -> list[int]:
    kinds = _resolved(text, "R" if rtl else "L")
    own = {"R": 1, "L": 2, "N": 2} if rtl else {"L": 0, "R": 1, "N": 2}
    return [own[kind] for kind in kinds]


def _resolved(text: str, base: str) -> list[str]:
    """Of each character whether it goes left (R), right (L), or is a number among such (N)."""
    kinds: list[str] = []
    strong = base
    for char in text:
        name = unicodedata.bidirectional(char)
        if name in STRONG:
            strong = STRONG[name]
            kinds.append(strong)
        elif name in ("EN", "AN"):
            kinds.append("L" if strong == "L" else "N")
        elif name == "NSM" and kinds:
            kinds.append(kinds[-1])
        else:
            kinds.append(f"?{name}")
    _join_numbers(kinds)
    _join_neutrals(kinds, base)
    return kinds


def _join_numbers(kinds: list[str]) -> None:
    """Separators within a number, and signs beside it, belong to it: 1,520 and 10% (W4, W5)."""
    for at, kind in enumerate(kinds):
        between = 0 < at < len(kinds) - 1 and kinds[at - 1] == kinds[at + 1] == "N"
        if kind in ("?CS", "?ES") and between:
            kinds[at] = "N"
    for order in (range(len(kinds)), reversed(range(len(kinds)))):
        last = ""
        for at in order:
            if kinds[at] == "?ET" and last == "N":
                kinds[at] = "N"
            last = kinds[at]


def _join_neutrals(kinds: list[str], base: str) -> None:
    """What has no direction takes that of what stands around it, or the base (N1, N2)."""
    at = 0
    while at < len(kinds):
        end = at
        while end < len(kinds) and kinds[end].startswith("?"):
            end += 1
        if end > at:
            around = {
                base if not 0 <= side < len(kinds) else "L" if kinds[side] == "L" else "R"
                for side in (at - 1, end)
            }
            kinds[at:end] = [around.pop() if len(around) == 1 else base] * (end - at)
        at = max(end, at + 1)
