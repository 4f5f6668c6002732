"""The address of a page in, its one sentence out: what a link to it says where it is posted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from parley.views.context import ViewContext
from parley.wording import count

Headline = Callable[[ViewContext, str], str]
"""What a page says, of the issue or party with an id where it is about one."""


def _overview(context: ViewContext, _: str) -> str:
    issues, parties = len(context.view.issues), len(context.view.parties)
    return f"{count(issues, 'issue')}, {count(parties, 'party', 'parties')}: who wants what"


def _issue(context: ViewContext, id: str) -> str:
    return f"{context.index.issues[id].title}: {context.index.status_term(id).label.lower()}"


def _party(context: ViewContext, id: str) -> str:
    heard = len(set(context.view.of(parties=[id]).cells.issue.tolist()))
    return (
        f"{context.party_names[id]}: heard on {heard} of {count(len(context.view.issues), 'issue')}"
    )


HEADLINES: Final[dict[str, Headline]] = {"": _overview, "issue": _issue, "party": _party}
"""By the address of the page; other pages have that of the Overview."""


def headline(context: ViewContext, page: str, about: str) -> str:
    """The sentence of a page under the reader's choice."""
    return HEADLINES.get(page, HEADLINES[""])(context, about)
