"""Where Streamlit's page is not as Parley assumes, the page still reads, and says what is missing.

Streamlit's own files are changed on their way to the browser, one assumption at a time.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, Route, expect

from parley.ui.streamlit_internals import STATIC_DIR, TEST_IDS
from tests.browser.conftest import ROOT, Reader, Server

Open = Callable[..., Reader]

LONG_ENOUGH = 3_500
"""Milliseconds after which a page is loaded anew that Streamlit has not followed."""

NO_POPSTATE = "addEventListener('popstate', event => event.stopImmediatePropagation(), true)"
FOLLOWED_BY_NOBODY = "Streamlit's page no longer follows the address: it is loaded anew"
NO_STATE = "Streamlit's page no longer says in data-test-script-state whether a script runs"
NO_STYLE = "Streamlit's page came without the style sheet: it is loaded now"


WITHOUT_INDEX_PAGE = """
from parley.ui import streamlit_internals
streamlit_internals.STATIC_DIR /= "gone"
from streamlit.web.cli import main
main()
"""


@dataclass
class Changed:
    """A page whose files are changed on the way, and what its scripts warn of."""

    reader: Reader

    def __post_init__(self) -> None:
        self.reader.may_warn = True

    @property
    def warnings(self) -> list[str]:
        return self.reader.warnings

    @property
    def page(self) -> Page:
        return self.reader.page

    def replace(self, changes: dict[str, str]) -> None:
        """Replace terms in Streamlit's scripts."""

        def change(route: Route) -> None:
            name = route.request.url.rsplit("/", 1)[1]
            text = (STATIC_DIR / "static" / "js" / name).read_text("utf-8")
            for term, other in changes.items():
                text = text.replace(term, other)
            route.fulfill(body=text, content_type="text/javascript")

        self.page.route(re.compile(r"/static/js/[^/]+\.js"), change)

    def open(self, path: str) -> Page:
        """Open a page without `Reader.settled`, which assumes what may be missing."""
        self.page.goto(self.reader.url + path)
        expect(self.page.locator("h1").first).to_be_visible(timeout=30_000)
        return self.page


@pytest.fixture
def changed(reader: Open, shipped: Server) -> Changed:
    return Changed(reader(shipped))


def read_to_the_end(page: Page) -> None:
    """Every lazy part comes when its placeholder is scrolled to."""
    places = page.locator(".placeholder")
    expect(page.locator(".placeholder, .js-plotly-plot").first).to_be_attached()
    give_up = time.monotonic() + 60
    while places.count():
        assert time.monotonic() < give_up
        # Again and again: what is drawn meanwhile moves it out of sight.
        page.evaluate("document.querySelector('.placeholder')?.scrollIntoView()")
        page.wait_for_timeout(200)
    expect(page.locator(".js-plotly-plot").first).to_be_visible()


def test_nothing_is_missing_from_the_page_of_the_streamlit_that_is_installed(
    reader: Open, shipped: Server
) -> None:
    person = reader(shipped)
    page = person.open("/compare")
    person.to_the_end()
    page.evaluate("window.stayed = true")
    page.get_by_role("link", name="Matrix", exact=True).click()
    expect(page.locator("button.cell").first).to_be_visible()
    page.wait_for_timeout(LONG_ENOUGH)
    person.tick("party", "Russia")
    expect(page.locator("thead th .name")).to_have_text(["Russia"])
    page.wait_for_timeout(LONG_ENOUGH)
    page.get_by_role("link", name="Matrix", exact=True).click()  # to the same address
    page.wait_for_timeout(LONG_ENOUGH)
    page.go_back()
    page.go_back()
    expect(page.locator(".side-by-side")).to_be_visible()
    page.wait_for_timeout(LONG_ENOUGH)
    assert page.evaluate("window.stayed")
    assert person.warnings == []


@pytest.mark.parametrize(
    "changes",
    [
        {'"data-test-script-state"': '"data-test-gone"'},
        {"=`notRunning`": "=`resting`"},
        {"=`notRunning`": "=`resting`", "=`running`": "=`moving`"},
    ],
    ids=["no attribute", "another word for rest", "other words for both"],
)
def test_charts_are_drawn_where_the_state_of_a_run_cannot_be_read(
    changed: Changed, changes: dict[str, str]
) -> None:
    changed.replace(changes)
    page = changed.open("/compare")
    read_to_the_end(page)
    page.get_by_role("link", name="Timeline", exact=True).click()
    expect(page.locator(".topbar [aria-current]")).to_have_text("Timeline")
    read_to_the_end(page)
    assert NO_STATE in changed.warnings
    assert FOLLOWED_BY_NOBODY not in changed.warnings


