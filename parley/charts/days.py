"""Days in, an axis of time out: which stretch it covers, its ticks, and what lies beyond its ends.

A figure never knows how wide it will be shown, so that ticks are few enough for a phone. Where a
day lies far from all others the axis leaves it out, or the others would have no room; the charts
point to it from the edge.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import plotly.graph_objects as go

from parley.charts import theme
from parley.palette import QUIET, RULE_STRONG, TEXT
from parley.wording import day as day_text

LEAST: Final = 7
"""The fewest days that an axis covers."""

FAR: Final = 6
"""How many times longer an axis has to become through far-off days before it leaves them out."""

FEW: Final = 1 / 3
"""The largest share of all days that may be left out."""

PAD: Final = 0.04
"""What is left free at either end for half a mark, as a share of the days covered."""

MOST_TICKS: Final = 4
TICK_DAYS: Final = (1, 2, 7, 14)
TICK_MONTHS: Final = (1, 2, 3, 6)
TICK_YEARS: Final = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 5000)

HEADS: Final = 42
"""Pixels above the rows for the ticks and the name of the day."""


@dataclass(frozen=True)
class Stretch:
    """The days that an axis covers, both ends included. Places are days, counted as ordinals."""

    first: dt.date
    last: dt.date

    @property
    def range(self) -> tuple[float, float]:
        """Where the axis starts and ends, with room for half a mark."""
        start, end = self.first.toordinal(), self.last.toordinal() + 1
        room = PAD * (end - start)
        return start - room, end + room

    @property
    def pixels(self) -> float:
        """How wide a day is on a phone."""
        start, end = self.range
        return theme.NARROW / (end - start)

    def beyond(self, start: dt.date, end: dt.date) -> int:
        """-1 where a span lies wholly before the axis, 1 where it lies after, else 0."""
        return (start > self.last) - (end < self.first)


def middle(day: dt.date) -> float:
    """The place of a day's middle."""
    return day.toordinal() + 0.5


def stretch(days: Sequence[dt.date]) -> Stretch:
    """The days that an axis covers: all, or without the few that lie far from the others.

    At the widest gap the side with fewer days is left out, and again, as long as that makes the
    axis at least FAR times shorter and leaves out no more than FEW of the days. `days` has at
    least one; a day that occurs twice counts twice.
    """
    kept = sorted(days)
    needed = len(kept) * (1 - FEW)
    while len(kept) > 1:
        at = max(range(1, len(kept)), key=lambda each: kept[each] - kept[each - 1])
        larger = max(kept[at:], kept[:at], key=len)
        covered = max((larger[-1] - larger[0]).days + 1, LEAST)
        if len(larger) < needed or (kept[-1] - kept[0]).days + 1 < FAR * covered:
            break
        kept = larger
    return Stretch(kept[0], max(kept[-1], _later(kept[0], LEAST - 1)))


def _later(day: dt.date, days: int) -> dt.date:
    return dt.date.fromordinal(min(day.toordinal() + days, dt.date.max.toordinal()))


def ticks(covered: Stretch) -> list[tuple[float, str]]:
    """Places on the axis with what is written at them: days, months or years."""
    first, last = covered.first.toordinal(), covered.last.toordinal()
    for step in TICK_DAYS:
        found = [dt.date.fromordinal(at) for at in range(first, last + 1) if at % step == 1 % step]
        if len(found) <= MOST_TICKS:
            return [
                (middle(day), f"{day.day} {day:%b}{f' {day.year}' if not number else ''}")
                for number, day in enumerate(found)
            ]
    months = range(covered.first.year * 12 + covered.first.month, covered.last.year * 12 + 12)
    for step in TICK_MONTHS:
        starts = [dt.date(at // 12, at % 12 + 1, 1) for at in months if at % step == 0]
        starts = [day for day in starts if day <= covered.last]
        if len(starts) <= MOST_TICKS:
            return [(day.toordinal(), f"{day:%b} {day.year}") for day in starts]
    for step in TICK_YEARS:
        years = [
            year
            for year in range(covered.first.year + 1, covered.last.year + 1)
            if year % step == 0
        ]
        if len(years) <= MOST_TICKS:
            break
    return [(dt.date(year, 1, 1).toordinal(), f"{year}") for year in years]


def draw(
    figure: go.Figure,
    covered: Stretch,
    rows: theme.Rows,
    day: dt.date | None,
    dark: bool,
    named: Sequence[tuple[float, str]] | None = None,
) -> None:
    """Draw the axis of a figure that has its rows: a line a row, ticks, and the day by name.

    `named` are the ticks, by default those of `ticks`.
    """
    found = ticks(covered) if named is None else list(named)
    start, end = covered.range
    x: list[float | None] = []
    y: list[float | None] = []
    for row in range(len(rows.labels)):
        centre, half = rows.middle(row), rows.bar / 7
        x += [start, end, None]
        y += [centre, centre, None]
        for at, _ in found:
            x += [at, at, None]
            y += [centre - half, centre + half, None]
    figure.add_scatter(
        x=x, y=y, mode="lines", name="axis", hoverinfo="skip",
        line={"color": RULE_STRONG.on(dark), "width": 1},
    )  # fmt: skip
    figure.data = (figure.data[-1], *figure.data[:-1])  # below the marks
    figure.update_layout(xaxis={"range": [start, end], "type": "linear"})
    for at, text in found:
        share = (at - start) / (end - start)
        figure.add_annotation(
            text=text, name="tick", x=at, xref="x", xanchor=_anchor(share),
            **_head(0), font={"size": theme.TEXT_SIZE, "color": QUIET.on(dark)},
        )  # fmt: skip
    if day is not None:
        _name(figure, covered, day, dark)


def _name(figure: go.Figure, covered: Stretch, day: dt.date, dark: bool) -> None:
    """The day that the figure speaks for: a line with its name, or at the edge its name alone."""
    beyond = covered.beyond(day, day)
    text = f"as of {day_text(day)}"
    place = {"xref": "paper", "x": 0, "xanchor": "left"}
    if beyond > 0:
        text, place = f"{text} →", {"xref": "paper", "x": 1, "xanchor": "right"}
    elif beyond < 0:
        text = f"← {text}"
    else:
        start, end = covered.range
        at = middle(day)
        place = {"xref": "x", "x": at, "xanchor": _anchor((at - start) / (end - start))}
        figure.add_shape(
            type="line", name="day", xref="x", x0=at, x1=at, yref="paper", y0=0, y1=1,
            layer="below", line={"color": TEXT.on(dark), "width": 1, "dash": "dot"},
        )  # fmt: skip
    figure.add_annotation(
        text=text, name="day", **place, **_head(18),
        font={"size": theme.TEXT_SIZE, "color": TEXT.on(dark), "weight": 600},
    )  # fmt: skip


def _head(up: int) -> dict[str, object]:
    return {"y": 1, "yref": "paper", "yanchor": "bottom", "yshift": up + 4, "showarrow": False,
            "borderpad": 0}  # fmt: skip


def _anchor(share: float) -> str:
    """How a text stands at a place, so that it does not leave the figure."""
    return "left" if share < 0.2 else "right" if share > 0.8 else "center"
