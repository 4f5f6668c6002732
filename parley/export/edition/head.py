"""A page of an edition in, the tags of its head out: what browsers, networks and archives read."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

from parley import __version__
from parley.export.edition.edition import Edition
from parley.export.edition.page import Page
from parley.html import Html, join, tag

NAME: Final = "Parley"


def head_tags(edition: Edition, page: Page, policy: str) -> Html:
    """The tags that every page has; `policy` is what a browser may load for it."""
    title = page.title if page.title == edition.title else f"{page.title} · {edition.title}"
    address = edition.absolute(page.file) if not edition.in_one_file else edition.base_url
    image = edition.absolute(page.image) if page.image and not edition.in_one_file else None
    feed = not edition.in_one_file and edition.base_url
    return join(
        tag("meta", charset="utf-8"),
        Html(tag("meta", http_equiv="Content-Security-Policy", content=policy)),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("title", f"{title} · {NAME}"),
        *named("description", page.description),
        *named("generator", f"{NAME} {__version__}"),
        *named("referrer", "strict-origin-when-cross-origin"),
        *named("color-scheme", "light dark"),
        *named("robots", "noindex" if page.bare else ""),
        *named("citation_title", title),
        *named("citation_publication_date", edition.context.day.isoformat().replace("-", "/")),
        *(
            each
            for name in edition.context.negotiation.header.maintainers
            for each in named("citation_author", name)
        ),
        tag("link", rel="canonical", href=address) if address else None,
        *named("citation_public_url", address or ""),
        *_property("og:site_name", NAME),
        *_property("og:type", "website"),
        *_property("og:title", title),
        *_property("og:description", page.description),
        *_property("og:url", address or ""),
        *(_image(image, page.description) if image else named("twitter:card", "summary")),
        tag("link", rel="alternate", type="application/atom+xml", title="What moved",
            href="feed.xml") if feed else None,
        _json("application/ld+json", page.records) if page.records else None,
    )  # fmt: skip


def named(name: str, content: str) -> tuple[Html, ...]:
    """A tag of the head by its name; none where it would say nothing."""
    return (tag("meta", name=name, content=content),) if content else ()


def _property(name: str, content: str) -> tuple[Html, ...]:
    return (tag("meta", property=name, content=content),) if content else ()


def _image(address: str, words: str) -> tuple[Html, ...]:
    return (
        *_property("og:image", address),
        *_property("og:image:type", "image/png"),
        *_property("og:image:width", "1200"),
        *_property("og:image:height", "630"),
        *_property("og:image:alt", words),
        *named("twitter:card", "summary_large_image"),
    )


def data_block(data: Mapping[str, Any] | None) -> Html | None:
    """What scripts read, as text that is never run."""
    return _json("application/json", data, "parley-data") if data else None


def _json(kind: str, data: Mapping[str, Any], id: str | None = None) -> Html:
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    # No text ends the element that it stands in.
    return tag("script", Html(text.replace("<", "\\u003c")), type=kind, id=id)
