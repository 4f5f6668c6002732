"""The statuses by area: traces, order, labels, title, and the empty frame."""

from __future__ import annotations

import pandas as pd
import pytest

from parley.charts.status_by_area import status_by_area
from parley.format.vocabulary import STATUSES
from parley.frames.columns import Frames
from parley.palette import STATUS


def issues_of(*rows: tuple[str, str], title: str = "An issue") -> pd.DataFrame:
    """Issues from pairs of area and status."""
    areas = [area for area, _ in rows]
    return pd.DataFrame(
        {
            "area": pd.Series(areas, dtype="str"),
            "area_title": pd.Series([area.capitalize() for area in areas], dtype="str"),
            "title": pd.Series([title] * len(rows), dtype="str"),
            "status": pd.Categorical([status for _, status in rows], categories=list(STATUSES)),
        }
    )


def test_counts_come_in_the_order_of_folder_and_vocabulary(shipped_frames: Frames) -> None:
    table = status_by_area(shipped_frames.issues).table
    assert list(table.columns) == ["Area", "Status", "Issues"]
    assert list(table.itertuples(index=False, name=None)) == [
        ("Territory", "Disputed", 2),
        ("Territory", "Unknown", 1),
        ("Security guarantees", "Converging", 1),
        ("Security guarantees", "Open", 1),
        ("Security guarantees", "Unknown", 5),
        ("EU accession", "Open", 1),
        ("Frozen assets", "Pending", 1),
    ]


def test_there_is_a_trace_for_each_status_that_occurs(shipped_frames: Frames) -> None:
    traces = status_by_area(shipped_frames.issues).figure().data
    assert [trace.name for trace in traces] == [
        "Converging", "Open", "Disputed", "Pending", "Unknown"
    ]  # fmt: skip


def test_segments_touch_and_never_overlap(shipped_frames: Frames) -> None:
    reached: dict[float, float] = {}
    for trace in status_by_area(shipped_frames.issues).figure().data:
        for bar, start, length in zip(trace.y, trace.base, trace.x, strict=True):
            assert start == reached.get(bar, 0)
            reached[bar] = start + length
    assert [reached[bar] for bar in sorted(reached)] == [3, 7, 1, 1]


def test_areas_stand_top_to_bottom_with_their_statuses_in_words(shipped_frames: Frames) -> None:
    figure = status_by_area(shipped_frames.issues).figure()
    texts = [each.text for each in figure.layout.annotations]
    labels = [text.split("</b>")[0] for text in texts[:4]]
    assert labels == [
        "<b>Territory", "<b>Security guarantees", "<b>EU accession", "<b>Frozen assets"
    ]  # fmt: skip
    assert texts[4:] == [
        "2 disputed, 1 unknown", "1 converging, 1 open, 5 unknown", "1 open", "1 pending"
    ]  # fmt: skip
    first, last = figure.layout.yaxis.range
    assert first > last


@pytest.mark.parametrize("dark", [False, True])
def test_a_status_has_its_colour_and_the_unknown_is_an_outline(
    shipped_frames: Frames, dark: bool
) -> None:
    named = {term.label: status for status, term in STATUSES.items()}
    for trace in status_by_area(shipped_frames.issues).figure(dark).data:
        status = named[trace.name]
        shown = trace.marker.line.color if status == "unknown" else trace.marker.color
        assert shown == STATUS[status].on(dark)


def test_every_segment_says_its_number_and_its_status(shipped_frames: Frames) -> None:
    for trace in status_by_area(shipped_frames.issues).figure().data:
        for text, number in zip(trace.text, trace.x, strict=True):
            assert text in (f"{number}", f"{number} {trace.name.lower()}")
    assert status_by_area(shipped_frames.issues).figure().data[-1].text == (
        "1",
        "5 unknown",
    )


def test_a_tiny_segment_says_nothing_rather_than_too_much() -> None:
    figure = status_by_area(issues_of(*[("a", "open")] * 99, ("a", "disputed"))).figure()
    assert [trace.text for trace in figure.data] == [("99 open",), ("",)]


@pytest.mark.parametrize(
    ("statuses", "expected"),
    [
        ([], "No issue is in view"),
        (["open"], "The one issue in view is open"),
        (["unknown"], "The one issue in view is of unknown status"),
        (["agreed"] * 3, "All 3 issues in view are agreed"),
        (["unknown"] * 2, "All 2 issues in view are of unknown status"),
        (["disputed", "open"], "1 of 2 issues in view is disputed; none is agreed"),
        (["disputed", "agreed"], "1 of 2 issues in view is disputed; 1 is agreed"),
        (["disputed"] * 3 + ["agreed"] * 2, "3 of 5 issues in view are disputed; 2 are agreed"),
        (["open", "agreed"], "None of the 2 issues in view is disputed; 1 is agreed"),
        (["open", "pending"], "None of the 2 issues in view is disputed; none is agreed"),
    ],
)
def test_the_title_states_the_finding(statuses: list[str], expected: str) -> None:
    issues = issues_of(*(("area", status) for status in statuses))
    chart = status_by_area(issues)
    assert chart.finding == expected
    assert chart.figure().layout.title.text.replace("<br>", " ") == expected


def test_the_words_have_every_number(shipped_frames: Frames) -> None:
    assert status_by_area(shipped_frames.issues).alt == (
        "2 of 12 issues in view are disputed; none is agreed. Territory: 2 disputed and 1 unknown. "
        "Security guarantees: 1 converging, 1 open and 5 unknown. EU accession: 1 open. "
        "Frozen assets: 1 pending."
    )


def test_titles_from_data_are_escaped() -> None:
    figure = status_by_area(issues_of(("<b>x</b> & y", "open"), title="<i>a</i> & $b$")).figure()
    assert figure.data[0].hovertext == (
        "<b>&lt;b&gt;x&lt;/b&gt; &amp; y</b><br>Open: 1 issue"
        "<br>&lt;i&gt;a&lt;/i&gt; &amp; &#36;b&#36;",
    )
    assert figure.layout.annotations[0].text.startswith("<b>&lt;b&gt;x&lt;/b&gt; &amp; y</b>")


def test_a_long_list_of_titles_is_counted() -> None:
    (told,) = status_by_area(issues_of(*[("a", "open")] * 15)).figure().data[0].hovertext
    assert told.endswith("<br>and 3 more")


def test_of_very_many_areas_those_with_most_issues_are_drawn() -> None:
    issues = issues_of(*((f"a{n}", "open") for n in range(50) for _ in range(n + 1)))
    chart = status_by_area(issues)
    assert chart.finding.endswith("; drawn are the 40 of 50 areas with most issues")
    assert chart.keys == [f"a{n}" for n in range(10, 50)]
    assert len(chart.figure().data[0].x) == 40
    assert len(chart.table) == 50


def test_the_empty_frame_draws_no_bar(shipped_frames: Frames) -> None:
    nothing = shipped_frames.issues.head(0)
    chart = status_by_area(nothing)
    figure = chart.figure()
    assert len(figure.data) == len(figure.layout.annotations) == len(chart.table) == 0
    assert figure.layout.title.text == "No issue is in view"
    assert chart.alt == "No issue is in view."


def test_the_same_input_gives_the_same_figure_and_stays_as_it_was(shipped_frames: Frames) -> None:
    before = shipped_frames.issues.copy()
    first, second = (status_by_area(shipped_frames.issues).figure(True).to_json() for _ in range(2))
    assert first == second
    pd.testing.assert_frame_equal(shipped_frames.issues, before)
