"""An edition in, its Data page and the files that it offers out."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

from parley.export.brief import brief
from parley.export.brief import render as render_brief
from parley.export.edition.edition import Edition
from parley.export.edition.machines import dataset
from parley.export.edition.page import Page
from parley.export.edition.render import Renderer
from parley.export.exporter import ZIP_EPOCH
from parley.export.tables import as_bytes
from parley.frames.selection import Selection
from parley.html import Html, join, tag
from parley.loading.folder_files import FolderFiles
from parley.loading.stray_files import PLAIN
from parley.views.blocks import Heading, markup
from parley.views.data import introduction, table_previews
from parley.views.download import about_table, offer_everything, terms
from parley.views.headlines import headline
from parley.views.links import LINK
from parley.wording import end_sentence

TABLES: Final = {
    "csv": "Tables as CSV (ZIP)",
    "json": "Tables as JSON (ZIP)",
    "parquet": "Tables as Parquet (ZIP)",
}
"""The forms of the tables, with what leads to them."""

BRIEFS: Final = {"docx": "Brief as a Word document", "html": "Brief as a page to print"}

FOLDER: Final = "The folder itself (ZIP)"

SMALL_ONLY: Final = ("csv", "json")
"""Forms that are written of what is told in full alone: of more, Parquet has all."""


def stem(edition: Edition) -> str:
    """How the names of the files begin."""
    return f"data/{edition.context.negotiation.id}-{edition.context.day}"


def offered(edition: Edition) -> dict[str, str]:
    """The files that are offered: what leads to each, by its name in the edition."""
    forms = [form for form in TABLES if edition.in_full or form not in SMALL_ONLY]
    found = {f"{stem(edition)}-{form}.zip": TABLES[form] for form in forms}
    found[f"{stem(edition)}-folder.zip"] = FOLDER
    if edition.in_full:
        found |= {f"{stem(edition)}-brief.{ending}": words for ending, words in BRIEFS.items()}
    return found


def data_page(edition: Edition) -> Page:
    """The page: what there is, how to take it away, under which licence, and what columns mean."""
    context = edition.context
    renderer = Renderer(context, "data", edition.figures)
    offer = offer_everything(context)
    address = edition.absolute("data.html")
    if address is None:  # then a citation names no place that is none
        offer = replace(offer, link="", citation=offer.citation.removesuffix(f" {LINK}"))
    parts = [
        *introduction(context),
        Heading("Download"),
        markup(_downloads(edition)),
        terms(context, offer, address),
        *(
            table_previews(offer.tables, chosen=False)
            if edition.in_full and not edition.in_one_file
            else ()
        ),
    ]
    return Page(
        "data",
        "Data",
        renderer.html(parts),
        end_sentence(headline(context, "data", "")),
        menu=renderer.menus[0] if renderer.menus else None,
        records=dataset(edition),
    )


def _downloads(edition: Edition) -> Html:
    if edition.in_one_file:
        where = edition.base_url
        words = "One file holds no other: the tables, the folder and the brief come with the site"
        if where is None:
            return tag("p", f"{words} that `parley publish` writes.".replace("`", ""))
        return tag("p", f"{words}, at ", tag("a", where, href=f"{where}data.html"), ".")
    links = (
        tag("li", tag("a", words, href=name, download=True))
        for name, words in offered(edition).items()
    )
    manifest = tag("a", "manifest.json", href=f"{edition.root}manifest.json")
    return join(
        tag("ul", *links, cls="downloads"),
        tag("p", "The hash of every file of this edition is in ", manifest, ".", cls="quiet"),
    )


def data_files(edition: Edition, folder: Path | None) -> Iterator[tuple[str, bytes]]:
    """The files that the page offers, one after the other."""
    context = edition.context
    offer = offer_everything(context)
    about = about_table(context, offer, edition.absolute("data.html"))
    for name in offered(edition):
        form = name.removeprefix(f"{stem(edition)}-").partition(".")[0]
        if form in TABLES:
            yield name, as_bytes({"about": about, **offer.tables}, form)
        elif form == "folder" and folder is not None:
            yield name, folder_zip(folder)
        elif form == "brief":
            ending = name.rpartition(".")[2]
            written = brief(context.index, Selection(), charts=False)
            yield name, _stable(render_brief(written, ending), ending, context.day)


def folder_zip(folder: Path) -> bytes:
    """The files of a folder that the format names, and its plain ones, without their times."""
    files = FolderFiles(folder, folder.name, None)
    plain = (path for path in folder.iterdir() if path.stem.upper() in PLAIN)
    names = {path.relative_to(folder).as_posix(): path for path in (*files.named_files(), *plain)
             if path.is_file() and path.is_relative_to(folder)}  # fmt: skip
    return _zip(
        {
            f"{folder.resolve().name}/{name}": path.read_bytes()
            for name, path in sorted(names.items())
        }
    )


def _zip(files: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, ZIP_EPOCH), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


WRITTEN: Final = re.compile(rb"(?<=W3CDTF\">)[^<]*")
"""When a Word document says that it was made and changed."""


def _stable(content: bytes, ending: str, day: dt.date) -> bytes:
    """A document of the day that it speaks for, and not of the second in which it was written."""
    if ending != "docx":
        return content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        moment = f"{day.isoformat()}T00:00:00Z".encode()
        files = {name: archive.read(name) for name in archive.namelist()}
        core = "docProps/core.xml"
        return _zip(files | {core: WRITTEN.sub(moment, files[core])})
