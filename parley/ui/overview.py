"""What the overview shows, part by part."""

from __future__ import annotations

import streamlit as st

from parley.html import tag
from parley.ui.areas import leans_by_area, statuses_by_area
from parley.ui.charts import status_chart
from parley.ui.context import PageContext
from parley.ui.matrix import by_area, show_matrix
from parley.ui.shown import (
    as_of_line,
    claims,
    empty_view,
    events,
    html,
    legend,
    status_meanings,
    status_table,
)
from parley.ui.window import MOST_CELLS, MOST_ROWS


def introduction(context: PageContext) -> None:
    """What is negotiated, in plain words."""
    header = context.negotiation.header
    html(tag("h1", header.title), tag("p", header.summary, cls="lead"), as_of_line(context))


def statuses(context: PageContext) -> None:
    """How far each issue is settled, and the matrix at a glance."""
    if empty_view(context.view):
        return
    issues = context.view.issues
    listed = status_table if len(issues) <= MOST_ROWS else statuses_by_area
    st.header("How far it is settled", anchor=False)
    html(listed(context, issues), status_meanings())
    st.header("Who stands where", anchor=False)
    if len(issues) * len(context.view.parties) > MOST_CELLS:
        leans_by_area(context)
        return
    show_matrix(
        context,
        context.view,
        by_area,
        key="glance",
        caption="The matrix at a glance: issues by party",
        glyphs=True,
    )
    html(legend())


def claims_and_events(context: PageContext) -> None:
    """What was claimed about the whole, what lies ahead, what happened."""
    said, time = st.columns(2, gap="large")
    if context.negotiation.header.claims:
        with said:
            st.header("What is said of the talks as a whole", anchor=False)
            html(claims(context))
    with time:
        for title, ahead in (("What lies ahead", True), ("What happened", False)):
            found = events(context, ahead)
            if found is not None:
                st.header(title, anchor=False)
                html(found)


def charts(context: PageContext) -> None:
    """The statuses as a chart, below what a reader reads."""
    if not context.view.empty_because:
        st.header("The statuses by area", anchor=False)
        status_chart(context, context.view.issues)
