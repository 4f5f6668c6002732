"""Positions in, the range of each agreement score out, over every defensible way to compute it."""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd

from parley.measures.agreement import METRICS, Missing, scored
from parley.measures.places import placements

RULES: Final[dict[Missing, str]] = {
    "drop": "silences left out",
    "opposite": "the silent taken at the opposite pole",
}
WEAK: Final = ("second-hand", "anonymous")
EVIDENCE: Final = {"all": "all evidence", "firm": "no second-hand, no unnamed official"}


def every_reading(
    positions: pd.DataFrame, issues: pd.DataFrame, parties: list[str]
) -> pd.DataFrame:
    """Each score under three metrics, two rules for the missing, with and without weak evidence.

    Takes what `parley.measures.agreement` takes; `positions` has the column attribution. Weak is
    what rests on second-hand or anonymous evidence alone. Returns the columns of `agreement` with
    metric, missing and evidence: twelve rows a pair.
    """
    firm = positions[~positions["attribution"].isin(WEAK)]
    weights = issues["weight"].to_numpy(float)
    parts = [
        scored(places, weights, metric, missing).assign(
            metric=metric, missing=missing, evidence=evidence
        )
        for evidence, places in (
            ("all", placements(positions, issues, parties)),
            ("firm", placements(firm, issues, parties)),
        )
        for metric in METRICS
        for missing in RULES
    ]
    return pd.concat(parts, ignore_index=True)


def ranges(readings: pd.DataFrame) -> pd.DataFrame:
    """The lowest and the highest score of each pair, and the reading that gives each.

    Takes the frame of `every_reading`. Returns one row a pair with the columns party_a, party_b,
    low, high (missing where no reading has a score), low_reading and high_reading, in words.
    """
    kinds = readings[["metric", "missing", "evidence"]].drop_duplicates()
    pairs = readings[["party_a", "party_b"]].drop_duplicates().reset_index(drop=True)
    # Each reading lists the same pairs in the same order.
    table = readings["score"].to_numpy(float).reshape(len(kinds), len(pairs))
    known = ~np.isnan(table).all(axis=0)
    words = np.array([in_words(row) for _, row in kinds.iterrows()] or [""], object)
    ends = {}
    for end, worst, find in (("low", np.inf, np.argmin), ("high", -np.inf, np.argmax)):
        at = find(np.where(np.isnan(table), worst, table), axis=0) if len(pairs) else []
        ends[end] = np.where(known, table[at, np.arange(len(pairs))], np.nan)
        ends[f"{end}_reading"] = np.where(known, words[at], "")
    return pairs.assign(**ends)[
        ["party_a", "party_b", "low", "high", "low_reading", "high_reading"]
    ].astype({"low_reading": "str", "high_reading": "str"})


def in_words(reading: pd.Series) -> str:
    """A reading as people read it: euclidean, silences left out, all evidence."""
    return f"{reading['metric']}, {RULES[reading['missing']]}, {EVIDENCE[reading['evidence']]}"
