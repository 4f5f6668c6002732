"""Party: one party whole, with what it wants, what it rules out, and who is near it."""

from parley.ui.context import page_context
from parley.ui.pages.party import party_page

party_page(page_context())
