"""What a reader takes away from the Data page: what is in view, or everything, in each format."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from urllib.parse import urljoin

import pandas as pd
import streamlit as st

from parley import __version__
from parley.export import Format
from parley.format.models import FORMAT
from parley.format.vocabulary import ATTRIBUTIONS, STANCES, STATUSES
from parley.frames.build import Frames
from parley.frames.selection import Selection, apply_selection, filter_tables
from parley.html import tag
from parley.ui.context import PageContext
from parley.ui.shown import empty_view, html
from parley.views.card import share
from parley.views.links import LINK
from parley.wording import count, date_text, join_and

IN_VIEW, EVERYTHING = "What is in view", "Everything"
CHOICE = "download"
"""The parameter of an address that says which of the two."""

FORMS: dict[Format, tuple[str, str, str]] = {
    "csv": ("CSV (ZIP)", "-csv.zip", "application/zip"),
    "xlsx": (
        "Excel workbook",
        ".xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
    "json": ("JSON (ZIP)", "-json.zip", "application/zip"),
    "parquet": ("Parquet (ZIP)", "-parquet.zip", "application/zip"),
}
"""The button, the ending of the file's name and the media type of each format."""


@dataclass(frozen=True)
class Offer:
    """What a reader can take away: the tables, and in words what they are."""

    tables: dict[str, pd.DataFrame]
    filtered: bool
    said: str
    citation: str
    """How to cite it; LINK stands for its address."""
    link: str


def offered(context: PageContext) -> Offer:
    """Let the reader choose between what is in view and everything, and say what that is."""
    st.header("Download", anchor=False)
    chosen = st.radio(
        "What to download",
        [IN_VIEW, EVERYTHING],
        key=CHOICE,
        bind="query-params",
        horizontal=True,
    )
    filtered = chosen != EVERYTHING
    if filtered:
        tables = filter_tables(context.frames, context.view)
        said, link = _said_in_view(context, tables), context.links.page("data")
    else:
        tables = context.frames.tables()
        said = _said_of_everything(context, tables)
        link = context.links.on_the_day().page("data", **{CHOICE: EVERYTHING})
    return Offer(tables, filtered, said, citation(context), link)


def download(context: PageContext, offer: Offer) -> None:
    """A button for each format, with the licence and the citation beside them."""
    if offer.filtered and empty_view(context.view):
        return
    buttons, terms = st.columns([3, 2], gap="large")
    with buttons:
        html(tag("p", offer.said, cls="prose"))
        told = about(context, offer)
        refusal = context.cached(
            "no workbook", partial(_no_workbook, {"about": told, **offer.tables}), offer.filtered
        )
        selection = context.selection if offer.filtered else None
        frames_of = partial(context.frames_on, context.selection.day)
        with st.container(horizontal=True):
            for form, (label, ending, media) in FORMS.items():
                if form == "xlsx" and refusal:
                    continue
                st.download_button(
                    label,
                    partial(_made, frames_of, selection, told, form),
                    file_name=_file_name(context, offer, ending),
                    mime=media,
                    on_click="ignore",
                    key=f"download-{form}",
                )
        if refusal:
            html(tag("p", refusal, cls="refusal"))
        note = (
            f"{count(len(offer.tables), 'table')} and one more, about, which carries the licence "
            "and the citation. Texts that a spreadsheet could run as a formula are kept from it "
            "in CSV and Excel."
        )
        html(tag("p", note, cls="quiet"))
    with terms:
        licence = context.negotiation.header.licence
        html(
            tag(
                "dl",
                tag("dt", "Licence"),
                tag("dd", licence or "None is stated: ask those who maintain it before reuse."),
                tag("dt", "To cite"),
                tag("dd", offer.citation.replace(LINK, _address(offer) or offer.link)),
                cls="terms",
            ),
            share(offer.link, {"citation": offer.citation}),
        )


