"""Notes in, the part of a Word document that holds its footnotes out.

python-docx has no footnotes, so that they are written here as the format describes them (ISO
29500-1, 17.11). A note that is referred to again is a cross-reference to the first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import nsdecls, qn
from lxml import etree

from parley.export.brief._docx_elements import RAISED, element, field, text_run
from parley.export.brief.document import Note
from parley.views.text import NoteRef, Piece

PieceWriter = Callable[[Piece, Any], Iterator[Any]]
"""Writes a piece into a part of the document: gives its runs."""


class Footnotes:
    """The footnotes of a document while it is written, in the order of first reference."""

    def __init__(self, document: Any, notes: Iterable[Note], write_piece: PieceWriter) -> None:
        self._document = document
        self._notes = {note.number: note for note in notes}
        self._write_piece = write_piece
        self._written: dict[int, Any] = {}
        name = PackURI("/word/footnotes.xml")
        self._part = Part(name, CONTENT_TYPE.WML_FOOTNOTES, b"", document.part.package)
        document.part.relate_to(self._part, RELATIONSHIP_TYPE.FOOTNOTES)

    def reference(self, ref: NoteRef) -> Iterator[Any]:
        """What stands in the text: the footnote's number, or a field that repeats it."""
        number = ref.number
        bookmark = f"_Note{number}"
        if number in self._written:
            yield from field(f" NOTEREF {bookmark} \\h ", str(number), RAISED)
            return
        self._written[number] = self._footnote(self._notes[number])
        yield element("w:bookmarkStart", id=str(number), name=bookmark)
        yield element("w:r", _reference_style(), element("w:footnoteReference", id=str(number)))
        yield element("w:bookmarkEnd", id=str(number))

    def save(self) -> None:
        """Fill the part, and name the two lines above footnotes in the settings."""
        lines = [
            element(
                "w:footnote",
                element("w:p", element("w:r", element(f"w:{kind}"))),
                id=str(id),
                type=kind,
            )
            for id, kind in ((-1, "separator"), (0, "continuationSeparator"))
        ]
        root = etree.fromstring(f"<w:footnotes {nsdecls('w', 'r')}/>")
        root.extend([*lines, *self._written.values()])
        self._part._blob = etree.tostring(
            root, xml_declaration=True, encoding="UTF-8", standalone=True
        )
        settings = self._document.settings.element
        named = element("w:footnotePr", *(element("w:footnote", id=id) for id in ("-1", "0")))
        settings.find(qn("w:compat")).addprevious(named)

    def _footnote(self, note: Note) -> Any:
        paragraph = element(
            "w:p",
            element("w:pPr", element("w:pStyle", val="FootnoteText")),
            element("w:r", _reference_style(), element("w:footnoteRef")),
            text_run(" "),
        )
        for piece in note.paragraph.pieces:
            paragraph.extend(self._write_piece(piece, self._part))
        return element("w:footnote", paragraph, id=str(note.number))


def _reference_style() -> Any:
    return element("w:rPr", element("w:rStyle", val="FootnoteReference"))
