"""Positions in, numbers out: where each party stands on an issue, from 0 to 1."""

from __future__ import annotations

from typing import Final

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
