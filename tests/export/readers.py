"""The files of an export in, its tables out: how each format is read back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow.parquet as pq

from parley.export import EXPORTERS

Reader = Callable[[list[Path]], dict[str, pd.DataFrame]]


def file_per_table(read: Callable[[Path], Any]) -> Reader:
    """The reader of a format with one file a table."""
    return lambda files: {path.stem: read(path) for path in files}


READERS: dict[str, Reader] = {
    "csv": file_per_table(pd.read_csv),
    "json": file_per_table(pd.read_json),
    "parquet": file_per_table(lambda path: pq.read_table(path).to_pandas()),
    "xlsx": lambda files: pd.read_excel(files[0], sheet_name=None),
}
"""By format, what gives the tables of its files by their names."""

assert set(READERS) == set(EXPORTERS), "each export format has its reader here"
