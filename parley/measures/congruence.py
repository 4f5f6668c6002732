"""A view in, networks of its parties out: on how much two lean together, and on how much apart."""

from __future__ import annotations

import numpy as np
import pandas as pd

from parley.frames.view import View
from parley.measures._pairs import pairs_of
from parley.measures._view import of_view


@of_view
def congruence(view: View) -> pd.DataFrame:
    """Congruence, conflict and subtract of each pair (Leifeld 2017, discourse network analysis).

    Congruence is the number of issues on which both lean the same way, conflict the number on which
    they lean against each other, subtract the first less the second. Normalised by average
    activity, each is divided by half the number of issues on which either leans, taken together:
    2·n / (activity of a + activity of b). Numeric issues have no sides and are left out, and so is
    who is undecided.

    Returns one row a pair, as `agreement` has them, with the columns party_a, party_b, congruence,
    conflict, subtract, normalised (the subtract divided by the average activity, -1 to 1, missing
    where neither leans), shared (issues on which both lean) and possible (issues with sides).
    """
    sides = ~view.issues["numeric"].to_numpy(bool)
    cells = view.cells
    lean = np.where(sides[cells.issue], np.sign(cells.numbers("score")), np.nan)
    filled = cells.matrix(lean)
    # Whole numbers of a few thousand, which single precision holds exactly.
    matrix = np.where(np.isnan(filled), 0, filled).astype(np.float32)
    spoken = np.abs(matrix)
    product, both = matrix @ matrix.T, spoken @ spoken.T
    activity = spoken.sum(axis=1, dtype=float)
    a, b = pairs_of(view)
    subtract, shared = product[a, b].astype(np.int64), both[a, b].astype(np.int64)
    average = (activity[a] + activity[b]) / 2
    names = pd.Series(view.party_ids, dtype="str").array
    return pd.DataFrame(
        {
            "party_a": names[a],
            "party_b": names[b],
            "congruence": (shared + subtract) // 2,
            "conflict": (shared - subtract) // 2,
            "subtract": subtract,
            "normalised": np.divide(
                subtract, average, out=np.full(len(a), np.nan), where=average > 0
            ),
            "shared": shared,
            "possible": int(sides.sum()),
        }
    )
