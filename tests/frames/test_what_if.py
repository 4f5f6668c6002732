"""What a reader supposes: read from an address, applied to frames, and never to the data."""

from __future__ import annotations

import pandas as pd
import pytest

from parley.frames.columns import Frames
from parley.frames.view import select
from parley.frames.what_if import Supposition, apply_suppositions, parse_suppositions
from parley.measures import agreement

CESSION = Supposition("territorial-cession", "ukraine", "open")
SILENT = Supposition("eu-membership", "united-states", "supports")


def test_an_address_is_read_and_written_alike(shipped_frames: Frames) -> None:
    texts = [CESSION.written, SILENT.written]
    assert texts[0] == "ukraine.territorial-cession:open"
    assert parse_suppositions(texts, shipped_frames) == ((CESSION, SILENT), ())


@pytest.mark.parametrize(
    "text",
    ["", "ukraine", "ukraine.territorial-cession", "ukraine.territorial-cession:perhaps",
     "nobody.territorial-cession:open", "ukraine.nothing:open", "<script>:open"],
)  # fmt: skip
def test_what_cannot_be_read_is_dropped_and_told(text: str, shipped_frames: Frames) -> None:
    assert parse_suppositions([text], shipped_frames) == ((), (text,))


def test_of_two_on_one_cell_the_later_counts(shipped_frames: Frames) -> None:
    again = Supposition(CESSION.issue, CESSION.party, "supports")
    assert parse_suppositions([CESSION.written, again.written], shipped_frames).supposed == (again,)


def test_a_supposed_stance_takes_the_place_of_what_holds(shipped_frames: Frames) -> None:
    before = shipped_frames.positions.copy()
    found = apply_suppositions(shipped_frames, [CESSION, SILENT]).positions
    held = found[found["current"]].set_index(["issue", "party"])
    row = held.loc[("territorial-cession", "ukraine")]
    assert (row["stance"], row["score"], row["hypothetical"]) == ("open", 1.0, True)
    assert not row["red_line"] and row["position"] == -1 and pd.isna(row["attribution"])
    assert held.loc[("eu-membership", "united-states"), "stance"] == "supports"
    assert held["hypothetical"].sum() == 2
    assert held.index.is_unique
    kinds = found.dtypes[before.columns]
    pd.testing.assert_series_equal(kinds, before.dtypes)
    pd.testing.assert_frame_equal(shipped_frames.positions, before)


def test_measures_follow_what_is_supposed(shipped_frames: Frames) -> None:
    def score(frames: Frames) -> float:
        return float(agreement(select(frames, parties=["ukraine", "russia"]))["score"].iloc[0])

    # Apart by 3/4 on Donetsk, by 1 on cession and by 1/4 on accession; then by 1/4 on cession too.
    assert score(shipped_frames) == pytest.approx(1 - (3 / 4 + 1 + 1 / 4) / 3)
    supposed = apply_suppositions(shipped_frames, [CESSION])
    assert score(supposed) == pytest.approx(1 - (3 / 4 + 1 / 4 + 1 / 4) / 3)
