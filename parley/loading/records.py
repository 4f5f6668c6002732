"""Plain values in, records out, with every fault in the format's own words.

Where something is faulty, the rest of the file is still read: a faulty value is replaced by a
stand-in or left out, so that the rules across records find in the same run what else is wrong.
What was salvaged is never shown to a reader: a folder with a fault is refused as a whole.
"""

from __future__ import annotations

import re
import types
import typing
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from typing import Any, NamedTuple, TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from parley.format.fields import keys_of
from parley.format.located_values import (
    LocatedList,
    LocatedMapping,
    ValuePath,
    locate,
    path_in_file,
)
from parley.format.models import Area, Event, Header, Issue, Party, Source
from parley.format.problems import Problem, Severity, closest_match, did_you_mean, quoted
from parley.format.types import Slug, Text, describe_value

T = TypeVar("T")

MOST_ROUNDS = 12

HEADER = TypeAdapter(Header)
PARTIES = TypeAdapter(tuple[Party, ...])
SOURCES = TypeAdapter(tuple[Source, ...])
EVENTS = TypeAdapter(tuple[Event, ...])
AREA = TypeAdapter(Area)


class IssueRow(Issue):
    """A row of issues.csv: an issue with the area it belongs to."""

    area: Slug
    """The id of its area."""
    area_title: Text | None = None
    """The area's name, where no file of the area gives it."""


ISSUE_ROWS = TypeAdapter(tuple[IssueRow, ...])

ROOTS: dict[int, Any] = {
    id(HEADER): Header,
    id(PARTIES): tuple[Party, ...],
    id(SOURCES): tuple[Source, ...],
    id(EVENTS): tuple[Event, ...],
    id(AREA): Area,
    id(ISSUE_ROWS): tuple[IssueRow, ...],
}


@dataclass
class Document:
    """A file as it was read: its plain values, and where each of them stands."""

    file: str
    tree: Any
    line_of_row: Callable[[int], int] | None = None
    """For a table: the line of a row, the first row being 1. None for YAML."""
    no_column: frozenset[tuple[str | int, ...]] = frozenset()
    """For a table: the required keys without a column, which its header is at fault for."""
    _faulty: set[ValuePath] = field(default_factory=set)
    """The places that have a fault already; what follows from it is not said again."""
    _around: set[ValuePath] = field(default_factory=set)
    """Those places and all that hold them."""

    def problem(self, path: ValuePath, message: str, severity: Severity = "fault") -> Problem:
        """A problem with the value at `path`."""
        line, where = locate(self.tree, path)
        if self.line_of_row is not None:
            where = re.sub(
                r"^\[(\d+)\]\.?", lambda row: f"row {int(row[1]) + 1}, ", where
            ).removesuffix(", ")
            line = self.line_of_row(line)
        return Problem(self.file, line, where, message, severity)

    def mark(self, path: ValuePath) -> None:
        """Remember that `path` has a fault."""
        path = path_in_file(self.tree, path)
        self._faulty.add(path)
        self._around.update(path[:length] for length in range(len(path) + 1))

    def faulty_at(self, path: ValuePath) -> bool:
        """Whether `path`, something in it or something around it has a fault already."""
        if not self._faulty:
            return False
        return path_in_file(self.tree, path) in self._around or self.within_fault(path)

    def within_fault(self, path: ValuePath) -> bool:
        """Whether `path` or something around it has a fault already."""
        path = path_in_file(self.tree, path)
        return any(path[:length] in self._faulty for length in range(len(path) + 1))

    def hides_an_id(self) -> bool:
        """Whether a fault hides the id of a record: a party, a source, an issue or an event."""
        for path in self._faulty:
            record = path[1:] if path[:1] == ("issues",) else path
            if not record or (isinstance(record[0], int) and record[1:] in ((), ("id",))):
                return True
        return False


class LocatedRecord(NamedTuple):
    """A record and where it stands."""

    document: Document
    path: ValuePath
    record: Any


def read_records(document: Document, adapter: TypeAdapter[T]) -> tuple[T | None, list[Problem]]:
    """Check a document's values against its model.

    Returns the records (None where not even a part could be salvaged) and the faults.
    """
    problems: list[Problem] = []
    tries: dict[ValuePath, int] = {}
    names = count(1)
    root = ROOTS[id(adapter)]
    for _ in range(MOST_ROUNDS):
        try:
            # The key is `from`: `from_` is the name that Python code uses.
            return adapter.validate_python(document.tree, by_alias=True, by_name=False), problems
        except ValidationError as refused:
            errors = [
                error for error in refused.errors(include_url=False) if not _miscounted(error)
            ]
        # A later round finds what an earlier fault hid, and what follows from its mending.
        new = [error for error in errors if not _follows(error, document)]
        misspelt = _misspelt(new, root)
        for error in new:
            missing = error["type"] == "missing" and (
                error["loc"] in misspelt or error["loc"][1:2] in document.no_column
            )
            if not missing:
                problems.append(document.problem(error["loc"], error_message(error, root)))
        for error in new:
            document.mark(error["loc"])
        for error in reversed(errors):
            path = path_in_file(document.tree, error["loc"])
            tries[path] = tries.get(path, 0) + 1
            _mend(document.tree, error["loc"], error["type"], tries[path], names)
    return None, problems


def _miscounted(error: ErrorDetails) -> bool:
    """Whether a list is called too short because faulty items in it were not counted."""
    return error["type"] == "too_short" and len(error["input"]) >= error["ctx"]["min_length"]


def _follows(error: ErrorDetails, document: Document) -> bool:
    """Whether an error follows from a fault found before. What a record says of its values as a
    whole does not: no stand-in offends it."""
    if error["type"] == "parley":
        return document.within_fault(error["loc"])
    return document.faulty_at(error["loc"])


