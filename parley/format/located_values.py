"""Plain values that know their line: what every reader of files hands on to the models."""

from __future__ import annotations

import re
from typing import Any

from parley.format.problems import quoted

ValuePath = tuple[str | int, ...]
"""The way from a file's top to a value: keys and list positions, as pydantic's `loc`."""

LINE_BREAKS = re.compile(r"[ \t]*[\r\n\x85\u2028\u2029]+[ \t\r\n\x85\u2028\u2029]*")
CONTROLS = re.compile(r"[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
BREAKS_OR_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]")


class QuotedText(str):
    """A scalar that stood in quotes: it is text, whatever it looks like."""

    __slots__ = ()


class LocatedMapping(dict[str, Any]):
    """Keys and values, the line each key stands on, and the line where the mapping begins."""

    __slots__ = ("line", "lines")

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line
        self.lines: dict[str, int] = {}


class LocatedList(list[Any]):
    """Items, the line of each, and the place each had in the file before any was left out."""

    __slots__ = ("line", "lines", "places")

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line
        self.lines: list[int] = []
        self.places: list[int] | None = None

    def place(self, index: int) -> int:
        """Where the item at `index` stood in the file."""
        return self.places[index] if self.places is not None else index

    def leave_out(self, index: int) -> None:
        """Drop an item, the others keeping the place they had in the file."""
        if self.places is None:
            self.places = list(range(len(self)))
        del self[index], self.lines[index], self.places[index]


def one_paragraph(text: str) -> tuple[str, str | None]:
    """Text with its line breaks as spaces, and what is wrong with it, if anything.

    A control character is a fault and stands as a space in what is returned.
    """
    if not BREAKS_OR_CONTROLS.search(text):
        return text, None
    text = LINE_BREAKS.sub(" ", text).strip(" ")
    found = CONTROLS.search(text)
    if found is None:
        return text, None
    fault = (
        f"control character U+{ord(found[0]):04X} at character {found.start() + 1} of "
        f"{quoted(text, 40)}, expected plain text"
    )
    return CONTROLS.sub(" ", text), fault


def path_in_file(tree: Any, path: ValuePath) -> ValuePath:
    """A path with the places that list items had in the file before any was left out."""
    steps: list[str | int] = []
    for step in path:
        held: Any = None
        if isinstance(tree, LocatedList) and isinstance(step, int) and step < len(tree):
            held, step = tree[step], tree.place(step)
        elif isinstance(tree, LocatedMapping) and isinstance(step, str):
            held = tree.get(step)
        steps.append(step)
        tree = held
    return tuple(steps)


def locate(tree: Any, path: ValuePath) -> tuple[int, str]:
    """The line of the value at `path`, and the path as a person reads it: `issues[1].title`.

    Where the value is missing, the line is that of what should hold it.
    """
    line: int = getattr(tree, "line", 1)
    where = ""
    for step in path:
        if isinstance(tree, LocatedList) and isinstance(step, int) and step < len(tree):
            line = tree.lines[step]
            where += f"[{tree.place(step)}]"
            tree = tree[step]
        elif isinstance(tree, LocatedMapping) and isinstance(step, str):
            line = tree.lines.get(step, line)
            where += f".{step}" if where else step
            tree = tree.get(step)
        else:
            where += f"[{step}]" if isinstance(step, int) else f".{step}" if where else step
            tree = None
    return line, where or "file"
