"""How far the issues of each area are settled: one bar an area, its issues by status."""

from __future__ import annotations

from functools import partial

import pandas as pd
import plotly.graph_objects as go

from parley.charts._limits import drawn_text, heaviest
from parley.charts._rows import CaptionedRows, fitting_caption, set_layout
from parley.charts._text import (
    HOVER_WIDTH,
    MOST_LISTED,
    alternative_by,
    fitting,
    wrapped_html,
)
from parley.charts._theme import PHONE_WIDTH, hollow, solid, text_on
from parley.charts.chart import Chart
from parley.format.vocabulary import DAY_STATUSES, NOT_YET_KNOWN, labels_of
from parley.palette import STATUS, TEXT
from parley.wording import count, join_and


def status_by_area(issues: pd.DataFrame) -> Chart:
    """The issues of each area by status, areas in the order of the frame.

    `issues` has the columns area, area_title, title and status, as `parley.frames` has them. The
    chart can be divided by area.
    """
    counts = _counts(issues)
    totals = counts.groupby("area", sort=False)["count"].sum()
    keys = heaviest(totals.to_dict())
    finding = _finding(issues) + drawn_text(len(totals), "areas", "with most issues")
    return Chart(
        finding=finding,
        alt=_alt(counts, finding),
        table=pd.DataFrame(
            {
                "Area": counts["area_title"],
                "Status": counts["status"].map(labels_of(DAY_STATUSES)),
                "Issues": counts["count"],
            }
        ),
        draw=partial(_figure, counts[counts["area"].isin(keys)]),
        keys=keys,
        part=lambda areas: status_by_area(issues[issues["area"].astype("str").isin(areas)]),
    )


def _counts(issues: pd.DataFrame) -> pd.DataFrame:
    """The issues of each area by status.

    Returns one row for each area and status that occurs, areas as they come and statuses in the
    order of the vocabulary, with the columns area, area_title, status, count, start (where it
    starts in the bar of its area) and titles (of the issues, a list).
    """
    order = {status: number for number, status in enumerate(DAY_STATUSES)}
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


def _finding(issues: pd.DataFrame) -> str:
    """What the chart says: 1 of 12 issues in view is disputed; none is agreed.

    Those of which no status is known on the day are told apart.
    """
    total = len(issues)
    if not total:
        return "No issue is in view"
    numbers = issues["status"].astype("str").value_counts()
    if len(numbers) == 1:
        phrase = DAY_STATUSES[str(numbers.index[0])].phrase
        if total == 1:
            return f"The one issue in view is {phrase}"
        return f"All {total:,} issues in view are {phrase}"
    disputed, agreed = int(numbers.get("disputed", 0)), int(numbers.get("agreed", 0))
    first = (
        f"{disputed:,} of {total:,} issues in view {_is(disputed)} disputed"
        if disputed
        else f"None of the {total:,} issues in view is disputed"
    )
    early = int(numbers.get(NOT_YET_KNOWN, 0))
    rest = f"; {early:,} {_is(early)} {DAY_STATUSES[NOT_YET_KNOWN].phrase}" if early else ""
    return f"{first}; {f'{agreed:,}' if agreed else 'none'} {_is(agreed)} agreed{rest}"


def _alt(counts: pd.DataFrame, finding: str) -> str:
    """The finding, then each area with its numbers."""
    return alternative_by(finding, counts, "area", "area_title", _numbers_said, "areas")


def _numbers_said(rows: pd.DataFrame) -> str:
    return join_and(
        [
            f"{number:,} {DAY_STATUSES[status].label.lower()}"
            for status, number in zip(rows["status"], rows["count"], strict=True)
        ]
    )


def _figure(counts: pd.DataFrame, title: str | None, dark: bool) -> go.Figure:
    """The bars, statuses in the order of the vocabulary."""
    areas = list(dict.fromkeys(counts["area"]))
    totals = counts.groupby("area", sort=False)["count"].sum()
    titles = counts.drop_duplicates("area")["area_title"]
    rows = CaptionedRows(list(titles), _captions(counts))
    longest = int(totals.max()) if len(totals) else 1

    figure = go.Figure()
    names = []
    for status, term in DAY_STATUSES.items():
        found = counts[counts["status"] == status]
        if found.empty:
            continue
        names.append(term.label)
        colour = STATUS[status].on(dark)
        unknown = status in ("unknown", NOT_YET_KNOWN)
        figure.add_bar(
            orientation="h",
            name=names[-1],
            x=found["count"].tolist(),
            base=found["start"].tolist(),
            y=[rows.middle(areas.index(area)) for area in found["area"]],
            width=rows.bar,
            marker=(hollow if unknown else solid)(STATUS[status], dark),
            text=[
                fitting(
                    number / longest * PHONE_WIDTH,
                    f"{number:,} {term.label.lower()}",
                    f"{number:,}",
                )
                for number in found["count"]
            ],
            textposition="inside",
            insidetextanchor="middle",
            insidetextfont={"color": TEXT.on(dark) if unknown else text_on(colour)},
            textangle=0,
            constraintext="none",
            hovertext=[
                _hover(area, number, term.label, issue_titles)
                for area, number, issue_titles in zip(
                    found["area_title"], found["count"], found["titles"], strict=True
                )
            ],
            hoverinfo="text",
        )
    set_layout(figure, title, rows, dark, legend=names)
    figure.update_layout(barmode="overlay", xaxis={"range": [0, longest], "type": "linear"})
    return figure


def _captions(counts: pd.DataFrame) -> list[str]:
    """The statuses of each area in words, or how many issues it has where they do not fit."""
    labels = labels_of(DAY_STATUSES)
    captions = []
    for _, rows in counts.groupby("area", sort=False):
        numbers = zip(rows["status"], rows["count"], strict=True)
        words = [f"{number:,} {labels[status].lower()}" for status, number in numbers]
        captions.append(fitting_caption(", ".join(words), count(int(rows["count"].sum()), "issue")))
    return captions


def _hover(area: str, number: int, label: str, titles: list[str]) -> str:
    lines = [wrapped_html(title, HOVER_WIDTH, 2) for title in titles[:MOST_LISTED]]
    if len(titles) > MOST_LISTED:
        lines.append(f"and {len(titles) - MOST_LISTED:,} more")
    head = wrapped_html(area, HOVER_WIDTH, 2)
    return "<br>".join([f"<b>{head}</b>", f"{label}: {count(number, 'issue')}", *lines])


def _is(number: int) -> str:
    return "is" if number <= 1 else "are"
