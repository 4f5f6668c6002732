"""On which days positions were taken: a row a party, a mark for each day with its number."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import replace
from functools import partial
from itertools import pairwise
from typing import Final

import pandas as pd
import plotly.graph_objects as go

from parley.charts._day_axis import (
    PERIODS,
    TICKS_HEIGHT,
    DayRange,
    add_days,
    day_range,
    draw_axis,
    next_start,
    short_range_text,
    start_of,
)
from parley.charts._limits import drawn_text, heaviest
from parley.charts._rows import Rows, add_notes, notes_height, set_layout
from parley.charts._text import (
    HOVER_WIDTH,
    MOST_LISTED,
    alternative_by,
    wrapped_html,
)
from parley.charts._theme import text_on
from parley.charts.chart import Chart
from parley.format.models import DateSpan
from parley.iter_rows import iter_dicts
from parley.palette import BACKGROUND, QUIET, TEXT
from parley.wording import count, date_range_text, date_text, join_and

COLUMNS: Final = ["party", "name", "date", "count"]

ARROW_SIZE: Final = 13
"""The size in pixels of an arrow to what lies beyond the axis."""

DIAMETERS: Final = (14, 24)
"""Of the smallest and the largest mark, in pixels."""

DIGIT: Final = 5
AROUND: Final = 9
"""How much room a digit takes in a mark, and how much is around them all, in pixels."""

LEAST_DISTANCE: Final = 23
"""The least distance of two marks of a party, in pixels on a phone."""


def position_counts(positions: pd.DataFrame, parties: pd.DataFrame) -> pd.DataFrame:
    """How many positions each party took on which day.

    Takes frames as `parley.frames` has them, current or not; what a member takes from its bloc
    stands with the bloc. Returns one row for each party and day with a position, as the parties
    come and then by day, with the columns party, name, date and count.
    """
    own = positions[positions["inherited_from"].isna() & positions["party"].isin(parties["party"])]
    found = own.groupby(["party", "date"], observed=True).size().rename("count").reset_index()
    found = found.astype({"party": "str"})
    named = parties[["party", "name"]].astype({"party": "str"}).merge(found, on="party")
    return named[COLUMNS]


def positions_by_day(counts: pd.DataFrame, as_of: dt.date) -> Chart:
    """The frame of `position_counts`, and a line at the day that it speaks for.

    Where marks of days would touch, one stands for a week, a month or longer, which a note says.
    What was taken later than the day is hollow. A day far from all others is beyond the axis,
    counted at its edge.
    """
    totals = counts.groupby("party", sort=False)["count"].sum()
    finding = _finding(counts) + drawn_text(len(totals), "parties", "with most positions")
    drawn = counts[counts["party"].isin(heaviest(totals.to_dict()))]
    return Chart(
        finding=finding,
        alt=_alt(counts, finding),
        table=pd.DataFrame(
            {
                "Party": counts["name"],
                "Day": _date_texts(counts["date"]),
                "Positions": counts["count"],
            }
        ),
        draw=partial(_figure, drawn, as_of),
    )


def _date_texts(days: pd.Series) -> list[str]:
    """The days in words, each of which is made once."""
    found = {day: date_text(day.date()) for day in days.drop_duplicates()}
    return [found[day] for day in days]


def _finding(counts: pd.DataFrame) -> str:
    """What the chart says: All 19 positions in view are of 15 December 2025."""
    total = int(counts["count"].sum())
    if not total:
        return "No position is in view"
    per_day = counts.groupby("date")["count"].sum()
    first, last = (date_text(each.date()) for each in (per_day.index.min(), per_day.index.max()))
    if len(per_day) == 1:
        all_of = "The one position in view is"
        if total > 1:
            all_of = f"All {total:,} positions in view are"
        return f"{all_of} of {first}"
    taken = f"{total:,} positions in view were taken on {len(per_day)} days"
    most = int(per_day.max())
    if (per_day == most).sum() > 1:
        return f"{taken}, from {first} to {last}"
    return f"{taken}, the most, {most:,}, on {date_text(per_day.idxmax().date())}"


def _alt(counts: pd.DataFrame, finding: str) -> str:
    """The finding, then each party with its days."""
    return alternative_by(finding, counts, "party", "name", _days_said, "parties")


def _days_said(rows: pd.DataFrame) -> str:
    days = [
        f"{number:,} on {date_text(date.date())}"
        for date, number in zip(rows["date"], rows["count"], strict=True)
    ]
    rest = int(rows["count"].iloc[MOST_LISTED:].sum())
    return join_and([*days[:MOST_LISTED], *([f"{rest:,} later"] if rest else [])])


def _figure(counts: pd.DataFrame, as_of: dt.date, title: str | None, dark: bool) -> go.Figure:
    parties = counts.drop_duplicates("party")
    totals = counts.groupby("party", sort=False)["count"].sum()
    rows = Rows(parties["name"].tolist(), [count(int(total), "position") for total in totals])
    figure = go.Figure()
    if counts.empty:
        set_layout(figure, title, rows, dark)
        return figure
    dated = counts.assign(date=counts["date"].dt.date)
    marks, covered, period = _marks(dated, day_range([as_of, *dated["date"]]), as_of)
    notes = [f"One mark for each {period}"] * (period != "day")
    notes += [f"Hollow: taken after {date_text(as_of)}"] * bool(marks["later"].any())
    below = notes_height(notes)
    set_layout(figure, title, rows, dark, above=TICKS_HEIGHT, below=below)
    # The line of the day names the only one.
    only = {*dated["date"]} == {as_of}
    draw_axis(figure, covered, rows, as_of, dark, tick_texts=[] if only else None)
    place = {party: rows.middle(row) for row, party in enumerate(parties["party"])}
    marks = marks.assign(y=marks["party"].map(place), most=marks["count"].max())
    for _, found in marks.groupby(["later", "beyond"]):
        _draw_marks(figure, found, dark)
    add_notes(figure, notes, dark)
    return figure


def _marks(
    dated: pd.DataFrame, covered: DayRange, as_of: dt.date
) -> tuple[pd.DataFrame, DayRange, str]:
    """The marks of all parties, the days that the axis covers, and the period of each mark.

    One row a party and period with the columns party, name, beyond (-1 where it lies before the
    axis, 1 after it), later (than the day), first and last (date), count and x. What lies beyond
    the axis on one side is one mark at its edge.
    """
    dated = dated.assign(
        beyond=[covered.beyond(date, date) for date in dated["date"]],
        later=[date > as_of for date in dated["date"]],
    )
    for period in PERIODS:
        starts = [start_of(date, period).toordinal() for date in dated["date"]]
        by = dated.assign(start=starts)
        by.loc[by["beyond"] != 0, "start"] = 0
        marks = by.groupby(
            ["party", "name", "beyond", "later", "start"], sort=False, as_index=False
        ).agg(first=("date", "min"), last=("date", "max"), count=("count", "sum"))
        whole = replace(
            covered,
            first=start_of(covered.first, period),
            last=max(covered.last, add_days(next_start(covered.last, period), -1)),
        )
        marks["x"] = [
            whole.edge(beyond > 0) if beyond else _place(first, period, as_of)
            for first, beyond in zip(marks["first"], marks["beyond"], strict=True)
        ]
        strips = [sorted(row) for _, row in marks.groupby(["party", "later"])["x"]]
        least = min((b - a for row in strips for a, b in pairwise(row)), default=math.inf)
        if least * whole.pixels >= LEAST_DISTANCE:
            break
    return marks, whole, period


def _place(date: dt.date, period: str, as_of: dt.date) -> float:
    """Where a mark stands: in the middle of its period, on the date's own side of the day."""
    start, end = start_of(date, period).toordinal(), next_start(date, period).toordinal()
    if date > as_of:
        start = max(start, as_of.toordinal() + 1)
    else:
        end = min(end, as_of.toordinal() + 1)
    return (start + end) / 2


