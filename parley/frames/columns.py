"""The records in, the columns of each frame out, in order, with what they hold.

A field of a record is a column of its frame by itself, named and described where it is declared
(`parley.format.models`). What stands here is the rest: the columns that are computed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from functools import cache, cached_property
from typing import Any, Final, NamedTuple

import pandas as pd

from parley.categoricals import used_categories
from parley.format.fields import RecordField, column_meanings, fields_of
from parley.format.models import (
    Claim,
    Condition,
    Dispute,
    EarlierStatus,
    Event,
    Evidence,
    Issue,
    Party,
    Position,
    Record,
    Silence,
    Source,
)
from parley.format.vocabulary import DAY_STATUSES, Term

LIST_SEPARATOR = "; "
"""What stands between the items of a list in one cell."""


class FrameColumn(NamedTuple):
    """A column of a frame that holds a field of its record, or of a record that stands in one."""

    name: str
    record: type[Record]
    field: RecordField
    part: str
    """Which of the field's columns it is."""
    within: RecordField | None
    """The field that holds the record, where that stands in another."""


@dataclass(frozen=True)
class _Layout:
    """How the columns of a frame come about: those of a record, and computed ones."""

    record: type[Record]
    first: Mapping[str, str] = field(default_factory=dict)
    """Computed columns that stand before all others, with what they hold."""
    after: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Computed columns that stand after another."""
    last: Mapping[str, str] = field(default_factory=dict)
    """Computed columns that stand after all others."""
    moved: Mapping[str, str] = field(default_factory=dict)
    """The column after which one of the record stands that does not stand in the record's order."""
    words: Mapping[str, Mapping[str, Term]] = field(default_factory=dict)
    """The terms of a column that can hold more of them than the field of the record."""
    lists: Mapping[str, str] = field(default_factory=dict)
    """Where the lists of the record can be found, which are no columns: a frame or a column."""

    def computed(self) -> dict[str, str]:
        """All computed columns, with what they hold."""
        found = {**self.first, **self.last}
        for columns in self.after.values():
            found |= columns
        return found


NEGOTIATION: Final = {"negotiation": "The id of the negotiation."}
AREA: Final = NEGOTIATION | {"area": "The id of the area."}
ISSUE: Final = AREA | {"issue": "The id of the issue."}
CITED: Final = {"sources": "The ids of its sources.", "locators": "Where in them."}

_LAYOUTS: Final = {
    "parties": _Layout(
        Party,
        first=NEGOTIATION,
        after={
            "role": {"home": "Whether it is shown first."},
            "members": {
                "blocs": "The ids of the blocs it belongs to.",
                "speakers": "People who speak for it.",
            },
        },
        lists={"speakers": "speakers"},
    ),
    "issues": _Layout(
        Issue,
        first=AREA | {"area_title": "The area's name."},
        after={
            "weight": {"numeric": "Whether positions carry values."},
            "unit": {
                "decimals": "With how many decimals its values are written: the most one has.",
                "options": "The ids of the ladder's rungs, from the least to the most.",
            },
        },
        words={"status": DAY_STATUSES},
        lists={
            "options": "options",
            "positions": "positions",
            "silences": "silences",
            "status_evidence": "evidence",
            "status_history": "statuses",
            "outcome.evidence": "evidence",
        },
    ),
    "statuses": _Layout(
        EarlierStatus,
        first=ISSUE,
        last={
            "outcome": "Whether it is that of the outcome.",
            "current": "Whether it holds on the day of the frames.",
            **CITED,
        },
        lists={"evidence": "evidence"},
    ),
    "positions": _Layout(
        Position,
        first=ISSUE,
        after={
            "party": {"position": "Its number; an inherited one has its bloc's."},
            "stance": {"score": "The stance as a number from -2 (opposes) to +2 (supports)."},
            "fallback": {
                "gist": "The position in at most 48 characters: its gist, its stance or its value."
            },
        },
        last={
            "current": "Whether it holds on the day of the frames.",
            "inherited_from": "The id of the bloc whose position this member takes.",
            "attribution": "Whose word it is: the most direct of its evidence.",
            "sources": "The ids of its sources.",
            "locators": "Where in them, one for each piece of evidence.",
            "disputed": "Whether a party contests that this is so.",
            "conflicting": "Whether another report of the same day differs.",
            "dissents": "Whether it is a member's own and differs from that of its bloc.",
        },
        lists={"conditions": "conditions", "evidence": "evidence", "disputed_by": "disputes"},
    ),
    "evidence": _Layout(
        Evidence,
        first=ISSUE
        | {
            "party": "The id of the party whose position it is about.",
            "position": "The number of the position it is for, or -1.",
            "role": "What it is for: position, status, dispute, claim, event or outcome.",
            "ref": "The id of the claim or event, or of the party that contests.",
            "date": "The day of the position, or of the source.",
        },
    ),
    "conditions": _Layout(
        Condition,
        first=ISSUE
        | {
            "party": "The id of the party that sets the condition.",
            "position": "The number of the position it belongs to.",
        },
        moved={"on_issue": "kind", "text": "on_issue"},
        last={"current": "Whether its position holds on the day of the frames."},
    ),
    "disputes": _Layout(
        Dispute,
        first=ISSUE
        | {
            "party": "The id of the party whose position is contested.",
            "position": "The number of the position.",
        },
        lists={"evidence": "evidence"},
    ),
    "silences": _Layout(Silence, first=ISSUE),
    "events": _Layout(Event, first=NEGOTIATION, last=CITED, lists={"evidence": "evidence"}),
    "claims": _Layout(
        Claim,
        first=NEGOTIATION,
        last={
            "attribution": "Whose word it is: the most direct of its evidence.",
            "speakers": "Who claims it.",
            **CITED,
        },
        lists={"evidence": "evidence"},
    ),
    "sources": _Layout(Source, first=NEGOTIATION),
}


