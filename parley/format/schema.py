"""The models in, a JSON Schema for each YAML file out, and the format in words.

The schemas are what an editor shows while one types, and the words are what the Data page shows.
The schemas stand in `data/schema/`, and the first line of a data file names its own. They say
what one file can be told alone; ids that stand elsewhere are left to the loader. After a change
to `parley.format.models`, `parley schema --to data/schema` writes them again.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core.core_schema import ModelSchema

from parley.format.fields import field_lines
from parley.format.models import Area, Event, Header, Party, Record, Source
from parley.format.types import (
    MOST_GIST,
    MOST_QUOTED_WORDS,
    MOST_SHORT,
    NUMERIC,
    Count,
    Day,
    Gist,
    Language,
    Link,
    NotNegative,
    Number,
    Quote,
    Salience,
    Share,
    Short,
    Slug,
    Text,
    Truth,
    Weight,
)

DIALECT = "https://json-schema.org/draft/2020-12/schema"

FILES: dict[str, tuple[Any, str, str]] = {
    "negotiation": (Header, "negotiation.yaml", "What this negotiation is."),
    "parties": (list[Party], "parties.yaml", "Who takes part."),
    "sources": (list[Source], "sources.yaml", "Where the positions were found."),
    "events": (list[Event], "events.yaml", "What happened, and what is coming."),
    "area": (Area, "issues/<area>.yaml", "One area with its issues and positions."),
}
"""What each schema is of: the type, the file, and the file's meaning."""

SPANS: dict[str, dict[str, Any]] = {
    "#/$defs/DateSpan": {"type": "string", "format": "date"},
    "#/$defs/NumberSpan": NUMERIC,
}
"""The records that may be written as the single value that they span."""

VALUE_OR_STANCE: dict[str, Any] = {
    "if": {"required": ["scale"]},
    "then": {"properties": {"positions": {"items": {"required": ["value"]}}}},
    "else": {
        "properties": {
            "positions": {"items": {"required": ["stance"], "properties": {"value": False}}}
        }
    },
}
"""A numeric issue has values, every other has stances: a rule of the issue as a whole."""

HEADINGS = {
    "DateSpan": "from and to",
    "NumberSpan": "from and to",
    "EarlierStatus": "Earlier status",
}
"""What people call the records that are not called by their name."""

KINDS: tuple[tuple[Any, str], ...] = (
    (Slug, "id"),
    (Text, "text"),
    (Gist, f"text, at most {MOST_GIST} characters"),
    (Short, f"text, at most {MOST_SHORT} characters"),
    (Quote, f"text, at most {MOST_QUOTED_WORDS} words"),
    (Link, "http or https address"),
    (Language, "BCP 47 tag"),
    (Day, "date"),
    (Truth, "true or false"),
    (Number, "number"),
    (NotNegative, "number, 0 or more"),
    (Weight, "number greater than 0"),
    (Salience, "number, 0 to 100"),
    (Share, "number, 0 to 1"),
    (Count, "whole number, at least 1"),
)
"""The types of the format that stand in one cell, in words."""


class Key(NamedTuple):
    """A key of a record: whether it has to be there, its type in words, what it means."""

    name: str
    required: bool
    kind: str
    words: tuple[str, ...]
    """The words of a closed list, one of which stands there."""
    meaning: str


class Described(NamedTuple):
    """A record of the format: a file's own, or one that stands within it."""

    heading: str
    meaning: str
    keys: tuple[Key, ...]


class DescribedFile(NamedTuple):
    """A kind of file: what it is for, whether it is a list of its record, and all its records."""

    file: str
    meaning: str
    is_list: bool
    records: tuple[Described, ...]
    """The file's own first, then those within it, each where it is first needed."""


def schemas() -> dict[str, dict[str, Any]]:
    """The JSON Schema (draft 2020-12) of each kind of YAML file, by its name."""
    return {name: _schema(*about) for name, about in FILES.items()}


def text(schema: dict[str, Any]) -> str:
    """A schema as its file has it."""
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


@cache
def schema_files() -> dict[str, str]:
    """The text of each schema's file, by the file's name, `<name>.schema.json`."""
    return {f"{name}.schema.json": text(schema) for name, schema in schemas().items()}


@cache
def schema_archive() -> bytes:
    """The files of all schemas as a ZIP."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in schema_files().items():
            archive.writestr(name, content)
    return buffer.getvalue()


def write(to: Path) -> None:
    """Write every schema's file into the folder `to`."""
    to.mkdir(parents=True, exist_ok=True)
    for name, content in schema_files().items():
        (to / name).write_text(content, encoding="utf-8", newline="\n")


@cache
def described() -> dict[str, DescribedFile]:
    """Each kind of file in words, by the name of its schema, from which the words are read."""
    return {name: _described(schema) for name, schema in schemas().items()}


