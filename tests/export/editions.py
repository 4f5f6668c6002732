"""Editions as tests read them: published once for all, as files, and each page parsed strictly."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from xml.etree.ElementTree import Element

import html5lib

from parley.export.edition import publish
from parley.paths import data_dir
from tests.folders import EVERY_PART

BASE = "https://example.org/talks/"

FOLDERS = (data_dir() / "ukraine-berlin", data_dir() / "winnow-river", EVERY_PART)


@cache
def site(folder: Path) -> Path:
    """The directory of a folder's edition, without pictures of charts; the shipped one's has a base.

    On its pictures no text depends.
    """
    to = Path(mkdtemp(prefix="parley-edition-")) / "site"
    publish([folder], to, base_url=BASE if folder == FOLDERS[0] else None, pictures=False)
    return to


@cache
def one_file(folder: Path) -> Path:
    """The same as one file."""
    to = Path(mkdtemp(prefix="parley-edition-")) / "edition.html"
    publish([folder], to, pictures=False)
    return to


def parsed(text: str) -> Element:
    """A page as a tree; raises where it breaks a rule of the grammar of HTML."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    found: Element = parser.parse(text)
    return found


def words(element: Element) -> str:
    """What is read of an element, blanks evened out."""
    return " ".join("".join(element.itertext()).split())
