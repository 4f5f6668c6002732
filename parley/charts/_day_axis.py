"""Days in, an axis of time out: which days it covers, its ticks, and what lies beyond its ends.

A figure never knows how wide it will be shown, so that ticks are few enough for a phone. Where a
day lies far from all others the axis leaves it out, or the others would have no room; the charts
point to it from the edge.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import plotly.graph_objects as go

from parley.charts._rows import Rows, add_to_layout
from parley.charts._text import display_width
from parley.charts._theme import PHONE_WIDTH, TEXT_SIZE
from parley.palette import QUIET, RULE_STRONG, TEXT
from parley.wording import date_text

LEAST_DAYS: Final = 7
"""The fewest days that an axis covers."""

FAR_FACTOR: Final = 10
"""How many times longer an axis has to become through far-off days before it leaves them out."""

MOST_LEFT_OUT: Final = 1 / 3
"""The largest share of all days that may be left out."""

PADDING: Final = 0.04
ARROW_PADDING: Final = 0.24
"""What is left free at either end, as a share of the days covered: for half a mark, or for an
arrow to what lies beyond and its years."""

ARROW_INSET: Final = 0.024
"""How far from the edge of the figure an arrow stands, as a share of its width."""

MOST_TICKS: Final = 4
TICK_DAYS: Final = (1, 2, 7, 14)
TICK_MONTHS: Final = (1, 2, 3, 6)
TICK_YEARS: Final = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 5000)

PERIODS: Final = {
    "day": 1, "week": 7, "month": 31, "quarter": 92, "year": 366, "decade": 3653, "century": 36_525,
}  # fmt: skip
"""How long each period is at most, in days: from its start so many days on lies the next one."""
MONTHS: Final = {"month": 1, "quarter": 3}
YEARS: Final = {"year": 1, "decade": 10, "century": 100}

TICKS_HEIGHT: Final = 42
"""Pixels above the rows for the ticks and the name of the day."""


@dataclass(frozen=True)
class DayRange:
    """The days that an axis covers, both ends included, and whether any lie beyond either end.

    Places on the axis are days, counted as ordinals.
    """

    first: dt.date
    last: dt.date
    before: bool = False
    after: bool = False

    @property
    def range(self) -> tuple[float, float]:
        """Where the drawing area starts and ends."""
        start, end = self.first.toordinal(), self.last.toordinal() + 1
        return (
            start - (ARROW_PADDING if self.before else PADDING) * (end - start),
            end + (ARROW_PADDING if self.after else PADDING) * (end - start),
        )

    @property
    def line(self) -> tuple[float, float]:
        """Where the axis itself starts and ends: it stops short of what lies beyond it."""
        start, end = self.range
        room = PADDING * (self.last.toordinal() + 1 - self.first.toordinal())
        return (
            self.first.toordinal() - room if self.before else start,
            self.last.toordinal() + 1 + room if self.after else end,
        )

    @property
    def pixels(self) -> float:
        """How wide a day is on a phone."""
        start, end = self.range
        return PHONE_WIDTH / (end - start)

    def beyond(self, first: dt.date, last: dt.date) -> int:
        """-1 where a span lies wholly before the axis, 1 where it lies after, else 0."""
        return (first > self.last) - (last < self.first)

    def edge(self, after: bool) -> float:
        """Where an arrow to what lies beyond stands."""
        start, end = self.range
        room = ARROW_INSET * (end - start)
        return end - room if after else start + room


def middle(day: dt.date) -> float:
    """The place of a day's middle."""
    return day.toordinal() + 0.5


