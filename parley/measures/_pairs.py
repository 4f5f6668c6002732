"""A view in, all pairs of its parties out: what they share, and their score under any metric."""

from __future__ import annotations

from functools import cached_property
from typing import Any, Final

import numpy as np
import pandas as pd

from parley.categoricals import Rows
from parley.frames.blocs import ancestors
from parley.frames.cells import Cells, Flags, Numbers
from parley.frames.view import View
from parley.frames.voices import own_word
from parley.measures._metrics import Metric, Products
from parley.measures._relations import members_together
from parley.measures._said import Said
from parley.measures._stretch_sums import StretchSums, stretch_sums

LEAST_SHARED: Final = 3
"""On fewer shared issues there is no score: counts alone."""

MOST_EXACT: Final = 2**20
"""Up to this sum of whole weights, single precision has every sum of squared steps, which are
sixteenths."""


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

    Members of one bloc are compared by what both have said of their own alone. What was computed
    stays with the view, for whatever else asks for its pairs.
    """
    key = ("pairs", salience, weighted, party)
    if key not in view.computed:
        view.computed[key] = _pair_scores(view, salience, weighted, party)
    found: PairScores = view.computed[key]
    return found


def _pair_scores(view: View, salience: bool, weighted: bool, party: int | None) -> PairScores:
    of_all = PairScores(view, _said(view, view.cells, "all"), salience, weighted, party)
    if not view.blocs:
        return of_all
    related = siblings(view)[of_all.pairs]
    if not related.any():
        return of_all
    own = view.cells.where(view.cells.of(own_word(view.frames.positions)))
    of_own = PairScores(view, _said(view, own, "own"), salience, weighted, party)
    return of_all.with_some_of(of_own, related)


def _said(view: View, cells: Cells, which: str) -> Said:
    if ("said", which) not in view.computed:
        view.computed["said", which] = Said(view, cells)
    found: Said = view.computed["said", which]
    return found


class PairScores:
    """The pairs of a view and how what their parties have said compares.

    With a `party` only its pairs are compared. Matrices have a row for each party that stands first
    in a pair and a column a party. `salience` says whether the weight of an issue for a pair is
    multiplied by the mean salience of the two, divided by its average over the shared issues on
    which both state one; `weighted` whether issues have their weights, or all the same.
    """

    def __init__(
        self, view: View, said: Said, salience: bool, weighted: bool, party: int | None = None
    ) -> None:
        self.said = said
        self.pairs = pairs_of(view, party)
        self.weights = (
            view.issues["weight"].to_numpy(float) if weighted else np.ones(len(view.issues))
        )
        self.by_salience = salience
        self._ids = pd.Series(view.party_ids, dtype="str").array
        self._rows = slice(None) if party is None else slice(party, party + 1)
        first, second = self.pairs
        self._at = (first if party is None else np.zeros_like(first), second)
        self.some_from: tuple[PairScores, Flags] | None = None
        """The pairs, flagged, that count otherwise, and how."""
        self._scores: dict[Metric, Numbers] = {}

    def with_some_of(self, other: PairScores, some: Flags) -> PairScores:
        """These pairs, the flagged ones as another has them, which has the same pairs."""
        self.some_from = other, some
        return self

    def frame(self, metric: Metric) -> pd.DataFrame:
        """One row a pair: the columns of `agreement`, with `salient` where salience counts."""
        first, second = self.pairs
        columns = {
            "party_a": self._ids[first],
            "party_b": self._ids[second],
            "score": self.scores(metric),
            "shared": self.shared,
            "same": self.same,
            "apart": self.apart,
            "possible": np.full(len(first), len(self.weights)),
        }
        if self.by_salience:
            columns["salient"] = self.salient
        return pd.DataFrame(columns)

    # --- counts

    def _of_pairs(self, counts: Numbers, name: str) -> Rows:
        found = counts[self._at].astype(np.int64)
        if self.some_from is not None:
            other, some = self.some_from
            found = np.where(some, getattr(other, name), found)
        return found

    def _product(self, first: Any, second: Any) -> Numbers:
        """Σ f·g over the issues for each pair."""
        found: Numbers = first[self._rows] @ second.T
        return found

    @cached_property
    def _spoken(self) -> Numbers:
        # Sums of whole weights are exact in single precision, which takes half the time.
        exact = (self.weights % 1 == 0).all() and self.weights.sum() < MOST_EXACT
        return self.said.spoken.astype(np.float32 if exact else float)

    @cached_property
    def _shared(self) -> Numbers:
        return self._product(self._spoken, self._spoken)

    @cached_property
    def shared(self) -> Rows:
        """On how many issues both of a pair have spoken."""
        return self._of_pairs(self._shared, "shared")

    @cached_property
    def _sides(self) -> tuple[Numbers, Numbers]:
        """On how many issues each two lean the same way, and on how many they stand apart."""
        said = self.said
        same, apart = self._sides_by_stance(said.side[:, said.by_stance])
        if len(said.measured):
            named = said.named.astype(np.float32)
            gaps = self._stretches.apart
            same, apart = same + self._product(named, named) - gaps, apart + gaps
            # Where both name a rung, their stances do not count.
            ladders = said.ladders
            less = self._sides_by_stance(said.side[:, said.measured[ladders]] * named[:, ladders])
            same, apart = same - less[0], apart - less[1]
        return same, apart

    def _sides_by_stance(self, side: Any) -> tuple[Numbers, Numbers]:
        spoken = np.abs(side)
        product, both = self._product(side, side), self._product(spoken, spoken)
        return (both + product) / 2, (both - product) / 2

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
        stated = self.said.states_salience.astype(float)
        return self._of_pairs(self._product(stated, stated), "salient")

    # --- scores

    def scores(self, metric: Metric) -> Numbers:
        """One score a pair, missing where fewer than LEAST_SHARED issues are shared."""
        if metric not in self._scores:
            self._scores[metric] = self._scored(metric)
        return self._scores[metric]

    def _scored(self, metric: Metric) -> Numbers:
        apart = self._plain_sums.of(metric)
        if self.by_salience:
            apart = apart + self._added_by_salience(metric)
        apart, total = apart[self._at], self._total[self._at]
        mean = np.full(len(total), np.nan)
        np.divide(apart, total, out=mean, where=total > 0)
        mean = mean.clip(0, 1)  # what is left of rounding
        found = 1 - (np.sqrt(mean) if metric == "euclidean" else mean)
        if self.some_from is not None:
            other, some = self.some_from
            found = np.where(some, other.scores(metric), found)
        found[self.shared < LEAST_SHARED] = np.nan
        return found

    @cached_property
    def _total(self) -> Numbers:
        """Σ w over the issues that two share."""
        if (self.weights == 1).all():
            return self._shared
        weights = self.weights.astype(self._spoken.dtype)
        return self._product(self._spoken * weights, self._spoken)

    @cached_property
    def _plain_sums(self) -> _Sums:
        return _Sums(self, self._spoken, None, self._stretches)

    @cached_property
    def _stretches(self) -> StretchSums:
        return self.stretches(None, None)

    def stretches(self, first: Numbers | None, second: Numbers | None) -> StretchSums:
        """The gaps between what two would take, weighed; each with a factor where there is one."""
        said, at = self.said, self.said.measured
        weights = self.weights[at]
        f = np.broadcast_to(weights, said.low.shape) if first is None else first[:, at] * weights
        g = None if second is None else second[:, at]
        return stretch_sums(said, f, g, self._rows)

    def products(
        self, places: Numbers, at: Rows, first: Numbers, second: Numbers | None
    ) -> Products:
        """What the gaps of places on some issues are made of, weighed and with these factors."""
        weights = self.weights[at].astype(first.dtype)
        return Products(places[:, at], first * weights, first if second is None else second,
                        self._rows, second is None)  # fmt: skip

    def _added_by_salience(self, metric: Metric) -> Numbers:
        """What salience adds to the weighted gaps of each pair.

        Where both say that an issue matters nothing to them, and that is so for all on which both
        speak of it, none matters more than another, and nothing changes.
        """
        stated = self.said.states_salience.astype(float)
        care = np.nan_to_num(self.said.salience) * stated
        plain = _Sums(self, stated, None).of(metric)
        asked = _Sums(self, care, stated).of(metric) + _Sums(self, stated, care).of(metric)
        weight = self._product(stated * self.weights, stated)
        by = self._product(care * self.weights, stated) + self._product(stated * self.weights, care)
        found: Numbers = np.divide(asked * weight, by, out=plain.copy(), where=by > 0) - plain
        return found


class _Sums:
    """Σ w·f·g·gap for each pair, over all issues, under any metric.

    f and g are factors of the first and the second of a pair on each issue, 0 where it is not to
    count; without the second both have the first.
    """

    def __init__(
        self, pairs: PairScores, first: Numbers, second: Numbers | None,
        stretches: StretchSums | None = None,
    ) -> None:  # fmt: skip
        self._pairs, self._first, self._second = pairs, first, second
        self._stretches = stretches

    def of(self, metric: Metric) -> Numbers:
        """The sums under a metric."""
        total = self._by_stance.of(metric)
        said = self._pairs.said
        if not len(said.measured):
            return total
        ladders = said.measured[said.ladders]
        if len(ladders):  # where both name a rung, their stances do not count
            both = self._products(said.places, ladders, said.named[:, said.ladders])
            total = total - both.of(metric)
        if metric == "directional":
            named = said.named.astype(float)  # not in single precision, as middles are any numbers
            return total + self._products(said.middles, said.measured, named).of(metric)
        gaps = self._gaps
        return total + (gaps.squares if metric == "euclidean" else gaps.total)

    @cached_property
    def _by_stance(self) -> Products:
        return self._products(self._pairs.said.places, self._pairs.said.by_stance)

    @cached_property
    def _gaps(self) -> StretchSums:
        if self._stretches is not None:
            return self._stretches
        first = self._first
        return self._pairs.stretches(first, first if self._second is None else self._second)

    def _products(self, places: Numbers, at: Rows, named: Any = None) -> Products:
        """The products of some issues; of those alone that both name, where it is told who does."""
        first, second = (
            each if each is None else each[:, at] if named is None else each[:, at] * named
            for each in (self._first, self._second)
        )
        assert first is not None
        return self._pairs.products(places, at, first, second)
