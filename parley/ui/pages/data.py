"""The Data page: downloads, whether the folder is sound, and what its files may hold."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from urllib.parse import urljoin

import streamlit as st

from parley.export import EXPORTERS
from parley.export.tables import refusals
from parley.format.problems import number_of
from parley.format.schema import described
from parley.html import Html, tag
from parley.ui.context import PageContext
from parley.ui.render import show, show_html
from parley.ui.store import folder_store
from parley.views.blocks import Heading
from parley.views.data import (
    all_schemas,
    file_description,
    folder_state,
    format_introduction,
    introduction,
    other_negotiations,
    table_previews,
)
from parley.views.download import (
    EVERYTHING,
    IN_VIEW,
    PARAMETER,
    Offer,
    about_table,
    offer_everything,
    offer_in_view,
    tables_note,
    terms,
)
from parley.views.parts import empty_notice


def data_page(context: PageContext) -> None:
    """Draw the page."""
    show(context, introduction(context))
    show(context, [Heading("Download")])
    chosen = st.radio(
        "What to download",
        [IN_VIEW, EVERYTHING],
        key=PARAMETER,
        bind="query-params",
        horizontal=True,
    )
    offer = (offer_everything if chosen == EVERYTHING else offer_in_view)(context)
    if offer.filtered and context.view.empty_because:
        show(context, empty_notice(context.view))
    else:
        _download(context, offer)
    show(context, folder_state(context.problems))
    with st.container(gap="xxsmall"):
        show(context, table_previews(offer.tables))
    _formats(context)
    store = folder_store()
    states = [store.get(id) for id in context.listing.ids]
    folders = [(state.id, state.negotiation, number_of(state.faults)) for state in states]
    name, strays = store.directory.name, context.listing.strays
    show(context, other_negotiations(context, name, folders, strays))


def _download(context: PageContext, offer: Offer) -> None:
    """A button for each format, with the licence and the citation beside them."""
    here = st.context.url
    address = urljoin(here, offer.link) if here else None
    about = about_table(context, offer, address)
    tables = {"about": about, **offer.tables}
    refused = context.cached("refusals", partial(refusals, tables), offer.filtered)
    buttons, beside = st.columns([3, 2], gap="large")
    with buttons:
        show_html(tag("p", offer.contents, cls="prose"))
        show_html(_files(offer, refused))
        spreadsheets = [each.title for each in EXPORTERS.values() if each.spreadsheet]
        show(context, [tables_note(offer, spreadsheets)])
    with beside:
        show(context, [terms(context, offer, address)])


def _files(offer: Offer, refused: Mapping[str, str]) -> Html:
    """A link for each format, and why some have none; the server writes a file when asked."""
    links = (
        tag("a", each.label, href=offer.file(each.name), download=True, cls="file")
        for each in sorted(EXPORTERS.values(), key=lambda each: each.label)
        if each.name not in refused
    )
    return tag(
        "div",
        tag("p", *links, cls="files"),
        tag("p", "", cls="copied", role="status"),
        *(tag("p", why, cls="refusal") for why in refused.values()),
        data_link=offer.link,
    )


def _formats(context: PageContext) -> None:
    """The format, file by file, with its JSON Schemas."""
    show(context, format_introduction())
    with st.container(key="format", gap="xsmall"):
        for name, file in described().items():
            with st.expander(f"`{file.file}` {file.meaning}", key=f"format-{name}"):
                show(context, [file_description(name, file)])
    show(context, [all_schemas()])
