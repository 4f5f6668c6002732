"""Ids in, the names and titles of their records out."""

from __future__ import annotations

from typing import Any

import pandas as pd

from parley.iter_rows import iter_rows


def texts_by_id(frame: pd.DataFrame, id: str, text: str) -> dict[str, str]:
    """The text of each record of a frame, by its id."""
    return dict(iter_rows(frame[[id, text]]))


def mapped(ids: pd.Series[Any], texts: dict[str, str]) -> pd.Series[Any]:
    """The text of each id; missing where there is no id."""
    return ids.astype("object").map(texts).astype("str")
