"""A database of the Discourse Network Analyzer (.dna) in, a row for each of its statements out.

Statement types and variables are a project's own, so they are found by their data types and named
in the layout, where a person says which is the party, the issue, the stance and the speaker.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from parley.importing._dna_project import Document, Project, Statement
from parley.importing._sqlite import is_sqlite, opened, tables_of
from parley.importing.passages import anchored, is_cut
from parley.importing.rows import LeftOut, Recognition, Row
from parley.progress import Progress
from parley.wording import count, join_and

TABLES: Final = {"STATEMENTS", "DOCUMENTS", "VARIABLES", "STATEMENTTYPES", "DATASHORTTEXT"}
USUAL: Final = {
    "organization": "party",
    "organisation": "party",
    "actor": "party",
    "concept": "issue",
    "agreement": "stance",
    "person": "speaker",
}
"""What variables of these names usually are. It is told, and a person may change it."""
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
            project = Project(database, path, layout)
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


def _rows_of(
    statement: Statement, project: Project, documents: Mapping[int, Document]
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
