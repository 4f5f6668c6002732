"""A map of the parties: near is near in what they have stated."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

import numpy as np
import plotly.graph_objects as go

from parley.charts._rows import TitleBlock
from parley.charts._text import alternative_text, escaped, short_name, wrapped_html
from parley.charts._theme import TEXT_SIZE, template
from parley.charts.chart import Chart
from parley.iter_rows import iter_rows
from parley.measures.scaling import Map
from parley.palette import QUIET, RULE, TEXT

HEIGHT = 340


def party_map(found: Map, names: Mapping[str, str]) -> Chart:
    """The map of `parley.measures.scaling`, whose axes mean nothing themselves."""
    finding = _finding(found)
    table = found.places.assign(party=found.places["party"].map(names))
    return Chart(
        finding=finding,
        alt=_alt(found, names, finding),
        table=table.rename(columns={"party": "Party", "x": "Across", "y": "Up"}),
        draw=partial(_figure, found, names),
    )


def _finding(found: Map) -> str:
    """What the chart says: 5 parties by how near they are; stress 0.08."""
    return f"{len(found.places)} parties by how near they are; stress {found.stress:.2f}"


def _alt(found: Map, names: Mapping[str, str], finding: str) -> str:
    """The finding, then each party with its place."""
    parties = [
        f"{short_name(names[row.party])} at {row.x:.2f}, {row.y:.2f}"
        for row in iter_rows(found.places)
    ]
    return alternative_text(finding, parties, "parties")


def _sides_of_labels(x: Any, y: Any) -> list[str]:
    """Each label above its mark or below, away from the nearest other mark."""
    distance = np.hypot(x[:, None] - x[None, :], y[:, None] - y[None, :])
    np.fill_diagonal(distance, np.inf)
    nearest = distance.argmin(axis=1)
    above = (y > y[nearest]) | ((y == y[nearest]) & (np.arange(len(y)) < nearest))
    return ["top center" if each else "bottom center" for each in above]


def _figure(found: Map, names: Mapping[str, str], title: str | None, dark: bool) -> go.Figure:
    figure = go.Figure()
    x, y = found.places["x"], found.places["y"]
    reach = max(float(x.abs().max()), float(y.abs().max()), 0.05) * 1.25
    figure.add_scatter(
        x=x.tolist(), y=y.tolist(), mode="markers+text",
        marker={"size": 11, "color": QUIET.on(dark)},
        text=[wrapped_html(names[party], 18, 2) for party in found.places["party"]],
        textposition=_sides_of_labels(x.to_numpy(), y.to_numpy()),
        textfont={"size": TEXT_SIZE, "color": TEXT.on(dark)},
        hovertext=[escaped(names[party]) for party in found.places["party"]],
        hoverinfo="text", cliponaxis=False,
    )  # fmt: skip
    block = TitleBlock(title)
    height = block.pixels + HEIGHT
    figure.update_layout(
        template=template(dark),
        title=block.layout(height),
        height=height, margin={"l": 2, "r": 2, "t": block.pixels, "b": 2, "pad": 0},
        showlegend=False,
        xaxis={"range": [-reach * 1.3, reach * 1.3], "zeroline": True,
               "zerolinecolor": RULE.on(dark)},
        yaxis={"range": [-reach, reach], "zeroline": True, "zerolinecolor": RULE.on(dark)},
    )  # fmt: skip
    return figure
