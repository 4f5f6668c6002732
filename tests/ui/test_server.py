"""The middleware around the pages: headers, the page's shell, and what is kept compressed."""

from __future__ import annotations

import asyncio
import base64
import gc
import hashlib
import shutil
import socket
from collections.abc import Iterable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
import uvicorn
import uvicorn.protocols.http.h11_impl
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Mount, Route
from starlette.types import Message, Receive, Scope, Send
from streamlit.web.server.starlette.starlette_static_routes import (
    create_streamlit_static_handler,
)

from parley.ui.server import warm_up
from parley.ui.server.app import MIDDLEWARE
from parley.ui.server.closed_endpoints import is_open
from parley.ui.server.html_shell import html_shell
from parley.ui.server.security_headers import (
    SecurityHeadersMiddleware,
    inline_script_hashes,
    security_headers,
)
from parley.ui.server.static_cache import StaticCacheMiddleware
from parley.ui.server.warm_up import warming_up
from parley.ui.streamlit_internals import index_page
from tests.folders import EVERY_PART
from tests.ui.asgi import SECURITY, ask, run

TEXT = "Parley keeps what never changes. " * 200


class Served:
    """An application that counts what reaches it."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def app(self, middleware: Iterable[Any] = MIDDLEWARE) -> Starlette:
        def immutable(request: Request) -> Response:
            self.asked.append(request.url.path)
            headers = {"cache-control": "public, immutable, max-age=31536000"}
            if request.url.path.endswith("gone"):
                return PlainTextResponse("gone", 404, headers=headers)
            return PlainTextResponse(TEXT + request.url.path, headers=headers)

        def changing(request: Request) -> Response:
            self.asked.append(request.url.path)
            return PlainTextResponse(
                f"{len(self.asked)} {TEXT}",
                headers={"cache-control": "no-cache", "X-Content-Type-Options": "sniff",
                         "Content-Security-Policy": "default-src *", "x-own": "kept"},
            )  # fmt: skip

        def streamed(request: Request) -> Response:
            async def parts() -> Any:
                for part in ("one ", "two ", "three"):
                    yield part

            self.asked.append(request.url.path)
            return StreamingResponse(parts(), headers={"cache-control": "immutable"})

        return Starlette(
            routes=[
                Route("/static/{name}", immutable),
                Route("/page", changing, methods=["GET", "POST"]),
                Route("/stream", streamed),
                Route("/away", lambda request: RedirectResponse("/page")),
            ],
            middleware=list(middleware),
        )


@pytest.mark.parametrize(
    ("path", "status"),
    [("/page", 200), ("/static/gone", 404), ("/nowhere", 404),
     ("/away", 307)],
)  # fmt: skip
@pytest.mark.parametrize("encoding", ["br", "gzip", "identity"])
def test_every_response_has_the_headers_once(path: str, status: int, encoding: str) -> None:
    app = Served().app()
    for _ in range(3):
        found = ask(app, path, accept_encoding=encoding)
        assert found.status == status
        for name in SECURITY:
            assert len(found.all(name)) == 1, name
        assert found.all("x-content-type-options") == ["nosniff"]
        assert "default-src 'self'" in found.all("content-security-policy")[0]


def test_a_static_file_is_ruled_by_its_page() -> None:
    found = ask(Served().app(), "/static/a.js")
    assert found.all("x-content-type-options") == ["nosniff"]
    assert not [name for name in SECURITY if name != "x-content-type-options" and found.all(name)]


def test_other_headers_of_a_response_stay() -> None:
    found = ask(Served().app(), "/page")
    assert found.all("x-own") == ["kept"]
    assert found.all("cache-control") == ["no-cache"]


def directives() -> dict[str, list[str]]:
    (policy,) = ask(Served().app(), "/page").all("content-security-policy")
    found = [part.split() for part in policy.split(";")]
    assert len({name for name, *_ in found}) == len(found)
    return {name: values for name, *values in found}


class Scripts(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.bodies: list[str] = []
        self.inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.inside = tag == "script" and "src" not in dict(attrs)

    def handle_endtag(self, tag: str) -> None:
        self.inside = False

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.bodies.append(data)


def streamlits_own() -> Starlette:
    """Streamlit's files behind Parley's middleware, as Streamlit serves them."""
    static = Path(st.__file__).parent / "static"
    handler = create_streamlit_static_handler(str(static), None)
    return Starlette(routes=[Mount("/", handler)], middleware=MIDDLEWARE)


@pytest.mark.parametrize("path", ["/", "/matrix", "/trade-offs"])
@pytest.mark.parametrize("encoding", ["br", "gzip", "identity"])
def test_every_page_is_told_where_its_server_is_and_how_it_looks(path: str, encoding: str) -> None:
    found = ask(streamlits_own(), path, accept="text/html,*/*", accept_encoding=encoding)
    assert found.status == 200 and found.all("cache-control") == ["no-cache"]
    assert found.all("content-length") in ([str(len(found.body))], [])
    text = found.text
    # A script waits for the style sheets before it, and what comes later in a page wins.
    assert text.index("BACKEND_BASE_URL") < text.index('rel="stylesheet"')
    assert text.index(".parley {") > text.index('id="root"')
    assert text.endswith((index_page() or "?")[-10:])


@pytest.mark.parametrize(
    ("path", "near", "up"),
    [
        ("/matrx?party=x%22&day=1", "matrix", ""),
        ("/Trade_offs", "trade-offs", ""),
        ("/deep/er/Common%20ground", None, "../../"),
        ("/overview", "./", ""),
        ("/unheard-of/<script>", None, "../"),
    ],
)
def test_at_no_page_stands_what_leads_to_the_pages(path: str, near: str | None, up: str) -> None:
    found = ask(streamlits_own(), path, accept="text/html")
    assert found.status == 404 and all(len(found.all(name)) == 1 for name in SECURITY)
    text = found.text
    assert "<h1>No such page here</h1>" in text and "<script" not in text
    query = path.partition("?")[2].replace("&", "&amp;")
    query = f"?{query}" if query else ""
    assert f'<a href="{up}evidence{query}">Evidence</a>' in text
    assert (f'Did you mean <a href="{near}{query}">' in text) == (near is not None)
    asked_about = ask(streamlits_own(), path, "HEAD", accept="text/html")
    assert asked_about.status == 404 and asked_about.body == b""


def test_a_page_is_sent_whole_whatever_a_browser_has_kept_of_streamlits() -> None:
    app = streamlits_own()
    plain = ask(app, "/", accept="text/plain")
    (tag,) = plain.all("etag")
    found = ask(app, "/", accept="text/html", if_none_match=tag)
    assert found.status == 200 and "BACKEND_BASE_URL" in found.text
    assert found.all("etag") == found.all("last-modified") == []
    part = ask(app, "/", accept="text/html", range="bytes=0-9")
    assert part.status == 200 and part.body == found.body


def test_a_page_that_is_only_asked_about_has_no_body() -> None:
    app = streamlits_own()
    found = ask(app, "/matrix", "HEAD", accept="text/html")
    whole = ask(app, "/matrix", accept="text/html")
    assert found.body == b"" and found.all("content-length") == [str(len(whole.body))]


def test_other_answers_to_a_browser_stay_as_they_are() -> None:
    app = streamlits_own()
    assert ask(app, "/_stcore/health", accept="text/html").status == 404
    moved = ask(app, "/matrix/", accept="text/html")
    assert moved.status == 301 and moved.all("location") == ["/matrix"]


def test_the_policy_allows_the_inline_scripts_of_the_page_and_no_others() -> None:
    scripts = Scripts()
    scripts.feed(ask(streamlits_own(), "/", accept="text/html").text)
    hashes = [
        f"'sha256-{base64.b64encode(hashlib.sha256(body.encode()).digest()).decode()}'"
        for body in scripts.bodies
        if body
    ]
    assert len(hashes) == 2
    assert inline_script_hashes(html_shell()) == hashes
    assert directives()["script-src"] == ["'self'", *hashes]


def test_the_policy_lets_nothing_in_from_elsewhere() -> None:
    found = directives()
    for name in ("script-src", "default-src", "connect-src"):
        assert not {"'unsafe-inline'", "'unsafe-eval'", "*", "https:"} & set(found[name])
    assert found["object-src"] == found["frame-ancestors"] == ["'none'"]
    assert found["base-uri"] == found["form-action"] == ["'self'"]
    assert not [value for values in found.values() for value in values if "//" in value]


def test_what_never_changes_is_made_and_compressed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    served = Served()
    app = served.app()
    encodings = {"gzip, br": "br", "gzip": "gzip"}
    first = {each: ask(app, "/static/a.js", accept_encoding=each) for each in encodings}
    assert {each: found.all("content-encoding") for each, found in first.items()} == {
        each: [encoding] for each, encoding in encodings.items()
    }
    assert {found.text for found in first.values()} == {TEXT + "/static/a.js"}

    def never(*_: Any, **__: Any) -> None:
        raise AssertionError("compressed twice")

    monkeypatch.setattr("brotli_asgi.BrotliMiddleware.__call__", never)
    for each, found in first.items():
        assert ask(app, "/static/a.js", accept_encoding=each) == found
    assert served.asked == ["/static/a.js"] * 2


def test_a_file_is_sent_as_it_is_while_the_server_warms_up() -> None:
    served = Served()
    app = served.app()
    warming_up.set()
    try:
        first = ask(app, "/static/a.js", accept_encoding="br")
    finally:
        warming_up.clear()
    assert first.all("content-encoding") == [] and first.text == TEXT + "/static/a.js"
    assert ask(app, "/static/a.js", accept_encoding="br").all("content-encoding") == ["br"]


def test_a_font_is_compressed_as_it_is() -> None:
    found = ask(Served().app(), "/static/sans.woff2", accept_encoding="br")
    assert found.all("content-encoding") == []


def test_who_can_read_neither_is_served_plain_text() -> None:
    served = Served()
    app = served.app()
    ask(app, "/static/a.js", accept_encoding="gzip")
    plain = ask(app, "/static/a.js")
    assert plain.all("content-encoding") == []
    assert plain.body.decode() == TEXT + "/static/a.js"
    assert ask(app, "/static/a.js") == plain
    assert len(served.asked) == 2


def test_each_file_is_kept_by_itself() -> None:
    app = Served().app()
    for _ in range(2):
        for name in ("a.js", "b.js"):
            assert (
                ask(app, f"/static/{name}", accept_encoding="gzip").text == f"{TEXT}/static/{name}"
            )


def test_a_response_in_parts_is_kept_whole() -> None:
    served = Served()
    app = served.app()
    assert [ask(app, "/stream").text for _ in range(2)] == ["one two three"] * 2
    assert len(served.asked) == 1


@pytest.mark.parametrize(
    ("path", "method", "headers"),
    [
        ("/page", "GET", {}),
        ("/page", "POST", {}),
        ("/static/gone", "GET", {}),
        ("/static/a.js", "HEAD", {}),
        ("/static/a.js", "GET", {"range": "bytes=0-9"}),
        ("/static/a.js", "GET", {"if_none_match": "x"}),
        ("/static/a.js", "GET", {"if_modified_since": "Mon, 01 Jan 2024 00:00:00 GMT"}),
    ],
)
def test_what_is_not_kept(path: str, method: str, headers: dict[str, str]) -> None:
    served = Served()
    app = served.app()
    for _ in range(2):
        ask(app, path, method, **headers)
    assert len(served.asked) == 2


def test_a_response_that_breaks_off_is_not_kept() -> None:
    calls = 0

    async def broken(scope: Scope, receive: Receive, send: Send) -> None:
        nonlocal calls
        calls += 1
        headers = [(b"cache-control", b"immutable")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b"half", "more_body": calls == 1})
        if calls == 1:
            raise ConnectionResetError

    app = StaticCacheMiddleware(broken)
    with pytest.raises(ConnectionResetError):
        ask(app)
    ask(app)
    assert calls == 2


@pytest.mark.parametrize("wrapper", [SecurityHeadersMiddleware, StaticCacheMiddleware])
def test_a_websocket_passes_untouched(wrapper: Any) -> None:
    sent: list[Message] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "websocket.accept", "headers": []})

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        return {"type": "websocket.connect"}

    run(wrapper(app)({"type": "websocket", "path": "/", "headers": []}, receive, send))
    assert sent == [{"type": "websocket.accept", "headers": []}]


def test_garbage_is_collected_once_the_first_page_can_be_drawn(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(EVERY_PART, tmp_path / "every-part")
    monkeypatch.setenv("PARLEY_DATA", str(tmp_path))
    collected = []
    monkeypatch.setattr(warm_up, "sleep", lambda _: collected.append(gc.isenabled()))
    gc.disable()
    try:
        warm_up._load()
    finally:
        gc.enable()
    assert collected == [True]


def test_what_is_not_as_assumed_in_streamlit_stands_in_the_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("PARLEY_DATA", str(tmp_path))
    monkeypatch.setattr(warm_up, "sleep", lambda _: None)
    monkeypatch.setattr(warm_up, "broken_assumptions", lambda: ["Streamlit no longer has it: so"])
    warm_up._load()
    assert [each.getMessage() for each in caplog.records] == ["Streamlit no longer has it: so"]


def test_no_answer_waits_for_the_one_before_it() -> None:
    """On a socket as Streamlit opens it, behind the server that Streamlit starts."""
    told: list[int] = []

    class Accepting(uvicorn.protocols.http.h11_impl.H11Protocol):
        def eof_received(self) -> None:
            connection = self.transport.get_extra_info("socket")
            told.append(connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))

    with socket.socket(socket.AF_INET) as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        app = Served().app()
        server = uvicorn.Server(uvicorn.Config(app, http=Accepting, log_level="error"))

        async def asked() -> None:
            serving = asyncio.create_task(server.serve([listening]))
            reader, writer = await asyncio.open_connection(*listening.getsockname())
            writer.write(b"GET /page HTTP/1.1\r\nhost: test\r\n\r\n")
            await reader.readuntil(b"\r\n\r\n")
            writer.write_eof()
            while not told:
                await asyncio.sleep(0.01)
            writer.close()
            server.should_exit = True
            await serving

        run(asked())
    assert told[0] == 1


@pytest.mark.parametrize(
    "path",
    [
        "_stcore/upload_file/session/file", "_stcore/metrics", "_stcore/script-health-check",
        "_stcore/agent/openapi.json", "_stcore/agent/mcp", "_stcore/anything", "app/static/file",
        "component/a.b/index.html", "media/file.png", "auth/login", "oauth2callback",
    ],
)  # fmt: skip
@pytest.mark.parametrize("method", ["GET", "PUT", "POST", "DELETE"])
def test_what_no_page_uses_is_shut(path: str, method: str) -> None:
    served = Served()
    answer = ask(served.app(), f"/{path}", method)
    assert answer.status == 404 and answer.all("content-security-policy")
    assert served.asked == []


def test_what_is_left_open_of_streamlit_is_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every route of the server that is installed, each open or shut knowingly."""
    app = st.App(str(Path(__file__).resolve().parents[2] / "pages" / "frame.py"))
    paths = {
        path
        for route in app._build_starlette_app().routes
        if (path := getattr(route, "path", "").lstrip("/"))
    }
    opened = {path.split("{")[0] for path in paths if is_open(path)}
    assert opened == {
        "_stcore/health", "_stcore/host-config", "_stcore/bidi-components/", "_stcore/stream",
    }  # fmt: skip
    monkeypatch.setenv("PARLEY_METRICS", "1")
    assert is_open("_stcore/metrics")


def test_what_fails_is_answered_with_the_headers_of_every_answer() -> None:
    def broken(_: Request) -> Response:
        raise RuntimeError("no stack trace for readers")

    answer = ask(Starlette(routes=[Route("/broken", broken)], middleware=MIDDLEWARE), "/broken")
    assert answer.status == 500 and "stack" not in answer.text
    assert [name for name in SECURITY if not answer.all(name)] == []


def test_named_sites_may_embed_the_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PARLEY_FRAME_ANCESTORS", "https://news.example https://*.example:8443")
    policy = security_headers("")["content-security-policy"]
    assert "frame-ancestors 'self' https://news.example https://*.example:8443" in policy
    for wrong in ("news.example", "https://a/path", "*", "https://a;script-src *"):
        monkeypatch.setenv("PARLEY_FRAME_ANCESTORS", wrong)
        with pytest.raises(ValueError, match="expected sites such as"):
            security_headers("")
