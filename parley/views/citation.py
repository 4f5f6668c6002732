"""A cell or a page in, its citations out: as plain text, as BibTeX and as CSL-JSON.

Each names the sources with their places, the curator's wording and the day that it speaks for. The
address stands in them as `parley.views.links.LINK`, which the page replaces when somebody copies.
No form has a day of access, which is not known.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterable, Sequence
from typing import Any, Final, NamedTuple
from zlib import crc32

from parley.format.locators import numbers_of
from parley.format.models import Evidence, Source
from parley.frames.selection import cell_id
from parley.views.cell_views import CellView, PositionView
from parley.views.cells import CellIndex
from parley.views.evidence_text import author_prefix, reference
from parley.views.links import LINK
from parley.views.position_text import inheritance, silence_text
from parley.views.source_report import ranges
from parley.views.text import plain_text
from parley.wording import attribution_phrase, date_text, end_sentence, join_and, locator_phrase

NO_POSITION: Final = "no position reported."

PLAIN, BIBTEX, CSL = "citation", "BibTeX", "CSL-JSON"
"""The forms, in the order of showing."""

CSL_TYPES: Final = {
    "news": "article-newspaper",
    "document": "document",
    "statement": "document",
    "interview": "interview",
    "poll": "report",
    "dataset": "dataset",
    "other": "document",
}
"""What CSL 1.0.2 calls each kind of source."""

CONTAINED_KINDS: Final = ("news", "interview")
"""The kinds of source that appear within something: a newspaper, a programme."""

LATEX: Final = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        # Not \{ and \}: BibTeX counts braces and knows no escape.
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "^": r"\textasciicircum{}",
        "~": r"\textasciitilde{}",
        "`": r"\textasciigrave{}",
        # Other signs in LaTeX's oldest fonts.
        "<": r"\textless{}",
        ">": r"\textgreater{}",
        "|": r"\textbar{}",
        **{char: f"\\{char}" for char in "$&#%_"},
    }
)
"""The characters that are special to LaTeX, and what prints them."""

ESCAPED_LINK: Final = {
    PLAIN: "{\N{WORD JOINER}link}",
    BIBTEX: "{{}link}",
    CSL: r"\u007blink}",
}
"""How each form writes the characters of LINK where they stand in the data, so that no address
replaces them."""

MOST_SOURCES: Final = 100
"""Sources that the citation of a page names."""

NUMBERS: Final = re.compile("[0-9]+")


class _Subject(NamedTuple):
    """What is cited, before it takes a form."""

    key: str
    """Made of ids with dots between, which no id holds; the day comes last."""
    title: str
    """Without the title of the negotiation."""
    text: str
    """What holds as of the day, in sentences."""
    note_only: str
    """What only the forms with a note add to it."""
    evidence: tuple[Evidence, ...]


def citations(index: CellIndex, cell: CellView) -> dict[str, str]:
    """The citation of a cell in each form: the position in the curator's words, or the silence.

    The keys are PLAIN, BIBTEX and CSL. The plain text is one line.
    """
    position = cell.position
    subject = _Subject(
        key=f"{index.negotiation.id}.{cell_id(cell.issue.id, cell.party.id)}.{index.day}",
        title=f"{cell.party.name} on {cell.issue.title}",
        text=_position_text(index, position) if position else NO_POSITION,
        note_only=f" {silence_text(cell.silence)}" if cell.silence else "",
        evidence=position.evidence if position else (),
    )
    return _forms(index, subject)


def page_citations(index: CellIndex, title: str, cells: Iterable[CellView]) -> dict[str, str]:
    """The citation of a page that shows these cells: its sources, each once with all its places.

    The keys are those of `citations`; the wording of the positions stays on the page. So do the
    sources where there are more than MOST_SOURCES: the citation says how many.
    """
    cells = list(cells)
    evidence = tuple(each for cell in cells if cell.position for each in cell.position.evidence)
    sources = len({each.source for each in evidence})
    if sources > MOST_SOURCES:
        text = f"{sources:,} sources, named with each position. Wording by the curator."
        return _forms(index, _Subject(_page_key(index, title, cells), title, text, "", ()))
    places = [
        f"{author_prefix(source)}{source.publisher}, “{source.title}”, {date_text(source.date)}, "
        f"{_places(cited, source)}"
        for source, cited in _by_source(index, evidence)
    ]
    subject = _Subject(
        key=_page_key(index, title, cells),
        title=title,
        text=f"{'; '.join(places)}. Wording by the curator." if places else NO_POSITION,
        note_only="",
        evidence=evidence,
    )
    return _forms(index, subject)


def _page_key(index: CellIndex, title: str, cells: list[CellView]) -> str:
    """Names the issue or the parties that the cells share. A checksum of the title and of all
    cells tells pages apart that share the same."""
    issues = list(dict.fromkeys(cell.issue.id for cell in cells))
    parties = list(dict.fromkeys(cell.party.id for cell in cells))
    shared = issues if len(issues) == 1 else parties
    cell_ids = [cell_id(cell.issue.id, cell.party.id) for cell in cells]
    digest = crc32("\n".join([title, *cell_ids]).encode())
    return ".".join([index.negotiation.id, *shared[:3], f"{digest:08x}", str(index.day)])


# --- the text of a citation


def _position_text(index: CellIndex, position: PositionView) -> str:
    sentences = [end_sentence(position.summary)]
    if position.value is not None and position.value != position.summary:
        sentences.append(f"Value: {position.value}.")
    inherited = inheritance(position)
    if inherited is not None:
        sentences.append(inherited.text)
    places = (plain_text(reference(each, index.sources[each.source])) for each in position.evidence)
    sentences.append(f"{'; '.join(places)}.")
    if position.disputes:
        names = dict.fromkeys(index.parties[each.party].name for each in position.disputes)
        sentences.append(f"Contested by {join_and(list(names))}.")
    if position.conflicting:
        sentences.append("Reports of that day conflict.")
    return " ".join([*sentences, "Wording by the curator."])


def _by_source(
    index: CellIndex, evidence: Iterable[Evidence]
) -> list[tuple[Source, list[Evidence]]]:
    """Each source with its evidence, in the order in which they are first cited."""
    found: dict[str, list[Evidence]] = {}
    for each in evidence:
        found.setdefault(each.source, []).append(each)
    return [(index.sources[id], cited) for id, cited in found.items()]


def _places(evidence: Sequence[Evidence], source: Source) -> str:
    """The places of a source, each once, numbers as ranges: paragraphs 3, 7-9, the headline."""
    spans: list[tuple[int, int]] = []
    loose = []
    for where in dict.fromkeys(each.locator for each in evidence):
        span = numbers_of(where)
        if span is None or span[0] > span[1]:
            loose.append(where)
        else:
            spans.append(span)
    merged: list[tuple[int, int]] = []
    for low, high in sorted(spans):
        if merged and low <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(high, merged[-1][1]))
        else:
            merged.append((low, high))
    numbered = [where for where in loose if where[0].isdigit()]
    named = [where for where in loose if not where[0].isdigit()]
    counted = sorted([*(ranges([span]) for span in merged), *numbered], key=_in_order)
    first = [locator_phrase(", ".join(counted), source.locator_unit)] if counted else []
    return ", ".join([*first, *named])


def _in_order(where: str) -> list[tuple[int, str]]:
    """Sorts 9 before 10, and 2.1 before 3."""
    return [(len(number), number) for number in NUMBERS.findall(where)]


# --- the forms


def _forms(index: CellIndex, subject: _Subject) -> dict[str, str]:
    title = f"{index.negotiation.header.title}: {subject.title}"
    day = date_text(index.day)
    note = f"As of {day}: {subject.text}{subject.note_only}"
    plain = f"{title}, as of {day}: {subject.text}"
    return {
        PLAIN: f"{plain.replace(LINK, ESCAPED_LINK[PLAIN])} Parley, {LINK}",
        BIBTEX: _bibtex(index, subject.key, title, note),
        CSL: _csl(index, subject, title, note),
    }


def _bibtex(index: CellIndex, key: str, title: str, note: str) -> str:
    """An entry that BibTeX and biblatex both read: `year` is for the one, `date` for the other.

    The braces within those of a field keep names whole and the title's capitals.
    """
    names = index.negotiation.header.maintainers
    fields = {
        "editor": " and ".join(f"{{{_latex(name)}}}" for name in names),
        "title": f"{{{_latex(title)}}}",
        "year": f"{index.day.year:04}",
        "date": index.day.isoformat(),
        "howpublished": "Parley",
        "note": _latex(note),
    }
    lines = [f"  {name} = {{{text}}},\n" for name, text in fields.items() if text]
    entry = f"@misc{{{key},\n{''.join(lines)}".replace(LINK, ESCAPED_LINK[BIBTEX])
    return f"{entry}  url = {{{LINK}}}\n}}"


def _latex(text: str) -> str:
    """A text in which LaTeX finds no command."""
    return text.translate(LATEX)


def _csl(index: CellIndex, subject: _Subject, title: str, note: str) -> str:
    """A list of items: what is cited, and each source that it rests on."""
    header = index.negotiation.header
    item: dict[str, Any] = {
        "id": subject.key,
        "type": "webpage",
        "title": title,
        "container-title": "Parley",
        "issued": _date(index.day),
        "URL": LINK,
        "note": note,
        "language": header.language,
    }
    if header.maintainers:
        item["editor"] = [{"literal": name} for name in header.maintainers]
    sources = _by_source(index, subject.evidence)
    items = [item, *(_source_item(subject.key, source, cited) for source, cited in sources)]
    text = json.dumps(items, indent=2, ensure_ascii=False).replace(LINK, ESCAPED_LINK[CSL])
    # Within a text of the data each quotation mark is escaped: this is the item's own address.
    return text.replace(f'"URL": "{ESCAPED_LINK[CSL]}"', f'"URL": "{LINK}"', 1)


def _source_item(key: str, source: Source, evidence: list[Evidence]) -> dict[str, Any]:
    """A source at the places that are cited. The locator has its unit: CSL takes a bare number for
    a page."""
    item: dict[str, Any] = {
        "id": f"{key}.{source.id}",
        "type": CSL_TYPES[source.kind],
        "title": source.title,
        "container-title" if source.kind in CONTAINED_KINDS else "publisher": source.publisher,
        "issued": _date(source.date),
        "locator": _places(evidence, source),
        "note": "; ".join(
            dict.fromkeys(
                f"{locator_phrase(each.locator, source.locator_unit)} ({attribution_phrase(each)})"
                for each in evidence
            )
        ),
    }
    if source.author:
        item["author"] = [{"literal": source.author}]
    if source.url:
        item["URL"] = source.url
    if source.language:
        item["language"] = source.language
    return item


def _date(day: dt.date) -> dict[str, Any]:
    return {"date-parts": [[day.year, day.month, day.day]]}
