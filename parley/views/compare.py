"""A context in, the blocks of Compare out: two parties head to head, or more in columns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, partial

import numpy as np
import pandas as pd

from parley.format.vocabulary import ON_RECORD
from parley.frames.view import View
from parley.html import Html, join, tag
from parley.iter_rows import iter_rows
from parley.measures import STANDINGS, agreement, score_ranges
from parley.views.blocks import Block, Choices, Heading, Switch, Title, Windowed, markup
from parley.views.chips import Squares, counted_squares, record_legend
from parley.views.compare_choice import MOST, question, second_party, which_parties
from parley.views.compare_tables import ISSUE_COLUMNS, Group, Head, Table, unspoken
from parley.views.compare_text import (
    BOTH,
    KINDS,
    group_title,
    record_text,
    result_text,
    score_text,
    standing_kinds,
)
from parley.views.compared import sides_of
from parley.views.context import ViewContext
from parley.views.figures import stance_chart, status_chart
from parley.views.how_computed import how_computed, how_link
from parley.views.issue_order import issue_order
from parley.views.paging import MOST_FULL_CELLS, Window
from parley.views.parts import empty_notice, over_finding
from parley.views.scores import following_list, pair_table
from parley.views.share import share_cells
from parley.wording import join_and

MOST_PAIRS = 100
"""Pairs in the table of scores."""

GROUP_COLUMNS = [*ISSUE_COLUMNS, "unit", "decimals"]
"""The columns of issues that their groups are drawn from."""

SUPPOSED = "Hypothetical: with what you suppose"

SQUARES = {
    "differ": "apart",
    "agree": "the same way",
    "neither": "no common direction",
    "together": "one voice",
    "some": "only one",
    "out": "left out",
}
"""What is counted, after its number; of two parties those who are alone are named."""


def compare(context: ViewContext) -> Iterator[Block]:
    """The page. Without a choice of parties, those are compared that the folder shows first; where
    these are very many, it asks which."""
    view = compared_view(context)
    if view.empty_because:
        yield Title(headline(context))
        yield from empty_notice(view)
    elif not context.selection.parties and len(view.parties) > MOST:
        yield from which_parties(context, view)
    elif len(view.parties) < 2:
        yield from second_party(context, view, context.party_names)
    else:
        yield from ComparePage(context, view).blocks()


def compared_view(context: ViewContext) -> View:
    """What is compared: the parties that are chosen, else those that the folder shows first."""
    selection = context.selection
    if not selection.parties:
        home = context.frames.parties["home"]
        selection = selection.with_parties(context.frames.parties["party"][home].astype(str))
    return context.view_of(selection)


def headline(context: ViewContext) -> str:
    """What the comparison comes to, in a sentence."""
    view = compared_view(context)
    if view.empty_because:
        return "Nothing is in view to compare"
    if not context.selection.parties and len(view.parties) > MOST:
        return question(view)
    return ComparePage(context, view).headline


@dataclass(frozen=True)
class ComparePage:
    """At least two parties, and how they stand to each other on each issue."""

    context: ViewContext
    view: View

    @cached_property
    def kinds(self) -> pd.Series:
        """How the parties stand to each other on each issue, by the issue's id."""
        return self.context.cached_for(self.view, "stands", partial(standing_kinds, self.view))

    @cached_property
    def headline(self) -> str:
        """What the comparison comes to."""
        result = partial(result_text, self.view, self.kinds, self.context.party_names)
        return self.context.cached_for(self.view, "compared, headline", result)

    @property
    def pair(self) -> list[str]:
        """The names of the two parties where there are two."""
        ids = self.view.party_ids
        return [self.context.party_names[id] for id in ids] if len(ids) == 2 else []

    @cached_property
    def scores(self) -> pd.DataFrame:
        """The agreement of each pair."""
        return self.context.cached_for(self.view, "compared", partial(agreement, self.view))

    def blocks(self) -> Iterator[Block]:
        """The page."""
        over = over_finding(self.context, self.view, matrix=self.view)
        yield Title(self.headline, f"{SUPPOSED} · {over}" if self.context.supposed else over)
        result = self.context.cached_for(self.view, "compared, result", self._result)
        yield markup(result)
        if not self.kinds.isin(BOTH).any() or set(self.kinds) == {"differ"}:
            yield from self._side_by_side(False)
            return
        only_differences = Switch(
            "only_differences",
            "Only differences",
            note="without what they lean the same way on and where fewer than two count",
        )
        yield Choices((only_differences,), self._side_by_side)

    # --- the result

    def _result(self) -> Html:
        """The counts, and of two parties whose word they rest on and how near they are."""
        number = self.kinds.value_counts()
        words = dict(SQUARES)
        if self.pair:
            first, second = self.pair
            words = words | {"first": f"only {first}", "second": f"only {second}"}
            del words["some"]
        words["none"] = "neither" if self.pair else "nobody"
        rare = ("neither", "together", "out")
        counts = (
            Squares(int(number.get(kind, 0)), words[kind], kind if kind != "none" else "nobody")
            for kind in KINDS
            if kind in words and (kind in number or kind not in rare)
        )
        return join(counted_squares(counts), self._sentences() if self.pair else None)

    def _sentences(self) -> Html | None:
        issues = self.kinds.index[self.kinds.isin(BOTH)]
        said = []
        if len(issues):
            said.append(record_text(self.view, issues, self.context.party_names))
        if not len(self.scores):
            return tag("p", *said, cls="result") if said else None
        row = next(iter_rows(self.scores))
        ranges = next(iter_rows(score_ranges(self.view, pairs=self.scores)))
        said.append(score_text(row, ranges))
        return tag("p", " ".join(said), " ", how_link("city-block"), cls="result ours")

    # --- side by side

    def _groups(self, kinds: list[str]) -> list[Group]:
        """The issues by how the parties stand to each other, those of some kinds."""
        found = self.context.cached_for(self.view, "compared, groups", self._every_group)
        return [group for group in found if group.kind in kinds]

    def _every_group(self) -> list[Group]:
        out = set(np.array(self.view.issue_ids, object)[self.view.left_out_cells.issue])
        issues = issue_order(self.context).rows(self.view.issues[GROUP_COLUMNS])
        kind_of = issues["issue"].astype("str").map(self.kinds)
        found = []
        for kind in KINDS:
            rows = issues[(kind_of == kind).to_numpy()]
            if len(rows):
                some_out = not out.isdisjoint(rows["issue"])
                note = STANDINGS["neither"].meaning.capitalize() + "." if kind == "neither" else ""
                title = group_title(kind, self.pair, some_out)
                found.append(Group(kind, title, note, len(rows), rows))
        return found

    def _side_by_side(self, only_differences: bool) -> Iterator[Block]:
        """The positions, grouped by how the parties stand to each other, and what follows."""
        kinds = ["differ", "neither"] if only_differences else list(KINDS)
        groups = self._groups(kinds)
        told = [group for group in groups if group.kind in ("out", "none")]
        tabled = [group for group in groups if group not in told]
        if only_differences and not tabled:
            words = "On each issue on which two of these parties count, all lean the same way."
            yield markup(tag("p", words))
        ids = [str(id) for group in tabled for id in group.issues["issue"]]

        def draw(window: Window) -> Iterator[Block]:
            if ids:
                table = partial(self._table, tabled, window)
                kept = self.context.cached("compared, table", table, only_differences, window)
                yield markup(kept, record_legend())
            if told and window.rows.before + len(window.rows.ids) == len(ids):
                yield markup(self.context.cached("compared, told", partial(self._unspoken, told)))
            yield from self._after(window)

        parties = self.view.party_ids
        yield Windowed("compare", ids, parties, "issues", MOST_FULL_CELLS, draw)

    def _table(self, groups: list[Group], window: Window) -> Html:
        shown = window.rows.ids
        parts = []
        for group in groups:
            rows = group.issues[group.issues["issue"].isin(shown)]
            if len(rows):
                parts.append(group._replace(issues=rows))
        parties = window.columns.ids
        sides = sides_of(self.context, self.view, shown, parties)
        names = join_and([self.context.party_names[id] for id in parties])
        table = Table(self.context, self.view, self._heads(parties), sides)
        return table.html(parts, f"{names}, issue by issue")

    def _unspoken(self, told: list[Group]) -> Html:
        return join(*(unspoken(self.context, group) for group in told))

    def _heads(self, parties: tuple[str, ...]) -> list[Head]:
        cells = self.view.cells
        on_record = cells.of(
            self.view.frames.positions["attribution"].isin(ON_RECORD).to_numpy(bool)
        )
        number = len(self.view.parties)
        heard = np.bincount(cells.party, minlength=number).tolist()
        recorded = np.bincount(cells.party[on_record], minlength=number).tolist()
        rows = iter_rows(self.view.parties[["party", "name", "short"]])
        return [
            Head(str(row.party), row.name, row.short, heard[place], recorded[place])
            for place, row in enumerate(rows)
            if str(row.party) in parties
        ]

    # --- what follows

    def _after(self, window: Window) -> Iterator[Block]:
        """Scores of more than two parties, charts, and the page's address, citation and brief."""
        context, view = self.context, self.view
        if not self.pair:
            follows = context.cached_for(view, "following", partial(following_list, context, view))
            if len(self.scores) or follows:
                yield Heading("How far they agree")
                yield markup(follows, self._pairs() if len(self.scores) else None)
        yield Heading("Stances and statuses")
        yield stance_chart(context, view)
        yield status_chart(context, view.issues)
        yield self.context.cached("compared, share", partial(self._share, window), window)
        yield how_computed("city-block", "euclidean", "directional", "robustness", "congruence")

    def _pairs(self) -> Html:
        def table() -> Html:
            rest = "that agree less: choose fewer parties"
            return pair_table(self.context, self.view, self.scores, MOST_PAIRS, rest=rest)

        return self.context.cached_for(self.view, "compared, pairs", table)

    def _share(self, window: Window) -> Block:
        """Of a table in parts, the citation is that of the positions in its `window`."""
        context, parties = self.context, self.view.party_ids
        links = context.links.choosing(context.selection.with_parties(parties))
        link = links.page("compare", **({} if window.whole else window.query))
        cells = context.index.cells(window.rows.ids, window.columns.ids)
        with_position = [cell for cell in cells.values() if cell.position is not None]
        title = f"{join_and([context.party_names[id] for id in parties])} compared"
        size = len(self.view.issues) * len(parties)
        return share_cells(context, "compare", title, with_position, link, brief_cells=size)
