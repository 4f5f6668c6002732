"""The filters: the same meaning on every page, and in the address alone.

Parties are chosen by the chips under a page's title, the rest in a panel beside the page. A choice
changes the address, as a link does, and what the address says is what is chosen. The controls that
change it are those of `parley/ui/controls.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

from parley.frames.columns import Frames
from parley.frames.order import home_parties
from parley.frames.selection import PARAMETERS, Selection
from parley.loading.loader import Negotiation
from parley.ui.controls import NEGOTIATION, day_control, draw_controls, list_control
from parley.ui.folder_watch import Listing
from parley.views.address import Days, Unknown, days_of, offered_by, unknown_values
from parley.wording import date_text, distinct_labels

KEPT_PARAMETERS = (NEGOTIATION, *PARAMETERS)
"""The parameters that every page has, and that stay when the page changes."""

LISTS = {
    "area": ("Areas", "All areas"),
    "status": ("Status", "Any status"),
    "stance": ("Stance", "Any stance"),
    "attribution": ("Who says so", "Anybody"),
}
"""The label of each list of the panel, and what it says where nothing of it is chosen."""

OPEN_LISTS = ("area",)
"""The lists that stand open, where they are short."""

RECORD, RED_LINES, WORDS = "On the record only", "Red lines only", "Words"
SINCE, DAY = "Said since", "As of"


@dataclass(frozen=True)
class Choice:
    """What the address of a page selects of a negotiation."""

    selection: Selection
    """Without a day where that is the matrix's own."""
    unknown: tuple[Unknown, ...]
    """What of the address names nothing."""
    offered: Mapping[str, Mapping[str, str]]
    days: Days
    home: tuple[str, ...]
    """The parties that come first."""

    @property
    def filters_on(self) -> int:
        """How many filters of the panel are on."""
        return sum(key != "party" for key, _ in self.selection.to_query())


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
    unknown = tuple(unknown_values(query, offered, days))
    return Choice(selection, unknown, offered, days, home_parties(negotiation))


def draw_filters(choice: Choice) -> None:
    """Draw the filters of the panel, as the address has them."""
    first, last, as_of = choice.days
    lists = {
        key: {**list_control(label, key, choice.offered[key], nothing), "open": key in OPEN_LISTS}
        for key, (label, nothing) in LISTS.items()
    }
    controls: list[dict[str, Any]] = [
        lists.pop("area"), lists.pop("status"), lists.pop("attribution"),
        {"kind": "switch", "key": "record", "label": RECORD, "default": False, "other": "yes"},
    ]  # fmt: skip
    if first != last:
        note = "Leaves out what was said before."
        controls.append(day_control(SINCE, "said_since", first, last, note=note))
    words = "In issues, positions, names and sources"
    # What only finds cells comes after what defines what is measured.
    controls += [
        *lists.values(),
        {"kind": "switch", "key": "red_lines", "label": RED_LINES, "default": False},
        {"kind": "words", "key": "words", "label": WORDS, "placeholder": words},
    ]
    if first != last:
        note = f"The matrix as it stood on a day; empty for {date_text(as_of)}."
        controls.append(day_control(DAY, "day", first, last, note=note))
    clears = {**dict.fromkeys(PARAMETERS, ""), "day": as_of.isoformat()}
    draw_controls(
        "filters", *controls, heading="Filters", closes=True, clear="Clear all filters",
        clears=clears,
    )  # fmt: skip


def draw_chosen(choice: Choice) -> None:
    """Draw the parties as chips, and in words whatever else is chosen."""
    names = choice.offered["party"]
    taken: dict[str, dict[str, Any]] = {
        **{
            key: {"label": label, "options": choice.offered[key]}
            for key, (label, _) in LISTS.items()
        },
        "record": {"label": RECORD},
        "said_since": {"label": SINCE, "days": True},
        "red_lines": {"label": RED_LINES},
        "words": {"label": WORDS},
        "day": {"label": DAY, "days": True, "except": choice.days.as_of.isoformat()},
    }
    chips = {
        "kind": "chips", "key": "party", "label": "Parties", "nothing": "All parties",
        "options": list(names.items()), "home": [id for id in choice.home if id in names],
    }  # fmt: skip
    draw_controls("page-chosen", chips, {"kind": "taken", "key": "taken", "of": taken}, line=True)
