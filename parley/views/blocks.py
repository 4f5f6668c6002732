"""What a view returns: the blocks of a page, in order, for any renderer to draw.

A block that costs something to make is made when a renderer asks for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from parley.charts.chart import Chart
from parley.html import Html, tag


@dataclass(frozen=True)
class Title:
    """The title of a page."""

    text: str


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
    make: Callable[[], Chart]
    source: str
    """The line under it: what it rests on."""


@dataclass(frozen=True)
class Matrix:
    """A table of issues by parties whose cells open; `data` is what its script draws."""

    key: str
    data: dict[str, Any]


@dataclass(frozen=True)
class Columns:
    """Blocks side by side, below each other on a narrow screen."""

    columns: tuple[tuple[Block, ...], ...]


@dataclass(frozen=True)
class Deferred:
    """Blocks that take their time in a large folder, and then wait until a reader comes near."""

    key: str
    placeholder: str
    make: Callable[[], Iterable[Block]]


Block = Title | Heading | Markup | Figure | Matrix | Columns | Deferred


def markup(*parts: Html | None) -> Markup:
    """Escaped HTML as one block."""
    return Markup(tag("div", *parts, cls="parley"))


def columns(*each: Iterable[Block]) -> Columns:
    """Blocks side by side."""
    return Columns(tuple(tuple(blocks) for blocks in each))
