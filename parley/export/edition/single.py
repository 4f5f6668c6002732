"""An edition in, one HTML file with all of it out, that needs no other and no network."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from parley.export.edition.edition import MOST_INLINE, Edition, Progress
from parley.export.edition.page import Page
from parley.export.edition.pages import all_pages, navigation
from parley.export.edition.shell import single_document
from parley.export.edition.site import NO_PICTURES
from parley.export.exporter import ExportError
from parley.html import Html

MOST_PICTURES: Final = 6
"""Pictures that the file takes, some 60 kB each; of more they stand in the site alone."""

FEWER_PICTURES: Final = (
    "One file has no room for the pictures of its charts: the site has them. Their findings and "
    "numbers are here."
)

CLOSING: Final = re.compile(
    r"</t[dh]>(?=<t[dh][ >]|</tr>)|</tr>(?=<tr[ >]|</t)|</li>(?=<li[ >]|</[uo]l>)"
    r"|</p>(?=<(?:p|div|[uod]l|table|section|article|details|figure|footer|header|h[1-6])[ >]"
    r"|</(?:div|t[dh]|li|dd|section|article|details|figure|footer|header)>)"
    r"|</d[td]>(?=<d[td][ >])|</dd>(?=</dl>)|</option>(?=<option|</select>)"
)
"""Ends of elements that what follows ends in any case."""
ELEMENT: Final = re.compile(r"<[a-z][^>]*>")
PLACE: Final = re.compile(r' (id|aria-labelledby|popovertarget|for)="([^"]*)"')
TWICE: Final = re.compile(r' href="#matrix\?cell=([^"]*)" data-cell="\1"')
"""An address of a cell that says all that the attribute for the script does."""
WITHIN: Final = re.compile(r' href="#(how[^"?]*)"')


def single_file(edition: Edition, progress: Progress) -> str:
    """The file. Raises ExportError where there is too much for one."""
    if not edition.inline:
        raise ExportError(
            f"one file holds up to {MOST_INLINE:,} cells and this has {edition.cells:,}: "
            "publish it to a directory"
        )
    pages = []
    number = 8 + len(edition.context.negotiation.issues) + len(edition.context.frames.parties)
    for at, page in enumerate(all_pages(edition)):
        progress(page.name, 0.9 * at / number)
        pages.append(replace(page, body=Html(_own_ids(page))))
    if len(edition.figures.charts) > MOST_PICTURES:
        edition.figures.forget()
        edition.notes.append(FEWER_PICTURES)
    description = pages[0].description
    text = single_document(edition, pages, _sections(edition, pages), description)
    if not edition.figures.finish():
        edition.notes.append(NO_PICTURES)
    return edition.figures.fill(text)


def _sections(edition: Edition, pages: Iterable[Page]) -> list[tuple[str, str, bool]]:
    return navigation(edition, "overview")


def _own_ids(page: Page) -> str:
    """The page with ids that no other page has: within a tag alone, as a text may look like one."""

    def own(element: re.Match[str]) -> str:
        found = TWICE.sub(r' href="#matrix?cell=\1"', element[0])
        found = PLACE.sub(lambda each: f' {each[1]}="{_own(page, each[2])}"', found)
        return WITHIN.sub(lambda each: f' href="#{_method(page, each[1])}"', found)

    return CLOSING.sub("", ELEMENT.sub(own, page.body))


def _method(page: Page, id: str) -> str:
    """Where a way of computing is told: on the page itself, or on Compare for all parties."""
    return f"compare.{id}" if page.name.startswith("party-") else _own(page, id)


def _own(page: Page, id: str) -> str:
    kept = id in KEPT
    return id if kept else f"{page.name}.{id}"


KEPT: Final = ("card", "as-published", "as-chosen")
"""Ids that the scripts look for, of which each stands on one page alone."""
