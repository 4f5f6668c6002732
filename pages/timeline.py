"""Timeline: what happened, what lies ahead, and what moved between two days."""

from parley.ui.context import begin
from parley.ui.render import show
from parley.views.timeline import timeline

context = begin()
show(context, timeline(context))
