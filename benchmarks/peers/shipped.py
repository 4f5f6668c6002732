"""The shipped matrix as plain values: what the peers of Parley show."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pandas as pd

from parley.frames.build import build_frames
from parley.loading.loader import load

SILENT = "Not reported"


class Row(NamedTuple):
    """An issue: its title, its proposal, and the gist of each party that has spoken."""

    title: str
    proposal: str
    gists: dict[str, str]


def matrix() -> tuple[list[str], list[Row]]:
    """The names of the parties, and a row an issue."""
    held = build_frames(load(Path(__file__).resolve().parents[2] / "data" / "ukraine-berlin"))
    names = dict(zip(held.parties["party"].astype("str"), held.parties["name"], strict=True))
    now = held.positions[held.positions["current"]]
    gists: dict[str, dict[str, str]] = {}
    for issue, party, gist in zip(now["issue"], now["party"], now["gist"], strict=True):
        gists.setdefault(issue, {})[names[party]] = "" if pd.isna(gist) else gist
    rows = [
        Row(title, proposal, gists.get(issue, {}))
        for issue, title, proposal in zip(
            held.issues["issue"], held.issues["title"], held.issues["proposal"], strict=True
        )
    ]
    return list(names.values()), rows
