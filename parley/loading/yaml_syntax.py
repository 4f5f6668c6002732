"""A YAML parser's complaint and the text in; what a person did, what to do about it, and the text
mended so that the rest of it can be read, out.

What is mended is never shown: a file with such a fault is refused. It is read on so that one run
tells the faults of the other records too.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from parley.format.fields import keys_of
from parley.format.models import Record
from parley.format.problems import quoted
from parley.loading.yaml_block_lines import (
    FAR,
    ITEM,
    KEY,
    column_above,
    indent_of,
    left_open,
    with_line,
    without_item,
)

CLOSED = re.compile(r"""("(?:[^"\\]|\\.)*"|'(?:[^']|'')*')(?P<rest>.*)""")
NO_GAP = re.compile(r" *(?:- +)*(?P<key>[A-Za-z_]\w*):(?P<value>[^\s/].*)")
COMMENT = re.compile(r"\s#")
OTHER_SPACES = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
OTHER_INDENT = re.compile(rf"[ \t]*[{OTHER_SPACES}][ \t{OTHER_SPACES}]*")
EMPTY = re.compile(r"( *[\w-]+:)? *\[ *\] *(?:#.*)?")


class Diagnosis(NamedTuple):
    """What is wrong with a text that does not parse."""

    line: int
    """Counted from 1."""
    message: str
    mended: list[str] | None
    """The lines with the fault taken out; None where the rest cannot be read."""


def diagnose(lines: list[str], reason: str, at: int, column: int, since: int) -> Diagnosis:
    """What a person did where a text does not parse.

    `reason` is the parser's complaint, `at` and `column` where it was, `since` the line on which
    what it was reading then began; all are counted from 0.
    """
    at, since = (min(line, len(lines) - 1) for line in (at, since))
    for found in _causes(lines, at, since, reason):
        return found
    message = f"not valid YAML: {reason} (column {column + 1})"
    return Diagnosis(at + 1, message, without_item(lines, at))


def _causes(lines: list[str], at: int, since: int, reason: str) -> Iterator[Diagnosis]:
    """What may be meant by a complaint at a line, the likeliest first."""
    yield from _indented_by_something_else(lines, at)
    if "unexpected end of stream" in reason:
        yield from _never_closed(lines, since)
    if "escape" in reason:
        mended = lines[at].replace("\\", "\\\\")
        message = "a backslash in double quotes: write it twice, or put the text in single quotes"
        yield Diagnosis(at + 1, message, with_line(lines, at, mended))
    if "could not find expected ':'" in reason:
        yield from _no_key(lines, since)
    if "',' or" in reason or "node content" in reason:
        yield from _in_brackets(lines, min(since, at))
    yield from _brackets_before_a_list(lines, at)
    yield from _value_that_needs_quotes(lines, at)
    yield from _cut_by_a_comment(lines, at)
    yield from _colon_in_the_text_below(lines, at, reason)
    yield from _swallowed_by_a_quote(lines, at)
    yield from _out_of_line(lines, at)


# --- spaces


def _indented_by_something_else(lines: list[str], at: int) -> Iterator[Diagnosis]:
    line = lines[at]
    indent = line[: len(line) - len(line.lstrip())]
    if "\t" in indent:
        message = "a tab as indentation, use spaces"
    elif OTHER_INDENT.match(line):
        message = "a non-breaking space as indentation, use plain spaces"
    else:
        return
    near = column_above(lines, at, len(indent.expandtabs(2)))
    yield Diagnosis(at + 1, message, with_line(lines, at, " " * near + line.strip()))


def _out_of_line(lines: list[str], at: int) -> Iterator[Diagnosis]:
    """A key or an item that stands at a column where nothing above it does."""
    line = lines[at]
    if not (KEY.match(line) or ITEM.match(line)):
        return
    indent = indent_of(line)
    near = column_above(lines, at, indent)
    if near == indent:
        return
    spaces = f"{indent} space{'' if indent == 1 else 's'}"
    message = (
        f"indented by {spaces}, what it belongs to by {near}: "
        "keys of one record stand exactly under each other"
    )
    mended = " " * near + line.lstrip(" ")
    yield Diagnosis(at + 1, message, with_line(lines, at, mended))


# --- texts


def _value_that_needs_quotes(lines: list[str], at: int) -> Iterator[Diagnosis]:
    """A value that begins with a sign of YAML's, or has a colon in it."""
    found = KEY.match(lines[at])
    value = found["value"].rstrip() if found else _item_text(lines[at])
    if not value:
        return
    what = _sign_in(value)
    if what is None:
        return
    start = lines[at][: len(lines[at].rstrip()) - len(value)]
    mended = start + json.dumps(value, ensure_ascii=False)
    shown = start.strip().removeprefix("- ") + " " + _in_quotes(value)
    yield Diagnosis(at + 1, f"{what}: {shown.strip()}", with_line(lines, at, mended))


