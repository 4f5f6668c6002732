"""A context in, the blocks of Compare out: any number of parties side by side, and how far they
agree.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, partial

import pandas as pd

from parley.frames.view import View
from parley.html import Html, tag
from parley.measures import STANDINGS, agreement, comparison
from parley.views.blocks import Block, Choices, Heading, Switch, markup
from parley.views.context import ViewContext
from parley.views.figures import stance_chart, status_chart
from parley.views.matrix import Group, matrix
from parley.views.paging import Window
from parley.views.parts import empty_notice, in_view_line
from parley.views.scores import following_list, pair_table, standing_term
from parley.views.share import share_cells
from parley.wording import join_and

MOST_PAIRS = 100
"""Pairs in the table of scores."""


@dataclass(frozen=True)
class ComparePage:
    """The parties that are compared, and how they stand to each other on each issue."""

    context: ViewContext
    view: View

    @cached_property
    def standings(self) -> pd.Series:
        """How the parties stand to each other on each issue, by the issue's id."""
        return self.context.cached_for(self.view, "stands", partial(comparison, self.view))

    @cached_property
    def scores(self) -> pd.DataFrame:
        """The agreement of each pair."""
        return self.context.cached_for(self.view, "compared", partial(agreement, self.view))

    def groups(self, kinds: Iterable[str], view: View) -> list[Group]:
        """The issues in view by how the parties stand to each other, of these kinds."""
        kind_of = view.issues["issue"].map(self.standings).astype("str")
        rows_of = {kind: view.issues[kind_of == kind] for kind in kinds}
        out = {view.issue_ids[at] for at in set(view.left_out_cells.issue.tolist())}
        found = []
        for kind, rows in rows_of.items():
            if len(rows):
                term = standing_term(kind, not out.isdisjoint(rows["issue"]))
                found.append(Group(f"{term.label} ({len(rows):,})", rows, term.meaning))
        return found

    def pairs(self) -> Html:
        """The table of the scores."""
        return pair_table(
            self.context, self.view, self.scores, MOST_PAIRS,
            rest="that agree less: choose fewer parties in the sidebar",
        )  # fmt: skip


def compare(context: ViewContext) -> Iterator[Block]:
    """The page below its title.

    Without a choice of parties, the ones that the folder shows first are compared.
    """
    selection = context.selection
    if not selection.parties:
        home = context.frames.parties["home"]
        selection = selection.with_parties(context.frames.parties["party"][home].astype(str))
    view = context.view_of(selection)
    yield markup(in_view_line(context, view, matrix=view))
    if view.empty_because:
        yield from empty_notice(view)
        return
    page = ComparePage(context, view)
    yield from _scores(page)
    yield Heading("Side by side")
    only_differences = Switch(
        "only_differences",
        "Only differences",
        note="without what they agree on and where fewer than two have spoken",
    )
    yield Choices((only_differences,), partial(_side_by_side, page))


def _scores(page: ComparePage) -> Iterator[Block]:
    """The agreement of each pair, and how many issues it rests on."""
    if len(page.view.parties) < 2:
        yield markup(tag("p", "Choose a second party in the sidebar to compare.", cls="quiet"))
        return
    yield Heading("How far they agree")
    yield markup(following_list(page.context, page.view))
    if len(page.scores):
        yield markup(page.context.cached_for(page.view, "compared, pairs", page.pairs))


def _side_by_side(page: ComparePage, only_differences: bool) -> Iterator[Block]:
    """The positions in full, grouped by how the parties stand to each other, and what follows."""
    kinds = ["differ"] if only_differences else list(STANDINGS)
    if not page.standings.isin(kinds).any():
        some = page.standings.isin(["agree"]).any()
        words = "On each issue in view on which two of these parties count, all lean the same way."
        none = "On no issue in view do two of these parties count."
        yield markup(tag("p", words if some else none))
        yield from _charts_and_share(page)
        return
    yield matrix(
        page.context,
        page.view,
        partial(page.groups, kinds),
        only_differences,
        key="compare",
        caption="The chosen parties side by side, issue by issue",
        full=True,
        after=partial(_charts_and_share, page),
    )


def _charts_and_share(page: ComparePage, window: Window | None = None) -> Iterator[Block]:
    """Stance by party and status by area, then the page's address, citation and brief.

    Of a table in parts, the citation is that of the positions in its `window`.
    """
    yield Heading("Stances and statuses")
    yield stance_chart(page.context, page.view)
    yield status_chart(page.context, page.view.issues)
    part = None if window is None or window.whole else window
    context, parties = page.context, page.view.party_ids
    links = context.links.choosing(context.selection.with_parties(parties))
    link = links.page("compare", **(part.query if part else {}))
    issues = part.rows.ids if part else page.view.issues["issue"].astype("str")
    cells = context.index.cells(issues, part.columns.ids if part else parties)
    with_position = [cell for cell in cells.values() if cell.position is not None]
    title = f"{join_and([context.party_names[id] for id in parties])} compared"
    yield share_cells(context, "compare", title, with_position, link)
