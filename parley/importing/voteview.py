"""The CSV files of Voteview, votes in the United States Congress, in; votes by member out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import pyarrow.compute as pc

from parley.importing.passages import plain
from parley.importing.rows import LeftOut, Recognition, Row
from parley.importing.votes import (
    TEXT,
    Account,
    Chunk,
    beside,
    coded,
    companion,
    header_of,
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
        files = {
            "members": beside(path, set(MEMBERS)),
            "rollcalls": beside(path, {*ROLL_CALLS, TEXTS[0]}),
        }
        layout = {key: each.name if each else "" for key, each in files.items()}
        notes = [f"its {key}: {each}" for key, each in files.items() if each]
        notes += [f"no file of {key} beside it" for key, each in files.items() if each is None]
        notes.append("cite: Lewis and others, Voteview: Congressional Roll-Call Votes Database")
        return Recognition(
            "it has the columns rollnumber, icpsr and cast_code", layout, tuple(notes)
        )

    def rows(
        self, path: Path, layout: Mapping[str, Any], progress: Progress
    ) -> Iterator[Row | LeftOut]:
        """The members who may vote, and the roll calls, each with its day."""
        members = companion(path, layout, "members")
        seen: set[str] = set()
        for at, row in small(members, MEMBERS) if members is not None else ():
            label = whole_number(row["icpsr"])
            if row["chamber"] == "President" or label in seen:
                why = "the President" if row["chamber"] == "President" else "a member told of twice"
                yield LeftOut(at, why)
                continue
            seen.add(label)
            code = whole_number(row["party_code"])
            party = PARTIES.get(code, f"party {code}")
            told = {
                "party": label,
                "id": f"{row['bioname'].partition(',')[0]} {label}",
                "name": plain(row["bioname"]),
                "note": f"{party}, {row['state_abbrev']}",
            }
            yield Row("parties", at, told)
        rollcalls = companion(path, layout, "rollcalls")
        if rollcalls is None:
            return
        texts = [name for name in TEXTS if name in header_of(rollcalls)]
        for at, row in small(rollcalls, (*ROLL_CALLS, *texts)):
            label = _label(row["congress"], row["chamber"], row["rollnumber"])
            said = [plain(row[name]) for name in texts if row[name]]
            title = said[0] if said else label
            told = {
                "issue": label, "id": label, "title": title,
                "proposal": next((text for text in said if text != title), title),
                "area": row["chamber"], "date": row["date"], "locator": label,
            }  # fmt: skip
            yield Row("issues", at, told)

    def chunks(
        self, path: Path, layout: Mapping[str, Any], progress: Progress
    ) -> Iterator[Chunk | Account]:
        """The votes by their codes, each with its meaning."""
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
            yield Chunk(recoded(members, numbers), recoded(labels, issues), recoded(cast, words))


def _label(congress: str, chamber: str, number: str) -> str:
    return f"{chamber} {whole_number(congress)}-{whole_number(number)}"


def _word(code: str) -> str:
    plainly = whole_number(code)
    return CAST.get(plainly, plainly)


VOTEVIEW = Voteview()