def record_columns(record: type[Record]) -> Iterator[FrameColumn]:
    """The columns that hold the fields of a record: its own, then those of records in it."""
    for own in fields_of(record):
        for name in own.columns:
            yield FrameColumn(name, record, own, name, None)
    for holder in fields_of(record):
        if holder.kind == "record" and holder.record is not None:
            for inner in fields_of(holder.record):
                for part in inner.columns:
                    name = part if inner.named else f"{holder.column}_{part}"
                    yield FrameColumn(name, holder.record, inner, part, holder)


def lists_without_place(frame: str) -> list[str]:
    """The lists of a frame's record that are in no column and no frame, as paths of their keys."""
    layout = _LAYOUTS[frame]
    lists = [own.key for own in fields_of(layout.record) if own.kind == "list"]
    for holder in fields_of(layout.record):
        if holder.kind == "record" and holder.record is not None:
            lists += [
                f"{holder.key}.{inner.key}"
                for inner in fields_of(holder.record)
                if inner.kind in ("list", "record")
            ]
    return [name for name in lists if layout.lists.get(name) not in (*COLUMNS, *COLUMNS[frame])]


def frames_with_lists(frame: str) -> dict[str, str]:
    """Of the lists of a frame's record, by their keys, the frame or the column that has them."""
    return dict(_LAYOUTS[frame].lists)


def record_of(frame: str) -> type[Record]:
    """The record whose fields are columns of a frame."""
    return _LAYOUTS[frame].record


def _names(layout: _Layout) -> tuple[str, ...]:
    computed = layout.computed()
    names = [each.name for each in record_columns(layout.record) if each.name not in computed]
    for name, before in layout.moved.items():
        names.remove(name)
        names.insert(names.index(before) + 1, name)
    for before, group in layout.after.items():
        place = names.index(before) + 1
        names[place:place] = group
    return (*layout.first, *names, *layout.last)


COLUMNS: Final[dict[str, tuple[str, ...]]] = {
    name: _names(layout) for name, layout in _LAYOUTS.items()
}
"""The columns of each frame, in order."""


@cache
def field_dtypes(frame: str) -> dict[str, Any]:
    """The types of a frame's columns that hold a number, a day, a flag or a term of a record."""
    found = {}
    for column in record_columns(_LAYOUTS[frame].record):
        if column.field.kind == "term":
            words = _LAYOUTS[frame].words.get(column.name, column.field.words)
            found[column.name] = pd.CategoricalDtype(list(words))
        elif column.field.kind in DTYPES:
            found[column.name] = DTYPES[column.field.kind]
    return found


DTYPES: Final = {
    "number": "float64",
    "number_span": "float64",
    "flag": "bool",
    "day": "datetime64[s]",
    "day_span": "datetime64[s]",
}


@cache
def column_descriptions() -> dict[str, dict[str, str]]:
    """What each column of each frame holds, in words."""
    return {name: _descriptions(name) for name in COLUMNS}


def _descriptions(frame: str) -> dict[str, str]:
    layout = _LAYOUTS[frame]
    known = {
        column.name: column_meanings(column.record, column.field)[column.part]
        for column in record_columns(layout.record)
    }
    known |= layout.computed()
    return {name: known[name] for name in COLUMNS[frame]}


@dataclass(frozen=True)
class Frames:
    """The frames of one negotiation on one day, with the columns in COLUMNS."""

    parties: pd.DataFrame
    issues: pd.DataFrame
    statuses: pd.DataFrame
    positions: pd.DataFrame
    evidence: pd.DataFrame
    conditions: pd.DataFrame
    disputes: pd.DataFrame
    silences: pd.DataFrame
    events: pd.DataFrame
    claims: pd.DataFrame
    sources: pd.DataFrame

    def tables(self) -> dict[str, pd.DataFrame]:
        """The frames by name."""
        return {frame.name: getattr(self, frame.name) for frame in fields(self)}

    @cached_property
    def days(self) -> list[dt.date]:
        """The days on which a position was taken, in order; later than the frames' own among
        them."""
        return sorted(self.positions["date"].drop_duplicates().dt.date)

    @cached_property
    def heard(self) -> list[str]:
        """The parties that hold a position of their own, in the order of showing."""
        own = self.positions["inherited_from"].isna().to_numpy(bool)
        return used_categories(self.positions["party"], own)
