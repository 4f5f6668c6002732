"""The workbook that `parley new --template` writes, filled in, comes in; its rows come out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final, get_args

from parley.format.fields import fields_of
from parley.format.models import (
    Event,
    Evidence,
    Header,
    Issue,
    Party,
    Position,
    Record,
    Silence,
    Source,
)
from parley.importing._books import book_of, is_spreadsheet
from parley.importing.rows import LeftOut, Recognition, Row, TableName
from parley.importing.sheets import Sheet
from parley.progress import Progress

RECORDS: Final[dict[str, tuple[type[Record], ...]]] = {
    "negotiation": (Header,),
    "parties": (Party,),
    "sources": (Source,),
    "events": (Event, Evidence),
    "issues": (Issue,),
    "positions": (Position, Evidence),
    "silences": (Silence,),
}
"""The sheets, and the records whose keys are their columns."""

MORE: Final = {
    "issues": ("area", "area_title"),
    "positions": ("issue",),
    "silences": ("issue",),
}
NEEDED: Final = {"parties": {"id", "name"}, "positions": {"issue", "party", "source"}}
"""What shows that a workbook is one of these."""


def columns_of(sheet: str) -> list[str]:
    """The columns of a sheet, a key within a key with a dot."""
    found = list(MORE.get(sheet, ()))
    for record in RECORDS[sheet]:
        for field in fields_of(record):
            if field.tabular or field.kind == "ids":
                found.append(field.key)
                if field.kind in ("number_span", "day_span"):
                    found += field.part_keys
            elif field.kind == "record" and field.record is not None:
                found += [
                    f"{field.key}.{each.key}" for each in fields_of(field.record) if each.tabular
                ]
    return list(dict.fromkeys(found))


class Template:
    """A workbook with the sheets of the format."""

    name = "template"
    title = "a workbook with the sheets and the keys of the format"
    complete = True

    def recognise(self, path: Path, sheet: str | None = None) -> Recognition | None:
        """A workbook with the sheets `parties` and `positions` and their keys as headers."""
        if not is_spreadsheet(path):
            return None
        sheets = {each.name.lower(): each for each in book_of(path).sheets}
        for name, keys in NEEDED.items():
            if name not in sheets or not keys <= set(_header(sheets[name])):
                return None
        sign = "it has the sheets parties and positions with the keys of the format as headers"
        return Recognition(sign, {}, tuple(book_of(path).notes))

    def rows(
        self, path: Path, layout: Mapping[str, Any], progress: Progress
    ) -> Iterator[Row | LeftOut]:
        """The rows of the sheets that have the name of a table."""
        for sheet in book_of(path).sheets:
            name = sheet.name.lower()
            if name not in get_args(TableName) or name not in RECORDS:
                continue
            progress(sheet.name, 0)
            yield from _rows(sheet, name)


def _header(sheet: Sheet) -> list[str]:
    return [text.strip().lower() for text in (sheet.rows[0] if sheet.rows else [])]


def _rows(sheet: Sheet, name: Any) -> Iterator[Row | LeftOut]:
    header = _header(sheet)
    known = set(columns_of(name))
    for column, key in enumerate(header):
        if key and key not in known:
            yield LeftOut(sheet.at(0, column), f"a column {key!r}, which {name} do not have")
    for number, cells in enumerate(sheet.rows[1:], 1):
        values = {
            key: text.strip()
            for key, text in zip(header, cells, strict=False)
            if key in known and text.strip()
        }
        if values:
            yield Row(name, sheet.at(number, 0), values)


TEMPLATE = Template()
