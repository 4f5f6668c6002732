"""The charts of the pages: what is in view in, blocks out that make a chart when it is needed.

Until a chart is made neither its module nor plotly is loaded.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial, wraps
from inspect import signature
from typing import Literal, ParamSpec

import pandas as pd

from parley.charts.chart import Chart
from parley.format.models import Issue
from parley.format.vocabulary import (
    ATTRIBUTIONS,
    CONDITION_KINDS,
    EVENT_KINDS,
    STANCES,
    STATUSES,
    labels_of,
)
from parley.frames.selection import View
from parley.html import tag
from parley.iter_rows import iter_rows
from parley.measures.scaling import LEAST_PARTIES, LEAST_SHARED, Map
from parley.views.blocks import Block, Figure, markup
from parley.views.context import ViewContext
from parley.wording import count, date_text

STANCE_LABELS = labels_of(STANCES) | {
    "value": "Value alone",
    "other": "Does not match",
    "silent": "Silent",
}


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
    from parley.charts import status_by_area as status

    counts = status.status_counts(issues)
    labels = counts["status"].map(labels_of(STATUSES))
    return Chart(
        partial(status.status_by_area, issues),
        status.alt(issues),
        pd.DataFrame({"Area": counts["area_title"], "Status": labels, "Issues": counts["count"]}),
    )


@_figure("stance-by-party", "On how many issues each party in view holds which stance")
def stance_chart(context: ViewContext, view: View) -> Chart:
    """On how many issues each party in view holds which stance."""
    from parley.charts import stance_by_party as stance

    counts = stance.stance_counts(view.positions, view.parties, view.issues)
    labels = counts["stance"].map(STANCE_LABELS)
    return Chart(
        partial(stance.stance_by_party, counts),
        stance.alt(counts),
        pd.DataFrame({"Party": counts["name"], "Stance": labels, "Issues": counts["count"]}),
    )


@_figure("spectrum", "Where each party in view stands on the issue")
def spectrum_chart(context: ViewContext, issue: Issue) -> Chart:
    """Where each party in view stands on an issue."""
    from parley.charts import spectrum

    row, standings = _standings(context, issue)
    return Chart(
        partial(spectrum.spectrum, standings, row),
        spectrum.alt(standings, row),
        _standings_table(standings),
    )


@_figure("ladder", "What each party in view asks for, and what it would accept")
def ladder_chart(context: ViewContext, issue: Issue) -> Chart:
    """What each party in view asks for on an issue's ladder, and what it would accept."""
    from parley.charts import spectrum

    row, standings = _standings(context, issue)
    options = [(option.id, option.text) for option in issue.options or ()]
    return Chart(
        partial(spectrum.ladder, standings, row, options),
        spectrum.ladder_alt(standings, row, options),
        _standings_table(standings),
    )


def _standings(context: ViewContext, issue: Issue) -> tuple[pd.Series, pd.DataFrame]:
    from parley.charts import spectrum

    issues = context.frames.issues
    row = issues[issues["issue"] == issue.id].iloc[0].copy()
    if issue.outcome is not None and issue.outcome.date > context.day:
        row[[name for name in row.index if name.startswith("outcome_")]] = None  # not yet settled
    options = [(option.id, option.text) for option in issue.options or ()]
    positions = context.frames.positions
    shown = spectrum.standings(positions, context.view.parties, row, context.blocs, options)
    return row, shown


def _standings_table(standings: pd.DataFrame) -> pd.DataFrame:
    """Where each party stands, in words; columns that nobody fills are left out."""
    labels = standings["stance"].map(STANCE_LABELS)
    silent = standings["silent"].to_numpy(bool)
    told = {
        "Party": standings["name"],
        "Stance": labels.where(~silent, "Silent"),
        "Value": standings["value"],
        "Asks for": standings["asks"],
        "Would accept": standings["accepts"],
        "Red line": standings["red_line"].map({True: "yes", False: None}),
        "Whose word": standings["attribution"].map(labels_of(ATTRIBUTIONS)),
        "Through": standings["through"],
    }
    return pd.DataFrame(told).dropna(axis="columns", how="all").fillna("–")


@_figure("directness-by-{by}", "How direct the evidence is, by {by}")
def directness_chart(
    context: ViewContext, positions: pd.DataFrame, by: Literal["party", "area"], shown: pd.DataFrame
) -> Chart:
    """How direct the evidence is, by party or by area; `shown` are the parties or the issues."""
    from parley.charts import directness

    counts = directness.directness_counts(positions, shown, by)
    labels = counts["attribution"].map(labels_of(ATTRIBUTIONS))
    return Chart(
        partial(directness.directness, counts),
        directness.alt(counts),
        pd.DataFrame({by.title(): counts["name"], "Whose word": labels.fillna("–"),
                      "Positions": counts["count"]}),
    )  # fmt: skip


@_figure("moved", "What moved between the two days")
def moved_chart(context: ViewContext, moves: pd.DataFrame) -> Chart:
    """The moves between two days."""
    from parley.charts import moved

    marks = moved.marks(moves)
    table = {
        "Party": marks["name"],
        "Issue": marks["title"],
        "Kind": marks["label"],
        "Before": marks["before"].fillna("–"),
        "Now": marks["now"],
    }
    return Chart(
        partial(moved.moved, moves),
        moved.alt(moves),
        pd.DataFrame(table),
    )


