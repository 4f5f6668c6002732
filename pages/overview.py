"""Overview: what is negotiated, as of when, how far it is settled, and what lies ahead."""

from parley.ui.context import page_context
from parley.ui.render import show
from parley.views.overview import overview

context = page_context()
show(context, overview(context))
