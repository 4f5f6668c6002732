"""The two CSV files of a Mat-O-Wahl, parties with their answers and questions, in; a row for each
answer out."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from parley.importing._compass import Labels, answer_rows, issue_row, party_rows
from parley.importing._texts import begins, text_of
from parley.importing.passages import plain, without_markup
from parley.importing.rows import ImportRefused, LeftOut, Recognition, Row
from parley.progress import Progress
from parley.wording import count

KEYS: Final = {
    "Partei_kurz": "short",
    "Partei_lang": "name",
    "Partei_Beschreibung": "note",
    "Partei_URL": "url",
    "Partei_Bild": "image",
}
SEPARATORS: Final = ";,\t|"


@dataclass
class _Party:
    line: int
    about: dict[str, str] = field(default_factory=dict)
    answers: list[tuple[int, str, str]] = field(default_factory=list)
    """Line, answer and reason of each, in the order of the questions."""


class MatOWahl:
    """The file of parties of a Mat-O-Wahl, with the file of questions beside it."""

    name = "mat-o-wahl"
    title = "the CSV files of a Mat-O-Wahl"
    complete = False

    def recognise(self, path: Path, sheet: str | None = None) -> Recognition | None:
        """A text whose first line begins with `Partei_kurz`."""
        if not path.is_file() or path.suffix.lower() not in (".csv", ".txt"):
            return None
        other = _beside(path, "fragen", "parteien")
        if other is not None and _is_of_parties(other):
            raise ImportRefused(f"{path}: the questions of a Mat-O-Wahl, import {other} with them")
        if not _is_of_parties(path):
            return None
        questions = _beside(path, "parteien", "fragen")
        separator = begins(path, 200).decode("utf-8", "replace").partition(":")[2][:1]
        layout = {
            "questions": questions.name if questions else "",
            "separator": separator if separator in SEPARATORS and separator else ";",
        }
        notes = (f"its questions: {questions}",) if questions else ()
        return Recognition("its first line begins with Partei_kurz", layout, notes)

    def rows(
        self, path: Path, layout: Mapping[str, Any], progress: Progress
    ) -> Iterator[Row | LeftOut]:
        """The questions and the parties, and a row for each answer."""
        separator = str(layout.get("separator") or ";")
        if len(separator) != 1:
            raise ImportRefused(f"{path}: layout.separator: expected one character")
        name = str(layout.get("questions") or "")
        if not name or Path(name).name != name or not (path.parent / name).is_file():
            raise ImportRefused(
                f"{path}: layout.questions: name the file of questions, which stands beside it"
            )
        source = re.sub(r"[_-]?parteien$", "", path.stem, flags=re.IGNORECASE) or path.stem
        yield Row("sources", path.name, {"source": source, "title": source, "kind": "dataset"})
        labels, issues = Labels(), []
        for number, (_, cells) in enumerate(_lines(path.parent / name, separator), 1):
            title = without_markup(cells[0])
            text = without_markup(cells[1]) if len(cells) > 1 else ""
            issues.append(labels.free(title or text, f"question {number}"))
            yield issue_row(f"question {number}", issues[-1], title or text, text)
        parties = list(_parties(path, separator))
        _check(path, parties, len(issues))
        names = Labels()
        for party in parties:
            at = f"line {party.line}"
            short, long = party.about.get("short", ""), party.about.get("name", "")
            label = names.free(short or long, at)
            note = " ".join(filter(None, (party.about.get("note"), party.about.get("url"))))
            yield from party_rows(at, label, long or short, short, note)
            if party.about.get("image"):
                yield LeftOut(at, "a party's picture")
            for issue, (line, answer, reason) in zip(issues, party.answers, strict=True):
                yield from answer_rows(f"line {line}", label, issue, answer, reason, source)


def _is_of_parties(path: Path) -> bool:
    return begins(path, 64).removeprefix(b"\xef\xbb\xbf").lstrip(b'"').startswith(b"Partei_kurz")


def _beside(path: Path, own: str, other: str) -> Path | None:
    """The other file of the pair, by its name."""
    if own not in path.name.lower():
        return None
    wanted = path.name.lower().replace(own, other)
    return next((each for each in path.parent.iterdir() if each.name.lower() == wanted), None)


def _lines(path: Path, separator: str) -> Iterator[tuple[int, list[str]]]:
    """The lines of a file that are not empty, with their numbers."""
    text, _ = text_of(path)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield reader.line_num, cells
    except csv.Error as error:
        raise ImportRefused(f"{path}: line {reader.line_num}: {error}") from None


def _parties(path: Path, separator: str) -> Iterator[_Party]:
    party: _Party | None = None
    for line, cells in _lines(path, separator):
        first = cells[0].strip()
        if first == "#":
            if party is not None:
                yield party
            party = None
            continue
        if party is None:
            party = _Party(line)
        key = KEYS.get(first.rstrip(":"))
        second = cells[1] if len(cells) > 1 else ""
        if key:
            party.about[key] = without_markup(second)
        else:
            party.answers.append((line, plain(first), second))
    if party is not None:
        yield party


def _check(path: Path, parties: list[_Party], questions: int) -> None:
    """Answers have no key but their place, so that one too few would shift all that follow."""
    for party in parties:
        if len(party.answers) != questions:
            raise ImportRefused(
                f"{path}: line {party.line}: {party.about.get('short') or 'a party'} has "
                f"{count(len(party.answers), 'answer')} to {count(questions, 'question')}"
            )


MATOWAHL = MatOWahl()
