"""An edition in, what search engines, readers of feeds and archives take of it out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from itertools import pairwise
from typing import Any, Final
from xml.etree.ElementTree import Element, SubElement, tostring

import pandas as pd

from parley import __version__
from parley.export.edition.edition import Edition
from parley.export.edition.links import EditionContext, page_name
from parley.iter_rows import iter_dicts
from parley.measures.movement import change, moved
from parley.views.download import offer_everything
from parley.views.links import LINK
from parley.wording import capitalised, join_and

MOST_ENTRIES: Final = 50
"""Entries of the feed, the latest first."""

MOST_DAYS: Final = 20
"""Days with positions that it looks back."""


def dataset(edition: Edition) -> dict[str, Any]:
    """The negotiation as a schema.org Dataset."""
    context = edition.context
    header = context.negotiation.header
    address = edition.absolute("index.html")
    found: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": header.title,
        "description": header.summary,
        "inLanguage": header.language,
        "version": context.day.isoformat(),
        "dateModified": context.day.isoformat(),
        "isAccessibleForFree": True,
        "creditText": offer_everything(context).citation.replace(LINK, address or "").strip(),
        "creator": [{"@type": "Organization", "name": name} for name in header.maintainers],
        "license": header.licence,
        "url": address,
        "variableMeasured": ["stance", "status", "attribution", "value"],
        "isBasedOn": [
            {"@type": "CreativeWork", "name": source.title, "publisher": source.publisher,
             "datePublished": source.date.isoformat(),
             **({"url": source.url} if source.url else {})}
            for source in context.negotiation.sources[:100]
        ],
        "includedInDataCatalog": {"@type": "DataCatalog", "name": f"Parley {__version__}"},
    }  # fmt: skip
    if address is not None:
        found["distribution"] = [
            {"@type": "DataDownload", "encodingFormat": kind, "contentUrl": f"{address}{name}"}
            for name, kind in downloads_named(edition)
        ]
    return {key: value for key, value in found.items() if value}


def downloads_named(edition: Edition) -> list[tuple[str, str]]:
    """The files of the whole data, with their media types."""
    stem = f"data/{edition.context.negotiation.id}-{edition.context.day}"
    found = [(f"{stem}-parquet.zip", "application/zip"), (f"{stem}-folder.zip", "application/zip")]
    if edition.in_full:
        found = [
            (f"{stem}-csv.zip", "application/zip"),
            (f"{stem}-json.zip", "application/zip"),
            *found,
        ]
    return found


def sitemap(pages: Iterable[tuple[str, dt.date]]) -> bytes:
    """The absolute addresses of all pages, each with the day that it speaks for."""
    root = Element("urlset", xmlns="http://www.sitemaps.org/schemas/sitemap/0.9")
    for address, day in pages:
        url = SubElement(root, "url")
        SubElement(url, "loc").text = address
        SubElement(url, "lastmod").text = day.isoformat()
    return _xml(root)


def robots(base_url: str) -> bytes:
    """Everybody may read everything; where the list of pages is."""
    return f"User-agent: *\nAllow: /\nSitemap: {base_url}sitemap.xml\n".encode()


def feed(edition: Edition) -> bytes | None:
    """An Atom feed of what moved, the latest first; None without an absolute address."""
    context, address = edition.context, edition.absolute("index.html")
    if address is None:
        return None
    moves = _latest_moves(context)
    root = Element("feed", xmlns="http://www.w3.org/2005/Atom")
    SubElement(root, "title").text = f"{edition.title}: what moved"
    SubElement(root, "id").text = address
    SubElement(root, "link", href=address)
    SubElement(root, "link", href=f"{address}feed.xml", rel="self")
    SubElement(root, "updated").text = _moment(moves[0]["to_date"] if moves else context.day)
    author = SubElement(root, "author")
    SubElement(author, "name").text = (
        join_and(context.negotiation.header.maintainers) or edition.title
    )
    SubElement(root, "generator", version=__version__).text = "Parley"
    for row in moves:
        page = edition.absolute(f"{page_name('issue', str(row['issue']))}.html")
        place, day = f"#position-{row['party']}", _moment(row["to_date"])
        text = row["to_summary"] if pd.notna(row["to_summary"]) else row["to_gist"]
        entry = SubElement(root, "entry")
        SubElement(entry, "title").text = f"{row['name']}: {row['title']}"
        SubElement(entry, "id").text = f"{page}?since={day[:10]}{place}"
        SubElement(entry, "link", href=f"{page}{place}")
        SubElement(entry, "updated").text = day
        SubElement(entry, "summary").text = f"{capitalised(change(row))}. {text}"
    return _xml(root)


def _latest_moves(context: EditionContext) -> list[dict[str, Any]]:
    """The positions that took the place of another, day by day, the latest first."""
    days = [day for day in context.frames.days if day <= context.day]
    found: list[dict[str, Any]] = []
    for before, after in reversed(list(pairwise(days[-MOST_DAYS:]))):
        moves = moved(context.frames_on(before), context.frames_on(after))
        found += iter_dicts(moves[moves["kind"] != "new"])
        if len(found) >= MOST_ENTRIES:
            break
    return found[:MOST_ENTRIES]


def _moment(day: Any) -> str:
    return f"{pd.Timestamp(day).date().isoformat()}T00:00:00Z"


def _xml(root: Element) -> bytes:
    found: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return found + b"\n"
