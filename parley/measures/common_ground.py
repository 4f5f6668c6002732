"""A view in, common ground out: where voices lean the same way, and what stands between them."""

from __future__ import annotations

from collections.abc import Collection
from itertools import islice
from typing import Any, Final

import numpy as np
import pandas as pd

from parley.categoricals import Rows, isin
from parley.frames.acceptable import ladders
from parley.frames.build import value_units
from parley.frames.cells import Cells
from parley.frames.deciding import Rule, deciding_rules
from parley.frames.view import View
from parley.frames.voices import own_word
from parley.iter_rows import iter_rows
from parley.measures._relations import Relations
from parley.measures._view import of_view
from parley.measures.said_by import COLUMNS, MOST_NAMED, Said, in_words, said_by
from parley.wording import capitalised, count, join_and, left_out_text, plural

ISLANDS: Final = ["issue", "title", "side", "spoken", "possible", "left_out", "said", "why"]
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

    At least two have spoken, neither a member of the other, and nobody contests a position of
    theirs; who is undecided leans no way, and makes none. On a numeric issue what all would take
    meets, and on a ladder what those would take who name a rung. A bloc speaks for the members that
    follow it; one that differs is a voice of its own. Those on which all in view have spoken stand
    first, then those with the most voices, then as in the folder. Returns the columns ISLANDS: side
    is one of SIDES, possible counts the voices and the silent, left_out those whose position is
    left out of the view, said has in words who holds what and by whose word, and why says besides
    who else is in view: in the first `reasons` rows, where not in all.
    """
    held = view.voices
    relations = Relations(view, held)
    of = relations.of
    contested = of.count(held.flags("disputed")) > 0
    at = np.flatnonzero(relations.same_way & relations.unrelated & ~contested)
    spoken = of.number[at]
    left_out = np.bincount(view.left_out_cells.issue, minlength=len(view.issues))[at]
    possible = np.full(len(at), len(view.parties)) - _represented(view, at) - left_out
    order = np.lexsort((at, -spoken, spoken < possible))
    at, spoken, possible, left_out = (each[order] for each in (at, spoken, possible, left_out))
    every = np.argsort(-np.nan_to_num(relations.score), kind="stable")
    every = every[np.argsort(of.issue[every], kind="stable")]
    voices = _said(view, held, [every[of.rows(issue)] for issue in at[:reasons].tolist()])
    said = [capitalised(in_words(each)) for each in voices]
    why = [
        f"{words}; {_rest(silent, out)}"
        for words, silent, out in zip(
            said, (possible - spoken).tolist(), left_out.tolist(), strict=False
        )
    ]
    side = _sides(view, relations)[at]
    told = pd.array(said + [""] * (len(at) - len(said)), dtype="str")
    found = {
        "side": side, "spoken": spoken, "possible": possible, "left_out": left_out, "said": told,
    }  # fmt: skip
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
    number = held.of(np.arange(len(view.frames.positions)))
    first = at[:reasons].tolist()
    rows = [of.rows(issue).start + np.flatnonzero(decides[of.rows(issue)]) for issue in first]
    said = _said(view, held, rows)
    red = _red_lines(view, [number[those[red_line[those]]] for those in rows])
    why = []
    for issue, those, words, lines in zip(first, rows, said, red, strict=True):
        apart = relations.pairs(issue, those).apart
        pair = np.argwhere(np.triu(apart, 1))[:MOST_PAIRS].tolist()
        why.append(_why_stuck(pair, int(pairs[issue]), words, lines, float(weight[issue])))
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


def _said(view: View, held: Cells, groups: list[Rows]) -> list[list[Said]]:
    """What the voices say that stand at these places of the cells, group by group."""
    if not groups:
        return []
    some = held.take(np.concatenate(groups))
    names = view.parties["name"].to_numpy(object)[some.party].tolist()
    units = list(value_units(view.issues).values())
    rungs = ladders(view.issues)
    said = (
        said_by(row, name, units[issue], rungs[issue])
        for row, name, issue in zip(
            iter_rows(some.frame(COLUMNS)), names, some.issue.tolist(), strict=True
        )
    )
    return [list(islice(said, len(group))) for group in groups]


def _red_lines(view: View, groups: list[Rows]) -> list[list[str]]:
    """Whose red lines the voices in these rows of the frame of positions stand for, by name, group
    by group: their own, and those that a party they speak for has drawn itself."""
    positions = view.frames.positions
    red_line = positions["red_line"].to_numpy(bool)
    drawn = red_line & own_word(positions)
    party = positions["party"].cat.codes.to_numpy()
    named = view.frames.parties.set_index("party")["name"]
    names = named.reindex(positions["party"].cat.categories).tolist()
    found = []
    for voices in groups:
        rows = []
        for row in voices.tolist():
            followers = view.found_voices.followers(row)
            rows += [row] if red_line[row] else []
            rows += followers[drawn[followers]].tolist()
        found.append([str(names[party[row]]) for row in rows])
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
    return f"{', '.join(against)}{more} stand apart. {capitalised(in_words(said))}{line}{weighs}"


def _named(names: list[str]) -> str:
    """Names in prose; of very many the first, and how many more there are."""
    if len(names) <= MOST_NAMED:
        return join_and(names)
    return join_and([*names[: MOST_NAMED - 1], f"{len(names) - MOST_NAMED + 1} more"])


def _rest(silent: int, left_out: int) -> str:
    """Who else is in view: the silent, and those whose position is left out."""
    parts = []
    if silent:
        parts.append(
            f"{count(silent, 'party', 'parties')} in view {plural(silent, 'is', 'are')} silent"
        )
    if left_out:
        parts.append(left_out_text(left_out))
    return join_and(parts) if parts else "all in view have spoken"
