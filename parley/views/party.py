"""A party in, the blocks of its page out: what it wants, what it rules out, and who is near it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from parley.categoricals import isin
from parley.format.vocabulary import ATTRIBUTIONS, ON_RECORD, PARTY_KINDS, ROLES
from parley.frames.blocs import ancestors
from parley.frames.view import View, default_parties
from parley.html import Html, join, tag
from parley.measures import nearest
from parley.views.blocks import Block, Deferred, Heading, Paged, Title, markup
from parley.views.cell_views import CellView
from parley.views.chips import Squares, counted_squares
from parley.views.context import ViewContext
from parley.views.how_computed import how_computed
from parley.views.issue_order import issue_order
from parley.views.paging import MOST_ROWS, Part
from parley.views.parts import over_title, rows_left_out
from parley.views.party_headline import headline
from parley.views.party_positions import PartyPage, positions_by_area, red_lines_and_conditions
from parley.views.scores import following_list, pair_table
from parley.views.share import share_cells
from parley.views.silences import left_out, silences
from parley.wording import join_and

MOST_PAIRS = 30
"""Other parties in the table of agreement: of more, those that agree most and those least."""


def default_party(context: ViewContext) -> str:
    """The party of a page whose address names none: the first chosen, else the first page."""
    known = context.frames.parties["party"].astype("str").tolist()
    return next((id for id in context.selection.parties if id in known), known[0])


def party(context: ViewContext, id: str) -> Iterator[Block]:
    """The page below its chooser."""
    view = context.view.of(parties=[id])
    positions = context.frames.positions
    order = issue_order(context)
    own = order.rows(positions[view.in_view])
    out = order.sorted(positions["issue"][view.left_out].astype("str"))
    page = PartyPage(context, context.index.parties[id], own, out)
    yield from _introduction(page)
    yield Heading("Its positions")
    yield Paged("party", page.issues_with_position, "positions", partial(_positions, page))


def _introduction(page: PartyPage) -> Iterator[Block]:
    """What was found, who it is, who speaks for it, and how direct the evidence about it is."""
    party, context = page.party, page.context
    role = ROLES[party.role]
    over = over_title(context, PARTY_KINDS[party.kind])
    yield Title(party.name, over, finding=headline(context, party.id))
    speakers = [
        join(tag("strong", each.name), f", {each.title}" if each.title else None)
        for each in party.speakers
    ]
    facts = [
        ("Role", join(role.label, tag("span", f" {role.meaning}", cls="quiet"))),
        ("Speaks for it", _lines(speakers) or tag("span", "Nobody is named.", cls="quiet")),
        ("Members", _parties(context, party.members)),
        ("Member of", _parties(context, ancestors(party.id, context.blocs))),
        ("Whose word", _directness(page)),
    ]
    yield markup(
        tag("p", party.note, cls="lead", dir="auto") if party.note else None,
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
        tag("a", context.party_names[id], href=context.links.party(id), dir="auto")
        for id in dict.fromkeys(ids)
    ]
    return _lines(links)


def _directness(page: PartyPage) -> Html | None:
    """How many of the positions that it has taken of its own are on the record, and by kind."""
    own = page.positions[page.positions["inherited_from"].isna().to_numpy()]["attribution"]
    if not len(own):
        return None
    number = int(isin(own, ON_RECORD).sum())
    kinds = own.astype("str").value_counts()
    named = [
        f"{kinds[kind]:,} {term.phrase}" for kind, term in ATTRIBUTIONS.items() if kind in kinds
    ]
    squares = [
        Squares(number, "on the record", "on-record"),
        Squares(len(own) - number, "not on the record", "off-record"),
    ]
    return join(counted_squares(squares), tag("p", f"{join_and(named)}.", cls="quiet"))


def _positions(page: PartyPage, part: Part) -> Iterator[Block]:
    """A part of its positions, area by area, with its silences, and what follows."""
    cells = page.cells([*part.ids, *page.issues_without_position[:MOST_ROWS]])
    cells, without_position = cells[: len(part.ids)], cells[len(part.ids) :]
    yield from positions_by_area(page, cells)
    yield markup(
        left_out(page.context, page.cells(page.left_out[:MOST_ROWS]), by_party=False),
        silences(page.context, without_position, by_party=False),
        rows_left_out(
            len(page.issues_without_position) - MOST_ROWS, "more issue", "without a position"
        ),
    )
    yield from red_lines_and_conditions(page)
    yield Heading("Near and far")
    yield Deferred(
        "near-and-far", "With whom it agrees most and least", partial(_nearest_section, page)
    )
    yield how_computed("city-block", "euclidean", "directional", "robustness", "congruence")
    yield from _share(page, part, cells)


def _nearest_section(page: PartyPage) -> Iterator[Block]:
    """With whom it agrees most and least, and on how many issues that rests."""
    context = page.context
    table = partial(_nearest_table, page)
    found = context.cached_for(context.view, "near and far", table, page.party.id)
    yield markup(tag("div", found, cls="near"))


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


def _share(page: PartyPage, part: Part, cells: list[CellView]) -> Iterator[Block]:
    """The page's address and citation, which is of the positions in sight, and the brief."""
    link = page.context.links.page("party", subject=page.party.id, **part.query)
    yield share_cells(
        page.context, "party", page.party.name, cells, link,
        brief_cells=len(page.context.view.issues), subject=page.party.id,
    )  # fmt: skip
