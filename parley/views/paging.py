"""How much there is to show in, the parts of it that fit a page out: the one place that decides.

What fits is shown whole. What does not is shown part by part, and the page says what it leaves out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil

MOST_CELLS = 1_200
"""Cells of a matrix that are shown at once."""

MOST_FULL_CELLS = 600
"""Cells of a matrix that are shown at once where each holds a sentence."""

MOST_SIGNS = 2_400
"""Cells of a matrix that are shown at once where each is a sign: forty parties on sixty issues."""

MOST_WORD_COLUMNS = 16
"""Parties up to which a matrix is in words: about as many columns as two wide screens have."""

MOST_COLUMNS = 40
"""Parties side by side where not all cells fit."""

MOST_ROWS = 200
"""Rows of a list or table that are shown at once, and options of a chooser."""

MOST_LISTED = 10
"""Items of a long list that are in sight at once, the rest a click away."""


@dataclass(frozen=True)
class Part:
    """A part of a list of things, by id."""

    ids: tuple[str, ...]
    before: int
    """How many stand before it."""
    total: int
    number: int = 1
    """Which of the parts it is, from 1."""
    key: str = ""
    """The parameter of the address that has the number."""

    @property
    def whole(self) -> bool:
        """Whether it is all there is."""
        return len(self.ids) == self.total

    @property
    def query(self) -> dict[str, str]:
        """What an address needs to show this part and not the first."""
        return {self.key: str(self.number)} if self.number > 1 else {}

    def words(self, noun: str) -> str:
        """It in words: `Issues 63 to 124 of 6,200`."""
        last = self.before + len(self.ids)
        return f"{noun.capitalize()} {self.before + 1:,} to {last:,} of {self.total:,}"


def parts(ids: Sequence[str], most: int) -> list[Part]:
    """Parts of at most `most` things each, as few and as even as can be; one where all fit."""
    total = len(ids)
    number = max(1, ceil(total / most))
    edges = [each * total // number for each in range(number + 1)]
    return [
        Part(tuple(ids[first:last]), first, total, at)
        for at, (first, last) in enumerate(pairwise(edges), 1)
    ]


@dataclass(frozen=True)
class Window:
    """The part of the rows and the part of the columns that a table shows."""

    rows: Part
    columns: Part

    @property
    def whole(self) -> bool:
        """Whether nothing is left out."""
        return self.rows.whole and self.columns.whole

    @property
    def query(self) -> dict[str, str]:
        """What an address needs to show these parts and not the first."""
        return self.rows.query | self.columns.query


def window_parts(
    rows: Sequence[str], columns: Sequence[str], most: int
) -> tuple[list[Part], list[Part]]:
    """The parts of the rows and of the columns of a table that shows at most `most` cells."""
    if len(rows) * len(columns) <= most:
        return parts(rows, len(rows) or 1), parts(columns, len(columns) or 1)
    column_parts = parts(columns, MOST_COLUMNS)
    widest = max(len(each.ids) for each in column_parts)
    return parts(rows, max(1, most // widest)), column_parts
