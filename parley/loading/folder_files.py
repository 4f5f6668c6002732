"""A folder in, its files one by one as plain values or tables out, with what is wrong with them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from parley.format.problems import Problem
from parley.loading.cell_checks import MOST_TOLD
from parley.loading.journal import PendingFiles
from parley.loading.records import Document, read_records
from parley.loading.stray_files import told_of
from parley.loading.tables import SUFFIXES, read_table
from parley.loading.text_table import Table
from parley.loading.yaml_reader import MOST_BYTES, read_yaml
from parley.progress import Progress

REQUIRED = ("negotiation", "parties", "sources")
OPTIONAL = ("events",)
TABLES = ("parties", "sources", "issues", "events", "positions")
KINDS = {"parties": "party", "sources": "source", "issues": "issue", "events": "event"}
"""What the records of a file are, by the file's stem."""
OTHER_READERS = "coders"
"""A folder of other readers' positions, in the same form; it is no part of the negotiation."""


class FolderFiles:
    """The files of one folder while it is read, and the problems found so far."""

    def __init__(self, path: Path, name: str, progress: Progress | None) -> None:
        """Messages call the folder `name`; `progress` is told which file is being read."""
        self.path = path
        self.pending = PendingFiles(path)
        self.name = name
        self.progress = progress
        self.bytes = 0
        """How many there are to read."""
        self.bytes_read = 0
        self.problems: list[Problem] = []
        self.order: dict[str, int] = {}
        """The files in the order of reading, which is the order of the faults."""
        self.unread: set[str] = set()
        """The kinds of record that stand in a file that cannot be read."""

    def count_bytes(self) -> None:
        """Find how many bytes there are to read, if anybody is told which share has been."""
        if self.progress is not None:
            self.bytes = sum(path.stat().st_size for path in self.named_files())

    def report(self, what: str, more: float = 0) -> None:
        """Report what is being read, after the files before it and `more` bytes of its own."""
        if self.progress is not None:
            self.progress(what, min(1.0, (self.bytes_read + more) / max(1, self.bytes)))

    def records(self, stem: str, adapter: TypeAdapter[Any]) -> tuple[Document, Any] | None:
        """The document `<stem>.yaml` and its records; None where they cannot be read."""
        name = f"{stem}.yaml"
        document = self._document(name)
        if document is None:
            in_tables = any(self.pending.path(stem + suffix).exists() for suffix in SUFFIXES)
            missing = f"{self.name}/{name}" not in self.order
            if stem in REQUIRED and missing and not (stem in TABLES and in_tables):
                self.order[f"{self.name}/{name}"] = len(self.order)
                message = f"missing, every folder needs one{self._near_miss(stem)}"
                self.problems.append(Problem(f"{self.name}/{name}", 1, "file", message))
                self.unread.add(KINDS.get(stem, stem))
            return None
        records = self.validate(document, adapter)
        return None if records is None else (document, records)

    def areas(self, adapter: TypeAdapter[Any]) -> Iterator[tuple[Document, Any]]:
        """The document of each file of issues that can be read, and its record."""
        folder = self.path / "issues"
        if self._leads_out(folder):
            where = f"{self.name}/issues"
            message = "a link that leads out of the folder, put the files themselves here"
            self.problems.append(Problem(where, 1, "folder", message))
            self.unread.add("issue")
            return
        for name in self.pending.names("issues"):
            if name.startswith(".") or not name.endswith(".yaml"):
                continue
            document = self._document(f"issues/{name}")
            area = self.validate(document, adapter) if document is not None else None
            if area is not None and document is not None:
                yield document, area

    def tables(self, stem: str, free_text: frozenset[str] = frozenset()) -> list[Table]:
        """The CSV and Parquet files of that stem that can be read."""
        tables = []
        for suffix in SUFFIXES:
            path = self._file(stem + suffix)
            if path is None:
                continue
            file = f"{self.name}/{stem + suffix}"
            try:
                table, faults = read_table(path, file, free_text)
                self.bytes_read += path.stat().st_size
            except OSError as error:
                table, faults = None, [_unreadable(file, error)]
            self.problems.extend(faults)
            if table is None or faults:
                self._mark_unread(stem + suffix)
            if table is not None:
                tables.append(table)
        return tables

    def validate(self, document: Document, adapter: TypeAdapter[Any]) -> Any:
        """The records of a document; None where not even a part could be salvaged."""
        records, faults = read_records(document, adapter)
        self.problems.extend(faults)
        if records is None or document.hides_an_id():
            self._mark_unread(document.file.removeprefix(f"{self.name}/"))
        return records

    def not_of_the_format(self) -> Iterator[Problem]:
        """Warnings of files that look like data and are not part of the format."""
        tables = {stem + suffix for stem in TABLES for suffix in SUFFIXES}
        known = {f"{stem}.yaml" for stem in REQUIRED + OPTIONAL} | tables
        known |= {"issues", OTHER_READERS}
        names = [path.name for path in sorted(self.path.iterdir())]
        issues = self.path / "issues"
        if issues.is_dir() and not self._leads_out(issues):
            names += [f"issues/{path.name}" for path in sorted(issues.iterdir())]
        for name in names:
            if name in known or re.fullmatch(r"issues/[^/]*\.yaml", name):
                continue
            told = told_of(name, names)
            if told is not None:
                message, unread = told
                file = f"{self.name}/{name}"
                yield Problem(file, 1, "file", message, "warning", unread=unread)

    def problems_in_file_order(self) -> tuple[Problem, ...]:
        """The problems found so far, each once; of very many of one file the first are told, and
        the rest are counted."""
        last = len(self.order)
        ordered = sorted(
            dict.fromkeys(self.problems),
            key=lambda problem: (self.order.get(problem.file, last), problem.line),
        )
        kept: list[Problem] = []
        for file, of_file in groupby(ordered, key=lambda problem: problem.file):
            problems = list(of_file)
            kept += problems[:MOST_TOLD]
            rest = Counter(problem.severity for problem in problems[MOST_TOLD:])
            for severity, number in rest.items():
                line = problems[MOST_TOLD].line
                message = f"{number:,} more {severity}s in this file, mend those above first"
                kept.append(Problem(file, line, "file", message, severity, number))
        return tuple(kept)

    def named_files(self) -> Iterator[Path]:
        """The files that the format names."""
        stems = {*REQUIRED, *OPTIONAL, *TABLES}
        names = {f"{stem}{suffix}" for stem in stems for suffix in (".yaml", *SUFFIXES)}
        names |= {f"issues/{name}" for name in self.pending.names("issues")}
        found = [self.pending.path(name) for name in sorted(names)]
        yield from (path for path in found if path.is_file())

    def _file(self, name: str) -> Path | None:
        """The file of that name where there is one that may be read."""
        path = self.pending.path(name)
        if not path.exists() and not path.is_symlink():
            return None
        file = f"{self.name}/{name}"
        self.report(file)
        self.order.setdefault(file, len(self.order))
        if self._leads_out(path):
            message = "a link that leads out of the folder, put the file itself here"
            self.problems.append(Problem(file, 1, "file", message))
        elif not path.is_file():
            self.problems.append(Problem(file, 1, "file", "expected a file that can be read"))
        else:
            return path
        self._mark_unread(name)
        return None

    def _document(self, name: str) -> Document | None:
        """A YAML file's plain values, or None where there is no such file or no reading it."""
        path = self._file(name)
        if path is None:
            return None
        file = f"{self.name}/{name}"
        try:
            with path.open("rb") as opened:
                raw = opened.read(MOST_BYTES + 1)
            tree, faults = read_yaml(raw, file, self._progress_within(file, len(raw)))
            self.bytes_read += len(raw)
        except OSError as error:
            tree, faults = None, [_unreadable(file, error)]
        self.problems.extend(faults)
        if tree is None or any(fault.where == "file" for fault in faults):
            self._mark_unread(name)
        if tree is None:
            return None
        return Document(file, tree)

    def _progress_within(self, file: str, size: int) -> Callable[[float], None] | None:
        """What a reader of a file reports to: the share of it that has been read."""
        if self.progress is None:
            return None
        return lambda share: self.report(file, share * size)

    def _leads_out(self, path: Path) -> bool:
        """Whether a link leads out of the folder."""
        try:
            return not path.resolve().is_relative_to(self.path.resolve())
        except RuntimeError:  # a link that leads to itself leads nowhere
            return False

    def _mark_unread(self, name: str) -> None:
        """Remember that the records of a file are not all known."""
        stem = name.rsplit(".", 1)[0]
        self.unread.add("issue" if name.startswith("issues/") else KINDS.get(stem, stem))

    def _near_miss(self, stem: str) -> str:
        name = re.compile(rf"{stem}(\.ya?ml)?(\.txt|\.ya?ml)", re.IGNORECASE)
        found = [path.name for path in sorted(self.path.iterdir()) if name.fullmatch(path.name)]
        return f", rename {found[0]!r}" if found else ""


def _unreadable(file: str, error: OSError) -> Problem:
    return Problem(file, 1, "file", f"cannot be read: {error.strerror}")
