"""What moved between two days: who, on what, from where, to where."""

from __future__ import annotations

import datetime as dt
from functools import cache

import pandas as pd
import pytest

from parley.charts import moved as chart
from parley.frames import Frames, frames
from parley.movement import change, dates, in_words, moved
from tests.folders import every_part


@cache
def on(day: str) -> Frames:
    return frames(every_part(), dt.date.fromisoformat(day))


def moves(before: str, after: str) -> pd.DataFrame:
    return moved(on(before), on(after))


def row(found: pd.DataFrame, issue: str, party: str) -> pd.Series:
    (number,) = found.index[(found["issue"] == issue) & (found["party"] == party)]
    return found.loc[number]


def test_a_value_that_fell() -> None:
    found = row(moves("2024-01-10", "2024-03-01"), "total-catch", "kingdom")
    assert (found["kind"], round(found["step"], 3)) == ("down", -0.15)
    assert in_words(found) == "Kingdom of Vael on Total catch: from 180 kt to 150 kt"
    assert found["to_summary"] == "Came down at the first session."
    assert (found["to_sources"], found["to_locators"]) == ("report", "13")


def test_a_position_that_is_new() -> None:
    found = row(moves("2024-01-10", "2024-03-01"), "total-catch", "republic")
    assert found["kind"] == "new" and pd.isna(found["step"])
    assert change(found) == "none before, now 100 kt"


def test_over_several_moves_the_first_and_the_last_are_compared() -> None:
    found = row(moves("2024-01-10", "2024-05-12"), "total-catch", "kingdom")
    assert in_words(found) == "Kingdom of Vael on Total catch: from 180 kt to 120–140 kt"


def test_a_member_that_speaks_for_itself_left_its_blocs_position() -> None:
    found = row(moves("2024-03-01", "2024-05-12"), "total-catch", "isle-west")
    assert found["from_bloc"] == "islands"
    assert change(found) == "from 60–80 kt, its bloc’s, to 90 kt"


def test_a_blocs_move_is_not_its_members_again() -> None:
    found = moves("2024-02-20", "2024-05-12")
    on_catch = set(found["party"][found["issue"] == "total-catch"])
    assert "islands" in on_catch and "isle-north" not in on_catch


@pytest.mark.parametrize("day", ["2024-01-10", "2024-05-12"])
def test_nothing_moves_within_a_day(day: str) -> None:
    assert moves(day, day).empty
    assert chart.finding(moves(day, day)) == "No position in view moved between the two days"


def test_the_days_on_which_positions_were_taken() -> None:
    found = dates(on("2024-05-12"))
    assert found[0] == dt.date(2024, 1, 10) and found == sorted(set(found))


def test_frames_are_left_as_they_were() -> None:
    before = on("2024-03-01").positions.copy()
    moves("2024-03-01", "2024-05-12")
    pd.testing.assert_frame_equal(on("2024-03-01").positions, before)


def test_the_chart_draws_from_hollow_to_filled() -> None:
    found = moves("2024-01-10", "2024-03-01")
    known = found[found["kind"] != "new"]
    figure = chart.moved(known)
    marks = {trace.name: trace for trace in figure.data}
    assert marks["from_value"].x[0] == pytest.approx(0.9)
    assert marks["to_value"].x[0] == pytest.approx(0.75)
    assert marks["from_value"].marker.color == "#ffffff"
    assert chart.finding(known) == "Kingdom of Vael on Total catch: from 180 kt to 150 kt"
    assert len([note for note in figure.layout.annotations if note.name == "arrow"]) == 1


def test_the_chart_of_nothing_and_of_more_than_it_draws() -> None:
    found = moves("2024-01-10", "2024-05-12")
    assert len(chart.moved(found.head(0), dark=True).data) == 0
    many = pd.concat([found] * 10, ignore_index=True)
    figure = chart.moved(many)
    more = [note.text for note in figure.layout.annotations if note.name == "more"]
    assert more == [f"The table has {len(many) - 100} more moves"]
    assert "new" in chart.finding(many)
