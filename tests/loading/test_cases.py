"""The files and tables that people have: each kind of fault that they hold, in plain words."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from parley.format.languages import meant_language
from parley.format.locators import numbers_of, range_made_a_day
from parley.loading.loader import inspect, load
from parley.loading.yaml_reader import read_yaml
from tests.cases import CASES

from .folders import folder, problems

TOLD = {
    "y-hash": [
        "negotiation.yaml:6: language: expected a BCP 47 language tag such as en or pt-BR, got "
        "'English', did you mean 'en'?",
        "issues/access.yaml:15: issues[0].positions[1].summary: warning: a comment cuts the text, "
        "which is read as 'Asks for': put the text in quotes, or the comment on a line of its own, "
        "in 'summary: Asks for #1 spot and more #really'",
    ],
    "y-colon": [
        "negotiation.yaml:6: language: expected a BCP 47 language tag such as en or pt-BR, got "
        "'English', did you mean 'en'?",
        "issues/access.yaml:15: file: a colon inside an unquoted text, put the text in quotes: "
        'summary: "Asks for it: now."',
    ],
    "quote-then-text": [
        "issues/pay.yaml:11: file: text after a closing quotation mark, put the whole in other "
        "quotes: summary: '\"Overdue\", says the union, and asks for it.'"
    ],
    "csv-v-semi": [],
    "csv-blank-rows": [
        "positions.csv:2: row 1, date: warning: 2025-03-05 is later than as_of, 2025-03-04"
    ],
    "csv-v-locdate": [
        "positions.csv:4: row 2, locator: expected a paragraph from 1 to 11 of 'herald', got "
        "'05.Jun': a spreadsheet has made a day of what may have been '5-6', format the column as "
        "text and type it again"
    ],
    "locator-nbhyphen": [
        "issues/pay.yaml:25: issues[0].positions[1].evidence[0].locator: expected a paragraph from "
        "1 to 11 of 'herald-2025-03-04', got '9\u201114'"
    ],
    "csv-v-wide": [
        "positions.csv:1: header: a wide table, with a column for each party ('Union', 'Port'); "
        "here a row is one position, with the columns issue, party, source and more: `parley "
        "import positions.csv --into FOLDER` reads it"
    ],
    "csv-scale": [
        "events.csv:1: header: the columns of its evidence are missing: source, and locator, "
        "attribution and speaker where they are known"
    ],
    "pay-copy": [
        "issues/pay copy.yaml:1: area: the file's name is no id, and pay.yaml is there too: delete "
        "this one if it is a copy, or give the area an id of its own and the file that name",
        "issues/pay.yaml:4: issues[0].id: issue 'night-bonus' twice, first in "
        "pay-copy/issues/pay copy.yaml:4",
    ],
}
"""What is told of each case, without the folder's name before a line."""


@pytest.mark.parametrize("case", TOLD)
def test_what_is_told_of_a_case(case: str) -> None:
    _, found = inspect(CASES / case, case)
    assert [str(each).removeprefix(f"{case}/") for each in found] == TOLD[case]


def test_what_a_semicolon_separates_is_read() -> None:
    positions = load(CASES / "csv-v-semi").positions
    assert positions["summary"].tolist() == [
        "Asks for it; and calls it overdue.",
        "Finds it costly.",
    ]


# --- YAML

LIST = "a:\n  - id: x\n    t: ok\n    %s\n    u: 1\n  - id: y\n    v: last\n"


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("s: A: b", 'a colon inside an unquoted text, put the text in quotes: s: "A: b"'),
        ("s: @home", 'a text that begins with @, put the whole in quotes: s: "@home"'),
        ("s: %d", 'a text that begins with %, put the whole in quotes: s: "%d"'),
        (
            "s: 'the union's demand'",
            "an apostrophe ends a text in single quotes, put the whole in double quotes: "
            "s: \"'the union's demand'\"",
        ),
        (
            's: "never closed',
            'the quotation mark " is never closed, close it at the end of the text',
        ),
        ("\ts: a", "a tab as indentation, use spaces"),
        ("\u00a0s: a", "a non-breaking space as indentation, use plain spaces"),
        ("s:a", "no space after the colon, write s: a"),
        (
            "s: [sic] Asks",
            "a text that begins with [, which opens a list or a mapping, put the whole in quotes: "
            's: "[sic] Asks"',
        ),
        (
            "s: a #b\n      more",
            "a comment cuts the text, which goes on below: put the whole in quotes",
        ),
        (
            's: "a\\q"',
            "a backslash in double quotes: write it twice, or put the text in single quotes",
        ),
        ("e: {a: b", "a bracket or a brace that is never closed"),
    ],
)
def test_what_a_person_did_is_said_and_the_rest_is_read(typed: str, told: str) -> None:
    tree, found = read_yaml((LIST % typed).encode(), "f")
    faults = [each for each in found if each.severity == "fault"]
    assert [(each.line, each.message) for each in faults] == [(4, told)]
    assert tree["a"][-1] == {"id": "y", "v": "last"}


