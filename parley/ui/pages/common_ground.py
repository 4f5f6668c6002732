"""The Common ground page, with what a reader supposes."""

from __future__ import annotations

from parley.ui.context import PageContext
from parley.ui.render import show
from parley.ui.what_if import show_controls, show_supposed, supposing
from parley.views.blocks import Title
from parley.views.common_ground import claimed_and_found, common_ground, headline
from parley.views.parts import over_finding


def common_ground_page(context: PageContext) -> None:
    """Draw the page: the finding and the claim come before what a reader may suppose."""
    supposed = supposing(context)
    show(context, [Title(headline(supposed), over_finding(context, context.view))])
    show_supposed(context)
    show(supposed, claimed_and_found(supposed))
    show_controls(context)
    show(supposed, common_ground(supposed))
