"""Leanings in, networks of parties out: on how much two agree, on how much they clash."""

from __future__ import annotations

import numpy as np
import pandas as pd

from parley.measures.cells import Cells


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
    sides = issues[~issues["numeric"].to_numpy(bool)]
    lean = np.sign(positions["score"].to_numpy(float))
    # Whole numbers of a few thousand, which single precision holds exactly.
    filled = Cells(positions, sides, parties).filled(lean)
    matrix = np.where(np.isnan(filled), 0, filled).astype(np.float32)
    spoken = np.abs(matrix)
    product, shared = matrix @ matrix.T, spoken @ spoken.T
    activity = spoken.sum(axis=1, dtype=float)
    a, b = np.triu_indices(len(parties), 1)
    subtract, both = product[a, b].astype(np.int64), shared[a, b].astype(np.int64)
    average = (activity[a] + activity[b]) / 2
    names = pd.array(parties, dtype="str")
    return pd.DataFrame(
        {
            "party_a": names[a],
            "party_b": names[b],
            "congruence": (both + subtract) // 2,
            "conflict": (both - subtract) // 2,
            "subtract": subtract,
            "normalised": np.divide(
                subtract, average, out=np.full(len(a), np.nan), where=average > 0
            ),
            "shared": both,
            "possible": len(sides),
        }
    )
