"""What a reader of large tables yields, the votes of a roll call or the scores of a survey: chunks
of columns instead of rows; and the CSV files that it reads them from."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Protocol, runtime_checkable

import pyarrow as pa
import pyarrow.csv as pa_csv

from parley.importing import limits
from parley.importing.rows import ImportRefused, Reader
from parley.progress import Progress

BLOCK: Final = 8 * 2**20
"""Bytes of a CSV file that are read at a time."""
MOST_BESIDE: Final = 200
"""Files beside one that are looked at for what belongs to it."""
MOST_HEADER: Final = 65_536
TEXT: Final = pa.string()
CODED: Final = pa.dictionary(pa.int32(), TEXT)


@dataclass(frozen=True)
class Chunk:
    """Some votes or scores. All columns have the same length and no nulls but where it is said."""

    party: pa.DictionaryArray
    issue: pa.DictionaryArray
    """Labels, as `Row`s of parties and issues have them."""
    word: pa.DictionaryArray | None = None
    """How was voted, as the file calls it."""
    value: pa.Array | None = None
    """Or a score; null where there is none."""
    date: pa.DictionaryArray | None = None
    """The day as YYYY-MM-DD, where it is no property of the issue."""
    voter: pa.DictionaryArray | None = None
    """Who cast the vote, where the party is one of several voters."""


@dataclass(frozen=True)
class Account:
    """Rows of a chunk that are not carried."""

    number: int
    first: str
    why: str


@runtime_checkable
class TableReader(Reader, Protocol):
    """A kind of file with so many rows that they are read as columns.

    Its `rows` tell of parties and issues alone. An issue may have a `date` and a `locator`, which
    are those of all votes on it.
    """

    issues_mapped: bool
    """Whether the mapping names each issue; otherwise an issue's id is that of its row."""

    def chunks(
        self, path: Path, layout: Mapping[str, Any], progress: Progress
    ) -> Iterator[Chunk | Account]:
        """The votes or scores, in the order of the file."""


def header_of(path: Path) -> list[str]:
    """The names of the columns of a CSV file; none for a file that is no such."""
    if not path.is_file() or path.suffix.lower() != ".csv":
        return []
    with path.open("rb") as opened:
        line = opened.readline(MOST_HEADER).decode("utf-8-sig", "replace")
    try:
        return [name.strip() for name in next(csv.reader([line]), [])]
    except csv.Error:
        return []


def beside(path: Path, needed: Set[str]) -> Path | None:
    """The first CSV file beside one whose header has all of some columns."""
    files = sorted(path.parent.glob("*.csv"))[:MOST_BESIDE]
    return next((each for each in files if each != path and needed <= set(header_of(each))), None)


@dataclass(frozen=True)
class Companion:
    """A file that belongs to one of votes or scores, and is known by its columns."""

    key: str
    """Under which a layout names it."""
    columns: frozenset[str]
    missing: str = ""
    """What is said where it is not there; nothing where that needs no word."""


def look_beside(path: Path, wanted: Sequence[Companion]) -> tuple[dict[str, Any], list[str]]:
    """The names of the files beside one, by their keys in its layout, and what is said of them."""
    layout: dict[str, Any] = {}
    notes = []
    for each in wanted:
        found = beside(path, each.columns)
        layout[each.key] = found.name if found is not None else ""
        if found is not None:
            notes.append(f"its {each.key}: {found}")
        elif each.missing:
            notes.append(each.missing)
    return layout, notes


def companion(path: Path, layout: Mapping[str, Any], key: str) -> Path | None:
    """The file beside one that a layout names; ImportRefused where there is none of that name."""
    name = str(layout.get(key) or "")
    if not name:
        return None
    found = path.with_name(Path(name).name)
    if Path(name).name != name or not found.is_file():
        raise ImportRefused(f"{path}: layout.{key}: no file {name!r} beside it")
    return found


def small(path: Path, columns: Sequence[str]) -> Iterator[tuple[str, dict[str, str]]]:
    """The rows of a CSV file as texts, with their addresses; what a row lacks is empty."""
    for batch, first in _batches(path, columns):
        for number, row in enumerate(batch.to_pylist(), first):
            yield (
                f"{path.name}, row {number}",
                {key: str(value or "").strip() for key, value in row.items()},
            )


def coded(
    path: Path, columns: Sequence[str], progress: Progress
) -> Iterator[tuple[int, dict[str, pa.DictionaryArray]]]:
    """The rows of a CSV file as columns of coded texts, chunk by chunk, each with the number of its
    first row."""
    size = max(1, path.stat().st_size)
    read = 0
    for batch, first in _batches(path, columns):
        read += BLOCK
        progress(path.name, min(1.0, read / size))
        yield (
            first,
            {name: batch.column(name).fill_null("").dictionary_encode() for name in columns},
        )


def _batches(path: Path, columns: Sequence[str]) -> Iterator[tuple[pa.RecordBatch, int]]:
    """Batches of texts, each with the number of its first row; the header is row 1."""
    limits.check_size(path)
    known = header_of(path)
    missing = [name for name in columns if name not in known]
    if missing:
        raise ImportRefused(f"{path}: no column {missing[0]!r}, there are {', '.join(known[:40])}")
    row = 2
    try:
        reader = pa_csv.open_csv(
            path,
            read_options=pa_csv.ReadOptions(
                block_size=BLOCK, column_names=known, skip_rows=1, use_threads=False
            ),
            parse_options=pa_csv.ParseOptions(newlines_in_values=True),
            convert_options=pa_csv.ConvertOptions(
                column_types=dict.fromkeys(known, TEXT),
                include_columns=list(columns),
                strings_can_be_null=True,
                null_values=["", "NA"],
            ),
        )
        for batch in reader:
            yield batch, row
            row += batch.num_rows
            if row > limits.MOST_ROWS:
                raise ImportRefused(
                    f"{path}: over {limits.MOST_ROWS:,} rows, split the file, by session for "
                    "instance, and import the parts one after the other"
                )
    except pa.ArrowInvalid as error:
        raise ImportRefused(f"{path}: no CSV table: {str(error).splitlines()[0]}") from None


def whole_number(text: str) -> str:
    """A number without the `.0` that a conversion has put behind it."""
    return text[:-2] if text.endswith(".0") and text[:-2].isdigit() else text


def recoded(array: pa.DictionaryArray, texts: Sequence[str]) -> pa.DictionaryArray:
    """The same codes with other texts."""
    return pa.DictionaryArray.from_arrays(array.indices, pa.array(texts, TEXT))
