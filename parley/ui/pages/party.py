"""The page of one party, chosen on the page and named in its address."""

from __future__ import annotations

from parley.iter_rows import iter_rows
from parley.ui.context import PageContext
from parley.ui.render import show
from parley.ui.subject import choose_subject
from parley.views.party import default_party, party


def party_page(context: PageContext) -> None:
    """Draw the page."""
    rows = context.frames.parties[["party", "name"]].astype("str")
    names = dict(iter_rows(rows))
    id = choose_subject(context, "subject", "Party", "parties", names, default_party(context))
    if id is not None:
        show(context, party(context, id))
