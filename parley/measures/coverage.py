"""Positions and silences in, coverage out: how much of the matrix is stated, and what is not."""

from __future__ import annotations

from typing import Literal

import numpy as np
import pandas as pd

from parley.categoricals import index_in
from parley.format.vocabulary import SILENCES
from parley.frames.blocs import ancestors, is_voice
from parley.iter_rows import filter_rows
from parley.measures.cells import Cells


def coverage(
    positions: pd.DataFrame,
    silences: pd.DataFrame,
    parties: pd.DataFrame,
    issues: pd.DataFrame,
    by: Literal["party", "issue", "area"],
    blocs: dict[str, list[str]] | None = None,
) -> pd.DataFrame:
    """How many of the possible positions are known, by party, issue or area.

    Takes frames as `parley.frames` has them; `parties` and `issues` are those in view, and of the
    positions those that hold. Returns one row for each of what `by` names, in the order of showing,
    with the columns of that name, stated, possible, one for each kind of silence with its number (a
    cell of which nobody wrote down a silence is `not-reported`), and coverage, stated by possible.
    By issue and area what counts is what `parley.frames.blocs.counted` lets count; a member that is
    silent beside its bloc in view (`blocs`) counts no more than one that speaks beside it.
    """
    names = list(parties["party"].astype("str"))
    held = positions[["issue", "party", "current", "inherited_from"]]
    held = filter_rows(held, held["current"].to_numpy(bool))
    cells = Cells(held, issues, names)
    kinds = ["stated", *SILENCES]
    state = np.full(cells.shape, kinds.index("not-reported"), np.int8)
    first = silences.drop_duplicates(["issue", "party"])
    silent = Cells(first, issues, names)
    state[silent.party, silent.issue] = index_in(first["kind"], kinds)[silent.kept]
    state[cells.party, cells.issue] = kinds.index("stated")
    if blocs and by != "party":
        beside = [not set(names).isdisjoint(ancestors(name, blocs)) for name in names]
        count = np.ones(cells.shape, bool)
        count[np.array(beside, bool)] = False
        count[cells.party, cells.issue] = is_voice(held, blocs, names)[cells.kept]
        state[~count] = -1
    each = [(state == kind).sum(axis=1 if by == "party" else 0) for kind in range(len(kinds))]
    found, groups = np.stack(each, axis=1), names
    if by != "party":
        groups = list(dict.fromkeys(issues[by].astype("str")))
        by_issue, found = found, np.zeros((len(groups), len(kinds)), np.int64)
        np.add.at(found, index_in(issues[by], groups), by_issue)
    possible = found.sum(axis=1)
    columns = dict(zip(kinds, found.T, strict=True))
    table = pd.DataFrame(
        {by: pd.array(groups, dtype="str"), "stated": columns.pop("stated"), "possible": possible,
         **columns}
    )  # fmt: skip
    return table.assign(coverage=table["stated"] / table["possible"])
