"""By keyboard, by screen reader's tree, on a phone, in the dark: the same content."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from parley.ui.page_list import PAGES
from tests.browser.conftest import Reader, Server

Open = Callable[..., Reader]
TABLES = ("/", "/matrix", "/compare")
"""The pages with a matrix."""
QUERIES = {
    "issue": "?issue=territorial-cession",
    "trade-offs": "?package=territorial-cession:adopt&package=eu-membership:adopt",
}
"""By address, what a page is opened with."""
PATHS = [f"/{page.address}{QUERIES.get(page.address, '')}" for page in PAGES]


def headings(person: Reader) -> list[int]:
    """The levels of a page's headings, in order."""
    found: list[int] = person.page.locator("[data-testid=stMain] :is(h1, h2, h3)").evaluate_all(
        "found => found.map(each => Number(each.tagName[1]))"
    )
    return found


def violations(person: Reader) -> list[str]:
    found = Axe().run(person.page).response["violations"]
    return [f"{each['id']}: {[node['target'] for node in each['nodes']]}" for each in found]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", [*PATHS, "/matrix?words=zeppelin", "/matrix?stance=opposes"])
def test_axe_finds_no_violation_and_headings_read_as_an_outline(
    reader: Open, shipped: Server, path: str, scheme: str
) -> None:
    person = reader(shipped, scheme=scheme)
    person.open(path)
    if path.partition("?")[0] in TABLES and "zeppelin" not in path:
        person.page.wait_for_selector("button.cell")
    person.page.wait_for_timeout(1000)
    assert violations(person) == []
    if person.page.locator(".placeholder").count():
        person.to_the_end()
        assert violations(person) == []
    levels = headings(person)
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(deeper - level <= 1 for level, deeper in pairwise(levels))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_violation_in_the_card(reader: Open, shipped: Server, scheme: str) -> None:
    person = reader(shipped, scheme=scheme)
    person.open("/matrix?cell=united-states.donetsk-withdrawal")
    person.page.wait_for_selector("dialog:popover-open article")
    person.page.wait_for_timeout(300)
    assert violations(person) == []


def test_axe_finds_no_violation_on_a_phone(reader: Open, shipped: Server) -> None:
    person = reader(shipped, width=390, height=800)
    person.open("/matrix")
    person.page.wait_for_selector("button.cell")
    assert violations(person) == []


def test_the_matrix_by_keyboard_alone(reader: Open, shipped: Server) -> None:
    person = reader(shipped)
    page = person.open("/matrix")
    page.wait_for_selector("button.cell")
    focused = "document.activeElement.shadowRoot?.activeElement ?? document.activeElement"
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate(f"({focused}).matches('button.cell')"):
            break
    assert page.evaluate(f"({focused}).dataset.cell") == "ukraine.donetsk-withdrawal"
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    assert page.evaluate(f"({focused}).dataset.cell") == "russia.territorial-cession"
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(page.locator("dialog:popover-open h2")).to_have_text(
        "Russia: Withdrawal from parts of Donetsk"
    )
    page.keyboard.press("Escape")
    expect(page.locator("dialog:popover-open")).to_have_count(0)
    assert page.evaluate(f"({focused}).dataset.cell") == "russia.donetsk-withdrawal"
    page.keyboard.press("Control+End")
    last = page.evaluate(f"({focused}).dataset.cell")
    assert last.endswith(".frozen-assets-funding")


def test_a_narrow_screen_reads_as_cards_and_never_scrolls_sideways(
    reader: Open, shipped: Server
) -> None:
    person = reader(shipped, width=390, height=800)
    for path in PATHS:
        page = person.open(path)
        page.wait_for_timeout(1500)
        person.to_the_end()
        main = page.locator("[data-testid=stMain]")
        assert main.evaluate("element => element.scrollWidth <= element.clientWidth")
    page = person.open("/matrix")
    expect(page.locator("td .who").first).to_be_visible()
    person.cell("ukraine", "territorial-cession")
    box = page.locator("dialog:popover-open").bounding_box()
    assert box is not None and round(box["width"]) == 390


def test_scores_are_read_on_a_phone_without_scrolling_sideways(
    reader: Open, shipped: Server
) -> None:
    page = reader(shipped, width=390, height=800).open("/compare")
    table = page.get_by_role("region", name="Agreement score of each pair")
    expect(table).to_be_visible()
    assert table.evaluate("element => element.scrollWidth <= element.clientWidth")
    assert table.evaluate("element => element.scrollHeight <= element.clientHeight")
    told = (
        table.locator("tbody tr")
        .first.locator("td")
        .evaluate_all("cells => cells.map(each => getComputedStyle(each, '::before').content)")
    )
    assert told[:2] == ['"Agreement: "', '"Rests on: "']


@pytest.mark.parametrize("width", [1100, 1440])
def test_the_header_stays_in_sight(reader: Open, shipped: Server, width: int) -> None:
    page = reader(shipped, width=width).open("/matrix")
    page.wait_for_selector("button.cell")
    page.wait_for_timeout(500)
    page.locator("button.cell[data-cell='ukraine.front-line-freeze']").scroll_into_view_if_needed()
    page.locator("[data-testid=stMain]").evaluate("main => main.scrollTo(0, main.scrollHeight)")
    page.wait_for_timeout(300)
    box = page.locator("thead th").first.bounding_box()
    assert box is not None and 50 <= box["y"] < 120
