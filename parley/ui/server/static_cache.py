"""Middleware that keeps the compressed static files of Streamlit's page in memory."""

from __future__ import annotations

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from parley.ui.server.warm_up import warming_up
from parley.ui.streamlit_internals import is_static_file

CONDITIONAL = ("range", "if-none-match", "if-modified-since")
"""Headers of requests whose response may be a part of the file, or without a body."""


class StaticCacheMiddleware:
    """Keeps responses that never change, so that each static file is compressed once.

    What is kept is bounded by what Streamlit ships: files named by their content, served with
    `cache-control: immutable`. While the server warms up, whoever started it waits for the first
    page: its files are sent uncompressed, and not kept.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.responses: dict[tuple[str, str], list[Message]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "GET":
            await self.app(scope, receive, send)
            return
        if warming_up.is_set():
            request = MutableHeaders(raw=list(scope["headers"]))
            del request["accept-encoding"]
            await self.app({**scope, "headers": request.raw}, receive, send)
            return
        headers = Headers(scope=scope)
        if any(name in headers for name in CONDITIONAL):
            await self.app(scope, receive, send)
            return
        accepted = headers.get("accept-encoding", "")
        key = (scope["path"], next((each for each in ("br", "gzip") if each in accepted), ""))
        if key in self.responses:
            for message in self.responses[key]:
                await send(dict(message))
            return

        response: list[Message] = []

        async def record(message: Message) -> None:
            response.append(dict(message))
            await send(message)

        await self.app(scope, receive, record)
        if _is_complete(response) and _is_immutable(response[0]):
            self.responses[key] = response


def _is_complete(response: list[Message]) -> bool:
    return bool(response) and not response[-1].get("more_body", False)


def _is_immutable(start: Message) -> bool:
    return start["type"] == "http.response.start" and is_static_file(
        start["status"], Headers(raw=start["headers"])
    )
