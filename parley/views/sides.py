"""A context in, two lists out: where those heard lean the same way, and what stands between those
that decide."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

import numpy as np
import pandas as pd

from parley.html import Html, join, tag
from parley.measures import (
    deciding_parties,
    deciding_rule,
    islands_of_agreement,
    sticking_points,
)
from parley.views.blocks import Block, Heading, markup
from parley.views.context import ViewContext
from parley.views.how_computed import how_link
from parley.views.parts import BY_AREA, collapsible_list
from parley.views.voice_chips import VoiceChips, unheard
from parley.wording import count, join_and, left_out_text, on_none_of, plural

MOST_ISSUES: Final = 60
"""Issues in a list, all but the first a click away."""
MOST_DECIDING: Final = 12
"""Parties that decide who are named; of more the rule alone is told."""


def islands(context: ViewContext) -> tuple[pd.DataFrame, int]:
    """Where they lean the same way: the rows that are shown, and how many there are."""
    return _kept(
        context, "islands", lambda: islands_of_agreement(context.view, reasons=MOST_ISSUES)
    )


def sticking(context: ViewContext) -> tuple[pd.DataFrame, int]:
    """What stands between those that decide: the rows that are shown, and how many there are."""
    return _kept(context, "sticking", lambda: sticking_points(context.view, reasons=MOST_ISSUES))


def several_deciding(context: ViewContext) -> int:
    """On how many issues in view two that decide count."""
    view = context.view
    heard = np.bincount(view.voices.issue[view.voice_decides], minlength=len(view.issues))
    return int((heard >= 2).sum())


def leaning_same_way(context: ViewContext) -> Iterator[Block]:
    """Where they lean the same way, each issue with who holds what and who was not heard."""
    yield Heading("Where they lean the same way")
    yield markup(context.cached("leaning", lambda: _leaning(context)))


def standing_between(context: ViewContext) -> Iterator[Block]:
    """What stands between them, each issue with who stands against whom."""
    yield Heading("What stands between them")
    yield markup(context.cached("between", lambda: _between(context)))


def _leaning(context: ViewContext) -> Html:
    found, number = islands(context)
    issues = count(len(context.view.issues), "issue")
    if not number:
        return join(
            tag(
                "p",
                f"{on_none_of(len(context.view.issues))} in view have two voices spoken that all "
                "lean the same way.",
            ),
            tag("p", how_link("islands"), cls="quiet"),
        )
    note = tag(
        "p",
        f"{number:,} of {issues} in view, counting all voices in view; nobody contests a position "
        "there. ",
        how_link("islands"),
        cls="quiet",
    )
    chips, silent = VoiceChips(context, list(found["issue"])), unheard(context, found["issue"])
    items = [
        _item(
            context, str(issue), title,
            chips.row(issue),
            tag("p", f"{said}{_all_heard(spoken, possible, out)}.", cls="ours words"),
            silent.get(issue),
            tag("p", f"{left_out_text(out)}.", cls="ours unheard") if out else None,
        )
        for issue, title, spoken, possible, out, said in found[
            ["issue", "title", "spoken", "possible", "left_out", "said"]
        ].to_numpy()
    ]  # fmt: skip
    return join(note, _list(items, number))


def _all_heard(spoken: int, possible: int, left_out: int) -> str:
    return "" if possible > spoken or left_out else "; all in view have spoken"


def _between(context: ViewContext) -> Html:
    found, number = sticking(context)
    note = tag("p", who_decides(context), " ", how_link("sticking"), cls="quiet")
    if not number:
        return join(note, tag("p", _nothing_between(context)))
    chips = VoiceChips(context, list(found["issue"]), opposed=True)
    silent = unheard(context, found["issue"], deciding=True)
    items = [
        _item(
            context, str(issue), title,
            chips.row(issue), tag("p", f"{why}.", cls="ours words"), silent.get(issue),
        )
        for issue, title, why in found[["issue", "title", "why"]].to_numpy()
    ]  # fmt: skip
    total = count(len(context.view.issues), "issue")
    some = tag(
        "p", f"{number:,} of {total} in view, counting only voices that decide.", cls="quiet"
    )
    return join(some, note, _list(items, number))


def who_decides(context: ViewContext) -> str:
    """By which rule it is told who decides, and who that is."""
    decide = deciding_parties(context.view)
    names = [context.party_names[id] for id in decide]
    if len(names) > MOST_DECIDING:
        names = [count(len(names), "party", "parties")]
    return f"Who decides: {deciding_rule(context.view)} ({join_and(names) or 'none in view'})."


def _nothing_between(context: ViewContext) -> str:
    """What can be said where no two that decide stand apart: on how much that rests."""
    view = context.view
    several = several_deciding(context)
    left_out = int(view.deciding[view.left_out_cells.issue, view.left_out_cells.party].sum())
    on, rest = f"{on_none_of(len(view.issues))} in view", ""
    if several:
        on = f"On {several:,} of {count(len(view.issues), 'issue')} in view"
        rest = "; they stand apart on none of these"
    text = f"{on} have two that decide been heard{rest}."
    if left_out:
        are = plural(left_out, "is", "are")
        text += f" {count(left_out, 'position')} of those that decide {are} left out."
    return text


def _item(context: ViewContext, issue: str, title: str, *parts: Html | None) -> Html:
    link = tag("a", tag("bdi", title), href=context.links.issue(issue), cls="name")
    return tag("li", tag("h3", link), *parts)


def _list(items: list[Html], number: int) -> Html:
    """The list, its rest a click away, and in words what is not in it at all."""
    rest = number - MOST_ISSUES
    words = f"and {count(rest, 'more issue')}: {BY_AREA}"
    more = tag("p", words, cls="quiet") if rest > 0 else None
    return join(collapsible_list(items, "sided", ("issue", "issues")), more)


def _kept(
    context: ViewContext, name: str, make: Callable[[], pd.DataFrame]
) -> tuple[pd.DataFrame, int]:
    """The rows of a list that are shown, and how many there are, once for all readers."""

    def found() -> tuple[pd.DataFrame, int]:
        every = make()
        return every.head(MOST_ISSUES), len(every)

    return context.cached_for(context.view, f"ground, {name}", found)
