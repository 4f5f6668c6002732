"""The address of a page in, what the page is about out: an issue, a party, those it compares."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from parley.views.context import ViewContext
from parley.views.issue import default_issue
from parley.views.party import default_party
from parley.wording import join_and

SUBJECTS: Final = {"issue": "issue", "party": "subject"}
"""The pages that are about one thing, and the parameter that names it."""

MOST_NAMED: Final = 4
"""Parties of a comparison that its title names."""


def subject(context: ViewContext, page: str, query: Mapping[str, Sequence[str]]) -> str:
    """The id of the issue or party that a page is about; empty for other pages.

    Raises KeyError where the address names none of the folder's.
    """
    if page not in SUBJECTS:
        return ""
    named = query.get(SUBJECTS[page], [""])[-1]
    if page == "issue":
        return context.index.issues[named].id if named else default_issue(context)
    return context.index.parties[named].id if named else default_party(context)


def subject_name(context: ViewContext, page: str, about: str) -> str:
    """What a page is about, by name; empty where it is about the whole."""
    match page:
        case "issue":
            return context.index.issues[about].title
        case "party":
            return context.party_names[about]
        case "compare" if 0 < len(context.selection.parties) <= MOST_NAMED:
            return join_and([context.party_names[party] for party in context.selection.parties])
    return ""