@_figure("events", "What happened and what lies ahead, in time")
def events_chart(context: ViewContext) -> Chart:
    """The events, those ahead and those behind, in time."""
    from parley.charts import timeline

    events = context.frames.events
    ordered = timeline.in_order(events)
    table = {
        "Event": ordered["title"],
        "When": ordered["when"],
        "Kind": ordered["kind"].astype("str").map(EVENT_KINDS),
        "Ahead": ordered["upcoming"].map({True: "yes", False: "no"}),
    }
    return Chart(
        partial(timeline.events_timeline, events, context.day),
        timeline.events_alt(events),
        pd.DataFrame(table),
    )


@_figure("positions-by-day", "On which days the parties in view took positions")
def positions_chart(context: ViewContext) -> Chart:
    """On which days the parties in view took positions on the issues in view."""
    from parley.charts import timeline

    positions = context.frames.positions
    positions = positions[
        positions["issue"].isin(context.view.issues["issue"])
        & (positions["date"] <= pd.Timestamp(context.day))
    ]
    counts = timeline.position_counts(positions, context.view.parties)
    days = [date_text(each.date()) for each in counts["date"]]
    return Chart(
        partial(timeline.positions_by_day, counts, context.day),
        timeline.positions_alt(counts),
        pd.DataFrame({"Party": counts["name"], "Day": days, "Positions": counts["count"]}),
    )


@_figure("agreement-map", "How far each pair of parties agrees")
def agreement_chart(context: ViewContext, scores: pd.DataFrame, parties: list[str]) -> Chart:
    """How far each pair of parties agrees, those who agree side by side."""
    from parley.charts import agreement_map as chart

    names = context.party_names
    rows = context.frames.parties
    short = dict(iter_rows(rows[["party", "short"]]))
    table = {
        "Party": scores["party_a"].map(names),
        "Other party": scores["party_b"].map(names),
        "Agreement": scores["score"],
        "Issues it rests on": scores["shared"],
    }
    return Chart(
        partial(chart.agreement_map, scores, parties, names, short),
        chart.alt(scores, names),
        pd.DataFrame(table),
    )


def party_map_chart(context: ViewContext, found: Map | None) -> Iterator[Block]:
    """The map of the parties, where at least four share enough issues."""
    if found is not None:
        yield _party_map_chart(context, found)
        return
    text = (
        f"A map of the parties is drawn where at least {LEAST_PARTIES} of them share "
        f"{LEAST_SHARED} issues with each other; here they do not."
    )
    yield markup(tag("p", text, cls="quiet"))


@_figure("party-map", "The parties on a map, those who agree side by side")
def _party_map_chart(context: ViewContext, found: Map) -> Chart:
    """The parties on a map."""
    from parley.charts import party_map as chart

    names = context.party_names
    table = found.places.assign(party=found.places["party"].map(names))
    return Chart(
        partial(chart.party_map, found, names),
        chart.alt(found, names),
        table.rename(columns={"party": "Party", "x": "Across", "y": "Up"}),
    )


@_figure("claim-{key}", "The claim beside every reading of the matrix")
def claim_chart(context: ViewContext, readings: pd.DataFrame, claim: float, key: str) -> Chart:
    """Every reading of a claim about the whole."""
    from parley.charts import readings as chart
    from parley.measures.settled import EVIDENCE_WORDS, MEANINGS, UNITS

    table = {
        "Settled means that": readings["meaning"].map(MEANINGS),
        "Unit": readings["unit"].map(UNITS),
        "Whose positions": readings["circle"],
        "Evidence": readings["evidence"].map(EVIDENCE_WORDS),
        "Share": readings["share"].map("{:.0%}".format),
        "Near the claim": readings["near"].map({True: "yes", False: "no"}),
    }
    return Chart(
        partial(chart.claim_check, readings, claim),
        chart.alt(readings, claim),
        pd.DataFrame(table),
    )


@_figure("network", "What hangs on what: the conditions between issues")
def network_chart(context: ViewContext, links: pd.DataFrame) -> Chart:
    """The conditions between issues as a network."""
    from parley.charts import network

    arrows = network.arrows(links)
    kinds = labels_of(CONDITION_KINDS)
    table = {
        "Party": arrows["party_name"],
        "Issue": arrows["title"],
        "How": arrows["kind"].map(kinds),
        "Hangs on": arrows["on_title"],
        "Condition": arrows["texts"],
    }
    return Chart(
        partial(network.network, links),
        network.alt(links),
        pd.DataFrame(table),
    )


def _source_line(context: ViewContext) -> str:
    """The source under a chart."""
    sources = context.negotiation.sources
    also = " With what you suppose: hypothetical." if context.supposed else ""
    if len(sources) == 1:
        return (
            f"Source: {sources[0].publisher}, {date_text(sources[0].date)}; curated by hand.{also}"
        )
    return f"Source: {count(len(sources), 'source')}, curated by hand; see the cells.{also}"
