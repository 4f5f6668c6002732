"""Positions in, numbers out: where each party stands on an issue, and what it leans to."""

from __future__ import annotations

from typing import Final

import numpy as np

from parley.format.vocabulary import SCORES
from parley.frames.cells import Cells, Numbers
from parley.frames.view import View

LOWEST: Final = min(SCORES.values())
STANCE_RANGE: Final = max(SCORES.values()) - LOWEST


def score_matrix(view: View, cells: Cells) -> Numbers:
    """Where each party stands on each issue, from 0 to 1: a row a party and a column an issue.

    Missing where the party is silent. A numeric issue uses its own range, and a range of values its
    midpoint.
    """
    scores = (cells.numbers("score") - LOWEST) / STANCE_RANGE
    on_scale = view.issues["numeric"].to_numpy(bool)[cells.issue]
    if on_scale.any():
        some = cells.where(on_scale)
        low, high = (view.issues[name].to_numpy(float)[some.issue]
                     for name in ("scale_min", "scale_max"))  # fmt: skip
        middle = (some.numbers("value_from") + some.numbers("value_to")) / 2
        scores[on_scale] = (middle - low) / (high - low)
    return cells.matrix(scores)


def lean_intervals(view: View, cells: Cells) -> tuple[Numbers, Numbers]:
    """Both ends of what each position is for: its values, or 1 for the proposal and -1 against it.

    Who is undecided is for either. Two positions are opposed where one ends before the other
    begins. Has one number a position; missing where it is for nothing on this sort of issue.
    """
    low = np.sign(cells.numbers("score"))
    high = low.copy()
    undecided = low == 0
    low[undecided], high[undecided] = -1, 1
    on_scale = view.issues["numeric"].to_numpy(bool)[cells.issue]
    if on_scale.any():
        some = cells.where(on_scale)
        low[on_scale], high[on_scale] = some.numbers("value_from"), some.numbers("value_to")
    return low, high
