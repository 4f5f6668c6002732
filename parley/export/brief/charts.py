"""A scope in, its charts as pictures out, where this machine can draw them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import pandas as pd

from parley.charts import spectrum, stance_by_party, status_by_area
from parley.charts.pictures import render_png as drawn
from parley.export.brief.parts import Picture
from parley.export.brief.scope import Scope
from parley.format.models import Issue
from parley.frames.blocs import blocs_of
from parley.wording import count, date_text

MOST_ROWS = 12
"""How many bars a page has room for; more of them stand in further pictures."""


class _Chart(NamedTuple):
    figure: Any
    finding: str
    alt: str


def pictures(scope: Scope) -> list[Picture]:
    """The charts of what is in view; none where they cannot be drawn."""
    charts = list(_of_issue(scope, scope.about) if isinstance(scope.about, Issue) else _all(scope))
    source = _source(scope)
    pngs = drawn([chart.figure for chart in charts])
    return [
        Picture(png, chart.finding, chart.alt, source)
        for chart, png in zip(charts, pngs, strict=True)
        if png is not None
    ]


def _all(scope: Scope) -> Iterator[_Chart]:
    """Status by area and stance by party."""
    issues, view = scope.view.issues, scope.view
    finding = status_by_area.finding(issues)
    for part, said in _parts(issues, "area", finding):
        yield _Chart(status_by_area.status_by_area(part), said, status_by_area.alt(part))
    counts = stance_by_party.stance_counts(view.positions, view.parties, issues)
    finding = stance_by_party.finding(counts)
    for part, said in _parts(counts, "party", finding):
        yield _Chart(stance_by_party.stance_by_party(part), said, stance_by_party.alt(part))


def _of_issue(scope: Scope, issue: Issue) -> Iterator[_Chart]:
    """The spectrum of the parties, and where there are options their ladder."""
    row = scope.view.issues.iloc[0]
    blocs = blocs_of(scope.dossier.negotiation.parties)
    options = [(option.id, option.text) for option in issue.options or ()]
    positions = scope.view.positions_of(scope.view.party_ids, [issue.id])
    found = spectrum.standings(positions, scope.view.parties, row, blocs, options)
    yield _Chart(
        spectrum.spectrum(found, row), spectrum.finding(found, row), spectrum.alt(found, row)
    )
    if options:
        yield _Chart(
            spectrum.ladder(found, row, options),
            spectrum.ladder_finding(found, row, options),
            spectrum.ladder_alt(found, row, options),
        )


def _parts(rows: pd.DataFrame, by: str, finding: str) -> Iterator[tuple[pd.DataFrame, str]]:
    """The rows in parts that fit a page, each with the finding of the whole."""
    keys = list(dict.fromkeys(rows[by].astype(str)))
    for start in range(0, len(keys), MOST_ROWS):
        part = rows[rows[by].astype(str).isin(keys[start : start + MOST_ROWS])]
        yield part, f"{finding} (continued)" if start else finding


def _source(scope: Scope) -> str:
    """The line under a chart."""
    sources = scope.dossier.negotiation.sources
    if len(sources) == 1:
        return f"Source: {sources[0].publisher}, {date_text(sources[0].date)}; curated by hand."
    return f"Source: {count(len(sources), 'source')}, curated by hand; see the notes."
