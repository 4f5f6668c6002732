"""Pieces of evidence in, what is said of them out: as a list, as a footnote, and in a citation."""

from __future__ import annotations

from collections.abc import Iterable

from parley.format.models import Evidence, Source
from parley.format.vocabulary import ATTRIBUTIONS
from parley.views.cells import CellIndex
from parley.views.text import (
    LOCATOR,
    QUOTE,
    BulletList,
    Label,
    ListItem,
    Paragraph,
    Piece,
    Run,
    WebLink,
    data_text,
    paragraph,
    pieces_of,
    verbatim,
)
from parley.wording import attribution_phrase, date_text, ends_sentence, locator_text


def evidence_list(index: CellIndex, evidence: Iterable[Evidence]) -> BulletList:
    """Evidence, each with its place, whose word it is, the quote, the source and the note."""
    items = (_item(each, index.sources[each.source]) for each in evidence)
    return BulletList(tuple(items), role="evidence")


def _item(evidence: Evidence, source: Source) -> ListItem:
    place = locator_text(evidence, source)
    label = ATTRIBUTIONS[evidence.attribution].label
    pieces: list[Piece] = [
        Run(f"{place[:1].upper()}{place[1:]}", LOCATOR),
        Run(" "),
        Label(label, "mark", evidence.attribution),
    ]
    if evidence.speaker:
        pieces += [Run(" "), data_text(evidence.speaker)]
    if evidence.quote:
        pieces.append(data_text(evidence.quote, QUOTE))
    below = [
        paragraph(
            data_text(source.publisher), ", ", _linked(source.title, source),
            f", {date_text(source.date)}", role="source",
        )
    ]  # fmt: skip
    if evidence.note:
        below.append(verbatim(evidence.note, role="note"))
    return ListItem(Paragraph(tuple(pieces)), tuple(below))


def _linked(title: str, source: Source) -> Run | WebLink:
    return WebLink(title, source.url) if source.url else data_text(title)


def reference(evidence: Evidence, source: Source) -> tuple[Piece, ...]:
    """One place in a source: Publisher, “Title”, 15 December 2025, paragraph 12 (On record: …)."""
    place, phrase = locator_text(evidence, source), attribution_phrase(evidence)
    after = f", {date_text(source.date)}, {place} ({phrase})"
    title = _linked(f"“{source.title}”", source)
    return pieces_of(f"{author_prefix(source)}{source.publisher}, ", title, after)


def footnote(evidence: Evidence, source: Source) -> Paragraph:
    """The reference, then in which words it is said, and the note."""
    pieces = [*reference(evidence, source)]
    if evidence.quote:
        pieces += [Run(": "), Run(f"“{evidence.quote}”")]
    if not evidence.quote or not ends_sentence(evidence.quote):
        pieces.append(Run("."))
    if evidence.note:
        pieces += [Run(" "), data_text(evidence.note)]
    return Paragraph(tuple(pieces))


def places(index: CellIndex, evidence: Iterable[Evidence]) -> str:
    """Publisher and place of pieces of evidence, each once."""
    sources = index.sources
    found = (
        f"{sources[each.source].publisher}, {locator_text(each, sources[each.source])}"
        for each in evidence
    )
    return "; ".join(dict.fromkeys(found))


def author_prefix(source: Source) -> str:
    """The author of a source and a comma, where one is named."""
    return f"{source.author}, " if source.author else ""
