"""A workbook of the Wahl-O-Mat's data in, a row for each answer of a party out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from parley.importing._books import book_of, is_spreadsheet, sheet_of
from parley.importing._compass import answer_rows, issue_row, party_rows
from parley.importing.passages import plain
from parley.importing.rows import LeftOut, Recognition, Row
from parley.importing.sheets import Sheet
from parley.progress import Progress

COLUMNS: Final = {
    "short": "Partei: Kurzbezeichnung",
    "name": "Partei: Name",
    "number": "These: Nr.",
    "title": "These: Titel",
    "proposal": "These: These",
    "answer": "Position: Position",
    "explanation": "Position: Begründung",
}
NEEDED: Final = set(COLUMNS.values()) - {"Position: Begründung", "These: Nr."}
NOTICE: Final = "Hinweis"
CORRECTIONS: Final = "Änderungen"
MOST_LINES_ABOVE: Final = 10
MOST_NOTICE: Final = 600
TERMS: Final = (
    "terms of the publisher: its workbooks may be used for scientific or journalistic analysis "
    "only, not in tools that match a reader's own views with parties; read the notice in the "
    "workbook before you publish anything made from it"
)


class WahlOMat:
    """The workbook in which the Wahl-O-Mat's theses and positions are published."""

    name = "wahl-o-mat"
    title = "a workbook of the Wahl-O-Mat"
    complete = False

    def recognise(self, path: Path, sheet: str | None = None) -> Recognition | None:
        """A workbook with a sheet that has the columns `Partei: …`, `These: …`, `Position: …`."""
        if not is_spreadsheet(path):
            return None
        for each in book_of(path).sheets:
            header = _header(each)
            if header is not None and (sheet is None or each.name == sheet):
                notes = [TERMS, *_notice(book_of(path).sheets)]
                sign = f"row {header + 1} of {each.name!r} has its columns"
                return Recognition(sign, {"sheet": each.name, "header": header + 1}, tuple(notes))
        return None

    def rows(
        self, path: Path, layout: Mapping[str, Any], progress: Progress
    ) -> Iterator[Row | LeftOut]:
        """The parties and theses, where they first occur, and a row for each position."""
        sheet = sheet_of(path, str(layout.get("sheet") or "") or None)
        header = int(str(layout["header"])) - 1
        place = {name: sheet.rows[header].index(text) for name, text in _present(sheet, header)}
        source = sheet.name
        told = {"source": source, "title": source, "kind": "dataset", "language": "de"}
        yield Row("sources", sheet.name, {**told, "note": f"{TERMS[0].upper()}{TERMS[1:]}."})
        parties: dict[str, None] = {}
        theses: dict[str, str] = {}
        for number in range(header + 1, len(sheet.rows)):
            cells = {name: plain(sheet.text(number, column)) for name, column in place.items()}
            at = sheet.at(number, place["answer"])
            if not any(cells.values()):
                continue
            label = cells["short"] or cells["name"]
            key = cells.get("number") or cells["title"]
            if not label or not key or not cells["answer"]:
                yield LeftOut(at, "a row without party, thesis or position")
                continue
            if label not in parties:
                parties[label] = None
                yield from party_rows(at, label, cells["name"], cells["short"])
            if key not in theses:
                title = cells["title"] or cells["proposal"]
                theses[key] = title if title not in theses.values() else f"{title} ({key})"
                yield issue_row(at, theses[key], title, cells["proposal"])
            text = sheet.text(number, place["explanation"]) if "explanation" in place else ""
            yield from answer_rows(at, label, theses[key], cells["answer"], text, source)
        yield from _corrections(book_of(path).sheets)


def _header(sheet: Sheet) -> int | None:
    for number, cells in enumerate(sheet.rows[:MOST_LINES_ABOVE]):
        if set(cells) >= NEEDED:
            return number
    return None


def _present(sheet: Sheet, header: int) -> Iterator[tuple[str, str]]:
    for name, text in COLUMNS.items():
        if text in sheet.rows[header]:
            yield name, text


def _notice(sheets: list[Sheet]) -> Iterator[str]:
    """The words of the sheet that says how the data may be used."""
    for sheet in sheets:
        if sheet.name.startswith(NOTICE):
            words = plain(" ".join(text for cells in sheet.rows for text in cells if text))
            cut = words if len(words) <= MOST_NOTICE else f"{words[:MOST_NOTICE]} …"
            yield f"the sheet {sheet.name!r}: {cut}"


def _corrections(sheets: list[Sheet]) -> Iterator[LeftOut]:
    """The rows of the sheet that tells of later corrections, which the data have already."""
    for sheet in sheets:
        if sheet.name == CORRECTIONS:
            for number, cells in enumerate(sheet.rows):
                if cells and cells[0].startswith("#"):
                    yield LeftOut(sheet.at(number, 0), "a correction, told in words")


WAHLOMAT = WahlOMat()
