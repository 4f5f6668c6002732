"""Tidy frames in, files out: CSV, JSON, Parquet, or one Excel workbook.

Dates are ISO days and what is missing is empty, or null. A column is turned as a whole and the
frames stay as they are. In CSV and XLSX, which people open in a spreadsheet, text that would run
as a formula is made text (`parley.export.cells`); JSON and Parquet hold it as it is.
"""

from __future__ import annotations

import io
import json
import os
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, assert_never

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ERROR_CODES
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from parley.export import ExportError, Format
from parley.export.cells import escape_formulas, is_formula
from parley.frames.columns import Frames
from parley.progress import Progress

MOST_ROWS = 1_048_576
MOST_CHARACTERS = 32_767
FIRST_DAY = pd.Timestamp("1900-03-01")
"""Excel has no day before 1900, and counts a 29 February in that year."""
NOT_IN_XML = "[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]"
NARROWEST, WIDEST = 8, 60
MOST_EXACT = 2**53
"""Above it a float no longer tells one whole number from the next."""
ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)


def write(
    frames: Frames, to: Path | str, format: Format, progress: Progress | None = None
) -> list[Path]:
    """Write the tables into the directory `to`, which is made where there is none.

    One file a table, named after it; of XLSX one workbook, named after the negotiation, with one
    sheet a table; `progress` is told which table is next. Returns the files. Raises ExportError
    where they cannot or may not be written.
    """
    to = Path(to)
    refuse_data_folder(to)
    negotiation = str(frames.parties["negotiation"].cat.categories[0])
    to.mkdir(parents=True, exist_ok=True)
    paths = []
    for name, content in _files(frames.tables(), format, negotiation, progress):
        (to / name).write_bytes(content)
        paths.append(to / name)
    return paths


def as_bytes(
    tables: pd.DataFrame | Mapping[str, pd.DataFrame], format: Format, name: str = "table"
) -> bytes:
    """What a download holds: of one table its file, of several a workbook or a ZIP of files.

    `name` is what the sheet of one table is called in a workbook.
    """
    if isinstance(tables, pd.DataFrame):
        return next(_files({name: tables}, format, name))[1]
    files = _files(tables, format, name)
    return next(files)[1] if format == "xlsx" else _zip(files)


def refuse_data_folder(to: Path) -> None:
    """Raise ExportError where `to` is a data folder or lies in one: it would read the tables."""
    place = Path(os.path.realpath(to))
    for folder in (place, *place.parents):
        if (folder / "negotiation.yaml").exists():
            what = "a data folder" if folder == place else f"inside the data folder {folder}"
            raise ExportError(f"{to} is {what}, choose another directory to export to")


def _files(
    tables: Mapping[str, pd.DataFrame],
    format: Format,
    workbook: str,
    progress: Progress | None = None,
) -> Iterator[tuple[str, bytes]]:
    """Each file's name and content."""
    report = progress or (lambda what, share: None)
    rows = max(1, sum(map(len, tables.values())))
    done = 0
    if format == "xlsx":
        report(f"{workbook}.xlsx", 0)
        yield f"{workbook}.xlsx", _xlsx(tables)
        return
    for name, frame in tables.items():
        report(f"{name}.{format}", done / rows)
        done += len(frame)
        match format:
            case "csv":
                content = _csv(frame)
            case "json":
                content = _json(frame)
            case "parquet":
                content = _parquet(frame)
            case _:
                assert_never(format)
        yield f"{name}.{format}", content


