"""CSV and Parquet files in, tables of text out."""

from __future__ import annotations

from pathlib import Path

from parley.format.problems import Problem
from parley.loading.csv_tables import read_csv
from parley.loading.parquet_tables import read_parquet
from parley.loading.text_table import MOST_BYTES, Table, too_large

SUFFIXES = (".csv", ".parquet")


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
        return None, [too_large(file, f"over {MOST_BYTES // 2**20} MiB")]
    if path.suffix == ".parquet":
        return read_parquet(raw, file, free_text)
    return read_csv(raw, file, free_text)
