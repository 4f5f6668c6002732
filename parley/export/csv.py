"""A table in, a CSV file out. Text that would run as a formula in a spreadsheet is made text."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Final

from parley.export.exporter import FilePerTable

if TYPE_CHECKING:
    import pandas as pd


def encode(frame: pd.DataFrame) -> bytes:
    """Text stands in quotes, so that it differs from a number and an empty text from none."""
    import pandas as pd
    import pyarrow as pa
    import pyarrow.csv as pa_csv

    from parley.export.cells import escape_formulas
    from parley.export.column_values import as_arrow, is_text, whole_numbers

    names = escape_formulas(pd.Series([str(name) for name in frame.columns], dtype="str"))
    columns = [
        as_arrow(escape_formulas(column) if is_text(column) else whole_numbers(column))
        for _, column in frame.items()
    ]
    buffer = io.BytesIO()
    pa_csv.write_csv(pa.table(columns, names=names.tolist()), buffer)
    return buffer.getvalue()


CSV: Final = FilePerTable(
    name="csv",
    title="CSV",
    label="CSV (ZIP)",
    ending="-csv.zip",
    spreadsheet=True,
    most_rows=4_000_000,
    encode=encode,
)
