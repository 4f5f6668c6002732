"""What the page of one party shows, part by part."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import Any

import streamlit as st

from parley.blocs import above, unrelated
from parley.card import cell_link, held, page_share
from parley.dossier import Cell, Told
from parley.html import Html, tag, together
from parley.measures import agreement
from parley.model import Party
from parley.selection import view
from parley.ui.charts import directness_chart
from parley.ui.context import Context
from parley.ui.scores import pair_table
from parley.ui.shown import html, silences
from parley.ui.subject import subject
from parley.ui.take_away import brief_of
from parley.vocabulary import CONDITION_KINDS, PARTY_KINDS, ROLES
from parley.wording import count, day, locator

MOST_PAIRS = 60
"""Other parties in the table of agreement."""


@dataclass(frozen=True)
class Shown:
    """The party that the page is about, with its cells on the issues in view."""

    context: Context
    party: Party
    cells: list[Cell]

    @property
    def told(self) -> list[Told]:
        """Its positions that hold."""
        return [cell.told for cell in self.cells if cell.told is not None]


def chosen(context: Context) -> Shown:
    """The party of the address: its own parameter, else the first chosen, else the first shown."""
    names = {str(row.party): row.name for row in context.frames.parties.itertuples()}
    first = [*(id for id in context.selection.parties if id in names), *names][0]
    id = subject("subject", "Party", "parties", names, first)
    issues = context.view.issues["issue"].astype("str").tolist()
    cells = context.dossier.cells(issues, [id])
    return Shown(context, context.dossier.parties[id], list(cells.values()))


def introduction(shown: Shown) -> None:
    """Who it is, who speaks for it, and how much is known of it."""
    party, context = shown.party, shown.context
    role = ROLES[party.role]
    spoken, possible = len(shown.told), len(shown.cells)
    speakers = [
        together(tag("strong", each.name), f", {each.title}" if each.title else None)
        for each in party.speakers
    ]
    facts = [
        ("Role", together(role.label, tag("span", f" {role.meaning}", cls="quiet"))),
        ("Speaks for it", _lines(speakers) or tag("span", "Nobody is named.", cls="quiet")),
        ("Members", _parties(context, party.members)),
        ("Member of", _parties(context, above(party.id, context.blocs))),
        (
            "On the record",
            together(f"A position on {spoken} of {count(possible, 'issue')} in view"),
        ),
    ]
    html(
        tag("p", PARTY_KINDS[party.kind], cls="over"),
        tag("h1", party.name),
        tag("p", party.note, cls="lead") if party.note else None,
        tag(
            "dl",
            *(together(tag("dt", key), tag("dd", value)) for key, value in facts if value),
            cls="about",
        ),
    )


def _lines(items: list[Html]) -> Html | None:
    return tag("ul", *(tag("li", each) for each in items)) if items else None


def _parties(context: Context, ids: Any) -> Html | None:
    links = [
        tag("a", context.party_names[id], href=context.links.party(id)) for id in dict.fromkeys(ids)
    ]
    return _lines(links)


def positions(shown: Shown) -> None:
    """Its positions area by area, and its silences."""
    st.header("Its positions", anchor=False)
    areas = []
    for area, cells in groupby(shown.cells, key=lambda cell: cell.area):
        told = [_position(shown, cell) for cell in cells if cell.told is not None]
        if told:
            areas.append(tag("section", tag("h3", area), tag("ul", *told, cls="told")))
    if not areas:
        html(tag("p", "No position of this party is known on the issues in view.", cls="quiet"))
    html(tag("div", *areas), silences(shown.context, shown.cells, by_party=False))


def _position(shown: Shown, cell: Cell) -> Html:
    told = cell.told
    if told is None:
        raise ValueError("a cell without a position")
    bloc = told.inherited_from
    through = f"Inherited from {bloc.name}. " if bloc else ""
    if told.dissents:
        through = "Differs from its bloc. "
    return tag(
        "li",
        tag("p", cell_link(shown.context.links, cell.issue.id, cell.party.id, cell.issue.title)),
        held(told),
        tag("p", told.summary),
        tag("p", f"{through}{_places(shown, told)}", cls="quiet"),
    )


def _places(shown: Shown, told: Told) -> str:
    """Where it is said: publisher and place, each source once."""
    sources = shown.context.dossier.sources
    places = [
        f"{sources[each.source].publisher}, {locator(each, sources[each.source])}"
        for each in told.evidence
    ]
    return f"{'; '.join(dict.fromkeys(places))}; {day(told.date)}."


def bounds(shown: Shown) -> None:
    """Its red lines, the conditions it sets, and those that others set where it has spoken."""
    context = shown.context
    red = [
        tag("li", cell_link(context.links, each.issue.id, shown.party.id, each.issue.title),
            f": {each.summary}")
        for each in shown.told
        if each.red_line
    ]  # fmt: skip
    own = [
        tag(
            "li",
            cell_link(context.links, each.issue.id, shown.party.id, each.issue.title),
            f": {CONDITION_KINDS[condition.kind].label.lower()} … {condition.text}",
        )
        for each in shown.told
        for condition in each.conditions
    ]
    spoken = {each.issue.id for each in shown.told}
    conditions = context.frames.conditions
    others = conditions[
        conditions["current"]
        & (conditions["party"] != shown.party.id)
        & conditions["on_issue"].isin(spoken)
    ]
    theirs = [
        tag(
            "li",
            tag("strong", context.party_names[str(row.party)]),
            " on ",
            cell_link(context.links, str(row.issue), str(row.party),
                      context.dossier.issues[str(row.issue)].title),
            f": {row.text} It hangs on {context.dossier.issues[str(row.on_issue)].title}.",
        )
        for row in others.itertuples()
    ]  # fmt: skip
    st.header("Red lines and conditions", anchor=False)
    html(
        tag(
            "div",
            _list("Red lines", red, "None is reported."),
            _list("Conditions it sets", own, "None is reported."),
            _list("Conditions others set, where it has spoken", theirs, "None is reported."),
            cls="position bonds",
        )
    )


def _list(title: str, items: list[Html], nothing: str) -> Html:
    body = tag("ul", *items) if items else tag("p", nothing, cls="quiet")
    return tag("section", tag("h3", title), body)


def near_and_far(shown: Shown) -> None:
    """With whom it agrees most and least, and on how many issues that rests."""
    context = shown.context
    everybody = view(context.frames, context.selection.with_parties(()))
    ids = list(dict.fromkeys([shown.party.id, *everybody.party_ids]))
    positions = context.frames.positions
    held = positions[positions["current"] & positions["party"].isin(ids)]
    scores = unrelated(agreement(held, context.view.issues, ids), context.blocs)
    scores = scores[(scores["party_a"] == shown.party.id) & (scores["shared"] > 0)]
    st.header("Near and far", anchor=False)
    if scores.empty:
        text = "No other party has a position on an issue on which this one has one."
        html(tag("p", text, cls="quiet"))
        return
    html(pair_table(context, held, context.view.issues, scores, MOST_PAIRS))


def directness(shown: Shown) -> None:
    """How direct the evidence about it is."""
    positions = shown.context.frames.positions
    issues = shown.context.view.issues
    own = positions[
        (positions["party"] == shown.party.id) & positions["issue"].isin(issues["issue"])
    ]
    if any(each.inherited_from is None for each in shown.told):
        st.header("Whose word it is", anchor=False)
        directness_chart(shown.context, own, "area", issues)


def take_away(shown: Shown) -> None:
    """The page's address and citation, and the brief."""
    link = shown.context.links.party(shown.party.id)
    cells = [cell for cell in shown.cells if cell.told is not None]
    html(page_share(shown.context.dossier, link, shown.party.name, cells))
    brief_of(shown.context, shown.party.id, about=shown.party)
