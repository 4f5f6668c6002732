"""The address of a page in, what its share image and its description say out: a headline and rows.

The sentences are those of the pages; who stands where is read from `parley.views.stands`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

import pandas as pd

from parley.format.vocabulary import STANCES
from parley.measures.issue_groups import GROUPS
from parley.views.compare import compared_view
from parley.views.context import ViewContext
from parley.views.headlines import headline
from parley.views.page_subject import subject_name
from parley.views.stands import Held, IssueStand, grouped, issue_stands
from parley.views.whose_word import whose_words
from parley.wording import count, date_text, isolated

MOST_ROWS: Final = 5
BOUND_SIGNS: Final = {"at least": "≥ ", "at most": "≤ "}
"""How a value's bound is written where there is little room."""
MOST_NAMES: Final = 3
"""Names that a row lists before it counts the rest."""
MOST_MARKS: Final = 10
"""Parties that a row names; of more it counts how many hold each stance."""


@dataclass(frozen=True)
class Mark:
    """A party, or a number of them, at its place in a row."""

    text: str
    stance: str | None
    """None where its place is on an axis of the issue's own."""
    on_record: bool | None
    """None where it stands for several."""
    low: float = 0.0
    """Where what it stands for begins on the issue's own axis, from 0 to 1."""
    high: float = 0.0
    points: tuple[float, ...] = ()
    """The places on that axis that were named: not the end of it, where one asks for at least so
    much."""


@dataclass(frozen=True)
class Row:
    """A line of the picture: what it is of, where the marks stand, and what is said beside it."""

    title: str
    marks: tuple[Mark, ...]
    beside: str = ""
    ends: tuple[str, str] | None = None
    """The two ends of the issue's own axis; None where it goes from opposes to supports."""


@dataclass(frozen=True)
class ShareCard:
    """What a share image has on it."""

    over: str
    headline: str
    rows: tuple[Row, ...] = ()
    lead: str = ""
    """The page's sentence, where the headline is the name of what the page is about."""
    note: str = ""
    """What is said of the rows together: how many of how many they are, who was not heard."""
    source: str = ""


def share_card(context: ViewContext, page: str, about: str = "") -> ShareCard:
    """The card of a page, by its address, and the id of what it is about."""
    if page == "issue":
        return _of_issue(context, about)
    if page == "party":
        return _of_party(context, about)
    shown = context
    if page == "compare" and not context.selection.parties:
        parties = context.selection.with_parties(compared_view(context).party_ids)
        shown = replace(context, selection=parties)
    return _card(context, page, about, *_stands(shown, page))


def _card(context: ViewContext, page: str, about: str, rows: Iterable[Row], note: str) -> ShareCard:
    over = f"{context.negotiation.header.title} · as of {date_text(context.day)}"
    name, sentence = subject_name(context, page, about), headline(context, page, about)
    head, lead = (name, sentence) if about else (sentence, "")
    return ShareCard(over, head, tuple(rows), lead, note, _sources(context))


def _sources(context: ViewContext) -> str:
    """Where it is from: the one source by name, or how many there are."""
    sources = context.negotiation.sources
    if not sources:
        return ""
    latest = max(source.date for source in sources)
    if len(sources) == 1:
        return f"Source: {sources[0].publisher}, {_short_date(latest)}"
    return f"{count(len(sources), 'source')}, the latest of {_short_date(latest)}"


def _short_date(day: dt.date) -> str:
    return f"{day.day} {day:%b} {day.year}"


# --- issue by issue


def _stands(context: ViewContext, page: str) -> tuple[list[Row], str]:
    """The issues on which most is said, and how many of how many they are."""
    view = context.view
    if view.empty_because or view.issues.empty:
        return [], ""
    groups = grouped(context)
    rank = {group: at for at, group in enumerate(_order(page))}
    groups = groups[groups["group"] != "none"]
    order = groups["group"].map(rank).to_numpy().argsort(kind="stable")
    ids = groups["issue"].iloc[order[:MOST_ROWS]].tolist()
    stands = {stand.issue: stand for stand in issue_stands(context, ids)}
    rows = [_of_stand(stands[id]) for id in ids]
    return rows, _of_all(context, len(rows), "issue")


def _order(page: str) -> tuple[str, ...]:
    """In which order the groups come: Common ground begins with what joins."""
    apart, together, *rest = GROUPS
    return (together, apart, *rest) if page == "common-ground" else GROUPS


def _of_all(context: ViewContext, shown: int, noun: str) -> str:
    """How many of how many are shown: 5 of 12 issues; of those in view, where not all are."""
    number = len(context.view.issues)
    every = number == len(context.negotiation.issues)
    noun = noun if number == 1 else f"{noun}s"
    return f"{shown:,} of {number:,} {noun}" + ("" if every else " in view")


def _of_stand(stand: IssueStand) -> Row:
    voices = stand.voices
    beside = [
        f"{words}: {_names(names)}"
        for words, names in (("not heard", stand.silent), ("left out", stand.left_out))
        if names
    ]
    ends = _ends(stand)
    placed = [each for each in voices if ends is None or each.low is not None]
    if len(placed) > MOST_MARKS:
        marks = _counted(placed, ends is not None)
    else:
        marks = [_mark(each, each.short, ends is not None) for each in placed]
    return Row(stand.title, tuple(marks), "; ".join(beside), ends)


