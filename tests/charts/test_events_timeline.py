"""The events in time: their order, what lies ahead, what is far away, and none."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import pytest

from parley.charts._limits import MOST_ROWS
from parley.charts.events_timeline import events_timeline
from parley.frames.columns import Frames
from parley.palette import BACKGROUND, QUIET, TEXT

DAY = dt.date.fromisoformat
AS_OF = DAY("2025-12-15")
TODAY = DAY("2024-03-08")


def texts(figure: go.Figure, name: str | None = None) -> list[str]:
    return [note.text for note in figure.layout.annotations if note.name == name]


def captions(figure: go.Figure) -> list[str]:
    found = texts(figure)
    return found[len(found) // 2 :]


def traces(figure: go.Figure) -> dict[str, Any]:
    return {trace.name: trace for trace in figure.data}


def notes(figure: go.Figure) -> list[str]:
    return "<br>".join(texts(figure, "notes")).split("<br>") if texts(figure, "notes") else []


def events_of(*rows: tuple[str, str, bool], title: str = "Talks") -> pd.DataFrame:
    """Events from a first and a last day and whether they lay ahead."""
    frame = pd.DataFrame(rows, columns=["date_from", "date_to", "upcoming"])
    return frame.assign(title=title, kind="meeting").astype(
        {"date_from": "datetime64[s]", "date_to": "datetime64[s]", "upcoming": bool}
    )


def days_of(first: str, number: int, step: int = 1) -> list[tuple[str, str, bool]]:
    """Events of one day each, so many days apart."""
    found = [(DAY(first) + dt.timedelta(each * step)).isoformat() for each in range(number)]
    return [(each, each, False) for each in found]


def test_events_stand_in_order_of_time_with_their_days_in_words(shipped_frames: Frames) -> None:
    table = events_timeline(shipped_frames.events, AS_OF).table
    assert table["When"].tolist() == [
        "2022", "15 December 2025", "15 December 2025", "15 to 21 December 2025",
        "16 to 21 December 2025",
    ]  # fmt: skip


def test_each_row_says_days_kind_and_whether_it_lies_ahead(shipped_frames: Frames) -> None:
    figure = events_timeline(shipped_frames.events, AS_OF).figure()
    assert captions(figure) == [
        "2022 · Military",
        "15 December 2025 · Meeting",
        "15 December 2025 · Offer",
        "15 to 21 December 2025 · Meeting · ahead",
        "16 to 21 December 2025 · Meeting · ahead",
    ]
    assert texts(figure, "day") == ["as of 15 December 2025"]


def test_the_axis_covers_the_dense_week_and_points_to_the_far_year(shipped_frames: Frames) -> None:
    found = traces(events_timeline(shipped_frames.events, AS_OF).figure())
    assert {name: len(trace.x) for name, trace in found.items()} == {
        "behind day": 2, "behind before": 1, "ahead span": 2
    }  # fmt: skip
    figure = events_timeline(shipped_frames.events, AS_OF).figure()
    low, high = figure.layout.xaxis.range
    assert high - low < 10
    arrow = found["behind before"]
    assert (arrow.marker.symbol, arrow.text) == ("triangle-left", ("2022",))
    assert low < arrow.x[0] < AS_OF.toordinal()


def test_a_span_is_drawn_from_its_first_day_to_the_end_of_its_last(shipped_frames: Frames) -> None:
    spans = traces(events_timeline(shipped_frames.events, AS_OF).figure())["ahead span"]
    assert spans.base == (AS_OF.toordinal(), AS_OF.toordinal() + 1)
    assert spans.x == (7, 6)


def test_a_span_too_short_for_a_bar_is_a_square() -> None:
    events = events_of(("2021-01-01", "2021-01-03", False), ("2021-02-01", "2021-02-01", False),
                       ("2021-06-01", "2023-03-01", False))  # fmt: skip
    found = traces(events_timeline(events, TODAY).figure())
    assert list(found) == ["behind span", "behind day"]
    assert found["behind day"].marker.symbol == ("square", "circle")
    assert found["behind day"].x[0] == DAY("2021-01-02").toordinal() + 0.5


def test_a_span_that_began_long_before_the_axis_goes_on_to_its_edge() -> None:
    events = events_of(("1990-01-01", "2024-03-02", False), *days_of("2024-03-01", 7))
    figure = events_timeline(events, TODAY).figure()
    found = traces(figure)
    assert list(found) == ["behind span", "behind day", "behind before"]
    bar = found["behind span"]
    assert bar.base[0] == figure.layout.xaxis.range[0]
    assert bar.base[0] + bar.x[0] == DAY("2024-03-03").toordinal()
    assert found["behind before"].text == ("",)


@pytest.mark.parametrize("dark", [False, True])
def test_what_lies_ahead_is_drawn_hollow(dark: bool) -> None:
    events = events_of(("2024-03-01", "2024-03-01", False), ("2024-03-20", "2024-03-20", True))
    found = traces(events_timeline(events, TODAY).figure(dark))
    colours = {name: (each.marker.color, each.marker.line.color) for name, each in found.items()}
    assert colours == {
        "behind day": (QUIET.on(dark), QUIET.on(dark)),
        "ahead day": (BACKGROUND.on(dark), TEXT.on(dark)),
    }


def test_the_finding_and_the_words(shipped_frames: Frames) -> None:
    chart = events_timeline(shipped_frames.events, AS_OF)
    assert chart.finding == "3 events lie behind, 2 ahead"
    assert chart.alt.startswith(
        "3 events lie behind, 2 ahead. 2022: Russia invades Ukraine. 15 December 2025: High-level"
    )
    ahead = shipped_frames.events["upcoming"]
    behind = events_timeline(shipped_frames.events[~ahead], AS_OF)
    assert behind.finding == "3 events lie behind, none ahead"
    assert (
        events_timeline(shipped_frames.events[ahead], AS_OF).finding
        == "No event lies behind, 2 ahead"
    )


def test_texts_of_data_are_no_markup_and_whole_in_the_hover() -> None:
    title = "<b>x</b> & $y$ " + "word " * 20
    figure = events_timeline(
        events_of(("2024-03-01", "2024-03-01", False), title=title), TODAY
    ).figure()
    safe = "&lt;b&gt;x&lt;/b&gt; &amp; &#36;y&#36;"
    assert texts(figure)[0].startswith(f"<b>{safe}")
    (hover,) = figure.data[0].hovertext
    assert hover.startswith(f"<b>{safe}")
    assert hover.count("word") == 20


def test_a_title_of_any_length_and_script_takes_two_lines() -> None:
    for title in ("长" * 2000, "جلسة " * 400, "Donaudampfschifffahrt" * 90):
        events = events_of(("2024-03-01", "2024-03-01", False), title=title)
        label = texts(events_timeline(events, TODAY).figure())[0]
        assert label.count("<br>") == 1
        assert "…" in label


def test_forty_events_each_have_a_row_and_the_rest_is_counted() -> None:
    events = events_of(*days_of("2021-01-01", MOST_ROWS + 5, step=10))
    figure = events_timeline(events, TODAY).figure()
    assert len(set(figure.data[0].y)) == MOST_ROWS
    assert notes(figure) == ["The table has 5 more events"]
    assert not notes(events_timeline(events.head(MOST_ROWS), TODAY).figure())


@pytest.mark.parametrize(
    ("ahead", "first", "last"), [(0, 60, 99), (100, 0, 39), (50, 30, 69), (95, 0, 39), (3, 60, 99)]
)
def test_of_many_events_those_nearest_to_the_day_are_drawn(
    ahead: int, first: int, last: int
) -> None:
    events = events_of(*days_of("2021-01-01", 100, step=2))
    events["upcoming"] = [False] * (100 - ahead) + [True] * ahead
    events["title"] = [f"E{n}" for n in range(100)]
    chart = events_timeline(events, TODAY)
    assert chart.finding.endswith("; drawn are the 40 of 100 events nearest to the day")
    labels = [text for text in texts(chart.figure()) if text.startswith("<b>")]
    assert (labels[0], labels[-1], len(labels)) == (f"<b>E{first}</b>", f"<b>E{last}</b>", 40)


@pytest.mark.parametrize("dark", [False, True])
def test_no_event_draws_nothing(shipped_frames: Frames, dark: bool) -> None:
    chart = events_timeline(shipped_frames.events.head(0), AS_OF)
    figure = chart.figure(dark)
    assert figure.layout.title.text == "The folder names no events"
    assert len(figure.data) == len(figure.layout.annotations) == len(figure.layout.shapes) == 0
    assert chart.alt == "The folder names no events."


def test_the_same_input_gives_the_same_figure_and_stays_as_it_was(shipped_frames: Frames) -> None:
    events = shipped_frames.events.copy()
    first, second = (
        events_timeline(shipped_frames.events, AS_OF).figure().to_json() for _ in range(2)
    )
    assert first == second
    pd.testing.assert_frame_equal(shipped_frames.events, events)
