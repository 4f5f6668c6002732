"""YAML text in, plain values with their lines out; the only place that knows YAML.

Scalars stay as they were typed (`no`, `1.10`, `2025-12-15` are text here): the models decide
what a value is. Built from the C parser's events, which is several times faster than PyYAML's
own construction and keeps the line of every value.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import yaml
from yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    DocumentStartEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from parley.format.located_values import (
    CONTROLS,
    LocatedList,
    LocatedMapping,
    QuotedText,
    one_paragraph,
)
from parley.format.problems import Problem, quoted
from parley.loading.yaml_preparation import join_surrogates, without_conflicts
from parley.loading.yaml_syntax import Diagnosis, diagnose

MOST_BYTES = 64 * 2**20
MOST_DEPTH = 32
MOST_ALIASED = 100_000
"""How many values all aliases of a file may stand for before they count as an explosion."""
LONG_TEXT = 200
"""A text counts as one value more for each of this many characters."""
RECORD_DEPTH = 2
"""How deep the longest records of the format, issues, stand in their file."""
MOST_CONTROLS = 100
"""How many control characters of a file are named one by one."""
MOST_MENDED = 50
"""How many faults of the syntax of one file are told in one run."""
LARGE, FEW_MENDED = 2**20, 5
"""In a file of so many characters fewer are, since it is read anew after each."""
LINE_END = re.compile(r"\r\n|\r|\n")
OTHER_SPACES = frozenset("\u00a0\u2007\u202f\u3000")
CUTTING = re.compile(r"[ \t]+#(?P<glued>\S?)[^\r\n]*")
"""A comment behind a text."""

SPACES_HERE = dict.fromkeys((0x85, 0x2028, 0x2029), " ")


class _Refused(Exception):
    """The rest of the file cannot be read: line, place, message."""

    def __init__(self, line: int, message: str, where: str = "file") -> None:
        super().__init__(message)
        self.line, self.message, self.where = line, message, where


def read_yaml(
    raw: bytes, file: str, progress: Callable[[float], None] | None = None
) -> tuple[Any, list[Problem]]:
    """Read one YAML document; `progress` is told now and then which share has been read.

    Returns its value (`Mapping`, `Sequence`, text, or None where nothing could be read) and
    every fault found on the way, those of the syntax at the place "file". Where a text does not
    parse, what is around the fault is read all the same. Never raises on any input.
    """
    syntax: list[Problem] = []
    try:
        text = _decoded(raw)
    except _Refused as refused:
        return None, [Problem(file, refused.line, refused.where, refused.message)]
    text, conflicts = _without_conflicts(text)
    syntax += [Problem(file, line, "file", message) for line, message in conflicts]
    for round in range(MOST_MENDED if len(text) < LARGE else FEW_MENDED):
        reader = _Reader(file, progress)
        try:
            return reader.read(text), syntax + reader.problems
        except _Refused as refused:
            reader.fault(refused.line, refused.message, refused.where)
            return None, syntax + reader.problems
        except yaml.YAMLError as error:
            if round == 0 and (joined := join_surrogates(text)) != text:
                text = joined
                continue
            found = _diagnosis(error, _lines(text))
            fault = Problem(file, found.line, "file", found.message)
            if found.mended is None or fault in syntax:
                faults = syntax if fault in syntax else [*syntax, fault]
                return None, faults + reader.problems
            syntax.append(fault)
            text = "\n".join(found.mended)
    return None, syntax


def _lines(text: str) -> list[str]:
    lines = LINE_END.split(text)
    return lines[:-1] if len(lines) > 1 and not lines[-1] else lines


def _diagnosis(error: yaml.YAMLError, lines: list[str]) -> Diagnosis:
    """What is wrong where the parser complains."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    reason = getattr(error, "problem", None) or getattr(error, "reason", None) or str(error)
    reason = one_paragraph(str(reason))[0]
    if mark is None:
        return Diagnosis(1, f"not valid YAML ({reason})", None)
    since = getattr(error, "context_mark", None) or mark
    return diagnose(lines, reason, mark.line, mark.column, since.line)


