"""What a reference manager says of a text in, what is said of a source out.

The readers of CSL-JSON, BibTeX and RIS each make `Reference`s; what comes after is the same.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from pydantic import TypeAdapter, ValidationError

from parley.format.types import Language, Link
from parley.importing.passages import plain
from parley.importing.rows import ImportRefused, LeftOut, Row
from parley.wording import join_or

INCOMPLETE: Final = ("ask", "first-day", "skip")
"""What to do with a reference that has a year or a month and no day: have the day filled in in the
mapping, take the first, or leave the reference out."""
LAYOUT: Final = {"incomplete_dates": "ask"}
KINDS: Final = {
    "news": "article-newspaper article-magazine newspaperarticle magazinearticle news mgzn blog "
    "post-weblog broadcast",
    "interview": "interview",
    "statement": "speech",
    "dataset": "dataset data dbase aggr",
    "document": "article-journal article journalarticle jour book chapter inbook incollection "
    "inproceedings proceedings conference conf paper-conference report techreport rprt thesis "
    "phdthesis mastersthesis thes bill legislation legal_case jurisdiction stat treaty manual "
    "manuscript unpublished pamphlet booklet regulation standard archived document govdoc gen chap",
}
"""The kind of source by what a reference manager calls its type; `other` for all else."""
_KIND: Final = {word: kind for kind, words in KINDS.items() for word in words.split()}
CONTAINED: Final = re.compile(
    r"article|news|magazine|jour|mgzn|web|online|post|blog|elec|broadcast"
)
"""Types of which what contains them is the publisher: a newspaper, a journal, a site."""
DATE: Final = re.compile(r"(\d{4})(?:[-/](\d{1,2}))?(?:[-/](\d{1,2}))?(?!\d)")
DOI: Final = re.compile(r"10\.\d{4,9}/\S+")
_LINK: Final = TypeAdapter(Link)
_LANGUAGE: Final = TypeAdapter(Language)


@dataclass
class Reference:
    """One reference. Texts are plain; what it lacks is empty."""

    key: str
    at: str
    type: str = ""
    title: str = ""
    authors: list[str] = field(default_factory=list)
    container: str = ""
    publisher: str = ""
    date: tuple[int, ...] = ()
    """Year, month and day, or as much of that as is known."""
    dated: str = ""
    """The date as it is written, where the day does not say all of it."""
    urls: list[str] = field(default_factory=list)
    doi: str = ""
    language: str = ""
    others: tuple[str, ...] = ()
    """The fields that have no place in a source."""


def date_of(text: str) -> tuple[int, ...]:
    """Year, month and day, or as much as a text begins with."""
    found = DATE.match(text.strip())
    if not found:
        return ()
    parts = tuple(int(part) for part in found.groups() if part is not None)
    while len(parts) > 1 and not _is_date(parts):
        parts = parts[:-1]
    return parts


def _is_date(parts: tuple[int, ...]) -> bool:
    try:
        dt.date(*parts, *(1,) * (3 - len(parts)))
    except ValueError:
        return False
    return True


def rows_of(
    references: Iterable[Reference], path: Path, layout: Mapping[str, Any]
) -> Iterator[Row | LeftOut]:
    """A row for each reference, and what of it is not carried."""
    incomplete = str(layout.get("incomplete_dates") or "ask")
    if incomplete not in INCOMPLETE:
        raise ImportRefused(
            f"{path}: layout.incomplete_dates: expected {join_or(list(INCOMPLETE))}, "
            f"got {incomplete!r}"
        )
    titles: dict[str, str] = {}
    for each in references:
        label = each.key or each.doi or each.title
        if not label:
            yield LeftOut(each.at, "a reference without key and title")
            continue
        if label in titles:
            if titles[label] == each.title:
                yield LeftOut(each.at, "a reference that is there twice")
                continue
            label = f"{label}: {each.title}"
        titles[label] = each.title
        day = _day(each, incomplete)
        if day is None and incomplete == "skip":
            yield LeftOut(each.at, "a reference without a day")
            continue
        yield from _not_carried(each)
        yield Row("sources", each.at, _told(each, label, day))


def _day(reference: Reference, incomplete: str) -> dt.date | None:
    parts = reference.date
    if not parts or not 1 <= parts[0] <= 9999 or not _is_date(parts):
        return None
    if len(parts) < 3 and incomplete != "first-day":
        return None
    return dt.date(*parts, *(1,) * (3 - len(parts)))


def _told(reference: Reference, label: str, day: dt.date | None) -> dict[str, Any]:
    contained = CONTAINED.search(reference.type.lower()) is not None
    holders = [reference.publisher, reference.container]
    url = next((url for url in reference.urls if _passes(_LINK, url)), "")
    if not url and DOI.fullmatch(reference.doi):
        url = f"https://doi.org/{reference.doi}"
    whole = day is not None and len(reference.date) == 3 and not reference.dated
    written = reference.dated or "-".join(f"{part:02d}" for part in reference.date)
    told = {
        "source": label,
        "title": reference.title,
        "publisher": next(filter(None, reversed(holders) if contained else holders), ""),
        "date": day.isoformat() if day else "",
        "author": ", ".join(reference.authors),
        "url": url,
        "kind": _KIND.get(reference.type.lower().replace(" ", ""), "other"),
        "language": reference.language if _passes(_LANGUAGE, reference.language) else "",
        "note": "" if whole or not written else f"Dated {written}.",
    }
    return {key: value for key, value in told.items() if value}


def _passes(check: TypeAdapter[Any], value: str) -> bool:
    try:
        check.validate_python(value)
    except ValidationError:
        return False
    return True


def _not_carried(reference: Reference) -> Iterator[LeftOut]:
    for url in reference.urls[1:]:
        if url:
            yield LeftOut(reference.at, "a further address")
            break
    if reference.language and not _passes(_LANGUAGE, reference.language):
        yield LeftOut(reference.at, "a language that is no language tag")
    for name in reference.others:
        yield LeftOut(reference.at, f"the field {plain(name)[:40]}")
