"""CSV and Parquet in, columns of checked values out; a table is never walked row by row.

A column of ids, terms, dates or numbers is held as its distinct values and a code a row, and a
distinct value is checked once, by the same model field that checks it in YAML: a million rows of
a roll call have a few thousand distinct values. A column of free text is screened as a whole;
only where the screen finds something are its values checked one by one.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq
from pydantic import TypeAdapter, ValidationError

from parley.format.located_values import LocatedList, LocatedMapping, one_paragraph
from parley.format.problems import Problem, closest_match, did_you_mean, quoted
from parley.loading.records import error_message

SUFFIXES = (".csv", ".parquet")
TEXT = pa.string()
MOST_HEADER = 1_000_000
MOST_BLOCK = 2**31 - 1
CODED = pa.dictionary(pa.int32(), TEXT)
BREAK_OR_CONTROL = r"[\x00-\x1f\x7f-\x{9f}\x{2028}\x{2029}\x{fffe}\x{ffff}]"


@dataclass
class Table:
    """A table as read. `columns` maps a name to its cells: text, coded text or nested (Parquet)."""

    file: str
    columns: dict[str, pa.Array]
    rows: int
    raw: bytes | None = None
    """A CSV file's own bytes, for finding the line of a row."""

    @cached_property
    def _lines(self) -> list[int]:
        """The line on which each row begins."""
        lines = list(_cell_counts(self.raw or b""))
        width = lines[0][1]
        return [line for line, cells in lines[1:] if cells == width]

    def line(self, row: int) -> int:
        """The line of a row, the first being row 1; in Parquet as if it were a CSV file."""
        if self.raw is None:
            return row + 1
        return self._lines[row - 1] if row <= len(self._lines) else 1

    def fault(self, row: int, key: str, message: str) -> Problem:
        """A fault in one cell; rows are counted from 1."""
        return Problem(self.file, self.line(row), f"row {row}, {key}", message)


@dataclass(frozen=True)
class Column:
    """Checked cells: a code a row (-1 where empty) into `values`."""

    codes: npt.NDArray[np.int32]
    values: list[Any]
    faulty: npt.NDArray[np.bool_]
    """Rows whose cell was refused; they read as empty."""

    def taken(self, empty: Any, dtype: Any) -> npt.NDArray[Any]:
        """The value of every row as an array, `empty` where a row has none."""
        values = [empty if value is None else value for value in self.values]
        return np.array([*values, empty], dtype)[self.codes]

    def mapped(self, read: Callable[[Any], float]) -> npt.NDArray[np.float64]:
        """A number read off the value of every row, NaN where a row has none."""
        values = [np.nan if value is None else read(value) for value in self.values]
        return np.array([*values, np.nan])[self.codes]

    def category(self) -> pd.Categorical:
        """The value of every row as a category."""
        if None in self.values or len(set(self.values)) < len(self.values):
            return pd.Categorical(pd.Series(self.taken(None, object), dtype="str"))
        return pd.Categorical.from_codes(self.codes, categories=pd.Index(self.values, dtype="str"))


def read_table(
    path: Path, file: str, free_text: frozenset[str] = frozenset()
) -> tuple[Table | None, list[Problem]]:
    """Read a CSV or Parquet file as text; the columns in `free_text` are not coded.

    Returns the table (None where it cannot be read) and its faults: not UTF-8, broken, ragged,
    a header with a name twice or without one. Which columns it may have is not judged here.
    """
    if path.suffix == ".parquet":
        return _read_parquet(path, file, free_text)
    return _read_csv(path.read_bytes(), file, free_text)


