"""The pairs of a view in, what one of them hangs on out: on issues, on silences, on old words."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from parley.frames.cells import Flags, Numbers
from parley.measures._metrics import Metric, gap_of
from parley.measures._pairs import LEAST_SHARED, PairScores
from parley.measures._said import Said


class OnePair(NamedTuple):
    """A pair, issue by issue."""

    pairs: PairScores
    a: int
    b: int

    @classmethod
    def of(cls, pairs: PairScores, row: int) -> OnePair:
        """The pair in a row, by what counts between the two."""
        if pairs.some_from is not None and pairs.some_from[1][row]:
            return cls.of(pairs.some_from[0], row)
        a, b = (int(each[row]) for each in pairs.pairs)
        return cls(pairs, a, b)

    @property
    def _said(self) -> Said:
        return self.pairs.said

    @property
    def shared(self) -> Flags:
        """The issues on which both have spoken."""
        both: Flags = self._said.spoken[self.a] & self._said.spoken[self.b]
        return both

    def gaps(self, metric: Metric) -> Numbers:
        """The gap on each issue, 0 where one is silent."""
        said, two = self._said, [self.a, self.b]
        gap = gap_of(metric, *said.places[two])
        if len(said.measured):
            low, high = said.low[two], said.high[two]
            both = said.named[two].all(axis=0)
            if metric == "directional":
                own = gap_of(metric, *said.middles[two][:, said.measured])
            else:
                own = low.max(axis=0) - high.min(axis=0)
                own = np.where(own > said.within, own, 0.0)
                own = own**2 if metric == "euclidean" else own
            gap[said.measured] = np.where(both, own, gap[said.measured])
        return np.where(self.shared, gap, 0.0)

    def weights(self) -> tuple[Numbers, Numbers, Flags]:
        """The weight of each shared issue, what the two care for it, and where both say so."""
        weights = np.where(self.shared, self.pairs.weights, 0.0)
        if not self.pairs.by_salience:
            return weights, weights, np.zeros(len(weights), bool)
        care = self._said.salience[self.a] + self._said.salience[self.b]
        stated = self.shared & ~np.isnan(care)
        return weights, np.where(stated, np.nan_to_num(care) * weights, 0.0), stated

    def without_one(self, metric: Metric) -> tuple[float, float]:
        """The lowest and highest score when any one shared issue is left out."""
        rows = np.flatnonzero(self.shared)
        if len(rows) < LEAST_SHARED:
            return np.nan, np.nan
        gap = self.gaps(metric)
        weights, care, stated = self.weights()
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

    def oldest(self) -> np.datetime64:
        """The day of the oldest position of the two on an issue that they share."""
        days = self._said.days[[self.a, self.b]][:, self.shared]
        days = days[~np.isnat(days)]  # what is supposed has no day
        return days.min() if days.size else np.datetime64("NaT")

    def bounds(self) -> tuple[float, float]:
        """The lowest and highest city-block score if both had spoken to every issue."""
        said, shared, total = self._said, self.shared, self.pairs.weights.sum()
        gap = self.gaps("city-block")
        weights, care, stated = self.weights()
        held = np.where(stated, weights, 0.0)
        scaled = care * (held.sum() / care.sum()) if care.sum() > 0 and stated.any() else held
        agreed = (np.where(stated, scaled, weights) * (1 - gap))[shared].sum()
        alone = np.flatnonzero(said.spoken[self.a] ^ said.spoken[self.b])
        who = np.where(said.spoken[self.a, alone], self.a, self.b)
        farthest = said.farthest[who, alone]
        floor = agreed + (self.pairs.weights[alone] * (1 - farthest)).sum()
        ceiling = agreed + self.pairs.weights[~shared].sum()
        return float(floor / total), float(ceiling / total)
