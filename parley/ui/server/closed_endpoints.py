"""Requests in, 404 out for what Streamlit's server offers and no page of Parley uses."""

from __future__ import annotations

import os

import streamlit as st
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

METRICS = "PARLEY_METRICS"
"""The variable that opens `_stcore/metrics` where it is 1."""

CORE = "_stcore/"
OPEN = ("health", "stream", "host-config", "bidi-components/")
"""Below CORE: whether it is up, a reader's session, the page's settings, scripts of components."""

CLOSED = ("component/", "app/static/", "media/", "auth/", "oauth2callback")
"""Components of the first kind, files of an app or made by a page, and sign-in: Parley has none."""


def is_open(path: str) -> bool:
    """Whether something may answer at a path below the application's address."""
    if path.startswith(CORE):
        opened = (*OPEN, "metrics") if os.environ.get(METRICS) == "1" else OPEN
        return path.removeprefix(CORE).startswith(opened)
    return not path.startswith(CLOSED)


class ClosedEndpointsMiddleware:
    """Answers for the endpoints that are shut: uploads, which any session could fill memory with,
    metrics unless they are asked for, the interface for agents and what else is not used."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            base = str(st.get_option("server.baseUrlPath") or "").strip("/")
            path = scope["path"].removeprefix(f"/{base}" if base else "").lstrip("/")
            if not is_open(path):
                answer = PlainTextResponse("There is nothing here.\n", 404)
                await answer(scope, receive, send)
                return
        await self.app(scope, receive, send)
