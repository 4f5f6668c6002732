"""The security headers of every response, the content security policy among them."""

from __future__ import annotations

import base64
import hashlib
import logging
import os
import re

from starlette.datastructures import MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from parley.ui.server.html_shell import html_shell
from parley.ui.streamlit_internals import is_static_file

FRAME_ANCESTORS = "PARLEY_FRAME_ANCESTORS"
"""The variable that names the sites that may embed the pages."""

FILE_HEADERS = ("etag", "last-modified", "accept-ranges")
"""With which a browser would ask whether a file has changed."""


logger = logging.getLogger(__name__)


def inline_script_hashes(page: str) -> list[str]:
    """The CSP sources of the inline scripts of a page."""
    text = re.sub(r"<!--.*?-->", "", page, flags=re.DOTALL)
    scripts = re.findall(r"<script\b([^>]*)>(.*?)</script>", text, flags=re.DOTALL | re.IGNORECASE)
    digests = [
        hashlib.sha256(body.encode()).digest()
        for attributes, body in scripts
        if body and not re.search(r"\bsrc\s*=", attributes)
    ]
    return [f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests]


def frame_ancestors() -> str:
    """The sites that may show pages in a frame, as PARLEY_FRAME_ANCESTORS names them; else none.

    Raises ValueError for what is no origin: a site is named by scheme and host.
    """
    sites = os.environ.get(FRAME_ANCESTORS, "").split()
    for site in sites:
        if not re.fullmatch(r"https?://(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)*(:\d{1,5})?", site):
            raise ValueError(
                f"{FRAME_ANCESTORS}: expected sites such as https://news.example with spaces "
                f"between them, got {site!r}"
            )
    return " ".join(["'self'", *sites]) if sites else "'none'"


def security_headers(page: str) -> dict[str, str]:
    """Headers that let a page load from its own server alone."""
    policy = [
        "default-src 'self'",
        " ".join(["script-src 'self'", *inline_script_hashes(page)]),
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "worker-src 'self' blob:",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        f"frame-ancestors {frame_ancestors()}",
    ]
    return {
        "content-security-policy": "; ".join(policy),
        "x-content-type-options": "nosniff",
        "referrer-policy": "same-origin",
        "permissions-policy": "camera=(), geolocation=(), microphone=()",
        "cross-origin-opener-policy": "same-origin",
    }


class SecurityHeadersMiddleware:
    """Adds the security headers to every response, in place of headers of the same names.

    A static file is ruled by the page that loads it: it has `x-content-type-options` alone, and
    none of the headers with which a browser would ask for it again. A page loads a hundred such
    files, and with all headers they would weigh a fifteenth more. What fails is answered with them.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.headers = security_headers(html_shell())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        started = False

        async def send_with_headers(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                headers = MutableHeaders(raw=list(message["headers"]))
                if is_static_file(message["status"], headers):
                    for name in (*self.headers, *FILE_HEADERS):
                        del headers[name]
                    headers["x-content-type-options"] = self.headers["x-content-type-options"]
                else:
                    headers.update(self.headers)
                message = {**message, "headers": headers.raw}
            await send(message)

        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        try:
            await self.app(scope, receive, send_with_headers)
        except Exception:
            if started:
                raise
            # Starlette would answer outside of this, without the headers.
            logger.exception("a request failed: %s", scope["path"])
            answer = PlainTextResponse("Something went wrong here; the log says what.\n", 500)
            await answer(scope, receive, send_with_headers)
