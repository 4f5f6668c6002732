"""A table with a row for each position in, its rows out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from openpyxl.utils import get_column_letter

from parley.importing._books import book_of, is_spreadsheet, sheet_of
from parley.importing._headers import KEYS, joined_note, meaning_of, roles_of, row_number
from parley.importing.rows import ImportRefused, LeftOut, Recognition, Row
from parley.importing.wide_table import MOST_LINES_ABOVE
from parley.progress import Progress

EVERY = 5_000
"""Rows after which progress is told."""


class LongTable:
    """A table with a column of issues, a column of parties and one of stances or values."""

    name = "long"
    title = "a long table, a row a position"
    complete = False

    def recognise(self, path: Path, sheet: str | None = None) -> Recognition | None:
        """A spreadsheet with headings for issue, party and stance or value in one row."""
        if not is_spreadsheet(path):
            return None
        found = sheet_of(path, sheet)
        for number, cells in enumerate(found.rows[:MOST_LINES_ABOVE]):
            meant = [meaning_of(text) if text else None for text in cells]
            if not (
                {"issue", "party"} <= set(meant) and {"stance", "value", "value.from"} & set(meant)
            ):
                continue
            columns: dict[str, str] = {}
            for column, (text, meaning) in enumerate(zip(cells, meant, strict=True)):
                taken = meaning is not None and meaning not in columns.values()
                if text:
                    columns[get_column_letter(column + 1)] = str(meaning) if taken else "ignore"
            layout = {"sheet": found.name, "header": number + 1, "columns": columns}
            sign = f"row {number + 1} of {found.name!r} has headings for issue, party and stance"
            return Recognition(sign, layout, tuple(book_of(path).notes))
        return None

    def rows(
        self, path: Path, layout: Mapping[str, Any], progress: Progress
    ) -> Iterator[Row | LeftOut]:
        """A row for each line below the header that is not empty."""
        sheet = sheet_of(path, str(layout.get("sheet") or "") or None)
        header = row_number(layout.get("header"), path) - 1
        said = roles_of(layout, path)
        roles = {column: role for column, role in said.items() if role != "ignore"}
        unknown = sorted(set(roles.values()) - KEYS)
        if unknown:
            raise ImportRefused(
                f"{path}: layout.columns: {unknown[0]!r} is nothing that a column holds, allowed: "
                f"ignore, {', '.join(sorted(KEYS))}"
            )
        stance = next((column for column, role in roles.items() if role == "stance"), 0)
        for number in range(header + 1, len(sheet.rows)):
            cells = sheet.rows[number]
            if not any(cells):
                continue
            if not number % EVERY:
                progress(sheet.name, number / len(sheet.rows))
            values: dict[str, Any] = {
                role: cells[column].strip()
                for column, role in roles.items()
                if column < len(cells) and cells[column].strip()
            }
            at = sheet.at(number, stance)
            missing = [key for key in ("issue", "party") if key not in values]
            if missing:
                yield LeftOut(at, f"a row without {missing[0]}")
                continue
            mark = sheet.marks.get((number, stance))
            if mark is not None:
                if mark.struck:
                    yield LeftOut(at, "struck out")
                    continue
                values["fill"] = mark.fill
                values["note"] = joined_note(values.get("note"), mark.comment, mark.link)
            yield Row("positions", at, values)


LONG = LongTable()
