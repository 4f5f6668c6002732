"""A workbook or a CSV file in, its sheets as cells of text with their marks out.

Values are read by calamine, fast and of .xlsx, .xls and .ods alike; what it leaves out of a small
.xlsx (colours, comments, links, what is struck out) by openpyxl.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

from parley.format.located_values import one_paragraph
from parley.importing import limits
from parley.importing.rows import ImportRefused
from parley.loading.csv_dialect import delimiter_of, without_dialect

WORKBOOKS: Final = (".xlsx", ".xlsm", ".xls", ".ods")
TEXTS: Final = (".csv", ".tsv", ".txt")
MOST_MARKED: Final = 200_000
"""Cells of a workbook up to which its colours, comments and links are read."""
MOST_COMMENT: Final = 2_000
NOT_READ: Final = {
    ".xls": "of an .xls file the values are read, not its colours, comments and links: save it as "
    ".xlsx where they matter",
    ".ods": "of an .ods file the values are read, not its colours, comments and links: save it as "
    ".xlsx where they matter",
}


@dataclass(frozen=True)
class Mark:
    """What a cell has beside its text."""

    fill: str | None = None
    comment: str | None = None
    link: str | None = None
    struck: bool = False


@dataclass
class Sheet:
    """One sheet. Rows and columns are counted from 0."""

    name: str
    rows: list[list[str]]
    marks: dict[tuple[int, int], Mark] = field(default_factory=dict)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    """The first and the last row and column of what is merged: top, left, bottom, right."""
    hidden: bool = False
    addressed: bool = True
    """Whether addresses name the sheet."""

    def at(self, row: int, column: int) -> str:
        """The address of a cell."""
        cell = f"{get_column_letter(column + 1)}{row + 1}"
        return f"{self.name}!{cell}" if self.addressed else cell

    def text(self, row: int, column: int) -> str:
        """The text of a cell; nothing beyond the sheet's edge."""
        cells = self.rows[row] if row < len(self.rows) else []
        return cells[column] if column < len(cells) else ""

    @property
    def width(self) -> int:
        """How many columns it has."""
        return max(map(len, self.rows), default=0)


@dataclass
class Book:
    """The sheets of a file, hidden ones last, and what is to be said of how they were read."""

    sheets: list[Sheet]
    notes: list[str] = field(default_factory=list)


def read_book(path: Path, marks: bool = True) -> Book:
    """Read a workbook or a CSV file; ImportRefused where it is too large, damaged or another."""
    suffix = path.suffix.lower()
    if suffix in TEXTS:
        return _read_text(path)
    if suffix not in WORKBOOKS:
        raise ImportRefused(f"{path}: no spreadsheet, expected one of {', '.join(WORKBOOKS)}, .csv")
    return _read_workbook(path, marks)


def _read_workbook(path: Path, marks: bool) -> Book:
    suffix = path.suffix.lower()
    if suffix == ".xls":
        limits.check_size(path)
    else:
        limits.check_zip(path)
    try:
        workbook = CalamineWorkbook.from_path(path)
        metadata = workbook.sheets_metadata
        if len(metadata) > limits.MOST_SHEETS:
            raise ImportRefused(f"{path}: {len(metadata)} sheets, over {limits.MOST_SHEETS}")
        sheets = [_sheet(path, workbook, number) for number in range(len(metadata))]
    except (CalamineError, ValueError, OSError, OverflowError, MemoryError) as error:
        raise ImportRefused(f"{path}: cannot be read as a workbook: {error}") from None
    for sheet, about in zip(sheets, metadata, strict=True):
        sheet.hidden = about.visible is not SheetVisibleEnum.Visible
    book = Book(sorted(sheets, key=lambda sheet: sheet.hidden))
    if suffix in NOT_READ:
        book.notes.append(NOT_READ[suffix])
    elif marks:
        _add_marks(path, book)
    book.notes += [f"the sheet {each.name!r} is hidden" for each in sheets if each.hidden]
    return book


def _sheet(path: Path, workbook: CalamineWorkbook, number: int) -> Sheet:
    found = workbook.get_sheet_by_index(number)
    height, width = found.total_height, found.total_width
    limits.check_sheet(path, found.name, height, width)
    rows = [[_text(value) for value in row] for row in found.to_python(skip_empty_area=False)]
    while rows and not any(rows[-1]):
        rows.pop()
    merged = [(*first, *last) for first, last in found.merged_cell_ranges or ()]
    return Sheet(found.name, rows, merged=[each for each in merged if len(each) == 4])