def test_a_page_that_could_not_be_changed_loads_the_style_sheet(
    reader: Open, serve: Callable[..., Server]
) -> None:
    """Streamlit's page as it is: it looks for its server, and loads one script after the other."""
    changed = Changed(reader(serve(ROOT / "data", program=("-c", WITHOUT_INDEX_PAGE))))
    page = changed.open("/compare")
    link = page.locator("link#parley-style")
    expect(link).to_have_attribute("href", f"{changed.reader.url}/parley/style.css")
    assert page.locator("style#parley-style").count() == 0
    colour = (
        "getComputedStyle(document.querySelector('.parley')).getPropertyValue('--parley-quiet')"
    )
    page.wait_for_function(f"() => {colour} !== ''")
    read_to_the_end(page)
    assert changed.warnings == [NO_STYLE]
    # The policy allows no inline script of a page that is not known, and Streamlit needs none; it
    # looks for its server below the page's own address first.
    expected = ("Content Security Policy", "/compare/_stcore/")
    assert all(any(part in each for part in expected) for each in changed.reader.errors)
    changed.reader.errors.clear()


def test_links_and_filters_load_the_page_where_streamlit_does_not_follow_the_address(
    changed: Changed,
) -> None:
    page = changed.page
    page.add_init_script(NO_POPSTATE)
    changed.open("/matrix?area=territory")
    page.wait_for_selector("button.cell")
    page.evaluate("window.stayed = true")
    page.get_by_role("link", name="Timeline", exact=True).click()
    expect(page.locator(".topbar [aria-current]")).to_have_text("Timeline")
    expect(page).to_have_url(re.compile(r"/timeline\?area=territory"))
    assert not page.evaluate("window.stayed")
    page.evaluate("window.stayed = true")
    assert FOLLOWED_BY_NOBODY in changed.warnings
    expect(page.locator("[data-control=party]")).to_be_visible()
    changed.reader.tick("party", "Russia")
    expect(page).to_have_url(re.compile("party=russia"))
    page.wait_for_function("() => !window.stayed")  # as a function: the policy forbids eval
    expect(page.locator(".topbar [aria-current]")).to_have_text("Timeline")


def test_where_the_server_is_away_readers_are_told_in_words_for_them(changed: Changed) -> None:
    page = changed.page
    page.route_web_socket("**/_stcore/stream", lambda socket: socket.close())
    page.route("**/_stcore/h*", lambda route: route.abort())
    page.goto(changed.reader.url)
    heading = page.get_by_role("dialog").get_by_role("heading")
    expect(heading).to_be_visible()
    shown = "element => getComputedStyle(element, '::after').content"
    assert heading.evaluate(shown) == '"The server does not answer"'
    expect(page.get_by_text("streamlit run")).not_to_be_visible()
    expect(page.get_by_text("Is Streamlit still running")).not_to_be_visible()
    assert "goes on with the same view" in heading.locator("+ div").evaluate(shown)
    changed.reader.errors.clear()  # of the browser, for each request that failed


def test_a_server_that_is_away_is_not_asked_for_another_page(changed: Changed) -> None:
    page = changed.open("/matrix")
    page.wait_for_selector("button.cell")
    page.add_init_script("window.loaded = true")
    page.evaluate("addEventListener('popstate', event => event.stopImmediatePropagation(), true)")
    page.route("**/parley/state*", lambda route: route.abort())
    page.get_by_role("link", name="Timeline", exact=True).click()
    page.wait_for_timeout(4000)
    assert not page.evaluate("window.loaded === true")
    page.unroute("**/parley/state*")
    page.wait_for_timeout(1500)
    changed.reader.errors.clear()  # of the browser, for each request that failed


@pytest.mark.timed  # how long a page waits is told by a clock, where its state has no name
def test_a_page_reads_without_any_of_the_names_of_its_elements(changed: Changed) -> None:
    changed.replace({f"`{name}`": f"`{name}Renamed`" for name in TEST_IDS})
    page = changed.open("/compare")
    read_to_the_end(page)
    page.get_by_role("link", name="Matrix", exact=True).click()
    page.locator("button.cell").first.click()
    expect(page.locator("dialog:popover-open article")).to_be_visible()
    page.keyboard.press("Escape")
    changed.reader.tick("party", "Russia")
    expect(page.locator("thead th .name")).to_have_text(["Russia"])
    assert FOLLOWED_BY_NOBODY not in changed.warnings
