"""What the Timeline page shows, part by part."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from parley.categoricals import isin
from parley.html import Html, join, tag
from parley.iter_rows import iter_dicts
from parley.measures.movement import KINDS, change, first_spoken, moved, taken_since
from parley.ui.charts import events_chart, moved_chart, positions_chart
from parley.ui.context import PageContext
from parley.ui.controls import day as day_chosen
from parley.ui.shown import events, html, in_view
from parley.views.card import cell_link
from parley.wording import count, date_text

MOST_DRAWN = 500
"""Moves in the chart, each a line of its own."""
MOST_LISTED = 200
"""Moves in the list; the download of the Data page has all positions with their days."""


def introduction(context: PageContext) -> bool:
    """The head of the page; whether anything is in view."""
    st.title("Timeline", anchor=False)
    return in_view(context)


def ahead_and_behind(context: PageContext) -> None:
    """The events, those ahead first, in words and on a line."""
    if not context.negotiation.events:
        html(tag("p", "The folder names no events.", cls="quiet"))
        return
    ahead, behind = st.columns(2, gap="large")
    for column, title, upcoming in (
        (ahead, "What lies ahead", True),
        (behind, "What happened", False),
    ):
        with column:
            st.header(title, anchor=False)
            found = events(context, upcoming)
            html(found or tag("p", "Nothing is reported.", cls="quiet"))


def in_time(context: PageContext) -> None:
    """The events and the positions on an axis of days."""
    if context.negotiation.events:
        st.header("Events in time", anchor=False)
        events_chart(context)
    st.header("Positions by day", anchor=False)
    positions_chart(context)


def what_moved(context: PageContext) -> None:
    """Who moved between two days, on what, from where and to where."""
    st.header("What moved", anchor=False)
    days = context.frames.days
    if len(days) < 2:
        only = f" All positions here are of {date_text(days[0])}." if days else ""
        text = f"Nothing can be compared: positions of at least two days are needed.{only}"
        html(tag("p", text))
        return
    first, last = _two_days(context, days)
    if first >= last:
        html(tag("p", "Choose a first day that is before the second.", cls="quiet"))
        return
    told = context.cached("moved", partial(_moved, context, first, last), first, last)
    number = told.number + told.new_number
    html(
        tag("p", f"{count(number, 'position differs', 'positions differ')} in view between "
                 f"{date_text(first)} and {date_text(last)}.", cls="facts")
    )  # fmt: skip
    if not number:
        return
    html(told.said)
    if told.moves is None:
        html(tag("p", "There are too many for a chart: narrow what is in view.", cls="quiet"))
        return
    moved_chart(context, told.moves)


@dataclass(frozen=True)
class Told:
    """What moved between two days, as the page tells it."""

    number: int
    """How many parties that had a position before have another, issue by issue."""
    new_number: int
    """How many positions are the first of a party on an issue."""
    said: Html
    moves: pd.DataFrame | None
    """What the chart shows; None where there is too much for one."""


def _moved(context: PageContext, first: dt.date, last: dt.date) -> Told:
    view = context.view
    before, after = context.frames_on(first), context.frames_on(last)
    rows = after.positions
    since = (
        taken_since(before, after)
        & isin(rows["party"], view.parties["party"])
        & isin(rows["issue"], view.issues["issue"])
    )
    fresh = since & first_spoken(before, after)
    known = moved(before, replace(after, positions=rows[since & ~fresh]))
    order = rows[["area", "issue", "party"]][fresh].sort_values(["area", "issue", "party"])
    some = rows.loc[order.index[:MOST_LISTED]]
    new = moved(before, replace(after, positions=some))
    said = join(
        _listed(context, known, len(known))
        if len(known)
        else tag("p", "No party that had a position before has moved."),
        tag(
            "details",
            tag("summary", count(len(order), "new position")),
            _listed(context, new, len(order)),
        )
        if len(order)
        else None,
    )
    moves = known if len(known) else new if len(new) == len(order) else None
    fits = moves is not None and len(moves) <= MOST_DRAWN
    return Told(len(known), len(order), said, moves if fits else None)


def _listed(context: PageContext, moves: pd.DataFrame, total: int) -> Html:
    rows = [_move(context, row) for row in iter_dicts(moves.head(MOST_LISTED))]
    rest = total - len(rows)
    more = tag("li", f"and {rest:,} more", cls="quiet") if rest else None
    return tag("ul", *rows, more, cls="told")


def _two_days(context: PageContext, days: list[dt.date]) -> tuple[dt.date, dt.date]:
    """The two days that the reader compares: the first and the last on which positions changed."""
    until = [each for each in days if each <= context.day] or days[:1]
    left, right = st.columns(2)
    chosen: list[dt.date] = []
    for column, key, label, default in (
        (left, "since", "From how it stood on", days[0]),
        (right, "until", "to how it stood on", until[-1]),
    ):
        with column:
            chosen.append(day_chosen(label, key=key, first=days[0], last=days[-1], usual=default))
    return chosen[0], chosen[1]


def _move(context: PageContext, row: Any) -> Html:
    kind = KINDS[str(row["kind"])]
    who = join(tag("bdi", row["name"]), ": ", tag("bdi", row["title"]))
    sources = context.dossier.sources
    publishers = [sources[id].publisher for id in str(row["to_sources"]).split("; ")]
    places = f"{', '.join(dict.fromkeys(publishers))}, {row['to_locators']}"
    when = row["to_date"].date()
    return tag(
        "li",
        tag("p", cell_link(context.links, str(row["issue"]), str(row["party"]), who)),
        tag("p", tag("span", kind.label, cls="mark"), f" {change(row)}"),
        tag("p", row["to_summary"] if pd.notna(row["to_summary"]) else row["to_gist"]),
        tag("p", f"{date_text(when)}; {places}", cls="quiet"),
    )
