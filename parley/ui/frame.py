"""What stands around every page: the negotiation, its faults, the filters and the navigation."""

from __future__ import annotations

from urllib.parse import urlencode

import streamlit as st

from parley.format.problems import Problem
from parley.html import tag
from parley.ui.components import ASSETS, mount
from parley.ui.context import KEY, PageContext
from parley.ui.filters import (
    KEPT_PARAMETERS,
    choose_filters,
    choose_negotiation,
    choose_other_folder,
)
from parley.ui.folder_state import FolderState
from parley.ui.loading_indicator import LoadingIndicator
from parley.ui.page_list import PAGES
from parley.ui.render import show_html
from parley.ui.store import FolderStore, folder_store
from parley.views.parts import fault_list


def run() -> None:
    """Draw the frame and, in it, the page of the address."""
    # Before st.navigation: a page's own icon would be fetched from another host.
    st.set_page_config(page_icon=str(ASSETS / "parley.svg"), layout="wide")
    pages = [
        st.Page(page.file, title=page.title, url_path=page.address, default=not page.address)
        for page in PAGES
    ]
    page = st.navigation(pages, position="top")
    store = folder_store()
    if not store.ids():
        st.set_page_config(page_title="Parley")
        _page_script(store, "", page.url_path)
        _show_no_folder(str(store.directory))
        return
    id = choose_negotiation(store)
    with LoadingIndicator() as indicator:
        state = store.get(id, indicator)
    requested = _page_script(store, state.id, page.url_path)
    st.set_page_config(page_title=f"{page.title} · {state.title} · Parley")
    if state.negotiation is None or state.frames_on is None:
        choose_other_folder(store, state.id)
        _show_faults(state)
        return
    if state.faults:
        _show_last_good_notice(state.faults)
    selection = choose_filters(store, state.negotiation, state.frames_on(None))
    frames = state.frames_on(selection.day)
    st.session_state[KEY] = PageContext(
        state.negotiation,
        frames,
        selection,
        frames_of_day=state.frames_on,
        results=state.results,
        problems=state.problems,
        page=page.url_path,
        requested=requested,
    )
    try:
        page.run()
    finally:  # else the session would keep the frames of this run
        st.session_state.pop(KEY, None)


def _page_script(store: FolderStore, id: str, path: str) -> frozenset[str]:
    """Mount the script of every page: links, copying, and a new run when the folder changes.

    Returns the lazy parts of pages that have come into view.
    """
    query = [(key, st.query_params.get_all(key)) for key in st.query_params]
    data = {
        "negotiation": id,
        "version": store.version_token(id),
        "kept": KEPT_PARAMETERS,
        "address": f"{path}?{urlencode(query, doseq=True)}",
    }
    state = mount(
        "page",
        key="parley-page",
        data=data,
        on_changed_change=lambda: None,
        on_requested_change=lambda: None,
    )
    return frozenset(state.requested or ())


def _show_no_folder(directory: str) -> None:
    st.title("No negotiation here yet", anchor=False)
    st.write("Parley shows each folder that it finds in this directory:")
    st.code(directory, language=None)
    st.write("Put a folder with a `negotiation.yaml` there and load this page again.")


def _show_faults(state: FolderState) -> None:
    show_html(tag("h1", f"{state.id} cannot be shown yet"))
    faults = state.faults
    st.write("The folder has faults. Each line names the file, the line and the remedy.")
    show_html(fault_list(faults))
    st.caption("Mend them and load this page again. `parley check` prints the same list.")


def _show_last_good_notice(faults: list[Problem]) -> None:
    with st.container(border=True, key="faults"):
        st.markdown(
            "**The folder has changed and has faults: what you see is the last good state.**"
        )
        show_html(fault_list(faults))
