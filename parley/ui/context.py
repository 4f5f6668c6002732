"""What a page of a run is given: the view's context, and what the browser has said of the page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import cast

import streamlit as st

from parley.format.problems import Problem
from parley.ui.folder_watch import Listing
from parley.views.address import Address
from parley.views.context import ViewContext

KEY = "parley"


@dataclass(frozen=True)
class PageContext(ViewContext):
    """A view's context with the state of one run of a page."""

    problems: tuple[Problem, ...] = ()
    """The faults and warnings of the folder as it is now."""
    address: Address = field(default_factory=lambda: Address("", ()))
    """The address of the page, as it was asked for."""
    listing: Listing = field(default_factory=lambda: Listing((), ()))
    """The data directory as this run found it."""
    version: str = ""
    """The version of what is shown."""
    opened: str | None = None
    """The cell whose card the address opens."""
    requested: frozenset[str] = frozenset()
    """The lazy parts of pages, by page and name, that have come into view."""
    draw_chosen: Callable[[], None] = lambda: None
    """Draws the parties to choose from, and what else is chosen, under the page's title."""


def page_context() -> PageContext:
    """What the frame of the pages has prepared for the page of this run."""
    return cast(PageContext, st.session_state[KEY])
