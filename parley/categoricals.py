"""Ids or numbers in, rows out: look-ups in long columns by code, where no text is compared."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

Rows = npt.NDArray[np.int64]


def isin(column: pd.Series[Any], ids: Iterable[str]) -> npt.NDArray[np.bool_]:
    """Which rows of a column of categories hold one of the ids: a look-up by code, not by text."""
    categories = column.cat.categories
    chosen = np.zeros(len(categories) + 2, bool)
    chosen[_codes_of(ids, categories)] = True
    chosen[-2:] = False  # an id that is no category, and a row where none stands, have the code -1
    found: npt.NDArray[np.bool_] = chosen.take(column.cat.codes)
    return found


def used_categories(column: pd.Series[Any], rows: npt.NDArray[np.bool_] | None = None) -> list[str]:
    """The ids that a column of categories has, in some rows, in the order of its categories."""
    categories, codes = column.cat.categories, column.cat.codes.to_numpy(int)
    some = codes if rows is None else codes[rows]
    seen = np.bincount(some + 1, minlength=len(categories) + 1)[1:]
    return categories[seen > 0].tolist()


def isin_numbers(column: pd.Series[Any], numbers: pd.Series[Any]) -> npt.NDArray[np.bool_]:
    """Which rows of a column hold one of the numbers of positions; -1 is none."""
    known = np.zeros(
        max(column.max() if len(column) else 0, numbers.max() if len(numbers) else 0) + 2, bool
    )
    known[numbers] = True
    known[-1] = False
    return known[column]


def index_in(column: pd.Series[Any], ids: Iterable[str]) -> Rows:
    """The place of each value in a list of ids, -1 where it is not in it."""
    coded = column.astype("category").cat
    codes = _codes_of(ids, coded.categories)
    places = np.full(len(coded.categories) + 1, -1)
    places[codes] = np.arange(len(codes))
    places[-1] = -1  # an id that is no category, and a row where none stands, have the code -1
    found: Rows = places.take(coded.codes)
    return found


def _codes_of(ids: Iterable[str], categories: pd.Index) -> npt.NDArray[np.intp]:
    """The code of each id, -1 where it is no category; a column of categories has them at hand."""
    return categories.get_indexer(ids if isinstance(ids, pd.Series) else list(ids))
