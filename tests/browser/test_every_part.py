"""Each page in a real browser on a folder with every part of the format, wide and narrow."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from parley.ui.page_list import PAGES
from tests.browser.conftest import Reader, Server
from tests.browser.test_access import violations

Open = Callable[..., Reader]
OPENED = {
    "": [("", "Lantern Sea quota round <2024>")],
    "issue": [("?issue=net-size", "Mesh of nets"), ("?issue=total-catch", "Total catch")],
    "party": [("?subject=islands", "群岛联盟")],
    "common-ground": [
        (
            "?whatif=republic.net-size:opposes",
            "75% agreed? This record shows 1 of 6 issues agreed, 1 converging; of 1 no status is known",
        )
    ],
    "evidence": [("", "18 of 19 positions are on the record; 37 citations from 7 sources")],
    "trade-offs": [
        (
            "?package=net-size:wider&package=total-catch:130",
            "This package: Harbour Guard objects",
        )
    ],
    "timeline": [
        (
            "",
            "Two events lie behind, one ahead; one position changed between 10 January 2024 and "
            "10 May 2024, 17 are new",
        )
    ],
    "data": [("", "125 rows in 11 tables, as of 12 May 2024")],
}
"""By address, the queries that a page is opened with and its heading: of others none, the title."""
HEADINGS = {
    f"/{page.address}{query}": heading
    for page in PAGES
    for query, heading in OPENED.get(page.address, [("", page.title)])
}
"""The heading of each page by the path that it is opened at."""


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (390, "dark")])
@pytest.mark.parametrize("path", HEADINGS)
def test_a_page_is_whole_and_open_to_all(
    reader: Open, every_part: Server, path: str, width: int, scheme: str
) -> None:
    person = reader(every_part, width=width, scheme=scheme)
    page = person.open(path)
    page.wait_for_timeout(1500)
    assert page.locator("h1").first.inner_text() == HEADINGS[path]
    assert page.locator("[data-testid=stException]").count() == 0
    main = page.locator("[data-testid=stMain]")
    assert main.evaluate("element => element.scrollWidth <= element.clientWidth")
    assert violations(person) == []
