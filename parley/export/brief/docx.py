"""A brief in, a Word document out: headings, tables, footnotes and pictures as Word has them."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterable, Iterator
from copy import deepcopy
from itertools import pairwise
from typing import Any, Final

from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.shared import Cm, Emu

from parley.export.brief._docx_elements import (
    RAISED,
    UNDERLINED,
    clean,
    element,
    hex_digits,
    keep_lines,
    text_run,
    text_runs,
)
from parley.export.brief._docx_footnotes import Footnotes
from parley.export.brief._docx_styles import (
    LONG_SIDE,
    MARGIN,
    SHORT_SIDE,
    set_page,
    set_properties,
    set_styles,
)
from parley.export.brief.document import Brief
from parley.palette import BAND, HATCH, HEAD, RULE_STRONG, STANCE, WASH
from parley.views.text import (
    QUIET,
    SILENT,
    STRONG,
    VALUE,
    Block,
    BulletList,
    DefinitionList,
    Heading,
    Label,
    NoteRef,
    Paragraph,
    Picture,
    Piece,
    Run,
    Section,
    SpanningRow,
    Table,
    TableCell,
    WebLink,
    paragraph,
)

TALLEST: Final = Cm(20)
"""The most height that a picture takes of a page."""

TWIP: Final = 635
"""English metric units in a twentieth of a point."""

ROLE_STYLES: Final = {"over": "BriefOver", "lead": "BriefLead"}
"""The styles of paragraphs by their role."""


def as_docx(brief: Brief) -> bytes:
    """The document, as the bytes of a file."""
    return _Writer(brief).document_bytes()


class _Writer:
    """A document while it is written."""

    def __init__(self, brief: Brief) -> None:
        self.brief = brief
        self.document: Any = Document()
        self.last_section = self.document.element.body.sectPr
        self.footnotes = Footnotes(self.document, brief.notes, self._note_piece)

    def document_bytes(self) -> bytes:
        """All of it, from the styles to the last page."""
        set_styles(self.document, self.brief.language)
        set_properties(self.document, self.brief)
        set_page(self.document, self.brief.title)
        landscape = False
        for block in self.brief.blocks:
            wanted = isinstance(block, Heading | Table) and block.landscape
            if wanted != landscape:
                self._end_section(landscape)
                landscape = wanted
            for part in self._block(block):
                self.last_section.addprevious(part)
        if landscape:
            self._end_section(landscape)
        self.footnotes.save()
        buffer = io.BytesIO()
        self.document.save(buffer)
        return buffer.getvalue()

    def _end_section(self, landscape: bool) -> None:
        """Close a section; what comes after it starts a page of the other orientation."""
        section = deepcopy(self.last_section)
        size = section.find(qn("w:pgSz"))
        short, long = str(SHORT_SIDE // TWIP), str(LONG_SIDE // TWIP)
        if landscape:
            size.set(qn("w:orient"), "landscape")
        size.set(qn("w:w"), long if landscape else short)
        size.set(qn("w:h"), short if landscape else long)
        spacing = element("w:spacing", before="0", after="0", line="20", lineRule="exact")
        end = element("w:p", element("w:pPr", spacing, section))
        self.last_section.addprevious(end)

    # --- blocks

    def _block(self, block: Block) -> Iterator[Any]:
        match block:
            case Heading():
                yield self._heading(block)
            case Paragraph():
                yield self._paragraph(block)
            case BulletList():
                for item in block.items:
                    yield self._paragraph(item.paragraph, "ListBullet")
                    for below in item.blocks:
                        yield from self._block(below)
            case DefinitionList():
                for term, said in block.items:
                    yield self._paragraph(paragraph(Run(f"{term}: ", QUIET), *said.pieces))
            case Section():
                parts = [each for inner in block.blocks for each in self._block(inner)]
                for number, part in enumerate(parts, 1):
                    yield keep_lines(part, number < len(parts)) if block.keep_together else part
            case Table():
                yield keep_lines(self._paragraph(paragraph(block.caption), "Caption"), True)
                yield self._table(block)
                yield self._paragraph(Paragraph(()), "BriefCell")
            case Picture():
                yield from self._picture(block)

    def _heading(self, heading: Heading) -> Any:
        style = "Title" if heading.level == 1 else f"Heading{heading.level - 1}"
        found = self._paragraph(heading.paragraph, style)
        if heading.page_break:
            found.pPr.insert(1, element("w:pageBreakBefore"))
        return found

    def _paragraph(self, paragraph: Paragraph, style: str = "", bold: bool = False) -> Any:
        """A paragraph; that it is bold is for the cells that head a row or a column."""
        rtl = paragraph.rtl
        style = style or ROLE_STYLES.get(paragraph.role, "Normal")
        properties = element("w:pPr", element("w:pStyle", val=style))
        if rtl:
            properties.append(element("w:bidi"))
        found = element("w:p", properties)
        look = QUIET if paragraph.role == QUIET else STRONG if bold else ""
        for before, piece in pairwise((None, *paragraph.pieces)):
            if isinstance(before, NoteRef) and isinstance(piece, NoteRef):
                found.append(text_run(" ", RAISED))
            if piece is not None:
                found.extend(self._piece(piece, rtl, self.document.part, look))
        return found

    def _piece(self, piece: Piece, rtl: bool, part: Any, look: str = "") -> Iterator[Any]:
        """A piece; a run without a kind of its own has the look of its paragraph."""
        match piece:
            case NoteRef():
                yield from self.footnotes.reference(piece)
            case Run():
                yield from text_runs(piece.text, rtl, piece.kind or look)
            case Label():
                looks = {"stance": piece.term if piece.term in STANCE else VALUE, "status": STRONG}
                yield from text_runs(piece.text, rtl, looks.get(piece.kind, look))
            case WebLink():
                id = part.relate_to(piece.url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
                link = element("w:hyperlink", *text_runs(piece.text, rtl, UNDERLINED))
                link.set(qn("r:id"), id)
                yield link
            case _:
                yield from text_runs(piece.text, rtl, look)

    def _note_piece(self, piece: Piece, part: Any) -> Iterator[Any]:
        return self._piece(piece, False, part)

    # --- tables

    def _table(self, table: Table) -> Any:
        room = ((LONG_SIDE if table.landscape else SHORT_SIDE) - 2 * MARGIN) // TWIP
        widths = [round(room * share) for share in table.widths]
        edges = ("top", "left", "bottom", "right", "insideH", "insideV")
        line = {"val": "single", "sz": "4", "space": "0", "color": hex_digits(RULE_STRONG.light)}
        sides = {"top": "40", "left": "80", "bottom": "40", "right": "80"}
        properties = element(
            "w:tblPr",
            element("w:tblW", w=str(sum(widths)), type="dxa"),
            element("w:tblBorders", *(element(f"w:{edge}", **line) for edge in edges)),
            element("w:tblLayout", type="fixed"),
            element(
                "w:tblCellMar",
                *(element(f"w:{side}", w=room, type="dxa") for side, room in sides.items()),
            ),
            element("w:tblLook", val="0480", firstRow="1", firstColumn="1", noHBand="1"),
            element("w:tblCaption", val=clean(table.caption)),
        )
        grid = element("w:tblGrid", *(element("w:gridCol", w=str(width)) for width in widths))
        header = [
            self._cell([title], width, fill=hex_digits(HEAD.light), bold=True)
            for title, width in zip(table.header, widths, strict=True)
        ]
        repeated = element("w:trPr", element("w:cantSplit"), element("w:tblHeader"))
        rows = (self._row(row, widths) for row in table.rows)
        return element("w:tbl", properties, grid, element("w:tr", repeated, *header), *rows)

    def _row(self, row: tuple[TableCell, ...] | SpanningRow, widths: list[int]) -> Any:
        whole = element("w:trPr", element("w:cantSplit"))
        if isinstance(row, SpanningRow):
            fill = hex_digits(BAND.light)
            cell = self._cell([row.title], sum(widths), fill, bold=True, span=len(widths))
            for found in cell.findall(qn("w:p")):
                keep_lines(found, True)
            return element("w:tr", whole, cell)
        first, *rest = row
        return element(
            "w:tr",
            whole,
            self._cell(first.lines, widths[0], bold=True),
            *(
                self._cell(
                    cell.lines,
                    width,
                    fill=hex_digits(WASH[cell.fill].light) if cell.fill in WASH else "",
                    hatched=cell.fill == SILENT,
                )
                for cell, width in zip(rest, widths[1:], strict=True)
            ),
        )

    def _cell(
        self,
        lines: Iterable[Paragraph],
        width: int,
        fill: str = "",
        bold: bool = False,
        hatched: bool = False,
        span: int = 1,
    ) -> Any:
        properties = element("w:tcPr", element("w:tcW", w=str(width), type="dxa"))
        if span > 1:
            properties.append(element("w:gridSpan", val=str(span)))
        if hatched:
            colour = hex_digits(HATCH.light)
            properties.append(element("w:shd", val="thinDiagStripe", color=colour, fill="FFFFFF"))
        elif fill:
            properties.append(element("w:shd", val="clear", color="auto", fill=fill))
        paragraphs = (self._paragraph(each, "BriefCell", bold) for each in lines)
        return element("w:tc", properties, *paragraphs)

    # --- pictures

    def _picture(self, picture: Picture) -> Iterator[Any]:
        across, down = struct.unpack(">II", picture.png[16:24])
        width = min(SHORT_SIDE - 2 * MARGIN, int(TALLEST * across / down))
        inline = self.document.part.new_pic_inline(io.BytesIO(picture.png), width=Emu(width))
        inline.docPr.set("descr", clean(picture.alt))
        inline.docPr.set("title", clean(picture.finding))
        drawn = self._paragraph(Paragraph(()))
        drawn.append(element("w:r", element("w:drawing", inline)))
        yield keep_lines(drawn, True)
        yield keep_lines(self._paragraph(paragraph(Run(picture.finding, STRONG))), True)
        yield self._paragraph(paragraph(picture.source, role=QUIET))
