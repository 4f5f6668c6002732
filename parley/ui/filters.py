"""The filters: one place, the same meaning on every page, and in the address alone.

A choice changes the address, as a link does, and what the address says is what is chosen. The
controls that change it are those of `parley/ui/controls.py`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import streamlit as st

from parley.frames.columns import Frames
from parley.frames.order import display_order
from parley.frames.selection import OFFERED, PARAMETERS, Selection
from parley.loading.loader import Negotiation
from parley.ui.controls import NEGOTIATION, day_control, draw_controls, list_control
from parley.ui.store import FolderStore
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


def choose_negotiation(store: FolderStore) -> str:
    """The folder that the address names, by id or by title; else the first."""
    named = st.query_params.get(NEGOTIATION, "")
    titles = _titles(store)
    return next((id for id, title in titles.items() if named in (id, title)), next(iter(titles)))


def choose_filters(store: FolderStore, negotiation: Negotiation, frames: Frames) -> Selection:
    """Draw the filters in the sidebar and return what the address selects."""
    parties = {party.id: party.name for party in negotiation.parties}
    areas = {area: title.title for area, title in negotiation.areas.items()}
    options = {
        "party": distinct_labels({id: parties[id] for id in display_order(negotiation)}),
        "area": distinct_labels(areas),
        **OFFERED,
    }
    query = {key: st.query_params.get_all(key) for key in PARAMETERS}
    selection = Selection.from_query(query, options)
    as_of = negotiation.header.as_of
    days = sorted([*frames.days, as_of])
    first, last = days[0], days[-1]
    single_day = first == last
    if selection.day and (single_day or not first <= selection.day <= last):
        selection = replace(selection, day=None)
    controls: list[dict[str, Any]] = [
        {**list_control(label, key, options[key], nothing), "open": key in OPEN_LISTS}
        for key, (label, nothing) in LISTS.items()
    ]
    words = "In issues and positions"
    controls += [
        {"kind": "words", "key": "words", "label": "Words", "placeholder": words},
        {"kind": "switch", "key": "red_lines", "label": "Red lines only", "default": False},
        {
            "kind": "switch", "key": "record", "label": "On the record only", "default": False,
            "other": "yes",
        },
    ]  # fmt: skip
    if not single_day:
        note = "Leaves out what was said before."
        controls.append(day_control("Said since", "said_since", first, last, note=note))
        note = f"The matrix as it stood on a day; empty for {as_of}."
        controls.append(day_control("As of", "day", first, last, note=note))
    _draw_panel(store, negotiation.id, *controls, heading="Filters", clear="Clear all filters")
    return selection


def choose_other_folder(store: FolderStore, id: str) -> None:
    """Draw what leads from a folder that cannot be shown to the others."""
    _draw_panel(store, id)


def _draw_panel(store: FolderStore, id: str, *controls: dict[str, Any], **texts: str) -> None:
    """The sidebar; with a chooser of folders only where there are several."""
    titles = _titles(store)
    chooser = {
        "kind": "one", "key": NEGOTIATION, "label": "Negotiation",
        "options": list(titles.items()), "chosen": id,
    }  # fmt: skip
    with st.sidebar:
        draw_controls("filters", *([chooser] if len(titles) > 1 else []), *controls, **texts)


def _titles(store: FolderStore) -> dict[str, str]:
    return distinct_labels({id: store.title(id) for id in store.ids()})
