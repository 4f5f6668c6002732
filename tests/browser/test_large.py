"""A negotiation that does not fit a page, in a real browser: its parts, their addresses, a cell."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Reader, Server
from tests.pages.test_large import write

Open = Callable[..., Reader]


@pytest.fixture(scope="module")
def large(serve: Callable[[Path], Server], tmp_path_factory: pytest.TempPathFactory) -> Server:
    directory = tmp_path_factory.mktemp("large")
    write(directory / "talks", 60, 300)
    return serve(directory)


def test_the_parts_of_a_matrix_are_in_its_address(reader: Open, large: Server) -> None:
    page = reader(large).open("/matrix")
    expect(page.get_by_text("Issues 1 to 75 of 300")).to_be_visible()
    expect(page.get_by_text("Parties 1 to 30 of 60")).to_be_visible()
    expect(page.locator("thead th .name")).to_have_count(30)
    page.locator(".st-key-matrix_issues").get_by_label("Page 2", exact=True).click()
    expect(page.get_by_text("Issues 76 to 150 of 300")).to_be_visible()
    expect(page).to_have_url(re.compile("matrix_issues=2"))
    expect(page.locator("tbody .title").first).to_have_text("Issue 225")
    page.reload()
    expect(page.get_by_text("Issues 76 to 150 of 300")).to_be_visible()
    expect(page.locator("tbody .title").first).to_have_text("Issue 225")


def test_a_link_to_a_cell_opens_it_on_its_part(reader: Open, large: Server) -> None:
    page = reader(large).open("/matrix?cell=p59.i299")
    expect(page.locator("dialog:popover-open h2")).to_have_text("Party 59: Issue 299")
    expect(page.get_by_text("Issues 226 to 300 of 300")).to_be_visible()
    expect(page.locator("button.cell[data-cell='p59.i299']")).to_have_count(1)


def test_a_count_by_area_opens_what_it_counts(reader: Open, large: Server) -> None:
    page = reader(large).open("/")
    page.get_by_text("Who leans which way, by area and party").click()
    row = page.locator(".leans tbody tr").filter(has_text="Area 1")
    expect(row.locator("td").first).to_have_text("+100 −0")
    row.locator("td a").first.click()
    expect(page.locator("thead th .name")).to_have_text(["Party 0"])
    expect(page.locator("tbody tr:not(.group)")).to_have_count(100)
    expect(page.get_by_text(re.compile(r"^Issues \d"))).to_have_count(0)


def test_scores_of_very_many_pairs_come_when_a_reader_is_near(reader: Open, large: Server) -> None:
    person = reader(large)
    scores = person.page.get_by_role("region", name="Agreement score of each pair")
    page = person.open("/party?subject=p7")
    page.wait_for_timeout(1500)
    expect(page.locator("h1")).to_have_text("Party 7")
    expect(scores).to_have_count(0)
    person.to_the_end()
    expect(scores.locator("tbody tr")).to_have_count(10)
    page.get_by_text("Show all: 20 more pairs").click()
    expect(scores.locator("tbody tr")).to_have_count(30)
    page = person.open("/common-ground")
    person.to_the_end()
    page.locator("summary", has_text="What the scores of").click()
    expect(scores.locator("tbody tr")).to_have_count(10)
    page.get_by_text("Show all: 10 more pairs").click()
    expect(scores.locator("tbody tr")).to_have_count(20)


def test_nothing_is_wider_than_a_phone(reader: Open, large: Server) -> None:
    person = reader(large, width=390, height=844)
    for path in ("/", "/matrix", "/compare", "/party", "/evidence"):
        page = person.open(path)
        page.wait_for_selector("h1")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
