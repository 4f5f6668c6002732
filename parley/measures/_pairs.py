"""A view in, all pairs of its parties out, scored under any metric and rule for silence."""

from __future__ import annotations

from functools import cached_property
from typing import Final, Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from parley.categoricals import Rows
from parley.frames.blocs import ancestors
from parley.frames.cells import Cells, Flags, Numbers
from parley.frames.view import View
from parley.measures._metrics import GAPS, Gap, Metric
from parley.measures._scores import score_matrix

Missing = Literal["drop", "opposite"]

MOST_EXACT: Final = 2**24
"""Up to this number single precision has every whole one."""


def pairs_of(view: View) -> tuple[Rows, Rows]:
    """Each pair of parties in view, as the places of both, of which neither is in the other.

    A bloc and its member would be scored against themselves.
    """
    first, second = np.triu_indices(len(view.parties), 1)
    together = members_together(view)
    if together is None:
        return first, second
    apart = ~together[first, second]
    return first[apart], second[apart]


def members_together(view: View) -> Flags | None:
    """Which parties are each other's bloc or member, as a matrix; None where there are no blocs."""
    if not view.blocs:
        return None
    place = {id: at for at, id in enumerate(view.party_ids)}
    found = np.zeros((len(place), len(place)), bool)
    for member in view.blocs.keys() & place.keys():
        for bloc in ancestors(member, view.blocs):
            if bloc in place:
                found[place[member], place[bloc]] = found[place[bloc], place[member]] = True
    return found


class PairScores:
    """The pairs of a view, scored from one set of matrices under any reading.

    `cells` are the positions to score, `weights` has one number an issue. `columns` are party_a,
    party_b, shared and possible.
    """

    def __init__(self, view: View, cells: Cells, weights: Numbers) -> None:
        table = score_matrix(view, cells)
        self._spoken = ~np.isnan(table)
        self._at = np.where(self._spoken, table, 0.0)
        # Sums of whole weights are exact in single precision, which takes half the time.
        exact = (weights % 1 == 0).all() and weights.sum() < MOST_EXACT
        self._said = self._spoken.astype(np.float32 if exact else float)
        self._weights = weights.astype(self._said.dtype)
        self._weighted = self._said * self._weights
        self._apart: dict[Metric, Numbers] = {}
        self._pairs = first, second = pairs_of(view)
        self._total, self._shared = self._weighted @ self._said.T, self._said @ self._said.T
        parties = pd.Series(view.party_ids, dtype="str").array
        self.columns = {
            "party_a": parties[first],
            "party_b": parties[second],
            "shared": self._shared[first, second].astype(np.int64),
            "possible": np.full(len(first), len(view.issues)),
        }

    def scores(
        self, metric: Metric, missing: Missing = "drop", salience: Numbers | None = None
    ) -> Numbers:
        """One score a pair, as `agreement` has it; `salience` is that of each issue to each."""
        gap, weighted = GAPS[metric], self._weighted
        if metric not in self._apart:
            self._apart[metric] = gap.summed(self._at, self._weights, self._said)
        apart, total = self._apart[metric], self._total
        if salience is not None:
            apart = apart + self._by_salience(gap, salience)
        if missing == "opposite":
            far = gap.at_worst(self._at) * weighted
            worst = far @ self._silent.T
            apart, total = apart + worst + worst.T, self._total_of_either
        at = self._pairs
        mean = np.full(len(at[0]), np.nan)
        np.divide(apart[at], total[at], out=mean, where=self._shared[at] > 0)
        mean = mean.clip(0, 1)  # what is left of rounding
        found: Numbers = 1 - (np.sqrt(mean) if metric == "euclidean" else mean)
        return found

    @cached_property
    def _silent(self) -> Numbers:
        """1 where a party is silent, else 0."""
        return 1 - self._said

    @cached_property
    def _total_of_either(self) -> Numbers:
        """The weight of the issues on which one of a pair speaks, or both."""
        alone = self._weighted @ self._silent.T
        return self._total + alone + alone.T

    def salient(self, salience: Numbers) -> npt.NDArray[np.int64]:
        """On how many issues both of a pair say how much it matters."""
        stated = (self._spoken & ~np.isnan(salience)).astype(float)
        found: npt.NDArray[np.int64] = (stated @ stated.T)[self._pairs].astype(np.int64)
        return found

    def _by_salience(self, gap: Gap, salience: Numbers) -> Numbers:
        """What salience adds to the weighted gaps of each pair.

        Where both say that an issue matters nothing to them, and that is so for all on which both
        speak of it, none matters more than another, and nothing changes.
        """
        stated = (self._spoken & ~np.isnan(salience)).astype(float)
        care, at, weights = np.nan_to_num(salience) * stated, self._at, self._weights
        plain, weight = gap.summed(at, weights, stated), (stated * weights) @ stated.T
        asked = gap.summed(at, weights, care, stated) + gap.summed(at, weights, stated, care)
        by = (care * weights) @ stated.T + (stated * weights) @ care.T
        scaled = np.divide(asked * weight, by, out=plain.copy(), where=by > 0)
        found: Numbers = scaled - plain
        return found
