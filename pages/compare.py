"""Compare: any number of parties side by side, and how far they agree."""

from parley.ui.context import page_context
from parley.ui.pages.compare import compare_page

compare_page(page_context())
