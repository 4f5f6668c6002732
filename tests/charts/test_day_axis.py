"""An axis of time: which days it covers, what it leaves out, and its ticks."""

from __future__ import annotations

import datetime as dt

import plotly.graph_objects as go
import pytest

from parley.charts._day_axis import (
    MOST_TICKS,
    DayRange,
    day_range,
    draw_axis,
    short_range_text,
    ticks,
)
from parley.charts._rows import Rows

DAY = dt.date.fromisoformat


def days(*texts: str) -> list[dt.date]:
    return [DAY(text) for text in texts]


@pytest.mark.parametrize(
    ("given", "first", "last", "before", "after"),
    [
        # One day alone has a week, and stands at its start.
        (["2024-03-01"], "2024-03-01", "2024-03-07", False, False),
        (["2024-03-01", "2024-05-30", "2024-07-01"], "2024-03-01", "2024-07-01", False, False),
        # A year long ago and a week.
        (
            ["2022-01-01", "2022-12-31", *["2025-12-15"] * 6, "2025-12-16", "2025-12-21"],
            "2025-12-15", "2025-12-21", True, False,
        ),
        (["2024-03-01", "2024-03-02", "2024-03-09", "2050-01-01"],
         "2024-03-01", "2024-03-09", False, True),
        # Two far-off days on either side, neither of which makes the axis long enough alone.
        (["1939-01-01", *["2024-03-01", "2024-03-20"] * 3, "2050-12-31"],
         "2024-03-01", "2024-03-20", True, True),
        # As many here as there: neither is few.
        (["2014-03-01", "2014-03-02", "2024-03-01", "2024-03-02"],
         "2014-03-01", "2024-03-02", False, False),
        # Near enough to what is dense to stay.
        (["2024-01-01", "2024-02-01", "2024-02-20", "2024-03-01", "2024-03-02", "2024-03-03"],
         "2024-01-01", "2024-03-03", False, False),
        (["9999-12-31"], "9999-12-31", "9999-12-31", False, False),
    ],
)  # fmt: skip
def test_a_few_far_off_days_are_left_out(
    given: list[str], first: str, last: str, before: bool, after: bool
) -> None:
    assert day_range(days(*given)) == DayRange(DAY(first), DAY(last), before, after)


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (
            "2025-12-15",
            "2025-12-21",
            ["15 December 2025", "17 December", "19 December", "21 December"],
        ),
        ("2024-05-01", "2024-05-24", ["6 May 2024", "13 May", "20 May"]),
        ("2024-02-01", "2024-06-02", ["March 2024", "April", "May", "June"]),
        ("2023-11-01", "2024-11-30", ["January 2024", "April", "July", "October"]),
        ("2021-02-01", "2024-01-30", ["2022", "2023", "2024"]),
        ("1871-01-01", "2024-01-01", ["1900", "1950", "2000"]),
        ("0001-01-01", "9999-12-31", ["5000"]),
    ],
)
def test_ticks_are_few_and_round(first: str, last: str, expected: list[str]) -> None:
    covered = DayRange(DAY(first), DAY(last))
    assert [text for _, text in ticks(covered)] == expected


@pytest.mark.parametrize("length", [1, 7, 8, 30, 61, 92, 200, 366, 1000, 5000, 100_000])
def test_there_are_never_more_ticks_than_a_phone_has_room_for(length: int) -> None:
    covered = DayRange(DAY("1700-05-17"), DAY("1700-05-17") + dt.timedelta(length))
    start, end = covered.range
    found = ticks(covered)
    assert 1 <= len(found) <= MOST_TICKS
    assert all(start <= at <= end for at, _ in found)


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("2024-08-30", "2024-08-30", "August 2024"),
        ("2022-01-01", "2022-12-31", "2022"),
        ("2014-03-01", "2015-02-12", "2014–15"),
        ("1998-01-01", "2003-01-01", "1998–2003"),
    ],
)
def test_what_is_far_off_is_dated_in_a_word(first: str, last: str, expected: str) -> None:
    assert short_range_text(DAY(first), DAY(last)) == expected


def drawn(covered: DayRange, day: str) -> go.Figure:
    figure = go.Figure()
    draw_axis(figure, covered, Rows(["A", "B"]), DAY(day), dark=False)
    return figure


def test_the_day_is_a_line_with_its_name() -> None:
    figure = drawn(DayRange(DAY("2024-03-01"), DAY("2024-03-31")), "2024-03-10")
    (line,) = (each for each in figure.layout.shapes if each.name == "day")
    at = DAY("2024-03-10").toordinal() + 0.5
    assert line.path.count(f"M{at},") == 2
    (name,) = (each for each in figure.layout.annotations if each.name == "day")
    assert (name.text, name.x) == ("as of 10 March 2024", at)


@pytest.mark.parametrize(
    ("day", "text", "x"),
    [("2020-01-01", "← as of 1 January 2020", 0), ("2030-01-01", "as of 1 January 2030 →", 1)],
)
def test_a_day_beyond_the_axis_is_named_at_its_edge(day: str, text: str, x: float) -> None:
    figure = drawn(DayRange(DAY("2024-03-01"), DAY("2024-03-31"), x == 0, x == 1), day)
    assert "day" not in [each.name for each in figure.layout.shapes]
    (name,) = (each for each in figure.layout.annotations if each.name == "day")
    assert (name.text, name.x, name.xref) == (text, x, "paper")


def test_the_line_stops_short_of_what_lies_beyond_it() -> None:
    covered = DayRange(DAY("2024-03-01"), DAY("2024-03-31"), before=True)
    assert covered.range[0] < covered.edge(after=False) < covered.line[0]
    assert covered.range[1] == covered.line[1]


def test_a_tick_that_would_run_into_another_has_no_text() -> None:
    figure = drawn(DayRange(DAY("2025-12-15"), DAY("2025-12-21")), "2025-12-16")
    found = [each.text for each in figure.layout.annotations if each.name == "tick"]
    assert found == ["15 December 2025", "19 December"]
