"""The real app in a real browser: a server for each data directory, a page for each test.

Without Chromium these tests are skipped with a reason, unless PARLEY_BROWSER=required, as in CI.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, expect, sync_playwright

from benchmarks.chromium import SWITCHES
from tests.folders import EVERY_PART

ROOT = Path(__file__).resolve().parents[2]

expect.set_options(timeout=20_000)  # a machine may be slow; what is promised in time says so itself

DRAWN = """() => document.querySelector("[data-testid=stApp][data-test-script-state=notRunning]")
    && !document.querySelector("[data-testid=stSkeleton], [data-testid=stStatusWidget]")"""
"""No script runs, and no widget still waits for its own: it is a skeleton until then."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "browser" in Path(str(item.fspath)).parts:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium() -> str:
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        if os.environ.get("PARLEY_BROWSER") == "required":
            pytest.fail("Chromium is required here and was not found")
        pytest.skip("no Chromium on this machine: install it to run the browser tests")
    return found


@pytest.fixture(autouse=True)
def _with_a_browser(chromium: str) -> None:
    """Skip each test here where there is no browser, also one that opens none: each runs once."""


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium, args=SWITCHES)
        yield launched
        launched.close()


@dataclass
class Server:
    url: str
    data: Path


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture(scope="session")
def serve(chromium: str) -> Iterator[Callable[..., Server]]:
    """Start the app on a data directory, under a path where one is given, by other arguments to
    Python where they are given; every server ends with the session."""
    running: list[subprocess.Popen[bytes]] = []

    def start(data: Path, base: str = "", program: Sequence[str] = ("-m", "streamlit")) -> Server:
        port = _free_port()
        command = [sys.executable, *program, "run", "dashboard.py"]
        command += ["--server.port", str(port), "--server.headless", "true"]
        command += ["--server.baseUrlPath", base]
        process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, "PARLEY_DATA": str(data)})
        running.append(process)
        url = f"http://localhost:{port}{base}"
        for _ in range(240):
            try:
                with urlopen(f"{url}/_stcore/health", timeout=2) as answer:
                    if answer.read() == b"ok":
                        return Server(url, data)
            except OSError:
                time.sleep(0.25)
        raise TimeoutError(f"the app did not start on port {port}")

    yield start
    for process in running:
        process.terminate()
    for process in running:
        process.wait(timeout=20)


@pytest.fixture(scope="session")
def shipped(serve: Callable[..., Server]) -> Server:
    return serve(ROOT / "data")


@pytest.fixture(scope="session")
def every_part(serve: Callable[..., Server]) -> Server:
    return serve(EVERY_PART.parent)


@dataclass
class Reader:
    """A person with a browser: a page, and what went wrong behind it."""

    page: Page
    url: str
    errors: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    """Of Parley's scripts, where Streamlit's page is not as they assume."""
    may_warn: bool = False
    elsewhere: list[str] = field(default_factory=list)

    def open(self, path: str = "/") -> Page:
        self.page.goto(self.url + path)
        self.settled()
        return self.page

    def settled(self) -> None:
        self.page.wait_for_selector("h1", timeout=30_000)
        self.page.wait_for_selector(".st-key-parley-page .root[data-at=work]", state="attached")
        self.page.wait_for_function(DRAWN)

    def tick(self, control: str, option: str) -> None:
        """Tick a box of a filter, by its parameter, or take the tick away."""
        filter = self.page.locator(f"[data-control={control}]")
        if control == "party":
            filter.locator("label").get_by_text(option, exact=True).click()
            return
        self.open_filters()
        box = filter.get_by_role("checkbox", name=option, exact=True)
        if not box.is_visible():
            filter.locator("summary").click()
        box.click()

    def open_filters(self) -> None:
        """Open the filters beside the page, unless they are."""
        if not self.page.locator(".st-key-page-filters").is_visible():
            self.page.locator(".filter-button").click()

    def to_the_end(self) -> None:
        """Read on until every chart has been drawn, and nothing else is waited for."""
        places = self.page.locator(".placeholder")
        while left := places.count():
            # Not Playwright's own scrolling, which fails where the chart comes meanwhile.
            self.page.evaluate("document.querySelector('.placeholder')?.scrollIntoView()")
            expect(places).not_to_have_count(left, timeout=30_000)
            self.settled()

    def cell(self, party: str, issue: str) -> None:
        self.page.locator(f"button.cell[data-cell='{party}.{issue}']").click()
        self.page.wait_for_selector("dialog:popover-open article")


@pytest.fixture
def reader(browser: Browser) -> Iterator[Callable[..., Reader]]:
    """Open a fresh browser on a server; on the way out nothing may have gone wrong."""
    opened: list[Reader] = []

    def open_on(
        server: Server, width: int = 1440, height: int = 900, scheme: str = "light"
    ) -> Reader:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme=scheme,  # type: ignore[arg-type]
            permissions=["clipboard-read", "clipboard-write"],
        )
        found = Reader(context.new_page(), server.url)

        def heard(message: ConsoleMessage) -> None:
            if message.type == "error":
                found.errors.append(f"{message.text} ({message.location})")
            elif message.type == "warning" and message.text.startswith("Parley: "):
                found.warnings.append(message.text.removeprefix("Parley: "))

        def asked(request: Request) -> None:
            if not request.url.startswith((server.url, "data:", "blob:")):
                found.elsewhere.append(request.url)

        found.page.on("console", heard)
        found.page.on("pageerror", lambda error: found.errors.append(str(error)))
        found.page.on("request", asked)
        opened.append(found)
        return found

    yield open_on
    for each in opened:
        each.page.context.close()
    assert [each.errors for each in opened if each.errors] == []
    assert [each.warnings for each in opened if each.warnings and not each.may_warn] == []
    assert [each.elsewhere for each in opened if each.elsewhere] == []
