"""CSV and Parquet files in, tables of text out; a table is never walked row by row.

A column is held as its distinct values and a code a row (a million rows of a roll call have a few
thousand distinct values), a column of free text as its texts. `parley.loading.cell_checks` checks
them.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq

from parley.format.located_values import one_paragraph
from parley.format.problems import Problem, quoted
from parley.loading.csv_dialect import NAMELESS, delimiter_of, without_dialect, without_extra_cells

SUFFIXES = (".csv", ".parquet")
TEXT = pa.string()
MOST_HEADER = 1_000_000
MOST_BYTES = 512 * 2**20
"""Of a table's file."""
MOST_ROWS = 5_000_000
MOST_COLUMNS = 200
MOST_DECODED = 2 * 2**30
"""Bytes that a Parquet file may come to, decompressed."""
MOST_TEXT = 2**30
"""Bytes that the cells of one column may come to, however often the same text stands there."""
BATCH_BYTES = 256 * 2**20
"""Of columns that are not held as codes at most so many bytes are decoded at once."""
MOST_BLOCK = 2**31 - 1
CODED = pa.dictionary(pa.int32(), TEXT)


@dataclass
class Table:
    """A table as read. `columns` maps a name to its cells: text, coded text or nested (Parquet)."""

    file: str
    columns: dict[str, pa.Array]
    rows: int
    raw: bytes | None = None
    """A CSV file's own bytes, for finding the line of a row."""
    delimiter: str = ","
    lines_before: int = 0
    """How many lines of the file stand before those bytes."""
    kept: npt.NDArray[np.int64] | None = None
    """Where blank rows were left out: the number in the file, from 0, of each row that is here."""

    @cached_property
    def _lines(self) -> list[int]:
        """The line on which each row begins."""
        lines = list(_cell_counts(self.raw or b"", self.delimiter))
        width = lines[0][1]
        return [line + self.lines_before for line, cells in lines[1:] if cells == width]

    def line(self, row: int) -> int:
        """The line of a row, the first being row 1; in Parquet as if it were a CSV file."""
        if self.kept is not None:
            row = int(self.kept[row - 1]) + 1
        if self.raw is None:
            return row + 1
        return self._lines[row - 1] if row <= len(self._lines) else 1

    @property
    def line_of_header(self) -> int:
        """The line of the names of the columns."""
        return 1 + self.lines_before

    def fault(self, row: int, key: str, message: str) -> Problem:
        """A fault in one cell; rows are counted from 1."""
        return Problem(self.file, self.line(row), f"row {row}, {key}", message)


def read_table(
    path: Path, file: str, free_text: frozenset[str] = frozenset()
) -> tuple[Table | None, list[Problem]]:
    """Read a CSV or Parquet file as text; the columns in `free_text` are not coded.

    Returns the table (None where it cannot be read) and its faults: not UTF-8, broken, ragged,
    a header with a name twice or without one. Which columns it may have is not judged here.
    """
    with path.open("rb") as opened:
        raw = opened.read(MOST_BYTES + 1)
    if len(raw) > MOST_BYTES:
        return None, [_too_large(file, f"over {MOST_BYTES // 2**20} MiB")]
    if path.suffix == ".parquet":
        return _read_parquet(raw, file, free_text)
    return _read_csv(raw, file, free_text)


def _too_large(file: str, what: str) -> Problem:
    return Problem(file, 1, "file", f"{what}, more than a table may have: split the negotiation")


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
    raw, delimiter = without_dialect(raw)
    lines_before = 0 if delimiter is None else 1
    if not raw or raw.isspace():
        return None, [Problem(file, 1, "file", "the file is empty, expected a header row")]
    delimiter = delimiter or delimiter_of(raw[:MOST_HEADER].decode("utf-8", "replace"))
    names = _nameless(next(_rows(raw[:MOST_HEADER], delimiter)))
    problems = _header(names, file, 1 + lines_before)
    if problems:
        return None, problems
    if raw.count(b"\n") > MOST_ROWS:
        return None, [_too_large(file, f"over {MOST_ROWS:,} rows")]

    convert = pa_csv.ConvertOptions(
        column_types={name: TEXT if name in free_text else CODED for name in names},
        strings_can_be_null=True,
        null_values=[""],
        check_utf8=False,
    )
    try:
        data = _parse(raw, names, delimiter, convert)
    except pa.ArrowInvalid:
        trimmed = without_extra_cells(raw, delimiter, len(names))
        try:
            data = _parse(trimmed, names, delimiter, convert, skip_ragged=True)
        except pa.ArrowInvalid as error:
            reason = one_paragraph(str(error))[0]
            return None, [Problem(file, 1, "file", f"not a CSV table: {quoted(reason, 160)}")]
        for line, cells in _cell_counts(trimmed, delimiter):
            if cells != len(names):
                message = f"{cells} cells in this row, expected {len(names)} as in the header"
                problems.append(Problem(file, line + lines_before, "row", message))
        if not problems and trimmed is raw:
            message = "rows of different length, is a quotation mark left open?"
            problems.append(Problem(file, 1, "file", message))
        raw = trimmed
    columns = {name: _merged(data.column(name)) for name in names}
    table = Table(file, columns, data.num_rows, raw, delimiter, lines_before)
    problems += _without_nameless(table)
    return _without_blank_rows(table), problems


