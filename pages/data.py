"""Data: what to take away, whether the folder is sound, and what its files may hold."""

from parley.ui.context import page_context
from parley.ui.pages.data import data_page

data_page(page_context())
