"""What stands around every page: the bar, the filters beside it, and the faults of a folder."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from urllib.parse import urlencode

import streamlit as st

from parley.format.problems import Problem
from parley.frames.selection import Selection
from parley.html import tag
from parley.loading.folder_list import HEADER
from parley.loading.loader import Negotiation
from parley.styles import STYLES
from parley.ui.bar import actions, names_and_pages
from parley.ui.components import mount
from parley.ui.context import KEY, PageContext
from parley.ui.controls import NEGOTIATION
from parley.ui.filters import (
    KEPT_PARAMETERS,
    Choice,
    draw_chosen,
    draw_filters,
    named_negotiation,
    read_choice,
)
from parley.ui.folder_state import FolderState
from parley.ui.folder_watch import Listing, version_token
from parley.ui.loading_indicator import LoadingIndicator
from parley.ui.page_list import DATA, MATRIX, OPEN_FILTERS, PAGES
from parley.ui.page_title import page_title
from parley.ui.render import show_html
from parley.ui.store import ALL, FolderStore, folder_store
from parley.views.address import (
    Address,
    Unknown,
    not_found,
    unknown_cell,
    unknown_name,
    unknown_notice,
)
from parley.views.data import stray_list
from parley.views.links import MOST_ADDRESS, Links
from parley.views.matrix_table import too_many_for_words
from parley.views.parts import fault_list


def run() -> None:
    """Draw the frame and, in it, the page of the address."""
    # Before st.navigation: a page's own icon would be fetched from another host.
    st.set_page_config(page_icon=str(STYLES / "parley.svg"), layout="wide")
    pages = [
        st.Page(page.file, title=page.title, url_path=page.address, default=not page.address)
        for page in PAGES
    ]
    page = st.navigation(pages, position="hidden")
    store = folder_store()
    listing = store.listing()
    address = page_address(page.url_path)
    named = named_negotiation(listing)
    if not listing.negotiations or named is None:
        st.set_page_config(page_title="Parley")
        _page_script(address, version_token(listing, {}), watch={NEGOTIATION: ""})
        if not listing.negotiations:
            _show_no_folder(store, listing)
            return
        _draw_bar(listing, "", address)
        _show_no_negotiation(address, listing)
        return
    # The version of what is shown is that of the files before they were read, or an older one, and
    # never a newer one: whatever changes meanwhile is seen.
    every = page.url_path == DATA or not named
    stamps = {id: store.stamp(id) for id in listing.ids} if every else {}
    with LoadingIndicator() as indicator:
        state = store.get(named, indicator) if named else _first_sound(store, listing, indicator)
    st.set_page_config(page_title=f"{page.title} · {state.title} · Parley")
    version = version_token(listing, {**stamps, state.id: state.stamp})
    watch = {ALL: "true"} if every else {NEGOTIATION: state.id}
    if state.negotiation is None or state.frames_on is None:
        _page_script(address, version, watch, carried={NEGOTIATION: state.id})
        _draw_bar(listing, state.id, address)
        _show_faults(state)
        return
    negotiation = state.negotiation
    choice = read_choice(negotiation, state.frames_on(None))
    day = choice.selection.day or negotiation.header.as_of
    carried = {NEGOTIATION: state.id, "day": day.isoformat()}
    requested = _page_script(address, version, watch, carried, negotiation.header.language)
    opened, unknown = _opened_cell(negotiation, choice)
    refused = any(each.refuses for each in unknown)
    context = PageContext(
        negotiation,
        state.frames_on(choice.selection.day),
        choice.selection,
        frames_of_day=state.frames_on,
        results=state.results,
        problems=state.problems,
        address=address,
        listing=listing,
        version=version,
        opened=opened,
        requested=requested,
        draw_chosen=partial(draw_chosen, choice),
    )
    _draw_bar(listing, state.id, address, choice, not refused and _opens_filters(context))
    if not refused:
        st.set_page_config(page_title=page_title(context, page.title))
    with st.container(key="page-frame"):
        with st.container(key="page-filters"):
            draw_filters(choice)
        with st.container(key="page-body"):
            if state.faults:
                _show_last_good_notice(state.faults)
            if refused:
                show_html(not_found(address, unknown))
                return
            if unknown:
                show_html(unknown_notice(address, unknown))
            _show_length_notice(address)
            st.session_state[KEY] = context
            try:
                page.run()
            finally:  # else the session would keep the frames of this run
                st.session_state.pop(KEY, None)


def _draw_bar(
    listing: Listing,
    id: str,
    address: Address,
    choice: Choice | None = None,
    opens_filters: bool = False,
) -> None:
    """Draw the bar: the negotiation, the pages with the choice of the address, and the buttons."""
    links = Links(id, choice.selection if choice else Selection())
    with st.container(key="page-bar"):
        st.html(names_and_pages(listing, id, address.page, links))
        st.html(actions(choice.filters_on if choice else None, opens_filters))


def _opens_filters(context: PageContext) -> bool:
    """Whether a page has its filters open from the start: a matrix of signs needs the width."""
    if context.address.page != MATRIX:
        return context.address.page in OPEN_FILTERS
    view = context.view
    return not too_many_for_words(len(view.issues), len(view.parties))


def page_address(path: str) -> Address:
    """The address of this run, by the path of its page."""
    query = [(key, st.query_params.get_all(key)) for key in st.query_params]
    return Address(path, tuple((key, value) for key, values in query for value in values))


def _first_sound(store: FolderStore, listing: Listing, indicator: LoadingIndicator) -> FolderState:
    """The first negotiation that can be shown; where none can, the first with its faults."""
    states = (store.get(id, indicator) for id in listing.ids)
    first = next(states)
    if first.negotiation is not None:
        return first
    return next((state for state in states if state.negotiation is not None), first)


def _opened_cell(
    negotiation: Negotiation, choice: Choice
) -> tuple[str | None, tuple[Unknown, ...]]:
    """The cell whose card the address opens, and what of the address names nothing."""
    cell = st.query_params.get("cell", "")
    issues = {issue.id: issue.title for issue in negotiation.issues}
    parties = {party.id: party.name for party in negotiation.parties}
    unknown = tuple(unknown_cell(cell, issues, parties)) if cell else ()
    return (cell if cell and not unknown else None), (*choice.unknown, *unknown)


def _page_script(
    address: Address,
    version: str,
    watch: dict[str, str],
    carried: dict[str, str] | None = None,
    language: str = "en",
) -> frozenset[str]:
    """Mount the script of every page: links, copying, and a new run when the folder changes.

    `watch` is the query by which the version is asked for, `carried` the parameters that every link
    has, `language` that of the texts of the folder. Returns the lazy parts of pages that have come
    into view.
    """
    data = {
        "version": version,
        "watch": urlencode(watch),
        "kept": KEPT_PARAMETERS,
        "carried": carried or {},
        "language": language,
        "address": f"{address.page}?{urlencode(address.parameters)}",
    }
    state = mount(
        "page",
        key="parley-page",
        data=data,
        on_changed_change=lambda: None,
        on_requested_change=lambda: None,
    )
    return frozenset(state.requested or ())


def _show_no_folder(store: FolderStore, listing: Listing) -> None:
    st.title("No negotiation here yet", anchor=False)
    st.write("Parley shows each folder that it finds in this directory:")
    st.code(str(store.directory), language=None)
    if (store.directory / HEADER).exists():
        st.write("It is one negotiation itself: start Parley with the directory above it.")
    else:
        st.write(f"Put a folder with a `{HEADER}` there; this page follows the directory.")
    show_html(stray_list(listing.strays, heading="h2"))


def _show_no_negotiation(address: Address, listing: Listing) -> None:
    """What stands in place of a negotiation that is not there, or of a folder that is none."""
    named = st.query_params.get(NEGOTIATION, "")
    unknown = unknown_name(NEGOTIATION, "negotiation", named, listing.titles)
    for stray in listing.strays:
        if stray.file.rpartition("/")[2] == named:
            why = f"There is a folder of that name, {stray.message}."
            unknown = replace(unknown, why=why)
    show_html(not_found(address, [unknown]))


def _show_faults(state: FolderState) -> None:
    show_html(tag("h1", f"{state.id} cannot be shown yet"))
    faults = state.faults
    st.write("The folder has faults. Each line names the file, the line and the remedy.")
    show_html(fault_list(faults))
    st.caption("Mend them and load this page again. `parley check` prints the same list.")


def _show_length_notice(address: Address) -> None:
    """Say that an address does not open again: one that grew while the page was open."""
    length = len(address.page) + len(urlencode(address.parameters)) + 2
    if length > MOST_ADDRESS:
        why = (
            f"The address of this choice has {length:,} characters. It does not open again: "
            f"{MOST_ADDRESS:,} is the most. Choose areas rather than very many parties, "
            "or fewer outcomes."
        )
        show_html(tag("p", why, cls="notice", role="status"))


def _show_last_good_notice(faults: list[Problem]) -> None:
    with st.container(border=True, key="faults"):
        st.markdown(
            "**The folder has changed and has faults: what you see is the last good state.**"
        )
        show_html(fault_list(faults))
