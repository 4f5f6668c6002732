"""A brief in, a Word document out: headings, tables, footnotes and pictures as Word has them.

The library has no footnotes, so that their part is written here as the format describes it (ISO
29500-1, 17.11). A note that is referred to again is a cross-reference to the first.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import struct
from collections.abc import Iterable, Iterator
from copy import deepcopy
from itertools import pairwise
from typing import Any, Final

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Emu, Pt, RGBColor
from lxml import etree

from parley import __version__
from parley.export.brief.parts import (
    QUIET,
    SILENT,
    STRONG,
    Band,
    Block,
    Brief,
    Bullets,
    Cell,
    Heading,
    Link,
    Note,
    Paragraph,
    Picture,
    Piece,
    Ref,
    Run,
    Table,
    Together,
    stretches,
)
from parley.palette import BAND, HATCH, HEAD, RULE_STRONG, STANCE, TEXT, WASH
from parley.palette import QUIET as QUIET_SHADE

NOT_IN_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

LATIN: Final = "Calibri"
COMPLEX: Final = "Arial"
EAST_ASIAN: Final = {"ja": "Yu Gothic", "ko": "Malgun Gothic"}
CHINESE: Final = "Microsoft YaHei"
"""The fonts of each kind of script; where one is missing, programs take what they have."""

UNDERLINED: Final = "underlined"
RAISED: Final = "raised"
"""How a run looks beside the kinds that a brief knows."""

SHORT_SIDE: Final = Cm(21)
LONG_SIDE: Final = Cm(29.7)
MARGIN: Final = Cm(2)
TALLEST: Final = Cm(20)
"""The most height that a picture takes of a page."""
TWIP: Final = 635
"""English metric units in a twentieth of a point."""

STYLES: Final = {
    "Title": (20, 0, 4),
    "Heading 1": (14, 16, 4),
    "Heading 2": (12, 12, 3),
    "Heading 3": (10.5, 8, 1),
}
"""Size, space before and space after, in points."""


def as_docx(brief: Brief) -> bytes:
    """The document, as the bytes of a file."""
    return _Document(brief).saved()


def _element(tag: str, /, *children: Any, **attributes: str) -> Any:
    """An element, its attributes in the namespace of the text."""
    found = OxmlElement(tag)
    for key, value in attributes.items():
        found.set(qn(f"w:{key}"), value)
    found.extend(child for child in children if child is not None)
    return found


def _clean(text: str) -> str:
    """A text without what XML cannot hold."""
    return NOT_IN_XML.sub("\ufffd", text)


def _hex(colour: str) -> str:
    return colour.lstrip("#").upper()


class _Document:
    """A document while it is written."""

    def __init__(self, brief: Brief) -> None:
        self.brief = brief
        self.document: Any = Document()
        self.final = self.document.element.body.sectPr
        self.notes = {note.number: note for note in brief.notes}
        self.used: set[int] = set()
        self.footnotes: list[Any] = []
        part = self.document.part
        name = PackURI("/word/footnotes.xml")
        self.footnotes_part = Part(name, CONTENT_TYPE.WML_FOOTNOTES, b"", part.package)
        part.relate_to(self.footnotes_part, RELATIONSHIP_TYPE.FOOTNOTES)

    def saved(self) -> bytes:
        """All of it, from the styles to the last page."""
        self._styles()
        self._properties()
        self._page()
        wide = False
        for block in self.brief.blocks:
            here = isinstance(block, Heading | Table) and block.wide
            if here != wide:
                self._end_section(wide)
                wide = here
            for element in self._block(block):
                self.final.addprevious(element)
        if wide:
            self._end_section(wide)
        self._write_footnotes()
        buffer = io.BytesIO()
        self.document.save(buffer)
        return buffer.getvalue()

    # --- the document as a whole

    def _properties(self) -> None:
        """What a file manager and a screen reader say of it; nothing of whoever made it."""
        core = self.document.core_properties
        now = dt.datetime.now(dt.UTC).replace(microsecond=0, tzinfo=None)
        core.title = _clean(self.brief.title)[:255]
        core.subject = _clean(self.brief.subject)[:255]
        core.author = _clean(", ".join(self.brief.authors))[:255]
        core.language = self.brief.language
        core.comments = f"Made with Parley {__version__}"
        core.created = core.modified = now
        core.last_modified_by = ""
        core.revision = 1
        rels = self.document.part.package.rels
        for id, rel in list(rels.items()):
            if rel.reltype.endswith(("/thumbnail", "/extended-properties")):
                del rels[id]  # the template's own, which tell of another document

    def _styles(self) -> None:
        styles = self.document.styles
        tongue = self.brief.language.split("-")[0].lower()
        east_asian = self.brief.language if tongue in ("zh", "ja", "ko") else "zh-CN"
        fonts = {
            "ascii": LATIN,
            "hAnsi": LATIN,
            "eastAsia": EAST_ASIAN.get(tongue, CHINESE),
            "cs": COMPLEX,
        }
        defaults = styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault"))
        lang = _element("w:lang", val=self.brief.language, eastAsia=east_asian, bidi="ar-SA")
        defaults[:] = [_element("w:rPr", _element("w:rFonts", **fonts), lang)]
        added = {
            "Brief Over": (10, 0, 4),
            "Brief Lead": (11.5, 6, 6),
            "Brief Cell": (8.5, 0, 0),
            "footnote text": (8.5, 0, 2),
        }
        for name in added:
            styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin=name == "footnote text")
            styles[name].base_style = styles["Normal"]
        sizes = {"Normal": (10, 0, 4), "List Bullet": (10, 0, 2), "Caption": (9, 6, 3)}
        for name, (size, before, after) in {**sizes, **STYLES, **added}.items():
            style = styles[name]
            properties = style.element.get_or_add_rPr()
            for each in list(properties):
                properties.remove(each)
            style.font.size = Pt(size)
            properties.append(_element("w:szCs", val=str(int(size * 2))))
            style.paragraph_format.space_before = Pt(before)
            style.paragraph_format.space_after = Pt(after)
            style.paragraph_format.line_spacing = 1.0 if name == "Brief Cell" else 1.1
        for name in STYLES:
            style = styles[name]
            style.font.bold = style.font.cs_bold = True
            style.font.color.rgb = RGBColor.from_string(_hex(TEXT.light))
            style.paragraph_format.keep_with_next = True
            for border in style.element.pPr.findall(qn("w:pBdr")):
                style.element.pPr.remove(border)
        for name in ("Brief Over", "Caption"):
            styles[name].font.color.rgb = RGBColor.from_string(_hex(QUIET_SHADE.light))
        reference = styles.add_style("footnote reference", WD_STYLE_TYPE.CHARACTER, builtin=True)
        reference.font.superscript = True

    def _page(self) -> None:
        """Paper, margins and the foot of each page: what it is, and its number."""
        section = self.document.sections[0]
        section.page_width, section.page_height = SHORT_SIDE, LONG_SIDE
        section.left_margin = section.right_margin = MARGIN
        section.top_margin = section.bottom_margin = MARGIN
        section.footer_distance = Cm(1)
        foot = section.footer.paragraphs[0]._p
        properties = _element("w:pPr", _element("w:pStyle", val="BriefOver"))
        properties.append(_element("w:jc", val="right"))
        foot[:] = [
            properties,
            *_runs(f"{self.brief.title} · ", False),
            *_field(" PAGE ", "1"),
            *_runs(" / ", False),
            *_field(" NUMPAGES ", "1"),
        ]

    def _end_section(self, wide: bool) -> None:
        """Close a section; what comes after it starts a page of the other orientation."""
        section = deepcopy(self.final)
        size = section.find(qn("w:pgSz"))
        short, long = str(SHORT_SIDE // TWIP), str(LONG_SIDE // TWIP)
        if wide:
            size.set(qn("w:orient"), "landscape")
        size.set(qn("w:w"), long if wide else short)
        size.set(qn("w:h"), short if wide else long)
        spacing = _element("w:spacing", before="0", after="0", line="20", lineRule="exact")
        end = _element("w:p", _element("w:pPr", spacing, section))
        self.final.addprevious(end)

    # --- blocks

    def _block(self, block: Block) -> Iterator[Any]:
        match block:
            case Heading():
                yield self._heading(block)
            case Paragraph():
                yield self._paragraph(block)
            case Bullets():
                yield from (self._paragraph(item, "ListBullet") for item in block.items)
            case Together():
                inner = [each for part in block.blocks for each in self._block(part)]
                for number, element in enumerate(inner, 1):
                    yield _kept(element, number < len(inner))
            case Table():
                yield _kept(self._paragraph(_caption(block.caption), "Caption"), True)
                yield self._table(block)
                yield self._paragraph(Paragraph(()), "BriefCell")
            case Picture():
                yield from self._picture(block)

    def _heading(self, heading: Heading) -> Any:
        style = "Title" if heading.level == 1 else f"Heading{heading.level - 1}"
        element = self._paragraph(heading.paragraph, style)
        if heading.new_page:
            element.pPr.insert(1, _element("w:pageBreakBefore"))
        return element

    def _paragraph(self, paragraph: Paragraph, style: str = "", bold: bool = False) -> Any:
        """A paragraph; that it is bold is for the cells that head a row or a column."""
        style = style or {"over": "BriefOver", "lead": "BriefLead"}.get(paragraph.style, "Normal")
        properties = _element("w:pPr", _element("w:pStyle", val=style))
        if paragraph.leftward:
            properties.append(_element("w:bidi"))
        element = _element("w:p", properties)
        look = QUIET if paragraph.style == QUIET else STRONG if bold else ""
        for before, piece in pairwise((None, *paragraph.pieces)):
            if isinstance(before, Ref) and isinstance(piece, Ref):
                element.append(_run(" ", RAISED))
            element.extend(self._piece(piece, paragraph.leftward, self.document.part, look))
        return element

    def _piece(
        self, piece: Piece | None, leftward: bool, part: Any, look: str = ""
    ) -> Iterator[Any]:
        """A piece; a run without a kind of its own has the look of its paragraph."""
        match piece:
            case Run():
                yield from _runs(piece.text, leftward, piece.kind or look)
            case Link():
                id = part.relate_to(piece.url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
                link = _element("w:hyperlink", *_runs(piece.text, leftward, UNDERLINED))
                link.set(qn("r:id"), id)
                yield link
            case Ref():
                yield from self._reference(piece.number)

    # --- footnotes

    def _reference(self, number: int) -> Iterator[Any]:
        style = _element("w:rPr", _element("w:rStyle", val="FootnoteReference"))
        mark = f"_Note{number}"
        if number in self.used:
            yield from _field(f" NOTEREF {mark} \\h ", str(number), RAISED)
            return
        self.used.add(number)
        note = self.notes[number]
        self.footnotes.append(self._footnote(note))
        yield _element("w:bookmarkStart", id=str(number), name=mark)
        yield _element("w:r", style, _element("w:footnoteReference", id=str(number)))
        yield _element("w:bookmarkEnd", id=str(number))

    def _footnote(self, note: Note) -> Any:
        style = _element("w:rPr", _element("w:rStyle", val="FootnoteReference"))
        paragraph = _element(
            "w:p",
            _element("w:pPr", _element("w:pStyle", val="FootnoteText")),
            _element("w:r", style, _element("w:footnoteRef")),
            _run(" "),
        )
        for piece in note.paragraph.pieces:
            paragraph.extend(self._piece(piece, False, self.footnotes_part))
        return _element("w:footnote", paragraph, id=str(note.number))

    def _write_footnotes(self) -> None:
        """Fill the part of the footnotes, and name the two lines above them in the settings."""
        lines = [
            _element(
                "w:footnote",
                _element("w:p", _element("w:r", _element(f"w:{kind}"))),
                id=str(id),
                type=kind,
            )
            for id, kind in ((-1, "separator"), (0, "continuationSeparator"))
        ]
        root = etree.fromstring(f"<w:footnotes {nsdecls('w', 'r')}/>")
        root.extend([*lines, *self.footnotes])
        self.footnotes_part._blob = etree.tostring(
            root, xml_declaration=True, encoding="UTF-8", standalone=True
        )
        settings = self.document.settings.element
        named = _element("w:footnotePr", *(_element("w:footnote", id=id) for id in ("-1", "0")))
        compat = settings.find(qn("w:compat"))
        compat.addprevious(named)

    # --- tables

    def _table(self, table: Table) -> Any:
        room = ((LONG_SIDE if table.wide else SHORT_SIDE) - 2 * MARGIN) // TWIP
        widths = [round(room * share) for share in table.widths]
        edges = ("top", "left", "bottom", "right", "insideH", "insideV")
        line = {"val": "single", "sz": "4", "space": "0", "color": _hex(RULE_STRONG.light)}
        sides = {"top": "40", "left": "80", "bottom": "40", "right": "80"}
        properties = _element(
            "w:tblPr",
            _element("w:tblW", w=str(sum(widths)), type="dxa"),
            _element("w:tblBorders", *(_element(f"w:{edge}", **line) for edge in edges)),
            _element("w:tblLayout", type="fixed"),
            _element(
                "w:tblCellMar",
                *(_element(f"w:{side}", w=room, type="dxa") for side, room in sides.items()),
            ),
            _element("w:tblLook", val="0480", firstRow="1", firstColumn="1", noHBand="1"),
            _element("w:tblCaption", val=_clean(table.caption)),
        )
        grid = _element("w:tblGrid", *(_element("w:gridCol", w=str(width)) for width in widths))
        head = [
            self._cell([title], width, fill=_hex(HEAD.light), bold=True)
            for title, width in zip(table.head, widths, strict=True)
        ]
        heads = _element("w:trPr", _element("w:cantSplit"), _element("w:tblHeader"))
        rows = (self._row(row, widths) for row in table.rows)
        return _element("w:tbl", properties, grid, _element("w:tr", heads, *head), *rows)

    def _row(self, row: tuple[Cell, ...] | Band, widths: list[int]) -> Any:
        whole = _element("w:trPr", _element("w:cantSplit"))
        if isinstance(row, Band):
            fill = _hex(BAND.light)
            band = self._cell([row.title], sum(widths), fill, bold=True, span=len(widths))
            for paragraph in band.findall(qn("w:p")):
                _kept(paragraph, True)
            return _element("w:tr", whole, band)
        first, *rest = row
        return _element(
            "w:tr",
            whole,
            self._cell(first.lines, widths[0], bold=True),
            *(
                self._cell(
                    cell.lines,
                    width,
                    fill=_hex(WASH[cell.tone].light) if cell.tone in WASH else "",
                    hatched=cell.tone == SILENT,
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
        properties = _element("w:tcPr", _element("w:tcW", w=str(width), type="dxa"))
        if span > 1:
            properties.append(_element("w:gridSpan", val=str(span)))
        if hatched:
            colour = _hex(HATCH.light)
            properties.append(_element("w:shd", val="thinDiagStripe", color=colour, fill="FFFFFF"))
        elif fill:
            properties.append(_element("w:shd", val="clear", color="auto", fill=fill))
        paragraphs = (self._paragraph(each, "BriefCell", bold) for each in lines)
        return _element("w:tc", properties, *paragraphs)

    # --- pictures

    def _picture(self, picture: Picture) -> Iterator[Any]:
        across, down = struct.unpack(">II", picture.png[16:24])
        width = min(SHORT_SIDE - 2 * MARGIN, int(TALLEST * across / down))
        inline = self.document.part.new_pic_inline(io.BytesIO(picture.png), width=Emu(width))
        inline.docPr.set("descr", _clean(picture.alt))
        inline.docPr.set("title", _clean(picture.finding))
        drawn = self._paragraph(Paragraph(()))
        drawn.append(_element("w:r", _element("w:drawing", inline)))
        yield _kept(drawn, True)
        yield _kept(self._paragraph(Paragraph((Run(picture.finding, STRONG),))), True)
        yield self._paragraph(Paragraph((Run(picture.source),), QUIET))


def _caption(text: str) -> Paragraph:
    return Paragraph((Run(text),))


def _kept(element: Any, with_next: bool) -> Any:
    """A paragraph that a page does not part, nor, if so, from the next."""
    place = 1  # after the style
    if with_next:
        element.pPr.insert(place, _element("w:keepNext"))
        place += 1
    element.pPr.insert(place, _element("w:keepLines"))
    return element


def _runs(text: str, leftward: bool, look: str = "") -> Iterator[Any]:
    """A text as runs of one direction each, in a paragraph that may be written leftward."""
    for part, against in stretches(_clean(text), leftward):
        rtl = against != leftward
        yield _run(part, look, rtl)
        if rtl and not leftward:
            # So that a number or a comma after a name stays behind it.
            yield _run("\N{LEFT-TO-RIGHT MARK}")


def _run(text: str, look: str = "", rtl: bool = False) -> Any:
    """A run of one direction. The properties stand in the order that the format asks for."""
    properties = _element("w:rPr")
    if look == STRONG or look in STANCE:
        properties.extend([_element("w:b"), _element("w:bCs")])
    if look == SILENT:
        properties.extend([_element("w:i"), _element("w:iCs")])
    if look in (QUIET, SILENT):
        properties.append(_element("w:color", val=_hex(QUIET_SHADE.light)))
    if look in STANCE:
        properties.append(_element("w:color", val=_hex(STANCE[look].light)))
    if look == UNDERLINED:
        properties.append(_element("w:u", val="single", color=_hex(RULE_STRONG.light)))
    if look == RAISED:
        properties.append(_element("w:vertAlign", val="superscript"))
    if rtl:
        properties.append(_element("w:rtl"))
    content = _element("w:t")
    content.text = text
    content.set(qn("xml:space"), "preserve")
    return _element("w:r", properties if len(properties) else None, content)


def _field(instruction: str, shown: str, look: str = "") -> Iterator[Any]:
    """A field, with what it shows until a program works it out anew."""

    def part(content: Any) -> Any:
        run = _run("", look)
        run.replace(run[-1], content)
        return run

    asked = _element("w:instrText")
    asked.text = instruction
    asked.set(qn("xml:space"), "preserve")
    yield part(_element("w:fldChar", fldCharType="begin"))
    yield part(asked)
    yield part(_element("w:fldChar", fldCharType="separate"))
    yield _run(shown, look)
    yield part(_element("w:fldChar", fldCharType="end"))
