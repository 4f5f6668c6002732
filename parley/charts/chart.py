"""A chart as a record: what it says in one sentence and in words, its data, and its figure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pandas as pd


@dataclass(frozen=True)
class Chart:
    """A figure to be drawn for a page that is dark or not, its words, and its data."""

    draw: Callable[[bool], Any]
    alt: str
    table: pd.DataFrame
