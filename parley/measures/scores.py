"""Positions in, their places out: where each party stands on each issue, from 0 to 1."""

from __future__ import annotations

import numpy as np
import pandas as pd

from parley.categoricals import isin
from parley.measures.cells import Cells, Numbers

STANCE_RANGE = 4.0
"""From opposes (-2) to supports (+2)."""


def unit_scores(positions: pd.DataFrame, issues: pd.DataFrame, parties: list[str]) -> pd.DataFrame:
    """Where each party stands on each issue, from 0 to 1 of the issue's range.

    `positions` are those that hold, with the columns issue, party, score, value_from and value_to;
    `issues` has issue, numeric, scale_min and scale_max. Returns one row an issue and one column a
    party, missing where the party is silent. A numeric issue uses its own range, and a range of
    values its midpoint.
    """
    cells = Cells(positions, issues, parties)
    places = (positions["score"].to_numpy(float) + STANCE_RANGE / 2) / STANCE_RANGE
    on_scale = issues["numeric"].to_numpy(bool)[cells.issue]
    if on_scale.any():
        rows, issue = cells.kept[on_scale], cells.issue[on_scale]
        low, high = (issues[name].to_numpy(float)[issue] for name in ("scale_min", "scale_max"))
        first, last = (positions[name].to_numpy(float)[rows] for name in ("value_from", "value_to"))
        places[rows] = ((first + last) / 2 - low) / (high - low)
    return pd.DataFrame(cells.filled(places).T, index=list(issues["issue"]), columns=parties)


def lean_intervals(positions: pd.DataFrame, issues: pd.DataFrame) -> tuple[Numbers, Numbers]:
    """Both ends of what each position is for: its values, or 1 for the proposal and -1 against it.

    Who is undecided is for either. Two positions are opposed where one ends before the other
    begins. Has one number a position; missing where it is for nothing on this sort of issue.
    """
    low = np.sign(positions["score"].to_numpy(float))
    high = low.copy()
    undecided = low == 0
    low[undecided], high[undecided] = -1, 1
    numeric = issues["issue"][issues["numeric"].to_numpy(bool)]
    on_scale = np.flatnonzero(isin(positions["issue"], numeric))
    for ends, name in ((low, "value_from"), (high, "value_to")):
        ends[on_scale] = positions[name].to_numpy(float)[on_scale]
    return low, high