def _zip(files: Iterator[tuple[str, bytes]]) -> bytes:
    """A ZIP of the files, the same bytes for the same files."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in files:
            entry = zipfile.ZipInfo(name, ZIP_EPOCH)
            archive.writestr(entry, content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


# --- the formats


def _csv(frame: pd.DataFrame) -> bytes:
    """Text stands in quotes, so that it differs from a number and an empty text from none."""
    names = escape_formulas(pd.Series([str(name) for name in frame.columns], dtype="str"))
    columns = [
        _array(escape_formulas(column) if _is_text(column) else _whole(column))
        for _, column in frame.items()
    ]
    buffer = io.BytesIO()
    pa_csv.write_csv(pa.table(columns, names=names.tolist()), buffer)
    return buffer.getvalue()


def _json(frame: pd.DataFrame) -> bytes:
    names = [str(name) for name in frame.columns]
    columns = (_values(_plain(column)) for _, column in frame.items())
    encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode
    records = (encode(dict(zip(names, row, strict=True))) for row in zip(*columns, strict=True))
    # The only characters that UTF-8 refuses are halves of pairs; `\udc80` is how JSON writes one.
    return ("[" + ",\n".join(records) + "]\n").encode("utf-8", "backslashreplace")


def _parquet(frame: pd.DataFrame) -> bytes:
    table = pa.table({str(name): _array(column) for name, column in frame.items()})
    buffer = io.BytesIO()
    pq.write_table(table, buffer)
    return buffer.getvalue()


def _xlsx(tables: Mapping[str, pd.DataFrame]) -> bytes:
    reason = too_large(tables)
    if reason:
        raise ExportError(f"{reason}, choose csv, json or parquet")
    book = Workbook(write_only=True)
    for name, frame in tables.items():
        _sheet(book, name, frame)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def too_large(tables: Mapping[str, pd.DataFrame]) -> str | None:
    """Why no workbook can hold the tables, as the beginning of a sentence; None where one can."""
    for name, frame in tables.items():
        if len(frame) >= MOST_ROWS:
            return f"{name} has {len(frame):,} rows and a sheet holds {MOST_ROWS - 1:,}"
        for column, cells in frame.items():
            if _is_text(cells) and _too_long(cells):
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
    return bool((_text(texts).str.len() >= MOST_CHARACTERS).any())


def _sheet(book: Workbook, name: str, frame: pd.DataFrame) -> None:
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
    if _is_days(column):
        if bool((column < FIRST_DAY).any()):
            return _values(_days(column))
        return [None if pd.isna(day) else day.date() for day in column]
    if not _is_text(column):
        return _values(_plain(column))
    texts = _text(column)
    texts = texts.where(texts != "")
    if bool(texts.str.contains(NOT_IN_XML, na=False).any()):
        texts = texts.str.replace(NOT_IN_XML, "\ufffd", regex=True)
    # Openpyxl would take `#N/A` for an error rather than for text.
    marked = is_formula(texts) | texts.isin(ERROR_CODES)
    values = _values(escape_formulas(texts))
    for row in np.flatnonzero(marked.to_numpy()).tolist():
        cell = WriteOnlyCell(sheet, values[row])
        cell.data_type = "s"
        cell.quotePrefix = True
        values[row] = cell
    return values


def _width(title: str, column: pd.Series[Any]) -> int:
    """Wide enough for nine in ten of the cells, within reason."""
    cells = _plain(column).dropna()
    longest = cells.astype("str").str.len().quantile(0.9) if len(cells) else 0
    return max(NARROWEST, min(WIDEST, max(int(longest), len(title)) + 2))


# --- the columns


def _plain(column: pd.Series[Any]) -> pd.Series[Any]:
    """A column as people write it: days as ISO text, whole numbers without decimals."""
    if _is_days(column):
        return _days(column)
    if _is_text(column):
        return _text(column)
    return _whole(column)


def _whole(column: pd.Series[Any]) -> pd.Series[Any]:
    """A column of whole numbers as such, though floats held it for the sake of what is missing."""
    if not pd.api.types.is_float_dtype(column.dtype):
        return column
    column = column.where(np.isfinite(column.to_numpy(float, na_value=np.nan)))
    known = column.dropna()
    whole = bool(((known % 1 == 0) & (known.abs() < MOST_EXACT)).all())
    return column.astype("Int64") if whole else column


def _is_days(column: pd.Series[Any]) -> bool:
    return pd.api.types.is_datetime64_any_dtype(column.dtype)


def _is_text(column: pd.Series[Any]) -> bool:
    dtype: Any = column.dtype
    if isinstance(dtype, pd.CategoricalDtype):
        dtype = dtype.categories.dtype
    return bool(pd.api.types.is_string_dtype(dtype) or pd.api.types.is_object_dtype(dtype))


def _text(column: pd.Series[Any]) -> pd.Series[Any]:
    return column.astype("str")


def _days(column: pd.Series[Any]) -> pd.Series[Any]:
    days = np.datetime_as_string(column.to_numpy().astype("datetime64[D]"))
    return pd.Series(days, index=column.index, dtype="str").where(column.notna())


def _values(column: pd.Series[Any]) -> list[Any]:
    """Plain Python values, None where one is missing."""
    values: list[Any] = column.astype(object).where(column.notna(), None).tolist()
    return values


def _array(column: pd.Series[Any]) -> pa.Array:
    if _is_days(column):
        return pa.array(column.to_numpy().astype("datetime64[D]"))
    return pa.array(column, from_pandas=True)
