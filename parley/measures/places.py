"""Positions in, their places out: where each party stands on each issue, from 0 to 1."""

from __future__ import annotations

import numpy as np
import pandas as pd

STANCE_RANGE = 4.0
"""From opposes (-2) to supports (+2)."""


def placements(positions: pd.DataFrame, issues: pd.DataFrame, parties: list[str]) -> pd.DataFrame:
    """Where each party stands on each issue, from 0 to 1 of the issue's range.

    `positions` are those that hold, with the columns issue, party, score, value_from and value_to;
    `issues` has issue, numeric, scale_min and scale_max. Returns one row an issue and one column a
    party, missing where the party is silent. A numeric issue uses its own range, and a range of
    values its midpoint.
    """
    of_issue = issues.set_index("issue")
    held = positions[positions["issue"].isin(of_issue.index)]
    scale = of_issue.loc[held["issue"], ["numeric", "scale_min", "scale_max"]]
    low, high = scale["scale_min"].to_numpy(), scale["scale_max"].to_numpy()
    middle = (held["value_from"].to_numpy() + held["value_to"].to_numpy()) / 2
    on_scale = (middle - low) / (high - low)
    on_stance = (held["score"].to_numpy() + STANCE_RANGE / 2) / STANCE_RANGE
    placed = held[["issue", "party"]].assign(
        place=np.where(scale["numeric"].to_numpy(bool), on_scale, on_stance)
    )
    table = placed.pivot_table(index="issue", columns="party", values="place", observed=True)
    return table.reindex(index=list(issues["issue"]), columns=parties)


def leanings(positions: pd.DataFrame, issues: pd.DataFrame) -> pd.Series:
    """Which way each position leans: 1 for, -1 against, 0 for neither, missing on a numeric issue.

    A value on a scale has no side. Has the index of `positions`.
    """
    numeric = set(issues["issue"][issues["numeric"]])
    side = pd.Series(np.sign(positions["score"].to_numpy(float)), index=positions.index)
    return side.mask(positions["issue"].isin(numeric))
