"""The content of a page in, a whole HTML document out: its head, the bar above it, its foot."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from typing import Any, Final

from parley import __version__
from parley.export.edition.assets import icon, script, style, used
from parley.export.edition.edition import Edition
from parley.export.edition.head import NAME, data_block, head_tags
from parley.export.edition.links import OVERVIEW
from parley.export.edition.page import POLICY, Page
from parley.html import Html, join, tag
from parley.views.blocks import ShareMenu
from parley.views.display_menu import THEMES, display_menu
from parley.views.links import LINK
from parley.views.share import SHARE_MENU

LIVE_ONLY: Final = (
    "Trade-offs and what-if need the live dashboard. Sentences speak for the whole negotiation; "
    "filters hide and count."
)

NO_SCRIPT: Final = (
    "Filters, comparisons of your own choice and cards need JavaScript. Everything else on this "
    "page reads without it."
)


Link = tuple[str, str, bool]
"""A page of the navigation: what it is called, where it is, and whether it is the one shown."""


def document(edition: Edition, page: Page, navigation: Iterable[Link]) -> str:
    """The document of a page of a site."""
    scripts = ("edition", *page.scripts)
    body = tag(
        "body",
        None if page.bare else bar(edition, navigation, page.menu),
        _main(edition, page),
        data_block(page.data),
    )
    head = tag(
        "head",
        head_tags(edition, page, POLICY),
        tag("link", rel="icon", href=f"{edition.root}parley.svg", type="image/svg+xml"),
        tag("link", rel="stylesheet", href=f"{edition.root}edition.css"),
        *(tag("script", src=f"{edition.root}{name}.js", defer=True) for name in scripts),
    )
    return _whole(edition, head, body)


def single_document(
    edition: Edition, pages: Iterable[Page], navigation: Iterable[Link], description: str
) -> str:
    """All pages in one document that needs no other file."""
    navigation = list(navigation)
    sections: list[Html] = []
    menu: ShareMenu | None = None
    data: dict[str, Any] = {}
    for page in pages:
        body = page.body
        sections.append(
            tag("section", body, id=page.name, cls="page st-key-page-body", data_title=page.title)
        )
        menu = menu or page.menu
        data |= page.data or {}
    code = join(*(Html(script(name)) for name in ("edition", "compare")))
    look = used(style(), f"{''.join(sections)}{code}{bar(edition, navigation, menu)}")
    policy = (
        f"default-src 'none'; script-src '{_hash(code)}'; style-src-elem '{_hash(look)}'; "
        "style-src-attr 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
    )
    first = Page(OVERVIEW, edition.title, Html(""), description)
    head = tag(
        "head",
        head_tags(edition, first, policy),
        tag("link", rel="icon", href=_data_uri("image/svg+xml", icon())),
        tag("style", Html(look)),
    )
    body = tag(
        "body",
        bar(edition, navigation, menu),
        tag("main", tag("div", *sections, _foot(edition), cls="st-key-page-frame"), id="page"),
        data_block(data),
        tag("script", Html(code)),
    )
    return _whole(edition, head, body)


def _whole(edition: Edition, head: Html, body: Html) -> str:
    # What Parley says itself is English; the script tells the texts of a folder their language.
    language = edition.context.negotiation.header.language
    root = tag("html", head, body, lang="en", data_language=language if language != "en" else None)
    return f"<!doctype html>\n{root}\n"


def _hash(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode('ascii')}"


def _data_uri(kind: str, text: str) -> str:
    return f"data:{kind};base64,{base64.b64encode(text.encode()).decode('ascii')}"


# --- the bar, whose classes are those of parley/styles/frame.css


def bar(edition: Edition, navigation: Iterable[Link], menu: ShareMenu | None) -> Html:
    """The bar above a page: the negotiation, its pages, and what its buttons open."""
    items = (
        tag("li", tag("a", title, href=href, aria_current="page" if here else None))
        for title, href, here in navigation
    )
    title: Html | str = tag("bdi", edition.title)
    if edition.directory:
        title = tag("a", title, href="../index.html", title="All negotiations")
    names = tag(
        "div",
        tag("a", "Skip to the page", href="#page", cls="skip"),
        tag("div", tag("p", title), cls="negotiation"),
        tag("nav", tag("ul", *items), aria_label="Pages"),
        cls="topbar",
    )
    actions = tag(
        "div",
        tag("button", "Share", type="button", cls="share-button", popovertarget=SHARE_MENU)
        if menu
        else None,
        display_menu(map(str.lower, THEMES), by_script=True),
        cls="topbar actions",
    )  # fmt: skip
    bar = tag("div", names, actions, cls="st-key-page-bar")
    return tag("header", bar, _share(edition, menu) if menu else None, cls="page-bar")


def _share(edition: Edition, menu: ShareMenu) -> Html:
    texts = {"Copy link": LINK, **{f"Copy {name}": text for name, text in menu.citations.items()}}
    copies = (
        tag("button", label, type="button", data_copy=text, cls="by-script")
        for label, text in texts.items()
    )
    away = edition.context.links.page("data")
    return tag(
        "div",
        tag("div", tag("p", "This page", cls="label"), *copies, role="group",
            aria_label="This page"),
        tag(
            "div",
            tag("p", "Take away", cls="label"),
            tag("a", "Data and brief", href=away),
            None if edition.in_one_file else tag("a", "Embed a part of it", href="embed.html"),
            role="group",
            aria_label="Take away",
        ),
        tag("p", "", cls="copied", role="status"),
        id=SHARE_MENU,
        popover="auto",
        cls="menu",
        data_link="",
    )  # fmt: skip


# --- the page and its foot


def _main(edition: Edition, page: Page) -> Html:
    body = tag("div", page.body, cls="st-key-page-body")
    foot = _embedded_foot(edition, page) if page.bare else _foot(edition)
    return tag("main", tag("div", body, foot, cls="st-key-page-frame"), id="page")


def _foot(edition: Edition) -> Html:
    """As of when, by which version, and what is not here."""
    header = edition.context.negotiation.header
    facts = [
        f"{edition.title}, as of {edition.as_of}",
        f"Licence {header.licence}" if header.licence else "",
        f"published with {NAME} {__version__}",
    ]
    return tag(
        "footer",
        tag("p", " · ".join(each for each in facts if each)),
        tag("p", LIVE_ONLY),
        *(tag("p", note) for note in edition.notes),
        tag("noscript", tag("p", NO_SCRIPT)),
        cls="parley page-foot quiet",
    )


def _embedded_foot(edition: Edition, page: Page) -> Html:
    """Where it is from: a link to the whole, which leaves the frame."""
    words = f"{edition.title}, as of {edition.as_of}"
    link = tag("a", words, href="index.html", target="_top")
    return tag("footer", tag("p", link, f" · {NAME}"), cls="parley page-foot quiet")