def _misspelt(errors: list[ErrorDetails], root: Any) -> set[ValuePath]:
    """The keys that an unknown key is a near miss of: that they are missing follows from it."""
    found: set[ValuePath] = set()
    for error in errors:
        if error["type"] == "extra_forbidden":
            *around, key = error["loc"]
            meant = closest_match(str(key), _keys_at(root, tuple(around)))
            if meant is not None:
                found.add((*around, meant))
    return found


def error_message(error: ErrorDetails, root: Any) -> str:
    """What is wrong and what is allowed."""
    value = error["input"]
    context = error.get("ctx", {})
    match error["type"]:
        case "parley":
            return str(context["message"])
        case "missing":
            return "missing, this key is required"
        case "extra_forbidden":
            known = _keys_at(root, error["loc"][:-1])
            key = str(error["loc"][-1])
            hint = did_you_mean(key, known)
            return f"unknown key{hint}, allowed: {', '.join(known)}"
        case "literal_error":
            allowed = re.findall(r"'([^']*)'", context["expected"])
            hint = did_you_mean(value, allowed) if isinstance(value, str) else ""
            return f"expected one of {', '.join(allowed)}, got {describe_value(value)}{hint}"
        case "string_type":
            return f"expected text, got {describe_value(value)}"
        case "string_too_short":
            return "expected text, got nothing"
        case "string_pattern_mismatch":
            slug = re.sub(r"[^a-z0-9]+", "-", value.lower()).strip("-")[:80]
            hint = f", did you mean {slug!r}?" if slug else ""
            return (
                "expected an id of lower-case letters, digits and single hyphens, "
                f"got {describe_value(value)}{hint}"
            )
        case "string_too_long":
            return (
                f"expected at most {context['max_length']} characters, got {len(value)}: "
                f"{quoted(value)}"
            )
        case "tuple_type" | "list_type":
            return f"expected a list, got {describe_value(value)}"
        case "model_type" | "dict_type" | "model_attributes_type":
            return f"expected a mapping of keys, got {describe_value(value)}"
        case "too_short":
            few = context["min_length"]
            return f"expected at least {few}, got {len(value)}"
        case "too_long":
            return f"expected at most {context['max_length']}, got {len(value)}"
        case "greater_than":
            return f"expected a number greater than {context['gt']:g}, got '{value:g}'"
        case "greater_than_equal":
            return f"expected a number not less than {context['ge']:g}, got '{value:g}'"
        case "less_than_equal":
            return f"expected a number not greater than {context['le']:g}, got '{value:g}'"
        case _:
            return f"{error['msg']}, got {describe_value(value)}"


def _keys_at(root: Any, path: ValuePath) -> list[str]:
    """The keys that the mapping at `path` may have, in the order of the format."""
    kind = root
    for step in path:
        if isinstance(step, int):
            kind = typing.get_args(kind)[0]
        else:
            fields = kind.model_fields
            name = step if step in fields else f"{step}_"
            kind = fields[name].annotation
        while typing.get_origin(kind) in (types.UnionType, typing.Union, typing.Annotated):
            kind = next(one for one in typing.get_args(kind) if one is not type(None))
    return keys_of(kind)


def _plain(**values: Any) -> LocatedMapping:
    mapping = LocatedMapping(1)
    mapping.update(values)
    return mapping


def _evidence(name: str) -> LocatedList:
    evidence = LocatedList(1)
    evidence.append(_plain(source=name, locator="?", attribution="document"))
    evidence.lines.append(1)
    return evidence


PLACEHOLDERS: dict[str, Callable[[str], Any]] = {
    **dict.fromkeys(("id", "party", "source", "area"), lambda name: name),
    **dict.fromkeys(
        ("title", "summary", "text", "name", "publisher", "locator", "proposal", "low", "high"),
        lambda name: "?",
    ),
    "format": lambda name: "1",
    "as_of": lambda name: "9999-12-31",
    "date": lambda name: "0001-01-01",
    "role": lambda name: "observer",
    "status": lambda name: "unknown",
    "attribution": lambda name: "document",
    "min": lambda name: "-1e300",
    "max": lambda name: "1e300",
    "scale": lambda name: _plain(min="-1e300", max="1e300", low="?", high="?"),
    "issues": lambda name: LocatedList(1),
    "evidence": _evidence,
}
"""What stands in for a faulty required value while the rest is checked, by key."""


def _mend(tree: Any, path: ValuePath, kind: str, tried: int, names: count[int]) -> None:
    """Make the value at `path` harmless: a stand-in first, then left out, then its item."""
    if path[-1:] in (("from",), ("to",)):  # a range with one end is none
        path = path[:-1]
    holders = [tree]
    for step in path[:-1]:
        try:
            holders.append(holders[-1][step])
        except (KeyError, IndexError, TypeError):
            break
    holder = holders[-1]
    last = path[-1] if path else None
    if isinstance(holder, LocatedMapping) and isinstance(last, str) and len(holders) == len(path):
        if tried == 1 and last in PLACEHOLDERS and kind != "extra_forbidden":
            holder[last] = PLACEHOLDERS[last](f"faulty-{next(names)}")
            return
        if tried == 1 and last == "kind":
            holder[last] = "not-reported" if "checked" in holder else "other"
            return
        if tried <= 2 and last in holder:
            del holder[last]
            return
        if kind == "extra_forbidden":  # gone already: an alias holds the same mapping
            return
    for depth in range(len(holders) - 1, -1, -1):
        place = path[depth] if depth < len(path) else None
        if isinstance(holders[depth], LocatedList) and isinstance(place, int):
            if place < len(holders[depth]):
                holders[depth].leave_out(place)
            return
