"""By keyboard, by screen reader's tree, on a phone, in the dark: the same content."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from benchmarks.folders import write
from parley.ui.page_list import PAGES
from tests.browser.conftest import Reader, Server

Open = Callable[..., Reader]
QUERIES = {
    "issue": "?issue=territorial-cession",
    "trade-offs": "?package=territorial-cession:adopt&package=eu-membership:adopt",
}
"""By address, what a page is opened with."""
PATHS = [f"/{page.address}{QUERIES.get(page.address, '')}" for page in PAGES]


def headings(person: Reader) -> list[int]:
    """The levels of a page's headings, in order."""
    found: list[int] = person.page.locator(".st-key-page-body :is(h1, h2, h3)").evaluate_all(
        "found => found.map(each => Number(each.tagName[1]))"
    )
    return found


def violations(person: Reader) -> list[str]:
    found = Axe().run(person.page).response["violations"]
    return [f"{each['id']}: {[node['target'] for node in each['nodes']]}" for each in found]


LOOKS: tuple[tuple[int, Literal["light", "dark"], Literal["none", "active"]], ...] = (
    (1440, "light", "none"),
    (1440, "dark", "none"),
    (1440, "light", "active"),
    (390, "dark", "none"),
)
"""Widths, light or dark, forced colours or not: all on one load of a page."""

TOO_SMALL = """() => {
    const every = (root) => [...root.querySelectorAll("*")].flatMap((each) =>
        [each, ...(each.shadowRoot ? every(each.shadowRoot) : [])]);
    const apart = ".js-plotly-plot, .unseen, .skip, [data-testid=stIconMaterial]";
    const seen = every(document).filter((each) => each.getClientRects().length &&
        getComputedStyle(each).visibility !== "hidden" && getComputedStyle(each).clipPath === "none" &&
        !each.closest(apart));
    const name = (each) => `${each.tagName}.${each.className} ${each.textContent.trim().slice(0, 40)}`;
    const texts = seen.filter((each) => parseFloat(getComputedStyle(each).fontSize) < 12 &&
        [...each.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim()));
    const pressed = seen.filter((each) => each.matches("button, select, summary, input"))
        .filter((each) => getComputedStyle(each).display !== "inline") // in a sentence, or a list of names
        .map((each) => each.matches("[type=checkbox], [type=radio]") ? each.closest("label") : each)
        .filter((each) => each?.getBoundingClientRect().height < 23.9);
    return [...texts, ...pressed].map(name);
}"""
"""Texts below 12 pixels and targets below 24, in the page and in its components."""


def looks_well(person: Reader) -> None:
    """Assert that nothing is wrong with a page in any of its looks."""
    page = person.page
    for width, scheme, forced in LOOKS:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme, forced_colors=forced)
        page.wait_for_timeout(400)
        assert violations(person) == [], (width, scheme, forced)
        assert page.evaluate(TOO_SMALL) == [], width
    for width in (1024, 768, 390, 320):  # the last as wide as 1280 pixels at 400%
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_timeout(300)
        main = page.locator("[data-testid=stMain]")
        assert main.evaluate("main => main.scrollWidth <= main.clientWidth"), width


@pytest.mark.parametrize("path", [*PATHS, "/matrix?words=zeppelin", "/matrix?stance=opposes"])
def test_in_every_look_nothing_is_wrong_and_headings_read_as_an_outline(
    reader: Open, shipped: Server, path: str
) -> None:
    person = reader(shipped)
    person.open(path)
    if path.startswith("/matrix") and "zeppelin" not in path:
        person.page.wait_for_selector("button.cell")
    person.to_the_end()
    levels = headings(person)
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(deeper - level <= 1 for level, deeper in pairwise(levels))
    looks_well(person)


@pytest.mark.parametrize("path", ["/", "/matrix", "/compare", "/issue", "/common-ground"])
def test_in_every_look_nothing_is_wrong_with_every_part_of_the_format(
    reader: Open, every_part: Server, path: str
) -> None:
    person = reader(every_part)
    person.open(path)
    person.to_the_end()
    looks_well(person)


def test_in_every_look_nothing_is_wrong_with_a_grid_of_signs(
    reader: Open, serve: Callable[..., Server], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Forty parties with long names need the width: filters beside them open when asked for."""
    data = tmp_path_factory.mktemp("many")
    write(data / "many", 40, 5, form="csv")
    parties = data / "many" / "parties.yaml"
    long = "name: Arbeitgeberverbände der Metall- und Elektroindustrie "
    parties.write_text(parties.read_text("utf-8").replace("name: Party ", long), "utf-8")
    person = reader(serve(data))
    page = person.open("/matrix?in_words=false")
    page.wait_for_selector("button.cell")
    expect(page.locator(".st-key-page-filters")).to_be_hidden()
    looks_well(person)


def test_the_keyboard_begins_with_the_bar_and_is_seen_wherever_it_is(
    reader: Open, shipped: Server
) -> None:
    page = reader(shipped).open("/matrix")
    page.wait_for_selector("button.cell")
    stops = []
    while not stops or (len(stops) < 60 and stops[-1]["tag"] != "BUTTON.cell"):
        page.keyboard.press("Tab")
        stops.append(page.evaluate(FOCUSED))
        if stops[-1]["tag"] == "MAIN":  # what scrolls
            stops.pop()
    names = [stop["name"] for stop in stops]
    assert names[:2] == ["Skip to the page", "Negotiation"]
    assert names[2:12] == [page.title for page in PAGES]
    assert {"Filter", "Share", "Ukraine"} < set(names)
    assert [stop for stop in stops if not stop["ring"]] == []
    assert stops[-1]["name"].startswith("Ukraine, Withdrawal from parts of Donetsk: Reluctant")


FOCUSED = """() => {
    let at = document.activeElement;
    while (at.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
    const ring = (each) => each && getComputedStyle(each).outlineStyle !== "none" &&
        parseFloat(getComputedStyle(each).outlineWidth) >= 1;
    return {
        tag: `${at.tagName}${at.matches(".cell") ? ".cell" : ""}`,
        name: (at.ariaLabel || at.labels?.[0]?.textContent || at.textContent).trim(),
        ring: ring(at) || ring(at.closest("label")),
    };
}"""
"""What has the focus: its name, and whether a line around it says so."""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_violation_in_the_card(reader: Open, shipped: Server, scheme: str) -> None:
    person = reader(shipped, scheme=scheme)
    person.open("/matrix?cell=united-states.donetsk-withdrawal")
    person.page.wait_for_selector("dialog:popover-open article")
    person.page.wait_for_timeout(300)
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


def test_a_narrow_screen_reads_as_cards(reader: Open, shipped: Server) -> None:
    person = reader(shipped, width=390, height=800)
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


def test_forced_colours_tell_the_page_that_is_open_and_what_is_on_the_record(
    reader: Open, shipped: Server
) -> None:
    page = reader(shipped).open("/")
    page.emulate_media(forced_colors="active")
    lines = page.locator(".topbar nav a").evaluate_all(
        "links => links.map(each => getComputedStyle(each).borderBottomColor)"
    )
    assert lines.count(lines[0]) == 1  # the Overview's
    dots = page.locator(".record-legend i").evaluate_all(
        "dots => dots.map(each => getComputedStyle(each).backgroundColor)"
    )
    assert len(set(dots)) == 2
