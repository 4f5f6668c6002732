"""What happened when: the events on an axis of days, and on which days positions were taken."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import replace
from itertools import pairwise
from typing import Any, Final

import pandas as pd
import plotly.graph_objects as go

from parley.charts import days, theme
from parley.charts.captioned import Captioned, add_notes, foot, said
from parley.charts.days import PERIODS, Stretch, days_on, next_start, start_of
from parley.format.models import DateSpan
from parley.format.vocabulary import EVENT_KINDS
from parley.iter_rows import iter_dicts, iter_rows
from parley.palette import BACKGROUND, QUIET, TEXT
from parley.wording import count, date_range_text, date_text, join_and

MOST: Final = 60
"""How many events are drawn; the table has all."""

MARK: Final = 13
"""The size of the mark of an event in pixels, and of an arrow to one."""

SHORTEST: Final = 6
"""The least length of a bar in pixels, on a phone."""

THICK: Final = 0.55
"""The thickness of a bar, as a share of the line it is drawn in."""

DOT: Final = (14, 24)
"""The diameter in pixels of the smallest and the largest mark of positions."""

DIGIT: Final = 5
AROUND: Final = 9
"""How much room a digit takes in such a mark, and how much is around them all, in pixels."""

APART: Final = 23
"""The least distance of two marks of a party, in pixels on a phone."""

POSITIONS: Final = ["party", "name", "date", "count"]


# --- events


def in_order(events: pd.DataFrame) -> pd.DataFrame:
    """The events of `parley.frames` in order of time, with their days in words, `when`."""
    ordered = events.sort_values(["date_from", "date_to"], kind="stable", ignore_index=True)
    when = [_when(first, last) for first, last in _spans(ordered)]
    return ordered.assign(when=pd.Series(when, dtype="str"))


def _spans(events: pd.DataFrame) -> list[tuple[dt.date, dt.date]]:
    return list(zip(events["date_from"].dt.date, events["date_to"].dt.date, strict=True))


def _when(first: dt.date, last: dt.date) -> str:
    return date_range_text(DateSpan(from_=first, to=last))


def events_finding(events: pd.DataFrame) -> str:
    """What the chart says: 3 events lie behind, 2 ahead."""
    ahead = int(events["upcoming"].sum())
    behind = len(events) - ahead
    if not len(events):
        return "The folder names no events"
    if not ahead:
        return f"{count(behind, 'event')} {_lie(behind)} behind, none ahead"
    first = count(behind, "event") if behind else "No event"
    return f"{first} {_lie(behind or 1)} behind, {ahead} ahead"


def _lie(number: int) -> str:
    return "lies" if number == 1 else "lie"


def events_alt(events: pd.DataFrame) -> str:
    """The chart in words: its finding, then each event with its days."""
    told = [
        f"{row.when}: {theme.named(row.title)}{', ahead' if row.upcoming else ''}"
        for row in iter_rows(in_order(events))
    ]
    return theme.sentences(events_finding(events), told, "events")


def events_timeline(events: pd.DataFrame, as_of: dt.date, dark: bool = False) -> go.Figure:
    """The events in order of time: a mark for a day, a bar for a span, hollow where it lay ahead.

    An event that lies far from all others is beyond the axis, with an arrow at its edge. Each row
    has its days in words, so that none depends on the axis.
    """
    drawn = in_order(events).head(MOST)
    rows = Captioned(drawn["title"].tolist(), [_caption(row) for row in iter_rows(drawn)])
    more = len(events) - len(drawn)
    notes = [f"The table has {count(more, 'more event')}"] if more else []
    figure = go.Figure()
    heads = days.HEADS if len(drawn) else 0
    theme.frame(figure, events_finding(events), rows, dark, heads=heads, foot=foot(notes))
    if drawn.empty:
        return figure
    covered = days.stretch([as_of, *(each for ends in _spans(drawn) for each in ends)])
    days.draw(figure, covered, rows, as_of, dark, over=True)
    drawn = _placed(drawn, covered, rows)
    for _, found in drawn.groupby("upcoming"):
        _bars(figure, found[found["shape"] == "bar"], covered, rows, dark)
        _points(figure, found[~found["shape"].isin(["bar", "beyond"])], dark)
        for after in (False, True):
            _arrows(figure, found[found["after" if after else "before"]], covered, after, dark)
    add_notes(figure, notes, dark)
    return figure


def _caption(event: Any) -> str:
    """The event's days and kind, and whether it lay ahead."""
    kind, ahead = EVENT_KINDS[event.kind], " · ahead" if event.upcoming else ""
    return said(f"{event.when} · {kind}{ahead}", f"{event.when}{ahead}")


