"""A view in, its issues by what separates and what joins out: who stands apart, who leans one way.

It counts all voices, where `sticking_points` counts those that decide; the rules are the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import pandas as pd

from parley.format.vocabulary import STANCES
from parley.frames.view import View
from parley.measures._relations import Relations
from parley.measures._view import of_view

GROUPS: Final = ("apart", "together", "mixed", "one", "none")
"""What holds of an issue: two voices stand apart; two or more lean the same way and nobody contests
a position; two or more without a common direction; one voice; none."""

SIDES: Final[Sequence[str]] = tuple(reversed(STANCES))
"""The stances from one end to the other: opposes to supports."""

COLUMNS: Final = ["issue", "group", "voices", "heard", "silent", "left_out", "pairs", "distance"]


@of_view
def issue_groups(view: View) -> pd.DataFrame:
    """In which of GROUPS each issue in view is, in the order of showing.

    Returns the columns COLUMNS: voices that have spoken, heard (parties with a position, also those
    for which another speaks), silent and left_out (parties), pairs that stand apart and the sum of
    their distances, from 0 to 1 each; then one for each of SIDES, voices with that stance where the
    issue has no scale, and valued, voices that name a value.
    """
    held = view.voices
    relations = Relations(view, held)
    of = relations.of
    pairs, distance, _ = relations.apart(np.ones(len(held), bool))
    contested = of.count(held.flags("disputed")) > 0
    together = relations.same_way & relations.unrelated & ~contested
    group = np.select([pairs > 0, together, of.number > 1, of.number == 1], GROUPS[:-1], GROUPS[-1])
    issues = len(view.issues)
    heard = np.bincount(view.cells.issue, minlength=issues)
    left_out = np.bincount(view.left_out_cells.issue, minlength=issues)
    valued = ~np.isnan(held.numbers("value_from"))
    stance = held.places("stance", SIDES)
    counted = (stance >= 0) & ~valued
    cell = held.issue[counted] * len(SIDES) + stance[counted]
    sides = np.bincount(cell, minlength=issues * len(SIDES)).reshape(-1, len(SIDES))
    columns = {
        "issue": view.issues["issue"].astype("str").to_numpy(),
        "group": group,
        "voices": of.number,
        "heard": heard,
        "silent": len(view.parties) - heard - left_out,
        "left_out": left_out,
        "pairs": pairs,
        "distance": distance,
    }
    return pd.DataFrame(
        {**columns, **dict(zip(SIDES, sides.T, strict=True)), "valued": of.count(valued)}
    )
