"""Views: what they keep, whatever frames they are of, and what they say of frames that lack it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from parley.frames.columns import Frames
from parley.frames.own_tables import frames_from_tables
from parley.frames.selection import Selection
from parley.frames.view import View, apply_selection, select
from tests.folders import every_frame


def cells(view: View) -> list[tuple[str, str]]:
    """The issue and the party of each position, as the arrays have them."""
    issues, parties = view.issue_ids, view.party_ids
    return [
        (issues[issue], parties[party])
        for issue, party in zip(view.cells.issue, view.cells.party, strict=True)
    ]


def test_positions_stand_in_the_order_of_issues_then_parties() -> None:
    view = select(every_frame())
    issues, parties = view.issue_ids, view.party_ids
    found = cells(view)
    assert found == sorted(found, key=lambda cell: (issues.index(cell[0]), parties.index(cell[1])))
    rows = view.positions
    assert list(zip(rows["issue"], rows["party"], strict=True)) == found
    assert rows["current"].all()


def test_the_arrays_are_those_of_the_frame() -> None:
    view = select(every_frame())
    rows = view.positions
    np.testing.assert_array_equal(view.cells.numbers("score"), rows["score"])
    np.testing.assert_array_equal(view.cells.flags("red_line"), rows["red_line"])
    some = view.cells.where(rows["red_line"].to_numpy(bool))
    assert some.frame(["party"])["party"].tolist() == rows["party"][rows["red_line"]].tolist()
    matrix = view.cells.matrix(view.cells.numbers("score"))
    assert matrix.shape == (len(view.parties), len(view.issues))
    port, vael = view.issue_ids.index("port-access"), view.party_ids.index("kingdom")
    assert matrix[vael, port] == 2.0


def test_a_view_of_other_parties_and_issues() -> None:
    view = select(every_frame(), parties=["kingdom", "republic"], stances=["opposes"])
    part = view.of(parties=["islands", "kingdom"], issues=["net-size", "port-access"])
    assert (part.party_ids, part.issue_ids) == (
        ["islands", "kingdom"], ["port-access", "net-size"]
    )  # fmt: skip
    assert cells(part) == [
        ("port-access", "islands"), ("port-access", "kingdom"),
        ("net-size", "islands"), ("net-size", "kingdom"),
    ]  # fmt: skip
    # What the kingdom says was in view and did not match.
    assert part.positions["matches"].tolist() == [True, False, True, False]
    every = list(view.frames.issues["issue"])
    assert part.frames is view.frames
    assert (view.party_ids, view.issue_ids) == (["kingdom", "republic"], every)
    everybody = view.of(parties=view.frames.parties["party"], issues=view.frames.issues["issue"])
    assert len(everybody.cells) == view.frames.positions["current"].sum()


def test_a_view_does_not_change_its_frames() -> None:
    frames = every_frame()
    before = {name: frame.copy(deep=True) for name, frame in frames.tables().items()}
    view = select(frames, parties=["islands", "isle-north"])
    _ = view.positions, view.voices
    view.of(parties=["kingdom"])
    for name, frame in frames.tables().items():
        pd.testing.assert_frame_equal(frame, before[name])


@pytest.mark.parametrize(
    ("choice", "message"),
    [
        ({"parties": ["kingdon"]}, "parties: expected one of islands, kingdom, .*, got 'kingdon', "
         "did you mean 'kingdom'?"),
        ({"areas": ["quotas"]}, "areas: expected one of access, quota, got 'quotas', "
         "did you mean 'quota'?"),
        ({"stances": ["maybe"]}, "stances: expected one of supports, open, undecided, reluctant, "
         "opposes, got 'maybe'"),
    ],
)  # fmt: skip
def test_what_the_frames_do_not_have_is_refused(choice: dict[str, list[str]], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        select(every_frame(), **choice)  # type: ignore[arg-type]
    kind = "parties" if "parties" in choice else "issues"
    with pytest.raises(ValueError, match=r"expected one of .*, got 'nobody'"):
        select(every_frame()).of(**{kind: ["nobody"]})  # type: ignore[arg-type]


def test_one_id_need_not_be_a_list() -> None:
    assert select(every_frame(), parties="kingdom").party_ids == ["kingdom"]


@pytest.mark.parametrize(
    ("table", "change", "message"),
    [
        ("positions", {"drop": ["salience", "current"]},
         "positions: expected the columns issue, party, .*; missing: salience, current"),
        ("issues", {"drop": ["weight"]}, "issues: expected the columns .*; missing: weight"),
        ("parties", {"drop": ["role"]}, "parties: expected the columns .*; missing: role"),
        ("positions", {"text": "party"},
         "positions: expected categories in the column party, got str; frames_from_tables makes"),
    ],
)  # fmt: skip
def test_frames_that_lack_what_a_view_needs(
    table: str, change: dict[str, object], message: str
) -> None:
    frame = getattr(every_frame(), table)
    if "drop" in change:
        frame = frame.drop(columns=change["drop"])
    else:
        frame = frame.astype({change["text"]: "str"})
    with pytest.raises(ValueError, match=message):
        apply_selection(replace(every_frame(), **{table: frame}), Selection())


def test_two_positions_in_one_cell_are_refused(shipped_frames: Frames) -> None:
    rows = shipped_frames.positions
    twice = pd.concat([rows, rows.iloc[[0]]], ignore_index=True)
    view = select(replace(shipped_frames, positions=twice))
    with pytest.raises(ValueError, match="expected one current position of a party on an issue, "
                       "got two of 'ukraine' on 'donetsk-withdrawal'"):  # fmt: skip
        _ = view.cells


# --- tables of one's own


PARTIES = pd.DataFrame({"party": ["union", "port"]})
ISSUES = pd.DataFrame({"issue": ["bonus", "shifts"]})
POSITIONS = pd.DataFrame(
    {
        "issue": ["shifts", "bonus", "bonus"],
        "party": ["port", "union", "port"],
        "stance": ["supports", "supports", "reluctant"],
    }
)


def test_tables_need_few_columns_and_the_rest_is_missing() -> None:
    frames = frames_from_tables(PARTIES, ISSUES, POSITIONS)
    assert frames.positions["score"].tolist() == [2.0, 2.0, -1.0]
    assert frames.positions["attribution"].isna().all()
    assert frames.parties["name"].tolist() == ["union", "port"]
    assert cells(select(frames)) == [("bonus", "union"), ("bonus", "port"), ("shifts", "port")]
    every = every_frame().tables()
    for name, frame in frames.tables().items():
        assert list(frame) == list(every[name])
        if len(frame):
            pd.testing.assert_series_equal(
                frame.dtypes.astype("str"), every[name].dtypes.astype("str"), obj=name
            )


def test_a_view_takes_only_what_holds() -> None:
    earlier = POSITIONS.assign(current=[True, True, False])
    frames = frames_from_tables(PARTIES, ISSUES, earlier)
    assert cells(select(frames)) == [("bonus", "union"), ("shifts", "port")]


@pytest.mark.parametrize(
    ("tables", "message"),
    [
        ((PARTIES, ISSUES, POSITIONS.drop(columns="stance")),
         "positions: expected the columns issue, party, stance; missing: stance"),
        ((PARTIES, ISSUES, POSITIONS.rename(columns={"stance": "stanze"})),
         "positions: expected the columns issue, party, stance; missing: stance"),
        ((PARTIES, ISSUES.assign(wieght=1.0), POSITIONS),
         "issues: there is no column 'wieght', did you mean 'weight'?"),
        ((PARTIES, ISSUES, POSITIONS.replace("port", "prot")),
         "positions: party: 'prot' is not known, did you mean 'port'?"),
        ((PARTIES, ISSUES, POSITIONS.replace("supports", "likes")),
         "positions: stance: 'likes' is not known"),
        ((pd.concat([PARTIES, PARTIES]), ISSUES, POSITIONS), "party: 'union' stands in two rows"),
        ((PARTIES, ISSUES.assign(numeric=True), POSITIONS),
         "issues: expected scale_min and scale_max of a numeric issue"),
    ],
)  # fmt: skip
def test_tables_that_are_wrong(
    tables: tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame], message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        frames_from_tables(*tables)


def test_making_frames_leaves_the_tables_as_they_are() -> None:
    before = [table.copy(deep=True) for table in (PARTIES, ISSUES, POSITIONS)]
    frames_from_tables(PARTIES, ISSUES, POSITIONS)
    for table, copy in zip((PARTIES, ISSUES, POSITIONS), before, strict=True):
        pd.testing.assert_frame_equal(table, copy)
