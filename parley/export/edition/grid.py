"""An edition of very many cells in, the page of its matrix out: a grid that a script draws.

The grid is one character a cell, drawn as far as it is in sight. Without a script the page lists
the issues and the parties, each of which has a page.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Final

import numpy as np

from parley.export.edition.compare_data import everybody
from parley.export.edition.edition import MOST_IN_FULL, Edition
from parley.export.edition.links import EditionContext
from parley.export.edition.page import Page
from parley.export.edition.render import Renderer
from parley.export.edition.words import EVERYWHERE, IN_NAMES, WORDS, searched_texts
from parley.format.vocabulary import (
    ATTRIBUTIONS,
    DAY_STATUSES,
    ON_RECORD,
    STANCES,
    labels_of,
)
from parley.html import Html, join, tag
from parley.iter_rows import iter_rows
from parley.views.blocks import Title
from parley.views.matrix_headline import headline
from parley.views.parts import over_finding
from parley.wording import count

CELLS, KINDS = "cells.txt", "kinds.txt"
"""The files of the characters, where they are too many for the page."""

LISTED: Final = 10_000
"""Issues that the page of the matrix lists without a script."""


def codes(context: EditionContext) -> str:
    """The whole matrix, a character a cell, row by row; a blank for who has no position.

    A stance is the letter of its place among the words, and the letter after them all is a value:
    a capital one where it is on the record, a small one where it is not.
    """
    cells = everybody(context).cells
    found = np.full(cells.shape, ord(" "), np.uint8)
    places = cells.places("stance", list(STANCES))
    recorded = np.isin(
        cells.places("attribution", list(ATTRIBUTIONS)),
        [at for at, each in enumerate(ATTRIBUTIONS) if each in ON_RECORD],
    )
    kind = np.where(places >= 0, places, len(STANCES))
    found[cells.issue, cells.party] = np.where(recorded, ord("A") + kind, ord("a") + kind)
    return found.tobytes().decode("ascii")


def kinds(context: EditionContext) -> str:
    """The same of whose word each is: the letter of its attribution, a capital for a red line."""
    cells = everybody(context).cells
    found = np.full(cells.shape, ord(" "), np.uint8)
    places = cells.places("attribution", list(ATTRIBUTIONS))
    red = cells.flags("red_line")
    found[cells.issue, cells.party] = np.where(red, ord("A") + places, ord("a") + places)
    return found.tobytes().decode("ascii")


def grid_page(edition: Edition, description: str) -> Page:
    """The page of the matrix: its finding, a place for the grid, and what else reads."""
    context = edition.context
    view, every = context.view, everybody(context)
    small = edition.cells <= MOST_IN_FULL
    renderer = Renderer(context, "matrix", edition.figures)
    title = Title(headline(context), over_finding(context, view, matrix=view))
    data = {
        "grid": {
            "stances": [[id, term.label, term.sign] for id, term in STANCES.items()],
            "parties": [
                [str(row.party), row.name, row.short]
                for row in iter_rows(every.parties[["party", "name", "short"]])
            ],
            "members": sorted({*every.party_ids} - {*view.party_ids}),
            "issues": [
                [str(row.issue), row.title, str(row.area), row.status]
                for row in iter_rows(view.issues[["issue", "title", "area", "status"]])
            ],
            "areas": {id: area.title for id, area in context.negotiation.areas.items()},
            "statuses": {id: term.label for id, term in DAY_STATUSES.items()},
            "cards": "html" if edition.in_full else "columns",
            "attributions": labels_of(ATTRIBUTIONS),
            "words": WORDS if edition.in_full else None,
            "wordsIn": EVERYWHERE if edition.in_full else IN_NAMES,
            "codes": codes(context) if small else None,
            "kinds": kinds(context) if small else None,
            "files": [CELLS, KINDS],
        }
    }
    place = tag("div", "", id="grid", cls="matrix by-script", data_caption=edition.title)
    close = tag("button", "×", type="button", cls="close", aria_label="Close")
    within = tag("div", "", cls="body", tabindex="-1")
    dialog = tag("dialog", close, within, aria_label="Position", id="card", popover="auto")
    body = join(
        renderer.html([title]),
        place,
        tag("div", tag("div", dialog, cls="root"), cls="matrix"),
        _lists(edition),
    )
    return Page("matrix", "Matrix", body, description, scripts=("grid",), data=data)


def _lists(edition: Edition) -> Html:
    """Where the cells are without a script."""
    context = edition.context
    view = context.view
    words = (
        f"{count(edition.cells, 'cell')}: those of an issue stand on its page, those of a party on "
        "its own."
    )
    issues = [
        tag("li", tag("a", tag("bdi", row.title), href=context.links.issue(str(row.issue))))
        for row in iter_rows(view.issues[["issue", "title"]].head(LISTED))
    ]
    parties = [
        tag("li", tag("a", tag("bdi", row.name), href=context.links.party(str(row.party))))
        for row in iter_rows(view.parties[["party", "name"]])
    ]
    return tag(
        "div",
        tag("p", words, cls="quiet"),
        tag("details", tag("summary", count(len(parties), "party", "parties")),
            tag("ul", *parties, cls="names-list")),
        tag("details", tag("summary", count(len(view.issues), "issue")),
            tag("ul", *issues, cls="names-list")),
        cls="parley",
    )  # fmt: skip


def grid_files(edition: Edition) -> Iterator[tuple[str, bytes]]:
    """The characters in files of their own, where they are too many for the page, and the texts in
    which words are looked for."""
    if edition.cells > MOST_IN_FULL:
        yield CELLS, codes(edition.context).encode()
        yield KINDS, kinds(edition.context).encode()
    if edition.in_full:
        texts = searched_texts(edition.context)
        yield WORDS, json.dumps(texts, ensure_ascii=False, separators=(",", ":")).encode()
