"""Passages with their codes, as tools of qualitative analysis have them, in; rows out.

Such tools know no party, issue or stance: all are codes, and a party may be a case or a document.
What each code is stands in the layout, for a person to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from parley.importing._headers import meaning_of
from parley.importing.passages import anchored, is_cut, plain
from parley.importing.rows import ImportRefused, LayoutIncomplete, LeftOut, Row
from parley.wording import join_or

ROLES: Final = ("party", "issue", "stance", "speaker", "ignore")
PARTIES: Final = ("codes", "cases", "documents")
PARTS: Final = re.compile(r"\s*(?:::|[.>/:])\s*")
"""What parts the groups of a code from its own name: `stance.supports`, `Issues > Cap`."""
CUT: Final = "the rest of a passage of over 25 words, which is quoted by its first 24"


@dataclass(frozen=True)
class Passage:
    """A stretch of a text with all codes that one coder has put on it."""

    at: str
    document: str
    text: str
    codes: tuple[str, ...]
    coder: str | None = None
    cases: tuple[str, ...] = ()


def layout_of(codes: Iterable[str], parties: str = "codes") -> dict[str, Any]:
    """A layout in which a code is what the name of its group usually is, and `ignore` without one.
    `parties` says what a party is where no code is one."""
    roles = {}
    for label in codes:
        meant = [meaning_of(_singular(part)) for part in PARTS.split(label)[:-1]]
        roles[label] = next((role for role in meant if role in ROLES), "ignore")
    return {"parties": "codes" if "party" in roles.values() else parties, "codes": roles}


def _singular(group: str) -> str:
    """A group's name as a heading: Stances, parties, Issue."""
    plainly = group.strip().lower()
    return {"stances": "stance", "positions": "stance"}.get(plainly, plainly)


def rows_of(
    passages: Iterable[Passage], layout: Mapping[str, Any], path: Path
) -> Iterator[Row | LeftOut]:
    """The documents and issues, where they first occur, and a row for each passage, party and
    issue."""
    roles = _roles(layout, path)
    parties = str(layout.get("parties") or "codes")
    if parties not in PARTIES:
        raise ImportRefused(f"{path}: layout.parties: expected {join_or(list(PARTIES))}")
    documents: set[str] = set()
    issues: set[str] = set()
    known: set[str] = set()
    for each in passages:
        held = {role: [code for code in each.codes if roles.get(code) == role] for role in ROLES}
        if parties != "codes":
            held["party"] = list(each.cases) if parties == "cases" else [each.document]
        for code in each.codes:
            if code not in roles:
                yield LeftOut(each.at, f"the code {code}, which layout.codes does not name")
        words = anchored(each.text)
        why = _lacking(held, words, parties)
        if why:
            yield LeftOut(each.at, why)
            continue
        if each.document not in documents:
            documents.add(each.document)
            told = {"source": each.document, "title": plain(each.document), "kind": "document"}
            yield Row("sources", each.at, told)
        if is_cut(each.text):
            yield LeftOut(each.at, CUT)
        for label in held["party"] if parties == "codes" else ():
            if label not in known:
                known.add(label)
                yield Row("parties", each.at, {"party": label, "name": name_of(label)})
        for issue in held["issue"]:
            if issue not in issues:
                issues.add(issue)
                yield Row("issues", each.at, {"issue": issue, "title": name_of(issue)})
            for party in held["party"]:
                values = {
                    "party": party, "issue": issue, "source": each.document, "coder": each.coder,
                    "stance": held["stance"][0] if held["stance"] else "no code of a stance",
                    "speaker": name_of(held["speaker"][0]) if held["speaker"] else None,
                    **words,
                }  # fmt: skip
                yield Row("positions", each.at, values)


def _roles(layout: Mapping[str, Any], path: Path) -> dict[str, str]:
    given = layout.get("codes")
    roles = {str(k): str(v) for k, v in given.items()} if isinstance(given, Mapping) else {}
    for label, role in roles.items():
        if role not in ROLES:
            raise ImportRefused(f"{path}: layout.codes.{label}: expected {join_or(list(ROLES))}")
    if "issue" not in roles.values():
        raise LayoutIncomplete(
            f"{path}: layout.codes: no code is an issue yet: say which are "
            f"{join_or(list(ROLES[:-1]))}"
        )
    return roles


def _lacking(held: Mapping[str, list[str]], words: Mapping[str, str], parties: str) -> str:
    """Why a passage is not carried; nothing where it is."""
    if not words:
        return "a passage without text"
    if not held["issue"]:
        return "a passage with no code of an issue"
    if not held["party"]:
        return "a passage with no code of a party" if parties == "codes" else "a passage in no case"
    if len(held["stance"]) > 1:
        return "a passage with several stances"
    return ""


def name_of(code: str) -> str:
    """The name of a code without its groups."""
    return PARTS.split(code)[-1] or code