def _placed(drawn: pd.DataFrame, covered: Stretch, rows: Captioned) -> pd.DataFrame:
    """The events with where they are drawn.

    Adds first and last (days), y, shape (`bar`, `circle` for one day, `square` for a span too
    short for a bar, or `beyond` where the axis shows nothing of it), and before and after: whether
    it reaches beyond the axis on that side.
    """
    shapes = []
    spans = _spans(drawn)
    for first, last in spans:
        pixels = ((last - first).days + 1) * covered.pixels
        if covered.beyond(first, last):
            shapes.append("beyond")
        elif first == last:
            shapes.append("circle")
        else:
            shapes.append("bar" if pixels >= SHORTEST else "square")
    return drawn.assign(
        first=[first for first, _ in spans],
        last=[last for _, last in spans],
        y=[rows.middle(row) for row in range(len(drawn))],
        shape=shapes,
        before=[first < covered.first for first, _ in spans],
        after=[last > covered.last for _, last in spans],
    )


def _colours(found: pd.DataFrame, dark: bool) -> dict[str, object]:
    """Filled for what has happened, hollow for what lay ahead; the two never mix in one trace."""
    ahead = bool(found["upcoming"].iloc[0])
    colour = (TEXT if ahead else QUIET).on(dark)
    fill = BACKGROUND.on(dark) if ahead else colour
    return {"color": fill, "line": {"color": colour, "width": 1.5}}


def _trace(found: pd.DataFrame, shape: str) -> dict[str, object]:
    """What all traces of events share."""
    return {
        "name": f"{'ahead' if found['upcoming'].iloc[0] else 'behind'} {shape}",
        "y": found["y"].tolist(),
        "hovertext": [
            f"<b>{theme.lines_of(row.title, theme.HOVER_WIDTH, 4)}</b><br>{_caption(row)}"
            for row in iter_rows(found)
        ],
        "hoverinfo": "text",
    }


def _bars(
    figure: go.Figure, found: pd.DataFrame, covered: Stretch, rows: Captioned, dark: bool
) -> None:
    """A bar for each event of several days, as far as the figure goes."""
    if found.empty:
        return
    start, end = covered.range
    bases = [max(first.toordinal(), start) for first in found["first"]]
    ends = [min(last.toordinal() + 1, end) for last in found["last"]]
    figure.add_bar(
        orientation="h",
        base=bases,
        x=[last - base for last, base in zip(ends, bases, strict=True)],
        width=rows.bar * THICK,
        marker=_colours(found, dark),
        **_trace(found, "span"),
    )


def _points(figure: go.Figure, found: pd.DataFrame, dark: bool) -> None:
    """A round mark for each event of one day, a square one for a span too short for a bar."""
    if found.empty:
        return
    ends = zip(found["first"], found["last"], strict=True)
    figure.add_scatter(
        x=[(days.middle(first) + days.middle(last)) / 2 for first, last in ends],
        mode="markers",
        marker={
            "symbol": found["shape"].tolist(),
            "size": MARK,
            "opacity": 1,
            **_colours(found, dark),
        },
        cliponaxis=False,
        **_trace(found, "day"),
    )


def _arrows(
    figure: go.Figure, found: pd.DataFrame, covered: Stretch, after: bool, dark: bool
) -> None:
    """An arrow at the edge for what goes on beyond it; where all of it lies there, with a date."""
    if found.empty:
        return
    ends = zip(found["first"], found["last"], strict=True)
    figure.add_scatter(
        x=[covered.edge(after)] * len(found),
        mode="markers+text",
        marker={
            "symbol": "triangle-right" if after else "triangle-left",
            "size": MARK,
            "opacity": 1,
            **_colours(found, dark),
        },
        text=[days.brief(*each) if covered.beyond(*each) else "" for each in ends],
        textposition="middle left" if after else "middle right",
        textfont={"size": theme.TEXT_SIZE, "color": TEXT.on(dark)},
        cliponaxis=False,
        **_trace(found, "after" if after else "before"),
    )


# --- positions


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
    return named[POSITIONS]


