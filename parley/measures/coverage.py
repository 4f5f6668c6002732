"""A view in, coverage out: on how much of the matrix a position is known, and what the rest is."""

from __future__ import annotations

from typing import Literal

import numpy as np
import pandas as pd

from parley.categoricals import index_in
from parley.format.vocabulary import SILENCES
from parley.frames.blocs import ancestors
from parley.frames.view import View
from parley.measures._view import of_view


@of_view
def coverage(view: View, by: Literal["party", "issue", "area"]) -> pd.DataFrame:
    """How many of the possible positions are known, by party, issue or area.

    Returns one row for each of what `by` names, in the order of showing, with the columns of that
    name, stated, possible, left_out (positions left out of the view), one for each kind of silence
    with its number (a cell of which nobody wrote down a silence is `not-reported`), and coverage,
    stated by possible. By issue and area voices count: a member for which its bloc speaks counts no
    more than one that is silent beside it.
    """
    cells, parties = view.cells, view.party_ids
    kinds = ["stated", "left_out", *SILENCES]
    state = np.full(cells.shape[::-1], kinds.index("not-reported"), np.int8)
    at_party, at_issue, kind = _silences(view, kinds)
    state[at_party, at_issue] = kind
    out = view.left_out_cells
    state[out.party, out.issue] = kinds.index("left_out")
    state[cells.party, cells.issue] = kinds.index("stated")
    if view.blocs and by != "party":
        beside = [not set(parties).isdisjoint(ancestors(id, view.blocs)) for id in parties]
        count = np.ones(state.shape, bool)
        count[np.array(beside, bool)] = False
        count[cells.party, cells.issue] = False
        count[out.party, out.issue] = True
        count[view.voices.party, view.voices.issue] = True
        state[~count] = -1
    each = [(state == kind).sum(axis=1 if by == "party" else 0) for kind in range(len(kinds))]
    found, groups = np.stack(each, axis=1), parties
    if by != "party":
        groups = list(dict.fromkeys(view.issues[by].astype("str")))
        by_issue, found = found, np.zeros((len(groups), len(kinds)), np.int64)
        np.add.at(found, index_in(view.issues[by], groups), by_issue)
    possible = found.sum(axis=1)
    columns = dict(zip(kinds, found.T, strict=True))
    table = pd.DataFrame(
        {by: pd.array(groups, dtype="str"), "stated": columns.pop("stated"), "possible": possible,
         **columns}
    )  # fmt: skip
    return table.assign(coverage=table["stated"] / table["possible"])


def _silences(view: View, kinds: list[str]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The party, the issue and the kind of each silence that is written down, by cell."""
    rows = view.frames.silences
    party = index_in(rows["party"], view.parties["party"])
    issue = index_in(rows["issue"], view.issues["issue"])
    kind = index_in(rows["kind"], kinds)
    known = np.flatnonzero((party >= 0) & (issue >= 0))
    known = known[np.argsort(-kind[known], kind="stable")]  # of two in a cell the first kind counts
    return party[known], issue[known], kind[known]
