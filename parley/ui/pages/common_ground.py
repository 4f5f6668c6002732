"""The Common ground page, with what a reader supposes."""

from __future__ import annotations

from parley.ui.context import PageContext
from parley.ui.render import show
from parley.ui.what_if import what_if
from parley.views.blocks import Title, markup
from parley.views.common_ground import common_ground
from parley.views.parts import in_view_line


def common_ground_page(context: PageContext) -> None:
    """Draw the page."""
    show(context, [Title("Common ground"), markup(in_view_line(context, context.view))])
    context = what_if(context)
    show(context, common_ground(context))
