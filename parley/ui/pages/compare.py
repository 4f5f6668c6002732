"""The Compare page: any number of parties side by side, with what a reader supposes."""

from __future__ import annotations

from parley.ui.context import PageContext
from parley.ui.render import show
from parley.ui.what_if import what_if
from parley.views.blocks import Title
from parley.views.compare import compare


def compare_page(context: PageContext) -> None:
    """Draw the page."""
    show(context, [Title("Compare")])
    context = what_if(context)
    show(context, compare(context))
