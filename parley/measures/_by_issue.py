"""Positions by issue in, a number for each issue out: counts and extremes."""

from __future__ import annotations

import numpy as np

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
