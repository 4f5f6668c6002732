"""Rules of ids: unique, defined where they are named, and no bloc within itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
import pandas as pd

from parley.format.ids import is_id, no_folder_name
from parley.format.problems import Problem, did_you_mean, quoted
from parley.loading._rule_helpers import join_ids, rows_where, unless_faulty
from parley.loading.folder import Folder
from parley.loading.records import LocatedRecord

MOST_HINTS = 100
"""How many unknown ids a near miss is looked for, which is slow."""


def folder_is_named_by_an_id(folder: Folder) -> Iterator[Problem]:
    """The folder's name is the negotiation's id."""
    if not is_id(folder.id):
        yield Problem(folder.name, 1, "folder", no_folder_name(folder.id))


def area_is_named_by_its_file(folder: Folder) -> Iterator[Problem | None]:
    """An area's id equals the name of its file."""
    for area in folder.area_files:
        stem = area.document.file.rsplit("/", 1)[-1].removesuffix(".yaml")
        if area.record.area != stem and not area.document.faulty_at(("area",)):
            got = f"got {quoted(area.record.area)}"
            message = f"expected {stem!r}, the file's name, {got}"
            if not is_id(stem):
                message = _file_no_id(area.record.area, stem, folder)
            yield area.document.problem(("area",), message)


def _file_no_id(area: str, stem: str, folder: Folder) -> str:
    """The fault of a file of issues whose name is no id, and a name that can be followed."""
    others = [
        each.document.file.rsplit("/", 1)[-1]
        for each in folder.area_files
        if each.record.area == area and not each.document.file.endswith(f"/{stem}.yaml")
    ]
    if f"{area}.yaml" in others:
        return (
            f"the file's name is no id, and {area}.yaml is there too: delete this one if it is a "
            "copy, or give the area an id of its own and the file that name"
        )
    return f"the file's name is no id, rename it '{area}.yaml'"


def ids_are_unique(folder: Folder) -> Iterator[Problem | None]:
    """No id twice: of parties, sources, issues, events, claims, and of options in an issue."""
    for kind, records in [
        ("party", folder.parties),
        ("source", folder.sources),
        ("issue", folder.issues),
        ("event", folder.events),
    ]:
        yield from _twice(kind, records)
    if folder.header is not None:
        document = folder.header.document
        claims = [
            LocatedRecord(document, ("claims", index), claim)
            for index, claim in enumerate(folder.header.record.claims)
        ]
        yield from _twice("claim", claims)
    for issue in folder.issues:
        options = [
            LocatedRecord(issue.document, (*issue.path, "options", index), option)
            for index, option in enumerate(issue.record.options or ())
        ]
        yield from _twice("option", options)


def _twice(kind: str, records: list[LocatedRecord]) -> Iterator[Problem]:
    first: dict[str, LocatedRecord] = {}
    for place in records:
        before = first.setdefault(place.record.id, place)
        if before is not place:
            there = before.document.problem((*before.path, "id"), "")
            message = f"{kind} {quoted(place.record.id)} twice, first in {there.file}:{there.line}"
            yield place.document.problem((*place.path, "id"), message)


