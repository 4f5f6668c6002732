"""Timeline: what happened, what lies ahead, and what moved between two days."""

from parley.ui.context import begin
from parley.ui.shown import take_link
from parley.ui.timeline import ahead_and_behind, in_time, introduction, what_moved

context = begin()
if introduction(context):
    ahead_and_behind(context)
    what_moved(context)
    in_time(context)
    take_link(context, "timeline")
