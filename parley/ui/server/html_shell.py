"""Streamlit's page with what Parley adds to it, so that a reader waits for less.

By itself Streamlit's page looks for its server under the page's own address first, and a tenth of a
second later one step further up; an app's style sheet comes as a message of every session; and the
scripts that draw a component are asked for one after the other, once the first component has come.
Here the page knows its server, has the style sheet, and names these scripts beside its own; and its
title and description are those of its address.
"""

from __future__ import annotations

import logging
from functools import cache

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from parley.palette import as_css
from parley.styles import stylesheet
from parley.ui.components import PAGE_STYLES, script_paths
from parley.ui.server.no_page import address_within, no_page, path_within
from parley.ui.server.page_description import PATIENCE, PageDescriptions
from parley.ui.server.page_tags import page_tags
from parley.ui.streamlit_internals import (
    BODY_END,
    HEAD_END,
    HEAD_START,
    ICON_FONT_LATER,
    OTHER_PAGE,
    SERVER_LOCATION,
    TITLE,
    index_page,
    is_page,
    lazy_scripts,
)

STYLE_ID = "parley-style"
"""The element that has the style sheet: a page without it loads `parley/style.css`."""

CONDITIONAL = ("accept-encoding", "if-none-match", "if-modified-since", "range")
"""Headers of a request for the file, when the file is replaced."""

FILE_HEADERS = ("etag", "last-modified", "accept-ranges")
"""Headers of a response that are about the file that is replaced."""

logger = logging.getLogger(__name__)


@cache
def page_css() -> str:
    """The style sheet of every page."""
    return as_css() + stylesheet(*PAGE_STYLES)


def add_to_page(page: str) -> str:
    """Streamlit's page with what Parley adds; a part is left out where its tag is missing."""
    scripts = [*lazy_scripts(page), *script_paths()]
    links = "".join(f'<link rel="modulepreload" crossorigin href="./{each}">' for each in scripts)
    page = page.replace(HEAD_END, f"{links}{HEAD_END}", 1)
    # Before any style sheet, for which a script would wait; and the styles after Streamlit's own.
    page = page.replace(
        HEAD_START, f"{HEAD_START}<script>{SERVER_LOCATION}{ICON_FONT_LATER}</script>", 1
    )
    style = f'<style id="{STYLE_ID}">{page_css()}</style>'
    return page.replace(BODY_END, f"{style}{BODY_END}", 1)


@cache
def html_shell() -> str:
    """The page that is sent in place of Streamlit's; empty where that is not known."""
    page = index_page()
    return add_to_page(page) if page else ""


class HtmlShellMiddleware:
    """Replaces Streamlit's page at every address of a page, and by a page of its own at others.

    Streamlit's page is known by its length: one of another length is sent as it is.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.original_length = str(len((index_page() or "").encode()))
        self.shell = html_shell()
        self.descriptions = PageDescriptions()
        self.warned = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not self.shell:
            await self.app(scope, receive, send)
            return
        within = path_within(scope["path"])
        accepted = ", ".join(Headers(scope=scope).getlist("accept"))
        # What reads the tags of a link asks for anything.
        anything = within is None and (not accepted or "*/*" in accepted)
        if "text/html" not in accepted and not anything:
            await self.app(scope, receive, send)
            return
        replaced = False
        query = scope["query_string"].decode("latin-1")
        if within is not None:
            page = no_page(within, query, page_css()).encode()
        else:
            page = (await self._page(scope, query)).encode()

        async def send_shell(message: Message) -> None:
            nonlocal replaced
            if message["type"] == "http.response.start":
                headers = MutableHeaders(raw=list(message["headers"]))
                replaced = self._replaces(message["status"], headers)
                if replaced:
                    headers["content-length"] = str(len(page))
                    for name in FILE_HEADERS:
                        del headers[name]
                    status = 200 if within is None else 404
                    message = {**message, "status": status, "headers": headers.raw}
            elif replaced and message.get("more_body"):
                return
            elif replaced and scope["method"] == "GET":
                message = {**message, "body": page}
            await send(message)

        request = MutableHeaders(raw=list(scope["headers"]))
        for name in CONDITIONAL:
            del request[name]
        await self.app({**scope, "headers": request.raw}, receive, send_shell)

    async def _page(self, scope: Scope, query: str) -> str:
        """The page of an address, with its title and what is known of it.

        A browser has no use for a description and does not wait for one; it says that it follows a
        link or an address. Who does not may be about to show the link to others.
        """
        page = address_within(scope["path"])
        browser = Headers(scope=scope).get("sec-fetch-mode") == "navigate"
        described = await self.descriptions.of(page, query, 0 if browser else PATIENCE)
        tags = page_tags(page, query, described)
        if TITLE in self.shell:
            return self.shell.replace(TITLE, tags, 1)
        return self.shell.replace(HEAD_END, f"{tags}{HEAD_END}", 1)

    def _replaces(self, status: int, headers: Headers) -> bool:
        if not is_page(status, headers):
            return False
        known = headers.get("content-length") == self.original_length
        if not known and not self.warned:
            self.warned = True
            logger.warning(OTHER_PAGE)
        return known
