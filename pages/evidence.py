"""Evidence: every citation, how direct it is, the sources, and what is contested."""

from parley.ui.context import page_context
from parley.ui.render import show
from parley.views.evidence import evidence

context = page_context()
show(context, evidence(context))
