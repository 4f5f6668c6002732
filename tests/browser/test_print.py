"""A page on paper: all that is read is there, no more to press, nothing is cut at an edge."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

import pypdfium2
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Reader, Server

Open = Callable[..., Reader]

READ = """() => {
  const read = "[data-testid=stMain] :is(h1, h2, h3, p, li, td, th, dd)";
  const pressed = ".share, .methods, .around, .more, [data-testid=stExpander], button, summary, .unseen";
  const frame = ".st-key-page-bar, .st-key-page-filters, .st-key-page-chosen, [popover]";
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  while (texts.nextNode()) {
    const holder = texts.currentNode.parentElement;
    if (holder.closest(read) && !holder.closest(`${pressed}, ${frame}`)) found.push(texts.currentNode.data);
  }
  return found;
}"""
"""The texts of a page, those in closed details among them."""

MARGIN = 12 / 25.4 * 72
"""In points."""


@dataclass
class Paper:
    """The sheets of a page."""

    text: str
    """Without white space: where a line ends is the printer's business."""
    sheets: int
    size: tuple[float, float]
    left: float
    """Where the leftmost and the rightmost letters of all sheets stand, in points."""
    right: float


def printed(page: Page) -> Paper:
    page.evaluate("""() => {
      window.print = () => { window.printed = true; };
      window.dispatchEvent(new Event("parley-print"));
    }""")
    page.wait_for_function("() => window.printed", timeout=60_000)
    return sheets_of(page)


def sheets_of(page: Page) -> Paper:
    document = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
    texts, edges = [], []
    for sheet in document:
        text = sheet.get_textpage()
        texts.append(text.get_text_bounded())
        edges += [text.get_charbox(at) for at in range(text.count_chars())]
    edges = [each for each in edges if each[2] > each[0]]
    return Paper(
        squeezed("".join(texts)),
        len(document),
        document[0].get_size(),
        min(each[0] for each in edges),
        max(each[2] for each in edges),
    )


def squeezed(text: str) -> str:
    return re.sub(r"[\s\u00ad\u2010\ufffe\u2066-\u2069-]+", "", text)


def whole(page: Page, paper: Paper) -> None:
    assert page.locator(".placeholder").count() == 0
    missing = [
        word
        for text in page.evaluate(READ)
        for word in text.split()
        if word.isascii() and "//" not in word and squeezed(word) not in paper.text
    ]
    assert not missing
    width, height = paper.size
    assert width > height
    assert paper.left >= MARGIN - 2 and paper.right <= width - MARGIN + 2


ADDRESSES = [
    "/", "/matrix", "/compare?party=ukraine&party=russia", "/issue?issue=donetsk-withdrawal",
    "/party?subject=ukraine", "/common-ground", "/trade-offs", "/timeline", "/evidence", "/data",
]  # fmt: skip


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_is_on_paper_as_it_is_read(reader: Open, shipped: Server, address: str) -> None:
    page = reader(shipped).open(address)
    paper = printed(page)
    whole(page, paper)
    assert paper.sheets > 1 or address in ("/matrix", "/data", "/trade-offs")
    assert "Ukrainepeacetalks" in paper.text and squeezed(f"1 / {paper.sheets}") in paper.text
    # What was closed is closed again.
    assert page.locator(".parley .methods[open]").count() == 0


@pytest.mark.parametrize("address", ["/", "/matrix", "/party?subject=republic"])
def test_so_is_one_with_every_part_in_the_dark(
    reader: Open, every_part: Server, address: str
) -> None:
    page = reader(every_part, scheme="dark").open(address)
    whole(page, printed(page))


def test_a_phone_prints_the_matrix_of_a_wide_screen(reader: Open, shipped: Server) -> None:
    page = reader(shipped, width=390, height=844).open("/matrix")
    paper = printed(page)
    whole(page, paper)
    for party in ("Ukraine", "Russia", "UnitedStates", "EuropeanUnion"):
        assert party in paper.text


def test_a_phone_prints_charts_as_wide_as_a_sheet(reader: Open, shipped: Server) -> None:
    page = reader(shipped, width=390, height=844).open("/timeline")
    whole(page, printed(page))
    charts = page.locator("[class*=st-key-chart-] .main-svg:first-child")
    width = charts.first.evaluate("chart => chart.getBoundingClientRect().width")
    assert width < 390  # once it is printed they are again as the screen is


def test_the_keys_that_print_make_every_part_first(reader: Open, shipped: Server) -> None:
    page = reader(shipped).open("/compare?party=ukraine&party=russia")
    page.evaluate("() => { window.print = () => { window.printed = true; }; }")
    expect(page.locator(".placeholder")).not_to_have_count(0)
    page.keyboard.press("Control+p")
    page.wait_for_function("() => window.printed", timeout=60_000)
    assert page.locator(".placeholder").count() == 0


def test_what_is_for_the_hand_is_not_on_paper(reader: Open, shipped: Server) -> None:
    page = reader(shipped).open("/compare?party=ukraine&party=russia")
    page.emulate_media(media="print")
    for gone in ("stHeader", "stSidebar", "stExpander", "stButton"):
        expect(page.get_by_test_id(gone).locator("visible=true")).to_have_count(0)
    expect(page.locator(".parley .share").locator("visible=true")).to_have_count(0)
    expect(page.locator("h1").first).to_be_visible()
