"""Frames in, everything that is contested or of which reports conflict out."""

from __future__ import annotations

from typing import Final

import pandas as pd

from parley.categoricals import isin, isin_numbers
from parley.format.vocabulary import SILENCES
from parley.frames.columns import Frames
from parley.measures._texts import mapped, texts_by_id

CONTESTED: Final = {
    "area": "id of the area",
    "issue": "id of the issue",
    "title": "the issue's name",
    "party": "id of the party whose position it is",
    "name": "its name",
    "position": "number of the position, or -1 for a silence",
    "kind": "contested (a party says that it is not so) or conflicting (reports differ)",
    "by": "id of the party that contests it",
    "by_name": "its name",
    "says": "what the contesting party says, or what the conflicting report says",
    "date": "day of the position, or the day on which a silence was last checked",
    "current": "whether it holds on the day of the frames",
}
"""The columns of what is returned, in order."""


def contested(frames: Frames) -> pd.DataFrame:
    """Everything that is contested or of which reports conflict, in the order of the issues.

    Returns the columns CONTESTED. A position that two parties contest has two rows; of
    reports that conflict each has one; a silence of the kind `conflicting` has one where the party
    holds no position. What a member takes from its bloc stands with the bloc alone.
    """
    rows, disputed = frames.positions, frames.disputes["position"]
    own = rows[
        (isin_numbers(rows["position"], disputed) | rows["conflicting"].to_numpy(bool))
        & rows["inherited_from"].isna().to_numpy(bool)
    ]
    held = own.set_index("position").loc[disputed, ["date", "current"]]
    disputes = frames.disputes.rename(columns={"disputed_by": "by", "summary": "says"}).assign(
        kind="contested", date=held["date"].to_numpy(), current=held["current"].to_numpy()
    )
    reports = own[own["conflicting"]]
    reports = reports.assign(kind="conflicting", says=reports["summary"].fillna(reports["gist"]))
    found = pd.concat([disputes, reports, _unclear(frames)], ignore_index=True)
    found = found.sort_values(["issue", "party"], kind="stable", ignore_index=True)
    names = texts_by_id(frames.parties, "party", "name")
    kinds = {"position": "int64", "kind": "str", "says": "str", "current": bool}
    return found.assign(
        title=mapped(found["issue"], texts_by_id(frames.issues, "issue", "title")),
        name=mapped(found["party"], names),
        by=found["by"].astype(frames.parties["party"].dtype),
        by_name=mapped(found["by"], names),
    ).astype(kinds)[list(CONTESTED)]


def _unclear(frames: Frames) -> pd.DataFrame:
    """The silences of parties on which reports contradict each other too far to state one."""
    silences = frames.silences
    rows = silences[(silences["kind"] == "conflicting").to_numpy(bool)]
    held = frames.positions
    held = held[["issue", "party"]][
        held["current"].to_numpy(bool)
        & isin(held["issue"], rows["issue"])
        & isin(held["party"], rows["party"])
    ]
    stated, silent = (
        pd.MultiIndex.from_frame(each[["issue", "party"]].astype("str")) for each in (held, rows)
    )
    rows = rows[~silent.isin(stated)]
    return rows.assign(
        position=-1,
        kind="conflicting",
        says=SILENCES["conflicting"].meaning,
        date=rows["checked"],
        current=True,
    )
