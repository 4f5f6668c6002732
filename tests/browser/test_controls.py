"""The filters and switches: what they change is the address, and what it says is what they show."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import expect

from benchmarks.folders import write
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
        re.compile(r"/matrix\?cell=none&party=russia&party=nobody&status=open$")
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


def test_the_menu_of_a_narrow_page_closes_and_the_choice_stays(
    reader: Open, shipped: Server
) -> None:
    page = reader(shipped, width=900).open("/matrix?party=russia")
    page.get_by_text("5 more").click()
    page.get_by_test_id("stTopNavDropdownLink").filter(has_text="Timeline").click()
    expect(page.locator("h1")).to_have_text("Timeline")
    expect(page).to_have_url(re.compile(r"/timeline\?party=russia"))
    expect(page.get_by_test_id("stTopNavDropdownLink")).to_have_count(0)


def test_a_long_list_is_folded_and_can_be_searched(
    reader: Open, serve: Callable[[Path], Server], tmp_path: Path
) -> None:
    write(tmp_path / "talks", 20, 10)
    page = reader(serve(tmp_path)).open("/matrix")
    boxes = page.locator("[data-control=party] [type=checkbox]")
    expect(boxes.first).not_to_be_visible()
    page.locator("[data-control=party] summary").click()
    page.get_by_role("searchbox", name="Find among 20: Parties").fill("party 1")
    expect(boxes.filter(visible=True)).to_have_count(11)
    page.get_by_role("checkbox", name="Party 17").check()
    expect(page.locator("thead th .name")).to_have_text(["Party 17"])
    page.locator("[data-control=party] summary").click()
    expect(page.locator("[data-control=party] .names")).to_have_text("Party 17")


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


def test_a_long_list_is_searched_by_folded_letters(
    reader: Open, serve: Callable[[Path], Server], tmp_path: Path
) -> None:
    write(tmp_path / "talks", 20, 10)
    parties = tmp_path / "talks" / "parties.yaml"
    names = {"Party 3": "İstanbul Straße", "Party 4": "Café İzmir"}
    text = parties.read_text("utf-8")
    for before, after in names.items():
        assert text.count(f"name: {before},") == 1
        text = text.replace(f"name: {before},", f"name: {after},")
    parties.write_text(text, "utf-8")
    page = reader(serve(tmp_path)).open("/matrix")
    page.locator("[data-control=party] summary").click()
    find = page.get_by_role("searchbox", name="Find among 20: Parties")
    shown = page.locator("[data-control=party] label").filter(visible=True)
    for typed, found in (
        ("strasse ISTANBUL", ["İstanbul Straße"]),
        ("cafe", ["Café İzmir"]),
        ("izmir", ["Café İzmir"]),
    ):
        find.fill(typed)
        expect(shown).to_have_text(found)
    page.get_by_role("searchbox", name="Words").fill("strasse")
    expect(page.locator("thead th .name").filter(has_text="İstanbul Straße")).to_have_count(1)
    expect(page.locator("[data-testid=stMain] .facts").first).to_contain_text("positions found")


def test_a_switch_that_is_neither_on_nor_off_says_so(reader: Open, shipped: Server) -> None:
    page = reader(shipped).open("/compare?party=ukraine&party=russia&only_differences=maybe")
    expect(page.locator(".notice code")).to_have_text(["only_differences=maybe"])
    expect(page.get_by_role("checkbox", name="Only differences")).not_to_be_checked()
    page.get_by_role("checkbox", name="Only differences").check()
    expect(page.locator(".notice")).to_have_count(0)
