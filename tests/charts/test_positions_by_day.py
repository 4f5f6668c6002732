"""The positions by day: counts, marks that are apart, what is later or far away, and none."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import pytest

from parley.charts.positions_by_day import position_counts, positions_by_day
from parley.frames.columns import Frames
from parley.palette import BACKGROUND, QUIET
from tests.folders import every_frame

DAY = dt.date.fromisoformat
AS_OF = DAY("2025-12-15")
TODAY = DAY("2024-03-08")


def texts(figure: go.Figure, name: str | None = None) -> list[str]:
    return [note.text for note in figure.layout.annotations if note.name == name]


def traces(figure: go.Figure) -> dict[str, Any]:
    return {trace.name: trace for trace in figure.data}


def notes(figure: go.Figure) -> list[str]:
    return "<br>".join(texts(figure, "notes")).split("<br>") if texts(figure, "notes") else []


def days_of(first: str, number: int, step: int = 1) -> list[str]:
    """So many days, so far apart."""
    return [(DAY(first) + dt.timedelta(each * step)).isoformat() for each in range(number)]


def counts_of(*rows: tuple[str, str, int]) -> pd.DataFrame:
    """Counts from a name, a day and a number."""
    return pd.DataFrame(
        [(name.lower(), name, pd.Timestamp(day), number) for name, day, number in rows],
        columns=["party", "name", "date", "count"],
    ).astype({"date": "datetime64[s]"})


def numbers(figure: go.Figure) -> list[str]:
    return [text for trace in figure.data for text in trace.text]


def test_positions_are_counted_by_party_and_day_and_blocs_once() -> None:
    frames = every_frame()
    counts = position_counts(frames.positions, frames.parties)
    kingdom = counts[counts["party"] == "kingdom"]
    assert [(each.isoformat()[:10], number) for each, number
            in zip(kingdom["date"], kingdom["count"], strict=True)] == [
        ("2024-01-10", 1), ("2024-03-01", 1), ("2024-04-01", 2), ("2024-05-01", 1),
        ("2024-05-10", 1),
    ]  # fmt: skip
    assert "isle-north" not in set(counts["party"])
    assert counts["count"].sum() == frames.positions["inherited_from"].isna().sum()
    assert list(dict.fromkeys(counts["party"]))[:3] == ["islands", "kingdom", "republic"]


def test_one_day_alone_stands_at_the_start_of_the_axis(shipped_frames: Frames) -> None:
    counts = position_counts(shipped_frames.positions, shipped_frames.parties)
    figure = positions_by_day(counts, AS_OF).figure()
    assert numbers(figure) == ["7", "3", "2", "4", "3"]
    (dots,) = figure.data
    assert set(dots.x) == {AS_OF.toordinal() + 0.5}
    low, high = figure.layout.xaxis.range
    assert (dots.x[0] - low) / (high - low) < 0.15
    # The name of the day is that of the only tick.
    assert texts(figure, "tick") == []
    assert texts(figure, "day") == ["as of 15 December 2025"]


@pytest.mark.parametrize(
    ("days", "period", "expected"),
    [
        (["2024-03-01", "2024-03-04", "2024-03-07"], None, ["1", "1", "1"]),
        (["2024-03-04", "2024-03-05", "2024-03-12", "2024-04-29"], "week", ["2", "1", "1"]),
        (["2024-01-20", "2024-02-01", "2024-02-09", "2024-08-30"], "month", ["1", "2", "1"]),
        (["2021-01-30", "2021-02-01", "2021-04-02", "2023-08-30"], "quarter", ["2", "1", "1"]),
        (["2014-01-01", "2014-09-01", "2015-03-01", "2023-08-30"], "year", ["2", "1", "1"]),
        (["1914-01-01", "1919-12-31", "1920-01-01", "2023-08-30"], "decade", ["2", "1", "1"]),
    ],
)
def test_marks_that_would_touch_are_one(
    days: list[str], period: str | None, expected: list[str]
) -> None:
    # The last day is that of several, so that it is not left out as far off.
    others = [(name, days[-1], 1) for name in ("B", "C")]
    counts = counts_of(*(("A", day, 1) for day in days), *others)
    figure = positions_by_day(counts, DAY(days[-1])).figure()
    assert numbers(figure) == [*expected, "1", "1"]
    assert notes(figure) == ([f"One mark for each {period}"] if period else [])


@pytest.mark.parametrize("years", [1, 3, 30, 300])
def test_marks_of_many_days_are_apart_and_within_the_figure(years: int) -> None:
    days = days_of("1701-01-05", 365, step=years)
    figure = positions_by_day(counts_of(*(("A", day, 1) for day in days)), DAY(days[-1])).figure()
    low, high = figure.layout.xaxis.range
    pixels = sorted((place - low) / (high - low) * 336 for place in figure.data[0].x)
    assert min(b - a for a, b in pairwise(pixels[:-1])) >= 20
    assert 5 <= pixels[0] < pixels[-1] <= 331
    assert sum(int(text) for text in numbers(figure)) == 365


@pytest.mark.parametrize("dark", [False, True])
def test_what_was_taken_later_than_the_day_is_hollow(dark: bool) -> None:
    counts = counts_of(("A", "2024-03-01", 1), ("A", "2024-03-04", 3), ("A", "2024-03-07", 2))
    figure = positions_by_day(counts, DAY("2024-03-04")).figure(dark)
    found = {name: (each.text, each.marker.color) for name, each in traces(figure).items()}
    assert found == {
        "positions": (("1", "3"), QUIET.on(dark)),
        "later": (("2",), BACKGROUND.on(dark)),
    }
    assert notes(figure) == ["Hollow: taken after 4 March 2024"]


def test_a_period_with_the_day_in_it_has_a_mark_on_either_side() -> None:
    days = ["2024-01-05", "2024-01-06", "2024-03-02", "2024-03-30", "2024-06-30"]
    figure = positions_by_day(
        counts_of(*(("A", day, 1) for day in days)), DAY("2024-03-15")
    ).figure()
    taken, later = figure.data
    assert (taken.text, later.text) == (("2", "1"), ("1", "1"))
    assert taken.x[-1] < DAY("2024-03-16").toordinal() <= later.x[0]


def test_positions_of_long_ago_are_counted_at_the_edge() -> None:
    near = [("A", day, 1) for day in days_of("2024-03-01", 3, step=3)]
    counts = counts_of(("A", "1998-03-01", 12), ("B", "2024-03-02", 1), *near)
    figure = positions_by_day(counts, DAY("2024-03-07")).figure()
    arrow = traces(figure)["beyond"]
    assert (arrow.text, arrow.marker.symbol) == (("12 in<br>March 1998",), "triangle-left")
    low, high = figure.layout.xaxis.range
    assert low < arrow.x[0] < DAY("2024-03-01").toordinal()
    assert high - low < 14


def test_more_is_larger_and_a_large_number_is_short() -> None:
    counts = counts_of(
        ("A", "2024-03-01", 3), ("B", "2024-03-01", 312), ("C", "2024-03-01", 12_345)
    )
    (trace,) = positions_by_day(counts, TODAY).figure().data
    assert trace.text == ("3", "312", "12k")
    small, middle, large = trace.marker.size
    assert small < middle <= large
    assert "12,345 positions" in trace.hovertext[2]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([], "No position is in view"),
        ([("A", "2024-03-01", 1)], "The one position in view is of 1 March 2024"),
        (
            [("A", "2024-03-01", 1), ("B", "2024-03-01", 2)],
            "All 3 positions in view are of 1 March 2024",
        ),
        (
            [("A", "2024-03-01", 1), ("B", "2024-03-04", 2)],
            "3 positions in view were taken on 2 days, the most, 2, on 4 March 2024",
        ),
        (
            [("A", "2024-03-04", 2), ("B", "2024-03-01", 1), ("C", "2024-03-01", 1)],
            "4 positions in view were taken on 2 days, from 1 March 2024 to 4 March 2024",
        ),
    ],
)
def test_the_title_states_the_finding(rows: list[tuple[str, str, int]], expected: str) -> None:
    counts = counts_of(*rows)
    chart = positions_by_day(counts, TODAY)
    assert chart.finding == expected
    assert chart.figure().layout.title.text.replace("<br>", " ") == expected


def test_the_words_have_every_number() -> None:
    counts = counts_of(("A", "2024-03-01", 1), ("A", "2024-03-04", 2), ("B", "2024-03-04", 1))
    assert positions_by_day(counts, TODAY).alt == (
        "4 positions in view were taken on 2 days, the most, 3, on 4 March 2024. "
        "A: 1 on 1 March 2024 and 2 on 4 March 2024. B: 1 on 4 March 2024."
    )
    many = counts_of(*(("A", day, 2) for day in days_of("2024-03-01", 15)))
    assert positions_by_day(many, TODAY).alt.endswith("2 on 12 March 2024 and 6 later.")


def test_names_of_parties_are_no_markup() -> None:
    figure = positions_by_day(counts_of(("<b>A</b> & $B$", "2024-03-01", 1)), TODAY).figure()
    safe = "<b>&lt;b&gt;A&lt;/b&gt; &amp; &#36;B&#36;</b>"
    assert texts(figure)[0].startswith(safe)
    assert figure.data[0].hovertext[0].startswith(safe)


def test_forty_parties_each_have_a_row() -> None:
    counts = counts_of(*((f"Party {n}", "2024-03-01", 1) for n in range(40)))
    assert len(set(positions_by_day(counts, TODAY).figure().data[0].y)) == 40


@pytest.mark.parametrize("dark", [False, True])
def test_no_position_draws_nothing(shipped_frames: Frames, dark: bool) -> None:
    counts = position_counts(shipped_frames.positions.head(0), shipped_frames.parties)
    chart = positions_by_day(counts, AS_OF)
    figure = chart.figure(dark)
    assert figure.layout.title.text == "No position is in view"
    assert len(figure.data) == len(figure.layout.annotations) == len(figure.layout.shapes) == 0
    assert chart.alt == "No position is in view."


def test_the_same_input_gives_the_same_figure_and_stays_as_it_was(shipped_frames: Frames) -> None:
    positions = shipped_frames.positions.copy()
    counts = position_counts(shipped_frames.positions, shipped_frames.parties)
    before = counts.copy()
    first, second = (positions_by_day(counts, AS_OF).figure().to_json() for _ in range(2))
    assert first == second
    pd.testing.assert_frame_equal(shipped_frames.positions, positions)
    pd.testing.assert_frame_equal(counts, before)
