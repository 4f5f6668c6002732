"""Plain values in, the lines of YAML that a curator would write for them out."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

WIDEST = 100

PLAIN = re.compile(r"[^\W\d_][\w ,.;()/’‘“”–—-]*")
"""What needs no quotes: it begins with a letter and holds no sign of YAML's."""
KEY = re.compile(r"[A-Za-z_][\w.-]*")
OTHERWISE = frozenset({"true", "false", "yes", "no", "on", "off", "null", "none", "y", "n"})
"""Words that some reader of YAML takes for something else than text."""

Scalar: TypeAlias = str | float | bool
Value: TypeAlias = "Scalar | Mapping[str, Scalar] | list[Mapping[str, Scalar]]"


class Bare(str):
    """Text that stands as it is: a date."""

    __slots__ = ()


def item(record: Mapping[str, Value], indent: int) -> Iterator[str]:
    """The lines, without line breaks, of one item of a list whose dashes stand at `indent`.

    Texts hold no line break. Mappings within are written in braces, lists in lines of their own.
    """
    start = " " * indent + "- "
    for key, value in record.items():
        if isinstance(value, list):
            yield f"{start}{key}:"
            for inner in value:
                yield from item(inner, indent + 4)
        elif isinstance(value, Mapping):
            inside = ", ".join(f"{name}: {_scalar(inner)}" for name, inner in value.items())
            yield f"{start}{key}: {{{inside}}}"
        else:
            yield from _folded(f"{start}{key}: {_scalar(value)}", indent + 4)
        start = " " * (indent + 2)


def document(tree: Any) -> str:
    """A whole file: a mapping, or a list of records with an empty line between them."""
    if isinstance(tree, Mapping):
        return "\n".join(key_lines(tree, 0)) + "\n"
    return "\n".join("\n".join(item_lines(each, 0)) + "\n" for each in tree)


def as_key(text: str) -> str:
    """A key as it stands in a file, in quotes where it is no plain word."""
    if KEY.fullmatch(text) and text.lower() not in OTHERWISE:
        return text
    return _scalar(text) if text[:1].isdigit() else json.dumps(text, ensure_ascii=False)


def key_lines(mapping: Mapping[str, Any], indent: int) -> Iterator[str]:
    """The lines of the keys of a mapping, which stand at `indent`."""
    for key, value in mapping.items():
        yield from entry_lines(f"{' ' * indent}{as_key(key)}:", value, indent)


def item_lines(value: Any, indent: int) -> list[str]:
    """The lines of an item of a list whose dash stands at `indent`."""
    start = " " * indent + "- "
    if not isinstance(value, Mapping):
        return list(_folded_from(start + _scalar(value), indent + 2, indent + 3))
    braces = _in_braces(value)
    if set(value) == {"id", "text"} and len(start) + len(braces) <= WIDEST:
        return [start + braces]
    lines = list(key_lines(value, indent + 2))
    return [start + lines[0][indent + 2 :], *lines[1:]]


def entry_lines(start: str, value: Any, indent: int) -> Iterator[str]:
    """The lines of a key and its value; `start` is what stands before the value."""
    if isinstance(value, Mapping):
        braces = _in_braces(value)
        flat = not any(isinstance(each, (Mapping, list)) for each in value.values())
        if flat and len(start) + 1 + len(braces) <= WIDEST:
            yield f"{start} {braces}"
        else:
            yield start
            yield from key_lines(value, indent + 2)
    elif isinstance(value, list):
        flow = "[" + ", ".join(_scalar(each) for each in value if not isinstance(each, Mapping))
        plain = not any(isinstance(each, Mapping) for each in value)
        if plain and len(start) + len(flow) + 2 <= WIDEST:
            yield f"{start} {flow}]"
            return
        yield start
        for number, each in enumerate(value):
            if number and start.strip() == "issues:":
                yield ""
            yield from item_lines(each, indent + 2)
    elif value == "":
        yield start
    else:
        yield from _folded(f"{start} {_scalar(value)}", indent + 2)


def _in_braces(value: Mapping[str, Any]) -> str:
    inner = (
        f"{key}: {_scalar(each)}"
        for key, each in value.items()
        if not isinstance(each, (Mapping, list))
    )
    return "{" + ", ".join(inner) + "}"


def _scalar(value: Any) -> str:
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, Bare):
        return value
    plain = PLAIN.fullmatch(value) and value.isprintable() and not value.endswith(" ")
    if plain and value.lower() not in OTHERWISE:
        return value
    quoted = json.dumps(value, ensure_ascii=False)
    return "".join(sign if sign.isprintable() else _escaped(sign) for sign in quoted)


def _escaped(sign: str) -> str:
    return f"\\U{ord(sign):08x}" if ord(sign) > 0xFFFF else f"\\u{ord(sign):04x}"


def _folded(line: str, indent: int) -> Iterator[str]:
    """The line in pieces of at most WIDEST characters, where it has single spaces to break at."""
    yield from _folded_from(line, indent, line.find(": ") + 3)


def _folded_from(line: str, indent: int, least: int) -> Iterator[str]:
    while len(line) > WIDEST:
        breaks = [at for at in range(least, WIDEST + 1) if _may_break(line, at)]
        if not breaks:
            break
        yield line[: breaks[-1]]
        line = " " * indent + line[breaks[-1] + 1 :]
        least = indent + 1
    yield line


def _may_break(line: str, at: int) -> bool:
    """Whether a line break may stand for the space there: a reader makes a single space of it."""
    return line[at] == " " and line[at - 1] not in " \\" and line[at + 1 : at + 2] not in " -"
