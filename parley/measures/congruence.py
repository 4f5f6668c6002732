"""A view in, networks of its parties out: on how much two lean together, and on how much apart."""

from __future__ import annotations

import numpy as np
import pandas as pd

from parley.frames.view import View
from parley.measures._pairs import pair_scores
from parley.measures._view import of_view


@of_view
def congruence(view: View) -> pd.DataFrame:
    """Congruence, conflict and subtract of each pair (Leifeld 2017, discourse network analysis).

    Congruence is the number of issues on which both lean the same way, conflict the number on which
    they stand apart, by stance, value or rung; subtract is the first less the second. Normalised by
    average activity, each is divided by half the number of issues on which either has spoken, taken
    together: 2·n / (activity of a + activity of b).

    Returns one row a pair, as `agreement` has them, with the columns party_a, party_b, congruence,
    conflict, subtract, normalised (the subtract divided by the average activity, -1 to 1, missing
    where neither has spoken), shared (issues on which both have) and possible (issues in view).
    """
    scored = pair_scores(view)
    activity = np.bincount(view.cells.party, minlength=len(view.parties)).astype(float)
    a, b = scored.pairs
    subtract = scored.same - scored.apart
    average = (activity[a] + activity[b]) / 2
    names = pd.Series(view.party_ids, dtype="str").array
    return pd.DataFrame(
        {
            "party_a": names[a],
            "party_b": names[b],
            "congruence": scored.same,
            "conflict": scored.apart,
            "subtract": subtract,
            "normalised": np.divide(
                subtract, average, out=np.full(len(a), np.nan), where=average > 0
            ),
            "shared": scored.shared,
            "possible": len(view.issues),
        }
    )
