"""The text of a YAML file and the values that it shall hold in; the text with as few lines changed
as that takes, out: comments, layout and all other lines stay.

What is written in braces or brackets is written anew as a whole where something in it changes.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any

from parley.conversion.yaml_text import as_key, document, entry_lines, item_lines
from parley.format.located_values import LocatedList, LocatedMapping
from parley.format.types import NUMBER
from parley.loading.yaml_reader import read_yaml

BREAK = re.compile(r"(?<=\n)|(?<=\r)(?!\n)")
EMPTY_LIST = re.compile(r"^\[ *\][ \t]*(?:#.*)?(?:\r?\n|\Z)", re.MULTILINE)
TAIL = re.compile(r"(?P<value>\S.*?)(?P<comment>[ \t]+#.*)")


class _NotInLines(Exception):
    """A value that does not stand in lines of its own."""


def edit_yaml(text: str, new: Any) -> str:
    """The text with the values of `new`, plain mappings and lists without what is missing.

    A text that cannot be read is written anew.
    """
    old, faults = read_yaml(text.encode(), "file")
    if old is None or any(fault.severity == "fault" for fault in faults):
        return document(new)
    if old == [] and isinstance(new, list) and new:
        return EMPTY_LIST.sub(lambda _: document(new), text, count=1)
    lines = [line for line in BREAK.split(text.removeprefix("\ufeff")) if line]
    editor = _Editor(lines)
    try:
        if not same(old, new):
            editor.value(old, new, 0, len(lines))
    except _NotInLines:
        return document(new)
    made = editor.text()
    after, faults = read_yaml(made.encode(), "file")
    sound = after is not None and not any(fault.severity == "fault" for fault in faults)
    return made if sound and same(after, new) else document(new)


def same(old: Any, new: Any) -> bool:
    """Whether what was typed is a value."""
    if isinstance(old, Mapping) and isinstance(new, (int, float, dt.date)):
        return set(old) == {"from", "to"} and all(same(end, new) for end in old.values())
    if isinstance(new, Mapping):
        if not isinstance(old, Mapping) or set(old) != set(new):
            return False
        return all(same(old[key], value) for key, value in new.items())
    if isinstance(new, (list, tuple)):
        if not isinstance(old, list) or len(old) != len(new):
            return False
        return all(map(same, old, new))
    if not isinstance(old, str):
        return False
    if isinstance(new, bool):
        return old == ("true" if new else "false")
    if isinstance(new, (int, float)):
        return NUMBER.fullmatch(old) is not None and float(old) == new
    if isinstance(new, dt.date):
        return old == new.isoformat()
    return old.strip() == new


class _Editor:
    """The lines of a file, and what is put in the place of some of them."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.ending = "\r\n" if lines and lines[0].endswith("\r\n") else "\n"
        self.edits: list[tuple[int, int, list[str]]] = []

    def text(self) -> str:
        """The file with all edits."""
        made = list(self.lines)
        placed = sorted(
            enumerate(self.edits), key=lambda each: (each[1][:2], each[0]), reverse=True
        )
        for _, (begin, end, new) in placed:
            if new and begin and not made[begin - 1].endswith(("\n", "\r")):
                made[begin - 1] += self.ending
            made[begin:end] = [line + self.ending for line in new]
        return "".join(made)

    def value(self, old: Any, new: Any, begin: int, end: int) -> None:
        """Bring the lines of a mapping or a list up to new values."""
        if isinstance(old, LocatedMapping) and isinstance(new, Mapping):
            self.mapping(old, new, begin, end)
        elif isinstance(old, LocatedList) and isinstance(new, list) and old and new:
            self.list(old, new, begin, end)
        else:
            raise _NotInLines

    def mapping(self, old: LocatedMapping, new: Mapping[str, Any], begin: int, end: int) -> None:
        starts = [old.lines[key] - 1 for key in old]
        columns = [self._column(line, key) for line, key in zip(starts, old, strict=True)]
        if len(set(starts)) < len(starts) or len(set(columns)) > 1:
            raise _NotInLines
        column = columns[0] if columns else 0
        ends = [
            self._trimmed(start, upto)
            for start, upto in zip(starts, [*starts[1:], end], strict=True)
        ]
        spans = dict(zip(old, zip(starts, ends, strict=True), strict=True))
        first = next(iter(old), None)
        if first not in new:
            raise _NotInLines  # its line has the dash of the item
        after = begin
        mark = len(self.edits)
        try:
            for key in old:
                if key not in new:
                    self.edits.append((*spans[key], []))
            for key, value in new.items():
                if key in old:
                    if not same(old[key], value):
                        self.entry(key, old[key], value, *spans[key], column)
                    after = spans[key][1]
                elif after == begin:
                    raise _NotInLines
                else:
                    made = list(entry_lines(f"{' ' * column}{as_key(key)}:", value, column))
                    self.edits.append((after, after, made))
        except _NotInLines:
            del self.edits[mark:]
            raise

    def entry(self, key: str, old: Any, new: Any, begin: int, end: int, column: int) -> None:
        """Bring the lines of a key up to a new value, or write them anew."""
        mark = len(self.edits)
        if not isinstance(old, str):
            try:
                below = begin + 1 < end and re.fullmatch(
                    rf".{{{column}}}[\w.-]+:[ \t]*(#.*)?", self.lines[begin].rstrip("\r\n")
                )
                if below:
                    self.value(old, new, begin + 1, end)
                    return
            except _NotInLines:
                del self.edits[mark:]
        line = self.lines[begin].rstrip("\r\n")
        made = list(entry_lines(f"{line[:column]}{as_key(key)}:", new, column))
        if isinstance(old, str) and end == begin + 1 and len(made) == 1:
            found = TAIL.fullmatch(line[column + len(key) + 1 :].strip())
            if found and found["value"].strip("\"'") == old:
                made[0] += found["comment"]
        self.edits.append((begin, end, made))

    def list(self, old: LocatedList, new: list[Any], begin: int, end: int) -> None:
        starts = [line - 1 for line in old.lines]
        indents = {self._dash(line) for line in starts}
        if len(set(starts)) < len(starts) or len(indents) != 1 or starts[0] < begin:
            raise _NotInLines
        indent = indents.pop()
        ends = [
            self._trimmed(start, upto)
            for start, upto in zip(starts, [*starts[1:], end], strict=True)
        ]
        names, wanted = _names(old), _names(new)
        if [name for name in names if name in wanted] != [name for name in wanted if name in names]:
            raise _NotInLines  # in another order
        place = {name: number for number, name in enumerate(names)}
        spaced = len(starts) > 1 and any(not self.lines[start - 1].strip() for start in starts[1:])
        for name, number in place.items():
            if name not in wanted:
                back = 1 if number and not self.lines[starts[number] - 1].strip() else 0
                self.edits.append((starts[number] - back, ends[number], []))
        after = starts[0]
        for name, value in zip(wanted, new, strict=True):
            if name in place:
                number = place[name]
                if not same(old[number], value):
                    self.item(old[number], value, starts[number], ends[number], indent)
                after = ends[number]
            else:
                made = item_lines(value, indent)
                gap = [""] if spaced or (indent == 0 and isinstance(value, Mapping)) else []
                self.edits.append(
                    (after, after, [*gap, *made] if after > starts[0] else [*made, *gap])
                )

    def item(self, old: Any, new: Any, begin: int, end: int, indent: int) -> None:
        mark = len(self.edits)
        try:
            self.value(old, new, begin, end)
        except _NotInLines:
            del self.edits[mark:]
            self.edits.append((begin, end, item_lines(new, indent)))

    def _column(self, line: int, key: str) -> int:
        """The column of a key, before which nothing but the dashes of items stands in its line."""
        found = re.match(
            rf"(?P<before> *(?:- +)*)(?P<quote>[\"\']?){re.escape(key)}(?P=quote):",
            self.lines[line],
        )
        if found is None:
            raise _NotInLines
        return len(found["before"])

    def _dash(self, line: int) -> int:
        found = re.match(r" *(?=- +\S)", self.lines[line])
        if found is None:
            raise _NotInLines
        return len(found[0])

    def _trimmed(self, begin: int, end: int) -> int:
        """`end`, moved up over empty lines and comments, which belong to what follows."""
        while end > begin + 1 and self.lines[end - 1].strip()[:1] in ("", "#"):
            end -= 1
        return end


def _names(items: list[Any]) -> list[tuple[Any, ...]]:
    """What each item of a list is known by: its id, or what it is about, and the how-manieth."""
    found: list[tuple[Any, ...]] = []
    for each in items:
        name = _name(each)
        found.append((*name, sum(other[:-1] == name for other in found)))
    return found


def _name(item: Any) -> tuple[Any, ...]:
    if not isinstance(item, Mapping):
        return ("text", str(item))
    if "id" in item:
        return ("id", str(item["id"]))
    for keys in (("party",), ("source", "locator"), ("date",), ("name",), ("text",)):
        if keys[0] in item:
            more = ("date",) if keys == ("party",) else ()
            return (*keys, *(str(item.get(key)) for key in (*keys, *more)))
    return ("other",)
