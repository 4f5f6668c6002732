"""How far the issues of each area are settled: one bar an area, its issues by status."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from parley.charts import theme
from parley.format.vocabulary import STATUSES
from parley.palette import STATUS, TEXT
from parley.wording import count, join_and

SAID: dict[str, str] = {"unknown": "of unknown status"}
"""How a sentence says a status that is not said by its own name."""


def status_counts(issues: pd.DataFrame) -> pd.DataFrame:
    """The issues of each area by status.

    `issues` has the columns area, area_title, title and status. Returns one row for each area and
    status that occurs, areas as they come and statuses in the order of the vocabulary, with the
    columns area, area_title, status and count.
    """
    return _grouped(issues)[["area", "area_title", "status", "count"]]


def finding(issues: pd.DataFrame) -> str:
    """What the chart says: 1 of 12 issues is disputed; none is agreed."""
    total = len(issues)
    if not total:
        return "No issue is in view"
    numbers = issues["status"].astype("str").value_counts()
    if len(numbers) == 1:
        status = str(numbers.index[0])
        said = SAID.get(status, status)
        return (
            f"The one issue in view is {said}" if total == 1 else f"All {total} issues are {said}"
        )
    disputed, agreed = int(numbers.get("disputed", 0)), int(numbers.get("agreed", 0))
    first = (
        f"{disputed} of {total} issues {_is(disputed)} disputed"
        if disputed
        else f"None of the {total} issues is disputed"
    )
    return f"{first}; {agreed or 'none'} {_is(agreed)} agreed"


def alt(issues: pd.DataFrame) -> str:
    """The chart in words: its finding, then each area with its numbers."""
    labels = {str(status): term.label.lower() for status, term in STATUSES.items()}
    areas = [
        f"{theme.named(rows['area_title'].iloc[0])}: "
        + join_and([f"{number} {labels[status]}" for status, number
                  in zip(rows["status"], rows["count"], strict=True)])
        for _, rows in status_counts(issues).groupby("area", sort=False, observed=True)
    ]  # fmt: skip
    return theme.sentences(finding(issues), areas, "areas")


def status_by_area(issues: pd.DataFrame, dark: bool = False) -> go.Figure:
    """The bars, areas in the order of the frame and statuses in the order of the vocabulary."""
    counts = _grouped(issues)
    areas = list(dict.fromkeys(counts["area"].astype("str")))
    totals = counts.groupby("area", sort=False, observed=True)["count"].sum()
    titles = counts.drop_duplicates("area")["area_title"]
    rows = theme.Rows(list(titles), [count(int(total), "issue") for total in totals])
    longest = int(totals.max()) if len(totals) else 1

    figure = go.Figure()
    names = []
    for status, term in STATUSES.items():
        found = counts[counts["status"].astype("str") == status]
        if found.empty:
            continue
        sign = theme.STATUS_SIGNS[status]
        names.append(f"{sign} {term.label}")
        colour = STATUS[status].on(dark)
        open_ended = status == "unknown"
        figure.add_bar(
            orientation="h",
            name=names[-1],
            x=found["count"].tolist(),
            base=found["start"].tolist(),
            y=[rows.middle(areas.index(area)) for area in found["area"].astype("str")],
            width=rows.bar,
            marker=(theme.hollow if open_ended else theme.solid)(STATUS[status], dark),
            text=[
                theme.fitting(
                    number / longest * theme.NARROW,
                    f"{sign} {number} {term.label.lower()}",
                    f"{sign} {number}",
                    f"{number}",
                )
                for number in found["count"]
            ],
            textposition="inside",
            insidetextanchor="middle",
            insidetextfont={"color": TEXT.on(dark) if open_ended else theme.ink(colour)},
            textangle=0,
            constraintext="none",
            hovertext=[
                _hover(area, number, term.label, listed_titles)
                for area, number, listed_titles in zip(
                    found["area_title"], found["count"], found["titles"], strict=True
                )
            ],
            hoverinfo="text",
        )
    theme.frame(figure, finding(issues), rows, dark, legend=names)
    figure.update_layout(barmode="overlay", xaxis={"range": [0, longest], "type": "linear"})
    return figure


def _grouped(issues: pd.DataFrame) -> pd.DataFrame:
    """The counts with the titles that they count and where each starts in its bar."""
    order = {status: number for number, status in enumerate(STATUSES)}
    found: dict[str, dict[str, list[str]]] = {}
    area_titles: dict[str, str] = {}
    columns = (
        issues[name].astype("str").tolist() for name in ("area", "area_title", "status", "title")
    )
    for area, area_title, status, title in zip(*columns, strict=True):
        area_titles.setdefault(area, area_title)
        found.setdefault(area, {}).setdefault(status, []).append(title)
    rows = []
    for area, statuses in found.items():
        start = 0
        for status in sorted(statuses, key=lambda each: order[each]):
            titles = statuses[status]
            rows.append((area, area_titles[area], status, len(titles), start, titles))
            start += len(titles)
    names = ["area", "area_title", "status", "count", "start", "titles"]
    return pd.DataFrame(rows, columns=names).astype(
        {"area": "str", "area_title": "str", "status": "str", "count": "int64", "start": "int64"}
    )


def _hover(area: str, number: int, label: str, titles: list[str]) -> str:
    lines = [theme.lines_of(title, theme.HOVER_WIDTH, 2) for title in titles[: theme.LISTED]]
    if len(titles) > theme.LISTED:
        lines.append(f"and {len(titles) - theme.LISTED} more")
    head = theme.lines_of(area, theme.HOVER_WIDTH, 2)
    return "<br>".join([f"<b>{head}</b>", f"{label}: {count(number, 'issue')}", *lines])


def _is(number: int) -> str:
    return "is" if number <= 1 else "are"