class Known:
    """The ids of one kind that the folder defines, and the words for one that it does not."""

    def __init__(self, folder: Folder, kind: str) -> None:
        self.ids = frozenset(folder.areas if kind == "area" else folder.ids(kind))
        # An area is known by its file of issues.
        self.all_read = ("issue" if kind == "area" else kind) not in folder.unread
        self.kind = kind
        self.complaints: dict[str, str] = {}

    def complaint(self, id: str) -> str:
        """What is wrong with an id; a near miss is looked for a few times only, for it is slow."""
        if id not in self.complaints:
            near = did_you_mean(id, self.ids) if len(self.complaints) < MOST_HINTS else ""
            self.complaints[id] = f"no {self.kind} has the id {quoted(id)}{near}"
        return self.complaints[id]

    def missing(self, id: str | None) -> bool:
        return self.all_read and id is not None and id not in self.ids

    def check(
        self, located: LocatedRecord, path: tuple[str | int, ...], id: str | None
    ) -> Problem | None:
        """The fault of a reference that nothing defines."""
        path = (*located.path, *path)
        if id is None or not self.missing(id) or located.document.faulty_at(path):
            return None
        return located.document.problem(path, self.complaint(id))

    def check_list(
        self,
        located: LocatedRecord,
        key: str,
        ids: Iterable[str],
        under: tuple[str | int, ...] = (),
    ) -> Iterator[Problem | None]:
        """The same for each id in a list."""
        for index, id in enumerate(ids):
            yield self.check(located, (*under, key, index), id)

    def missing_in(self, column: pd.Series[Any]) -> Iterator[tuple[int, str]]:
        """The rows of a column whose id nothing defines, and the fault of each."""
        ids = column.cat.categories.tolist()
        codes = column.cat.codes.to_numpy()
        unknown = np.array([*(self.missing(id) for id in ids), False])
        for row in rows_where(unknown[codes]):
            yield row, self.complaint(ids[codes[row]])


def parties_are_defined(folder: Folder) -> Iterator[Problem | None]:
    """Every party that is named has a record."""
    known = Known(folder, "party")
    if folder.header is not None:
        yield from known.check_list(
            folder.header, "home_parties", folder.header.record.home_parties
        )
    for party in folder.parties:
        yield from known.check_list(party, "members", party.record.members)
    for event in folder.events:
        yield from known.check_list(event, "parties", event.record.parties)
    for issue in folder.issues:
        yield from known.check_list(issue, "decided_by", issue.record.decided_by)
        for index, silence in enumerate(issue.record.silences):
            yield known.check(issue, ("silences", index, "party"), silence.party)
    for place in folder.table.records:
        for index, dispute in enumerate(place.record.disputed_by):
            yield known.check(place, ("disputed_by", index, "party"), dispute.party)
    for row, message in known.missing_in(folder.table.positions["party"]):
        yield folder.table.position_problem(row, "party", message)


def areas_are_defined(folder: Folder) -> Iterator[Problem | None]:
    """Every area that the order of showing names has issues, or at least a file."""
    known = Known(folder, "area")
    if folder.header is not None:
        yield from known.check_list(folder.header, "areas", folder.header.record.areas)


def issues_are_defined(folder: Folder) -> Iterator[Problem | None]:
    """Every issue that is named has a record."""
    known = Known(folder, "issue")
    for event in folder.events:
        yield from known.check_list(event, "issues", event.record.issues)
    for place in folder.table.records:
        for index, condition in enumerate(place.record.conditions):
            yield known.check(place, ("conditions", index, "issue"), condition.issue)
    for row, message in known.missing_in(folder.table.positions["issue"]):
        yield folder.table.position_problem(row, "issue", message)


def sources_are_defined(folder: Folder) -> Iterator[Problem | None]:
    """Every source that is cited has a record."""
    known = Known(folder, "source")
    for issue in folder.issues:
        for index, silence in enumerate(issue.record.silences):
            yield from known.check_list(issue, "sources", silence.sources, ("silences", index))
    for row, message in known.missing_in(folder.table.evidence["source"]):
        yield folder.table.evidence_problem(row, "source", message)


def no_bloc_contains_itself(folder: Folder) -> Iterator[Problem | None]:
    """Following members from a bloc never leads back to it: one fault for each way back."""
    parties = folder.ids("party")
    done: set[str] = set()
    for first in parties:
        way: dict[str, Iterator[str]] = {}
        member: str | None = first
        while member is not None or way:
            if member is not None and member in parties and member not in done:
                way[member] = iter(parties[member].record.members)
            last = next(reversed(way), None)
            if last is None:
                break
            member = next(way[last], None)
            if member is None:
                done.add(last)
                del way[last]
            elif member in way:
                ids = list(way)
                circle = [*ids[ids.index(member) + 1 :], member]
                place = parties[member]
                message = f"the bloc {member!r} contains itself, through {join_ids(circle)}"
                if circle == [member]:
                    message = f"the bloc {member!r} contains itself"
                yield unless_faulty(place, (*place.path, "members"), message)
                member = None