def day_range(days: Sequence[dt.date]) -> DayRange:
    """The days that an axis covers: all, or without the few that lie far from the others.

    The core is the shortest range that has all but MOST_LEFT_OUT of the days, and what lies no
    further from it than it is long. The others are left out if the axis becomes FAR_FACTOR times
    shorter by it. `days` has at least one; a day that occurs twice counts twice.
    """
    ordered = sorted(days)
    needed = math.ceil(len(ordered) * (1 - MOST_LEFT_OUT))
    low = min(
        range(len(ordered) - needed + 1),
        key=lambda each: ordered[each + needed - 1] - ordered[each],
    )
    first, last = ordered[low], ordered[low + needed - 1]
    for day in [*reversed(ordered[:low]), *ordered[low + needed :]]:
        near = max((last - first).days + 1, LEAST_DAYS)
        if (first - day).days <= near and (day - last).days <= near:
            first, last = min(first, day), max(last, day)
    if (ordered[-1] - ordered[0]).days + 1 < FAR_FACTOR * max((last - first).days + 1, LEAST_DAYS):
        first, last = ordered[0], ordered[-1]
    last = max(last, add_days(first, LEAST_DAYS - 1))
    return DayRange(first, last, ordered[0] < first, ordered[-1] > last)


def add_days(day: dt.date, days: int) -> dt.date:
    """The day so many days later, or the last that there is."""
    return dt.date.fromordinal(min(day.toordinal() + days, dt.date.max.toordinal()))


