"""What a visitor sends too much of, or only half, is answered, and the server ends when told to."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import sys
import time
from typing import Any

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.types import Message
from starlette.websockets import WebSocket
from uvicorn.protocols.http.h11_impl import H11Protocol

from parley.ui.server import connection_limits, open_files, request_limits
from parley.ui.server.app import MIDDLEWARE
from parley.ui.server.connection_limits import limit_connections
from parley.ui.server.request_limits import RequestLimitsMiddleware
from parley.views.links import MOST_ADDRESS
from tests.ui.asgi import SECURITY, ask, run


def page(_: Request) -> Response:
    return PlainTextResponse("a page")


APP = Starlette(routes=[Route("/matrix", page)], middleware=MIDDLEWARE)


def test_an_address_that_proxies_refuse_is_answered_in_words() -> None:
    longest = f"/matrix?{'x' * (MOST_ADDRESS - len('/matrix'))}"
    assert ask(APP, longest).text == "a page"
    found = ask(APP, f"{longest}x", accept="text/html")
    assert found.status == 414 and [each for each in SECURITY if not found.all(each)] == []
    assert f"It has {MOST_ADDRESS + 1:,} characters" in found.text
    assert '<a href="/matrix">Open the page with nothing chosen</a>' in found.text
    assert "xxxx" not in found.text


def test_very_long_headers_are_answered_in_words() -> None:
    found = ask(APP, "/matrix", cookie="x" * 40_000)
    assert found.status == 431 and "of headers, and 32,000 is the most" in found.text


async def _socket(app: Any) -> list[Message]:
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        return {"type": "websocket.connect"}

    scope = {"type": "websocket", "path": "/talks/_stcore/stream", "headers": []}
    await app({**scope, "extensions": {"websocket.http.response": {}}}, receive, send)
    return sent


def test_more_readers_than_there_is_place_for_are_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(request_limits, "most_sessions", lambda: 1)
    found: dict[str, Any] = {}

    async def app(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "websocket" and not found:
            found["refused"] = await _socket(limited)
            found["page"] = limited._answer(page_scope("/matrix"))
            found["style"] = limited._answer(page_scope("/parley/style.css"))

    def page_scope(path: str) -> dict[str, Any]:
        headers = [(b"accept", b"text/html")]
        return {"type": "http", "path": path, "query_string": b"", "headers": headers}

    limited = RequestLimitsMiddleware(app)
    run(_run(_socket(limited)))
    assert found["refused"][0]["status"] == 503
    assert found["page"].status_code == 503 and found["page"].headers["refresh"] == "15"
    assert b"1 reader can be served at once" in found["page"].body
    assert found["style"] is None and limited.sessions == 0
    assert limited._answer(page_scope("/matrix")) is None, "a place is free again"


async def _run(work: Any) -> None:
    await work


@pytest.mark.parametrize(
    ("files", "setting", "sessions"), [(1_024, "", 137), (65_536, "", 1_000), (65_536, "40", 40)]
)
def test_readers_are_as_many_as_files_can_be_open(
    files: int, setting: str, sessions: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PARLEY_SESSIONS", setting)
    monkeypatch.setattr(open_files, "_open_files", lambda: files)
    most = open_files.most_sessions.__wrapped__
    assert most() == sessions
    monkeypatch.setattr(open_files, "most_sessions", most)
    connections = open_files.most_connections.__wrapped__()
    assert sessions < connections
    # Each at its session, and all other connections taken: the server still opens files.
    assert connections + 3 * sessions <= files - open_files.OF_SERVER or connections == 10_000


@pytest.mark.parametrize("setting", ["many", "0", "-3", "1e3"])
def test_a_setting_of_readers_that_is_no_number_is_told(
    setting: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PARLEY_SESSIONS", setting)
    with pytest.raises(ValueError, match="PARLEY_SESSIONS: expected how many readers"):
        open_files.most_sessions.__wrapped__()


class Limited(H11Protocol):
    """A class of connections of the test's own, which is extended in place."""


