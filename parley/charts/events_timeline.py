"""What happened when: the events in order of time on an axis of days, those ahead hollow."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import Any, Final

import pandas as pd
import plotly.graph_objects as go

from parley.charts._day_axis import (
    TICKS_HEIGHT,
    DayRange,
    day_range,
    draw_axis,
    middle,
    short_range_text,
)
from parley.charts._limits import MOST_ROWS, drawn_text, rest_note
from parley.charts._rows import (
    CaptionedRows,
    add_notes,
    fitting_caption,
    notes_height,
    set_layout,
)
from parley.charts._text import HOVER_WIDTH, alternative_text, short_name, wrapped_html
from parley.charts._theme import TEXT_SIZE
from parley.charts.chart import Chart
from parley.format.models import DateSpan
from parley.format.vocabulary import EVENT_KINDS
from parley.iter_rows import iter_rows
from parley.palette import BACKGROUND, QUIET, TEXT
from parley.wording import count, date_range_text

MARK_SIZE: Final = 13
"""The size of the mark of an event in pixels, and of an arrow to one."""

SHORTEST_BAR: Final = 6
"""The least length of a bar in pixels, on a phone."""

THICKNESS: Final = 0.55
"""Of a bar, as a share of the line it is drawn in."""


def events_timeline(events: pd.DataFrame, as_of: dt.date) -> Chart:
    """The frame of events, on the day that it speaks for.

    A mark stands for a day, a bar for a span; an event that lies far from all others is beyond the
    axis, with an arrow at its edge. Each row has its days in words, so that none depends on the
    axis.
    """
    ordered = _in_order(events)
    finding = _finding(events) + drawn_text(len(events), "events", "nearest to the day")
    return Chart(
        finding=finding,
        alt=_alt(ordered, finding),
        table=pd.DataFrame(
            {
                "Event": ordered["title"],
                "When": ordered["when"],
                "Kind": ordered["kind"].astype("str").map(EVENT_KINDS),
                "Ahead": ordered["upcoming"].map({True: "yes", False: "no"}),
            }
        ),
        draw=partial(_figure, ordered, as_of),
    )


def _in_order(events: pd.DataFrame) -> pd.DataFrame:
    """The events in order of time, with their days in words, `when`."""
    ordered = events.sort_values(["date_from", "date_to"], kind="stable", ignore_index=True)
    when = [date_range_text(DateSpan(from_=first, to=last)) for first, last in _spans(ordered)]
    return ordered.assign(when=pd.Series(when, dtype="str"))


def _spans(events: pd.DataFrame) -> list[tuple[dt.date, dt.date]]:
    return list(zip(events["date_from"].dt.date, events["date_to"].dt.date, strict=True))


def _finding(events: pd.DataFrame) -> str:
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


def _alt(ordered: pd.DataFrame, finding: str) -> str:
    """The finding, then each event with its days."""
    events = [
        f"{row.when}: {short_name(row.title)}{', ahead' if row.upcoming else ''}"
        for row in iter_rows(ordered)
    ]
    return alternative_text(finding, events, "events")


def _figure(ordered: pd.DataFrame, as_of: dt.date, title: str | None, dark: bool) -> go.Figure:
    drawn = _nearest(ordered)
    rows = CaptionedRows(drawn["title"].tolist(), [_caption(row) for row in iter_rows(drawn)])
    notes = rest_note(len(ordered), "event", len(drawn))
    figure = go.Figure()
    above = TICKS_HEIGHT if len(drawn) else 0
    set_layout(figure, title, rows, dark, above=above, below=notes_height(notes))
    if drawn.empty:
        return figure
    covered = day_range([as_of, *(each for ends in _spans(drawn) for each in ends)])
    draw_axis(figure, covered, rows, as_of, dark, over=True)
    drawn = _placed(drawn, covered, rows)
    for _, found in drawn.groupby("upcoming"):
        _draw_bars(figure, found[found["shape"] == "bar"], covered, rows, dark)
        _draw_points(figure, found[~found["shape"].isin(["bar", "beyond"])], dark)
        for after in (False, True):
            _draw_arrows(figure, found[found["after" if after else "before"]], covered, after, dark)
    add_notes(figure, notes, dark)
    return figure


def _nearest(ordered: pd.DataFrame) -> pd.DataFrame:
    """The events around the day, as many as can be read: those next to it on either side."""
    ahead = int(ordered["upcoming"].sum())
    behind = len(ordered) - ahead
    # Half of the rows for either side, and what one side does not need for the other.
    later = min(ahead, max(MOST_ROWS // 2, MOST_ROWS - behind))
    earlier = ordered[~ordered["upcoming"]].tail(MOST_ROWS - later)
    following = ordered[ordered["upcoming"]].head(later)
    return ordered.loc[earlier.index.union(following.index)].reset_index(drop=True)


def _caption(event: Any) -> str:
    """The event's days and kind, and whether it lay ahead."""
    kind, ahead = EVENT_KINDS[event.kind], " · ahead" if event.upcoming else ""
    return fitting_caption(f"{event.when} · {kind}{ahead}", f"{event.when}{ahead}")


def _placed(drawn: pd.DataFrame, covered: DayRange, rows: CaptionedRows) -> pd.DataFrame:
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
            shapes.append("bar" if pixels >= SHORTEST_BAR else "square")
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
            f"<b>{wrapped_html(row.title, HOVER_WIDTH, 4)}</b><br>{_caption(row)}"
            for row in iter_rows(found)
        ],
        "hoverinfo": "text",
    }


def _draw_bars(
    figure: go.Figure, found: pd.DataFrame, covered: DayRange, rows: CaptionedRows, dark: bool
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
        width=rows.bar * THICKNESS,
        marker=_colours(found, dark),
        **_trace(found, "span"),
    )


def _draw_points(figure: go.Figure, found: pd.DataFrame, dark: bool) -> None:
    """A round mark for each event of one day, a square one for a span too short for a bar."""
    if found.empty:
        return
    ends = zip(found["first"], found["last"], strict=True)
    figure.add_scatter(
        x=[(middle(first) + middle(last)) / 2 for first, last in ends],
        mode="markers",
        marker={
            "symbol": found["shape"].tolist(),
            "size": MARK_SIZE,
            "opacity": 1,
            **_colours(found, dark),
        },
        cliponaxis=False,
        **_trace(found, "day"),
    )


def _draw_arrows(
    figure: go.Figure, found: pd.DataFrame, covered: DayRange, after: bool, dark: bool
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
            "size": MARK_SIZE,
            "opacity": 1,
            **_colours(found, dark),
        },
        text=[short_range_text(*each) if covered.beyond(*each) else "" for each in ends],
        textposition="middle left" if after else "middle right",
        textfont={"size": TEXT_SIZE, "color": TEXT.on(dark)},
        cliponaxis=False,
        **_trace(found, "after" if after else "before"),
    )
