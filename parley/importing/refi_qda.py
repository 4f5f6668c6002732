"""A project in the exchange format REFI-QDA (.qdpx), as NVivo, ATLAS.ti and MAXQDA write it, in;
rows out.

Nothing of the archive is unpacked: its parts are read in memory, and XML that declares a document
type or entities is refused.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from parley.importing import limits
from parley.importing.coded_text import Passage, layout_of, rows_of
from parley.importing.passages import plain
from parley.importing.rows import ImportRefused, LeftOut, Recognition, Row
from parley.progress import Progress
from parley.wording import count

ENDING: Final = ".qdpx"
SPACE: Final = "{urn:QDA-XML:project:1.0}"
MOST_XML: Final = 128 * 2**20
MOST_TEXT: Final = 64 * 2**20
MOST_DEPTH: Final = 50
NOT_TEXT: Final = {
    f"{SPACE}{kind}Selection": f"a selection in {what}"
    for kind, what in (
        ("Picture", "a picture"), ("PDF", "a PDF"), ("Audio", "audio"), ("Video", "video"),
        ("Transcript", "a transcript"),
    )
}  # fmt: skip
BY_NAME: Final = "a source whose text is not in the archive, cited by the names of its selections"


class RefiQda:
    """A .qdpx archive."""

    name = "refi-qda"
    title = "a project in REFI-QDA"
    complete = False

    def recognise(self, path: Path, sheet: str | None = None) -> Recognition | None:
        """A ZIP with the ending .qdpx and a project in it."""
        if not path.is_file() or path.suffix.lower() != ENDING:
            return None
        with _opened(path) as archive:
            project = _project(path, archive)
        codes = list(_codes(project).values())
        number = sum(1 for _ in project.iter(f"{SPACE}Coding"))
        origin = plain(project.get("origin") or "")
        sign = f"a project of {origin or 'another tool'}: {count(number, 'coding')}"
        layout = layout_of(codes, "cases" if _cases(project) else "documents")
        return Recognition(sign, layout)

    def rows(
        self, path: Path, layout: Mapping[str, Any], progress: Progress
    ) -> Iterator[Row | LeftOut]:
        """A row for each selection of a text, coder, party and issue."""
        with _opened(path) as archive:
            project = _project(path, archive)
            reader = _Reader(path, archive, project)
            yield from rows_of(reader.passages(), layout, path)
            yield from reader.left_out
        for element in project.iter():
            if element.tag in NOT_TEXT:
                yield LeftOut(f"selection {element.get('guid', '')[:8]}", NOT_TEXT[element.tag])


@contextmanager
def _opened(path: Path) -> Iterator[zipfile.ZipFile]:
    limits.check_zip(path)
    try:
        with zipfile.ZipFile(path) as archive:
            yield archive
    except (zipfile.BadZipFile, NotImplementedError, EOFError, RuntimeError) as error:
        raise ImportRefused(f"{path}: damaged: {error}") from None


def _project(path: Path, archive: zipfile.ZipFile) -> Element:
    """The project's XML; ImportRefused where there is none, or it is not plain XML."""
    projects = (each for each in archive.infolist() if each.filename.lower().endswith(".qde"))
    part = next(projects, None)
    if part is None:
        raise ImportRefused(f"{path}: no project (.qde) in the archive")
    if part.file_size > MOST_XML:
        raise ImportRefused(f"{path}: {part.filename} is over {MOST_XML // 2**20} MiB")
    try:
        return fromstring(archive.read(part), forbid_dtd=True)
    except DefusedXmlException:
        raise ImportRefused(
            f"{path}: {part.filename} declares a document type or entities, which is not read"
        ) from None
    except (ParseError, ValueError, LookupError) as error:
        raise ImportRefused(f"{path}: {part.filename} cannot be read as XML: {error}") from None


