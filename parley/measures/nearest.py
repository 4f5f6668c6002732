"""One party in, its agreement with each of the others out: a row of what `agreement` has of all."""

from __future__ import annotations

from typing import Final

import pandas as pd

from parley.measures.agreement import Pairs
from parley.measures.places import placements

AT_ONCE: Final = 16
"""Others that are scored at once: all pairs of so few cost little more than those asked for."""


def nearest(
    positions: pd.DataFrame, issues: pd.DataFrame, party: str, others: list[str]
) -> pd.DataFrame:
    """The city-block agreement of a party with each of some others, in their order.

    Takes and returns what `agreement` does: party_a is the party, party_b the other.
    """
    places = placements(positions, issues, [party, *others])
    weights = issues["weight"].to_numpy(float)
    found = []
    for start in range(0, len(others), AT_ONCE):
        some = others[start : start + AT_ONCE]
        pairs = Pairs(places[[party, *some]], weights)
        scores = pairs.names.assign(score=pairs.scores("city-block"), **pairs.rest)
        found.append(scores.head(len(some)))  # the pairs of the first come first
    if not found:
        pairs = Pairs(places, weights)
        return pairs.names.assign(score=pairs.scores("city-block"), **pairs.rest)
    return pd.concat(found, ignore_index=True)
