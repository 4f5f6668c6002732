"""The bytes of a CSV file in, a table of text and its faults out."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.csv as pa_csv

from parley.format.located_values import one_paragraph
from parley.format.problems import Problem, quoted
from parley.loading.csv_dialect import (
    NAMELESS,
    cell_counts,
    csv_rows,
    delimiter_of,
    without_dialect,
    without_extra_cells,
)
from parley.loading.text_table import (
    CODED,
    MOST_ROWS,
    TEXT,
    Table,
    blank_cells,
    header_problems,
    merged,
    too_large,
    without_blank_rows,
)

MOST_HEADER = 1_000_000
MOST_BLOCK = 2**31 - 1


def read_csv(
    raw: bytes, file: str, free_text: frozenset[str]
) -> tuple[Table | None, list[Problem]]:
    """The table, None where it cannot be read, and its faults, by the name `file`.

    The columns in `free_text` are not coded.
    """
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
    names = _nameless(next(csv_rows(raw[:MOST_HEADER], delimiter)))
    problems = header_problems(names, file, 1 + lines_before)
    if problems:
        return None, problems
    if raw.count(b"\n") > MOST_ROWS:
        return None, [too_large(file, f"over {MOST_ROWS:,} rows")]

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
        for line, cells in cell_counts(trimmed, delimiter):
            if cells != len(names):
                message = f"{cells} cells in this row, expected {len(names)} as in the header"
                problems.append(Problem(file, line + lines_before, "row", message))
        if not problems and trimmed is raw:
            message = "rows of different length, is a quotation mark left open?"
            problems.append(Problem(file, 1, "file", message))
        raw = trimmed
    columns = {name: merged(data.column(name)) for name in names}
    table = Table(file, columns, data.num_rows, raw, delimiter, lines_before)
    problems += _without_nameless(table)
    return without_blank_rows(table), problems


def _nameless(names: list[str]) -> list[str]:
    """The names of columns, those that have none told apart."""
    return [name if name.strip() else f"{NAMELESS}{index}" for index, name in enumerate(names, 1)]


def _without_nameless(table: Table) -> list[Problem]:
    """Take out the columns without a name; a fault for one that has cells."""
    problems = []
    for name in [name for name in table.columns if name.startswith(NAMELESS)]:
        cells = table.columns.pop(name)
        if len(cells) > cells.null_count and not blank_cells(cells).all():
            number = name.removeprefix(NAMELESS)
            message = f"column {number} has no name and cells with something in them: name it"
            problems.append(Problem(table.file, table.line_of_header, "header", message))
    return problems


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
