"""The filters: one place, the same meaning on every page, and in the URL.

Each widget's key is its parameter's name. Streamlit writes the labels of options into the URL;
links that Parley makes carry ids, and both open the same.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from parley.frames import Frames, shown_order
from parley.load import Negotiation
from parley.selection import Selection
from parley.ui.store import Store
from parley.vocabulary import ATTRIBUTIONS, STANCES, STATUSES, labels_of

CHOICES = ("party", "area", "status", "stance", "attribution")


def choose_negotiation(shelf: Store) -> str:
    """The folder that the reader looks at; a chooser, of titles, only where there are several."""
    ids = shelf.ids()
    if len(ids) == 1:
        return ids[0]
    titles = distinct({id: shelf.title(id) for id in ids})
    _accept_ids("negotiation", titles)
    chosen = st.sidebar.selectbox(
        "Negotiation",
        ids,
        format_func=lambda id: titles.get(id, id),
        key="negotiation",
        bind="query-params",
        on_change=clear,
    )
    return str(chosen)


def choose(negotiation: Negotiation, frames: Frames) -> Selection:
    """Draw the filters in the sidebar and return what they select."""
    parties = {party.id: party.name for party in negotiation.parties}
    ordered = {id: parties[id] for id in shown_order(negotiation)}
    areas = {area: title.title for area, title in negotiation.areas.items()}
    with st.sidebar:
        st.header("Filters", anchor=False)
        chosen = {
            "parties": several("party", "Parties", ordered, "All parties"),
            "areas": several("area", "Areas", areas, "All areas"),
            "statuses": several("status", "Status", labels_of(STATUSES), "Any status"),
            "stances": several("stance", "Stance", labels_of(STANCES), "Any stance"),
            "attributions": several(
                "attribution", "Who says so", labels_of(ATTRIBUTIONS), "Anybody"
            ),
        }
        words = st.text_input(
            "Words", key="words", bind="query-params", placeholder="In issues and positions"
        )
        red_lines = st.toggle("Red lines only", key="red_lines", bind="query-params")
        day = _day(negotiation, frames)
        selection = Selection(**chosen, red_lines=red_lines, words=words or "", day=day)
        st.button("Clear all filters", on_click=clear, disabled=selection.empty, width="stretch")
    return selection


def clear() -> None:
    """Set every filter back. Assigning is what makes Streamlit forget the URL's value as well."""
    for key in CHOICES:
        st.session_state[key] = []
    st.session_state["words"] = ""
    st.session_state["red_lines"] = False
    st.session_state["day"] = None


def _day(negotiation: Negotiation, frames: Frames) -> dt.date | None:
    """The day that the pages speak for; offered where positions have more than one date."""
    as_of = negotiation.header.as_of
    days = sorted([*frames.days, as_of])
    first, last = days[0], days[-1]
    if first == last:
        return None
    chosen = st.date_input(
        "As of",
        value=None,
        min_value=first,
        max_value=last,
        format="YYYY-MM-DD",
        key="day",
        bind="query-params",
        help=f"The matrix as it stood on a day; empty for {as_of}.",
    )
    return chosen if isinstance(chosen, dt.date) else None


def several(key: str, label: str, options: Mapping[str, str], nothing: str) -> tuple[str, ...]:
    """A choice of any number of options, by id; what is chosen is in the address."""
    labels = distinct(options)
    _accept_ids(key, labels)
    chosen = st.multiselect(
        label,
        list(labels),
        format_func=lambda id: labels.get(id, id),
        key=key,
        bind="query-params",
        placeholder=nothing,
    )
    order = list(labels)
    return tuple(sorted(chosen, key=order.index))


def distinct(labels: Mapping[str, str]) -> dict[str, str]:
    """Labels by id, those that stand twice told apart by their id."""
    times = Counter(labels.values())
    return {id: f"{label} ({id})" if times[label] > 1 else label for id, label in labels.items()}


def _accept_ids(key: str, labels: Mapping[str, str]) -> None:
    """Let the URL's parameter `key` hold ids as well as labels.

    A bound widget reads labels alone, and reads them before its value can be set; the raw values
    of the URL are translated first. This is the one private attribute of Streamlit that Parley
    touches; `tests/browser` shows it to work, and pyproject.toml holds the version.
    """
    context = get_script_run_ctx()
    if context is None:
        return
    with context.session_state.query_params() as query:
        typed = query._initial_query_params.get(key)
        if typed:
            query._initial_query_params[key] = [labels.get(value, value) for value in typed]
