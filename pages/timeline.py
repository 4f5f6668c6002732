"""Timeline: what happened, what lies ahead, and what moved between two days."""

from parley.ui.context import page_context
from parley.ui.render import show
from parley.views.timeline import timeline

context = page_context()
show(context, timeline(context))
