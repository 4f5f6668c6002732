"""From the start of the process to the first page, in a browser with a new profile.

The browser's window has come to rest and waits while the server starts; it goes to the page as soon
as the server answers, and the page has settled as the browser benchmark defines it. Parley's
Overview, its charts included, stands beside a Streamlit page that imports pandas; the Matrix page
of a folder of 200 × 6,200 beside that of the shipped folder. The apps take turns; figures are
medians.
"""

from __future__ import annotations

import tempfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from playwright.sync_api import Playwright, sync_playwright

from benchmarks.chromium import cold
from benchmarks.figures import Figure, Target
from benchmarks.folders import write
from benchmarks.servers import WITH_PANDAS, App, parley, running

STARTS, LARGE_STARTS = 7, 3
LARGE = (200, 6_200)
CELL = "button.cell"
READY = "[data-testid=stMarkdown]"
PATIENCE = 180_000


def figures() -> Iterator[Figure]:
    with sync_playwright() as playwright:
        found: dict[str, list[float]] = defaultdict(list)
        for _ in range(STARTS):
            found["floor"].append(_start(playwright, WITH_PANDAS, "", READY))
            found["overview"].append(_start(playwright, parley(), "", "h1"))
        yield Figure(
            "start", "first complete page", median(found["overview"]), "s",
            median(found["floor"]), "a Streamlit page that imports pandas", Target(1.15),
        )  # fmt: skip
        yield _large(playwright)


def _large(playwright: Playwright) -> Figure:
    parties, issues = LARGE
    shipped, large = [], []
    note = ""
    with tempfile.TemporaryDirectory() as parent:
        write(Path(parent) / "talks", parties, issues)
        for _ in range(LARGE_STARTS):
            shipped.append(_start(playwright, parley(), "matrix", CELL))
            try:
                large.append(_start(playwright, parley(Path(parent)), "matrix", CELL))
            except Exception as error:
                note = f"{type(error).__name__}: {str(error).splitlines()[0]}"
                break
    return Figure(
        "start", f"first matrix, {parties} × {issues:,}", median(large) if large else None, "s",
        median(shipped), "the same of the shipped folder", Target(3), note,
    )  # fmt: skip


def _start(playwright: Playwright, app: App, page: str, content: str) -> float:
    """Seconds from the start of the app's process until its page has settled in a cold browser."""
    with cold(playwright) as visit, running(app) as server:
        settled = visit.open(f"{server.url}/{page}", content, PATIENCE)
        return visit.began() + settled / 1000 - server.started
