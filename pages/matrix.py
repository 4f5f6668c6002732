"""Matrix: issues by parties; every cell opens what it rests on."""

from parley.ui.context import begin
from parley.ui.render import show
from parley.views.matrix import matrix_page

context = begin()
show(context, matrix_page(context))
