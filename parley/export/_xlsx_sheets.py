"""Tables in, sheets of an Excel workbook out.

Days are days where Excel has them, and text that would run as a formula is made text.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ERROR_CODES
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from parley.export.cells import escape_formulas, is_formula
from parley.export.column_values import (
    as_text,
    is_days,
    is_text,
    iso_days,
    plain,
    python_values,
)
from parley.export.exporter import Tables

MOST_ROWS = 1_048_576
MOST_CHARACTERS = 32_767
FIRST_DAY = pd.Timestamp("1900-03-01")
"""Excel has no day before 1900, and counts a 29 February in that year."""
NOT_IN_XML = "[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]"
NARROWEST, WIDEST = 8, 60


def new_workbook(tables: Tables) -> Workbook:
    """A workbook with one sheet a table."""
    book = Workbook(write_only=True)
    for name, frame in tables.items():
        _add_sheet(book, name, frame)
    return book


def too_large(tables: Tables) -> str | None:
    """Why no workbook can hold the tables, as the beginning of a sentence; None where one can."""
    for name, frame in tables.items():
        if len(frame) >= MOST_ROWS:
            return f"{name} has {len(frame):,} rows and a sheet holds {MOST_ROWS - 1:,}"
        for column, cells in frame.items():
            if is_text(cells) and _too_long(cells):
                return (
                    f"{name}.{column} has a text of more than {MOST_CHARACTERS - 1:,} characters, "
                    "which no cell holds"
                )
    return None


def _too_long(texts: pd.Series[Any]) -> bool:
    """Whether a cell cannot hold one of the texts; of categories each is looked at once."""
    if isinstance(texts.dtype, pd.CategoricalDtype):
        if not _too_long(pd.Series(texts.cat.categories)):
            return False
        texts = pd.Series(texts.cat.remove_unused_categories().cat.categories)
    # The apostrophe before a formula takes one more.
    return bool((as_text(texts).str.len() >= MOST_CHARACTERS).any())


def _add_sheet(book: Workbook, name: str, frame: pd.DataFrame) -> None:
    """Add a sheet with a bold header that stays in sight, filters and fitting widths."""
    sheet = book.create_sheet(name)
    # In write-only mode everything about the sheet stands before its first row.
    sheet.freeze_panes = "A2"
    for number, (title, column) in enumerate(frame.items(), 1):
        letter = get_column_letter(number)
        sheet.column_dimensions[letter].width = _width(str(title), column)
        sheet.auto_filter.ref = f"A1:{letter}{len(frame) + 1}"
    header = []
    for title in escape_formulas(pd.Series([str(name) for name in frame.columns], dtype="str")):
        cell = WriteOnlyCell(sheet, title)
        cell.font = Font(bold=True)
        header.append(cell)
    sheet.append(header)
    columns = [_cells(sheet, column) for _, column in frame.items()]
    for row in zip(*columns, strict=True):
        sheet.append(row)


def _cells(sheet: Any, column: pd.Series[Any]) -> list[Any]:
    """The values of a column as a sheet takes them."""
    if is_days(column):
        if bool((column < FIRST_DAY).any()):
            return python_values(iso_days(column))
        return [None if pd.isna(day) else day.date() for day in column]
    if not is_text(column):
        return python_values(plain(column))
    texts = as_text(column)
    texts = texts.where(texts != "")
    if bool(texts.str.contains(NOT_IN_XML, na=False).any()):
        texts = texts.str.replace(NOT_IN_XML, "\ufffd", regex=True)
    # Openpyxl would take `#N/A` for an error rather than for text.
    marked = is_formula(texts) | texts.isin(ERROR_CODES)
    values = python_values(escape_formulas(texts))
    for row in np.flatnonzero(marked.to_numpy()).tolist():
        cell = WriteOnlyCell(sheet, values[row])
        cell.data_type = "s"
        cell.quotePrefix = True
        values[row] = cell
    return values


def _width(title: str, column: pd.Series[Any]) -> int:
    """Wide enough for nine in ten of the cells, within reason."""
    cells = plain(column).dropna()
    longest = cells.astype("str").str.len().quantile(0.9) if len(cells) else 0
    return max(NARROWEST, min(WIDEST, max(int(longest), len(title)) + 2))
