"""A negotiation in, what its folder says that stands in no frame out, as one table more.

The frames speak for one day and fill in what a folder leaves out. Here is what was written: the
header, texts of rungs, speakers, and of a field that frames fill in whether it was given. With it,
`parley import` makes the same folder of an export.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import numpy as np
import pandas as pd

from parley.format.fields import fields_of
from parley.format.models import Issue, Party, Record
from parley.frames.columns import COLUMNS, Frames, frames_with_lists
from parley.loading.loader import Negotiation

NAME: Final = "negotiation"
COLUMN_MEANINGS: Final = {
    "negotiation": "The id of the negotiation.",
    "record": "What it is about: negotiation, area, party, issue, event or position.",
    "id": "The id of the record, or the number of the position; empty for all positions.",
    "key": "The key of the format; of a list with the place in it, as in `options[0].text`.",
    "value": "What the folder says; `given` or `not given` for what another table fills in.",
}
GIVEN, NOT_GIVEN = "given", "not given"
Entry = tuple[str, str, str, str]


def whole_tables(negotiation: Negotiation, frames: Frames) -> dict[str, pd.DataFrame]:
    """All tables of a negotiation by name, of which `parley import` makes its folder again."""
    return {NAME: negotiation_table(negotiation, frames), **frames.tables()}


def negotiation_table(negotiation: Negotiation, frames: Frames) -> pd.DataFrame:
    """The table, in the columns of COLUMN_MEANINGS; `frames` are those that are exported."""
    rows = list(_entries(negotiation, frames))
    table = pd.DataFrame(rows, columns=["record", "id", "key", "value"], dtype="str")
    table.insert(0, NAME, pd.Series([negotiation.id] * len(rows), dtype="str"))
    return table


def _entries(negotiation: Negotiation, frames: Frames) -> Iterator[Entry]:
    header = negotiation.header
    for field in fields_of(type(header)):
        if field.name not in ("claims",) and field.name in header.model_fields_set:
            yield from _flat("negotiation", negotiation.id, field.key, getattr(header, field.name))
    parties = [party.id for party in negotiation.parties]
    if parties != frames.parties["party"].astype("str").tolist():
        yield from _flat("negotiation", negotiation.id, "parties", parties)
    for id, area in negotiation.areas.items():
        yield "area", id, "title", area.title
        if area.summary is not None:
            yield "area", id, "summary", area.summary
    for party in negotiation.parties:
        yield from _lists_of(Party, "parties", "party", party.id, party)
        if party.short is not None:
            yield "party", party.id, "short", GIVEN
    yield from _issues(negotiation, frames)
    for event, ahead in zip(negotiation.events, frames.events["upcoming"], strict=True):
        if bool(ahead) != event.upcoming:
            yield "event", event.id, "upcoming", _text(event.upcoming)
    yield from _positions(negotiation)


def _issues(negotiation: Negotiation, frames: Frames) -> Iterator[Entry]:
    shown = zip(
        negotiation.issues, frames.issues["status"], frames.issues["status_note"], strict=True
    )
    for issue, status, note in shown:
        yield from _lists_of(Issue, "issues", "issue", issue.id, issue)
        note = None if pd.isna(note) else note
        if (status, note) != (issue.status, issue.status_note):
            yield "issue", issue.id, "status", issue.status
            yield "issue", issue.id, "status_note", issue.status_note or ""
        if issue.status_date is not None:
            yield "issue", issue.id, "status_date", issue.status_date.isoformat()
        if issue.scale is not None and issue.scale.tolerance is not None:
            yield "issue", issue.id, "scale.tolerance", GIVEN
        days = [str(each.date) for each in issue.status_history]
        if days != sorted(days):
            yield from _flat("issue", issue.id, "status_history", days)


def _positions(negotiation: Negotiation) -> Iterator[Entry]:
    """Whether the day and the gist of positions were given: for all, and for those that differ."""
    positions = negotiation.positions
    for key, given in (
        ("date", positions["given_date"].notna().to_numpy()),
        ("gist", positions["gist"].notna().to_numpy()),
    ):
        most = bool(len(given) and given.mean() > 0.5)
        yield "position", "", key, GIVEN if most else NOT_GIVEN
        for number in np.flatnonzero(given != most).tolist():
            yield "position", str(number), key, NOT_GIVEN if most else GIVEN


def _lists_of(record: type[Record], frame: str, kind: str, id: str, of: Record) -> Iterator[Entry]:
    """The lists of a record that have no frame of their own, in full."""
    elsewhere = frames_with_lists(frame)
    for field in fields_of(record):
        if field.kind == "list" and elsewhere.get(field.key) not in COLUMNS:
            yield from _flat(kind, id, field.key, getattr(of, field.name) or ())


def _flat(kind: str, id: str, key: str, value: Any) -> Iterator[Entry]:
    """A value as rows: one for each text, number or day in it."""
    if isinstance(value, Record):
        for field in fields_of(type(value)):
            if field.name in value.model_fields_set:
                yield from _flat(kind, id, f"{key}.{field.key}", getattr(value, field.name))
    elif isinstance(value, (tuple, list)):
        for number, each in enumerate(value):
            yield from _flat(kind, id, f"{key}[{number}]", each)
    elif value is not None:
        yield kind, id, key, _text(value)


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