def _text(value: Any) -> str:
    """A value as a person would type it."""
    if isinstance(value, str):
        return one_paragraph(value)[0].strip(" \u00a0")
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ")
    return str(value)


def _add_marks(path: Path, book: Book) -> None:
    """Read colours, comments, links and what is struck out, where the workbook is not large."""
    cells = sum(len(sheet.rows) * sheet.width for sheet in book.sheets)
    if cells > MOST_MARKED:
        book.notes.append(
            f"colours, comments and links are read up to {MOST_MARKED:,} cells: not of this file"
        )
        return
    try:
        workbook = load_workbook(path, data_only=True)
    except Exception as error:  # openpyxl raises whatever its parts do
        book.notes.append(f"colours, comments and links cannot be read: {type(error).__name__}")
        return
    for sheet in book.sheets:
        if sheet.name not in workbook.sheetnames:
            continue
        found: Any = workbook[sheet.name]
        if found.max_row * found.max_column > 2 * MOST_MARKED:
            continue
        for row in found.iter_rows():
            for cell in row:
                mark = _mark(cell)
                if mark is not None:
                    sheet.marks[cell.row - 1, cell.column - 1] = mark
        hidden = [number for number, about in found.row_dimensions.items() if about.hidden]
        if hidden:
            rows = ", ".join(map(str, sorted(hidden)[:5]))
            book.notes.append(f"hidden rows of {sheet.name!r} are read as the others: {rows}")


def _mark(cell: Any) -> Mark | None:
    fill = _colour(getattr(cell, "fill", None))
    comment = getattr(cell, "comment", None)
    link = getattr(cell, "hyperlink", None)
    struck = bool(getattr(getattr(cell, "font", None), "strike", False))
    text = " ".join(str(comment.text).split())[:MOST_COMMENT] if comment else None
    target = link.target if link is not None else None
    if not (fill or text or target or struck):
        return None
    return Mark(fill, text, target, struck)


def _colour(fill: Any) -> str | None:
    """The colour of a cell: `#c6efce`, or the number of one of the workbook's own."""
    if fill is None or not fill.fill_type or fill.fill_type == "none":
        return None
    colour = fill.fgColor
    if colour.type == "rgb" and isinstance(colour.rgb, str):
        rgb = colour.rgb[-6:].lower()
        return None if rgb == "ffffff" or colour.rgb == "00000000" else f"#{rgb}"
    if colour.type == "theme":
        return f"theme {colour.theme}" + (f" tint {colour.tint:.2f}" if colour.tint else "")
    return f"indexed {colour.indexed}"


def _read_text(path: Path) -> Book:
    limits.check_size(path)
    raw = path.read_bytes()
    text, note = decoded(path, raw)
    body, named = without_dialect(text.encode())
    text = body.decode()
    delimiter = named or delimiter_of(text[: 2**20])
    csv.field_size_limit(2**31 - 1)
    rows: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            rows.append([_text(cell) for cell in row])
            if len(rows) > limits.MOST_ROWS or len(row) > limits.MOST_COLUMNS:
                limits.check_sheet(path, path.stem, len(rows), len(row))
    except csv.Error as error:
        raise ImportRefused(f"{path}: no CSV table: {error}") from None
    if named:
        rows.insert(0, [])  # the line `sep=`, so that rows are counted as the file has them
    while rows and not any(rows[-1]):
        rows.pop()
    return Book([Sheet(path.stem, rows, addressed=False)], [note] if note else [])


def decoded(path: Path, raw: bytes) -> tuple[str, str | None]:
    """The text of a file in UTF-8, or in the encoding that it seems to be in, which is told."""
    try:
        return raw.decode("utf-8-sig"), None
    except UnicodeDecodeError:
        pass
    from charset_normalizer import from_bytes

    best = from_bytes(raw[: 2**20]).best()
    if best is None:
        raise ImportRefused(
            f"{path}: no text, or in an encoding that cannot be told: save as UTF-8"
        )
    return raw.decode(
        best.encoding, "replace"
    ), f"read as {best.encoding}: save it as UTF-8 to be sure"


def cells_of(sheet: Sheet) -> Iterator[tuple[int, int, str, Mark | None]]:
    """The cells of a sheet with a text or a mark, row by row."""
    by_row: dict[int, set[int]] = {}
    for row, column in sheet.marks:
        by_row.setdefault(row, set()).add(column)
    for number, cells in enumerate(sheet.rows):
        columns = {column for column, text in enumerate(cells) if text}
        for column in sorted(columns | by_row.get(number, set())):
            yield number, column, sheet.text(number, column), sheet.marks.get((number, column))
