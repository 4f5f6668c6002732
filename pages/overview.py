"""Overview: what is negotiated, as of when, how far it is settled, and what lies ahead."""

from parley.ui.context import begin
from parley.ui.render import show
from parley.views.overview import overview

context = begin()
show(context, overview(context))
