"""The CSV files of votes in the United Nations General Assembly in, votes by country out.

They are those of the package unvotes, from the data of Erik Voeten: votes, roll calls and issues,
each a file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from parley.importing.passages import plain
from parley.importing.rows import LeftOut, Recognition, Row
from parley.importing.votes import (
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

VOTES: Final = ("rcid", "country", "country_code", "vote")
ROLL_CALLS: Final = ("rcid", "date", "unres", "short", "descr")
TOPICS: Final = ("rcid", "issue")
BESIDE: Final = (
    Companion(
        "rollcalls",
        frozenset(ROLL_CALLS),
        "no file of roll calls beside it: titles and days are missing",
    ),
    Companion("topics", frozenset({*TOPICS, "short_name"})),
)


class UnVotes:
    """The votes, with the roll calls and their topics beside them."""

    name = "un-votes"
    title = "votes in the United Nations General Assembly"
    complete = False
    issues_mapped = False

    def recognise(self, path: Path, sheet: str | None = None) -> Recognition | None:
        """A CSV file with the columns rcid, country, country_code and vote."""
        if not set(VOTES) <= set(header_of(path)):
            return None
        layout, notes = look_beside(path, BESIDE)
        notes.append("cite: Voeten, Strezhnev and Bailey, United Nations General Assembly votes")
        return Recognition("it has the columns rcid, country and vote", layout, tuple(notes))

    def rows(
        self, path: Path, layout: Mapping[str, Any], progress: Progress
    ) -> Iterator[Row | LeftOut]:
        """The roll calls, each with its day and its resolution."""
        areas: dict[str, str] = {}
        topics = companion(path, layout, "topics")
        for at, row in small(topics, TOPICS) if topics is not None else ():
            if areas.setdefault(whole_number(row["rcid"]), plain(row["issue"])) != row["issue"]:
                yield LeftOut(at, "a further topic of a roll call")
        rollcalls = companion(path, layout, "rollcalls")
        for at, row in small(rollcalls, ROLL_CALLS) if rollcalls is not None else ():
            label = whole_number(row["rcid"])
            title = plain(row["short"]) or plain(row["descr"]) or f"Roll call {label}"
            told = {
                "issue": label,
                "id": f"rc-{label}",
                "title": title,
                "proposal": plain(row["descr"]) or title,
                "area": areas.get(label, ""),
                "date": row["date"],
                "locator": plain(row["unres"]) or f"roll call {label}",
            }
            yield Row("issues", at, {key: value for key, value in told.items() if value})

    def chunks(
        self, path: Path, layout: Mapping[str, Any], progress: Progress
    ) -> Iterator[Chunk | Account]:
        """The votes as they are named: yes, no, abstain; who was absent has no row."""
        for _, columns in coded(path, VOTES, progress):
            calls = columns["rcid"]
            numbers = [whole_number(text) for text in calls.dictionary.to_pylist()]
            yield Chunk(columns["country"], recoded(calls, numbers), columns["vote"])


UNVOTES = UnVotes()
