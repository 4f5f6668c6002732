"""The Compare page: two parties head to head or more in columns, with what a reader supposes."""

from __future__ import annotations

from parley.ui.context import PageContext
from parley.ui.render import show
from parley.ui.what_if import show_controls, show_supposed, supposing
from parley.views.compare import compare


def compare_page(context: PageContext) -> None:
    """Draw the page: its finding first, what it supposes below it."""
    blocks = compare(supposing(context))
    show(context, [next(blocks)])
    show_supposed(context)
    show(context, blocks)
    show_controls(context)
