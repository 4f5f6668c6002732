"""The spectrum of an issue: who stands where, in words and in marks, silence, and texts that fit."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import pytest

from parley.charts._text import LABEL_LINES, display_width
from parley.charts._theme import contrast
from parley.charts.ladder import ladder
from parley.charts.spectrum import AXIS, LABEL_WIDTHS, spectrum
from parley.charts.standings import COLUMNS, Options, standings, standings_of
from parley.format.vocabulary import STANCES
from parley.frames.columns import Frames
from parley.frames.selection import Selection
from parley.frames.view import apply_selection
from parley.loading.loader import Negotiation
from parley.palette import ALARM, BACKGROUND, STANCE
from tests.folders import every_frame, every_part

DARK = pytest.mark.parametrize("dark", [False, True])

POSITION: dict[str, Any] = {
    "issue": "i", "current": True, "stance": None, "value_from": None, "value_to": None,
    "bound": "exactly", "option": None, "fallback": None, "gist": "", "red_line": False, "attribution": "on-record",
    "disputed": False, "conflicting": False, "inherited_from": None,
}  # fmt: skip
ISSUE = pd.Series(
    {
        "issue": "i", "numeric": False, "unit": None, "scale_min": None, "scale_max": None,
        "scale_low": None, "scale_high": None, "outcome_date": pd.NaT, "outcome_option": None,
        "outcome_from": None, "outcome_to": None,
        "scale_tolerance": None,
    }
)  # fmt: skip
SCALE = {"numeric": True, "scale_min": 0.0, "scale_max": 10.0, "scale_low": "no", "scale_high": "all"}  # fmt: skip
LADDER = [("none", "Nothing"), ("part", "A part"), ("all", "All of it")]


def issue_of(**fields: Any) -> pd.Series:
    return pd.Series({**ISSUE, **fields})


def parties_of(*names: str) -> pd.DataFrame:
    return pd.DataFrame({"party": [name.lower() for name in names], "name": names, "short": names})


def held(party: str, **fields: Any) -> dict[str, Any]:
    if "value" in fields:
        value = fields.pop("value")
        fields |= dict(zip(("value_from", "value_to"), value, strict=True))
    return {**POSITION, "party": party.lower(), **fields}


def stood(
    *positions: dict[str, Any],
    silent: tuple[str, ...] = (),
    issue: pd.Series = ISSUE,
    blocs: dict[str, list[str]] | None = None,
    options: Options = (),
) -> pd.DataFrame:
    """Standings from positions and the names of those that have none."""
    names = [str(each["party"]).capitalize() for each in positions]
    frame = pd.DataFrame([*positions, held("-", current=False)])
    return standings(frame, parties_of(*names, *silent), issue, blocs or {}, options)


def stances(*given: str, silent: int = 0) -> pd.DataFrame:
    parties = [held(f"P{number}", stance=stance) for number, stance in enumerate(given)]
    return stood(*parties, silent=tuple(f"S{number}" for number in range(silent)))


def on_issue(
    negotiation: Negotiation, frames: Frames, issue: str, selection: Selection | None = None
) -> tuple[pd.DataFrame, pd.Series, Options]:
    """The standings on an issue of a folder, its row, and its options."""
    shown = apply_selection(frames, selection or Selection())
    row = frames.issues[frames.issues["issue"] == issue].iloc[0]
    record = next(each for each in negotiation.issues if each.id == issue)
    options = [(option.id, option.text) for option in record.options or ()]
    return standings_of(shown, row, options), row, options


def every(issue: str) -> tuple[pd.DataFrame, pd.Series, Options]:
    return on_issue(every_part(), every_frame(), issue)


def trace(figure: go.Figure, name: str) -> Any:
    return next((each for each in figure.data if each.name == name), None)


def marks(figure: go.Figure) -> list[tuple[float, str]]:
    """Place and sign of the marks, from the top."""
    found = trace(figure, "Parties")
    return list(zip(found.x, found.text, strict=True))


def texts(figure: go.Figure) -> list[str]:
    return [each.text for each in figure.layout.annotations]


# --- the data


def test_every_party_in_view_is_one_row_and_silence_is_missing(
    shipped_negotiation: Negotiation, shipped_frames: Frames
) -> None:
    table, _, _ = on_issue(shipped_negotiation, shipped_frames, "territorial-cession")
    assert list(table.columns) == list(COLUMNS)
    told = table[["party", "stance", "red_line", "attribution", "silent"]]
    assert told.astype("object").where(told.notna(), None).values.tolist() == [
        ["ukraine", "opposes", True, "reporter", False],
        ["russia", "supports", False, "second-hand", False],
        ["united-states", None, False, None, True],
        ["european-leaders", None, False, None, True],
        ["european-union", None, False, None, True],
        ["ukrainian-public", "opposes", False, "poll", False],
    ]


def test_values_come_with_their_unit_and_earlier_ones_do_not_count() -> None:
    table, _, _ = every("total-catch")
    values = table.dropna(subset="value").set_index("party")
    assert values.loc["kingdom", ["value_from", "value_to", "value"]].tolist() == [
        120, 140, "120–140 kt"
    ]  # fmt: skip
    assert values.loc["republic", "value"] == "100 kt"


def test_options_come_with_their_texts() -> None:
    table, _, _ = every("net-size")
    row = table.set_index("party").loc["islands"]
    assert row[["option", "asks", "fallback", "accepts"]].tolist() == [
        "no-nets", "No nets at all <ever>", "widest", "The widest mesh"
    ]  # fmt: skip


def test_a_member_counts_beside_its_bloc_where_it_differs() -> None:
    table, _, _ = every("port-access")
    members = table.set_index("party").loc[["isle-east", "isle-west", "reef-pact"]]
    assert members["stance"].tolist() == ["open", "supports", "supports"]
    assert members["through"].fillna("").tolist() == ["", "Reef Pact", ""]
    assert members["counted"].tolist() == [True, False, True]


@pytest.mark.parametrize(
    ("parties", "counted", "through"),
    [(("Bloc", "Member"), [True, False], "Bloc"), (("Member",), [True], "its bloc")],
)
def test_a_member_alone_counts_and_a_bloc_out_of_view_has_no_name(
    parties: tuple[str, ...], counted: list[bool], through: str
) -> None:
    positions = pd.DataFrame(
        [
            held("bloc", stance="open"),
            held("member", stance="open", inherited_from="bloc"),
        ]
    )
    voices = [parties[0].lower()]
    table = standings(positions, parties_of(*parties), ISSUE, {"member": ["bloc"]}, (), voices)
    assert table["counted"].tolist() == counted
    assert table["through"].tolist()[-1] == through


def test_members_that_are_as_silent_as_their_bloc_count_once() -> None:
    table = stood(
        held("Loud", stance="opposes"),
        silent=("Bloc", "Member"),
        blocs={"member": ["bloc"]},
    )
    assert table["counted"].tolist() == [True, True, False]
    assert spectrum(table, ISSUE).finding == (
        "1 of 2 parties opposes it; 1 is silent; of 3 in view, 1 counts with its bloc"
    )


# --- the findings


@pytest.mark.parametrize(
    ("given", "silent", "expected"),
    [
        (["supports"] * 3 + ["opposes"], 2,
         "3 of 6 parties in view support it, 1 opposes it; 2 are silent"),
        (["opposes", "supports"], 1, "1 of 3 parties in view supports it, 1 opposes it; 1 is silent"),
        (["open", "open", "undecided", "reluctant", "reluctant"], 0,
         "2 of 5 parties in view are open to it, 1 is undecided, 2 are reluctant"),
        (["opposes"] * 2, 0, "2 of 2 parties in view oppose it"),
        (["reluctant"], 0, "P0 is reluctant"),
        ([], 4, "None of the 4 parties in view has a position"),
        ([], 1, "S0 is silent"),
        ([], 0, "No party is in view"),
    ],
)  # fmt: skip
def test_the_title_counts_the_stances(given: list[str], silent: int, expected: str) -> None:
    table = stances(*given, silent=silent)
    assert spectrum(table, ISSUE).finding == expected
    title = spectrum(table, ISSUE).figure().layout.title.text
    assert title.replace("<br>", " ") == expected


@pytest.mark.parametrize(
    ("values", "fields", "expected"),
    [
        ([(2, 2), (3, 8)], {"unit": "%"},
         "2 of 3 parties in view name values between 2 and 8 %; 1 is silent"),
        ([(2, 2), (2, 2)], {}, "2 of 3 parties in view name the same value, 2; 1 is silent"),
        ([(2, 5)], {"unit": "%"}, "1 of 2 parties in view names 2–5 %; 1 is silent"),
        ([], {}, "S is silent"),
        ([(2, 5)], {"outcome_from": 3.0, "outcome_to": 4.0, "outcome_date": pd.Timestamp("2024-05-12")},
         "1 of 2 parties in view names 2–5; 1 is silent; settled at 3–4"),
    ],
)  # fmt: skip
def test_the_title_of_a_scale_says_how_far_values_reach(
    values: list[tuple[float, float]], fields: dict[str, Any], expected: str
) -> None:
    issue = issue_of(**SCALE, **fields)
    positions = [held(f"P{number}", value=value) for number, value in enumerate(values)]
    assert spectrum(stood(*positions, silent=("S",), issue=issue), issue).finding == expected


@pytest.mark.parametrize(
    ("given", "outcome", "expected"),
    [
        ([("none", "part"), ("all", None)], None,
         "2 of 3 parties in view ask for 2 different options, 1 would accept another; 1 is silent"),
        ([("part", None), ("part", "part")], "all",
         "2 of 3 parties in view ask for “A part”; 1 is silent; settled on “All of it”"),
        ([("part", None), (None, None)], None,
         "1 of 3 parties in view asks for “A part”; 1 names no option; 1 is silent"),
        ([(None, "part")], None, "1 of 2 parties in view would accept an option; 1 is silent"),
        ([(None, None)], None, "None of the 2 parties in view names an option"),
        ([], None, "S is silent"),
    ],
)  # fmt: skip
def test_the_title_of_a_ladder_says_how_far_wishes_part(
    given: list[tuple[str | None, str | None]], outcome: str | None, expected: str
) -> None:
    positions = [
        held(f"P{number}", stance="open", option=option, fallback=fallback)
        for number, (option, fallback) in enumerate(given)
    ]
    issue = issue_of(outcome_option=outcome, outcome_date=pd.Timestamp("2024-05-12"))
    table = stood(*positions, silent=("S",), options=LADDER)
    assert ladder(table, issue, LADDER).finding == expected


def test_the_words_have_every_party(
    shipped_negotiation: Negotiation, shipped_frames: Frames
) -> None:
    table, issue, _ = on_issue(shipped_negotiation, shipped_frames, "territorial-cession")
    assert spectrum(table, issue).alt == (
        "1 of 6 parties in view supports it, 2 oppose it; 3 are silent. Ukraine: opposes, red line, "
        "reporter. Ukrainian public: opposes. Russia: supports, second-hand. Silent: "
        "United States, European leaders and European Union."
    )


def test_the_words_of_a_ladder_have_its_options() -> None:
    positions = [
        held("A", stance="open", option="none", fallback="part"),
        held("B", stance="opposes"),
    ]
    table = stood(*positions, silent=("S",), options=LADDER)
    assert ladder(table, ISSUE, LADDER).alt == (
        "1 of 3 parties in view asks for “Nothing”, 1 would accept another; 1 names no option; 1 is silent. "
        "From the least to the most: 1 “Nothing”; 2 “A part”; 3 “All of it”. "
        "A: asks for 1, would accept 2. B: opposes. Silent: S."
    )


# --- by stance


def test_parties_stand_from_opposes_to_supports_and_as_they_come_at_one_place() -> None:
    table = stances("supports", "opposes", "open", "opposes", "reluctant", "undecided")
    figure = spectrum(table, ISSUE).figure()
    assert marks(figure) == [
        (0.5, "×"), (0.5, "×"), (1.5, "(×)"), (2.5, "–"), (3.5, "(✓)"), (4.5, "✓")
    ]  # fmt: skip
    down = list(trace(figure, "Parties").y)
    assert down == sorted(down)
    names = [text for text in texts(figure) if text.startswith("<b>P")]
    assert names == [f"<b>P{number}</b>" for number in (1, 3, 4, 5, 2, 0)]


def test_the_axis_names_its_stances_from_left_to_right() -> None:
    heads = spectrum(stances("open"), ISSUE).figure().layout.annotations[:5]
    assert [(head.x, head.text) for head in heads] == [
        (0.5, "Opposes"), (1.5, "Reluctant"), (2.5, "Undecided"), (3.5, "Open to it"),
        (4.5, "Supports"),
    ]  # fmt: skip


@DARK
def test_a_mark_has_the_colour_of_its_stance_and_a_sign_that_reads(dark: bool) -> None:
    table = stances(*STANCES)
    found = trace(spectrum(table, ISSUE).figure(dark), "Parties")
    assert list(found.marker.color) == [STANCE[stance].on(dark) for stance in reversed(STANCES)]
    for ink, colour in zip(found.textfont.color, found.marker.color, strict=True):
        assert contrast(ink, colour) >= 4.5


@DARK
@pytest.mark.parametrize(
    ("fields", "word"),
    [
        ({"attribution": "second-hand"}, "second-hand"),
        ({"attribution": "anonymous"}, "unnamed official"),
        ({"attribution": "reporter"}, "reporter"),
        ({"disputed": True}, "contested"),
        ({"conflicting": True}, "conflicting reports"),
    ],
)
def test_what_is_weak_is_hollow_and_says_why(fields: dict[str, Any], word: str, dark: bool) -> None:
    table = stood(held("A", stance="supports", **fields), held("B", stance="supports"))
    figure = spectrum(table, ISSUE).figure(dark)
    found = trace(figure, "Parties")
    blue = STANCE["supports"].on(dark)
    assert list(found.marker.color) == [BACKGROUND.on(dark), blue]
    assert list(found.marker.line.color) == [blue, blue]
    assert word in next(text for text in texts(figure) if text.startswith("<b>A"))
    assert word in found.hovertext[0].lower()
    assert word not in found.hovertext[1].lower()


@DARK
def test_a_red_line_has_a_shape_and_a_word(dark: bool) -> None:
    table = stood(held("A", stance="open"), held("B", stance="opposes", red_line=True))
    figure = spectrum(table, ISSUE).figure(dark)
    around = trace(figure, "Red line")
    assert (list(around.x), around.marker.symbol) == ([0.5], "octagon-open")
    assert around.marker.color == ALARM.on(dark)
    assert [("red line" in text) for text in texts(figure) if "<b>" in text] == [True, False]
    assert "Red line" in trace(figure, "Parties").hovertext[0]
    assert trace(spectrum(stances("open"), ISSUE).figure(), "Red line") is None


def test_a_pointer_reads_what_is_held_and_whose_word_it_is() -> None:
    table, issue, _ = every("port-access")
    hovers = trace(spectrum(table, issue).figure(), "Parties").hovertext
    assert (
        "<b>Kingdom of Vael</b><br>Supports<br>Land everywhere<br>Named speaker<br>Red line"
        in hovers
    )
    assert "<b>West Isle</b><br>Supports<br>Joint statement<br>As Reef Pact" in hovers


def test_a_supposed_stance_is_nobodys_word() -> None:
    table = stood(held("A", stance="supports", attribution=None))
    figure = spectrum(table, ISSUE).figure()
    assert list(trace(figure, "Parties").hovertext) == ["<b>A</b><br>Supports<br>"]
    assert spectrum(table, ISSUE).alt == "A supports it. A: supports."


# --- silence


def test_the_silent_are_named_below_the_axis() -> None:
    figure = spectrum(stances("open", silent=2), ISSUE).figure()
    row = figure.layout.annotations[-1]
    assert row.text == "<b>Silent:</b> S0 and S1"
    assert row.y > max(trace(figure, "Parties").y)
    assert [x for x, _ in marks(figure)] == [3.5]
    assert "Silent" not in str(texts(spectrum(stances("open"), ISSUE).figure()))


def test_many_silent_are_counted() -> None:
    figure = spectrum(stances("open", silent=60), ISSUE).figure()
    shown = texts(figure)[-1]
    assert shown.count("<br>") == 2
    named = shown.count("S") - 1
    assert shown.endswith(f"and {60 - named} others")
    assert spectrum(stances("open", silent=60), ISSUE).alt.endswith("S11 and 48 others.")


# --- more than can be read


def test_very_many_parties_are_counted_by_stance() -> None:
    chart = spectrum(stances(*["supports"] * 30, *["opposes"] * 20, silent=5), ISSUE)
    figure = chart.figure()
    (filled,) = figure.data
    assert filled.name == "On the record"
    assert filled.x == (20, 30)
    labels = [text.split("</b>")[0][3:] for text in texts(figure)[:5]]
    assert labels == ["Opposes", "Reluctant", "Undecided", "Open to it", "Supports"]
    assert texts(figure)[-1] == "Without a row: silent: 5."
    assert len(chart.table) == 55
    assert filled.hovertext[0].startswith("<b>Opposes: on the record</b><br>")
    assert filled.hovertext[0].endswith("<br>8 others")


def test_very_many_values_are_counted_by_tenth_of_the_scale() -> None:
    issue = issue_of(**SCALE)
    rows = [held(f"P{n}", value=(n % 11, n % 11)) for n in range(55)]
    figure = spectrum(stood(*rows, issue=issue), issue).figure()
    labels = [text.split("</b>")[0][3:] for text in texts(figure)[:10]]
    assert (labels[0], labels[-1]) == ("0–1", "9–10")
    assert figure.data[0].x == (*[5] * 9, 10)


# --- along a scale


def test_a_value_is_a_point_and_a_range_a_bar_between_two() -> None:
    issue = issue_of(**SCALE)
    table = stood(held("A", value=(6, 9)), held("B", value=(2, 2)), issue=issue)
    figure = spectrum(table, issue).figure()
    assert [x for x, _ in marks(figure)] == [2, 6, 9]
    (bar,) = [line for line in figure.layout.shapes if line.line.width == 16 and line.x0 < line.x1]
    assert (bar.x0, bar.x1, bar.line.dash) == (6, 9, "solid")
    assert [text for text in texts(figure) if text.startswith("<b>B")] == [
        '<b>B</b>\u2002<span style="color:#111111">2</span>'
    ]


def test_the_bar_of_what_is_weak_is_thin_and_dashed() -> None:
    issue = issue_of(**SCALE)
    table = stood(held("A", value=(6, 9), attribution="reporter"), issue=issue)
    dashed = [
        line for line in spectrum(table, issue).figure().layout.shapes if line.line.dash == "dot"
    ]
    assert [(line.x0, line.x1, line.line.width) for line in dashed] == [(6, 9, 3)]


def test_the_ends_of_the_scale_say_what_they_mean_and_zero_is_marked() -> None:
    table, issue, _ = every("total-catch")
    figure = spectrum(table, issue).figure()
    assert texts(figure)[:2] == ["<b>0 kt</b><br>no fishing", "<b>200 kt</b><br>as in 1990"]
    low, high = figure.layout.xaxis.range
    assert low < 0 < 200 < high
    table, issue, _ = every("licence-fee")
    (zero,) = [
        each
        for each in spectrum(table, issue).figure().layout.annotations
        if each.text == "<b>0</b>"
    ]
    assert zero.x == 0


def test_the_outcome_stands_across_every_row_with_its_name() -> None:
    table, issue, _ = every("licence-fee")
    figure = spectrum(table, issue).figure()
    assert "<b>Settled at 1.0–2.0, 12 May 2024</b>" in texts(figure)
    areas = [each for each in figure.layout.shapes if each.type == "rect"]
    assert [(each.x0, each.x1) for each in areas] == [(1, 2)] * 6
    for y in trace(figure, "Parties").y:
        assert any(area.y0 < y < area.y1 for area in areas)


def test_who_names_no_value_is_named_beside_the_scale() -> None:
    issue = issue_of(**SCALE)
    table = stood(held("A", value=(1, 1)), held("B", stance="open"), silent=("S",), issue=issue)
    figure = spectrum(table, issue).figure()
    assert texts(figure)[-2:] == ["<b>Names no value:</b> B", "<b>Silent:</b> S"]
    assert "1 names no value; 1 is silent" in spectrum(table, issue).finding


# --- on the ladder


def test_a_ladder_joins_what_is_asked_and_what_would_be_accepted() -> None:
    table, issue, options = every("net-size")
    figure = ladder(table, issue, options).figure()
    found = trace(figure, "Parties")
    told = list(zip(found.x, found.text, found.marker.symbol, strict=True))
    vael, lighthouse = told[:2], told[2:3]
    assert vael == [(1, "2", "square"), (0, "1", "circle")]
    assert lighthouse == [(1, "2", "circle")]
    joined = [(line.x0, line.x1) for line in figure.layout.shapes if line.line.width == 3]
    assert joined == [(0, 1), (3, 2), (3, 2), (3, 2)]
    assert any("asks for 1, would accept 2" in text for text in texts(figure))


def test_a_ladder_lists_its_options_and_what_was_settled() -> None:
    table, issue, options = every("net-size")
    figure = ladder(table, issue, options).figure()
    assert texts(figure)[1:10] == [
        "<b>1</b>", "The mesh stays", "<b>2</b>", "A wider mesh", "<b>3</b>", "The widest mesh",
        "<b>4</b>", "No nets at all &lt;ever&gt;", "<b>Settled on 2, 12 May 2024</b>",
    ]  # fmt: skip
    across = [line for line in figure.layout.shapes if line.line.width == 1.5]
    assert [(line.x0, line.x1) for line in across] == [(1, 1)] * 6


def test_who_names_no_option_is_told_with_its_stance() -> None:
    table = stood(
        held("A", stance="open", option="all", red_line=True), held("B", stance="opposes"),
        silent=("S",), options=LADDER,
    )  # fmt: skip
    figure = ladder(table, ISSUE, LADDER).figure()
    assert texts(figure)[-2:] == ["<b>Names no option:</b> B (opposes)", "<b>Silent:</b> S"]
    assert list(trace(figure, "Red line").x) == [2]
    assert not any("Settled" in text for text in texts(figure))


# --- any data


FORTY = [
    held(
        f"P{number}",
        stance=list(STANCES)[number % 5],
        value=(number / 5, number / 5 + number % 2),
        option=LADDER[number % 3][0],
        fallback=LADDER[number % 2][0],
        red_line=True,
        attribution="anonymous",
    )
    for number in range(40)
]


@pytest.mark.parametrize("form", ["stances", "values", "ladder"])
def test_forty_parties_never_overlap(form: str) -> None:
    issue = issue_of(**SCALE) if form == "values" else ISSUE
    table = stood(*FORTY, issue=issue, options=LADDER)
    figure = spectrum(table, issue).figure()
    if form == "ladder":
        figure = ladder(table, issue, LADDER).figure()
    found = trace(figure, "Parties")
    places = sorted(set(found.y))
    assert len(places) == 40
    around = max(trace(figure, "Red line").marker.size)
    assert min(below - above for above, below in pairwise(places)) >= around
    # The axis counts pixels: the plot is as high as its range.
    plot = figure.layout.height - figure.layout.margin.t - figure.layout.margin.b
    assert figure.layout.yaxis.range == (plot, 0)
    assert max(places) + around / 2 <= plot


def test_texts_of_any_length_and_script_fit_a_phone() -> None:
    names = ["x" * 2000, "Landwirtschaft " * 130, "جمهورية " * 200, "中华人民共和国" * 90]
    for stance in STANCES:
        positions = [held(f"p{number}", stance=stance, red_line=True) for number in range(4)]
        parties = parties_of(*names).assign(party=[f"p{number}" for number in range(4)])
        table = standings(pd.DataFrame(positions), parties, ISSUE, {})
        room = LABEL_WIDTHS[AXIS.index(stance)]
        labels = [text for text in texts(spectrum(table, ISSUE).figure()) if "<b>" in text]
        assert len(labels) == 4
        for label in labels:
            bold = label.split("</b>")[:-1]
            assert all(display_width(line.rpartition("<b>")[2]) <= room for line in bold)
            assert len(bold) <= LABEL_LINES
        assert labels[2].startswith("<b>\u2068جمهورية")


def test_a_name_that_would_be_cut_gives_way_to_the_short_one() -> None:
    parties = parties_of("A").assign(name="A very long name " * 9, short="Short")
    table = standings(pd.DataFrame([held("A", stance="undecided")]), parties, ISSUE, {})
    assert texts(spectrum(table, ISSUE).figure())[-1] == "<b>Short</b>"


def test_a_scale_and_a_ladder_hold_any_text() -> None:
    issue = issue_of(
        **SCALE | {"scale_low": "no " * 700, "scale_high": "国" * 2000}, unit="u" * 300,
        outcome_from=5.0, outcome_to=5.0, outcome_date=pd.Timestamp("2024-05-12"),
    )  # fmt: skip
    table = stood(held("A", value=(1, 1)), issue=issue)
    drawn = [*texts(spectrum(table, issue).figure())]
    options = [("none", "Verpflichtung " * 140), ("part", "<i>$x$</i>"), ("all", "国" * 2000)]
    table = stood(held("A", stance="open", option="all"), options=options)
    drawn += texts(ladder(table, ISSUE, options).figure())
    for text in drawn:
        for line in text.split("<br>"):
            plain = line.split("</b>")[0].removeprefix("<b>")
            assert "span" in line or display_width(plain) <= 46
    assert "&lt;i&gt;&#36;x&#36;&lt;/i&gt;" in drawn


def test_texts_from_data_are_escaped() -> None:
    name, safe = "<b>A</b> & $B$", "&lt;b&gt;A&lt;/b&gt; &amp; &#36;B&#36;"
    positions = pd.DataFrame(
        [held("a", stance="supports", gist=name), held("b", stance="open", inherited_from="a")]
    )
    parties = pd.DataFrame({"party": ["a", "b", "s"], "name": [name, "B", name]}).assign(short="B")
    figure = spectrum(standings(positions, parties, ISSUE, {}), ISSUE).figure()
    assert f"<b>{safe}</b>" in texts(figure)
    assert f"as {safe}" in " ".join(texts(figure))
    assert texts(figure)[-1] == f"<b>Silent:</b> {safe}"
    assert (
        f"<b>{safe}</b><br>Supports<br>{safe}<br>Named speaker"
        in trace(figure, "Parties").hovertext
    )
    alone = standings(positions, parties.head(1), ISSUE, {})
    assert spectrum(alone, ISSUE).figure().layout.title.text.startswith(safe)


@pytest.mark.parametrize("issue", ["port-access", "total-catch", "net-size"])
def test_no_party_draws_no_mark(issue: str) -> None:
    table, row, options = every(issue)
    nothing = table.head(0)
    figures = [spectrum(nothing, row).figure()]
    if options:
        figures.append(ladder(nothing, row, options).figure())
    for figure in figures:
        assert len(figure.data) == 0
        assert figure.layout.title.text == "No party is in view"
    assert spectrum(nothing, row).alt == "No party is in view."
    empty = standings(every_frame().positions, every_frame().parties.head(0), row, {}, options)
    assert (list(empty.columns), len(empty)) == (list(COLUMNS), 0)


def test_parties_that_are_all_silent_have_no_place() -> None:
    figure = spectrum(stances(silent=3), ISSUE).figure()
    assert len(figure.data) == 0
    assert texts(figure) == ["<b>Silent:</b> S0, S1 and S2"]


def test_the_same_input_gives_the_same_figure_and_stays_as_it_was() -> None:
    frames = every_frame()
    positions, parties = frames.positions.copy(), frames.parties.copy()
    table, issue, options = every("net-size")
    before, row = table.copy(), issue.copy()
    for draw in (
        lambda: spectrum(table, issue).figure(), lambda: ladder(table, issue, options).figure()
    ):  # fmt: skip
        assert draw().to_json() == draw().to_json()
    pd.testing.assert_frame_equal(frames.positions, positions)
    pd.testing.assert_frame_equal(frames.parties, parties)
    pd.testing.assert_frame_equal(table, before)
    pd.testing.assert_series_equal(issue, row)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ([(3, "at-least"), (5, "at-most")],
         "2 of 2 parties in view name values between 3 and 5, 1 as “at least” and 1 as “at most”, "
         "all compatible"),
        ([(5, "at-least"), (3, "at-most")],
         "2 of 2 parties in view name values between 3 and 5, 1 as “at least” and 1 as “at most”"),
        ([(3, "at-least"), (8, "at-least")],
         "2 of 2 parties in view name values between 3 and 8, 2 as “at least”, all compatible"),
        ([(3, "at-least"), (3, "at-least")],
         "2 of 2 parties in view name the same value, at least 3"),
        ([(3, "at-least"), (3, "exactly")],
         "2 of 2 parties in view name values between 3 and 3, 1 as “at least”, all compatible"),
        ([(3, "exactly"), (3.4, "exactly")],
         "2 of 2 parties in view name values between 3 and 3.4, all compatible"),
        ([(3, "at-most")], "P0 names at most 3"),
    ],
)  # fmt: skip
def test_bounds_are_said_and_what_overlaps_is_compatible(
    given: list[tuple[float, str]], expected: str
) -> None:
    issue = issue_of(**SCALE)
    positions = [
        held(f"P{number}", value=(value, value), bound=bound)
        for number, (value, bound) in enumerate(given)
    ]
    assert spectrum(stood(*positions, issue=issue), issue).finding == expected


def test_what_is_left_out_is_told_and_not_silent() -> None:
    table = stances("supports", silent=1)
    assert spectrum(table, ISSUE, left_out=2).finding == (
        "1 of 2 parties supports it; 1 is silent; of 4 in view, 2 are left out"
    )
    assert (
        spectrum(table.iloc[:0], ISSUE, 1).finding == "What the one party in view said is left out"
    )
    assert ladder(table.iloc[:0], ISSUE, LADDER, 3).finding == (
        "What all 3 parties in view said is left out"
    )
