"""Positions in, common ground out: islands of agreement, and sticking points in order."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from parley.blocs import above
from parley.wording import count, listed

ISLANDS = ["issue", "title", "side", "spoken", "possible", "why"]
STICKING = ["issue", "title", "pairs", "weight", "blocks", "red_lines", "other_pairs", "why"]


def islands(
    positions: pd.DataFrame,
    issues: pd.DataFrame,
    parties: pd.DataFrame,
    blocs: dict[str, list[str]] | None = None,
) -> pd.DataFrame:
    """Issues on which every party in view that has spoken leans the same way.

    `positions` are those that count (see `parley.blocs.counted`). At least two parties have spoken
    and nobody contests one of their positions; who is undecided leans no way, and makes none. On a
    numeric issue all values or ranges overlap. Those on which all parties in view have spoken stand
    first, then those with the most, then as in the folder. A member for which its bloc has spoken
    (`blocs`, see `parley.blocs`) is neither one more voice nor silent. Returns the columns ISLANDS:
    side is `for`, `against` or `values`, possible counts those that have spoken or are silent, and
    why says in words why it stands here.
    """
    names = _names(parties)
    over = [above(party, blocs or {}) for party in names]
    rows = []
    for order, (issue, held) in enumerate(_by_issue(positions, issues)):
        side = _one_side(held, bool(issue.numeric))
        if side is None or len(held) < 2 or held["disputed"].any():
            continue
        voices = set(held["party"].astype("str"))
        spoken_for = sum(not voices.isdisjoint(each) for each in over)
        spoken, possible = len(held), len(parties) - spoken_for
        who = listed([names[party] for party in held["party"].astype("str")])
        word = {"for": "for it", "against": "against it", "values": "for values that overlap"}[side]
        why = f"{who} are {word}; {_silent(possible - spoken)}"
        rows.append((spoken < possible, -spoken, order, issue.issue, issue.title, side, spoken,
                     possible, why))  # fmt: skip
    rows.sort(key=lambda row: row[:3])
    return pd.DataFrame([row[3:] for row in rows], columns=ISLANDS)


def sticking(
    positions: pd.DataFrame, issues: pd.DataFrame, parties: pd.DataFrame, deciding: Collection[str]
) -> pd.DataFrame:
    """Issues on which deciding parties oppose each other, those that block the most first.

    `positions` are those that count; two positions are opposed where one leans for the proposal
    and the other against it, or where their values do not overlap. An issue ranks by red lines
    among the opposed first, then by the number of opposed pairs of `deciding` parties times its
    weight. Returns the columns STICKING: pairs, weight, blocks (their product), red_lines (opposed
    deciding parties that call it not negotiable), other_pairs (opposed pairs with a party that does
    not decide) and why, in words.
    """
    names = _names(parties)
    rows = []
    for order, (issue, held) in enumerate(_by_issue(positions, issues)):
        decides = held["party"].isin(list(deciding)).to_numpy()
        opposed = _opposed(held, bool(issue.numeric))
        among = np.argwhere(opposed & decides & decides[:, None]).tolist()
        if not among:
            continue
        who = [names[party] for party in held["party"].astype("str")]
        lines = held["red_line"].tolist()
        red = {place for pair in among for place in pair if lines[place]}
        weight = float(issue.weight)
        why = _why_stuck(among, who, red, weight)
        rows.append((not red, -len(among) * weight, order, issue.issue, issue.title, len(among),
                     weight, len(among) * weight, len(red),
                     int(opposed.sum()) - len(among), why))  # fmt: skip
    rows.sort(key=lambda row: row[:3])
    return pd.DataFrame([row[3:] for row in rows], columns=STICKING)


def deciding(parties: pd.DataFrame) -> list[str]:
    """The parties that decide: the principals, or where there are none all at the table."""
    principals = parties["party"][parties["role"] == "principal"]
    if principals.empty:
        principals = parties["party"][~parties["role"].isin(["constituency", "observer"])]
    return list(principals.astype("str"))


def _by_issue(positions: pd.DataFrame, issues: pd.DataFrame) -> list[tuple[Any, pd.DataFrame]]:
    groups = dict(list(positions.groupby(positions["issue"].astype("str"), sort=False)))
    return [
        (issue, groups[str(issue.issue)])
        for issue in issues.itertuples()
        if str(issue.issue) in groups
    ]


def _one_side(held: pd.DataFrame, numeric: bool) -> str | None:
    if numeric:
        overlap = held["value_from"].max() <= held["value_to"].min()
        return "values" if overlap else None
    if (held["score"] > 0).all():
        return "for"
    return "against" if (held["score"] < 0).all() else None


def _opposed(held: pd.DataFrame, numeric: bool) -> npt.NDArray[np.bool_]:
    """Which rows stand against which, each pair once: above the diagonal."""
    if numeric:
        low, high = held["value_from"].to_numpy(), held["value_to"].to_numpy()
        apart = (low[:, None] > high) | (low > high[:, None])
    else:
        score = held["score"].to_numpy()
        apart = np.outer(score, score) < 0
    found: npt.NDArray[np.bool_] = np.triu(apart, 1)
    return found


def _why_stuck(pairs: list[list[int]], who: list[str], red: set[int], weight: float) -> str:
    first = [f"{who[a]} against {who[b]}" for a, b in pairs[:3]]
    more = f" and {count(len(pairs) - 3, 'more pair')}" if len(pairs) > 3 else ""
    line = f"; a red line of {listed([who[place] for place in sorted(red)])}" if red else ""
    weighs = "" if weight == 1 else f"; weight {weight:g}"
    return f"{', '.join(first)}{more}{line}{weighs}"


def _names(parties: pd.DataFrame) -> dict[str, str]:
    return dict(zip(parties["party"].astype("str"), parties["name"], strict=True))


def _silent(number: int) -> str:
    if not number:
        return "all in view have spoken"
    return f"{count(number, 'party', 'parties')} in view {'is' if number == 1 else 'are'} silent"
