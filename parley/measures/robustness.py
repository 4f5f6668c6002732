"""Positions in, the range of each agreement score out, over every defensible way to compute it."""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd

from parley.measures.agreement import METRICS, Missing, agreement

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
    parts = [
        agreement(held, issues, parties, metric, missing).assign(
            metric=metric, missing=missing, evidence=evidence
        )
        for evidence, held in (("all", positions), ("firm", firm))
        for metric in METRICS
        for missing in RULES
    ]
    return pd.concat(parts, ignore_index=True)


def ranges(readings: pd.DataFrame) -> pd.DataFrame:
    """The lowest and the highest score of each pair, and the reading that gives each.

    Takes the frame of `every_reading`. Returns one row a pair with the columns party_a, party_b,
    low, high (missing where no reading has a score), low_reading and high_reading, in words.
    """
    rows = []
    for pair, found in readings.groupby(["party_a", "party_b"], sort=False, observed=True):
        known = found[found["score"].notna()]
        if known.empty:
            rows.append((*pair, np.nan, np.nan, "", ""))
            continue
        low, high = known.loc[known["score"].idxmin()], known.loc[known["score"].idxmax()]
        rows.append((*pair, low["score"], high["score"], in_words(low), in_words(high)))
    return pd.DataFrame(
        rows, columns=["party_a", "party_b", "low", "high", "low_reading", "high_reading"]
    )


def in_words(reading: pd.Series) -> str:
    """A reading as people read it: euclidean, silences left out, all evidence."""
    return f"{reading['metric']}, {RULES[reading['missing']]}, {EVIDENCE[reading['evidence']]}"
