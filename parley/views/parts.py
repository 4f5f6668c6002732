"""Parts of pages: lines of facts, lists and tables as semantic HTML."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, Literal

import pandas as pd

from parley.format.models import Claim, Event, Evidence
from parley.format.problems import Problem, number_of
from parley.format.vocabulary import DAY_STATUSES, EVENT_KINDS, STANCES
from parley.frames.selection import Selection
from parley.frames.view import NOTHING_YET, View
from parley.html import Html, join, tag
from parley.iter_rows import iter_rows
from parley.views.blocks import Block, markup
from parley.views.context import ViewContext
from parley.views.paging import MOST_LISTED
from parley.wording import (
    attribution_phrase,
    count,
    date_range_text,
    date_text,
    join_and,
    locator_text,
)

MOST_FAULTS = 200

MOST_CLAIMS = 4
"""Claims that are in sight at once, the rest a click away."""


BY_AREA: Final = "filter by area to see them"
"""How to see what a list has no room for, where filters act on it."""


def fault_list(faults: Sequence[Problem]) -> Html:
    """Every fault as a line with file, line, place and remedy."""
    rows = [
        tag(
            "li",
            tag("code", f"{fault.file}:{fault.line}"),
            tag("span", fault.where, cls="where"),
            tag("span", fault.message),
        )
        for fault in faults[:MOST_FAULTS]
    ]
    rest = number_of(faults[MOST_FAULTS:])
    more = tag("p", f"and {count(rest, 'more fault')}", cls="quiet") if rest > 0 else None
    return join(tag("ol", *rows, cls="faults"), more)


def over_title(context: ViewContext, first: str) -> str:
    """The line above a title: what the page is about, in which negotiation, and as of when."""
    return f"{first} · {context.negotiation.header.title} · as of {date_text(context.day)}"


def over_finding(context: ViewContext, view: View, matrix: View | None = None) -> str:
    """The line above a finding: the negotiation, and what of it is in view."""
    return f"{context.negotiation.header.title} · {in_view_text(context, view, matrix)}"


def in_view_text(context: ViewContext, view: View, matrix: View | None = None) -> str:
    """What the filters leave in view, in words; nothing is hidden without a word.

    `matrix` is what a matrix on the page shows, where there is one: in it those cells fade which
    the selection does not find.
    """
    selection = context.selection
    issues, parties = len(context.negotiation.issues), len(context.negotiation.parties)
    parts = [f"As of {date_text(context.day)}"]
    number = len(view.issues)
    of_all = f" of {issues:,}" if number != issues else ""
    parts.append(f"{number:,}{of_all} {'issue' if issues == 1 else 'issues'}")
    of_all = f" of {parties}" if len(view.parties) != parties else ""
    parts.append(f"{len(view.parties)}{of_all} {'party' if parties == 1 else 'parties'}")
    represented = sorted({name for names in context.represented_members.values() for name in names})
    if represented and view is context.view and not selection.parties:
        whose = "its" if len(represented) == 1 else "their"
        parts.append(f"{join_and(represented)} in {whose} bloc's column")
    if view.measurable is not None:
        parts.append(
            f"{count(int(view.left_out.sum()), 'position')} left out by {left_out_by(selection)}"
        )
    if selection.marks and not view.empty_because:
        sought = "stance, red lines and words find cells in the Matrix and change nothing here"
        if matrix is not None:
            sought = f"{count(int(view.matching.sum()), 'position')} found"
            if (matrix.in_view & ~matrix.matching).any():
                sought += ", the others are faded"
        parts.append(sought)
    return " · ".join(parts)


def left_out_by(selection: Selection) -> str:
    """Which filters leave positions out of what is measured, in words."""
    parts = []
    if selection.attributions or selection.record:
        parts.append("whose word it is")
    if selection.since is not None:
        parts.append(f"when it was said (before {date_text(selection.since)})")
    return join_and(parts)


def empty_notice(view: View) -> Iterator[Block]:
    """Why nothing is in view and what to do, where nothing is."""
    if view.empty_because:
        remedy = tag("p", "Take back a party or a filter under the title.", cls="quiet")
        yield markup(
            tag(
                "section",
                tag("h2", "Nothing is in view"),
                tag("p", view.empty_because),
                *(() if view.empty_because == NOTHING_YET else (remedy,)),
                cls="empty",
            )
        )


def status_meanings() -> Html:
    """What each status means, at hand where they stand."""
    terms = [
        join(tag("dt", tag("span", term.label, cls=f"status {status}")), tag("dd", term.meaning))
        for status, term in DAY_STATUSES.items()
    ]
    return tag("details", tag("summary", "What the statuses mean"), tag("dl", *terms))


def claims(context: ViewContext) -> Html:
    """What was claimed about the talks as a whole, by whom."""
    items = [_claim(context, claim) for claim in context.negotiation.header.claims]
    return collapsible_list(items, "claims", ("claim", "claims"), most=MOST_CLAIMS)


def _claim(context: ViewContext, claim: Claim) -> Html:
    share = (
        tag("span", f"{claim.share_agreed:.0%}", cls="percent")
        if claim.share_agreed is not None
        else None
    )
    return tag(
        "li", share, tag("p", claim.text, dir="auto"), _evidence_lines(context, claim.evidence)
    )


def _evidence_lines(context: ViewContext, evidence: Iterable[Evidence]) -> Html:
    sources = {source.id: source for source in context.negotiation.sources}
    lines, notes = [], []
    for each in evidence:
        source = sources[each.source]
        lines.append(
            f"{attribution_phrase(each)}, {source.publisher}, {locator_text(each, source)}"
        )
        if each.note:
            notes.append(tag("p", each.note, cls="quiet", dir="auto"))
    return join(tag("p", "; ".join(lines), cls="quiet"), *notes)


def events(context: ViewContext, ahead: bool) -> Html | None:
    """The events that lie ahead of the source's day, or behind it, in order of time."""
    frame = context.frames.events
    chosen = set(frame["event"][frame["upcoming"].to_numpy(bool) == ahead])
    return events_of(context, [each for each in context.negotiation.events if each.id in chosen])


