"""The records of a negotiation in, their frames out: parties, issues, silences, events, claims,
sources."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import pandas as pd

from parley.format.fields import RecordField
from parley.format.models import Claim, Event, Evidence, Issue, Party, Record, Silence, Source
from parley.format.vocabulary import DIRECTNESS
from parley.frames.blocs import blocs_of
from parley.frames.columns import LIST_SEPARATOR, record_columns
from parley.frames.order import Orders, ordered_category
from parley.loading.columns import as_days, as_numbers, as_text, ends_of
from parley.loading.loader import Negotiation


def parties_frame(negotiation: Negotiation, orders: Orders) -> pd.DataFrame:
    """One row a party."""
    records = {party.id: party for party in negotiation.parties}
    parties = [records[id] for id in orders.parties]
    blocs = blocs_of(negotiation.parties)
    home = set(negotiation.header.home_parties) or {
        party.id for party in parties if party.role in ("principal", "mediator")
    }
    return orders.frame(
        "parties",
        {
            **_columns(Party, parties),
            "party": ordered_category(orders.parties, orders.parties),
            "short": as_text(party.short or party.name for party in parties),
            "home": [party.id in home for party in parties],
            "blocs": _joined(blocs.get(party.id, ()) for party in parties),
            "speakers": _joined(
                [
                    f"{speaker.name} ({speaker.title})" if speaker.title else speaker.name
                    for speaker in party.speakers
                ]
                for party in parties
            ),
        },
    )


def issues_frame(negotiation: Negotiation, orders: Orders) -> pd.DataFrame:
    """One row an issue."""
    records = negotiation.issues
    issue = ordered_category(orders.issues, orders.issues)
    area = orders.areas_of(issue)
    return orders.frame(
        "issues",
        {
            **_columns(Issue, records),
            "area": area,
            "area_title": as_text(negotiation.areas[str(id)].title for id in area),
            "issue": issue,
            "numeric": [record.scale is not None for record in records],
            "options": _joined(
                [option.id for option in record.options or ()] for record in records
            ),
        },
    )


def silences_frame(negotiation: Negotiation, orders: Orders) -> pd.DataFrame:
    """One row a silence that is written down."""
    found = [(issue.id, silence) for issue in negotiation.issues for silence in issue.silences]
    issue = ordered_category([id for id, _ in found], orders.issues)
    silences = [silence for _, silence in found]
    return orders.frame(
        "silences",
        {
            **_columns(Silence, silences),
            "area": orders.areas_of(issue),
            "issue": issue,
            "party": ordered_category([each.party for each in silences], orders.parties),
        },
    )


def events_frame(negotiation: Negotiation, orders: Orders) -> pd.DataFrame:
    """One row an event."""
    events = negotiation.events
    return orders.frame("events", _columns(Event, events) | _cited(events))


def claims_frame(negotiation: Negotiation, orders: Orders) -> pd.DataFrame:
    """One row a claim."""
    claims = negotiation.header.claims
    return orders.frame(
        "claims",
        {
            **_columns(Claim, claims),
            "attribution": ordered_category(
                [
                    min((each.attribution for each in claim.evidence), key=DIRECTNESS.index)
                    for claim in claims
                ],
                DIRECTNESS,
            ),
            "speakers": _joined(
                dict.fromkeys(each.speaker for each in claim.evidence if each.speaker)
                for claim in claims
            ),
            **_cited(claims),
        },
    )


def sources_frame(negotiation: Negotiation, orders: Orders) -> pd.DataFrame:
    """One row a source."""
    source = ordered_category(orders.sources, orders.sources)
    return orders.frame("sources", _columns(Source, negotiation.sources) | {"source": source})


def _columns(record: type[Record], records: Sequence[Record]) -> dict[str, Any]:
    """The columns that hold the fields of some records, by name."""
    columns = {}
    for column in record_columns(record):
        holders: Iterable[Any] = records
        if column.within is not None:
            holders = [getattr(each, column.within.name) for each in records]
        name = column.field.name
        values = [None if holder is None else getattr(holder, name) for holder in holders]
        columns[column.name] = _column(column.field, column.part, values)
    return columns


def _column(field: RecordField, part: str, values: list[Any]) -> Any:
    match field.kind:
        case "id" | "text":
            return as_text(values)
        case "term":
            return ordered_category(values, field.words)
        case "number":
            return as_numbers(values)
        case "day":
            return as_days(values)
        case "flag":
            return np.array(values, bool)
        case "ids":
            return _joined(values)
        case _:
            return ends_of(field, values)[part]


def _cited(records: Sequence[Any]) -> dict[str, Any]:
    """The sources and the locators of what each record cites."""
    cited: list[tuple[Evidence, ...]] = [record.evidence for record in records]
    return {
        "sources": _joined(dict.fromkeys(each.source for each in found) for found in cited),
        "locators": _joined([each.locator for each in found] for found in cited),
    }


def _joined(lists: Iterable[Iterable[str] | None]) -> pd.Series[Any]:
    """Each list as one text."""
    return as_text(LIST_SEPARATOR.join(items or ()) for items in lists)
