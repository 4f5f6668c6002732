"""Stances in, sums over issues out, for all pairs of parties: what each metric is made of.

Every metric is a gap of two places, 0 where they are the same and 1 at opposite poles. Matrices
have a row a party and a column an issue, so that a roll call of 200 parties on thousands of issues
takes a few products of its matrix.
"""

from __future__ import annotations

from typing import Final, Literal, Protocol, get_args

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


class Summed(Protocol):
    """Σ w·f·g·gap for each pair of which the first stands before the second.

    Takes the places, a weight for each issue, a factor for the first of a pair and one for the
    second, where it has another. A factor is 0 where the party is not to count, and its place there
    is never read.
    """

    def __call__(
        self, places: Numbers, weights: Numbers, first: Numbers, second: Numbers | None = None, /
    ) -> Numbers: ...


STEPS: Final = (0.25, 0.5, 0.75, 1.0)
"""The places of the stances above the lowest."""
STEP: Final = 0.25


def city_block(
    places: Numbers, weights: Numbers, first: Numbers, second: Numbers | None = None
) -> Numbers:
    """Σ w·f·g·|a-b|.

    A gap is the number of steps that one of the two has reached and the other has not, and a
    product for each step counts them for all pairs.
    """
    f, g = first * weights, first if second is None else second
    total = np.zeros((len(places), len(places)))
    for step in STEPS:
        reached = places >= step
        ahead = (f * reached) @ (g * ~reached).T
        total += ahead
        total += ahead.T if second is None else (f * ~reached) @ (g * reached).T
    return total * STEP


def squared(
    places: Numbers, weights: Numbers, first: Numbers, second: Numbers | None = None
) -> Numbers:
    """Σ w·f·g·(a-b)²."""
    at = places - 0.5  # around the middle, where the least is lost to rounding
    f, g = first * weights, first if second is None else second
    own = (f * at**2) @ g.T
    total = own + (own.T if second is None else f @ (g * at**2).T)
    total -= 2 * (f * at) @ (g * at).T
    return np.maximum(total.round(12), 0.0)


def directional(
    places: Numbers, weights: Numbers, first: Numbers, second: Numbers | None = None
) -> Numbers:
    """Σ w·f·g·(1 - a'·b')/2, where a' = 2a-1 runs from -1 to 1."""
    lean = 2 * places - 1
    f, g = first * weights, first if second is None else second
    return (f @ g.T - (f * lean) @ (g * lean).T) / 2


SUMMED: Final[dict[Metric, Summed]] = {
    "city-block": city_block,
    "euclidean": squared,
    "directional": directional,
}
"""The metrics by name. Of the squared gaps the score takes the root."""
