"""The web application around the pages: what a browser gets besides them, and in which form.

It listens before pandas and the data are loaded: they are, while a browser fetches the page.
"""

from __future__ import annotations

import base64
import hashlib
import re
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from threading import Event, Thread
from time import sleep
from typing import Any

from brotli_asgi import BrotliMiddleware
from starlette.middleware import Middleware
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from parley import gc_policy
from parley.ui.components import SCRIPTS, register
from parley.ui.html_shell import HtmlShellMiddleware, page
from parley.ui.routes import brief_document, position_card, version_token

FIRST_PAGE = 5.0
"""Seconds in which the first page is drawn; what the other pages need is loaded after that."""

warming = Event()
"""Set while the server loads what its first page needs."""

PARLEY = Path(__file__).resolve().parents[1]
PATHS = {
    "parley/card": position_card,
    "parley/brief": brief_document,
    "parley/state": version_token,
}


def inline_script_hashes() -> list[str]:
    """The CSP sources of the scripts that Streamlit's own page carries inline."""
    text = re.sub(r"<!--.*?-->", "", page(), flags=re.DOTALL)
    scripts = re.findall(r"<script\b([^>]*)>(.*?)</script>", text, flags=re.DOTALL | re.IGNORECASE)
    digests = [
        hashlib.sha256(body.encode()).digest()
        for attributes, body in scripts
        if body and not re.search(r"\bsrc\s*=", attributes)
    ]
    return [f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests]


def security_headers() -> list[tuple[bytes, bytes]]:
    """Headers that let the page load from its own server alone."""
    policy = "; ".join(
        [
            "default-src 'self'",
            " ".join(["script-src 'self'", *inline_script_hashes()]),
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "worker-src 'self' blob:",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        ]
    )
    return [
        (b"content-security-policy", policy.encode()),
        (b"x-content-type-options", b"nosniff"),
        (b"referrer-policy", b"same-origin"),
        (b"permissions-policy", b"camera=(), geolocation=(), microphone=()"),
        (b"cross-origin-opener-policy", b"same-origin"),
    ]


class TcpNoDelayMiddleware:
    """Lets nothing that is sent wait for word that the last of it arrived.

    The server writes head and body of a response apart, and each message of a session. On a socket
    as Streamlit opens it, the second waits until the browser's machine confirms the first, which
    takes its time: 40 ms a file and a run (Nagle's algorithm, RFC 896, with delayed
    acknowledgements, RFC 1122 4.2.3.2). asyncio switches that off where a socket names its
    protocol, and this one does not. The socket is found where uvicorn keeps it; on another server
    nothing is changed.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        transport = getattr(getattr(receive, "__self__", None), "transport", None)
        if transport is not None and (connection := transport.get_extra_info("socket")):
            with suppress(OSError):  # the browser has gone, or it is no TCP
                connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        await self.app(scope, receive, send)


class SecurityHeadersMiddleware:
    """Adds the security headers to every response.

    A static file is ruled by the page that loads it and needs one of them; and what never changes
    is never asked for again. A page loads a hundred such files, and with all their headers these
    would be a fifteenth of what it weighs.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.headers = security_headers()
        self.static = [pair for pair in self.headers if pair[0] == b"x-content-type-options"]
        self.never = {name for name, _ in self.headers}
        self.never_static = self.never | {b"etag", b"last-modified", b"accept-ranges"}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                static = _immutable(message)
                drop, add = (
                    (self.never_static, self.static) if static else (self.never, self.headers)
                )
                own = [pair for pair in message["headers"] if pair[0].lower() not in drop]
                message["headers"] = own + add
            await send(message)

        await self.app(scope, receive, with_headers if scope["type"] == "http" else send)


class StaticCacheMiddleware:
    """Keeps responses that never change, so that each static file is compressed once.

    What is kept is bounded by what Streamlit ships: files named by their content, served with
    `cache-control: immutable`. While the server warms up, who has started it waits for the first
    page: its files are sent as they are, and not kept.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.kept: dict[tuple[str, str], list[Message]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "GET":
            await self.app(scope, receive, send)
            return
        headers = dict(scope["headers"])
        if warming.is_set():
            headers.pop(b"accept-encoding", None)
            await self.app({**scope, "headers": list(headers.items())}, receive, send)
            return
        accepted = headers.get(b"accept-encoding", b"").decode("latin-1")
        key = (scope["path"], next((each for each in ("br", "gzip") if each in accepted), ""))
        whole = not any(
            name in headers for name in (b"range", b"if-none-match", b"if-modified-since")
        )
        if whole and key in self.kept:
            for message in self.kept[key]:
                await send(dict(message))
            return

        response: list[Message] = []

        async def keep(message: Message) -> None:
            response.append(dict(message))
            await send(message)

        await self.app(scope, receive, keep if whole else send)
        if whole and _never_changes(response):
            self.kept[key] = response


def _never_changes(response: list[Message]) -> bool:
    """Whether it is a whole response, and one that may be kept for good."""
    if not response or response[-1].get("more_body", False):
        return False
    return _immutable(response[0])


def _immutable(message: Message) -> bool:
    """Whether a good response begins with this, and one that never changes."""
    if message["type"] != "http.response.start" or message["status"] != 200:
        return False
    return b"immutable" in dict(message["headers"]).get(b"cache-control", b"")


@asynccontextmanager
async def warmed_up(_: Any) -> AsyncIterator[None]:
    """Load, beside a server that has started, what its first reader would wait for."""
    for name in SCRIPTS:
        register(name)
    warming.set()
    Thread(target=_warm_up, daemon=True).start()
    yield


def _warm_up() -> None:
    try:
        import parley.ui.render  # (the first page, as a rule)
        import parley.views.overview  # noqa: F401
        from parley.ui.store import folder_store

        store = folder_store()
        for id in store.ids()[:1]:
            store.get(id)
    finally:
        gc_policy.enable()
        warming.clear()
    sleep(FIRST_PAGE)
    for package in ("ui", "ui/pages", "views", "charts"):
        for module in iter_modules([str(PARLEY / package)]):
            import_module(f"parley.{package.replace('/', '.')}.{module.name}")
    gc_policy.collect()


MIDDLEWARE = [
    Middleware(TcpNoDelayMiddleware),
    Middleware(SecurityHeadersMiddleware),
    Middleware(StaticCacheMiddleware),
    # In less time than gzip's usual level takes, and smaller. Fonts come compressed.
    Middleware(BrotliMiddleware, quality=5, minimum_size=1024, excluded_handlers=[r"\.woff2$"]),
    Middleware(HtmlShellMiddleware),
]

# Streamlit puts its own routes under server.baseUrlPath, but not those given to it.
ROUTES = [
    Route(f"/{prefix}{path}", answer)
    for prefix in ("", "{base:path}/")
    for path, answer in PATHS.items()
]
