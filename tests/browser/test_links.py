"""Every address opens the same for another person, and links within Parley keep what is chosen."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import ROOT, Reader, Server

Open = Callable[..., Reader]


def copied(page: Page, label: str = "Copy link") -> str:
    card = page.locator("dialog:popover-open")
    around = card if card.count() else page.locator("[data-testid=stMain]")
    around.get_by_role("button", name=label).click()
    expect(around.locator("[data-link] [role=status]")).to_have_text("Copied.")
    found: str = page.evaluate("navigator.clipboard.readText()")
    return found


def seen(page: Page) -> str:
    """What a page says below its navigation, once it has settled."""
    page.wait_for_selector("[data-link]")
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
    page = reader(every_part).open(path)
    before = seen(page)
    link = copied(page)
    other = reader(every_part)
    other.page.goto(link)
    other.settled()
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
    page.get_by_role("combobox", name="Issue").click()
    page.get_by_role("option", name="Freeze along the front line").click()
    expect(page.locator("h1")).to_have_text("Freeze along the front line")
    expect(page).to_have_url(re.compile("issue=front-line-freeze"))
    page.go_back()
    expect(page.locator("h1")).to_have_text("Withdrawal from parts of Donetsk")


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
    page.wait_for_selector("[data-link]")
    page.wait_for_timeout(1000)
    box = page.get_by_role("combobox", name="Cession of territory")
    box.scroll_into_view_if_needed()
    box.click()
    page.get_by_role("option", name="Adopted", exact=True).click()
    expect(page).to_have_url(re.compile("package=territorial-cession(%3A|:)adopt"))
    expect(page.locator(".verdict.red-line").first).to_be_visible()
    other = reader(shipped)
    other.page.goto(page.url)
    expect(other.page.locator(".verdict.red-line").first).to_be_visible()
    expect(other.page.get_by_role("combobox", name="Cession of territory")).to_have_value("Adopted")


def test_a_missing_condition_is_added_by_a_press(reader: Open, shipped: Server) -> None:
    page = reader(shipped).open("/trade-offs?package=donetsk-withdrawal:adopt&party=ukraine")
    page.evaluate("window.stayed = true")
    page.get_by_role("link", name="Add Monitoring of a ceasefire: Adopted").click()
    expect(page).to_have_url(re.compile("package=ceasefire-monitoring(%3A|:)adopt"))
    expect(page.get_by_role("link", name="Add Monitoring of a ceasefire")).to_have_count(0)
    expect(page.get_by_role("combobox", name="Monitoring of a ceasefire")).to_have_value("Adopted")
    expect(page.locator(".key-fact")).to_contain_text("Ukraine resists Withdrawal")
    assert page.evaluate("window.stayed")
