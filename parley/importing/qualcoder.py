"""A project of QualCoder, a folder with a database in it, in; rows out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from parley.importing._sqlite import is_sqlite, opened, tables_of
from parley.importing.coded_text import Passage, layout_of, rows_of
from parley.importing.passages import plain
from parley.importing.rows import LeftOut, Recognition, Row
from parley.progress import Progress
from parley.wording import count

FILE: Final = "data.qda"
TABLES: Final = {"code_text", "code_name", "code_cat", "source"}
OTHERS: Final = {"code_image": "a coded picture", "code_av": "coded audio or video"}
MOST_DEPTH: Final = 50


class QualCoder:
    """The folder of a QualCoder project, or `data.qda` in it."""

    name = "qualcoder"
    title = "a project of QualCoder"
    complete = False

    def recognise(self, path: Path, sheet: str | None = None) -> Recognition | None:
        """A database with the tables of codes, coded texts and sources."""
        file = _file(path)
        if not is_sqlite(file):
            return None
        with opened(file) as database:
            if not set(tables_of(database)) >= TABLES:
                return None
            codes = list(_codes(database).values())
            (number,) = database.execute("SELECT count(*) FROM code_text").fetchone()
        sign = f"the tables of a project: {count(number, 'coding')}, {count(len(codes), 'code')}"
        return Recognition(sign, layout_of(codes, "cases"))

    def rows(
        self, path: Path, layout: Mapping[str, Any], progress: Progress
    ) -> Iterator[Row | LeftOut]:
        """A row for each passage, party and issue; codes of one coder on the very same passage
        belong together."""
        with opened(_file(path)) as database:
            yield from rows_of(_passages(database), layout, path)
            tables = tables_of(database)
            for table, what in OTHERS.items():
                if table in tables:
                    for (id,) in database.execute(f"SELECT rowid FROM {table}"):
                        yield LeftOut(f"{table} {id}", what)


def _file(path: Path) -> Path:
    return path / FILE if path.is_dir() else path


def _codes(database: Any) -> dict[int, str]:
    """The codes by their ids, each with its categories before it."""
    groups = {
        id: (str(name), parent)
        for id, name, parent in database.execute("SELECT catid, name, supercatid FROM code_cat")
    }
    found = {}
    for id, name, group in database.execute("SELECT cid, name, catid FROM code_name ORDER BY cid"):
        parts = [plain(name)]
        while group in groups and len(parts) < MOST_DEPTH:
            parts.insert(0, plain(groups[group][0]))
            group = groups[group][1]
        found[int(id)] = " > ".join(parts)
    return found


def _passages(database: Any) -> Iterator[Passage]:
    codes = _codes(database)
    cases: dict[int, list[tuple[int, int, str]]] = {}
    if {"cases", "case_text"} <= set(tables_of(database)):
        for file, first, last, name in database.execute(
            "SELECT t.fid, t.pos0, t.pos1, c.name FROM case_text t JOIN cases c USING (caseid)"
        ):
            cases.setdefault(file, []).append((first or 0, last or 0, plain(name)))
    held: dict[tuple[Any, ...], list[str]] = {}
    texts: dict[tuple[Any, ...], tuple[int, str, str]] = {}
    for id, code, file, name, first, last, text, owner in database.execute(
        "SELECT c.ctid, c.cid, c.fid, s.name, c.pos0, c.pos1, c.seltext, c.owner "
        "FROM code_text c JOIN source s ON s.id = c.fid ORDER BY c.ctid"
    ):
        key = (file, first, last, owner)
        texts.setdefault(key, (id, plain(name), str(text or "")))
        held.setdefault(key, []).append(codes.get(code, f"code {code}"))
    for key, (id, name, text) in texts.items():
        file, first, last, owner = key
        inside = [case for low, high, case in cases.get(file, ()) if low < last and first < high]
        yield Passage(
            f"coding {id}", name, text, tuple(held[key]), owner, tuple(dict.fromkeys(inside))
        )


QUALCODER = QualCoder()
