"""Segments of bars, on the record or not, in; the figure that they make, one bar a row, out.

What is on the record is filled, what is not is hollow.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from parley.charts._rows import Rows, add_notes, notes_height, set_layout
from parley.charts._theme import RECORD_WORDS, record_fill, record_text


@dataclass(frozen=True)
class Segments:
    """All that is on the record, or all that is not. The lists are of one length."""

    on_record: bool
    rows: list[int]
    """The row of each segment, from 0."""
    starts: list[int]
    numbers: list[int]
    texts: list[str]
    """Within the segment, where it has room."""
    hovers: list[str]


def record_bars(
    rows: Rows,
    segments: Sequence[Segments],
    longest: int,
    title: str | None,
    below: list[str],
    dark: bool,
) -> go.Figure:
    """The figure; `longest` is the end of its axis, `below` the lines under it."""
    figure = go.Figure()
    for each in segments:
        figure.add_bar(
            orientation="h",
            name=RECORD_WORDS[each.on_record],
            x=each.numbers,
            base=each.starts,
            y=[rows.middle(row) for row in each.rows],
            width=rows.bar,
            marker=record_fill(each.on_record, dark),
            text=each.texts,
            textposition="inside",
            insidetextanchor="middle",
            insidetextfont={"color": record_text(each.on_record, dark)},
            textangle=0,
            constraintext="none",
            hovertext=each.hovers,
            hoverinfo="text",
        )
    legend = [RECORD_WORDS[each.on_record] for each in segments]
    set_layout(figure, title, rows, dark, legend=legend, below=notes_height(below))
    add_notes(figure, below, dark)
    figure.update_layout(barmode="overlay", xaxis={"range": [0, longest], "type": "linear"})
    return figure
