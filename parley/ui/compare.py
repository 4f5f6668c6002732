"""What the comparison shows, part by part."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from parley.blocs import counted, unrelated
from parley.card import page_share
from parley.html import tag
from parley.links import Links
from parley.measures import STANDINGS, agreement, comparison
from parley.selection import View, view
from parley.ui.charts import stance_chart, status_chart
from parley.ui.context import Context
from parley.ui.matrix import Group, show_matrix
from parley.ui.scores import pair_table
from parley.ui.shown import empty_view, html, in_view_line
from parley.ui.take_away import brief_of
from parley.ui.what_if import what_if
from parley.ui.window import Window
from parley.wording import listed

MOST_PAIRS = 100
"""Pairs in the table of scores."""


@dataclass(frozen=True)
class Comparison:
    """The parties that are compared and how they stand to each other on each issue."""

    context: Context
    view: View
    stands: pd.Series
    scores: pd.DataFrame


def compared(context: Context) -> Comparison | None:
    """The comparison of the parties in view, or None where there is nothing to compare.

    Without a choice of parties, the ones that the folder shows first are compared.
    """
    st.title("Compare", anchor=False)
    context = what_if(context)
    selection = context.selection
    if not selection.parties:
        home = context.frames.parties["home"]
        selection = selection.with_parties(context.frames.parties["party"][home].astype(str))
    chosen = view(context.frames, selection)
    html(in_view_line(context, chosen))
    if empty_view(chosen):
        return None
    counts = counted(chosen.positions, context.blocs, chosen.party_ids)
    held = chosen.positions[counts]
    scores = agreement(chosen.positions, chosen.issues, chosen.party_ids)
    return Comparison(
        context,
        chosen,
        comparison(held, chosen.issues),
        unrelated(scores, context.blocs),
    )


def scores(found: Comparison) -> None:
    """The agreement of each pair, and how many issues it rests on."""
    if len(found.view.parties) < 2:
        html(tag("p", "Choose a second party in the sidebar to compare.", cls="quiet"))
        return
    if found.scores.empty:
        html(tag("p", "A bloc and its own members are not scored against each other.", cls="quiet"))
        return
    st.header("How far they agree", anchor=False)
    html(
        pair_table(found.context, found.view.positions, found.view.issues, found.scores, MOST_PAIRS)
    )


def side_by_side(found: Comparison) -> Window | None:
    """The positions in full, grouped by how the parties stand to each other.

    Returns the part of the table that is shown where not all of it fits.
    """
    st.header("Side by side", anchor=False)
    only = st.toggle(
        "Only differences",
        key="only_differences",
        bind="query-params",
        help="Leave out what they agree on and where fewer than two have spoken.",
    )
    kinds = ["differ"] if only else list(STANDINGS)
    issues = found.view.issues
    groups = []
    for kind in kinds:
        rows = issues[issues["issue"].map(found.stands).astype("str") == kind]
        if len(rows):
            title, note = STANDINGS[kind]
            groups.append(Group(f"{title} ({len(rows)})", rows, note))
    if not groups:
        html(tag("p", "These parties differ on nothing on which two of them have spoken."))
        return None
    shown = show_matrix(
        found.context,
        found.view,
        groups,
        key="compare",
        caption="The chosen parties side by side, issue by issue",
        full=True,
    )
    return None if shown.whole else shown


def take_away(found: Comparison, shown: Window | None) -> None:
    """The comparison's address and citation, and its brief.

    Of a table in parts, `shown`, the citation is that of the positions in sight.
    """
    context, parties = found.context, found.view.party_ids
    links = Links(context.negotiation.id, context.selection.with_parties(parties))
    link = links.page("compare", **(shown.query if shown else {}))
    issues = shown.rows.ids if shown else found.view.issues["issue"].astype("str")
    cells = context.dossier.cells(issues, shown.columns.ids if shown else parties)
    told = [cell for cell in cells.values() if cell.told is not None]
    title = f"{listed([context.party_names[id] for id in parties])} compared"
    html(page_share(context.dossier, link, title, told))
    brief_of(context, "comparison")


def charts(found: Comparison) -> None:
    """Stance by party and status by area, below what a reader reads."""
    st.header("Stances and statuses", anchor=False)
    stance_chart(found.context, found.view)
    status_chart(found.context, found.view.issues)
