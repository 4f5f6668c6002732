"""Frames and a view of them in, the tables with only what is in view out."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from parley.categoricals import isin, isin_numbers
from parley.frames.blocs import ancestors, member_blocs
from parley.frames.cells import Flags
from parley.frames.columns import LIST_SEPARATOR, Frames
from parley.frames.view import View
from parley.iter_rows import filter_rows


def filter_tables(frames: Frames, view: View) -> dict[str, pd.DataFrame]:
    """The tables with only what is in view, by name; their columns are those of COLUMNS.

    Parties are those in view, issues too, or where the selection finds only some of the positions
    those that have one. Positions are those that are measured and found: what held before, is left
    out or does not match is not taken, nor are its evidence, conditions and disputes. An event
    stays where it bears on an issue and on a party in view, or names none; claims are about the
    talks as a whole and stay; of the sources those stay that anything left cites. Ids may name what
    is not in view: a condition can hang on another issue.
    """
    if (view.matching != view.in_view).any():
        view = view.found
    positions = filter_rows(frames.positions, view.matching)
    parties = set(view.parties["party"])
    issues = view.issues["issue"]
    silences = frames.silences
    silences = silences[isin(silences["party"], parties) & isin(silences["issue"], issues)]
    events = frames.events
    events = events[
        _names(events["issues"], set(issues))
        & _names(events["parties"], _with_members(frames, parties))
    ]
    evidence = frames.evidence
    role = evidence["role"]
    evidence = evidence[
        isin_numbers(evidence["position"], positions["position"])
        | (role.isin(["status", "outcome"]) & evidence["issue"].isin(issues))
        | ((role == "event") & evidence["ref"].isin(events["event"]))
        | (role == "claim")
    ]
    looked_at = (id for ids in silences["sources"] for id in ids.split(LIST_SEPARATOR))
    cited = {*evidence["source"].unique(), *looked_at}
    return {
        **frames.tables(),
        "parties": view.parties,
        "issues": view.issues,
        "positions": positions,
        "evidence": evidence,
        "silences": silences,
        "events": events,
        "sources": frames.sources[frames.sources["source"].isin(cited)],
        **{
            name: rows[isin_numbers(rows["position"], positions["position"])]
            for name, rows in (("conditions", frames.conditions), ("disputes", frames.disputes))
        },
    }


def _names(lists: pd.Series[Any], ids: set[str]) -> Flags:
    """Which of the lists in a column name one of the ids, or nothing at all."""
    named = (not text or not ids.isdisjoint(text.split(LIST_SEPARATOR)) for text in lists)
    return np.fromiter(named, bool, len(lists))


def _with_members(frames: Frames, parties: set[str]) -> set[str]:
    """The parties, and those for which one of them speaks."""
    blocs = member_blocs(frames.parties)
    return parties | {id for id in blocs if not parties.isdisjoint(ancestors(id, blocs))}
