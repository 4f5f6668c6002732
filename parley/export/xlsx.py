"""Tables in, an Excel workbook out; `_xlsx_sheets` writes its sheets."""

from __future__ import annotations

import io
from typing import Final

from parley.export.exporter import Tables, Workbook


def encode(tables: Tables) -> bytes:
    """One sheet a table."""
    from parley.export._xlsx_sheets import new_workbook

    buffer = io.BytesIO()
    new_workbook(tables).save(buffer)
    return buffer.getvalue()


def refusal(tables: Tables) -> str | None:
    """Which table has too many rows or too long a text, as the beginning of a sentence."""
    from parley.export._xlsx_sheets import too_large

    return too_large(tables)


XLSX: Final = Workbook(
    name="xlsx",
    title="XLSX",
    label="Excel workbook",
    ending=".xlsx",
    media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    spreadsheet=True,
    most_rows=100_000,
    encode=encode,
    find_refusal=refusal,
)
