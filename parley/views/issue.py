"""An issue in, the blocks of its page out: where every party stands on it and why."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import Final

from parley.format.models import Condition, Issue
from parley.html import Html, join, tag
from parley.views import text
from parley.views.blocks import Block, Heading, Paged, Title, markup
from parley.views.card import cell_sections, dependents_section
from parley.views.cell_views import CellView, PositionView
from parley.views.cells import CellIndex
from parley.views.context import ViewContext
from parley.views.evidence_text import evidence_list
from parley.views.figures import ladder_chart, spectrum_chart
from parley.views.issue_headline import headline
from parley.views.issue_order import issue_order
from parley.views.issue_text import earlier_statuses, outcome, status
from parley.views.paging import Part
from parley.views.parts import collapsible_list, events_of, over_title, rows_left_out
from parley.views.position_text import condition, stance_and_summary
from parley.views.share import share_cells
from parley.views.silences import left_out, silences
from parley.views.text import (
    STRONG,
    CellLink,
    Paragraph,
    Section,
    bullet_list,
    data_text,
    paragraph,
    titled_section,
)
from parley.views.text_html import inline_html, to_html
from parley.wording import date_text

MOST_CARDS: Final = 60
"""Positions that are shown in full at once."""


@dataclass(frozen=True)
class IssuePage:
    """The issue that the page is about, with the cells of the parties in view."""

    context: ViewContext
    issue: Issue
    cells: list[CellView]
    """Those whose position counts, and those without one."""
    left_out: list[CellView]
    """Those whose position the filters leave out."""

    @property
    def with_position(self) -> list[CellView]:
        """The cells with a position."""
        return [cell for cell in self.cells if cell.position is not None]


def default_issue(context: ViewContext) -> str:
    """The issue of a page whose address names none: the first in view, or of all."""
    order, in_view = issue_order(context), context.view.issue_ids
    return min(in_view or order.ids, key=order.rank.__getitem__)


def issue(context: ViewContext, id: str) -> Iterator[Block]:
    """The page below its chooser."""
    view = context.view.of(issues=[id])
    ids = view.party_ids
    out = {ids[at] for at in view.left_out_cells.party.tolist()}
    cells = list(context.index.cells([id], ids).values())
    page = IssuePage(
        context,
        context.index.issues[id],
        [cell for cell in cells if cell.party.id not in out],
        [cell for cell in cells if cell.party.id in out],
    )
    yield from _introduction(page)
    yield from _spectrum(page)
    yield from _positions(page)
    yield from _conditions(page)
    yield from _history(page)
    yield from _share(page)


def _introduction(page: IssuePage) -> Iterator[Block]:
    """What was found, what would be done, how far it is settled and why, and how it ended."""
    issue, context = page.issue, page.context
    over = over_title(context, context.index.area_of(issue.id))
    yield Title(issue.title, over, finding=headline(context, issue))
    outside = issue.id not in set(context.view.issues["issue"])
    yield markup(
        tag("p", issue.proposal, cls="lead", dir="auto"),
        to_html(
            context.links,
            Paragraph(status(context.index, issue, meaning=True).pieces, role="state"),
        ),
        tag("p", "This issue is outside the filters.", cls="quiet") if outside else None,
        _status_evidence(page),
        _earlier_statuses(page),
        _outcome(page),
    )


def _status_evidence(page: IssuePage) -> Html | None:
    index = page.context.index
    evidence = status(index, page.issue).evidence
    if not evidence:
        return None
    listed = to_html(page.context.links, evidence_list(index, evidence))
    return tag(
        "details",
        tag("summary", "What the status rests on"),
        tag("div", listed, cls="position"),
    )


def _earlier_statuses(page: IssuePage) -> Html | None:
    lines = earlier_statuses(page.context.index, page.issue)
    if not lines:
        return None
    listed = to_html(page.context.links, bullet_list(lines))
    return tag("details", tag("summary", "What the status was before"), listed)


def _outcome(page: IssuePage) -> Html | None:
    index = page.context.index
    found = outcome(index, page.issue)
    if found is None:
        return None
    blocks: list[text.Block] = [text.heading(2, found.term), Paragraph(found.pieces)]
    if found.evidence:
        blocks.append(evidence_list(index, found.evidence))
    return to_html(page.context.links, Section(tuple(blocks), role="position outcome"))


def _spectrum(page: IssuePage) -> Iterator[Block]:
    """Where the parties stand, from one end to the other, the silent named beside it."""
    yield Heading("Where the parties stand")
    yield spectrum_chart(page.context, page.issue)
    if page.issue.options:
        yield ladder_chart(page.context, page.issue)


def _positions(page: IssuePage) -> Iterator[Block]:
    """Each position in full, and who has none."""
    yield Heading("Positions in full")
    cells = {cell.party.id: cell for cell in page.with_position}
    if cells:
        yield Paged("issue", list(cells), "positions", partial(_cards, page, cells), MOST_CARDS)
    else:
        words = "None of the parties in view is known to hold a position"
        rest = ", but for what is left out." if page.left_out else "."
        yield markup(tag("p", f"{words}{rest}", cls="quiet"))
    yield markup(left_out(page.context, page.left_out), silences(page.context, page.cells))


def _cards(page: IssuePage, cells: dict[str, CellView], part: Part) -> Iterator[Block]:
    """The cards of some parties."""
    index, links = page.context.index, page.context.links
    full = [
        tag(
            "article",
            tag(
                "h3",
                tag("a", cell.party.name, href=links.party(cell.party.id), dir="auto"),
                cls="who",
            ),
            to_html(links, *cell_sections(index, cell)),
            tag(
                "p",
                inline_html(
                    links, CellLink("Open as a card", cell.issue.id, cell.party.id, data=False)
                ),
                cls="more",
            ),
            cls="position",
            id=f"position-{cell.party.id}",
        )
        for cell in map(cells.__getitem__, part.ids)
    ]
    yield markup(tag("div", *full, cls="cards"))


def _conditions(page: IssuePage) -> Iterator[Block]:
    """What hangs on this issue, and what positions on it hang on."""
    context = page.context
    conditions = [
        _condition(context.index, cell.position, each)
        for cell in page.with_position
        if cell.position is not None and cell.position.inherited_from is None
        for each in cell.position.conditions
        if each.issue is not None
    ]
    hangs_on = titled_section("What it hangs on", bullet_list(conditions)) if conditions else None
    depend_on_this = dependents_section(context.index, page.issue.id)
    if depend_on_this is None and hangs_on is None:
        return
    yield Heading("What hangs together")
    yield markup(tag("div", to_html(context.links, hangs_on, depend_on_this), cls="position bonds"))


def _condition(index: CellIndex, position: PositionView, record: Condition) -> Paragraph:
    detail = condition(index, position, record)
    after_name = detail._replace(term=detail.term.lower()).line()
    return paragraph(data_text(position.party.name, STRONG), ", ", *after_name.pieces)


def _history(page: IssuePage) -> Iterator[Block]:
    """What bears on the issue in time: its events, and the positions by their day."""
    found = [each for each in page.context.negotiation.events if page.issue.id in each.issues]
    by_number = {  # a member's cell has the earlier positions of its bloc
        position.number: position
        for cell in page.with_position
        for position in (cell.position, *cell.others)
        if position is not None and position.inherited_from is None
    }
    positions = sorted(
        (
            (position.date, position.party.name, number, position)
            for number, position in by_number.items()
        ),
        reverse=True,
    )
    if not found and len({date for date, *_ in positions}) < 2:
        return
    yield Heading("History")
    days = [
        _day(page, date, [(name, position) for _, name, _, position in rows])
        for date, rows in groupby(positions, key=lambda each: each[0])
    ]
    yield markup(
        join(tag("h3", "Events"), events_of(page.context, found)) if found else None,
        join(tag("h3", "Positions by day"), collapsible_list(days, "events", ("day", "days"))),
    )


def _day(page: IssuePage, date: dt.date, positions: Sequence[tuple[str, PositionView]]) -> Html:
    """The positions of one day, each with whose it is."""
    links, most = page.context.links, MOST_CARDS
    lines = (
        to_html(links, paragraph(data_text(name, STRONG), " ", *stance_and_summary(position)))
        for name, position in positions[:most]
    )
    more = rows_left_out(len(positions) - most, "more position")
    return tag("li", tag("span", date_text(date), cls="when"), tag("div", *lines, more))


def _share(page: IssuePage) -> Iterator[Block]:
    """The page's address and citation, the brief, and the way to its neighbours."""
    order = issue_order(page.context)
    issues, here = order.ids, order.rank[page.issue.id]
    titles = page.context.index.issues
    neighbours = [
        tag(
            "a",
            f"{word}: ",
            tag("bdi", titles[issues[at]].title),
            href=page.context.links.issue(issues[at]),
        )
        for word, at in (("Previous issue", here - 1), ("Next issue", here + 1))
        if 0 <= at < len(issues)
    ]
    link = page.context.links.issue(page.issue.id)
    yield markup(tag("nav", *neighbours, cls="around", aria_label="Issues"))
    size = len(page.context.selection.parties or page.context.party_names)
    yield share_cells(
        page.context, "issue", page.issue.title, page.with_position, link,
        brief_cells=size, issue=page.issue.id,
    )  # fmt: skip
