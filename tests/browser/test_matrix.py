"""The matrix as it is drawn: whole columns, the phone, a grid of signs, cells that are copied."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Reader, Server
from tests.pages.test_large import write

Open = Callable[..., Reader]


@pytest.fixture(scope="module")
def forty(serve: Callable[[Path], Server], tmp_path_factory: pytest.TempPathFactory) -> Server:
    """Forty parties and 38 issues: party p is silent where p + i is a multiple of 3."""
    directory = tmp_path_factory.mktemp("forty")
    write(directory / "talks", 40, 38)
    return serve(directory)


def clipboard(page: Page, kind: str) -> str:
    found: str = page.evaluate(
        "kind => navigator.clipboard.read().then(([each]) => each.getType(kind))"
        ".then(blob => blob.text())",
        kind,
    )
    return found


def test_a_cells_name_says_party_issue_stance_and_whose_word(reader: Open, shipped: Server) -> None:
    page = reader(shipped).open("/matrix")
    name = (
        "Russia, EU membership: Open to it. Open to it, one U.S. official says. "
        "One U.S. official’s account, ¶\u00a012."
    )
    expect(page.get_by_role("button", name=name, exact=True)).to_be_visible()
    expect(page.get_by_role("row", name="EU membership", exact=True)).to_have_count(1)
    expect(page.get_by_role("rowheader", name="EU membership", exact=True)).to_have_count(1)


@pytest.mark.parametrize("width", [720, 768])
def test_columns_are_whole_and_that_there_are_more_is_said(
    reader: Open, shipped: Server, width: int
) -> None:
    page = reader(shipped, width=width, height=900).open("/matrix")
    more = page.get_by_text(re.compile(r"^Parties 1 to \d of 6 in sight"))
    expect(more).to_be_visible()
    (last,) = re.findall(r"1 to (\d)", more.inner_text())
    right = page.locator(".frame").bounding_box()
    head = page.locator("thead th").nth(int(last)).bounding_box()
    assert right is not None and head is not None
    assert abs(right["x"] + right["width"] - head["x"] - head["width"]) <= 4
    page.get_by_role("button", name="Further parties").click()
    expect(more).to_have_count(0)
    expect(page.get_by_text(re.compile(r"of 6 in sight"))).to_be_visible()


def test_on_a_phone_positions_come_first_and_silences_in_a_line(
    reader: Open, shipped: Server
) -> None:
    page = reader(shipped, width=390, height=844).open("/matrix")
    row = page.locator("tr[aria-label='EU membership']")
    expect(row.locator("td.one .who")).to_have_text(["Ukraine", "Russia", "European leaders"])
    expect(row.locator("td.names")).to_have_text("Not reported: U.S., EU, Public")
    page.wait_for_timeout(500)
    # Rows out of sight are as high as they were estimated until they are seen.
    page.locator(".wrap").evaluate(
        "wrap => wrap.querySelectorAll('tr').forEach(row => row.style.contentVisibility = 'visible')"
    )
    assert page.locator(".frame").evaluate("frame => frame.scrollHeight") < 2600
    row.locator("td.names button").first.click()
    expect(page.locator("dialog:popover-open h2")).to_have_text("United States: EU membership")


def test_forty_parties_are_a_grid_of_signs_each_of_which_opens(reader: Open, forty: Server) -> None:
    page = reader(forty, width=1440, height=1100).open("/matrix")
    signs = page.locator("button.sign")
    expect(signs).to_have_count(40 * 38)
    step = signs.nth(1).bounding_box(), signs.nth(2).bounding_box()
    assert step[0] is not None and step[1] is not None
    assert step[1]["x"] - step[0]["x"] == 24
    # Issue 0: parties 1, 7, 13, … are silent on it and on none of the others of its kind.
    row = page.locator("tr[aria-label='Issue 0']")
    for_it = sum(1 for p in range(40) if p % 3 and p % 2 == 0)
    against = sum(1 for p in range(40) if p % 3 and p % 2)
    expect(row.locator("td.side")).to_have_text([str(for_it), str(against)])
    page.locator("button.sign[data-cell='p2.i0']").click()
    expect(page.locator("dialog:popover-open h2")).to_have_text("Party 2: Issue 0")


def test_words_and_likeness_are_a_press_away_and_in_the_address(
    reader: Open, forty: Server
) -> None:
    page = reader(forty).open("/matrix")
    page.get_by_role("checkbox", name="Order by likeness").check()
    expect(page).to_have_url(re.compile("likeness=true"))
    # Who is for stands on one side, who is against on the other.
    names = page.locator("thead th .name")
    expect(names.nth(1)).not_to_have_text("Party 1")
    places = [int(name.split()[1]) % 2 for name in names.all_inner_texts()]
    assert places in (sorted(places), sorted(places, reverse=True))
    page.get_by_role("checkbox", name="Show words").check()
    expect(page.locator("button.cell .held").first).to_be_visible()
    expect(page).to_have_url(re.compile("in_words=true"))


def test_on_a_phone_many_parties_stand_by_stance(reader: Open, forty: Server) -> None:
    page = reader(forty, width=390, height=844).open("/matrix")
    row = page.locator("tr[aria-label='Issue 0']")
    expect(row.locator("summary")).to_have_text(["Supports 13", "Opposes 13", "Not reported 14"])
    expect(row.locator("details[open]")).to_have_count(1)
    row.locator("summary").nth(1).click()
    row.locator("details").nth(1).get_by_role("button").first.click()
    expect(page.locator("dialog:popover-open h2")).to_contain_text("Issue 0")


def test_the_matrix_is_copied_as_cells(reader: Open, shipped: Server) -> None:
    page = reader(shipped).open("/matrix")
    page.get_by_role("button", name="Copy as a table").click()
    expect(page.get_by_text("Copied.", exact=True)).to_be_visible()
    lines = [line.split("\t") for line in clipboard(page, "text/plain").split("\n")]
    assert len(lines) == 13 and {len(line) for line in lines} == {7}
    assert lines[2][:2] == [
        "Cession of territory",
        "Opposes, red line. Will not cede territory. Reporter’s account, ¶ 8",
    ]
    assert clipboard(page, "text/html").count("<td>") == 12 * 7


def test_a_selection_of_cells_is_copied_as_cells(reader: Open, shipped: Server) -> None:
    page = reader(shipped).open("/matrix?party=ukraine&party=russia")
    page.locator(".wrap").evaluate(
        """wrap => {
            const rows = wrap.querySelectorAll("tbody tr:not(.group)");
            const [from, to] = [rows[0].querySelector("a.title"), rows[1].querySelectorAll(".held b")[1]];
            getSelection().setBaseAndExtent(from.firstChild, 0, to.firstChild, 3);
        }"""
    )
    page.keyboard.press("Control+c")
    lines = [line.split("\t") for line in clipboard(page, "text/plain").split("\n")]
    assert [line[0] for line in lines] == [
        "Issue", "Withdrawal from parts of Donetsk", "Cession of territory"
    ]  # fmt: skip
    assert {len(line) for line in lines} == {3}