def citation(context: PageContext) -> str:
    """How to cite these data: who, what, as of when, which version, under which licence."""
    header = context.negotiation.header
    who = f"{join_and(header.maintainers)}: " if header.maintainers else ""
    licence = f" Licence: {header.licence}." if header.licence else ""
    as_of = date_text(context.day)
    return f"{who}{header.title}. Data as of {as_of}, Parley {__version__}.{licence} {LINK}"


def about(context: PageContext, offer: Offer) -> pd.DataFrame:
    """What every download carries: the columns `key` and `value`, both text."""
    negotiation = context.negotiation
    header = negotiation.header
    address = _address(offer)
    rows = {
        "title": header.title,
        "negotiation": negotiation.id,
        "as_of": context.day.isoformat(),
        "contents": offer.said,
        "licence": header.licence,
        "maintainers": join_and(header.maintainers) or None,
        "citation": offer.citation.replace(LINK, address or "").strip(),
        "address": address,
        "format": str(FORMAT),
        "parley": __version__,
    }
    return pd.DataFrame({"key": list(rows), "value": list(rows.values())}, dtype="str")


def _address(offer: Offer) -> str | None:
    """The absolute address of the offer, where the browser has told its own."""
    here = st.context.url
    return urljoin(here, offer.link) if here else None


def _made(
    frames_of: Callable[[], Frames], selection: Selection | None, told: pd.DataFrame, form: Format
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
    return as_bytes({"about": told, **tables}, form)


def _file_name(context: PageContext, offer: Offer, ending: str) -> str:
    part = "-in-view" if offer.filtered else ""
    return f"{context.negotiation.id}-{context.day}{part}{ending}"


def _no_workbook(tables: Mapping[str, pd.DataFrame]) -> str | None:
    """Why no Excel workbook can hold the tables, or None: told before anybody asks for one."""
    from parley.export.tables import too_large

    reason = too_large(tables)
    return f"No Excel workbook: {reason}. Take one of the others." if reason else None


def _said_in_view(context: PageContext, tables: Mapping[str, pd.DataFrame]) -> str:
    parts = [
        f"{_counted(tables)} held on {date_text(context.day)}, with their evidence, conditions, "
        "disputes and silences, and the events, claims and sources that bear on them."
    ]
    filters = _filters(context)
    parts.append(f"Filtered by {filters}." if filters else "No filter is set.")
    if context.selection.marks:
        parts.append("Positions that do not match are left out.")
    spoken = sorted({name for names in context.represented_members.values() for name in names})
    if spoken and not context.selection.parties:
        parts.append(f"A bloc's rows stand for {join_and(spoken)}.")
    parts.append("Earlier positions are in Everything.")
    return " ".join(parts)


def _said_of_everything(context: PageContext, tables: Mapping[str, pd.DataFrame]) -> str:
    return (
        f"{_counted(tables)}, whatever is filtered: with earlier positions and those that members "
        f"take from their bloc. The column current says which hold on {date_text(context.day)}."
    )


def _counted(tables: Mapping[str, pd.DataFrame]) -> str:
    return join_and(
        [
            count(len(tables["parties"]), "party", "parties"),
            count(len(tables["issues"]), "issue"),
            count(len(tables["positions"]), "position"),
        ]
    )


def _filters(context: PageContext) -> str:
    """The filters that are set, in words."""
    chosen = context.selection
    areas = {id: area.title for id, area in context.negotiation.areas.items()}
    lists = (
        ("party", [context.party_names[id] for id in chosen.parties]),
        ("area", [areas[id] for id in chosen.areas]),
        ("status", [STATUSES[id].label for id in chosen.statuses]),
        ("stance", [STANCES[id].label for id in chosen.stances]),
        ("who says so", [ATTRIBUTIONS[id].label for id in chosen.attributions]),
    )
    parts = [f"{name} ({', '.join(values)})" for name, values in lists if values]
    if chosen.red_lines:
        parts.append("red lines only")
    if chosen.words.strip():
        parts.append(f"words (“{chosen.words.strip()}”)")
    return join_and(parts)
