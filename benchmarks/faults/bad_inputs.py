"""Bad input, made by walking the declaration of the format: what of it is not told as a fault.

Each field of each record is taken where the folder has it, in some of its places, and is written in
another type, in values that its kind refuses, as an id that nothing defines, twice, or not at all
where it has to be there; and each record gets a key that the format does not have. The same is done
to the columns of tables. A folder that is damaged so has to be refused, within seconds, with the
file and a line that it has; the undamaged one has to be sound.
"""

from __future__ import annotations

import csv
import io
import shutil
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from typing import get_args

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from benchmarks.faults.outcome import Outcome, Scale
from parley.format.fields import fields_of
from parley.format.models import Record
from parley.format.schema import FILES
from parley.loading.loader import inspect

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "data" / "winnow-river"
"""Uses every key of the format, in YAML."""
TABLES = ROOT / "tests" / "folders" / "every-part"
"""Has tables."""

PATIENCE = 5.0
"""Seconds in which a folder of a few kilobytes is to be judged."""

WRONG: dict[str, tuple[str, ...]] = {
    "id": ("Not An Id", "-x", "x" * 81, "a_b"),
    "ids": ("[Not An Id]", "[a, a]"),
    "term": ("nonsense", "1"),
    "text": (),
    "number": ("many", ".nan", "1e999", "0x1f"),
    "day": ("yesterday", "2025-13-45", "20251215", "2025-12-15T00:00:00Z"),
    "flag": ("perhaps", "yes", "1"),
    "number_span": ("many", "{from: 9, to: 1}", "{from: 1}", "{}"),
    "day_span": ("soon", "{from: 2025-12-15, to: 2025-12-01}", "{to: 2025-12-01}", "{}"),
    "record": ("x", "[x]"),
    "list": ("x", "{x: y}", "[x]", "[[]]"),
}
"""Of each kind of field what it refuses, as YAML."""

WRONG_TYPES: dict[str, tuple[str, ...]] = {
    "id": ("[x]", "{x: y}", "''", "~"),
    "ids": ("x", "{x: y}"),
    "term": ("[x]", "{x: y}", "''"),
    "text": ("[x]", "{x: y}", "''", '"a\\u0007b"', "!!binary aGk="),
    "number": ("[1]", "{x: 1}", "''"),
    "day": ("[2025-12-15]", "{x: y}", "''"),
    "flag": ("[true]", "{x: y}", "''"),
    "number_span": ("[1]",),
    "day_span": ("[2025-12-15]",),
    "record": ("''",),
    "list": ("''",),
}

NOBODY = "nobody-has-this-id"
IDS = ("issue", "party", "source")
"""The columns of a table of positions that every row needs."""


Damage = Callable[[MappingNode], None]


@dataclass(frozen=True)
class Bad:
    """A file that is damaged in one place."""

    kind: str
    of: str
    """What is damaged: the record, the field, and what stands there."""
    folder: Path
    file: str
    text: Callable[[], str]


@dataclass(frozen=True)
class Place:
    """A record in a file: which, of what kind, and how one comes to it from the file's root."""

    file: str
    record: type[Record]
    way: tuple[int | str, ...]


def measured(scale: Scale) -> Iterator[Outcome]:
    """An outcome for each way to be wrong."""
    for folder in (FOLDER, TABLES):
        assert inspect(folder)[0] is not None, "a folder that is damaged is to be sound"
    found: dict[str, Outcome] = {}
    with tempfile.TemporaryDirectory() as parent:
        for bad in islice(bad_inputs(scale), 0, None, scale.every_input):
            path = Path(parent, bad.folder.name)
            shutil.copytree(bad.folder, path)
            (path / bad.file).write_text(bad.text(), "utf-8")
            outcome = found.setdefault(bad.kind, Outcome(f"bad input: {bad.kind}"))
            why = judged(path)
            outcome.add(None if why is None else f"{bad.of}: {why}")
            shutil.rmtree(path)
    yield from found.values()


