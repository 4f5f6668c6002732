"""The security headers of every response, the content security policy among them."""

from __future__ import annotations

import base64
import hashlib
import re

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from parley.ui.server.html_shell import html_shell
from parley.ui.streamlit_internals import is_static_file

FILE_HEADERS = ("etag", "last-modified", "accept-ranges")
"""With which a browser would ask whether a file has changed."""


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
        "frame-ancestors 'none'",
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
    files, and with all headers they would weigh a fifteenth more.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.headers = security_headers(html_shell())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(raw=list(message["headers"]))
                if is_static_file(message["status"], headers):
                    for name in (*self.headers, *FILE_HEADERS):
                        del headers[name]
                    headers["x-content-type-options"] = self.headers["x-content-type-options"]
                else:
                    headers.update(self.headers)
                message = {**message, "headers": headers.raw}
            await send(message)

        await self.app(scope, receive, send_with_headers if scope["type"] == "http" else send)
