"""Positions in, what each would take out: a stretch of values on a scale, or of rungs on a ladder.

On a numeric issue a position takes its value or range, and with `bound` all up to that end of the
scale, whatever rungs it names beside it. On a ladder it takes the rungs from its fallback to what
it asks for, counted from 0. Other positions take what their stance says, and have no stretch.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from parley.categoricals import index_in
from parley.frames.columns import LIST_SEPARATOR

Numbers = npt.NDArray[np.float64]


class Acceptable(NamedTuple):
    """Both ends of what each position would take, in the unit of its issue; missing where none."""

    low: Numbers
    high: Numbers


class Measures(NamedTuple):
    """How each issue is measured: by its scale, by the rungs of its ladder, or not at all."""

    span: Numbers
    """The scale's range, or the rungs less one; missing for an issue with neither."""
    start: Numbers
    """The lowest value, or 0."""
    tolerance: Numbers
    """How near two values may be to count as the same; 0 on a ladder."""


def default_tolerance(span: Any) -> Any:
    """How near two values may be to count as the same where a scale of that range does not say."""
    return span / 20


def issue_measures(issues: pd.DataFrame) -> Measures:
    """How each issue of the frame is measured."""
    low = issues["scale_min"].to_numpy(float)
    span = issues["scale_max"].to_numpy(float) - low
    tolerance = issues["scale_tolerance"].to_numpy(float)
    tolerance = np.where(np.isnan(tolerance), default_tolerance(span), tolerance)
    rungs = np.array([len(ladder) - 1.0 for ladder in ladders(issues)])
    ladder = np.isnan(span) & (rungs > 0)
    return Measures(
        np.where(ladder, rungs, span), np.where(ladder, 0.0, low), np.where(ladder, 0.0, tolerance)
    )


def ladders(issues: pd.DataFrame) -> list[list[str]]:
    """The ids of the rungs of each issue, from the least to the most; empty where it has none."""
    texts = issues["options"].fillna("").to_numpy(object)
    return [text.split(LIST_SEPARATOR) if text else [] for text in texts]


def acceptable(positions: pd.DataFrame, issues: pd.DataFrame) -> Acceptable:
    """What each position would take.

    `positions` needs the columns issue, value_from, value_to, bound, option and fallback; `issues`
    has their issues, with the columns of its frame.
    """
    low = positions["value_from"].to_numpy(float, copy=True)
    high = positions["value_to"].to_numpy(float, copy=True)
    at = index_in(positions["issue"], issues["issue"])
    for bound, ends, limit in (("at-least", high, "scale_max"), ("at-most", low, "scale_min")):
        rows = np.flatnonzero((positions["bound"] == bound).to_numpy() & ~np.isnan(ends))
        ends[rows] = issues[limit].to_numpy(float)[at[rows]]
    ask, fallback = (_rungs(positions[name], at, issues) for name in ("option", "fallback"))
    named = (~np.isnan(ask) | ~np.isnan(fallback)) & np.isnan(low)  # a value says it better
    if named.any():
        low[named] = np.fmin(ask, fallback)[named]
        high[named] = np.fmax(ask, fallback)[named]
    return Acceptable(low, high)


def _rungs(column: pd.Series[Any], at: npt.NDArray[np.int64], issues: pd.DataFrame) -> Numbers:
    """The place on its issue's ladder of the rung in a column, missing where none is named."""
    found = np.full(len(column), np.nan)
    rows = np.flatnonzero(column.notna().to_numpy())
    if not len(rows):
        return found
    place = [dict(_numbered(ladder)) for ladder in ladders(issues)]
    some = column.iloc[rows].astype("str").tolist()
    found[rows] = [
        place[issue].get(rung, np.nan) if issue >= 0 else np.nan
        for issue, rung in zip(at[rows].tolist(), some, strict=True)
    ]
    return found


def _numbered(ladder: Iterable[str]) -> Iterable[tuple[str, float]]:
    return ((rung, float(place)) for place, rung in enumerate(ladder))
