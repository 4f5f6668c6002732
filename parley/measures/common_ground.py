"""A view in, common ground out: where voices lean the same way, and what stands between them."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Final

import numpy as np
import pandas as pd

from parley.categoricals import Rows, isin
from parley.frames.cells import Cells
from parley.frames.columns import LIST_SEPARATOR
from parley.frames.deciding import Rule, deciding_rules
from parley.frames.view import View
from parley.measures._relations import Relations
from parley.measures._view import of_view
from parley.measures.said_by import COLUMNS, MOST_NAMED, Said, in_words, said_by
from parley.wording import count, join_and

ISLANDS: Final = ["issue", "title", "side", "spoken", "possible", "left_out", "why"]
SIDES: Final = ("for", "against", "values", "rungs")
"""On which side all are: by stance, by values that meet, or by rungs that do."""
STICKING: Final = [
    "issue", "title", "pairs", "distance", "weight", "blocks", "red_lines", "other_pairs", "why",
]  # fmt: skip

MOST_PAIRS: Final = 3
"""Opposed pairs that are named."""

RULES: Final[dict[Rule, str]] = {
    "named": "those whom the issue names",
    "principals": "the principals",
    "at the table": "all but observers and constituencies, as there is no principal",
}
"""Who decides, in words."""


@of_view
def islands_of_agreement(view: View, reasons: int | None = None) -> pd.DataFrame:
    """Issues on which every voice in view leans the same way.

    At least two have spoken and nobody contests one of their positions; who is undecided leans no
    way, and makes none. On a numeric issue what all would take meets, and on a ladder what those
    would take who name a rung. A bloc speaks for the members that follow it; one that differs is a
    voice of its own. Those on which all in view have spoken stand first, then those with the most
    voices, then as in the folder. Returns the columns ISLANDS: side is one of SIDES, possible
    counts the voices and the silent, left_out those whose position is left out of the view, and why
    says in words who holds what and by whose word: in the first `reasons` rows, where not in all.
    """
    held = view.voices
    relations = Relations(view, held)
    of = relations.of
    contested = of.count(held.flags("disputed")) > 0
    at = np.flatnonzero(relations.same_way & ~contested)
    spoken = of.number[at]
    left_out = np.bincount(view.left_out_cells.issue, minlength=len(view.issues))[at]
    possible = np.full(len(at), len(view.parties)) - _represented(view, at) - left_out
    order = np.lexsort((at, -spoken, spoken < possible))
    at, spoken, possible, left_out = (each[order] for each in (at, spoken, possible, left_out))
    why = [
        f"{_capital(in_words(_said(view, held, of.rows(issue))))}; {_rest(number - voices, out)}"
        for issue, voices, number, out in zip(
            at[:reasons].tolist(), spoken.tolist(), possible.tolist(), left_out.tolist(),
            strict=False,
        )
    ]  # fmt: skip
    side = _sides(view, relations)[at]
    found = {"side": side, "spoken": spoken, "possible": possible, "left_out": left_out}
    return _found(view, at, ISLANDS, why, **found)


def _represented(view: View, issues: Rows) -> Rows:
    """On each of the issues, how many parties in view have a position and no voice of their own."""
    held = np.bincount(view.cells.issue, minlength=len(view.issues))
    voices = np.bincount(view.voices.issue, minlength=len(view.issues))
    found: Rows = (held - voices)[issues]
    return found


@of_view
def sticking_points(
    view: View, deciding: Collection[str] | None = None, reasons: int | None = None
) -> pd.DataFrame:
    """Issues on which deciding voices stand apart, those that block the most first.

    `deciding` are the ids of those that decide, by default who decides on each issue; a voice
    decides where it is one of them or speaks for one. Two stand apart where one leans for the
    proposal and the other against it, or where there is a gap between what the two would take. An
    issue ranks by red lines among those that stand apart first, then by the sum of the distances of
    the pairs, from 0 to 1 each, times its weight. Returns the columns STICKING: pairs (of deciding
    voices that stand apart), distance (their sum), weight, blocks (distance times weight),
    red_lines (voices among them whose position, or that of a deciding party they speak for, is a
    red line), other_pairs (pairs with a voice that does not decide) and why, in words: in the first
    `reasons` rows, where not in all.
    """
    held, issues = view.voices, view.issues
    relations = Relations(view, held)
    of = relations.of
    if deciding is None:
        decides, red_line = view.voice_decides, view.voice_red_line
    else:
        some = isin(view.frames.positions["party"], deciding)
        decides, red_line = held.of(view.found_voices.any_of(some)), view.red_lines_of(some)
    pairs, distance, opposed = relations.apart(decides)
    red_line = red_line & opposed
    red_lines = of.count(red_line)
    every = pairs if decides.all() else relations.apart(np.ones(len(held), bool))[0]
    weight = issues["weight"].to_numpy(float)
    blocks = distance * weight
    at = np.flatnonzero(pairs)
    at = at[np.lexsort((at, -blocks[at].round(9), red_lines[at] == 0))]
    why = []
    for issue in at[:reasons].tolist():
        here = of.rows(issue)
        rows = here.start + np.flatnonzero(decides[here])
        apart = relations.pairs(issue).apart[np.ix_(rows - here.start, rows - here.start)]
        pair = np.argwhere(np.triu(apart, 1))[:MOST_PAIRS].tolist()
        said = [_said(view, held, slice(row, row + 1))[0] for row in rows.tolist()]
        red = _red_lines(view, held, rows[red_line[rows]])
        why.append(_why_stuck(pair, int(pairs[issue]), said, red, float(weight[issue])))
    columns = {"pairs": pairs, "distance": distance, "weight": weight, "blocks": blocks,
               "red_lines": red_lines, "other_pairs": every - pairs}  # fmt: skip
    found = {name: column[at] for name, column in columns.items()}
    return _found(view, at, STICKING, why, **found)


@of_view
def deciding_parties(view: View) -> list[str]:
    """The parties in view that decide on some issue in view, in the order of showing.

    Those whom an issue names, else the principals, and where there are none all but observers and
    constituencies. Of several issues each has its own.
    """
    decides = np.flatnonzero(view.deciding.any(axis=0))
    ids = view.party_ids
    return [ids[at] for at in decides.tolist()]


@of_view
def deciding_rule(view: View) -> str:
    """By which rule it is told who decides on the issues in view, in words."""
    found = deciding_rules(view.issues, view.frames.parties)
    return join_and([words for rule, words in RULES.items() if rule in found])


def _said(view: View, held: Cells, rows: slice) -> list[Said]:
    """What the voices in these rows of the cells say."""
    flags = np.zeros(len(held), bool)
    flags[rows] = True
    some = held.where(flags)
    names = view.parties["name"].to_numpy(object)[some.party].tolist()
    issue = view.issues.iloc[int(some.issue[0])]
    unit = None if pd.isna(issue["unit"]) else str(issue["unit"])
    order = np.argsort(-np.nan_to_num(some.numbers("score")), kind="stable")
    rows = some.frame(COLUMNS).iloc[order]
    ladder = str(issue["options"] or "").split(LIST_SEPARATOR)
    return said_by(rows, [names[at] for at in order.tolist()], unit, ladder)


def _red_lines(view: View, held: Cells, rows: Rows) -> list[str]:
    """Whose red lines the voices in these rows of the cells stand for, by name."""
    positions = view.frames.positions
    red_line = positions["red_line"].to_numpy(bool)
    number = held.of(np.arange(len(positions)))
    names = dict(zip(view.frames.parties["party"], view.frames.parties["name"], strict=True))
    found = []
    for row in number[rows].tolist():
        own = [row] if red_line[row] else []
        followers = view.found_voices.followers(row)
        own += followers[red_line[followers]].tolist()
        found += [str(names[positions["party"].iat[each]]) for each in own]
    return found


def _found(view: View, at: Rows, columns: list[str], why: list[str], **more: Any) -> pd.DataFrame:
    """These issues with what was found of each, and why, in words, of the first."""
    rows = view.issues[["issue", "title"]].iloc[at].astype("object").reset_index(drop=True)
    words = why + [""] * (len(at) - len(why))
    return rows.assign(**more, why=pd.array(words, dtype="str"))[columns]


def _sides(view: View, relations: Relations) -> Any:
    """The side of each issue on which all lean the same way: one of SIDES."""
    of, score = relations.of, relations.score
    numeric = view.issues["numeric"].to_numpy(bool)
    one_side = (of.count(score > 0) == of.number) | (of.count(score < 0) == of.number)
    return np.select(
        [numeric, relations.in_stretches & ~one_side, of.count(score > 0) > 0],
        ["values", "rungs", "for"],
        "against",
    )


def _why_stuck(
    first: list[list[int]], pairs: int, said: list[Said], red: list[str], weight: float
) -> str:
    against = [f"{said[a].name} and {said[b].name}" for a, b in first]
    more = f" and {count(pairs - len(first), 'more pair')}" if pairs > len(first) else ""
    line = f"; a red line of {_named(red)}" if red else ""
    weighs = "" if weight == 1 else f"; weight {weight:g}"
    return f"{', '.join(against)}{more} stand apart. {_capital(in_words(said))}{line}{weighs}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _named(names: list[str]) -> str:
    """Names in prose; of very many the first, and how many more there are."""
    if len(names) <= MOST_NAMED:
        return join_and(names)
    return join_and([*names[: MOST_NAMED - 1], f"{len(names) - MOST_NAMED + 1} more"])


def _rest(silent: int, left_out: int) -> str:
    """Who else is in view: the silent, and those whose position is left out."""
    parts = []
    if silent:
        parts.append(f"{count(silent, 'party', 'parties')} in view {_is(silent)} silent")
    if left_out:
        parts.append(f"{count(left_out, 'position')} {_is(left_out)} left out")
    return join_and(parts) if parts else "all in view have spoken"


def _is(number: int) -> str:
    return "is" if number == 1 else "are"
