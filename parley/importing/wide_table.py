"""A table of issues by parties in, a row for each cell with something in it out.

In the cells stand words, signs, numbers or texts, or in .xlsx nothing but a colour. A comment and
a link of a cell go with its evidence.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from openpyxl.utils import get_column_letter

from parley.importing._books import book_of, is_spreadsheet, sheet_of
from parley.importing._headers import joined_note, meaning_of, roles_of, row_number
from parley.importing.rows import LeftOut, Recognition, Row
from parley.importing.sheets import Mark, Sheet, cells_of
from parley.progress import Progress

MOST_LINES_ABOVE = 25
"""In which the header is looked for."""
LABELS = ("area", "issue", "id", "date", "note", "source", "locator", "proposal")
"""What a column may be that is no party."""


class WideTable:
    """A table with issues in rows and parties in columns, or the other way round."""

    name = "wide"
    title = "a wide table, issues by parties"
    complete = False

    def recognise(self, path: Path, sheet: str | None = None) -> Recognition | None:
        """A spreadsheet with a row of at least two headings over at least one row."""
        if not is_spreadsheet(path):
            return None
        found = sheet_of(path, sheet)
        header = _header(found)
        if header is None:
            return None
        columns = _columns(found, header)
        if sum(each == "party" for each in columns.values()) < 2:
            return None
        across = meaning_of(_heading(found, header, 0)) == "party"
        layout = {
            "sheet": found.name,
            "header": header + 1,
            "rows": "parties" if across else "issues",
            "columns": columns,
        }
        what = "parties in rows" if across else "issues in rows, parties in columns"
        sign = f"row {header + 1} of {found.name!r} has the headings of a wide table: {what}"
        return Recognition(sign, layout, tuple(book_of(path).notes))

    def rows(
        self, path: Path, layout: Mapping[str, Any], progress: Progress
    ) -> Iterator[Row | LeftOut]:
        """A row for each cell of a party's column with a text or a colour."""
        sheet = sheet_of(path, str(layout.get("sheet") or "") or None)
        header = row_number(layout.get("header"), path) - 1
        roles = roles_of(layout, path)
        across = layout.get("rows") == "parties"
        labels = _Labels(sheet, roles)
        heads = {
            column: _heading(sheet, header, column)
            for column, role in roles.items()
            if role == "party"
        }
        merged = {
            (row, column): (top, left)
            for top, left, bottom, right in sheet.merged
            if top > header
            for row in range(top, bottom + 1)
            for column in range(left, right + 1)
            if (row, column) != (top, left)
        }
        seen: set[int] = set()
        heard: set[int] = set()
        told: set[int] = set()
        for row, column, text, mark in cells_of(sheet):
            if row <= header or column not in heads:
                continue
            own = labels.of(row)
            at = sheet.at(row, column)
            if "issue" not in own:
                if row not in told and text:
                    told.add(row)
                    yield LeftOut(at, "a row without a label")
                continue
            if (row, column) in merged:
                continue
            if row not in seen and not len(seen) % 1000:
                progress(sheet.name, row / max(1, len(sheet.rows)))
            seen.add(row)
            if mark and mark.struck:
                yield LeftOut(at, "struck out")
                continue
            label, head = own.pop("issue"), heads[column]
            heard.add(column)
            yield Row(
                "positions", at, {
                    **own,
                    "issue": head if across else label,
                    "party": label if across else head,
                    "stance": text,
                    "fill": mark.fill if mark else None,
                    "note": joined_note(own.get("note"), *_beside(mark)),
                },
            )  # fmt: skip
        for column in heads:
            if column not in heard and not across and heads[column]:
                yield Row("parties", sheet.at(header, column), {"party": heads[column]})
        yield from _not_carried(sheet, header, heads, labels, seen, merged)


def _not_carried(
    sheet: Sheet,
    header: int,
    heads: Mapping[int, str],
    labels: _Labels,
    seen: set[int],
    merged: Mapping[tuple[int, int], tuple[int, int]],
) -> Iterator[LeftOut]:
    """What of a sheet has no row: lines of text, and merged cells of several parties."""
    for row, cells in enumerate(sheet.rows):
        if any(cells) and row < header:
            first = next(column for column, text in enumerate(cells) if text)
            if not any(
                row in (top, top + 1) for top, left, _, right in sheet.merged if right > left > 0
            ):
                yield LeftOut(sheet.at(row, first), "a line above the headings")
        elif any(cells) and row > header and row not in seen and "issue" in labels.of(row):
            yield LeftOut(sheet.at(row, 0), "a label without a cell beside it")
    for (row, column), (top, left) in merged.items():
        if column in heads and left in heads and sheet.text(top, left):
            yield LeftOut(
                sheet.at(row, column),
                f"merged with {sheet.at(top, left)}, which is read for one party alone",
            )


class _Labels:
    """What the columns that are no parties say of each row."""

    def __init__(self, sheet: Sheet, roles: Mapping[int, str]) -> None:
        self.sheet = sheet
        self.roles = {column: role for column, role in roles.items() if role in LABELS}
        self.held = {
            (row, left): (top, left)
            for top, left, bottom, right in sheet.merged
            if bottom > top
            for row in range(top, bottom + 1)
        }

    def of(self, row: int) -> dict[str, Any]:
        """The labels of a row; what is merged downwards holds for each of its rows."""
        found = {}
        for column, role in self.roles.items():
            text = self.sheet.text(*self.held.get((row, column), (row, column)))
            if text.strip():
                found[role] = text.strip()
        return found


def _header(sheet: Sheet) -> int | None:
    """The row of the headings: the first with at least two, or the one below, where those are
    merged over several columns."""
    for row, cells in enumerate(sheet.rows[:MOST_LINES_ABOVE]):
        if sum(1 for text in cells[1:] if text) < 2 and len([text for text in cells if text]) < 3:
            continue
        over = any(
            top == row and left > 0 and right > left and bottom == row
            for top, left, bottom, right in sheet.merged
        )
        below = sheet.rows[row + 1] if row + 1 < len(sheet.rows) else []
        if over and sum(1 for text in below if text) >= 2:
            return row + 1
        return row if row + 1 < len(sheet.rows) else None
    return None


def _heading(sheet: Sheet, header: int, column: int) -> str:
    """The heading of a column: of two lines of headings the lower, where it has one."""
    text = sheet.text(header, column).strip()
    if not text and header:
        for top, left, bottom, right in sheet.merged:
            if top <= header <= bottom and left <= column <= right:
                return sheet.text(top, left).strip()
    return text


def _columns(sheet: Sheet, header: int) -> dict[str, str]:
    """What each column is: labels by their usual headings, all others a party."""
    found = {}
    for column in range(sheet.width):
        heading = _heading(sheet, header, column)
        if column and heading and heading == _heading(sheet, header, column - 1) and column == 1:
            found[get_column_letter(1)] = "area"
            found[get_column_letter(2)] = "issue"
            continue
        meaning = meaning_of(heading)
        if column == 0:
            role = meaning if meaning in ("id", "date", "area") else "issue"
        elif meaning in LABELS:
            role = "note" if meaning == "source" else meaning
        else:
            role = "party" if heading else "ignore"
        found[get_column_letter(column + 1)] = role
    if "issue" not in found.values():
        first = next((name for name, role in found.items() if role == "party"), None)
        if first is not None:
            found[first] = "issue"
    return found


def _beside(mark: Mark | None) -> tuple[str | None, ...]:
    """The comment and the link of a cell."""
    return (mark.comment, mark.link) if mark else ()


WIDE = WideTable()
