"""A party in, the blocks of its page out: what it wants, what it rules out, and who is near it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import groupby
from typing import Any

import pandas as pd

from parley.categoricals import isin, isin_numbers
from parley.format.models import Party
from parley.format.vocabulary import CONDITION_KINDS, PARTY_KINDS, ROLES
from parley.frames.blocs import ancestors
from parley.frames.view import View, default_parties
from parley.html import Html, join, tag
from parley.iter_rows import iter_rows
from parley.measures import nearest
from parley.views.blocks import Block, Deferred, Heading, Paged, markup
from parley.views.card import cell_link
from parley.views.cells import CellView, PositionView
from parley.views.context import ViewContext
from parley.views.evidence_text import places
from parley.views.figures import directness_chart
from parley.views.paging import MOST_ROWS, Part
from parley.views.parts import left_out, rows_left_out, silences
from parley.views.position_text import dissent, inheritance, stance_line
from parley.views.scores import following_list, pair_table
from parley.views.share import share_cells
from parley.views.text_html import to_html
from parley.wording import count, date_text, end_sentence, left_out_text

MOST_PAIRS = 30
"""Other parties in the table of agreement: of more, those that agree most and those least."""


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
        issues = self.context.view.issues["issue"]
        return (
            issues[~isin(issues, [*self.issues_with_position, *self.left_out])]
            .astype("str")
            .tolist()
        )

    def cells(self, issues: Iterable[str]) -> list[CellView]:
        """Its cells on these issues."""
        return list(self.context.index.cells(issues, [self.party.id]).values())


def default_party(context: ViewContext) -> str:
    """The party of a page whose address names none: the first chosen, else the first page."""
    known = context.frames.parties["party"].astype("str").tolist()
    return next((id for id in context.selection.parties if id in known), known[0])


def party(context: ViewContext, id: str) -> Iterator[Block]:
    """The page below its chooser."""
    view = context.view.of(parties=[id])
    positions = context.frames.positions
    own = positions[view.in_view].sort_values("issue", kind="stable")
    out = positions["issue"][view.left_out].sort_values().astype("str").tolist()
    page = PartyPage(context, context.index.parties[id], own, out)
    yield from _introduction(page)
    yield Heading("Its positions")
    yield Paged("party", page.issues_with_position, "positions", partial(_positions, page))


def _introduction(page: PartyPage) -> Iterator[Block]:
    """Who it is, who speaks for it, and how much is known of it."""
    party, context = page.party, page.context
    role = ROLES[party.role]
    issues_with_position, possible = len(page.issues_with_position), len(context.view.issues)
    out = len(page.left_out)
    speakers = [
        join(tag("strong", each.name), f", {each.title}" if each.title else None)
        for each in party.speakers
    ]
    facts = [
        ("Role", join(role.label, tag("span", f" {role.meaning}", cls="quiet"))),
        ("Speaks for it", _lines(speakers) or tag("span", "Nobody is named.", cls="quiet")),
        ("Members", _parties(context, party.members)),
        ("Member of", _parties(context, ancestors(party.id, context.blocs))),
        (
            "Heard on",
            join(
                f"A position on {issues_with_position:,} of {count(possible, 'issue')} in view",
                f"; {left_out_text(out)}" if out else "",
            ),
        ),
    ]
    yield markup(
        tag("p", PARTY_KINDS[party.kind], cls="over"),
        tag("h1", party.name),
        tag("p", party.note, cls="lead") if party.note else None,
        tag(
            "dl",
            *(join(tag("dt", key), tag("dd", value)) for key, value in facts if value),
            cls="about",
        ),
    )


def _lines(items: list[Html]) -> Html | None:
    return tag("ul", *(tag("li", each) for each in items)) if items else None


def _parties(context: ViewContext, ids: Any) -> Html | None:
    links = [
        tag("a", context.party_names[id], href=context.links.party(id)) for id in dict.fromkeys(ids)
    ]
    return _lines(links)


def _positions(page: PartyPage, part: Part) -> Iterator[Block]:
    """A part of its positions, area by area, with its silences, and what follows."""
    cells = page.cells([*part.ids, *page.issues_without_position[:MOST_ROWS]])
    cells, without_position = cells[: len(part.ids)], cells[len(part.ids) :]
    areas = []
    for area, in_area in groupby(cells, key=lambda cell: cell.area):
        items = [_position(page, cell.position) for cell in in_area if cell.position]
        areas.append(tag("section", tag("h3", area), tag("ul", *items, cls="told")))
    if not areas:
        words = "No position of this party is known on the issues in view"
        rest = ", but for what is left out." if page.left_out else "."
        yield markup(tag("p", f"{words}{rest}", cls="quiet"))
    yield markup(
        tag("div", *areas),
        left_out(page.context, page.cells(page.left_out[:MOST_ROWS]), by_party=False),
        silences(page.context, without_position, by_party=False),
        rows_left_out(
            len(page.issues_without_position) - MOST_ROWS, "more issue", "without a position"
        ),
    )
    yield from _red_lines_and_conditions(page)
    yield Heading("Near and far")
    yield Deferred(
        "near-and-far", "With whom it agrees most and least", partial(_nearest_section, page)
    )
    yield from _directness(page)
    yield from _share(page, part, cells)


def _position(page: PartyPage, position: PositionView) -> Html:
    issue = position.issue
    to_bloc = inheritance(position) or dissent(position)
    before = f"{to_bloc.text} " if to_bloc else ""
    cited = places(page.context.index, position.evidence)
    return tag(
        "li",
        tag("p", cell_link(page.context.links, issue.id, position.party.id, issue.title)),
        to_html(page.context.links, stance_line(position)),
        tag("p", position.summary),
        tag("p", f"{before}{cited}; {date_text(position.date)}.", cls="quiet"),
    )


def _red_lines_and_conditions(page: PartyPage) -> Iterator[Block]:
    """Its red lines, the conditions it sets, and those that others set where it has a position."""
    context, party = page.context, page.party.id
    issues = context.index.issues
    red = page.positions[page.positions["red_line"].to_numpy(bool)]
    red_lines = [
        tag(
            "li",
            cell_link(context.links, str(row.issue), party, issues[str(row.issue)].title),
            f": {row.summary if pd.notna(row.summary) else row.gist}",
            _taken_from(context, row.inherited_from),
        )
        for row in iter_rows(red.head(MOST_ROWS))
    ]
    conditions = context.frames.conditions
    issue_of = dict(
        zip(page.positions["position"].tolist(), page.issues_with_position, strict=True)
    )
    own_conditions = conditions[isin_numbers(conditions["position"], page.positions["position"])]
    bloc_of = dict(zip(page.positions["position"], page.positions["inherited_from"], strict=True))
    order = {number: at for at, number in enumerate(issue_of)}
    own_conditions = own_conditions.sort_values(
        "position", key=lambda numbers: numbers.map(order), kind="stable"
    )
    own = [
        tag(
            "li",
            cell_link(
                context.links, issue_of[row.position], party, issues[issue_of[row.position]].title
            ),
            f": {CONDITION_KINDS[str(row.kind)].label.lower()} … {row.text}",
            _taken_from(context, bloc_of[row.position]),
        )
        for row in iter_rows(own_conditions.head(MOST_ROWS))
    ]
    others = conditions[
        conditions["current"]
        & (conditions["party"] != party)
        & isin(conditions["on_issue"], page.issues_with_position)
    ]
    theirs = [
        tag(
            "li",
            tag("strong", context.party_names[str(row.party)]),
            " on ",
            cell_link(context.links, str(row.issue), str(row.party),
                      context.index.issues[str(row.issue)].title),
            f": {end_sentence(row.text)} It hangs on "
            f"{context.index.issues[str(row.on_issue)].title}.",
        )
        for row in iter_rows(others.head(MOST_ROWS))
    ]  # fmt: skip
    yield Heading("Red lines and conditions")
    yield markup(
        tag(
            "div",
            _list("Red lines", red_lines, len(red)),
            _list("Conditions it sets", own, len(own_conditions)),
            _list("Conditions others set, where it has a position", theirs, len(others)),
            cls="position bonds",
        )
    )


def _taken_from(context: ViewContext, bloc: Any) -> Html | None:
    """Whose it is, where a party takes it from its bloc."""
    if pd.isna(bloc):
        return None
    return tag("span", f" Inherited from {context.party_names[str(bloc)]}.", cls="quiet")


def _list(title: str, items: list[Html], total: int) -> Html:
    body = tag("ul", *items) if items else tag("p", "None is reported.", cls="quiet")
    return tag("section", tag("h3", title), body, rows_left_out(total - len(items), "more"))


def _nearest_section(page: PartyPage) -> Iterator[Block]:
    """With whom it agrees most and least, and on how many issues that rests."""
    context = page.context
    table = partial(_nearest_table, page)
    yield markup(context.cached_for(context.view, "near and far", table, page.party.id))


def _nearest_table(page: PartyPage) -> Html:
    context = page.context
    parties = default_parties(context.frames)["party"].astype("str")
    view = context.view.of(parties={page.party.id, *parties})
    scores = nearest(view, page.party.id)
    scores = scores[scores["shared"] > 0]
    follows = following_list(context, view.of(parties=_relatives(page, view)))
    if scores.empty:
        text = "On no issue in view do a position of this party and one of another count."
        return join(follows, tag("p", text, cls="quiet"))
    table = pair_table(context, view, scores, MOST_PAIRS, rest="between these, in order", ends=True)
    return join(follows, table)


def _relatives(page: PartyPage, view: View) -> list[str]:
    """The party with its members and blocs in view."""
    blocs, own = page.context.blocs, page.party.id
    return [
        id
        for id in view.party_ids
        if id == own or id in ancestors(own, blocs) or own in ancestors(id, blocs)
    ]


def _directness(page: PartyPage) -> Iterator[Block]:
    """How direct the evidence about it is."""
    if page.positions["inherited_from"].isna().any():
        yield Heading("Whose word it is")
        yield directness_chart(page.context, page.positions, "area", page.context.view.issues)


def _share(page: PartyPage, part: Part, cells: list[CellView]) -> Iterator[Block]:
    """The page's address and citation, which is of the positions in sight, and the brief."""
    link = page.context.links.page("party", subject=page.party.id, **part.query)
    yield share_cells(page.context, "party", page.party.name, cells, link, subject=page.party.id)
