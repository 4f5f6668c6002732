"""How far each two parties agree: one dot a pair from 0 to 1, with what the score rests on."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from parley.charts import theme
from parley.palette import QUIET, RULE_STRONG, TEXT
from parley.wording import count

COLUMNS = ["party_a", "party_b", "name_a", "name_b", "score", "shared", "possible"]
NAMES_WIDTH = 32
"""Columns of a label, so that the score always fits beside it."""
NOTHING_SHARED = "No two parties have spoken on the same issue"


def ranked(scores: pd.DataFrame) -> pd.DataFrame:
    """The pairs that have a score, the highest first; of equal ones the better founded first.

    `scores` is what `parley.measures.agreement` returns, with the names of both parties in name_a
    and name_b.
    """
    found = scores[scores["score"].notna()][COLUMNS]
    return found.sort_values(["score", "shared"], ascending=False, kind="stable", ignore_index=True)


def finding(scores: pd.DataFrame) -> str:
    """What the chart says: A and B agree most, 0.75 on 3 of 12 issues; C and D least, 0.25 on 2."""
    pairs = ranked(scores)
    if pairs.empty:
        return NOTHING_SHARED
    first, last = pairs.iloc[0], pairs.iloc[-1]
    if len(pairs) == 1:
        return f"{_pair(first)} agree {_rests(first)} {_issues(first)}"
    if first["score"] == last["score"]:
        return f"All {len(pairs)} pairs agree {first['score']:.2f} of 1"
    return (
        f"{_pair(first)} agree most, {_rests(first)} {_issues(first)}; "
        f"{_pair(last)} least, {last['score']:.2f} on {last['shared']}"
    )


def alt(scores: pd.DataFrame) -> str:
    """The chart in words: its finding, then each pair with its score."""
    pairs = [f"{_pair(row)}: {_rests(row)}" for _, row in ranked(scores).iterrows()]
    text = theme.sentences(finding(scores), pairs, "pairs")
    without = int(scores["score"].isna().sum())
    if pairs and without:
        text += f" {count(without, 'pair')} without a shared issue {_has(without)} no score."
    return text


def agreement(scores: pd.DataFrame, dark: bool = False) -> go.Figure:
    """The dots of the pairs that have a score, the highest first."""
    pairs = ranked(scores)
    rows = theme.Rows(
        [_pair(row) for _, row in pairs.iterrows()],
        [_rests(row) for _, row in pairs.iterrows()],
        width=NAMES_WIDTH,
    )
    middles = [rows.middle(row) for row in range(len(pairs))]
    figure = go.Figure()
    if len(pairs):
        figure.add_scatter(
            x=pairs["score"].tolist(),
            y=middles,
            mode="markers",
            marker={"size": 13, "color": TEXT.on(dark), "opacity": 1},
            cliponaxis=False,
            hovertext=[_hover(row) for _, row in pairs.iterrows()],
            hoverinfo="text",
            showlegend=False,
        )
    theme.frame(figure, finding(scores), rows, dark, heads=20 if len(pairs) else 0)
    figure.update_layout(xaxis={"range": [-0.03, 1.03], "type": "linear"})
    for middle in middles:
        figure.add_shape(
            type="line", xref="x", x0=0, x1=1, yref="y", y0=middle, y1=middle,
            line={"color": RULE_STRONG.on(dark), "width": 1}, layer="below",
        )  # fmt: skip
    if len(pairs):
        for text, at, anchor in (("0 opposite", 0, "left"), ("the same 1", 1, "right")):
            figure.add_annotation(
                text=text, x=at, xref="x", xanchor=anchor, y=1, yref="paper", yanchor="bottom",
                showarrow=False, borderpad=0, name="scale",
                font={"size": theme.TEXT_SIZE, "color": QUIET.on(dark)},
            )  # fmt: skip
    return figure


def _pair(row: pd.Series) -> str:
    return f"{theme.named(row['name_a'])} and {theme.named(row['name_b'])}"


def _rests(row: pd.Series) -> str:
    return f"{row['score']:.2f} on {row['shared']} of {row['possible']}"


def _issues(row: pd.Series) -> str:
    return "issue" if row["possible"] == 1 else "issues"


def _has(number: int) -> str:
    return "has" if number == 1 else "have"


def _hover(row: pd.Series) -> str:
    names = theme.lines_of(_pair(row), theme.HOVER_WIDTH, 3)
    rests = f"{row['shared']} of {count(int(row['possible']), 'issue')}"
    return f"<b>{names}</b><br>Agreement {row['score']:.2f}, resting on {rests}"
