"""The charts on a page, below what a reader reads: each with its words, its source and its data.

The figures' own modules are imported when the first chart is drawn, so that no page waits for them.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from parley.html import tag
from parley.selection import View
from parley.ui.context import Context
from parley.ui.shown import data_table, html
from parley.vocabulary import STANCES, STATUSES
from parley.wording import count, day

STANCE_LABELS = {stance: term.label for stance, term in STANCES.items()} | {
    "value": "Value alone",
    "other": "Does not match",
    "silent": "Silent",
}


def status_chart(context: Context, issues: pd.DataFrame) -> None:
    """How many issues of each area have which status."""
    from parley.charts import status_by_area as status

    counts = status.status_counts(issues)
    labels = counts["status"].map({status: term.label for status, term in STATUSES.items()})
    _chart(
        partial(status.status_by_area, issues),
        status.alt(issues),
        pd.DataFrame({"Area": counts["area_title"], "Status": labels, "Issues": counts["count"]}),
        _source_line(context),
        key="status-by-area",
    )


def stance_chart(context: Context, view: View) -> None:
    """On how many issues each party in view holds which stance."""
    from parley.charts import stance_by_party as stance

    counts = stance.stance_counts(view.positions, view.parties, view.issues)
    labels = counts["stance"].map(STANCE_LABELS)
    _chart(
        partial(stance.stance_by_party, counts),
        stance.alt(counts),
        pd.DataFrame({"Party": counts["name"], "Stance": labels, "Issues": counts["count"]}),
        _source_line(context),
        key="stance-by-party",
    )


def _chart(
    draw: Callable[[bool], Any], alt: str, table: pd.DataFrame, source: str, key: str
) -> None:
    """A chart with its source under it and its data at hand.

    `draw` makes the figure for a page that is dark or not; `alt` says in words what it shows.
    """
    dark = st.context.theme.type == "dark"
    config = {"displayModeBar": False}
    st.plotly_chart(draw(dark), theme=None, config=config, alt=alt, key=key)
    html(tag("p", source, cls="quiet"))
    with st.expander("The chart's data as a table", type="compact"):
        html(data_table(table, alt))


def _source_line(context: Context) -> str:
    """The source under a chart."""
    sources = context.negotiation.sources
    if len(sources) == 1:
        return f"Source: {sources[0].publisher}, {day(sources[0].date)}; curated by hand."
    return f"Source: {count(len(sources), 'source')}, curated by hand; see the cells."
