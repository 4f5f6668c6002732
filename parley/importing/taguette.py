"""What Taguette has, its SQLite project or an export of its highlights, in; rows out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from parley.importing._books import is_spreadsheet, sheet_of
from parley.importing._sqlite import is_sqlite, opened, tables_of
from parley.importing.coded_text import Passage, layout_of, rows_of
from parley.importing.passages import plain, without_markup
from parley.importing.rows import LeftOut, Recognition, Row
from parley.progress import Progress
from parley.wording import count

TABLES: Final = {"highlights", "highlight_tags", "tags", "documents"}
COLUMNS: Final = ["id", "document", "tag", "content"]
UNTAGGED: Final = (
    "highlights without a tag are not in this export: import the project to have them counted"
)
EVERY: Final = 2_000


class Taguette:
    """A Taguette project (SQLite), or its highlights as CSV or XLSX."""

    name = "taguette"
    title = "highlights of Taguette"
    complete = False

    def recognise(self, path: Path, sheet: str | None = None) -> Recognition | None:
        """A file of SQLite with highlights and tags, or a table with the columns of an export."""
        if is_sqlite(path):
            with opened(path) as database:
                if not set(tables_of(database)) >= TABLES:
                    return None
                tags = [
                    plain(tag) for (tag,) in database.execute("SELECT path FROM tags ORDER BY id")
                ]
                (number,) = database.execute("SELECT count(*) FROM highlights").fetchone()
            sign = (
                f"the tables of a project: {count(number, 'highlight')}, {count(len(tags), 'tag')}"
            )
            return Recognition(sign, layout_of(tags))
        if not is_spreadsheet(path):
            return None
        highlights = sheet_of(path, sheet)
        if [text.strip().lower() for text in highlights.rows[0][:4]] != COLUMNS:
            return None
        named = dict.fromkeys(cells[2] for cells in highlights.rows[1:] if len(cells) > 2)
        layout = layout_of(tag for tag in named if tag)
        return Recognition("the columns id, document, tag and content", layout, (UNTAGGED,))

    def rows(
        self, path: Path, layout: Mapping[str, Any], progress: Progress
    ) -> Iterator[Row | LeftOut]:
        """A row for each highlight, party and issue."""
        passages = _of_project(path, progress) if is_sqlite(path) else _of_export(path)
        yield from rows_of(passages, layout, path)


def _of_project(path: Path, progress: Progress) -> Iterator[Passage]:
    with opened(path) as database:
        tags: dict[int, list[str]] = {}
        for highlight, tag in database.execute(
            "SELECT h.highlight_id, t.path FROM highlight_tags h JOIN tags t ON t.id = h.tag_id "
            "ORDER BY t.id"
        ):
            tags.setdefault(highlight, []).append(plain(tag))
        for number, (id, document, snippet) in enumerate(
            database.execute(
                "SELECT h.id, d.name, h.snippet FROM highlights h "
                "JOIN documents d ON d.id = h.document_id ORDER BY h.id"
            )
        ):
            if not number % EVERY:
                progress("highlights", 0)
            text = without_markup(snippet)
            yield Passage(f"highlight {id}", plain(document), text, tuple(tags.get(id, ())))


def _of_export(path: Path) -> Iterator[Passage]:
    """The highlights of an export, which has a row for each highlight and tag."""
    held: dict[str, tuple[str, str, list[str]]] = {}
    for cells in sheet_of(path, None).rows[1:]:
        id, document, tag, content = (*cells, "", "", "", "")[:4]
        if id:
            held.setdefault(id, (document, content, []))[2].append(tag)
    for id, (document, content, tags) in held.items():
        yield Passage(f"highlight {id}", plain(document), content, tuple(filter(None, tags)))


TAGUETTE = Taguette()
