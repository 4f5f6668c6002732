"""Counts of stances in, bars out that part at zero: against to the left, for to the right.

Whoever is undecided stands half on either side. What has no place between for and against stands
in a column of its own: a position that names a value only, and one that is left out by the reader's
choice. Silence is blank, and a number at the end of the row.
"""

from __future__ import annotations

from typing import Any, Final, NamedTuple

import pandas as pd
import plotly.graph_objects as go

from parley.charts._rows import Rows, add_to_layout, set_layout
from parley.charts._text import HOVER_WIDTH, fitting, wrapped_html
from parley.charts._theme import PHONE_WIDTH, TEXT_SIZE, hollow, solid, text_on
from parley.format.vocabulary import SCORES, STANCES, labels_of
from parley.palette import BAND, QUIET, RULE_STRONG, STANCE, TEXT
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
    **dict.fromkeys(UNPLACED, ""),
}
ORDER: Final = (*STANCES, *UNPLACED)
LABELS: Final = labels_of(STANCES) | UNPLACED

_BY_DISTANCE = sorted(SCORES, key=lambda stance: abs(SCORES[stance]))
LEFT: Final = tuple(stance for stance in _BY_DISTANCE if SCORES[stance] <= 0)
RIGHT: Final = tuple(stance for stance in _BY_DISTANCE if SCORES[stance] >= 0)
"""The stances on either side, from zero outwards; half of the undecided stand on each."""

GAP: Final = 0.04
COLUMN: Final = 0.2
SILENT_COLUMN: Final = 0.13
"""What is left free between the bars and the columns beside them, and the widths of the columns, of
what has no place and of the numbers of silences, as shares of the whole."""
LEAST_SIDE: Final = 0.25
"""The least share of the bars for either side, so that its heading fits."""
BARRED: Final = tuple(kind for kind in UNPLACED if kind != SILENT)
"""What has a bar in the column."""


class _Scale(NamedTuple):
    """How much there is at most on either side and in the column, and where the bars end, and the
    column, as shares of the whole."""

    left: float
    right: float
    column: float
    share: float
    column_start: float
    column_end: float

    def pixels(self, stance: str) -> float:
        """How long one is on a phone."""
        if stance in UNPLACED:
            return PHONE_WIDTH * (self.column_end - self.column_start) / self.column
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
        f"{most - silent:,} of {most:,} issues"
        for most, silent in zip(possible, table[SILENT].tolist(), strict=True)
    ]
    rows = Rows(names, notes)
    scale = _scale(table)
    drawn = [stance for stance in ORDER if len(keys) and table[stance].any()]
    if SILENT in drawn:
        drawn.remove(SILENT)

    figure = go.Figure()
    legend = []
    for stance in drawn:
        sign = SIGNS[stance]
        label = f"{sign} {LABELS[stance]}".strip()
        legend.append(label)
        numbers = table[stance].tolist()
        starts = _starts(table, stance).tolist()
        here = [row for row, number in enumerate(numbers) if number]
        fill = STANCE[stance].on(dark) if stance in STANCE else None
        figure.add_bar(
            orientation="h",
            name=label,
            x=[numbers[row] for row in here],
            base=[starts[row] for row in here],
            y=[rows.middle(row) for row in here],
            xaxis="x2" if stance in UNPLACED else "x",
            width=rows.bar,
            marker=_marker(stance, dark),
            text=[
                fitting(
                    numbers[row] * scale.pixels(stance),
                    f"{numbers[row]:,} {LABELS[stance].lower()}",
                    f"{sign} {numbers[row]:,}".strip(),
                    f"{numbers[row]:,}",
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
    _draw_axes(figure, scale, table, rows, dark)
    return figure


def _scale(table: pd.DataFrame) -> _Scale:
    half = table["undecided"] / 2
    left, right = (
        float((half + table[list(side[1:])].sum(axis="columns")).max() if len(table) else 0)
        for side in (LEFT, RIGHT)
    )
    whole = (left + right) or 1.0
    left, right = max(left, LEAST_SIDE * whole), max(right, LEAST_SIDE * whole)
    column = float(table[list(BARRED)].sum(axis="columns").max()) if len(table) else 0.0
    end = 1 - SILENT_COLUMN if table[SILENT].any() else 1.0
    if column and not table[list(STANCES)].any(axis=None):
        return _Scale(left, right, column, 0.0, 0.0, end)
    share = end - GAP - COLUMN if column else end
    return _Scale(left, right, column, share, share + GAP, end)


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
    return table[list(BARRED[: BARRED.index(stance)])].sum(axis="columns").astype(float)


def _marker(stance: str, dark: bool) -> dict[str, object]:
    if stance == LEFT_OUT:
        return hollow(RULE_STRONG, dark) | {"color": BAND.on(dark)}
    if stance == VALUE:
        return hollow(QUIET, dark)
    return solid(STANCE[stance], dark)


def _draw_axes(
    figure: go.Figure, scale: _Scale, table: pd.DataFrame, rows: Rows, dark: bool
) -> None:
    """Both axes, their headings, the lines at zero, and how many issues each is silent on."""
    figure.update_layout(
        barmode="overlay",
        xaxis={"range": [-scale.left, scale.right], "domain": [0, scale.share], "type": "linear"},
    )
    if table.empty:
        return
    font = {"size": TEXT_SIZE, "color": QUIET.on(dark)}
    heading = {"yref": "paper", "y": 1, "yanchor": "bottom", "showarrow": False, "borderpad": 0,
               "font": font}  # fmt: skip
    texts: list[dict[str, Any]] = [] if not scale.share else [
        {"text": "← against", "x": 0, "xref": "x", "xanchor": "right", "xshift": -6,
         "name": "against", **heading},
        {"text": "for →", "x": 0, "xref": "x", "xanchor": "left", "xshift": 6,
         "name": "for", **heading},
    ]  # fmt: skip
    half = rows.bar / 2
    middles = [rows.middle(row) for row in range(len(table))]
    lines = "".join(f"M0,{middle - half}L0,{middle + half}" for middle in middles)
    zero = {"type": "path", "name": "zero", "path": lines, "xref": "x", "yref": "y",
            "line": {"color": RULE_STRONG.on(dark), "width": 1}, "layer": "below"}  # fmt: skip
    if scale.column:
        domain = [scale.column_start, scale.column_end]
        figure.update_layout(
            xaxis2={"range": [0, scale.column], "domain": domain, "type": "linear", "anchor": "y"}
        )
    if table[SILENT].any():
        place = {"x": 1, "xref": "paper", "xanchor": "right"}
        texts.append({"text": "silent", "name": "silent", **place, **heading})
        texts += [
            {"text": f"{silent:,}", "name": "silent", **place, "y": middle, "yref": "y",
             "yanchor": "middle", "showarrow": False, "borderpad": 0, "font": font}
            for middle, silent in zip(middles, table[SILENT].tolist(), strict=True)
            if silent
        ]  # fmt: skip
    add_to_layout(figure, [zero] if scale.share else [], texts)


def _hover(name: str, stance: str, number: int, inherited: int) -> str:
    lines = [
        f"<b>{wrapped_html(name, HOVER_WIDTH, 3)}</b>",
        f"{LABELS[stance]}: {count(number, 'issue')}",
    ]
    if inherited:
        lines.append(f"{inherited} of them through a bloc")
    return "<br>".join(lines)
