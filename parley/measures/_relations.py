"""Positions in, how they stand to each other out: which lean the same way, which stand apart.

Two positions lean the same way where their stances have one sign, and stand apart where the signs
are opposite; who is undecided does neither. On a scale, and on a ladder where both name a rung,
they lean the same way where what they would take meets (within the tolerance), and stand apart
where there is a gap.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

import numpy as np

from parley.categoricals import Rows, index_in
from parley.format.vocabulary import SCORES
from parley.frames.acceptable import issue_measures
from parley.frames.blocs import ancestors
from parley.frames.cells import Cells, Flags, Numbers
from parley.frames.view import View
from parley.measures._by_issue import ByIssue

STANCE_SPAN = max(SCORES.values()) - min(SCORES.values())
ROUNDING = 1e-9
"""A gap that differs from the tolerance by no more than this, as a share of the span, is within."""


class Pairs(NamedTuple):
    """How positions stand to each other pair by pair, as square matrices."""

    same: Flags
    apart: Flags
    distance: Numbers
    """From 0 to 1."""


class Stretches:
    """What positions would take, as shares of the span of their issue from 0 to 1.

    Missing for a position that names no value and no rung.
    """

    def __init__(self, view: View, cells: Cells) -> None:
        every = issue_measures(view.frames.issues)
        at = index_in(view.issues["issue"], view.frames.issues["issue"])
        self.span = every.span[at]
        start, tolerance = every.start[at], every.tolerance[at]
        with np.errstate(invalid="ignore"):
            self.tolerance = np.nan_to_num(tolerance / self.span)
        low, high = (cells.of(ends) for ends in view.acceptable)
        named = ~np.isnan(low)
        self.low, self.high = np.full(len(cells), np.nan), np.full(len(cells), np.nan)
        issue = cells.issue[named]
        self.low[named] = (low[named] - start[issue]) / self.span[issue]
        self.high[named] = (high[named] - start[issue]) / self.span[issue]
        self.named = named


def gaps(low: Numbers, high: Numbers, tolerance: float) -> Numbers:
    """The gap between each two of some stretches, 0 where they meet or lie within the tolerance."""
    gap = np.maximum(low[:, None], low[None, :]) - np.minimum(high[:, None], high[None, :])
    return np.where(gap <= tolerance + ROUNDING, 0.0, gap)


class GapSums(NamedTuple):
    """The pairs of some stretches between which there is a gap."""

    pairs: int
    total: float
    """The sum of their gaps."""
    apart: Flags
    """Which of the stretches stand apart from another."""


def gap_sums(low: Numbers, high: Numbers, tolerance: float) -> GapSums:
    """What the gaps of all pairs of stretches come to, as `gaps` has them.

    Of the ends in order, those that lie before a beginning by more than the tolerance are apart
    from it.
    """
    within = tolerance + ROUNDING
    ends = np.sort(high)
    before = np.searchsorted(ends, low - within)
    passed = np.concatenate([[0.0], ends.cumsum()])
    behind = len(low) - np.searchsorted(np.sort(low), high + within, side="right")
    total = float((low * before - passed[before]).sum())
    return GapSums(int(before.sum()), total, (before > 0) | (behind > 0))


def members_together(view: View) -> Flags:
    """Which parties in view are each other's bloc or member, as a square matrix."""
    place = {id: at for at, id in enumerate(view.party_ids)}
    found = np.zeros((len(place), len(place)), bool)
    for member in view.blocs.keys() & place.keys():
        for bloc in ancestors(member, view.blocs):
            if bloc in place:
                found[place[member], place[bloc]] = found[place[bloc], place[member]] = True
    return found


