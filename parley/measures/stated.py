"""Positions and silences in, coverage out: how much of the matrix is stated, and what is not."""

from __future__ import annotations

from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from parley.blocs import above
from parley.vocabulary import SILENCES


def stated(
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
    with the columns of that name, stated, possible, one for each kind of silence with its number
    (a cell of which nobody wrote down a silence is `not-reported`), and coverage, stated by
    possible. By issue and area a member does not count beside its bloc in view (`blocs`, see
    `parley.blocs`), unless the bloc is silent on the issue and the member is not.
    """
    ids = {"party": parties["party"], "issue": issues["issue"], "area": issues["area"]}[by]
    cells = issues[["issue", "area"]].merge(parties[["party"]], how="cross")
    cells = cells.astype("str")
    held = positions[positions["current"].to_numpy(bool)][["issue", "party"]].astype("str")
    told = cells.merge(held.drop_duplicates().assign(told=True), how="left")
    kinds = silences[["issue", "party", "kind"]].astype("str").drop_duplicates(["issue", "party"])
    told = told.merge(kinds, how="left", on=["issue", "party"])
    if blocs and by != "party":
        told = told[_counts(told, blocs)]
    silent = told["told"].isna()
    told["kind"] = told["kind"].fillna("not-reported").where(silent)
    table = pd.DataFrame(
        {
            "stated": (~silent).groupby(told[by]).sum(),
            "possible": told.groupby(by).size(),
            **{
                kind: (told["kind"] == kind).groupby(told[by]).sum().astype("int64")
                for kind in SILENCES
            },
        }
    ).reindex(list(dict.fromkeys(ids.astype("str"))))
    table["coverage"] = table["stated"] / table["possible"]
    return table.rename_axis(by).reset_index()


def _counts(cells: pd.DataFrame, blocs: dict[str, list[str]]) -> npt.NDArray[np.bool_]:
    """Which cells count, so that no bloc counts with its members."""
    in_view = set(cells["party"])
    spoken = cells["told"].notna()
    found = np.ones(len(cells), bool)
    for member in in_view & set(blocs):
        over = [bloc for bloc in above(member, blocs) if bloc in in_view]
        if over:
            by_bloc = cells["issue"].isin(set(cells["issue"][spoken & cells["party"].isin(over)]))
            found &= ~((cells["party"] == member) & (by_bloc | ~spoken)).to_numpy()
    return found
