"""The JSON Schemas: shipped as generated, true of the shipped data, and strict."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from parley.format.fields import keys_of
from parley.format.models import Position
from parley.format.schema import FILES, described, schemas, text, write
from tests.yaml_core import parsed, parsed_file

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = ROOT / "data" / "schema"
DATA_FILES = sorted((ROOT / "data").glob("*/*.yaml")) + sorted(
    (ROOT / "data").glob("*/issues/*.yaml")
)
MODELINE = "# yaml-language-server: $schema="


def name_of(file: Path) -> str:
    return "area" if file.parent.name == "issues" else file.stem


def complaints(name: str, values: Any) -> list[str]:
    validator = Draft202012Validator(schemas()[name], format_checker=FormatChecker(["date"]))
    return [error.message for error in validator.iter_errors(values)]


def test_the_shipped_schemas_are_current() -> None:
    shipped = {path.name: path.read_text("utf-8") for path in SHIPPED.glob("*.json")}
    made = {f"{name}.schema.json": text(schema) for name, schema in schemas().items()}
    assert shipped == made, "write them again: parley schema --to data/schema"


def test_writing_makes_the_folder(tmp_path: Path) -> None:
    write(tmp_path / "new")
    assert sorted(path.name for path in (tmp_path / "new").iterdir()) == sorted(
        f"{name}.schema.json" for name in FILES
    )


@pytest.mark.parametrize("name", FILES)
def test_each_is_a_schema_without_nulls_or_noise(name: str) -> None:
    schema = schemas()[name]
    Draft202012Validator.check_schema(schema)
    assert '"null"' not in text(schema)
    for definition in schema["$defs"].values():
        assert definition["description"]
        assert definition["additionalProperties"] is False
        for key, value in definition["properties"].items():
            assert value["description"], key
            assert not isinstance(value.get("title"), str), key


@pytest.mark.parametrize("file", DATA_FILES, ids=lambda file: str(file.relative_to(ROOT)))
def test_the_shipped_data_fit(file: Path) -> None:
    assert complaints(name_of(file), parsed_file(file)) == []


@pytest.mark.parametrize("file", DATA_FILES, ids=lambda file: str(file.relative_to(ROOT)))
def test_the_first_line_names_the_schema(file: Path) -> None:
    first = file.read_text("utf-8").splitlines()[0]
    assert first.startswith(MODELINE)
    named = (file.parent / first.removeprefix(MODELINE)).resolve()
    assert named == SHIPPED / f"{name_of(file)}.schema.json"
    assert json.loads(named.read_text("utf-8"))


AREA = """\
area: {area}
title: Border
issues:
  - id: line
    title: Line
    proposal: It is drawn.
    status: {status}
    {more}
    positions:
      - party: north
        {said}
        summary: Says so.
        evidence: {evidence}
