"""An edition in, the files of its site out, one after the other: little is held at a time."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from parley.export.edition.card_files import card_files
from parley.export.edition.compare_columns import column_files
from parley.export.edition.compare_data import everybody, party_cells
from parley.export.edition.data_page import data_files
from parley.export.edition.edition import Edition, Progress
from parley.export.edition.embed import embed_page
from parley.export.edition.grid import grid_files
from parley.export.edition.index import index_document
from parley.export.edition.machines import feed
from parley.export.edition.page import Page
from parley.export.edition.pages import all_pages, navigation
from parley.export.edition.shell import document
from parley.export.share_image import FontBook, share_image
from parley.views.share_card import share_card

NO_PICTURES: Final = (
    "Charts are told in words and tables alone: no browser to draw them was found where this was "
    "published."
)


def site_files(
    edition: Edition, folder: Path | None, progress: Progress
) -> Iterator[tuple[str, bytes]]:
    """All files of the edition, by their names in its directory."""
    context = edition.context
    number = 8 + len(context.negotiation.issues) + len(context.frames.parties)
    waiting: list[tuple[str, str]] = []
    pages: list[Page] = []
    for at, page in enumerate(all_pages(edition)):
        progress(page.name, 0.6 * at / number)
        text = document(edition, page, navigation(edition, page.name))
        if page.image and edition.base_url is not None:
            pages.append(page)
        if "<!--figure " in text:
            waiting.append((page.file, text))
        else:
            yield page.file, text.encode()
    embed = embed_page(edition)
    yield embed.file, document(edition, embed, navigation(edition, "")).encode()
    progress("data", 0.6)
    yield from _on_demand(edition)
    yield from data_files(edition, folder)
    found = feed(edition)
    if found is not None:
        yield "feed.xml", found
    yield from _share_images(edition, pages, progress)
    progress("charts", 0.95)
    if not edition.figures.finish():
        edition.notes.append(NO_PICTURES)
    for name, text in waiting:
        yield name, edition.figures.fill(text).encode()


def _on_demand(edition: Edition) -> Iterator[tuple[str, bytes]]:
    """What a page loads when a reader asks for it, where not all is on the page."""
    if edition.inline:
        return
    yield from grid_files(edition)
    yield from card_files(edition)
    if not edition.in_full:
        yield from column_files(edition.context)
        return
    view = everybody(edition.context)
    for id in view.party_ids:
        cells = party_cells(edition.context, view, id)
        text = json.dumps(cells, ensure_ascii=False, separators=(",", ":"))
        yield f"compare/{id}.json", text.encode()


def _share_images(
    edition: Edition, pages: Sequence[Page], progress: Progress
) -> Iterator[tuple[str, bytes]]:
    """The pictures that links to the pages show."""
    book = FontBook()
    for at, page in enumerate(pages):
        progress(page.image, 0.8 + 0.15 * at / len(pages))
        kind, _, about = page.name.partition("-")
        address = "" if kind == "overview" else kind
        card = share_card(edition.context, address, about)
        yield page.image, share_image(card, edition.absolute(page.file) or "", book)


def index_page(editions: Sequence[Edition], base_url: str | None) -> str:
    """The first page of a site of several negotiations."""
    return index_document(editions, base_url)