def bad_inputs(scale: Scale) -> Iterator[Bad]:
    """All of them."""
    yield from _of_yaml(scale)
    yield from _of_tables(scale)


def judged(path: Path) -> str | None:
    """What is wrong with how a damaged folder is judged; None where nothing is."""
    began = time.perf_counter()
    try:
        negotiation, problems = inspect(path)
    except Exception as error:
        return f"{type(error).__name__}: {error}"[:160]
    if time.perf_counter() - began > PATIENCE:
        return f"judged after {time.perf_counter() - began:.1f} s"
    if negotiation is not None:
        return "taken for sound"
    if not any(problem.severity == "fault" for problem in problems):
        return "refused without a fault"
    for problem in problems:
        place = path.parent / problem.file
        if not place.exists():
            return f"told of {problem.file}, which is not there"
        if not 1 <= problem.line <= len(place.read_text("utf-8", "replace").splitlines()) + 1:
            return f"{problem.file}:{problem.line}: there is no such line"
        if "\n" in str(problem):
            return "told in more than one line"
    return None


# --- YAML


def _of_yaml(scale: Scale) -> Iterator[Bad]:
    """Damaged files of YAML."""
    roots = {
        path.relative_to(FOLDER).as_posix(): yaml.compose(path.read_text("utf-8"), yaml.BaseLoader)
        for path in sorted(FOLDER.rglob("*.yaml"))
    }
    places = [place for file, root in roots.items() for place in _places(file, root)]
    seen: Counter[tuple[str, str, str]] = Counter()
    for place in places:
        root = roots[place.file]
        has = {key.value for key, _ in _at(root, place.way).value}
        for kind, name, key, damage in _damages(place.record):
            what = (place.record.__name__, kind, name)
            if seen[what] < scale.inputs_per_field and (key is None or key in has):
                seen[what] += 1
                text = partial(_damaged, root, place.way, damage)
                yield Bad(kind, f"{place.record.__name__}.{name}", FOLDER, place.file, text)


def _damaged(root: Node, way: tuple[int | str, ...], damage: Damage) -> str:
    root = deepcopy(root)
    damage(_at(root, way))
    return yaml.serialize(root, Dumper=yaml.BaseDumper, allow_unicode=True)


def _places(file: str, root: Node) -> Iterator[Place]:
    declared = next(
        what
        for what, name, _ in FILES.values()
        if name == file or (name.startswith("issues/") and file.startswith("issues/"))
    )
    if isinstance(root, SequenceNode):
        (record,) = get_args(declared)
        for number in range(len(root.value)):
            yield from _within(file, record, root.value[number], (number,))
    else:
        yield from _within(file, declared, root, ())


def _within(
    file: str, record: type[Record], node: Node, way: tuple[int | str, ...]
) -> Iterator[Place]:
    """The record at a node, and those within it."""
    if not isinstance(node, MappingNode):
        return
    yield Place(file, record, way)
    fields = {field.key: field for field in fields_of(record)}
    for key, value in node.value:
        held = fields[key.value].record
        if held is None:
            continue
        items = value.value if isinstance(value, SequenceNode) else [value]
        for number, item in enumerate(items):
            step = (key.value, number) if isinstance(value, SequenceNode) else (key.value,)
            yield from _within(file, held, item, (*way, *step))


def _at(root: Node, way: tuple[int | str, ...]) -> MappingNode:
    for step in way:
        if isinstance(step, int):
            root = root.value[step]
        else:
            root = next(value for key, value in root.value if key.value == step)
    assert isinstance(root, MappingNode)
    return root


