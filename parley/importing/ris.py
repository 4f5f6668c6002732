"""References in RIS in, a row for each source out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import rispy

from parley.importing._texts import begins, text_of
from parley.importing.passages import plain, without_markup
from parley.importing.references import LAYOUT, Reference, date_of, rows_of
from parley.importing.rows import ImportRefused, LeftOut, Recognition, Row
from parley.progress import Progress

ENDINGS: Final = (".ris", ".txt")
FIRST: Final = re.compile(rb"^(?:\xef\xbb\xbf)?TY {1,2}- ", re.MULTILINE)
WEB_OF_SCIENCE: Final = re.compile(rb"^(?:\xef\xbb\xbf)?FN [^\r\n]*\r?\nVR ")
TITLES: Final = ("title", "primary_title", "short_title")
AUTHORS: Final = ("authors", "first_authors")
DATES: Final = ("date", "year", "publication_year")
CONTAINERS: Final = (
    "journal_name", "alternate_title3", "secondary_title", "alternate_title2", "alternate_title1",
)  # fmt: skip
URLS: Final = ("urls", "url", "file_attachments1", "link_to_pdf")
USED: Final = frozenset(
    {*TITLES, *AUTHORS, *DATES, *CONTAINERS, *URLS, "type_of_reference", "id", "publisher", "doi",
     "language", "unknown_tag"}
)  # fmt: skip


class Ris:
    """A file of RIS."""

    name = "ris"
    title = "references in RIS"
    complete = False

    def recognise(self, path: Path, sheet: str | None = None) -> Recognition | None:
        """A file with the ending of RIS, or a text, and a line that begins a reference."""
        if not path.is_file() or path.suffix.lower() not in ENDINGS:
            return None
        head = begins(path, 2**16)
        if WEB_OF_SCIENCE.match(head):
            raise ImportRefused(
                f"{path}: the Web of Science's own format, not RIS: export it as RIS or BibTeX"
            )
        if not FIRST.search(head):
            return None
        _, note = text_of(path)
        layout = {**LAYOUT, "encoding": ""}
        return Recognition("a line that begins with `TY  -`", layout, (note,) if note else ())

    def rows(
        self, path: Path, layout: Mapping[str, Any], progress: Progress
    ) -> Iterator[Row | LeftOut]:
        """A row for each reference."""
        text, _ = text_of(path, str(layout.get("encoding") or "") or None)
        try:
            found = rispy.loads(text.removeprefix("\ufeff"))
        except (ValueError, OSError, LookupError, TypeError) as error:
            raise ImportRefused(f"{path}: cannot be read as RIS: {error}") from None
        references = (_reference(each, number) for number, each in enumerate(found, 1))
        yield from rows_of(references, path, layout)


def _reference(record: Mapping[str, Any], number: int) -> Reference:
    key = plain(record.get("id") or "")
    written = _first(record, DATES)
    date = date_of(written.strip("/"))
    bare = re.sub(r"\D+", "-", written).strip("-")
    unknown = record.get("unknown_tag") or {}
    return Reference(
        key=key,
        at=f"the reference {key or number}",
        type=_first(record, ("type_of_reference",)),
        title=_first(record, TITLES),
        authors=[_name(plain(name)) for tag in AUTHORS for name in record.get(tag, ())],
        container=_first(record, CONTAINERS),
        publisher=_first(record, ("publisher",)),
        date=date,
        dated="" if bare == "-".join(f"{part:02d}" for part in date) else plain(written),
        urls=list(_urls(record)),
        doi=plain(record.get("doi") or ""),
        language=_first(record, ("language",)),
        others=(*(key for key in record if key not in USED), *map(str, unknown)),
    )


def _first(record: Mapping[str, Any], keys: tuple[str, ...]) -> str:
    for key in keys:
        value = record.get(key)
        if isinstance(value, list):
            value = value[0] if value else ""
        if value and (text := without_markup(str(value))):
            return text
    return ""


def _urls(record: Mapping[str, Any]) -> Iterator[str]:
    for key in URLS:
        value = record.get(key) or []
        for each in value if isinstance(value, list) else [value]:
            yield from filter(None, (url.strip() for url in str(each).split(";")))


def _name(name: str) -> str:
    """Given name first: `Family, Given` turned round."""
    parts = [part.strip() for part in name.split(",")]
    return " ".join(filter(None, (*parts[1:], parts[0])))


RIS = Ris()
