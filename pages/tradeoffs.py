"""Trade-offs: what hangs on what, and who could accept which package."""

from parley.ui.context import begin
from parley.ui.shown import take_link
from parley.ui.tradeoffs import begun, builder, hanging, judged, table

context = begin()
if begun(context):
    hanging(context)
    found = table(context)
    builder(found)
    judged(found)
    take_link(context, "trade-offs")
