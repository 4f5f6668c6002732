"""Overview: what is negotiated, as of when, how far it is settled, and what lies ahead."""

from parley.ui.context import begin
from parley.ui.overview import charts, claims_and_events, introduction, statuses
from parley.ui.shown import take_link

context = begin()
introduction(context)
statuses(context)
claims_and_events(context)
charts(context)
take_link(context, "overview")
