"""What the page of one party shows, part by part."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import groupby
from typing import Any

import pandas as pd
import streamlit as st

from parley.categoricals import isin, isin_numbers
from parley.format.models import Party
from parley.format.vocabulary import CONDITION_KINDS, PARTY_KINDS, ROLES
from parley.frames.blocs import ancestors, unrelated_pairs
from parley.frames.selection import default_parties
from parley.html import Html, join, tag
from parley.iter_rows import filter_rows, iter_rows
from parley.measures.nearest import nearest
from parley.ui.charts import directness_chart
from parley.ui.context import PageContext
from parley.ui.lazy import is_wanted
from parley.ui.scores import JUDGED, pair_table
from parley.ui.shown import html, left_out, silences
from parley.ui.subject import subject
from parley.ui.take_away import brief_of
from parley.ui.window import MOST_ROWS, Part, page_of
from parley.views.card import cell_link, held, page_share
from parley.views.cells import CellView, PositionView
from parley.wording import count, date_text, locator_text

MOST_PAIRS = 30
"""Other parties in the table of agreement: of more, those that agree most and those least."""


@dataclass(frozen=True)
class Shown:
    """The party that the page is about, with the positions that it holds on the issues in view."""

    context: PageContext
    party: Party
    held: pd.DataFrame
    """The rows of its positions, in the order of the issues."""

    @cached_property
    def spoken(self) -> list[str]:
        """The issues on which it holds a position."""
        return self.held["issue"].astype("str").tolist()

    @cached_property
    def silent(self) -> list[str]:
        """The issues in view on which it holds none."""
        issues = self.context.view.issues["issue"]
        return issues[~isin(issues, self.spoken)].astype("str").tolist()

    def cells(self, issues: Iterable[str]) -> list[CellView]:
        """Its cells on these issues."""
        return list(self.context.dossier.cells(issues, [self.party.id]).values())


def chosen(context: PageContext) -> Shown:
    """The party of the address: its own parameter, else the first chosen, else the first shown."""
    names = {str(row.party): row.name for row in iter_rows(context.frames.parties)}
    first = [*(id for id in context.selection.parties if id in names), *names][0]
    id = subject("subject", "Party", "parties", names, first)
    positions = context.frames.positions
    held = positions[isin(positions["party"], [id]) & positions["current"].to_numpy(bool)]
    held = held[isin(held["issue"], context.view.issues["issue"])]
    held = held.drop_duplicates("issue").sort_values("issue", kind="stable")
    return Shown(context, context.dossier.parties[id], held)


def introduction(shown: Shown) -> None:
    """Who it is, who speaks for it, and how much is known of it."""
    party, context = shown.party, shown.context
    role = ROLES[party.role]
    spoken, possible = len(shown.spoken), len(context.view.issues)
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
            "On the record",
            join(f"A position on {spoken:,} of {count(possible, 'issue')} in view"),
        ),
    ]
    html(
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


def _parties(context: PageContext, ids: Any) -> Html | None:
    links = [
        tag("a", context.party_names[id], href=context.links.party(id)) for id in dict.fromkeys(ids)
    ]
    return _lines(links)


def positions(shown: Shown) -> tuple[Part, list[CellView]]:
    """Its positions area by area, and its silences; returns the part that is shown, its cells."""
    st.header("Its positions", anchor=False)
    part = page_of(shown.spoken, key="party", noun="positions")
    cells = shown.cells([*part.ids, *shown.silent[:MOST_ROWS]])
    cells, quiet = cells[: len(part.ids)], cells[len(part.ids) :]
    areas = []
    for area, held_there in groupby(cells, key=lambda cell: cell.area):
        told = [_position(shown, cell) for cell in held_there if cell.told is not None]
        areas.append(tag("section", tag("h3", area), tag("ul", *told, cls="told")))
    if not areas:
        html(tag("p", "No position of this party is known on the issues in view.", cls="quiet"))
    html(
        tag("div", *areas),
        silences(shown.context, quiet, by_party=False),
        left_out(len(shown.silent) - MOST_ROWS, "more issue", "without a position"),
    )
    return part, cells


def _position(shown: Shown, cell: CellView) -> Html:
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


def _places(shown: Shown, told: PositionView) -> str:
    """Where it is said: publisher and place, each source once."""
    sources = shown.context.dossier.sources
    places = [
        f"{sources[each.source].publisher}, {locator_text(each, sources[each.source])}"
        for each in told.evidence
    ]
    return f"{'; '.join(dict.fromkeys(places))}; {date_text(told.date)}."


def bounds(shown: Shown) -> None:
    """Its red lines, the conditions it sets, and those that others set where it has spoken."""
    context, party = shown.context, shown.party.id
    issues = context.dossier.issues
    red = shown.held[shown.held["red_line"].to_numpy(bool)]
    red_lines = [
        tag(
            "li",
            cell_link(context.links, str(row.issue), party, issues[str(row.issue)].title),
            f": {row.summary if pd.notna(row.summary) else row.gist}",
        )
        for row in iter_rows(red.head(MOST_ROWS))
    ]
    conditions = context.frames.conditions
    of = dict(zip(shown.held["position"].tolist(), shown.spoken, strict=True))
    set_here = conditions[isin_numbers(conditions["position"], shown.held["position"])]
    order = {number: at for at, number in enumerate(of)}
    set_here = set_here.sort_values("position", key=lambda of: of.map(order), kind="stable")
    own = [
        tag(
            "li",
            cell_link(context.links, of[row.position], party, issues[of[row.position]].title),
            f": {CONDITION_KINDS[str(row.kind)].label.lower()} … {row.text}",
        )
        for row in iter_rows(set_here.head(MOST_ROWS))
    ]
    others = conditions[
        conditions["current"]
        & (conditions["party"] != party)
        & isin(conditions["on_issue"], shown.spoken)
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
        for row in iter_rows(others.head(MOST_ROWS))
    ]  # fmt: skip
    st.header("Red lines and conditions", anchor=False)
    html(
        tag(
            "div",
            _list("Red lines", red_lines, len(red)),
            _list("Conditions it sets", own, len(set_here)),
            _list("Conditions others set, where it has spoken", theirs, len(others)),
            cls="position bonds",
        )
    )


def _list(title: str, items: list[Html], total: int) -> Html:
    body = tag("ul", *items) if items else tag("p", "None is reported.", cls="quiet")
    return tag("section", tag("h3", title), body, left_out(total - len(items), "more"))


def near_and_far(shown: Shown) -> None:
    """With whom it agrees most and least, and on how many issues that rests."""
    context = shown.context
    st.header("Near and far", anchor=False)
    if not is_wanted(context, "near-and-far", "With whom it agrees most and least"):
        return
    told = partial(_near_and_far, shown)
    html(context.cached_for(context.view, "near and far", told, shown.party.id))


def _near_and_far(shown: Shown) -> Html:
    context, issues = shown.context, shown.context.view.issues
    others = [id for id in default_parties(context.frames)["party"].astype("str")
              if id != shown.party.id]  # fmt: skip
    current = context.frames.positions["current"].to_numpy(bool)
    held = filter_rows(context.frames.positions[JUDGED], current)
    scores = unrelated_pairs(nearest(held, issues, shown.party.id, others), context.blocs)
    scores = scores[scores["shared"] > 0]
    if scores.empty:
        text = "No other party has a position on an issue on which this one has one."
        return tag("p", text, cls="quiet")
    return pair_table(
        context, held, issues, scores, MOST_PAIRS, rest="between these, in order", ends=True
    )


def directness(shown: Shown) -> None:
    """How direct the evidence about it is."""
    if shown.held["inherited_from"].isna().any():
        st.header("Whose word it is", anchor=False)
        directness_chart(shown.context, shown.held, "area", shown.context.view.issues)


def take_away(shown: Shown, part: Part, cells: list[CellView]) -> None:
    """The page's address and citation, which is of the positions in sight, and the brief."""
    link = shown.context.links.page("party", subject=shown.party.id, **part.query)
    html(
        page_share(shown.context.dossier, link, shown.party.name, cells),
        brief_of(shown.context.links, subject=shown.party.id),
    )
