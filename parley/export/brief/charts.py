"""A scope in, its charts as images out, where this machine can draw them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from parley import charts
from parley.charts.chart import Chart, source_line
from parley.charts.ladder import ladder
from parley.charts.spectrum import spectrum
from parley.charts.standings import standings_of
from parley.charts.static_images import render
from parley.export.brief.scope import Scope
from parley.format.models import Issue
from parley.views.text import Picture

MOST_ROWS: Final = 12
"""How many bars a page has room for; more of them stand in further images."""


def pictures(scope: Scope) -> list[Picture]:
    """The charts of what is in view; none where they cannot be drawn."""
    charts = [part for chart in _charts(scope) for part in chart.parts(MOST_ROWS)]
    source = source_line(scope.index.negotiation.sources, "notes")
    images = render([chart.figure(title=False) for chart in charts])
    return [
        Picture(image, chart.finding, chart.alt, source)
        for chart, image in zip(charts, images, strict=True)
        if image is not None
    ]


def _charts(scope: Scope) -> Iterator[Chart]:
    """Status by area and stance by party; of one issue its spectrum and, with options, ladder."""
    view = scope.view
    if not isinstance(scope.about, Issue):
        yield charts.statuses(view)
        yield charts.stances(view)
        return
    row = view.issues.iloc[0]
    options = [(option.id, option.text) for option in scope.about.options or ()]
    found = standings_of(view, row, options)
    yield spectrum(found, row)
    if options:
        yield ladder(found, row, options)