"""
EVENT = "[{{id: a, date: {date}, title: A, evidence: [{{source: s, locator: {locator}, {by}}}]}}]"
SOUND_AREA = {
    "area": "border",
    "status": "open",
    "more": "weight: 2",
    "said": "stance: open",
    "evidence": "[{source: paper, locator: 6, attribution: poll}]",
}
SOUND_EVENT = {"date": "2025-12-15", "locator": "12-14", "by": "attribution: poll"}
NUMERIC = "scale: {min: 0, max: 5, low: None, high: All}"

ACCEPTED = [
    ("area", {}),
    ("area", {"more": NUMERIC, "said": "value: 3"}),
    ("area", {"more": NUMERIC, "said": "value: {from: 1, to: .5}"}),
    ("area", {"area": "2025"}),
    ("area", {"said": "stance: open\n        red_line: true"}),
    ("events", {}),
    ("events", {"date": "{from: 2025-12-15, to: 2025-12-16}"}),
    ("events", {"locator": "true"}),
]
REFUSED = [
    ("an unknown word", "area", {"status": "settled"}),
    ("an unknown key", "area", {"more": "wieght: 2"}),
    ("an empty value", "area", {"more": "weight:"}),
    ("null", "area", {"more": "outcome: null"}),
    ("a number in quotes", "area", {"more": 'weight: "2"'}),
    ("no weight at all", "area", {"more": "weight: 0"}),
    ("no evidence", "area", {"evidence": "[]"}),
    ("a list for a mapping", "area", {"more": "outcome: []"}),
    ("a short ladder", "area", {"more": "options: [{id: a, text: A}]"}),
    ("no id", "area", {"area": "The Border"}),
    ("a value without a scale", "area", {"said": "stance: open\n        value: 3"}),
    ("neither stance nor value", "area", {"said": "gist: Hm"}),
    ("no value on a scale", "area", {"more": NUMERIC}),
    ("half a range", "area", {"more": NUMERIC, "said": "value: {from: 1}"}),
    ("a long gist", "area", {"said": f"stance: open\n        gist: {'x' * 49}"}),
    ("no truth", "area", {"said": "stance: open\n        red_line: yes"}),
    ("no date", "events", {"date": "15 December"}),
    ("no day that exists", "events", {"date": "2025-02-30"}),
    ("half a stretch", "events", {"date": "{from: 2025-12-15}"}),
    ("no attribution", "events", {"by": "speaker: A"}),
    ("an empty text", "events", {"locator": '""'}),
]


def made(name: str, changes: dict[str, str]) -> Any:
    if name == "area":
        return parsed(AREA.format(**{**SOUND_AREA, **changes}))
    return parsed(EVENT.format(**{**SOUND_EVENT, **changes}))


@pytest.mark.parametrize(("name", "changes"), ACCEPTED)
def test_what_is_accepted(name: str, changes: dict[str, str]) -> None:
    assert complaints(name, made(name, changes)) == []


@pytest.mark.parametrize(
    ("name", "changes"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED]
)
def test_what_is_refused(name: str, changes: dict[str, str]) -> None:
    assert complaints(name, made(name, changes)) != []


# --- the format in words


def kinds(name: str, heading: str) -> dict[str, str]:
    (record,) = (each for each in described()[name].records if each.heading == heading)
    return {key.name: " ".join([key.kind, *key.words]) for key in record.keys}


def test_every_record_of_a_file_is_described_once_and_where_it_is_first_needed() -> None:
    headings = {name: [each.heading for each in file.records] for name, file in described().items()}
    assert headings == {
        "negotiation": ["negotiation.yaml", "Claim", "Evidence"],
        "parties": ["parties.yaml", "Speaker"],
        "sources": ["sources.yaml"],
        "events": ["events.yaml", "from and to", "Evidence"],
        "area": [
            "issues/<area>.yaml", "Issue", "Scale", "Option", "Evidence", "Earlier status",
            "Position", "Silence", "Outcome", "from and to", "Condition", "Dispute",
        ],
    }  # fmt: skip


def test_which_files_are_lists() -> None:
    assert [name for name, file in described().items() if file.is_list] == [
        "parties", "sources", "events"
    ]  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_every_key_has_its_type_and_the_words_under_its_field(name: str) -> None:
    for record in described()[name].records:
        assert record.meaning
        for key in record.keys:
            assert key.kind and key.meaning, (record.heading, key.name)


def test_keys_are_those_of_the_models_in_their_order_and_required_as_there() -> None:
    (position,) = (each for each in described()["area"].records if each.heading == "Position")
    assert [key.name for key in position.keys] == keys_of(Position)
    assert [key.name for key in position.keys if key.required] == ["party", "summary", "evidence"]
    span = described()["events"].records[1]
    assert [(key.name, key.required) for key in span.keys] == [("from", True), ("to", True)]


def test_types_in_words() -> None:
    assert kinds("negotiation", "negotiation.yaml") == {
        "format": "1",
        "title": "text",
        "summary": "text",
        "as_of": "date",
        "home_parties": "list of ids",
        "areas": "list of ids",
        "language": "BCP 47 tag",
        "licence": "text",
        "maintainers": "list of texts",
        "claims": "list of Claim",
    }
    assert kinds("negotiation", "Claim")["share_agreed"] == "number, 0 to 1"
    assert kinds("negotiation", "Claim")["evidence"] == "list of Evidence, at least 1"
    assert kinds("parties", "parties.yaml")["short"] == "text, at most 12 characters"
    assert kinds("sources", "sources.yaml")["url"] == "http or https address"
    assert kinds("sources", "sources.yaml")["locator_count"] == "whole number, at least 1"
    assert kinds("events", "events.yaml")["date"] == "date, or from and to"
    issue = kinds("area", "Issue")
    assert issue["scale"] == "Scale"
    assert issue["options"] == "list of Option, 3 to 6"
    assert issue["weight"] == "number greater than 0"
    position = kinds("area", "Position")
    assert position["value"] == "number, or from and to"
    assert position["gist"] == "text, at most 48 characters"
    assert position["red_line"] == "true or false"
    assert position["salience"] == "number, 0 to 100"
    assert position["stance"] == "one of supports open undecided reluctant opposes"
    assert kinds("area", "Evidence")["quote"] == "text, at most 25 words"
