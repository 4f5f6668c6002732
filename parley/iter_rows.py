"""A frame in, rows of it out: those that are flagged, or each in turn, made column by column.

pandas goes over the rows of a frame value by value, and for a column of texts that takes some
fifteen times as long as a list of the whole column.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd


def filter_rows(frame: pd.DataFrame, flags: npt.NDArray[np.bool_]) -> pd.DataFrame:
    """The rows whose flag is set; where all are the frame itself, as a million are not copied."""
    return frame if flags.all() else frame[flags]


def iter_rows(frame: pd.DataFrame) -> Iterator[Any]:
    """Each row as a named tuple of its columns, with the values that `Series.tolist` gives."""
    return map(_row(tuple(frame))._make, _values(frame))


def iter_dicts(frame: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """Each row as its values by column, where a column's name is computed."""
    names = tuple(frame)
    return (dict(zip(names, values, strict=True)) for values in _values(frame))


def _values(frame: pd.DataFrame) -> Iterator[tuple[Any, ...]]:
    return zip(*(frame[name].tolist() for name in frame), strict=True)


@lru_cache(maxsize=256)
def _row(names: tuple[str, ...]) -> Any:
    # A column need not be called what Python lets a field be called: it is then found by its place.
    return namedtuple("Row", names, rename=True)
