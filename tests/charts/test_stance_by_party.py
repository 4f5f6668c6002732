"""The stances by party: counts, the sides of the bars, silence, title, and the empty frame."""

from __future__ import annotations

from itertools import pairwise

import pandas as pd
import pytest

from parley.charts.stance_by_party import stance_by_party, stance_counts
from parley.frames.columns import Frames
from parley.frames.selection import Selection
from parley.frames.view import apply_selection
from parley.palette import STANCE

LEFT, RIGHT = ("× Opposes", "(×) Reluctant"), ("✓ Supports", "(✓) Open to it")


@pytest.fixture
def counts(shipped_frames: Frames) -> pd.DataFrame:
    found = apply_selection(
        shipped_frames, Selection(parties=("ukraine", "russia", "european-leaders"))
    )
    return stance_counts(found.positions, found.parties, found.issues)


def counts_of(*rows: tuple[str, str, int], issues: int = 12, inherited: int = 0) -> pd.DataFrame:
    """Counts from the name of a party, a stance and a number."""
    return pd.DataFrame(
        [(name.lower(), name, stance, number, inherited, issues) for name, stance, number in rows],
        columns=["party", "name", "stance", "count", "inherited_count", "issues"],
    )


def positions_of(*rows: tuple[str, str, str | None]) -> pd.DataFrame:
    """Current positions from a party, an issue and a stance."""
    frame = pd.DataFrame(rows, columns=["party", "issue", "stance"])
    return frame.assign(current=True, inherited_from=None)


PARTIES = pd.DataFrame({"party": ["a", "b"], "name": ["Aland", "Bland"]})
ISSUES = pd.DataFrame({"issue": ["x", "y", "z"], "title": ["X", "Y", "Z"]})


def told(counts: pd.DataFrame) -> list[tuple[str, str, int]]:
    return list(counts[["party", "stance", "count"]].itertuples(index=False, name=None))


def test_every_issue_is_a_stance_or_a_silence(counts: pd.DataFrame) -> None:
    assert list(counts.columns) == [
        "party", "name", "stance", "count", "inherited_count", "issues"
    ]  # fmt: skip
    assert counts.groupby("party")["count"].sum().unique().tolist() == [12]
    assert [row for row in told(counts) if row[0] == "russia"] == [
        ("russia", "supports", 2), ("russia", "open", 1), ("russia", "silent", 9)
    ]  # fmt: skip


def test_parties_come_in_their_order_and_stances_in_the_order_of_the_vocabulary(
    counts: pd.DataFrame,
) -> None:
    assert list(dict.fromkeys(counts["party"])) == ["ukraine", "russia", "european-leaders"]
    own = counts["stance"][counts["party"] == "ukraine"].tolist()
    assert own == ["supports", "open", "undecided", "reluctant", "opposes", "silent"]


def test_a_member_counts_what_it_takes_from_its_bloc(shipped_frames: Frames) -> None:
    parties = shipped_frames.parties[shipped_frames.parties["party"] == "germany"]
    counts = stance_counts(shipped_frames.positions, parties, shipped_frames.issues)
    assert told(counts) == [("germany", "supports", 4), ("germany", "silent", 8)]
    assert counts["inherited_count"].tolist() == [4, 0]
    assert stance_by_party(counts).finding == "Germany has a position on 4 of 12 issues in view"
    hover = stance_by_party(counts).figure().data[0].hovertext[0]
    assert hover == "<b>Germany</b><br>Supports: 4 issues<br>4 of them through a bloc"


def test_a_value_without_a_stance_and_what_is_left_out_are_no_silence() -> None:
    positions = positions_of(("a", "x", None), ("a", "y", "opposes"), ("b", "x", "supports"))
    marked = positions.assign(left_out=[False, True, False])
    assert told(stance_counts(marked, PARTIES, ISSUES)) == [
        ("a", "value", 1), ("a", "left-out", 1), ("a", "silent", 1),
        ("b", "supports", 1), ("b", "silent", 2),
    ]  # fmt: skip


def test_earlier_positions_and_those_out_of_view_do_not_count() -> None:
    positions = positions_of(("a", "x", "opposes"), ("a", "x", "supports"), ("c", "y", "open"))
    positions["current"] = [False, True, True]
    assert told(stance_counts(positions, PARTIES, ISSUES.head(1))) == [
        ("a", "supports", 1), ("b", "silent", 1)
    ]  # fmt: skip


