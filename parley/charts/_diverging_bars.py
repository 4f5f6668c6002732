"""Counts of stances in, bars out that part at zero: against to the left, for to the right.

Whoever is undecided stands half on either side. What has no place between for and against stands
in a column of its own: a position that names a value only, one that is left out by the reader's
choice, and, hatched, silence.
"""

from __future__ import annotations

from typing import Any, Final, NamedTuple

import pandas as pd
import plotly.graph_objects as go

from parley.charts._rows import Rows, add_to_layout, set_layout
from parley.charts._text import HOVER_WIDTH, fitting, wrapped_html
from parley.charts._theme import PHONE_WIDTH, TEXT_SIZE, hatched, hollow, solid, text_on
from parley.format.vocabulary import SCORES, STANCES, labels_of
from parley.palette import QUIET, RULE, RULE_STRONG, SILENCE, STANCE, TEXT
from parley.wording import count

VALUE, LEFT_OUT, SILENT = "value", "left-out", "silent"

UNPLACED: Final = {
    VALUE: "Value alone",
    LEFT_OUT: "Left out",
    SILENT: "Silent",
}
"""What has no place between for and against, in the order of showing."""

SIGNS: Final[dict[str, str]] = {
    **{stance: term.sign for stance, term in STANCES.items()},
    VALUE: "#",
    LEFT_OUT: "≠",
    SILENT: "",
}
ORDER: Final = (*STANCES, *UNPLACED)
LABELS: Final = labels_of(STANCES) | UNPLACED

_BY_DISTANCE = sorted(SCORES, key=lambda stance: abs(SCORES[stance]))
LEFT: Final = tuple(stance for stance in _BY_DISTANCE if SCORES[stance] <= 0)
RIGHT: Final = tuple(stance for stance in _BY_DISTANCE if SCORES[stance] >= 0)
"""The stances on either side, from zero outwards; half of the undecided stand on each."""

GAP: Final = 0.05
COLUMN: Final = 0.27
"""What is left free between the bars and the column beside them, and the width of the column, as
shares of the whole. The column has its own scale, up to all that is possible: on the same one
silence would leave the bars no room."""
LEAST_SIDE: Final = 0.25
"""The least share of the bars for either side, so that its heading fits."""
NUMBER: Final = 0.28
"""The share of the column that is left for the number of silences, right of its bar."""


class _Scale(NamedTuple):
    """How much there is at most on either side and in the column, and the width of the bars."""

    left: float
    right: float
    column: float
    share: float

    def pixels(self, stance: str) -> float:
        """How long one is on a phone."""
        if stance in UNPLACED:
            return PHONE_WIDTH * COLUMN / self.column
        return PHONE_WIDTH * self.share / (self.left + self.right)


def draw_bars(counts: pd.DataFrame, title: str | None, dark: bool) -> go.Figure:
    """The bars of `parley.charts.stance_by_party.stance_counts`, one a party."""
    keys = list(dict.fromkeys(counts["party"]))
    table = counts.pivot_table(
        index="party", columns="stance", values="count", aggfunc="sum", fill_value=0, sort=False
    ).reindex(index=keys, columns=list(ORDER), fill_value=0)
    inherited = counts.set_index(["party", "stance"])["inherited_count"].to_dict()
    first = counts.drop_duplicates("party")
    names, possible = first["name"].tolist(), first["issues"].tolist()
    notes = [
        f"{most - silent} of {most} issues"
        for most, silent in zip(possible, table[SILENT].tolist(), strict=True)
    ]
    rows = Rows(names, notes)
    scale = _scale(table, int(counts["issues"].max()) if keys else 0)
    drawn = [stance for stance in ORDER if len(keys) and table[stance].any()]

    figure = go.Figure()
    legend = []
    for stance in drawn:
        sign = SIGNS[stance]
        label = f"{sign} {LABELS[stance]}".strip()
        if stance != SILENT:
            legend.append(label)
        numbers = table[stance].tolist()
        starts = _starts(table, stance).tolist()
        here = [row for row, number in enumerate(numbers) if number]
        fill = STANCE[stance].on(dark) if stance in STANCE else None
        figure.add_bar(
            orientation="h",
            name=label,
            showlegend=stance != SILENT,
            x=[numbers[row] for row in here],
            base=[starts[row] for row in here],
            y=[rows.middle(row) for row in here],
            xaxis="x2" if stance in UNPLACED else "x",
            width=rows.bar,
            marker=_marker(stance, dark),
            text=[
                ""
                if stance == SILENT
                else fitting(
                    numbers[row] * scale.pixels(stance),
                    f"{sign} {numbers[row]} {LABELS[stance].lower()}".strip(),
                    f"{sign} {numbers[row]}".strip(),
                    f"{numbers[row]}",
                )
                for row in here
            ],
            textposition="inside",
            insidetextanchor="middle",
            insidetextfont={"color": text_on(fill) if fill else TEXT.on(dark)},
            textangle=0,
            constraintext="none",
            hovertext=[
                _hover(names[row], stance, numbers[row], inherited[keys[row], stance])
                for row in here
            ],
            hoverinfo="text",
        )
    set_layout(figure, title, rows, dark, legend=legend, above=20 if keys else 0)
    _draw_axes(figure, scale, table, rows, drawn, possible, dark)
    return figure


