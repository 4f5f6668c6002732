"""The bytes of a Parquet file in, a table of text and its faults out.

What a small file comes to is judged before it is decoded whole.
"""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from parley.format.located_values import one_paragraph
from parley.format.problems import Problem, quoted
from parley.loading.text_table import (
    CODED,
    MOST_BYTES,
    MOST_COLUMNS,
    MOST_ROWS,
    TEXT,
    Table,
    header_problems,
    merged,
    too_large,
    without_blank_rows,
)

MOST_DECODED = 2 * 2**30
"""Bytes that a file may come to, decompressed."""
MOST_TEXT = 2**30
"""Bytes that the cells of one column may come to, however often the same text stands there."""
BATCH_BYTES = 256 * 2**20
"""Of columns that are not held as codes at most so many bytes are decoded at once."""


def read_parquet(
    raw: bytes, file: str, free_text: frozenset[str]
) -> tuple[Table | None, list[Problem]]:
    """The table, None where it cannot be read, and its faults, by the name `file`.

    A column in `free_text` is not coded where most of its texts differ.
    """
    try:
        parquet = pq.ParquetFile(pa.BufferReader(raw))
        problems = _limits(parquet, file) or header_problems(parquet.schema_arrow.names, file)
        if problems:
            return None, problems
        data = _decoded(raw, parquet)
        data.validate(full=True)  # a damaged file may hold text that is not UTF-8
    except _Bomb as error:
        return None, [too_large(file, str(error))]
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
            columns[name] = merged(text)
            if name in free_text and _text_bytes(columns[name]) > MOST_TEXT:
                return None, [too_large(file, f"over {MOST_TEXT // 2**30} GiB of {name}")]
            if name in free_text and len(columns[name].dictionary) > data.num_rows // 2:
                columns[name] = columns[name].dictionary_decode()
        except pa.ArrowException as error:
            reason = quoted(one_paragraph(str(error))[0], 160)
            problems.append(Problem(file, 1, name, f"expected text, got {cells.type}: {reason}"))
    if problems:
        return None, problems
    return without_blank_rows(Table(file, columns, data.num_rows)), problems


class _Bomb(Exception):
    """What a file comes to that is far larger than it says."""


def _limits(parquet: pq.ParquetFile, file: str) -> list[Problem]:
    """What of a file is too large to be decoded, by its own account."""
    metadata = parquet.metadata
    groups = [metadata.row_group(number) for number in range(metadata.num_row_groups)]
    decoded = sum(group.total_byte_size for group in groups)
    rows = max(metadata.num_rows, sum(group.num_rows for group in groups))
    if metadata.num_columns > MOST_COLUMNS:
        return [too_large(file, f"{metadata.num_columns:,} columns, over {MOST_COLUMNS}")]
    if rows > MOST_ROWS:
        return [too_large(file, f"{rows:,} rows, over {MOST_ROWS:,}")]
    if decoded > MOST_DECODED:
        return [too_large(file, f"over {MOST_DECODED // 2**30} GiB when decompressed")]
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