def test_against_is_left_and_for_is_right_of_the_line(counts: pd.DataFrame) -> None:
    for trace in stance_by_party(counts).figure().data:
        for start, length in zip(trace.base, trace.x, strict=True):
            if trace.name in LEFT:
                assert start + length <= 0
            elif trace.name in RIGHT:
                assert start >= 0
            elif trace.name == "– Undecided":
                assert start == -length / 2


def test_segments_touch_and_never_overlap(counts: pd.DataFrame) -> None:
    spans: dict[tuple[str, float], list[tuple[float, float]]] = {}
    for trace in stance_by_party(counts).figure().data:
        for bar, start, length in zip(trace.y, trace.base, trace.x, strict=True):
            spans.setdefault((trace.xaxis, bar), []).append((start, start + length))
    for found in spans.values():
        ordered = sorted(found)
        for (_, end), (start, _) in pairwise(ordered):
            assert start == end


def test_silence_is_a_number_at_the_end_of_the_row_and_no_mark(counts: pd.DataFrame) -> None:
    figure = stance_by_party(counts).figure()
    assert "Silent" not in {trace.name for trace in figure.data}
    said = [each.text for each in figure.layout.annotations if each.name == "silent"]
    assert said == ["silent", "5", "9", "8"]
    assert figure.layout.xaxis.domain[1] < 0.9


def test_what_names_a_value_alone_and_what_is_left_out_have_a_column() -> None:
    rows = [("A", "supports", 2), ("A", "value", 3), ("A", "left-out", 1), ("A", "silent", 6)]
    figure = stance_by_party(counts_of(*rows)).figure()
    value, out = figure.data[1:]
    assert (value.xaxis, value.base, value.x) == ("x2", (0,), (3,))
    assert (out.xaxis, out.base, out.x) == ("x2", (3,), (1,))
    assert value.marker.color != out.marker.color
    assert figure.layout.xaxis.domain[1] < figure.layout.xaxis2.domain[0]
    assert figure.layout.xaxis2.domain[1] < 0.9


def test_where_nobody_has_a_stance_values_have_all_the_room() -> None:
    figure = stance_by_party(counts_of(("A", "value", 3), ("A", "silent", 9))).figure()
    assert figure.layout.xaxis2.domain[0] == 0
    assert not {"for", "against"} & {each.name for each in figure.layout.annotations}


def test_of_very_many_parties_those_with_most_positions_are_drawn() -> None:
    rows = [(f"P{n}", stance, number) for n in range(100)
            for stance, number in (("opposes", n + 1), ("silent", 199 - n))]  # fmt: skip
    chart = stance_by_party(counts_of(*rows, issues=200))
    assert chart.finding == (
        "P99 has spoken on 100 of 200 issues in view, P0 on 1; "
        "drawn are the 40 of 100 parties with most positions"
    )
    assert chart.keys == [f"p{n}" for n in range(60, 100)]
    assert chart.figure().data[0].x == tuple(range(61, 101))
    assert len(chart.table) == 200
    assert chart.alt.endswith("The table has the other 88 parties.")


def test_without_silence_there_is_no_column() -> None:
    figure = stance_by_party(counts_of(("A", "supports", 12))).figure()
    assert tuple(figure.layout.xaxis.domain) == (0, 1)
    assert "silent" not in {each.text for each in figure.layout.annotations}


@pytest.mark.parametrize("dark", [False, True])
def test_legend_and_colours_follow_the_vocabulary(counts: pd.DataFrame, dark: bool) -> None:
    figure = stance_by_party(counts).figure(dark)
    shown = figure.data
    assert [trace.name for trace in shown] == [
        "✓ Supports", "(✓) Open to it", "– Undecided", "(×) Reluctant", "× Opposes"
    ]  # fmt: skip
    assert [trace.marker.color for trace in shown] == [each.on(dark) for each in STANCE.values()]


def test_every_segment_says_its_number_with_its_stance_or_sign(counts: pd.DataFrame) -> None:
    for trace in stance_by_party(counts).figure().data:
        sign, label = trace.name.split(" ", 1)
        for text, number in zip(trace.text, trace.x, strict=True):
            assert text in (f"{number} {label.lower()}", f"{sign} {number}")


