"""A database of the Discourse Network Analyzer (.dna) in, a row for each of its statements out.

Statement types and variables are a project's own, so they are found by their data types and named
in the layout, where a person says which is the party, the issue, the stance and the speaker.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from parley.importing._sqlite import is_sqlite, opened, tables_of
from parley.importing.passages import anchored, is_cut, plain
from parley.importing.rows import ImportRefused, LayoutIncomplete, LeftOut, Recognition, Row
from parley.progress import Progress
from parley.wording import count, join_and

TABLES: Final = {"STATEMENTS", "DOCUMENTS", "VARIABLES", "STATEMENTTYPES", "DATASHORTTEXT"}
OF_TYPE: Final = {
    "short text": "DATASHORTTEXT",
    "long text": "DATALONGTEXT",
    "boolean": "DATABOOLEAN",
    "integer": "DATAINTEGER",
}
ROLES: Final = ("party", "issue", "stance", "speaker", "note")
USUAL: Final = {
    "organization": "party",
    "organisation": "party",
    "actor": "party",
    "concept": "issue",
    "agreement": "stance",
    "person": "speaker",
}
"""What variables of these names usually are. It is told, and a person may change it."""
PUBLISHERS: Final = ("Source", "Section", "Type", "Author")
"""The fields of a document that may hold who published it."""
WORDS: Final = {"1": "agrees", "0": "disagrees"}
"""What DNA shows for the two values of an agreement."""
EVERY: Final = 2_000
CUT: Final = "the rest of a passage of over 25 words, which is quoted by its first 24"


class DnaDatabase:
    """A project of the Discourse Network Analyzer, version 2 or 3."""

    name = "dna"
    title = "a database of the Discourse Network Analyzer"
    complete = False

    def recognise(self, path: Path, sheet: str | None = None) -> Recognition | None:
        """A file of SQLite with the tables of statements, documents and variables."""
        if not is_sqlite(path):
            return None
        with opened(path) as database:
            if not set(tables_of(database)) >= TABLES:
                return None
            version = database.execute(
                "SELECT Value FROM SETTINGS WHERE Property = 'version'"
            ).fetchone()
            types = dict(
                database.execute(
                    "SELECT StatementTypeId, count(*) FROM STATEMENTS GROUP BY 1 ORDER BY 2 DESC"
                ).fetchall()
            )
            labels = dict(database.execute("SELECT ID, Label FROM STATEMENTTYPES").fetchall())
            chosen, variables = _first_with_roles(database, types)
        sign = f"it has the tables of a project, version {version[0] if version else 'unknown'}"
        layout = {
            "statements": labels.get(chosen, ""),
            "variables": variables,
            "publisher": "Source",
        }
        found = [
            f"{count(number, 'statement')} of type {labels.get(id)!r}"
            for id, number in types.items()
        ]
        return Recognition(sign, layout, (join_and(found),) if found else ())

    def rows(
        self, path: Path, layout: Mapping[str, Any], progress: Progress
    ) -> Iterator[Row | LeftOut]:
        """The documents, then a row for each statement of the type that the layout names."""
        with opened(path) as database:
            project = _Project(database, path, layout)
            documents = dict(project.documents())
            for document in documents.values():
                yield Row("sources", f"document {document.id}", document.told)
            whole = max(1, project.number)
            for done, statement in enumerate(project.statements()):
                if not done % EVERY:
                    progress("statements", done / whole)
                yield from _rows_of(statement, project, documents)
            yield from project.other_types()


def _first_with_roles(
    database: sqlite3.Connection, types: Mapping[int, int]
) -> tuple[int, dict[str, str]]:
    """The type with most statements whose variables have usual names, and what those are."""
    best: tuple[int, dict[str, str]] = (next(iter(types), 0), {})
    for id in types:
        rows = database.execute(
            "SELECT Variable FROM VARIABLES WHERE StatementTypeId = ? ORDER BY ID", (id,)
        )
        roles: dict[str, str] = {}
        for (name,) in rows:
            role = USUAL.get(str(name).lower(), "ignore")
            roles[str(name)] = "ignore" if role in roles.values() else role
        if {"party", "issue"} <= set(roles.values()):
            return id, roles
        if not best[1]:
            best = (id, roles)
    return best


@dataclass(frozen=True)
class _Document:
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
class _Statement:
    id: int
    document: int
    start: int
    stop: int
    coder: str | None
    values: dict[str, str]
    """By role."""


class _Project:
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

    def documents(self) -> Iterator[tuple[int, _Document]]:
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
            document = _Document(id, text, utf16, {k: v for k, v in told.items() if v})
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

    def statements(self) -> Iterator[_Statement]:
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
            yield _Statement(id, document, start, stop, coder, values)

    def other_types(self) -> Iterator[LeftOut]:
        """The statements of other types, which have another meaning."""
        rows = self.database.execute(
            "SELECT ID, StatementTypeId FROM STATEMENTS WHERE StatementTypeId IS NOT ? ORDER BY ID",
            (self.type,),
        )
        for id, kind in rows:
            yield LeftOut(f"statement {id}", f"of type {self.labels.get(kind, kind)!r}")


def _rows_of(
    statement: _Statement, project: _Project, documents: Mapping[int, _Document]
) -> Iterator[Row | LeftOut]:
    at = f"statement {statement.id}"
    values, document = statement.values, documents.get(statement.document)
    for role in ("party", "issue"):
        if not values[role]:
            yield LeftOut(at, f"no {role} coded")
            return
    if document is None:
        yield LeftOut(at, "its document is not in the database")
        return
    passage = document.passage(statement.start, statement.stop)
    words = anchored(passage)
    if not words:
        yield LeftOut(at, "its passage is not in the text of its document")
        return
    if is_cut(passage):
        yield LeftOut(at, CUT)
    yield Row(
        "positions", at, {
            "party": values["party"],
            "issue": values["issue"],
            "stance": values.get("stance", "coded") or "no value",
            "speaker": values.get("speaker"),
            "note": values.get("note"),
            "date": document.told.get("date"),
            "source": document.told["source"],
            "coder": statement.coder,
            **words,
        },
    )  # fmt: skip


DNA = DnaDatabase()
