"""Positions in, common ground out: islands of agreement, and sticking points in order."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from parley.categoricals import Rows, index_in, isin
from parley.frames.blocs import ancestors
from parley.iter_rows import iter_rows
from parley.measures.cells import ByIssue, Numbers
from parley.measures.scores import lean_intervals
from parley.wording import count, join_and

ISLANDS = ["issue", "title", "side", "spoken", "possible", "why"]
SIDES = {"for": "for it", "against": "against it", "values": "for values that overlap"}
STICKING = ["issue", "title", "pairs", "weight", "blocks", "red_lines", "other_pairs", "why"]

VOICES = ["party", "inherited_from"]
FIRST = 3
"""Opposed pairs that are named."""
MOST_NAMED = 12
"""Parties that are named on one issue."""


def islands_of_agreement(
    positions: pd.DataFrame,
    issues: pd.DataFrame,
    parties: pd.DataFrame,
    blocs: dict[str, list[str]] | None = None,
    told: int | None = None,
) -> pd.DataFrame:
    """Issues on which every party in view that has spoken leans the same way.

    `positions` are those that count (see `parley.frames.blocs.counted`). At least two parties have
    spoken and nobody contests one of their positions; who is undecided leans no way, and makes
    none. On a numeric issue all values or ranges overlap. Those on which all parties in view have
    spoken stand first, then those with the most, then as in the folder. A member for which its bloc
    has spoken (`blocs`, see `parley.frames.blocs`) is neither one more voice nor silent. Returns
    the columns ISLANDS: side is `for`, `against` or `values`, possible counts those that have
    spoken or are silent, and why says in words why it stands here: of the first `told`, where not
    of all.
    """
    names = _names(parties)
    above_it = {name: ancestors(name, blocs) for name in names} if blocs else {}
    party = index_in(positions["party"], names)
    by_issue = ByIssue(index_in(positions["issue"], issues["issue"]), len(issues))
    sides = _sides(by_issue, *lean_intervals(positions, issues), issues["numeric"].to_numpy(bool))
    contested = by_issue.count(positions["disputed"].to_numpy(bool)) > 0
    at = np.flatnonzero((sides != "") & (by_issue.number >= 2) & ~contested)
    spoken = by_issue.number[at]
    possible = np.full(len(at), len(parties))
    for row, issue in enumerate(at.tolist() if above_it else ()):
        held = positions[VOICES].iloc[by_issue.rows(issue)]
        heard = {*held["party"], *held["inherited_from"]}
        possible[row] -= sum(
            name not in heard and not heard.isdisjoint(up) for name, up in above_it.items()
        )
    order = np.lexsort((at, -spoken, spoken < possible))
    at, spoken, possible = at[order], spoken[order], possible[order]
    why = [
        f"{_named(_in(names, party[by_issue.rows(issue)]))} are {SIDES[side]}; "
        f"{_silent(of - number)}"
        for issue, side, number, of in zip(
            at[:told].tolist(), sides[at].tolist(), spoken.tolist(), possible.tolist(), strict=False
        )
    ]
    return _found(issues, at, ISLANDS, why, side=sides[at], spoken=spoken, possible=possible)


def sticking_points(
    positions: pd.DataFrame,
    issues: pd.DataFrame,
    parties: pd.DataFrame,
    deciding: Collection[str],
    told: int | None = None,
) -> pd.DataFrame:
    """Issues on which deciding parties oppose each other, those that block the most first.

    `positions` are those that count; two positions are opposed where one leans for the proposal
    and the other against it, or where their values do not overlap. An issue ranks by red lines
    among the opposed first, then by the number of opposed pairs of `deciding` parties times its
    weight. Returns the columns STICKING: pairs, weight, blocks (their product), red_lines (opposed
    deciding parties that call it not negotiable), other_pairs (opposed pairs with a party that does
    not decide) and why, in words: of the first `told`, where not of all.
    """
    issue = index_in(positions["issue"], issues["issue"])
    by_issue = ByIssue(issue, len(issues))
    low, high = lean_intervals(positions, issues)
    decides = isin(positions["party"], deciding)
    own_low, own_high = (np.where(decides, ends, np.nan) for ends in (low, high))
    last, first = by_issue.most(own_low), by_issue.least(own_high)
    opposed = (own_low > first[issue]) | (own_high < last[issue])
    red_line = positions["red_line"].to_numpy(bool) & opposed
    numeric = issues["numeric"].to_numpy(bool)
    pairs, red_lines = _apart(by_issue, own_low, own_high, numeric), by_issue.count(red_line)
    other_pairs = (pairs if decides.all() else _apart(by_issue, low, high, numeric)) - pairs
    weight = issues["weight"].to_numpy(float)
    blocks = pairs * weight
    at = np.flatnonzero(pairs)
    at = at[np.lexsort((at, -blocks[at], red_lines[at] == 0))]
    names = _names(parties)
    party = index_in(positions["party"], names)
    why = []
    for each in at[:told].tolist():
        held = by_issue.rows(each)
        held = held[decides[held]]
        apart = low[held][:, None] > high[held]
        pair = np.argwhere(np.triu(apart | apart.T, 1))[:FIRST].tolist()
        who = _in(names, party[held])
        red = [who[place] for place in np.flatnonzero(red_line[held]).tolist()]
        why.append(_why_stuck(pair, int(pairs[each]), who, red, float(weight[each])))
    columns = {"pairs": pairs, "weight": weight, "blocks": blocks, "red_lines": red_lines,
               "other_pairs": other_pairs}  # fmt: skip
    chosen = {name: column[at] for name, column in columns.items()}
    return _found(issues, at, STICKING, why, **chosen)


def _apart(by_issue: ByIssue, low: Numbers, high: Numbers, numeric: npt.NDArray[np.bool_]) -> Rows:
    """On each issue, how many pairs of positions are opposed; see `spans` for both ends.

    Where there are two sides, those are as many as all that are for it times all against.
    """
    two_sides = by_issue.count(low > 0) * by_issue.count(high < 0)
    return np.where(numeric, by_issue.apart(low, high, numeric), two_sides)


def _found(
    issues: pd.DataFrame, at: Rows, columns: list[str], why: list[str], **more: Any
) -> pd.DataFrame:
    """These issues with what was found of each, and why, in words, of the first."""
    rows = issues[["issue", "title"]].iloc[at].astype("object").reset_index(drop=True)
    words = why + [""] * (len(at) - len(why))
    return rows.assign(**more, why=pd.array(words, dtype="str"))[columns]


def deciding_parties(parties: pd.DataFrame) -> list[str]:
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
    first: list[list[int]], pairs: int, who: list[str], red: list[str], weight: float
) -> str:
    against = [f"{who[a]} against {who[b]}" for a, b in first]
    more = f" and {count(pairs - len(first), 'more pair')}" if pairs > len(first) else ""
    line = f"; a red line of {_named(red)}" if red else ""
    weighs = "" if weight == 1 else f"; weight {weight:g}"
    return f"{', '.join(against)}{more}{line}{weighs}"


def _named(names: list[str]) -> str:
    """Names in prose; of very many the first, and how many more there are."""
    if len(names) <= MOST_NAMED:
        return join_and(names)
    return join_and([*names[: MOST_NAMED - 1], f"{len(names) - MOST_NAMED + 1} more"])


def _in(names: dict[str, str], places: Rows) -> list[str]:
    """The names at these places."""
    known = list(names.values())
    return [known[place] for place in places.tolist()]


def _names(parties: pd.DataFrame) -> dict[str, str]:
    return dict(iter_rows(parties[["party", "name"]]))


def _silent(number: int) -> str:
    if not number:
        return "all in view have spoken"
    return f"{count(number, 'party', 'parties')} in view {'is' if number == 1 else 'are'} silent"
