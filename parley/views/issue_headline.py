"""An issue in, its finding out: who holds what and by whose word, and of how many nothing is known.

The stance and how direct it is stay in the sentence, and it counts the voices in view.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import Any, Final, NamedTuple

import numpy as np
import pandas as pd

from parley.categoricals import isin_numbers
from parley.charts.standings import bounds_text
from parley.format.models import Issue
from parley.format.vocabulary import STANCES
from parley.frames.blocs import ancestors
from parley.frames.build import value_text
from parley.frames.view import View
from parley.frames.voices import own_word
from parley.iter_rows import iter_rows
from parley.measures.said_by import on_record, word_of
from parley.views.context import ViewContext
from parley.views.whose_word import whose_words
from parley.wording import count, date_text, end_sentence, join_and, left_out_text, plural

MOST_NAMED: Final = 6
"""Voices that are named; of more there are numbers."""

DETERMINERS: Final = frozenset(
    {"A", "An", "Another", "One", "Senior", "Several", "Some", "The", "Three", "Two", "Unnamed"}
)
"""What begins a speaker who is not named; within a sentence it is in lower case."""

COLUMNS: Final = [
    "position", "party", "stance", "value_from", "value_to", "bound", "option", "fallback",
    "red_line", "attribution", "disputed", "conflicting",
]  # fmt: skip


class Held(NamedTuple):
    """What a voice holds, as the sentence has it."""

    name: str
    what: tuple[str, str]
    """The same of one and of several: supports it, support it."""
    notes: tuple[str, ...]
    """What a reader must know of it: a red line, in a reporter's words."""


def headline(context: ViewContext, issue: Issue) -> str:
    """Who holds what on the issue, and of how many parties in view no position is known."""
    return context.cached("issue headline", partial(_headline, context, issue), issue.id)


def _headline(context: ViewContext, issue: Issue) -> str:
    view = context.view.of(issues=[issue.id])
    if not len(view.parties):
        return "No party is in view."
    voices = view.voices.frame(COLUMNS)
    if len(voices) > MOST_NAMED:
        clauses = list(_counted(context, issue, voices))
    else:
        clauses = [
            f"{join_and([each.name for each in those])} {those[0].what[len(those) > 1]}"
            + "".join(f", {note}" for note in those[0].notes)
            for those in _alike(_held(context, issue, view, voices))
        ]
    sentences = [f"{'; '.join(clauses)}."] if clauses else []
    rest = _rest(view, bool(clauses))
    return " ".join([*_outcome(context, issue), *sentences, *rest])


def _outcome(context: ViewContext, issue: Issue) -> Iterator[str]:
    """When the issue was settled, and on which value or option, where there is one."""
    found = issue.outcome
    if found is None or found.date > context.day:
        return
    what = next((each.text for each in issue.options or () if each.id == found.option), "")
    if found.value is not None:
        unit, decimals = context.index.value_units[issue.id]
        what = value_text(found.value.from_, found.value.to, unit, decimals=decimals)
    yield end_sentence(f"Settled on {date_text(found.date)}{f': {what}' if what else ''}")


def _rest(view: View, some: bool) -> Iterator[str]:
    """Of how many nothing is known, and what the filters leave out."""
    silent, out = _silent(view), len(view.left_out_cells)
    if out:
        yield f"{'' if some else 'No position counts: '}{left_out_text(out)}."
    if silent and (some or out):
        yield f"Of {count(silent, 'other')} in view no position is known."
    elif silent:
        yield f"Of {count(silent, 'party', 'parties')} in view no position is known."


def _silent(view: View) -> int:
    """How many parties have no position, save members for which a bloc in view speaks."""
    ids = view.party_ids
    out = {ids[at] for at in view.left_out_cells.party.tolist()}
    heard = {ids[at] for at in view.cells.party.tolist()}
    shown = dict.fromkeys(id for id in ids if id not in out)
    return sum(
        id not in heard and not any(bloc in shown for bloc in ancestors(id, view.blocs))
        for id in shown
    )


# --- by name


