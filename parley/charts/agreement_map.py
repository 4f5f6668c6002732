"""How far each pair of parties agrees: half of an ordered heat map, with its legend."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, Final

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from parley.charts._rows import LEAST_HEIGHT, TitleBlock, add_to_layout
from parley.charts._text import MOST_LISTED, alternative_text, escaped, short_name, wrapped_html
from parley.charts._theme import TEXT_SIZE, template, text_on
from parley.charts.agreement_order import agreement_finding, ordered, pair_name, score_table
from parley.charts.chart import Chart
from parley.iter_rows import iter_dicts
from parley.palette import AGREEMENT, BACKGROUND, TEXT
from parley.wording import count

MOST_WRITTEN: Final = 12
"""The most parties whose scores are written in the cells; the table has all."""
MOST_EXPLAINED: Final = 80
"""The most parties of whom a pointer reads what each score rests on; of more, whose words would
be megabytes, it reads names and score."""
MOST_ACROSS: Final = 20
"""The most parties whose names stand below the columns; with more these are named by the rows."""
LEGEND: Final = {0.0: "0.00 opposite", 0.5: "0.50", 1.0: "1.00 the same"}
"""What the ends of the scale mean, beside its colours."""
CELL, NAMES, INSTEAD = 44, 86, 24
"""The height of a row, of the names below the columns, and of a line in their place, in pixels."""
MOST_PIXELS, LEAST_ROW, LABEL = 1_100, 6, 14
"""How tall the rows may be together, and the least height of one, and of one with a name."""


def agreement_map(
    scores: pd.DataFrame,
    parties: Sequence[str],
    names: Mapping[str, str],
    short: Mapping[str, str],
) -> Chart:
    """The scores of `parley.measures.agreement`, those who agree side by side.

    `parties` are the ids of those in view, `names` and `short` their names and short names by id.
    """
    said = {id: short_name(name) for id, name in names.items()}
    finding = agreement_finding(scores, said)
    return Chart(
        finding=finding,
        alt=_alt(scores, said, finding),
        table=pd.DataFrame(
            {
                "Party": scores["party_a"].map(names),
                "Other party": scores["party_b"].map(names),
                "Agreement": scores["score"],
                "Issues both are heard on": scores["shared"],
                "The same way": scores["same"],
                "Apart": scores["apart"],
            }
        ),
        draw=partial(_figure, scores, list(parties), names, short),
    )


def _alt(scores: pd.DataFrame, names: Mapping[str, str], finding: str) -> str:
    """The finding, then each pair with its score and what it rests on."""
    pairs = [
        f"{pair_name(row, names)}: "
        + (f"{row['score']:.2f} on" if pd.notna(row["score"]) else "no score,")
        + f" {count(row['shared'], 'shared issue')}"
        for row in iter_dicts(scores.head(MOST_LISTED))
    ]
    return alternative_text(finding, pairs, "pairs", len(scores))


def _figure(
    scores: pd.DataFrame,
    parties: list[str],
    names: Mapping[str, str],
    short: Mapping[str, str],
    title: str | None,
    dark: bool,
) -> go.Figure:
    parties = ordered(scores, parties)
    figure = go.Figure()
    number = len(parties)
    written, across = number <= MOST_WRITTEN, number <= MOST_ACROSS
    row = CELL if written else max(LEAST_ROW, min(CELL, MOST_PIXELS // number))
    block = TitleBlock(title)
    top, below = block.pixels + 12, (NAMES if across else INSTEAD) if number else 4
    height = max(top + max(number - 1, 1) * row + below, LEAST_HEIGHT)
    figure.update_layout(
        template=template(dark),
        title=block.layout(height),
        height=height,
        margin={"l": 2, "r": 2, "t": top, "b": below, "pad": 0},
        showlegend=False,
    )
    if number < 2:
        return figure
    table, shared = score_table(scores, parties), score_table(scores, parties, "shared")
    table[np.triu_indices(number)] = np.nan  # each pair once
    labels = [wrapped_html(short[party], 12, 2) for party in parties]
    gap = 2 if row > LABEL else 0
    figure.add_heatmap(
        z=table, zmin=0, zmax=1, showscale=True, xgap=gap, ygap=gap, hoverongaps=False,
        colorscale=[[at / (len(AGREEMENT) - 1), shade.on(dark)] for at, shade in
                    enumerate(AGREEMENT)],
        colorbar={"x": 1, "xanchor": "right", "y": 1, "yanchor": "top", "thickness": 12,
                  "lenmode": "pixels", "len": max(70, min(150, (number - 1) * row // 2)),
                  "outlinewidth": 0, "xpad": 0, "ypad": 0, "ticklabelposition": "outside left",
                  "tickvals": list(LEGEND), "ticktext": list(LEGEND.values()),
                  "tickfont": {"size": TEXT_SIZE, "color": TEXT.on(dark)}},
    )  # fmt: skip
    full = [escaped(names[party]) for party in parties]
    if number <= MOST_EXPLAINED:
        figure.data[0].update(hoverinfo="text", hovertext=_hovers(table, shared, full))
    else:
        unique = len(set(full)) == number
        ids = full if unique else [f"{name} ({id})" for name, id in zip(full, parties, strict=True)]
        hover = "%{y}<br>%{x}<br>%{z:.2f}<extra></extra>"
        figure.data[0].update(x=ids, y=ids, z=table.astype(np.float32), hovertemplate=hover)
    notes: list[dict[str, Any]] = []
    for at in np.ndindex(number, number) if written else ():
        if at[0] > at[1]:
            score = float(table[at])
            shade = BACKGROUND.on(dark) if np.isnan(score) else _shade(score, dark)
            colour = TEXT.on(dark) if np.isnan(score) else text_on(shade)
            notes.append(
                {"y": at[0], "x": at[1], "text": _cell(score, float(shared[at])),
                 "showarrow": False, "borderpad": 0, "font": {"size": TEXT_SIZE, "color": colour}}
            )  # fmt: skip
    add_to_layout(figure, [], notes)
    kind = "linear" if number <= MOST_EXPLAINED else "category"
    every = -(-LABEL // row)
    font = {"size": TEXT_SIZE, "color": TEXT.on(dark)}
    axis = {"tickmode": "array", "tickvals": list(range(number))[::every],
            "ticktext": labels[::every], "showticklabels": True, "tickfont": font}  # fmt: skip
    instead = "" if across else "The columns stand in the order of the rows"
    figure.update_layout(
        xaxis={**axis, "side": "bottom", "tickangle": -60 if number > 4 else 0, "type": kind,
               "showticklabels": across, "title": {"text": instead, "font": font, "standoff": 4},
               "range": [-0.5, number - 1.5], "domain": [0.22, 1]},
        yaxis={**axis, "type": kind, "range": [number - 0.5, 0.5], "automargin": False,
               "ticklabelposition": "outside", "anchor": "x"},
    )  # fmt: skip
    return figure


def _hovers(table: Any, shared: Any, names: list[str]) -> list[list[str]]:
    """What each cell says in full: the two, their score and what it rests on."""
    return [
        [
            f"{one}<br>{other}<br>"
            + (
                f"{table[row, column]:.2f} on {count(int(shared[row, column]), 'issue')}"
                if not np.isnan(table[row, column])
                else "no score"
                if np.isnan(shared[row, column])
                else f"no score, {count(int(shared[row, column]), 'shared issue')}"
            )
            for column, other in enumerate(names)
        ]
        for row, one in enumerate(names)
    ]


def _cell(score: float, shared: float) -> str:
    if np.isnan(score):
        return "–"
    return f"<b>{score:.2f}</b><br>{int(shared)}"


def _shade(score: float, dark: bool) -> str:
    """About the colour that the heat map gives a score, for the ink upon it."""
    return AGREEMENT[round(score * (len(AGREEMENT) - 1))].on(dark)
