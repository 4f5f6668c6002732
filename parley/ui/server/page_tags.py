"""The address and the description of a page in, the tags of its head out: title and Open Graph.

Absolute addresses are those of the configured base; without one there are none, and no picture.
"""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode

from parley.html import Html, join, tag
from parley.ui.server.base_url import base_url
from parley.ui.server.page_description import NAME, PageDescription

IMAGE_ROUTE = "parley/share.png"

MOST_QUERY = 2_000
"""Characters of a query that an absolute address repeats."""


def page_tags(page: str, query: str, described: PageDescription) -> Html:
    """The tags of a page's head, with all texts escaped."""
    base, sentence = base_url(), described.sentence
    title = described.title.removesuffix(f" · {NAME}")
    return join(
        tag("title", described.title),
        _named("description", sentence),
        _property("og:site_name", NAME),
        _property("og:type", "website"),
        _property("og:title", title),
        _property("og:description", sentence),
        _property("og:url", f"{base}{address(page, query)}" if base else ""),
        *_picture(base, page, query, described),
    )


def address(page: str, query: str) -> str:
    """The address of a page below the base: its query is written anew, or left out where long."""
    pairs = urlencode(parse_qsl(query)) if len(query) <= MOST_QUERY else ""
    return f"{page}?{pairs}" if pairs else page


def _picture(
    base: str | None, page: str, query: str, described: PageDescription
) -> tuple[Html | None, ...]:
    """The share image: where it is, how large, and what it shows."""
    if base is None or not described.sentence:
        return (_named("twitter:card", "summary"),)
    pairs = urlencode([("page", page), *parse_qsl(query)]) if len(query) <= MOST_QUERY else "page="
    return (
        _property("og:image", f"{base}{IMAGE_ROUTE}?{pairs}"),
        _property("og:image:type", "image/png"),
        _property("og:image:width", "1200"),
        _property("og:image:height", "630"),
        _property("og:image:alt", described.sentence),
        _named("twitter:card", "summary_large_image"),
    )


def _property(name: str, content: str) -> Html | None:
    return Html(tag("meta", property=name, content=content)) if content else None


def _named(name: str, content: str) -> Html | None:
    return Html(tag("meta", name=name, content=content)) if content else None
