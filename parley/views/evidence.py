"""A context in, the blocks of Evidence out: every citation, the sources, what is contested."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from parley.categoricals import isin, isin_numbers, used_categories
from parley.format.models import Source
from parley.format.vocabulary import ON_RECORD, RELIABILITIES
from parley.frames.matching import measurable_positions
from parley.html import Html, join, tag
from parley.iter_rows import iter_dicts, iter_rows
from parley.measures.evidence import CITED_FOR, Locators, citations, contested, locators
from parley.views.blocks import (
    Block,
    Choices,
    Heading,
    ListChoice,
    Paged,
    PageNumber,
    Title,
    columns,
    markup,
)
from parley.views.card import cell_link
from parley.views.context import ViewContext
from parley.views.figures import directness_chart
from parley.views.paging import MOST_LISTED, MOST_ROWS, Part
from parley.views.parts import data_region, in_view, rows_left_out
from parley.views.share import share_page
from parley.wording import count, date_text, distinct_labels

CITATIONS_PER_PAGE = 50
"""Citations on a page of the table."""
MOST_CELLS = 400
"""A source with more units is not drawn unit by unit."""


@dataclass(frozen=True)
class EvidencePage:
    """What the page is drawn from: the citations in view."""

    context: ViewContext
    cited: npt.NDArray[np.intp]
    """Their rows in the frame of evidence."""


def evidence(context: ViewContext) -> Iterator[Block]:
    """The whole page."""
    yield Title("Evidence")
    yield from in_view(context)
    if context.view.empty_because:
        return
    page = EvidencePage(context, np.flatnonzero(_in_view_mask(context)))
    yield Heading("Every citation")
    titles = {source.id: source.title for source in context.negotiation.sources}
    sources = ListChoice("source", "Sources", distinct_labels(titles), "All sources")
    roles = ListChoice("cited_for", "Cited for", CITED_FOR, "Anything")
    yield Choices((sources, roles), partial(_filtered_citations, page), side_by_side=True)
    yield from _contested(page)
    yield Heading("Sources")
    yield Paged(
        "evidence", list(context.index.sources), "sources", partial(_sources, page), MOST_LISTED
    )
    yield from _directness(page)
    yield share_page(context, "evidence")


def _in_view_mask(context: ViewContext) -> npt.NDArray[np.bool_]:
    """Which citations are about what is in view; of positions those that count."""
    frames, view, selection = context.frames, context.view, context.selection
    rows, positions = frames.evidence, frames.positions
    number, issue, party = rows["position"], rows["issue"], rows["party"]
    of_position = (number >= 0).to_numpy(bool)
    keep = ~of_position | isin_numbers(number, positions["position"][view.in_view])
    if not selection.leaves_out:
        current = positions["position"][positions["current"].to_numpy(bool)]
        keep |= of_position & ~isin_numbers(number, current)
    keep &= issue.isna().to_numpy(bool) | isin(issue, view.issues["issue"])
    keep &= party.isna().to_numpy(bool) | isin(party, _with_blocs(context))
    if selection.attributions:
        keep &= isin(rows["attribution"], selection.attributions)
    if selection.record:
        keep &= isin(rows["attribution"], ON_RECORD)
    if selection.since is not None:
        keep &= (rows["date"] >= pd.Timestamp(selection.since)).to_numpy(bool)
    return keep


def _with_blocs(context: ViewContext) -> set[str]:
    """The parties in view, and the blocs whose positions they take."""
    view, blocs = context.view, context.frames.positions["inherited_from"]
    return {*view.party_ids, *used_categories(blocs, view.in_view)}


def _filtered_citations(
    page: EvidencePage, sources: tuple[str, ...], roles: tuple[str, ...]
) -> Iterator[Block]:
    """The citations of these sources and for these things, page by page."""
    evidence, found = page.context.frames.evidence, page.cited
    if sources:
        found = found[isin(evidence["source"], sources)[found]]
    if roles:
        found = found[evidence["role"].isin(roles).to_numpy(bool)[found]]
    if not len(found):
        yield markup(tag("p", "No citation is left. Take a filter back.", cls="quiet"))
        return
    yield PageNumber(
        "page", -(-len(found) // CITATIONS_PER_PAGE), partial(_citation_table, page, found)
    )


def _citation_table(
    page: EvidencePage, cited: npt.NDArray[np.intp], number: int
) -> Iterator[Block]:
    """One page of the table, each citation leading to what it is for."""
    start = (number - 1) * CITATIONS_PER_PAGE
    on_page = cited[start : start + CITATIONS_PER_PAGE]
    rows = citations(page.context.frames, page.context.frames.evidence.iloc[on_page])
    names = ("Cited for", "Where", "Whose word", "Words and notes")
    part = f", {start + 1} to {start + len(rows)}" if len(cited) > CITATIONS_PER_PAGE else ""
    caption = f"{count(len(cited), 'citation')}{part}"
    body = [_citation_row(page.context, row) for row in iter_rows(rows)]
    yield markup(data_region(caption, names, body, "tall"))


def _citation_row(context: ViewContext, row: Any) -> Html:
    speaker = f": {row.speaker}" if pd.notna(row.speaker) else ""
    words = [
        tag("q", row.quote) if pd.notna(row.quote) else None,
        tag("span", row.note) if pd.notna(row.note) else None,
    ]
    return tag(
        "tr",
        tag("th", _subject(context, row), scope="row"),
        tag("td", f"{row.publisher}, {row.where}"),
        tag("td", f"{row.said}{speaker}"),
        tag("td", *words),
    )


def _subject(context: ViewContext, row: Any) -> Html:
    """What a citation is for, leading to it where it has a page."""
    kind = tag("span", row.cited_for, cls="quiet")
    about = f" ({row.about})" if pd.notna(row.about) else None
    earlier = None if row.current else tag("span", " earlier or conflicting", cls="quiet")
    if pd.notna(row.party):
        link = cell_link(context.links, row.issue, row.party, f"{row.name}: {row.title}")
        return join(kind, " ", link, about, earlier)
    if pd.notna(row.issue):
        link = tag("a", row.title, href=context.links.issue(str(row.issue)))
        return join(kind, " ", link, about)
    return join(kind, " ", row.about if pd.notna(row.about) else None)


def _directness(page: EvidencePage) -> Iterator[Block]:
    """How direct the evidence is, by party and by area."""
    yield Heading("How direct it is")
    context, view = page.context, page.context.view
    names = ["party", "area", "attribution", "current", "inherited_from"]
    positions = context.frames.positions[names][view.in_view]
    yield columns(
        [directness_chart(context, positions, "party", view.parties)],
        [directness_chart(context, positions, "area", view.issues)],
    )


def _sources(page: EvidencePage, part: Part) -> Iterator[Block]:
    """Each source: what it is, how reliable, and which of its units are cited."""
    context = page.context
    key = ("sources", context.day, part.ids)
    yield markup(context.results.get_or_compute(key, partial(_source_list, context, part)))


def _source_list(context: ViewContext, part: Part) -> Html:
    rows, evidence = context.frames.sources, context.frames.evidence
    rows = rows[isin(rows["source"], part.ids)]
    evidence = evidence[isin(evidence["source"], part.ids)]
    records = context.index.sources
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
        _units(source, found),
    )


def _units(source: Source, found: Locators) -> Html:
    """The units of a source, cited and not, or in words where they cannot be drawn."""
    unit = source.locator_unit if source.locator_unit != "time" else "place"
    unplaced = [
        f"{row.text} ({row.count})" if row.count > 1 else str(row.text)
        for row in iter_rows(found.unplaced)
    ]
    without = f"Cited without a number: {', '.join(unplaced[:30])}"
    unplaced_note = tag("p", without, cls="quiet") if unplaced else None
    cited = len(found.cited)
    if found.count is None:
        known = f"{count(cited, unit)} cited; how many there are is not known." if cited else None
        return join(tag("p", known) if known else None, unplaced_note)
    summary = f"{cited} of {count(found.count, unit)} cited"
    missing = found.uncited or []
    ranges = ", ".join(f"{low}" if low == high else f"{low}–{high}" for low, high in missing[:40])
    rest = f"; not cited: {ranges}{' …' if len(missing) > 40 else ''}" if missing else ""
    text = tag("p", f"{summary}{rest}.")
    if found.count > MOST_CELLS:
        return join(text, unplaced_note)
    cells = [
        tag(
            "li",
            f"{locator}",
            cls="cited" if times else None,
            title=f"{unit} {locator}: cited {times} times" if times else "not cited",
        )
        for locator, times in found.times.items()
    ]
    return join(
        text,
        tag("ol", *cells, cls="strip", aria_label=f"{summary}; the cited ones are filled"),
        unplaced_note,
    )


def _contested(page: EvidencePage) -> Iterator[Block]:
    """Everything that is contested, or on which reports conflict, in one list."""
    found = contested(page.context.frames)
    view = page.context.view
    found = found[
        found["issue"].isin(view.issues["issue"]) & found["party"].isin(view.parties["party"])
    ]
    if page.context.selection.leaves_out:
        positions = page.context.frames.positions
        counted = positions["position"][measurable_positions(positions, page.context.selection)]
        found = found[(found["position"] < 0) | isin_numbers(found["position"], counted)]
    yield Heading("Contested and conflicting")
    if found.empty:
        yield markup(
            tag(
                "p", "Nothing that counts is contested, and no reports of it conflict.", cls="quiet"
            )
        )
        return
    links = page.context.links
    items = [
        tag(
            "li",
            tag("p", cell_link(links, str(row.issue), str(row.party), f"{row.name}: {row.title}"),
                "" if row.current else tag("span", " an earlier position", cls="quiet")),
            tag("p", tag("strong", f"Contested by {row.by_name}: "), row.says)
            if row.kind == "contested"
            else tag("p", tag("strong", "Conflicting reports: "), row.says),
        )
        for row in iter_rows(found.head(MOST_ROWS))
    ]  # fmt: skip
    yield markup(tag("ul", *items, cls="told"), rows_left_out(len(found) - MOST_ROWS, "more"))
