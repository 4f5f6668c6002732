"""A column of a table in, its values out as text, plain Python values or an Arrow array.

A column is converted as a whole, and stays as it is.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

MOST_EXACT = 2**53
"""Above it a float no longer tells one whole number from the next."""


def plain(column: pd.Series[Any]) -> pd.Series[Any]:
    """A column as people write it: days as ISO text, whole numbers without decimals."""
    if is_days(column):
        return iso_days(column)
    if is_text(column):
        return as_text(column)
    return whole_numbers(column)


def whole_numbers(column: pd.Series[Any]) -> pd.Series[Any]:
    """A column of whole numbers as such, though floats held it for the sake of what is missing."""
    if not pd.api.types.is_float_dtype(column.dtype):
        return column
    column = column.where(np.isfinite(column.to_numpy(float, na_value=np.nan)))
    known = column.dropna()
    whole = bool(((known % 1 == 0) & (known.abs() < MOST_EXACT)).all())
    return column.astype("Int64") if whole else column


def is_days(column: pd.Series[Any]) -> bool:
    """Whether a column holds days."""
    return pd.api.types.is_datetime64_any_dtype(column.dtype)


def is_text(column: pd.Series[Any]) -> bool:
    """Whether a column holds text, be it as categories."""
    dtype: Any = column.dtype
    if isinstance(dtype, pd.CategoricalDtype):
        dtype = dtype.categories.dtype
    return bool(pd.api.types.is_string_dtype(dtype) or pd.api.types.is_object_dtype(dtype))


def as_text(column: pd.Series[Any]) -> pd.Series[Any]:
    """A column of text without categories."""
    return column.astype("str")


def iso_days(column: pd.Series[Any]) -> pd.Series[Any]:
    """A column of days as YYYY-MM-DD, missing where they are."""
    days = np.datetime_as_string(column.to_numpy().astype("datetime64[D]"))
    return pd.Series(days, index=column.index, dtype="str").where(column.notna())


def python_values(column: pd.Series[Any]) -> list[Any]:
    """Plain Python values, None where one is missing."""
    values: list[Any] = column.astype(object).where(column.notna(), None).tolist()
    return values


def as_arrow(column: pd.Series[Any]) -> pa.Array:
    """A column as an Arrow array: days as date32, categories as a dictionary."""
    if is_days(column):
        return pa.array(column.to_numpy().astype("datetime64[D]"))
    return pa.array(column, from_pandas=True)
