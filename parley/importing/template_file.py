"""Names of parties and issues in, a workbook to fill in out: the sheets that `template` reads.

Cells for a word of a closed list have a drop-down; those for a day or a place in a source are text,
so that no spreadsheet makes a day of `5-6`.
"""

from __future__ import annotations

import io
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from parley.format.fields import field_lines, fields_of
from parley.format.ids import id_of
from parley.format.vocabulary import ATTRIBUTIONS, SILENCES, STANCES, STATUSES
from parley.importing.template import MORE, RECORDS, columns_of

ROWS: Final = 1_000
"""Rows that have drop-downs."""
LEFT_OUT: Final = ("format",)
REFERENCES: Final = {"party": "parties", "issue": "issues", "source": "sources"}
"""Columns that hold an id of another sheet."""
REQUIRED: Final = PatternFill("solid", fgColor="FFDDEBF7")
FLAGS: Final = ("true", "false")
WIDTHS: Final = {"summary": 50, "proposal": 50, "title": 34, "name": 28, "quote": 40, "note": 30}
MORE_MEANINGS: Final = {
    "area": "The id of the area that the issue belongs to.",
    "area_title": "The area's name.",
    "issue": "The id of the issue, as in the sheet issues.",
}
FIRST_STEPS: Final = (
    "Fill in the sheets negotiation, parties, issues, sources and positions; shaded columns are "
    "required.",
    "An id is of lower-case letters, digits and single hyphens, and is what other sheets name.",
    "A position needs a stance, or on an issue with a scale a value, and a source with the place "
    "in it.",
    "Then: parley import FILE.xlsx --into data/your-negotiation",
)


def template_workbook(parties: tuple[str, ...] = (), areas: tuple[str, ...] = ()) -> bytes:
    """The workbook, with a row for each party that is named."""
    book = Workbook()
    words = book.active
    assert words is not None
    words.title = "words"
    _explain(words)
    for name in RECORDS:
        _add_sheet(book, name)
    taken: list[str] = []
    for number, party in enumerate(parties, 2):
        taken.append(id_of(party, taken, "party"))
        sheet = book["parties"]
        for key, value in (("id", taken[-1]), ("name", party)):
            sheet.cell(number, _columns("parties").index(key) + 1, value)
    if areas:
        header = book["negotiation"]
        ids = " ".join(id_of(area, (), "area") for area in areas)
        header.cell(2, _columns("negotiation").index("areas") + 1, ids)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _columns(sheet: str) -> list[str]:
    return [key for key in columns_of(sheet) if key not in LEFT_OUT]


def _add_sheet(book: Workbook, name: str) -> None:
    sheet: Any = book.create_sheet(name)
    sheet.freeze_panes = "A2"
    terms, meanings, required = _about(name)
    for number, key in enumerate(_columns(name), 1):
        cell = sheet.cell(1, number, key)
        cell.font = Font(bold=True)
        if meanings.get(key):
            cell.comment = Comment(meanings[key], "Parley", width=320, height=90)
        if key in required:
            cell.fill = REQUIRED
        letter = get_column_letter(number)
        sheet.column_dimensions[letter].width = WIDTHS.get(key, max(12, len(key) + 3))
        rows = f"{letter}2:{letter}{ROWS}"
        if key in terms:
            _drop_down(sheet, rows, '"' + ",".join(terms[key]) + '"')
        elif key in REFERENCES and name != REFERENCES[key]:
            _drop_down(sheet, rows, f"{REFERENCES[key]}!$A$2:$A${ROWS}", strict=False)
        if key not in ("salience", "weight", "value") and not key.startswith(("scale.", "value.")):
            for row in range(2, 202):
                sheet.cell(row, number).number_format = "@"


def _drop_down(sheet: Any, rows: str, formula: str, strict: bool = True) -> None:
    words = DataValidation(type="list", formula1=formula, allow_blank=True)
    words.showErrorMessage = strict
    words.error = "Choose one of the words; the sheet `words` explains them."
    sheet.add_data_validation(words)
    words.add(rows)


def _about(name: str) -> tuple[dict[str, tuple[str, ...]], dict[str, str], set[str]]:
    """The words of a sheet's columns, what each holds, and which are required."""
    terms: dict[str, tuple[str, ...]] = {}
    meanings: dict[str, str] = {key: MORE_MEANINGS[key] for key in MORE.get(name, ())}
    required = set(MORE.get(name, ())) - {"area_title"}
    for record in RECORDS[name]:
        lines = field_lines(record)
        for field in fields_of(record):
            meanings.setdefault(field.key, lines[field.name])
            if field.kind == "term":
                terms[field.key] = field.words
            if field.kind == "flag":
                terms[field.key] = FLAGS
            if field.required:
                required.add(field.key)
            if field.kind == "record" and field.record is not None:
                inner = field_lines(field.record)
                for each in fields_of(field.record):
                    meanings[f"{field.key}.{each.key}"] = inner[each.name]
                    if each.kind == "term":
                        terms[f"{field.key}.{each.key}"] = each.words
    return terms, meanings, required


def _explain(sheet: Any) -> None:
    """The sheet that says what to do, and what the words mean."""
    for step in FIRST_STEPS:
        sheet.append([step])
    sheet.append([])
    for title, words in (
        ("stance", STANCES), ("status", STATUSES), ("attribution", ATTRIBUTIONS),
        ("silence", SILENCES),
    ):  # fmt: skip
        sheet.append([title, "word", "meaning"])
        for cell in sheet[sheet.max_row]:
            cell.font = Font(bold=True)
        for word, term in words.items():
            sheet.append([None, word, term.meaning])
    sheet.column_dimensions["A"].width = 14
    sheet.column_dimensions["B"].width = 22
    sheet.column_dimensions["C"].width = 90
    for row in sheet.iter_rows(min_col=3, max_col=3):
        row[0].alignment = Alignment(wrap_text=True, vertical="top")
