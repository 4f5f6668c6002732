"""The records of a folder and those of a file in, what the folder would hold and what changes out.

Ids stay. What is there already is changed only where that is asked for; what the file lacks stays
unless it is asked to go.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from copy import copy
from dataclasses import dataclass, field
from typing import Any

from parley.format.models import Event, Header, Issue, Party, Position, Record, Source
from parley.importing.draft import Derived, Draft, Plain
from parley.loading.position_columns import TABLE_COLUMNS
from parley.wording import count

KINDS = ("parties", "sources", "events", "areas", "issues")


@dataclass
class Changes:
    """What an import does to the records of a folder."""

    added: Counter[str] = field(default_factory=Counter)
    changed: Counter[str] = field(default_factory=Counter)
    kept: Counter[str] = field(default_factory=Counter)
    """Records that the file has otherwise, and that stay as they are since nobody has asked."""
    lacking: Counter[str] = field(default_factory=Counter)
    """Records that the file lacks, and that stay."""
    gone: Counter[str] = field(default_factory=Counter)

    def lines(self) -> Iterator[str]:
        """What is done, and what could be asked for."""
        for counts, what in (
            (self.added, "added"),
            (self.changed, "changed"),
            (self.gone, "removed"),
        ):
            if counts:
                yield f"{what}: {_counted(counts)}"
        if self.kept:
            yield f"differ and stay as they are: {_counted(self.kept)}; --update changes them"
        if self.lacking:
            yield f"not in the file, and stay: {_counted(self.lacking)}; --prune removes them"

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.gone)


def _counted(counts: Counter[str]) -> str:
    names = {"parties": "party", "issues": "issue"}
    return ", ".join(
        count(number, names.get(kind, kind.removesuffix("s")), kind)
        for kind, number in counts.items()
    )


def merge(
    folder: Draft, new: Draft, complete: bool, update: bool, prune: bool
) -> tuple[Draft, Changes]:
    """The draft of a folder with the records of a file.

    `complete` says that a record of the file is the whole record, so that a key which it lacks is
    none; otherwise the keys that it has count.
    """
    made, changes = copy(folder), Changes()
    if new.header is not None:
        if folder.header is None:
            made.header = new.header
            changes.added["negotiation"] += 1
        elif not _says("negotiation", folder.header, new.header, complete):
            (changes.changed if update else changes.kept)["negotiation"] += 1
            if update:
                made.header = _combined("negotiation", folder.header, new.header, complete)
    for kind in KINDS:
        setattr(made, kind, _merged(folder, new, kind, complete, update, prune, changes))
    made.positions = _positions(folder, new, complete, update, prune, changes)
    made.first_in_table = folder.first_in_table
    return made, changes


def _merged(
    folder: Draft,
    new: Draft,
    kind: str,
    complete: bool,
    update: bool,
    prune: bool,
    changes: Changes,
) -> dict[str, Plain]:
    old: dict[str, Plain] = getattr(folder, kind)
    found: dict[str, Plain] = getattr(new, kind)
    held = folder.in_tables.get(kind, set())
    made = dict(old)
    for id, record in found.items():
        if id not in old:
            made[id] = record
            changes.added[kind] += 1
        elif (complete or kind == "sources") and not _says(kind, old[id], record, complete):
            may = update and id not in held
            (changes.changed if may else changes.kept)[kind] += 1
            if may:
                made[id] = _combined(kind, old[id], record, complete)
        elif not complete and record.get("silences"):
            made[id] = _with_silences(old[id], record, kind, changes)
    if not complete:
        return made
    for id in [id for id in old if id not in found]:
        if prune and id not in held:
            del made[id]
            changes.gone[kind] += 1
        else:
            changes.lacking[kind] += 1
    return made


def _with_silences(old: Plain, new: Plain, kind: str, changes: Changes) -> Plain:
    """An issue with the silences of parties that had none on it."""
    silent = {each["party"] for each in old.get("silences", ())}
    more = [each for each in new["silences"] if each["party"] not in silent]
    if not more:
        return old
    changes.added["silences"] += len(more)
    return {**old, "silences": [*old.get("silences", ()), *more]}


def _positions(
    folder: Draft, new: Draft, complete: bool, update: bool, prune: bool, changes: Changes
) -> list[Plain]:
    made = list(folder.positions)
    names = _names(folder.positions)
    place = {name: number for number, name in enumerate(names)}
    wanted = _names(new.positions)
    for name, position in zip(wanted, new.positions, strict=True):
        number = place.get(name)
        if number is None:
            made.append(position)
            changes.added["positions"] += 1
        elif not _says("positions", made[number], position, complete):
            # What stands in a Parquet table is changed there.
            may = update and (number < folder.first_in_table or folder.table == ".csv")
            (changes.changed if may else changes.kept)["positions"] += 1
            if may:
                made[number] = _combined("positions", made[number], position, complete)
    gone = set(place) - set(wanted)
    if not complete:
        own = set(new.sources)
        cited = {
            name: {each["source"] for each in folder.positions[place[name]]["evidence"]}
            for name in gone
        }
        gone = {name for name in gone if cited[name] <= own}
    if not prune:
        changes.lacking["positions"] += len(gone)
        changes.lacking += Counter()
        return made
    changes.gone["positions"] += len(gone)
    changes.gone += Counter()
    numbers = {place[name] for name in gone}
    folder.first_in_table -= sum(number < folder.first_in_table for number in numbers)
    return [each for number, each in enumerate(made) if number not in numbers]


def _names(positions: Iterable[Plain]) -> list[tuple[Any, ...]]:
    """What each position is known by: issue, party, day, and which of those it is."""
    seen: Counter[tuple[Any, ...]] = Counter()
    names = []
    for each in positions:
        name = (each["issue"], each["party"], str(each.get("date")))
        names.append((*name, seen[name]))
        seen[name] += 1
    return names


RECORDS: dict[str, type[Record]] = {
    "negotiation": Header, "parties": Party, "sources": Source, "events": Event, "issues": Issue,
    "positions": Position,
}  # fmt: skip


def _record(kind: str, values: Plain) -> Record:
    """The record that plain values are; a position without a summary gets one for comparison."""
    own = {key: value for key, value in values.items() if key not in NOT_OF_RECORD[kind]}
    if kind == "positions":
        own.setdefault("summary", "?")
    return RECORDS[kind].model_validate(own, by_alias=True, by_name=False)


NOT_OF_RECORD = {
    "negotiation": (), "parties": (), "sources": (), "events": (), "issues": ("area",),
    "positions": ("issue",),
}  # fmt: skip


def _says(kind: str, old: Plain, new: Plain, complete: bool) -> bool:
    """Whether a record says what another does."""
    if not complete:
        return all(
            isinstance(value, Derived) or (key in old and old[key] == value)
            for key, value in new.items()
        )
    if old == new or kind not in RECORDS:
        return old == new
    if old.get("area") != new.get("area"):
        return False
    return _record(kind, old) == _record(kind, new)


def _combined(kind: str, old: Plain, new: Plain, complete: bool) -> Plain:
    """A record with what another says; what says the same stays as it was written."""
    if not complete:
        return {**old, **{key: each for key, each in new.items() if not isinstance(each, Derived)}}
    if kind not in RECORDS:
        return new
    before, after = _record(kind, old), _record(kind, new)
    made = {key: value for key, value in new.items() if key in NOT_OF_RECORD[kind]}
    for name, info in RECORDS[kind].model_fields.items():
        key = info.alias or name
        same = getattr(before, name) == getattr(after, name)
        values = old if same and key in old else new
        if key in values:
            made[key] = values[key]
    return made


def fits_a_row(position: Plain) -> bool:
    """Whether a row of a table holds all of a position."""
    if set(position) - {*TABLE_COLUMNS, "evidence"} or len(position["evidence"]) != 1:
        return False
    return set(position["evidence"][0]) <= {"source", "locator", "attribution", "speaker"}