def _codes(project: Element) -> dict[str, str]:
    """The codes by their ids, each with those above it before it."""
    found: dict[str, str] = {}
    book = project.find(f"{SPACE}CodeBook/{SPACE}Codes")
    waiting = [(each, "") for each in (book if book is not None else [])]
    while waiting:
        element, above = waiting.pop(0)
        if element.tag != f"{SPACE}Code":
            continue
        label = above + plain(element.get("name") or "unnamed")
        while label in found.values():
            label += " (2)"
        found[element.get("guid", "").lower()] = label
        if label.count(" > ") < MOST_DEPTH:
            waiting[:0] = [(each, f"{label} > ") for each in element]
    return found


def _cases(project: Element) -> dict[str, list[str]]:
    """The names of the cases that a source belongs to, by the source's id."""
    found: dict[str, list[str]] = {}
    for case in project.iter(f"{SPACE}Case"):
        for reference in case.iter(f"{SPACE}SourceRef"):
            name = plain(case.get("name") or "unnamed")
            found.setdefault(reference.get("targetGUID", "").lower(), []).append(name)
    return found


@dataclass
class _Source:
    name: str
    text: str | None
    cases: tuple[str, ...]


class _Reader:
    """The passages of a project."""

    def __init__(self, path: Path, archive: zipfile.ZipFile, project: Element) -> None:
        self.archive = archive
        self.project = project
        self.codes = _codes(project)
        self.cases = _cases(project)
        self.users = {
            each.get("guid", "").lower(): plain(each.get("name") or "unnamed")
            for each in project.iter(f"{SPACE}User")
        }
        self.parts = {part.filename.lower(): part for part in archive.infolist()}
        self.left_out: list[LeftOut] = []

    def passages(self) -> Iterator[Passage]:
        for number, element in enumerate(self.project.iter(f"{SPACE}TextSource"), 1):
            source = self._source(element, number)
            for selection in element.iter(f"{SPACE}PlainTextSelection"):
                yield from self._selected(source, selection)

    def _source(self, element: Element, number: int) -> _Source:
        name = plain(element.get("name") or f"source {number}")
        inner = element.findtext(f"{SPACE}PlainTextContent")
        text = inner if inner is not None else self._text(element.get("plainTextPath") or "")
        if not text:
            self.left_out.append(LeftOut(f"source {name}", BY_NAME))
        cases = self.cases.get(element.get("guid", "").lower(), [])
        return _Source(name, text or None, tuple(dict.fromkeys(cases)))

    def _text(self, path: str) -> str | None:
        """The text of a source that is within the archive."""
        name = path.removeprefix("internal://").lower()
        part = self.parts.get(f"sources/{name}") or self.parts.get(name)
        if part is None or part.is_dir() or part.file_size > MOST_TEXT:
            return None
        return self.archive.read(part).decode("utf-8-sig", "replace")

    def _selected(self, source: _Source, selection: Element) -> Iterator[Passage]:
        at = f"selection {selection.get('guid', '')[:8]}"
        text = selection.get("name") or ""
        if source.text is not None:
            first, last = (selection.get(f"{end}Position", "") for end in ("start", "end"))
            if not (first.isdigit() and last.isdigit()):
                self.left_out.append(LeftOut(at, "a selection without its place"))
                return
            text = source.text[int(first) : int(last)]
        by_coder: dict[str, list[str]] = {}
        for coding in selection.findall(f"{SPACE}Coding"):
            user = (coding.get("creatingUser") or selection.get("creatingUser") or "").lower()
            for reference in coding.findall(f"{SPACE}CodeRef"):
                code = self.codes.get(reference.get("targetGUID", "").lower())
                if code is not None:
                    by_coder.setdefault(user, []).append(code)
        if not by_coder:
            self.left_out.append(LeftOut(at, "a selection without a code"))
        for user, codes in by_coder.items():
            yield Passage(at, source.name, text, tuple(codes), self.users.get(user), source.cases)


REFI_QDA = RefiQda()
