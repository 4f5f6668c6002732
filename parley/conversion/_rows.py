"""Rows of positions in, a table for a file or the mappings of YAML out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

from parley.conversion.yaml_text import Bare, Value
from parley.format.fields import RecordField
from parley.loading.position_columns import (
    EVIDENCE_KEYS,
    POSITION_KEYS,
    REQUIRED_COLUMNS,
)
from parley.loading.position_table import PositionTable


def table_of_rows(table: PositionTable, rows: npt.NDArray[np.int64]) -> pa.Table:
    """Some positions, each with its one piece of evidence, without columns that are empty."""
    positions = table.positions.iloc[rows]
    evidence = table.evidence
    own = evidence[(evidence["role"] == "position").to_numpy()].set_index("position").loc[rows]
    # `date` is filled in from the sources where none is given.
    positions = positions.assign(date=positions["given_date"])
    columns = {"issue": _texts(positions["issue"])}
    for field in POSITION_KEYS:
        columns |= _cells(field, positions)
    for field in EVIDENCE_KEYS:
        columns |= _cells(field, own)
    return pa.table(
        {
            name: column
            for name, column in columns.items()
            if name in REQUIRED_COLUMNS or column.null_count < len(column)
        }
    )


def mappings_of_rows(
    table: PositionTable, rows: npt.NDArray[np.int64]
) -> Iterator[dict[str, Value]]:
    """Some positions as they stand in YAML, keys in the order of the format."""
    for row in table_of_rows(table, rows).to_pylist():
        position = _mapping(POSITION_KEYS, row)
        yield {**position, "evidence": [_mapping(EVIDENCE_KEYS, row)]}


def _cells(field: RecordField, rows: pd.DataFrame) -> dict[str, pa.Array]:
    """The columns of a file that hold a field."""
    match field.kind:
        case "number":
            return {field.key: _numbers(rows[field.column])}
        case "flag":
            flags = rows[field.column].to_numpy()
            return {field.key: pa.array(flags, mask=flags == field.default)}
        case "day":
            return {field.key: _days(rows[field.column])}
        case "number_span" | "day_span":
            of = _numbers if field.kind == "number_span" else _days
            begin, end = (of(rows[column]) for column in field.columns)
            if begin.equals(end):
                return {field.key: begin}
            return dict(zip(field.part_keys, (begin, end), strict=True))
        case "term" if field.default is not None:
            terms = rows[field.column].astype("str")
            return {field.key: _texts(terms.mask(terms == field.default))}
        case _:
            return {field.key: _texts(rows[field.column])}


def _texts(column: pd.Series[Any]) -> pa.Array:
    cells = pa.array(column.astype("str"), pa.string())
    return cells.combine_chunks() if isinstance(cells, pa.ChunkedArray) else cells


def _numbers(column: pd.Series[Any]) -> pa.Array:
    return pa.array(column.to_numpy(), from_pandas=True)


def _days(column: pd.Series[Any]) -> pa.Array:
    return pa.array(column.to_numpy().astype("datetime64[D]"), pa.date32(), from_pandas=True)


def _mapping(fields: tuple[RecordField, ...], row: dict[str, Any]) -> dict[str, Any]:
    """The keys of some fields that a row has a value for."""
    found = {}
    for field in fields:
        value = row.get(field.key)
        if field.part_keys and value is None:
            begin, end = (row.get(key) for key in field.part_keys)
            if begin is not None:
                value = begin if begin == end else {"from": begin, "to": end}
        if value is not None:
            found[field.key] = _scalar(field, value)
    return found


def _scalar(field: RecordField, value: Any) -> Any:
    """A value as YAML has it: days stand bare."""
    if isinstance(value, dict):
        return {end: _scalar(field, each) for end, each in value.items()}
    return Bare(value.isoformat()) if field.kind in ("day", "day_span") else value
