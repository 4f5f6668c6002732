"""Texts of data in, texts of a figure out: safe, wrapped, cut, and chosen to fit their place.

The width of a text is counted in columns, see `display_width`.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from html import escape
from typing import Final

import pandas as pd

from parley.charts._theme import TEXT_SIZE
from parley.wording import count, join_and
from parley.wording import isolated as isolated

TITLE_WIDTH: Final = 44
LABEL_WIDTH: Final = 46
NOTED_WIDTH: Final = 52
NAME_WIDTH: Final = 32
HOVER_WIDTH: Final = 44
"""The columns of a line: of a title, a label, a label with its note, a name in a sentence, and of
what a pointer reads."""

TITLE_LINES: Final = 5
LABEL_LINES: Final = 2
MOST_LISTED: Final = 12
"""How many items a hover text or an alternative text lists before it counts the rest."""


def escaped(text: str) -> str:
    """A text from data as plotly must get it: nothing in it is markup, a formula or a new line."""
    return escape(" ".join(text.split()), quote=False).replace("$", "&#36;")


def short_name(name: str) -> str:
    """A name inside a sentence: not too long, and safe to stand there."""
    return isolated(wrapped(name, NAME_WIDTH, 1)[0])


def display_width(text: str) -> int:
    """How wide a text is: 2 for each wide character as in Chinese, 0 for what adds no width."""
    return sum(map(_char_width, text))


def _char_width(char: str) -> int:
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def wrapped(text: str, width: int, lines: int) -> list[str]:
    """A text in at most so many lines of at most so many columns, cut with an ellipsis."""
    found = [""]
    for word in _words(text, width):
        if found[-1] and display_width(found[-1]) + display_width(word.rstrip()) > width:
            found.append("")
        found[-1] += word if found[-1] else word.lstrip()
    found = [line.strip() for line in found]
    if len(found) <= lines:
        return found
    last = found[lines - 1]
    while display_width(last) >= width:
        last = last[:-1]
    return [*found[: lines - 1], last.rstrip(" ,;:–-") + "…"]


def _words(text: str, width: int) -> Iterable[str]:
    """The pieces between which a line may break, each with the space after it."""
    for word in " ".join(text.split()).split(" "):
        piece = ""
        for char in word:
            wide = _char_width(char) == 2
            if piece and _char_width(char) and (wide or display_width(piece) >= width):
                yield piece
                piece = ""
            piece += char
        yield piece + " "


def balanced(text: str, width: int, lines: int) -> list[str]:
    """A text in as many lines as `wrapped` takes, which are about equally long."""
    found = wrapped(text, width, lines)
    while width > 1:
        width -= 1
        narrower = wrapped(text, width, lines)
        if len(narrower) > len(found) or narrower[-1].endswith("…"):
            break
        found = narrower
    return found


def wrapped_html(text: str, width: int, lines: int) -> str:
    """A text from data, wrapped and escaped."""
    return "<br>".join(escaped(line) for line in wrapped(text, width, lines))


def fitting(pixels: float, *texts: str) -> str:
    """The first of the texts that fits on a bar that long, or none."""
    for text in texts:
        if drawn_width(text) + 4 <= pixels:
            return text
    return ""


def drawn_width(text: str) -> float:
    """About how wide a text of a bar or a legend is, in pixels."""
    thin = sum(char in "() .,…" for char in text)
    return (display_width(text) - thin / 2) * 0.55 * TEXT_SIZE


def join_some(names: Sequence[str]) -> str:
    """Names in a sentence, counted where there are more than two: A and B; A and 3 others."""
    if len(names) <= 2:
        return join_and([short_name(name) for name in names])
    return f"{short_name(names[0])} and {len(names) - 1} others"


def at_most(names: Sequence[str], number: int) -> list[str]:
    """The first of the names, and how many others there are."""
    more = len(names) - number
    return [*names[:number], *([count(more, "other")] if more > 0 else [])]


def alternative_text(first: str, items: Sequence[str], noun: str, of: int | None = None) -> str:
    """A text alternative: the finding, then one sentence an item, and how many more there are.

    `of` is how many items there are, where those past the first MOST_LISTED are not given.
    """
    listed = list(items[:MOST_LISTED])
    rest = (of or len(items)) - MOST_LISTED
    if rest > 0:
        listed.append(f"The table has the other {rest:,} {noun}")
    return " ".join(f"{text.rstrip('.')}." for text in (first, *listed))


def alternative_by(
    first: str,
    counts: pd.DataFrame,
    by: str,
    name: str,
    said: Callable[[pd.DataFrame], str],
    noun: str,
) -> str:
    """A text alternative of counts: the finding, then of each of `by` its name and what is said of
    its rows."""
    keys = list(dict.fromkeys(counts[by]))
    listed = counts[counts[by].isin(keys[:MOST_LISTED])]
    items = [
        f"{short_name(rows[name].iloc[0])}: {said(rows)}"
        for _, rows in listed.groupby(by, sort=False)
    ]
    return alternative_text(first, items, noun, len(keys))
