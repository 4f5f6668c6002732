"""A page and its address in, the title of the browser's tab out: it names the thing."""

from __future__ import annotations

from parley.ui.context import PageContext
from parley.views.page_subject import subject, subject_name


def page_title(context: PageContext, page: str) -> str:
    """The title of a page whose own name is `page`: of what it is about, where it is of one thing.

    Without the thing where the address names what is not there.
    """
    address = context.address
    query = {key: [value] for key, value in address.parameters}
    try:
        thing = subject_name(context, address.page, subject(context, address.page, query))
    except KeyError:
        thing = ""
    return f"{thing or page} · {context.negotiation.header.title} · Parley"
