"""Leanings in, networks of parties out: on how much two agree, on how much they clash."""

from __future__ import annotations

import numpy as np
import pandas as pd

from parley.measures.places import leanings


def congruence(positions: pd.DataFrame, issues: pd.DataFrame, parties: list[str]) -> pd.DataFrame:
    """Congruence, conflict and subtract of each pair (Leifeld 2017, discourse network analysis).

    Congruence is the number of issues on which both lean the same way, conflict the number on which
    they lean against each other, subtract the first less the second. Normalised by average
    activity, each is divided by half the number of issues on which either leans, taken together:
    2·n / (activity of a + activity of b). Numeric issues have no sides and are left out, and so is
    who is undecided.

    Returns one row a pair, in the order of `parties`, with the columns party_a, party_b,
    congruence, conflict, subtract, normalised (the subtract divided by the average activity, -1 to
    1, missing where neither leans), shared (issues on which both lean) and possible (issues with
    sides).
    """
    lean = positions[["issue", "party"]].assign(lean=leanings(positions, issues))
    lean = lean[lean["lean"].notna() & (lean["lean"] != 0)]
    sides = issues[~issues["numeric"].to_numpy(bool)]
    table = lean.pivot_table(index="issue", columns="party", values="lean", observed=True)
    table = table.reindex(index=list(sides["issue"]), columns=parties)
    matrix = table.fillna(0.0).to_numpy(float)
    spoken = (matrix != 0).astype(float)
    product, shared = matrix.T @ matrix, spoken.T @ spoken
    activity = spoken.sum(axis=0)
    a, b = np.triu_indices(len(parties), 1)
    subtract, both = product[a, b], shared[a, b]
    average = (activity[a] + activity[b]) / 2
    names = np.array(parties, object)
    return pd.DataFrame(
        {
            "party_a": names[a],
            "party_b": names[b],
            "congruence": ((both + subtract) / 2).astype(int),
            "conflict": ((both - subtract) / 2).astype(int),
            "subtract": subtract.astype(int),
            "normalised": np.divide(
                subtract, average, out=np.full(len(a), np.nan), where=average > 0
            ),
            "shared": both.astype(int),
            "possible": len(sides),
        }
    ).astype({"party_a": "str", "party_b": "str"})
