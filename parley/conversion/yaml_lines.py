"""The lines of positions in YAML files: found, taken out, put in."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from parley.conversion.yaml_text import Value, item
from parley.format.located_values import LocatedList, LocatedMapping
from parley.loading.journal import PendingFiles
from parley.loading.records import LocatedRecord

COMMENT_OR_ANCHOR = re.compile(r"(^|\s)#|(^|[\s\[{,])[&*][\w-]")
BREAK = re.compile(r"(?<=\n)|(?<=\r)(?!\n)")


@dataclass(frozen=True)
class ItemLines:
    """Where an item of a list stands: from its first line, counted from 0, to before `end`."""

    begin: int
    end: int
    free: bool
    """Whether the lines can go without taking anything with them but the item."""


@dataclass(frozen=True)
class InsertionPoint:
    """Where positions can be put in: before which line, and how far in their dashes stand."""

    line: int
    indent: int
    key: bool
    """Whether the key `positions` has to be put in with them."""


class YamlFiles:
    """The YAML files of a folder, line by line."""

    def __init__(self, path: Path, name: str) -> None:
        """`path` is the folder, `name` what its documents call it."""
        self.files = PendingFiles(path)
        self.prefix = f"{name}/"
        self._lines: dict[str, list[str]] = {}

    def lines(self, file: str) -> list[str]:
        """The lines of a file, with what ends each."""
        if file not in self._lines:
            raw = self.files.path(file.removeprefix(self.prefix)).read_bytes()
            self._lines[file] = [line for line in BREAK.split(raw.decode("utf-8")) if line]
        return self._lines[file]

    def items(self, issue: LocatedRecord) -> list[ItemLines] | None:
        """The lines of each position of an issue; None where it is not written item by item."""
        if issue.document.line_of_row is not None:
            return None
        lines = self.lines(issue.document.file)
        node = _node(issue)
        listed = node.get("positions")
        if not isinstance(listed, LocatedList) or not listed:
            return None
        key = node.lines["positions"] - 1
        begins = [line - 1 for line in listed.lines]
        dash = re.match(r" *(?=- +\S)", lines[begins[0]])
        if not re.fullmatch(r"\s*positions:\s*", lines[key]) or dash is None or begins[0] <= key:
            return None
        start = re.compile(dash[0] + r"- +[^\s&*#-]")
        if not all(start.match(lines[line]) for line in begins) or begins != sorted(set(begins)):
            return None
        found = []
        after = key + 1
        for begin, upto in zip(begins, [*begins[1:], None], strict=True):
            end = _end(lines, begin, len(dash[0]), upto)
            free = not any(COMMENT_OR_ANCHOR.search(line) for line in lines[after:end])
            found.append(ItemLines(after, end, free))
            after = end
        return found

    def place(self, issue: LocatedRecord) -> InsertionPoint | None:
        """Where a position of an issue can be put in; None where its layout leaves no place."""
        if issue.document.line_of_row is not None:
            return None
        lines = self.lines(issue.document.file)
        node = _node(issue)
        begin = node.line - 1
        dash = re.match(r"( *)- +(?=[a-z_]+:(\s|$))", lines[begin])
        if dash is None:
            return None
        if "positions" in node:
            items = self.items(issue)
            if items is None:
                return None
            first = lines[node["positions"].lines[0] - 1]
            return InsertionPoint(items[-1].end, len(first) - len(first.lstrip(" ")), False)
        end = _end(lines, begin, len(dash[1]), None)
        for key in ("silences", "outcome"):
            line = node.lines.get(key, 0) - 1
            if begin < line < end and lines[line].startswith(f"{' ' * len(dash[0])}{key}:"):
                end = min(end, _trimmed(lines, begin, line))
        return InsertionPoint(end, len(dash[0]) + 2, True)

    def without(self, gone: Iterable[LocatedRecord]) -> dict[str, bytes]:
        """The files without the lines of some positions, each of which is free to go."""
        out: dict[str, set[int]] = {}
        by_issue: dict[tuple[str, Any], list[LocatedRecord]] = {}
        for place in gone:
            by_issue.setdefault((place.document.file, place.path[:-2]), []).append(place)
        for (file, way), places in by_issue.items():
            issue = LocatedRecord(places[0].document, way, None)
            items = self.items(issue)
            assert items is not None
            drop = out.setdefault(file, set())
            for place in places:
                span = items[int(place.path[-1])]
                drop.update(range(span.begin, span.end))
            if len(places) == len(items):
                drop.add(_node(issue).lines["positions"] - 1)
        return {
            file.removeprefix(self.prefix): "".join(
                line for number, line in enumerate(self.lines(file)) if number not in drop
            ).encode()
            for file, drop in out.items()
        }

    def with_items(
        self, added: dict[str, tuple[LocatedRecord, list[dict[str, Value]]]]
    ) -> dict[str, bytes]:
        """The files with positions put in, by issue; each issue has a place for them."""
        put: dict[str, list[tuple[int, list[str]]]] = {}
        for issue, records in added.values():
            place = self.place(issue)
            assert place is not None
            new = [" " * (place.indent - 2) + "positions:"] if place.key else []
            new += [line for record in records for line in item(record, place.indent)]
            put.setdefault(issue.document.file, []).append((place.line, new))
        return {file.removeprefix(self.prefix): self._put(file, put[file]) for file in put}

    def _put(self, file: str, put: list[tuple[int, list[str]]]) -> bytes:
        lines = self.lines(file)
        ending = "\r\n" if lines[0].endswith("\r\n") else "\n"
        made = list(lines)
        for line, new in sorted(put, reverse=True):
            if line and not made[line - 1].endswith(("\n", "\r")):
                made[line - 1] += ending
            made[line:line] = [each + ending for each in new]
        return "".join(made).encode()


def _node(place: LocatedRecord) -> LocatedMapping:
    """The mapping of an issue as it was read."""
    node: Any = place.document.tree
    for step in place.path:
        node = node[step]
    assert isinstance(node, LocatedMapping)
    return node


def _end(lines: list[str], begin: int, indent: int, upto: int | None) -> int:
    """The line after the last one of an item whose dash stands at `indent`."""
    end = begin + 1
    while end < (len(lines) if upto is None else upto):
        line = lines[end]
        text = line.strip()
        further_out = len(line) - len(line.lstrip(" ")) <= indent
        if upto is None and further_out and text and not text.startswith("#"):
            break
        end += 1
    return _trimmed(lines, begin, end)


def _trimmed(lines: list[str], begin: int, end: int) -> int:
    """`end`, moved up over empty lines and comments, which belong to what follows."""
    while end > begin + 1 and (not lines[end - 1].strip() or lines[end - 1].lstrip()[0] == "#"):
        end -= 1
    return end
