"""The filters and switches: what they change is the address, and what it says is what they show."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from benchmarks.folders import write
from parley.ui.page_list import PAGES
from parley.ui.streamlit_internals import COMPONENTS_PATH
from tests.browser.conftest import Reader, Server
from tests.folding import EXAMPLES

Open = Callable[..., Reader]


def test_words_are_a_choice_when_the_typing_stops(reader: Open, shipped: Server) -> None:
    page = reader(shipped).open("/matrix")
    rows = page.locator("tbody th .title")
    page.get_by_role("searchbox", name="Words").press_sequentially("freeze c", delay=60)
    expect(page).to_have_url(re.compile(r"words=freeze\+c$"))
    expect(rows).to_have_text(["Freeze along the front line"])
    expect(page.get_by_role("searchbox", name="Words")).to_have_value("freeze c")
    expect(page.get_by_role("searchbox", name="Words")).to_be_focused()


def test_an_address_comes_to_name_choices_by_id_and_only_what_there_is(
    reader: Open, shipped: Server
) -> None:
    page = reader(shipped).open("/matrix?party=Russia&party=nobody&status=open&cell=none")
    expect(page).to_have_url(
        re.compile(r"/matrix\?status=open&cell=none&party=russia&party=nobody$")
    )
    notice = page.locator(".notice")
    expect(notice.locator("code")).to_have_text(["party=nobody", "cell=none"])
    notice.get_by_role("link", name="Show the page without it").first.click()
    expect(notice.locator("code")).to_have_text(["cell=none"])
    expect(page.get_by_role("checkbox", name="Russia", exact=True)).to_be_checked()
    expect(page.locator("[data-control=status] .count")).to_have_text("1 of 6")


def test_a_box_keeps_the_focus_and_all_can_be_taken_back(reader: Open, shipped: Server) -> None:
    page = reader(shipped).open("/matrix")
    box = page.get_by_role("checkbox", name="Russia", exact=True)
    box.focus()
    page.keyboard.press("Space")
    expect(page.locator("thead th .name")).to_have_text(["Russia"])
    expect(box).to_be_focused()
    page.get_by_role("button", name="All parties").click()
    expect(page.locator("thead th .name")).to_have_count(6)
    expect(page).not_to_have_url(re.compile("party="))


def test_of_many_parties_the_first_are_in_sight_and_a_search_finds_the_rest(
    reader: Open, serve: Callable[[Path], Server], tmp_path: Path
) -> None:
    write(tmp_path / "talks", 20, 10)
    parties = tmp_path / "talks" / "parties.yaml"
    names = {"Party 13": "İstanbul Straße", "Party 14": "Café İzmir"}
    text = parties.read_text("utf-8")
    for before, after in names.items():
        assert text.count(f"name: {before},") == 1
        text = text.replace(f"name: {before},", f"name: {after},")
    parties.write_text(text, "utf-8")
    page = reader(serve(tmp_path)).open("/matrix")
    chips = page.locator("[data-control=party] label").filter(visible=True)
    first = chips.count()
    assert 0 < first < 12
    page.get_by_role("button", name=f"+ {20 - first} more").click()
    find = page.get_by_role("searchbox", name="Find among 20: Parties")
    expect(find).to_be_focused()
    shown = page.locator("[data-control=party] .rest label")
    for typed, found in (
        ("strasse ISTANBUL", ["İstanbul Straße"]),
        ("cafe", ["Café İzmir"]),
        ("party 1", [f"Party {number}" for number in (10, 11, 12, 15, 16, 17, 18, 19)]),
    ):
        find.fill(typed)
        expect(shown).to_have_text(found)
    shown.filter(has_text="Party 17").click()
    expect(page.locator("thead th .name")).to_have_text(["Party 17"])
    expect(page.get_by_role("group", name="Parties", exact=True)).to_contain_text("Party 17")


def test_a_switch_of_a_page_is_in_the_address(reader: Open, shipped: Server) -> None:
    page = reader(shipped).open("/compare?party=ukraine&party=russia")
    expect(page.locator("tr.group")).not_to_have_count(1)
    page.get_by_role("checkbox", name="Only differences").check()
    expect(page.locator("tr.group")).to_have_count(1)
    expect(page).to_have_url(re.compile("only_differences=true"))
    page.get_by_role("checkbox", name="Only differences").uncheck()
    expect(page.locator("tr.group")).not_to_have_count(1)
    expect(page).not_to_have_url(re.compile("only_differences"))


def test_a_day_is_one_of_those_on_which_there_are_positions(
    reader: Open, every_part: Server
) -> None:
    page = reader(every_part).open("/matrix")
    day = page.get_by_label("As of")
    day.fill("1999-01-01")
    expect(page).not_to_have_url(re.compile("day="))
    day.fill("2024-03-01")
    expect(page).to_have_url(re.compile("day=2024-03-01"))
    expect(page.locator("[data-testid=stMain] .facts").first).to_contain_text("1 March 2024")
    page.get_by_role("button", name="Clear all filters").click()
    expect(page).not_to_have_url(re.compile("day="))
    expect(day).to_have_value("")


def test_letters_are_folded_as_on_the_server(reader: Open, shipped: Server) -> None:
    page = reader(shipped).open("/matrix")
    found = page.evaluate(
        """async ([at, texts]) => {
            const { fold } = await import(new URL(at, document.baseURI));
            return texts.map(fold);
        }""",
        [f"{COMPONENTS_PATH}/parley.page/fold.js", list(EXAMPLES)],
    )
    assert dict(zip(EXAMPLES, found, strict=True)) == EXAMPLES


def test_a_switch_that_is_neither_on_nor_off_says_so(reader: Open, shipped: Server) -> None:
    page = reader(shipped).open("/compare?party=ukraine&party=russia&only_differences=maybe")
    expect(page.locator(".notice code")).to_have_text(["only_differences=maybe"])
    expect(page.get_by_role("checkbox", name="Only differences")).not_to_be_checked()
    page.get_by_role("checkbox", name="Only differences").check()
    expect(page.locator(".notice")).to_have_count(0)


def test_what_else_is_chosen_stands_under_the_title_and_is_taken_back(
    reader: Open, shipped: Server
) -> None:
    page = reader(shipped).open("/compare?party=russia&status=open&status=disputed&words=terr")
    expect(page.get_by_role("button", name="Filter · 3")).to_have_attribute(
        "aria-expanded", "false"
    )
    taken = page.get_by_role("list", name="Filters that are on").get_by_role("button")
    expect(taken).to_have_text(["Status: Open×", "Status: Disputed×", "Words: terr×"])
    page.get_by_role("button", name="Take back Status: Disputed").click()
    expect(page).to_have_url(re.compile(r"\?party=russia&words=terr&status=open$"))
    expect(taken).to_have_count(2)
    expect(taken.nth(1)).to_be_focused()
    expect(page.get_by_role("button", name="Filter · 2")).to_be_visible()


@pytest.mark.parametrize(
    ("path", "width", "open"),
    [("/matrix", 1440, True), ("/matrix", 1100, False), ("/compare", 1440, False)],
)
def test_filters_are_open_where_an_analyst_works_and_stay_as_they_are_left(
    reader: Open, shipped: Server, path: str, width: int, open: bool
) -> None:
    page = reader(shipped, width=width).open(path)
    button, panel = page.locator(".filter-button"), page.locator(".st-key-page-filters")
    expect(panel).to_be_visible(visible=open)
    expect(button).to_have_attribute("aria-expanded", str(open).lower())
    button.click()
    expect(panel).to_be_visible(visible=not open)
    page.get_by_role("link", name="Evidence", exact=True).click()
    expect(page.locator(".topbar [aria-current]")).to_have_text("Evidence")
    expect(panel).to_be_visible(visible=not open)


def test_on_a_phone_nothing_stays_over_the_page_that_was_chosen_and_back_closes(
    reader: Open, shipped: Server
) -> None:
    person = reader(shipped, width=390, height=800)
    page = person.open("/")
    page.goto(f"{shipped.url}/matrix")
    person.settled()
    panel = page.locator(".st-key-page-filters")
    page.locator(".filter-button").click()
    expect(panel).to_be_visible()
    panel.get_by_role("checkbox", name="Territory").check()
    page.go_back()
    expect(panel).not_to_be_visible()
    expect(page).to_have_url(re.compile(r"/matrix\?area=territory$"))
    expect(page.get_by_role("button", name="Take back Areas: Territory")).to_be_visible()
    page.locator(".filter-button").click()
    panel.get_by_role("button", name="Close").click()
    expect(panel).not_to_be_visible()
    page.locator(".filter-button").click()
    expect(panel).to_be_visible()
    page.evaluate("document.querySelector('.topbar nav a[href*=timeline]').click()")
    expect(page.locator(".topbar [aria-current]")).to_have_text("Timeline")
    expect(panel).not_to_be_visible()
    page.go_back()
    expect(page).to_have_url(re.compile(r"/matrix\?area=territory"))
    expect(panel).not_to_be_visible()


@pytest.mark.parametrize("width", [1024, 1440])
def test_all_pages_are_in_sight_and_the_bar_is_low(
    reader: Open, shipped: Server, width: int
) -> None:
    page = reader(shipped, width=width).open("/matrix?status=open&words=a&red_lines=true")
    nav = page.get_by_role("navigation", name="Pages")
    assert nav.get_by_role("link").count() == len(PAGES)
    assert nav.evaluate("nav => nav.scrollWidth <= nav.clientWidth")
    box = page.locator(".st-key-page-bar").bounding_box()
    assert box is not None and (box["x"], box["y"]) == (0, 0)
    assert box["width"] == width and box["height"] <= 56
    expect(nav.locator("[aria-current=page]")).to_have_text("Matrix")


def test_on_a_phone_the_current_page_is_in_sight(reader: Open, shipped: Server) -> None:
    page = reader(shipped, width=390, height=800).open("/data")
    expect(page.locator(".topbar nav [aria-current]")).to_be_in_viewport(ratio=0.99)
    box = page.locator(".st-key-page-bar").bounding_box()
    assert box is not None and box["height"] <= 88


def test_tabs_begin_with_the_bar_and_a_link_skips_it(reader: Open, shipped: Server) -> None:
    page = reader(shipped).open("/timeline")
    skip = page.get_by_role("link", name="Skip to the page")
    for _ in range(2):  # what scrolls is a stop, too
        page.keyboard.press("Tab")
    expect(skip).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.shadowRoot?.activeElement?.value") == "ukraine"


def test_light_or_dark_stays_chosen_on_every_page(reader: Open, shipped: Server) -> None:
    person = reader(shipped)
    page = person.open("/matrix")
    dark = "rgb(18, 22, 28)"
    page.get_by_role("button", name="Display").click()
    page.get_by_label("Dark").click()
    expect(page.get_by_test_id("stApp")).to_have_css("background-color", dark)
    person.open("/compare")
    expect(page.get_by_test_id("stApp")).to_have_css("background-color", dark)
    person.to_the_end()
    expect(page.locator(".js-plotly-plot .legendtext").first).to_have_css(
        "fill", "rgb(232, 234, 237)"
    )
    page.get_by_role("button", name="Display").click()
    expect(page.get_by_label("Dark")).to_be_checked()
    page.get_by_label("As the system").click()
    expect(page.get_by_test_id("stApp")).not_to_have_css("background-color", dark)


def test_nothing_of_streamlits_furniture_is_in_sight(reader: Open, shipped: Server) -> None:
    page = reader(shipped).open("/matrix")
    for name in ("stHeader", "stMainMenu", "stStatusWidget", "stAppDeployButton", "stSidebar"):
        assert not page.get_by_test_id(name).filter(visible=True).count()


def test_a_server_that_is_away_is_told(reader: Open, shipped: Server) -> None:
    person = reader(shipped)
    page = person.open("/matrix")
    page.route("**/parley/state*", lambda route: route.abort())
    expect(page.get_by_text("The server does not answer")).to_be_visible()
    page.unroute("**/parley/state*")
    expect(page.get_by_text("The server does not answer")).not_to_be_visible()
    person.errors.clear()  # of the browser, for each request that failed
