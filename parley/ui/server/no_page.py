"""The path of an address at which there is no page in, a page that says so and leads on out.

Streamlit itself would answer with its first page, under another address.
"""

from __future__ import annotations

import streamlit as st

from parley.folding import fold
from parley.format.problems import closest_match
from parley.html import Html, tag
from parley.ui.page_list import PAGES
from parley.ui.server.plain_page import plain_page

MOST_PATH = 80
"""Characters of a path that are shown."""


def address_within(path: str) -> str:
    """The path below the address of the application."""
    base = str(st.get_option("server.baseUrlPath") or "").strip("/")
    return path.removeprefix(f"/{base}").lstrip("/") if base else path.lstrip("/")


def path_within(path: str) -> str | None:
    """The path below the address of the application, where no page has it; None for a page's."""
    within = address_within(path)
    return None if within in {page.address for page in PAGES} else within


def no_page(within: str, query: str, style: str) -> str:
    """The page at a path within the application; its links keep the query of the address."""
    up = "../" * within.count("/")

    def link(address: str, title: str) -> Html:
        to = f"{up}{address}" or "./"
        return tag("a", title, href=f"{to}?{query}" if query else to)

    titles = {page.address: page.title for page in PAGES}
    by_name = {fold(name): page.address for page in PAGES for name in (page.address, page.title)}
    asked = fold(within.strip("/").rsplit("/", 1)[-1].replace("_", "-"))
    near = by_name.get(asked if asked in by_name else closest_match(asked, by_name) or asked)
    shown = within if len(within) <= MOST_PATH else f"{within[: MOST_PATH - 1]}…"
    return plain_page(
        "No such page here",
        tag("p", "Parley has no page at ", tag("code", f"/{shown}"), "."),
        tag("p", "Did you mean ", link(near, titles[near]), "?") if near is not None else None,
        tag("p", "Its pages are:"),
        tag("ul", *(tag("li", link(address, title)) for address, title in titles.items())),
        style=style,
    )
