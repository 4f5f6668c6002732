"""The application as it is started: Streamlit finds it, its components, and serves its files.

The commands are those of this environment; PARLEY_INSTALLED names the `bin` directory of another,
in which Parley is installed from a wheel.
"""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.request import Request, urlopen

import pytest

from parley.ui.components import ASSETS, script_paths

ROOT = Path(__file__).resolve().parents[2]
INSTALLED = Path(os.environ.get("PARLEY_INSTALLED", ""))

Get = Callable[[str], tuple[dict[str, str], str]]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _commands() -> Iterator[tuple[str, list[str], bool]]:
    """Name, command without its port, and whether it is started in a directory of its own."""
    streamlit = ["-m", "streamlit", "run", "dashboard.py", "--server.headless", "true"]
    parley = ["-m", "parley", "--no-browser"]
    if INSTALLED.is_absolute():
        python = str(next(INSTALLED.glob("python*")))
        yield "parley, from a wheel", [python, *parley], True
        yield "streamlit run, in a clone, with a wheel", [python, *streamlit], False
    else:
        yield "parley, from a clone", [sys.executable, *parley], True
        yield "streamlit run, in a clone", [sys.executable, *streamlit], False


@pytest.fixture(scope="module", params=list(_commands()), ids=lambda each: each[0])
def get(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Get]:
    """The headers and the text at an address of a server that was started."""
    _, command, elsewhere = request.param
    port = _free_port()
    option = "--server.port" if "streamlit" in command else "--port"
    directory = tmp_path_factory.mktemp("elsewhere") if elsewhere else ROOT
    process = subprocess.Popen([*command, option, str(port)], cwd=directory)

    def get(path: str) -> tuple[dict[str, str], str]:
        asked = Request(f"http://localhost:{port}/{path}", headers={"accept": "text/html"})
        with urlopen(asked, timeout=20) as answer:
            headers = {name.lower(): value for name, value in answer.headers.items()}
            return headers, answer.read().decode()

    try:
        give_up = time.monotonic() + 60
        while True:
            try:
                if get("_stcore/health")[1] == "ok":
                    break
            except (URLError, ConnectionError):
                assert process.poll() is None, "the server has ended"
                assert time.monotonic() < give_up, "the server does not answer"
                time.sleep(0.1)
        yield get
    finally:
        process.terminate()
        process.wait(timeout=20)


@pytest.mark.parametrize("path", script_paths())
def test_streamlit_finds_and_serves_every_component(get: Get, path: str) -> None:
    headers, text = get(path)
    assert text == (ASSETS / Path(path).name).read_text("utf-8")
    assert "javascript" in headers["content-type"]


def test_streamlit_finds_the_application_with_its_routes(get: Get) -> None:
    headers, token = get("parley/state?negotiation=ukraine-berlin")
    assert re.fullmatch("[0-9a-f]{16}", token), "Streamlit no longer finds st.App in dashboard.py"
    assert headers["x-content-type-options"] == "nosniff"


def test_streamlits_page_has_the_style_sheet_and_knows_its_server(get: Get) -> None:
    headers, page = get("matrix")
    assert "BACKEND_BASE_URL" in page
    assert '<style id="parley-style">' in page
    assert headers["cache-control"] == "no-cache"


def test_streamlits_scripts_never_change_under_their_address(get: Get) -> None:
    _, page = get("")
    script = re.search(r'src="\./(static/js/[^"]+)"', page)
    assert script, "Streamlit's page no longer names its script"
    headers, _ = get(script[1])
    assert "immutable" in headers["cache-control"], (
        "Streamlit's server no longer says that its files are immutable: they are not cached"
    )


def test_every_cookie_stays_on_its_site(get: Get) -> None:
    cookies = [
        headers["set-cookie"]
        for headers, _ in (get(path) for path in ("", "_stcore/health", "_stcore/host-config"))
        if "set-cookie" in headers
    ]
    assert cookies, "Streamlit sets none any more"
    assert [each for each in cookies if "samesite=lax" not in each.lower()] == []
