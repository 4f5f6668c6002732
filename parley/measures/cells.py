"""Positions in, arrays out: where they stand among issues and parties, and what an issue comes to.

Ids are categories, so that a roll call of a million positions is put in place by the codes of its
columns, without a look at a single text.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from parley.categoricals import Rows, index_in

Numbers = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


class Cells:
    """The cells of a matrix with a row a party and a column an issue that positions stand in.

    Those of other parties and on other issues are left out.
    """

    def __init__(self, positions: pd.DataFrame, issues: pd.DataFrame, parties: list[str]) -> None:
        party = index_in(positions["party"], parties)
        issue = index_in(positions["issue"], issues["issue"])
        self.kept = np.flatnonzero((party >= 0) & (issue >= 0))
        self.party, self.issue = party[self.kept], issue[self.kept]
        self.shape = (len(parties), len(issues))

    def filled(self, values: Numbers) -> Numbers:
        """The matrix with a value for each position, missing where there is none."""
        found = np.full(self.shape, np.nan)
        found[self.party, self.issue] = values[self.kept]
        return found


class ByIssue:
    """Positions by issue, and on one issue as they come.

    Takes the place of each position's issue, as `rows_of` has it, and how many issues there are;
    those on other issues are left out. `number` says how many there are on each.
    """

    def __init__(self, issue: Rows, issues: int) -> None:
        order = np.argsort(issue, kind="stable")
        self.order = order[np.count_nonzero(issue < 0) :]
        self.issue = issue[self.order]
        self.number = np.bincount(self.issue, minlength=issues)
        self._start = np.cumsum(self.number) - self.number

    def rows(self, issue: int) -> Rows:
        """The rows of the positions on an issue."""
        start = self._start[issue]
        return self.order[start : start + self.number[issue]]

    def count(self, flags: Flags) -> Rows:
        """On how many positions of each issue the flag is set."""
        return np.bincount(self.issue[flags[self.order]], minlength=len(self.number))

    def least(self, values: Numbers) -> Numbers:
        """The lowest value on each issue, infinite where there is none."""
        found = np.full(len(self.number), np.inf)
        told = self.number > 0
        if told.any():
            lowest = np.fmin.reduceat(values[self.order], self._start[told])
            found[told] = np.where(np.isnan(lowest), np.inf, lowest)
        return found

    def most(self, values: Numbers) -> Numbers:
        """The highest value on each issue, infinite below zero where there is none."""
        return -self.least(-values)

    def apart(self, low: Numbers, high: Numbers, issues: Flags) -> Rows:
        """On each flagged issue, of how many pairs of positions one ends before the other begins.

        Beginnings and ends are counted by issue and place; of the ends on an issue those before a
        beginning are apart from it. What has no ends (missing) is in no pair.
        """
        known = issues[self.issue] & ~np.isnan(low[self.order])
        rows = self.order[known]
        begins, finishes = low[rows], high[rows]
        levels = np.sort(pd.unique(finishes))
        places = len(levels) + 1
        block = self.issue[known] * places
        ends, ended = np.unique(block + np.searchsorted(levels, finishes), return_counts=True)
        starts, started = np.unique(block + np.searchsorted(levels, begins), return_counts=True)
        issue = starts // places
        passed = np.concatenate([[0], ended.cumsum()])
        before = passed[np.searchsorted(ends, starts)]
        before -= passed[np.searchsorted(ends, issue * places)]
        found: Rows = np.bincount(issue, started * before, len(self.number)).astype(np.int64)
        return found

    def most_of_others(self, values: Numbers) -> Numbers:
        """For each position, in the order of `order`, the highest value of the others beside it."""
        highest = self.most(values)[self.issue]
        top = values[self.order] == highest
        alone = np.bincount(self.issue[top], minlength=len(self.number)) == 1
        below = values.copy()
        below[self.order[top]] = np.nan
        return np.where(top & alone[self.issue], self.most(below)[self.issue], highest)
