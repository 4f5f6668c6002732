"""A workbook or a folder that Parley has exported in, the rows of its tables as texts out."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from parley.export.cells import FORMULA
from parley.frames.columns import COLUMNS
from parley.frames.negotiation_table import NAME
from parley.importing import limits
from parley.importing._books import book_of
from parley.importing.rows import ImportRefused
from parley.importing.sheets import read_book
from parley.loading.tables import read_table

Fields = dict[str, str]
ENDINGS: Final = (".csv", ".json", ".parquet")
NEUTRALISED: Final = re.compile(f"'{FORMULA}")


def table_files(path: Path) -> dict[str, Path]:
    """The tables of a folder by name, all of one ending; none where it has no such."""
    folder = path if path.is_dir() else path.parent
    endings = [path.suffix.lower()] if path.is_file() else list(ENDINGS)
    for ending in endings:
        if ending in ENDINGS and (folder / f"{NAME}{ending}").is_file():
            names = (*COLUMNS, NAME)
            found = {name: folder / f"{name}{ending}" for name in names}
            return {name: file for name, file in found.items() if file.is_file()}
    return {}


def read_tables(path: Path, only: tuple[str, ...] = ()) -> dict[str, list[tuple[str, Fields]]]:
    """The rows of each table with their addresses; a cell that is empty is no field."""
    files = table_files(path)
    found: dict[str, list[tuple[str, Fields]]] = {name: [] for name in (*COLUMNS, NAME)}
    if not files:
        for sheet in book_of(path).sheets:
            if sheet.name in found and (not only or sheet.name in only):
                found[sheet.name] = list(_fields(sheet.name, sheet.rows))
        return found
    for name, file in files.items():
        if only and name not in only:
            continue
        if file.suffix.lower() == ".csv":
            (sheet,) = read_book(file).sheets
            found[name] = list(_fields(file.name, sheet.rows))
        else:
            found[name] = list(_of_records(file))
    return found


def _fields(name: str, rows: list[list[str]]) -> Iterator[tuple[str, Fields]]:
    """The rows of a sheet below its header, with what kept a formula from running taken away."""
    header = rows[0] if rows else []
    for number, cells in enumerate(rows[1:], 2):
        values = {
            key: cell[1:] if NEUTRALISED.match(cell) else cell
            for key, cell in zip(header, cells, strict=False)
            if cell
        }
        if values:
            yield f"{name}!A{number}", values


def _of_records(file: Path) -> Iterator[tuple[str, Fields]]:
    limits.check_size(file)
    if file.suffix.lower() == ".parquet":
        records: Any = _of_parquet(file)
    else:
        try:
            records = json.loads(file.read_bytes())
        except (ValueError, RecursionError) as error:
            raise ImportRefused(f"{file}: cannot be read: {error}") from None
    if not isinstance(records, list) or not all(isinstance(each, dict) for each in records):
        raise ImportRefused(f"{file}: expected a list of records")
    for number, record in enumerate(records, 1):
        yield (
            f"{file.name}, record {number}",
            {str(key): text_of(value) for key, value in record.items() if value not in (None, "")},
        )


def _of_parquet(file: Path) -> list[dict[str, Any]]:
    """The rows of a Parquet file as texts, within the limits of a table."""
    table, faults = read_table(file, file.as_posix())
    if table is None or faults:
        raise ImportRefused("; ".join(each.message for each in faults) or f"{file}: no table")
    cells = {name: column.to_pylist() for name, column in table.columns.items()}
    return [dict(zip(cells, row, strict=True)) for row in zip(*cells.values(), strict=True)]


def text_of(value: Any) -> str:
    """A value as a table of text has it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    return str(value)