def _scale(table: pd.DataFrame, possible: int) -> _Scale:
    half = table["undecided"] / 2
    left, right = (
        float((half + table[list(side[1:])].sum(axis="columns")).max() if len(table) else 0)
        for side in (LEFT, RIGHT)
    )
    whole = (left + right) or 1.0
    left, right = max(left, LEAST_SIDE * whole), max(right, LEAST_SIDE * whole)
    any_unplaced = bool(len(table) and table[list(UNPLACED)].any(axis=None))
    share = 1 - GAP - COLUMN if any_unplaced else 1.0
    return _Scale(left, right, possible / (1 - NUMBER) if any_unplaced else 0.0, share)


def _starts(table: pd.DataFrame, stance: str) -> pd.Series:
    """Where the segments of a stance start: stacked outwards from half of the undecided, or from
    the left of the column."""
    half = table["undecided"] / 2
    if stance == "undecided":
        return -half
    if stance in LEFT:
        return -half - table[list(LEFT[1 : LEFT.index(stance) + 1])].sum(axis="columns")
    if stance in RIGHT:
        return half + table[list(RIGHT[1 : RIGHT.index(stance)])].sum(axis="columns")
    unplaced = list(UNPLACED)
    return table[unplaced[: unplaced.index(stance)]].sum(axis="columns").astype(float)


def _marker(stance: str, dark: bool) -> dict[str, object]:
    if stance == SILENT:
        return hatched(SILENCE, dark)
    if stance in UNPLACED:
        return hollow(QUIET, dark)
    return solid(STANCE[stance], dark)


def _draw_axes(
    figure: go.Figure,
    scale: _Scale,
    table: pd.DataFrame,
    rows: Rows,
    drawn: list[str],
    possible: list[int],
    dark: bool,
) -> None:
    """Both axes, their headings, the lines at zero and the frames that silence could fill."""
    share = scale.share
    figure.update_layout(
        barmode="overlay",
        xaxis={"range": [-scale.left, scale.right], "domain": [0, share], "type": "linear"},
    )
    if not drawn:
        return
    heading = {"yref": "paper", "y": 1, "yanchor": "bottom", "showarrow": False, "borderpad": 0,
               "font": {"size": TEXT_SIZE, "color": QUIET.on(dark)}}  # fmt: skip
    texts: list[dict[str, Any]] = [
        {"text": "← against", "x": 0, "xref": "x", "xanchor": "right", "xshift": -6,
         "name": "against", **heading},
        {"text": "for →", "x": 0, "xref": "x", "xanchor": "left", "xshift": 6,
         "name": "for", **heading},
    ]  # fmt: skip
    spans = [
        (rows.middle(row) - rows.bar / 2, rows.middle(row) + rows.bar / 2)
        for row in range(len(table))
    ]
    shapes: list[dict[str, Any]] = [
        {"type": "line", "xref": "x", "x0": 0, "x1": 0, "yref": "y", "y0": top, "y1": bottom,
         "line": {"color": RULE_STRONG.on(dark), "width": 1}, "layer": "below"}
        for top, bottom in spans
    ]  # fmt: skip
    if scale.column:
        figure.update_layout(
            xaxis2={"range": [0, scale.column], "domain": [share + GAP, 1], "type": "linear",
                    "anchor": "y"}
        )  # fmt: skip
        kinds = ["silent" if kind == SILENT else "others" for kind in UNPLACED if kind in drawn]
        texts.append(
            {"text": ", ".join(dict.fromkeys(kinds)), "x": 0, "xref": "x2", "xanchor": "left",
             "name": "unplaced", **heading}
        )  # fmt: skip
        shapes += [
            {"type": "rect", "xref": "x2", "x0": 0, "x1": most, "yref": "y", "y0": top,
             "y1": bottom, "line": {"color": RULE.on(dark), "width": 1}, "layer": "below"}
            for most, (top, bottom) in zip(possible, spans, strict=True)
        ]  # fmt: skip
        texts += [
            {"text": f"{silent}", "x": max(possible), "xref": "x2", "xanchor": "left", "xshift": 5,
             "y": rows.middle(row), "yref": "y", "yanchor": "middle", "showarrow": False,
             "borderpad": 0, "name": "silent",
             "font": {"size": TEXT_SIZE, "color": TEXT.on(dark)}}
            for row, silent in enumerate(table[SILENT].tolist())
            if silent
        ]  # fmt: skip
    add_to_layout(figure, shapes, texts)


def _hover(name: str, stance: str, number: int, inherited: int) -> str:
    lines = [
        f"<b>{wrapped_html(name, HOVER_WIDTH, 3)}</b>",
        f"{LABELS[stance]}: {count(number, 'issue')}",
    ]
    if inherited:
        lines.append(f"{inherited} of them through a bloc")
    return "<br>".join(lines)
