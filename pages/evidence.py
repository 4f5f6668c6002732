"""Evidence: every citation, how direct it is, the sources, and what is contested."""

from parley.ui.context import begin
from parley.ui.render import show
from parley.views.evidence import evidence

context = begin()
show(context, evidence(context))
