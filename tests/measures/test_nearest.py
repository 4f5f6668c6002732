"""The agreement of one party with the others is that of all pairs."""

from __future__ import annotations

import pandas as pd

from parley.frames.build import Frames
from parley.frames.selection import Selection, apply_selection
from parley.measures.agreement import agreement
from parley.measures.nearest import nearest
from tests.folders import every_frame


def test_each_row_is_the_one_among_all_pairs(shipped_frames: Frames) -> None:
    for frames in (shipped_frames, every_frame()):
        found = apply_selection(frames, Selection())
        ids = found.party_ids
        every = agreement(found.positions, found.issues, ids)
        pd.testing.assert_frame_equal(
            nearest(found.positions, found.issues, ids[0], ids[1:]),
            every[every["party_a"] == ids[0]].reset_index(drop=True),
        )


def test_a_party_alone_is_near_nobody(shipped_frames: Frames) -> None:
    found = apply_selection(shipped_frames, Selection())
    alone = nearest(found.positions, found.issues, "russia", [])
    assert alone.empty and list(alone) == ["party_a", "party_b", "score", "shared", "possible"]
