"""Pictures of an edition: one drawing for a light and a dark page, inline, without what misleads."""

from __future__ import annotations

import copy
import json
import re
from typing import Any

import pytest

from parley.charts.chart import Chart
from parley.export.edition import figures
from parley.export.edition.figures import Figures
from parley.export.edition.inline_svg import inline_svg
from parley.export.edition.pages import all_pages
from parley.export.edition.publication import edition_of
from parley.export.edition.themed import COLOUR, themed
from parley.html import Html
from parley.loading.loader import load
from tests.export.editions import FOLDERS

SVG = (
    '<svg class="main-svg" xmlns="http://www.w3.org/2000/svg" '
    'xmlns:xlink="http://www.w3.org/1999/xlink" width="1280" height="200" {order} '
    'viewBox="0 0 640 100"><rect x="0" y="0" width="640" height="100" '
    'style="fill: rgb(0, 0, 0); fill-opacity: 0;"/><defs id="defs-{id}">'
    '<clipPath id="clip{id}xyplot"><rect width="9" height="9"/></clipPath>'
    '<clipPath id="clip{id}x"><rect width="9" height="9"/></clipPath></defs>'
    '<g class="trace scatter trace{id}" clip-path="url(#clip{id}xyplot)" onclick="alert(1)">'
    '<path d="M1.23456,2" style="fill: rgb(29, 95, 168); fill-opacity: 1;"/></g>'
    '<script>alert(1)</script><a xlink:href="javascript:alert(1)"><text>away</text></a>'
    '<text x="0" y="3" style="font-size: 12px; fill: #555b64;">1.23456 &lt;b&gt; #1d5fa8</text></svg>'
)


def drawn(id: str, order: str = "") -> str:
    image = SVG.replace("{id}", id).replace("{order}", order).encode()
    return inline_svg(image).html("map", "What it says", "drawn")


def test_a_drawing_has_nothing_that_differs_from_the_next() -> None:
    assert drawn("a1b2c3", 'style=""') == drawn("0f9e8d")


def test_a_drawing_has_what_draws_and_nothing_that_runs_or_leads_away() -> None:
    text = drawn("a1b2c3")
    assert re.findall(r"<([a-zA-Z]+)", text) == [
        "svg", "defs", "clipPath", "rect", "g", "path", "text",
    ]  # fmt: skip
    assert 'role="img" aria-label="What it says"' in text
    assert 'width="640"' in text and 'height="100"' in text
    assert 'id="map-0"' in text and 'clip-path="url(#map-0)"' in text
    assert 'd="M1.23,2" style="fill:#1d5fa8"' in text
    assert ">1.23456 &lt;b&gt; #1d5fa8</text>" in text  # a text is no number and no colour
    assert "alert" not in text and "href" not in text


LIGHT: dict[str, Any] = {
    "data": [{"marker": {"color": ["#ffffff", "#1d5fa8"]}, "y": [1, 2]}],
    "layout": {"annotations": [{"text": "<span style='color:#555b64'>who</span> #1d5fa9"}]},
}
DARK: dict[str, Any] = {
    "data": [{"marker": {"color": ["#000000", "#64a8f2"]}, "y": [1, 2]}],
    "layout": {"annotations": [{"text": "<span style='color:#a9b1bb'>who</span> #1d5fa9"}]},
}


def test_a_figure_is_drawn_once_for_both_pages() -> None:
    before = copy.deepcopy((LIGHT, DARK))
    found = themed(LIGHT, DARK)
    assert before == (LIGHT, DARK)
    assert found is not None
    marks = COLOUR.findall(json.dumps(found.figure))
    assert len(set(marks)) == 4  # the colour that is the same on both stays as it is
    assert "#1d5fa9" in marks
    both = found.coloured(json.dumps(found.figure))
    for place, side in ((r"\1", LIGHT), (r"\2", DARK)):
        assert json.loads(re.sub(r"light-dark\(([^,]+),([^)]+)\)", place, both)) == side


@pytest.mark.parametrize(
    "change",
    [
        {"data": [{"marker": {"color": ["#000000", "#64a8f2"]}, "y": [1, 3]}]},
        {"layout": {"annotations": [{"text": "<span style='color:#a9b1bb'>whom</span> #1d5fa9"}]}},
        {"layout": {"annotations": []}},
    ],
)
def test_figures_that_differ_in_more_than_colours_are_drawn_twice(change: dict[str, Any]) -> None:
    assert themed(LIGHT, {**DARK, **change}) is None


def test_colours_that_plotly_mixes_are_drawn_twice() -> None:
    light, dark = ({"colorscale": [[0, each], [1, "#000000"]]} for each in ("#ffffff", "#111111"))
    assert themed(light, dark) is None


@pytest.mark.parametrize("path", FOLDERS, ids=lambda path: path.name)
def test_every_chart_but_a_heat_map_is_drawn_once(
    path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    charts: dict[str, Chart] = {}

    def place(self: Figures, name: str, chart: Chart) -> Html:
        charts[name] = chart
        return Html("")

    monkeypatch.setattr(figures.Figures, "place", place)
    list(all_pages(edition_of(load(path), None, None, Figures())))
    assert charts
    twice = [
        name
        for name, chart in charts.items()
        if themed(*(json.loads(chart.figure(dark).to_json()) for dark in (False, True))) is None
    ]
    assert [name for name in twice if name != "common-ground-agreement-map"] == []
