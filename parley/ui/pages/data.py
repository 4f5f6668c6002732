"""The Data page: downloads, whether the folder is sound, and what its files may hold."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from functools import partial
from urllib.parse import urljoin

import pandas as pd
import streamlit as st

from parley.export import EXPORTERS, Exporter
from parley.format.problems import number_of
from parley.format.schema import described, schemas
from parley.format.schema import text as schema_text
from parley.frames.columns import Frames
from parley.frames.selection import Selection
from parley.frames.view import apply_selection, filter_tables
from parley.html import tag
from parley.ui.context import PageContext
from parley.ui.render import show, show_html
from parley.ui.store import folder_store
from parley.views.blocks import Heading
from parley.views.data import (
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
    refusals = context.cached("refusals", partial(_refusals, tables), offer.filtered)
    frames_of = partial(context.frames_on, context.selection.day)
    selection = context.selection if offer.filtered else None
    buttons, beside = st.columns([3, 2], gap="large")
    with buttons:
        show_html(tag("p", offer.contents, cls="prose"))
        with st.container(horizontal=True):
            for exporter in sorted(EXPORTERS.values(), key=lambda each: each.label):
                if exporter.name in refusals:
                    continue
                part = "-in-view" if offer.filtered else ""
                st.download_button(
                    exporter.label,
                    partial(_file, frames_of, selection, about, exporter),
                    file_name=f"{context.negotiation.id}-{context.day}{part}{exporter.ending}",
                    mime=exporter.media_type,
                    on_click="ignore",
                    key=f"download-{exporter.name}",
                )
        for refusal in refusals.values():
            show_html(tag("p", refusal, cls="refusal"))
        spreadsheets = [each.title for each in EXPORTERS.values() if each.spreadsheet]
        show(context, [tables_note(offer, spreadsheets)])
    with beside:
        show(context, [terms(context, offer, address)])


def _file(
    frames_of: Callable[[], Frames],
    selection: Selection | None,
    about: pd.DataFrame,
    exporter: Exporter,
) -> bytes:
    """The bytes of a download, of what a selection leaves in view or of everything.

    Called in a thread of its own when somebody asks for them: until then no session holds more
    than what says how they are made.
    """
    from parley.export.tables import as_bytes

    frames = frames_of()
    tables = (
        filter_tables(frames, apply_selection(frames, selection)) if selection else frames.tables()
    )
    return as_bytes({"about": about, **tables}, exporter.name)


def _refusals(tables: Mapping[str, pd.DataFrame]) -> dict[str, str]:
    """Why a format cannot hold the tables, as a sentence, by the format's name."""
    reasons = {name: each.refusal(tables) for name, each in EXPORTERS.items()}
    return {
        name: f"No {EXPORTERS[name].label}: {reason}. Take one of the others."
        for name, reason in reasons.items()
        if reason
    }


def _formats(context: PageContext) -> None:
    """The format, file by file, with its JSON Schemas."""
    show(context, format_introduction())
    with st.container(key="format", gap="xsmall"):
        for name, file in described().items():
            with st.expander(f"`{file.file}` {file.meaning}", key=f"format-{name}"):
                show(context, [file_description(file)])
                st.download_button(
                    f"JSON Schema of {file.file}",
                    partial(_schema, name),
                    file_name=f"{name}.schema.json",
                    mime="application/schema+json",
                    on_click="ignore",
                    key=f"schema-{name}",
                )
    st.download_button(
        "All JSON Schemas (ZIP)",
        _all_schemas,
        file_name="parley-schemas.zip",
        mime="application/zip",
        on_click="ignore",
        key="schemas",
        help="What an editor with a YAML language server completes and checks while you type.",
    )


def _schema(name: str) -> bytes:
    return schema_text(schemas()[name]).encode()


def _all_schemas() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, schema in schemas().items():
            archive.writestr(f"{name}.schema.json", schema_text(schema))
    return buffer.getvalue()
