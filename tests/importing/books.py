"""Small workbooks as people have them, and mapping files filled in as a person would."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

GREEN, RED, YELLOW = "FFC6EFCE", "FFFFC7CE", "FFFFEB9C"

ANSWERS = {
    "title:": "Talks",
    "summary:": "Two sides talk.",
    "as_of:": "2025-06-01",
    "attribution:": "document",
    "publisher:": "A ministry",
    "date:": "2025-05-01",
    "kind:": "state",
    "role:": "principal",
}


def quiet(what: str, share: float) -> None:
    """A progress that shows nothing."""


def workbook(path: Path, rows: list[list[Any]], title: str = "Positions") -> Path:
    """A workbook of one sheet; a value may be a pair of text and colour."""
    book = Workbook()
    sheet: Any = book.active
    sheet.title = title
    for row, cells in enumerate(rows, 1):
        for column, value in enumerate(cells, 1):
            text, colour = value if isinstance(value, tuple) else (value, None)
            cell = sheet.cell(row, column, text)
            if colour:
                cell.fill = PatternFill("solid", fgColor=colour)
    book.save(path)
    return path


def ods(path: Path, rows: list[list[str]]) -> Path:
    """An OpenDocument spreadsheet of one sheet."""
    cells = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'
            for text in row
        )
        + "</table:table-row>"
        for row in rows
    )
    names = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    content = (
        f'<?xml version="1.0"?><office:document-content {names}><office:body><office:spreadsheet>'
        f'<table:table table:name="Positions">{cells}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
    return path


def fill_in(mapping: Path, **words: str) -> None:
    """Fill in a mapping file: what is empty, and what words stand for."""
    lines = []
    for line in mapping.read_text("utf-8").splitlines():
        key = line.split("  #")[0].strip()
        word = re.fullmatch(r'  "?(.*?)"?:(  #.*)?', line)
        if key in ANSWERS and line.rstrip().endswith(":"):
            line = f"{line} {ANSWERS[key]}"
        elif word and word[1] in words:
            line = line.replace(f":{word[2] or ''}", f": {words[word[1]]}{word[2] or ''}")
        lines.append(line)
    mapping.write_text("\n".join(lines) + "\n", "utf-8")


def with_comment(path: Path, cell: str, text: str, link: str | None = None) -> None:
    """Add a comment, and a link, to a cell of a workbook."""
    from openpyxl import load_workbook

    book = load_workbook(path)
    sheet: Any = book.active
    sheet[cell].comment = Comment(text, "somebody")
    if link:
        sheet[cell].hyperlink = link
    book.save(path)
