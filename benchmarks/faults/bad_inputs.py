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
from itertools import chain, islice
from pathlib import Path
from typing import get_args

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from benchmarks.faults.outcome import Outcome, Scale
from parley.format.fields import fields_of
from parley.format.models import Record
from parley.format.schema import FILES
from parley.loading.loader import inspect

FOLDER = Path(__file__).resolve().parents[2] / "tests" / "folders" / "every-part"
"""Uses every part of the format."""

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


@dataclass(frozen=True)
class Place:
    """A record in a file: which, of what kind, and how one comes to it from the file's root."""

    file: str
    record: type[Record]
    way: tuple[int | str, ...]


def measured(scale: Scale) -> Iterator[Outcome]:
    """An outcome for each way to be wrong."""
    assert inspect(FOLDER)[0] is not None, "the folder that is damaged is to be sound"
    found: dict[str, Outcome] = {}
    with tempfile.TemporaryDirectory() as parent:
        for kind, name, file, text in islice(
            chain(_of_yaml(scale), _of_tables(scale)), 0, None, scale.every_input
        ):
            path = Path(parent, FOLDER.name)
            shutil.copytree(FOLDER, path)
            (path / file).write_text(text, "utf-8")
            outcome = found.setdefault(kind, Outcome(f"bad input: {kind}"))
            why = _judged(path, file)
            outcome.add(None if why is None else f"{name}: {why}")
            shutil.rmtree(path)
    yield from found.values()


def _judged(path: Path, file: str) -> str | None:
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


def _of_yaml(scale: Scale) -> Iterator[tuple[str, str, str, str]]:
    """The kind of the damage, what it is of, the file, and its text."""
    roots = {
        path.relative_to(FOLDER).as_posix(): yaml.compose(path.read_text("utf-8"), yaml.BaseLoader)
        for path in sorted(FOLDER.rglob("*.yaml"))
    }
    places = [place for file, root in roots.items() for place in _places(file, root)]
    seen: Counter[tuple[str, str, str]] = Counter()
    for place in places:
        for kind, name, damage in _damages(place.record):
            key = (place.record.__name__, kind, name)
            if seen[key] == scale.inputs_per_field:
                continue
            root = deepcopy(roots[place.file])
            if damage(_at(root, place.way)):
                seen[key] += 1
                written = yaml.serialize(root, Dumper=yaml.BaseDumper, allow_unicode=True)
                yield kind, f"{place.record.__name__}.{name}", place.file, written


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


def _damages(
    record: type[Record],
) -> Iterator[tuple[str, str, Callable[[MappingNode], bool]]]:
    """Each way to damage a record: its kind, what it is of, and what does it."""
    yield "a key that is unknown", "+", lambda node: _add(node, "colour-of-ink", "blue")
    for field in fields_of(record):
        key = field.key
        for text in WRONG_TYPES[field.kind]:
            yield "a value of another type", f"{key}={text}", _setting(key, text)
        for text in WRONG[field.kind]:
            if text not in (*field.words, "[x]") or field.record is not None:
                yield "a value that is refused", f"{key}={text}", _setting(key, text)
        if field.kind in ("id", "ids") and key != "id" and key != "area":
            text = NOBODY if field.kind == "id" else f"[{NOBODY}]"
            yield "an id that nothing defines", key, _setting(key, text)
        if field.required:
            yield "a key that is missing", key, _removing(key)
        yield "a key twice", key, _doubling(key)


def _add(node: MappingNode, key: str, text: str) -> bool:
    node.value.append((ScalarNode("tag:yaml.org,2002:str", key), _node(text)))
    return True


def _node(text: str) -> Node:
    return yaml.compose(text, yaml.BaseLoader)


def _setting(key: str, text: str) -> Callable[[MappingNode], bool]:
    def damage(node: MappingNode) -> bool:
        for number, (name, _) in enumerate(node.value):
            if name.value == key:
                node.value[number] = (name, _node(text))
                return True
        return False

    return damage


def _removing(key: str) -> Callable[[MappingNode], bool]:
    def damage(node: MappingNode) -> bool:
        rest = [(name, value) for name, value in node.value if name.value != key]
        had = len(rest) < len(node.value)
        node.value[:] = rest
        return had

    return damage


def _doubling(key: str) -> Callable[[MappingNode], bool]:
    def damage(node: MappingNode) -> bool:
        pairs = [(name, value) for name, value in node.value if name.value == key]
        node.value.extend(deepcopy(pairs))
        return bool(pairs)

    return damage


# --- tables


def _of_tables(scale: Scale) -> Iterator[tuple[str, str, str, str]]:
    for path in sorted(FOLDER.glob("*.csv")):
        header, *rows = list(csv.reader(io.StringIO(path.read_text("utf-8"))))
        file = path.name

        def written(head: list[str], body: list[list[str]], file: str = file) -> tuple[str, str]:
            text = io.StringIO()
            csv.writer(text, lineterminator="\n").writerows([head, *body])
            return file, text.getvalue()

        for number, name in enumerate(header):
            if name in ("issue", "party", "source"):
                less = [[*row[:number], *row[number + 1 :]] for row in rows]
                head = [*header[:number], *header[number + 1 :]]
                yield "a column that is missing", name, *written(head, less)
            twice = [[*row, row[number]] for row in rows]
            yield "a column twice", name, *written([*header, name], twice)
            for row in range(min(len(rows), scale.inputs_per_field * 4)):
                for cell in _bad_cells(name):
                    body = deepcopy(rows)
                    body[row][number] = cell
                    kind = (
                        "a cell that is refused" if cell != NOBODY else "a dangling id in a table"
                    )
                    yield kind, f"row {row + 1}, {name}={cell[:20]}", *written(header, body)
        for row in range(min(len(rows), scale.inputs_per_field * 4)):
            for change, body_of in (("longer", [*rows[row], "x"]), ("shorter", rows[row][:-1])):
                body = deepcopy(rows)
                body[row] = body_of
                yield "a row of another length", f"row {row + 1} {change}", *written(header, body)
        unknown = [[*row, "blue"] for row in rows]
        yield "a column that is unknown", "+", *written([*header, "colour-of-ink"], unknown)


def _bad_cells(column: str) -> Iterator[str]:
    if column in ("issue", "party", "source"):
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
