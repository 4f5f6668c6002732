"""A context in, what hangs on what out: the finding in a line, the conditions, their circles."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any, Final

import pandas as pd

from parley.categoricals import isin_numbers
from parley.format.vocabulary import CONDITION_KINDS
from parley.html import Html, join, tag
from parley.measures.tradeoffs import CYCLE_MEANINGS, cycles, links
from parley.views.blocks import Block, Heading, markup
from parley.views.card import cell_link
from parley.views.chips import plain_chip
from parley.views.context import ViewContext
from parley.views.figures import network_chart
from parley.views.issue_order import issue_order
from parley.views.parts import collapsible_list, rows_left_out
from parley.wording import count, number_word, plural

MOST_ISSUES: Final = 60
MOST_CONDITIONS: Final = 60
"""Issues on which something hangs that are listed, and what hangs on one of them."""
IN_SIGHT: Final = 6
"""Conditions on one issue that are in sight at once."""


def headline(context: ViewContext) -> str:
    """How many conditions tie how many issues together, and on which most hang."""
    if context.view.empty_because:
        return "Nothing is in view"
    found = _links(context)
    named = found[found["on_issue"].notna()]
    if found.empty:
        return "No position that counts hangs on a condition"
    if named.empty:
        return f"{_number(len(found), 'condition')}: none names another issue"
    tied = pd.concat([named["issue"].astype("str"), named["on_issue"].astype("str")]).nunique()
    verb = plural(len(named), "ties", "tie")
    text = f"{_number(len(named), 'condition')} {verb} {number_word(tied)} issues together"
    most = named["on_issue"].astype("str").value_counts()
    if most.iloc[0] > 1 and (len(most) == 1 or most.iloc[0] > most.iloc[1]):
        title = context.index.issues[str(most.index[0])].title
        number = "all" if most.iloc[0] == len(named) else number_word(int(most.iloc[0]))
        text += f"; {number} hang on {title}"
    return text


def _number(number: int, noun: str) -> str:
    words = number_word(number)
    return f"{words[:1].upper()}{words[1:]} {noun if number == 1 else f'{noun}s'}"


def _links(context: ViewContext) -> pd.DataFrame:
    found: pd.DataFrame = context.cached("links", partial(links, context.view))
    return found


def conditions(context: ViewContext) -> Iterator[Block]:
    """What hangs on what, issue by issue, and where it goes round."""
    found = _links(context)
    yield Heading("What hangs on what")
    left_out = _conditions_left_out(context)
    if left_out:
        are = plural(left_out, "is", "are")
        words = f"{count(left_out, 'position')} with conditions {are}"
        yield markup(tag("p", f"{words} left out by the filters.", cls="quiet"))
    if found.empty:
        yield markup(tag("p", "No position that counts hangs on a condition.", cls="quiet"))
        return
    yield markup(context.cached("conditions", partial(_conditions, context, found)))
    circles = context.cached("circles", partial(cycles, found))
    if circles.found:
        yield Heading("Where it goes round in a circle", level=3)
        items = [
            tag("li", tag("p", circle.sentence), tag("p", CYCLE_MEANINGS[circle.kind], cls="quiet"))
            for circle in circles.found
        ]
        more = "" if circles.complete else "There may be more circles than are listed here."
        yield markup(
            tag("ul", *items, cls="told ours"), tag("p", more, cls="quiet") if more else None
        )
    else:
        yield markup(tag("p", "Nobody waits for somebody who waits for them.", cls="quiet"))


def network(context: ViewContext) -> Iterator[Block]:
    """The same as a picture, where a condition names another issue."""
    found = _links(context)
    if found["on_issue"].notna().any():
        yield Heading("The conditions as a picture")
        yield network_chart(context, found)


def _conditions_left_out(context: ViewContext) -> int:
    """How many positions that have conditions the filters leave out; of a bloc's one."""
    view = context.view
    if not view.left_out.any():
        return 0
    positions = view.frames.positions["position"][view.left_out]
    return int(positions[isin_numbers(positions, view.frames.conditions["position"])].nunique())


def _conditions(context: ViewContext, found: pd.DataFrame) -> Html:
    """By the issue that they hang on, the one with most first; those that name none last."""
    found = issue_order(context).rows(found)
    on = found["on_issue"].astype("str").where(found["on_issue"].notna(), "")
    sizes = on.value_counts(sort=False)
    rank = issue_order(context).rank
    order = sorted(sizes.index, key=lambda id: (id == "", -sizes[id], rank.get(id, 0)))
    groups = dict(list(found.groupby(on, sort=False)))
    items = [_on_issue(context, issue, groups[issue]) for issue in order[:MOST_ISSUES]]
    rest = rows_left_out(len(order) - len(items), "more issue", "on which something hangs")
    return join(
        collapsible_list(items, "hanging ours", ("issue on which something hangs",
            "issues on which something hangs"), most=12),
        rest,
    )  # fmt: skip


def _on_issue(context: ViewContext, issue: str, rows: pd.DataFrame) -> Html:
    head = (
        tag("a", tag("bdi", context.index.issues[issue].title), href=context.links.issue(issue))
        if issue
        else "On what is no issue here"
    )
    same = ["party", "party_name", "kind", "text"]
    said = list(rows.groupby(same, observed=True, sort=False))[:MOST_CONDITIONS]
    items = [_condition(context, key, of) for key, of in said]
    rest = len(rows) - sum(len(of) for _, of in said)
    return tag(
        "li",
        tag("h3", head, " ", tag("span", count(len(rows), "condition"), cls="number")),
        collapsible_list(items, "", ("line", "lines"), most=IN_SIGHT),
        rows_left_out(rest, "more condition"),
    )


def _condition(context: ViewContext, key: Any, rows: pd.DataFrame) -> Html:
    """Who, on what, and in which way: Ukraine, Freeze along the front line, only after this."""
    party, name, kind, text = key
    titles: list[Html | str] = []
    for issue, title in zip(rows["issue"].astype("str"), rows["title"], strict=True):
        link = cell_link(context.links, issue, str(party), title)
        titles += [link, "; "]
    this = " this" if rows["on_issue"].notna().any() else ":"
    how = tag("span", f", {CONDITION_KINDS[kind].label.lower()}{this}", cls="kind")
    return tag(
        "li",
        tag("p", plain_chip(name), " ", *titles[:-1], how),
        tag("p", text, cls="quiet", dir="auto"),
    )
