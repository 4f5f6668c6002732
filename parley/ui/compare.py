"""What the comparison shows, part by part."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, partial

import pandas as pd
import streamlit as st

from parley.frames.blocs import is_voice, unrelated_pairs
from parley.frames.selection import View
from parley.html import Html, tag
from parley.iter_rows import filter_rows
from parley.measures import STANDINGS, agreement, comparison
from parley.ui.charts import stance_chart, status_chart
from parley.ui.context import PageContext
from parley.ui.controls import switch
from parley.ui.matrix import Group, show_matrix
from parley.ui.scores import pair_table
from parley.ui.shown import empty_view, html, in_view_line
from parley.ui.take_away import brief_of
from parley.ui.what_if import what_if
from parley.ui.window import Window
from parley.views.card import page_share
from parley.views.links import Links
from parley.wording import join_and

MOST_PAIRS = 100
"""Pairs in the table of scores."""


@dataclass(frozen=True)
class Comparison:
    """The parties that are compared and how they stand to each other on each issue."""

    context: PageContext
    view: View

    @cached_property
    def stands(self) -> pd.Series:
        """How the parties stand to each other on each issue, by the issue's id."""
        return self.context.cached_for(self.view, "stands", self._stands)

    @cached_property
    def scores(self) -> pd.DataFrame:
        """The agreement of each pair."""
        return self.context.cached_for(self.view, "compared", self._scores)

    def _stands(self) -> pd.Series:
        positions = self.view.positions
        counts = is_voice(positions, self.context.blocs, self.view.party_ids)
        return comparison(filter_rows(positions, counts), self.view.issues)

    def _scores(self) -> pd.DataFrame:
        view = self.view
        scores = agreement(view.positions, view.issues, view.party_ids)
        return unrelated_pairs(scores, self.context.blocs)

    def groups(self, kinds: Iterable[str], view: View) -> list[Group]:
        """The issues in view by how the parties stand to each other, of these kinds."""
        kind_of = view.issues["issue"].map(self.stands).astype("str")
        rows_of = {kind: view.issues[kind_of == kind] for kind in kinds}
        return [
            Group(f"{STANDINGS[kind].label} ({len(rows):,})", rows, STANDINGS[kind].meaning)
            for kind, rows in rows_of.items()
            if len(rows)
        ]

    def pairs(self) -> Html:
        """The table of the scores."""
        view = self.view
        return pair_table(
            self.context, view.positions, view.issues, self.scores, MOST_PAIRS,
            rest="that agree less: choose fewer parties in the sidebar",
        )  # fmt: skip


def compared(context: PageContext) -> Comparison | None:
    """The comparison of the parties in view, or None where there is nothing to compare.

    Without a choice of parties, the ones that the folder shows first are compared.
    """
    st.title("Compare", anchor=False)
    context = what_if(context)
    selection = context.selection
    if not selection.parties:
        home = context.frames.parties["home"]
        selection = selection.with_parties(context.frames.parties["party"][home].astype(str))
    chosen = context.view_of(selection)
    html(in_view_line(context, chosen))
    return None if empty_view(chosen) else Comparison(context, chosen)


def scores(found: Comparison) -> None:
    """The agreement of each pair, and how many issues it rests on."""
    if len(found.view.parties) < 2:
        html(tag("p", "Choose a second party in the sidebar to compare.", cls="quiet"))
        return
    if found.scores.empty:
        html(tag("p", "A bloc and its own members are not scored against each other.", cls="quiet"))
        return
    st.header("How far they agree", anchor=False)
    html(found.context.cached_for(found.view, "compared, pairs", found.pairs))


def side_by_side(found: Comparison) -> Window | None:
    """The positions in full, grouped by how the parties stand to each other.

    Returns the part of the table that is shown where not all of it fits.
    """
    st.header("Side by side", anchor=False)
    only = switch(
        "Only differences",
        key="only_differences",
        note="without what they agree on and where fewer than two have spoken",
    )
    kinds = ["differ"] if only else list(STANDINGS)
    if not found.stands.isin(kinds).any():
        html(tag("p", "These parties differ on nothing on which two of them have spoken."))
        return None
    shown = show_matrix(
        found.context,
        found.view,
        partial(found.groups, kinds),
        only,
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
    title = f"{join_and([context.party_names[id] for id in parties])} compared"
    html(page_share(context.dossier, link, title, told), brief_of(context.links))


def charts(found: Comparison) -> None:
    """Stance by party and status by area, below what a reader reads."""
    st.header("Stances and statuses", anchor=False)
    stance_chart(found.context, found.view)
    status_chart(found.context, found.view.issues)
