"""A title, a day and names in, the files of a new sound folder out, with examples in comments.

Nothing is said that nobody has said: there is no issue and no position in it yet.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from parley.conversion.yaml_text import document
from parley.format.ids import id_of
from parley.importing.rows import ImportRefused
from parley.importing.write import modeline
from parley.measures.paragraphs import Paragraph, paragraphs

MOST_TITLE: Final = 120
MOST_TEXT: Final = 32 * 2**20


@dataclass(frozen=True)
class NewFolder:
    """What a new folder begins with."""

    title: str
    day: dt.date
    summary: str | None = None
    parties: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    sources: tuple[dict[str, Any], ...] = ()
    language: str | None = None


def files_of_new(new: NewFolder) -> dict[str, bytes | None]:
    """The content of each file of the folder, by its path in it."""
    made = {
        "negotiation.yaml": document(_header(new)) + HEADER_EXAMPLE,
        "parties.yaml": _listed(_parties(new.parties), PARTIES_EXAMPLE),
        "sources.yaml": _listed([*new.sources], SOURCES_EXAMPLE),
        "events.yaml": _listed([], EVENTS_EXAMPLE),
        "README.md": README.format(title=new.title),
    }
    for id, title in _areas(new).items():
        made[f"issues/{id}.yaml"] = (
            f"area: {id}\ntitle: {_plain(title)}\nissues: []\n" + ISSUE_EXAMPLE
        )
    return {
        name: (text if name.endswith(".md") else modeline(name) + text).encode()
        for name, text in made.items()
    }


def _plain(title: str) -> str:
    return document({"title": title}).removeprefix("title:").strip()


def _header(new: NewFolder) -> dict[str, Any]:
    header: dict[str, Any] = {
        "format": 1,
        "title": new.title,
        "summary": new.summary or f"{new.title}: what is negotiated is still to be written here.",
        "as_of": new.day,
    }
    areas = _areas(new)
    if len(areas) > 1:
        header["areas"] = list(areas)
    return header | ({"language": new.language} if new.language else {})


def _areas(new: NewFolder) -> dict[str, str]:
    """The titles of the areas by their ids."""
    found: dict[str, str] = {}
    for title in new.areas or ("General",):
        found[id_of(title, found, "area")] = title
    return found


def _parties(names: tuple[str, ...]) -> list[dict[str, Any]]:
    made: dict[str, dict[str, Any]] = {}
    for name in names:
        id = id_of(name, made, "party")
        made[id] = {"id": id, "name": name, "kind": "other", "role": "principal"}
    return list(made.values())


def _listed(records: list[dict[str, Any]], example: str) -> str:
    """A list of records with an example below it."""
    if records:
        return document(records) + example.replace(BRACKETS, "")
    return "[]\n" + example


# --- the source of a text


def source_of_text(path: Path, publisher: str, day: dt.date, title: str | None) -> dict[str, Any]:
    """The source that a local text is, with how many paragraphs it has; the text is not kept.

    Raises ImportRefused for a file that is no text.
    """
    found = read_text(path)
    if not found:
        raise ImportRefused(f"{path}: no paragraph in it")
    first = found[0].text
    return {
        "id": id_of(path.stem, (), "source"),
        "title": title or first[:MOST_TITLE],
        "publisher": publisher,
        "date": day,
        "kind": "document",
        "locator_count": max(each.number for each in found),
    }


def read_text(path: Path) -> list[Paragraph]:
    """The paragraphs of a text, in order, with their numbers."""
    if path.stat().st_size > MOST_TEXT:
        raise ImportRefused(f"{path}: over {MOST_TEXT // 2**20} MiB, expected a text")
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ImportRefused(f"{path}: not UTF-8 text, save it as UTF-8") from None
    return paragraphs(text)


def numbered(found: list[Paragraph]) -> Iterator[str]:
    """The paragraphs with their numbers, which locators cite."""
    for each in found:
        yield f"[{each.number}] {each.text}"


# --- examples, in comments

BRACKETS: Final = " (take the brackets above away with the first one)"

HEADER_EXAMPLE: Final = """
# All else is optional, for instance:
# home_parties: [north, south]      # shown first, in this order
# areas: [money, borders]           # the order in which areas are shown
# language: en                      # of the texts, a BCP 47 tag
# licence: CC BY 4.0
# maintainers: [Your name]
# claims:
#   - id: most-settled
#     text: Nine tenths of it are settled.
#     share_agreed: 0.9
#     evidence:
#       - {source: paper-2025-01-31, locator: 3, attribution: anonymous, speaker: An official}
"""
PARTIES_EXAMPLE: Final = """
# A party, with everything that is optional (take the brackets above away with the first one):
# - id: north
#   name: Northland
#   short: North                    # at most 12 characters
#   kind: state                     # bloc organisation armed-group political-party public other
#   role: principal                 # mediator supporter observer constituency
#   members: [east, west]           # of a bloc
#   speakers:
#     - {name: A. Speaker, title: Chief negotiator}
#   note: Anything a reader needs to know of it.
"""
SOURCES_EXAMPLE: Final = """
# A source, with everything that is optional (take the brackets above away with the first one):
# - id: paper-2025-01-31
#   title: The talks go on
#   publisher: A newspaper
#   date: 2025-01-31
#   author: A. Reporter
#   url: https://example.org/talks
#   kind: news                      # document statement interview poll dataset other
#   language: en
#   reliability: B                  # A to F
#   locator_unit: paragraph         # page section time row
#   locator_count: 17               # how many there are: locators are checked against it
#   note: Anything a reader needs to know of it.
"""
EVENTS_EXAMPLE: Final = """
# An event (take the brackets above away with the first one):
# - id: second-session
#   date: 2025-03-01                # or {from: 2025-03-01, to: 2025-03-03}
#   title: The second session
#   kind: meeting                   # statement offer agreement deadline military vote other
#   upcoming: true                  # it lay ahead on the source's day
#   parties: [north]
#   issues: [border-line]
#   evidence:
#     - {source: paper-2025-01-31, locator: 5, attribution: reporter}
"""
ISSUE_EXAMPLE: Final = """
# An issue with two positions (take the brackets above away with the first one). What else there
# is, each with an example to copy: docs/cookbook.md.
#   - id: border-line
#     title: The line
#     proposal: The border follows the river.
#     status: open                  # agreed converging disputed pending unknown
#     positions:
#       - party: north
#         stance: supports          # open undecided reluctant opposes
#         summary: Asks for it.
#         evidence:
#           - source: paper-2025-01-31
#             locator: 4
#             attribution: on-record
#             speaker: The minister
#     silences:
#       - {party: south, kind: not-reported}
"""
README: Final = """# {title}: close calls

Where two readers could decide otherwise, write down how it was decided and why, so that the next
one can disagree with it.

| where | decision | why |
|---|---|---|
"""
