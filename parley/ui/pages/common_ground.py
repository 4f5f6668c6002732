"""The Common ground page, with what a reader supposes."""

from __future__ import annotations

from parley.ui.context import PageContext
from parley.ui.render import show
from parley.ui.what_if import show_controls, show_supposed, supposing
from parley.views.blocks import Title, markup
from parley.views.common_ground import claimed_and_found, common_ground, headline
from parley.views.parts import in_view_line


def common_ground_page(context: PageContext) -> None:
    """Draw the page: the finding and the claim come before what a reader may suppose."""
    supposed = supposing(context)
    title = Title(headline(supposed), over="Common ground")
    show(context, [title, markup(in_view_line(context, context.view))])
    show_supposed(context)
    show(supposed, claimed_and_found(supposed))
    show_controls(context)
    show(supposed, common_ground(supposed))