def _read_csv(
    raw: bytes, file: str, free_text: frozenset[str]
) -> tuple[Table | None, list[Problem]]:
    raw = raw.removeprefix(b"\xef\xbb\xbf")
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        message = f"byte 0x{raw[error.start]:02x} is not UTF-8 text, save the file as UTF-8"
        return None, [Problem(file, line, "file", message)]
    if not raw or raw.isspace():
        return None, [Problem(file, 1, "file", "the file is empty, expected a header row")]
    if not raw.endswith((b"\n", b"\r")):  # the parser takes an unfinished header for a long row
        raw += b"\n"
    names = next(_rows(raw[:MOST_HEADER]))
    problems = _header(names, file)
    if problems:
        return None, problems

    convert = pa_csv.ConvertOptions(
        column_types={name: TEXT if name in free_text else CODED for name in names},
        strings_can_be_null=True,
        null_values=[""],
        check_utf8=False,
    )
    try:
        data = _parse(raw, names, convert)
    except pa.ArrowInvalid:
        try:
            data = _parse(raw, names, convert, skip_ragged=True)
        except pa.ArrowInvalid as error:
            said = one_paragraph(str(error))[0]
            return None, [Problem(file, 1, "file", f"not a CSV table: {quoted(said, 160)}")]
        for line, cells in _cell_counts(raw):
            if cells != len(names):
                message = f"{cells} cells in this row, expected {len(names)} as in the header"
                problems.append(Problem(file, line, "row", message))
        if not problems:
            message = "rows of different length, is a quotation mark left open?"
            problems.append(Problem(file, 1, "file", message))
    columns = {name: _merged(data.column(name)) for name in names}
    return Table(file, columns, data.num_rows, raw), problems


def _rows(raw: bytes) -> Iterator[list[str]]:
    csv.field_size_limit(2**31 - 1)
    return csv.reader(io.StringIO(raw.decode("utf-8", "replace"), newline=""))


def _cell_counts(raw: bytes) -> Iterator[tuple[int, int]]:
    """For the header and each row that is not blank: the line it begins on, how many cells."""
    reader = _rows(raw)
    before = 0
    for cells in reader:
        if cells:
            yield before + 1, len(cells)
        before = reader.line_num  # type: ignore[attr-defined]


def _parse(
    raw: bytes, names: list[str], convert: pa_csv.ConvertOptions, skip_ragged: bool = False
) -> pa.Table:
    """The rows below the header; where ragged ones are skipped, in one block, so that a row that
    spans many lines is no hindrance."""
    return pa_csv.read_csv(
        pa.BufferReader(raw),
        read_options=pa_csv.ReadOptions(
            column_names=names,
            skip_rows_after_names=1,
            block_size=min(len(raw) + 1, MOST_BLOCK) if skip_ragged else None,
        ),
        parse_options=pa_csv.ParseOptions(
            newlines_in_values=b'"' in raw,
            invalid_row_handler=(lambda row: "skip") if skip_ragged else None,
        ),
        convert_options=convert,
    )


def _read_parquet(
    path: Path, file: str, free_text: frozenset[str]
) -> tuple[Table | None, list[Problem]]:
    raw = path.read_bytes()
    try:
        texts = [field.name for field in pq.read_schema(pa.BufferReader(raw)) if field.type == TEXT]
        data = pq.read_table(pa.BufferReader(raw), read_dictionary=texts)
        data.validate(full=True)  # a damaged file may hold text that is not UTF-8
        problems = _header(data.column_names, file)
    except (pa.ArrowException, OSError, ValueError) as error:
        said = quoted(one_paragraph(str(error))[0], 160)
        return None, [Problem(file, 1, "file", f"not a Parquet table: {said}")]
    if problems:
        return None, problems
    columns = {}
    for name in data.column_names:
        cells = data.column(name)
        if pa.types.is_nested(cells.type):
            columns[name] = cells.combine_chunks()
            continue
        try:
            text = _coded(cells)
            columns[name] = _merged(text)
            if name in free_text and len(columns[name].dictionary) > data.num_rows // 2:
                columns[name] = columns[name].dictionary_decode()
        except pa.ArrowException as error:
            said = quoted(one_paragraph(str(error))[0], 160)
            problems.append(Problem(file, 1, name, f"expected text, got {cells.type}: {said}"))
    return (None if problems else Table(file, columns, data.num_rows)), problems