class Relations:
    """How the positions in some cells of a view stand to each other, issue by issue."""

    def __init__(self, view: View, cells: Cells) -> None:
        self.of = ByIssue(cells.issue, len(view.issues))
        self._party = cells.party
        self._together = members_together(view) if view.blocs else None
        self.score = cells.numbers("score")
        self.stretches = Stretches(view, cells)
        named = self.of.count(self.stretches.named)
        self.in_stretches = named > 0
        """The issues on which some position names a value or a rung."""

    @cached_property
    def unrelated(self) -> Flags:
        """On which issues two parties have spoken of whom neither is a member of the other."""
        found: Flags = np.array(self.of.number >= 2)
        for issue in self._among_relatives(0):
            found[issue] = self._strangers(issue).any()
        return found

    @cached_property
    def unrelated_without(self) -> Flags:
        """For each position, whether that is so of its issue where it has not been stated."""
        found: Flags = np.array(self.of.number[self.of.issue] >= 3)
        for issue in self._among_relatives(1):
            strangers = self._strangers(issue)
            own = strangers.sum(axis=1)
            found[self.of.rows(issue)] = strangers.sum() > 2 * own
        return found

    def _among_relatives(self, others: int) -> list[int]:
        """The issues on which, but for so many others, only blocs and members have spoken."""
        if self._together is None:
            return []
        related: Flags = np.any(self._together, axis=1)[self._party]
        issues = (self.of.number > 0) & (self.of.count(related) >= self.of.number - others)
        found: list[int] = np.flatnonzero(issues).tolist()
        return found

    def _strangers(self, issue: int) -> Flags:
        """Which two of those on an issue are not each other's bloc or member."""
        assert self._together is not None
        parties = self._party[self.of.rows(issue)]
        found: Flags = ~self._together[np.ix_(parties, parties)]
        np.fill_diagonal(found, False)
        return found

    @property
    def issues(self) -> Iterator[int]:
        """The issues on which some position names a value or a rung."""
        return iter(np.flatnonzero(self.in_stretches).tolist())

    def pairs(self, issue: int, some: Rows | None = None) -> Pairs:
        """The positions on an issue, pair by pair, in the order of the cells.

        `some` are the places of those that are looked at, by default all.
        """
        rows = self.of.rows(issue) if some is None else some
        named = self.stretches.named[rows]
        if named.any():
            low, high = self.stretches.low[rows], self.stretches.high[rows]
            gap = gaps(low, high, float(self.stretches.tolerance[issue]))
            if named.all():
                return Pairs(gap == 0, gap > 0, gap)
        score = self.score[rows]
        side = np.sign(score)
        lean = side[:, None] * side[None, :]
        distance = np.abs(score[:, None] - score[None, :]) / STANCE_SPAN
        same, apart = lean > 0, lean < 0
        if named.any():
            both = named[:, None] & named[None, :]
            same = np.where(both, gap == 0, same)
            apart = np.where(both, gap > 0, apart)
            distance = np.where(both, gap, distance)
        return Pairs(same, apart, distance)

    def gap_sums(self, issue: int, rows: Rows | slice) -> GapSums:
        """What the gaps of these positions on an issue come to, which all name a value or rung."""
        stretches = self.stretches
        low, high = stretches.low[rows], stretches.high[rows]
        return gap_sums(low, high, float(stretches.tolerance[issue]))

    @cached_property
    def widest_gap(self) -> Numbers:
        """The widest gap between any two that name a value or rung, as a share of the span.

        0 where all of an issue meet, or lie within the tolerance, and where none is named.
        """
        stretches = self.stretches
        gap = self.of.most(stretches.low) - self.of.least(stretches.high)
        found: Numbers = np.where(gap > stretches.tolerance + ROUNDING, gap, 0.0)
        return found

    @cached_property
    def all_named(self) -> Flags:
        """On which issues every position names a value or a rung."""
        named: Flags = self.of.count(self.stretches.named) == self.of.number
        return named & self.in_stretches

    @cached_property
    def _partly_named(self) -> list[int]:
        """The issues on which some positions name a rung, and others stand by their stance."""
        found: list[int] = np.flatnonzero(self.in_stretches & ~self.all_named).tolist()
        return found

    @cached_property
    def same_way(self) -> Flags:
        """On which issues at least two positions stand, and all lean the same way."""
        side = np.sign(self.score)
        number = self.of.number
        found = (self.of.count(side > 0) == number) | (self.of.count(side < 0) == number)
        found = np.where(self.all_named, self.widest_gap == 0, found)
        for issue in self._partly_named:
            same = self.pairs(issue).same
            found[issue] = bool(same[~np.eye(len(same), dtype=bool)].all())
        several: Flags = found & (number >= 2)
        return several

    @cached_property
    def some_apart(self) -> Flags:
        """On which issues two positions stand apart."""
        found: Flags = (self.of.count(self.score > 0) > 0) & (self.of.count(self.score < 0) > 0)
        found = np.where(self.all_named, self.widest_gap > 0, found)
        for issue in self._partly_named:
            found[issue] = bool(self.pairs(issue).apart.any())
        return found

    def apart(self, some: Flags) -> tuple[Rows, Numbers, Flags]:
        """Those of some positions that stand apart, on each issue.

        Returns how many pairs do, the sum of their distances, and for each position whether it
        stands apart from another of them.
        """
        issue, issues = self.of.issue, len(self.of.number)
        side = np.where(some, np.sign(self.score), 0.0)
        pro, con = side > 0, side < 0
        number_pro, number_con = self.of.count(pro), self.of.count(con)
        score = np.where(some, np.nan_to_num(self.score), 0.0) / STANCE_SPAN
        sums = [np.bincount(issue[each], score[each], issues) for each in (pro, con)]
        pairs = number_pro * number_con
        distance = sums[0] * number_con - sums[1] * number_pro
        against = np.where(side > 0, number_con[issue], number_pro[issue])
        opposed = (side != 0) & (against > 0)
        for at in self.issues:
            every = self.of.rows(at)
            rows = every.start + np.flatnonzero(some[every])
            opposed[every] = False
            if self.stretches.named[rows].all():
                pairs[at], distance[at], opposed[rows] = self.gap_sums(at, rows)
            else:
                found = self.pairs(at, rows)
                pairs[at] = int(found.apart.sum()) // 2
                distance[at] = float(found.distance[found.apart].sum()) / 2
                opposed[rows] = found.apart.any(axis=1)
        return pairs, distance, opposed
