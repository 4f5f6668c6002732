"""Common ground: who agrees with whom, what is shared, what blocks, and whether a claim holds."""

from parley.ui.context import page_context
from parley.ui.pages.common_ground import common_ground_page

common_ground_page(page_context())
