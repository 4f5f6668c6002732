"""A claim about the whole beside every reading of it: how many readings come to which share."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from parley.charts import theme
from parley.iter_rows import iter_rows
from parley.measures.settled import EVIDENCE_WORDS, MEANINGS, UNITS
from parley.palette import ALARM, BACKGROUND, QUIET, TEXT
from parley.wording import count

DOT = (11, 26)


def finding(readings: pd.DataFrame, claim: float) -> str:
    """What the chart says: None of 81 readings comes near 90%; they reach from 0% to 25%."""
    known = readings[readings["share"].notna()]
    if known.empty:
        return "Nothing is in view that could be settled"
    near = int(known["near"].sum())
    low, high = known["share"].min(), known["share"].max()
    span = f"they reach from {low:.0%} to {high:.0%}" if low != high else f"all come to {low:.0%}"
    first = f"{near or 'None'} of {count(len(known), 'reading')}"
    return f"{first} {'comes' if near <= 1 else 'come'} near {claim:.0%}; {span}"


def alt(readings: pd.DataFrame, claim: float) -> str:
    """The chart in words: its finding, then the range of each meaning."""
    told = [
        f"{MEANINGS[meaning].capitalize()}: {rows['share'].min():.0%} to {rows['share'].max():.0%}"
        for meaning, rows in readings.groupby("meaning", sort=False)
        if rows["share"].notna().any()
    ]
    return theme.sentences(finding(readings, claim), told, "meanings")


def claim_check(readings: pd.DataFrame, claim: float, dark: bool = False) -> go.Figure:
    """The readings of `parley.measures.settled`, a row a meaning, and the claim as a line."""
    known = readings[readings["share"].notna()]
    meanings = [meaning for meaning in MEANINGS if (known["meaning"] == meaning).any()]
    rows = theme.Rows(
        [f"Settled: {MEANINGS[meaning]}" for meaning in meanings],
        [count(int((known["meaning"] == meaning).sum()), "reading") for meaning in meanings],
    )
    figure = go.Figure()
    theme.frame(figure, finding(readings, claim), rows, dark, heads=22 if meanings else 0, foot=22)
    figure.update_layout(xaxis={"range": [-0.04, 1.04], "type": "linear"})
    for row, meaning in enumerate(meanings):
        own = known[known["meaning"] == meaning]
        grouped = own.groupby(own["share"].round(3))
        numbers = grouped.size()
        least, most = DOT
        figure.add_scatter(
            x=numbers.index.tolist(), y=[rows.middle(row)] * len(numbers), mode="markers+text",
            name=meaning,
            marker={"size": (least + (most - least) * (numbers / len(own)) ** 0.5).tolist(),
                    "color": QUIET.on(dark), "opacity": 1,
                    "line": {"color": BACKGROUND.on(dark), "width": 1}},
            text=[f"{number}" if number > 1 else "" for number in numbers],
            textfont={"size": 10, "color": theme.ink(QUIET.on(dark))},
            hovertext=[_hover(share, found) for share, found in grouped],
            hoverinfo="text", cliponaxis=False,
        )  # fmt: skip
    if not meanings:
        return figure
    figure.add_shape(
        type="line", x0=claim, x1=claim, xref="x", y0=0, y1=1, yref="paper", layer="below",
        line={"color": ALARM.on(dark), "width": 1.5, "dash": "dash"}, name="claim",
    )  # fmt: skip
    figure.add_annotation(
        text=f"claimed: {claim:.0%}", name="claim", x=claim, xref="x", y=1, yref="paper",
        yanchor="bottom", yshift=4, xanchor="right" if claim > 0.5 else "left", showarrow=False,
        borderpad=0, font={"size": theme.TEXT_SIZE, "color": ALARM.on(dark), "weight": 600},
    )  # fmt: skip
    for at in (0, 0.5, 1):
        figure.add_annotation(
            text=f"{at:.0%}", name="tick", x=at, xref="x", y=0, yref="paper", yanchor="top",
            yshift=-4, showarrow=False, borderpad=0,
            font={"size": theme.TEXT_SIZE, "color": TEXT.on(dark)},
        )  # fmt: skip
    return figure


def _hover(share: float, rows: pd.DataFrame) -> str:
    lines = [f"<b>{share:.0%}</b>"]
    for row in iter_rows(rows.head(theme.LISTED)):
        words = f"{UNITS[row.unit]}; {EVIDENCE_WORDS[row.evidence]}; {row.circle}"
        lines.append(theme.lines_of(words, theme.HOVER_WIDTH * 2, 1))
    if len(rows) > theme.LISTED:
        lines.append(f"and {len(rows) - theme.LISTED} more")
    return "<br>".join(lines)
