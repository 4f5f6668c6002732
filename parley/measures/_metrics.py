"""Scores in, sums over issues out, for all pairs of parties: what each metric is made of.

Every metric is a gap of two scores, 0 where they are the same and 1 at opposite poles. Matrices
have a row a party and a column an issue, so that a roll call of 200 parties on thousands of issues
takes a few products of its matrix.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Literal, NamedTuple, Protocol, get_args

import numpy as np

from parley.frames.cells import Numbers

Metric = Literal["city-block", "euclidean", "directional"]
METRICS: Final[tuple[Metric, ...]] = get_args(Metric)


class Summed(Protocol):
    """Σ w·f·g·gap for each pair of which the first stands before the second.

    Takes the scores, a weight for each issue, a factor for the first of a pair and one for the
    second, where it has another. A factor is 0 where the party is not to count, and its score there
    is never read.
    """

    def __call__(
        self, scores: Numbers, weights: Numbers, first: Numbers, second: Numbers | None = None, /
    ) -> Numbers: ...


STEPS: Final = (0.25, 0.5, 0.75, 1.0)
"""The scores of the stances above the lowest."""
STEP: Final = 0.25
AT_ONCE: Final = 256
"""Issues whose gaps are taken at once where scores may be anywhere, so that they stay in cache."""


def city_block(
    scores: Numbers, weights: Numbers, first: Numbers, second: Numbers | None = None
) -> Numbers:
    """Σ w·f·g·|a-b|.

    Where all scores on an issue are those of stances, a gap is the number of steps that one of the
    two has reached and the other has not, and a product for each step counts them for all pairs.
    Where a score can be anywhere, on a scale, the gaps are taken party by party.
    """
    stepped = (scores / STEP % 1 == 0).all(axis=0)
    every = stepped.all()
    weighted, g = first * weights, first if second is None else second
    total = np.zeros((len(scores), len(scores)))
    at, f, h = (each if every else each[:, stepped] for each in (scores, weighted, g))
    for step in STEPS:
        reached = at >= step
        ahead = (f * reached) @ (h * ~reached).T
        total += ahead
        total += ahead.T if second is None else (f * ~reached) @ (h * reached).T
    total *= STEP
    on_scale = np.flatnonzero(~stepped)
    for start in range(0, len(on_scale), AT_ONCE):
        some = on_scale[start : start + AT_ONCE]
        at, f, h = scores[:, some], weighted[:, some], g[:, some]
        for a in range(len(scores) - 1):
            gaps = np.abs(at[a + 1 :] - at[a])
            gaps *= h[a + 1 :]
            total[a, a + 1 :] += gaps @ f[a]
    return total


def squared(
    scores: Numbers, weights: Numbers, first: Numbers, second: Numbers | None = None
) -> Numbers:
    """Σ w·f·g·(a-b)²."""
    at = scores - 0.5  # around the middle, where the least is lost to rounding
    f, g = first * weights, first if second is None else second
    own = (f * at**2) @ g.T
    total = own + (own.T if second is None else f @ (g * at**2).T)
    total -= 2 * (f * at) @ (g * at).T
    return np.maximum(total.round(12), 0.0)


def directional(
    scores: Numbers, weights: Numbers, first: Numbers, second: Numbers | None = None
) -> Numbers:
    """Σ w·f·g·(1 - a'·b')/2, where a' = 2a-1 runs from -1 to 1."""
    lean = 2 * scores - 1
    f, g = first * weights, first if second is None else second
    return (f @ g.T - (f * lean) @ (g * lean).T) / 2


class Gap(NamedTuple):
    """A metric: its gaps summed over issues, and the gap to the pole that is farther away."""

    summed: Summed
    at_worst: Callable[[Numbers], Numbers]


GAPS: Final[dict[Metric, Gap]] = {
    "city-block": Gap(city_block, lambda at: np.maximum(at, 1 - at)),
    "euclidean": Gap(squared, lambda at: np.maximum(at, 1 - at) ** 2),
    "directional": Gap(directional, lambda at: (1 + np.abs(2 * at - 1)) / 2),
}
"""The metrics by name. Of the squared gaps the score takes the root."""
