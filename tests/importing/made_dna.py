"""Small projects of the Discourse Network Analyzer, in the shape of its own files."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

VERSION_3 = """
CREATE TABLE SETTINGS(Property TEXT PRIMARY KEY, Value TEXT NOT NULL);
CREATE TABLE CODERS(ID INTEGER PRIMARY KEY, Name TEXT NOT NULL, Password TEXT NOT NULL);
CREATE TABLE DOCUMENTS(ID INTEGER PRIMARY KEY, Title TEXT NOT NULL, Text TEXT NOT NULL,
  Coder INTEGER, Author TEXT, Source TEXT, Section TEXT, Notes TEXT, Type TEXT, Date INTEGER);
CREATE TABLE STATEMENTTYPES(ID INTEGER PRIMARY KEY, Label TEXT NOT NULL);
CREATE TABLE VARIABLES(ID INTEGER PRIMARY KEY, Variable TEXT, DataType TEXT,
  StatementTypeId INTEGER);
CREATE TABLE STATEMENTS(ID INTEGER PRIMARY KEY, StatementTypeId INTEGER, DocumentId INTEGER,
  Start INTEGER, Stop INTEGER, Coder INTEGER);
CREATE TABLE ENTITIES(ID INTEGER PRIMARY KEY, VariableId INTEGER, Value TEXT);
CREATE TABLE DATABOOLEAN(ID INTEGER PRIMARY KEY, StatementId INTEGER, VariableId INTEGER,
  Value INTEGER, UNIQUE (StatementId, VariableId));
CREATE TABLE DATAINTEGER(ID INTEGER PRIMARY KEY, StatementId INTEGER, VariableId INTEGER,
  Value INTEGER, UNIQUE (StatementId, VariableId));
CREATE TABLE DATALONGTEXT(ID INTEGER PRIMARY KEY, StatementId INTEGER, VariableId INTEGER,
  Value TEXT, UNIQUE (StatementId, VariableId));
CREATE TABLE DATASHORTTEXT(ID INTEGER PRIMARY KEY, StatementId INTEGER, VariableId INTEGER,
  Entity INTEGER, UNIQUE (StatementId, VariableId));
INSERT INTO SETTINGS VALUES ('version', '3.0.7');
INSERT INTO STATEMENTTYPES VALUES (1, 'DNA Statement'), (2, 'Annotation');
INSERT INTO VARIABLES VALUES (1, 'person', 'short text', 1), (2, 'organization', 'short text', 1),
  (3, 'concept', 'short text', 1), (4, 'agreement', 'boolean', 1), (5, 'note', 'long text', 2);
"""
VARIABLES = {"person": 1, "organization": 2, "concept": 3}
LONG = " ".join(f"word{number}" for number in range(30))


class Document(NamedTuple):
    title: str
    text: str
    day: str
    source: str = "The Herald"


class Statement(NamedTuple):
    document: int
    """By its number, from 1."""
    words: str
    organization: str
    concept: str
    agreement: int
    person: str = ""
    coder: str = "Anna"


DOCUMENTS = (
    Document("Opening", "\U0001f600 We want the tax. It is fair. " + LONG, "2025-03-01"),
    Document("Second day", "The tax will not come. Never. The tax may come.", "2025-03-02"),
)
STATEMENTS = (
    Statement(1, "We want the tax.", "Union", "Carbon tax", 1, "M. Field"),
    Statement(1, "It is fair.", "Union", "Carbon tax", 1),
    Statement(2, "The tax will not come.", "Union", "Carbon tax", 0),
    Statement(2, "Never.", "Employers", "Carbon tax", 0, coder="Ben"),
    Statement(2, "The tax may come.", "Employers", "Carbon tax", 1),
    Statement(1, LONG, "Employers", "Free buses", 1),
    Statement(1, "It is fair.", "", "Free buses", 1),
)


def write_dna(
    path: Path,
    documents: Iterable[Document] = DOCUMENTS,
    statements: Iterable[Statement] = STATEMENTS,
) -> None:
    """Write a project of version 3, with one annotation beside the statements."""
    path.unlink(missing_ok=True)
    database = sqlite3.connect(path)
    database.executescript(VERSION_3)
    texts = []
    for number, document in enumerate(documents, 1):
        day = dt.datetime.fromisoformat(f"{document.day}T12:00:00+00:00")
        texts.append(document.text)
        database.execute(
            "INSERT INTO DOCUMENTS VALUES (?, ?, ?, 1, 'A. Reporter', ?, '', '', '', ?)",
            (number, document.title, document.text, document.source, int(day.timestamp())),
        )
    entities: dict[tuple[int, str], int] = {}
    coders: dict[str, int] = {}
    for number, each in enumerate(statements, 1):
        coder = coders.setdefault(each.coder, len(coders) + 1)
        text = texts[each.document - 1]
        before = text[: text.index(each.words)]
        start = len(before.encode("utf-16-le")) // 2  # as Java counts
        stop = start + len(each.words.encode("utf-16-le")) // 2
        database.execute(
            "INSERT INTO STATEMENTS VALUES (?, 1, ?, ?, ?, ?)",
            (number, each.document, start, stop, coder),
        )
        database.execute("INSERT INTO DATABOOLEAN VALUES (NULL, ?, 4, ?)", (number, each.agreement))
        for name, variable in VARIABLES.items():
            key = (variable, getattr(each, name))
            if key not in entities:
                entities[key] = len(entities) + 1
                database.execute("INSERT INTO ENTITIES VALUES (?, ?, ?)", (entities[key], *key))
            database.execute(
                "INSERT INTO DATASHORTTEXT VALUES (NULL, ?, ?, ?)",
                (number, variable, entities[key]),
            )
    for name, id in coders.items():
        database.execute("INSERT INTO CODERS VALUES (?, ?, 'a secret hash')", (id, name))
    database.execute("INSERT INTO STATEMENTS VALUES (?, 2, 1, 0, 4, 1)", (10**6,))
    database.commit()
    database.close()


def write_dna_events(path: Path) -> None:
    """Write the same statements as DNA 3 exports them as CSV: `;` and `"` in texts altered."""
    lines = [
        '"statement_id";"time";"person";"organization";"concept";"agreement";"start_position";'
        '"stop_position";"text";"coder";"document_id";"document_title";"document_author";'
        '"document_source";"document_section";"document_type"'
    ]
    for number, each in enumerate(STATEMENTS, 1):
        document = DOCUMENTS[each.document - 1]
        lines.append(
            f'{number};{document.day} 12:00:00;"{each.person}";"{each.organization}";'
            f'"{each.concept}";{each.agreement};0;9;"{each.words[:9]}\n{each.words[9:]}";1;'
            f'{each.document};"{document.title}";"A. Reporter";"{document.source}";"";""'
        )
    path.write_text("\n".join(lines), "utf-8")
