"""The agreement of one party with the others is that of all pairs."""

from __future__ import annotations

import pandas as pd
import pytest

from parley.frames.columns import Frames
from parley.frames.view import select
from parley.measures import agreement, nearest
from tests.folders import every_frame


def test_each_row_is_the_one_among_all_pairs(shipped_frames: Frames) -> None:
    for frames in (shipped_frames, every_frame()):
        found = select(frames)
        every = agreement(found)
        for party in found.party_ids:
            turned = every.rename(columns={"party_a": "party_b", "party_b": "party_a"})
            expected = pd.concat([every, turned])
            expected = expected[expected["party_a"] == party].set_index("party_b")
            near = nearest(found, party)
            pd.testing.assert_frame_equal(
                near, expected.loc[near["party_b"]].reset_index()[list(near)]
            )
            assert len(near) == len(expected)


def test_a_party_alone_is_near_nobody(shipped_frames: Frames) -> None:
    alone = nearest(select(shipped_frames, parties=["russia"]), "russia")
    assert alone.empty and list(alone) == list(agreement(select(shipped_frames)))


def test_a_bloc_is_not_near_its_own_member(shipped_frames: Frames) -> None:
    view = select(shipped_frames, parties=["ukraine", "european-leaders", "germany"])
    assert nearest(view, "germany")["party_b"].tolist() == ["ukraine"]
    assert nearest(view, "european-leaders")["party_b"].tolist() == ["ukraine"]


def test_a_party_out_of_view_has_no_row(shipped_frames: Frames) -> None:
    with pytest.raises(ValueError, match="expected a party in view, got 'russia'"):
        nearest(select(shipped_frames, parties=["ukraine"]), "russia")
