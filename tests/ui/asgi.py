"""One request to an ASGI application, driven by hand."""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NamedTuple

import brotli
from starlette.types import ASGIApp, Message, Scope

SECURITY = [
    "content-security-policy", "x-content-type-options", "referrer-policy", "permissions-policy",
    "cross-origin-opener-policy",
]  # fmt: skip
"""The headers of every response."""


class Answer(NamedTuple):
    status: int
    headers: list[tuple[str, str]]
    body: bytes

    def all(self, name: str) -> list[str]:
        return [value for key, value in self.headers if key.lower() == name]

    @property
    def text(self) -> str:
        plain = {"br": brotli.decompress, "gzip": gzip.decompress}
        (encoding,) = self.all("content-encoding") or [""]
        return plain.get(encoding, bytes)(self.body).decode()


def run(work: Coroutine[Any, Any, None]) -> None:
    """In a thread of its own: the browser's tests leave a loop running in this one."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, work).result()


def ask(app: ASGIApp, path: str = "/", method: str = "GET", **headers: str) -> Answer:
    """One request driven through the application by hand."""
    target, _, query = path.partition("?")
    scope: Scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method,
        "scheme": "http", "path": target, "raw_path": target.encode(), "root_path": "",
        "query_string": query.encode(), "server": ("test", 80), "client": ("test", 1),
        "headers": [(key.replace("_", "-").encode(), value.encode())
                    for key, value in headers.items()],
    }  # fmt: skip
    sent: list[Message] = []
    asked = False

    async def receive() -> Message:
        nonlocal asked
        if asked:
            await asyncio.sleep(3600)
        asked = True
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    run(app(scope, receive, send))
    start, *bodies = sent
    assert start["type"] == "http.response.start"
    return Answer(
        start["status"],
        [(key.decode(), value.decode()) for key, value in start["headers"]],
        b"".join(message.get("body", b"") for message in bodies),
    )
