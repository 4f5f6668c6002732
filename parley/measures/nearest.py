"""One party in, its agreement with each of the others out: a row of what `agreement` has of all."""

from __future__ import annotations

import numpy as np
import pandas as pd

from parley.measures.scores import unit_scores


def nearest(
    positions: pd.DataFrame, issues: pd.DataFrame, party: str, others: list[str]
) -> pd.DataFrame:
    """The city-block agreement of a party with each of some others, in their order.

    Takes and returns what `agreement` does: party_a is the party, party_b the other.
    """
    own, *_ = table = unit_scores(positions, issues, [party, *others]).to_numpy(float).T
    spoken = ~np.isnan(own)
    weights = issues["weight"].to_numpy(float)[spoken]
    gaps = np.abs(table[1:, spoken] - own[spoken])  # missing where the other is silent
    both = ~np.isnan(gaps)
    np.copyto(gaps, 0, where=~both)
    mean = np.full(len(others), np.nan)
    np.divide(gaps @ weights, both @ weights, out=mean, where=both.any(axis=1))
    return pd.DataFrame(
        {
            "party_a": pd.Series([party] * len(others), dtype="str"),
            "party_b": pd.Series(others, dtype="str"),
            "score": 1 - mean.clip(0, 1),
            "shared": both.sum(axis=1),
            "possible": len(issues),
        }
    )
