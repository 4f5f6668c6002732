"""Matrix: issues by parties; every cell opens what it rests on."""

from parley.ui.context import page_context
from parley.ui.render import show
from parley.views.matrix import matrix_page

context = page_context()
show(context, matrix_page(context))
