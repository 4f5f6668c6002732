"""A negotiation's addresses within an edition: a file a page, or a place in the one file."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Final
from urllib.parse import urlencode

from parley.frames.selection import Selection, cell_id
from parley.views.context import ViewContext
from parley.views.links import Links

OVERVIEW: Final = "overview"
"""The name of the page that the live dashboard shows at its own address."""

OWN: Final = {"issue": "issue", "party": "subject"}
"""The pages that are about one thing, with the parameter of the live address that names it."""

OF_THE_EDITION: Final = ("negotiation", "day")
"""Parameters of a live address that the whole edition has in common."""


def page_name(page: str, about: str = "") -> str:
    """The name of a page by its live address: `matrix`, `issue-borders`."""
    name = page.strip("./") or OVERVIEW
    return f"{name}-{about}" if about else name


@dataclass(frozen=True)
class EditionLinks(Links):
    """The addresses of an edition's pages, with what a link chooses beside the whole folder."""

    in_one_file: bool = False
    """Whether the pages are places in one file."""
    to_cards: bool = False
    """Whether a cell's address is that of its card, as it is sent to another person."""

    def page(self, page: str, **more: str) -> str:
        """The address of a page; `more` are its own parameters."""
        about = more.pop(OWN[page], "") if page in OWN else ""
        chosen = [pair for pair in self.selection.to_query() if pair[0] not in OF_THE_EDITION]
        query = urlencode([*chosen, *more.items()])
        return self.address(page_name(page, about), query)

    def address(self, name: str, query: str = "") -> str:
        """The address of a page by its name."""
        if self.in_one_file:
            path = f"#{name}"
        else:
            path = "index.html" if name == OVERVIEW else f"{name}.html"
        return f"{path}?{query}" if query else path

    def cell(self, issue: str, party: str) -> str:
        """Where a position stands in full: the script opens its card there."""
        if self.in_one_file or self.to_cards:
            return self.page("matrix", cell=cell_id(issue, party))
        return f"{self.address(page_name('issue', issue))}#position-{party}"

    def on_the_day(self) -> EditionLinks:
        """The same without any choice: what one sends to another person."""
        return replace(self, selection=Selection(), to_cards=True)


@dataclass(frozen=True)
class EditionContext(ViewContext):
    """A view's context whose links lead within the edition."""

    in_one_file: bool = field(default=False)
    to_cards: bool = field(default=False)
    """Whether links to cells lead to their cards: on the page where positions stand in full."""

    @property
    def links(self) -> EditionLinks:
        """The addresses of the pages, with what is chosen."""
        return EditionLinks(self.negotiation.id, self.selection, self.in_one_file, self.to_cards)
