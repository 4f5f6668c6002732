"""The page of one issue, chosen on the page and named in its address."""

from __future__ import annotations

from parley.ui.context import PageContext
from parley.ui.render import show
from parley.ui.subject import choose_subject
from parley.views.issue import default_issue, issue
from parley.views.issue_order import issue_order


def issue_page(context: PageContext) -> None:
    """Draw the page."""
    titles = {id: context.index.issues[id].title for id in issue_order(context).ids}
    id = choose_subject(context, "issue", "Issue", "issues", titles, default_issue(context))
    if id is not None:
        show(context, issue(context, id))
