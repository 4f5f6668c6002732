"""A view in, which way its positions lean out: counted by area and party."""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd

from parley.format.vocabulary import SCORES, STANCES
from parley.frames.view import View
from parley.measures._view import of_view

LEANS: Final = ("backs", "neither", "against", "value")
"""Ways to lean: `value` is a position on a scale, which has no side."""


@of_view
def leans(view: View) -> pd.DataFrame:
    """How many positions of each party in view lean which way in each area.

    Returns one row for each area and party, in the order of showing, with the columns area, party,
    one for each of LEANS, left_out (positions left out of the view), silent and possible.
    """
    cells, issues = view.cells, view.issues
    sign = np.sign([*(SCORES[stance] for stance in STANCES), 0]).astype(np.int64)
    way = np.array([LEANS.index(name) for name in ("neither", "backs", "against")])[
        sign[cells.places("stance", STANCES)]
    ]
    way[issues["numeric"].to_numpy(bool)[cells.issue]] = LEANS.index("value")

    codes = issues["area"].cat.codes.to_numpy()
    used, area = np.unique(codes, return_inverse=True)
    areas, parties = issues["area"].cat.categories[used].astype("str"), view.party_ids
    shape = (len(areas), len(parties), len(LEANS))
    cell = (area[cells.issue] * len(parties) + cells.party) * len(LEANS) + way
    counted = np.bincount(cell, minlength=np.prod(shape, dtype=int)).reshape(-1, len(LEANS))
    table = pd.DataFrame(counted, columns=list(LEANS))
    table.insert(0, "area", np.repeat(areas, len(parties)))
    table.insert(1, "party", np.tile(np.array(parties, object), len(areas)))
    table["possible"] = np.repeat(np.bincount(area, minlength=len(areas)), len(parties))
    out = view.left_out_cells
    cell = area[out.issue] * len(parties) + out.party
    table["left_out"] = np.bincount(cell, minlength=len(table))
    table["silent"] = table["possible"] - counted.sum(axis=1) - table["left_out"]
    return table[["area", "party", *LEANS, "left_out", "silent", "possible"]]
