"""Events and positions in time: their order, what lies ahead, what is far away, and none."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

from parley.charts.timeline import (
    events_alt,
    events_finding,
    events_timeline,
    in_order,
    position_counts,
    positions_alt,
    positions_by_day,
    positions_finding,
)
from parley.frames import Frames
from tests.folders import every_frame

AS_OF = dt.date(2025, 12, 15)


def texts(figure: object, name: str | None = None) -> list[str]:
    notes = figure.layout.annotations  # type: ignore[attr-defined]
    return [note.text for note in notes if note.name == name]


def test_events_stand_in_order_of_time_with_their_days_in_words(shipped_frames: Frames) -> None:
    before = shipped_frames.events.copy()
    found = in_order(shipped_frames.events)
    assert found["when"].tolist() == [
        "2022", "15 December 2025", "15 December 2025", "15 to 21 December 2025",
        "16 to 21 December 2025",
    ]  # fmt: skip
    pd.testing.assert_frame_equal(shipped_frames.events, before)


def test_what_lies_ahead_is_said_and_drawn_hollow(shipped_frames: Frames) -> None:
    figure = events_timeline(shipped_frames.events, AS_OF)
    captions = [text for text in texts(figure) if "·" in text]
    assert [caption.endswith("· ahead") for caption in captions] == [False] * 3 + [True] * 2
    spans = {trace.name: trace for trace in figure.data if trace.type == "bar"}
    assert set(spans) == {"eu-summit", "working-groups"}
    assert spans["working-groups"].marker.color == "#ffffff"
    points = {trace.name: trace for trace in figure.data if trace.type == "scatter"}
    assert points["berlin-talks"].marker.color == "#111111"
    assert texts(figure, "day") == ["as of 15 December 2025"]


def test_a_span_is_drawn_from_its_first_day_to_the_end_of_its_last(shipped_frames: Frames) -> None:
    figure = events_timeline(shipped_frames.events, AS_OF)
    (span,) = [trace for trace in figure.data if trace.name == "working-groups"]
    start = dt.date(2025, 12, 16).toordinal()
    assert (span.base[0], span.x[0]) == (start, 6)


def test_an_event_far_away_is_named_at_the_edge(shipped_frames: Frames) -> None:
    figure = events_timeline(shipped_frames.events, AS_OF)
    assert texts(figure, "beyond") == ["← 2022"]
    low, high = figure.layout.xaxis.range
    assert high - low < 10
    assert any("Russia invades Ukraine" in text for text in texts(figure))


def test_the_finding_and_the_words(shipped_frames: Frames) -> None:
    assert events_finding(shipped_frames.events) == "3 events lie behind, 2 ahead"
    assert events_alt(shipped_frames.events).startswith(
        "3 events lie behind, 2 ahead. 2022: Russia invades Ukraine. 15 December 2025: High-level"
    )
    ahead = shipped_frames.events["upcoming"]
    assert events_finding(shipped_frames.events[~ahead]) == "3 events lie behind, none ahead"
    assert events_finding(shipped_frames.events[ahead]) == "No event lies behind, 2 ahead"


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


def test_one_day_alone_is_said_as_such(shipped_frames: Frames) -> None:
    counts = position_counts(shipped_frames.positions, shipped_frames.parties)
    assert positions_finding(counts) == "All 17 positions are of 15 December 2025"
    assert "Ukraine: 7 on 15 December 2025" in positions_alt(counts)
    figure = positions_by_day(counts, AS_OF)
    (dots,) = [trace for trace in figure.data if trace.name == "positions"]
    assert set(dots.x) == {AS_OF.toordinal() + 0.5}
    assert "7" in dots.text


def test_positions_of_long_ago_are_counted_at_the_edge() -> None:
    parties = pd.DataFrame({"party": ["a"], "name": ["Aland"]})
    days = ["1999-01-01", *(f"2024-05-{day:02}" for day in range(1, 8))]
    positions = pd.DataFrame({"party": "a", "date": pd.to_datetime(days), "inherited_from": None})
    counts = position_counts(positions, parties)
    figure = positions_by_day(counts, dt.date(2024, 5, 7))
    assert texts(figure, "beyond") == ["← 1 earlier"]
    (dots,) = [trace for trace in figure.data if trace.name == "positions"]
    assert len(dots.x) == 7


@pytest.mark.parametrize("dark", [False, True])
def test_nothing_to_show(shipped_frames: Frames, dark: bool) -> None:
    events = events_timeline(shipped_frames.events.head(0), AS_OF, dark)
    assert events.layout.title.text == "The folder names no events"
    counts = position_counts(shipped_frames.positions.head(0), shipped_frames.parties)
    positions = positions_by_day(counts, AS_OF, dark)
    assert positions.layout.title.text == "No position is in view"
    assert len(events.data) == len(positions.data) == 0


def test_texts_of_data_are_no_markup(shipped_frames: Frames) -> None:
    events = shipped_frames.events.assign(title="<b>$x$</b>")
    figure = events_timeline(events, AS_OF)
    assert "<b>&lt;b&gt;&#36;x&#36;&lt;/b&gt;</b>" in texts(figure)
