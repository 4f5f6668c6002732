"""What happened when: the events on an axis of days, and on which days positions were taken."""

from __future__ import annotations

import datetime as dt
from typing import Any, Final

import pandas as pd
import plotly.graph_objects as go

from parley.charts import days, theme
from parley.charts.captioned import Captioned, said
from parley.model import DateSpan
from parley.palette import BACKGROUND, QUIET, STATUS, TEXT
from parley.vocabulary import EVENT_KINDS
from parley.wording import count, day, span

MOST: Final = 60
"""How many events are drawn; the table has all."""

DOT: Final = (10, 20)
"""The diameter in pixels of the mark of one position, and of the most positions on one day."""

POSITIONS: Final = ["party", "name", "date", "count"]


def in_order(events: pd.DataFrame) -> pd.DataFrame:
    """The events of `parley.frames` in order of time, with their days in words, `when`."""
    ordered = events.sort_values(["date_from", "date_to"], kind="stable", ignore_index=True)
    when = [_when(row) for row in ordered.itertuples()]
    return ordered.assign(when=pd.Series(when, dtype="str"))


def _when(event: Any) -> str:
    first, last = event.date_from.date(), event.date_to.date()
    return span(DateSpan.model_validate({"from": first, "to": last}))


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
        for row in in_order(events).itertuples()
    ]
    return theme.sentences(events_finding(events), told, "events")


def events_timeline(events: pd.DataFrame, as_of: dt.date, dark: bool = False) -> go.Figure:
    """The events in order of time: a mark for a day, a bar for a span, hollow where it lay ahead.

    An event that lies far from all others is beyond the axis, with an arrow at its edge.
    """
    drawn = in_order(events).head(MOST)
    rows = Captioned(
        drawn["title"].tolist(),
        [
            said(
                f"{row.when} · {EVENT_KINDS[row.kind].lower()}{' · ahead' if row.upcoming else ''}",
                f"{row.when}{' · ahead' if row.upcoming else ''}",
            )
            for row in drawn.itertuples()
        ],
    )
    figure = go.Figure()
    heads = days.HEADS if len(drawn) else 0
    theme.frame(figure, events_finding(events), rows, dark, heads=heads)
    if drawn.empty:
        return figure
    ends = [each.date() for each in pd.concat([drawn["date_from"], drawn["date_to"]])]
    covered = days.stretch([*ends, as_of])
    for row in drawn.itertuples():
        _event(figure, covered, row, rows.middle(int(row.Index)), dark)
    days.draw(figure, covered, rows, as_of, dark)
    return figure


def _event(figure: go.Figure, covered: days.Stretch, event: Any, middle: float, dark: bool) -> None:
    first, last = event.date_from.date(), event.date_to.date()
    tone = (STATUS["pending"] if event.upcoming else TEXT).on(dark)
    fill = BACKGROUND.on(dark) if event.upcoming else tone
    hover = f"<b>{theme.lines_of(event.title, theme.HOVER_WIDTH, 3)}</b><br>{event.when}"
    beyond = covered.beyond(first, last)
    if beyond:
        figure.add_annotation(
            text=f"← {event.when}" if beyond < 0 else f"{event.when} →",
            name="beyond", x=0 if beyond < 0 else 1, xref="paper", y=middle, yref="y",
            xanchor="left" if beyond < 0 else "right", yanchor="middle", showarrow=False,
            borderpad=2, bgcolor=BACKGROUND.on(dark),
            font={"size": theme.TEXT_SIZE, "color": TEXT.on(dark)},
        )  # fmt: skip
        return
    low, high = covered.range
    start = max(low, first.toordinal())
    end = min(high, last.toordinal() + 1)
    line = {"color": tone, "width": 1.5}
    if first == last:
        figure.add_scatter(
            x=[days.middle(first)], y=[middle], mode="markers", name=str(event.event),
            marker={"symbol": "diamond", "size": 13, "color": fill, "line": line},
            hovertext=[hover], hoverinfo="text", cliponaxis=False,
        )  # fmt: skip
        return
    figure.add_bar(
        orientation="h", x=[end - start], base=[start], y=[middle], width=[0.16],
        name=str(event.event), marker={"color": fill, "line": line},
        hovertext=[hover], hoverinfo="text",
    )  # fmt: skip


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
    dates = counts["date"].drop_duplicates()
    if not total:
        return "No position is in view"
    if len(dates) == 1:
        only = day(dates.iloc[0].date())
        return (
            f"The one position is of {only}"
            if total == 1
            else f"All {total} positions are of {only}"
        )
    per_day = counts.groupby("date")["count"].sum()
    most = per_day.idxmax().date()
    return (
        f"{total} positions were taken on {len(dates)} days, the most, {per_day.max()}, "
        f"on {day(most)}"
    )


