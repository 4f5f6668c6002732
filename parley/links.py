"""Addresses within Parley: what a person sees, as a link that opens the same for another."""

from __future__ import annotations

from urllib.parse import urlencode

from parley.selection import Selection


def cell_id(issue: str, party: str) -> str:
    """A cell's name in an address. Ids hold no dot, so it can be taken apart again."""
    return f"{party}.{issue}"


def parse_cell(text: str) -> tuple[str, str] | None:
    """The issue and the party that a cell's name stands for, or None where it is none."""
    party, dot, issue = text.partition(".")
    return (issue, party) if dot and party and issue else None


def query(negotiation: str, selection: Selection, **more: str) -> str:
    """The query of an address: the negotiation, what is chosen, and whatever else is given."""
    pairs = [("negotiation", negotiation), *selection.to_query(), *more.items()]
    return urlencode(pairs)
