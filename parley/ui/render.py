"""Blocks of a view in, elements of a Streamlit page out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import streamlit as st

from parley.html import Html, tag
from parley.ui.components import mount
from parley.ui.context import PageContext
from parley.ui.controls import choose_day, choose_several, choose_switch
from parley.ui.paging import choose_part, choose_window
from parley.views import blocks
from parley.views.blocks import Block, markup
from parley.views.parts import data_table, rows_left_out
from parley.views.share import share_menu
from parley.views.text import Run
from parley.views.text_html import HtmlRenderer

MOST_CHART_ROWS = 1_000
"""Rows of a chart's data that are shown."""


def show(context: PageContext, parts: Iterable[Block]) -> None:
    """Draw blocks in order, each as soon as it is made."""
    for block in parts:
        _show_block(context, block)


def show_html(*parts: Html | None) -> None:
    """Draw escaped markup in Parley's own style."""
    st.html(markup(*parts).html)


def _show_block(context: PageContext, block: Block) -> None:
    match block:
        case blocks.Markup(html):
            st.html(html)
        case blocks.Title(text, over, finding):
            said = tag("p", HtmlRenderer().inline(Run(finding)), cls="headline ours")
            above = tag("p", over, cls="over") if over else None
            show_html(
                above, tag("h1", text, dir="auto" if finding else None), said if finding else None
            )
            context.draw_chosen()
        case blocks.ShareMenu():
            st.html(share_menu(block))
        case blocks.Heading(text, level):
            # Streamlit's headings read Markdown, and a text may be a folder's.
            show_html(tag(f"h{level}", text, cls="section"))
        case blocks.Matrix(key, data):
            data = {**data, "open": context.opened, "version": context.version}
            mount("matrix", key=key, data=data, styles=("matrix", "position"))
        case blocks.Figure():
            with st.container(key=f"chart-{block.key}"):
                if _is_requested(context, block.key, block.placeholder):
                    _show_figure(block)
        case blocks.Columns(columns, widths):
            for column, parts in zip(
                st.columns(widths or len(columns), gap="large"), columns, strict=True
            ):
                with column:
                    show(context, parts)
        case blocks.Deferred(key, placeholder, make):
            if context.small or _is_requested(context, key, placeholder):
                show(context, make())
        case blocks.Expander(key, label, make):
            with st.expander(label, key=key, on_change="rerun", type="compact") as expander:
                if expander.open:
                    show(context, make())
        case blocks.Paged():
            part = choose_part(block.ids, key=block.key, noun=block.noun, most=block.most)
            show(context, block.make(part))
        case blocks.PageNumber(key, pages, make):
            number = st.pagination(pages, key=key, bind="query-params") if pages > 1 else 1
            show(context, make(int(number or 1)))
        case blocks.Choices(controls, make, side_by_side):
            show(context, make(*_chosen(controls, side_by_side)))
        case blocks.Windowed():
            window = choose_window(
                block.rows, block.columns, key=block.key, noun=block.noun, most=block.most
            )
            show(context, block.make(window))


def _chosen(controls: Sequence[blocks.Control], side_by_side: bool) -> list[Any]:
    """Draw controls, and the value that the address has for each."""
    if not side_by_side:
        return [_choose(control) for control in controls]
    values = []
    for column, control in zip(st.columns(len(controls)), controls, strict=True):
        with column:
            values.append(_choose(control))
    return values


def _choose(control: blocks.Control) -> Any:
    match control:
        case blocks.Switch(key, label, default, note):
            return choose_switch(label, key=key, note=note, default=default)
        case blocks.DayChoice(key, label, first, last, default):
            return choose_day(label, key=key, first=first, last=last, default=default)
        case blocks.ListChoice(key, label, options, nothing):
            return choose_several(label, key=key, options=options, nothing=nothing)


def _is_requested(context: PageContext, name: str, placeholder: str) -> bool:
    """Whether a lazy part of the page is to be drawn; else its placeholder is.

    `name` tells the parts of a page apart. The browser reports a part whose placeholder comes into
    view (`assets/page.js`), and the page runs again.
    """
    part = f"{context.address.page}/{name}"
    if part in context.requested:
        return True
    show_html(tag("div", tag("p", placeholder, cls="quiet"), cls="placeholder", data_part=part))
    return False


def _show_figure(block: blocks.Figure) -> None:
    """A chart with its finding over it, its source under it and its data at hand."""
    chart = block.make()
    # The page wraps its own headings; a figure does not know how wide it is.
    show_html(tag("h3", chart.finding, cls="finding"))
    figure = chart.figure(st.context.theme.type == "dark", title=False)
    config = {"displayModeBar": False}
    st.plotly_chart(figure, theme=None, config=config, alt=chart.alt, key=block.key)
    show_html(tag("p", block.source, cls="quiet"))
    label, key = "The chart's data as a table", f"{block.key}-table"
    with st.expander(label, type="compact", key=key, on_change="rerun") as table:
        if table.open:
            rest = rows_left_out(len(chart.table) - MOST_CHART_ROWS, "more row", "left out here")
            show_html(data_table(chart.table.head(MOST_CHART_ROWS), chart.alt), rest)
