"""Positions in view in, arrays out: one position a cell, in the order of issues, then of parties.

Ids are categories, so that a roll call of a million positions is put in place by the codes of its
columns, without a look at a single text.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from parley.categoricals import Rows, index_in

Numbers = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Cells:
    """The positions that stand in the cells of a matrix of issues and parties."""

    issue: Rows = field(repr=False)
    """The place of each position's issue among the issues in view."""
    party: Rows = field(repr=False)
    """The place of its party among the parties in view."""
    shape: tuple[int, int]
    """How many issues and parties there are."""
    _positions: pd.DataFrame = field(repr=False)
    _rows: Rows | None = field(default=None, repr=False)
    """The row of each in the frame; None where it is every row, in the frame's order."""

    def __len__(self) -> int:
        return len(self.issue)

    def of(self, values: npt.NDArray[Any]) -> npt.NDArray[Any]:
        """What an array with an entry for each row of the frame holds for these positions."""
        return values if self._rows is None else values[self._rows]

    def numbers(self, column: str) -> Numbers:
        """A column of numbers, missing where a position has none; not to be written to."""
        found: Numbers = self.of(self._positions[column].to_numpy(float))
        return found

    def flags(self, column: str) -> Flags:
        """A column of flags; not to be written to."""
        found: Flags = self.of(self._positions[column].to_numpy(bool))
        return found

    def places(self, column: str, ids: Iterable[str]) -> Rows:
        """The place of a column's value in a list of ids, -1 where it is not in it."""
        found: Rows = self.of(index_in(self._positions[column], ids))
        return found

    def frame(self, columns: list[str]) -> pd.DataFrame:
        """Some columns of the positions, as a frame."""
        found = self._positions[columns]
        return found if self._rows is None else found.iloc[self._rows]

    def where(self, flags: Flags) -> Cells:
        """Those of the positions that are flagged."""
        if flags.all():
            return self
        rows = np.flatnonzero(flags) if self._rows is None else self._rows[flags]
        return replace(self, issue=self.issue[flags], party=self.party[flags], _rows=rows)

    def take(self, at: Rows) -> Cells:
        """The positions at these places, in this order."""
        rows = at if self._rows is None else self._rows[at]
        return replace(self, issue=self.issue[at], party=self.party[at], _rows=rows)

    def matrix(self, values: Numbers) -> Numbers:
        """A row a party and a column an issue, missing where there is no position."""
        found = np.full(self.shape[::-1], np.nan)
        found[self.party, self.issue] = values
        return found


def cells_of(positions: pd.DataFrame, in_view: Flags, issues: Rows, parties: Rows,
             shape: tuple[int, int]) -> Cells:  # fmt: skip
    """The cells that the flagged positions stand in, whatever the order of the frame's rows.

    `issues` and `parties` are the places of each row's issue and party in view. Raises ValueError
    where two positions stand in one cell.
    """
    rows = None if in_view.all() else np.flatnonzero(in_view)
    if rows is not None:
        issues, parties = issues[rows], parties[rows]
    cell = issues * max(shape[1], 1) + parties
    step = np.diff(cell)
    if (step < 0).any():
        order = np.argsort(cell, kind="stable")
        rows = order if rows is None else rows[order]
        issues, parties, step = issues[order], parties[order], np.diff(cell[order])
    if (step == 0).any():
        row = np.flatnonzero(step == 0)[0]
        twice = positions.iloc[[row if rows is None else rows[row]]]
        issue, party = (twice[name].iloc[0] for name in ("issue", "party"))
        raise ValueError(
            f"positions: expected one current position of a party on an issue, got two of "
            f"{party!r} on {issue!r}"
        )
    return Cells(issues, parties, shape, positions, rows)
