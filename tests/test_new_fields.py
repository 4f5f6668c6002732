"""A field added to the records alone: nothing is lost anywhere, and tests name what must know it.

The project is copied, fields are added to `parley/format/models.py` of the copy and nowhere else,
and `tests.new_field_probe` is run there.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from parley.export import EXPORTERS
from parley.frames.columns import COLUMNS

ROOT = Path(__file__).resolve().parents[1]
COPIED = ("parley", "tests", "pages", "benchmarks", "docs", "data", "README.md", "CONTRIBUTING.md",
          "CHANGELOG.md", "LICENSE", "CITATION.cff", "pyproject.toml")  # fmt: skip

RATIONALE = '    rationale: Text | None = None\n    """Why it says so."""\n'
ADDED = {
    "Position": RATIONALE
    + '    urgency: Share | None = None\n    """How soon, 0 to 1."""\n'
    + '    until: Day | None = None\n    """The last day."""\n'
    + '    firm: Truth = False\n    """True where it is firm."""\n'
    + '    phase: EventKind | None = None\n    """When."""\n'
    + '    reach: NumberOrSpan | None = None\n    """How far."""\n'
    + '    reasons: tuple[Reason, ...] = ()\n    """Why, one by one."""\n',
    "Issue": RATIONALE,
    "Party": RATIONALE,
    "Source": RATIONALE,
    "Event": RATIONALE,
    "Evidence": '    page: Text | None = None\n    """The page."""\n',
}
REASON = '''class Reason(Record):
    """One reason."""

    text: Text
    """The reason."""


'''
RECORDS = {"parties", "issues", "positions", "events", "sources"}
FRAMES = ("parties", "issues", "events", "sources")
OWN_COLUMNS = ("rationale", "urgency", "until", "firm", "phase", "reach.from", "reach.to")
OWN = ["It needs, it says: time", 0.25, "2026-01-31", True, "vote", 1.0, 2.5]


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project with the new fields in its models."""
    to = tmp_path_factory.mktemp("copy")
    for name in COPIED:
        of = ROOT / name
        if of.is_dir():
            shutil.copytree(of, to / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(of, to / name)
    models = to / "parley" / "format" / "models.py"
    text = models.read_text("utf-8")
    for record, fields in ADDED.items():
        text, number = re.subn(
            rf"(^class {record}\(Record\):\n.*?\n)(?=\n\n(?:class|@|\Z)|\Z)",
            lambda found, fields=fields: found[1] + fields,
            text, count=1, flags=re.MULTILINE | re.DOTALL,
        )  # fmt: skip
        assert number == 1, record
    models.write_text(text.replace("class Position(", f"{REASON}class Position("), "utf-8")
    return to


def run(copy: Path, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", *arguments], cwd=copy, capture_output=True, text=True,
        encoding="utf-8", check=False,
    )  # fmt: skip
    return done.stdout + done.stderr


@pytest.fixture(scope="module")
def found(copy: Path, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """What became of the new fields."""
    said = run(copy, "tests.new_field_probe", str(tmp_path_factory.mktemp("folders")))
    facts = [line for line in said.splitlines() if line.startswith("{")]
    assert facts, said
    return json.loads(facts[-1])


def test_yaml_with_it_loads_and_it_is_in_the_frames(found: Any) -> None:
    assert found["problems"] == []
    letters = dict(zip(FRAMES, "PIES", strict=True))
    assert found["frames"] == letters | {"positions": OWN[0]}
    assert found["own"] == OWN
    assert ["p. 9"] in found["page"]
    assert found["cell"] == "p. 9"


def test_a_list_is_in_the_positions_after_loading(found: Any) -> None:
    assert found["reasons"] == [[], [], ["text='One'", "text='Two'"], []]


@pytest.mark.parametrize("format", EXPORTERS)
def test_it_is_in_every_export(found: Any, format: str) -> None:
    tables = found["export"][format]
    assert list(tables) == list(COLUMNS)
    assert {name for name, columns in tables.items() if "rationale" in columns} == RECORDS
    assert "page" in tables["evidence"]
    assert {"urgency", "until", "firm", "phase", "reach_from", "reach_to"} < {*tables["positions"]}


def test_a_column_of_a_table_is_read(found: Any) -> None:
    assert found["tabled problems"] == []
    letters = {name: [letter] for name, letter in zip(FRAMES, "PIES", strict=True)}
    assert found["tabled"] == letters | {"positions": ["Time"]}
    assert found["tabled own"] == [["Time", *OWN[1:]], [None, None, None, False, None, None, None]]
    assert sorted(found["tabled page"]) == ["p. 1", "p. 9"]


def test_a_column_that_nothing_reads_is_refused(found: Any) -> None:
    (problem,) = found["unknown"]
    assert "unknown column 'rational', did you mean 'rationale'?, allowed: issue, " in problem


@pytest.mark.parametrize("to", ["csv", "parquet"])
def test_a_conversion_loses_nothing_there_and_back(found: Any, to: str) -> None:
    made = found[f"convert {to}"]
    assert made["stay"] == {"moved": 3, "reasons": 1}
    assert made["forth"] is None
    assert made["back"] == [{"moved": 3}, None]
    assert not [name for name in made["files"] if name.startswith("positions")]
    assert 'rationale: "It needs, it says: time"\n' in made["text"]
    assert "until: 2026-01-31\n" in made["text"]
    assert "reach: {from: 1, to: 2.5}\n" in made["text"]
    if to == "csv":
        assert {*OWN_COLUMNS, "page"} < {*made["columns"]}


def test_the_command_takes_it_from_no_position(found: Any) -> None:
    done = found["command"]
    assert done["code"] == 0
    assert len(done["before"]) == 19
    assert done["after"] == done["before"]
    assert done["in table"] == 4


def test_schemas_and_descriptions_have_it(found: Any, copy: Path) -> None:
    assert found["schema"] == {
        "negotiation": False, "parties": True, "sources": True, "events": True, "area": True
    }  # fmt: skip
    assert found["described"] == "Why it says so."
    shown = json.loads(run(copy, "parley", "schema", "area"))
    position = shown["$defs"]["Position"]["properties"]
    assert position["rationale"]["description"] == "Why it says so."
    assert position["reasons"]["items"] == {"$ref": "#/$defs/Reason"}


def test_a_list_without_a_frame_is_named(found: Any) -> None:
    assert {name: lists for name, lists in found["without place"].items() if lists} == {
        "positions": ["reasons"]
    }


def test_the_suite_names_what_else_has_to_know_it(copy: Path) -> None:
    said = run(
        copy, "pytest", "-q", "-p", "no:cacheprovider", "tests/test_docs.py",
        "tests/format/test_schema.py", "tests/frames/test_columns.py",
    )  # fmt: skip
    failed = re.findall(r"^FAILED tests/(\S+?)(?: - .*)?$", said, re.MULTILINE)
    described = "test_docs.py::test_every_key_is_described_in_order_and_bold_where_required"
    assert sorted(failed) == sorted(
        [
            *(
                f"{described}[{heading}]"
                for heading in (
                    "parties.yaml",
                    "sources.yaml",
                    "events.yaml",
                    "Issue",
                    "Position",
                    "Evidence",
                )
            ),
            "test_docs.py::test_every_record_has_its_section",
            "test_docs.py::test_every_column_of_an_export_is_described",
            "format/test_schema.py::"
            "test_every_record_of_a_file_is_described_once_and_where_it_is_first_needed",
            "format/test_schema.py::test_the_shipped_schemas_are_current",
            "frames/test_columns.py::test_every_list_of_a_record_is_in_a_frame[positions]",
        ]
    )
    assert "'rationale'" in said
