"""What a view returns: the blocks of a page, in order, for any renderer to draw.

A block that costs something to make is made when a renderer asks for it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from parley.charts.chart import Chart
from parley.html import Html, tag
from parley.views.paging import MOST_ROWS, Part, Window


@dataclass(frozen=True)
class Title:
    """The title of a page: what it is about, or what was found."""

    text: str
    over: str = ""
    """A quiet line above it: what the finding is of."""
    finding: str = ""
    """Where the title is a name: what was found of it, in a sentence below it in large type."""


@dataclass(frozen=True)
class Heading:
    """A heading below the title: 2 opens a section, 3 a part of one."""

    text: str
    level: int = 2


@dataclass(frozen=True)
class Markup:
    """Escaped HTML in Parley's own style."""

    html: Html


@dataclass(frozen=True)
class Figure:
    """A chart, made when a reader comes near it."""

    key: str
    """Tells the charts of a page apart."""
    placeholder: str
    """What stands in its place until it is made."""
    source: str
    """The line under it: what it rests on."""
    make: Callable[[], Chart]


@dataclass(frozen=True)
class Matrix:
    """A table of issues by parties whose cells open; `data` is what its script draws."""

    key: str
    data: dict[str, Any]


@dataclass(frozen=True)
class Columns:
    """Blocks side by side, below each other on a narrow screen."""

    columns: tuple[tuple[Block, ...], ...]
    widths: tuple[int, ...] = ()
    """Their shares of the width; equal where there are none."""


@dataclass(frozen=True)
class Deferred:
    """Blocks that take their time in a large folder, and then wait until a reader comes near."""

    key: str
    placeholder: str
    make: Callable[[], Iterable[Block]]


@dataclass(frozen=True)
class Expander:
    """Blocks that are made when a reader opens them."""

    key: str
    label: str
    make: Callable[[], Iterable[Block]]


@dataclass(frozen=True)
class Paged:
    """A list of which a part is shown at once, chosen by the reader; `make` draws a part."""

    key: str
    ids: Sequence[str]
    noun: str
    """What its items are called, in the plural."""
    make: Callable[[Part], Iterable[Block]]
    most: int = MOST_ROWS


@dataclass(frozen=True)
class PageNumber:
    """The pages of a table, of which one is shown at once; `make` draws it by its number from 1."""

    key: str
    """The parameter of the address."""
    pages: int
    make: Callable[[int], Iterable[Block]]


@dataclass(frozen=True)
class Windowed:
    """A table of which a part of the rows and columns is shown at once; `make` draws a part."""

    key: str
    rows: Sequence[str]
    columns: Sequence[str]
    noun: str
    """What its rows are called, in the plural; its columns are parties."""
    most: int
    """Cells that are shown at once."""
    make: Callable[[Window], Iterable[Block]]


@dataclass(frozen=True)
class Switch:
    """A choice of yes or no; an address says only what is not the default."""

    key: str
    """The parameter of the address."""
    label: str
    default: bool = False
    note: str = ""


@dataclass(frozen=True)
class DayChoice:
    """A choice of a day from first to last."""

    key: str
    label: str
    first: dt.date
    last: dt.date
    default: dt.date


@dataclass(frozen=True)
class ListChoice:
    """A choice of any number of options, labels by id."""

    key: str
    label: str
    options: Mapping[str, str]
    nothing: str
    """What it says where nothing is chosen."""


@dataclass(frozen=True)
class ShareMenu:
    """All that leaves a page, as the bar's menu offers it."""

    link: str
    """The address of the page; empty, it is the one that the reader is on."""
    citations: Mapping[str, str]
    """The texts that cite it, by the name of the form."""
    briefs: Mapping[str, str]
    """The addresses of the forms of its brief, by what leads to them."""
    no_brief: str
    """Why there are none, in a sentence, where what is in view is too much for one."""
    files: Mapping[str, str]
    """Addresses of other files of it, by what leads to them."""
    data: str
    """The address at which the data can be downloaded."""


Control = Switch | DayChoice | ListChoice


@dataclass(frozen=True)
class Choices:
    """Controls of a page, and what is drawn for the values that the address has for them.

    `make` is called with a value for each control: bool, date, or a tuple of ids.
    """

    controls: tuple[Control, ...]
    make: Callable[..., Iterable[Block]]
    side_by_side: bool = False


Block = (
    Title
    | Heading
    | Markup
    | Figure
    | Matrix
    | Columns
    | Deferred
    | Expander
    | Paged
    | PageNumber
    | Windowed
    | Choices
    | ShareMenu
)


def markup(*parts: Html | None) -> Markup:
    """Escaped HTML as one block."""
    return Markup(tag("div", *parts, cls="parley"))


def columns(*each: Iterable[Block], widths: tuple[int, ...] = ()) -> Columns:
    """Blocks side by side."""
    return Columns(tuple(tuple(blocks) for blocks in each), widths)
