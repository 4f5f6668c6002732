"""The network of conditions: what is drawn, in which order, where arrows lead, and the words."""

from __future__ import annotations

import re
from itertools import pairwise

import pandas as pd
import pytest

from parley.charts._limits import MOST_ROWS
from parley.charts._theme import PHONE_WIDTH
from parley.charts.network import DASHES, _arrows, network
from parley.format.vocabulary import CONDITION_KINDS
from parley.frames.columns import Frames
from parley.frames.view import select
from parley.measures.tradeoffs import LINK_COLUMNS, links
from parley.palette import ALARM, TEXT
from tests.folders import every_frame

Row = tuple[str, str, str | None, str]


def links_of(*rows: Row, names: dict[str, str] | None = None) -> pd.DataFrame:
    """Links from a party, an issue, the issue it hangs on and the kind."""
    title = (names or {}).get
    frame = pd.DataFrame(
        [
            (
                party,
                party,
                issue,
                title(issue, issue),
                on,
                on and title(on, on),
                kind,
                "Text.",
                0,
                "",
            )
            for party, issue, on, kind in rows
        ],
        columns=list(LINK_COLUMNS),
    )
    ids = list(dict.fromkeys([*frame["issue"], *frame["on_issue"].dropna()]))
    return frame.assign(issue=pd.Categorical(frame["issue"], categories=ids))


LINE: Row = ("A", "x", "y", "precondition")


def many(issues: int = 20, number: int = 30) -> pd.DataFrame:
    kinds = list(CONDITION_KINDS)
    return links_of(
        *(
            (f"Party {n % 5}", f"i{n % issues}", f"i{(n * 7 + 3) % issues}", kinds[n % 3])
            for n in range(number)
        )
    )


def texts(frame: pd.DataFrame, name: str) -> list[str]:
    annotations = network(frame).figure().layout.annotations
    return [each.text for each in annotations if each.name == name]


def test_the_shipped_conditions(shipped_frames: Frames) -> None:
    found = links(select(shipped_frames))
    assert texts(found, "issue") == [
        "<b>Withdrawal from parts of Donetsk</b>",
        "<b>Freeze along the front line</b>",
        "<b>Monitoring of a ceasefire</b>",
        "<b>Dropping the aim of NATO membership</b>",
        "<b>Article 5-style guarantees</b>",
    ]
    assert texts(found, "number") == ["1", "2", "3", "4", "5"]
    assert texts(found, "arrow") == [
        "Ukraine: only after 5",
        "Ukraine: only after 3",
        "Ukraine: only after 5",
        "Ukraine: only after 3",
        "Ukraine: in exchange for 5",
    ]


def test_the_words_have_every_arrow(shipped_frames: Frames) -> None:
    assert network(links(select(shipped_frames))).alt == (
        "5 conditions tie 5 issues together; 3 hang on Article 5-style guarantees. "
        "Ukraine on Withdrawal from parts of Donetsk: only after Article 5-style guarantees. "
        "Ukraine on Withdrawal from parts of Donetsk: only after Monitoring of a ceasefire. "
        "Ukraine on Freeze along the front line: only after Article 5-style guarantees. "
        "Ukraine on Freeze along the front line: only after Monitoring of a ceasefire. "
        "Ukraine on Dropping the aim of NATO…: in exchange for Article 5-style guarantees."
    )


def test_what_names_no_other_issue_has_no_arrow() -> None:
    drawn = _arrows(links(select(every_frame())))
    assert drawn[["party_name", "on_issue"]].to_numpy().tolist() == [
        ["Kingdom of Vael", "total-catch"],
        ["Kingdom of Vael", "net-size"],
        ["East Isle", "licence-fee"],
    ]


def test_conditions_that_lead_the_same_way_are_one_arrow() -> None:
    drawn = _arrows(links_of(LINE, LINE, ("A", "x", "y", "package"), ("B", "x", "y", "package")))
    assert drawn["conditions"].tolist() == [2, 1, 1]
    assert drawn["texts"].tolist() == ["Text. Text.", "Text.", "Text."]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([], "No condition names another issue"),
        ([("A", "x", None, "package")], "No condition names another issue"),
        ([LINE], "1 condition ties 2 issues together"),
        ([LINE, ("B", "z", "y", "package")], "2 conditions tie 3 issues together; 2 hang on y"),
        ([LINE, ("B", "z", "w", "package")], "2 conditions tie 4 issues together"),
        (
            [LINE, ("B", "y", "x", "precondition")],
            "2 conditions tie 2 issues together; 2 lead in a circle",
        ),
    ],
)
def test_the_title_states_the_finding(rows: list[Row], expected: str) -> None:
    found = links_of(*rows)
    assert network(found).finding == expected
    assert network(found).figure().layout.title.text.replace("<br>", " ") == expected


def test_arrows_lead_down_unless_they_close_a_circle() -> None:
    rows: list[Row] = [
        ("A", "c", "a", "precondition"),
        ("A", "a", "b", "precondition"),
        ("B", "d", "b", "package"),
        ("B", "e", "f", "precondition"),
        ("B", "f", "e", "precondition"),
    ]
    found = links_of(*rows)
    order = [text[3:-4] for text in texts(found, "issue")]
    for _, issue, on, _ in rows[:3]:
        assert order.index(issue) < order.index(str(on))
    assert _arrows(found)["circle"].tolist() == [False, False, False, True, True]
    assert [text for text in texts(found, "arrow") if "circle" in text] == [
        f"B: only after {order.index('f') + 1} (in a circle)",
        f"B: only after {order.index('e') + 1} (in a circle)",
    ]


