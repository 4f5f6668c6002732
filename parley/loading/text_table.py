"""What a table is once it is read: columns of text, with the lines of its rows; and what goes for
each, whatever file it came from.

A column is held as its distinct values and a code a row (a million rows of a roll call have a few
thousand distinct values), a column of free text as its texts. A table is never walked row by row;
`parley.loading.cell_checks` checks it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from parley.format.problems import Problem, quoted
from parley.loading.csv_dialect import NAMELESS, cell_counts

TEXT = pa.string()
CODED = pa.dictionary(pa.int32(), TEXT)
MOST_BYTES = 512 * 2**20
"""Of a table's file."""
MOST_ROWS = 5_000_000
MOST_COLUMNS = 200


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
        lines = list(cell_counts(self.raw or b"", self.delimiter))
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


def header_problems(names: list[str], file: str, line: int = 1) -> list[Problem]:
    """What is wrong with the names of the columns: none, too many, nameless, or one twice."""
    named = [name for name in names if not name.startswith(NAMELESS)]
    if not named:
        message = "expected the names of the columns in the first line"
        return [Problem(file, line, "header", message)]
    if len(names) > MOST_COLUMNS:
        return [too_large(file, f"{len(names):,} columns, over {MOST_COLUMNS}")]
    problems = []
    for index, name in enumerate(named):
        if not name.strip():
            problems.append(
                Problem(file, line, "header", f"column {index + 1} has no name, expected a key")
            )
        elif name in named[:index]:
            problems.append(Problem(file, line, "header", f"column {quoted(name)} twice"))
    return problems


def too_large(file: str, what: str) -> Problem:
    """The fault of a table over a limit."""
    return Problem(file, 1, "file", f"{what}, more than a table may have: split the negotiation")


def without_blank_rows(table: Table) -> Table:
    """The table without the rows that have nothing in any cell."""
    flat = [cells for cells in table.columns.values() if not pa.types.is_nested(cells.type)]
    if len(flat) < len(table.columns) or not flat:
        return table
    # The fullest columns first: they tell of most rows that they are not blank.
    blank = np.ones(table.rows, bool)
    for cells in sorted(flat, key=lambda cells: cells.null_count):
        blank &= blank_cells(cells)
        if not blank.any():
            return table
    kept = np.flatnonzero(~blank)
    columns = {name: cells.take(pa.array(kept)) for name, cells in table.columns.items()}
    return replace(table, columns=columns, rows=len(kept), kept=kept)


def blank_cells(cells: pa.Array) -> npt.NDArray[np.bool_]:
    """Which cells hold nothing, or spaces alone."""
    if not pa.types.is_dictionary(cells.type):
        return np.asarray(pc.equal(pc.utf8_trim_whitespace(cells.fill_null("")), ""))
    blank = np.array([*(not text.strip() for text in cells.dictionary.to_pylist()), True], bool)
    return blank[cells.indices.fill_null(-1).to_numpy(zero_copy_only=False)]


def merged(cells: pa.ChunkedArray) -> pa.Array:
    """One array, with one dictionary where it is coded."""
    return cells.unify_dictionaries().combine_chunks()
