"""A view and some of its cells in, what each party has said on each issue out, as matrices."""

from __future__ import annotations

from functools import cached_property

import numpy as np
import numpy.typing as npt

from parley.categoricals import Rows
from parley.frames.cells import Cells, Flags, Numbers
from parley.frames.view import View
from parley.measures._relations import ROUNDING, Stretches
from parley.measures._scores import score_matrix


class Said:
    """What the parties of a view have said: matrices with a row a party and a column an issue.

    On most issues stances alone compare. On the others positions name values or rungs, which are
    stretches from `low` to `high`: the matrices of stretches have a column for each of these.
    """

    def __init__(self, view: View, cells: Cells) -> None:
        self._cells = cells
        self.places = score_matrix(view, cells)
        """From 0 to 1, missing where a party is silent; a number by the middle of its range."""
        self.spoken: Flags = ~np.isnan(self.places)
        self.numeric: Flags = view.issues["numeric"].to_numpy(bool)
        stretches = Stretches(view, cells)
        self.tolerance = stretches.tolerance
        has_stretch = self.numeric.copy()
        has_stretch[cells.issue[stretches.named]] = True
        self.measured: Rows = np.flatnonzero(has_stretch)
        """The issues with stretches."""
        self.by_stance: Rows = np.flatnonzero(~self.numeric)
        """Those on which stances compare, on a ladder where one of two names no rung."""
        self.ladders: Rows = np.flatnonzero(~self.numeric[self.measured])
        """Which of those with stretches are ladders."""
        self.low, self.high = (
            _matrix(cells, ends, has_stretch) for ends in (stretches.low, stretches.high)
        )
        self.named: Flags = ~np.isnan(self.low)
        self.within = self.tolerance[self.measured] + ROUNDING

    @cached_property
    def side(self) -> npt.NDArray[np.float32]:
        """-1 against, 1 for, 0 in the middle or silent; by the stance alone."""
        found: npt.NDArray[np.float32] = np.sign(np.nan_to_num(self.places, nan=0.5) - 0.5).astype(
            np.float32
        )
        return found

    @cached_property
    def middles(self) -> Numbers:
        """The places, on a ladder by the middle of the rungs that a position names."""
        found = self.places.copy()
        some = self.ladders
        found[:, self.measured[some]] = (self.low[:, some] + self.high[:, some]) / 2
        return found

    @cached_property
    def farthest(self) -> Numbers:
        """How far from each position another could be on its issue."""
        found = np.maximum(self.places, 1 - self.places)
        reach = np.fmax(self.low, 1 - self.high)
        reach[reach <= self.within] = 0.0
        numeric, at = self.numeric[self.measured], self.measured
        found[:, at] = np.where(numeric, reach, np.fmax(found[:, at], reach))
        return found

    @cached_property
    def salience(self) -> Numbers:
        """How much an issue matters to a party, from 0 to 1."""
        return self._cells.matrix(self._cells.numbers("salience") / 100)

    @cached_property
    def states_salience(self) -> Flags:
        """Whether a party says so of an issue to which it has spoken."""
        found: Flags = self.spoken & ~np.isnan(self.salience)
        return found

    @cached_property
    def days(self) -> npt.NDArray[np.datetime64]:
        """The day of each position; what is supposed has none."""
        found = np.full(self._cells.shape[::-1], np.datetime64("NaT"), "datetime64[s]")
        days = self._cells.frame(["date"])["date"].to_numpy("datetime64[s]")
        found[self._cells.party, self._cells.issue] = days
        return found


def _matrix(cells: Cells, values: Numbers, some: Flags) -> Numbers:
    """As `Cells.matrix`, with the columns of some issues alone."""
    column = np.cumsum(some) - 1
    found = np.full((cells.shape[1], int(some.sum())), np.nan)
    kept = some[cells.issue]
    found[cells.party[kept], column[cells.issue[kept]]] = values[kept]
    return found
