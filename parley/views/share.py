"""A page in, all that leaves it out: its link, its citation, its brief, its picture, its data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final
from urllib.parse import urlencode

from parley.html import Html, tag
from parley.views.blocks import ShareMenu
from parley.views.cell_views import CellView
from parley.views.citation import page_citations
from parley.views.context import ViewContext
from parley.views.links import LINK
from parley.wording import date_text

SHARE_MENU: Final = "share-menu"
"""The id of the menu, which the bar's button opens."""

BRIEF_LABELS: Final = {"docx": "Brief as a Word document", "html": "Brief as a page to print"}
"""The ending of each form of the brief, with what leads to it."""

MOST_BRIEF_CELLS: Final = 4_000
"""Cells, of a party and an issue each, that a server writes a brief of: it takes some seconds."""


def share_page(context: ViewContext, page: str, address: str | None = None) -> ShareMenu:
    """What leaves a page by its name: the address of the page as it is, and a line that cites it.

    `address` is that of the page where it has an image.
    """
    about = f"{context.negotiation.header.title}: {page}, as of {date_text(context.day)}"
    files = {} if address is None else {"Image of this page (PNG)": image_link(context, address)}
    citation = {"citation": f"{about}. Parley, {LINK}"}
    return ShareMenu("", citation, {}, "", files, context.links.page("data"))


def share_cells(
    context: ViewContext,
    page: str,
    title: str,
    cells: Iterable[CellView],
    link: str,
    *,
    brief_cells: int,
    **about: str,
) -> ShareMenu:
    """What leaves a page that shows positions in full: its citation has their sources.

    `link` is the address of the page, `about` its `issue` or its party (`subject`), if any, and
    `brief_cells` how many cells the brief of it has.
    """
    refusal = brief_refusal(brief_cells)
    links = {label: context.links.brief(ending, **about) for ending, label in BRIEF_LABELS.items()}
    return ShareMenu(
        link,
        page_citations(context.index, title, list(cells)),
        {} if refusal else links,
        refusal,
        {"Image of this page (PNG)": image_link(context, page, **about)},
        context.links.page("data"),
    )


def brief_refusal(cells: int) -> str:
    """Why a server writes no brief of so many cells, and what to do; empty where it does."""
    if cells <= MOST_BRIEF_CELLS:
        return ""
    return (
        f"No brief of {cells:,} cells: it has {MOST_BRIEF_CELLS:,} at most. "
        "Choose fewer parties or areas, or write it with the command parley brief."
    )


def image_link(context: ViewContext, page: str, **about: str) -> str:
    """The address of the image of a page, which has the page's own parameters."""
    image = context.links.page("parley/share.png", **about)
    return f"{image}&{urlencode({'page': page})}"


def share_menu(menu: ShareMenu) -> Html:
    """The menu as the bar opens it."""
    texts = {"Copy link": LINK, **{f"Copy {name}": text for name, text in menu.citations.items()}}
    return tag(
        "div",
        _group(
            "This page",
            (tag("button", label, type="button", data_copy=text) for label, text in texts.items()),
        ),
        _group("Take away", _links(menu)),
        tag("p", "", cls="copied", role="status"),
        id=SHARE_MENU,
        popover="auto",
        cls="menu",
        data_link=menu.link,
        data_page=True,
    )


def _group(label: str, items: Iterable[Html]) -> Html:
    return tag("div", tag("p", label, cls="label"), *items, role="group", aria_label=label)


def _links(menu: ShareMenu) -> Iterable[Html]:
    saved: Mapping[str, str] = {**menu.briefs, **menu.files}
    for label, href in saved.items():
        yield tag("a", label, href=href, download=True)
    if menu.no_brief:
        yield tag("p", menu.no_brief, cls="quiet")
    yield tag("a", "Data to download", href=menu.data)
