"""Text blocks in, escaped HTML out."""

from __future__ import annotations

import base64
from itertools import pairwise
from typing import Final

from parley.format.vocabulary import STANCES
from parley.frames.selection import cell_id
from parley.html import Html, join, tag
from parley.views.bidi import direction_runs
from parley.views.links import Links
from parley.views.text import (
    QUOTE,
    STRONG,
    Block,
    BulletList,
    CellLink,
    DefinitionList,
    Heading,
    IssueLink,
    Label,
    ListItem,
    NoteRef,
    Paragraph,
    PartyLink,
    Picture,
    Piece,
    Run,
    Section,
    SpanningRow,
    Table,
    TableCell,
    WebLink,
)

ELEMENTS: Final = {STRONG: "strong", QUOTE: "q"}
"""The kinds of runs that HTML has an element for; any other is the class of a span."""


def to_html(links: Links, *blocks: Block | None) -> Html:
    """Blocks for a page of the application; None is left out."""
    return HtmlRenderer(links).blocks(*blocks)


def inline_html(links: Links, *pieces: Piece) -> Html:
    """Pieces for a page of the application, within a line."""
    return HtmlRenderer(links).inline(*pieces)


class HtmlRenderer:
    """Writes text blocks as HTML: roles and kinds become classes.

    `links` gives the addresses of cells, issues and parties; without it they are plain text.
    With `signs` a stance in running text has its sign before it, for print that has no colour. A
    note has the id `note-1`, a reference to it `ref-1-1`, `ref-1-2` and so on.
    """

    def __init__(self, links: Links | None = None, signs: bool = False) -> None:
        self.links = links
        self.signs = signs

    def blocks(self, *blocks: Block | None) -> Html:
        """Blocks one after the other; None is left out."""
        return join(*(self.block(block) for block in blocks if block is not None))

    def block(self, block: Block) -> Html:
        """One block."""
        match block:
            case Paragraph():
                return self._flow("p", block, block.role)
            case Heading():
                cls = "page-break" if block.page_break else "landscape" if block.landscape else ""
                return self._flow(f"h{block.level}", block.paragraph, cls)
            case BulletList():
                return tag("ul", *map(self._item, block.items), cls=block.role or None)
            case DefinitionList():
                return tag("dl", *(self._definition(*item) for item in block.items))
            case Section():
                cls = block.role or ("together" if block.keep_together else "")
                return tag("section", *map(self.block, block.blocks), cls=cls or None)
            case Table():
                return self._table(block)
            case Picture():
                return _picture(block)

    # --- lines

    def inline(self, *pieces: Piece) -> Html:
        """Pieces within a line that is written from left to right."""
        return join(*(self._piece(piece, rtl=False) for piece in pieces))

    def _flow(self, element: str, paragraph: Paragraph, cls: str = "", *below: Html) -> Html:
        rtl = paragraph.rtl
        pieces: list[Html | str] = []
        for before, piece in pairwise((None, *paragraph.pieces)):
            if isinstance(before, NoteRef) and isinstance(piece, NoteRef):
                pieces.append(" ")
            if piece is not None:
                pieces.append(self._piece(piece, rtl))
        direction = "rtl" if rtl else "auto" if paragraph.verbatim else None
        return tag(element, *pieces, *below, cls=cls or None, dir=direction)

    def _piece(self, piece: Piece, rtl: bool) -> Html:
        if isinstance(piece, Run):
            return self._run(piece, rtl)
        if isinstance(piece, NoteRef):
            return _note_reference(piece)
        text = _with_direction(piece.text, rtl)
        if isinstance(piece, CellLink) and piece.data:
            text = tag("bdi", piece.text)
        if isinstance(piece, Label):
            return tag("span", text, cls=f"{piece.kind} {piece.term}".rstrip())
        if isinstance(piece, WebLink):
            return tag("a", text, href=piece.url, rel="noopener noreferrer", dir="auto")
        if self.links is None:
            return text
        match piece:
            case CellLink(issue=issue, party=party):
                href = self.links.cell(issue, party)
                return tag("a", text, href=href, data_cell=cell_id(issue, party))
            case IssueLink(_, issue):
                return tag("a", text, href=self.links.issue(issue))
            case PartyLink(_, party):
                return tag("a", text, href=self.links.party(party))

    def _run(self, run: Run, rtl: bool) -> Html:
        signed = self.signs and run.kind in STANCES
        text = _with_direction(f"{STANCES[run.kind].sign} {run.text}" if signed else run.text, rtl)
        if run.data and run.kind != QUOTE:  # a quote isolates its text itself
            text = tag("bdi", run.text)
        if not run.kind:
            return text
        if run.kind in ELEMENTS:
            return tag(ELEMENTS[run.kind], text)
        return tag("span", text, cls=run.kind)

    # --- lists and tables

    def _item(self, item: ListItem) -> Html:
        return self._flow("li", item.paragraph, "", *map(self.block, item.blocks))

    def _definition(self, term: str, paragraph: Paragraph) -> Html:
        return join(tag("dt", term), self._flow("dd", paragraph))

    def _table(self, table: Table) -> Html:
        widths = (tag("col", style=f"width: {share:.1%}") for share in table.widths)
        header = (tag("th", self.block(title), scope="col") for title in table.header)
        element = tag(
            "table",
            tag("caption", table.caption),
            *widths,
            tag("thead", tag("tr", *header)),
            tag("tbody", *(self._row(row, len(table.header)) for row in table.rows)),
        )
        return tag(
            "div",
            element,
            cls="table landscape" if table.landscape else "table",
            role="region",
            aria_label=table.caption,
            tabindex="0",
        )

    def _row(self, row: tuple[TableCell, ...] | SpanningRow, columns: int) -> Html:
        if isinstance(row, SpanningRow):
            title = self.block(row.title)
            return tag("tr", tag("th", title, colspan=str(columns), scope="rowgroup", cls="group"))
        first, *rest = row
        return tag(
            "tr",
            tag("th", *map(self.block, first.lines), scope="row"),
            *(
                tag("td", *map(self.block, cell.lines),
                    cls=f"fill-{cell.fill}" if cell.fill else None)
                for cell in rest
            ),
        )  # fmt: skip


def _with_direction(text: str, rtl: bool) -> Html:
    """A text whose right-to-left runs are isolated, in a paragraph from left to right."""
    if rtl or text.isascii():
        return join(text)
    runs = direction_runs(text)
    return join(*(tag("bdi", run, dir="rtl") if against else run for run, against in runs))


def _note_reference(piece: NoteRef) -> Html:
    link = tag(
        "a",
        str(piece.number),
        id=f"ref-{piece.number}-{piece.use}",
        href=f"#note-{piece.number}",
        role="doc-noteref",
    )
    return tag("sup", link)


def _picture(picture: Picture) -> Html:
    data = base64.b64encode(picture.png).decode("ascii")
    return tag(
        "figure",
        tag("img", src=f"data:image/png;base64,{data}", alt=picture.alt),
        tag(
            "figcaption",
            tag("strong", _with_direction(picture.finding, rtl=False)),
            tag("span", picture.source, cls="quiet"),
        ),
    )
