"""Several editions in, the page of a site that leads to each of them out."""

from __future__ import annotations

from collections.abc import Sequence

from parley import __version__
from parley.export.edition.edition import Edition
from parley.export.edition.head import NAME, named
from parley.export.edition.page import POLICY
from parley.html import Html, tag
from parley.wording import count, join_and


def index_document(editions: Sequence[Edition], base_url: str | None) -> str:
    """The page that leads to each of several negotiations."""
    items = (
        tag(
            "li",
            tag("h2", tag("a", tag("bdi", each.title), href=f"{each.directory}index.html")),
            tag("p", f"As of {each.as_of} · {_size(each)}", cls="quiet"),
            tag("p", each.context.negotiation.header.summary),
        )
        for each in editions
    )
    words = f"{len(editions)} negotiations"
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        Html(tag("meta", http_equiv="Content-Security-Policy", content=POLICY)),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("title", f"{words} · {NAME}"),
        *named("description", join_and([each.title for each in editions])),
        *named("color-scheme", "light dark"),
        tag("link", rel="canonical", href=base_url) if base_url else None,
        tag("link", rel="icon", href="parley.svg", type="image/svg+xml"),
        tag("link", rel="stylesheet", href="edition.css"),
    )
    main = tag(
        "main",
        tag("div", tag("h1", words), tag("ul", *items, cls="editions"), cls="parley"),
        tag("footer", tag("p", f"Published with {NAME} {__version__}"),
            cls="parley page-foot quiet"),
        cls="index",
    )  # fmt: skip
    root = tag("html", head, tag("body", main), lang="en")
    return f"<!doctype html>\n{root}\n"


def _size(edition: Edition) -> str:
    view = edition.context.view
    issues = count(len(view.issues), "issue")
    return f"{issues}, {count(len(view.parties), 'party', 'parties')}"