@pytest.mark.parametrize(
    ("heard", "expected"),
    [
        ({"A": 7, "B": 2}, "A has spoken on 7 of 12 issues in view, B on 2"),
        ({"A": 7, "B": 0}, "A has spoken on 7 of 12 issues in view, B on none"),
        ({"A": 7, "B": 2, "C": 7}, "A and C have spoken on 7 of 12 issues in view, B on 2"),
        (
            {"A": 7, "B": 2, "C": 2, "D": 2},
            "A has spoken on 7 of 12 issues in view, B and 2 others on 2",
        ),
        ({"A": 3, "B": 3}, "Each of the 2 parties in view has spoken on 3 of 12 issues in view"),
        ({"A": 0, "B": 0}, "None of the 2 parties in view has spoken on any issue in view"),
        ({"A": 1}, "A has spoken on 1 of 12 issues in view"),
        ({"A": 0}, "A has spoken on no issue in view"),
    ],
)
def test_the_title_states_the_finding(heard: dict[str, int], expected: str) -> None:
    rows = [
        row
        for name, number in heard.items()
        for row in ((name, "supports", number), (name, "silent", 12 - number))
        if row[2]
    ]
    assert stance_by_party(counts_of(*rows)).finding == expected


def test_what_is_left_out_counts_for_nobody_and_is_told() -> None:
    counts = counts_of(
        ("A", "left-out", 7), ("A", "open", 1), ("A", "silent", 4), ("B", "silent", 12)
    )
    assert stance_by_party(counts).finding == (
        "A has a position that counts on 1 of 12 issues in view, B on none; 7 positions are left out"
    )


def test_one_issue_is_not_called_issues() -> None:
    assert (
        stance_by_party(counts_of(("A", "open", 1), issues=1)).finding
        == "A has spoken on 1 of 1 issue in view"
    )


def test_the_words_have_every_number(counts: pd.DataFrame) -> None:
    assert stance_by_party(counts).alt == (
        "Ukraine has spoken on 7 of 12 issues in view, Russia on 3. Ukraine: 3 supports, 1 open to it, "
        "1 undecided, 1 reluctant, 1 opposes, 5 silent. Russia: 2 supports, 1 open to it, "
        "9 silent. European leaders: 4 supports, 8 silent."
    )


def test_names_from_data_are_escaped() -> None:
    figure = stance_by_party(counts_of(("<b>A</b> & $B$", "supports", 12))).figure()
    safe = "&lt;b&gt;A&lt;/b&gt; &amp; &#36;B&#36;"
    assert figure.data[0].hovertext[0].startswith(f"<b>{safe}</b>")
    assert figure.layout.title.text.startswith(safe)
    assert figure.layout.annotations[0].text.startswith(f"<b>{safe}</b>")


def test_the_empty_frame_draws_no_bar(shipped_frames: Frames) -> None:
    for parties, issues in (
        (shipped_frames.parties.head(0), shipped_frames.issues),
        (shipped_frames.parties, shipped_frames.issues.head(0)),
    ):
        counts = stance_counts(shipped_frames.positions, parties, issues)
        figure = stance_by_party(counts).figure()
        assert len(figure.data) == len(counts) == 0
        assert figure.layout.title.text == "Nothing is in view"
        assert stance_by_party(counts).alt == "Nothing is in view."


def test_parties_that_are_all_silent_are_shown(shipped_frames: Frames) -> None:
    counts = stance_counts(
        shipped_frames.positions.head(0), shipped_frames.parties, shipped_frames.issues
    )
    figure = stance_by_party(counts).figure()
    assert len(figure.data) == 0
    assert figure.layout.title.text.startswith("None of the 9 parties")


def test_forty_parties_each_have_their_bar() -> None:
    rows = [(f"Party {n}", stance, 6) for n in range(40) for stance in ("opposes", "silent")]
    figure = stance_by_party(counts_of(*rows)).figure()
    assert len(set(figure.data[0].y)) == 40
    assert figure.layout.height > 40 * 40
    bar = figure.data[0].width * (figure.layout.height - figure.layout.margin.t) / 40
    assert bar == pytest.approx(24, abs=0.5)


def test_names_of_any_script_are_drawn() -> None:
    names = ["جمهورية مصر العربية", "מדינת ישראל", "中华人民共和国" * 9]
    figure = stance_by_party(counts_of(*((name, "supports", 3) for name in names))).figure()
    labels = [each.text for each in figure.layout.annotations[:3]]
    assert labels[0].startswith("<b>\u2068جمهورية مصر العربية\u2069</b>")
    assert labels[2].count("<br>") == 1
    assert "…" in labels[2]


def test_the_same_input_gives_the_same_figure_and_stays_as_it_was(
    shipped_frames: Frames, counts: pd.DataFrame
) -> None:
    positions, before = shipped_frames.positions.copy(), counts.copy()
    stance_counts(shipped_frames.positions, shipped_frames.parties, shipped_frames.issues)
    first, second = (stance_by_party(counts).figure().to_json() for _ in range(2))
    assert first == second
    pd.testing.assert_frame_equal(shipped_frames.positions, positions)
    pd.testing.assert_frame_equal(counts, before)
