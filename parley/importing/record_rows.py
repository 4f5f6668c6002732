"""Rows that are records of the format already, as an export and a template have them, in; the
records out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from parley.format.models import Event, Issue, Party, Record, Silence, Source
from parley.importing.checked_records import CheckedRecords
from parley.importing.draft import Plain
from parley.importing.rows import Row

LISTS: Final = (
    "members", "parties", "issues", "decided_by", "sources", "home_parties", "areas",
)  # fmt: skip
FLAGS: Final = ("red_line", "upcoming")
EVIDENCE: Final[tuple[str, ...]] = (
    "source", "locator", "attribution", "speaker", "quote", "note",
)  # fmt: skip
"""The columns in which a row has its evidence."""


def add_record(row: Row, records: CheckedRecords) -> None:
    """Take in a row, whose keys are those of the format."""
    values = _nested(row.values)
    match row.table:
        case "positions":
            issue = values.pop("issue", None)
            if not isinstance(issue, str):
                records.fault(row.at, "issue", "missing, this cell is required")
                return
            values.setdefault("evidence", [_citation(values, row.at)])
            records.add_position(row.at, issue, values, fold=False)
            return
        case "silences":
            issue = values.pop("issue", None)
            made = records.checked(row.at, Silence, values)
            if made is not None and isinstance(issue, str):
                records.report.silences += 1
                issue_record = records.draft.issues.setdefault(issue, {"id": issue})
                issue_record.setdefault("silences", []).append(made)
            return
    records.report.others += 1
    match row.table:
        case "negotiation":
            records.draft.header = {**(records.draft.header or {}), **values}
        case "areas" if records.is_area(row.at, str(values.get("area"))):
            records.draft.areas[values["area"]] = {
                key: values[key] for key in ("title", "summary") if key in values
            }
        case "issues":
            _issue(row.at, values, records)
        case "parties" | "sources" | "events":
            kinds: dict[str, type[Record]] = {
                "parties": Party, "sources": Source, "events": Event,
            }  # fmt: skip
            if row.table == "events":
                values.setdefault("evidence", [_citation(values, row.at)])
            made = records.checked(row.at, kinds[row.table], values)
            if made is not None:
                getattr(records.draft, row.table)[made["id"]] = made


def _issue(at: str, values: Plain, records: CheckedRecords) -> None:
    area = values.pop("area", None)
    title = values.pop("area_title", None)
    if not isinstance(area, str):
        records.fault(at, "area", "missing, this cell is required")
        return
    if not records.is_area(at, area):
        return
    made = records.checked(at, Issue, values)
    if made is None:
        return
    named = title or area.replace("-", " ").capitalize()
    records.draft.areas.setdefault(area, {"title": named})
    silences = records.draft.issues.get(made["id"], {}).get("silences")
    records.draft.issues[made["id"]] = {**made, "area": area}
    if silences:
        records.draft.issues[made["id"]]["silences"] = silences


def _nested(values: Mapping[str, Any]) -> Plain:
    """Keys with a dot as mappings within; lists of ids as lists."""
    made: Plain = {}
    for key, value in values.items():
        *parents, last = key.split(".")
        holder = made
        for parent in parents:
            inner = holder.setdefault(parent, {})
            holder = inner if isinstance(inner, dict) else holder
        if last in LISTS and isinstance(value, str):
            value = value.replace(",", " ").replace(";", " ").split()
        if last in FLAGS and isinstance(value, str):
            value = value.lower()
        holder[last] = value
    return made


def _citation(values: Plain, at: str) -> Plain:
    """The evidence in the columns of one row, taken out of them."""
    cited = {key: values.pop(key) for key in EVIDENCE if key in values}
    cited.setdefault("locator", f"row {''.join(filter(str.isdigit, at.rsplit('!', 1)[-1]))}")
    cited.setdefault("attribution", "document")
    return cited