def test_one_space_too_few_is_named_beside_where_it_should_stand() -> None:
    tree, (fault,) = read_yaml(b"- party: x\n  stance: open\n summary: y\n- party: z\n", "f")
    assert (fault.line, fault.message) == (
        3,
        "indented by 1 space, what it belongs to by 2: keys of one record stand exactly under "
        "each other",
    )
    assert len(tree) == 2


def test_the_marks_of_a_conflict_are_one_fault() -> None:
    text = "<<<<<<< HEAD\na: 1\n=======\na: 2\n>>>>>>> theirs\nb: 2\n"
    tree, (fault,) = read_yaml(text.encode(), "f")
    assert tree == {"a": "1", "b": "2"}
    assert (fault.line, fault.message) == (
        1,
        "the marks of a merge that met a conflict, down to line 5: keep one side, delete the other "
        "and the marks",
    )


def test_an_emoji_as_json_writes_it_is_read() -> None:
    text = json.dumps({"a": "\U0001f600 \\ud83d\\ude00"})
    assert read_yaml(text.encode(), "f") == ({"a": "\U0001f600 \\ud83d\\ude00"}, [])


def test_two_broken_records_are_told_in_one_run() -> None:
    text = "- id: a\n  s: x: y\n- id: b\n  s: @c\n- id: d\n  s: 'it's'\n"
    tree, found = read_yaml(text.encode(), "f")
    assert [each.line for each in found] == [2, 4, 6]
    assert [each["id"] for each in tree] == ["a", "b", "d"]


@pytest.mark.parametrize("typed", ["open # as they say", "'A #1 spot' # quoted", "C#", "#"])
def test_a_comment_that_cuts_nothing_is_no_warning(typed: str) -> None:
    assert read_yaml(f"a: {typed}\n".encode(), "f")[1] == []


# --- tables

SOUND = (
    "issue,party,stance,date,source,red_line\n"
    "line,north,open,2025-12-10,paper,\nline,south,open,2025-12-10,paper,\n"
)


@pytest.mark.parametrize(
    "table",
    [
        SOUND.replace(",", ";"),
        SOUND.replace(",", "\t"),
        "sep=;\n" + SOUND.replace(",", ";"),
        '"sep=;"\r\n' + SOUND.replace(",", ";"),
        SOUND.replace("issue,party", " Issue ,PARTY"),
        SOUND.replace("red_line", "Red line"),
        SOUND.replace("\nline,s", "\n,,,,,\n\n  ,,,,,\nline,s") + ",,,,,\n",
        SOUND.replace("\n", ",,\n"),
        SOUND.replace("paper,\n", "paper,,,\n"),
        SOUND.replace("paper,\n", "paper,FALSE\n", 1).replace("paper,\n", "paper,False\n"),
    ],
    ids=[
        "semicolons", "tabs", "sep=", "sep= in quotes", "case and spaces", "space for underscore",
        "blank rows", "trailing columns", "trailing cells of rows", "truth in capitals",
    ],
)  # fmt: skip
def test_tables_that_people_have_are_read(tmp_path: Path, table: str) -> None:
    path = folder(tmp_path, {"positions.csv": table})
    assert problems(path) == []
    assert load(path).positions["party"].tolist()[4:] == ["north", "south"]


def test_a_fault_below_a_sep_line_and_blank_rows_has_its_line(tmp_path: Path) -> None:
    table = "sep=;\nissue;party;stance;source\n;;;\nline;north;maybe;paper\n"
    path = folder(tmp_path, {"positions.csv": table})
    (fault,) = problems(path)
    assert fault.startswith("talks/positions.csv:4: row 1, stance: expected one of")


def test_true_in_any_case_is_true(tmp_path: Path) -> None:
    table = "issue,party,stance,source,red_line\nline,north,open,paper,TRUE\n"
    assert load(folder(tmp_path, {"positions.csv": table})).positions["red_line"].iat[-1]


