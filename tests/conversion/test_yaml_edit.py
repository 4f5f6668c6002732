"""A text and new values in, the text with as few lines changed as that takes out."""

from __future__ import annotations

import difflib
from pathlib import Path
from typing import Any

import pytest

from parley.conversion.yaml_edit import edit_yaml, same
from parley.conversion.yaml_text import document
from parley.loading.yaml_reader import read_yaml

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = sorted((ROOT / "data").glob("*/**/*.yaml"))
PARTIES = """\
# those who talk
- id: north   # first
  name: North
  note: >-
    Two lines
    of it.
  members: [a, b]

# the other
- {id: south, name: South}
"""


def plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: plain(each) for key, each in value.items()}
    return [plain(each) for each in value] if isinstance(value, list) else str(value)


def read(text: str) -> Any:
    tree, faults = read_yaml(text.encode(), "f")
    assert [each for each in faults if each.severity == "fault"] == []
    return plain(tree)


def changed(before: str, after: str) -> list[str]:
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), n=0, lineterm="")
    return [line for line in list(lines)[2:] if not line.startswith("@@")]


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_shipped_files_stay_and_are_written_anew_as_they_are(path: Path) -> None:
    text = path.read_text("utf-8")
    tree = read(text)
    assert edit_yaml(text, tree) == text
    assert read(document(tree)) == tree


@pytest.mark.parametrize(
    ("change", "lines"),
    [
        (lambda tree: tree[0].update(name="Northland: new"), ["-  name: North", '+  name: "Northland: new"']),
        (lambda tree: tree[0].update(id="no"), None),
        (
            lambda tree: tree[0].update(note="One."),
            ["-  note: >-", "-    Two lines", "-    of it.", "+  note: One."],
        ),
        (lambda tree: tree[0].update(members=["a"]), ["-  members: [a, b]", "+  members: [a]"]),
        (lambda tree: tree[0].pop("members"), ["-  members: [a, b]"]),
        (lambda tree: tree[0].update(role="observer"), ["+  role: observer"]),
        (
            lambda tree: tree[1].update(name="The south"),
            ["-- {id: south, name: South}", "+- id: south", "+  name: The south"],
        ),
        (
            lambda tree: tree.extend([{"id": "x", "name": "X"}, {"id": "y", "name": "Y"}]),
            ["+", "+- id: x", "+  name: X", "+", '+- id: "y"', '+  name: "Y"'],
        ),
        (lambda tree: tree.pop(), ["-", "-- {id: south, name: South}"]),
    ],
)  # fmt: skip
def test_only_the_lines_of_what_changes_change(change: Any, lines: list[str] | None) -> None:
    tree = read(PARTIES)
    change(tree)
    made = edit_yaml(PARTIES, tree)
    assert read(made) == tree
    assert "# those who talk" in made
    if lines is not None:
        found = [line for line in changed(PARTIES, made) if "# the other" not in line]
        assert [line for line in found if line != "-"] == [line for line in lines if line != "-"]


def test_a_comment_behind_a_value_stays_where_the_value_changes() -> None:
    text = "a: old  # why\nb: 1\n"
    assert edit_yaml(text, {"a": "new", "b": 1}) == "a: new  # why\nb: 1\n"


def test_an_empty_list_takes_its_first_records_above_the_comments() -> None:
    assert edit_yaml("# s\n[]\n\n# example\n", [{"id": "a"}]) == "# s\n- id: a\n\n# example\n"


def test_line_ends_of_windows_stay() -> None:
    assert edit_yaml("a: 1\r\nb: 2\r\n", {"a": 1, "b": 3}) == "a: 1\r\nb: 3\r\n"


def test_values_as_typed_are_the_values() -> None:
    assert same("3.50", 3.5) and same("true", True) and not same("3", 4)
    assert same(read("{from: 3, to: 3}"), 3) and not same("x", ["x"])
