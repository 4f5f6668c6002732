"""What several rules use: rows of a mask, ids in a message, a fault where there is none yet."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from parley.format.problems import Problem
from parley.loading.records import LocatedRecord

MOST_NAMED = 5
"""How many ids a message names."""


def rows_where(mask: npt.NDArray[np.bool_] | pd.Series[bool]) -> list[int]:
    """The numbers of the rows that a mask holds."""
    rows: list[int] = np.flatnonzero(mask).tolist()
    return rows


def join_ids(ids: list[str]) -> str:
    """The ids as a message names them: the first few, and how many more there are."""
    rest = len(ids) - MOST_NAMED
    names = ", ".join(ids[:MOST_NAMED])
    return f"{names} and {rest} more" if rest > 0 else names


def unless_faulty(
    located: LocatedRecord, path: tuple[str | int, ...], message: str
) -> Problem | None:
    """A fault with a value of a record; None where the place is faulty already."""
    return None if located.document.faulty_at(path) else located.document.problem(path, message)