def test_a_value_beside_a_range_that_contradicts_it(tmp_path: Path) -> None:
    table = "issue,party,value,value.from,value.to,source\nprice,north,3,3,3,paper\n"
    assert problems(folder(tmp_path, {"positions.csv": table.replace("north", "south")})) == []
    twice = table + "price,south,3,4,5,paper\n"
    assert problems(folder(tmp_path, {"positions.csv": twice}))[:1] == [
        "talks/positions.csv:3: row 2, value: 3.0 contradicts value.from, 4.0: leave one out"
    ]


def test_a_comma_before_decimals_has_its_remedy(tmp_path: Path) -> None:
    table = "issue;party;value;source\nprice;north;3,5;paper\n"
    assert problems(folder(tmp_path, {"positions.csv": table})) == [
        "talks/positions.csv:2: row 1, value: expected a number, got '3,5', write a point before "
        "the decimals"
    ]


def test_a_decimal_of_a_spreadsheet_is_the_whole_number(tmp_path: Path) -> None:
    table = "issue,party,stance,source,locator\nline,north,open,paper,4.0\n"
    assert load(folder(tmp_path, {"positions.csv": table})).evidence["locator"].iat[-1] == "4"
    over = folder(tmp_path, {"positions.csv": table.replace("4.0", "40.0")})
    assert "from 1 to 17" in problems(over)[0]


@pytest.mark.parametrize("dash", "-\u2010\u2011\u2012\u2013\u2014\u2212")
def test_every_dash_is_a_range(dash: str) -> None:
    assert numbers_of(f"9{dash}14") == (9, 14)


@pytest.mark.parametrize(
    ("locator", "meant"),
    [
        ("05.Jun", "5-6"), ("2025-06-05", "5-6"), ("5-Jun", "5-6"), ("Jun 14", "6-14"),
        ("45813", "5-6"), ("5/6/2025", "5-6"), ("05.06.", "5-6"), ("9-14", None),
        ("section 4", None), ("annex 2", None), ("p. 3", None), ("12:30", None), ("Marginal 12", None),
    ],
)  # fmt: skip
def test_a_day_that_a_spreadsheet_has_made_is_known(locator: str, meant: str | None) -> None:
    assert range_made_a_day(locator) == meant


def test_a_serial_number_is_named_as_one(tmp_path: Path) -> None:
    table = "issue,party,stance,source,locator\nline,north,open,paper,45813\n"
    (fault,) = problems(folder(tmp_path, {"positions.csv": table}))
    assert "got '45813': a spreadsheet has made a day of what may have been '5-6'" in fault


# --- names


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("parties.yaml.txt", "it looks like a copy of 'parties.yaml': move what is new"),
        ("parties copy.yaml", "it looks like a copy of 'parties.yaml': move what is new"),
        ("Events.yaml", "it looks like one of the format: rename it 'events.yaml'"),
        ("events.txt", "it looks like one of the format: rename it 'events.yaml'"),
        ("Positions.CSV", "it looks like one of the format: rename it 'positions.csv'"),
        (
            "positions.ods",
            "it is a spreadsheet: `parley import positions.ods --into FOLDER` reads it",
        ),
        (
            "issues/Law Text.yml",
            "it looks like one of the format: rename it 'issues/law-text.yaml'",
        ),
        ("issues/border.yaml.txt", "it looks like a copy of 'issues/border.yaml': move"),
    ],
)
def test_a_file_that_looks_like_data_is_never_called_sound(
    tmp_path: Path, name: str, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    from parley.cli import main

    path = folder(tmp_path, {name: "x"})
    (warning,) = problems(path)
    assert f"talks/{name}:1: file: warning: not read, {told}" in warning
    assert main(["check", str(path)]) == 3
    shown = capsys.readouterr()
    assert "1 file not read" in shown.err
    assert "sound" not in shown.err


def test_notes_beside_the_data_are_told_of_and_cost_nothing(tmp_path: Path) -> None:
    from parley.cli import main

    path = folder(tmp_path, {"notes.docx": "x", "README.md": "x"})
    assert len(problems(path)) == 1
    assert main(["check", str(path)]) == 0


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("english", "en"), ("en_US", "en-US"), ("German", "de"), ("Deutsch", "de"), ("qqzz", None)],
)
def test_the_tag_of_a_language_is_named(typed: str, meant: str | None) -> None:
    assert meant_language(typed) == meant


def test_a_copy_of_a_file_of_issues_has_a_name_to_follow(tmp_path: Path) -> None:
    path = tmp_path / "talks"
    shutil.copytree(CASES / "pay-copy", path)
    (path / "issues" / "pay.yaml").unlink()
    assert problems(path) == [
        "talks/issues/pay copy.yaml:1: area: the file's name is no id, rename it 'pay.yaml'"
    ]
