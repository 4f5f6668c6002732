"""The Word form of a brief: its footnotes, tables, pictures and scripts, as the format has them."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from dataclasses import replace
from typing import Any

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from parley.export.brief import Brief, brief, render
from parley.frames.selection import Selection
from parley.views.cells import CellIndex
from parley.views.text import Paragraph, Picture, Run, paragraph, verbatim
from tests.folders import every_frame, every_part

TWO = ("kingdom", "republic")
EVERYONE = tuple(party.id for party in every_part().parties)


def made(*parties: str) -> Brief:
    index = CellIndex(every_part(), every_frame(), every_part().header.as_of)
    return brief(index, Selection(parties=parties), charts=False)


def part(content: bytes, name: str) -> Any:
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        return parse_xml(parts.read(name))


def of(*blocks: Any) -> Brief:
    """A brief of a few blocks."""
    return replace(made(*TWO), blocks=blocks, notes=())


def document(found: Brief) -> Any:
    return Document(io.BytesIO(render(found, "docx")))


def test_each_note_is_one_footnote_in_the_order_of_its_first_use() -> None:
    found = made(*EVERYONE)
    content = render(found, "docx")
    body = part(content, "word/document.xml")
    used = [int(each.get(qn("w:id"))) for each in body.iter(qn("w:footnoteReference"))]
    assert used == [note.number for note in found.notes] == list(range(1, len(used) + 1))
    there = part(content, "word/footnotes.xml").findall(qn("w:footnote"))
    assert [int(each.get(qn("w:id"))) for each in there] == [-1, 0, *used]


def test_a_note_that_is_used_again_leads_to_the_first_and_shows_its_number() -> None:
    body = part(render(made(*EVERYONE), "docx"), "word/document.xml")
    marks = {each.get(qn("w:name")) for each in body.iter(qn("w:bookmarkStart"))}
    asked = [each.text for each in body.iter(qn("w:instrText"))]
    again = [re.fullmatch(r" NOTEREF (_Note(\d+)) \\h ", text or "") for text in asked]
    assert again and all(match and match[1] in marks for match in again)
    for match, field in zip(again, body.iter(qn("w:instrText")), strict=True):
        shown = field.getparent().getnext().getnext()
        assert match is not None and shown.find(qn("w:t")).text == match[2]
        assert shown.rPr.find(qn("w:vertAlign")).get(qn("w:val")) == "superscript"


def test_a_wide_matrix_stands_on_its_side_in_several_tables_with_repeated_heads() -> None:
    found = document(made(*EVERYONE))
    assert [section.orientation for section in found.sections] == [
        WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE, WD_ORIENT.PORTRAIT,
    ]  # fmt: skip
    heads = [[cell.text for cell in table.rows[0].cells] for table in found.tables]
    matrices = [head[1:] for head in heads if head[0] == "Issue"]
    names = every_frame().parties["name"].tolist()
    assert len(matrices) == 2 and [*matrices[0], *matrices[1]] == names
    for table in found.tables:
        assert table._tbl.tr_lst[0].trPr.find(qn("w:tblHeader")) is not None
    assert len(document(made(*TWO)).sections) == 1


def test_a_column_is_as_wide_as_the_grid_and_the_table_as_the_page_allows() -> None:
    for table in document(made(*EVERYONE)).tables:
        widths = [column.width for column in table.columns]
        assert sum(widths) <= 25.8 * 360_000
        assert [cell.width for cell in table.rows[0].cells] == widths


def test_text_from_right_to_left_is_marked_and_keeps_its_neighbours_in_order() -> None:
    sentence = Paragraph((Run("Said by "), Run("المنارة"), Run(", 15 May.")))
    mixed, whole = document(of(sentence, verbatim("موقف المنارة NATO."))).paragraphs
    assert mixed._p.pPr.find(qn("w:bidi")) is None
    assert [run.text for run in mixed.runs if run.font.rtl] == ["المنارة"]
    assert mixed.text == "Said by المنارة\u200e, 15 May."
    assert whole._p.pPr.find(qn("w:bidi")) is not None
    assert [(run.text, bool(run.font.rtl)) for run in whole.runs] == [
        ("موقف المنارة ", True), ("NATO", False), (".", True),
    ]  # fmt: skip


def test_what_xml_cannot_hold_is_replaced_and_nothing_else() -> None:
    (found,) = document(of(paragraph("a\x00b\ud800c\ufffe\U0001f600 <&>"))).paragraphs
    assert found.text == "a\ufffdb\ufffdc\ufffd\U0001f600 <&>"


def test_the_file_says_what_it_is_and_nothing_of_whoever_made_it() -> None:
    content = render(made(*TWO), "docx")
    core = Document(io.BytesIO(content)).core_properties
    assert core.title.endswith("Lantern Sea quota round <2024>")
    assert (core.language, core.author) == ("en-GB", "The Parley maintainers, Nobody else")
    assert core.last_modified_by == ""
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        names = parts.namelist()
        text = b"".join(parts.read(name) for name in names)
    assert not [name for name in names if "thumbnail" in name or name.endswith("app.xml")]
    assert b"python-docx" not in text
    lang = part(content, "word/styles.xml").find(f".//{qn('w:rPrDefault')}//{qn('w:lang')}")
    assert lang.get(qn("w:val")) == "en-GB"


def png(across: int, down: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        check = zlib.crc32(kind + data)
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", check)

    head = struct.pack(">IIBBBBB", across, down, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"".join(b"\x00" + b"\xff" * across for _ in range(down)))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


@pytest.mark.parametrize("size", [(400, 200), (100, 900)])
def test_a_picture_fits_the_page_and_is_told_in_words(size: tuple[int, int]) -> None:
    found = document(of(Picture(png(*size), "1 of 2 <agree>", "A bar & a bar.", "Source: X.")))
    (shape,) = found.inline_shapes
    assert shape.width <= 17 * 360_000 and shape.height <= 20 * 360_000
    assert shape.width / shape.height == pytest.approx(size[0] / size[1], rel=0.01)
    assert shape._inline.docPr.get("descr") == "A bar & a bar."
    assert [each.text for each in found.paragraphs] == ["", "1 of 2 <agree>", "Source: X."]
