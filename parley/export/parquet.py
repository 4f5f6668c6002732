"""A table in, a Parquet file out: typed columns, text as it is."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Final

from parley.export.exporter import FilePerTable

if TYPE_CHECKING:
    import pandas as pd


def encode(frame: pd.DataFrame) -> bytes:
    """Days are date32, categories dictionaries."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    from parley.export.column_values import as_arrow

    table = pa.table({str(name): as_arrow(column) for name, column in frame.items()})
    buffer = io.BytesIO()
    pq.write_table(table, buffer)
    return buffer.getvalue()


PARQUET: Final = FilePerTable(
    name="parquet",
    title="Parquet",
    label="Parquet (ZIP)",
    ending="-parquet.zip",
    spreadsheet=False,
    most_rows=20_000_000,
    encode=encode,
)
