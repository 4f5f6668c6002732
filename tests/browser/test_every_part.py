"""Each page in a real browser on a folder with every part of the format, wide and narrow."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from parley.format.vocabulary import (
    ATTRIBUTIONS,
    CONDITION_KINDS,
    DAY_STATUSES,
    ROLES,
    SILENCES,
    STANCES,
)
from parley.loading.loader import load
from parley.package.outcomes import LEFT_OPEN, WORDS
from parley.ui.page_list import PAGES
from tests.browser.conftest import Reader, Server
from tests.browser.test_access import violations
from tests.folders import EVERY_PART
from tests.views.sentence_lines import texts_in

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


IN_THE_WRONG_LANGUAGE = """([texts, words]) => {
    const every = (root) => [...root.querySelectorAll("*")].flatMap((each) =>
        [each, ...(each.shadowRoot ? every(each.shadowRoot) : [])]);
    const languageOf = (each) => !each || each.lang || languageOf(each.parentElement ?? each.getRootNode().host);
    const wrong = (said, right) => {
        const known = new Set(said);
        return every(document)
            .filter((each) => [...each.childNodes].some((node) => node.nodeType === 3 && known.has(node.textContent.trim())))
            .filter((each) => !each.closest("head, script, style, .js-plotly-plot") && languageOf(each) !== right)
            .map((each) => `${each.tagName}.${each.className}: ${each.textContent}`);
    };
    return [...wrong(texts, "en-GB"), ...wrong(words, "en")];
}"""
"""The elements that hold a text of the folder as it is, and are not in the folder's language; and
those that hold one of Parley's own words and are."""

CLOSED = (STANCES, DAY_STATUSES, ATTRIBUTIONS, SILENCES, ROLES, CONDITION_KINDS)
OWN_WORDS = sorted({*(term.label for terms in CLOSED for term in terms.values()),
                    *WORDS.values(), LEFT_OPEN})  # fmt: skip


def folder_texts() -> list[str]:
    """The texts of the folder as it has them, without ids and words of closed lists."""
    folder = load(EVERY_PART)
    records = (folder.header, *folder.parties, *folder.sources, *folder.events, *folder.issues)
    texts = {text for record in records for text in texts_in(record.model_dump())}
    texts |= {text for area in folder.areas.values() for text in (area.title, area.summary or "")}
    rows = (folder.positions["gist"], folder.positions["summary"], folder.conditions["text"])
    texts |= {text for column in rows for text in column.dropna()}
    # What has a blank is a text, and so is a name; an id, a date and a closed word have none.
    texts = {text.strip() for text in texts if " " in text.strip() and "://" not in text}
    return sorted({*texts, *(party.name for party in folder.parties)} - {*OWN_WORDS})


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
    if width == 1440:
        assert page.evaluate(IN_THE_WRONG_LANGUAGE, [folder_texts(), OWN_WORDS]) == []
