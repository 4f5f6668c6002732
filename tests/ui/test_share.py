"""What a link shows where it is posted: the tags of each page's head, and its picture."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.routing import Mount

from parley.export.share_image import SIZE
from parley.ui.page_list import PAGES
from parley.ui.server import html_shell, page_description, share_picture
from parley.ui.server.app import MIDDLEWARE, ROUTES
from parley.ui.server.base_url import VARIABLE
from parley.ui.server.one_worker import OneWorker
from parley.ui.server.share_picture import Picture, PictureCache
from parley.ui.server.warm_up import warming_up
from parley.ui.store import folder_store
from tests.conftest import SHIPPED
from tests.folders import EVERY_PART
from tests.ui.asgi import Answer, ask
from tests.ui.test_server import streamlits_own

BROWSER = {"accept": "text/html", "sec_fetch_mode": "navigate"}
BASE = "https://example.org/talks/"

Data = Callable[..., None]


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Data]:
    """Serve copies of these folders, loaded or not."""
    monkeypatch.delenv(VARIABLE, raising=False)
    monkeypatch.setattr(html_shell, "PATIENCE", 30)  # a machine may be slow

    def serve(*folders: Path, loaded: bool = True) -> None:
        for folder in folders:
            shutil.copytree(folder, tmp_path / folder.name)
        monkeypatch.setenv("PARLEY_DATA", str(tmp_path))
        if loaded:
            for id in folder_store().ids():
                folder_store().get(id)

    yield serve


def page(path: str = "/", **headers: str) -> Answer:
    return ask(streamlits_own(), path, **(headers or {"accept": "*/*"}))


def title(answer: Answer) -> str:
    (found,) = re.findall(r"<title>(.*?)</title>", answer.text)
    return unescape(found)


def tags(answer: Answer) -> dict[str, str]:
    found = re.findall(r'<meta (?:name|property)="([\w:]+)" content="([^"]*)">', answer.text)
    return {name: unescape(content) for name, content in found if name != "viewport"}


@pytest.mark.parametrize("path", [f"/{each.address}" for each in PAGES])
def test_every_page_says_what_it_is_and_its_sentence(data: Data, path: str) -> None:
    data(SHIPPED)
    found = page(path)
    assert "Streamlit" not in title(found)
    assert title(found).endswith("Ukraine peace talks, Berlin · Parley")
    own = tags(found)
    assert own["description"] == own["og:description"]
    assert own["description"].endswith("As of 15 December 2025. Source: GeokHub, 15 Dec 2025.")
    assert own["og:title"] == title(found).removesuffix(" · Parley")
    assert own["twitter:card"] == "summary"  # without a base there is no picture
    assert not {"og:url", "og:image"} & own.keys()


@pytest.mark.parametrize(
    ("path", "about"),
    [("/party?subject=russia", "Russia"), ("/issue?issue=eu-membership", "EU membership")],
)
def test_a_page_about_one_thing_is_called_by_its_name(data: Data, path: str, about: str) -> None:
    data(SHIPPED)
    assert title(page(path)) == f"{about} · Ukraine peace talks, Berlin · Parley"


@pytest.mark.parametrize(
    "path", ["/party?subject=nobody", "/issue?issue=none", "/?party=nobody", "/?day=1900-01-01"]
)
def test_of_what_is_not_there_nothing_is_said(data: Data, path: str) -> None:
    data(SHIPPED)
    found = page(path)
    assert "Streamlit" not in title(found) and "description" not in tags(found)
    unknown = page("/?negotiation=nothing")
    assert title(unknown) == "Overview · Parley" and "description" not in tags(unknown)


# --- absolute addresses


def test_absolute_addresses_are_those_of_the_configured_base(
    data: Data, monkeypatch: pytest.MonkeyPatch
) -> None:
    data(SHIPPED)
    monkeypatch.setenv(VARIABLE, BASE.rstrip("/"))
    own = tags(page("/compare?party=ukraine&party=russia"))
    assert own["og:url"] == f"{BASE}compare?party=ukraine&party=russia"
    assert own["og:image"] == f"{BASE}parley/share.png?page=compare&party=ukraine&party=russia"
    assert (own["og:image:width"], own["og:image:height"]) == tuple(map(str, SIZE))
    assert own["twitter:card"] == "summary_large_image"
    assert tags(page("/"))["og:url"] == BASE
    long = tags(page(f"/?words={'x' * 5_000}"))
    assert long["og:url"] == BASE and "og:image" not in long


@pytest.mark.parametrize("base", [None, BASE])
def test_no_host_of_a_request_is_repeated(
    data: Data, monkeypatch: pytest.MonkeyPatch, base: str | None
) -> None:
    data(SHIPPED)
    if base:
        monkeypatch.setenv(VARIABLE, base)
    for name in ("host", "x_forwarded_host", "x_forwarded_server", "forwarded", "origin"):
        found = page("/", accept="*/*", **{name: "evil.example"})
        assert "evil.example" not in found.text
        assert not any("evil.example" in value for _, value in found.headers)


@pytest.mark.parametrize(
    "wrong",
    ["example.org", "ftp://example.org", "https://", "https://a b/", "https://x/?q", "https://x/#f",
     "https://me:pw@x/", "javascript:alert(1)", "https://x:port/", 'https://x/"><script>/ '],
)  # fmt: skip
def test_a_base_that_is_no_address_is_refused(
    data: Data, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, wrong: str
) -> None:
    data(SHIPPED)
    monkeypatch.setenv(VARIABLE, wrong)
    assert not {"og:url", "og:image"} & tags(page("/")).keys()


# --- texts of a folder, and of an address, are never markup


def test_texts_of_a_folder_are_escaped(data: Data, monkeypatch: pytest.MonkeyPatch) -> None:
    data(EVERY_PART)
    monkeypatch.setenv(VARIABLE, BASE)
    found = page('/compare?words="><script>alert(1)</script>&party=kingdom')
    head = found.text.partition("</head>")[0]
    assert "<2024>" not in head and "Lantern Sea quota round &lt;2024&gt;" in head
    assert "<script>alert" not in head and '"><' not in tags(found)["og:url"]
    assert tags(found)["og:url"].startswith(f"{BASE}compare?words=%22%3E%3Cscript%3E")


# --- nobody waits


def test_while_a_folder_loads_there_is_its_title(
    data: Data, monkeypatch: pytest.MonkeyPatch
) -> None:
    data(SHIPPED, loaded=False)
    goes_on = Event()
    real = folder_store()._load_state
    monkeypatch.setattr(folder_store(), "_load_state", lambda each: goes_on.wait(30) and real(each))
    try:
        for headers in (BROWSER, {"accept": "*/*"}):
            found = page("/matrix", **headers)
            assert title(found) == "Matrix · Ukraine peace talks, Berlin · Parley"
            assert "description" not in tags(found)
        picture = share("page=matrix")
        assert picture.status == 503 and picture.all("retry-after")
        assert picture.all("cache-control") == ["no-store"]
    finally:
        goes_on.set()
    folder_store().get(SHIPPED.name)
    assert "description" in tags(page("/matrix"))
    assert share("page=matrix").status == 200


def test_a_browser_waits_for_no_sentence_and_others_not_for_long(
    data: Data, monkeypatch: pytest.MonkeyPatch
) -> None:
    data(SHIPPED)
    goes_on, begun = Event(), Event()
    describe = page_description.describe

    def slow(*args: Any) -> Any:
        begun.set()
        goes_on.wait(30)
        return describe(*args)

    monkeypatch.setattr(page_description, "describe", slow)
    monkeypatch.setattr(html_shell, "PATIENCE", 0.05)
    app = streamlits_own()
    try:
        for headers in (BROWSER, {"accept": "*/*"}):
            found = ask(app, "/matrix", **headers)
            assert begun.is_set()  # it is computed beside, for the next
            assert "Matrix · " in title(found) and "description" not in tags(found)
    finally:
        goes_on.set()
    monkeypatch.setattr(html_shell, "PATIENCE", 30)
    assert "description" in tags(ask(app, "/matrix", accept="*/*"))
    # What is known, a browser has too.
    assert "description" in tags(ask(app, "/matrix", **BROWSER))


def test_a_sentence_that_fails_costs_no_page(data: Data, monkeypatch: pytest.MonkeyPatch) -> None:
    data(SHIPPED)

    def broken(*_: Any) -> Any:
        raise ZeroDivisionError

    monkeypatch.setattr(page_description, "describe", broken)
    assert title(page("/matrix")) == "Matrix · Ukraine peace talks, Berlin · Parley"


def test_a_sentence_is_that_of_the_folder_as_it_was_loaded_last(data: Data, tmp_path: Path) -> None:
    data(SHIPPED)
    app = streamlits_own()
    assert "15 December 2025" in tags(ask(app, "/", accept="*/*"))["description"]
    header = tmp_path / SHIPPED.name / "negotiation.yaml"
    header.write_text(
        header.read_text("utf-8").replace("Ukraine peace talks, Berlin", "New"), "utf-8"
    )
    folder_store().get(SHIPPED.name)
    found = ask(app, "/", accept="*/*")
    assert title(found) == "Overview · New · Parley" and "description" in tags(found)


def test_while_the_server_warms_up_a_page_has_its_own_title(data: Data) -> None:
    data(SHIPPED, loaded=False)
    warming_up.set()
    try:
        assert title(page("/", **BROWSER)) == "Overview · Parley"
    finally:
        warming_up.clear()


def test_what_waits_for_one_worker_is_bounded() -> None:
    worker, goes_on = OneWorker("test", 2), Event()
    waiting = [worker.submit(lambda: goes_on.wait(30)) for _ in range(3)]
    assert [each is None for each in waiting] == [False, False, True]
    goes_on.set()
    assert all(each.result(30) for each in waiting if each)
    assert worker.submit(lambda: True) is not None


# --- the picture


def share(query: str, method: str = "GET") -> Answer:
    app = Starlette(routes=[*ROUTES, Mount("/", streamlits_own())], middleware=MIDDLEWARE)
    return ask(app, f"/parley/share.png?{query}", method)


def test_a_picture_of_an_address(data: Data) -> None:
    data(SHIPPED)
    found = share("page=compare&party=ukraine&party=russia")
    assert found.status == 200 and found.body.startswith(b"\x89PNG")
    assert found.all("content-type") == ["image/png"]
    assert found.all("cache-control") == ["public, max-age=300"]
    head = share("page=compare&party=ukraine&party=russia", "HEAD")
    assert head.body == b"" and head.all("content-length") == [str(len(found.body))]
    assert share("page=compare&party=ukraine&party=us").body != found.body


@pytest.mark.parametrize(
    "query",
    ["page=nothing", "page=party&subject=nobody", "page=issue&issue=none", "page=&negotiation=none",
     "page=&party=nobody", "page=&day=yesterday", f"page=&words={'x' * 5_000}"],
)  # fmt: skip
def test_of_what_is_not_there_a_picture_has_the_first_address(data: Data, query: str) -> None:
    data(SHIPPED)
    found = share(query)
    assert found.status == 404 and found.body.startswith(b"\x89PNG")
    assert found.all("cache-control") == ["no-store"]
    assert found.body == share("page=zzz").body


def test_a_picture_is_drawn_once_and_anew_when_the_folder_changes(
    data: Data, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data(SHIPPED)
    monkeypatch.setattr(share_picture, "_pictures", PictureCache())
    drawn: list[str] = []
    real = share_picture.font_book
    monkeypatch.setattr(share_picture, "font_book", lambda: drawn.append("") or real())
    first = share("page=party&subject=russia").body
    assert share("page=party&subject=russia&utm_source=elsewhere").body == first
    assert len(drawn) == 1
    header = tmp_path / SHIPPED.name / "negotiation.yaml"
    header.write_text(
        header.read_text("utf-8").replace("Ukraine peace talks, Berlin", "New"), "utf-8"
    )
    folder_store().get(SHIPPED.name)
    assert share("page=party&subject=russia").body != first
    assert len(drawn) == 2


def test_more_pictures_than_can_be_drawn_are_refused(
    data: Data, monkeypatch: pytest.MonkeyPatch
) -> None:
    data(SHIPPED)
    monkeypatch.setattr(share_picture, "_worker", OneWorker("test", 0))
    found = share("page=")
    assert found.status == 503 and found.all("retry-after") == ["5"]


def test_the_pictures_that_are_kept_are_bounded_in_bytes() -> None:
    cache = PictureCache(most_bytes=25)
    for name in "abc":
        cache.keep(name, Picture(name.encode() * 10))
        cache.get("a")
    assert [cache.get(name) is not None for name in "abc"] == [True, False, True]
    cache.keep("huge", Picture(b"x" * 26))
    assert all(cache.get(name) is None for name in ["a", "c", "huge"])
