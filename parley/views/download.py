"""A context in, what a reader can download out: tables, what they contain, how to cite them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from urllib.parse import urlencode

import pandas as pd

from parley import __version__
from parley.format.types import FORMAT
from parley.format.vocabulary import ATTRIBUTIONS, STANCES, STATUSES
from parley.frames.filtered_tables import filter_tables
from parley.frames.negotiation_table import NAME, whole_tables
from parley.html import tag
from parley.views.blocks import Block, markup
from parley.views.card import share
from parley.views.context import ViewContext
from parley.views.links import LINK
from parley.wording import count, date_text, join_and

IN_VIEW, EVERYTHING = "What is in view", "Everything"
PARAMETER = "download"
"""The parameter of an address that says which of the two."""


FOLDER_AGAIN = "; with the table negotiation among them parley import makes the folder again"


@dataclass(frozen=True)
class Offer:
    """What a reader can download: the tables, and in words what they are."""

    tables: dict[str, pd.DataFrame]
    filtered: bool
    contents: str
    citation: str
    """How to cite it; LINK stands for its address."""
    link: str
    query: str
    """The query of the addresses of its files."""

    def file(self, form: str) -> str:
        """The address at which a server writes it in a form."""
        return f"parley/tables?{self.query}&{urlencode({'form': form})}"


def offer_in_view(context: ViewContext) -> Offer:
    """What the filters leave in view."""
    tables = filter_tables(context.frames, context.view)
    contents, link = _contents_in_view(context, tables), context.links.page("data")
    return Offer(tables, True, contents, _citation(context), link, context.links.query)


def offer_everything(context: ViewContext) -> Offer:
    """All tables, whatever is filtered: those that `parley export` writes."""
    tables = context.results.get_or_compute(
        ("whole tables", context.day), partial(whole_tables, context.negotiation, context.frames)
    )
    link = context.links.on_the_day().page("data", **{PARAMETER: EVERYTHING})
    contents = _contents_of_everything(context, tables)
    return Offer(tables, False, contents, _citation(context), link, link.partition("?")[2])


def about_table(context: ViewContext, offer: Offer, address: str | None) -> pd.DataFrame:
    """What every download carries: the columns `key` and `value`, both text.

    `address` is the absolute address of the offer, where it is known.
    """
    negotiation = context.negotiation
    header = negotiation.header
    rows = {
        "title": header.title,
        "negotiation": negotiation.id,
        "as_of": context.day.isoformat(),
        "contents": offer.contents,
        "licence": header.licence,
        "maintainers": join_and(header.maintainers) or None,
        "citation": offer.citation.replace(LINK, address or "").strip(),
        "address": address,
        "format": str(FORMAT),
        "parley": __version__,
    }
    return pd.DataFrame({"key": list(rows), "value": list(rows.values())}, dtype="str")


def terms(context: ViewContext, offer: Offer, address: str | None) -> Block:
    """Under which licence the data are, and how to cite them."""
    licence = context.negotiation.header.licence
    return markup(
        tag(
            "dl",
            tag("dt", "Licence"),
            tag("dd", licence or "None is stated: ask those who maintain it before reuse."),
            tag("dt", "To cite"),
            tag("dd", offer.citation.replace(LINK, address or offer.link)),
            cls="terms",
        ),
        share(offer.link, {"citation": offer.citation}),
    )


def tables_note(offer: Offer, spreadsheets: Sequence[str]) -> Block:
    """What is beside the tables, and in which formats, those for spreadsheets, text is escaped."""
    again = FOLDER_AGAIN if NAME in offer.tables else ""
    note = (
        f"{count(len(offer.tables), 'table')} and one more, about, which carries the licence "
        f"and the citation{again}. Texts that a spreadsheet could run as a formula are kept from "
        f"it in {join_and(spreadsheets)}."
    )
    return markup(tag("p", note, cls="quiet"))


def _citation(context: ViewContext) -> str:
    """How to cite these data: who, what, as of when, which version, under which licence."""
    header = context.negotiation.header
    who = f"{join_and(header.maintainers)}: " if header.maintainers else ""
    licence = f" Licence: {header.licence}." if header.licence else ""
    as_of = date_text(context.day)
    return f"{who}{header.title}. Data as of {as_of}, Parley {__version__}.{licence} {LINK}"


def _contents_in_view(context: ViewContext, tables: Mapping[str, pd.DataFrame]) -> str:
    parts = [
        f"{_record_counts(tables)} held on {date_text(context.day)}, with their evidence, "
        "conditions, disputes and silences, and the events, claims and sources that bear on them."
    ]
    filters = _filters_text(context)
    parts.append(f"Filtered by {filters}." if filters else "No filter is set.")
    if context.selection.marks or context.selection.leaves_out:
        parts.append("Positions that do not match are left out.")
    represented = sorted({name for names in context.represented_members.values() for name in names})
    if represented and not context.selection.parties:
        parts.append(f"A bloc's rows stand for {join_and(represented)}.")
    parts.append("Earlier positions are in Everything.")
    return " ".join(parts)


def _contents_of_everything(context: ViewContext, tables: Mapping[str, pd.DataFrame]) -> str:
    return (
        f"{_record_counts(tables)}, whatever is filtered: with earlier positions and those that "
        "members take from their bloc. The column current says which hold on "
        f"{date_text(context.day)}."
    )


def _record_counts(tables: Mapping[str, pd.DataFrame]) -> str:
    return join_and(
        [
            count(len(tables["parties"]), "party", "parties"),
            count(len(tables["issues"]), "issue"),
            count(len(tables["positions"]), "position"),
        ]
    )


def _filters_text(context: ViewContext) -> str:
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
    if chosen.record:
        parts.append("on the record only")
    if chosen.since is not None:
        parts.append(f"said since {date_text(chosen.since)}")
    if chosen.red_lines:
        parts.append("red lines only")
    if chosen.words.strip():
        parts.append(f"words (“{chosen.words.strip()}”)")
    return join_and(parts)
