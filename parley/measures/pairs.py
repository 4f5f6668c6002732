"""Places in, sums over issues out, for all pairs of parties: what each metric is made of.

Every metric is a gap of two places, 0 where they are the same and 1 at opposite poles. Matrices
have a row a party and a column an issue, so that a roll call of 200 parties on thousands of issues
takes a few products of its matrix.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]
Summed = Callable[[Numbers, Numbers, Numbers], Numbers]
"""Places, a factor for the first and one for the second of a pair in; Σ f·g·gap out.

Holds for the pairs of which the first stands before the second; a factor is 0 where the party is
not to count, and its place there is never read.
"""


def city_block(places: Numbers, first: Numbers, second: Numbers) -> Numbers:
    """Σ f·g·|a-b|."""
    total = np.zeros((len(places), len(places)))
    for a in range(len(places) - 1):
        gaps = places[a + 1 :] - places[a]
        np.abs(gaps, out=gaps)
        gaps *= second[a + 1 :]
        total[a, a + 1 :] = gaps @ first[a]
    return total


def squared(places: Numbers, first: Numbers, second: Numbers) -> Numbers:
    """Σ f·g·(a-b)²."""
    at = places - 0.5  # around the middle, where the least is lost to rounding
    total = (first * at**2) @ second.T + first @ (second * at**2).T
    total -= 2 * (first * at) @ (second * at).T
    return np.maximum(total.round(12), 0.0)


def directional(places: Numbers, first: Numbers, second: Numbers) -> Numbers:
    """Σ f·g·(1 - a'·b')/2, where a' = 2a-1 runs from -1 to 1."""
    lean = 2 * places - 1
    return (first @ second.T - (first * lean) @ (second * lean).T) / 2


class Gap(NamedTuple):
    """A metric: its gaps summed over issues, and the gap to the pole that is farther away."""

    summed: Summed
    at_worst: Callable[[Numbers], Numbers]


GAPS: Final = {
    "city-block": Gap(city_block, lambda at: np.maximum(at, 1 - at)),
    "euclidean": Gap(squared, lambda at: np.maximum(at, 1 - at) ** 2),
    "directional": Gap(directional, lambda at: (1 + np.abs(2 * at - 1)) / 2),
}
"""The metrics by name. Of the squared gaps the score takes the root."""