def _nameless(names: list[str]) -> list[str]:
    """The names of columns, those that have none told apart."""
    return [name if name.strip() else f"{NAMELESS}{index}" for index, name in enumerate(names, 1)]


def _without_nameless(table: Table) -> list[Problem]:
    """Take out the columns without a name; a fault for one that has cells."""
    problems = []
    for name in [name for name in table.columns if name.startswith(NAMELESS)]:
        cells = table.columns.pop(name)
        if len(cells) > cells.null_count and not _blank_cells(cells).all():
            number = name.removeprefix(NAMELESS)
            message = f"column {number} has no name and cells with something in them: name it"
            problems.append(Problem(table.file, table.line_of_header, "header", message))
    return problems


def _without_blank_rows(table: Table) -> Table:
    """The table without the rows that have nothing in any cell."""
    flat = [cells for cells in table.columns.values() if not pa.types.is_nested(cells.type)]
    if len(flat) < len(table.columns) or not flat:
        return table
    # The fullest columns first: they tell of most rows that they are not blank.
    blank = np.ones(table.rows, bool)
    for cells in sorted(flat, key=lambda cells: cells.null_count):
        blank &= _blank_cells(cells)
        if not blank.any():
            return table
    kept = np.flatnonzero(~blank)
    columns = {name: cells.take(pa.array(kept)) for name, cells in table.columns.items()}
    return replace(table, columns=columns, rows=len(kept), kept=kept)


def _blank_cells(cells: pa.Array) -> npt.NDArray[np.bool_]:
    """Which cells hold nothing, or spaces alone."""
    if not pa.types.is_dictionary(cells.type):
        return np.asarray(pc.equal(pc.utf8_trim_whitespace(cells.fill_null("")), ""))
    blank = np.array([*(not text.strip() for text in cells.dictionary.to_pylist()), True], bool)
    return blank[cells.indices.fill_null(-1).to_numpy(zero_copy_only=False)]


def _rows(raw: bytes, delimiter: str) -> Iterator[list[str]]:
    csv.field_size_limit(2**31 - 1)
    text = io.StringIO(raw.decode("utf-8", "replace"), newline="")
    return csv.reader(text, delimiter=delimiter)


def _cell_counts(raw: bytes, delimiter: str) -> Iterator[tuple[int, int]]:
    """For the header and each row that is not blank: the line it begins on, how many cells."""
    reader = _rows(raw, delimiter)
    before = 0
    for cells in reader:
        if cells:
            yield before + 1, len(cells)
        before = reader.line_num  # type: ignore[attr-defined]


def _parse(
    raw: bytes,
    names: list[str],
    delimiter: str,
    convert: pa_csv.ConvertOptions,
    skip_ragged: bool = False,
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
            delimiter=delimiter,
            newlines_in_values=b'"' in raw,
            invalid_row_handler=(lambda row: "skip") if skip_ragged else None,
        ),
        convert_options=convert,
    )


def _read_parquet(
    raw: bytes, file: str, free_text: frozenset[str]
) -> tuple[Table | None, list[Problem]]:
    try:
        parquet = pq.ParquetFile(pa.BufferReader(raw))
        problems = _limits(parquet, file) or _header(parquet.schema_arrow.names, file)
        if problems:
            return None, problems
        data = _decoded(raw, parquet)
        data.validate(full=True)  # a damaged file may hold text that is not UTF-8
    except _Bomb as error:
        return None, [_too_large(file, str(error))]
    except (pa.ArrowException, OSError, ValueError, MemoryError, OverflowError) as error:
        reason = quoted(one_paragraph(str(error))[0], 160)
        return None, [Problem(file, 1, "file", f"not a Parquet table: {reason}")]
    columns = {}
    for name in data.column_names:
        cells = data.column(name)
        if pa.types.is_nested(cells.type):
            columns[name] = cells.combine_chunks()
            continue
        try:
            text = _coded(cells)
            columns[name] = _merged(text)
            if name in free_text and _text_bytes(columns[name]) > MOST_TEXT:
                return None, [_too_large(file, f"over {MOST_TEXT // 2**30} GiB of {name}")]
            if name in free_text and len(columns[name].dictionary) > data.num_rows // 2:
                columns[name] = columns[name].dictionary_decode()
        except pa.ArrowException as error:
            reason = quoted(one_paragraph(str(error))[0], 160)
            problems.append(Problem(file, 1, name, f"expected text, got {cells.type}: {reason}"))
    if problems:
        return None, problems
    return _without_blank_rows(Table(file, columns, data.num_rows)), problems


