"""A table in, a JSON file out: a list of records, text as it is."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from parley.export.exporter import FilePerTable

if TYPE_CHECKING:
    import pandas as pd


def encode(frame: pd.DataFrame) -> bytes:
    """One record a line; days are ISO text, what is missing is null."""
    from parley.export.column_values import plain, python_values

    names = [str(name) for name in frame.columns]
    columns = (python_values(plain(column)) for _, column in frame.items())
    to_text = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode
    records = (to_text(dict(zip(names, row, strict=True))) for row in zip(*columns, strict=True))
    # The only characters that UTF-8 refuses are halves of pairs; `\udc80` is how JSON writes one.
    return ("[" + ",\n".join(records) + "]\n").encode("utf-8", "backslashreplace")


JSON: Final = FilePerTable(
    name="json",
    title="JSON",
    label="JSON (ZIP)",
    ending="-json.zip",
    spreadsheet=False,
    most_rows=500_000,
    encode=encode,
)