def _damages(record: type[Record]) -> Iterator[tuple[str, str, str | None, Damage]]:
    """Each way to damage a record: its kind, what it is of, the key that it needs, what does it."""
    yield "a key that is unknown", "+", None, partial(_add, "colour-of-ink", "blue")
    for field in fields_of(record):
        key = field.key
        for text in WRONG_TYPES[field.kind]:
            yield "a value of another type", f"{key}={text}", key, partial(_set, key, text)
        for text in WRONG[field.kind]:
            if text not in (*field.words, "[x]") or field.record is not None:
                yield "a value that is refused", f"{key}={text}", key, partial(_set, key, text)
        if field.kind in ("id", "ids") and key != "id" and key != "area":
            text = NOBODY if field.kind == "id" else f"[{NOBODY}]"
            yield "an id that nothing defines", key, key, partial(_set, key, text)
        if field.required:
            yield "a key that is missing", key, key, partial(_remove, key)
        yield "a key twice", key, key, partial(_double, key)


def _add(key: str, text: str, node: MappingNode) -> None:
    node.value.append((ScalarNode("tag:yaml.org,2002:str", key), _node(text)))


def _set(key: str, text: str, node: MappingNode) -> None:
    node.value[:] = [
        (name, _node(text) if name.value == key else value) for name, value in node.value
    ]


def _remove(key: str, node: MappingNode) -> None:
    node.value[:] = [(name, value) for name, value in node.value if name.value != key]


def _double(key: str, node: MappingNode) -> None:
    pairs = [(name, value) for name, value in node.value if name.value == key]
    node.value.extend(deepcopy(pairs))


def _node(text: str) -> Node:
    return yaml.compose(text, yaml.BaseLoader)


# --- tables


def _of_tables(scale: Scale) -> Iterator[Bad]:
    """Damaged tables."""
    for path in sorted(TABLES.glob("*.csv")):
        table = list(csv.reader(io.StringIO(path.read_text("utf-8"))))
        header, rows = table[0], min(len(table) - 1, scale.inputs_per_field * 4)

        def bad(kind: str, of: str, change: Change, path: Path = path, table: Rows = table) -> Bad:
            return Bad(kind, of, TABLES, path.name, lambda: _written(change, table))

        for number, name in enumerate(header):
            if name in IDS:
                yield bad("a column that is missing", name, partial(_without, number))
            yield bad("a column twice", name, partial(_twice, number))
            for row in range(1, rows + 1):
                for cell in _bad_cells(name):
                    dangling = cell == NOBODY
                    kind = "a dangling id in a table" if dangling else "a cell that is refused"
                    change = partial(_with_cell, row, number, cell)
                    yield bad(kind, f"row {row}, {name}={cell[:20]}", change)
        for row in range(1, rows + 1):
            yield bad("a row of another length", f"row {row}", partial(_longer, row))
            yield bad("a row of another length", f"row {row}", partial(_shorter, row))
        yield bad("a column that is unknown", "+", _with_column)


Rows = list[list[str]]
Change = Callable[[Rows], Rows]


def _written(change: Change, table: Rows) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(change(deepcopy(table)))
    return text.getvalue()


def _without(number: int, table: Rows) -> Rows:
    return [[*row[:number], *row[number + 1 :]] for row in table]


def _twice(number: int, table: Rows) -> Rows:
    return [[*row, row[number]] for row in table]


def _with_cell(row: int, number: int, cell: str, table: Rows) -> Rows:
    table[row][number] = cell
    return table


def _longer(row: int, table: Rows) -> Rows:
    table[row].append("x")
    return table


def _shorter(row: int, table: Rows) -> Rows:
    table[row].pop()
    return table


def _with_column(table: Rows) -> Rows:
    head, *rows = table
    return [[*head, "colour-of-ink"], *([*row, "blue"] for row in rows)]


def _bad_cells(column: str) -> Iterator[str]:
    if column in IDS:
        yield from (NOBODY, "Not An Id", "", "x" * 100)
    if column in ("stance", "attribution", "bound"):
        yield "nonsense"
    if column in ("date",):
        yield from ("yesterday", "2025-13-45")
    if column in ("value", "value.from", "value.to", "salience"):
        yield from ("many", "nan", "1e999")
    if column in ("red_line",):
        yield "perhaps"
    if column in ("summary", "gist", "speaker"):
        yield "a\x07b"
