"""Evidence: every citation, how direct it is, the sources, and what is contested."""

from parley.ui.context import begin
from parley.ui.evidence import directness, disputed, shown, sources, table
from parley.ui.shown import take_link

page = shown(begin())
if page is not None:
    table(page)
    disputed(page)
    sources(page)
    directness(page)
    take_link(page.context, "evidence")