def _ends(stand: IssueStand) -> tuple[str, str] | None:
    if stand.axis is None:
        return None
    unit = stand.axis.unit
    low, high = stand.axis.ends
    return (low, f"{high} {unit}" if unit else high)


def _mark(held: Held, text: str, on_axis: bool) -> Mark:
    """A party by name, with its value where the issue has a scale."""
    if on_axis and held.low is not None and held.high is not None:
        amount = held.amount
        for words, sign in BOUND_SIGNS.items():
            amount = amount.replace(f"{words} ", sign)
        return _on_axis(f"{isolated(text)} {amount}".rstrip(), held)
    return Mark(text, held.stance, held.on_record)


def _on_axis(text: str, held: Held) -> Mark:
    low, high = (min(1.0, max(0.0, each or 0.0)) for each in (held.low, held.high))
    bound = next((words for words in BOUND_SIGNS if held.amount.startswith(words)), None)
    points = {"at least": (low,), "at most": (high,), None: (low, high)}[bound]
    return Mark(text, None, held.on_record, low, high, tuple(dict.fromkeys(points)))


def _counted(voices: list[Held], on_axis: bool) -> list[Mark]:
    """One mark for all that hold the same stance, or for all that stand on the issue's own axis."""
    if on_axis:
        low = min(each.low for each in voices if each.low is not None)
        high = max(each.high for each in voices if each.high is not None)
        return [Mark(f"{len(voices):,} voices", None, None, low, high, (low, high))]
    stances = [each.stance for each in voices]
    return [
        Mark(f"{stances.count(stance):,}", stance, None)
        for stance in reversed(STANCES)
        if stance in stances
    ]


def _names(names: Iterable[str]) -> str:
    listed = [isolated(name) for name in names]
    shown, rest = listed[:MOST_NAMES], len(listed) - MOST_NAMES
    if rest == 1:
        shown, rest = listed, 0
    return ", ".join(shown) + (f" and {rest:,} more" if rest > 0 else "")


# --- one issue, one party


def _of_issue(context: ViewContext, id: str) -> ShareCard:
    """A row for each that was heard; who was not is named below."""
    # An issue has its page whatever areas and statuses are chosen.
    selection = replace(context.selection, areas=(), statuses=())
    (stand,) = issue_stands(replace(context, selection=selection), [id])
    held = stand.voices[:MOST_ROWS] if len(stand.voices) <= MOST_ROWS else _spread(stand.voices)
    said = _said_by(context, held)
    ends = _ends(stand)
    rows = [
        Row(each.name, (_own_mark(each, ends is not None),), said.get(each.position, ""),
            ends if each.low is not None else None)
        for each in held
    ]  # fmt: skip
    parts = [
        f"{len(rows):,} of {len(stand.voices):,} heard" if len(rows) < len(stand.voices) else "",
        f"not heard: {_names(stand.silent)}" if stand.silent else "",
        f"left out: {_names(stand.left_out)}" if stand.left_out else "",
    ]
    return _card(context, "issue", id, rows, " · ".join(each for each in parts if each))


def _spread(voices: tuple[Held, ...]) -> tuple[Held, ...]:
    """Of very many voices some from one end to the other, both ends among them."""
    last = len(voices) - 1
    return tuple(voices[round(at * last / (MOST_ROWS - 1))] for at in range(MOST_ROWS))


def _of_party(context: ViewContext, id: str) -> ShareCard:
    """A row for each of its positions; on how many issues it was not heard stands below."""
    own = replace(context, selection=context.selection.with_parties([id]))
    view = own.view
    ids = view.issue_ids
    heard = [ids[at] for at in sorted(set(view.cells.issue.tolist()))]
    stands = issue_stands(own, heard[:MOST_ROWS])
    held = [stand.held[0] for stand in stands]
    said = _said_by(own, held)
    rows = []
    for stand, each in zip(stands, held, strict=True):
        ends = _ends(stand)
        mark = _own_mark(each, ends is not None)
        rows.append(Row(stand.title, (mark,), said.get(each.position, ""), ends))
    number = len(view.issues)
    note = f"{len(rows):,} of {count(len(heard), 'position')}" if len(heard) > len(rows) else ""
    left_out = len(set(view.left_out_cells.issue.tolist()))
    silent = number - len(heard) - left_out
    parts = [
        note,
        f"not heard on {silent:,} of {count(number, 'issue')}" if silent else "",
        f"left out on {left_out:,}" if left_out else "",
    ]
    return _card(context, "party", id, rows, " · ".join(each for each in parts if each))


def _own_mark(held: Held, on_axis: bool) -> Mark:
    """A mark of what is held, where the row itself is of the party."""
    if on_axis and held.low is not None and held.high is not None:
        return _on_axis(held.value or STANCES[str(held.stance)].label, held)
    text = STANCES[held.stance].label if held.stance else held.value
    return Mark(text, held.stance, held.on_record)


def _said_by(context: ViewContext, held: Iterable[Held]) -> dict[int, str]:
    """Whose word each position is, by its number."""
    numbers = pd.Series([each.position for each in held], dtype="int64")
    return {number: word.text for number, word in whose_words(context, numbers).items()}


# --- what the page's description has, too


def as_of_sentence(context: ViewContext) -> str:
    """As of when, and from where: As of 15 December 2025. Source: GeokHub, 15 Dec 2025."""
    parts = (f"As of {date_text(context.day)}", _sources(context))
    return " ".join(f"{each}." for each in parts if each)
