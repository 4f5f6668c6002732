"""Matrix: issues by parties; every cell opens what it rests on."""

import streamlit as st

from parley.ui.context import begin
from parley.ui.matrix import by_area, show_matrix
from parley.ui.shown import empty_view, html, in_view_line, legend, take_link

context = begin()
st.title("Matrix", anchor=False)
html(in_view_line(context, context.view))
if not empty_view(context.view):
    show_matrix(
        context,
        context.view,
        by_area(context.view),
        key="matrix",
        caption=f"{context.negotiation.header.title}: issues by party",
    )
    html(legend())
    take_link(context, "matrix")
