"""Takes the screenshots of the documentation: every page of the shipped negotiation, in a browser.

Run: python docs/screenshots/make.py [NAME …]. It needs the packages of the tests and Chromium; the
pictures are PNG files beside this script, all of them or those that are named.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

from playwright.sync_api import Browser, sync_playwright

from parley.export.edition import publish
from parley.ui.page_list import PAGES

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent
SWITCHES = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
WIDE, NARROW = (1280, 800), (390, 780)

QUERIES = {
    "compare": "?party=ukraine&party=russia&party=united-states",
    "issue": "?issue=territorial-cession",
    "party": "?subject=ukraine",
}
"""By address, what a page is opened with."""
SCHEMES = {"party": "dark"}
"""By address, the theme of a page that is not light."""


def _of_pages() -> Iterator[tuple[str, tuple[str, tuple[int, int], str]]]:
    """The picture that every page has."""
    for page in PAGES:
        scheme = SCHEMES.get(page.address, "light")
        name = page.title.lower().replace(" ", "-")
        yield f"{name}-{scheme}", (f"/{page.address}{QUERIES.get(page.address, '')}", WIDE, scheme)


SHOTS = {
    **dict(_of_pages()),
    "matrix-phone": ("/matrix", NARROW, "light"),
    "card-dark": ("/matrix?cell=united-states.donetsk-withdrawal", WIDE, "dark"),
}
"""The name of each picture with its address, the size of the window and the theme."""


EDITION = "edition-light"
"""The picture of the published edition: two parties, in one file that is opened from the disk."""


def main() -> None:
    """Start the dashboard, take the pictures, stop it."""
    every = [*SHOTS, EDITION]
    names = sys.argv[1:] or every
    if unknown := set(names) - set(every):
        sys.exit(f"no picture {', '.join(sorted(unknown))}, choose of {', '.join(every)}")
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        sys.exit("no Chromium on this machine")
    if EDITION in names:
        names.remove(EDITION)
        _take_edition(chromium)
    if not names:
        return
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "dashboard.py"]
    command += ["--server.port", str(port), "--server.headless", "true"]
    environment = {name: value for name, value in os.environ.items() if name != "PARLEY_DATA"}
    server = subprocess.Popen(command, cwd=ROOT, env=environment)
    try:
        _wait(f"http://localhost:{port}/_stcore/health")
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=SWITCHES)
            for name in names:
                _take(browser, f"http://localhost:{port}", name)
            browser.close()
    finally:
        server.terminate()
        server.wait(timeout=20)


def _take_edition(chromium: str) -> None:
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        file = Path(scratch) / "talks.html"
        publish([ROOT / "data" / "ukraine-berlin"], file, pictures=False)
        browser = playwright.chromium.launch(executable_path=chromium, args=SWITCHES)
        page = browser.new_page(viewport={"width": WIDE[0], "height": WIDE[1]})
        page.goto(f"{file.as_uri()}#compare?party=ukraine&party=russia")
        page.locator("#as-chosen h1").wait_for()
        page.screenshot(path=str(HERE / f"{EDITION}.png"))
        browser.close()
    print(f"{EDITION}.png")


def _wait(address: str) -> None:
    for _ in range(120):
        try:
            with urlopen(address, timeout=2):
                return
        except OSError:
            time.sleep(0.5)
    sys.exit("the dashboard did not start")


def _take(browser: Browser, server: str, name: str) -> None:
    path, (width, height), scheme = SHOTS[name]
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme=scheme,  # type: ignore[arg-type]
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto(server + path)
    page.wait_for_selector("h1")
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(1500)
    page.screenshot(path=str(HERE / f"{name}.png"))
    context.close()
    print(f"{name}.png")


if __name__ == "__main__":
    main()
