"""How direct the evidence is: counts, fills and segments, words, title, the empty frame."""

from __future__ import annotations

from itertools import pairwise

import pandas as pd
import pytest

from parley.charts._theme import contrast
from parley.charts.directness import directness, directness_counts
from parley.format.vocabulary import ATTRIBUTIONS, ON_RECORD
from parley.frames.columns import Frames
from parley.palette import RECORD
from tests.folders import every_frame


@pytest.fixture
def counts(shipped_frames: Frames) -> pd.DataFrame:
    return directness_counts(shipped_frames.positions, shipped_frames.parties, "party")


def counts_of(*rows: tuple[str, str | None, int], by: str = "party") -> pd.DataFrame:
    """Counts from a name, an attribution and a number."""
    return pd.DataFrame(
        [(name.lower(), name, attribution, number) for name, attribution, number in rows],
        columns=[by, "name", "attribution", "count"],
    )


def told(counts: pd.DataFrame) -> list[tuple[object, ...]]:
    rows = counts.drop(columns="name").itertuples(index=False, name=None)
    return [(key, None if pd.isna(word) else word, number) for key, word, number in rows]


def test_parties_come_in_their_order_and_the_most_direct_first(counts: pd.DataFrame) -> None:
    assert list(counts.columns) == ["party", "name", "attribution", "count"]
    assert told(counts) == [
        ("ukraine", "on-record", 4),
        ("ukraine", "reporter", 3),
        ("russia", "second-hand", 3),
        ("united-states", "anonymous", 1),
        ("united-states", "reporter", 1),
        ("european-leaders", "joint-statement", 4),
        ("germany", None, 0),
        ("france", None, 0),
        ("united-kingdom", None, 0),
        ("european-union", None, 0),
        ("ukrainian-public", "poll", 3),
    ]


def test_the_areas_have_their_titles_and_one_without_a_position_is_kept(
    shipped_frames: Frames,
) -> None:
    counts = directness_counts(shipped_frames.positions, shipped_frames.issues, "area")
    assert list(counts.columns) == ["area", "name", "attribution", "count"]
    assert list(counts["name"].drop_duplicates()) == [
        "Territory", "Security guarantees", "EU accession", "Frozen assets"
    ]  # fmt: skip
    assert int(counts["count"].sum()) == 19
    assert told(counts[counts["name"] == "Frozen assets"]) == [("frozen-assets", None, 0)]


def test_only_who_is_shown_has_a_bar(shipped_frames: Frames) -> None:
    parties = shipped_frames.parties
    shown = parties[parties["party"].isin(["russia", "germany"])]
    counts = directness_counts(shipped_frames.positions, shown, "party")
    assert told(counts) == [("russia", "second-hand", 3), ("germany", None, 0)]


def test_segments_touch_and_the_most_direct_is_left() -> None:
    every = directness_counts(every_frame().positions, every_frame().parties, "party")
    labels = [term.label for term in ATTRIBUTIONS.values()]
    bars: dict[float, list[tuple[float, float, int]]] = {}
    for trace in directness(every).figure().data:
        for bar, start, length, told in zip(
            trace.y, trace.base, trace.x, trace.hovertext, strict=True
        ):
            rank = labels.index(told.split("<br>")[1].split(":")[0])
            bars.setdefault(bar, []).append((start, start + length, rank))
    assert [max(end for _, end, _ in bars[bar]) for bar in sorted(bars)] == [
        4, 4, 5, 1, 1, 1, 1, 1, 1
    ]  # fmt: skip
    for segments in bars.values():
        assert segments[0][0] == 0
        for (_, end, before), (start, _, after) in pairwise(segments):
            assert start == end
            assert before < after


@pytest.mark.parametrize("dark", [False, True])
def test_on_the_record_is_filled_and_the_rest_is_hollow(dark: bool) -> None:
    counts = counts_of(*(("A", attribution, 3) for attribution in ATTRIBUTIONS))
    on, off = directness(counts).figure(dark).data
    assert [on.name, off.name] == ["On the record", "Not on the record"]
    assert [len(on.x), len(off.x)] == [len(ON_RECORD), len(ATTRIBUTIONS) - len(ON_RECORD)]
    assert on.marker.color == off.marker.line.color == RECORD.on(dark)
    assert off.marker.color == "rgba(0,0,0,0)"
    assert contrast(on.insidetextfont.color, on.marker.color) >= 4.5


def test_every_bar_says_its_kinds_in_words(counts: pd.DataFrame) -> None:
    texts = [each.text for each in directness(counts).figure().layout.annotations]
    assert texts[5:10] == [
        "4 named speaker, 3 reporter", "3 second-hand", "1 unnamed official, 1 reporter",
        "4 joint statement", "3 poll",
    ]  # fmt: skip
    many = counts_of(*(("A", attribution, 30) for attribution in ATTRIBUTIONS))
    caption = directness(many).figure().layout.annotations[1].text
    assert caption == "120 on the record, 90 not"


def test_a_tiny_segment_says_nothing_rather_than_too_much() -> None:
    figure = directness(counts_of(("A", "document", 99), ("A", "reporter", 1))).figure()
    assert [trace.text for trace in figure.data] == [("99 document",), ("",)]


def test_of_very_many_parties_those_with_most_positions_are_drawn() -> None:
    chart = directness(counts_of(*((f"P{n}", "poll", n) for n in range(100))))
    assert chart.finding == (
        "All 4,950 positions in view are from a poll; "
        "drawn are the 40 of 99 parties with most positions"
    )
    assert chart.figure().data[0].x == tuple(range(60, 100))
    assert len(chart.table) == 100


