"""Citations in, a table of them out: by issue, each with whose word it is and where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from parley.format.vocabulary import ON_RECORD
from parley.frames.selection import cell_id
from parley.html import Html, join, tag
from parley.iter_rows import iter_rows
from parley.measures.citations import CITED_FOR, citations
from parley.views.blocks import Block, markup
from parley.views.context import ViewContext
from parley.views.parts import data_region
from parley.views.whose_word import places_text, said_by_whom
from parley.wording import count

CITATIONS_PER_PAGE = 50
"""Citations on a page of the table."""

COLUMNS = ("For", "Whose word", "Where", "Words and notes")


def citation_pages(cited: npt.NDArray[np.intp]) -> int:
    """How many pages some citations, by their rows in the frame of evidence, are."""
    return -(-len(cited) // CITATIONS_PER_PAGE)


def citation_table(
    context: ViewContext, cited: npt.NDArray[np.intp], number: int
) -> Iterator[Block]:
    """One page of the table, by its number from 1, each citation leading to what it is for."""
    start = (number - 1) * CITATIONS_PER_PAGE
    on_page = cited[start : start + CITATIONS_PER_PAGE]
    rows = citations(context.frames, context.frames.evidence.iloc[on_page])
    part = f", {start + 1} to {start + len(rows)}" if len(cited) > CITATIONS_PER_PAGE else ""
    caption = f"{count(len(cited), 'citation')}{part}"
    body: list[Html] = []
    for _, those in groupby(iter_rows(rows), key=_subject):
        group = list(those)
        body.append(_group_row(context, group[0]))
        body += [_row(context, row) for row in group]
    yield markup(tag("div", data_region(caption, COLUMNS, body, "tall"), cls="citations"))


def _subject(row: Any) -> str:
    """What citations have in common that stand below one heading: the issue, or else the role."""
    return str(row.issue) if pd.notna(row.issue) else f" {row.role}"


def _group_row(context: ViewContext, row: Any) -> Html:
    """The issue that the citations below it are on, or what they are for."""
    if pd.notna(row.issue):
        title: Html | str = tag(
            "a", row.title, href=context.links.issue(str(row.issue)), dir="auto"
        )
    else:
        title = f"{CITED_FOR[row.role]}s"
    return tag("tr", tag("th", title, colspan=str(len(COLUMNS)), scope="rowgroup"), cls="group")


def _row(context: ViewContext, row: Any) -> Html:
    cls = "record on-record" if row.attribution in ON_RECORD else "record"
    who = said_by_whom(str(row.attribution), row.speaker if pd.notna(row.speaker) else None)
    unit = context.index.sources[str(row.source)].locator_unit
    where = places_text([row.locator], unit)
    if len(context.index.sources) > 1:
        where = f"{row.publisher}, {where}"
    words = [
        tag("q", row.quote) if pd.notna(row.quote) else None,
        tag("span", row.note, dir="auto") if pd.notna(row.note) else None,
    ]
    return tag(
        "tr",
        tag("th", _purpose(context, row), scope="row"),
        tag("td", tag("span", tag("i", "", aria_hidden="true"), tag("span", who), cls=cls)),
        tag("td", where),
        tag("td", *words),
    )


def _purpose(context: ViewContext, row: Any) -> Html:
    """What of its issue a citation is for, leading to it where it has a card."""
    earlier = None if row.current else tag("span", ", earlier or conflicting", cls="quiet")
    if row.role == "position":
        return join("Position of ", _card_link(context, row), earlier)
    if row.role == "dispute":
        return join(f"{row.about} contests ", _card_link(context, row), earlier)
    if pd.notna(row.about):
        return tag("bdi", row.about)
    return join(row.cited_for)


def _card_link(context: ViewContext, row: Any) -> Html:
    """A party that leads to its card; its name for a reader who only hears it has the issue."""
    return tag(
        "a",
        row.name,
        dir="auto",
        aria_label=f"{row.name}: {row.title}",
        href=context.links.cell(row.issue, row.party),
        data_cell=cell_id(row.issue, row.party),
    )