def test_an_arrow_ends_at_the_box_that_its_number_names() -> None:
    figure = network(links_of(LINE, ("B", "y", "z", "package"))).figure()
    boxes = [shape for shape in figure.layout.shapes if shape.type == "rect"]
    ends = sorted(each.y for each in figure.layout.annotations if each.name == "end")
    assert [box.y0 < end < box.y1 for box, end in zip(boxes[1:], ends, strict=True)] == [True] * 2
    first, second = figure.data[0].y
    assert boxes[0].y0 < first < boxes[0].y1
    assert boxes[1].y0 < second < boxes[1].y1


@pytest.mark.parametrize("dark", [False, True])
def test_kinds_differ_by_line_and_circles_by_colour_and_words(dark: bool) -> None:
    assert len(set(DASHES.values())) == len(DASHES) == len(CONDITION_KINDS)
    for kind in CONDITION_KINDS:
        figure = network(links_of(("A", "x", "y", kind))).figure(dark)
        lines = {shape.line.dash for shape in figure.layout.shapes if shape.type == "path"}
        assert lines == {DASHES[kind]}
        assert figure.data[0].marker.color == (TEXT.on(dark),)
    circle = network(links_of(LINE, ("B", "y", "x", "package"))).figure(dark)
    assert circle.data[0].marker.color == (ALARM.on(dark),) * 2


def test_of_more_arrows_than_can_be_read_those_to_the_issues_on_which_most_hangs() -> None:
    spread = [(f"P{n}", f"i{n}", f"o{n}", "package") for n in range(MOST_ROWS)]
    gathered = [(f"P{n}", f"i{n}", "hub", "package") for n in range(5)]
    chart = network(links_of(*spread, *gathered))
    assert chart.finding.endswith(
        f"drawn are the {MOST_ROWS} of 45 arrows to the issues on which most hangs"
    )
    figure = chart.figure()
    assert len(figure.data[0].y) == MOST_ROWS
    assert sum("<br>hub" in text or ": hub" in text for text in figure.data[0].hovertext) == 5
    assert len(chart.table) == 45


def test_circles_are_found_over_any_number_of_issues() -> None:
    ring = [("A", f"i{n}", f"i{(n + 1) % 3000}", "precondition") for n in range(3000)]
    tail = [("A", "t", "i0", "precondition")]
    assert _arrows(links_of(*ring, *tail))["circle"].tolist() == [True] * 3000 + [False]


def test_lines_that_do_not_run_together_never_share_a_stretch_of_a_lane() -> None:
    figure = network(many()).figure()
    upright = []
    for shape in figure.layout.shapes:
        if shape.name == "bus":
            steps = re.findall(r"M([\d.]+),([\d.]+)L([\d.]+),([\d.]+)", shape.path)
            at, first, _, last = next(step for step in steps if step[0] == step[2])
            upright.append((at, *sorted((float(first), float(last)))))
    assert len(upright) > 5
    for number, (lane, top, end) in enumerate(upright):
        for other, start, stop in upright[number + 1 :]:
            assert lane != other or end < start or stop < top


def test_thirty_arrows_keep_room_for_the_texts_of_a_phone() -> None:
    figure = network(many()).figure()
    assert len(figure.data[0].y) == 30
    assert figure.layout.margin.r < PHONE_WIDTH / 2
    boxes = [shape for shape in figure.layout.shapes if shape.type == "rect"]
    assert len(boxes) == 20
    assert all(one.y1 < other.y0 for one, other in pairwise(boxes))
    assert figure.layout.height > boxes[-1].y1


def test_a_long_name_stands_above_its_words() -> None:
    name = "Council of the Southern Provinces"
    found = links_of((name, "x", "y", "in-exchange-for"))
    assert texts(found, "arrow") == [f"{name}:<br>in exchange for 2"]


def test_texts_of_any_script_are_escaped_isolated_and_cut() -> None:
    names = {"x": "<b>x</b> & $y$", "y": "مراقبة وقف إطلاق النار", "z": "中华人民共和国" * 99}
    found = links_of(LINE, ("B", "y", "z", "package"), names=names)
    first, second, third = texts(found, "issue")
    assert first == "<b>&lt;b&gt;x&lt;/b&gt; &amp; &#36;y&#36;</b>"
    assert second == "<b>\u2068مراقبة وقف إطلاق النار\u2069</b>"
    assert third.count("<br>") == 2
    assert third.endswith("…</b>")
    assert "<b>x</b>" not in network(found).figure().data[0].hovertext[0]


def test_without_links_there_is_only_the_title() -> None:
    figure = network(links(select(every_frame())).head(0)).figure()
    assert len(figure.data) == len(figure.layout.shapes) == len(figure.layout.annotations) == 0
    assert network(links(select(every_frame())).head(0)).alt == "No condition names another issue."


def test_the_same_input_gives_the_same_figure_and_stays_as_it_was() -> None:
    found = many()
    before = found.copy()
    assert network(found).figure().to_json() == network(found).figure().to_json()
    pd.testing.assert_frame_equal(found, before)
