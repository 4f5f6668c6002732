"""What a brief is made of: headings, paragraphs, tables, pictures and notes, as records.

The other modules say in them what a brief says; each of its forms writes them in its own way.
Texts are plain and as they stand in the data.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

STRONG: Final = "strong"
QUIET: Final = "quiet"
SILENT: Final = "silent"


class Run(NamedTuple):
    """A stretch of text; its kind is one of the above, a stance whose colour it has, or empty."""

    text: str
    kind: str = ""


class Link(NamedTuple):
    """A text that leads to an address."""

    text: str
    url: str


class Ref(NamedTuple):
    """A reference to a note."""

    number: int


Piece = Run | Link | Ref


@dataclass(frozen=True)
class Paragraph:
    """Pieces in one flow. `own` is a text of the data alone, with the direction of its letters;
    any other runs from left to right, whatever names are in it. `style` is lead, over, quiet or
    empty."""

    pieces: tuple[Piece, ...]
    style: str = ""
    own: bool = False

    @property
    def text(self) -> str:
        """What it says, without references."""
        return "".join(piece.text for piece in self.pieces if not isinstance(piece, Ref))

    @property
    def leftward(self) -> bool:
        """Whether it is written from right to left."""
        return self.own and leftward(self.text)


@dataclass(frozen=True)
class Heading:
    """A heading; 1 is the title. `new_page` asks for a fresh page in print, `wide` for the page on
    its side of the table below."""

    level: int
    paragraph: Paragraph
    new_page: bool = False
    wide: bool = False


@dataclass(frozen=True)
class Bullets:
    """A list."""

    items: tuple[Paragraph, ...]


@dataclass(frozen=True)
class Cell:
    """A cell of a table; its tone is a stance, `silent` or empty."""

    lines: tuple[Paragraph, ...]
    tone: str = ""


@dataclass(frozen=True)
class Band:
    """A row over the whole width: what the rows below it have in common."""

    title: Paragraph


@dataclass(frozen=True)
class Table:
    """A table. Its first row repeats on every page, and the first cell of a row heads it."""

    caption: str
    head: tuple[Paragraph, ...]
    rows: tuple[tuple[Cell, ...] | Band, ...]
    widths: tuple[float, ...]
    """The share of each column in the width."""
    wide: bool = False
    """Whether it needs a page on its side."""


@dataclass(frozen=True)
class Picture:
    """A chart, with what it says as its caption and in words for those who do not see it."""

    png: bytes
    finding: str
    alt: str
    source: str


@dataclass(frozen=True)
class Together:
    """Blocks that a page should not part."""

    blocks: tuple[Heading | Paragraph | Bullets, ...]


Block = Heading | Paragraph | Bullets | Table | Picture | Together


@dataclass(frozen=True)
class Note:
    """A footnote: one piece of evidence."""

    number: int
    paragraph: Paragraph


@dataclass(frozen=True)
class Brief:
    """A document, whatever form it is written in."""

    negotiation: str
    """The negotiation's title."""
    subject: str
    """What of it the brief is about."""
    language: str
    """The BCP 47 tag of its texts."""
    day: dt.date
    """The day that it speaks for."""
    authors: tuple[str, ...]
    """Who looks after the data."""
    blocks: tuple[Block, ...]
    notes: tuple[Note, ...]

    @property
    def title(self) -> str:
        """The name of the document."""
        return f"{self.subject} – {self.negotiation}"

    def tables(self) -> list[Table]:
        """Its tables, in order."""
        return [block for block in self.blocks if isinstance(block, Table)]

    def pictures(self) -> list[Picture]:
        """Its pictures, in order."""
        return [block for block in self.blocks if isinstance(block, Picture)]


# --- the direction of writing


def leftward(text: str) -> bool:
    """Whether the first letter of a text is of a script written from right to left."""
    return next((way == "R" for way in map(_way, text) if way in "LR"), False)


def stretches(text: str, base_leftward: bool = False) -> Iterator[tuple[str, bool]]:
    """A text in pieces, each with whether it runs against the direction of its paragraph.

    What stands between two letters of one direction goes with them.
    """
    if text.isascii() and not base_leftward:
        yield text, False
        return
    ways = "".join(map(_way, text))
    against = "L" if base_leftward else "R"
    end = 0
    for found in re.finditer(f"{against}(?:[{against}M ]*[{against}M])?", ways):
        if found.start() > end:
            yield text[end : found.start()], False
        yield text[found.start() : found.end()], True
        end = found.end()
    if end < len(text):
        yield text[end:], False


def _way(char: str) -> str:
    if char.isascii():
        return "L" if char.isalpha() else " "
    way = unicodedata.bidirectional(char)
    if way in ("R", "AL"):
        return "R"
    return {"L": "L", "NSM": "M"}.get(way, " ")


# --- paragraphs made of texts


def plain(text: str, style: str = "") -> Paragraph:
    """A paragraph in Parley's own words."""
    return Paragraph((Run(text),), style)


def own(text: str, style: str = "", kind: str = "") -> Paragraph:
    """A paragraph that is one text of the data."""
    return Paragraph((Run(text, kind),), style, own=True)


def line(*pieces: Piece | str, style: str = "") -> Paragraph:
    """A paragraph of pieces and texts."""
    return Paragraph(tuple(Run(each) if isinstance(each, str) else each for each in pieces), style)


def listed(names: Iterable[str], between: str = ", ", kind: str = "") -> list[Run]:
    """Names one after the other; each is a piece, so that it keeps its own direction."""
    pieces: list[Run] = []
    for name in names:
        pieces += [Run(between)] if pieces else []
        pieces.append(Run(name, kind))
    return pieces


def heading(
    level: int, paragraph: Paragraph | str, new_page: bool = False, wide: bool = False
) -> Heading:
    """A heading; a text is in Parley's own words."""
    title = plain(paragraph) if isinstance(paragraph, str) else paragraph
    return Heading(level, title, new_page, wide)
