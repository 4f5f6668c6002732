"""How far each pair of parties agrees: an ordered heat map, with what each score rests on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, Final

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from parley.charts._rows import LEAST_HEIGHT, TitleBlock, add_to_layout
from parley.charts._text import MOST_LISTED, alternative_text, escaped, short_name, wrapped_html
from parley.charts._theme import template, text_on
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
"""The most parties whose names stand over the columns; with more these are named by the rows."""
CELL, NAMES, INSTEAD = 44, 86, 24
"""The height of a row, of the names over the columns, and of a line in their place, in pixels."""
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
    finding = _finding(scores, names)
    return Chart(
        finding=finding,
        alt=_alt(scores, names, finding),
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


def _ordered(scores: pd.DataFrame, parties: list[str]) -> list[str]:
    """The parties so that those who agree stand together: along the scores' main axis.

    `scores` is the frame of `parley.measures.agreement`. Where a score is missing the mean stands
    in for the sake of the order alone.
    """
    if len(parties) < 3 or scores["score"].notna().sum() < 2:
        return parties
    table = _table(scores, parties)
    filled = np.where(np.isnan(table), np.nanmean(table), table)
    np.fill_diagonal(filled, 1.0)
    _, vectors = np.linalg.eigh(filled - filled.mean(axis=0))
    axis = vectors[:, -1] if np.ptp(vectors[:, -1]) > 1e-9 else np.zeros(len(parties))
    axis = axis if axis[0] <= axis[-1] else -axis
    return [parties[at] for at in np.argsort(axis, kind="stable")]


def _table(scores: pd.DataFrame, parties: list[str], column: str = "score") -> np.ndarray:
    place = {party: at for at, party in enumerate(parties)}
    table = np.full((len(parties), len(parties)), np.nan)
    for a, b, value in zip(scores["party_a"], scores["party_b"], scores[column], strict=True):
        table[place[a], place[b]] = table[place[b], place[a]] = value
    return table


def _finding(scores: pd.DataFrame, names: Mapping[str, str]) -> str:
    """What the chart says: Ukraine and European leaders agree most, 1.00 on 3 issues.

    Pairs whose scores are equal to two decimals share a rank, and are counted.
    """
    known = scores[scores["score"].notna()]
    if known.empty:
        most = int(scores["shared"].max()) if len(scores) else 0
        if not most:
            return "No two parties in view have spoken to the same issue"
        return f"No two parties in view share enough issues for a score: the most is {most}"
    if len(known) == 1:
        (only,) = iter_dicts(known)
        shared = count(only["shared"], "issue")
        return (
            f"{_pair(only, names)} are the one pair with a score, {only['score']:.2f} on {shared}"
        )
    rounded = known.assign(score=known["score"].round(2))
    if rounded["score"].nunique() == 1:
        return f"All {len(known)} pairs with a score have the same, {rounded['score'].iloc[0]:.2f}"
    best, worst = (
        _ends(rounded[rounded["score"] == end], names)
        for end in (rounded["score"].max(), rounded["score"].min())
    )
    return f"{best[0]} agree most, {best[1]}; {worst[0]} least, {worst[1]}"


def _ends(rows: pd.DataFrame, names: Mapping[str, str]) -> tuple[str, str]:
    """The pairs of one score, the one that shares most by name, and the score with its issues."""
    first = next(iter_dicts(rows.sort_values("shared", ascending=False, kind="stable")))
    others = len(rows) - 1
    more = f" and {count(others, 'other pair')}" if others else ""
    who = f"{_pair(first, names)}{more}"
    on = "" if others else f" on {count(first['shared'], 'issue')}"
    return who, f"{first['score']:.2f}{on}"


def _pair(row: Mapping[str, Any], names: Mapping[str, str]) -> str:
    return f"{short_name(names[row['party_a']])} and {short_name(names[row['party_b']])}"


def _alt(scores: pd.DataFrame, names: Mapping[str, str], finding: str) -> str:
    """The finding, then each pair with its score and what it rests on."""
    pairs = [
        f"{_pair(row, names)}: "
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
    parties = _ordered(scores, parties)
    figure = go.Figure()
    number = len(parties)
    written, across = number <= MOST_WRITTEN, number <= MOST_ACROSS
    row = CELL if written else max(LEAST_ROW, min(CELL, MOST_PIXELS // number))
    block = TitleBlock(title)
    top = block.pixels + ((NAMES if across else INSTEAD) if number else 0)
    height = max(top + number * row + 4, LEAST_HEIGHT)
    figure.update_layout(
        template=template(dark),
        title=block.layout(height),
        height=height,
        margin={"l": 2, "r": 2, "t": top, "b": 4, "pad": 0},
        showlegend=False,
    )
    if not number:
        return figure
    table, shared = _table(scores, parties), _table(scores, parties, "shared")
    labels = [wrapped_html(short[party], 12, 2) for party in parties]
    gap = 2 if row > LABEL else 0
    figure.add_heatmap(
        z=table, zmin=0, zmax=1, showscale=False, xgap=gap, ygap=gap, hoverongaps=False,
        colorscale=[[at / (len(AGREEMENT) - 1), shade.on(dark)] for at, shade in
                    enumerate(AGREEMENT)],
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
        if at[0] != at[1]:
            score = float(table[at])
            shade = BACKGROUND.on(dark) if np.isnan(score) else _shade(score, dark)
            colour = TEXT.on(dark) if np.isnan(score) else text_on(shade)
            notes.append(
                {"y": at[0], "x": at[1], "text": _cell(score, float(shared[at])),
                 "showarrow": False, "borderpad": 0, "font": {"size": 11, "color": colour}}
            )  # fmt: skip
    add_to_layout(figure, [], notes)
    kind = "linear" if number <= MOST_EXPLAINED else "category"
    every = -(-LABEL // row)
    font = {"size": 11, "color": TEXT.on(dark)}
    axis = {"tickmode": "array", "tickvals": list(range(number))[::every],
            "ticktext": labels[::every], "showticklabels": True, "tickfont": font}  # fmt: skip
    instead = "" if across else "The columns stand in the order of the rows"
    figure.update_layout(
        xaxis={**axis, "side": "top", "tickangle": -60 if number > 4 else 0, "type": kind,
               "showticklabels": across, "title": {"text": instead, "font": font, "standoff": 4},
               "range": [-0.5, number - 0.5], "domain": [0.22, 1]},
        yaxis={**axis, "type": kind, "range": [number - 0.5, -0.5], "automargin": False,
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
