"""What of a page waits until a reader comes near: a line stands in its place until then."""

from __future__ import annotations

from parley.html import tag
from parley.ui.context import PageContext
from parley.ui.shown import html


def is_near(context: PageContext, name: str, what: str) -> bool:
    """Whether a reader has come near a part of the page; else its place is shown, with `what`.

    `name` tells the parts of a page apart.
    """
    place = f"{context.page}/{name}"
    if place in context.near:
        return True
    html(tag("div", tag("p", what, cls="quiet"), cls="awaited", data_part=place))
    return False


def is_wanted(context: PageContext, name: str, what: str) -> bool:
    """The same of a part that takes its time only where the folder is large, and else is shown."""
    return context.small or is_near(context, name, what)