def _coded(cells: pa.ChunkedArray) -> pa.ChunkedArray:
    """The same as `_as_text`, each distinct text once."""
    if cells.type == CODED and not any(
        "" in chunk.dictionary.to_pylist() for chunk in cells.chunks
    ):
        return cells
    return _as_text(cells).dictionary_encode()


def _as_text(cells: pa.ChunkedArray) -> pa.ChunkedArray:
    """Typed Parquet cells as they would have been typed in a CSV file."""
    kind = cells.type
    if pa.types.is_dictionary(kind):
        return _as_text(cells.cast(kind.value_type))
    if pa.types.is_floating(kind):
        cells = pc.if_else(pc.is_nan(cells), pa.scalar(None, kind), cells)
    if pa.types.is_timestamp(kind):
        cells = cells.cast(pa.date32())
    cells = cells.cast(TEXT)
    return pc.if_else(pc.equal(cells, ""), pa.scalar(None, TEXT), cells)


def _merged(cells: pa.ChunkedArray) -> pa.Array:
    """One array, with one dictionary where it is coded."""
    return cells.unify_dictionaries().combine_chunks()


def _header(names: list[str], file: str) -> list[Problem]:
    if not names:
        return [Problem(file, 1, "header", "expected the names of the columns in the first line")]
    problems = []
    for index, name in enumerate(names):
        if not name.strip():
            problems.append(
                Problem(file, 1, "header", f"column {index + 1} has no name, expected a key")
            )
        elif name in names[:index]:
            problems.append(Problem(file, 1, "header", f"column {quoted(name)} twice"))
    return problems


def check_header(table: Table, allowed: list[str], required: list[str]) -> list[Problem]:
    """Faults of the column names: unknown ones and missing ones."""
    problems = []
    meant = misspelt(table, allowed)
    for name in table.columns:
        if name not in allowed:
            hint = did_you_mean(name, allowed)
            message = f"unknown column {quoted(name)}{hint}, allowed: {', '.join(allowed)}"
            problems.append(Problem(table.file, 1, "header", message))
    for name in required:
        if name not in table.columns and name not in meant:
            problems.append(
                Problem(
                    table.file, 1, "header", f"column {quoted(name)} is missing, it is required"
                )
            )
    return problems


def misspelt(table: Table, allowed: list[str]) -> set[str]:
    """The columns that an unknown column is a near miss of: that they are missing follows."""
    unknown = [name for name in table.columns if name not in allowed]
    return {meant for name in unknown if (meant := closest_match(name, allowed))} - set(
        table.columns
    )


def check_column(
    table: Table, name: str, kind: Any, required: bool = False
) -> tuple[Column, list[Problem]]:
    """Check a coded column's distinct values by the type that checks them in YAML.

    Returns the checked cells and a fault for every row with a refused or missing value. A table
    without the column has it empty.
    """
    cells = table.columns.get(name)
    if cells is None or pa.types.is_nested(cells.type):
        problems = []
        if cells is not None:
            problems.append(Problem(table.file, 1, name, f"expected text, got {cells.type}"))
        empty = np.full(table.rows, -1, np.int32)
        return Column(empty, [], np.full(table.rows, cells is not None)), problems
    codes = cells.indices.fill_null(-1).to_numpy(zero_copy_only=False).astype(np.int32)
    values, refused = _checked(cells.dictionary.to_pylist(), kind)
    problems = []
    faulty = np.zeros(table.rows, bool)
    if refused:
        faulty = np.isin(codes, list(refused))
        for row in np.flatnonzero(faulty).tolist():
            problems.append(table.fault(row + 1, name, refused[int(codes[row])]))
        codes = np.where(faulty, np.int32(-1), codes)
    if required:
        missing = (codes == -1) & ~faulty
        for row in np.flatnonzero(missing).tolist():
            problems.append(table.fault(row + 1, name, "missing, this cell is required"))
        faulty = faulty | missing
    return Column(codes, values, faulty), problems


