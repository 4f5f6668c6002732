"""Positions in, which way they lean out: counted by area and party."""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd

from parley.categoricals import isin
from parley.format.vocabulary import SCORES, STANCES

LEANS: Final = ("backs", "neither", "against", "value", "other")
"""Ways to lean: `value` is a position on a scale, which has no side, and `other` one that does not
match the reader's choice."""


def leans(positions: pd.DataFrame, parties: pd.DataFrame, issues: pd.DataFrame) -> pd.DataFrame:
    """How many positions of each party lean which way in each area.

    Takes frames as `parley.frames` has them: the parties and issues in view and, of the positions,
    those of them that hold, at most one a cell, with the columns area, issue, party, stance and
    perhaps matches. Returns one row for each area and party, in the order of showing, with the
    columns area, party, one for each of LEANS, silent and possible.
    """
    lean = np.sign(np.array([*(SCORES[stance] for stance in STANCES), 0]))
    way = np.array([LEANS.index(name) for name in ("neither", "backs", "against")])[
        lean[positions["stance"].cat.codes]
    ]
    way[isin(positions["issue"], issues["issue"][issues["numeric"].to_numpy(bool)])] = 3
    if "matches" in positions:
        way[~positions["matches"].to_numpy(bool)] = 4
    areas, columns = positions["area"].cat.categories, positions["party"].cat.categories
    cell = positions["area"].cat.codes.to_numpy(int) * len(columns) + positions["party"].cat.codes
    counted = np.bincount(
        cell * len(LEANS) + way, minlength=len(areas) * len(columns) * len(LEANS)
    ).reshape(len(areas), len(columns), len(LEANS))

    possible = issues.groupby("area", observed=True).size()
    down = areas.get_indexer(possible.index)
    across = columns.get_indexer(parties["party"].astype("str"))
    found = counted[np.ix_(down, across)].reshape(-1, len(LEANS))
    table = pd.DataFrame(found, columns=list(LEANS))
    table.insert(0, "area", np.repeat(possible.index.astype("str"), len(across)))
    table.insert(1, "party", np.tile(parties["party"].astype("str"), len(down)))
    table["possible"] = np.repeat(possible.to_numpy(), len(across))
    table["silent"] = table["possible"] - found.sum(axis=1)
    return table[["area", "party", *LEANS, "silent", "possible"]]
