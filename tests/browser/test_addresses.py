"""What is shown is what the address says: by hand, by Back and Forward, and when a folder changes."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import ROOT, Reader, Server

Open = Callable[..., Reader]

SIZES = {"phone": (390, 800), "desk": (1440, 900)}

CARD = "dialog:popover-open"


def expect_parties(page: Page, *ids: str) -> None:
    """The parties whose chips are pressed, by id."""
    pressed = page.locator("[data-control=party] input:checked")
    expect(pressed).to_have_count(len(ids))
    assert pressed.evaluate_all("boxes => boxes.map(box => box.value)") == list(ids)


@pytest.mark.parametrize("size", SIZES)
def test_back_closes_a_card_and_forward_opens_it(reader: Open, shipped: Server, size: str) -> None:
    width, height = SIZES[size]
    person = reader(shipped, width, height)
    page = person.open("/")
    page.goto(f"{shipped.url}/matrix?party=ukraine&party=russia")
    person.settled()
    person.cell("russia", "eu-membership")
    expect(page).to_have_url(re.compile("cell=russia.eu-membership"))
    page.go_back()
    expect(page.locator(CARD)).to_have_count(0)
    expect(page).to_have_url(re.compile(r"/matrix\?party=ukraine&party=russia$"))
    page.go_forward()
    expect(page.locator(f"{CARD} h2")).to_have_text("Russia: EU membership")
    page.go_back()
    expect(page.locator(CARD)).to_have_count(0)
    person.settled()
    page.wait_for_timeout(600)
    expect(page.locator(CARD)).to_have_count(0)
    page.go_back()
    expect(page).to_have_url(re.compile(r"/$"))


@pytest.mark.parametrize("size", SIZES)
def test_a_card_that_was_closed_is_no_step_of_its_own(
    reader: Open, shipped: Server, size: str
) -> None:
    width, height = SIZES[size]
    person = reader(shipped, width, height)
    page = person.open("/")
    page.goto(f"{shipped.url}/matrix?party=ukraine&party=russia")
    person.settled()
    for _ in range(2):
        person.cell("russia", "eu-membership")
        page.locator(CARD).get_by_role("button", name="Close").click()
        expect(page.locator(CARD)).to_have_count(0)
        expect(page).not_to_have_url(re.compile("cell="))
    page.wait_for_timeout(600)
    assert page.evaluate("history.state?.parleyCard ?? null") is None
    page.go_back()
    expect(page).to_have_url(re.compile(r"/$"))


def test_back_leads_to_the_card_that_a_link_was_followed_from(
    reader: Open, shipped: Server
) -> None:
    person = reader(shipped)
    page = person.open("/matrix")
    person.cell("russia", "eu-membership")
    page.locator(CARD).get_by_role("link", name="All of EU membership").click()
    expect(page.locator("h1")).to_have_text("EU membership")
    page.go_back()
    expect(page.locator(f"{CARD} h2")).to_have_text("Russia: EU membership")
    page.keyboard.press("Escape")
    expect(page.locator(CARD)).to_have_count(0)
    expect(page.locator("thead th .name").first).to_be_visible()


def test_a_press_elsewhere_closes_a_card_and_its_link_is_one_step(
    reader: Open, shipped: Server
) -> None:
    person = reader(shipped)
    page = person.open("/matrix")
    person.cell("ukraine", "eu-membership")
    person.cell("ukraine", "front-line-freeze")
    expect(page).to_have_url(re.compile("cell=ukraine.front-line-freeze"))
    page.get_by_role("link", name="Timeline").click()
    expect(page.locator(".topbar [aria-current]")).to_have_text("Timeline")
    page.wait_for_timeout(600)
    expect(page).to_have_url(re.compile("/timeline"))
    page.go_back()
    expect(page.locator(".topbar [aria-current]")).to_have_text("Matrix")
    expect(page).not_to_have_url(re.compile("cell="))
    expect(page.locator(CARD)).to_have_count(0)


def test_boxes_matrix_sentences_and_clear_agree_after_back_and_forward(
    reader: Open, shipped: Server
) -> None:
    person = reader(shipped)
    page = person.open("/matrix?party=ukraine&party=russia&area=territory")
    page.locator("tbody th a.title").first.click()
    expect(page.locator("h1")).to_have_text("Withdrawal from parts of Donetsk")
    page.go_back()
    expect(page.locator(".topbar [aria-current]")).to_have_text("Matrix")
    person.tick("party", "Russia")
    expect(page.locator("thead th .name")).to_have_text(["Ukraine"])
    person.tick("status", "Disputed")
    expect(page.locator("tbody th .title")).to_have_text(
        ["Withdrawal from parts of Donetsk", "Cession of territory"]
    )
    page.get_by_role("link", name="Evidence").click()
    expect(page.locator(".topbar [aria-current]")).to_have_text("Evidence")
    expect_parties(page, "ukraine")
    page.go_back()
    expect(page.locator(".topbar [aria-current]")).to_have_text("Matrix")
    expect(page.locator("tbody th .title")).to_have_text(
        ["Withdrawal from parts of Donetsk", "Cession of territory"]
    )
    expect(page.locator("[data-testid=stMain] .over").first).to_contain_text("2 of 12 issues")
    expect_parties(page, "ukraine")
    clear = page.get_by_role("button", name="Clear all filters")
    person.open_filters()
    expect(clear).to_be_enabled()
    clear.click()
    expect(page.locator("tbody th .title")).to_have_count(12)
    expect(clear).to_be_disabled()
    expect_parties(page)
    page.go_forward()
    expect(page.locator(".topbar [aria-current]")).to_have_text("Evidence")
    expect(clear).to_be_enabled()
    expect_parties(page, "ukraine")


@pytest.mark.parametrize(
    "path", ["/matrix?day=14940607", "/matrix?party=nobody", "/issue?issue=nope"]
)
@pytest.mark.parametrize("size", SIZES)
def test_what_is_not_there_keeps_its_address_until_the_reader_goes_on(
    reader: Open, shipped: Server, path: str, size: str
) -> None:
    width, height = SIZES[size]
    person = reader(shipped, width, height)
    page = person.open(path)
    expect(page.locator("h1")).to_have_text(re.compile("^(No|Nothing)"))
    page.wait_for_timeout(600)
    assert page.url == shipped.url + path
    assert page.locator("button.cell, [data-link]").count() == 0
    found = Axe().run(page).response["violations"]
    assert [each["id"] for each in found] == []
    page.get_by_role("link", name="Show the page without it").click()
    expect(page.locator("h1")).not_to_have_text(re.compile("^(No|Nothing)"))
    page.wait_for_selector("[data-link]", state="attached")
    page.go_back()
    expect(page.locator("h1")).to_have_text(re.compile("^(No|Nothing)"))


def test_an_unknown_page_is_not_another_one(reader: Open, shipped: Server) -> None:
    person = reader(shipped)
    answer = person.page.goto(f"{shipped.url}/Matrix?party=ukraine")
    assert answer is not None and answer.status == 404
    assert [each["id"] for each in Axe().run(person.page).response["violations"]] == []
    person.page.locator("p a").click()
    expect(person.page.locator("thead th .name")).to_have_text(["Ukraine"])
    assert person.errors and all("404" in each for each in person.errors)
    person.errors.clear()


def test_an_id_that_vanishes_from_the_folder_is_not_shown_as_another(
    reader: Open, serve: Callable[[Path], Server], tmp_path: Path
) -> None:
    folder = shutil.copytree(ROOT / "data" / "ukraine-berlin", tmp_path / "ukraine-berlin")
    server = serve(tmp_path)
    issue = reader(server).open("/issue?issue=eu-membership")
    area = reader(server).open("/matrix?area=eu-accession")
    text = (folder / "issues" / "eu-accession.yaml").read_text("utf-8")
    (folder / "issues" / "joining.yaml").write_text(
        text.replace("area: eu-accession", "area: joining").replace(
            "id: eu-membership", "id: membership"
        ),
        "utf-8",
    )
    (folder / "issues" / "eu-accession.yaml").unlink()
    header = folder / "negotiation.yaml"
    header.write_text(header.read_text("utf-8").replace("eu-accession", "joining"), "utf-8")
    expect(issue.locator("h1")).to_have_text("No such issue here")
    expect(area.locator("h1")).to_have_text("No such area here")
    expect(area).to_have_url(re.compile("area=eu-accession"))
    clear = area.get_by_role("button", name="Clear all filters")
    if not clear.is_visible():
        area.get_by_role("button", name="Filter").click()
    clear.click()
    expect(area.locator("h1")).not_to_contain_text("No such")
    folder.rename(tmp_path / "berlin")
    expect(area.locator("h1")).not_to_contain_text("No such")
    link = issue.get_by_role("link", name="Show the page without it")
    expect(link).to_be_visible()


def test_links_and_copies_carry_the_negotiation_and_the_day(
    reader: Open, every_part: Server
) -> None:
    page = reader(every_part).open("/compare?party=kingdom&party=republic&only_differences=true")
    page.get_by_role("button", name="Share").click()
    page.get_by_role("button", name="Copy link").click()
    expect(page.locator("[data-link] [role=status]")).to_have_text("Copied.")
    page.keyboard.press("Escape")
    link: str = page.evaluate("navigator.clipboard.readText()")
    for part in ("negotiation=every-part", "day=2024-05-12", "only_differences=true"):
        assert part in link
    timeline = page.get_by_role("link", name="Timeline")
    timeline.hover()
    carried = "party=.*negotiation=every-part&day=2024-05-12$"
    expect(timeline).to_have_attribute("href", re.compile(f"/timeline.{carried}"))
    timeline.click()
    expect(page).to_have_url(re.compile("/timeline.*negotiation=every-part&day=2024-05-12"))
    page.locator("[data-testid=stMain] .parley a").first.click()
    expect(page).to_have_url(re.compile("negotiation=every-part.*day=2024-05-12"))