def test_who_has_no_position_is_named_below_the_bars(counts: pd.DataFrame) -> None:
    labels = directness(counts).figure().layout.annotations
    (below,) = (each for each in labels if each.name == "notes")
    assert below.text.replace("<br>", " ") == (
        "No position of its own: Germany, France, United Kingdom and European Union"
    )
    assert [each.text.split("</b>")[0] for each in labels[:5]] == [
        "<b>Ukraine", "<b>Russia", "<b>United States", "<b>European leaders", "<b>Ukrainian public"
    ]  # fmt: skip


def test_many_without_a_position_are_counted() -> None:
    counts = counts_of(*((f"Party {n}", None, 0) for n in range(40)))
    assert directness(counts).alt == (
        "No position is in view. No position of its own: Party 0, Party 1, Party 2, Party 3, "
        "Party 4, Party 5, Party 6, Party 7, Party 8, Party 9, Party 10, Party 11 and 28 more."
    )
    assert directness(counts).figure().layout.height < 120


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([], "No position is in view"),
        ([("A", None, 0)], "No position is in view"),
        ([("A", "poll", 1)], "The one position in view is from a poll"),
        (
            [("A", "on-record", 2), ("B", "on-record", 4)],
            "All 6 positions in view are by a named speaker",
        ),
        (
            [
                ("A", "on-record", 4),
                ("A", "document", 2),
                ("B", "second-hand", 2),
                ("B", "poll", 9),
            ],
            "Of 17 positions in view 15 are on the record; 2 are second-hand",
        ),
        (
            [("A", "on-record", 1), ("A", "anonymous", 1)],
            "Of 2 positions in view 1 is on the record; none is second-hand",
        ),
        (
            [("A", "reporter", 1), ("A", "second-hand", 1)],
            "Of 2 positions in view none is on the record; 1 is second-hand",
        ),
    ],
)
def test_the_title_states_the_finding(
    rows: list[tuple[str, str | None, int]], expected: str
) -> None:
    assert directness(counts_of(*rows)).finding == expected
    title = directness(counts_of(*rows)).figure().layout.title.text
    assert title.replace("<br>", " ") == expected


def test_the_words_have_every_number(shipped_frames: Frames) -> None:
    counts = directness_counts(shipped_frames.positions, shipped_frames.issues, "area")
    assert directness(counts).alt == (
        "Of 19 positions in view 11 are on the record; 3 are second-hand. "
        "No position that is not a bloc’s: Frozen assets. "
        "Territory: 2 by a named speaker, 3 from a poll, 2 second-hand and 2 in a reporter's words. "
        "Security guarantees: 2 by a named speaker, 3 in a joint statement, 1 from an unnamed official and "
        "1 in a reporter's words. "
        "EU accession: 1 in a joint statement, 1 second-hand and 1 in a reporter's words."
    )


def test_hovering_says_what_the_attribution_means(counts: pd.DataFrame) -> None:
    assert directness(counts).figure().data[0].hovertext[0] == (
        "<b>Ukraine</b><br>Named speaker: 4 positions<br>A named person or body of the party itself."
    )


def test_names_from_data_are_escaped() -> None:
    figure = directness(counts_of(("<b>A</b> & $B$", "poll", 1), ("<i>C</i>", None, 0))).figure()
    safe = "<b>&lt;b&gt;A&lt;/b&gt; &amp; &#36;B&#36;</b>"
    assert figure.data[0].hovertext[0].startswith(safe)
    assert figure.layout.annotations[0].text.startswith(safe)
    assert figure.layout.annotations[-1].text.endswith("&lt;i&gt;C&lt;/i&gt;")


def test_forty_parties_with_long_names_each_have_their_bar() -> None:
    name = "Zusammenschluss der Küstenfischereigewerkschaften und Hafenbehörden"
    rows = [(f"{n} {name}", each, 2) for n in range(40) for each in ("document", "reporter")]
    figure = directness(counts_of(*rows)).figure()
    assert len(set(figure.data[0].y)) == 40
    bar = figure.data[0].width * (figure.layout.height - figure.layout.margin.t) / 40
    assert bar == pytest.approx(22, abs=0.5)
    assert all(each.text.count("<br>") == 1 for each in figure.layout.annotations[:40])


def test_the_empty_frame_draws_no_bar(shipped_frames: Frames) -> None:
    for by, shown in (("party", shipped_frames.parties), ("area", shipped_frames.issues)):
        counts = directness_counts(shipped_frames.positions.head(0), shown.head(0), by)
        figure = directness(counts).figure()
        assert len(figure.data) == len(figure.layout.annotations) == len(counts) == 0
        assert figure.layout.title.text == "No position is in view"
        assert directness(counts).alt == "No position is in view."


def test_the_same_input_gives_the_same_figure_and_stays_as_it_was(
    shipped_frames: Frames, counts: pd.DataFrame
) -> None:
    positions, before = shipped_frames.positions.copy(), counts.copy()
    directness_counts(shipped_frames.positions, shipped_frames.parties, "party")
    first, second = (directness(counts).figure().to_json() for _ in range(2))
    assert first == second
    pd.testing.assert_frame_equal(shipped_frames.positions, positions)
    pd.testing.assert_frame_equal(counts, before)
