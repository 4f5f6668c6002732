"""A claim about the whole beside every reading of it: how many readings come to which share."""

from __future__ import annotations

from functools import partial
from typing import Any, Final

import pandas as pd
import plotly.graph_objects as go

from parley.charts._rows import Rows, add_to_layout, set_layout
from parley.charts._text import HOVER_WIDTH, MOST_LISTED, alternative_text, wrapped_html
from parley.charts._theme import TEXT_SIZE, text_on
from parley.charts.chart import Chart
from parley.iter_rows import iter_rows
from parley.measures.evidence import EVIDENCE_WORDS
from parley.measures.settled import MEANINGS, UNITS
from parley.palette import ALARM, BACKGROUND, QUIET, TEXT
from parley.wording import count

DIAMETERS: Final = (11, 26)
"""Of the smallest and the largest mark of readings, in pixels."""


def claim_check(readings: pd.DataFrame, claim: float) -> Chart:
    """The readings of `parley.measures.settled`, a row a meaning, and the claim as a line."""
    finding = _finding(readings, claim)
    return Chart(
        finding=finding,
        alt=_alt(readings, finding),
        table=pd.DataFrame(
            {
                "Settled means that": readings["meaning"].map(MEANINGS),
                "Unit": readings["unit"].map(UNITS),
                "Whose positions": readings["group"],
                "Evidence": readings["evidence"].map(EVIDENCE_WORDS),
                "Share": readings["share"].map("{:.0%}".format),
                "Near the claim": readings["near"].map({True: "yes", False: "no"}),
            }
        ),
        draw=partial(_figure, readings, claim),
    )


def _finding(readings: pd.DataFrame, claim: float) -> str:
    """What the chart says: None of 54 readings comes near 90%; they reach from 0% to 25%."""
    known = readings[readings["share"].notna()]
    if known.empty:
        return "Nothing is in view that could be settled"
    near = int(known["near"].sum())
    low, high = known["share"].min(), known["share"].max()
    span = f"they reach from {low:.0%} to {high:.0%}" if low != high else f"all come to {low:.0%}"
    first = f"{near or 'None'} of {count(len(known), 'reading')}"
    return f"{first} {'comes' if near <= 1 else 'come'} near {claim:.0%}; {span}"


def _alt(readings: pd.DataFrame, finding: str) -> str:
    """The finding, then the range of each meaning."""
    ranges = [
        f"{MEANINGS[meaning].capitalize()}: {_span(rows['share'])}"
        for meaning, rows in readings.groupby("meaning", sort=False)
        if rows["share"].notna().any()
    ]
    return alternative_text(finding, ranges, "meanings")


def _span(shares: pd.Series) -> str:
    """From the lowest to the highest share: 0% to 25%."""
    return " to ".join(dict.fromkeys(f"{end:.0%}" for end in (shares.min(), shares.max())))


def _figure(readings: pd.DataFrame, claim: float, title: str | None, dark: bool) -> go.Figure:
    known = readings[readings["share"].notna()]
    meanings = [meaning for meaning in MEANINGS if (known["meaning"] == meaning).any()]
    rows = Rows(
        [f"Settled: {MEANINGS[meaning]}" for meaning in meanings],
        [count(int((known["meaning"] == meaning).sum()), "reading") for meaning in meanings],
    )
    figure = go.Figure()
    set_layout(figure, title, rows, dark, above=22 if meanings else 0, below=22)
    figure.update_layout(xaxis={"range": [-0.04, 1.04], "type": "linear"})
    for row, meaning in enumerate(meanings):
        own = known[known["meaning"] == meaning]
        grouped = own.groupby(own["share"].round(3))
        numbers = grouped.size()
        least, most = DIAMETERS
        figure.add_scatter(
            x=numbers.index.tolist(), y=[rows.middle(row)] * len(numbers), mode="markers+text",
            name=meaning,
            marker={"size": (least + (most - least) * (numbers / len(own)) ** 0.5).tolist(),
                    "color": QUIET.on(dark), "opacity": 1,
                    "line": {"color": BACKGROUND.on(dark), "width": 1}},
            text=[f"{number}" if number > 1 else "" for number in numbers],
            textfont={"size": 10, "color": text_on(QUIET.on(dark))},
            hovertext=[_hover(share, found) for share, found in grouped],
            hoverinfo="text", cliponaxis=False,
        )  # fmt: skip
    if not meanings:
        return figure
    line = {"type": "line", "x0": claim, "x1": claim, "xref": "x", "y0": 0, "y1": 1,
            "yref": "paper", "layer": "below", "name": "claim",
            "line": {"color": ALARM.on(dark), "width": 1.5, "dash": "dash"}}  # fmt: skip
    plain: dict[str, Any] = {"xref": "x", "yref": "paper", "showarrow": False, "borderpad": 0}
    label = plain | {
        "text": f"claimed: {claim:.0%}", "name": "claim", "x": claim, "y": 1, "yanchor": "bottom",
        "yshift": 4, "xanchor": "right" if claim > 0.5 else "left",
        "font": {"size": TEXT_SIZE, "color": ALARM.on(dark), "weight": 600},
    }  # fmt: skip
    ticks = [
        plain | {
            "text": f"{at:.0%}", "name": "tick", "x": at, "y": 0, "yanchor": "top", "yshift": -4,
            "font": {"size": TEXT_SIZE, "color": TEXT.on(dark)},
        }
        for at in (0, 0.5, 1)
    ]  # fmt: skip
    add_to_layout(figure, [line], [label, *ticks])
    return figure


def _hover(share: float, rows: pd.DataFrame) -> str:
    lines = [f"<b>{share:.0%}</b>"]
    for row in iter_rows(rows.head(MOST_LISTED)):
        words = f"{UNITS[row.unit]}; {EVIDENCE_WORDS[row.evidence]}; {row.group}"
        lines.append(wrapped_html(words, HOVER_WIDTH * 2, 1))
    if len(rows) > MOST_LISTED:
        lines.append(f"and {len(rows) - MOST_LISTED} more")
    return "<br>".join(lines)
