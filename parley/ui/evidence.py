"""What the Evidence page shows, part by part."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import streamlit as st

from parley.categoricals import isin, isin_numbers, used_categories
from parley.format.models import Source
from parley.format.vocabulary import RELIABILITIES
from parley.frames.selection import contains_words
from parley.html import Html, join, tag
from parley.iter_rows import iter_dicts, iter_rows
from parley.measures.evidence import CITED_FOR, Locators, citations, contested, locators
from parley.ui.charts import directness_chart
from parley.ui.context import PageContext
from parley.ui.controls import several
from parley.ui.filters import distinct
from parley.ui.shown import MOST_AT_ONCE, data_region, html, in_view, left_out
from parley.ui.window import MOST_ROWS, Part, page_of
from parley.views.card import cell_link
from parley.wording import count, date_text

A_PAGE = 50
"""Citations on a page of the table."""
MOST_CELLS = 400
"""A source with more units is not drawn unit by unit."""


@dataclass(frozen=True)
class Shown:
    """What the page is drawn from: the citations in view."""

    context: PageContext
    cited: npt.NDArray[np.intp]
    """Their places in the frame of evidence."""


def shown(context: PageContext) -> Shown | None:
    """The citations that the filters leave, or None where nothing is in view."""
    st.title("Evidence", anchor=False)
    if not in_view(context):
        return None
    return Shown(context, np.flatnonzero(_cited(context)))


def _cited(context: PageContext) -> npt.NDArray[np.bool_]:
    """Which citations are about what is in view; of positions those that match."""
    frames, view, selection = context.frames, context.view, context.selection
    rows, held = frames.evidence, view.held
    number, issue, party = rows["position"], rows["issue"], rows["party"]
    of_position = (number >= 0).to_numpy(bool)
    keep = ~of_position | isin_numbers(number, held["position"][view.matching])
    if not selection.marks:
        current = held["position"][held["current"].to_numpy(bool)]
        keep |= of_position & ~isin_numbers(number, current)
    keep &= issue.isna().to_numpy(bool) | isin(issue, view.issues["issue"])
    keep &= party.isna().to_numpy(bool) | isin(party, _with_blocs(context))
    if selection.attributions:
        keep &= isin(rows["attribution"], selection.attributions)
    if selection.words.strip():
        others = np.flatnonzero(keep & ~of_position)
        said = citations(frames, rows.iloc[others])
        texts = [said[name] for name in ("about", "speaker", "quote", "note")]
        keep[others] = contains_words(texts, selection.words)
    if selection.stances or selection.red_lines:
        keep &= of_position
    return keep


def _with_blocs(context: PageContext) -> set[str]:
    """The parties in view, and the blocs whose positions they take."""
    view = context.view
    return {*view.party_ids, *used_categories(view.held["inherited_from"], view.kept)}


def table(page: Shown) -> None:
    """Every citation, filterable, each leading to what it is for."""
    st.header("Every citation", anchor=False)
    sources = distinct({source.id: source.title for source in page.context.negotiation.sources})
    left, right = st.columns(2)
    with left:
        chosen = several("Sources", key="source", options=sources, nothing="All sources")
    with right:
        roles = several("Cited for", key="cited_for", options=CITED_FOR, nothing="Anything")
    evidence, found = page.context.frames.evidence, page.cited
    if chosen:
        found = found[isin(evidence["source"], chosen)[found]]
    if roles:
        found = found[evidence["role"].isin(roles).to_numpy(bool)[found]]
    if not len(found):
        html(tag("p", "No citation is left. Take a filter back.", cls="quiet"))
        return
    pages = -(-len(found) // A_PAGE)
    at = 1
    if pages > 1:
        at = int(st.pagination(pages, key="page", bind="query-params") or 1)
    here = found[(at - 1) * A_PAGE : at * A_PAGE]
    rows = citations(page.context.frames, evidence.iloc[here])
    names = ("Cited for", "Where", "Whose word", "Words and notes")
    first = (at - 1) * A_PAGE + 1
    part = f", {first} to {first - 1 + len(rows)}" if pages > 1 else ""
    caption = f"{count(len(found), 'citation')}{part}"
    body = [_row(page.context, row) for row in iter_rows(rows)]
    html(data_region(caption, names, body, "tall"))


def _row(context: PageContext, row: Any) -> Html:
    speaker = f": {row.speaker}" if pd.notna(row.speaker) else ""
    words = [
        tag("q", row.quote) if pd.notna(row.quote) else None,
        tag("span", row.note) if pd.notna(row.note) else None,
    ]
    return tag(
        "tr",
        tag("th", _what(context, row), scope="row"),
        tag("td", f"{row.publisher}, {row.where}"),
        tag("td", f"{row.said}{speaker}"),
        tag("td", *words),
    )


def _what(context: PageContext, row: Any) -> Html:
    """What a citation is for, leading to it where it has a page."""
    kind = tag("span", row.cited_for, cls="quiet")
    about = f" ({row.about})" if pd.notna(row.about) else None
    earlier = None if row.current else tag("span", " earlier or conflicting", cls="quiet")
    if pd.notna(row.party):
        text = join(tag("bdi", row.name), ": ", tag("bdi", row.title))
        link = cell_link(context.links, row.issue, row.party, text)
        return join(kind, " ", link, about, earlier)
    if pd.notna(row.issue):
        link = tag("a", row.title, href=context.links.issue(str(row.issue)))
        return join(kind, " ", link, about)
    return join(kind, " ", row.about if pd.notna(row.about) else None)


def directness(page: Shown) -> None:
    """How direct the evidence is, by party and by area."""
    st.header("How direct it is", anchor=False)
    view = page.context.view
    columns = ["party", "area", "attribution", "current", "inherited_from"]
    positions = view.held[columns][view.matching]
    left, right = st.columns(2, gap="large")
    with left:
        directness_chart(page.context, positions, "party", view.parties)
    with right:
        directness_chart(page.context, positions, "area", view.issues)


def sources(page: Shown) -> None:
    """Each source: what it is, how reliable, and which of its units are cited."""
    st.header("Sources", anchor=False)
    part = page_of(
        list(page.context.dossier.sources), key="evidence", noun="sources", most=MOST_AT_ONCE
    )
    context = page.context
    html(
        context.results.get_or_compute(
            ("sources", context.day, part.ids), partial(_sources, context, part)
        )
    )


def _sources(context: PageContext, part: Part) -> Html:
    rows, evidence = context.frames.sources, context.frames.evidence
    rows = rows[isin(rows["source"], part.ids)]
    evidence = evidence[isin(evidence["source"], part.ids)]
    records = context.dossier.sources
    return tag(
        "div",
        *(
            _source(records[str(row["source"])], locators(evidence, row))
            for row in iter_dicts(rows)
        ),
        cls="sources",
    )


def _source(source: Source, found: Locators) -> Html:
    facts = [source.kind.capitalize(), date_text(source.date)]
    if source.author:
        facts.insert(0, source.author)
    if source.language:
        facts.append(source.language)
    title: Html | str = source.title
    if source.url:
        title = tag("a", source.title, href=source.url, rel="noopener noreferrer")
    reliability = (
        f"Reliability {source.reliability}: {RELIABILITIES[source.reliability]}"
        if source.reliability
        else "Reliability not rated."
    )
    return tag(
        "article",
        tag("h3", f"{source.publisher}: ", title),
        tag("p", " · ".join([*facts, reliability]), cls="quiet"),
        tag("p", source.note, cls="quiet") if source.note else None,
        _strip(source, found),
    )


def _strip(source: Source, found: Locators) -> Html:
    """The units of a source, cited and not, or in words where they cannot be drawn."""
    unit = source.locator_unit if source.locator_unit != "time" else "place"
    loose = [
        f"{row.text} ({row.count})" if row.count > 1 else str(row.text)
        for row in iter_rows(found.unplaced)
    ]
    without = f"Cited without a number: {', '.join(loose[:30])}"
    apart = tag("p", without, cls="quiet") if loose else None
    cited = len(found.cited)
    if found.count is None:
        known = f"{count(cited, unit)} cited; how many there are is not known." if cited else None
        return join(tag("p", known) if known else None, apart)
    said = f"{cited} of {count(found.count, unit)} cited"
    missing = found.uncited or []
    ranges = ", ".join(f"{low}" if low == high else f"{low}–{high}" for low, high in missing[:40])
    rest = f"; not cited: {ranges}{' …' if len(missing) > 40 else ''}" if missing else ""
    text = tag("p", f"{said}{rest}.")
    if found.count > MOST_CELLS:
        return join(text, apart)
    cells = [
        tag(
            "li",
            f"{row.locator}",
            cls="cited" if row.cited else None,
            title=f"{unit} {row.locator}: cited {row.cited} times" if row.cited else "not cited",
        )
        for row in iter_rows(found.units)
    ]
    return join(
        text,
        tag("ol", *cells, cls="strip", aria_label=f"{said}; the cited ones are filled"),
        apart,
    )


def disputed(page: Shown) -> None:
    """Everything that is contested, or on which reports conflict, in one list."""
    found = contested(page.context.frames)
    view = page.context.view
    found = found[
        found["issue"].isin(view.issues["issue"]) & found["party"].isin(view.parties["party"])
    ]
    st.header("Contested and conflicting", anchor=False)
    if found.empty:
        html(tag("p", "Nothing in view is contested, and no reports conflict.", cls="quiet"))
        return
    links = page.context.links
    items = [
        tag(
            "li",
            tag("p", cell_link(links, str(row.issue), str(row.party),
                          join(tag("bdi", row.name), ": ", tag("bdi", row.title))),
                "" if row.current else tag("span", " an earlier position", cls="quiet")),
            tag("p", tag("strong", f"Contested by {row.by_name}: "), row.says)
            if row.kind == "contested"
            else tag("p", tag("strong", "Conflicting reports: "), row.says),
        )
        for row in iter_rows(found.head(MOST_ROWS))
    ]  # fmt: skip
    html(tag("ul", *items, cls="told"), left_out(len(found) - MOST_ROWS, "more"))
