"""What a view is given: the negotiation, its frames on the chosen day, and the reader's choice."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from typing import TypeVar

from parley.frames.blocs import blocs_of
from parley.frames.build import build_frames
from parley.frames.columns import Frames
from parley.frames.selection import Selection
from parley.frames.view import View, apply_selection, represented_members
from parley.loading.loader import Negotiation
from parley.views.cells import CellIndex
from parley.views.links import Links
from parley.views.result_cache import ResultCache

MOST_CACHED_POSITIONS = 10_000
"""Positions of a folder up to which views of it are cached, and slow parts are shown at once."""

T = TypeVar("T")


@dataclass(frozen=True)
class ViewContext:
    """A negotiation as one reader looks at it; nothing in it is ever changed."""

    negotiation: Negotiation
    frames: Frames
    """On the day of the selection; with what the reader supposes, where they suppose something."""
    selection: Selection
    frames_of_day: Callable[[dt.date | None], Frames] | None = None
    """Gives the frames of another day; by default they are built."""
    reported_frames: Frames | None = None
    """The frames as the folder has them, where `frames` hold what the reader supposes."""
    supposed: tuple[str, ...] = ()
    """What the reader supposes, as an address has it."""
    results: ResultCache = field(default_factory=ResultCache, repr=False, compare=False)

    def cached(self, name: str, compute: Callable[[], T], *more: Hashable) -> T:
        """What `compute` returns for this selection and what is supposed, computed once.

        `name` and `more` are the rest of its key. It stays in the cache, so it must be small and
        must not be changed.
        """
        return self.results.get_or_compute((name, self.selection, self.supposed, *more), compute)

    def cached_for(self, view: View, name: str, compute: Callable[[], T], *more: Hashable) -> T:
        """What `compute` returns for all that a view holds, whichever of it matches.

        It is shared by all choices that leave the same in view, so it must not contain a link:
        links have the choice. Otherwise as `cached`.
        """
        key = (name, view.content, self.selection.day, self.supposed, *more)
        return self.results.get_or_compute(key, compute)

    @property
    def frames_on(self) -> Callable[[dt.date | None], Frames]:
        """Gives the frames of a day (None: the matrix's own); has no reference to this context."""
        return self.frames_of_day or partial(build_frames, self.negotiation)

    @property
    def day(self) -> dt.date:
        """The day that is shown."""
        return self.selection.day or self.negotiation.header.as_of

    @cached_property
    def index(self) -> CellIndex:
        """The cells on the day as they are reported, whatever the reader supposes."""
        return CellIndex(self.negotiation, self.reported_frames or self.frames, self.day)

    @cached_property
    def links(self) -> Links:
        """The addresses of the pages, with what is chosen and the day that is shown: they lead to
        the same when the data have moved on."""
        return Links(self.negotiation.id, replace(self.selection, day=self.day))

    @cached_property
    def view(self) -> View:
        """What the selection leaves in view."""
        return self.view_of(self.selection)

    @property
    def small(self) -> bool:
        """Whether what is in view may be kept for the next reader, and scores are made at once."""
        return len(self.frames.positions) <= MOST_CACHED_POSITIONS

    def view_of(self, selection: Selection) -> View:
        """What a selection leaves in view of the frames, cached where it is small."""
        if not self.small:
            return apply_selection(self.frames, selection)
        compute = partial(apply_selection, self.frames, selection)
        return self.results.get_or_compute(("view", selection, self.supposed), compute)

    @cached_property
    def party_names(self) -> dict[str, str]:
        """The name of each party."""
        return {party.id: party.name for party in self.negotiation.parties}

    @cached_property
    def blocs(self) -> dict[str, list[str]]:
        """For each member the blocs it belongs to."""
        return blocs_of(self.negotiation.parties)

    @cached_property
    def represented_members(self) -> dict[str, list[str]]:
        """For each bloc the members that it speaks for."""
        key = ("represented members", self.selection.day, self.supposed)
        return self.results.get_or_compute(key, partial(represented_members, self.frames))
