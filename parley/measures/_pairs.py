"""A view in, all pairs of its parties out: what they share, and their score under any metric."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from parley.categoricals import Rows
from parley.frames.blocs import ancestors
from parley.frames.cells import Cells, Flags, Numbers
from parley.frames.view import View
from parley.frames.voices import own_word
from parley.measures._metrics import SUMMED, Metric, gap_of
from parley.measures._relations import ROUNDING, Stretches, members_together
from parley.measures._scores import score_matrix

LEAST_SHARED: Final = 3
"""On fewer shared issues there is no score: counts alone."""

MOST_EXACT: Final = 2**24
"""Up to this number single precision has every whole one."""


def pairs_of(view: View, party: int | None = None) -> tuple[Rows, Rows]:
    """Each pair of parties in view, as the places of both, of which neither is in the other.

    A bloc and its member would be scored against themselves. With a `party`, by its place, the
    pairs of that one, which stands first.
    """
    if party is None:
        first, second = np.triu_indices(len(view.parties), 1)
    else:
        second = np.delete(np.arange(len(view.parties)), party)
        first = np.full(len(second), party)
    if not view.blocs:
        return first, second
    apart = ~members_together(view)[first, second]
    return first[apart], second[apart]


def siblings(view: View) -> Flags:
    """Which parties in view are members of one bloc, as a square matrix."""
    ids = view.party_ids
    blocs = sorted({bloc for id in ids for bloc in ancestors(id, view.blocs)})
    belongs = np.array([[bloc in ancestors(id, view.blocs) for bloc in blocs] for id in ids], float)
    return belongs.reshape(len(ids), len(blocs)) @ belongs.reshape(len(ids), len(blocs)).T > 0


def pair_scores(
    view: View, *, salience: bool = False, weighted: bool = True, party: int | None = None
) -> PairScores:
    """The pairs of a view, or of one party, by its place, with the others.

    Members of one bloc are compared by what both have said of their own alone.
    """
    of_all = PairScores(view, view.cells, salience, weighted, party)
    if not view.blocs:
        return of_all
    related = siblings(view)[of_all.pairs]
    if not related.any():
        return of_all
    own = own_word(view.frames.positions)
    of_own = PairScores(view, view.cells.where(view.cells.of(own)), salience, weighted, party)
    return of_all.with_some_of(of_own, related)


class PairScores:
    """The pairs of a view and how their positions in some cells compare, issue by issue.

    With a `party` only its pairs are compared, and only its rows of the matrices are filled.
    `salience` says whether the weight of an issue for a pair is multiplied by the mean salience of
    the two, divided by its average over the shared issues on which both state one; `weighted`
    whether issues have their weights, or all the same.
    """

    def __init__(
        self, view: View, cells: Cells, salience: bool, weighted: bool, party: int | None = None
    ) -> None:
        self.view = view
        self._cells = cells
        self._party = party
        self.pairs = pairs_of(view, party)
        self.weights = (
            view.issues["weight"].to_numpy(float) if weighted else np.ones(len(view.issues))
        )
        self._salience = cells.matrix(cells.numbers("salience") / 100) if salience else None
        self._places = score_matrix(view, cells)
        self._spoken = ~np.isnan(self._places)
        stretches = Stretches(view, cells)
        self._tolerance = stretches.tolerance
        self._low, self._high = (cells.matrix(ends) for ends in (stretches.low, stretches.high))
        self._numeric = view.issues["numeric"].to_numpy(bool)
        self._plain = ~self._numeric & np.isnan(self._low).all(axis=0)
        """The issues on which stances alone compare, which are compared at once for all pairs."""
        self._others = _Others(self, np.flatnonzero(~self._plain))
        self._from: tuple[PairScores, Flags] | None = None
        self._scores: dict[Metric, Numbers] = {}

    def with_some_of(self, other: PairScores, some: Flags) -> PairScores:
        """These pairs, the flagged ones as another has them, which has the same pairs."""
        self._from = other, some
        return self

    def frame(self, metric: Metric) -> pd.DataFrame:
        """One row a pair: the columns of `agreement`, with `salient` where salience counts."""
        parties = pd.Series(self.view.party_ids, dtype="str").array
        first, second = self.pairs
        columns = {
            "party_a": parties[first],
            "party_b": parties[second],
            "score": self.scores(metric),
            "shared": self.shared,
            "same": self.same,
            "apart": self.apart,
            "possible": np.full(len(first), len(self.view.issues)),
        }
        if self._salience is not None:
            columns["salient"] = self.salient
        return pd.DataFrame(columns)

    # --- counts

    def _of_pairs(self, counts: Numbers, name: str) -> Rows:
        found = counts[self.pairs].astype(np.int64)
        if self._from is not None:
            other, some = self._from
            found = np.where(some, getattr(other, name), found)
        return found

    @cached_property
    def _said(self) -> Numbers:
        # Sums of whole weights are exact in single precision, which takes half the time.
        exact = (self.weights % 1 == 0).all() and self.weights.sum() < MOST_EXACT
        return self._spoken.astype(np.float32 if exact else float)

    @cached_property
    def shared(self) -> Rows:
        """On how many issues both of a pair have spoken."""
        return self._of_pairs(self._product(self._said, self._said), "shared")

    def _product(self, first: Numbers, second: Numbers) -> Numbers:
        """Σ f·g over the issues for each pair."""
        if self._party is None:
            return first @ second.T
        found = np.zeros((len(first), len(first)))
        found[self._party] = first[self._party] @ second.T
        return found

    @property
    def _rows(self) -> Iterator[tuple[int, slice]]:
        """Each party that stands first in a pair, and those with which it does."""
        if self._party is not None:
            yield self._party, slice(None)
        else:
            yield from ((a, slice(a + 1, None)) for a in range(len(self._places) - 1))

    @cached_property
    def _sides(self) -> tuple[Numbers, Numbers]:
        """On how many issues each two lean the same way, and on how many they stand apart."""
        side = np.sign(np.nan_to_num(self._places, nan=0.5) - 0.5)[:, self._plain]
        side = side.astype(np.float32)
        spoken = np.abs(side)
        product, both = self._product(side, side), self._product(spoken, spoken)
        same, apart = (both + product) / 2, (both - product) / 2
        if len(self._others):
            for a, rest in self._rows:
                found = self._others.compared(a, rest)
                same[a, rest] += found.same.sum(axis=1)
                apart[a, rest] += found.apart.sum(axis=1)
        return same, apart

    @cached_property
    def same(self) -> Rows:
        """On how many issues both of a pair lean the same way."""
        return self._of_pairs(self._sides[0], "same")

    @cached_property
    def apart(self) -> Rows:
        """On how many issues the two of a pair stand apart."""
        return self._of_pairs(self._sides[1], "apart")

    @cached_property
    def salient(self) -> Rows:
        """On how many issues both of a pair say how much it matters."""
        assert self._salience is not None
        stated = (self._spoken & ~np.isnan(self._salience)).astype(float)
        return self._of_pairs(self._product(stated, stated), "salient")

    # --- scores

    def scores(self, metric: Metric) -> Numbers:
        """One score a pair, missing where fewer than LEAST_SHARED issues are shared."""
        if metric not in self._scores:
            self._scores[metric] = self._scored(metric)
        return self._scores[metric]

    def _scored(self, metric: Metric) -> Numbers:
        said, weights = self._said, self.weights.astype(self._said.dtype)
        total = self._product(said * weights, said)
        apart = self._summed(metric, said)
        if self._salience is not None:
            apart = apart + self._by_salience(metric, self._salience)
        mean = np.full(len(self.pairs[0]), np.nan)
        np.divide(apart[self.pairs], total[self.pairs], out=mean, where=total[self.pairs] > 0)
        mean = mean.clip(0, 1)  # what is left of rounding
        found = 1 - (np.sqrt(mean) if metric == "euclidean" else mean)
        if self._from is not None:
            other, some = self._from
            found = np.where(some, other.scores(metric), found)
        found[self.shared < LEAST_SHARED] = np.nan
        return found

    def _summed(self, metric: Metric, first: Numbers, second: Numbers | None = None) -> Numbers:
        """Σ w·f·g·gap for each pair, over all issues."""
        total = self._summed_by_stance(metric, first, second).astype(float)
        if not len(self._others):
            return total
        at = self._others.at
        g = (first if second is None else second)[:, at]
        weighted = first[:, at] * self.weights[at]
        for a, rest in self._rows:
            total[a, rest] += (g[rest] * self._others.gaps(metric, a, rest)) @ weighted[a]
        return total

    def _summed_by_stance(
        self, metric: Metric, first: Numbers, second: Numbers | None = None
    ) -> Numbers:
        """The same over the issues on which stances alone compare."""
        weights = self.weights.astype(self._said.dtype)
        places = np.where(self._spoken, self._places, 0.0).astype(self._said.dtype)
        if not self._plain.all():
            weights, places, first = (each[..., self._plain] for each in (weights, places, first))
            second = None if second is None else second[:, self._plain]
        if self._party is None:
            return SUMMED[metric](places, weights, first, second)
        found = np.zeros((len(places), len(places)))
        g, a = first if second is None else second, self._party
        found[a] = (g * gap_of(metric, places, places[a])) @ (first[a] * weights)
        return found

    def _by_salience(self, metric: Metric, salience: Numbers) -> Numbers:
        """What salience adds to the weighted gaps of each pair.

        Where both say that an issue matters nothing to them, and that is so for all on which both
        speak of it, none matters more than another, and nothing changes.
        """
        stated = (self._spoken & ~np.isnan(salience)).astype(float)
        care = np.nan_to_num(salience) * stated
        plain, weight = self._summed(metric, stated), (stated * self.weights) @ stated.T
        asked = self._summed(metric, care, stated) + self._summed(metric, stated, care)
        by = (care * self.weights) @ stated.T + (stated * self.weights) @ care.T
        scaled = np.divide(asked * weight, by, out=plain.astype(float), where=by > 0)
        found: Numbers = scaled - plain
        return found

    # --- one pair, issue by issue

    def _of_pair(self, pair: int) -> tuple[PairScores, int, int, Flags]:
        """Whose positions count, the two, and on which issues both have spoken."""
        if self._from is not None and self._from[1][pair]:
            return self._from[0]._of_pair(pair)
        a, b = (int(each[pair]) for each in self.pairs)
        return self, a, b, self._spoken[a] & self._spoken[b]

    def _gaps_of(self, metric: Metric, a: int, b: int) -> Numbers:
        """The gap of two parties on each issue, 0 where one is silent."""
        gap = gap_of(metric, self._places[a], self._places[b])
        gap[self._others.at] = self._others.gaps(metric, a, slice(b, b + 1))[0]
        return np.where(self._spoken[a] & self._spoken[b], gap, 0.0)

    def _weights_of(self, a: int, b: int, shared: Flags) -> tuple[Numbers, Numbers, Flags]:
        """The weight of each shared issue, what the two care for it, and where both say so."""
        weights = np.where(shared, self.weights, 0.0)
        if self._salience is None:
            return weights, weights, np.zeros(len(weights), bool)
        care = self._salience[a] + self._salience[b]
        stated = shared & ~np.isnan(care)
        return weights, np.where(stated, np.nan_to_num(care) * weights, 0.0), stated

    def without_one(self, metric: Metric, pair: int) -> tuple[float, float]:
        """The lowest and highest score of a pair when any one shared issue is left out."""
        of, a, b, shared = self._of_pair(pair)
        rows = np.flatnonzero(shared)
        if len(rows) < LEAST_SHARED:
            return np.nan, np.nan
        gap = of._gaps_of(metric, a, b)
        weights, care, stated = of._weights_of(a, b, shared)
        plain = np.where(stated, 0.0, weights)
        left = weights.sum() - weights[rows]
        apart = (plain * gap).sum() - plain[rows] * gap[rows]
        if stated.any():
            held = np.where(stated, weights, 0.0)
            weight = held.sum() - held[rows]
            cared = care.sum() - care[rows]
            asked = (care * gap).sum() - care[rows] * gap[rows]
            unscaled = (held * gap).sum() - held[rows] * gap[rows]
            apart = apart + np.divide(asked * weight, cared, out=unscaled, where=cared > 0)
        mean = (apart / left).clip(0, 1)
        scores = 1 - (np.sqrt(mean) if metric == "euclidean" else mean)
        return float(scores.min()), float(scores.max())

    def oldest(self, pair: int) -> np.datetime64:
        """The day of the oldest position of the two on an issue that they share."""
        of, a, b, shared = self._of_pair(pair)
        days = of._days[[a, b]][:, shared]
        days = days[~np.isnat(days)]  # what is supposed has no day
        return days.min() if days.size else np.datetime64("NaT")

    @cached_property
    def _days(self) -> npt.NDArray[np.datetime64]:
        found = np.full(self._cells.shape[::-1], np.datetime64("NaT"), "datetime64[s]")
        days = self._cells.frame(["date"])["date"].to_numpy("datetime64[s]")
        found[self._cells.party, self._cells.issue] = days
        return found

    def bounds(self, pair: int) -> tuple[float, float]:
        """The lowest and highest city-block score of a pair if both had spoken to every issue."""
        of, a, b, shared = self._of_pair(pair)
        gap = of._gaps_of("city-block", a, b)
        weights, care, stated = of._weights_of(a, b, shared)
        held = np.where(stated, weights, 0.0)
        scaled = care * (held.sum() / care.sum()) if care.sum() > 0 and stated.any() else held
        agreed = (np.where(stated, scaled, weights) * (1 - gap))[shared].sum()
        alone = np.flatnonzero(of._spoken[a] ^ of._spoken[b])
        who = np.where(of._spoken[a, alone], a, b)
        at = of._places[who, alone]
        farthest = np.maximum(at, 1 - at)
        low, high = of._low[who, alone], of._high[who, alone]
        reach = np.fmax(low, 1 - high)
        reach[reach <= of._tolerance[alone] + ROUNDING] = 0.0
        farthest = np.where(of._numeric[alone], reach, np.fmax(farthest, reach))
        total = of.weights.sum()
        floor = agreed + (of.weights[alone] * (1 - farthest)).sum()
        ceiling = agreed + of.weights[~shared].sum()
        return float(floor / total), float(ceiling / total)


class Compared(NamedTuple):
    """How a party compares with others: a row for each of them and a column an issue."""

    same: Flags
    apart: Flags
    distance: Numbers
    """From 0 to 1; 0 where one of the two is silent."""


class _Others:
    """The issues that are compared party by party: those with values or rungs."""

    def __init__(self, scores: PairScores, at: Rows) -> None:
        self.at = at
        self._low, self._high = scores._low[:, at], scores._high[:, at]
        self._places = scores._places[:, at]
        self._within = scores._tolerance[at] + ROUNDING
        self._stances = np.flatnonzero(~scores._numeric[at])
        """Of these issues those on which stances compare where one of two names no rung."""

    def __len__(self) -> int:
        return len(self.at)

    def compared(self, party: int, rest: slice) -> Compared:
        """How a party compares with the others on each of the issues."""
        gap = np.maximum(self._low[rest], self._low[party])
        gap -= np.minimum(self._high[rest], self._high[party])
        same, apart = gap <= self._within, gap > self._within
        distance = np.where(apart, gap, 0.0)
        some = self._stances
        if len(some):
            unmeasured = np.isnan(gap[:, some])
            places, own = self._places[rest][:, some], self._places[party, some]
            product = np.sign(places - 0.5) * np.sign(own - 0.5)
            same[:, some] |= unmeasured & (product > 0)
            apart[:, some] |= unmeasured & (product < 0)
            by_stance = np.nan_to_num(np.abs(places - own))
            distance[:, some] = np.where(unmeasured, by_stance, distance[:, some])
        return Compared(same, apart, distance)

    def gaps(self, metric: Metric, party: int, rest: slice) -> Numbers:
        """The gap of a party and the others on each of the issues, 0 where one is silent."""
        if metric == "directional":
            return self._directed(party, rest)
        distance = self.compared(party, rest).distance
        return distance**2 if metric == "euclidean" else distance

    @cached_property
    def _leans(self) -> tuple[Numbers, Numbers]:
        """Where each stands from -1 to 1: on a ladder by the middle of its rungs, and by stance."""
        places, some = self._places.copy(), self._stances
        places[:, some] = (self._low[:, some] + self._high[:, some]) / 2
        return 2 * places - 1, 2 * self._places[:, some] - 1

    def _directed(self, party: int, rest: slice) -> Numbers:
        (lean, by_stance), some = self._leans, self._stances
        product = lean[rest] * lean[party]
        if len(some):
            rungs = product[:, some]
            stances = by_stance[rest] * by_stance[party]
            product[:, some] = np.where(np.isnan(rungs), stances, rungs)
        return np.where(np.isnan(product), 0.0, (1 - product) / 2)
