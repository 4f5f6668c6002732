"""The query of an address in, the folder and the choice that it names out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from urllib.parse import parse_qs

from parley.frames.selection import Selection
from parley.ui.folder_state import FolderState
from parley.ui.store import folder_store
from parley.views.address import Unknown, days_of, offered_by, unknown_values
from parley.views.cells import CellIndex
from parley.views.context import ViewContext
from parley.views.links import Links


@dataclass(frozen=True)
class FolderRequest:
    """The query of an address, and the folder and the choice that it names."""

    query: dict[str, list[str]]
    state: FolderState
    context: ViewContext
    unknown: list[Unknown]
    """What of the choice names nothing."""

    @property
    def selection(self) -> Selection:
        """The choice."""
        return self.context.selection

    @property
    def index(self) -> CellIndex:
        """The cells on its day."""
        return self.context.index

    @cached_property
    def links(self) -> Links:
        """Links with the choice, of the day that is shown."""
        return Links(self.context.negotiation.id, replace(self.selection, day=self.context.day))

    def last(self, parameter: str) -> str:
        """The last value of a parameter, or an empty text."""
        return self.query.get(parameter, [""])[-1]


def requested_folder(text: str) -> FolderRequest | None:
    """A query as a request of the folder that it names, which is loaded where it is not yet.

    None where it names none that can be shown.
    """
    query = parse_qs(text)
    id = query.get("negotiation", [""])[-1]
    store = folder_store()
    return request_of(query, store.get(id)) if id in store.ids() else None


def request_of(query: dict[str, list[str]], state: FolderState) -> FolderRequest | None:
    """A query as a request of a folder; None where that cannot be shown."""
    negotiation, frames_on = state.negotiation, state.frames_on
    if negotiation is None or frames_on is None:
        return None
    offered = offered_by(negotiation)
    unknown = unknown_values(query, offered, days_of(negotiation, frames_on(None)))
    selection = Selection.from_query(query, offered)
    frames = frames_on(selection.day)
    context = ViewContext(
        negotiation, frames, selection, frames_of_day=frames_on, results=state.results
    )
    return FolderRequest(query, state, context, unknown)
