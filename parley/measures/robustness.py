"""A view in, how sure each agreement score is out: by issues, by metric, and if all had spoken."""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd

from parley.categoricals import index_in
from parley.frames.cells import Numbers
from parley.frames.view import View
from parley.measures._metrics import METRICS, Metric
from parley.measures._one_pair import OnePair
from parley.measures._pairs import LEAST_SHARED, pair_scores
from parley.measures._view import of_view

COLUMNS: Final = [
    "party_a", "party_b", "score", "shared", "low", "high", "rank_low", "rank_high", "ranked",
    "bound_low", "bound_high", "oldest",
]  # fmt: skip


@of_view
def score_ranges(
    view: View,
    metric: Metric = "city-block",
    salience: bool = False,
    weighted: bool = True,
    pairs: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """How far the agreement of each pair hangs on single issues, on the metric, and on silences.

    Metric, salience and weights are those of `agreement`; `pairs` are rows of what it returns, by
    default all, and ValueError is raised for others. Returns one row a pair with the columns
    COLUMNS: its score and on how many issues it rests, and, missing where there is no score,

    - low, high: the lowest and highest score when any one shared issue is left out
    - rank_low, rank_high: its best and worst rank over the three metrics, 1 for the pair that
      agrees most, among the `ranked` pairs in view that share at least three issues
    - bound_low, bound_high: the lowest and highest score over all issues in view if all had spoken,
      (Σ shared w·(1-d) + Σ other w·lo or hi) / Σ all w: where one of the two has spoken lo is
      1 less the farthest that the other can be, and hi 1; where neither has, 0 and 1. They are
      those of the city-block distance, whatever the metric.
    - oldest: the day of the oldest of the positions that the score rests on
    """
    scored = pair_scores(view, salience=salience, weighted=weighted)
    every = scored.frame(metric)
    ranks = np.stack([_ranks(scored.scores(each)) for each in METRICS])
    every = every.assign(rank_low=ranks.min(axis=0), rank_high=ranks.max(axis=0))
    every["ranked"] = int((every["shared"] >= LEAST_SHARED).sum())
    found = every if pairs is None else _rows_of(every, pairs, view)
    each_of = [OnePair.of(scored, row) for row in found.index.tolist()]
    ends = [each.without_one(metric) for each in each_of]
    bounds = [each.bounds() for each in each_of]
    known = found["score"].notna().to_numpy()
    for name, values in zip(
        ("low", "high", "bound_low", "bound_high"),
        np.array([(*end, *bound) for end, bound in zip(ends, bounds, strict=True)], float)
        .reshape(-1, 4).T,
        strict=True,
    ):  # fmt: skip
        found[name] = np.where(known, values, np.nan)
    days = [each.oldest() for each in each_of]
    found["oldest"] = pd.Series(np.array(days, "datetime64[s]"), found.index).where(known)
    return found[COLUMNS].reset_index(drop=True)


def _ranks(scores: Numbers) -> Numbers:
    """The rank of each score, 1 for the highest; equal ones share the best of their ranks."""
    found = np.full(len(scores), np.nan)
    known = ~np.isnan(scores)
    values = -scores[known].round(9)
    order = np.argsort(values, kind="stable")
    begins = np.diff(values[order], prepend=-np.inf) > 0
    ranks = np.empty(len(values))
    ranks[order] = np.maximum.accumulate(np.where(begins, np.arange(len(values)), 0)) + 1
    found[known] = ranks
    return found


def _rows_of(every: pd.DataFrame, pairs: pd.DataFrame, view: View) -> pd.DataFrame:
    """The rows of some pairs, whichever of the two is named first."""
    row = np.full((len(view.parties), len(view.parties)), -1)
    at, named = (
        tuple(index_in(frame[name], view.party_ids) for name in ("party_a", "party_b"))
        for frame in (every, pairs)
    )
    row[at] = row[at[::-1]] = np.arange(len(every))
    if (np.stack([*named, row[named]]) < 0).any():
        raise ValueError("pairs: expected rows of the agreement of this view")
    return every.iloc[row[named]].copy()
