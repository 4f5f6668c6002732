"""What small folders come to in which one thing is easily got wrong."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pytest

from parley.frames.selection import Selection
from parley.frames.view import View, apply_selection, select
from parley.frames.what_if import apply_suppositions, parse_suppositions
from parley.measures import (
    agreement,
    comparison,
    coverage,
    deciding_parties,
    following,
    islands_of_agreement,
    leans,
    polarisation,
    score_ranges,
    settled_shares,
    sticking_points,
)
from parley.measures.common_ground import deciding_rule
from parley.measures.movement import in_words, moved
from tests.cases import case, case_frames


def rows(found: pd.DataFrame, *columns: str) -> list[tuple[Any, ...]]:
    return list(found[list(columns)].itertuples(index=False, name=None))


def test_a_member_that_differs_from_its_bloc_is_a_voice() -> None:
    view = case("d11-veto-in-bloc")
    stuck = sticking_points(view)
    assert rows(stuck, "issue", "pairs", "red_lines") == [("x", 2, 1)]
    assert stuck["why"][0] == (
        "Union and Upland, Upland and Candidate stand apart. Supports: Union, Candidate; opposes: "
        "Upland; a red line of Upland"
    )
    assert islands_of_agreement(view).empty
    assert comparison(view).to_dict() == {"x": "differ"}
    divided = polarisation(view)
    assert divided["spoken"][0] == 3
    assert divided["agreement"][0] < 1
    shares = settled_shares(view)
    assert (
        shares["settled"][shares["meaning"] == "same-side"][
            shares["group"] != "without Upland"
        ].max()
        == 0
    )
    assert rows(following(view), "bloc", "member", "follows", "dissents") == [
        ("union", "upland", 0, 1)
    ]


@pytest.mark.parametrize("name", ["d1-voice-1a", "d1-voice-1b"])
@pytest.mark.parametrize("parties", [(), ("coastland", "midland", "eastland")])
def test_of_members_that_repeat_a_bloc_the_one_that_decides_speaks(
    name: str, parties: tuple[str, ...]
) -> None:
    view = case(name, parties=parties)
    stuck = sticking_points(view)
    assert rows(stuck, "issue", "pairs") == [("x", 1)]
    if parties:
        assert stuck["why"][0].startswith("Midland and Eastland stand apart.")
        held = np.array(view.party_ids)[view.voices.party].tolist()
        assert sorted(held) == ["eastland", "midland"]


def test_one_more_citation_makes_no_position_less_direct() -> None:
    frames = case_frames("d4-weak")
    found = frames.positions.set_index(["issue", "party"])["attribution"].astype(str)
    assert (found["x", "a"], found["y", "a"]) == ("reporter", "second-hand")
    by_record = apply_selection(frames, Selection(record=True))
    assert sorted(frames.positions["party"][by_record.in_view]) == ["b", "b"]
    assert by_record.left_out.sum() == 2


def test_a_stance_supposed_for_a_bloc_reaches_its_members() -> None:
    frames = case_frames("d5-whatif-bloc")
    supposed = parse_suppositions(["union.y:supports", "union.x:opposes"], frames).supposed
    found = apply_suppositions(frames, supposed).positions
    held = found[found["current"]].set_index(["issue", "party"])
    for member in ("france", "spain"):
        assert held.loc[("y", member), "stance"] == "supports"
        assert held.loc[("x", member), "stance"] == "opposes"
        assert held.loc[("x", member), "inherited_from"] == "union"
        assert held.loc[("x", member), "hypothetical"]
    assert frames.positions["current"].sum() == 5  # those given stay as they are


@pytest.mark.parametrize("weighted", [True, False])
def test_a_score_lies_within_its_range_which_follows_the_switches(weighted: bool) -> None:
    view = case("d6-strip")
    (score,) = agreement(view, weighted=weighted)["score"]
    (found,) = score_ranges(view, weighted=weighted).to_dict("records")
    assert score == pytest.approx(2 / 11 if weighted else 2 / 3)
    assert found["low"] <= score <= found["high"]
    assert (found["low"], found["high"]) == pytest.approx((0.1 if weighted else 0.5, 1.0))
    assert found["bound_low"] == found["bound_high"] == pytest.approx(score)
    assert (found["rank_low"], found["rank_high"], found["ranked"]) == (1, 1, 1)


def test_where_there_is_no_principal_all_at_the_table_decide() -> None:
    view = case("d7-no-principals")
    assert deciding_parties(view) == ["a", "b"]
    assert deciding_rule(view) == ("all but observers and constituencies, as there is no principal")
    assert sticking_points(view).empty


def test_values_within_the_tolerance_are_on_the_same_side() -> None:
    view = case("d9-points")
    assert comparison(view).to_dict() == {"x": "agree"}
    assert sticking_points(view).empty
    assert rows(islands_of_agreement(view), "issue", "side", "spoken") == [("x", "values", 3)]
    assert polarisation(view)["dispersion"][0] == 0


def test_to_ask_for_another_rung_is_some_distance_and_no_opposite() -> None:
    view = case("d16-rung-above")
    (pair,) = agreement(view).to_dict("records")
    assert (pair["shared"], pair["same"], pair["apart"]) == (1, 0, 1)
    assert np.isnan(pair["score"])  # on one issue
    (stuck,) = sticking_points(view).to_dict("records")
    assert stuck["distance"] == pytest.approx(1 / 3)
    assert "supports, asks for rung 2 of 4: B" in stuck["why"]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (dt.date(2024, 6, 1), ["not-yet-known", "not-yet-known"]),
        (dt.date(2025, 1, 1), ["agreed", "not-yet-known"]),
        (dt.date(2025, 2, 1), ["agreed", "open"]),
    ],
)
def test_a_status_is_not_known_before_its_day(day: dt.date, expected: list[str]) -> None:
    view = case("d22-status-undated", day)
    assert view.issues["status"].astype(str).tolist() == expected
    chosen = case("d22-status-undated", day, statuses=["unknown"])
    assert chosen.issues.empty
    shares = settled_shares(view, 0.5)
    assert shares["settled"][shares["meaning"] == "agreed"].max() == expected.count("agreed")


FIRST = dt.date(2020, 12, 5)


def test_an_early_day_has_no_later_status_and_no_later_value() -> None:
    view = case("fishing", FIRST)
    assert set(view.issues["status"].astype(str)) == {"not-yet-known"}
    values = view.positions.set_index(["issue", "party"])["value_from"]
    assert (values["transition-years", "north"], values["transition-years", "league"]) == (3, 10)


def test_five_against_six_is_not_nought_against_ten() -> None:
    found = sticking_points(case("fishing")).set_index("issue")["distance"]
    early = sticking_points(case("fishing", FIRST)).set_index("issue")["distance"]
    assert found["transition-years"] == pytest.approx(1 / 14)
    assert early["transition-years"] == pytest.approx(0.5)
    assert list(found.index)[-1] == "transition-years"


def test_a_member_with_another_value_speaks_for_itself() -> None:
    view = case("fishing")
    spread = polarisation(view).set_index("issue").loc["quota-share"]
    assert (spread["low"], spread["high"], spread["spoken"]) == (10, 35, 3)
    assert rows(following(view), "bloc", "member", "follows", "dissents") == [
        ("league", "westmark", 6, 1),
        ("league", "eastmark", 6, 1),
    ]


def test_two_members_are_compared_by_what_both_have_said_themselves() -> None:
    found = agreement(case("fishing")).set_index(["party_a", "party_b"])
    pair = found.loc[("westmark", "eastmark")]
    assert (pair["shared"], np.isnan(pair["score"])) == (1, True)
    assert found.loc[("north", "eastmark"), "shared"] == 7  # by what it takes from its bloc too


def test_what_a_filter_leaves_out_is_no_silence() -> None:
    view = case("fishing", record=True)
    out = view.left_out.sum()
    assert out > 0
    assert coverage(view, "party")["left_out"].sum() == out
    assert leans(view)["left_out"].sum() == out
    every = case("fishing")
    silent = coverage(every, "party")["not-reported"].sum()
    assert coverage(view, "party")["not-reported"].sum() == silent


@pytest.mark.parametrize(
    "chosen", [{"stances": ["supports"]}, {"red_lines": True}, {"words": "annual"}]
)
def test_what_only_finds_cells_changes_no_measure(chosen: dict[str, Any]) -> None:
    view, every = case("fishing", **chosen), case("fishing")
    measures = (agreement, sticking_points, islands_of_agreement, polarisation, score_ranges, leans)
    for measure in measures:
        pd.testing.assert_frame_equal(measure(view), measure(every))
    assert 0 < view.matching.sum() < every.matching.sum()


def test_said_since_leaves_older_statements_out() -> None:
    view = case("fishing", since=dt.date(2020, 12, 1))
    dates = view.frames.positions["date"]
    assert (dates[view.in_view] >= "2020-12-01").all()
    assert (dates[view.left_out] < "2020-12-01").all()
    assert view.left_out.any()


def bound_case(bound: str) -> View:
    frames = case_frames("fishing")
    positions = frames.positions.copy()
    north = (positions["issue"] == "quota-share") & (positions["party"] == "north")
    positions.loc[north, "bound"] = bound
    return apply_selection(replace(frames, positions=positions), Selection())


@pytest.mark.parametrize(
    ("bound", "distance"), [("exactly", 0.1), ("at-least", 0.1), ("at-most", 0.0)]
)
def test_a_bound_reaches_to_the_end_of_the_scale(bound: str, distance: float) -> None:
    found = sticking_points(bound_case(bound)).set_index("issue")
    if distance:
        assert found.loc["quota-share", "distance"] == pytest.approx(distance)
    else:
        assert "quota-share" not in found.index


def test_a_bound_that_alone_moved_is_told() -> None:
    before, after = case_frames("fishing", FIRST), case_frames("fishing", FIRST)
    positions = before.positions.copy()
    north = (positions["issue"] == "transition-years") & (positions["party"] == "north")
    positions.loc[north & positions["current"], "bound"] = "at-most"
    positions.loc[north & positions["current"], "position"] += 1000
    (row,) = moved(replace(before, positions=positions), after).to_dict("records")
    assert in_words(row) == "Northland on Length of the transition: from at most 3 years to 3 years"


def test_a_bloc_and_its_member_alone_do_not_lean_the_same_way() -> None:
    frames = case_frames("d11-veto-in-bloc")
    positions = frames.positions.copy()
    upland = positions["party"] == "upland"
    positions.loc[upland, ["stance", "score", "red_line"]] = ["open", 1.0, False]
    milder = replace(frames, positions=positions)
    two = select(milder, parties=["union", "upland"])
    assert two.found_voices.counts.sum() == 2  # Upland differs, and is a voice
    assert islands_of_agreement(two).empty
    assert settled_shares(two)["settled"].max() == 0
    (island,) = islands_of_agreement(select(milder)).to_dict("records")
    assert island["spoken"] == 3
