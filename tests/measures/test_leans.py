"""Who leans which way by area, against what a person counts in the folder."""

from __future__ import annotations

import pandas as pd

from parley.frames.columns import Frames
from parley.frames.view import select
from parley.measures.leans import LEANS, leans
from tests.folders import every_frame


def counted(frames: Frames, **chosen: object) -> pd.DataFrame:
    return leans(select(frames, **chosen)).set_index(["area", "party"])  # type: ignore[arg-type]


def test_each_position_is_counted_once_where_it_leans() -> None:
    found = counted(every_frame())
    assert found.loc[("access", "kingdom")].to_dict() == {
        "backs": 1, "neither": 0, "against": 0, "value": 1, "left_out": 0, "silent": 1, "possible": 3
    }  # fmt: skip
    assert found.loc[("quota", "trawlers"), "against"] == 1


def test_every_issue_of_an_area_is_a_position_or_a_silence(shipped_frames: Frames) -> None:
    for frames in (shipped_frames, every_frame()):
        found = counted(frames)
        assert (found[[*LEANS, "silent"]].sum(axis=1) == found["possible"]).all()
        held = select(frames).positions
        assert int(found[list(LEANS)].to_numpy().sum()) == len(held)


def test_it_is_the_parties_and_areas_in_view_in_the_order_of_showing(
    shipped_frames: Frames,
) -> None:
    found = counted(shipped_frames, parties=("russia", "ukraine"))
    areas = list(dict.fromkeys(shipped_frames.issues["area"].astype(str)))
    assert list(found.index) == [(area, id) for area in areas for id in ("ukraine", "russia")]


def test_what_is_left_out_is_neither_a_lean_nor_a_silence(shipped_frames: Frames) -> None:
    every, record = counted(shipped_frames), counted(shipped_frames, record=True)
    assert (record["silent"] == every["silent"]).all()
    told = record[[*LEANS, "left_out"]].sum(axis=1)
    assert (told == every[list(LEANS)].sum(axis=1)).all() and record["left_out"].sum() > 0


def test_what_only_finds_cells_changes_no_lean(shipped_frames: Frames) -> None:
    found = counted(shipped_frames, stances=("opposes",))
    pd.testing.assert_frame_equal(found, counted(shipped_frames))
