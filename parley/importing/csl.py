"""References in CSL-JSON, as Zotero and Mendeley export them, in; a row for each source out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from parley.importing._texts import json_of
from parley.importing.passages import plain, without_markup
from parley.importing.references import LAYOUT, Reference, rows_of
from parley.importing.rows import ImportRefused, LeftOut, Recognition, Row
from parley.progress import Progress
from parley.wording import count

USED: Final = frozenset(
    {"id", "type", "title", "author", "issued", "publisher", "container-title", "URL", "DOI",
     "language", "citation-key"}
)  # fmt: skip


class CslJson:
    """A list of references in CSL-JSON."""

    name = "csl-json"
    title = "references in CSL-JSON"
    complete = False

    def recognise(self, path: Path, sheet: str | None = None) -> Recognition | None:
        """A JSON file with a list of items that have an id and a type."""
        tree = json_of(path)
        if isinstance(tree, dict) and tree and all(map(_is_crossref, tree.values())):
            raise ImportRefused(
                f"{path}: records of Crossref's API, not CSL-JSON: open them in a reference "
                "manager and export them as CSL-JSON, BibTeX or RIS"
            )
        if not isinstance(tree, list) or not tree:
            return None
        if not all(isinstance(item, dict) and {"id", "type"} <= set(item) for item in tree):
            return None
        return Recognition(f"a list of {count(len(tree), 'item')} with id and type", dict(LAYOUT))

    def rows(
        self, path: Path, layout: Mapping[str, Any], progress: Progress
    ) -> Iterator[Row | LeftOut]:
        """A row for each item."""
        yield from rows_of(map(_reference, json_of(path)), path, layout)


def _is_crossref(value: Any) -> bool:
    return (
        isinstance(value, list)
        and bool(value)
        and all(isinstance(each, dict) and "DOI" in each for each in value)
    )


def _reference(item: Mapping[str, Any]) -> Reference:
    key = _text(item.get("id"))
    date, dated = _date(item.get("issued"))
    url = _text(item.get("URL"))
    return Reference(
        key=key,
        at=f"the item {key}",
        type=_text(item.get("type")),
        title=_text(item.get("title")),
        authors=list(filter(None, map(_name, _list(item.get("author"))))),
        container=_text(item.get("container-title")),
        publisher=_text(item.get("publisher")),
        date=date,
        dated=dated,
        urls=[url] if url else [],
        doi=_text(item.get("DOI")),
        language=_text(item.get("language")),
        others=tuple(str(name) for name, value in item.items() if name not in USED and value),
    )


def _text(value: Any) -> str:
    return without_markup(str(value)) if isinstance(value, (str, int, float)) else ""


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _name(name: Any) -> str:
    if not isinstance(name, dict):
        return ""
    if literal := _text(name.get("literal")):
        return literal
    keys = ("given", "dropping-particle", "non-dropping-particle", "family", "suffix")
    return " ".join(filter(None, (_text(name.get(key)) for key in keys)))


def _date(issued: Any) -> tuple[tuple[int, ...], str]:
    """The first day of a date, and the date in words where the day does not say all of it."""
    if not isinstance(issued, dict):
        return (), ""
    parts = [list(map(_number, _list(each))) for each in _list(issued.get("date-parts"))]
    known = [tuple(part for part in each[:3] if part) for each in parts]
    if not known or not known[0]:
        return (), plain(issued.get("literal") or issued.get("raw") or "")
    words = ["-".join(f"{part:02d}" for part in each) for each in known if each]
    about = [f"season {plain(issued['season'])}"] if issued.get("season") else []
    about += ["about"] if issued.get("circa") else []
    if len(words) > 1 or len(known) > 1 or about:
        span = " to ".join(words) if len(known) == len(words) else f"from {words[0]}"
        return known[0], " ".join([*about, span])
    return known[0], ""


def _number(part: Any) -> int:
    try:
        return int(part)
    except (TypeError, ValueError):
        return 0


CSL_JSON = CslJson()
