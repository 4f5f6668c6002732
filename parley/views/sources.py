"""Sources in, their cards out: what each is, how reliable, and which of its units are cited."""

from __future__ import annotations

from collections.abc import Iterable

from parley.categoricals import isin
from parley.format.models import Source
from parley.format.vocabulary import RELIABILITIES
from parley.html import Html, join, tag
from parley.iter_rows import iter_dicts, iter_rows
from parley.measures.cited_units import Locators, locators
from parley.views.context import ViewContext
from parley.wording import count, date_text

MOST_CELLS = 400
"""A source with more units is not drawn unit by unit."""


def source_list(context: ViewContext, ids: Iterable[str]) -> Html:
    """The cards of some sources."""
    ids = list(ids)
    rows, evidence = context.frames.sources, context.frames.evidence
    rows = rows[isin(rows["source"], ids)]
    evidence = evidence[isin(evidence["source"], ids)]
    of_each = {str(id): own for id, own in evidence.groupby("source", observed=True)}
    none = evidence.iloc[:0]
    records = context.index.sources
    return tag(
        "div",
        *(
            _source(
                records[str(row["source"])], locators(of_each.get(str(row["source"]), none), row)
            )
            for row in iter_dicts(rows)
        ),
        cls="sources",
    )


def unit_noun(source: Source) -> str:
    """What a source's units are called."""
    return "place" if source.locator_unit == "time" else source.locator_unit


def _source(source: Source, found: Locators) -> Html:
    facts = [source.kind.capitalize(), date_text(source.date)]
    if source.author:
        facts.insert(0, source.author)
    if source.language:
        facts.append(source.language)
    title = tag("bdi", source.title)
    if source.url:
        title = tag("a", source.title, href=source.url, rel="noopener noreferrer", dir="auto")
    reliability = (
        f"Reliability {source.reliability}: {RELIABILITIES[source.reliability]}"
        if source.reliability
        else "Reliability not rated."
    )
    return tag(
        "article",
        tag("h3", f"{source.publisher}: ", title),
        tag("p", " · ".join([*facts, reliability]), cls="quiet"),
        tag("p", source.note, cls="quiet", dir="auto") if source.note else None,
        _units(source, found),
    )


def _units(source: Source, found: Locators) -> Html:
    """The units of a source, cited and not, or in words where they cannot be drawn."""
    unit = unit_noun(source)
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
    summary = f"{cited:,} of {count(found.count, unit)} cited"
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
