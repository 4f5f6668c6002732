"""The moves as a chart: marks, places, arrows, captions, title, and the empty frame."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import pytest

from parley.charts._limits import MOST_ROWS
from parley.charts._text import MOST_LISTED
from parley.charts.moved import _marks, moved
from parley.format.vocabulary import STANCES
from parley.frames.build import build_frames
from parley.measures.movement import moved as moves_between
from parley.palette import BACKGROUND, STANCE, TEXT
from tests.folders import every_part

DAY = dt.date.fromisoformat


@pytest.fixture(scope="module")
def template() -> pd.Series:
    """One real move, of which tests make others."""
    found = moves_between(
        *(build_frames(every_part(), DAY(day)) for day in ("2024-03-15", "2024-05-12"))
    )
    return found[(found["party"] == "kingdom") & (found["kind"] == "down")].iloc[0]


@pytest.fixture
def make(template: pd.Series) -> Any:
    """Builds moves from dictionaries of what differs from a stance that stays."""
    plain = {
        "numeric": False, "scale_min": None, "scale_max": None, "unit": None, "changed": "stance",
        "from_value_from": None, "from_value_to": None, "to_value_from": None, "to_value_to": None,
        "from_stance": "open", "to_stance": "open", "from_red_line": False, "to_red_line": False,
    }  # fmt: skip
    kinds = template.to_frame().T.dtypes

    def of(*rows: dict[str, Any]) -> pd.DataFrame:
        made = [{**template, **(plain if not row.get("numeric") else {}), **row} for row in rows]
        frame = pd.DataFrame(made, columns=kinds.index)
        numbers = [name for name in frame if "value" in name or "scale" in name or name == "step"]
        return frame.astype(dict.fromkeys(numbers, float) | {"numeric": bool})

    return of


def step(first: str, last: str) -> dict[str, Any]:
    order = list(reversed(STANCES))
    up = order.index(last) - order.index(first)
    kind = "towards" if up > 0 else "away" if up < 0 else "reworded"
    changed = "stance" if up else "wording"
    return {"from_stance": first, "to_stance": last, "kind": kind, "step": up, "changed": changed}


def new(stance: str) -> dict[str, Any]:
    return {"kind": "new", "from_stance": None, "to_stance": stance, "changed": None}


def value(first: tuple[float, float], last: tuple[float, float], kind: str) -> dict[str, Any]:
    return {"numeric": True, "kind": kind, "from_value_from": first[0], "from_value_to": first[1],
            "to_value_from": last[0], "to_value_to": last[1]}  # fmt: skip


def captions(figure: go.Figure) -> list[str]:
    texts = [each.text for each in figure.layout.annotations if each.name is None]
    return texts[len(texts) // 2 :]


def traces(figure: go.Figure) -> dict[str, Any]:
    return {trace.name: trace for trace in figure.data}


def test_stances_stand_between_opposes_and_supports(make: Any) -> None:
    found = _marks(make(*(step(stance, "supports") for stance in STANCES)))
    assert found["from_place"].tolist() == [1, 0.75, 0.5, 0.25, 0]
    assert found["to_place"].tolist() == [1] * 5
    assert found["before"].tolist()[-1] == "“opposes”"


def test_values_stand_on_their_own_scale_with_the_ends_of_their_range(make: Any) -> None:
    row = _marks(make(value((150, 150), (120, 140), "down"))).iloc[0]
    assert (row["from_place"], row["to_place"]) == (0.75, 0.65)
    assert (row["to_low"], row["to_high"]) == (0.6, 0.7)
    assert (row["before"], row["now"], row["label"]) == ("150 kt", "120–140 kt", "Down")


def test_a_new_position_has_one_mark(make: Any) -> None:
    moves = make(new("reluctant"))
    row = _marks(moves).iloc[0]
    assert pd.isna(row["from_place"])
    assert pd.isna(row["before"])
    figure = moved(moves).figure()
    assert list(traces(figure)) == ["to_stance"]
    assert captions(figure) == ["New: (×) Reluctant"]


@pytest.mark.parametrize("dark", [False, True])
def test_a_move_goes_from_a_hollow_to_a_filled_mark(make: Any, dark: bool) -> None:
    figure = moved(make(step("opposes", "open"))).figure(dark)
    first, last = (traces(figure)[name] for name in ("from_stance", "to_stance"))
    assert (first.x, last.x) == ((0,), (0.75,))
    assert (first.text, last.text) == (("×",), ("(✓)",))
    assert first.marker.color == BACKGROUND.on(dark)
    assert first.marker.line.color == (STANCE["opposes"].on(dark),)
    assert last.marker.color == (STANCE["open"].on(dark),)
    (arrow,) = (each for each in figure.layout.annotations if each.name == "arrow")
    assert (arrow.ax, arrow.x, arrow.showarrow) == (0, 0.75, True)


def test_a_value_is_a_square_and_its_range_a_line(make: Any) -> None:
    found = traces(moved(make(value((150, 150), (120, 140), "down"))).figure())
    assert list(found) == ["to_range", "from_value", "to_value"]
    assert found["to_range"].x == (0.6, 0.7, None)
    assert found["to_value"].marker.symbol == "square"
    assert found["to_value"].marker.color == (TEXT.light,)


def test_what_stays_in_its_place_is_a_mark_in_a_ring(make: Any) -> None:
    figure = moved(make(step("supports", "supports"))).figure()
    found = traces(figure)
    assert found["from_stance"].marker.size[0] > found["to_stance"].marker.size[0]
    assert "arrow" not in [each.name for each in figure.layout.annotations]


@pytest.mark.parametrize(
    ("move", "expected"),
    [
        (step("opposes", "supports"), "× Opposes → ✓ Supports, towards it"),
        (step("open", "undecided"), "(✓) Open to it → – Undecided, away from it"),
        (step("open", "open"), "Still “open to it”, with other words"),
        (step("opposes", "open") | {"from_bloc": "islands"},
         "× Opposes (its bloc’s) → (✓) Open to it, towards it"),
        (step("open", "supports") | {"to_red_line": True},
         "(✓) Open to it → ✓ Supports, now a red line"),
        (new("opposes") | {"to_red_line": True}, "New: × Opposes, a red line"),
        (value((150, 150), (120, 140), "down"),
         "150 kt → 120–140 kt, down, on a scale of 0 to 200 kt"),
        (value((150, 150), (120, 140), "down") | {"unit": "Mrd. Euro"},
         "150 Mrd. Euro → 120–140 Mrd. Euro, down, on 0 to 200"),
        (value((150, 150), (120, 140), "down") | {"unit": "Milliarden Euro"},
         "150 Milliarden Euro → 120–140 Milliarden Euro, down"),
        (value((1, 1), (2, 2), "up") | {"unit": None}, "1 → 2, up, on a scale of 0 to 200"),
    ],
)  # fmt: skip
def test_each_row_says_what_it_shows(make: Any, move: dict[str, Any], expected: str) -> None:
    assert captions(moved(make(move)).figure()) == [expected]


def test_labels_keep_who_before_what_in_any_script(make: Any) -> None:
    figure = moved(
        make(step("open", "supports") | {"name": "جمهورية المنارة", "title": "Port"})
    ).figure()
    label = figure.layout.annotations[0].text
    assert label.index("جمهورية المنارة") < label.index(": Port")
    assert "\N{LEFT-TO-RIGHT MARK}\N{FIRST STRONG ISOLATE}جمهورية المنارة" in label


@pytest.mark.parametrize(
    ("which", "expected"),
    [
        (["stance"], {"← × opposes", "✓ supports →"}),
        (["value"], {"← lowest", "highest →"}),
        (["stance", "value"], {"← × opposes · lowest", "✓ supports · highest →"}),
    ],
)
def test_the_ends_of_the_axis_are_named(make: Any, which: list[str], expected: set[str]) -> None:
    kinds = {"stance": step("open", "supports"), "value": value((1, 1), (2, 2), "up")}
    figure = moved(make(*(kinds[each] for each in which))).figure()
    assert {each.text for each in figure.layout.annotations if each.name == "heading"} == expected


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([], "No position in view moved between the two days"),
        ([step("open", "supports")],
         "Kingdom of Vael on Total catch: from “open to it” to “supports”"),
        ([new("open"), new("open")], "All 2 positions that differ are new"),
        ([step("open", "supports")] * 3,
         "All 3 positions that differ from an earlier one moved towards the proposal"),
        ([step("open", "open")] * 2, "All 2 positions that differ from an earlier one were reworded"),
        ([new("open"), new("open"), step("supports", "open"), value((1, 1), (2, 2), "up"),
          step("open", "open")],
         "Of 5 positions that differ, 2 are new, 1 moved away from the proposal, 1 rose in value and "
         "1 was reworded"),
    ],
)  # fmt: skip
def test_the_title_states_the_finding(make: Any, rows: list[dict[str, Any]], expected: str) -> None:
    moves = make(*rows)
    assert moved(moves).finding == expected
    assert moved(moves).figure().layout.title.text.replace("<br>", " ") == expected


def test_the_words_have_every_move(make: Any) -> None:
    assert moved(make(step("open", "supports"))).alt == (
        "Kingdom of Vael on Total catch: from “open to it” to “supports”."
    )
    assert moved(make(new("open"), value((150, 150), (120, 140), "down"))).alt == (
        "Of 2 positions that differ, 1 is new and 1 fell in value. "
        "Kingdom of Vael on Total catch: none before, now “open to it”. "
        "Kingdom of Vael on Total catch: from 150 kt to 120–140 kt."
    )


def test_names_from_data_are_escaped_and_cut(make: Any) -> None:
    texts = {"name": "<b>A</b> & $", "title": "<i>x</i> " + "Wort" * 500, "to_gist": "<u>g</u>"}
    figure = moved(make(step("open", "supports") | texts)).figure()
    label, hover = figure.layout.annotations[0].text, figure.data[0].hovertext[0]
    for text in (label, hover):
        assert "&lt;b&gt;A&lt;/b&gt; &amp; &#36;" in text
        assert "&lt;i&gt;x&lt;/i&gt;" in text
        assert "…" in text
    assert label.count("<br>") == 1
    assert "&lt;u&gt;g" in hover


def test_many_moves_are_cut_and_the_rest_is_counted(make: Any) -> None:
    moves = make(*([step("open", "supports")] * (MOST_ROWS + 20)))
    figure = moved(moves).figure()
    assert len(traces(figure)["to_stance"].x) == MOST_ROWS
    (more,) = (each.text for each in figure.layout.annotations if each.name == "notes")
    assert more == "The table has 20 more moves"
    assert moved(moves).finding.endswith("; drawn are the 40 of 60 moves that come first")
    assert moved(moves).alt.endswith(
        f"The table has the other {MOST_ROWS + 20 - MOST_LISTED} moves."
    )
    assert len(_marks(moves)) == MOST_ROWS + 20


def test_the_empty_frame_draws_nothing(make: Any) -> None:
    moves = make(step("open", "supports")).head(0)
    figure = moved(moves).figure()
    assert len(figure.data) == len(figure.layout.annotations) == len(figure.layout.shapes) == 0
    assert len(_marks(moves)) == 0
    assert moved(moves).alt == "No position in view moved between the two days."


def test_the_same_input_gives_the_same_figure_and_stays_as_it_was() -> None:
    days = (build_frames(every_part(), DAY(day)) for day in ("2024-01-01", "2024-05-12"))
    moves = moves_between(*days)
    before = moves.copy()
    first, second = (moved(moves).figure(True).to_json() for _ in range(2))
    assert first == second
    pd.testing.assert_frame_equal(moves, before)
