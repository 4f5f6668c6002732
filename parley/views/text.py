"""What views say, as records: the pieces of a line, and blocks of lines, for any renderer.

`text_html` writes them as HTML, the Word form of a brief writes them as a document. All texts are
plain, as they stand in the data.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

from parley.format.models import Evidence
from parley.views.bidi import is_rtl

# --- pieces

STRONG: Final = "strong"
QUIET: Final = "quiet"
KEY: Final = "key"
"""What the text after it is: `Status: `."""
SILENT: Final = "silent"
VALUE: Final = "value"
QUOTE: Final = "quote"
LOCATOR: Final = "locator"


class Run(NamedTuple):
    """A stretch of text; its kind is one of the above, a stance, or empty."""

    text: str
    kind: str = ""
    data: bool = False
    """Whether it is a text of the data, with its language and the direction of its own letters."""


class Label(NamedTuple):
    """A word that is set off from the text: a stance, a mark or a status, and which one."""

    text: str
    kind: Literal["stance", "mark", "status"]
    term: str = ""


class WebLink(NamedTuple):
    """A text that leads to an address outside."""

    text: str
    url: str


class CellLink(NamedTuple):
    """A text that leads to a cell; by default it is one of the data, as the title of an issue."""

    text: str
    issue: str
    party: str
    data: bool = True


class IssueLink(NamedTuple):
    """A text that leads to an issue's page."""

    text: str
    issue: str


class PartyLink(NamedTuple):
    """A text that leads to a party's page."""

    text: str
    party: str


class NoteRef(NamedTuple):
    """A reference to a numbered note; `use` counts the references to the same note, from 1."""

    number: int
    use: int = 1


Piece = Run | Label | WebLink | CellLink | IssueLink | PartyLink | NoteRef


def pieces_of(*texts: Piece | str) -> tuple[Piece, ...]:
    """Pieces, of which some are given as plain text."""
    return tuple(Run(each) if isinstance(each, str) else each for each in texts)


def data_text(text: str, kind: str = "") -> Run:
    """A text of the data within a line."""
    return Run(text, kind, data=True)


def separated(texts: Iterable[Run | str], separator: str = ", ") -> list[Run]:
    """Texts one after the other, each a piece of its own; a plain one is of the data."""
    pieces: list[Run] = []
    for text in texts:
        if pieces:
            pieces.append(Run(separator))
        pieces.append(data_text(text) if isinstance(text, str) else text)
    return pieces


def plain_text(pieces: Iterable[Piece]) -> str:
    """What pieces say, without references to notes."""
    return "".join(piece.text for piece in pieces if not isinstance(piece, NoteRef))


# --- blocks


@dataclass(frozen=True)
class Paragraph:
    """Pieces in one flow."""

    pieces: tuple[Piece, ...]
    role: str = ""
    """What it is for, such as lead, over or quiet; in HTML its class."""
    verbatim: bool = False
    """Whether it is one text of the data, and so has the direction of its own letters; any other
    runs from left to right, whatever names are in it."""

    @property
    def text(self) -> str:
        """What it says, without references to notes."""
        return plain_text(self.pieces)

    @property
    def rtl(self) -> bool:
        """Whether it is written from right to left."""
        return self.verbatim and is_rtl(self.text)


@dataclass(frozen=True)
class Heading:
    """A heading; 1 is the title of a document. In print it may start a page, or a landscape one."""

    level: int
    paragraph: Paragraph
    page_break: bool = False
    landscape: bool = False


class ListItem(NamedTuple):
    """An item of a list: a line, and what stands below it."""

    paragraph: Paragraph
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True)
class BulletList:
    """A list."""

    items: tuple[ListItem, ...]
    role: str = ""


@dataclass(frozen=True)
class DefinitionList:
    """Terms, each with what is said of it."""

    items: tuple[tuple[str, Paragraph], ...]


@dataclass(frozen=True)
class Section:
    """Blocks that belong together."""

    blocks: tuple[Block, ...]
    role: str = ""
    keep_together: bool = False
    """Whether a page in print should not part them."""


@dataclass(frozen=True)
class TableCell:
    """A cell of a table; its fill is a stance, `silent` or empty."""

    lines: tuple[Paragraph, ...]
    fill: str = ""


@dataclass(frozen=True)
class SpanningRow:
    """A row over the whole width: what the rows below it have in common."""

    title: Paragraph


@dataclass(frozen=True)
class Table:
    """A table. Its header repeats on every page, and the first cell of a row heads it."""

    caption: str
    header: tuple[Paragraph, ...]
    rows: tuple[tuple[TableCell, ...] | SpanningRow, ...]
    widths: tuple[float, ...]
    """The share of each column in the width."""
    landscape: bool = False


@dataclass(frozen=True)
class Picture:
    """A chart, with what it says as its caption and in words for those who do not see it."""

    png: bytes
    finding: str
    alt: str
    source: str


Block = Heading | Paragraph | BulletList | DefinitionList | Section | Table | Picture


def paragraph(*pieces: Piece | str, role: str = "") -> Paragraph:
    """A paragraph of pieces and plain texts."""
    return Paragraph(pieces_of(*pieces), role)


def verbatim(text: str, role: str = "", kind: str = "") -> Paragraph:
    """A paragraph that is one text of the data."""
    return Paragraph((Run(text, kind),), role, verbatim=True)


def heading(
    level: int, title: Paragraph | str, page_break: bool = False, landscape: bool = False
) -> Heading:
    """A heading; a plain text is in Parley's own words."""
    title = paragraph(title) if isinstance(title, str) else title
    return Heading(level, title, page_break, landscape)


def bullet_list(items: Iterable[Paragraph], role: str = "") -> BulletList:
    """A list of lines."""
    return BulletList(tuple(ListItem(item) for item in items), role)


def titled_section(title: str, *blocks: Block, role: str = "") -> Section:
    """Blocks below a heading in Parley's own words."""
    return Section((heading(3, title), *blocks), role)


# --- details of a position or an issue


class Detail(NamedTuple):
    """One thing that is said of a position or an issue, and the evidence that it rests on.

    A page lists the evidence below it, a document refers to notes.
    """

    term: str
    """What it is: `Status`."""
    pieces: tuple[Piece, ...]
    evidence: tuple[Evidence, ...] = ()

    def line(self, *more: Piece, role: str = "") -> Paragraph:
        """The term, what is said, and pieces that follow: `Status: Open.`"""
        return Paragraph((Run(f"{self.term}: ", KEY), *self.pieces, *more), role)
