"""A folder in, a checked `Negotiation` out, or every fault at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from parley import gc_policy
from parley.format.located_values import LocatedList, LocatedMapping
from parley.format.models import Area, Event, Header, Issue, Party, Position, Source
from parley.format.problems import FolderError, Problem
from parley.loading.folder import AreaTitle, Folder
from parley.loading.position_table import (
    EVIDENCE_KEYS,
    TEXT_COLUMNS,
    LocatedEvidence,
    LocatedRecord,
    PositionTable,
    build_position_table,
    date_by_source,
)
from parley.loading.records import (
    AREA,
    EVENTS,
    HEADER,
    PARTIES,
    SOURCES,
    TABLED_ISSUES,
    Document,
    TabledIssue,
    keys_of,
    read_records,
)
from parley.loading.rules import FAULTS, WARNINGS, WARNINGS_OF_ABSENCE
from parley.loading.tables import SUFFIXES, Table, as_rows, check_header, read_table
from parley.loading.yaml_reader import MOST_BYTES, read_yaml
from parley.progress import Progress

REQUIRED = ("negotiation", "parties", "sources")
OPTIONAL = ("events",)
TABLES = ("parties", "sources", "issues", "events", "positions")
KINDS = {"parties": "party", "sources": "source", "issues": "issue", "events": "event"}
LISTS = frozenset({"members", "parties", "issues", "home_parties"})
PLAIN_FILES = ("README", "LICENSE", "LICENCE", "CHANGELOG")


@dataclass(frozen=True)
class Negotiation:
    """A folder that was read and found sound."""

    id: str
    header: Header
    parties: tuple[Party, ...]
    sources: tuple[Source, ...]
    events: tuple[Event, ...]
    areas: dict[str, AreaTitle]
    issues: tuple[Issue, ...]
    """All issues in the order of showing; their positions stand in `ledger`."""
    area_of: dict[str, str]
    """The area of each issue."""
    ledger: PositionTable
    typed: tuple[Position, ...]
    """The positions of YAML, the first rows of `ledger`; those of tables are rows alone."""
    warnings: tuple[Problem, ...]


def load(path: Path | str) -> Negotiation:
    """Read and check the folder at `path`.

    Raises FolderError with every fault found, in file order, where there is any.
    """
    negotiation, problems = inspect(path)
    if negotiation is None:
        raise FolderError(problems)
    return negotiation


def inspect(
    path: Path | str, name: str | None = None, progress: Progress | None = None
) -> tuple[Negotiation | None, tuple[Problem, ...]]:
    """Read and check the folder at `path`, without raising; messages call it `name`.

    Returns the negotiation (None where there is a fault) and all faults and warnings, in file
    order. `progress` is told which file is being read and which share of the bytes has been.
    """
    folder, problems = inspect_folder(path, name, progress)
    return None if folder is None else negotiation_of(folder, problems), problems


def inspect_folder(
    path: Path | str, name: str | None = None, progress: Progress | None = None
) -> tuple[Folder | None, tuple[Problem, ...]]:
    """The same as `inspect`, with the place of every record in the files; None for a fault."""
    with gc_policy.paused():
        return _Reading(Path(path), name or Path(path).as_posix(), progress).judged()


def header_of(path: Path) -> Header | None:
    """The header of the folder at `path`, without a look at its other files; None for a fault."""
    reading = _Reading(path, path.name, None)
    headers = reading._yaml("negotiation", HEADER)
    return headers[0].record if headers and not reading.problems else None


def negotiation_of(folder: Folder, warnings: tuple[Problem, ...]) -> Negotiation:
    """The negotiation in a folder that was found sound."""
    assert folder.header is not None
    return Negotiation(
        id=folder.id,
        header=folder.header.record,
        parties=tuple(place.record for place in folder.parties),
        sources=tuple(place.record for place in folder.sources),
        events=tuple(place.record for place in folder.events),
        areas=folder.areas,
        issues=tuple(place.record for place in folder.issues),
        area_of=folder.area_of,
        ledger=folder.ledger.rows_alone(),
        typed=tuple(place.record for place in folder.ledger.placed),
        warnings=warnings,
    )


class _Reading:
    """One reading of one folder."""

    def __init__(self, path: Path, name: str, progress: Progress | None) -> None:
        self.path = path
        self.name = name
        self.progress = progress
        self.bytes = 0
        """How many there are to read, and how many of them have been read."""
        self.bytes_read = 0
        self.problems: list[Problem] = []
        self.order: dict[str, int] = {}
        """The files in the order of reading, which is the order of the faults."""
        self.unread: set[str] = set()

    def judged(self) -> tuple[Folder | None, tuple[Problem, ...]]:
        try:
            if not self.path.is_dir():
                message = "no such folder, expected one with negotiation.yaml in it"
                return None, (Problem(self.name, 1, "folder", message),)
            list(self.path.iterdir())
            if self.progress is not None:
                self.bytes = sum(path.stat().st_size for path in self._named_files())
            folder = self.folder()
        except OSError as error:
            message = f"cannot be read: {error.strerror}"
            return None, (Problem(self.name, 1, "folder", message),)
        for rule in FAULTS:
            self.problems.extend(problem for problem in rule(folder) if problem)
        sound = not self.problems
        rules = WARNINGS + WARNINGS_OF_ABSENCE if sound else WARNINGS
        for rule in rules:
            self.problems.extend(problem for problem in rule(folder) if problem)
        self.problems.extend(self._not_read())
        problems = tuple(self._in_file_order())
        if not sound or folder.header is None:
            return None, problems
        return folder, problems

    def folder(self) -> Folder:
        """Read every file that the format names."""
        headers = self._yaml("negotiation", HEADER)
        parties = self._listed("parties", PARTIES, Party)
        sources = self._listed("sources", SOURCES, Source)
        events = self._listed("events", EVENTS, Event)
        areas: dict[str, AreaTitle] = {}
        area_of: dict[str, str] = {}
        issues: list[LocatedRecord] = []
        area_files = self._area_files()
        for area in area_files:
            record: Area = area.record
            areas.setdefault(record.area, AreaTitle(record.title, record.summary))
            for index, issue in enumerate(record.issues):
                issues.append(LocatedRecord(area.document, ("issues", index), issue))
                area_of.setdefault(issue.id, record.area)
        issues = self._with_tabled(issues, areas, area_of)
        tables = self._tables("positions", frozenset(TEXT_COLUMNS))
        if not area_files and not issues and not tables and "issue" not in self.unread:
            message = "expected at least one file of issues, issues/<area>.yaml or issues.csv"
            self.problems.append(Problem(f"{self.name}/issues", 1, "folder", message))

        header = headers[0] if headers else None
        self._tell(f"{self.name}: the rules")
        rows, faults = build_position_table(issues, _evidence_elsewhere(header, events), tables)
        self.problems.extend(faults)
        folder = Folder(
            id=self.path.resolve().name,
            name=self.name,
            ledger=rows,
            header=header,
            parties=parties,
            sources=sources,
            events=events,
            area_files=area_files,
            areas=areas,
            issues=issues,
            area_of=area_of,
            unread=self.unread,
        )
        rows.positions = date_by_source(rows.positions, rows.evidence, folder.source_dates())
        return folder

    def _file(self, name: str) -> Path | None:
        """The file of that name where there is one that may be read."""
        path = self.path / name
        if not path.exists() and not path.is_symlink():
            return None
        shown = f"{self.name}/{name}"
        self._tell(shown)
        self.order.setdefault(shown, len(self.order))
        if self._leads_out(path):
            message = "a link that leads out of the folder, put the file itself here"
            self.problems.append(Problem(shown, 1, "file", message))
        elif not path.is_file():
            self.problems.append(Problem(shown, 1, "file", "expected a file that can be read"))
        else:
            return path
        self._unread(name)
        return None

    def _named_files(self) -> Iterator[Path]:
        """The files that the format names."""
        stems = {*REQUIRED, *OPTIONAL, *TABLES}
        names = {f"{stem}{suffix}" for stem in stems for suffix in (".yaml", *SUFFIXES)}
        found = [self.path / name for name in sorted(names)]
        yield from (path for path in [*found, *self.path.glob("issues/*.yaml")] if path.is_file())

    def _tell(self, what: str, more: float = 0) -> None:
        """Say what is being read, after the files before it and `more` bytes of its own."""
        if self.progress is not None:
            self.progress(what, min(1.0, (self.bytes_read + more) / max(1, self.bytes)))

    def _within(self, file: str, size: int) -> Callable[[float], None] | None:
        """What a reader of a file tells the share of it that has been read."""
        if self.progress is None:
            return None
        return lambda share: self._tell(file, share * size)

    def _leads_out(self, path: Path) -> bool:
        try:
            return not path.resolve().is_relative_to(self.path.resolve())
        except RuntimeError:  # a link that leads to itself leads nowhere
            return False

    def _unread(self, name: str) -> None:
        """Remember that the records of a file are not all known."""
        stem = name.rsplit(".", 1)[0]
        self.unread.add("issue" if name.startswith("issues/") else KINDS.get(stem, stem))

    def _document(self, name: str) -> Document | None:
        """A YAML file's plain values, or None where there is no such file or no reading it."""
        path = self._file(name)
        if path is None:
            return None
        shown = f"{self.name}/{name}"
        try:
            with path.open("rb") as file:
                raw = file.read(MOST_BYTES + 1)
            tree, faults = read_yaml(raw, shown, self._within(shown, len(raw)))
            self.bytes_read += len(raw)
        except OSError as error:
            tree, faults = None, [Problem(shown, 1, "file", f"cannot be read: {error.strerror}")]
        self.problems.extend(faults)
        if tree is None:
            self._unread(name)
            return None
        return Document(shown, tree)

    def _read(self, document: Document, adapter: TypeAdapter[Any]) -> Any:
        records, faults = read_records(document, adapter)
        self.problems.extend(faults)
        if records is None or document.lost():
            self._unread(document.file.removeprefix(f"{self.name}/"))
        return records

    def _yaml(self, stem: str, adapter: TypeAdapter[Any]) -> list[LocatedRecord]:
        """The one record, or the records of the list, that a file of the folder's top holds."""
        name = f"{stem}.yaml"
        document = self._document(name)
        if document is None:
            tabled = any((self.path / (stem + suffix)).exists() for suffix in SUFFIXES)
            missing = f"{self.name}/{name}" not in self.order
            if stem in REQUIRED and missing and not (stem in TABLES and tabled):
                self.order[f"{self.name}/{name}"] = len(self.order)
                message = f"missing, every folder needs one{self._near_miss(stem)}"
                self.problems.append(Problem(f"{self.name}/{name}", 1, "file", message))
                self.unread.add(KINDS.get(stem, stem))
            return []
        records = self._read(document, adapter)
        if records is None:
            return []
        if isinstance(records, tuple):
            return [LocatedRecord(document, (index,), each) for index, each in enumerate(records)]
        return [LocatedRecord(document, (), records)]

    def _near_miss(self, stem: str) -> str:
        found = [path.name for path in self.path.glob(f"{stem}.y*ml")]
        return f", rename {found[0]!r}" if found else ""

    def _listed(self, stem: str, adapter: TypeAdapter[Any], model: Any) -> list[LocatedRecord]:
        """Records of a list in YAML and of tables beside it."""
        placed = self._yaml(stem, adapter)
        for table in self._tables(stem):
            cited = "evidence" in keys_of(model)
            document = self._tabled_document(table, model, EVIDENCE_KEYS if cited else [])
            if cited:
                _evidence_of_rows(document.tree)
            records = self._read(document, adapter) or ()
            placed += [
                LocatedRecord(document, (index,), each) for index, each in enumerate(records)
            ]
        return placed

    def _tables(self, stem: str, free_text: frozenset[str] = frozenset()) -> list[Table]:
        tables = []
        for suffix in SUFFIXES:
            path = self._file(stem + suffix)
            if path is None:
                continue
            shown = f"{self.name}/{path.name}"
            try:
                table, faults = read_table(path, shown, free_text)
                self.bytes_read += path.stat().st_size
            except OSError as error:
                table, faults = (
                    None,
                    [Problem(shown, 1, "file", f"cannot be read: {error.strerror}")],
                )
            self.problems.extend(faults)
            if table is None or faults:
                self._unread(path.name)
            if table is not None:
                tables.append(table)
        return tables

    def _tabled_document(self, table: Table, model: Any, others: list[str]) -> Document:
        """A short table as a document; `others` are columns that are no keys of the model."""
        keys = [*keys_of(model), *others]
        dotted = [name for name in table.columns if "." in name and name.split(".")[0] in keys]
        given = {name.split(".")[0] for name in table.columns}
        required = [
            key
            for key, info in zip(keys_of(model), model.model_fields.values(), strict=True)
            if info.is_required()
            and key not in given
            and not (key == "evidence" and "source" in given)
        ]
        self.problems.extend(check_header(table, [*keys, *dotted], required))
        for name in [name for name in table.columns if name.split(".")[0] not in keys]:
            del table.columns[name]
        rows, faults = as_rows(table, LISTS)
        self.problems.extend(faults)
        absent = frozenset((key,) for key in required)
        return Document(table.file, rows, line_of_row=table.line, no_column=absent)

    def _area_files(self) -> list[LocatedRecord]:
        placed = []
        folder = self.path / "issues"
        if self._leads_out(folder):
            shown = f"{self.name}/issues"
            message = "a link that leads out of the folder, put the files themselves here"
            self.problems.append(Problem(shown, 1, "folder", message))
            self.unread.add("issue")
            return []
        for path in sorted(folder.glob("*.yaml")):
            if path.name.startswith("."):
                continue
            document = self._document(f"issues/{path.name}")
            area = self._read(document, AREA) if document is not None else None
            if area is not None and document is not None:
                placed.append(LocatedRecord(document, (), area))
        return placed

    def _with_tabled(
        self, issues: list[LocatedRecord], areas: dict[str, AreaTitle], area_of: dict[str, str]
    ) -> list[LocatedRecord]:
        """The issues of YAML with those of tables, area by area."""
        for table in self._tables("issues"):
            document = self._tabled_document(table, TabledIssue, [])
            for index, row in enumerate(self._read(document, TABLED_ISSUES) or ()):
                title = row.area_title or row.area.replace("-", " ").capitalize()
                areas.setdefault(row.area, AreaTitle(title, None))
                area_of.setdefault(row.id, row.area)
                issues.append(LocatedRecord(document, (index,), row))
        rank = {area: number for number, area in enumerate(areas)}
        return sorted(issues, key=lambda issue: rank[area_of[issue.record.id]])

    def _not_read(self) -> Iterator[Problem]:
        """Warnings of files that look like data and are not part of the format."""
        tables = {stem + suffix for stem in TABLES for suffix in SUFFIXES}
        known = {f"{stem}.yaml" for stem in REQUIRED + OPTIONAL} | tables | {"issues"}
        found = [path for path in sorted(self.path.iterdir()) if path.name not in known]
        issues = self.path / "issues"
        if issues.is_dir() and not self._leads_out(issues):
            found += [path for path in sorted(issues.iterdir()) if path.suffix != ".yaml"]
        for path in found:
            if path.name.startswith(".") or path.stem.upper() in PLAIN_FILES:
                continue
            shown = f"{self.name}/{path.relative_to(self.path).as_posix()}"
            message = "not read, it is not a file of the format"
            yield Problem(shown, 1, "file", message, "warning")

    def _in_file_order(self) -> list[Problem]:
        last = len(self.order)
        return sorted(
            dict.fromkeys(self.problems),
            key=lambda problem: (self.order.get(problem.file, last), problem.line),
        )


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


def _evidence_of_rows(rows: LocatedList) -> None:
    """Turn the columns of one piece of evidence into the list that the record has."""
    for index, row in enumerate(rows):
        evidence = LocatedMapping(row.line)
        for key in EVIDENCE_KEYS:
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
