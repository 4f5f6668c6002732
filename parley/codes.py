"""Ids or numbers in, rows out: look-ups in long columns by code, where no text is compared."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

Rows = npt.NDArray[np.int64]


def among(column: pd.Series[Any], ids: Iterable[str]) -> npt.NDArray[np.bool_]:
    """Which rows of a column of categories hold one of the ids: a look-up by code, not by text."""
    categories = column.cat.categories
    chosen = np.zeros(len(categories) + 2, bool)
    chosen[categories.get_indexer(list(ids))] = True
    chosen[-2:] = False  # an id that is no category, and a row where none stands, have the code -1
    found: npt.NDArray[np.bool_] = chosen[column.cat.codes]
    return found


def occurring(column: pd.Series[Any], rows: npt.NDArray[np.bool_] | None = None) -> list[str]:
    """The ids that a column of categories has, in some rows, in the order of its categories."""
    categories, codes = column.cat.categories, column.cat.codes.to_numpy(int)
    some = codes if rows is None else codes[rows]
    seen = np.bincount(some + 1, minlength=len(categories) + 1)[1:]
    return list(categories[seen > 0])


def numbered(column: pd.Series[Any], numbers: pd.Series[Any]) -> npt.NDArray[np.bool_]:
    """Which rows of a column hold one of the numbers of positions; -1 is none."""
    known = np.zeros(
        max(column.max() if len(column) else 0, numbers.max() if len(numbers) else 0) + 2, bool
    )
    known[numbers] = True
    known[-1] = False
    return known[column]


def rows_of(column: pd.Series[Any], ids: Iterable[str]) -> Rows:
    """The place of each value in a list of ids, -1 where it is not in it."""
    coded = column.astype("category").cat
    place = {id: row for row, id in enumerate(ids)}
    places = [place.get(id, -1) for id in coded.categories.tolist()]
    found: Rows = np.array([*places, -1], np.int64)[coded.codes.to_numpy()]
    return found
