"""A page and its address in, the title of the browser's tab out: it names the thing."""

from __future__ import annotations

from parley.ui.context import PageContext
from parley.views.issue import default_issue
from parley.views.party import default_party
from parley.wording import join_and

MOST_NAMED = 4
"""Parties of a comparison that its title names."""


def page_title(context: PageContext, page: str) -> str:
    """The title of a page whose own name is `page`: of what it is about, where it is of one thing.

    Without the thing where the address names what is not there.
    """
    return f"{_thing(context) or page} · {context.negotiation.header.title} · Parley"


def _thing(context: PageContext) -> str | None:
    names, address = context.party_names, context.address
    asked = dict(address.parameters)
    match address.page:
        case "issue":
            issue = context.index.issues.get(asked.get("issue") or default_issue(context))
            return issue.title if issue else None
        case "party":
            return names.get(asked.get("subject") or default_party(context))
        case "compare" if 0 < len(context.selection.parties) <= MOST_NAMED:
            return join_and([names[party] for party in context.selection.parties])
    return None
