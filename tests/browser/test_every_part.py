"""Each page in a real browser on a folder with every part of the format, wide and narrow."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from parley.loading.loader import load
from parley.ui.page_list import PAGES
from tests.browser.conftest import Reader, Server
from tests.browser.test_access import violations
from tests.folders import EVERY_PART

Open = Callable[..., Reader]
OPENED = {
    "": [("", "One of 6 issues is agreed.")],
    "matrix": [("", "25 of 66 positions are known")],
    "compare": [("", "At least two of the three have been heard on 4 of 6 issues")],
    "issue": [("?issue=net-size", "Mesh of nets"), ("?issue=total-catch", "Total catch")],
    "party": [("?subject=islands", "群岛联盟")],
    "common-ground": [
        ("?whatif=republic.net-size:opposes", "75% agreed? This record shows 1 of 6")
    ],
    "trade-offs": [("?package=net-size:wider&package=total-catch:130", "This package")],
    "timeline": [("", "Two events lie behind, one ahead")],
    "evidence": [("", "18 of 19 positions are on the record")],
    "data": [("", "125 rows in 11 tables")],
}
"""By address, the queries that a page is opened with, and how its heading begins."""
HEADINGS = {
    f"/{address}{query}": heading for address, opened in OPENED.items() for query, heading in opened
}
"""How the heading of each page begins, by the path that it is opened at."""


def test_every_page_is_opened() -> None:
    assert set(OPENED) == {page.address for page in PAGES}


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (390, "dark")])
@pytest.mark.parametrize("path", HEADINGS)
def test_a_page_is_whole_and_open_to_all(
    reader: Open, every_part: Server, path: str, width: int, scheme: str
) -> None:
    person = reader(every_part, width=width, scheme=scheme)
    page = person.open(path)
    page.wait_for_timeout(1500)
    assert page.locator("h1").first.inner_text().startswith(HEADINGS[path])
    assert page.locator("[data-testid=stException]").count() == 0
    main = page.locator("[data-testid=stMain]")
    assert main.evaluate("element => element.scrollWidth <= element.clientWidth")
    assert violations(person) == []


WITHOUT_LANGUAGE = """(texts) => {
    const known = new Set(texts);
    const every = (root) => [...root.querySelectorAll("*")].flatMap((each) =>
        [each, ...(each.shadowRoot ? every(each.shadowRoot) : [])]);
    const languageOf = (each) => !each || each.lang || languageOf(each.parentElement ?? each.getRootNode().host);
    return every(document)
        .filter((each) => [...each.childNodes].some((node) => node.nodeType === 3 && known.has(node.textContent.trim())))
        .filter((each) => !each.closest("head, .js-plotly-plot") && languageOf(each) !== "en-GB")
        .map((each) => `${each.tagName}.${each.className}: ${each.textContent}`);
}"""
"""The elements that hold one of some texts as it is, and are not in the folder's language."""


@pytest.mark.parametrize("path", ["/", "/matrix", "/party?subject=islands", "/timeline"])
def test_the_texts_of_a_folder_are_in_its_language(
    reader: Open, every_part: Server, path: str
) -> None:
    folder = load(EVERY_PART)
    texts = [folder.header.title, *(area.title for area in folder.areas.values())]
    texts += [text for issue in folder.issues for text in (issue.title, issue.proposal)]
    texts += [party.name for party in folder.parties]
    texts += folder.positions[["gist", "summary"]].stack().tolist()
    person = reader(every_part)
    person.open(path)
    assert person.page.evaluate(WITHOUT_LANGUAGE, texts) == []