def _draw_marks(figure: go.Figure, found: pd.DataFrame, dark: bool) -> None:
    """The marks on one side of the day, or beyond one end of the axis, each with its number."""
    later, beyond = bool(found["later"].iloc[0]), int(found["beyond"].iloc[0])
    colour = QUIET.on(dark)
    numbers = [_short(number) for number in found["count"]]
    if beyond:
        sizes = [ARROW_SIZE] * len(found)
        ends = zip(found["first"], found["last"], strict=True)
        texts = [f"{number} in<br>{short_range_text(*each)}"
                 for number, each in zip(numbers, ends, strict=True)]  # fmt: skip
    else:
        least, most = DIAMETERS
        shares = (found["count"] / found["most"]) ** 0.5
        sizes = [
            max(least, most * share, AROUND + DIGIT * len(number))
            for share, number in zip(shares, numbers, strict=True)
        ]
        texts = numbers
    figure.add_scatter(
        x=found["x"].tolist(),
        y=found["y"].tolist(),
        mode="markers+text",
        name="beyond" if beyond else "later" if later else "positions",
        marker={
            "symbol": {-1: "triangle-left", 0: "circle", 1: "triangle-right"}[beyond],
            "size": sizes,
            "color": BACKGROUND.on(dark) if later else colour,
            "line": {"color": colour, "width": 1.5},
            "opacity": 1,
        },
        text=texts,
        textposition={-1: "middle right", 0: "middle center", 1: "middle left"}[beyond],
        textfont={"size": 11, "color": TEXT.on(dark) if later or beyond else text_on(colour)},
        hovertext=[
            f"<b>{wrapped_html(row['name'], HOVER_WIDTH, 2)}</b><br>"
            f"{date_range_text(DateSpan(from_=row['first'], to=row['last']))}: "
            f"{count(int(row['count']), 'position')}"
            for row in iter_dicts(found)
        ],
        hoverinfo="text",
        cliponaxis=False,
    )


def _short(number: int) -> str:
    """A number in at most four characters: 7, 312, 12k, 1M."""
    if number < 1000:
        return f"{number}"
    return f"{number // 1000}k" if number < 1_000_000 else f"{number // 1_000_000}M"
