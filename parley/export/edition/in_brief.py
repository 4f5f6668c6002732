"""An edition of very many positions in, short pages of issues and parties out: who holds what."""

from __future__ import annotations

from typing import Final

import numpy as np

from parley.categoricals import Rows
from parley.export.edition.edition import Edition
from parley.export.edition.links import EditionContext, page_name
from parley.export.edition.page import Page
from parley.export.edition.render import Renderer
from parley.format.vocabulary import STANCES
from parley.html import Html, join, tag
from parley.iter_rows import iter_rows
from parley.views.blocks import Title, markup
from parley.views.issue_order import issue_order
from parley.views.parts import over_title
from parley.wording import count, join_and

IN_THE_DATA: Final = (
    "The words of each position, and where they stand, open from the matrix and are in the data to "
    "download: they are too many for a page."
)


class Holders:
    """Who holds what, by issue and by party, of very many positions looked up once."""

    def __init__(self, context: EditionContext) -> None:
        cells = context.view.cells
        self.stance = cells.places("stance", list(STANCES))
        self._issue, self._party = cells.issue, cells.party
        places = issue_order(context).places(context.view.issues["issue"])
        self._by_party = np.lexsort((places[cells.issue], cells.party))
        issues, parties = cells.shape
        self._of_issue = np.searchsorted(cells.issue, np.arange(issues + 1))
        self._of_party = np.searchsorted(cells.party[self._by_party], np.arange(parties + 1))
        self.issues = {id: at for at, id in enumerate(context.view.issue_ids)}
        self.parties = {id: at for at, id in enumerate(context.view.party_ids)}

    def on_issue(self, id: str) -> tuple[Rows, Rows]:
        """The places of the parties that hold something on an issue, and of their stances."""
        rows = slice(*self._of_issue[self.issues[id] : self.issues[id] + 2])
        return self._party[rows], self.stance[rows]

    def of_party(self, id: str) -> tuple[Rows, Rows]:
        """The places of the issues on which a party holds something, and of its stances."""
        if id not in self.parties:  # one for which a bloc speaks
            return np.empty(0, int), np.empty(0, int)
        at = self.parties[id]
        rows = self._by_party[self._of_party[at] : self._of_party[at + 1]]
        return self._issue[rows], self.stance[rows]


def issue_in_brief(edition: Edition, id: str) -> Page:
    """The page of an issue where positions are too many to be told in full: who holds what."""
    context = edition.context
    issue, held = context.index.issues[id], edition.kept("holders", Holders)
    links = edition.kept("party links", _party_links)
    page = (page_name("issue", id), issue.title, context.index.area_of(id))
    return _short(edition, page, *held.on_issue(id), links, issue.proposal)


def party_in_brief(edition: Edition, id: str) -> Page:
    """The page of a party in the same way: what it holds on which issues."""
    held = edition.kept("holders", Holders)
    links = edition.kept("issue links", _issue_links)
    page = (page_name("party", id), edition.context.party_names[id], "Party")
    return _short(edition, page, *held.of_party(id), links, "")


def _party_links(context: EditionContext) -> list[Html]:
    rows = iter_rows(context.view.parties[["party", "name"]])
    return [
        tag("a", tag("bdi", row.name), href=context.links.party(str(row.party))) for row in rows
    ]


def _issue_links(context: EditionContext) -> list[Html]:
    rows = iter_rows(context.view.issues[["issue", "title"]])
    return [
        tag("a", tag("bdi", row.title), href=context.links.issue(str(row.issue))) for row in rows
    ]


def _short(
    edition: Edition,
    page: tuple[str, str, str],
    places: Rows,
    stance: Rows,
    links: list[Html],
    lead: str,
) -> Page:
    """A page of a name, a title and what it is: who or what stands at those places, by stance."""
    name, title, kind = page
    groups = [(term.label, places[stance == at]) for at, term in enumerate(STANCES.values())]
    groups = [each for each in (*groups, ("By value", places[stance < 0])) if len(each[1])]
    lines = [
        join(
            tag("dt", f"{label} ", tag("span", f"{len(those):,}", cls="number")),
            tag("dd", *_separated([links[at] for at in those.tolist()])),
        )
        for label, those in groups
    ]
    silent = len(links) - len(places)
    counts = join_and([f"{label.lower()} {len(those):,}" for label, those in groups])
    known = f"{count(len(places), 'position')} known of {len(links):,}: {counts}."
    sentence = known if groups else f"No position is known of {len(links):,}."
    others = tag("p", f"No position is known of {silent:,} others.", cls="quiet")
    renderer = Renderer(edition.context, name, edition.figures)
    body = renderer.html(
        [
            Title(title, over_title(edition.context, kind), finding=sentence),
            markup(
                tag("p", lead, cls="lead") if lead else None,
                tag("dl", *lines, cls="who-holds-what") if lines else None,
                others if silent and groups else None,
                tag("p", IN_THE_DATA, cls="quiet"),
            ),
        ]
    )
    return Page(name, title, body, sentence)


def _separated(links: list[Html]) -> list[Html | str]:
    return [part for link in links for part in ("; ", link)][1:]
