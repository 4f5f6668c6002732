"""A database of the Discourse Network Analyzer and a layout in, documents and statements out."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from parley.importing._sqlite import tables_of
from parley.importing.passages import plain
from parley.importing.rows import ImportRefused, LayoutIncomplete, LeftOut
from parley.wording import join_and

OF_TYPE: Final = {
    "short text": "DATASHORTTEXT",
    "long text": "DATALONGTEXT",
    "boolean": "DATABOOLEAN",
    "integer": "DATAINTEGER",
}
ROLES: Final = ("party", "issue", "stance", "speaker", "note")
PUBLISHERS: Final = ("Source", "Section", "Type", "Author")
"""The fields of a document that may hold who published it."""
WORDS: Final = {"1": "agrees", "0": "disagrees"}
"""What DNA shows for the two values of an agreement."""


@dataclass(frozen=True)
class Document:
    """A document of a project."""

    id: int
    text: str
    utf16: bytes | None
    """The text in UTF-16, where offsets in it are not those of its characters."""
    told: dict[str, Any]
    """What is said of it as a source; `source` is its label."""

    def passage(self, start: int, stop: int) -> str:
        """The words between two offsets, which count units of UTF-16."""
        if self.utf16 is None:
            return self.text[start:stop]
        return self.utf16[2 * start : 2 * stop].decode("utf-16-le", "replace")


@dataclass(frozen=True)
class Statement:
    """A statement of a project, at two offsets in the text of a document."""

    id: int
    document: int
    start: int
    stop: int
    coder: str | None
    values: dict[str, str]
    """By role."""


class Project:
    """The statements and documents of a database, by what a layout says of its variables."""

    def __init__(self, database: sqlite3.Connection, path: Path, layout: Mapping[str, Any]) -> None:
        self.database = database
        self.tables = tables_of(database)
        label = str(layout.get("statements") or "")
        types = database.execute("SELECT ID, Label FROM STATEMENTTYPES").fetchall()
        self.labels = {int(id): str(each) for id, each in types}
        chosen = [id for id, each in self.labels.items() if each == label]
        if not chosen:
            raise ImportRefused(
                f"{path}: layout.statements: no statement type {label!r}, there are "
                f"{', '.join(self.labels.values())}"
            )
        self.type = chosen[0]
        self.publisher = str(layout.get("publisher") or "")
        if self.publisher and self.publisher not in PUBLISHERS:
            raise ImportRefused(
                f"{path}: layout.publisher: expected one of {', '.join(PUBLISHERS)} or nothing"
            )
        self.variables = self._variables(path, layout.get("variables") or {})
        query = "SELECT count(*) FROM STATEMENTS WHERE StatementTypeId = ?"
        (self.number,) = database.execute(query, (self.type,)).fetchone()

    def _variables(self, path: Path, roles: Mapping[str, Any]) -> dict[str, tuple[int, str]]:
        """The id and the data type of the variable of each role."""
        rows = self.database.execute(
            "SELECT Variable, ID, DataType FROM VARIABLES WHERE StatementTypeId = ?", (self.type,)
        ).fetchall()
        known = {str(name): (int(id), str(kind)) for name, id, kind in rows if str(kind) in OF_TYPE}
        found = {}
        for name, role in roles.items():
            if role == "ignore":
                continue
            if role not in ROLES:
                raise ImportRefused(
                    f"{path}: layout.variables.{name}: expected one of {', '.join(ROLES)}, ignore"
                )
            if name not in known:
                raise ImportRefused(
                    f"{path}: layout.variables: no variable {name!r} of that type, there are "
                    f"{', '.join(known)}"
                )
            if role in found:
                raise ImportRefused(f"{path}: layout.variables: two variables are the {role}")
            found[str(role)] = known[name]
        missing = [role for role in ("party", "issue") if role not in found]
        if missing:
            raise LayoutIncomplete(
                f"{path}: layout.variables: none is the {join_and(missing)}: name one, there are "
                f"{', '.join(known)}"
            )
        return found

    def documents(self) -> Iterator[tuple[int, Document]]:
        """The documents by their ids, each title told apart from the same one of another."""
        rows = self.database.execute(
            "SELECT ID, Title, Text, Author, Source, Section, Type, Date FROM DOCUMENTS ORDER BY ID"
        )
        held: Counter[str] = Counter()
        for id, title, text, author, source, section, kind, date in rows:
            fields = {"Source": source, "Section": section, "Type": kind, "Author": author}
            named = plain(title or "") or f"Document {id}"
            held[named] += 1
            label = named if held[named] == 1 else f"{named} (document {id})"
            day = self._day(date)
            told = {
                "source": label,
                "title": named,
                "author": plain(author or ""),
                "publisher": plain(fields.get(self.publisher) or ""),
                "date": day,
                "kind": "document",
            }
            text = str(text or "")
            wide = text.encode("utf-16-le", "surrogatepass")
            utf16 = wide if len(wide) != 2 * len(text) else None
            document = Document(id, text, utf16, {k: v for k, v in told.items() if v})
            yield int(id), document

    def _day(self, date: object) -> str:
        """The day of a date: seconds in version 3, thousandths of them in version 2."""
        if not isinstance(date, int):
            return ""
        seconds = date / 1000 if "ENTITIES" not in self.tables else date
        try:
            day = dt.datetime(1970, 1, 1, tzinfo=dt.UTC) + dt.timedelta(seconds=seconds)
        except OverflowError:
            return ""
        return day.date().isoformat()

    def statements(self) -> Iterator[Statement]:
        """The statements of the type, by their ids."""
        columns, joins, arguments = [], [], []
        for number, (id, kind) in enumerate(self.variables.values()):
            table = OF_TYPE[kind]
            value = f"v{number}.Value"
            joins.append(
                f"LEFT JOIN {table} d{number} ON d{number}.StatementId = s.ID "
                f"AND d{number}.VariableId = ?"
            )
            arguments.append(id)
            if kind == "short text" and "ENTITIES" in self.tables:
                joins.append(f"LEFT JOIN ENTITIES v{number} ON v{number}.ID = d{number}.Entity")
            else:
                value = f"d{number}.Value"
            columns.append(value)
        query = (
            f"SELECT s.ID, s.DocumentId, s.Start, s.Stop, c.Name, {', '.join(columns)} "
            f"FROM STATEMENTS s LEFT JOIN CODERS c ON c.ID = s.Coder {' '.join(joins)} "
            "WHERE s.StatementTypeId = ? ORDER BY s.ID"
        )
        kinds = {role: kind for role, (_, kind) in self.variables.items()}
        for id, document, start, stop, coder, *cells in self.database.execute(
            query, (*arguments, self.type)
        ):
            values = {}
            for (role, kind), cell in zip(kinds.items(), cells, strict=True):
                text = plain(cell) if cell is not None else ""
                values[role] = WORDS.get(text, text) if kind == "boolean" else text
            yield Statement(id, document, start, stop, coder, values)

    def other_types(self) -> Iterator[LeftOut]:
        """The statements of other types, which have another meaning."""
        rows = self.database.execute(
            "SELECT ID, StatementTypeId FROM STATEMENTS WHERE StatementTypeId IS NOT ? ORDER BY ID",
            (self.type,),
        )
        for id, kind in rows:
            yield LeftOut(f"statement {id}", f"of type {self.labels.get(kind, kind)!r}")
