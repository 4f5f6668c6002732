"""Positions by issue in, a number for each issue out: counts, extremes and opposed pairs."""

from __future__ import annotations

import numpy as np
import pandas as pd

from parley.categoricals import Rows
from parley.frames.cells import Flags, Numbers


class ByIssue:
    """Positions that stand in the order of their issues, and what they come to on each.

    `issue` is the place of each position's issue, in ascending order, as `Cells.issue` has it;
    `number` says how many positions there are on each of `issues` issues.
    """

    def __init__(self, issue: Rows, issues: int) -> None:
        self.issue = issue
        self.number = np.bincount(issue, minlength=issues)
        self._start = np.cumsum(self.number) - self.number

    def rows(self, issue: int) -> slice:
        """The positions on an issue."""
        start = int(self._start[issue])
        return slice(start, start + int(self.number[issue]))

    def count(self, flags: Flags) -> Rows:
        """On how many positions of each issue the flag is set."""
        return np.bincount(self.issue[flags], minlength=len(self.number))

    def least(self, values: Numbers) -> Numbers:
        """The lowest value on each issue, infinite where there is none."""
        found = np.full(len(self.number), np.inf)
        some = self.number > 0
        if some.any():
            lowest = np.fmin.reduceat(values, self._start[some])
            found[some] = np.where(np.isnan(lowest), np.inf, lowest)
        return found

    def most(self, values: Numbers) -> Numbers:
        """The highest value on each issue, infinite below zero where there is none."""
        return -self.least(-values)

    def apart(self, low: Numbers, high: Numbers, issues: Flags) -> Rows:
        """On each flagged issue, of how many pairs of positions one ends before the other begins.

        Beginnings and ends are counted by issue and value; of the ends on an issue those before a
        beginning are apart from it. What has no ends (missing) is in no pair.
        """
        rows = np.flatnonzero(issues[self.issue] & ~np.isnan(low))
        begins, finishes = low[rows], high[rows]
        levels = np.sort(pd.unique(finishes))
        width = len(levels) + 1
        block = self.issue[rows] * width
        ends, ended = np.unique(block + np.searchsorted(levels, finishes), return_counts=True)
        starts, started = np.unique(block + np.searchsorted(levels, begins), return_counts=True)
        issue = starts // width
        passed = np.concatenate([[0], ended.cumsum()])
        before = passed[np.searchsorted(ends, starts)]
        before -= passed[np.searchsorted(ends, issue * width)]
        found: Rows = np.bincount(issue, started * before, len(self.number)).astype(np.int64)
        return found

    def most_of_others(self, values: Numbers) -> Numbers:
        """For each position the highest value of the others on its issue."""
        highest = self.most(values)[self.issue]
        top = values == highest
        alone = np.bincount(self.issue[top], minlength=len(self.number)) == 1
        below = values.copy()
        below[top] = np.nan
        return np.where(top & alone[self.issue], self.most(below)[self.issue], highest)
