"""What all figures share: fonts, margins, the escaping of labels, and the bars."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from html import escape

import plotly.graph_objects as go

from parley import palette

FONT = "'Source Sans', 'Source Sans 3', system-ui, sans-serif"
BAR = 30
"""Pixels that one bar takes."""
WIDEST = 24
"""Characters after which a label is wrapped."""


def label(text: str, width: int = WIDEST) -> str:
    """A text from data as plotly shows it: escaped, because plotly reads a part of HTML."""
    lines = textwrap.wrap(text, width, break_on_hyphens=False) or [""]
    return "<br>".join(escape(line) for line in lines)


def figure(title: str, bars: int, dark: bool, labels: Iterable[str] = ()) -> go.Figure:
    """An empty figure for so many horizontal bars, its title stating what it shows."""
    text = palette.TEXT.on(dark)
    tallest = max((label.count("<br>") + 1 for label in labels), default=1)
    height = bars * max(BAR, 16 * tallest + 8) + 128
    made = go.Figure()
    made.update_layout(
        template=None,
        title={
            "text": label(title, 64),
            "font": {"size": 16, "color": text, "weight": 600},
            "x": 0,
            "xref": "container",
            "xanchor": "left",
            "y": 1,
            "yref": "container",
            "yanchor": "top",
            "pad": {"t": 8},
        },
        font={"family": FONT, "size": 13, "color": text},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        margin={"l": 8, "r": 8, "t": 92, "b": 28},
        height=height,
        barmode="relative",
        bargap=0.28,
        legend={
            "orientation": "h",
            "x": 0,
            "xref": "container",
            "y": 1.0,
            "yanchor": "bottom",
            "traceorder": "normal",
            "itemclick": False,
            "itemdoubleclick": False,
            "font": {"size": 12},
        },
        hoverlabel={
            "font": {"family": FONT, "size": 13, "color": text},
            "bgcolor": palette.HEAD.on(dark),
            "bordercolor": palette.RULE_STRONG.on(dark),
            "align": "left",
        },
    )
    made.update_xaxes(visible=False, fixedrange=True)
    made.update_yaxes(
        type="category",
        autorange="reversed",
        automargin=True,
        fixedrange=True,
        showgrid=False,
        ticks="",
        tickfont={"size": 13, "color": text},
    )
    return made


def outline(dark: bool) -> dict[str, object]:
    """The line around a segment, in the colour of the page."""
    return {"color": palette.BACKGROUND.on(dark), "width": 1.5}
