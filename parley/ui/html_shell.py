"""What Parley adds to Streamlit's page, so that a reader waits for less.

Streamlit's page looks for its server under the page's own address first, and a tenth of a second
after that has failed one step further up; an app's style sheet comes as a message of every
session; and what draws a component is asked for when the first of them has come, and the
component's own script after that. Here the page is told where its server is, as hosts of Streamlit
tell it (`window.__streamlit`), carries the style sheet, and names these scripts beside its own.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import streamlit as st
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from parley.palette import as_css
from parley.ui.components import FILES, stylesheet

STATIC = Path(st.__file__).parent / "static"

SERVER = """window.__streamlit = {
  BACKEND_BASE_URL: new URL(".", window.location.href).href,
  HOST_CONFIG: { allowedOrigins: [window.location.origin], useExternalAuthToken: false },
};"""
"""Pages stand beside each other, so the server's address is a page's up to the last slash. With
both values Streamlit opens its session at once, and asks after its server beside it."""

SOON = ("BidiComponent", "Html")
"""What Streamlit draws components and HTML with: the names of its scripts up to their hash."""

IMPORTED = re.compile(r"""\b(?:from|import)\s*["']\./([^"']+\.js)["']""")

NOT_ASKED = frozenset({b"accept-encoding", b"if-none-match", b"if-modified-since", b"range"})
NOT_OURS = frozenset({b"etag", b"last-modified", b"accept-ranges"})
"""Headers of a request and an answer that are about the file, which is not sent as it is."""


def shipped_page() -> str:
    """Streamlit's page as it comes."""
    return STATIC.joinpath("index.html").read_text("utf-8")


def _ahead(text: str) -> str:
    """Links to the scripts that a page asks for later, those that `text` names left out."""
    scripts = STATIC / "static" / "js"
    found = [path.name for name in SOON for path in scripts.glob(f"{name}.*.js")]
    for name in found:  # grows while it is walked
        needed = IMPORTED.findall(scripts.joinpath(name).read_text("utf-8"))
        found += [each for each in needed if each not in found and each not in text]
    addresses = [f"static/js/{name}" for name in found]
    addresses += [f"_stcore/bidi-components/{file}" for file in FILES]
    return "".join(f'<link rel="modulepreload" crossorigin href="./{each}">' for each in addresses)


@cache
def page() -> str:
    """Streamlit's page with what Parley adds."""
    text = shipped_page()
    text = text.replace("</head>", f"{_ahead(text)}</head>", 1)
    # Before any style sheet, for which a script would wait; and the styles after Streamlit's own.
    text = text.replace("<head>", f"<head><script>{SERVER}</script>", 1)
    styles = f"<style>{as_css()}{stylesheet('page', 'position')}</style>"
    return text.replace("</body>", f"{styles}</body>", 1)


class HtmlShellMiddleware:
    """Serves Streamlit's page with what Parley adds, at every address where Streamlit serves it."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.shipped = str(len(shipped_page().encode())).encode()
        self.page = page().encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        asked = scope["headers"] if scope["type"] == "http" else []
        if not any(name == b"accept" and b"text/html" in value for name, value in asked):
            await self.app(scope, receive, send)
            return
        ours = False

        async def told(message: Message) -> None:
            nonlocal ours
            if message["type"] == "http.response.start":
                headers = dict(message["headers"])
                ours = message["status"] == 200 and headers.get(b"content-length") == self.shipped
                if ours:
                    headers[b"content-length"] = str(len(self.page)).encode()
                    kept = [pair for pair in headers.items() if pair[0] not in NOT_OURS]
                    message = {**message, "headers": kept}
            elif ours and message.get("more_body"):
                return
            elif ours and scope["method"] == "GET":
                message = {**message, "body": self.page}
            await send(message)

        kept = [pair for pair in asked if pair[0] not in NOT_ASKED]
        await self.app({**scope, "headers": kept}, receive, told)
