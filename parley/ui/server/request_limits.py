"""Requests in, plain answers out where an address is too long or the server has no place left."""

from __future__ import annotations

from typing import Final

from starlette.datastructures import Headers
from starlette.responses import HTMLResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from parley.html import tag
from parley.ui.server.no_page import path_within
from parley.ui.server.open_files import most_sessions
from parley.ui.server.plain_page import plain_page
from parley.views.links import MOST_ADDRESS
from parley.wording import count

SESSION: Final = "/_stcore/stream"
"""How the path ends at which a page opens its session."""

MOST_HEADERS: Final = 32_000
"""Bytes of the names and values of all headers of a request."""

AGAIN_SECONDS: Final = 15
"""After which a page that found no place asks again."""


class RequestLimitsMiddleware:
    """Answers where an address is longer than proxies pass on, and where no session is left."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.sessions = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket" and scope["path"].endswith(SESSION):
            await self._session(scope, receive, send)
        elif scope["type"] == "http" and (answer := self._answer(scope)) is not None:
            await answer(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _session(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self.sessions >= most_sessions():
            await receive()
            if "websocket.http.response" in scope.get("extensions", {}):
                start = {"type": "websocket.http.response.start", "status": 503, "headers": []}
                await send(start)
                await send({"type": "websocket.http.response.body", "body": b""})
            else:
                await send({"type": "websocket.close", "code": 1013})
            return
        self.sessions += 1
        try:
            await self.app(scope, receive, send)
        finally:
            self.sessions -= 1

    def _answer(self, scope: Scope) -> Response | None:
        """What is answered in place of what was asked for, if anything is."""
        length = len(scope["path"]) + len(scope["query_string"])
        if length > MOST_ADDRESS:
            return HTMLResponse(_too_long(scope["path"], length), 414)
        headers = sum(len(name) + len(value) for name, value in scope["headers"])
        if headers > MOST_HEADERS:
            return HTMLResponse(_too_many_headers(headers), 431)
        if self.sessions < most_sessions() or path_within(scope["path"]) is not None:
            return None
        if "text/html" not in Headers(scope=scope).get("accept", ""):
            return None
        again = {"retry-after": f"{AGAIN_SECONDS}", "refresh": f"{AGAIN_SECONDS}"}
        return HTMLResponse(_full(), 503, {**again, "cache-control": "no-store"})


def _too_long(path: str, length: int) -> str:
    why = (
        f"It has {length:,} characters, and {MOST_ADDRESS:,} is the most that is sure to reach "
        "the server. Choose areas rather than very many parties, or fewer outcomes of a package."
    )
    shown = path if len(path) <= MOST_ADDRESS else "/"
    link = tag("a", "Open the page with nothing chosen", href=shown)
    return plain_page("This address is too long", tag("p", why), tag("p", link, "."))


def _too_many_headers(size: int) -> str:
    why = (
        f"The browser has sent {size:,} bytes of headers, and {MOST_HEADERS:,} is the most. "
        "As a rule these are cookies of other programs under the same name of a host: delete them."
    )
    return plain_page("This request is too long", tag("p", why))


def _full() -> str:
    why = (
        f"{count(most_sessions(), 'reader')} can be served at once, and so many are here. "
        f"This page asks again every {AGAIN_SECONDS} seconds."
    )
    return plain_page("No place is left at the moment", tag("p", why))
