"""A context in, the blocks of the Overview out: the finding, who stands where, what lies ahead."""

from __future__ import annotations

from collections.abc import Iterator

from parley.html import tag
from parley.views.areas import areas_table, leans_by_area
from parley.views.blocks import Block, Expander, Heading, Title, columns, markup
from parley.views.context import ViewContext
from parley.views.figures import status_chart
from parley.views.how_computed import how_computed
from parley.views.overview_finding import claimed_and_found, headline, statuses
from parley.views.parts import claims, empty_notice, events, over_finding
from parley.views.share import share_page
from parley.views.stands_table import MOST_ISSUES, stands_table


def overview(context: ViewContext) -> Iterator[Block]:
    """The whole page."""
    view = context.view
    yield Title(headline(context), over=over_finding(context, view))
    if view.empty_because:
        yield from empty_notice(view)
    else:
        yield markup(
            tag(
                "div",
                tag(
                    "div",
                    tag("p", context.negotiation.header.summary, cls="lead", dir="auto"),
                    statuses(context),
                ),
                claimed_and_found(context),
                cls="front",
            )
        )
        if len(view.issues) > MOST_ISSUES:
            yield Heading("Area by area")
            yield markup(areas_table(context))
            label = "Who leans which way, by area and party"
            yield Expander("leans", label, lambda: leans_by_area(context))
        yield from stands_table(context)
    yield columns(_events(context), _claims(context))
    if not view.empty_because:
        yield Expander("statuses", "The statuses by area, as a chart", lambda: _chart(context))
        yield how_computed("islands", "settled")
    yield share_page(context, "overview", "")


def _chart(context: ViewContext) -> Iterator[Block]:
    yield status_chart(context, context.view.issues)


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
