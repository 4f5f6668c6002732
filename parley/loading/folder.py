"""A folder as it was read, before the rules are applied: its records and where they stand."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field
from typing import NamedTuple

from parley.loading.position_table import PositionTable
from parley.loading.records import LocatedRecord


class AreaTitle(NamedTuple):
    """An area's name and what it is about."""

    title: str
    summary: str | None


@dataclass
class Folder:
    """All that could be read of one negotiation."""

    id: str
    name: str
    """The folder as messages name it."""
    table: PositionTable
    """Its positions, with all citations."""
    header: LocatedRecord | None = None
    parties: list[LocatedRecord] = field(default_factory=list)
    sources: list[LocatedRecord] = field(default_factory=list)
    events: list[LocatedRecord] = field(default_factory=list)
    area_files: list[LocatedRecord] = field(default_factory=list)
    areas: dict[str, AreaTitle] = field(default_factory=dict)
    issues: list[LocatedRecord] = field(default_factory=list)
    area_of: dict[str, str] = field(default_factory=dict)
    """The area of each issue."""
    unread: set[str] = field(default_factory=set)
    """The kinds of record ("party", "source", "issue") that stand in a file that cannot be read:
    their ids are not all known, so no reference to them is called dangling."""

    def ids(self, kind: str) -> dict[str, LocatedRecord]:
        """The records of a kind ("party", "source", "issue", "event") by id, the first of each."""
        records = {
            "party": self.parties,
            "source": self.sources,
            "issue": self.issues,
            "event": self.events,
        }[kind]
        found: dict[str, LocatedRecord] = {}
        for place in records:
            found.setdefault(place.record.id, place)
        return found

    def unique_issues(self) -> dict[str, LocatedRecord]:
        """The issues by id, without an id that stands twice: nobody knows which is meant."""
        times = Counter(place.record.id for place in self.issues)
        return {id: place for id, place in self.ids("issue").items() if times[id] == 1}

    def source_dates(self) -> dict[str, dt.date]:
        """The day of each source."""
        return {id: place.record.date for id, place in self.ids("source").items()}
