"""YAML in, plain values with their lines out."""

from __future__ import annotations

import pytest

from parley.format.located_values import (
    LocatedList,
    LocatedMapping,
    QuotedText,
    locate,
    one_paragraph,
    path_in_file,
)
from parley.loading.yaml_reader import MOST_BYTES, MOST_CONTROLS, read_yaml


def lines_of(raw: bytes) -> list[str]:
    return [str(problem) for problem in read_yaml(raw, "x.yaml")[1]]


@pytest.mark.parametrize(
    "typed",
    ["no", "null", "NA", "~", "1.10", "2025-12-15", "0x10", "1_000", "yes", "12:30", "1e3", "="],
)
def test_what_was_typed_decides(typed: str) -> None:
    tree, problems = read_yaml(f"a: {typed}\nb: [{typed}]\n".encode(), "x.yaml")
    assert (tree, problems) == ({"a": typed, "b": [typed]}, [])


def test_a_scalar_in_quotes_is_told_apart() -> None:
    tree, _ = read_yaml(b"a: '1'\nb: \"1\"\nc: 1\nd: |\n  1\n", "x.yaml")
    assert [type(tree[key]) for key in "abcd"] == [QuotedText, QuotedText, str, str]


def test_each_value_knows_its_line() -> None:
    tree, _ = read_yaml(
        b"# talks\na: 1\n\nb:\n  - c: 2\n    d: >-\n      long\n      text\n  - e\n", "x"
    )
    assert isinstance(tree, LocatedMapping)
    assert isinstance(tree["b"], LocatedList)
    assert (tree.line, tree.lines, tree["b"].lines) == (2, {"a": 2, "b": 4}, [5, 9])
    assert tree["b"][0].lines == {"c": 5, "d": 6}
    assert locate(tree, ("b", 0, "d")) == (6, "b[0].d")
    assert locate(tree, ("b", 0, "missing", 3)) == (5, "b[0].missing[3]")
    assert locate(tree, ()) == (2, "file")


def test_a_list_with_an_item_left_out_keeps_the_places() -> None:
    tree, _ = read_yaml(b"- a\n- b\n- c\n", "x")
    tree.leave_out(0)
    tree.leave_out(0)
    assert locate(tree, (0,)) == (3, "[2]")
    assert path_in_file(tree, (0, "key")) == (2, "key")


@pytest.mark.parametrize(
    "raw",
    [
        b"a: 1\r\nb:\r\n  - 2\r\n",
        b"\xef\xbb\xbfa: 1\nb:\n  - 2\n",
        b"a: 1\rb:\r  - 2\r",
        b"---\na: 1\nb: [2]\n...\n",
    ],
    ids=["Windows", "byte order mark", "old Macintosh", "markers"],
)
def test_line_ends_and_marks_change_nothing(raw: bytes) -> None:
    assert read_yaml(raw, "x") == ({"a": "1", "b": ["2"]}, [])


def test_lines_are_counted_as_editors_count_them() -> None:
    raw = "a: one\u2028two\x85three\nb: [\n".encode()
    assert lines_of(raw) == ["x.yaml:2: file: a bracket or a brace that is never closed"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("one", "one"),
        ("one\ntwo", "one two"),
        ("one  \r\n\n  two\n", "one two"),
        ("one\u2029two\x85three", "one two three"),
        ("one  two", "one  two"),
        ("<b>*one*</b>", "<b>*one*</b>"),
    ],
)
def test_a_text_is_one_paragraph(text: str, expected: str) -> None:
    assert one_paragraph(text) == (expected, None)


def test_a_key_twice_keeps_the_first() -> None:
    tree, problems = read_yaml(b"a: 1\na: {b: 2}\n", "x.yaml")
    assert tree == {"a": "1"}
    assert [str(each) for each in problems] == ["x.yaml:2: a: key 'a' twice, first on line 1"]


def test_a_file_over_64_mib() -> None:
    assert lines_of(b"a: " + b"x" * MOST_BYTES) == [
        (
            "x.yaml:1: file: larger than 64 MiB, the most that YAML may have: "
            "use a table (CSV, Parquet)"
        )
    ]


def test_a_file_full_of_control_characters_is_not_listed_in_full() -> None:
    found = lines_of(b"a: 1\n" + b"# \x01\n" * 100_000)
    assert len(found) == MOST_CONTROLS
    assert found[-1] == "x.yaml:101: file: more control characters from here on, is this text?"


def test_aliases_are_the_values_they_stand_for() -> None:
    assert read_yaml(b"a: &x {k: v}\nb: *x\nc: [*x, &y 1, *y]\n", "x") == (
        {"a": {"k": "v"}, "b": {"k": "v"}, "c": [{"k": "v"}, "1", "1"]},
        [],
    )
