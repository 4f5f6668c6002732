"""Issue: one question whole, with where every party stands on it and why."""

from parley.ui.context import page_context
from parley.ui.pages.issue import issue_page

issue_page(page_context())
