"""The CSV files of Voteview, votes in the United States Congress, in; votes by member out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc

from parley.format.problems import quoted
from parley.importing.passages import plain
from parley.importing.rows import ImportRefused, LeftOut, Recognition, Row
from parley.importing.votes import (
    TEXT,
    Account,
    Chunk,
    Companion,
    coded,
    companion,
    header_of,
    look_beside,
    recoded,
    small,
    whole_number,
)
from parley.progress import Progress

VOTES: Final = ("congress", "chamber", "rollnumber", "icpsr", "cast_code")
MEMBERS: Final = ("congress", "icpsr", "chamber", "state_abbrev", "party_code", "bioname")
ROLL_CALLS: Final = ("congress", "chamber", "rollnumber", "date")
TEXTS: Final = ("vote_desc", "dtl_desc", "vote_question", "bill_number")
"""Columns of a roll call that say what is voted on, where the file has them."""
BESIDE: Final = (
    Companion("members", frozenset(MEMBERS), "no file of members beside it"),
    Companion("rollcalls", frozenset({*ROLL_CALLS, TEXTS[0]}), "no file of rollcalls beside it"),
)
MEMBER: Final = "members"
PARTY: Final = "parties"
"""What a layout may say that the parties are."""
CAST: Final = {
    "0": "0, not a member",
    "1": "1, yea",
    "2": "2, paired yea",
    "3": "3, announced yea",
    "4": "4, announced nay",
    "5": "5, paired nay",
    "6": "6, nay",
    "7": "7, present",
    "8": "8, present",
    "9": "9, not voting",
}
"""The codes of how a vote was cast."""
PRESIDENT: Final = "President"
UNKNOWN: Final = "Party not told"
PARTIES: Final = {"100": "Democrat", "200": "Republican", "328": "Independent"}


class Voteview:
    """The votes, with members and roll calls beside them."""

    name = "voteview"
    title = "votes in the United States Congress, of Voteview"
    complete = False
    issues_mapped = False

    def recognise(self, path: Path, sheet: str | None = None) -> Recognition | None:
        """A CSV file with the columns congress, rollnumber, icpsr and cast_code."""
        if not set(VOTES) <= set(header_of(path)):
            return None
        layout, notes = look_beside(path, BESIDE)
        layout["parties"] = MEMBER
        notes.append(
            f"each member stands as a party; with layout.parties: {PARTY} the members' parties do, "
            "by the majority of votes that the mapping says"
        )
        notes.append("cite: Lewis and others, Voteview: Congressional Roll-Call Votes Database")
        return Recognition(
            "it has the columns rollnumber, icpsr and cast_code", layout, tuple(notes)
        )

    def rows(
        self, path: Path, layout: Mapping[str, Any], progress: Progress
    ) -> Iterator[Row | LeftOut]:
        """The members who may vote, and the roll calls, each with its day."""
        yield from _parties(path, layout) if _as_parties(path, layout) else _voters(path, layout)
        yield from _roll_calls(companion(path, layout, "rollcalls"))

    def chunks(
        self, path: Path, layout: Mapping[str, Any], progress: Progress
    ) -> Iterator[Chunk | Account]:
        """The votes by their codes, each with its meaning."""
        of_member = _parties_of_members(path, layout) if _as_parties(path, layout) else None
        for _, columns in coded(path, VOTES, progress):
            names = ("congress", "chamber", "rollnumber")
            labels = pc.binary_join_element_wise(
                *(columns[name].cast(TEXT) for name in names), "|"
            ).dictionary_encode()
            issues = [_label(*text.split("|")) for text in labels.dictionary.to_pylist()]
            members = columns["icpsr"]
            numbers = [whole_number(text) for text in members.dictionary.to_pylist()]
            cast = columns["cast_code"]
            words = [_word(text) for text in cast.dictionary.to_pylist()]
            parties, voters = recoded(members, numbers), None
            if of_member is not None:
                parties, voters = _brought_together(columns, of_member), parties
            yield Chunk(parties, recoded(labels, issues), recoded(cast, words), voter=voters)


def _as_parties(path: Path, layout: Mapping[str, Any]) -> bool:
    """Whether the parties of the members are asked for, not the members."""
    given = layout.get("parties") or MEMBER
    if given not in (MEMBER, PARTY):
        raise ImportRefused(
            f"{path}: layout.parties: expected {MEMBER} or {PARTY}, got {quoted(str(given))}"
        )
    if given == PARTY and companion(path, layout, "members") is None:
        raise ImportRefused(
            f"{path}: layout.members: empty, it names the file that tells of each member's party"
        )
    return bool(given == PARTY)


def _members(path: Path, layout: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, str]]]:
    members = companion(path, layout, "members")
    return small(members, MEMBERS) if members is not None else iter(())


def _party(row: Mapping[str, str]) -> str:
    """The name of the party of a member."""
    code = whole_number(row["party_code"])
    return PARTIES.get(code, f"party {code}")


def _parties_of_members(path: Path, layout: Mapping[str, Any]) -> dict[str, str]:
    """The party of each member in each Congress."""
    return {
        _key(row["congress"], row["icpsr"]): _party(row)
        for _, row in _members(path, layout)
        if row["chamber"] != PRESIDENT
    }


def _brought_together(
    columns: Mapping[str, pa.DictionaryArray], of_member: Mapping[str, str]
) -> pa.DictionaryArray:
    """The party of who cast each vote."""
    both = pc.binary_join_element_wise(
        columns["congress"].cast(TEXT), columns["icpsr"].cast(TEXT), "|"
    ).dictionary_encode()
    keys = (_key(*text.split("|")) for text in both.dictionary.to_pylist())
    return recoded(both, [of_member.get(key, UNKNOWN) for key in keys])


def _key(congress: str, icpsr: str) -> str:
    return f"{whole_number(congress)} {whole_number(icpsr)}"


def _voters(path: Path, layout: Mapping[str, Any]) -> Iterator[Row | LeftOut]:
    """The members who may vote."""
    seen: set[str] = set()
    for at, row in _members(path, layout):
        label = whole_number(row["icpsr"])
        if row["chamber"] == PRESIDENT or label in seen:
            why = "the President" if row["chamber"] == PRESIDENT else "a member told of twice"
            yield LeftOut(at, why)
            continue
        seen.add(label)
        told = {
            "party": label,
            "id": f"{row['bioname'].partition(',')[0]} {label}",
            "name": plain(row["bioname"]),
            "note": f"{_party(row)}, {row['state_abbrev']}",
        }
        yield Row("parties", at, told)


def _parties(path: Path, layout: Mapping[str, Any]) -> Iterator[Row]:
    """The parties of the members who may vote."""
    seen: set[str] = set()
    for at, row in _members(path, layout):
        label = _party(row)
        if row["chamber"] != PRESIDENT and label not in seen:
            seen.add(label)
            yield Row("parties", at, {"party": label, "name": label})


def _roll_calls(path: Path | None) -> Iterator[Row]:
    """What was voted on, and when; nothing without a file that tells."""
    if path is None:
        return
    texts = [name for name in TEXTS if name in header_of(path)]
    for at, row in small(path, (*ROLL_CALLS, *texts)):
        label = _label(row["congress"], row["chamber"], row["rollnumber"])
        said = [plain(row[name]) for name in texts if row[name]]
        title = said[0] if said else label
        told = {
            "issue": label, "id": label, "title": title,
            "proposal": next((text for text in said if text != title), title),
            "area": row["chamber"], "date": row["date"], "locator": label,
        }  # fmt: skip
        yield Row("issues", at, told)


def _label(congress: str, chamber: str, number: str) -> str:
    return f"{chamber} {whole_number(congress)}-{whole_number(number)}"


def _word(code: str) -> str:
    plainly = whole_number(code)
    return CAST.get(plainly, plainly)


VOTEVIEW = Voteview()
