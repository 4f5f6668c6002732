"""Matrix: issues by parties; every cell opens what it rests on."""

import streamlit as st

from parley.ui.context import begin
from parley.ui.matrix import by_area, show_matrix
from parley.ui.shown import html, in_view, legend, take_link

context = begin()
st.title("Matrix", anchor=False)
if in_view(context):
    show_matrix(
        context,
        context.view,
        by_area,
        key="matrix",
        caption=f"{context.negotiation.header.title}: issues by party",
    )
    html(legend())
    take_link(context, "matrix")
