"""What all pages of one negotiation's edition share, and what is told of a run that wrote one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Final, TypeVar

from parley.export.edition.figures import Figures
from parley.export.edition.links import EditionContext
from parley.views.result_cache import ResultCache
from parley.wording import date_text

MOST_INLINE: Final = 1_000
"""Cells up to which all of them stand on the page of the matrix, with their cards."""

MOST_IN_FULL: Final = 10_000
"""Positions up to which pages tell them in full; of more they say where the rest is."""

T = TypeVar("T")

Progress = Callable[[str, float], None]


@dataclass(frozen=True)
class Report:
    """What a run has written."""

    files: int
    bytes: int
    notes: tuple[str, ...] = ()
    """What the edition does not have, and why, in sentences."""


@dataclass(frozen=True, eq=False)
class Edition:
    """One negotiation, as an edition shows it."""

    context: EditionContext
    figures: Figures
    base_url: str | None = None
    """The address below which the edition stands, with a slash at its end."""
    directory: str = ""
    """Its directory within the site, with a slash at its end, where it is one of several."""
    notes: list[str] = field(default_factory=list)
    """What it does not have, and why."""

    _kept: dict[str, Any] = field(default_factory=dict, repr=False)

    @cached_property
    def to_cards(self) -> EditionContext:
        """The context of pages on which positions stand in full."""
        return replace(self.context, to_cards=True, results=ResultCache())

    @property
    def in_one_file(self) -> bool:
        """Whether all pages stand in one file."""
        return self.context.in_one_file

    @property
    def title(self) -> str:
        """The title of the negotiation."""
        return self.context.negotiation.header.title

    @property
    def root(self) -> str:
        """From a page to where the files shared by all negotiations are."""
        return "../" if self.directory else ""

    @property
    def as_of(self) -> str:
        """The day that it speaks for, in words."""
        return date_text(self.context.day)

    @cached_property
    def cells(self) -> int:
        """Cells of the whole matrix."""
        return len(self.context.view.issues) * len(self.context.view.parties)

    @property
    def inline(self) -> bool:
        """Whether the matrix stands on its page with all cards."""
        return self.cells <= MOST_INLINE

    @cached_property
    def in_full(self) -> bool:
        """Whether positions are told in full on the pages of issues and parties."""
        return len(self.context.frames.positions) <= MOST_IN_FULL

    def kept(self, name: str, make: Callable[[EditionContext], T]) -> T:
        """What `make` returns of the context, made once for all pages."""
        if name not in self._kept:
            self._kept[name] = make(self.context)
        found: T = self._kept[name]
        return found

    def absolute(self, name: str) -> str | None:
        """The absolute address of a file of the edition, where its base is known."""
        if self.base_url is None:
            return None
        return f"{self.base_url}{self.directory}{'' if name == 'index.html' else name}"
