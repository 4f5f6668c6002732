"""Stances as bars that part at zero: against to the left, for to the right, silence apart.

Shared by the charts that count stances. Whoever is undecided stands half on either side. What has
no place between for and against stands in a column of its own: a position that names a value
only, one that does not match the reader's choice, and, hatched, silence.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import pandas as pd
import plotly.graph_objects as go

from parley.charts import theme
from parley.format.vocabulary import STANCES, labels_of
from parley.palette import QUIET, RULE, RULE_STRONG, SILENCE, STANCE, TEXT
from parley.wording import count

VALUE, OTHER, SILENT = "value", "other", "silent"

APART: Final = {
    VALUE: "Value alone",
    OTHER: "Does not match",
    SILENT: "Silent",
}
"""What has no place between for and against, in the order of showing."""

SIGNS: Final[dict[str, str]] = {
    **theme.STANCE_SIGNS,
    VALUE: "#",
    OTHER: "≠",
    SILENT: "",
}
ORDER: Final = (*STANCES, *APART)
LABELS: Final = labels_of(STANCES) | APART

LEFT: Final = ("undecided", "reluctant", "opposes")
RIGHT: Final = ("undecided", "open", "supports")
"""The stances on either side, from zero outwards; half of the undecided stand on each."""

GAP: Final = 0.05
COLUMN: Final = 0.27
"""What is left free between the bars and the column beside them, and the width of the column, as
shares of the whole. The column has its own scale, up to all that is possible: on the same one
silence would leave the bars no room."""
LEAST: Final = 0.25
"""The least share of the bars for either side, so that its head fits."""
NUMBER: Final = 0.28
"""The share of the column that is left for the number of silences, right of its bar."""


class Scale(NamedTuple):
    """How much there is at most on either side and in the column, and the width of the bars."""

    left: float
    right: float
    apart: float
    share: float

    def pixels(self, stance: str) -> float:
        """How long one is on a phone."""
        if stance in APART:
            return theme.NARROW * COLUMN / self.apart
        return theme.NARROW * self.share / (self.left + self.right)


def stances(positions: pd.DataFrame) -> pd.Series:
    """The stance that each position counts as.

    `positions` has the column stance and may have `matches`: a position that does not match is
    not a silence, and counts as `other`.
    """
    found = positions["stance"].astype("object")
    found = found.where(found.notna(), VALUE)
    if "matches" in positions:
        found = found.where(positions["matches"].to_numpy(bool), OTHER)
    return found.astype("str")


def ordered(rows: list[tuple[str, str, str, int, int, int]], names: list[str]) -> pd.DataFrame:
    """Counts as a frame, without those that are zero."""
    frame = pd.DataFrame([row for row in rows if row[3]], columns=names)
    kinds = dict.fromkeys(names[:3], "str") | dict.fromkeys(names[3:], "int64")
    return frame.astype(kinds)


def numbers(rows: pd.DataFrame) -> str:
    """The counts of one bar in words: 3 supports, 1 opposes, 8 silent."""
    return ", ".join(
        f"{number} {LABELS[stance].lower()}"
        for stance, number in zip(rows["stance"], rows["count"], strict=True)
    )


def figure(
    counts: pd.DataFrame, finding: str, unit: tuple[str, str], note: str, dark: bool = False
) -> go.Figure:
    """The bars of counts, one for each id in the first column, named by the second.

    Further columns are stance, count, inherited_count and the number that is possible. `unit` is
    the noun of what is counted, for one and for many, `note` what stands beside a label, with
    {heard} and {possible}.
    """
    by, name, possible = counts.columns[0], counts.columns[1], counts.columns[5]
    keys = list(dict.fromkeys(counts[by]))
    table = counts.pivot_table(
        index=by, columns="stance", values="count", aggfunc="sum", fill_value=0, sort=False
    ).reindex(index=keys, columns=list(ORDER), fill_value=0)
    inherited = counts.set_index([by, "stance"])["inherited_count"].to_dict()
    first = counts.drop_duplicates(by).set_index(by)
    rows = theme.Rows(
        list(first[name]),
        [
            note.format(heard=most - int(table.at[key, SILENT]), possible=most)
            for key, most in first[possible].items()
        ],
    )
    scale = _scale(table, int(counts[possible].max()) if keys else 0)
    drawn = [stance for stance in ORDER if len(keys) and table[stance].any()]

    result = go.Figure()
    names = []
    for stance in drawn:
        sign = SIGNS[stance]
        legend = f"{sign} {LABELS[stance]}".strip()
        if stance != SILENT:
            names.append(legend)
        here = [row for row, key in enumerate(keys) if table.at[key, stance]]
        values = [int(table.at[keys[row], stance]) for row in here]
        fill = STANCE[stance].on(dark) if stance in STANCE else None
        result.add_bar(
            orientation="h",
            name=legend,
            showlegend=stance != SILENT,
            x=values,
            base=[_start(table.loc[keys[row]], stance) for row in here],
            y=[rows.middle(row) for row in here],
            xaxis="x2" if stance in APART else "x",
            width=rows.bar,
            marker=_marker(stance, dark),
            text=[
                ""
                if stance == SILENT
                else theme.fitting(
                    value * scale.pixels(stance),
                    f"{sign} {value} {LABELS[stance].lower()}".strip(),
                    f"{sign} {value}".strip(),
                    f"{value}",
                )
                for value in values
            ],
            textposition="inside",
            insidetextanchor="middle",
            insidetextfont={"color": theme.ink(fill) if fill else TEXT.on(dark)},
            textangle=0,
            constraintext="none",
            hovertext=[
                _hover(first.at[keys[row], name], stance, value, unit,
                       inherited.get((keys[row], stance), 0))
                for row, value in zip(here, values, strict=True)
            ],
            hoverinfo="text",
        )  # fmt: skip
    theme.frame(result, finding, rows, dark, legend=names, heads=20 if keys else 0)
    _axes(result, scale, table, rows, drawn, first[possible].tolist(), dark)
    return result


def _scale(table: pd.DataFrame, possible: int) -> Scale:
    half = table["undecided"] / 2
    left = float((half + table["reluctant"] + table["opposes"]).max() if len(table) else 0)
    right = float((half + table["open"] + table["supports"]).max() if len(table) else 0)
    whole = (left + right) or 1.0
    left, right = max(left, LEAST * whole), max(right, LEAST * whole)
    some_apart = bool(len(table) and table[list(APART)].any(axis=None))
    share = 1 - GAP - COLUMN if some_apart else 1.0
    return Scale(left, right, possible / (1 - NUMBER) if some_apart else 0.0, share)


def _start(row: pd.Series, stance: str) -> float:
    """Where a segment starts: stacked outwards from half of the undecided, or from the left."""
    half = float(row["undecided"]) / 2
    if stance == "undecided":
        return -half
    if stance in LEFT:
        inner = LEFT[1 : LEFT.index(stance) + 1]
        return -half - float(row[list(inner)].sum())
    if stance in RIGHT:
        return half + float(row[list(RIGHT[1 : RIGHT.index(stance)])].sum())
    apart = list(APART)
    return float(row[apart[: apart.index(stance)]].sum())


def _marker(stance: str, dark: bool) -> dict[str, object]:
    if stance == SILENT:
        return theme.hatched(SILENCE, dark)
    if stance in APART:
        return theme.hollow(QUIET, dark)
    return theme.solid(STANCE[stance], dark)


def _axes(
    result: go.Figure,
    scale: Scale,
    table: pd.DataFrame,
    rows: theme.Rows,
    drawn: list[str],
    possible: list[int],
    dark: bool,
) -> None:
    """Both axes, the heads above them, the lines at zero and the frames that silence could fill."""
    share = scale.share
    result.update_layout(
        barmode="overlay",
        xaxis={"range": [-scale.left, scale.right], "domain": [0, share], "type": "linear"},
    )
    if not drawn:
        return
    head = {"yref": "paper", "y": 1, "yanchor": "bottom", "showarrow": False, "borderpad": 0,
            "font": {"size": theme.TEXT_SIZE, "color": QUIET.on(dark)}}  # fmt: skip
    result.add_annotation(
        text="← against", x=0, xref="x", xanchor="right", xshift=-6, name="against", **head
    )
    result.add_annotation(text="for →", x=0, xref="x", xanchor="left", xshift=6, name="for", **head)
    for row in range(len(table)):
        middle = rows.middle(row)
        result.add_shape(
            type="line", xref="x", x0=0, x1=0, yref="y",
            y0=middle - rows.bar / 2, y1=middle + rows.bar / 2,
            line={"color": RULE_STRONG.on(dark), "width": 1}, layer="below",
        )  # fmt: skip
    if not scale.apart:
        return
    result.update_layout(
        xaxis2={"range": [0, scale.apart], "domain": [share + GAP, 1], "type": "linear",
                "anchor": "y"}
    )  # fmt: skip
    heads = ["silent" if kind == SILENT else "others" for kind in APART if kind in drawn]
    result.add_annotation(
        text=", ".join(dict.fromkeys(heads)), x=0, xref="x2", xanchor="left", name="apart", **head
    )
    for row, most in enumerate(possible):
        middle = rows.middle(row)
        result.add_shape(
            type="rect", xref="x2", x0=0, x1=most, yref="y",
            y0=middle - rows.bar / 2, y1=middle + rows.bar / 2,
            line={"color": RULE.on(dark), "width": 1}, layer="below",
        )  # fmt: skip
    for row, silent in enumerate(table[SILENT]):
        if silent:
            result.add_annotation(
                text=f"{silent}",
                x=max(possible),
                xref="x2",
                xanchor="left",
                xshift=5,
                y=rows.middle(row),
                yref="y",
                yanchor="middle",
                showarrow=False,
                borderpad=0,
                name="silent",
                font={"size": theme.TEXT_SIZE, "color": TEXT.on(dark)},
            )


def _hover(name: str, stance: str, value: int, unit: tuple[str, str], inherited: int) -> str:
    lines = [
        f"<b>{theme.lines_of(name, theme.HOVER_WIDTH, 3)}</b>",
        f"{LABELS[stance]}: {count(value, *unit)}",
    ]
    if inherited:
        lines.append(f"{inherited} of them through a bloc")
    return "<br>".join(lines)
