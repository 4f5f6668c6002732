"""A sound folder in, its records as plain values that can be changed out: what a file of YAML says.

A record stands here with the keys that were written for it, and no others.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from parley.conversion._rows import mappings_of_rows
from parley.conversion.yaml_text import Bare
from parley.format.fields import keys_of
from parley.format.models import DateSpan, Issue, NumberSpan, Position, Record
from parley.loading.folder import Folder

Plain = dict[str, Any]


class Derived(str):
    """A text that was made where a person gave none; a table does without it."""

    __slots__ = ()


@dataclass
class Draft:
    """The records of a folder, each by its id; positions in a list, each with its `issue`."""

    header: Plain | None = None
    parties: dict[str, Plain] = field(default_factory=dict)
    sources: dict[str, Plain] = field(default_factory=dict)
    events: dict[str, Plain] = field(default_factory=dict)
    areas: dict[str, Plain] = field(default_factory=dict)
    """Title and summary of each."""
    issues: dict[str, Plain] = field(default_factory=dict)
    """Each with its `area`, without its positions."""
    positions: list[Plain] = field(default_factory=list)
    in_tables: dict[str, set[str]] = field(default_factory=dict)
    """By kind, the ids of records that stand in a table and so are no part of a YAML file."""
    table: str | None = None
    """The ending of the table of positions, where the folder has one."""
    rows_of_table: list[Plain] = field(default_factory=list)
    """The positions that stand in that table now."""
    first_in_table: int = 0
    """How many positions stand in YAML: those after them stand in the table."""
    coders: dict[str, list[Plain]] = field(default_factory=dict)
    """The positions that each of several coders has coded, by the name of the coder's folder."""


def plain_of(record: Record) -> Plain:
    """The keys and values of a record as they were given."""
    return {
        (type(record).model_fields[name].alias or name): _plain(getattr(record, name))
        for name in type(record).model_fields
        if name in record.model_fields_set and getattr(record, name) is not None
    }


def _plain(value: Any) -> Any:
    if isinstance(value, (NumberSpan, DateSpan)):
        return value.from_ if value.from_ == value.to else {"from": value.from_, "to": value.to}
    if isinstance(value, Record):
        return plain_of(value)
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return value


def draft_of(folder: Folder) -> Draft:
    """The records of a folder that was found sound."""
    draft = Draft(header=plain_of(folder.header.record) if folder.header else None)
    for name in ("parties", "sources", "events"):
        for place in getattr(folder, name):
            getattr(draft, name)[place.record.id] = plain_of(place.record)
            if place.document.line_of_row is not None:
                draft.in_tables.setdefault(name, set()).add(place.record.id)
    for id, area in folder.areas.items():
        draft.areas[id] = {"title": area.title}
        if area.summary is not None:
            draft.areas[id]["summary"] = area.summary
    for place in folder.issues:
        issue = plain_of(place.record)
        for name in ("positions", "area_title"):
            issue.pop(name, None)
        draft.issues[place.record.id] = {**issue, "area": folder.area_of[place.record.id]}
        if place.document.line_of_row is not None:
            draft.in_tables.setdefault("issues", set()).add(place.record.id)
        for position in place.record.positions:
            draft.positions.append({"issue": place.record.id, **plain_of(position)})
    draft.first_in_table = len(draft.positions)
    draft.rows_of_table = list(_positions_of_tables(folder))
    draft.positions += draft.rows_of_table
    for table in folder.table.tables:
        draft.table = table.file[table.file.rindex(".") :]
    return draft


def _positions_of_tables(folder: Folder) -> Iterator[Plain]:
    positions = folder.table.positions
    rows = np.arange(len(folder.table.records), len(positions))
    if not len(rows):
        return
    issues = positions["issue"].tolist()
    for row, mapping in zip(rows, mappings_of_rows(folder.table, rows), strict=True):
        yield {"issue": issues[row], **{key: _day(value) for key, value in mapping.items()}}


def _day(value: Any) -> Any:
    """A day of a table as a day."""
    return dt.date.fromisoformat(value) if isinstance(value, Bare) else value


def in_order(record: type[Record], values: Plain, first: Iterable[str] = ()) -> Plain:
    """The values of a record in the order of the format."""
    order = [*first, *keys_of(record)]
    return {key: values[key] for key in order if key in values}


def trees_of(draft: Draft, positions: list[Plain]) -> dict[str, Any]:
    """What each YAML file of a folder holds, by its path; `positions` are those of YAML."""
    trees: dict[str, Any] = {}
    if draft.header is not None:
        trees["negotiation.yaml"] = draft.header
    for name in ("parties", "sources", "events"):
        tables = draft.in_tables.get(name, set())
        records = [each for id, each in getattr(draft, name).items() if id not in tables]
        if records:
            trees[f"{name}.yaml"] = records
    held: dict[str, list[Plain]] = {}
    for position in positions:
        values = {key: value for key, value in position.items() if key != "issue"}
        held.setdefault(position["issue"], []).append(in_order(Position, values))
    in_tables = draft.in_tables.get("issues", set())
    for area, about in draft.areas.items():
        issues = []
        for id, issue in draft.issues.items():
            if issue["area"] != area or id in in_tables:
                continue
            values = {key: value for key, value in issue.items() if key != "area"}
            if id in held:
                values["positions"] = held[id]
            issues.append(in_order(Issue, values))
        if issues or area not in {draft.issues[id]["area"] for id in in_tables}:
            trees[f"issues/{area}.yaml"] = {"area": area, **about, "issues": issues}
    return trees
