"""Trade-offs: what hangs on what, and who could accept which package."""

from parley.ui.context import page_context
from parley.ui.pages.trade_offs import trade_offs_page

trade_offs_page(page_context())
