"""The charts of the pages: what is in view in, blocks out that make a chart when it is needed.

Until a chart is made neither its module nor plotly is loaded.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial, wraps
from inspect import signature
from typing import Literal, ParamSpec

import pandas as pd

from parley import charts
from parley.charts.chart import Chart, source_line
from parley.format.models import Issue
from parley.frames.matching import measurable_positions
from parley.frames.view import View
from parley.iter_rows import iter_rows
from parley.measures.scaling import Map
from parley.views.blocks import Figure
from parley.views.context import ViewContext

P = ParamSpec("P")


def _figure(key: str, placeholder: str) -> Callable[[Callable[P, Chart]], Callable[P, Figure]]:
    """Turn a function that makes a chart into one that returns a block which makes it later.

    `key` tells the charts of a page apart. Both may name the function's parameters, the first of
    which is the context.
    """

    def decorated(make: Callable[P, Chart]) -> Callable[P, Figure]:
        @wraps(make)
        def figure(*args: P.args, **kwargs: P.kwargs) -> Figure:
            given = signature(make).bind(*args, **kwargs).arguments
            return Figure(
                key.format(**given),
                placeholder.format(**given),
                _source_line(given["context"]),
                partial(make, *args, **kwargs),
            )

        return figure

    return decorated


@_figure("status-by-area", "How many issues of each area have which status")
def status_chart(context: ViewContext, issues: pd.DataFrame) -> Chart:
    """How many issues of each area have which status."""
    from parley.charts.status_by_area import status_by_area

    return status_by_area(issues)


@_figure("stance-by-party", "On how many issues each party in view holds which stance")
def stance_chart(context: ViewContext, view: View) -> Chart:
    """On how many issues each party in view holds which stance."""
    return charts.stances(view)


@_figure("spectrum", "Where each party in view stands on the issue")
def spectrum_chart(context: ViewContext, issue: Issue) -> Chart:
    """Where each party in view stands on an issue."""
    from parley.charts.spectrum import spectrum

    row, standings, _ = _standings(context, issue)
    return spectrum(standings, row, _left_out(context, standings))


@_figure("ladder", "What each party in view asks for, and what it would accept")
def ladder_chart(context: ViewContext, issue: Issue) -> Chart:
    """What each party in view asks for on an issue's ladder, and what it would accept."""
    from parley.charts.ladder import ladder

    row, standings, options = _standings(context, issue)
    return ladder(standings, row, options, _left_out(context, standings))


def _left_out(context: ViewContext, standings: pd.DataFrame) -> int:
    """How many parties in view have no standing, because their position is left out."""
    return len(context.view.parties) - len(standings)


def _standings(
    context: ViewContext, issue: Issue
) -> tuple[pd.Series, pd.DataFrame, list[tuple[str, str]]]:
    """The issue's row, where each party in view stands on it, and the issue's options."""
    from parley.charts.standings import standings_of

    issues = context.frames.issues
    row = issues[issues["issue"] == issue.id].iloc[0].copy()
    if issue.outcome is not None and issue.outcome.date > context.day:
        row[[name for name in row.index if name.startswith("outcome_")]] = None  # not yet settled
    options = [(option.id, option.text) for option in issue.options or ()]
    return row, standings_of(context.view, row, options), options


@_figure("directness-by-{by}", "How direct the evidence is, by {by}")
def directness_chart(
    context: ViewContext,
    positions: pd.DataFrame,
    by: Literal["party", "area"],
    subjects: pd.DataFrame,
) -> Chart:
    """How direct the evidence is, by party or by area; `subjects` are the parties or the issues."""
    from parley.charts.directness import directness, directness_counts

    return directness(directness_counts(positions, subjects, by))


@_figure("moved", "What moved between the two days")
def moved_chart(context: ViewContext, moves: pd.DataFrame) -> Chart:
    """The moves between two days."""
    from parley.charts.moved import moved

    return moved(moves)


@_figure("events", "What happened and what lies ahead, in time")
def events_chart(context: ViewContext) -> Chart:
    """The events, those ahead and those behind, in time."""
    from parley.charts.events_timeline import events_timeline

    return events_timeline(context.frames.events, context.day)


@_figure("positions-by-day", "On which days the parties in view took positions")
def positions_chart(context: ViewContext) -> Chart:
    """On which days the parties in view took positions on the issues in view."""
    from parley.charts.positions_by_day import position_counts, positions_by_day

    positions = context.frames.positions
    positions = positions[
        positions["issue"].isin(context.view.issues["issue"])
        & (positions["date"] <= pd.Timestamp(context.day))
        & measurable_positions(positions, context.selection)
    ]
    return positions_by_day(position_counts(positions, context.view.parties), context.day)


@_figure("agreement-map", "How far each pair of parties agrees")
def agreement_chart(context: ViewContext, scores: pd.DataFrame, parties: list[str]) -> Chart:
    """How far each pair of parties agrees, those who agree side by side."""
    from parley.charts.agreement_map import agreement_map

    short = dict(iter_rows(context.frames.parties[["party", "short"]]))
    return agreement_map(scores, parties, context.party_names, short)


@_figure("party-map", "The parties on a map, those who agree side by side")
def party_map_chart(context: ViewContext, found: Map) -> Chart:
    """The parties on a map."""
    from parley.charts.party_map import party_map

    return party_map(found, context.party_names)


@_figure("network", "What hangs on what: the conditions between issues")
def network_chart(context: ViewContext, links: pd.DataFrame) -> Chart:
    """The conditions between issues as a network."""
    from parley.charts.network import network

    return network(links)


def _source_line(context: ViewContext) -> str:
    """The source under a chart, and whether the chart is of what the reader supposes."""
    supposed = " With what you suppose: hypothetical." if context.supposed else ""
    return f"{source_line(context.negotiation.sources, 'cells')}{supposed}"
