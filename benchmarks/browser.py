"""In Chromium: how soon a page settles, what a click takes, and what a first visit loads.

Servers are warm; each visit is a new browser context, with nothing cached, whose window has come to
rest; the visits of the apps take turns, and a figure is the median over them. A page has settled
when its content (a cell of the matrix, the line of the empty page) is in sight, no script runs, and
nothing in the DOM, shadow roots included, changes for 300 ms; those do not count. Time runs from
the start of the navigation.

A filter is one click that takes a party away: its chip under the title, where nine parties are
chosen, the shipped folder's all, as in the Dash and NiceGUI apps, which show the table of the
shipped folder. Time runs from the event of the click to the moment when the table has
lost the column. A cell is opened by a click and is open when the text of its position is in sight;
its floor is a bare request to the same server from the same page. Bytes are those of every
response as sent, headers included, and of the session's messages.
"""

from __future__ import annotations

import tempfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, sync_playwright

from benchmarks.chromium import Visit, fresh, launched
from benchmarks.figures import Figure, Target
from benchmarks.folders import write
from benchmarks.servers import DASH, EMPTY, NICEGUI, parley, running
from parley.frames.build import build_frames
from parley.loading.loader import load

VISITS = 9
CLICKS = 6
CELL = "button.cell"
COMPARED = "td .said, .offers a"
"""What is read on Compare: a position, or which parties to choose."""
COLUMNS = "thead th"
OPEN = "dialog:popover-open article"
CHART = ".js-plotly-plot .main-svg"
READY = "[data-testid=stMarkdown]"
MIDDLE = (30, 200)
SHIPPED_FOLDER = "shipped folder"
ROUND_TRIP = """async () => {
  const start = performance.now();
  await (await fetch("/_stcore/health")).text();
  return performance.now() - start;
}"""


def figures() -> Iterator[Figure]:
    parties, issues = MIDDLE
    middle = f"{parties} × {issues}"
    with ExitStack() as stack:
        parent = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        write(parent / "talks", parties, issues)
        empty = stack.enter_context(running(EMPTY)).url
        shipped = stack.enter_context(running(parley())).url
        large = stack.enter_context(running(parley(parent))).url
        browser = launched(stack.enter_context(sync_playwright()))
        stack.callback(browser.close)
        sizes = {SHIPPED_FOLDER: (shipped, 1.0), middle: (large, 2.0)}
        yield from _settling(browser, empty, {SHIPPED_FOLDER: shipped, middle: large})
        yield from _first_visits(browser, empty, shipped)
        for folder, (url, times) in sizes.items():
            yield from _opening(browser, url, folder, times)
        dash = stack.enter_context(running(DASH)).url
        nicegui = stack.enter_context(running(NICEGUI)).url
        yield from _filtering(
            browser,
            dash,
            nicegui,
            {
                SHIPPED_FOLDER: (_all_chosen(shipped, _shipped_parties()), 1.0),
                middle: (
                    _all_chosen(large, {f"party-{n}": f"Party {n}" for n in range(9)}), 2.0
                ),
            },
        )  # fmt: skip


def _shipped_parties() -> dict[str, str]:
    held = build_frames(
        load(Path(__file__).resolve().parents[1] / "data" / "ukraine-berlin")
    ).parties
    return dict(zip(held["party"].astype("str"), held["name"], strict=True))


def _all_chosen(url: str, parties: dict[str, str]) -> tuple[str, list[str]]:
    """The address of the matrix with these parties chosen, and their names."""
    return f"{url}/matrix?{'&'.join(f'party={id}' for id in parties)}", list(parties.values())


def _settling(browser: Browser, empty: str, servers: dict[str, str]) -> Iterator[Figure]:
    pages = {("empty", ""): (empty, READY)}
    for folder, url in servers.items():
        for page, content in (("matrix", CELL), ("compare", COMPARED)):
            pages[page, folder] = (f"{url}/{page}", content)
    found: dict[tuple[str, str], list[float]] = defaultdict(list)
    for turn in range(VISITS + 1):
        for name, (url, content) in pages.items():
            with fresh(browser) as visit:
                took = visit.open(url, content)
            if turn:  # the first turn warms the servers
                found[name].append(took)
    floor = median(found.pop(("empty", "")))
    for (page, folder), times in found.items():
        most = 1.3 if folder == SHIPPED_FOLDER else 2.0
        name = f"{page.capitalize()} settles, {folder}"
        yield Figure(
            "browser", name, median(times), "ms", floor, "an empty Streamlit page", Target(most)
        )


