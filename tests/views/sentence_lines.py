"""Folders and choices in; what the pages say under each, line by line, out."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from functools import cache
from html import unescape
from typing import Any, NamedTuple

from parley.loading.loader import Negotiation, load
from tests.conftest import ROOT
from tests.folders import EVERY_PART
from tests.views.pages import EVERY_FIGURE, Page, page

Query = dict[str, list[str]]

FOLDERS = {
    "ukraine-berlin": ROOT / "data" / "ukraine-berlin",
    "winnow-river": ROOT / "data" / "winnow-river",
    "fishing": ROOT / "tests" / "cases" / "fishing",
    "every-part": EVERY_PART,
}


def choices_of(negotiation: Negotiation) -> dict[str, Query]:
    """The choices under which the pages of a folder are read."""
    days = sorted(date.date() for date in negotiation.positions["date"])
    parties = [party.id for party in negotiation.parties if party.role == "principal"]
    middle = str(days[len(days) // 2])
    return {
        "none": {},
        "area": {"area": [next(iter(negotiation.areas))]},
        "status": {"status": [negotiation.issues[0].status]},
        "parties": {"party": parties[:2]},
        "second-hand": {"attribution": ["second-hand"]},
        "record": {"record": ["yes"]},
        "since": {"said_since": [middle]},
        "earlier": {"day": [str(days[len(days) // 3])]},
        "early": {"day": [str(days[0] + dt.timedelta(days=1))]},
    }


FINDS = {"stance": ["reluctant"], "red_lines": ["true"], "words": ["the"]}
"""What only finds cells, and changes no sentence."""


@cache
def loaded(folder: str) -> Negotiation:
    return load(FOLDERS[folder])


class Line(NamedTuple):
    page: str
    """The page, or `chart` and the key of a chart."""
    text: str
    subject: str = ""
    """The issue or the party that the page is about."""


BREAK = re.compile(
    r"</?(p|li|h\d|tr|dl|dt|dd|div|section|details|summary|caption|article|nav|header|footer|ul|ol)\b"
    r"[^>]*>|(?<=</span>)(?=<div>)"
)


def plain_lines(html: str) -> list[str]:
    """The lines of some markup as text; the cells of a row have bars between them."""
    html = re.sub(r'<a [^>]*class="how">[^<]*</a>', "", html)
    html = re.sub(r'<div class="distance".*?(?=</th>)', "", html)  # a picture: its cells tell it
    cells = re.sub(r"</t[dh]>", " | ", BREAK.sub("\n", html))
    lines = unescape(re.sub(r"<[^>]+>", "", cells)).split("\n")
    return [line.strip(" |") for line in lines if line.strip(" |")]


def read(folder: str, name: str, query: Query, **subject: str) -> Iterator[Line]:
    """The lines of a page and what its charts find."""
    found: Page = page(name, EVERY_FIGURE, FOLDERS[folder], **{**query, **subject})
    html, about = found.html, next(iter(subject.values()), "")
    for finding in found.findings:
        yield Line(f"{name} headline", finding, about)
    for key, chart in found.charts.items():
        html = html.replace(f"{chart.finding} {chart.alt} {chart.table.to_html()} ", "\n")
        yield Line(f"chart {key}", chart.finding, about)
    for line in plain_lines(html):
        yield Line(name, line, about)


@cache
def pages_of(folder: str, choice: str) -> list[Line]:
    """What all pages of a folder say under a choice."""
    query = choices_of(loaded(folder))[choice]
    names = ("overview", "matrix", "compare", "common ground", "timeline", "evidence")
    found = [line for name in names for line in read(folder, name, query)]
    for issue in loaded(folder).issues:
        found += read(folder, "issue", query, issue=issue.id)
    for party in loaded(folder).parties:
        found += read(folder, "party", query, subject=party.id)
    return found


def texts_in(value: Any) -> Iterator[str]:
    """All texts of a record."""
    if isinstance(value, str):
        yield " ".join(value.split())
    elif isinstance(value, dict):
        for each in value.values():
            yield from texts_in(each)
    elif isinstance(value, list | tuple | set):
        for each in value:
            yield from texts_in(each)
