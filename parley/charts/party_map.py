"""A map of the parties: near is near in what they have stated."""

from __future__ import annotations

import plotly.graph_objects as go

from parley.charts import theme
from parley.iter_rows import iter_rows
from parley.measures.scaling import Map
from parley.palette import QUIET, RULE, TEXT

POOR = 0.2
HEIGHT = 340


def finding(found: Map) -> str:
    """What the chart says: 5 parties by how near they are; stress 0.08, a fair picture."""
    quality = "a poor picture" if found.stress > POOR else "a fair picture"
    return f"{len(found.places)} parties by how near they are; stress {found.stress:.2f}, {quality}"


def alt(found: Map, names: dict[str, str]) -> str:
    """The chart in words: its finding, then each party with its place."""
    told = [
        f"{theme.named(names[row.party])} at {row.x:.2f}, {row.y:.2f}"
        for row in iter_rows(found.places)
    ]
    return theme.sentences(finding(found), told, "parties")


def party_map(found: Map, names: dict[str, str], dark: bool = False) -> go.Figure:
    """The parties on the two axes of `parley.measures.scaling`, which mean nothing themselves."""
    figure = go.Figure()
    x, y = found.places["x"], found.places["y"]
    reach = max(float(x.abs().max()), float(y.abs().max()), 0.05) * 1.25
    figure.add_scatter(
        x=x.tolist(), y=y.tolist(), mode="markers+text",
        marker={"size": 11, "color": QUIET.on(dark)},
        text=[theme.lines_of(names[party], 18, 2) for party in found.places["party"]],
        textposition=["top center" if at % 2 else "bottom center" for at in range(len(x))],
        textfont={"size": theme.TEXT_SIZE, "color": TEXT.on(dark)},
        hovertext=[theme.escaped(names[party]) for party in found.places["party"]],
        hoverinfo="text", cliponaxis=False,
    )  # fmt: skip
    lines = theme.balanced(finding(found), theme.TITLE_WIDTH, theme.TITLE_LINES)
    top = len(lines) * round(theme.TITLE_SIZE * 1.3) + 6
    height = top + HEIGHT
    figure.update_layout(
        template=theme.template(dark),
        title={"text": "<br>".join(map(theme.escaped, lines)), "y": 1 - 6 / height},
        height=height, margin={"l": 2, "r": 2, "t": top, "b": 2, "pad": 0},
        legend={"y": 1 - top / height}, showlegend=False,
        xaxis={"range": [-reach * 1.3, reach * 1.3], "zeroline": True,
               "zerolinecolor": RULE.on(dark)},
        yaxis={"range": [-reach, reach], "zeroline": True, "zerolinecolor": RULE.on(dark)},
    )  # fmt: skip
    return figure
