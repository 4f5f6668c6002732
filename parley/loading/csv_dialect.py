"""The bytes of a CSV file in, its delimiter and the bytes without what a spreadsheet has added out.

Excel writes semicolons where a comma stands before decimals, may say so in a first line `sep=;`,
and ends rows with delimiters of columns that hold nothing.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from typing import Final

DELIMITERS: Final = (",", ";", "\t")
"""Of equally many in a header the first is taken."""

NAMELESS: Final = "\0column "
"""Begins the name that stands in for one of a column that has none."""

SEP_LINE: Final = re.compile(rb'\A"?sep=([,;\t])"?[ \t]*(?:\r\n|\n|\r)', re.IGNORECASE)
QUOTED: Final = re.compile(r'"(?:[^"]|"")*"')


def without_dialect(raw: bytes) -> tuple[bytes, str | None]:
    """The bytes without a first line `sep=`, and the delimiter that it names, None where none."""
    found = SEP_LINE.match(raw)
    return (raw[found.end() :], found[1].decode()) if found else (raw, None)


def delimiter_of(text: str) -> str:
    """What stands between the columns of a header that may be followed by rows."""
    header = next((line for line in QUOTED.sub("x", text).splitlines() if line.strip()), "")
    return max(DELIMITERS, key=header.count)


def without_extra_cells(raw: bytes, delimiter: str, width: int) -> bytes:
    """The bytes with rows that are longer than the header cut to it where the rest holds nothing.

    The same bytes where there is no such row. A row stays on its lines.
    """
    csv.field_size_limit(2**31 - 1)
    text = raw.decode("utf-8", "replace")
    lines = io.StringIO(text, newline="").readlines()
    reader = csv.reader(iter(lines), delimiter=delimiter)
    found = False
    out: list[str] = []
    before = 0
    for cells in reader:
        rows = lines[before : reader.line_num]
        if len(cells) > width and not any(cell.strip() for cell in cells[width:]):
            end = rows[-1][len(rows[-1].rstrip("\r\n")) :]
            extra = rf"(?:{re.escape(delimiter)}\s*(?:\"\s*\")?[ ]*){{{len(cells) - width}}}\Z"
            body = re.sub(extra, "", rows[-1].rstrip("\r\n"))
            rows = [*rows[:-1], body + end]
            found = True
        out += rows
        before = reader.line_num
    return "".join(out).encode() if found else raw


def csv_rows(raw: bytes, delimiter: str) -> Iterator[list[str]]:
    """The rows of a CSV file, the header among them."""
    csv.field_size_limit(2**31 - 1)
    text = io.StringIO(raw.decode("utf-8", "replace"), newline="")
    return csv.reader(text, delimiter=delimiter)


def cell_counts(raw: bytes, delimiter: str) -> Iterator[tuple[int, int]]:
    """For the header and each row that is not blank: the line it begins on, how many cells."""
    reader = csv_rows(raw, delimiter)
    before = 0
    for cells in reader:
        if cells:
            yield before + 1, len(cells)
        before = reader.line_num  # type: ignore[attr-defined]