def positions_alt(counts: pd.DataFrame) -> str:
    """The chart in words: its finding, then each party with its days."""
    told = [
        f"{theme.named(rows['name'].iloc[0])}: "
        + ", ".join(
            f"{number} on {day(date.date())}"
            for date, number in zip(rows["date"], rows["count"], strict=True)
        )
        for _, rows in counts.groupby("party", sort=False)
    ]
    return theme.sentences(positions_finding(counts), told, "parties")


def positions_by_day(counts: pd.DataFrame, as_of: dt.date, dark: bool = False) -> go.Figure:
    """A row a party, on it a mark for each day with its number of positions.

    A day far from all others is beyond the axis, counted at its edge.
    """
    parties = counts.drop_duplicates("party")
    totals = counts.groupby("party", sort=False)["count"].sum()
    rows = theme.Rows(parties["name"].tolist(), [count(int(total), "position") for total in totals])
    figure = go.Figure()
    heads = days.HEADS if len(counts) else 0
    theme.frame(figure, positions_finding(counts), rows, dark, heads=heads)
    if counts.empty:
        return figure
    covered = days.stretch([*(each.date() for each in counts["date"]), as_of])
    place = {party: row for row, party in enumerate(parties["party"])}
    outside = counts["date"].map(lambda each: covered.beyond(each.date(), each.date()))
    _dots(figure, counts[outside == 0], place, rows, dark)
    for side in (-1, 1):
        found = counts[outside == side].groupby("party")["count"].sum()
        for party, number in found.items():
            _beyond(figure, side, int(number), rows.middle(place[str(party)]), dark)
    days.draw(figure, covered, rows, as_of, dark)
    return figure


def _dots(
    figure: go.Figure,
    counts: pd.DataFrame,
    place: dict[str, int],
    rows: theme.Rows,
    dark: bool,
) -> None:
    if counts.empty:
        return
    least, most = DOT
    numbers = counts["count"].to_numpy(float)
    figure.add_scatter(
        x=[days.middle(each.date()) for each in counts["date"]],
        y=[rows.middle(place[party]) for party in counts["party"]],
        mode="markers+text",
        name="positions",
        marker={
            "size": (least + (most - least) * (numbers / numbers.max()) ** 0.5).tolist(),
            "color": QUIET.on(dark),
            "line": {"color": BACKGROUND.on(dark), "width": 1},
            "opacity": 1,
        },
        text=[f"{number}" if number > 1 else "" for number in counts["count"]],
        textfont={"size": 11, "color": theme.ink(QUIET.on(dark))},
        hovertext=[
            f"<b>{theme.lines_of(name, theme.HOVER_WIDTH, 2)}</b><br>{day(date.date())}: "
            f"{count(number, 'position')}"
            for _, name, date, number in counts.itertuples(index=False)
        ],
        hoverinfo="text",
        cliponaxis=False,
    )


def _beyond(figure: go.Figure, side: int, number: int, middle: float, dark: bool) -> None:
    figure.add_annotation(
        text=f"← {number} earlier" if side < 0 else f"{number} later →",
        name="beyond", x=0 if side < 0 else 1, xref="paper", y=middle, yref="y",
        xanchor="left" if side < 0 else "right", yanchor="middle", showarrow=False,
        borderpad=2, bgcolor=BACKGROUND.on(dark),
        font={"size": theme.TEXT_SIZE, "color": TEXT.on(dark)},
    )  # fmt: skip
