"""References in BibTeX or BibLaTeX in, a row for each source out."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

from bibtexparser.entrypoint import parse_string
from bibtexparser.model import DuplicateBlockKeyBlock, Entry, ParsingFailedBlock
from pylatexenc.latex2text import LatexNodes2Text

from parley.importing._texts import begins, text_of
from parley.importing.passages import plain
from parley.importing.references import LAYOUT, Reference, date_of, rows_of
from parley.importing.rows import LeftOut, Recognition, Row
from parley.progress import Progress

ENDINGS: Final = (".bib", ".bibtex", ".biblatex")
ENTRY: Final = re.compile(rb"@\s*\w+\s*[{(]")
USED: Final = frozenset(
    {"title", "subtitle", "author", "date", "year", "month", "day", "publisher", "institution",
     "school", "organization", "journal", "journaltitle", "booktitle", "url", "doi", "language",
     "langid"}
)  # fmt: skip
MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


class BibTeX:
    """A file of BibTeX or BibLaTeX."""

    name = "bibtex"
    title = "references in BibTeX"
    complete = False

    def recognise(self, path: Path, sheet: str | None = None) -> Recognition | None:
        """A file with the ending of BibTeX and an entry in it."""
        if not path.is_file() or path.suffix.lower() not in ENDINGS:
            return None
        text, note = text_of(path)
        if not ENTRY.search(begins(path, 2**20)):
            return None
        number = len(_parsed(text).entries)
        sign = f"its ending, and {number:,} entries"
        return Recognition(sign, {**LAYOUT, "encoding": ""}, (note,) if note else ())

    def rows(
        self, path: Path, layout: Mapping[str, Any], progress: Progress
    ) -> Iterator[Row | LeftOut]:
        """A row for each entry; what cannot be read is left out, and told with its line."""
        text, _ = text_of(path, str(layout.get("encoding") or "") or None)
        library = _parsed(text)
        entries = list(library.entries)
        for block in library.failed_blocks:
            inner = getattr(block, "ignore_error_block", None)
            if isinstance(block, DuplicateBlockKeyBlock) and isinstance(inner, Entry):
                entries.append(inner)
            elif isinstance(block, ParsingFailedBlock):
                yield LeftOut(f"line {(block.start_line or 0) + 1}", "what is no sound BibTeX")
        entries.sort(key=lambda entry: entry.start_line or 0)
        yield from rows_of(map(_reference, entries), path, layout)


def _parsed(text: str) -> Any:
    logging.getLogger("bibtexparser").addHandler(logging.NullHandler())
    return parse_string(text)


def _reference(entry: Entry) -> Reference:
    raw = {field.key.lower(): str(field.value) for field in entry.fields}
    fields = {key: _words(value) for key, value in raw.items()}
    date, dated = _date(fields)
    names = re.split(r"\s+and\s+", _unbraced(raw.get("author", "")), flags=re.IGNORECASE)
    title = fields.get("title", "")
    if fields.get("subtitle"):
        title = f"{title}: {fields['subtitle']}"
    held = ("publisher", "institution", "school", "organization")
    containers = ("journaltitle", "journal", "booktitle")
    url = plain(raw.get("url", "")).replace("\\", "").strip("{}")
    return Reference(
        key=entry.key,
        at=f"the entry {entry.key}",
        type=entry.entry_type,
        title=title,
        authors=[_name(_words(name)) for name in names if name.strip()],
        container=next(filter(None, (fields.get(key) for key in containers)), ""),
        publisher=next(filter(None, (fields.get(key) for key in held)), ""),
        date=date,
        dated=dated,
        urls=[url] if url else [],
        doi=plain(raw.get("doi", "")).replace("\\", ""),
        language=fields.get("language", "") or fields.get("langid", ""),
        others=tuple(key for key in raw if key not in USED and raw[key]),
    )


@cache
def _latex() -> LatexNodes2Text:
    logging.getLogger("pylatexenc").addHandler(logging.NullHandler())
    return LatexNodes2Text(math_mode="text", strict_latex_spaces=False)


def _words(value: str) -> str:
    """The words of a field: letters for commands, no braces."""
    if not re.search(r"[\\{}$~]|--", value):
        return plain(value)
    try:
        return plain(_latex().latex_to_text(value))
    except Exception:  # whatever its parser makes of a broken field: the words stay
        return plain(re.sub(r"[{}\\$]", " ", value))


def _unbraced(names: str) -> str:
    """Names with those in braces kept whole, so that an `and` within them parts nothing."""

    def kept(found: re.Match[str]) -> str:
        return re.sub(r"\s+(and)\s+", r" {\1} ", found[0], flags=re.IGNORECASE)

    return re.sub(r"\{[^{}]*\}", kept, names)


def _name(name: str) -> str:
    """Given name first: `Family, Given` turned round."""
    parts = [part.strip() for part in name.split(",")]
    return " ".join(filter(None, (*parts[1:], parts[0])))


def _date(fields: Mapping[str, str]) -> tuple[tuple[int, ...], str]:
    """The first day of an entry, and its date as written where that says more."""
    written = fields.get("date", "")
    if written:
        date = date_of(written)
        plainly = "-".join(f"{part:02d}" for part in date)
        return date, "" if written == plainly else written
    year = date_of(fields.get("year", ""))[:1]
    month = fields.get("month", "").lower()
    if not year or not month:
        return year, ""
    named = next((i + 1 for i, name in enumerate(MONTHS) if name in month), None)
    digits = re.findall(r"\d+", month)
    if named is None and digits and 1 <= int(digits[0]) <= 12:
        named, digits = int(digits[0]), digits[1:]
    if named is None:
        return year, ""
    day = fields.get("day") or (digits[0] if digits else "")
    return date_of(f"{year[0]:04d}-{named}-{day}" if day else f"{year[0]:04d}-{named}"), ""


BIBTEX = BibTeX()
