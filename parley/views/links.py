"""Addresses within Parley: what a person sees, as a link that opens the same for another."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Final
from urllib.parse import urlencode, urlsplit

from parley.frames.selection import Selection, cell_id

MOST_ADDRESS = 8_000
"""Characters of an address, without its host, that a server answers; most proxies refuse longer
ones."""

LINK = "{link}"
"""What a page replaces by an absolute address in the texts that it offers to copy."""


BASE_CHARACTERS: Final = r"[A-Za-z0-9._~:/%\[\]-]+"
"""What an address is written with (RFC 3986), without a query."""


def checked_base(text: str) -> str | None:
    """An absolute address below which pages stand, with a slash at its end; None where it is none.

    It has no query, no place within a page and no name of a user.
    """
    try:
        parts = urlsplit(text)
        sound = parts.scheme in ("http", "https") and bool(parts.hostname)
        sound = sound and not (parts.query or parts.fragment or parts.username or parts.password)
        _ = parts.port
    except ValueError:
        return None
    return text.rstrip("/") + "/" if sound and re.fullmatch(BASE_CHARACTERS, text) else None


def query(negotiation: str, selection: Selection, **more: str) -> str:
    """The query of an address: the negotiation, what is chosen, and whatever else is given."""
    pairs = [("negotiation", negotiation), *selection.to_query(), *more.items()]
    return urlencode(pairs)


@dataclass(frozen=True)
class Links:
    """The addresses of a negotiation's pages, relative to one another, with a reader's choice."""

    negotiation: str
    selection: Selection = field(default_factory=Selection)

    def choosing(self, selection: Selection) -> Links:
        """The same, of the same day, with another choice."""
        return replace(self, selection=replace(selection, day=self.selection.day))

    def page(self, page: str, **more: str) -> str:
        """The address of a page; `more` are its own parameters."""
        own = f"&{urlencode(more)}" if more else ""
        return f"{page}?{self.query}{own}"

    @cached_property
    def query(self) -> str:
        """The query that each of them begins with."""
        return query(self.negotiation, self.selection)

    def cell(self, issue: str, party: str) -> str:
        """The address of a cell."""
        return self.page("matrix", cell=cell_id(issue, party))

    def issue(self, issue: str) -> str:
        """The address of an issue's page."""
        return self.page("issue", issue=issue)

    def party(self, party: str) -> str:
        """The address of a party's page: the choice of parties stays what it is."""
        return self.page("party", subject=party)

    def brief(self, ending: str, **about: str) -> str:
        """The address of the brief in a form: of one `issue`, one party (`subject`), or of all."""
        return self.page("parley/brief", **about, form=ending)

    def on_the_day(self) -> Links:
        """The same without any choice but the day: what one sends to another person."""
        return Links(self.negotiation, Selection(day=self.selection.day))