def positions_finding(counts: pd.DataFrame) -> str:
    """What the chart says: All 17 positions are of 15 December 2025."""
    total = int(counts["count"].sum())
    if not total:
        return "No position is in view"
    per_day = counts.groupby("date")["count"].sum()
    first, last = (date_text(each.date()) for each in (per_day.index.min(), per_day.index.max()))
    if len(per_day) == 1:
        all_of = "The one position is" if total == 1 else f"All {total:,} positions are"
        return f"{all_of} of {first}"
    said_so = f"{total:,} positions were taken on {len(per_day)} days"
    most = int(per_day.max())
    if (per_day == most).sum() > 1:
        return f"{said_so}, from {first} to {last}"
    return f"{said_so}, the most, {most:,}, on {date_text(per_day.idxmax().date())}"


def positions_alt(counts: pd.DataFrame) -> str:
    """The chart in words: its finding, then each party with its days."""
    told = []
    for _, rows in counts.groupby("party", sort=False):
        dated = [
            f"{number:,} on {date_text(date.date())}"
            for date, number in zip(rows["date"], rows["count"], strict=True)
        ]
        rest = int(rows["count"].iloc[theme.LISTED :].sum())
        shown = [*dated[: theme.LISTED], *([f"{rest:,} later"] if rest else [])]
        told.append(f"{theme.named(rows['name'].iloc[0])}: {join_and(shown)}")
    return theme.sentences(positions_finding(counts), told, "parties")


def positions_by_day(counts: pd.DataFrame, as_of: dt.date, dark: bool = False) -> go.Figure:
    """A row a party, on it a mark for each day with its number of positions.

    Where marks of days would touch, one stands for a week, a month or longer, which a note says.
    What was taken later than the day is hollow. A day far from all others is beyond the axis,
    counted at its edge.
    """
    parties = counts.drop_duplicates("party")
    totals = counts.groupby("party", sort=False)["count"].sum()
    rows = theme.Rows(parties["name"].tolist(), [count(int(total), "position") for total in totals])
    figure = go.Figure()
    if counts.empty:
        theme.frame(figure, positions_finding(counts), rows, dark)
        return figure
    dated = counts.assign(date=counts["date"].dt.date)
    marks, covered, period = _marks(dated, days.stretch([as_of, *dated["date"]]), as_of)
    notes = [f"One mark for each {period}"] * (period != "day")
    notes += [f"Hollow: taken after {date_text(as_of)}"] * bool(marks["later"].any())
    theme.frame(figure, positions_finding(counts), rows, dark, heads=days.HEADS, foot=foot(notes))
    # The line of the day names the only one.
    days.draw(figure, covered, rows, as_of, dark, named=[] if {*dated["date"]} == {as_of} else None)
    place = {party: rows.middle(row) for row, party in enumerate(parties["party"])}
    marks = marks.assign(y=marks["party"].map(place), most=marks["count"].max())
    for _, found in marks.groupby(["later", "beyond"]):
        _dots(figure, found, dark)
    add_notes(figure, notes, dark)
    return figure


def _marks(
    dated: pd.DataFrame, covered: Stretch, as_of: dt.date
) -> tuple[pd.DataFrame, Stretch, str]:
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
            last=max(covered.last, days_on(next_start(covered.last, period), -1)),
        )
        marks["x"] = [
            whole.edge(beyond > 0) if beyond else _place(first, period, as_of)
            for first, beyond in zip(marks["first"], marks["beyond"], strict=True)
        ]
        strips = [sorted(row) for _, row in marks.groupby(["party", "later"])["x"]]
        least = min((b - a for row in strips for a, b in pairwise(row)), default=math.inf)
        if least * whole.pixels >= APART:
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


def _dots(figure: go.Figure, found: pd.DataFrame, dark: bool) -> None:
    """The marks on one side of the day, or beyond one end of the axis, each with its number."""
    later, beyond = bool(found["later"].iloc[0]), int(found["beyond"].iloc[0])
    colour = QUIET.on(dark)
    numbers = [_short(number) for number in found["count"]]
    if beyond:
        sizes = [MARK] * len(found)
        ends = zip(found["first"], found["last"], strict=True)
        texts = [f"{number} in<br>{days.brief(*each)}"
                 for number, each in zip(numbers, ends, strict=True)]  # fmt: skip
    else:
        least, most = DOT
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
        textfont={"size": 11, "color": TEXT.on(dark) if later or beyond else theme.ink(colour)},
        hovertext=[
            f"<b>{theme.lines_of(row['name'], theme.HOVER_WIDTH, 2)}</b><br>"
            f"{_when(row['first'], row['last'])}: {count(int(row['count']), 'position')}"
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
