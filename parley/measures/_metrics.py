"""Stances in, sums over issues out, for all pairs of parties: what each metric is made of.

Every metric is a gap of two places, 0 where they are the same and 1 at opposite poles. Matrices
have a row a party and a column an issue, so that a roll call of 200 parties on thousands of issues
takes a few products of its matrix.
"""

from __future__ import annotations

from functools import cached_property
from typing import Final, Literal, get_args

import numpy as np

from parley.frames.cells import Numbers

Metric = Literal["city-block", "euclidean", "directional"]
METRICS: Final[tuple[Metric, ...]] = get_args(Metric)


def gap_of(metric: Metric, one: Numbers, other: Numbers) -> Numbers:
    """The gap of two places on each issue."""
    if metric == "directional":
        return (1 - (2 * one - 1) * (2 * other - 1)) / 2
    gap: Numbers = np.abs(one - other)
    return gap**2 if metric == "euclidean" else gap


STEPS: Final = (0.25, 0.5, 0.75, 1.0)
"""The places of the stances above the lowest."""


class Products:
    """What the gaps of each pair sum up to, of which the metrics have most in common.

    Takes places, a factor for the first of a pair, with the weight of each issue in it, and one for
    the second. A factor is 0 where the party is not to count, and its place there is never read.
    Sums have a row for each party in `rows`, and are made when they are asked for. `alike` says
    that the factors differ in the weights alone.
    """

    def __init__(
        self, places: Numbers, first: Numbers, second: Numbers, rows: slice, alike: bool
    ) -> None:
        self._f, self._g, self._rows = first, second, rows
        self._square = alike and rows == slice(None)
        self._places = np.nan_to_num(places).astype(first.dtype)

    def of(self, metric: Metric) -> Numbers:
        """Σ f·g·gap for each pair under a metric; of the squared gaps the score takes the root."""
        if metric == "city-block":  # |a - b| = a + b - 2·min(a, b)
            return (self._sum - 2 * self._lower).astype(float)
        if metric == "directional":  # (1 - (2a - 1)(2b - 1))/2 = a + b - 2ab
            return (self._sum - 2 * self._product).astype(float)
        found: Numbers = (self._squares - 2 * self._product).astype(float)
        return np.maximum(found.round(12), 0.0)

    @cached_property
    def _sum(self) -> Numbers:
        """Σ f·g·(a + b)."""
        return self._of_both(self._places)

    @cached_property
    def _squares(self) -> Numbers:
        """Σ f·g·(a² + b²)."""
        return self._of_both(self._places**2)

    @cached_property
    def _product(self) -> Numbers:
        """Σ f·g·a·b."""
        return self._times(self._f * self._places, self._g * self._places)

    @cached_property
    def _lower(self) -> Numbers:
        """Σ f·g·min(a, b): of each step that both have reached a quarter."""
        reached = (self._places >= step for step in STEPS)
        counted = [self._times(self._f * some, self._g * some) for some in reached]
        found: Numbers = np.sum(counted, axis=0) / 4
        return found

    def _of_both(self, values: Numbers) -> Numbers:
        first = self._times(self._f * values, self._g)
        return first + (first.T if self._square else self._times(self._f, self._g * values))

    def _times(self, first: Numbers, second: Numbers) -> Numbers:
        found: Numbers = first[self._rows] @ second.T
        return found