def events_of(context: ViewContext, chosen: Iterable[Event]) -> Html | None:
    """Events in order of time, or None where there are none."""
    rows = [
        _event(context, event)
        for event in sorted(chosen, key=lambda event: (event.date.from_, event.date.to))
    ]
    return tag("ul", *rows, cls="events") if rows else None


def _event(context: ViewContext, event: Event) -> Html:
    who = join_and([context.party_names[party] for party in event.parties])
    kind = EVENT_KINDS[event.kind]
    lines = [
        tag("p", event.title, dir="auto"),
        tag("p", f"{kind} · {who}" if who else kind, cls="quiet"),
        _evidence_lines(context, event.evidence),
    ]
    return tag("li", tag("span", date_range_text(event.date), cls="when"), tag("div", *lines))


def collapsible_list(
    items: list[Html],
    cls: str,
    noun: tuple[str, str],
    ordered: bool = False,
    most: int = MOST_LISTED,
) -> Html:
    """A list of which the first are in sight and the rest, where there are many, a click away."""
    name = "ol" if ordered else "ul"
    first, rest = items[:most], items[most:]
    if not rest:
        return tag(name, *first, cls=cls)
    start = str(most + 1) if ordered else None
    more = tag("summary", f"{count(len(rest), f'more {noun[0]}', f'more {noun[1]}')}")
    hidden = tag("details", more, tag(name, *rest, cls=cls, start=start))
    return join(tag(name, *first, cls=cls), hidden)


def rows_left_out(number: int, noun: str, more: str = "") -> Html | None:
    """What a list leaves out, in words; None where it has everything."""
    if number <= 0:
        return None
    words = f"and {number:,} {noun}" if noun == "more" else f"and {count(number, noun)}"
    return tag("p", f"{words} {more}".rstrip(), cls="quiet")


def legend() -> Html:
    """How to read a cell: stances with their signs, whose word, silence."""
    stances = [
        join(tag("dt", f"{term.sign} {term.label}"), tag("dd", term.meaning))
        for term in STANCES.values()
    ]
    return tag(
        "details",
        tag("summary", "How to read a cell"),
        tag("dl", *stances),
        tag(
            "p",
            "● is on the record: a document, a named speaker of the party, a joint statement or a "
            "poll. ○ is not: an unnamed official, somebody of another party, or the reporter. ¶ is "
            "the paragraph of the source.",
        ),
        tag(
            "p",
            "Blank paper is silence: no position is known, which is not neutrality. A press on a "
            "cell opens what it rests on.",
        ),
    )


def data_table(frame: pd.DataFrame, caption: str) -> Html:
    """A small frame as a table."""
    rows = [
        tag("tr", tag("th", _cell(first), scope="row"), *(tag("td", _cell(each)) for each in rest))
        for first, *rest in iter_rows(frame)
    ]
    return data_region(caption, map(str, frame.columns), rows)


def data_region(
    caption: str, columns: Iterable[str], rows: Iterable[Html], *shape: Literal["tall", "stacked"]
) -> Html:
    """A table in a region of its own, which scrolls by keyboard where it is too wide.

    One that is `tall` is as high as its rows, and has no scrolling of its own but sideways. On a
    narrow screen the cells of a row stand below each other where it is that or `stacked`, and a
    cell says before what it holds which column it is of, where it has that in `data-of`.
    """
    head = tag("tr", *(tag("th", name, scope="col") for name in columns))
    table = tag("table", tag("caption", caption), tag("thead", head), tag("tbody", *rows))
    cls = " ".join(("data", *shape))
    return tag("div", table, cls=cls, tabindex="0", role="region", aria_label=caption)


def _cell(value: object) -> str:
    if isinstance(value, float):
        return "–" if pd.isna(value) else f"{value:.2f}"
    return str(value)
