"""A file in, its sheets out, read once however often a run asks for them."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from parley.importing.rows import ImportRefused
from parley.importing.sheets import TEXTS, WORKBOOKS, Book, Sheet, read_book


def is_spreadsheet(path: Path) -> bool:
    """Whether a file's ending is that of a workbook or a CSV table."""
    return path.is_file() and path.suffix.lower() in (*WORKBOOKS, *TEXTS)


def book_of(path: Path) -> Book:
    """The sheets of a file as it is now."""
    about = path.stat()
    return _read(path, about.st_mtime_ns, about.st_size)


@lru_cache(maxsize=1)
def _read(path: Path, changed: int, size: int) -> Book:
    return read_book(path)


def sheet_of(path: Path, name: str | None) -> Sheet:
    """A sheet by its name, or the first with something in it; ImportRefused where there is none."""
    sheets = book_of(path).sheets
    if name is None:
        for sheet in sheets:
            if sum(1 for row in sheet.rows if any(row)) > 1:
                return sheet
        raise ImportRefused(f"{path}: no sheet with a header and a row below it")
    for sheet in sheets:
        if sheet.name == name:
            return sheet
    raise ImportRefused(
        f"{path}: no sheet {name!r}, there are {', '.join(sheet.name for sheet in sheets)}"
    )