def _held(
    context: ViewContext, issue: Issue, view: View, voices: pd.DataFrame
) -> Iterator[tuple[float, Held]]:
    """What each voice holds, with its place in the order of telling: by stance, else by value."""
    words = whose_words(context, voices["position"])
    conditional = set(context.frames.conditions["position"])
    disputes = context.frames.disputes
    disputes = disputes[isin_numbers(disputes["position"], voices["position"])]
    contested: dict[int, list[str]] = {}
    for each in iter_rows(disputes[["position", "disputed_by"]]):
        contested.setdefault(each.position, []).append(context.party_names[str(each.disputed_by)])
    rungs = {option.id: at for at, option in enumerate(issue.options or (), 1)}
    numbers = view.voices.of(np.arange(len(view.frames.positions))).tolist()
    for row, number in zip(iter_rows(voices), numbers, strict=True):
        order, what = _what(context, issue, row, rungs)
        found = words.get(row.position)
        notes = [
            _red_line(context, view, number, row.red_line),
            _word(row.attribution, found.speaker if found else None),
            "with conditions" if row.position in conditional else "",
            f"contested by {join_and(contested[row.position])}" if row.disputed else "",
            "with conflicting reports" if row.conflicting else "",
        ]
        name = context.party_names[str(row.party)]
        yield order, Held(name, what, tuple(note for note in notes if note))


def _alike(held: Iterable[tuple[float, Held]]) -> list[list[Held]]:
    """Those that hold the same with the same notes together, in the order of telling."""
    groups: dict[tuple[float, tuple[str, str], tuple[str, ...]], list[Held]] = {}
    for order, each in held:
        groups.setdefault((order, each.what, each.notes), []).append(each)
    return [groups[key] for key in sorted(groups, key=lambda key: key[0])]


def _what(
    context: ViewContext, issue: Issue, row: Any, rungs: dict[str, int]
) -> tuple[float, tuple[str, str]]:
    """What a position says, of one party and of several, and its place in the order of telling."""
    if pd.notna(row.value_from):
        unit, decimals = context.index.value_units[issue.id]
        value = value_text(row.value_from, row.value_to, unit, row.bound, decimals)
        return row.value_from + len(STANCES), (f"names {value}", f"name {value}")
    one, several = STANCES[row.stance].verbs
    more = ""
    if row.option in rungs:
        more = f" and {{}} for option {rungs[row.option]} of {len(rungs)}"
    elif row.fallback in rungs:
        more = f" and would accept option {rungs[row.fallback]} of {len(rungs)}"
    said = (one + more.format("asks"), several + more.format("ask"))
    return list(STANCES).index(row.stance), said


def _red_line(context: ViewContext, view: View, row: int, own: bool) -> str:
    """Whose red line a voice stands for: its own, or that of a party it speaks for."""
    if own:
        return "a red line"
    positions = view.frames.positions
    rows = positions.iloc[view.found_voices.followers(row)]
    drawn = rows["party"][rows["red_line"].to_numpy(bool) & own_word(rows)].astype("str")
    names = [context.party_names[party] for party in drawn]
    return f"a red line of {join_and(names)}" if names else ""


def _word(attribution: Any, speaker: str | None) -> str:
    """By whose word a position is told, where that is not the party's own plain word."""
    if attribution == "second-hand" and speaker:
        first, _, rest = speaker.partition(" ")
        name = f"{first.lower()} {rest}" if first in DETERMINERS else speaker
        return f"by {name}{'’' if name.endswith('s') else '’s'} account"
    return word_of(attribution)


# --- by number


def _counted(context: ViewContext, issue: Issue, voices: pd.DataFrame) -> Iterator[str]:
    """How many voices hold each stance, how many of them are on the record, and values."""
    named = voices["value_from"].notna()
    by_stance = voices[~named]
    for stance, term in STANCES.items():
        rows = by_stance[(by_stance["stance"] == stance).to_numpy()]
        if len(rows):
            yield f"{len(rows):,} {term.verbs[len(rows) > 1]}{_of_them(rows)}"
    values = voices[named]
    if len(values):
        unit, decimals = context.index.value_units[issue.id]
        low, high = values["value_from"].min(), values["value_to"].max()
        bounds = bounds_text(values["bound"].astype("str").tolist())
        span = value_text(low, high, unit, decimals=decimals)
        yield (
            f"{len(values):,} {plural(len(values), 'names a value', 'name values')} within {span}"
            f"{f', {bounds}' if bounds else ''}{_of_them(values)}"
        )


def _of_them(rows: pd.DataFrame) -> str:
    """How many of some positions are not on the record, and how many are red lines."""
    off = sum(not on_record(each) for each in rows["attribution"])
    red = int(rows["red_line"].sum())
    notes: Sequence[str] = [
        f"{number:,} of them {words}" if len(rows) > 1 else words
        for number, words in (
            (off, "not on the record"),
            (red, plural(red, "a red line", "red lines")),
        )
        if number
    ]
    return f" ({join_and(notes)})" if notes else ""
