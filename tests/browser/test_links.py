"""Every address opens the same for another person, and links within Parley keep what is chosen."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from benchmarks.folders import write
from tests.browser.conftest import ROOT, Reader, Server

Open = Callable[..., Reader]


def copied(page: Page, label: str = "Copy link") -> str:
    card = page.locator("dialog:popover-open")
    if not card.count():
        page.get_by_role("button", name="Share").click()
    around = card if card.count() else page.locator("#share-menu")
    around.get_by_role("button", name=label).click()
    expect(around.locator("[role=status]")).to_have_text("Copied.")
    found: str = page.evaluate("navigator.clipboard.readText()")
    return found


def seen(page: Page) -> str:
    """What a page says below its navigation, once it has settled."""
    page.wait_for_selector("[data-link]", state="attached")
    page.wait_for_timeout(600)
    return "\n".join(page.locator("[data-testid=stMain] .parley").all_inner_texts())


@pytest.mark.parametrize(
    "path",
    [
        "/issue?issue=total-catch&day=2024-03-01&party=kingdom&party=republic",
        "/party?subject=islands&area=quota",
        "/party?party=kingdom",
        "/compare?party=kingdom&party=republic&party=islands&day=2024-05-01",
    ],
)
def test_the_copied_link_of_a_page_opens_the_same(
    reader: Open, every_part: Server, path: str
) -> None:
    person = reader(every_part)
    page = person.open(path)
    person.to_the_end()
    before = seen(page)
    link = copied(page)
    other = reader(every_part)
    other.page.goto(link)
    other.settled()
    other.to_the_end()
    assert seen(other.page).replace("Copied.", "") == before.replace("Copied.", "")


def test_links_within_parley_keep_the_filters_and_load_nothing_anew(
    reader: Open, shipped: Server
) -> None:
    page = reader(shipped).open("/matrix?party=ukraine&party=russia&area=territory")
    page.evaluate("window.stayed = true")
    page.locator("tbody th a.title").first.click()
    expect(page.locator("h1")).to_have_text("Withdrawal from parts of Donetsk")
    expect(page).to_have_url(re.compile(r"/issue\?.*issue=donetsk-withdrawal"))
    page.get_by_role("link", name="Next issue: Cession of territory").click()
    expect(page.locator("h1")).to_have_text("Cession of territory")
    page.locator("article h3 a").first.click()
    expect(page.locator("h1")).to_have_text("Ukraine")
    expect(page).to_have_url(re.compile(r"/party\?.*party=.*subject=ukraine"))
    page.go_back()
    expect(page.locator("h1")).to_have_text("Cession of territory")
    page.get_by_role("link", name="Matrix").click()
    expect(page.locator("thead th .name")).to_have_text(["Ukraine", "Russia"])
    assert page.evaluate("window.stayed")


def test_under_a_path_every_page_opens_by_its_address_and_stays_under_it(
    reader: Open, serve: Callable[..., Server]
) -> None:
    talks = serve(ROOT / "data", "/talks")
    visit = reader(talks)
    page = visit.open("/matrix?party=ukraine")
    expect(page.locator("thead th .name")).to_have_text(["Ukraine"])
    visit.cell("ukraine", "eu-membership")
    page.keyboard.press("Escape")
    page.get_by_role("link", name="Evidence").click()
    expect(page).to_have_url(re.compile(r"/talks/evidence\?party="))
    page.go_back()
    page.locator("tbody th a.title").first.click()
    expect(page).to_have_url(re.compile(r"/talks/issue\?"))
    expect(page.locator("h1")).to_have_text("Withdrawal from parts of Donetsk")


def test_the_chooser_of_an_issue_is_in_the_address(reader: Open, shipped: Server) -> None:
    page = reader(shipped).open("/issue")
    expect(page.locator("h1")).to_have_text("Withdrawal from parts of Donetsk")
    page.get_by_role("combobox", name="Issue").select_option("Freeze along the front line")
    expect(page.locator("h1")).to_have_text("Freeze along the front line")
    expect(page).to_have_url(re.compile("issue=front-line-freeze"))
    expect(page).to_have_title("Freeze along the front line · Ukraine peace talks, Berlin · Parley")
    page.go_back()
    expect(page.locator("h1")).to_have_text("Withdrawal from parts of Donetsk")
    chosen = "donetsk-withdrawal"
    expect(page.get_by_role("combobox", name="Issue")).to_have_value(chosen)
    page.get_by_role("link", name="Next: Cession of territory").click()
    expect(page).to_have_url(re.compile("issue=territorial-cession"))


def test_of_many_issues_the_server_finds_those_with_the_words(
    reader: Open, serve: Callable[..., Server], tmp_path: Path
) -> None:
    write(tmp_path / "talks", 5, 300)
    page = reader(serve(tmp_path)).open("/issue?issue=issue-0")
    find = page.get_by_role("searchbox", name="Find among 300 issues")
    find.press_sequentially("issue 29", delay=60)
    options = page.get_by_role("combobox", name="Issue").locator("option")
    expect(options).to_have_count(14)  # 29, 129, 229, 290 to 299, and the one that is shown
    expect(find).to_be_focused()
    page.get_by_role("combobox", name="Issue").select_option("Issue 297")
    expect(page).to_have_url(re.compile("issue=issue-297"))
    expect(find).to_have_value("issue 29")


def test_a_link_to_how_something_is_computed_opens_it_and_back_leads_back(
    reader: Open, shipped: Server
) -> None:
    page = reader(shipped).open("/common-ground")
    link = page.locator("a.how").first
    link.scroll_into_view_if_needed()
    page.evaluate("window.stayed = true")
    top = page.get_by_test_id("stMain").evaluate("main => main.scrollTop")
    place = link.get_attribute("href")
    assert place is not None and place.startswith("#how-")
    link.click()
    expect(page.locator(place)).to_be_in_viewport()
    expect(page).to_have_url(re.compile(f"{place}$"))
    page.go_back()
    expect(page).not_to_have_url(re.compile("#"))
    expect(link).to_be_in_viewport()
    assert page.get_by_test_id("stMain").evaluate("main => main.scrollTop") == top
    assert page.evaluate("window.stayed")


def test_the_share_menu_has_all_that_leaves_a_page(reader: Open, shipped: Server) -> None:
    page = reader(shipped).open("/issue?issue=eu-membership&party=russia")
    page.get_by_role("button", name="Share").click()
    menu = page.locator("#share-menu")
    expect(menu.get_by_role("button")).to_have_text(
        ["Copy link", "Copy citation", "Copy BibTeX", "Copy CSL-JSON"]
    )
    links = menu.get_by_role("link")
    expect(links).to_have_text(
        [
            "Brief as a Word document",
            "Brief as a page to print",
            "Image of this page (PNG)",
            "Data to download",
        ]
    )
    image = links.nth(2).get_attribute("href")
    assert image is not None and image.startswith("parley/share.png?negotiation=ukraine-berlin")
    assert "party=russia" in image and image.endswith("issue=eu-membership&page=issue")
    page.keyboard.press("Escape")
    expect(menu).not_to_be_visible()


@pytest.mark.parametrize("form", ["Copy citation", "Copy BibTeX", "Copy CSL-JSON"])
def test_each_form_of_a_citation_names_source_place_wording_day_and_address(
    reader: Open, shipped: Server, form: str
) -> None:
    person = reader(shipped)
    page = person.open("/matrix?cell=ukraine.territorial-cession")
    page.wait_for_selector("dialog:popover-open article")
    cited = copied(page, form)
    for part in ("GeokHub", "paragraph 8", "cede no territory", "2025"):
        assert part in cited
    assert "/matrix?" in cited and "cell=ukraine.territorial-cession" in cited
    assert "{link}" not in cited


def test_a_row_of_the_evidence_opens_its_cell(reader: Open, shipped: Server) -> None:
    page = reader(shipped).open("/evidence?attribution=second-hand&cited_for=position")
    page.get_by_role("link", name="Russia: EU membership").click()
    expect(page.locator("dialog:popover-open h2")).to_have_text("Russia: EU membership")


def test_the_address_of_a_page_as_it_is(reader: Open, shipped: Server) -> None:
    page = reader(shipped).open("/timeline?party=ukraine&area=territory")
    link = copied(page)
    assert link == f"{page.url}&negotiation=ukraine-berlin&day=2025-12-15"
    assert "party=" in link and "area=" in link


def test_a_package_is_built_in_the_browser_and_opens_the_same_elsewhere(
    reader: Open, shipped: Server
) -> None:
    page = reader(shipped).open("/trade-offs")
    page.wait_for_timeout(1000)
    box = page.get_by_role("combobox", name="Cession of territory")
    box.scroll_into_view_if_needed()
    box.select_option("Adopted")
    expect(page).to_have_url(re.compile("package=territorial-cession(%3A|:)adopt"))
    expect(page.locator(".verdict.red-line").first).to_be_visible()
    other = reader(shipped)
    other.page.goto(page.url)
    expect(other.page.locator(".verdict.red-line").first).to_be_visible()
    expect(other.page.get_by_role("combobox", name="Cession of territory")).to_have_value("adopt")


def test_a_missing_condition_is_added_by_a_press(reader: Open, shipped: Server) -> None:
    page = reader(shipped).open("/trade-offs?package=donetsk-withdrawal:adopt&party=ukraine")
    page.evaluate("window.stayed = true")
    page.get_by_role("link", name="Add Monitoring of a ceasefire: Adopted").click()
    expect(page).to_have_url(re.compile("package=ceasefire-monitoring(%3A|:)adopt"))
    expect(page.get_by_role("link", name="Add Monitoring of a ceasefire")).to_have_count(0)
    expect(page.get_by_role("combobox", name="Monitoring of a ceasefire")).to_have_value("adopt")
    expect(page.locator(".key-fact")).to_contain_text("Ukraine resists Withdrawal")
    assert page.evaluate("window.stayed")
