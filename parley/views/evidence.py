"""A context in, the blocks of Evidence out: every citation, the sources, what is contested."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, partial

import numpy as np
import numpy.typing as npt
import pandas as pd

from parley.categoricals import isin, isin_numbers, used_categories
from parley.format.vocabulary import ATTRIBUTIONS, ON_RECORD
from parley.frames.matching import measurable_positions
from parley.html import Html, join, tag
from parley.iter_rows import iter_dicts, iter_rows
from parley.measures.citations import CITED_FOR
from parley.measures.cited_units import locators
from parley.measures.contested import contested
from parley.views.blocks import (
    Block,
    Choices,
    Deferred,
    Expander,
    Heading,
    ListChoice,
    Paged,
    PageNumber,
    Title,
    markup,
)
from parley.views.card import cell_link
from parley.views.chips import Squares, counted_squares, record_legend
from parley.views.context import ViewContext
from parley.views.evidence_table import citation_pages, citation_table
from parley.views.figures import directness_chart
from parley.views.issue_order import issue_order
from parley.views.paging import MOST_LISTED, MOST_ROWS, Part
from parley.views.parts import collapsible_list, empty_notice, over_finding, rows_left_out
from parley.views.share import share_page
from parley.views.sources import source_list, unit_noun
from parley.views.whose_word import said_by_whom
from parley.wording import count, distinct_labels, plural


@dataclass(frozen=True)
class EvidencePage:
    """What the page is drawn from: the citations and positions in view."""

    context: ViewContext
    cited: npt.NDArray[np.intp]
    """The rows of the citations in the frame of evidence."""

    @cached_property
    def positions(self) -> pd.DataFrame:
        """The positions that count, each where it is held and not with those that inherit it."""
        every, some = self.context.frames.positions, self.context.view.in_view
        names = ["party", "area", "attribution", "current", "inherited_from"]
        rows = every[names][some]
        return rows[rows["inherited_from"].isna().to_numpy()]

    @cached_property
    def citations(self) -> pd.DataFrame:
        """The rows of the citations."""
        return self.context.frames.evidence.iloc[self.cited]


def _page(context: ViewContext) -> EvidencePage:
    return EvidencePage(context, np.flatnonzero(_in_view_mask(context)))


def evidence(context: ViewContext) -> Iterator[Block]:
    """The whole page."""
    over = over_finding(context, context.view)
    if context.view.empty_because:
        yield Title("Evidence", over)
        yield from empty_notice(context.view)
        return
    page = _page(context)
    yield Title(context.cached("evidence headline", partial(_headline, page)), over)
    yield markup(context.cached("evidence kinds", partial(_kinds, page)))
    yield Heading("Sources")
    placeholder = "What the sources are, and what of them is cited"
    yield Deferred("sources", placeholder, partial(_all_sources, page))
    yield Heading("Who says how much")
    yield markup(context.cached("evidence speakers", partial(_speakers, page)))
    yield from _contested(page)
    yield Heading("Every citation")
    titles = {source.id: source.title for source in context.negotiation.sources}
    sources = ListChoice("source", "Sources", distinct_labels(titles), "All sources")
    roles = ListChoice("cited_for", "Cited for", CITED_FOR, "Anything")
    yield Choices((sources, roles), partial(_filtered_citations, page), side_by_side=True)
    yield from _directness(page)
    yield share_page(context, "evidence")


def headline(context: ViewContext) -> str:
    """How many of the positions in view are on the record, and how much is cited."""
    return _headline(_page(context)) if not context.view.empty_because else "Evidence"


def _headline(page: EvidencePage) -> str:
    number = len(page.positions)
    counted = " that count" if page.context.selection.leaves_out else ""
    record = int(isin(page.positions["attribution"], ON_RECORD).sum())
    if not number:
        first = "No position is in view"
    elif record == number:
        those = f"All {number:,} positions{counted} are"
        first = f"{'The one position is' if number == 1 else those} on the record"
    else:
        are = plural(record or 1, "is", "are")
        some = f"{record:,}" if record else "None"
        first = f"{some} of {count(number, 'position')}{counted} {are} on the record"
    cited = count(len(page.cited), "citation")
    return f"{first}; {cited}{_cited_places(page)}"


def _cited_places(page: EvidencePage) -> str:
    """From how many sources the citations are, or how much of the one source they name."""
    sources, found = page.context.frames.sources, page.citations
    if not len(found):
        return ""
    number = found["source"].nunique()
    if len(sources) == 1 and page.context.small:
        row = next(iter_dicts(sources))
        units = locators(found, row)
        if units.count is not None:
            name = plural(len(found), "names", "name")
            unit = unit_noun(page.context.index.sources[str(row["source"])])
            return f" {name} {len(units.cited):,} of {count(units.count, unit)}"
    return f" from {count(number, 'source')}"


def _kinds(page: EvidencePage) -> Html:
    """The positions by how direct their evidence is, on the record and not."""
    counts = page.positions["attribution"].astype("str").value_counts()
    groups = []
    for on_record, title in ((True, "On the record"), (False, "Not on the record")):
        squares = [
            Squares(
                int(counts[kind]), term.label.lower(), "on-record" if on_record else "off-record"
            )
            for kind, term in ATTRIBUTIONS.items()
            if term.on_record == on_record and kind in counts
        ]
        if squares:
            total = sum(each.number for each in squares)
            groups.append(
                tag(
                    "section",
                    tag("p", tag("strong", f"{title}: {count(total, 'position')}")),
                    counted_squares(squares),
                )
            )
    note = "A position is as direct as its most direct evidence."
    return join(
        tag("div", *groups, cls="directness-kinds"), tag("p", note, cls="quiet") if groups else None
    )


def _speakers(page: EvidencePage) -> Html:
    """Whose word the citations are, those with the most first."""
    rows = page.citations[["attribution", "speaker"]]
    if not len(rows):
        return tag("p", "No citation is in view.", cls="quiet")
    counts = rows.fillna({"speaker": ""}).groupby(["attribution", "speaker"], observed=True).size()
    counts = counts[counts > 0].sort_values(ascending=False, kind="stable")
    most = int(counts.iloc[0])
    items = []
    for (attribution, speaker), number in counts.head(MOST_ROWS).items():
        cls = "record on-record" if attribution in ON_RECORD else "record"
        who = said_by_whom(str(attribution), speaker or None)
        items.append(
            tag(
                "li",
                tag("p", tag("i", "", aria_hidden="true"), tag("span", who), cls=cls),
                tag(
                    "p",
                    tag("b", f"{number:,}"),
                    tag("span", "", cls="bar", style=f"--share:{number / most:.3f}"),
                    cls="much",
                ),
            )
        )
    return join(
        record_legend(),
        collapsible_list(items, "speakers", ("voice", "voices")),
        rows_left_out(len(counts) - MOST_ROWS, "more"),
    )


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
    keep &= measurable_positions(rows, selection)
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
    # Those on one issue stand together, whichever file they are in; claims and events come last.
    issue = issue_order(page.context).places(evidence["issue"].iloc[found])
    found = found[np.argsort(issue, kind="stable")]
    if not len(found):
        yield markup(tag("p", "No citation is left. Take a filter back.", cls="quiet"))
        return
    table = partial(citation_table, page.context, found)
    yield PageNumber("page", citation_pages(found), table)


def _directness(page: EvidencePage) -> Iterator[Block]:
    """How direct the evidence is, by party, and by area on request."""
    yield Heading("How direct it is")
    context, view = page.context, page.context.view
    yield directness_chart(context, page.positions, "party", view.parties)
    by_area = directness_chart(context, page.positions, "area", view.issues)
    yield Expander("directness-by-area", "How direct it is by area, as a chart", lambda: [by_area])


def _all_sources(page: EvidencePage) -> Iterator[Block]:
    """The sources, part by part."""
    ids = list(page.context.index.sources)
    yield Paged("evidence", ids, "sources", partial(_sources, page), MOST_LISTED)


def _sources(page: EvidencePage, part: Part) -> Iterator[Block]:
    """Each source: what it is, how reliable, and which of its units are cited."""
    context = page.context
    key = ("sources", context.day, part.ids)
    yield markup(context.results.get_or_compute(key, partial(source_list, context, part.ids)))


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
    links, found = page.context.links, issue_order(page.context).rows(found)
    items = [
        tag(
            "li",
            tag("p", cell_link(links, str(row.issue), str(row.party),
                               join(tag("bdi", row.name), ": ", tag("bdi", row.title))),
                "" if row.current else tag("span", " an earlier position", cls="quiet")),
            tag("p", tag("strong", "Contested by ", tag("bdi", row.by_name), ": "),
                tag("span", row.says, dir="auto"))
            if row.kind == "contested"
            else tag("p", tag("strong", "Conflicting reports: "),
                     tag("span", row.says, dir="auto")),
        )
        for row in iter_rows(found.head(MOST_ROWS))
    ]  # fmt: skip
    yield markup(tag("ul", *items, cls="told"), rows_left_out(len(found) - MOST_ROWS, "more"))