def check_text(
    table: Table, name: str, kind: Any, most: int
) -> tuple[pa.Array, npt.NDArray[np.bool_], list[Problem]]:
    """Check a column of free text, at most `most` characters a cell.

    Returns the text of every row (null where empty or refused), which were refused, the faults.
    """
    cells = table.columns.get(name)
    if cells is None:
        return pa.nulls(table.rows, TEXT), np.zeros(table.rows, bool), []
    if cells.type == TEXT:
        plain = cells.null_count == len(cells) or (
            pc.all(pc.equal(pc.utf8_trim_whitespace(cells), cells)).as_py() is not False
            and (pc.max(pc.utf8_length(cells)).as_py() or 0) <= most
            and not pc.any(pc.match_substring_regex(cells, BREAK_OR_CONTROL)).as_py()
        )
        if plain:
            return cells, np.zeros(table.rows, bool), []
        coded = replace(table, columns={name: cells.dictionary_encode()})
    else:
        coded = table
    column, problems = check_column(coded, name, kind)
    text = pa.array(column.values, TEXT).take(pa.array(column.codes, mask=column.codes < 0))
    return text, column.faulty, problems


def _checked(typed: list[str], kind: Any) -> tuple[list[Any], dict[int, str]]:
    """The values (None where refused), and what is wrong with those refused."""
    refused: dict[int, str] = {}
    for index, value in enumerate(typed):
        typed[index], wrong = one_paragraph(value)
        if wrong is not None:
            refused[index] = wrong
    try:
        values = TypeAdapter(list[kind]).validate_python(typed)
    except ValidationError as error:
        for fault in error.errors(include_url=False):
            refused.setdefault(int(fault["loc"][0]), error_message(fault, list[kind]))
        one = TypeAdapter(kind)
        values = [
            None if index in refused else one.validate_python(value)
            for index, value in enumerate(typed)
        ]
    for index in refused:
        values[index] = None
    return values, refused


def as_rows(table: Table, lists: frozenset[str]) -> tuple[LocatedList, list[Problem]]:
    """A short table (parties, sources, issues, events) as the list of mappings that YAML gives.

    A dotted column (`scale.min`) is a key within a key; a cell of a column in `lists` holds ids
    separated by spaces, commas or semicolons.
    """
    problems: list[Problem] = []
    rows = LocatedList(1)
    cells = {name: column.to_pylist() for name, column in table.columns.items()}
    for index in range(table.rows):
        row = LocatedMapping(index + 1)
        for name, column in cells.items():
            value = column[index]
            if value is None:
                continue
            value, faults = _plain(value, index + 1)
            problems.extend(table.fault(index + 1, name, fault) for fault in faults)
            if name in lists and isinstance(value, str):
                items = LocatedList(index + 1)
                items.extend(value.replace(",", " ").replace(";", " ").split())
                items.lines.extend([index + 1] * len(items))
                value = items
            holder = row
            *parents, key = name.split(".")
            for parent in parents:
                holder = holder.setdefault(parent, LocatedMapping(index + 1))
                if not isinstance(holder, LocatedMapping):
                    problems.append(
                        table.fault(index + 1, name, f"{parent!r} has a column of its own already")
                    )
                    break
            else:
                holder[key] = value
                holder.lines[key] = index + 1
        rows.append(row)
        rows.lines.append(index + 1)
    return rows, problems


def _plain(value: Any, line: int) -> tuple[Any, Iterator[str] | list[str]]:
    """A cell, nested or not, as the readers of YAML would give it."""
    if isinstance(value, str):
        text, wrong = one_paragraph(value)
        return text, [wrong] if wrong else []
    faults: list[str] = []
    if isinstance(value, dict):
        mapping = LocatedMapping(line)
        for key, inner in value.items():
            if inner is not None:
                mapping[key], more = _plain(inner, line)
                mapping.lines[key] = line
                faults.extend(more)
        return mapping, faults
    if isinstance(value, list):
        items = LocatedList(line)
        for inner in value:
            item, more = _plain(inner, line)
            items.append(item)
            items.lines.append(line)
            faults.extend(more)
        return items, faults
    if isinstance(value, bool):
        return str(value).lower(), faults
    return str(value), faults
