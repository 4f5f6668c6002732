"""What a reader of a kind of file is, and what it yields: rows with their addresses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, Protocol, TypeAlias

from parley.progress import Progress

TableName: TypeAlias = Literal[
    "negotiation", "parties", "sources", "events", "claims", "areas", "issues", "positions",
    "silences",
]  # fmt: skip


class ImportRefused(Exception):
    """Why a file cannot be imported, and what to do, in one line."""


class LayoutIncomplete(ImportRefused):
    """What a person has to say in the layout before anything can be read."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of what a file holds."""

    table: TableName
    at: str
    """Where it stands in the file: `Positions!C4`, `statement 17`."""
    values: Mapping[str, Any]
    """By the keys of the format. In a file whose reader is not `complete`, `party`, `issue`,
    `source` and `stance` are as the file calls them, `fill` is the colour of a cell and `coder`
    who coded it; a row of another table than positions says more of the `party`, the `issue` or
    the `source` of that name, and comes before the positions that have it."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something of a file that is not carried."""

    at: str
    why: str


@dataclass(frozen=True)
class Recognition:
    """A file whose kind is known."""

    sign: str
    """By what it is known, as a person reads it."""
    layout: Mapping[str, Any] = field(default_factory=dict)
    """How it is laid out, in plain values: a part of the mapping file, and so for a person to
    change."""
    notes: tuple[str, ...] = ()
    """What else there is to say of it: what of such a file is not read, for instance."""


class Reader(Protocol):
    """A kind of file."""

    name: str
    """Its name in a mapping file and on the command line."""
    title: str
    """Its name in a sentence."""
    complete: bool
    """Whether its rows are records of the format already, so that no mapping is asked for."""

    def recognise(self, path: Path, sheet: str | None = None) -> Recognition | None:
        """How the file is laid out; None where it is of another kind. Reads no more than it takes
        to tell. Raises ImportRefused for a file that is too large or damaged."""

    def rows(
        self, path: Path, layout: Mapping[str, Any], progress: Progress
    ) -> Iterator[Row | LeftOut]:
        """The rows of a file, and what of it is not carried, in its order."""
