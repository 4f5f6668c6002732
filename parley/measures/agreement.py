"""Places in, agreement out: how near parties are to each other, pair by pair and issue by issue."""

from __future__ import annotations

from functools import cached_property
from typing import Final, Literal, get_args

import numpy as np
import numpy.typing as npt
import pandas as pd

from parley.categoricals import index_in
from parley.format.vocabulary import Term
from parley.measures.cells import ByIssue, Cells, Numbers
from parley.measures.pairs import GAPS, Gap
from parley.measures.scores import unit_scores

Metric = Literal["city-block", "euclidean", "directional"]
Missing = Literal["drop", "opposite"]

MOST_EXACT = 2**24
"""Up to this number single precision has every whole one."""

METRICS: Final[tuple[Metric, ...]] = get_args(Metric)


def agreement(
    positions: pd.DataFrame,
    issues: pd.DataFrame,
    parties: list[str],
    metric: Metric = "city-block",
    missing: Missing = "drop",
    salience: bool = False,
) -> pd.DataFrame:
    """The agreement score of each pair of parties, 0 to 1.

    `positions` are those that hold, as `parley.frames` has them; `issues` those in view. With a
    and b the places of the two from 0 to 1 and w the weight of an issue, over the issues on which
    both hold a position:

    - city-block: 1 - Σ w·|a-b| / Σ w, as the voting-advice applications use it
    - euclidean: 1 - √(Σ w·(a-b)² / Σ w)
    - directional: ½ + ½ · Σ w·a'·b' / Σ w with a' = 2a-1 (Rabinowitz and Macdonald 1989): who leans
      the same way agrees the more, the further both go

    `missing` is `drop`: an issue on which one of the two is silent is left out; or `opposite`: the
    silent one is taken to stand at the pole that is farther from the other, the worst case. An
    issue on which both are silent is always left out, and where nothing is shared there is no score
    under either rule: it would rest on the assumption alone.

    With `salience` the weight of an issue for a pair is multiplied by the mean salience of the two,
    divided by its average over the shared issues on which both state one. So these issues weigh
    among each other as the two say, and together as much as without it; an issue on which one
    states none keeps its weight.

    Returns one row a pair, in the order of `parties`, with the columns party_a, party_b, score
    (missing where nothing is shared), shared (issues on which both hold a position) and possible
    (issues in view); with `salience` also salient (shared issues on which both state it).
    """
    places = unit_scores(positions, issues, parties)
    pairs = Pairs(places, issues["weight"].to_numpy(float))
    cares = _salience(positions, issues, parties) if salience else None
    found = pairs.names.assign(score=pairs.scores(metric, missing, cares), **pairs.rest)
    return found if cares is None else found.assign(salient=pairs.salient(cares))


class Pairs:
    """All pairs of parties, scored from one set of matrices under any reading.

    `places` is the frame of `placements`, `weights` has one number an issue. `names` are party_a
    and party_b of each pair, `rest` the columns shared and possible.
    """

    def __init__(self, places: pd.DataFrame, weights: Numbers) -> None:
        table = np.ascontiguousarray(places.to_numpy(float).T)
        self._spoken = ~np.isnan(table)
        self._at = np.where(self._spoken, table, 0.0)
        # Sums of whole weights are exact in single precision, which takes half the time.
        exact = (weights % 1 == 0).all() and weights.sum() < MOST_EXACT
        self._said = self._spoken.astype(np.float32 if exact else float)
        self._weights = weights.astype(self._said.dtype)
        self._weighted = self._said * self._weights
        self._apart: dict[Metric, Numbers] = {}
        self._upper = np.triu_indices(len(table), 1)
        first, second = self._upper
        parties = pd.Series(list(places.columns), dtype="str")
        self.names = pd.DataFrame(
            {"party_a": parties.array[first], "party_b": parties.array[second]}
        )
        self._total, self._shared = self._weighted @ self._said.T, self._said @ self._said.T
        shared = self._shared[first, second].astype(np.int64)
        self.rest = {"shared": shared, "possible": np.full(len(first), len(places))}

    def scores(
        self, metric: Metric, missing: Missing = "drop", cares: Numbers | None = None
    ) -> Numbers:
        """One score a pair, as `agreement` has it; `cares` is how much an issue matters to each."""
        gap, weighted = GAPS[metric], self._weighted
        if metric not in self._apart:
            self._apart[metric] = gap.summed(self._at, self._weights, self._said)
        apart, total = self._apart[metric], self._total
        if cares is not None:
            apart = apart + self._by_salience(gap, cares)
        if missing == "opposite":
            far = gap.at_worst(self._at) * weighted
            worst = far @ self._silent.T
            apart, total = apart + worst + worst.T, self._total_of_either
        at = self._upper
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

    def salient(self, cares: Numbers) -> npt.NDArray[np.int64]:
        """On how many issues both of a pair say how much it matters."""
        stated = (self._spoken & ~np.isnan(cares)).astype(float)
        found: npt.NDArray[np.int64] = (stated @ stated.T)[self._upper].astype(np.int64)
        return found

    def _by_salience(self, gap: Gap, cares: Numbers) -> Numbers:
        """What salience adds to the weighted gaps of each pair.

        Where both say that an issue matters nothing to them, and that is so for all on which both
        speak of it, none matters more than another, and nothing changes.
        """
        stated = (self._spoken & ~np.isnan(cares)).astype(float)
        care, at, weights = np.nan_to_num(cares) * stated, self._at, self._weights
        plain, weight = gap.summed(at, weights, stated), (stated * weights) @ stated.T
        asked = gap.summed(at, weights, care, stated) + gap.summed(at, weights, stated, care)
        by = (care * weights) @ stated.T + (stated * weights) @ care.T
        scaled = np.divide(asked * weight, by, out=plain.copy(), where=by > 0)
        found: Numbers = scaled - plain
        return found


def _salience(positions: pd.DataFrame, issues: pd.DataFrame, parties: list[str]) -> Numbers:
    """How much each issue matters to each party, as a share of 100; missing where none says so."""
    cells = Cells(positions, issues, parties)
    return cells.filled(positions["salience"].to_numpy(float) / 100)


STANDINGS: Final[dict[str, Term]] = {
    "differ": Term("Differ", "at least two lean different ways"),
    "agree": Term("Agree", "all that have spoken lean the same way"),
    "some": Term("Only one has spoken", "nothing to compare yet"),
    "none": Term("Nobody has spoken", "all of these parties are silent"),
}
"""How parties stand to each other on an issue, in the order of showing: what separates first."""


def comparison(positions: pd.DataFrame, issues: pd.DataFrame) -> pd.Series:
    """How the parties in view stand to each other on each issue.

    `positions` are those that count (see `parley.frames.blocs.counted`). Returns, by issue, `agree`
    where at least two have spoken and none leans against another, `differ` where two do or values
    differ, `some` where one alone has spoken and `none` where nobody has.
    """
    held = ByIssue(index_in(positions["issue"], issues["issue"]), len(issues))
    side = np.sign(positions["score"].to_numpy(float))
    low, high = (positions[name].to_numpy(float) for name in ("value_from", "value_to"))
    agree = np.where(
        issues["numeric"].to_numpy(bool),
        held.most(low) <= held.least(high),
        held.least(side) == held.most(side),
    )
    found = np.select([held.number == 0, held.number == 1, agree], ["none", "some", "agree"],
                      "differ")  # fmt: skip
    return pd.Series(found, index=list(issues["issue"]), dtype="str")