class _Bomb(Exception):
    """What a file comes to that is far larger than it says."""


def _limits(parquet: pq.ParquetFile, file: str) -> list[Problem]:
    """What of a file is too large to be decoded, by its own account."""
    metadata = parquet.metadata
    groups = [metadata.row_group(number) for number in range(metadata.num_row_groups)]
    decoded = sum(group.total_byte_size for group in groups)
    rows = max(metadata.num_rows, sum(group.num_rows for group in groups))
    if metadata.num_columns > MOST_COLUMNS:
        return [_too_large(file, f"{metadata.num_columns:,} columns, over {MOST_COLUMNS}")]
    if rows > MOST_ROWS:
        return [_too_large(file, f"{rows:,} rows, over {MOST_ROWS:,}")]
    if decoded > MOST_DECODED:
        return [_too_large(file, f"over {MOST_DECODED // 2**30} GiB when decompressed")]
    return []


def _decoded(raw: bytes, parquet: pq.ParquetFile) -> pa.Table:
    """All columns: those of text as codes, since a long text may stand in each of a million rows.

    Others that have no fixed width are decoded in batches that cannot come to more than
    BATCH_BYTES, whatever a column's dictionary holds. Raises _Bomb where they come to too much.
    """
    schema = parquet.schema_arrow
    texts = [field.name for field in schema if field.type == TEXT]
    wide = [
        field.name for field in schema if field.name not in texts and not _has_width(field.type)
    ]
    flat = [name for name in schema.names if name not in wide]
    found = pq.read_table(pa.BufferReader(raw), columns=flat, read_dictionary=texts)
    if not wide:
        return found
    metadata = parquet.metadata
    sizes = (
        metadata.row_group(group).column(column).total_uncompressed_size
        for group in range(metadata.num_row_groups)
        for column in range(metadata.num_columns)
    )
    largest = max(sizes, default=1)
    batches, size = [], 0
    rows = max(1, min(2**16, BATCH_BYTES // max(1, largest)))
    for batch in parquet.iter_batches(rows, columns=wide, use_threads=False):
        size += batch.nbytes
        if size > MOST_BYTES:
            raise _Bomb(f"over {MOST_BYTES // 2**20} MiB in lists and mappings")
        batches.append(batch)
    others = pa.Table.from_batches(batches, pa.schema([schema.field(name) for name in wide]))
    for name in wide:
        found = found.append_column(schema.field(name), others.column(name))
    return found.select(schema.names)


def _has_width(kind: pa.DataType) -> bool:
    """Whether a value takes the same few bytes, whatever it is."""
    return bool(pa.types.is_primitive(kind))


def _coded(cells: pa.ChunkedArray) -> pa.ChunkedArray:
    """The same as `_as_text`, each distinct text once."""
    if cells.type == CODED and not any(
        "" in chunk.dictionary.to_pylist() for chunk in cells.chunks
    ):
        return cells
    return _as_text(cells).dictionary_encode()


def _text_bytes(cells: pa.DictionaryArray) -> int:
    """How many bytes coded cells come to as texts."""
    lengths = pc.binary_length(cells.dictionary).cast(pa.int64())
    return pc.sum(lengths.take(cells.indices)).as_py() or 0


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


def _header(names: list[str], file: str, line: int = 1) -> list[Problem]:
    named = [name for name in names if not name.startswith(NAMELESS)]
    if not named:
        message = "expected the names of the columns in the first line"
        return [Problem(file, line, "header", message)]
    if len(names) > MOST_COLUMNS:
        return [_too_large(file, f"{len(names):,} columns, over {MOST_COLUMNS}")]
    problems = []
    for index, name in enumerate(named):
        if not name.strip():
            problems.append(
                Problem(file, line, "header", f"column {index + 1} has no name, expected a key")
            )
        elif name in named[:index]:
            problems.append(Problem(file, line, "header", f"column {quoted(name)} twice"))
    return problems