def _sign_in(value: str) -> str | None:
    """What of a value a reader of YAML stumbles over, with the remedy."""
    first = value[0]
    whole = "put the whole in quotes"
    closed = CLOSED.fullmatch(value)
    if closed is not None:
        rest = closed["rest"].strip()
        if not rest or rest.startswith("#"):
            return None
        if first == "'" and closed["rest"][:1].isalpha():
            return "an apostrophe ends a text in single quotes, put the whole in double quotes"
        return "text after a closing quotation mark, put the whole in other quotes"
    if first in "@`%":
        return f"a text that begins with {first}, {whole}"
    if first in "[{" and not value.endswith(("]", "}", ",")):
        return f"a text that begins with {first}, which opens a list or a mapping, {whole}"
    if first in "*&!" and " " in value:
        return f"a text that begins with {first}, a sign of YAML's, {whole}"
    if first in "|>" and value[1:2] == " ":
        return f"a text that begins with {first}, a sign of YAML's, {whole}"
    if value.startswith(("- ", "? ", ": ")):
        return f"a text that begins with {first} and a space, {whole}"
    if first not in "\"'[{|>" and re.search(r":(\s|$)", value):
        return "a colon inside an unquoted text, put the text in quotes"
    return None


def _in_quotes(value: str) -> str:
    """A text as a person would put it in quotes."""
    if '"' not in value and "\\" not in value:
        return f'"{value}"'
    return "'" + value.replace("'", "''") + "'"


def _item_text(line: str) -> str:
    """The text of an item of a list that is no mapping."""
    found = re.match(r" *- +(.+)", line)
    return found[1].rstrip() if found else ""


def _cut_by_a_comment(lines: list[str], at: int) -> Iterator[Diagnosis]:
    """A line of text under one that a comment has ended."""
    if KEY.match(lines[at]) or ITEM.match(lines[at]) or at == 0:
        return
    above = KEY.match(lines[at - 1])
    text = above["value"] if above else lines[at - 1]
    if text[:1] not in ("", '"', "'") and COMMENT.search(text):
        message = "a comment cuts the text, which goes on below: put the whole in quotes"
        yield Diagnosis(at, message, with_line(lines, at, ""))


def _colon_in_the_text_below(lines: list[str], at: int, reason: str) -> Iterator[Diagnosis]:
    """A text over several lines with a colon in one of them."""
    found = KEY.match(lines[at])
    if "mapping values" not in reason or (found and found["key"] in _known_keys()):
        return
    if re.search(r":(\s|$)", lines[at]):
        message = "a colon inside an unquoted text, put the whole text in quotes"
        yield Diagnosis(at + 1, message, with_line(lines, at, ""))


@cache
def _known_keys() -> frozenset[str]:
    return frozenset(key for record in Record.__subclasses__() for key in keys_of(record))


def _never_closed(lines: list[str], at: int) -> Iterator[Diagnosis]:
    found = KEY.match(lines[at])
    value = found["value"].strip() if found else _item_text(lines[at]).strip()
    if value[:1] not in ('"', "'") or CLOSED.fullmatch(value):
        return
    mended = list(lines)
    start = lines[at][: len(lines[at].rstrip()) - len(value)]
    mended[at] = start + json.dumps(value[1:] or "?", ensure_ascii=False)
    indent = len(lines[at]) - len(lines[at].lstrip(" "))
    for number in range(at + 1, len(lines)):
        below = lines[number]
        if below.strip() and (
            len(below) - len(below.lstrip(" ")) <= indent or KEY.match(below) or ITEM.match(below)
        ):
            break
        mended[number] = ""
    message = f"the quotation mark {value[0]} is never closed, close it at the end of the text"
    yield Diagnosis(at + 1, message, mended)


def _swallowed_by_a_quote(lines: list[str], at: int) -> Iterator[Diagnosis]:
    """A quotation mark above that was left open, and has taken keys for text."""
    for number in range(at - 1, max(-1, at - FAR), -1):
        found = KEY.match(lines[number])
        value = found["value"].strip() if found else ""
        if value[:1] in ('"', "'") and not CLOSED.fullmatch(value):
            below = lines[number + 1]
            if KEY.match(below) or ITEM.match(below):
                yield from _never_closed(lines, number)
            return


# --- keys


def _no_key(lines: list[str], at: int) -> Iterator[Diagnosis]:
    """A line that is no key, or whose colon has no space after it."""
    line = lines[at]
    found = NO_GAP.fullmatch(line)
    if found:
        message = f"no space after the colon, write {found['key']}: {found['value'].strip()}"
        mended = line[: found.start("value")] + " " + line[found.start("value") :]
        yield Diagnosis(at + 1, message, with_line(lines, at, mended))
    elif line.strip() and not KEY.match(line):
        message = (
            f"expected a key and a colon, got {quoted(line.strip())}: text that goes on from the "
            "line above stands further in than its key"
        )
        yield Diagnosis(at + 1, message, with_line(lines, at, ""))


def _in_brackets(lines: list[str], at: int) -> Iterator[Diagnosis]:
    """Braces or brackets with a text in them that needs quotes, or that are left open."""
    at = next((each for each in (at, at - 1) if each >= 0 and left_open(lines[each])), at)
    if left_open(lines[at]):
        message = "a bracket or a brace that is never closed"
    else:
        message = (
            "in braces and brackets, a text with a colon, a comma or a quotation mark stands in "
            "quotes of its own, and commas stand between the keys"
        )
    yield Diagnosis(at + 1, message, without_item(lines, at))


def _brackets_before_a_list(lines: list[str], at: int) -> Iterator[Diagnosis]:
    """Items below `[]`, which says that there are none."""
    if not ITEM.match(lines[at]):
        return
    above = (each for each in range(at - 1, -1, -1) if lines[each].split("#", 1)[0].strip())
    number = next(above, None)
    found = EMPTY.fullmatch(lines[number]) if number is not None else None
    if number is not None and found:
        message = "[] says that there are none, take the brackets away where items follow"
        yield Diagnosis(number + 1, message, with_line(lines, number, found[1] or ""))