def _without_conflicts(text: str) -> tuple[str, list[tuple[int, str]]]:
    """The text with one side of each conflict of a merge, and the faults."""
    if "<<<<<<<" not in text:
        return text, []
    lines, faults = without_conflicts(_lines(text))
    return ("\n".join(lines), faults) if faults else (text, [])


def _decoded(raw: bytes) -> str:
    if len(raw) > MOST_BYTES:
        raise _Refused(
            1, "larger than 64 MiB, the most that YAML may have: use a table (CSV, Parquet)"
        )
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise _Refused(
            line, f"byte 0x{raw[error.start]:02x} is not UTF-8 text, save the file as UTF-8"
        ) from None
    if not text.strip():
        raise _Refused(1, "the file is empty")
    # The parser takes these for line breaks and editors do not: lines would be counted apart.
    return text.translate(SPACES_HERE)


class _Reader:
    """One pass over the events of one file."""

    def __init__(self, file: str, progress: Callable[[float], None] | None = None) -> None:
        self.file = file
        self.progress = progress
        self.problems: list[Problem] = []
        self.open: list[tuple[Any, str | None, int]] = []  # holder, its key, that key's line
        self.commented: str | None = None
        """The text, where there are comments behind values."""

    def fault(self, line: int, message: str, where: str = "file") -> None:
        self.problems.append(Problem(self.file, line, where, message))

    def warn_of_a_cut(self, event: ScalarEvent, text: str, where: str) -> None:
        """Warn where a comment ends an unquoted text that seems to go on."""
        begin, end = event.start_mark, event.end_mark
        assert begin is not None and end is not None
        found = CUTTING.match(text, end.index)
        if found is None or not (found["glued"] or " " in event.value):
            return
        line = text[text.rfind("\n", 0, begin.index) + 1 : found.end()].strip()
        message = (
            f"a comment cuts the text, which is read as {quoted(event.value)}: put the text in "
            f"quotes, or the comment on a line of its own, in {quoted(line, 160)}"
        )
        self.problems.append(Problem(self.file, end.line + 1, where, message, "warning"))

    def where(self, container: Any, key: str | None) -> str:
        """The place in the file of the value being read."""
        steps = ""
        for holder, held, _ in [*self.open, (container, key, 0)]:
            if isinstance(holder, LocatedList):
                steps += f"[{len(holder)}]"
            elif held is not None:
                steps += f".{held}" if steps else held
        return steps or "file"

    def controls_as_spaces(self, text: str) -> str:
        """Control characters that stand raw in the file: each a fault, read as a space."""
        if not CONTROLS.search(text):
            return text
        found_before = 0
        for number, line in enumerate(text.split("\n"), start=1):
            for found in CONTROLS.finditer(line):
                if found[0] == "\t":
                    continue
                found_before += 1
                if found_before == MOST_CONTROLS:
                    self.fault(number, "more control characters from here on, is this text?")
                elif found_before < MOST_CONTROLS:
                    self.fault(
                        number,
                        f"control character U+{ord(found[0]):04X} at column "
                        f"{found.start() + 1}, expected plain text",
                    )
        return CONTROLS.sub(lambda found: "\t" if found[0] == "\t" else " ", text)

    def read(self, text: str) -> Any:
        text = self.controls_as_spaces(text)
        loader = yaml.CSafeLoader(text)
        self.length = max(1, len(text))
        self.commented = text if " #" in text or "\t#" in text else None
        try:
            return self._build(loader.get_event)
        finally:
            loader.dispose()

    def _build(self, get_event: Any) -> Any:
        """Containers are kept on an explicit stack, so depth is a rule and not a crash."""
        result: Any = None
        container: Any = None  # the mapping or sequence being filled
        key: str | None = None  # the key whose value comes next
        key_line = 0
        documents = 0
        values = 0  # how many have been read, aliases counted as what they stand for
        aliased = 0
        anchors: dict[str, tuple[Any, int]] = {}
        begun: list[tuple[str | None, int]] = []  # anchor and count of values at each start

        while True:
            event = get_event()
            kind = type(event)

            if kind is ScalarEvent:
                line = event.start_mark.line + 1
                value: Any = event.value
                if event.tag is not None:
                    self._tag(event, container, key)
                if container is not None and key is None and type(container) is LocatedMapping:
                    key, key_line = value, line
                    if key and key[0] in OTHER_SPACES:
                        message = "a non-breaking space as indentation, use plain spaces"
                        self.fault(line, message)
                        key = key.strip()
                    continue
                if not event.style and self.commented is not None:
                    self.warn_of_a_cut(event, self.commented, self.where(container, key))
                value, wrong = one_paragraph(value)
                if wrong is not None:
                    self.fault(line, wrong, self.where(container, key))
                if event.style in ("'", '"'):
                    value = QuotedText(value)
                values += 1
                if event.anchor is not None:
                    anchors[event.anchor] = (value, 1 + len(value) // LONG_TEXT)

            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                line = event.start_mark.line + 1
                if event.tag is not None:
                    self._tag(event, container, key)
                self._key_is_word(container, key, line)
                if len(self.open) >= MOST_DEPTH:
                    raise _Refused(line, f"nested more than {MOST_DEPTH} deep")
                values += 1
                begun.append((event.anchor, values))
                self.open.append((container, key, key_line))
                container = LocatedMapping(line) if kind is MappingStartEvent else LocatedList(line)
                key = None
                continue

            elif isinstance(event, CollectionEndEvent):
                value = container
                line = container.line
                container, key, key_line = self.open.pop()
                anchor, start = begun.pop()
                if anchor is not None:
                    anchors[anchor] = (value, values - start + 1)
                if self.progress is not None and len(self.open) <= RECORD_DEPTH:
                    mark = event.end_mark
                    self.progress(mark.index / self.length if mark else 0)

            elif kind is AliasEvent:
                line = event.start_mark.line + 1
                self._key_is_word(container, key, line)
                if event.anchor not in anchors:
                    raise _Refused(
                        line,
                        f"alias *{event.anchor} stands for nothing complete above it",
                        self.where(container, key),
                    )
                value, size = anchors[event.anchor]
                values += size
                aliased += size
                if aliased > MOST_ALIASED:
                    raise _Refused(
                        line,
                        f"aliases stand for more than {MOST_ALIASED:,} values, write them out",
                        self.where(container, key),
                    )

            elif kind is DocumentStartEvent:
                documents += 1
                if documents > 1:
                    raise _Refused(
                        event.start_mark.line + 1, "a second document (---), a file holds one"
                    )
                continue

            elif kind is StreamEndEvent:
                if documents == 0:
                    raise _Refused(1, "the file is empty, it holds comments alone")
                return result

            else:
                continue

            if container is None:
                result = value
            elif type(container) is LocatedList:
                container.append(value)
                container.lines.append(line)
            elif key is not None:
                if key in container:
                    self.fault(
                        key_line,
                        f"key {quoted(key)} twice, first on line {container.lines[key]}",
                        self.where(container, key),
                    )
                else:
                    container[key] = value
                    container.lines[key] = key_line
                key = None

    def _tag(self, event: Any, container: Any, key: str | None) -> None:
        self.fault(
            event.start_mark.line + 1,
            f"YAML tag {quoted(event.tag)}, tags are not part of the format: leave it out",
            self.where(container, key),
        )

    def _key_is_word(self, container: Any, key: str | None, line: int) -> None:
        if type(container) is LocatedMapping and key is None:
            raise _Refused(line, "a key that is not a word", self.where(container, key))
