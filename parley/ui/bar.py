"""The bar above every page: the negotiation and the pages in, its markup out.

What its buttons open is the filters (`filters.py`), the menu of a page (`blocks.ShareMenu`) and
that of light, dark and print (`views/display_menu.py`). `assets/frame.js` has what the browser
does.
"""

from __future__ import annotations

from parley.html import Html, tag
from parley.ui.folder_watch import Listing
from parley.ui.page_list import PAGES
from parley.views.display_menu import display_menu
from parley.views.links import Links
from parley.views.share import SHARE_MENU
from parley.wording import distinct_labels


def names_and_pages(listing: Listing, chosen: str, page: str, links: Links) -> Html:
    """The first part of the bar: which negotiation, and its pages, of which `page` is shown.

    `chosen` is the id of the negotiation; a chooser offers the others.
    """
    items = (
        tag(
            "li",
            tag(
                "a",
                each.title,
                href=links.page(each.address or "./"),
                aria_current="page" if each.address == page else None,
            ),
        )
        for each in PAGES
    )
    return tag(
        "div",
        tag("a", "Skip to the page", href="#page", cls="skip"),
        tag("div", _name(listing, chosen), cls="negotiation"),
        tag("nav", tag("ul", *items), aria_label="Pages"),
        cls="topbar",
    )


def _name(listing: Listing, chosen: str) -> Html:
    titles = distinct_labels(listing.titles)
    if len(titles) == 1 and chosen in titles:
        return tag("p", tag("bdi", titles[chosen]))
    none = tag("option", "Choose a negotiation", value="", selected=True, disabled=True, lang="en")
    options = (
        tag("option", title, value=id, selected=id == chosen) for id, title in titles.items()
    )
    return tag(
        "select", None if chosen in titles else none, *options, aria_label="Negotiation", dir="auto"
    )


def actions(filters_on: int | None, opens_filters: bool = False) -> Html:
    """The last part of the bar: how many filters are on, and the menus.

    `filters_on` is None where nothing is filtered, `opens_filters` whether a wide page has the
    filters open from the start.
    """
    return tag(
        "div",
        _filter_button(filters_on, opens_filters) if filters_on is not None else None,
        tag("button", "Share", type="button", cls="share-button", popovertarget=SHARE_MENU),
        display_menu(),
        tag("p", "The server does not answer: this page may be out of date.", cls="away"),
        cls="topbar actions",
    )


def _filter_button(on: int, opens: bool) -> Html:
    return tag(
        "button",
        "Filter",
        tag("span", f" · {on}", tag("span", " on", cls="unseen")) if on else None,
        type="button",
        data_filters="open" if opens else "closed",
        aria_expanded="false",
        cls="filter-button",
    )
