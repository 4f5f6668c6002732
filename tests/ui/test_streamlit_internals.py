"""What Parley relies on in the installed Streamlit: each assumption holds, and Parley without it."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from parley.styles import STYLES
from parley.ui import streamlit_internals
from parley.ui.components import ASSETS, COMPONENTS, SHARED_SCRIPTS
from parley.ui.server import html_shell, security_headers
from parley.ui.server.app import MIDDLEWARE
from parley.ui.streamlit_internals import (
    BODY_END,
    HEAD_END,
    HEAD_START,
    LAZY_SCRIPTS,
    OTHER_PAGE,
    STATIC_DIR,
    TEST_IDS,
    Assumption,
    assumptions,
    broken_assumptions,
    index_page,
)
from tests.ui.asgi import SECURITY, ask

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("each", assumptions(), ids=lambda each: each.message.split(": ")[0])
def test_streamlit_is_as_assumed(each: Assumption) -> None:
    assert each.holds(), each.message


@pytest.mark.parametrize("kind", ["js", "css"])
def test_every_test_id_stands_in_one_place_and_is_checked(kind: str) -> None:
    found = {
        path.name: set(re.findall(r"data-testid=[\"']?(\w+)", path.read_text("utf-8")))
        for path in {"js": ASSETS, "css": STYLES}[kind].glob(f"*.{kind}")
    }
    names = found.pop(f"streamlit.{kind}")
    assert names and names <= set(TEST_IDS)
    assert not any(found.values()), "name Streamlit's elements in streamlit.js or streamlit.css"


def test_every_component_is_in_the_manifest_and_every_script_is_one() -> None:
    manifest = (ROOT / "pyproject.toml").read_text("utf-8").split("[[tool.streamlit.")
    names = [re.search(r'name = "(\w+)"\nasset_dir = "ui/assets"', each) for each in manifest[1:]]
    assert [name[1] for name in names if name] == list(COMPONENTS)
    assert {path.stem for path in ASSETS.glob("*.js")} == {*COMPONENTS, *SHARED_SCRIPTS}


# --- with each assumption broken in turn

Break = Callable[[Path], None]


def _without(term: str) -> Break:
    """Streamlit's files without a term, in its page and its scripts."""

    def change(static: Path) -> None:
        for path in [static / "index.html", *(static / "static" / "js").glob("*.js")]:
            text = path.read_bytes()
            if term.encode() in text:
                path.unlink()  # it is a link
                path.write_bytes(text.replace(term.encode(), b"gone"))

    return change


def _without_script(name: str) -> Break:
    def change(static: Path) -> None:
        for path in (static / "static" / "js").glob(f"{name}.*.js"):
            path.rename(path.with_name(f"Renamed{path.name}"))

    return change


BREAKS: dict[str, Break] = {
    "Streamlit no longer has static/index.html": lambda static: (static / "index.html").unlink(),
    "Streamlit no longer has scripts in static/static/js":
        lambda static: shutil.rmtree(static / "static" / "js"),
    **{
        f"Streamlit's page no longer has {tag}": _without(tag)
        for tag in (HEAD_START, HEAD_END, BODY_END)
    },
    **{f"Streamlit no longer has a script named {name}": _without_script(name)
       for name in LAZY_SCRIPTS},
    **{f"Streamlit's page no longer has data-testid={name}": _without(f"`{name}`")
       for name in TEST_IDS},
    **{f"Streamlit's page no longer reads {name}": _without(name)
       for name in ("__streamlit", "BACKEND_BASE_URL", "HOST_CONFIG")},
    "Streamlit's page no longer has data-test-script-state": _without('"data-test-script-state"'),
    "Streamlit's page no longer has the state running of a script": _without("`running`"),
    "Streamlit's page no longer has the state notRunning of a script": _without("`notRunning`"),
    "Streamlit's page no longer listens for popstate": _without("`popstate`"),
    "Streamlit's page no longer has the font Material Symbols Rounded":
        _without("Material Symbols Rounded"),
    "Streamlit's page no longer keeps its theme as stActiveTheme-${window.location.pathname}":
        _without("stActiveTheme-"),
    "Streamlit's page no longer loads components from _stcore/bidi-components":
        _without("/_stcore/bidi-components"),
}  # fmt: skip


@pytest.fixture
def changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[Break], Path]:
    """Use a directory of links to Streamlit's files that a function has changed."""

    def use(change: Break) -> Path:
        static = tmp_path / "static"
        shutil.copytree(STATIC_DIR, static, copy_function=os.symlink)
        change(static)
        monkeypatch.setattr(streamlit_internals, "STATIC_DIR", static)
        shell = html_shell.html_shell.__wrapped__
        for module in (html_shell, security_headers):
            monkeypatch.setattr(module, "html_shell", shell)
        return static

    return use


def _serving(page: str) -> Starlette:
    """An application that serves a page as Streamlit does, behind Parley's middleware."""

    def streamlit(_: Request) -> Response:
        return HTMLResponse(page, headers={"cache-control": "no-cache"})

    return Starlette(routes=[Route("/", streamlit)], middleware=MIDDLEWARE)


@pytest.mark.parametrize("message", BREAKS)
def test_what_is_missing_is_named_and_the_page_is_sent_all_the_same(
    message: str, changed: Callable[[Break], Path]
) -> None:
    before = index_page()
    assert broken_assumptions() == [] and before
    changed(BREAKS[message])
    told = broken_assumptions()
    assert [line.split(": ")[0] for line in told] == [message]
    page = index_page() or before
    found = ask(_serving(page), "/", accept="text/html")
    assert found.status == 200
    assert '<div id="root"></div>' in found.text
    assert all(len(found.all(name)) == 1 for name in SECURITY)
    # What can still be added is.
    missing = {tag for tag in (HEAD_START, HEAD_END, BODY_END) if message.endswith(tag)}
    if "index.html" in message:
        missing = {HEAD_START, HEAD_END, BODY_END}
    assert ("BACKEND_BASE_URL" in found.text) == (HEAD_START not in missing)
    assert ("bidi-components" in found.text) == (HEAD_END not in missing)
    assert ('<style id="parley-style">' in found.text) == (BODY_END not in missing)


def test_a_page_of_another_length_is_sent_as_it_is(caplog: pytest.LogCaptureFixture) -> None:
    page = (index_page() or "").replace("<title>", "<title>Another ")
    app = _serving(page)
    for _ in range(2):
        assert ask(app, "/", accept="text/html").text == page
    assert [each.message for each in caplog.records if each.message == OTHER_PAGE] == [OTHER_PAGE]


def test_an_option_that_is_gone_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        streamlit_internals, "_configured_options", lambda: iter(["runner.goneForGood"])
    )
    assert [line.split(": ")[0] for line in broken_assumptions()] == [
        "Streamlit no longer has the option runner.goneForGood"
    ]


def test_a_parley_that_is_not_installed_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streamlit_internals, "DISTRIBUTION", "parley-that-is-not-installed")
    assert [line.split(",")[0] for line in broken_assumptions()] == ["Parley is not installed"]
