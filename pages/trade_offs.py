"""Trade-offs: what hangs on what, and who could accept which package."""

from parley.ui.context import begin
from parley.ui.pages.trade_offs import trade_offs_page

trade_offs_page(begin())
