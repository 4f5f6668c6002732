"""A record in, its fields out: what each holds, and the columns in which tables and frames hold it.

All is read from the declaration of the field in `parley.format.models`: its annotation, its default
and the line under it.
"""

from __future__ import annotations

import ast
import datetime as dt
import inspect
import re
import types
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from pydantic import StringConstraints, WithJsonSchema

from parley.format.models import DateSpan, NumberSpan, Record
from parley.format.types import ColumnName, Slug, YamlOnly

FieldKind = Literal[
    "id",
    "term",
    "text",
    "number",
    "day",
    "flag",
    "number_span",
    "day_span",
    "ids",
    "record",
    "list",
]
"""What a field holds. `ids` is a list of ids, `record` one record, `list` any other list."""

SPAN_ENDS = {"from": "from_", "to": "to"}
"""The ends of a span: their keys, and the fields of DateSpan and NumberSpan."""

IN_ONE_CELL = ("id", "term", "text", "number", "day", "flag")
SPANS = ("number_span", "day_span")
FORMAT_ONLY = re.compile(r"; (required|default)\b.*(?=\.$)")
"""What the line under a field says of how to write it, which is no matter once it is read."""


@dataclass(frozen=True)
class RecordField:
    """A field of a record, as it is declared."""

    name: str
    key: str
    """Its name in files."""
    kind: FieldKind
    type: Any
    """Its whole annotation, which checks a value."""
    required: bool
    default: Any
    """What it holds where it is not given; None where it has to be."""
    column: str
    named: bool
    """Whether `column` is its whole name, also within a record that stands in another."""
    yaml_only: bool
    """Whether rows of positions and events have no column for it."""
    words: tuple[str, ...]
    """Of a term: the closed list, in the order of showing."""
    record: type[Record] | None
    """The record that it holds, or a list of."""
    max_length: int | None
    free_text: bool
    """Whether its text is checked for nothing but spaces around it and its length."""

    @property
    def tabular(self) -> bool:
        """Whether columns of a table can hold it."""
        return self.kind in IN_ONE_CELL or self.kind in SPANS

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that hold it in a frame: two for a span, none for a record or a list."""
        return tuple(self._parts(self.column, "_"))

    @property
    def part_keys(self) -> tuple[str, ...]:
        """Of a span: the columns of a file in which its ends stand, where they have one each."""
        return tuple(self._parts(self.key, ".")) if self.kind in SPANS else ()

    def _parts(self, name: str, between: str) -> Iterator[str]:
        if self.kind in SPANS:
            yield from (f"{name}{between}{end}" for end in SPAN_ENDS)
        elif self.kind in IN_ONE_CELL or self.kind == "ids":
            yield name


@cache
def fields_of(record: type[Record]) -> tuple[RecordField, ...]:
    """The fields of a record in the order of the format.

    Raises TypeError for an annotation that the format has no use for yet.
    """
    hints = get_type_hints(record, include_extras=True)
    return tuple(_field(record, name, hints[name]) for name in record.model_fields)


def keys_of(record: type[Record]) -> list[str]:
    """The keys of a record as files spell them."""
    return [info.alias or name for name, info in record.model_fields.items()]


def tabular_fields(record: type[Record]) -> tuple[RecordField, ...]:
    """The fields that rows of positions and events have columns for."""
    return tuple(field for field in fields_of(record) if field.tabular and not field.yaml_only)


@cache
def field_lines(record: type[Record]) -> dict[str, str]:
    """The line under each field, by the field's name, as the source has it.

    pydantic could read those lines as it makes the records, which takes longer than all the rest
    of that, at every start of the dashboard; they are asked for here alone.
    """
    found = {}
    for parent in reversed(record.__mro__[: record.__mro__.index(Record)]):
        (of,) = ast.parse(inspect.getsource(parent)).body
        assert isinstance(of, ast.ClassDef)
        for field, under in pairwise(of.body):
            match field, under:
                case ast.AnnAssign(target=ast.Name(name)), ast.Expr(ast.Constant(str(line))):
                    found[name] = inspect.cleandoc(line)
    return found


def column_meanings(record: type[Record], field: RecordField) -> dict[str, str]:
    """What each column of a field holds, in words."""
    line = FORMAT_ONLY.sub("", field_lines(record)[field.name])
    if field.kind in SPANS:
        ends = field_lines(NumberSpan if field.kind == "number_span" else DateSpan)
        return {
            column: f"{line} {ends[end]}"
            for column, end in zip(field.columns, SPAN_ENDS.values(), strict=True)
        }
    if field.words:
        line += f" One of {', '.join(field.words)}."
    return dict.fromkeys(field.columns, line)


def _field(record: type[Record], name: str, hint: Any) -> RecordField:
    info = record.model_fields[name]
    base, about = _unwrapped(hint)
    kind, held = _kind(base, about)
    if kind is None or (kind == "flag" and not info.is_required() and info.default is None):
        raise TypeError(f"{record.__name__}.{name}: no column holds {hint}")
    named = next((each.name for each in about if isinstance(each, ColumnName)), None)
    return RecordField(
        name=name,
        key=info.alias or name,
        kind=kind,
        type=hint,
        required=info.is_required(),
        default=None if info.is_required() else info.default,
        column=named or name,
        named=named is not None,
        yaml_only=any(isinstance(each, YamlOnly) for each in about),
        words=tuple(map(str, get_args(base))) if kind == "term" else (),
        record=held,
        max_length=next(
            (each.max_length for each in about if isinstance(each, StringConstraints)), None
        ),
        free_text=kind == "text" and all(map(_only_about_spaces_and_length, about)),
    )


def _unwrapped(hint: Any) -> tuple[Any, list[Any]]:
    """A type without its annotations and without None, and the annotations."""
    about: list[Any] = []
    while True:
        if get_origin(hint) is Annotated:
            hint, *more = get_args(hint)
            about += more
        elif get_origin(hint) in (Union, types.UnionType):
            (hint,) = (one for one in get_args(hint) if one is not type(None))
        else:
            return hint, about


def _kind(base: Any, about: list[Any]) -> tuple[FieldKind | None, type[Record] | None]:
    """What a type holds, and the record in it, if any."""
    if get_origin(base) is tuple:
        inner, about = _unwrapped(get_args(base)[0])
        kind, held = _kind(inner, about)
        return ("ids" if kind == "id" else "list"), held
    if get_origin(base) is Literal:
        return "term", None
    if base is str:
        return ("id" if SLUG in about else "text"), None
    if base in KINDS:
        return KINDS[base], None
    if isinstance(base, type) and issubclass(base, Record):
        return "record", base
    return None, None


SLUG = get_args(Slug)[1]
"""The constraint that tells an id from other text."""

KINDS: dict[Any, FieldKind] = {
    float: "number",
    int: "number",
    bool: "flag",
    dt.date: "day",
    NumberSpan: "number_span",
    DateSpan: "day_span",
}


def _only_about_spaces_and_length(about: Any) -> bool:
    if isinstance(about, StringConstraints):
        return about.pattern is None
    return isinstance(about, (WithJsonSchema, ColumnName, YamlOnly))
