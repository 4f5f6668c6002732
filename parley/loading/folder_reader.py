"""The files of a folder in, all of its records and positions with their places out, not yet checked
against each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import pyarrow as pa
from pydantic import TypeAdapter

from parley.format.fields import fields_of, keys_of
from parley.format.located_values import LocatedList, LocatedMapping
from parley.format.models import Area, Event, Party, Record, Source
from parley.format.problems import Problem
from parley.loading.cell_checks import as_rows, check_header, name_columns
from parley.loading.folder import AreaTitle, Folder
from parley.loading.folder_files import FolderFiles
from parley.loading.position_columns import EVIDENCE_KEYS, FREE_TEXT
from parley.loading.position_table import (
    LocatedEvidence,
    build_position_table,
    date_by_source,
    whole_locators,
)
from parley.loading.records import (
    AREA,
    EVENTS,
    HEADER,
    ISSUE_ROWS,
    PARTIES,
    SOURCES,
    Document,
    IssueRow,
    LocatedRecord,
)
from parley.loading.text_table import Table
from parley.wording import join_and

CITATION = [field.key for field in EVIDENCE_KEYS]


NO_CELL = "a file of YAML, or a Parquet table with lists"


def read_folder(files: FolderFiles) -> Folder:
    """Read every file that the format names; what is wrong with them stands in `files` then."""
    header = read_header(files)
    parties = _listed(files, "parties", PARTIES, Party)
    sources = _listed(files, "sources", SOURCES, Source)
    events = _listed(files, "events", EVENTS, Event)
    areas: dict[str, AreaTitle] = {}
    area_of: dict[str, str] = {}
    issues: list[LocatedRecord] = []
    area_files = [LocatedRecord(document, (), area) for document, area in files.areas(AREA)]
    for area in area_files:
        record: Area = area.record
        areas.setdefault(record.area, AreaTitle(record.title, record.summary))
        for index, issue in enumerate(record.issues):
            issues.append(LocatedRecord(area.document, ("issues", index), issue))
            area_of.setdefault(issue.id, record.area)
    issues += _issues_of_tables(files, areas, area_of)
    areas = _in_order(areas, () if header is None else header.record.areas)
    rank = {area: number for number, area in enumerate(areas)}
    issues.sort(key=lambda issue: rank[area_of[issue.record.id]])
    tables = files.tables("positions", FREE_TEXT)
    if not area_files and not issues and not tables and "issue" not in files.unread:
        message = "expected at least one file of issues, issues/<area>.yaml or issues.csv"
        files.problems.append(Problem(f"{files.name}/issues", 1, "folder", message))

    files.report(f"{files.name}: the rules")
    table, faults = build_position_table(issues, _evidence_elsewhere(header, events), tables)
    files.problems.extend(faults)
    folder = Folder(
        id=files.path.resolve().name,
        name=files.name,
        table=table,
        header=header,
        parties=parties,
        sources=sources,
        events=events,
        area_files=area_files,
        areas=areas,
        issues=issues,
        area_of=area_of,
        unread=files.unread,
    )
    counted = [each.record.id for each in sources if each.record.locator_count is not None]
    table.evidence = whole_locators(table.evidence, counted)
    table.positions = date_by_source(table.positions, table.evidence, folder.source_dates())
    return folder


def read_header(files: FolderFiles) -> LocatedRecord | None:
    """The header; None where it cannot be read."""
    found = files.records("negotiation", HEADER)
    return None if found is None else LocatedRecord(found[0], (), found[1])


def _listed(
    files: FolderFiles, stem: str, adapter: TypeAdapter[Any], kind: type[Record]
) -> list[LocatedRecord]:
    """Records of a list in YAML and of tables beside it."""
    found = files.records(stem, adapter)
    documents = [] if found is None else [found]
    for table in files.tables(stem):
        cited = "evidence" in keys_of(kind)
        document = _document_of_table(files, table, kind, CITATION if cited else [])
        if cited:
            _nest_evidence(document.tree)
        documents.append((document, files.validate(document, adapter) or ()))
    return [
        LocatedRecord(document, (index,), record)
        for document, records in documents
        for index, record in enumerate(records)
    ]


def _issues_of_tables(
    files: FolderFiles, areas: dict[str, AreaTitle], area_of: dict[str, str]
) -> list[LocatedRecord]:
    """The issues of tables; their areas are added to those of YAML."""
    issues = []
    for table in files.tables("issues"):
        document = _document_of_table(files, table, IssueRow, [])
        for index, row in enumerate(files.validate(document, ISSUE_ROWS) or ()):
            title = row.area_title or row.area.replace("-", " ").capitalize()
            areas.setdefault(row.area, AreaTitle(title, None))
            area_of.setdefault(row.id, row.area)
            issues.append(LocatedRecord(document, (index,), row))
    return issues


def _in_order(areas: dict[str, AreaTitle], order: Iterable[str]) -> dict[str, AreaTitle]:
    """The areas in an order; those that it does not name follow as they stand."""
    return {id: areas[id] for id in (*(id for id in order if id in areas), *areas)}


def _document_of_table(
    files: FolderFiles, table: Table, kind: type[Record], others: list[str]
) -> Document:
    """A short table as a document; `others` are columns that are no keys of the record."""
    keys = [*keys_of(kind), *others]
    name_columns(table, keys)
    files.problems.extend(_columns_no_cell_holds(table, kind))
    dotted = [name for name in table.columns if "." in name and name.split(".")[0] in keys]
    given = {name.split(".")[0] for name in table.columns}
    required = [
        field.key
        for field in fields_of(kind)
        if field.required
        and field.key not in given
        and not (field.key == "evidence" and "source" in given)
    ]
    allowed = [each for key in keys_of(kind) for each in _columns_of_key(table, kind, key)]
    cited = [column for column in others if column not in allowed]
    plain = [key for key in required if key != "evidence"]
    files.problems.extend(check_header(table, [*allowed, *cited, *dotted], plain))
    if "evidence" in required:
        first, *more = others
        message = (
            f"the columns of its evidence are missing: {first}, and {join_and(more)} where "
            "they are known"
        )
        files.problems.append(Problem(table.file, table.line_of_header, "header", message))
    for name in [name for name in table.columns if name.split(".")[0] not in keys]:
        del table.columns[name]
    lists = frozenset(field.key for field in fields_of(kind) if field.kind == "ids")
    flags = frozenset(field.key for field in fields_of(kind) if field.kind == "flag")
    rows, faults = as_rows(table, lists, flags)
    files.problems.extend(faults)
    absent = frozenset((key,) for key in required)
    return Document(table.file, rows, line_of_row=table.line, no_column=absent)


def _columns_of_key(table: Table, kind: type[Record], key: str) -> list[str]:
    """The columns in which a table may have a key of a record."""
    (field,) = (field for field in fields_of(kind) if field.key == key)
    if key in table.columns or field.kind not in ("record", "list"):
        return [key]
    if field.kind == "record" and field.record is not None:
        return [f"{key}.{each.key}" for each in fields_of(field.record) if each.tabular]
    return CITATION if key == "evidence" else []


def _columns_no_cell_holds(table: Table, kind: type[Record]) -> Iterator[Problem]:
    """A fault for each column of text that should be a record or a list; it is taken out."""
    for field in fields_of(kind):
        cells = table.columns.get(field.key)
        if field.kind not in ("record", "list") or cells is None:
            continue
        if pa.types.is_nested(cells.type):
            continue
        del table.columns[field.key]
        if cells.null_count < len(cells):
            columns = _columns_of_key(table, kind, field.key)
            instead = f"the columns {join_and(columns)}" if columns else NO_CELL
            message = f"no cell of text holds {field.key}, it stands in {instead}"
            yield Problem(table.file, table.line_of_header, "header", message)


def _nest_evidence(rows: LocatedList) -> None:
    """Turn the columns of one piece of evidence into the list that the record has."""
    for index, row in enumerate(rows):
        evidence = LocatedMapping(row.line)
        for key in CITATION:
            if key in row:
                evidence[key] = row.pop(key)
                evidence.lines[key] = row.lines.pop(key)
        if evidence and "evidence" not in row:
            evidence.setdefault("locator", f"row {index + 1}")
            evidence.setdefault("attribution", "document")
            cited = LocatedList(row.line)
            cited.append(evidence)
            cited.lines.append(row.line)
            row["evidence"] = cited
            row.lines["evidence"] = row.line


def _evidence_elsewhere(
    header: LocatedRecord | None, events: list[LocatedRecord]
) -> Iterator[LocatedEvidence]:
    """The evidence of claims and events."""
    if header is not None:
        for number, claim in enumerate(header.record.claims):
            for index, evidence in enumerate(claim.evidence):
                path = ("claims", number, "evidence", index)
                yield LocatedEvidence(
                    header.document, path, "claim", claim.id, None, None, -1, evidence
                )
    for event in events:
        for index, evidence in enumerate(event.record.evidence):
            place = (*event.path, "evidence", index)
            yield LocatedEvidence(
                event.document, place, "event", event.record.id, None, None, -1, evidence
            )