def _described(schema: dict[str, Any]) -> DescribedFile:
    definitions = schema.get("$defs", {})
    is_list = schema["type"] == "array"
    own = definitions[_named(schema["items"])] if is_list else schema
    reached = _references(own)
    for name in reached:  # grows while it is walked
        reached += [each for each in _references(definitions[name]) if each not in reached]
    return DescribedFile(
        schema["title"],
        schema["description"],
        is_list,
        (
            Described(schema["title"], own["description"], _keys(own)),
            *(
                Described(
                    HEADINGS.get(name, name),
                    definitions[name]["description"],
                    _keys(definitions[name]),
                )
                for name in reached
            ),
        ),
    )


def _keys(record: dict[str, Any]) -> tuple[Key, ...]:
    required = record.get("required", ())
    return tuple(
        Key(
            name,
            name in required,
            _kind(value),
            tuple(map(str, value.get("enum", ()))),
            value["description"],
        )
        for name, value in record["properties"].items()
    )


def _kind(value: dict[str, Any]) -> str:
    """The type of a key in words."""
    if "$ref" in value:
        return HEADINGS.get(_named(value), _named(value))
    if "const" in value:
        return str(value["const"])
    if "enum" in value:
        return "one of"
    if "anyOf" in value:
        return ", or ".join(map(_kind, value["anyOf"]))
    if value["type"] == "array":
        item = _kind(value["items"])
        return f"list of {item}{'s' if item in ('id', 'text') else ''}{_how_many(value)}"
    return _words_of_kinds()[_bare(value)]


def _how_many(value: dict[str, Any]) -> str:
    few, many = value.get("minItems"), value.get("maxItems")
    if few is None:
        return ""
    return f", at least {few}" if many is None else f", {few} to {many}"


@cache
def _words_of_kinds() -> dict[str, str]:
    return {_bare(TypeAdapter(kind).json_schema()): words for kind, words in KINDS}


def _bare(value: dict[str, Any]) -> str:
    """A type's schema alone, without what stands there about one key, as text."""
    kept = {key: each for key, each in value.items() if key not in ("description", "default")}
    return json.dumps(kept, sort_keys=True)


def _named(value: dict[str, Any]) -> str:
    return str(value["$ref"]).rsplit("/", 1)[1]


def _references(record: dict[str, Any]) -> list[str]:
    """The records that the keys of a record hold, in the order of the keys."""
    return list(dict.fromkeys(_refs(record["properties"])))


def _refs(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if "$ref" in value:
            yield _named(value)
        for each in value.values():
            yield from _refs(each)
    elif isinstance(value, list):
        for each in value:
            yield from _refs(each)


class _Documented(GenerateJsonSchema):
    """Says of each field of a record what stands in the line under it."""

    def model_schema(self, schema: ModelSchema) -> JsonSchemaValue:
        """The schema of a record."""
        made = super().model_schema(schema)
        record: type[Record] = schema["cls"]
        for name, line in field_lines(record).items():
            made["properties"][record.model_fields[name].alias or name]["description"] = line
        return made


def _schema(kind: Any, file: str, meaning: str) -> dict[str, Any]:
    made = TypeAdapter(kind).json_schema(
        by_alias=True, mode="validation", schema_generator=_Documented
    )
    definitions = made.pop("$defs", {})
    tidy = _tidy(made)
    tidy_definitions = {name: _tidy(definition) for name, definition in definitions.items()}
    if "Issue" in tidy_definitions:
        tidy_definitions["Issue"] |= VALUE_OR_STANCE
    return {
        "$schema": DIALECT,
        **tidy,
        "title": file,
        "description": meaning,
        **({"$defs": tidy_definitions} if tidy_definitions else {}),
    }


def _tidy(schema: Any) -> Any:
    """A schema without pydantic's titles and nulls, and with spans as people may write them.

    A key that is there has a value: an empty one is a fault, so null is never allowed.
    """
    if isinstance(schema, list):
        return [_tidy(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    kept: dict[str, Any] = {
        key: _properties(value) if key == "properties" else _tidy(value)
        for key, value in schema.items()
        if key != "title" and not (key == "default" and value in (None, []))
    }
    if "anyOf" in kept:
        choices = [each for each in kept.pop("anyOf") if each != {"type": "null"}]
        kept = {**(choices[0] if len(choices) == 1 else {"anyOf": choices}), **kept}
    if kept.get("$ref") in SPANS:
        span = kept.pop("$ref")
        kept = {"anyOf": [SPANS[span], {"$ref": span}], **kept}
    return kept


def _properties(properties: dict[str, Any]) -> dict[str, Any]:
    """The keys of a record, of which `title` is one."""
    return {key: _tidy(value) for key, value in properties.items()}
