"""Positions in, common ground out: islands of agreement, and sticking points in order."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
import numpy.typing as npt
import pandas as pd

from parley.blocs import above
from parley.codes import rows_of
from parley.measures.cells import ByIssue, Numbers
from parley.measures.places import spans
from parley.wording import count, listed

ISLANDS = ["issue", "title", "side", "spoken", "possible", "why"]
SIDES = {"for": "for it", "against": "against it", "values": "for values that overlap"}
STICKING = ["issue", "title", "pairs", "weight", "blocks", "red_lines", "other_pairs", "why"]

VOICES = ["party", "inherited_from"]
FIRST = 3
"""Opposed pairs that are named."""
MOST_NAMED = 12
"""Parties that are named on one issue."""


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
    above_it = {name: above(name, blocs or {}) for name in names}
    by_issue = ByIssue(rows_of(positions["issue"], issues["issue"]), len(issues))
    sides = _sides(by_issue, *spans(positions, issues), issues["numeric"].to_numpy(bool))
    contested = by_issue.count(positions["disputed"].to_numpy(bool)) > 0
    party, through = (positions[name].astype("str").to_numpy() for name in VOICES)
    ids, titles = issues["issue"].tolist(), issues["title"].tolist()
    rows = []
    for at in np.flatnonzero((sides != "") & (by_issue.number >= 2) & ~contested).tolist():
        held, side = by_issue.rows(at), str(sides[at])
        voices = party[held].tolist()
        heard = {*voices, *through[held].tolist()}
        spoken_for = sum(
            name not in voices and not heard.isdisjoint(blocs) for name, blocs in above_it.items()
        )
        spoken, possible = len(held), len(parties) - spoken_for
        who = _named([names[each] for each in voices])
        why = f"{who} are {SIDES[side]}; {_silent(possible - spoken)}"
        rows.append((spoken < possible, -spoken, at, ids[at], titles[at], side, spoken,
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
    by_issue = ByIssue(rows_of(positions["issue"], issues["issue"]), len(issues))
    low, high = spans(positions, issues)
    decides = positions["party"].isin(list(deciding)).to_numpy()
    red_line = positions["red_line"].to_numpy(bool)
    party = positions["party"].astype("str").to_numpy()
    ids, titles, weights = (issues[name].tolist() for name in ("issue", "title", "weight"))
    divided = by_issue.most(np.where(decides, low, np.nan)) > by_issue.least(
        np.where(decides, high, np.nan)
    )
    rows = []
    for at in np.flatnonzero(divided).tolist():
        held = by_issue.rows(at)
        opposed = int((low[held][:, None] > high[held]).sum())
        held = held[decides[held]]
        apart = low[held][:, None] > high[held]
        pairs, weight = int(apart.sum()), float(weights[at])
        apart |= apart.T
        who = [names[each] for each in party[held].tolist()]
        red = np.flatnonzero(red_line[held] & apart.any(axis=1)).tolist()
        first = np.argwhere(np.triu(apart, 1))[:FIRST].tolist()
        why = _why_stuck(first, pairs, who, red, weight)
        rows.append((not red, -pairs * weight, at, ids[at], titles[at], pairs, weight,
                     pairs * weight, len(red), opposed - pairs, why))  # fmt: skip
    rows.sort(key=lambda row: row[:3])
    return pd.DataFrame([row[3:] for row in rows], columns=STICKING)


def deciding(parties: pd.DataFrame) -> list[str]:
    """The parties that decide: the principals, or where there are none all at the table."""
    principals = parties["party"][parties["role"] == "principal"]
    if principals.empty:
        principals = parties["party"][~parties["role"].isin(["constituency", "observer"])]
    return list(principals.astype("str"))


def _sides(
    by_issue: ByIssue, low: Numbers, high: Numbers, numeric: npt.NDArray[np.bool_]
) -> npt.NDArray[np.str_]:
    """The side on which all positions on an issue are, a key of SIDES, or an empty word."""
    lean_for, lean_against = by_issue.least(low) > 0, by_issue.most(high) < 0
    overlap = by_issue.most(low) <= by_issue.least(high)
    return np.select(
        [numeric & overlap, ~numeric & lean_for, ~numeric & lean_against],
        ["values", "for", "against"],
        "",
    )


def _why_stuck(
    first: list[list[int]], pairs: int, who: list[str], red: list[int], weight: float
) -> str:
    against = [f"{who[a]} against {who[b]}" for a, b in first]
    more = f" and {count(pairs - len(first), 'more pair')}" if pairs > len(first) else ""
    line = f"; a red line of {_named([who[place] for place in red])}" if red else ""
    weighs = "" if weight == 1 else f"; weight {weight:g}"
    return f"{', '.join(against)}{more}{line}{weighs}"


def _named(names: list[str]) -> str:
    """Names in prose; of very many the first, and how many more there are."""
    if len(names) <= MOST_NAMED:
        return listed(names)
    return listed([*names[: MOST_NAMED - 1], f"{len(names) - MOST_NAMED + 1} more"])


def _names(parties: pd.DataFrame) -> dict[str, str]:
    return dict(zip(parties["party"].astype("str"), parties["name"], strict=True))


def _silent(number: int) -> str:
    if not number:
        return "all in view have spoken"
    return f"{count(number, 'party', 'parties')} in view {'is' if number == 1 else 'are'} silent"
