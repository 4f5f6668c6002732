"""The charts on a page, below what a reader reads: each with its words, its source and its data.

A chart is drawn when a reader comes near it: until then a line says what will stand there, and
neither the figure's own modules nor what the browser draws with is loaded.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial, wraps
from inspect import signature
from typing import Any, Literal, ParamSpec

import pandas as pd
import streamlit as st

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
from parley.ui.context import PageContext
from parley.ui.lazy import is_near
from parley.ui.shown import data_table, html, left_out
from parley.wording import count, date_text

MOST_ROWS = 1_000
"""Rows of a chart's data that are shown."""

STANCE_LABELS = labels_of(STANCES) | {
    "value": "Value alone",
    "other": "Does not match",
    "silent": "Silent",
}


@dataclass(frozen=True)
class Chart:
    """A figure to be drawn for a page that is dark or not, its words, and its data."""

    draw: Callable[[bool], Any]
    alt: str
    table: pd.DataFrame


P = ParamSpec("P")


def _near(key: str, what: str) -> Callable[[Callable[P, Chart]], Callable[P, None]]:
    """Show the chart that a function makes once a reader is near; it is not made before.

    Until then `what` stands in its place. `key` tells the charts of a page apart. Both may name
    the function's parameters, the first of which is the context.
    """

    def decorated(make: Callable[P, Chart]) -> Callable[P, None]:
        @wraps(make)
        def shown(*args: P.args, **kwargs: P.kwargs) -> None:
            given = signature(make).bind(*args, **kwargs).arguments
            context: PageContext = given["context"]
            name = key.format(**given)
            with st.container(key=f"chart-{name}"):
                if is_near(context, name, what.format(**given)):
                    _show(context, make(*args, **kwargs), name)

        return shown

    return decorated


def _show(context: PageContext, chart: Chart, key: str) -> None:
    """A chart with its finding over it, its source under it and its data at hand."""
    from parley.charts.pictures import without_title

    figure = chart.draw(st.context.theme.type == "dark")
    # The page wraps its own headings; a figure does not know how wide it is.
    html(tag("h3", figure.layout.title.text.replace("<br>", " "), cls="finding"))
    config = {"displayModeBar": False}
    st.plotly_chart(without_title(figure), theme=None, config=config, alt=chart.alt, key=key)
    html(tag("p", _source_line(context), cls="quiet"))
    label, asked = "The chart's data as a table", f"{key}-table"
    with st.expander(label, type="compact", key=asked, on_change="rerun") as table:
        if table.open:
            rest = left_out(len(chart.table) - MOST_ROWS, "more row", "left out here")
            html(data_table(chart.table.head(MOST_ROWS), chart.alt), rest)


@_near("status-by-area", "How many issues of each area have which status")
def status_chart(context: PageContext, issues: pd.DataFrame) -> Chart:
    """How many issues of each area have which status."""
    from parley.charts import status_by_area as status

    counts = status.status_counts(issues)
    labels = counts["status"].map(labels_of(STATUSES))
    return Chart(
        partial(status.status_by_area, issues),
        status.alt(issues),
        pd.DataFrame({"Area": counts["area_title"], "Status": labels, "Issues": counts["count"]}),
    )


@_near("stance-by-party", "On how many issues each party in view holds which stance")
def stance_chart(context: PageContext, view: View) -> Chart:
    """On how many issues each party in view holds which stance."""
    from parley.charts import stance_by_party as stance

    counts = stance.stance_counts(view.positions, view.parties, view.issues)
    labels = counts["stance"].map(STANCE_LABELS)
    return Chart(
        partial(stance.stance_by_party, counts),
        stance.alt(counts),
        pd.DataFrame({"Party": counts["name"], "Stance": labels, "Issues": counts["count"]}),
    )


@_near("spectrum", "Where each party in view stands on the issue")
def spectrum_chart(context: PageContext, issue: Issue) -> Chart:
    """Where each party in view stands on an issue."""
    from parley.charts import spectrum

    row, standings = _standings(context, issue)
    return Chart(
        partial(spectrum.spectrum, standings, row),
        spectrum.alt(standings, row),
        _standings_table(standings),
    )


@_near("ladder", "What each party in view asks for, and what it would accept")
def ladder_chart(context: PageContext, issue: Issue) -> Chart:
    """What each party in view asks for on an issue's ladder, and what it would accept."""
    from parley.charts import spectrum

    row, standings = _standings(context, issue)
    options = [(option.id, option.text) for option in issue.options or ()]
    return Chart(
        partial(spectrum.ladder, standings, row, options),
        spectrum.ladder_alt(standings, row, options),
        _standings_table(standings),
    )


def _standings(context: PageContext, issue: Issue) -> tuple[pd.Series, pd.DataFrame]:
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


@_near("directness-by-{by}", "How direct the evidence is, by {by}")
def directness_chart(
    context: PageContext, positions: pd.DataFrame, by: Literal["party", "area"], shown: pd.DataFrame
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


@_near("moved", "What moved between the two days")
def moved_chart(context: PageContext, moves: pd.DataFrame) -> Chart:
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


@_near("events", "What happened and what lies ahead, in time")
def events_chart(context: PageContext) -> Chart:
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


@_near("positions-by-day", "On which days the parties in view took positions")
def positions_chart(context: PageContext) -> Chart:
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


@_near("agreement-map", "How far each pair of parties agrees")
def agreement_chart(context: PageContext, scores: pd.DataFrame, parties: list[str]) -> Chart:
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


def party_map_chart(context: PageContext, found: Map | None) -> None:
    """The map of the parties, where at least four share enough issues."""
    if found is not None:
        _party_map_chart(context, found)
        return
    text = (
        f"A map of the parties is drawn where at least {LEAST_PARTIES} of them share "
        f"{LEAST_SHARED} issues with each other; here they do not."
    )
    html(tag("p", text, cls="quiet"))


@_near("party-map", "The parties on a map, those who agree side by side")
def _party_map_chart(context: PageContext, found: Map) -> Chart:
    """The parties on a map."""
    from parley.charts import party_map as chart

    names = context.party_names
    table = found.places.assign(party=found.places["party"].map(names))
    return Chart(
        partial(chart.party_map, found, names),
        chart.alt(found, names),
        table.rename(columns={"party": "Party", "x": "Across", "y": "Up"}),
    )


@_near("claim-{key}", "The claim beside every reading of the matrix")
def claim_chart(context: PageContext, readings: pd.DataFrame, claim: float, key: str) -> Chart:
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


@_near("network", "What hangs on what: the conditions between issues")
def network_chart(context: PageContext, links: pd.DataFrame) -> Chart:
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


def _source_line(context: PageContext) -> str:
    """The source under a chart."""
    sources = context.negotiation.sources
    also = " With what you suppose: hypothetical." if context.supposed else ""
    if len(sources) == 1:
        return (
            f"Source: {sources[0].publisher}, {date_text(sources[0].date)}; curated by hand.{also}"
        )
    return f"Source: {count(len(sources), 'source')}, curated by hand; see the cells.{also}"
