"""A party's positions in, blocks out: what it holds by area, its red lines, and conditions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Any

import pandas as pd

from parley.categoricals import isin, isin_numbers
from parley.format.models import Party
from parley.format.vocabulary import CONDITION_KINDS
from parley.html import Html, join, tag
from parley.iter_rows import iter_rows
from parley.views.blocks import Block, Heading, markup
from parley.views.card import cell_link
from parley.views.cell_views import CellView, PositionView
from parley.views.chips import record_legend
from parley.views.context import ViewContext
from parley.views.issue_order import issue_order
from parley.views.paging import MOST_ROWS
from parley.views.parts import rows_left_out
from parley.views.position_text import dissent, inheritance
from parley.views.text_html import to_html
from parley.views.whose_word import WhoseWord, whose_words
from parley.wording import date_text, end_sentence


@dataclass(frozen=True)
class PartyPage:
    """The party that the page is about, with the positions that it holds on the issues in view."""

    context: ViewContext
    party: Party
    positions: pd.DataFrame
    """The rows of its positions that count, in the order of the issues."""
    left_out: list[str]
    """The issues on which its position is left out by the filters."""

    @cached_property
    def issues_with_position(self) -> list[str]:
        """The issues on which it holds a position."""
        return self.positions["issue"].astype("str").tolist()

    @cached_property
    def issues_without_position(self) -> list[str]:
        """The issues in view on which it holds none."""
        others = {*self.issues_with_position, *self.left_out}
        ids = (id for id in self.context.view.issue_ids if id not in others)
        return issue_order(self.context).sorted(ids)

    def cells(self, issues: Iterable[str]) -> list[CellView]:
        """Its cells on these issues."""
        return list(self.context.index.cells(issues, [self.party.id]).values())


def positions_by_area(page: PartyPage, cells: Iterable[CellView]) -> Iterator[Block]:
    """What it holds, area by area, each with whose word it is and leading to its card."""
    held = [cell.position for cell in cells if cell.position is not None]
    if not held:
        words = "No position of this party is known on the issues in view"
        rest = ", but for what is left out." if page.left_out else "."
        yield markup(tag("p", f"{words}{rest}", cls="quiet"))
        return
    words_of = whose_words(page.context, pd.Series([each.number for each in held]))
    by_area = groupby(held, key=lambda each: page.context.index.area_of(each.issue.id))
    areas = [
        tag(
            "section",
            tag("h3", area, dir="auto"),
            tag("ul", *(_position(page, each, words_of) for each in those), cls="held-list"),
        )
        for area, those in by_area
    ]
    yield markup(record_legend(), *areas)


def _position(page: PartyPage, position: PositionView, words: Mapping[int, WhoseWord]) -> Html:
    """One position: its stance or value, its gist, its marks, and whose word it is."""
    issue = position.issue
    in_sentences = (position.attribution, "inherited", "dissent")
    marks = [
        tag("span", mark.label, cls=f"mark {mark.kind}")
        for mark in position.marks
        if mark.kind not in in_sentences
    ]
    word, to_bloc = words.get(position.number), inheritance(position) or dissent(position)
    return tag(
        "li",
        tag("p", tag("span", position.stance_text, cls=f"stance {position.stance or 'value'}")),
        tag(
            "div",
            tag(
                "p",
                cell_link(page.context.links, issue.id, position.party.id, issue.title),
                *(join(" ", mark) for mark in marks),
                cls="name",
            ),
            # A gist that repeats the stance or the value says nothing beside it.
            tag(
                "p",
                position.summary if position.gist == position.stance_text else position.gist,
                dir="auto",
            ),
            tag("p", f"Asks for: {position.option}", cls="quiet") if position.option else None,
            to_html(page.context.links, to_bloc) if to_bloc else None,
            _record_line(word, date_text(position.date)) if word else None,
        ),
    )


def _record_line(word: WhoseWord, day: str) -> Html:
    """Whose word it is, on the record or not, where it stands, and of which day it is."""
    cls = "record on-record" if word.on_record else "record"
    sign = tag("i", "", aria_hidden="true")
    return tag("p", tag("span", sign, tag("span", f"{word.text}; {day}"), cls=cls), cls="quiet")


def red_lines_and_conditions(page: PartyPage) -> Iterator[Block]:
    """Its red lines, the conditions it sets, and those that others set where it has a position."""
    lists = [_red_lines(page), _own_conditions(page), _conditions_of_others(page)]
    yield Heading("Red lines and conditions")
    yield markup(tag("div", *lists, cls="position bonds"))


def _red_lines(page: PartyPage) -> Html:
    context, party = page.context, page.party.id
    red = page.positions[page.positions["red_line"].to_numpy(bool)]
    items = [
        tag(
            "li",
            cell_link(context.links, str(row.issue), party, _title(context, row.issue)),
            f": {row.summary if pd.notna(row.summary) else row.gist}",
            _taken_from(context, row.inherited_from),
        )
        for row in iter_rows(red.head(MOST_ROWS))
    ]
    return _list("Red lines", items, len(red) - MOST_ROWS)


def _own_conditions(page: PartyPage) -> Html:
    context, held = page.context, page.positions
    numbers = held["position"].tolist()
    issue_of = dict(zip(numbers, page.issues_with_position, strict=True))
    bloc_of = dict(zip(numbers, held["inherited_from"], strict=True))
    order = {number: at for at, number in enumerate(numbers)}
    own = context.frames.conditions
    own = own[isin_numbers(own["position"], held["position"])]
    own = own.sort_values("position", key=lambda each: each.map(order), kind="stable")
    shown = iter_rows(own.head(MOST_ROWS))
    items = [
        tag(
            "li",
            tag(
                "p",
                cell_link(context.links, issue, page.party.id, _title(context, issue)),
                _taken_from(context, bloc_of[number]),
            ),
            *(tag("p", f"{CONDITION_KINDS[str(row.kind)].label} … {row.text}") for row in rows),
        )
        for (number, issue), rows in groupby(
            shown, key=lambda row: (row.position, issue_of[row.position])
        )
    ]
    return _list("Conditions it sets", items, len(own) - MOST_ROWS)


def _conditions_of_others(page: PartyPage) -> Html:
    context, conditions = page.context, page.context.frames.conditions
    others = conditions[
        conditions["current"]
        & (conditions["party"] != page.party.id)
        & isin(conditions["on_issue"], page.issues_with_position)
    ]
    others = issue_order(context).rows(others)
    items = [
        tag(
            "li",
            tag("strong", tag("bdi", context.party_names[str(row.party)])),
            " on ",
            cell_link(context.links, str(row.issue), str(row.party), _title(context, row.issue)),
            f": {end_sentence(row.text)} It hangs on {_title(context, row.on_issue)}.",
        )
        for row in iter_rows(others.head(MOST_ROWS))
    ]
    rest = len(others) - MOST_ROWS
    return _list("Conditions others set, where it has a position", items, rest)


def _title(context: ViewContext, issue: Any) -> str:
    return context.index.issues[str(issue)].title


def _taken_from(context: ViewContext, bloc: Any) -> Html | None:
    """Whose it is, where a party takes it from its bloc."""
    if pd.isna(bloc):
        return None
    return tag("span", f" Inherited from {context.party_names[str(bloc)]}.", cls="quiet")


def _list(title: str, items: list[Html], rest: int) -> Html:
    """A list below its title, and how much more there is, where `rest` is above nought."""
    body = tag("ul", *items) if items else tag("p", "None is reported.", cls="quiet")
    return tag("section", tag("h3", title), body, rows_left_out(rest, "more"))
