"""A page in Chromium that tells when it settled, what a click took and what came for it."""

from __future__ import annotations

import base64
import re
import shutil
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, Playwright

WATCH = Path(__file__).with_name("watch.js").read_text("utf-8")
SWITCHES = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SCREEN = {"width": 1440, "height": 900}
QUIET = 300
"""Milliseconds without a change after which a page has settled; they do not count."""
PATIENCE = 60_000
"""Milliseconds that a page may take to settle."""
REST = 1_500
"""Milliseconds in which a new window comes to rest: Chromium loads pages of its own into it, which
keeps a processor busy for longer than a page of an app does."""


def executable() -> str:
    """Chromium of this machine."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        raise FileNotFoundError("no Chromium on this machine")
    return found


def launched(playwright: Playwright) -> Browser:
    """A running browser."""
    return playwright.chromium.launch(executable_path=executable(), args=SWITCHES)


@contextmanager
def fresh(browser: Browser, *, counted: bool = False) -> Iterator[Visit]:
    """A page of a reader who was never here: nothing cached, nothing kept.

    Bytes and requests are `counted` only where they are asked for: it takes the browser's time.
    """
    context = browser.new_context(viewport=SCREEN)
    try:
        yield Visit.of(context, counted)
    finally:
        context.close()


@contextmanager
def cold(playwright: Playwright) -> Iterator[Visit]:
    """A page in a browser of its own, with a new profile."""
    with tempfile.TemporaryDirectory() as profile:
        context = playwright.chromium.launch_persistent_context(
            profile, executable_path=executable(), args=SWITCHES, viewport=SCREEN
        )
        try:
            yield Visit.of(context)
        finally:
            context.close()


@dataclass
class Visit:
    """A page that is watched and, where counted, what has come for it: bytes and requests."""

    page: Page
    by_http: float = 0
    by_session: float = 0
    """Bytes of the messages of the session: where it agreed to compress them, compressed again
    here in the same way (RFC 7692), because the browser tells them as they are read."""
    requests: int = 0
    deflate: Any = None

    @staticmethod
    def of(context: BrowserContext, counted: bool = False) -> Visit:
        page = context.pages[0] if context.pages else context.new_page()
        visit = Visit(page)
        page.add_init_script(WATCH)
        if counted:
            network = context.new_cdp_session(page)
            network.send("Network.enable")
            network.on("Network.loadingFinished", visit._loaded)
            network.on("Network.webSocketHandshakeResponseReceived", visit._agreed)
            network.on("Network.webSocketFrameReceived", visit._received)
        page.wait_for_timeout(REST)
        return visit

    def _loaded(self, event: dict[str, Any]) -> None:
        self.by_http += event["encodedDataLength"]
        self.requests += 1

    def _agreed(self, event: dict[str, Any]) -> None:
        headers = {name.lower(): value for name, value in event["response"]["headers"].items()}
        agreed = headers.get("sec-websocket-extensions", "")
        if "permessage-deflate" in agreed:
            bits = re.search(r"server_max_window_bits=(\d+)", agreed)
            self.deflate = zlib.compressobj(wbits=-int(bits[1] if bits else zlib.MAX_WBITS))

    def _received(self, event: dict[str, Any]) -> None:
        frame = event["response"]
        text = frame["payloadData"]
        data = base64.b64decode(text) if frame["opcode"] == 2 else text.encode()
        if self.deflate:
            # Each message ends in four bytes that are not sent.
            data = (self.deflate.compress(data) + self.deflate.flush(zlib.Z_SYNC_FLUSH))[:-4]
        self.by_session += len(data)

    @property
    def megabytes(self) -> float:
        """All that came."""
        return (self.by_http + self.by_session) / 1e6

    def open(self, url: str, content: str, patience: int = PATIENCE) -> float:
        """Go to an address; returns the milliseconds until it settled with `content` in sight."""
        self.page.goto(url, timeout=patience, wait_until="commit")
        return self.settled(content, patience)

    def settled(self, content: str, patience: int = PATIENCE) -> float:
        """Wait until the page has settled; returns when that was, since the navigation began."""
        handle = self.page.wait_for_function(
            "([content, quiet]) => window.parleyWatch.settled(content, quiet)",
            arg=[content, QUIET],
            polling=20,
            timeout=patience,
        )
        return float(handle.json_value())

    def began(self) -> float:
        """When the navigation began, in seconds since the epoch."""
        return float(self.page.evaluate("performance.timeOrigin")) / 1000

    def click(self, target: str, effect: str) -> float:
        """Click, and return the milliseconds until the number of `effect` in sight has changed.

        Time counts from the event of the click in the page.
        """
        self.page.evaluate("effect => window.parleyWatch.expect(effect)", effect)
        self.page.locator(target).first.click()
        handle = self.page.wait_for_function(
            "() => window.parleyWatch.effect", polling=20, timeout=PATIENCE
        )
        return float(handle.json_value())
