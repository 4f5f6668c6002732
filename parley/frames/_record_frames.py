"""The records of a negotiation in, their frames out: parties, issues, silences, events, claims,
sources."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import pandas as pd

from parley.format.fields import RecordField
from parley.format.models import (
    Claim,
    EarlierStatus,
    Event,
    Evidence,
    Issue,
    Party,
    Record,
    Scale,
    Silence,
    Source,
)
from parley.format.vocabulary import DAY_STATUSES, DIRECTNESS, NOT_YET_KNOWN
from parley.frames.acceptable import default_tolerance
from parley.frames.blocs import blocs_of
from parley.frames.columns import LIST_SEPARATOR, record_columns
from parley.frames.order import Orders, ordered_category
from parley.loading.columns import as_days, as_numbers, as_text, ends_of
from parley.loading.history import DatedStatus, status_on, statuses_of
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


def issues_frame(negotiation: Negotiation, orders: Orders, day: dt.date) -> pd.DataFrame:
    """One row an issue, with its status on a day."""
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
            "scale_tolerance": as_numbers(_tolerance(record.scale) for record in records),
            "decimals": np.array(list(decimals_of(negotiation).values()), np.int64),
            "options": _joined(
                [option.id for option in record.options or ()] for record in records
            ),
            **_status_columns(negotiation, day),
        },
    )


def decimals_of(negotiation: Negotiation) -> dict[str, int]:
    """With how many decimals the values on each issue are written, by its id: the most one has."""
    rows = negotiation.positions
    found = {issue.id: 0 for issue in negotiation.issues}
    place, ids = pd.factorize(rows["issue"])
    most = np.zeros(len(ids), np.int64)
    for end in ("value_from", "value_to"):
        given = rows[end].notna().to_numpy(bool)
        # Each distinct value is written once, however many hold it.
        value, values = pd.factorize(rows[end].to_numpy()[given])
        digits = np.array([_decimals(each) for each in values], np.int64)
        np.maximum.at(most, place[given], digits[value])
    found |= {str(id): int(number) for id, number in zip(ids, most, strict=True)}
    for issue in negotiation.issues:
        if issue.outcome is not None and issue.outcome.value is not None:
            ends = issue.outcome.value
            found[issue.id] = max(found[issue.id], *map(_decimals, (ends.from_, ends.to)))
    return found


def _decimals(value: float) -> int:
    """With how many decimals a number is written, of six digits."""
    text = f"{value:g}"
    return 0 if "e" in text else len(text.partition(".")[2])


def with_statuses_of(issues: pd.DataFrame, negotiation: Negotiation, day: dt.date) -> pd.DataFrame:
    """The same frame of issues with the statuses of another day."""
    return issues.assign(**_status_columns(negotiation, day))


def _status_columns(negotiation: Negotiation, day: dt.date) -> dict[str, Any]:
    """The status of each issue on a day, why, and since when."""
    found = [status_on(statuses, day) for statuses in _statuses(negotiation)]
    return {
        "status": ordered_category(
            [each.status if each else NOT_YET_KNOWN for each in found], tuple(DAY_STATUSES)
        ),
        "status_note": as_text(each.note if each else None for each in found),
        "status_date": as_days(each.date if each else None for each in found),
    }


def statuses_frame(negotiation: Negotiation, orders: Orders, day: dt.date) -> pd.DataFrame:
    """One row a status that an issue had, has or will have, by issue and day."""
    rows = [
        (issue, each, each is status_on(statuses, day))
        for issue, statuses in zip(orders.issues, _statuses(negotiation), strict=True)
        for each in statuses
    ]
    issue = ordered_category([id for id, _, _ in rows], orders.issues)
    records = [
        EarlierStatus(date=each.date, status=each.status, note=each.note, evidence=each.evidence)
        for _, each, _ in rows
    ]
    return orders.frame(
        "statuses",
        {
            **_columns(EarlierStatus, records),
            "area": orders.areas_of(issue),
            "issue": issue,
            "outcome": np.array([each.outcome for _, each, _ in rows], bool),
            "current": np.array([holds for _, _, holds in rows], bool),
            **_cited(records),
        },
    )


def _statuses(negotiation: Negotiation) -> list[list[DatedStatus]]:
    dates = {source.id: source.date for source in negotiation.sources}
    as_of = negotiation.header.as_of
    return [statuses_of(issue, dates, as_of) for issue in negotiation.issues]


def _tolerance(scale: Scale | None) -> float | None:
    """How near two values may be to count as the same: as given, or by the range."""
    if scale is None:
        return None
    if scale.tolerance is not None:
        return scale.tolerance
    return float(default_tolerance(scale.max - scale.min))


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


def events_frame(negotiation: Negotiation, orders: Orders, day: dt.date) -> pd.DataFrame:
    """One row an event; `upcoming` is also what begins after the day, whether marked or not."""
    events = negotiation.events
    ahead = np.array([event.upcoming or event.date.from_ > day for event in events], bool)
    return orders.frame("events", {**_columns(Event, events), "upcoming": ahead, **_cited(events)})


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
