"""What every page is given: the negotiation, its frames on the chosen day, and the choice."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import TypeVar, cast

import streamlit as st

from parley.format.problems import Problem
from parley.frames.blocs import blocs_of
from parley.frames.build import Frames
from parley.frames.build import build_frames as make_frames
from parley.frames.selection import Selection, View, apply_selection, represented_members
from parley.loading.loader import Negotiation
from parley.ui.store import ResultCache
from parley.views.cells import CellIndex
from parley.views.links import Links

KEY = "parley"
MOST_KEPT = 10_000
"""Positions of a folder of which what is in view is small."""
T = TypeVar("T")


@dataclass(frozen=True)
class Context:
    """The state of one run of a page; nothing in it is ever changed."""

    negotiation: Negotiation
    frames: Frames
    selection: Selection
    problems: tuple[Problem, ...] = ()
    """The faults and warnings of the folder as it is now."""
    on_day: Callable[[dt.date | None], Frames] | None = None
    real: Frames | None = None
    """The frames as the folder has them, where `frames` hold what the reader supposes."""
    supposed: tuple[str, ...] = ()
    """What the reader supposes, as an address has it."""
    page: str = ""
    """The address of the page, as the navigation has it."""
    near: frozenset[str] = frozenset()
    """The parts of pages, by page and name, that have come near a reader's eyes."""
    results: ResultCache = field(default_factory=ResultCache, repr=False, compare=False)

    def cached(self, name: str, make: Callable[[], T], *more: Hashable) -> T:
        """What `make` computes of what is in view and supposed, computed once for all readers.

        `name` says what it is, and `more` on what else it depends. It is kept as long as it is
        asked for: it must be small, and nobody may change it.
        """
        return self.results.get_or_compute((name, self.selection, self.supposed, *more), make)

    def cached_for(self, view: View, name: str, make: Callable[[], T], *more: Hashable) -> T:
        """What `make` computes of all that a view holds, whichever of it matches.

        It is computed once for all choices that leave the same in view, and so must not carry the
        choice itself, as a link does; else as `cached`.
        """
        day = self.selection.day
        return self.results.get_or_compute((name, view.content, day, self.supposed, *more), make)

    def frames_on(self, day: dt.date | None) -> Frames:
        """The frames of another day; None is the day that the matrix speaks for."""
        return self.reading(day)

    @property
    def reading(self) -> Callable[[dt.date | None], Frames]:
        """What gives the frames of a day: for what outlives the run and may not hold on to it."""
        return self.on_day or partial(make_frames, self.negotiation)

    @property
    def day(self) -> dt.date:
        """The day that is shown."""
        return self.selection.day or self.negotiation.header.as_of

    @cached_property
    def dossier(self) -> CellIndex:
        """All that is told of each cell on the day, whatever the reader supposes."""
        return CellIndex(self.negotiation, self.real or self.frames, self.day)

    @cached_property
    def links(self) -> Links:
        """The addresses of the pages, with what is chosen."""
        return Links(self.negotiation.id, self.selection)

    @cached_property
    def view(self) -> View:
        """What the selection leaves in view."""
        return self.view_of(self.selection)

    @property
    def small(self) -> bool:
        """Whether what is in view may be kept for the next reader, and scores are made at once."""
        return len(self.frames.positions) <= MOST_KEPT

    def view_of(self, selection: Selection) -> View:
        """What a selection leaves in view of the frames, kept where it is small."""
        if not self.small:
            return apply_selection(self.frames, selection)
        made = partial(apply_selection, self.frames, selection)
        return self.results.get_or_compute(("view", selection, self.supposed), made)

    @cached_property
    def party_names(self) -> dict[str, str]:
        """The name of each party."""
        return {party.id: party.name for party in self.negotiation.parties}

    @cached_property
    def blocs(self) -> dict[str, list[str]]:
        """For each member the blocs it belongs to."""
        return blocs_of(self.negotiation.parties)

    @cached_property
    def spoken_for(self) -> dict[str, list[str]]:
        """For each bloc the members that it speaks for."""
        return represented_members(self.frames)


def begin() -> Context:
    """What the frame of the pages has prepared for the page of this run."""
    return cast(Context, st.session_state[KEY])
