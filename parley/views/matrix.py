"""What is in view in, the blocks of the page of the matrix out."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from parley.frames.view import View
from parley.html import tag
from parley.measures.likeness import MOST_ORDERED
from parley.views.blocks import Block, Choices, Switch, Title, markup
from parley.views.context import ViewContext
from parley.views.how_computed import how_computed, how_link
from parley.views.matrix_headline import headline as headline
from parley.views.matrix_order import by_folder, by_likeness
from parley.views.matrix_table import matrix, too_many_for_words
from parley.views.parts import empty_notice, legend, over_finding
from parley.views.share import share_page


def matrix_page(context: ViewContext) -> Iterator[Block]:
    """The page of the matrix."""
    view = context.view.found if context.selection.marks else context.view
    over = over_finding(context, context.view, matrix=view)
    yield Title(context.cached("matrix, headline", partial(headline, context)), over)
    if context.view.empty_because:
        yield from empty_notice(context.view)
        return
    if view.issues.empty:
        words = "No position of these parties on these issues matches."
        yield markup(tag("section", tag("h2", "Nothing is found"), tag("p", words), cls="empty"))
        return
    many = too_many_for_words(len(view.issues), len(view.parties))
    if many:
        yield _choices(context, view)
    else:
        yield from _table(context, view, signs=False, likeness=False)
    yield markup(legend())
    if many:
        yield how_computed("likeness")
    yield share_page(context, "matrix")


def _choices(context: ViewContext, view: View) -> Choices:
    """The matrix of many parties: as signs, or in words, and in which order."""
    words = Switch("in_words", "Show words", note="Stance, gist and whose word it is.")
    if len(view.parties) > MOST_ORDERED:
        return Choices((words,), lambda in_words: _table(context, view, not in_words, False))
    likeness = Switch("likeness", "Order by likeness", note="Who answers alike stands together.")
    return Choices(
        (words, likeness),
        lambda in_words, by: _table(context, view, not in_words, by),
        side_by_side=True,
    )


def _table(context: ViewContext, view: View, signs: bool, likeness: bool) -> Iterator[Block]:
    if likeness:
        said = "Ordered by the positions alone: parties and issues that are alike stand together. "
        yield markup(tag("p", said, how_link("likeness"), cls="quiet"))
    yield matrix(
        context,
        view,
        likeness,
        caption=f"{context.negotiation.header.title}: issues by party",
        signs=signs,
        arranged=by_likeness if likeness else by_folder,
    )
