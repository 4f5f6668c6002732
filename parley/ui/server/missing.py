"""What of an address names nothing in, what is said in place of a card or a file out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from urllib.parse import parse_qsl

from parley.html import Html, tag
from parley.views.address import Address, Unknown, unknown_lines

NOT_FOUND: Final = "There is no such {} here."


def missing(what: str, unknown: Sequence[Unknown] = (), page: str = "", query: str = "") -> Html:
    """What is said, with links to what is near on a `page`."""
    lines = None
    if unknown:
        lines = unknown_lines(Address(page, tuple(parse_qsl(query))), unknown)
    return tag("div", tag("p", NOT_FOUND.format(what)), lines, cls="parley")
