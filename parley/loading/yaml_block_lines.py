"""Lines of YAML in block style in; where keys and items stand, and lines with one of them changed
or left out, out."""

from __future__ import annotations

import re

KEY = re.compile(r"(?P<before> *(?:- +)*)(?P<key>[A-Za-z_][\w.-]*):(?P<gap>[ \t]+|$)(?P<value>.*)")
ITEM = re.compile(r"(?P<indent> *)- +(?=\S)")
FAR = 200
"""How many lines above a complaint its cause is looked for."""


def left_open(line: str) -> bool:
    """Whether a line opens more brackets and braces than it closes."""
    return sum(map(line.count, "[{")) > sum(map(line.count, "]}"))


def column_above(lines: list[str], at: int, indent: int) -> int:
    """The column of what is open above a line, a key or for an item a list, nearest to its own."""
    item = ITEM.match(lines[at].strip()) is not None
    columns: list[int] = []
    lowest = 10**6
    for line in reversed(lines[max(0, at - FAR) : at]):
        here = indent_of(line)
        if not line.split("#", 1)[0].strip() or here >= lowest:
            continue
        key = KEY.match(line)
        inner = len(key["before"]) if key else here
        if not columns and key and not key["value"].strip():
            columns.append(inner + 2)
        if item and ITEM.match(line):
            columns.append(here)
        elif not item and key:
            columns.append(inner)
        lowest = here
    return min(columns, key=lambda each: (abs(each - indent), each), default=indent)


def with_line(lines: list[str], at: int, line: str) -> list[str]:
    """The lines with another in the place of one."""
    return [*lines[:at], line, *lines[at + 1 :]]


def without_item(lines: list[str], at: int) -> list[str] | None:
    """The lines without the innermost item around a line that has another beside it."""
    within = len(lines[at]) - len(lines[at].lstrip(" ")) + 1
    for begin in range(at, -1, -1):
        found = ITEM.match(lines[begin])
        indent = len(found["indent"]) if found else within
        if found is None or indent >= within:
            continue
        within = indent
        end = next(
            (
                number
                for number in range(begin + 1, len(lines))
                if lines[number].strip() and indent_of(lines[number]) <= indent
            ),
            len(lines),
        )
        if at < end and _has_neighbour(lines, begin, end, indent):
            return [*lines[:begin], *[""] * (end - begin), *lines[end:]]
    return None


def _has_neighbour(lines: list[str], begin: int, end: int, indent: int) -> bool:
    """Whether the list of an item has another, and needs no certain number of them."""
    dash = re.compile(" " * indent + "- ")
    after = end < len(lines) and dash.match(lines[end]) is not None
    for number in range(begin - 1, -1, -1):
        line = lines[number]
        if dash.match(line):
            after = True
        elif line.strip() and indent_of(line) <= indent:
            return after and not line.strip().startswith("options:")
    return after


def indent_of(line: str) -> int:
    """How many spaces a line begins with."""
    return len(line) - len(line.lstrip(" "))