def _first_visits(browser: Browser, empty: str, shipped: str) -> Iterator[Figure]:
    with fresh(browser, counted=True) as visit:
        visit.open(empty, READY)
        floor, least = visit.megabytes, visit.requests
    against = "an empty Streamlit page, not compressed"
    with fresh(browser, counted=True) as visit:
        visit.open(f"{shipped}/matrix", CELL)
        yield Figure(
            "browser", "first visit to the Matrix page", visit.megabytes, "MB", floor, against,
            Target(1.2, "value"),
        )  # fmt: skip
        yield Figure(
            "browser", "requests of a first visit to the Matrix page", visit.requests, "requests",
            least, against,
        )  # fmt: skip
        yield Figure(
            "browser", "of a first visit, messages of the session", visit.by_session / 1e3, "kB"
        )
    with fresh(browser, counted=True) as visit:
        visit.open(f"{shipped}/", "h1")
        _to_the_chart(visit)
        yield Figure(
            "browser", "first visit to the Overview, with its chart", visit.megabytes, "MB", floor,
            against, Target(3.2, "value"),
        )  # fmt: skip


def _to_the_chart(visit: Visit) -> None:
    """Open the chart of the Overview, which is folded away, and scroll down until it is drawn."""
    visit.page.locator("summary", has_text="as a chart").click()
    visit.page.mouse.move(720, 450)
    for _ in range(100):
        if visit.page.locator(CHART).count():
            break
        visit.page.mouse.wheel(0, 600)
        visit.page.wait_for_timeout(100)
    visit.settled(CHART)


def _opening(browser: Browser, url: str, folder: str, times: float) -> Iterator[Figure]:
    opening, trips = [], []
    with fresh(browser) as visit:
        visit.open(f"{url}/matrix", CELL)
        cells = visit.page.locator(CELL)
        ids = [cells.nth(n).get_attribute("data-cell") for n in range(2 * CLICKS)]
        for id in ids:
            trips.append(visit.page.evaluate(ROUND_TRIP))
            opening.append(visit.click(f"{CELL}[data-cell='{id}']", OPEN))
            visit.page.keyboard.press("Escape")
            visit.settled(CELL)
    yield Figure(
        "browser", f"opening a cell, {folder}", median(opening), "ms", median(trips),
        "a bare request to the same server", Target(50 * times, "value"),
    )  # fmt: skip


def _filtering(
    browser: Browser,
    dash: str,
    nicegui: str,
    folders: dict[str, tuple[tuple[str, list[str]], float]],
) -> Iterator[Figure]:
    names = _all_chosen("", _shipped_parties())[1]
    ways = {
        "Dash": (dash, "#matrix table", "label:has-text('{0}')", names),
        "NiceGUI": (nicegui, "table", ".q-checkbox:has-text('{0}')", names),
    }
    for folder, ((url, parties), _) in folders.items():
        ways[folder] = (url, CELL, "[data-control=party] label:has-text('{0}')", parties)
    found: dict[str, list[float]] = defaultdict(list)
    for turn in range(4):
        for name, (url, content, click, parties) in ways.items():
            with fresh(browser) as visit:
                visit.open(url, content)
                for party in parties[:CLICKS]:
                    took = visit.click(click.format(party), COLUMNS)
                    visit.settled(content)
                    if turn:
                        found[name].append(took)
    for folder, (_, times) in folders.items():
        for peer in ("Dash", "NiceGUI"):
            yield Figure(
                "browser", f"a filter beside {peer}, {folder}", median(found[folder]), "ms",
                median(found[peer]), f"the same click in a minimal {peer} app, shipped folder",
                Target(times),
            )  # fmt: skip
