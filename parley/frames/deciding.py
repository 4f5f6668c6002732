"""Frames in, who decides on each issue out: one rule for measures, packages and pages.

Those whom the issue names (`decided_by`), else the principals, and where there are none all but
observers and constituencies.
"""

from __future__ import annotations

from typing import Final, Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from parley.categoricals import index_in
from parley.frames.columns import LIST_SEPARATOR, Frames

Rule = Literal["named", "principals", "at the table"]

AWAY: Final = ("observer", "constituency")
"""Roles that do not sit at the table."""


def deciding_by_role(parties: pd.DataFrame) -> tuple[npt.NDArray[np.bool_], Rule]:
    """Which rows of the frame of parties decide where an issue names nobody, and by which rule."""
    role = parties["role"].astype("str")
    principal = (role == "principal").to_numpy()
    if principal.any():
        return principal, "principals"
    return ~role.isin(AWAY).to_numpy(), "at the table"


def deciding_matrix(
    frames: Frames, issues: pd.DataFrame | None = None, parties: pd.DataFrame | None = None
) -> npt.NDArray[np.bool_]:
    """Whether a party decides on an issue: a row an issue and a column a party.

    Rows and columns are those of the frames, or of the `issues` and `parties` given, which are rows
    of them. Who decides does not depend on what is in view.
    """
    issues = frames.issues if issues is None else issues
    parties = frames.parties if parties is None else parties
    by_role, _ = deciding_by_role(frames.parties)
    default = by_role[index_in(parties["party"], frames.parties["party"])]
    # As a long list of issues mostly names nobody, one row stands for all that do not.
    found = np.broadcast_to(default, (len(issues), len(parties)))
    named = issues["decided_by"].fillna("").to_numpy(object)
    rows = np.flatnonzero(named != "")
    if len(rows):
        found = found.copy()
        for row in rows.tolist():
            found[row] = parties["party"].isin(named[row].split(LIST_SEPARATOR)).to_numpy()
    return found


def deciding_rules(issues: pd.DataFrame, parties: pd.DataFrame) -> set[Rule]:
    """By which rules it is told who decides on these issues; `parties` is the whole frame."""
    named = issues["decided_by"].fillna("").to_numpy(object) != ""
    found: set[Rule] = {"named"} if named.any() else set()
    return found if named.all() and len(named) else {*found, deciding_by_role(parties)[1]}
