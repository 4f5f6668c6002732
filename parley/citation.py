"""A cell or a page in, its citations out: as plain text, as BibTeX and as CSL-JSON.

Each names the sources with their places, the curator's wording and the day that it speaks for. The
address stands in them as `parley.links.LINK`, which the page replaces when somebody copies.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any, Final

from parley.dossier import Cell, Dossier
from parley.links import LINK
from parley.model import Evidence, Source
from parley.wording import day as day_text
from parley.wording import listed, locator, place, reference

PLAIN, BIBTEX, CSL = "citation", "BibTeX", "CSL-JSON"
"""The forms, in the order of showing."""

CSL_TYPES: Final[dict[str, str]] = {
    "news": "article-newspaper",
    "document": "document",
    "statement": "document",
    "interview": "interview",
    "poll": "report",
    "dataset": "dataset",
    "other": "document",
}
"""What CSL calls each kind of source."""

SPECIAL: Final = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#",
    "%": r"\%", "_": r"\_", "^": r"\textasciicircum{}", "~": r"\textasciitilde{}",
}  # fmt: skip
"""The characters that LaTeX takes for commands, and how it writes them."""


def citations(dossier: Dossier, cell: Cell) -> dict[str, str]:
    """The citation of a cell in each form: the position in the curator's words, or the silence."""
    about = f"{cell.party.name} on {cell.issue.title}"
    evidence = cell.told.evidence if cell.told else ()
    said = _sentence(cell.told.summary) if cell.told else "no position reported."
    places = [reference(each, dossier.sources[each.source]) for each in evidence]
    key = f"{dossier.negotiation.id}-{cell.party.id}-{cell.issue.id}"
    wording = " Wording by the curator." if places else ""
    rests_on = f" {'; '.join(places)}." if places else ""
    return _forms(dossier, key, about, f"{said}{rests_on}{wording}", evidence)


def page_citations(dossier: Dossier, title: str, cells: Iterable[Cell]) -> dict[str, str]:
    """The citation of a page that shows these cells: its sources with all places cited."""
    evidence = [each for cell in cells if cell.told for each in cell.told.evidence]
    places = []
    for id in dict.fromkeys(each.source for each in evidence):
        source = dossier.sources[id]
        where = dict.fromkeys(each.locator for each in evidence if each.source == id)
        text = place(", ".join(where), source.locator_unit)
        if len(where) > 1 and text.startswith(f"{source.locator_unit} "):
            text = text.replace(source.locator_unit, f"{source.locator_unit}s", 1)
        places.append(f"{source.publisher}, “{source.title}”, {day_text(source.date)}, {text}")
    said = f"{'; '.join(places)}. Wording by the curator." if places else "no position reported."
    key = re.sub(r"[^a-z0-9]+", "-", f"{dossier.negotiation.id}-{title}".lower()).strip("-")
    return _forms(dossier, key, title, said, evidence)


def _forms(
    dossier: Dossier, key: str, about: str, said: str, evidence: Iterable[Evidence]
) -> dict[str, str]:
    header = dossier.negotiation.header
    title = f"{header.title}: {about}, as of {day_text(dossier.day)}"
    sources = [dossier.sources[id] for id in dict.fromkeys(each.source for each in evidence)]
    return {
        PLAIN: f"{title}: {said} Parley, {LINK}",
        BIBTEX: _bibtex(dossier, key, title, said),
        CSL: _csl(dossier, key, title, said, sources, list(evidence)),
    }


def _bibtex(dossier: Dossier, key: str, title: str, said: str) -> str:
    header = dossier.negotiation.header
    fields = {
        "editor": " and ".join(f"{{{latex(name)}}}" for name in header.maintainers),
        "title": f"{{{latex(title)}}}",
        "date": dossier.day.isoformat(),
        "year": f"{dossier.day.year:04}",
        "howpublished": "Parley",
        "url": LINK,
        "note": latex(said),
    }
    lines = [f"  {name} = {{{text}}}" for name, text in fields.items() if text]
    return f"@misc{{{key}-{dossier.day},\n" + ",\n".join(lines) + "\n}"


def latex(text: str) -> str:
    """A text in which LaTeX finds no command."""
    return "".join(SPECIAL.get(char, char) for char in text)


def _csl(
    dossier: Dossier,
    key: str,
    title: str,
    said: str,
    sources: list[Source],
    evidence: list[Evidence],
) -> str:
    header = dossier.negotiation.header
    item: dict[str, Any] = {
        "id": f"{key}-{dossier.day}",
        "type": "webpage",
        "title": title,
        "container-title": "Parley",
        "issued": _date(dossier.day),
        "URL": LINK,
        "note": said,
    }
    if header.maintainers:
        item["editor"] = [{"literal": name} for name in header.maintainers]
    items = [item, *(_source_item(source, evidence) for source in sources)]
    return json.dumps(items, indent=2, ensure_ascii=False)


def _source_item(source: Source, evidence: list[Evidence]) -> dict[str, Any]:
    places = [locator(each, source) for each in evidence if each.source == source.id]
    item: dict[str, Any] = {
        "id": source.id,
        "type": CSL_TYPES[source.kind],
        "title": source.title,
        "container-title": source.publisher,
        "issued": _date(source.date),
        "note": listed(list(dict.fromkeys(places))),
    }
    if source.author:
        item["author"] = [{"literal": source.author}]
    if source.url:
        item["URL"] = source.url
    if source.language:
        item["language"] = source.language
    return item


def _date(day: Any) -> dict[str, Any]:
    return {"date-parts": [[day.year, day.month, day.day]]}


def _sentence(text: str) -> str:
    return text if text[-1:] in ".!?…。" else f"{text}."
