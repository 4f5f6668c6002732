"""A context in, the blocks of the Overview out: what is negotiated and how far it is settled."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from parley.frames.selection import Selection
from parley.html import tag
from parley.views.areas import leans_by_area, statuses_by_area
from parley.views.blocks import Block, Heading, columns, markup
from parley.views.context import ViewContext
from parley.views.figures import status_chart
from parley.views.matrix import by_area, matrix
from parley.views.paging import MOST_CELLS, MOST_ROWS
from parley.views.parts import (
    as_of_line,
    claims,
    empty_notice,
    events,
    in_view_line,
    legend,
    status_meanings,
    status_table,
)
from parley.views.share import share_page


def overview(context: ViewContext) -> Iterator[Block]:
    """The whole page."""
    yield from _introduction(context)
    if context.view.empty_because:
        yield from empty_notice(context.view)
    else:
        yield from _statuses(context)
    yield columns(_claims(context), _events(context))
    if not context.view.empty_because:
        yield Heading("The statuses by area")
        yield status_chart(context, context.view.issues)
    yield share_page(context, "overview", "")


def _introduction(context: ViewContext) -> Iterator[Block]:
    """What is negotiated, in plain words."""
    header = context.negotiation.header
    yield markup(tag("h1", header.title), tag("p", header.summary, cls="lead"), as_of_line(context))
    if replace(context.selection, day=None) != Selection():
        yield markup(in_view_line(context, context.view, matrix=context.view))


def _statuses(context: ViewContext) -> Iterator[Block]:
    """How far each issue is settled, and the matrix at a glance."""
    issues = context.view.issues
    table = status_table if len(issues) <= MOST_ROWS else statuses_by_area
    yield Heading("How far it is settled")
    yield markup(table(context, issues), status_meanings())
    yield Heading("Who stands where")
    if len(issues) * len(context.view.parties) > MOST_CELLS:
        yield from leans_by_area(context)
        return
    yield matrix(
        context,
        context.view,
        by_area,
        key="glance",
        caption="The matrix at a glance: issues by party",
        glyphs=True,
    )
    yield markup(legend())


def _claims(context: ViewContext) -> Iterator[Block]:
    if context.negotiation.header.claims:
        yield Heading("What is said of the talks as a whole")
        yield markup(claims(context))


def _events(context: ViewContext) -> Iterator[Block]:
    for title, ahead in (("What lies ahead", True), ("What happened", False)):
        found = events(context, ahead)
        if found is not None:
            yield Heading(title)
            yield markup(found)
