"""What every page is given: the negotiation, its frames on the chosen day, and the choice."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from typing import cast

import streamlit as st

from parley.blocs import blocs_of
from parley.frames import Frames
from parley.load import Negotiation
from parley.selection import Selection, View, spoken_for, view

KEY = "parley"


@dataclass(frozen=True)
class Context:
    """The state of one run of a page; nothing in it is ever changed."""

    negotiation: Negotiation
    frames: Frames
    selection: Selection

    @property
    def day(self) -> dt.date:
        """The day that is shown."""
        return self.selection.day or self.negotiation.header.as_of

    @cached_property
    def view(self) -> View:
        """What the selection leaves in view."""
        return view(self.frames, self.selection)

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
        return spoken_for(self.frames)


def begin() -> Context:
    """What the frame of the pages has prepared for the page of this run."""
    return cast(Context, st.session_state[KEY])
