"""The models in, a JSON Schema for each YAML file out: what an editor shows while one types.

The schemas stand in `data/schema/`, and the first line of a data file names its own. They say
what one file can be told alone; ids that stand elsewhere are left to the loader. After a change
to `parley.model`, `parley schema --to data/schema` writes them again.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from parley.model import NUMERIC, Area, Event, Header, Party, Source

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


def schemas() -> dict[str, dict[str, Any]]:
    """The JSON Schema (draft 2020-12) of each kind of YAML file, by its name."""
    return {name: _schema(*about) for name, about in FILES.items()}


def text(schema: dict[str, Any]) -> str:
    """A schema as its file has it."""
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def write(to: Path) -> None:
    """Write every schema into the folder `to` as `<name>.schema.json`."""
    to.mkdir(parents=True, exist_ok=True)
    for name, schema in schemas().items():
        (to / f"{name}.schema.json").write_text(text(schema), encoding="utf-8", newline="\n")


def _schema(kind: Any, file: str, meaning: str) -> dict[str, Any]:
    made = TypeAdapter(kind).json_schema(by_alias=True, mode="validation")
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
