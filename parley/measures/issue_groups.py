"""A view in, its issues by what separates and what joins out: who stands apart, who leans one way.

It counts all voices, where `sticking_points` counts those that decide; the rules are the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import pandas as pd

from parley.format.vocabulary import SCORES, STANCES
from parley.frames.view import View
from parley.measures._relations import Relations
from parley.measures._view import of_view

GROUPS: Final = ("apart", "together", "mixed", "one", "none")
"""What holds of an issue: two voices stand apart; two or more lean the same way and nobody contests
a position; two or more without a common direction; one voice; none."""

SIDES: Final[Sequence[str]] = tuple(reversed(STANCES))
"""The stances from one end to the other: opposes to supports."""

COLUMNS: Final = (
    "issue", "group", "voices", "heard", "silent", "left_out", "contest", *SIDES, "valued",
)  # fmt: skip


@of_view
def issue_groups(view: View) -> pd.DataFrame:
    """In which of GROUPS each issue in view is, in the order of showing.

    Returns the columns COLUMNS: voices that have spoken, heard (parties with a position, also those
    for which another speaks), silent and left_out (parties), contest (how far voices stand against
    each other: those for times those against, or where they name values or rungs the widest gap
    times a quarter of their squared number), one for each of SIDES (voices with that stance, where
    the issue has no scale) and valued (voices on an issue with a scale).
    """
    held = view.voices
    relations = Relations(view, held)
    of, issues = relations.of, len(view.issues)
    disputed = held.flags("disputed")
    contested = of.count(disputed) > 0 if disputed.any() else np.zeros(issues, bool)
    together = relations.same_way & relations.unrelated & ~contested
    group = np.select(
        [relations.some_apart, together, of.number > 1, of.number == 1], GROUPS[:-1], GROUPS[-1]
    )
    numeric = view.issues["numeric"].to_numpy(bool)
    stance = held.places("stance", SIDES) + 1
    cell = held.issue * (len(SIDES) + 1) + stance
    sides = np.bincount(cell, minlength=issues * (len(SIDES) + 1)).reshape(issues, -1)[:, 1:]
    sides[numeric] = 0
    con, pro = (
        sides[:, [at for at, side in enumerate(SIDES) if sign * SCORES[side] > 0]].sum(axis=1)
        for sign in (-1, 1)
    )
    contest = np.where(relations.all_named, relations.widest_gap * of.number**2 / 4, pro * con)
    heard = np.bincount(view.cells.issue, minlength=issues)
    left_out = np.bincount(view.left_out_cells.issue, minlength=issues)
    columns = {
        "issue": view.issues["issue"].astype("str").to_numpy(),
        "group": group,
        "voices": of.number,
        "heard": heard,
        "silent": len(view.parties) - heard - left_out,
        "left_out": left_out,
        "contest": contest,
        **dict(zip(SIDES, sides.T, strict=True)),
        "valued": np.where(numeric, of.number, 0),
    }
    return pd.DataFrame(columns)