def start_of(date: dt.date, period: str) -> dt.date:
    """The first day of the period that a date lies in."""
    if period == "day":
        return date
    if period == "week":
        return dt.date.fromordinal(max(date.toordinal() - date.weekday(), 1))
    if period in MONTHS:
        months = MONTHS[period]
        return date.replace(month=(date.month - 1) // months * months + 1, day=1)
    years = YEARS[period]
    return dt.date(max(date.year // years * years, 1), 1, 1)


def next_start(date: dt.date, period: str) -> dt.date:
    """The first day of the period after the one that a date lies in."""
    return start_of(add_days(start_of(date, period), PERIODS[period]), period)


def ticks(covered: DayRange) -> list[tuple[float, str]]:
    """Places on the axis with what is written at them: days, months or years."""
    first, last = covered.first.toordinal(), covered.last.toordinal()
    for step in TICK_DAYS:
        start = first if step < 7 else first + (1 - first) % 7  # a Monday: so is ordinal 1
        found = [dt.date.fromordinal(at) for at in range(start, last + 1, step)]
        if len(found) <= MOST_TICKS:
            return [
                (middle(day), text) for day, text in zip(found, _texts(found, True), strict=True)
            ]
    months = range(covered.first.year * 12 + covered.first.month, covered.last.year * 12 + 12)
    for step in TICK_MONTHS:
        starts = [dt.date(at // 12, at % 12 + 1, 1) for at in months if at % step == 0]
        starts = [day for day in starts if day <= covered.last]
        if len(starts) <= MOST_TICKS:
            texts = _texts(starts, False)
            return [(day.toordinal(), text) for day, text in zip(starts, texts, strict=True)]
    for step in TICK_YEARS:
        years = [
            year
            for year in range(covered.first.year + 1, covered.last.year + 1)
            if year % step == 0
        ]
        if len(years) <= MOST_TICKS:
            break
    return [(dt.date(year, 1, 1).toordinal(), f"{year}") for year in years]


def _texts(days: Sequence[dt.date], with_day: bool) -> list[str]:
    """What is written at some days, as dates are elsewhere; the year where it is another one."""
    found, year = [], None
    for day in days:
        words = date_text(day) if with_day else f"{day:%B} {day.year}"
        found.append(words.removesuffix(f" {day.year}") if day.year == year else words)
        year = day.year
    return found


def short_range_text(first: dt.date, last: dt.date) -> str:
    """When something far off is, in a word: August 2024, 2022, 2014–15."""
    if (first.year, first.month) == (last.year, last.month):
        return f"{first:%B} {first.year}"
    if first.year == last.year:
        return f"{first.year}"
    same_century = first.year // 100 == last.year // 100
    return f"{first.year}–{last.year % 100:02d}" if same_century else f"{first.year}–{last.year}"


def draw_axis(
    figure: go.Figure,
    covered: DayRange,
    rows: Rows,
    day: dt.date | None,
    dark: bool,
    tick_texts: Sequence[tuple[float, str]] | None = None,
    over: bool = False,
) -> None:
    """Draw the axis of a figure that has its rows: a line a row, ticks, and the day by name.

    `tick_texts` are by default those of `ticks`; `over` draws the day's line over the marks.
    """
    at_ticks = ticks(covered) if tick_texts is None else list(tick_texts)
    middles = [rows.middle(row) for row in range(len(rows.labels))]
    start, end = covered.line
    lines = [f"M{start},{each}L{end},{each}" for each in middles]
    for each in middles:
        low, high = each - rows.bar / 7, each + rows.bar / 7
        lines += [f"M{at},{low}L{at},{high}" for at, _ in at_ticks]
    shapes = [_path("axis", lines, {"color": RULE_STRONG.on(dark), "width": 1})]
    figure.update_layout(xaxis={"range": covered.range, "type": "linear"})
    texts: list[dict[str, object]] = []
    taken = -math.inf
    for at, text in at_ticks:
        anchor = _anchor(covered, at, text)
        left = (at - covered.range[0]) * covered.pixels - _width(text) * ANCHORED[anchor]
        if left < taken:  # it would run into the one before
            continue
        taken = left + _width(text) + TEXT_SIZE / 2
        font = {"size": TEXT_SIZE, "color": QUIET.on(dark)}
        place = {"x": at, "xref": "x", "xanchor": anchor} | _above(0)
        texts.append({"text": text, "name": "tick", "font": font} | place)
    if day is not None:
        half = rows.bar / 2
        if not covered.beyond(day, day):
            at = middle(day)
            # Left out where texts stand, which it would cross.
            lines = [f"M{at},{each - half}L{at},{each + half}" for each in middles]
            line = {"color": TEXT.on(dark), "width": 2}
            shapes.append(_path("day", lines, line, "above" if over else "below"))
        texts.append(_day_name(covered, day, dark))
    add_to_layout(figure, shapes, texts)


def _path(
    name: str, lines: list[str], line: dict[str, object], layer: str = "below"
) -> dict[str, object]:
    """Lines as one shape, by default under the marks."""
    return {"type": "path", "name": name, "path": "".join(lines), "xref": "x", "yref": "y",
            "line": line, "layer": layer}  # fmt: skip


def _day_name(covered: DayRange, day: dt.date, dark: bool) -> dict[str, object]:
    """The name of the day that the figure speaks for, above its line or at the edge."""
    text, at = f"as of {date_text(day)}", middle(day)
    beyond = covered.beyond(day, day)
    if beyond:
        text = f"← {text}" if beyond < 0 else f"{text} →"
        place = {"xref": "paper", "x": max(beyond, 0), "xanchor": "right" if beyond > 0 else "left"}
    else:
        place = {"xref": "x", "x": at, "xanchor": _anchor(covered, at, text)}
    font = {"size": TEXT_SIZE, "color": TEXT.on(dark), "weight": 600}
    return {"text": text, "name": "day", "font": font} | place | _above(18)


def _above(pixels: int) -> dict[str, object]:
    """Where a text stands: so far above the rows."""
    return {"y": 1, "yref": "paper", "yanchor": "bottom", "yshift": pixels + 4, "showarrow": False,
            "borderpad": 0}  # fmt: skip


ANCHORED: Final = {"left": 0.0, "center": 0.5, "right": 1.0}
"""The share of a text that stands left of its place."""


def _anchor(covered: DayRange, at: float, text: str) -> str:
    """How a text stands at a place, so that it does not leave a phone's figure."""
    start, end = covered.range
    half = _width(text) / 2
    if (at - start) * covered.pixels < half:
        return "left"
    return "right" if (end - at) * covered.pixels < half else "center"


def _width(text: str) -> float:
    """About how wide a text is, in pixels."""
    return display_width(text) * 0.55 * TEXT_SIZE
