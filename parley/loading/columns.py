"""Records in, columns of a frame out, and back: the one place that knows what holds which field.

Ids and terms become categories of text, texts `str`, numbers floats, days `datetime64[s]`, flags
booleans; a span becomes two columns. What no cell can hold (a record, a list) stays as it is, in a
column of objects. What is missing is missing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any, TypeAlias, TypeVar

import numpy as np
import numpy.typing as npt
import pandas as pd
from pandas.api.types import union_categoricals
from pydantic import TypeAdapter

from parley.format.fields import SPAN_ENDS, RecordField
from parley.format.models import Record

Flags: TypeAlias = npt.NDArray[np.bool_]
Numbers: TypeAlias = npt.NDArray[np.float64]
AnyRecord = TypeVar("AnyRecord", bound=Record)

DAY = "datetime64[s]"


def as_days(values: Iterable[dt.date | None]) -> npt.NDArray[Any]:
    """Dates as a column of days, None as missing."""
    days = [np.datetime64(value or "NaT", "D") for value in values]
    return np.array(days, "datetime64[D]").astype(DAY)


def as_numbers(values: Iterable[float | None]) -> Numbers:
    """Numbers as a column, None as missing."""
    return np.array([np.nan if value is None else value for value in values], float)


def as_text(values: Iterable[str | None]) -> pd.Series[Any]:
    """Texts as a column of `str`, None as missing."""
    return pd.Series(list(values), dtype="str")


def as_categories(values: Sequence[str | None]) -> pd.Categorical:
    """Ids or terms as categories of text, even where there are none: so that frames join."""
    known = sorted({value for value in values if value is not None})
    code: dict[str | None, int] = {value: number for number, value in enumerate(known)}
    codes = np.fromiter((code.get(value, -1) for value in values), np.int64, len(values))
    return pd.Categorical.from_codes(codes, categories=pd.Index(known, dtype="str"))


def constant_category(value: str | None, rows: int) -> pd.Categorical:
    """The same id or term, or none, in every row."""
    categories = pd.Index([] if value is None else [value], dtype="str")
    codes = np.full(rows, -1 if value is None else 0, np.int8)
    return pd.Categorical.from_codes(codes, categories=categories)


def as_objects(values: Iterable[Any]) -> pd.Series[Any]:
    """Whatever no cell can hold, as it is."""
    return pd.Series(list(values), dtype="object")


def column_names(field: RecordField) -> tuple[str, ...]:
    """The columns that hold a field in the frames of positions and of what belongs to them."""
    return field.columns or (field.column,)


def columns_of(fields: Iterable[RecordField], records: Sequence[Record]) -> dict[str, Any]:
    """Some fields of records as columns, by the names of `column_names`."""
    columns: dict[str, Any] = {}
    for field in fields:
        values = [getattr(record, field.name) for record in records]
        match field.kind:
            case "id" | "term":
                columns[field.column] = as_categories(values)
            case "text":
                columns[field.column] = as_text(values)
            case "number":
                columns[field.column] = as_numbers(values)
            case "day":
                columns[field.column] = as_days(values)
            case "flag":
                columns[field.column] = np.array(values, bool)
            case "number_span" | "day_span":
                columns |= ends_of(field, values)
            case _:
                columns[field.column] = as_objects(values)
    return columns


def ends_of(field: RecordField, spans: Sequence[Any]) -> dict[str, Any]:
    """The two columns of a span, None as missing."""
    read: Any = as_numbers if field.kind == "number_span" else as_days
    return {
        column: read(None if span is None else getattr(span, end) for span in spans)
        for column, end in zip(field.columns, SPAN_ENDS.values(), strict=True)
    }


def records_of(
    record: type[AnyRecord], fields: Sequence[RecordField], rows: pd.DataFrame, **more: list[Any]
) -> list[AnyRecord]:
    """The records that stand in some rows, as `columns_of` put them there.

    `more` holds for each row the value of a field that has no column.
    """
    columns = {field.key: _values(field, rows) for field in fields} | more
    given = [
        {key: value for key, value in zip(columns, row, strict=True) if value is not None}
        for row in zip(*columns.values(), strict=True)
    ]
    return _lists_of(record).validate_python(given)


@cache
def _lists_of(record: type[AnyRecord]) -> TypeAdapter[list[AnyRecord]]:
    # To check many at once takes half as long as to construct each without a check.
    return TypeAdapter(list[record])  # type: ignore[valid-type]


def _values(field: RecordField, rows: pd.DataFrame) -> list[Any]:
    """The values of a field as a record takes them, None where it is missing."""
    match field.kind:
        case "number_span" | "day_span":
            begin, end = (_known(rows[column]) for column in field.columns)
            return [
                None if first is None else dict(zip(SPAN_ENDS, (first, last), strict=True))
                for first, last in zip(begin, end, strict=True)
            ]
        case "id" | "term" | "text" | "number" | "day":
            return _known(rows[field.column])
        case _:
            return rows[field.column].tolist()


def _known(column: pd.Series[Any]) -> list[Any]:
    """The values of a column, days as dates, None where one is missing."""
    if column.dtype == DAY:
        return column.to_numpy().astype("datetime64[D]").tolist()
    # pandas gives the float NaN for whatever is missing.
    return [None if value != value else value for value in column.tolist()]


def concat_frames(frames: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Frames of the same columns, one under the other, categories joined."""
    filled = [frame for frame in frames if len(frame)]
    if len(filled) < 2:
        return filled[0] if filled else frames[0]
    return pd.DataFrame(
        {
            name: union_categoricals([frame[name] for frame in filled])
            if isinstance(filled[0][name].dtype, pd.CategoricalDtype)
            else pd.concat([frame[name] for frame in filled], ignore_index=True)
            for name in filled[0]
        }
    )
