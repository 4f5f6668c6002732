"""Stretches of parties in, the gaps between each two of them summed over issues out."""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np

from parley.frames.cells import Numbers
from parley.measures._said import Said

FAR: Final = 2.0
"""Beyond either end: a stretch from -FAR to FAR meets each other one, as silence does."""


class StretchSums(NamedTuple):
    """Sums for each pair, with a row for each party that stands first.

    Where every party has a row, those below the diagonal are 0: a pair is told once.
    """

    apart: Numbers
    """On how many issues there is a gap."""
    total: Numbers
    """Σ f·g·gap."""
    squares: Numbers
    """Σ f·g·gap²."""


def stretch_sums(said: Said, first: Numbers, second: Numbers | None, rows: slice) -> StretchSums:
    """The sums over the issues with stretches, for the parties in `rows` with all the others.

    `first` and `second` are the factors of the two of a pair on these issues, the weight of an
    issue in the first; without a second it is 1. Party by party, as all gaps at once would not fit
    into memory.
    """
    low, high = np.nan_to_num(said.low, nan=-FAR), np.nan_to_num(said.high, nan=FAR)
    parties = range(len(low))[rows]
    found = np.zeros((3, len(parties), len(low)))
    every = len(parties) == len(low)  # then a pair is looked at once, by the one that stands first
    for row, party in enumerate(parties):
        rest = slice(party if every else 0, None)
        gap = np.maximum(low[rest], low[party])
        gap -= np.minimum(high[rest], high[party])
        apart = gap > said.within
        gap *= apart
        found[0, row, rest] = np.count_nonzero(apart, axis=1)
        weighed = gap if second is None else gap * second[rest]
        found[1, row, rest] = weighed @ first[party]
        gap *= weighed
        found[2, row, rest] = gap @ first[party]
    return StretchSums(*found)
