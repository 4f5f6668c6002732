"""Compare: any number of parties side by side, and how far they agree."""

from parley.ui.context import begin
from parley.ui.pages.compare import compare_page

compare_page(begin())