async def _talk(port: int, *said: bytes, wait: float = 5.0) -> bytes:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for each in said:
        writer.write(each)
        await asyncio.sleep(0.1)
    found = b""
    try:
        async with asyncio.timeout(wait):
            while part := await reader.read(4096):
                found += part
    except TimeoutError:
        pass
    writer.close()
    return found


def test_half_sent_requests_unreadable_ones_and_too_many_are_answered(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(connection_limits, "HEAD_SECONDS", 0.3)
    monkeypatch.setattr(connection_limits, "most_connections", lambda: 5)
    limit_connections(Limited, {"x-own": "kept"})
    found: dict[str, bytes] = {}

    async def slow(websocket: WebSocket) -> None:
        await websocket.accept()
        await asyncio.sleep(0.7)
        await websocket.send_text("still here")
        await websocket.close()

    async def later(_: Request) -> Response:
        await asyncio.sleep(0.7)
        return PlainTextResponse("made")

    app = Starlette(routes=[Route("/later", later), Route("/", page), WebSocketRoute("/ws", slow)])

    async def asked(listening: socket.socket) -> None:
        config = uvicorn.Config(app, http=Limited, log_level="critical", timeout_keep_alive=1)
        server = uvicorn.Server(config)
        serving = asyncio.create_task(server.serve([listening]))
        while not server.started:
            await asyncio.sleep(0.01)
        port = listening.getsockname()[1]
        get = b"GET /%s HTTP/1.1\r\nhost: test\r\n"
        upgrade = (
            b"GET /ws HTTP/1.1\r\nhost: test\r\nupgrade: websocket\r\nconnection: upgrade\r\n"
            b"sec-websocket-key: AAAAAAAAAAAAAAAAAAAAAA==\r\nsec-websocket-version: 13\r\n\r\n"
        )
        names = ["half", "second", "later", "session"]
        half, whole = get % b"", get % b"" + b"\r\n"
        said = [(half,), (whole, half), (get % b"later" + b"\r\n",), (upgrade,)]
        answers = await asyncio.gather(*(_talk(port, *each, wait=2) for each in said))
        found.update(zip(names, answers, strict=True))
        found["unreadable"] = await _talk(port, b"\x16\x03\x01 no HTTP\r\n\r\n")
        many = await asyncio.gather(*(_talk(port, half, wait=2) for _ in range(8)))
        found["refused"] = b"".join(each for each in many if b" 503 " in each)
        found["late"] = b"".join(each for each in many if b" 408 " in each)
        found["again"] = await _talk(port, get % b"" + b"connection: close\r\n\r\n")
        server.should_exit = True
        await serving

    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        run(asked(listening))
    assert found["half"].startswith(b"HTTP/1.1 408 ") and b"x-own: kept\r\n" in found["half"]
    assert found["second"].count(b"HTTP/1.1") == 2 and b"408" in found["second"]
    assert found["later"].endswith(b"made") and b"408" not in found["later"]
    assert b"still here" in found["session"]
    assert found["unreadable"].startswith(b"HTTP/1.1 400 ")
    assert b"This request cannot be read" in found["unreadable"]
    assert found["refused"].count(b" 503 ") == 3 and found["late"].count(b" 408 ") == 5
    assert found["again"].endswith(b"a page")


ENDED = """
import signal, sys, threading, time
from parley.ui.server.ending import end_within
signal.signal(signal.SIGTERM, lambda *_: print("handled", flush=True))
end_within(1, lambda: print("first", flush=True))
threading.Thread(target=time.sleep, args=(60,)).start()  # the interpreter waits for it
print("ready", flush=True)
try:
    time.sleep(60)
finally:
    print("not ended", flush=True)
"""


@pytest.mark.skipif(not hasattr(signal, "alarm"), reason="the system has no alarms")
def test_what_takes_too_long_to_end_is_ended() -> None:
    process = subprocess.Popen([sys.executable, "-c", ENDED], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None and process.stdout.readline() == "ready\n"
    began = time.monotonic()
    os.kill(process.pid, signal.SIGTERM)
    said, _ = process.communicate(timeout=20)
    assert said == "first\nhandled\n" and process.returncode == -signal.SIGALRM
    assert time.monotonic() - began < 15
