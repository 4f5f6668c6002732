"""A position's values in, the lines of YAML that a curator would write for it out."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import TypeAlias

WIDEST = 100

PLAIN = re.compile(r"[^\W\d_][\w ,.;()/’‘“”–—-]*")
"""What needs no quotes: it begins with a letter and holds no sign of YAML's."""
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


def _scalar(value: Scalar) -> str:
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
    least = line.index(": ") + 3
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
