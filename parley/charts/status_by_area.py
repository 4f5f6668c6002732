"""How many issues of each area have which status, as stacked bars."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from parley import palette
from parley.charts.theme import figure, label, outline
from parley.vocabulary import STATUSES
from parley.wording import count, listed


def status_counts(issues: pd.DataFrame) -> pd.DataFrame:
    """Issues by area and status: the columns area, status, issues (their number) and titles.

    `issues` needs the columns area, area_title, status and title, areas and statuses as categories
    in the order of showing.
    """
    rows = [
        (str(found["area_title"].iat[0]), STATUSES[status].label, len(found), list(found["title"]))
        for (_, status), found in issues.groupby(["area", "status"], observed=True, sort=True)
    ]
    frame = pd.DataFrame(rows, columns=["area", "status", "issues", "titles"])
    return frame.assign(titles=frame["titles"].map("; ".join))


def finding(issues: pd.DataFrame) -> str:
    """What the chart shows, as a sentence."""
    if issues.empty:
        return "No issue is in view"
    number = issues["status"].value_counts()
    agreed, disputed = int(number.get("agreed", 0)), int(number.get("disputed", 0))

    def some(found: int, status: str) -> str:
        return f"{found or 'none'} {'are' if found > 1 else 'is'} {status}"

    return f"Of {count(len(issues), 'issue')}, {some(agreed, 'agreed')} and {some(disputed, 'disputed')}"


def alt(issues: pd.DataFrame) -> str:
    """The chart in words."""
    areas = [
        f"{area}: " + listed([f"{row.issues} {row.status.lower()}" for row in rows.itertuples()])
        for area, rows in status_counts(issues).groupby("area", sort=False)
    ]
    return f"{finding(issues)}. Issues by area and status. " + "; ".join(areas)


def status_by_area(issues: pd.DataFrame, dark: bool = False) -> go.Figure:
    """Stacked bars, an area each, a segment for each status in the order of the vocabulary."""
    counts = status_counts(issues)
    areas = list(dict.fromkeys(counts["area"]))
    labels = [label(area) for area in areas]
    made = figure(finding(issues), len(areas), dark, labels)
    for status, term in STATUSES.items():
        rows = counts[counts["status"] == term.label]
        if rows.empty:
            continue
        made.add_bar(
            orientation="h",
            name=term.label,
            y=[label(area) for area in rows["area"]],
            x=list(rows["issues"]),
            text=list(rows["issues"]),
            textposition="inside",
            insidetextanchor="middle",
            textangle=0,
            textfont={"color": palette.ON_TONE.on(dark), "size": 13},
            marker={"color": palette.STATUS[status].on(dark), "line": outline(dark)},
            hovertext=[
                f"<b>{term.label}</b><br>{label(titles, 48)}" for titles in rows["titles"]
            ],
            hoverinfo="text",
        )
    made.update_yaxes(categoryorder="array", categoryarray=labels)
    return made
