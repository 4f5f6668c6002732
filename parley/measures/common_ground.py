"""A view in, common ground out: islands of agreement, and sticking points in order."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from parley.categoricals import Rows
from parley.frames.blocs import ancestors
from parley.frames.cells import Flags, Numbers
from parley.frames.view import View
from parley.measures._by_issue import ByIssue
from parley.measures._scores import lean_intervals
from parley.measures._view import of_view
from parley.wording import count, join_and

ISLANDS: Final = ["issue", "title", "side", "spoken", "possible", "why"]
SIDES: Final = {"for": "for it", "against": "against it", "values": "for values that overlap"}
STICKING: Final = [
    "issue", "title", "pairs", "weight", "blocks", "red_lines", "other_pairs", "why",
]  # fmt: skip

MOST_PAIRS: Final = 3
"""Opposed pairs that are named."""
MOST_NAMED: Final = 12
"""Parties that are named on one issue."""


@of_view
def islands_of_agreement(view: View, reasons: int | None = None) -> pd.DataFrame:
    """Issues on which every party in view that has spoken leans the same way.

    At least two parties have spoken and nobody contests one of their positions; who is undecided
    leans no way, and makes none. On a numeric issue all values or ranges overlap. No bloc counts
    twice: a member for which its bloc has spoken is neither one more voice nor silent. Those on
    which all parties in view have spoken stand first, then those with the most, then as in the
    folder. Returns the columns ISLANDS: side is `for`, `against` or `values`, possible counts those
    that have spoken or are silent, and why says in words why it stands here: in the first `reasons`
    rows, where not in all.
    """
    held = view.voices
    of = ByIssue(held.issue, len(view.issues))
    sides = _sides(of, *lean_intervals(view, held), view.issues["numeric"].to_numpy(bool))
    contested = of.count(held.flags("disputed")) > 0
    at = np.flatnonzero((sides != "") & (of.number >= 2) & ~contested)
    spoken = of.number[at]
    possible = np.full(len(at), len(view.parties)) - _represented(view, of, at)
    order = np.lexsort((at, -spoken, spoken < possible))
    at, spoken, possible = at[order], spoken[order], possible[order]
    names = view.parties["name"].tolist()
    why = [
        f"{_named([names[place] for place in held.party[of.rows(issue)].tolist()])} are "
        f"{SIDES[side]}; {_silent(number - voices)}"
        for issue, side, voices, number in zip(
            at[:reasons].tolist(), sides[at].tolist(), spoken.tolist(), possible.tolist(),
            strict=False,
        )
    ]  # fmt: skip
    return _found(view, at, ISLANDS, why, side=sides[at], spoken=spoken, possible=possible)


def _represented(view: View, of: ByIssue, issues: Rows) -> Rows:
    """On each of the issues, for how many silent parties in view a bloc has spoken."""
    found = np.zeros(len(issues), np.int64)
    if not view.blocs:
        return found
    above = {id: ancestors(id, view.blocs) for id in view.party_ids}
    voices = view.voices.frame(["party", "inherited_from"])
    for row, issue in enumerate(issues.tolist()):
        held = voices.iloc[of.rows(issue)]
        heard = {*held["party"], *held["inherited_from"]}
        found[row] = sum(
            id not in heard and not heard.isdisjoint(blocs) for id, blocs in above.items()
        )
    return found


@of_view
def sticking_points(
    view: View, deciding: Collection[str] | None = None, reasons: int | None = None
) -> pd.DataFrame:
    """Issues on which deciding parties oppose each other, those that block the most first.

    `deciding` are their ids, by default `deciding_parties`. Two positions are opposed where one
    leans for the proposal and the other against it, or where their values do not overlap; no bloc
    counts twice. An issue ranks by red lines among the opposed first, then by the number of opposed
    pairs of deciding parties times its weight. Returns the columns STICKING: pairs, weight, blocks
    (their product), red_lines (opposed deciding parties that call it not negotiable), other_pairs
    (opposed pairs with a party that does not decide) and why, in words: in the first `reasons`
    rows, where not in all.
    """
    held, issues = view.voices, view.issues
    of = ByIssue(held.issue, len(issues))
    low, high = lean_intervals(view, held)
    chosen = deciding_parties(view) if deciding is None else deciding
    decides = view.parties["party"].isin(list(chosen)).to_numpy(bool)[held.party]
    own_low, own_high = (np.where(decides, ends, np.nan) for ends in (low, high))
    last, first = of.most(own_low), of.least(own_high)
    opposed = (own_low > first[held.issue]) | (own_high < last[held.issue])
    red_line = held.flags("red_line") & opposed
    numeric = issues["numeric"].to_numpy(bool)
    pairs, red_lines = _apart(of, own_low, own_high, numeric), of.count(red_line)
    other_pairs = (pairs if decides.all() else _apart(of, low, high, numeric)) - pairs
    weight = issues["weight"].to_numpy(float)
    blocks = pairs * weight
    at = np.flatnonzero(pairs)
    at = at[np.lexsort((at, -blocks[at], red_lines[at] == 0))]
    names = view.parties["name"].tolist()
    why = []
    for issue in at[:reasons].tolist():
        here = of.rows(issue)
        rows = here.start + np.flatnonzero(decides[here])
        apart = low[rows][:, None] > high[rows]
        pair = np.argwhere(np.triu(apart | apart.T, 1))[:MOST_PAIRS].tolist()
        who = [names[place] for place in held.party[rows].tolist()]
        red = [who[place] for place in np.flatnonzero(red_line[rows]).tolist()]
        why.append(_why_stuck(pair, int(pairs[issue]), who, red, float(weight[issue])))
    columns = {"pairs": pairs, "weight": weight, "blocks": blocks, "red_lines": red_lines,
               "other_pairs": other_pairs}  # fmt: skip
    found = {name: column[at] for name, column in columns.items()}
    return _found(view, at, STICKING, why, **found)


@of_view
def deciding_parties(view: View) -> list[str]:
    """The parties in view that decide: principals, or where there are none all at the table."""
    parties = view.frames.parties
    decides = parties["role"] == "principal"
    if not decides.any():
        decides = ~parties["role"].isin(["constituency", "observer"])
    chosen = set(parties["party"][decides])
    return [id for id in view.party_ids if id in chosen]


def _apart(of: ByIssue, low: Numbers, high: Numbers, numeric: Flags) -> Rows:
    """On each issue, how many pairs of positions are opposed, by both ends of each.

    Where there are two sides, those are as many as all that are for it times all against.
    """
    two_sides = of.count(low > 0) * of.count(high < 0)
    return np.where(numeric, of.apart(low, high, numeric), two_sides)


def _found(view: View, at: Rows, columns: list[str], why: list[str], **more: Any) -> pd.DataFrame:
    """These issues with what was found of each, and why, in words, of the first."""
    rows = view.issues[["issue", "title"]].iloc[at].astype("object").reset_index(drop=True)
    words = why + [""] * (len(at) - len(why))
    return rows.assign(**more, why=pd.array(words, dtype="str"))[columns]


def _sides(of: ByIssue, low: Numbers, high: Numbers, numeric: Flags) -> npt.NDArray[np.str_]:
    """The side on which all positions on an issue are, a key of SIDES, or an empty word."""
    lean_for, lean_against = of.least(low) > 0, of.most(high) < 0
    overlap = of.most(low) <= of.least(high)
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


def _silent(number: int) -> str:
    if not number:
        return "all in view have spoken"
    return f"{count(number, 'party', 'parties')} in view {'is' if number == 1 else 'are'} silent"
