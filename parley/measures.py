"""Frames in, measures out: agreement between parties and how much it rests on.

All work on the positions that hold on a day. A pair of which one side is silent on an issue is
left out (pairwise deletion), and every score stands beside the number of issues that it rests on.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
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


def agreement(positions: pd.DataFrame, issues: pd.DataFrame, parties: list[str]) -> pd.DataFrame:
    """The agreement score of each pair of parties.

    City-block, as the voting-advice applications use it: 1 - Σ w·|a-b| / Σ w·range over the issues
    on which both hold a position. Returns one row a pair, in the order of `parties`, with the
    columns party_a, party_b, score (0 to 1, missing where nothing is shared), shared (issues that
    it rests on) and possible (issues in view).
    """
    places = placements(positions, issues, parties)
    weights = issues["weight"].to_numpy(float)
    spoken = places.notna().to_numpy()
    values: npt.NDArray[np.float64] = places.fillna(0.0).to_numpy(float)
    rows = []
    for a, first in enumerate(parties):
        for b in range(a + 1, len(parties)):
            both = spoken[:, a] & spoken[:, b]
            weight = weights[both].sum()
            apart = (weights[both] * np.abs(values[both, a] - values[both, b])).sum()
            score = 1 - apart / weight if both.any() else np.nan
            rows.append((first, parties[b], score, int(both.sum()), len(places)))
    return pd.DataFrame(rows, columns=["party_a", "party_b", "score", "shared", "possible"])


def comparison(positions: pd.DataFrame, issues: pd.DataFrame) -> pd.Series:
    """How the parties in view stand to each other on each issue.

    `positions` are those that count (see `parley.blocs.counted`). Returns, by issue, `agree` where
    at least two have spoken and none leans against another, `differ` where two do or values
    differ, `some` where one alone has spoken and `none` where nobody has.
    """
    found = {}
    by_issue = dict(list(positions.groupby("issue", observed=True)))
    numeric = issues.set_index("issue")["numeric"]
    for issue in issues["issue"]:
        held = by_issue.get(issue)
        if held is None or held.empty:
            found[issue] = "none"
        elif len(held) == 1:
            found[issue] = "some"
        elif numeric[issue]:
            apart = held["value_from"].max() > held["value_to"].min()
            found[issue] = "differ" if apart else "agree"
        else:
            found[issue] = "agree" if np.sign(held["score"]).nunique() == 1 else "differ"
    return pd.Series(found, dtype="str")
