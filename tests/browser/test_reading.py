"""What a reader does: filter, open a cell, compare, follow a link, go back."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.conftest import Reader, Server

Open = Callable[..., Reader]


def columns(page: Page) -> list[str]:
    page.wait_for_selector("thead th .name")
    names = page.locator("thead th .name").all_inner_texts()
    return [name.strip() for name in names]


def test_a_filter_by_party_narrows_the_matrix(reader: Open, shipped: Server) -> None:
    person = reader(shipped)
    page = person.open("/matrix")
    assert columns(page)[:3] == ["Ukraine", "Russia", "United States"]
    person.tick("party", "Russia")
    expect(page.locator("thead th .name")).to_have_count(1)
    assert columns(page) == ["Russia"]
    expect(page).to_have_url(re.compile("party="))


def test_a_cell_opens_what_it_rests_on(reader: Open, shipped: Server) -> None:
    person = reader(shipped)
    page = person.open("/matrix")
    person.cell("russia", "eu-membership")
    card = page.locator("dialog:popover-open")
    expect(card.locator("h2")).to_have_text("Russia: EU membership")
    expect(card.locator(".locator")).to_have_text(["Paragraph 12"])
    expect(card.locator(".evidence")).to_contain_text("Second-hand")
    expect(card.locator(".evidence")).to_contain_text("One U.S. official")
    expect(page).to_have_url(re.compile(r"[?&]cell=russia\.eu-membership"))
    page.keyboard.press("Escape")
    expect(page.locator("dialog:popover-open")).to_have_count(0)
    expect(page).not_to_have_url(re.compile("cell="))


def test_another_cell_opens_beside_a_card_and_the_focus_closes_it(
    reader: Open, shipped: Server
) -> None:
    person = reader(shipped)
    page = person.open("/matrix")
    person.cell("ukraine", "eu-membership")
    person.cell("ukraine", "territorial-cession")
    expect(page.locator("dialog:popover-open h2")).to_have_text("Ukraine: Cession of territory")
    expect(page).to_have_url(re.compile(r"cell=ukraine\.territorial-cession"))
    close = page.locator("dialog:popover-open").get_by_role("button", name="Close")
    expect(close).to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(page.locator("dialog:popover-open")).to_have_count(0)
    expect(page).not_to_have_url(re.compile("cell="))


def test_a_silence_says_so(reader: Open, shipped: Server) -> None:
    person = reader(shipped)
    page = person.open("/matrix")
    person.cell("russia", "article-5-style-guarantees")
    expect(page.locator("dialog:popover-open article")).to_contain_text("Not reported")


def test_a_contested_position_names_who_contests_it(reader: Open, shipped: Server) -> None:
    person = reader(shipped)
    page = person.open("/matrix")
    person.cell("united-states", "donetsk-withdrawal")
    expect(page.locator("dialog:popover-open section.contested")).to_contain_text("Ukraine")
    expect(page.locator("dialog:popover-open section.contested .locator")).to_have_text(
        "Paragraph 7"
    )


def test_a_condition_leads_to_the_issue_that_it_hangs_on(reader: Open, shipped: Server) -> None:
    person = reader(shipped)
    page = person.open("/matrix")
    person.cell("ukraine", "giving-up-nato-membership")
    page.locator("dialog:popover-open a[data-cell]").first.click()
    expect(page.locator("dialog:popover-open h2")).to_have_text(
        "Ukraine: Article 5-style guarantees"
    )


def test_a_copied_link_opens_the_same_card_elsewhere(reader: Open, shipped: Server) -> None:
    person = reader(shipped)
    page = person.open("/matrix?party=ukraine")
    person.cell("ukraine", "territorial-cession")
    page.locator("dialog:popover-open").get_by_role("button", name="Copy link").click()
    expect(page.locator("dialog:popover-open [role=status]")).to_have_text("Copied.")
    link = page.evaluate("navigator.clipboard.readText()")
    other = reader(shipped)
    other.page.goto(link)
    expect(other.page.locator("dialog:popover-open h2")).to_have_text(
        "Ukraine: Cession of territory"
    )


def test_a_copied_citation_names_source_paragraph_and_day(reader: Open, shipped: Server) -> None:
    person = reader(shipped)
    page = person.open("/matrix")
    person.cell("russia", "eu-membership")
    page.locator("dialog:popover-open").get_by_role("button", name="Copy citation").click()
    expect(page.locator("dialog:popover-open [role=status]")).to_have_text("Copied.")
    cited = page.evaluate("navigator.clipboard.readText()")
    for part in (
        "GeokHub",
        "paragraph 12",
        "15 December 2025",
        "Second-hand",
        "cell=russia.eu-membership",
    ):
        assert part in cited


def test_three_parties_side_by_side(reader: Open, shipped: Server) -> None:
    person = reader(shipped)
    page = person.open("/compare?party=ukraine&party=russia&party=united-states")
    table = page.get_by_role("region", name="Ukraine, Russia and United States, issue by issue")
    expect(table.locator("thead a")).to_have_text(["Ukraine", "Russia", "United States"])
    pairs = page.get_by_role("region", name="Agreement score of each pair").locator("tbody tr")
    assert "Ukraine and United States" in " ".join(pairs.all_inner_texts())
    assert "of 12: the same way" in pairs.first.inner_text()
    assert page.locator("tr.group .heading").first.inner_text().startswith("They stand apart")
    page.get_by_text("Only differences").click()
    expect(page.locator("tr.group")).to_have_count(1)
    expect(page).to_have_url(re.compile("only_differences=true"))


def test_a_link_with_ids_and_one_with_labels_open_the_same(reader: Open, shipped: Server) -> None:
    by_id = reader(shipped).open("/matrix?party=united-states&status=disputed&party=ukraine")
    by_label = reader(shipped).open("/matrix?party=United+States&status=Disputed&party=Ukraine")
    assert columns(by_id) == columns(by_label) == ["Ukraine", "United States"]
    titles = by_id.locator("tbody th .title").all_text_contents()
    assert (
        titles
        == by_label.locator("tbody th .title").all_text_contents()
        == ["Withdrawal from parts of Donetsk", "Cession of territory"]
    )


def test_filters_hold_across_pages_back_and_reload(reader: Open, shipped: Server) -> None:
    person = reader(shipped)
    page = person.open("/?party=ukraine&party=russia")
    page.get_by_role("link", name="Matrix").click()
    expect(page.locator("h1")).to_contain_text("positions are known")
    expect(page.locator("thead th .name")).to_have_count(2)
    page.get_by_role("link", name="Compare").click()
    expect(page.locator("h1")).to_contain_text("have both been heard on 3 of 12 issues")
    expect(page.locator(".versus thead a")).to_have_text(["Ukraine", "Russia"])
    page.go_back()
    expect(page.locator("h1")).to_contain_text("positions are known")
    expect(page.locator("thead th .name")).to_have_count(2)
    assert columns(page) == ["Ukraine", "Russia"]
    page.reload()
    person.settled()
    expect(page.locator("thead th .name")).to_have_count(2)
    page.go_forward()
    expect(page.locator("h1")).to_contain_text("have both been heard on 3 of 12 issues")
    expect(page.locator(".versus thead a")).to_have_text(["Ukraine", "Russia"])


def test_the_empty_result_says_why_and_what_to_do(reader: Open, shipped: Server) -> None:
    person = reader(shipped)
    page = person.open("/matrix?words=zeppelin")
    expect(page.locator(".parley .empty")).to_contain_text("Nothing is found")
    page.get_by_role("button", name="Clear all filters").click()
    expect(page.locator("tbody th .title")).to_have_count(12)
    expect(page).not_to_have_url(re.compile("words="))


def test_what_does_not_match_stays_in_sight_faded(reader: Open, shipped: Server) -> None:
    page = reader(shipped).open("/matrix?red_lines=true")
    expect(page.locator("tbody th .title")).to_have_text(["Cession of territory"])
    expect(page.locator("button.cell.opposes:not(.faded)")).to_have_count(1)
    expect(page.locator("button.cell.faded")).to_have_count(2)


def test_each_page_has_its_title(reader: Open, shipped: Server) -> None:
    person = reader(shipped)
    for path, title in (("/", "Overview"), ("/matrix", "Matrix"), ("/compare", "Compare")):
        page = person.open(path)
        expect(page).to_have_title(f"{title} · Ukraine peace talks, Berlin · Parley")
