"""The filters: one place, the same meaning on every page, and in the address alone.

A choice changes the address, as a link does, and what the address says is what is chosen. The
controls that change it are those of `parley/ui/controls.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

from parley.frames.columns import Frames
from parley.frames.selection import PARAMETERS, Selection
from parley.loading.loader import Negotiation
from parley.ui.controls import NEGOTIATION, day_control, draw_controls, list_control
from parley.ui.folder_watch import Listing
from parley.views.address import Days, Unknown, days_of, offered_by, unknown_values
from parley.wording import distinct_labels

KEPT_PARAMETERS = (NEGOTIATION, *PARAMETERS)
"""The parameters that every page has, and that stay when the page changes."""

LISTS = {
    "party": ("Parties", "All parties"),
    "area": ("Areas", "All areas"),
    "status": ("Status", "Any status"),
    "stance": ("Stance", "Any stance"),
    "attribution": ("Who says so", "Anybody"),
}
"""The label of each list, and what it says where none of its options is chosen."""

OPEN_LISTS = ("party", "area")
"""The lists that stand open, where they are short."""


@dataclass(frozen=True)
class Choice:
    """What the address of a page selects of a negotiation."""

    selection: Selection
    """Without a day where that is the matrix's own."""
    unknown: tuple[Unknown, ...]
    """What of the address names nothing."""
    offered: Mapping[str, Mapping[str, str]]
    days: Days


def named_negotiation(listing: Listing) -> str | None:
    """The folder that the address names, by its id or exactly by its title.

    Empty where it names none, None where it names one that is not there.
    """
    named = st.query_params.get(NEGOTIATION, "")
    titles = distinct_labels(listing.titles)
    if not named or named in titles:
        return named
    return next((id for id, title in titles.items() if named == title), None)


def read_choice(negotiation: Negotiation, frames: Frames) -> Choice:
    """What the address selects; `frames` are those of any day."""
    offered, days = offered_by(negotiation), days_of(negotiation, frames)
    query = {key: st.query_params.get_all(key) for key in PARAMETERS}
    selection = Selection.from_query(query, offered)
    if selection.day == days.as_of:
        selection = replace(selection, day=None)
    return Choice(selection, tuple(unknown_values(query, offered, days)), offered, days)


def draw_filters(listing: Listing, id: str, choice: Choice) -> None:
    """Draw the filters in the sidebar, as the address has them."""
    first, last, as_of = choice.days
    lists = {
        key: {**list_control(label, key, choice.offered[key], nothing), "open": key in OPEN_LISTS}
        for key, (label, nothing) in LISTS.items()
    }
    controls: list[dict[str, Any]] = [
        lists.pop("party"), lists.pop("area"), lists.pop("status"), lists.pop("attribution"),
        {
            "kind": "switch", "key": "record", "label": "On the record only", "default": False,
            "other": "yes",
        },
    ]  # fmt: skip
    if first != last:
        note = "Leaves out what was said before."
        controls.append(day_control("Said since", "said_since", first, last, note=note))
    words = "In issues, positions, names and sources"
    # What only finds cells comes after what defines what is measured.
    controls += [
        *lists.values(),
        {"kind": "switch", "key": "red_lines", "label": "Red lines only", "default": False},
        {"kind": "words", "key": "words", "label": "Words", "placeholder": words},
    ]
    if first != last:
        note = f"The matrix as it stood on a day; empty for {as_of}."
        controls.append(day_control("As of", "day", first, last, note=note))
    clears = {**dict.fromkeys(PARAMETERS, ""), "day": as_of.isoformat()}
    _draw_panel(listing, id, *controls, heading="Filters", clear="Clear all filters", clears=clears)


def draw_folders(listing: Listing, id: str) -> None:
    """Draw what leads from a folder that cannot be shown to the others."""
    _draw_panel(listing, id)


def _draw_panel(listing: Listing, id: str, *controls: dict[str, Any], **more: Any) -> None:
    """The sidebar; with a chooser of folders only where there are several, or none is shown."""
    titles = distinct_labels(listing.titles)
    chooser = {
        "kind": "one", "key": NEGOTIATION, "label": "Negotiation",
        "options": list(titles.items()), "chosen": id,
    }  # fmt: skip
    shown = len(titles) > 1 or id not in titles
    with st.sidebar:
        draw_controls("filters", *([chooser] if shown else []), *controls, **more)
