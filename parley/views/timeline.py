"""A context in, the blocks of the Timeline out: events, positions by day, and what moved."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import numpy as np
import pandas as pd

from parley.categoricals import isin, isin_numbers
from parley.format.vocabulary import STANCES, labels_of
from parley.frames.columns import Frames
from parley.frames.matching import measurable_positions
from parley.html import Html, join, tag
from parley.iter_rows import iter_dicts, iter_rows
from parley.measures.movement import (
    KINDS,
    change,
    first_spoken,
    moved,
    start_of_moves,
    taken_since,
)
from parley.views.blocks import Block, Choices, DayChoice, Heading, Title, columns, markup
from parley.views.card import cell_link
from parley.views.context import ViewContext
from parley.views.figures import events_chart, moved_chart, positions_chart
from parley.views.issue_order import issue_order
from parley.views.parts import empty_notice, events, over_finding
from parley.views.share import share_page
from parley.wording import count, date_text, locator_phrase, number_word, plural

MOST_DRAWN = 500
"""Moves in the chart, each a line of its own."""
MOST_LISTED = 200
"""Moves in the list; the download of the Data page has all positions with their days."""


def timeline(context: ViewContext) -> Iterator[Block]:
    """The whole page."""
    yield Title(headline(context), over=over_finding(context, context.view))
    yield from empty_notice(context.view)
    if context.view.empty_because:
        return
    yield from _events_columns(context)
    yield from _what_moved(context)
    if context.negotiation.events:
        yield Heading("Events in time")
        yield events_chart(context)
    yield Heading("Positions by day")
    yield positions_chart(context)
    yield share_page(context, "timeline")


def headline(context: ViewContext) -> str:
    """How many events lie behind and ahead, and of which days the positions in view are, or how
    many of them have changed."""
    if context.view.empty_because:
        return "Nothing is in view"
    clauses = [_events_told(context), _positions_told(context)]
    text = "; ".join(clause for clause in clauses if clause)
    return f"{text[:1].upper()}{text[1:]}"


def _events_told(context: ViewContext) -> str:
    upcoming = context.frames.events["upcoming"].to_numpy(bool)
    if not len(upcoming):
        return ""
    ahead, behind = int(upcoming.sum()), int((~upcoming).sum())
    if not ahead:
        return f"{_events_counted(behind)} behind, none ahead"
    if not behind:
        return f"{_events_counted(ahead)} ahead, none behind"
    return f"{_events_counted(behind)} behind, {number_word(ahead)} ahead"


def _events_counted(number: int) -> str:
    return f"{number_word(number)} {plural(number, 'event lies', 'events lie')}"


def _positions_told(context: ViewContext) -> str:
    """That all positions in view are of one day, or how many have changed between two."""
    view, rows = context.view, context.frames.positions
    own = (
        rows["inherited_from"].isna().to_numpy()
        & (rows["date"] <= pd.Timestamp(context.day)).to_numpy()
        & isin(rows["party"], view.parties["party"])
        & isin(rows["issue"], view.issues["issue"])
        & measurable_positions(rows, context.selection)
    )
    days, number = rows["date"][own], int(own.sum())
    if not number:
        return "no position in view"
    if days.min() == days.max():
        day = date_text(days.iloc[0].date())
        every = f"all {number:,} positions" if number > 1 else "the one position"
        return f"{every} in view {plural(number, 'is', 'are')} of {day}"
    first, last = _default_days(context)
    if first >= last:
        return f"{count(number, 'position')} in view, up to {date_text(last)}"
    found = _moved_between(context, first, last)
    between = f"between {date_text(first)} and {date_text(last)}"
    new = f"{number_word(found.new_number)} {plural(found.new_number, 'is', 'are')} new"
    if found.number:
        changed = f"{number_word(found.number)} {plural(found.number, 'position', 'positions')}"
        return f"{changed} changed {between}{f', {new}' if found.new_number else ''}"
    if not found.new_number:
        return f"no position changed {between}"
    noun = plural(found.new_number, "position", "positions")
    new = new.replace(" ", f" {noun} ", 1)
    # What took the place of a position that is left out cannot be compared.
    return f"{new} {between}{'' if found.hidden else ', none has changed'}"


def _default_days(context: ViewContext) -> tuple[dt.date, dt.date]:
    """Between which two days it is asked what moved, unless a reader says otherwise."""
    days = context.frames.days
    until = ([each for each in days if each <= context.day] or days[:1])[-1]
    start = context.results.get_or_compute(
        ("start of moves", until), partial(start_of_moves, context.frames, until)
    )
    return start, until


def _moved_between(context: ViewContext, first: dt.date, last: dt.date) -> Moves:
    return context.cached("moved", partial(_moves, context, first, last), first, last)


def _events_columns(context: ViewContext) -> Iterator[Block]:
    """The events, those ahead first."""
    if not context.negotiation.events:
        yield markup(tag("p", "The folder names no events.", cls="quiet"))
        return
    yield columns(
        _events(context, "What lies ahead", True), _events(context, "What happened", False)
    )


def _events(context: ViewContext, title: str, ahead: bool) -> Iterator[Block]:
    yield Heading(title)
    yield markup(events(context, ahead) or tag("p", "Nothing is reported.", cls="quiet"))


def _what_moved(context: ViewContext) -> Iterator[Block]:
    """Who moved between two days, on what, from where and to where."""
    yield Heading("What moved")
    days = context.frames.days
    if len(days) < 2:
        only = f" All positions here are of {date_text(days[0])}." if days else ""
        text = f"Nothing can be compared: positions of at least two days are needed.{only}"
        yield markup(tag("p", text))
        return
    start, until = _default_days(context)
    range_of = {"first": days[0], "last": days[-1]}
    since = DayChoice("since", "From how it stood on", default=start, **range_of)
    to = DayChoice("until", "to how it stood on", default=until, **range_of)
    yield Choices((since, to), partial(_moves_between, context), side_by_side=True)


def _moves_between(context: ViewContext, first: dt.date, last: dt.date) -> Iterator[Block]:
    """What moved between two days, in words and as a chart."""
    if first >= last:
        words = "Choose a first day that is before the second."
        yield markup(tag("p", words, cls="quiet"))
        return
    found = _moved_between(context, first, last)
    number = found.number + found.new_number
    differ = count(number, "position differs", "positions differ")
    words = f"{differ} in view between {date_text(first)} and {date_text(last)}."
    yield markup(tag("p", words, cls="facts"))
    if not number:
        yield markup(found.html if found.hidden else None)
        return
    yield markup(found.html)
    if found.moves is None:
        words = "There are too many for a chart: narrow what is in view."
        yield markup(tag("p", words, cls="quiet"))
        return
    yield moved_chart(context, found.moves)


@dataclass(frozen=True)
class Moves:
    """What moved between two days, as the page says it."""

    number: int
    """How many parties that had a position before have another, issue by issue."""
    new_number: int
    """How many positions are the first of a party on an issue."""
    hidden: int
    """How many positions took the place of one that is left out."""
    html: Html
    moves: pd.DataFrame | None
    """What the chart shows; None where there is too much for one."""


def _moves(context: ViewContext, first: dt.date, last: dt.date) -> Moves:
    view = context.view
    unfiltered, later = (_frames_on(context, day) for day in (first, last))
    before, after = (_measured(context, frames) for frames in (unfiltered, later))
    rows = after.positions
    since = (
        taken_since(before, after)
        & isin(rows["party"], view.parties["party"])
        & isin(rows["issue"], view.issues["issue"])
    )
    is_first = since & first_spoken(before, after)
    # What took the place of a position that is left out is neither new nor can it be compared.
    hidden = np.zeros(len(rows), bool)
    if before is not unfiltered:
        hidden = is_first & ~first_spoken(unfiltered, after)
    since, is_first = since & ~hidden, is_first & ~hidden
    in_order = issue_order(context).rows
    known = in_order(moved(before, replace(after, positions=rows[since & ~is_first])))
    order = in_order(rows[["issue", "party"]][is_first].sort_values("party"))
    some = rows.loc[order.index[:MOST_LISTED]]
    new = in_order(moved(before, replace(after, positions=some)))
    words = join(
        _moves_list(context, known, len(known))
        if len(known)
        else tag("p", "No party that had a position before has moved."),
        tag(
            "details",
            tag("summary", count(len(order), "new position")),
            _moves_list(context, new, len(order)),
        )
        if len(order)
        else None,
        tag("p", replaced_text(int(hidden.sum())), cls="quiet") if hidden.any() else None,
    )
    moves = known if len(known) else new if len(new) == len(order) else None
    fits = moves is not None and len(moves) <= MOST_DRAWN
    return Moves(len(known), len(order), int(hidden.sum()), words, moves if fits else None)


def replaced_text(number: int) -> str:
    """How many positions cannot be compared, as what held before them is left out."""
    return f"{count(number, 'position')} took the place of one that the filters leave out."


def _frames_on(context: ViewContext, day: dt.date) -> Frames:
    """The frames of a day, or those at hand where the same positions hold on both days."""
    days = context.frames.days
    same = bisect_right(days, day) == bisect_right(days, context.day)
    return context.frames if same else context.frames_on(day)


def _measured(context: ViewContext, frames: Frames) -> Frames:
    """Frames with the positions alone that the selection does not leave out."""
    if not context.selection.leaves_out:
        return frames
    some = measurable_positions(frames.positions, context.selection)
    return replace(frames, positions=frames.positions[some].reset_index(drop=True))


def _moves_list(context: ViewContext, moves: pd.DataFrame, total: int) -> Html:
    shown = moves.head(MOST_LISTED)
    places = _places(context, shown["to_position"])
    rows = [_move(context, row, places[row["to_position"]]) for row in iter_dicts(shown)]
    rest = total - len(rows)
    more = tag("li", f"and {rest:,} more", cls="quiet") if rest else None
    return tag("ul", *rows, more, cls="told")


def _places(context: ViewContext, positions: pd.Series[Any]) -> dict[int, str]:
    """By position where it is cited, each place once: The Tide, paragraph 13."""
    evidence, sources = context.frames.evidence, context.index.sources
    own = (evidence["role"] == "position") & isin_numbers(evidence["position"], positions)
    found: dict[int, dict[str, None]] = {}
    for number, id, where in iter_rows(evidence[["position", "source", "locator"]][own]):
        source = sources[str(id)]
        place = f"{source.publisher}, {locator_phrase(where, source.locator_unit)}"
        found.setdefault(number, {})[place] = None
    return {number: "; ".join(places) for number, places in found.items()}


def _move(context: ViewContext, row: Any, places: str) -> Html:
    kind = KINDS[str(row["kind"])]
    who = join(tag("bdi", row["name"]), ": ", tag("bdi", row["title"]))
    when = row["to_date"].date()
    text = row["to_summary"] if pd.notna(row["to_summary"]) else row["to_gist"]
    return tag(
        "li",
        tag("p", cell_link(context.links, str(row["issue"]), str(row["party"]), who)),
        tag("p", tag("span", kind.label, cls="mark"), f" {change(row)}"),
        tag("p", text, dir="auto") if text not in labels_of(STANCES).values() else None,
        tag("p", f"{date_text(when)}; {places}", cls="quiet"),
    )
