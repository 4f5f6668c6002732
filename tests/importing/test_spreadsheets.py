"""A person's way from a spreadsheet to a folder: looked at, mapped, written, and again."""

from __future__ import annotations

import difflib
from pathlib import Path

import pytest
from openpyxl import load_workbook

from parley.cli import main
from parley.importing.rows import ImportRefused
from parley.importing.run import Asked, Outcome, run_import
from parley.loading.loader import Negotiation, load

from .books import GREEN, RED, YELLOW, fill_in, ods, quiet, with_comment, workbook

WIDE = [
    ["Positions for the next round"],
    ["Issue", "North", "South", "West "],
    ["The line", "yes", "No", ("", RED)],
    ["The price", ("Yes", GREEN), "", "Would pay a little more if others do"],
    ["A heading without cells"],
]
MEANS = {
    "yes": "supports", "No": "opposes", "#ffc7ce": "opposes", "#c6efce": "supports",
    "Would pay a little more if others do": "open",
}  # fmt: skip


def run(file: Path, into: Path, **asked: object) -> Outcome:
    return run_import(Asked(file, into, **asked), quiet)  # type: ignore[arg-type]


def imported(file: Path, into: Path, **words: str) -> Negotiation:
    run(file, into)
    fill_in(file.parent / "mapping.yaml", **words)
    outcome = run(file, into)
    assert outcome.written, (outcome.lines, [str(each) for each in outcome.problems])
    return load(into)


def stances(negotiation: Negotiation) -> dict[tuple[str, str], str]:
    rows = negotiation.positions
    return dict(zip(zip(rows["issue"], rows["party"], strict=True), rows["stance"], strict=True))


def test_the_first_run_writes_a_mapping_and_nothing_else(tmp_path: Path) -> None:
    file = workbook(tmp_path / "positions.xlsx", WIDE)
    outcome = run(file, tmp_path / "data" / "talks")
    assert not (tmp_path / "data").exists()
    assert "row 2 of 'Positions' has the headings of a wide table" in outcome.lines[0]
    assert "  Positions!B3: North on 'The line': 'yes'" in outcome.lines
    assert "  not read: 1 × a label without a cell beside it (first Positions!A5)" in outcome.lines
    told = [f"{each.where}: {each.message}" for each in outcome.problems]
    assert "words.yes: has no stance yet: 2 cells, the first Positions!B3" in told
    assert any(each.startswith("attribution: expected one of document, on-record") for each in told)
    # A colour is asked for where a cell has nothing else.
    assert [each.split(":")[0] for each in told if "colours" in each] == ["colours.#ffc7ce"]
    again = run(file, tmp_path / "data" / "talks")
    assert not again.written


def test_the_second_run_writes_the_folder(tmp_path: Path) -> None:
    file = workbook(tmp_path / "positions.xlsx", WIDE)
    with_comment(file, "B3", "Said in the plenary", "https://example.org/a")
    negotiation = imported(file, tmp_path / "data" / "talks", **MEANS)
    assert stances(negotiation) == {
        ("the-line", "north"): "supports",
        ("the-line", "south"): "opposes",
        ("the-line", "west"): "opposes",
        ("the-price", "north"): "supports",
        ("the-price", "west"): "open",
    }
    evidence = negotiation.evidence.iloc[0]
    assert evidence["locator"] == "Positions!B3"
    assert evidence["attribution"] == "document"
    assert evidence["note"] == "Said in the plenary; https://example.org/a"
    summaries = negotiation.positions["summary"].tolist()
    assert summaries[0] == "Coded as yes in positions.xlsx."
    assert summaries[-1] == "Would pay a little more if others do"
    assert {party.name for party in negotiation.parties} == {"North", "South", "West"}


def test_the_report_accounts_for_each_cell(tmp_path: Path) -> None:
    file = workbook(tmp_path / "positions.xlsx", WIDE)
    run(file, tmp_path / "talks")
    fill_in(tmp_path / "mapping.yaml", **{**MEANS, "No": "skip"})
    outcome = run(file, tmp_path / "talks")
    assert outcome.report is not None
    assert (outcome.report.rows, outcome.report.positions) == (5, 4)
    assert {why: each.first for why, each in outcome.report.left_out.items()} == {
        "the mapping says skip": "Positions!C3",
        "a line above the headings": "Positions!A1",
        "a label without a cell beside it": "Positions!A5",
    }


def test_a_colour_and_a_word_that_disagree_are_left_out_and_told(tmp_path: Path) -> None:
    rows = [
        ["Issue", "North", "South"],
        ["The line", ("yes", RED), ("", YELLOW)],
        ["B", "yes", "yes"],
    ]
    file = workbook(tmp_path / "p.xlsx", rows)
    run(file, tmp_path / "talks")
    fill_in(
        tmp_path / "mapping.yaml", **{"yes": "supports", "#ffc7ce": "opposes", "#ffeb9c": "open"}
    )
    outcome = run(file, tmp_path / "talks")
    assert outcome.report is not None
    assert outcome.report.left_out.keys() == {
        "the colour and the word of a cell stand for different things"
    }


def test_a_party_without_a_cell_takes_part_and_is_silent(tmp_path: Path) -> None:
    rows = [["Issue", "North", "South", "Isles"], ["The line", "yes", "no", ""]]
    file = workbook(tmp_path / "p.xlsx", rows)
    negotiation = imported(file, tmp_path / "talks", yes="supports", no="opposes")
    assert [party.id for party in negotiation.parties] == ["north", "south", "isles"]
    assert len(negotiation.positions) == 2


def test_headings_and_groups_that_are_merged(tmp_path: Path) -> None:
    rows = [
        ["Issue", None, "Coast", None],
        [None, None, "North", "South"],
        ["Water", "The line", "yes", "no"],
        [None, "The lock", "no", "yes"],
    ]
    file = workbook(tmp_path / "p.xlsx", rows)
    book = load_workbook(file)
    for cells in ("A1:B2", "C1:D1", "A3:A4"):
        book.active.merge_cells(cells)
    book.save(file)
    negotiation = imported(file, tmp_path / "talks", yes="supports", no="opposes")
    assert negotiation.area_of == {"the-line": "water", "the-lock": "water"}
    assert negotiation.areas["water"].title == "Water"


@pytest.mark.parametrize("kind", ["csv", "semicolons", "ods", "xls", "latin"])
def test_other_spreadsheets(tmp_path: Path, kind: str) -> None:
    rows = [["Issue", "North", "South"], ["The line", "yes", "no"], ["The price", "2", "-1"]]
    if kind == "ods":
        file = ods(tmp_path / "wide.ods", rows)
    elif kind == "xls":
        file = tmp_path / "wide.xls"
        file.write_bytes((Path(__file__).parent / "files" / "wide.xls").read_bytes())
    else:
        file = tmp_path / "wide.csv"
        text = "\n".join((";" if kind == "semicolons" else ",").join(row) for row in rows)
        if kind == "latin":
            text = text.replace("North", ["Länder des Nordens", " größere"][0])
        file.write_bytes(text.encode("cp1252" if kind == "latin" else "utf-8"))
    outcome = run(file, tmp_path / "talks")
    if kind in ("ods", "xls"):
        assert any(f"of an .{kind} file the values are read" in line for line in outcome.lines)
    if kind == "latin":
        assert any("save it as UTF-8 to be sure" in line for line in outcome.lines)
    fill_in(
        tmp_path / "mapping.yaml",
        **{"yes": "supports", "no": "opposes", "2": "supports", "-1": "reluctant"},
    )
    assert run(file, tmp_path / "talks").written
    assert list(stances(load(tmp_path / "talks")).values()) == [
        "supports",
        "opposes",
        "supports",
        "reluctant",
    ]


def test_a_long_table_folds_what_says_the_same(tmp_path: Path) -> None:
    file = tmp_path / "long.csv"
    file.write_text(
        "Topic,Actor,Position,Date,Page,Who\n"
        "The line,North,yes,2025-04-01,3,A\nThe line,North,yes,2025-04-01,9,B\n"
        "The line,South,no,2025-04-02,4,C\nThe line,,no,2025-04-02,4,C\n"
    )
    run(file, tmp_path / "talks")
    fill_in(tmp_path / "mapping.yaml", yes="supports", no="opposes")
    outcome = run(file, tmp_path / "talks")
    assert "4 rows" not in outcome.lines[1]
    assert "3 rows in, 2 positions out, 1 folded into another, with their evidence" in outcome.lines
    assert "  left out 1: a row without party (first C5)" in outcome.lines
    assert load(tmp_path / "talks").evidence["locator"].tolist() == ["3", "9", "4"]


def test_a_wide_table_of_the_cases_is_read_text_by_text(tmp_path: Path) -> None:
    from tests.cases import CASES

    file = tmp_path / "positions.csv"
    file.write_bytes((CASES / "csv-v-wide" / "positions.csv").read_bytes())
    run(file, tmp_path / "talks")
    words = {
        "Asks for it and calls it overdue": "supports", "Finds it costly": "reluctant",
        "Wants twelve hours": "supports",
    }  # fmt: skip
    fill_in(tmp_path / "mapping.yaml", **words)
    assert run(file, tmp_path / "talks").written
    assert set(load(tmp_path / "talks").positions["summary"]) == set(words)


# --- again


def test_a_changed_file_is_a_diff_and_ids_stay(tmp_path: Path) -> None:
    file = workbook(tmp_path / "positions.xlsx", WIDE)
    into = tmp_path / "talks"
    imported(file, into, **MEANS)
    issue = into / "issues" / "general.yaml"
    mine = issue.read_text("utf-8").replace("title: The line", "title: The line itself  # mine")
    issue.write_text(mine, "utf-8")
    book = load_workbook(file)
    book.active["C3"] = "Yes"
    book.active["C4"] = "no"
    book.save(file)
    kept = run(file, into)
    assert kept.changes is not None
    assert (kept.changes.added, kept.changes.kept) == ({"positions": 1}, {"positions": 1})
    assert any("--update changes them" in line for line in kept.lines)
    assert stances(load(into))["the-line", "south"] == "opposes"
    before = issue.read_text("utf-8").splitlines()
    outcome = run(file, into, update=True)
    after = issue.read_text("utf-8").splitlines()
    diff = [
        line
        for line in difflib.unified_diff(before, after, n=0, lineterm="")
        if line[0] in "+-" and line[:3] not in ("+++", "---")
    ]
    assert diff == [
        "-        stance: opposes",
        "+        stance: supports",
    ]
    assert all(line in outcome.lines for line in diff)
    assert "title: The line itself  # mine" in "\n".join(after)
    assert not run(file, into, update=True).written


def test_what_a_filtered_file_lacks_stays_unless_it_is_pruned(tmp_path: Path) -> None:
    file = workbook(tmp_path / "positions.xlsx", WIDE)
    into = tmp_path / "talks"
    imported(file, into, **MEANS)
    workbook(file, [row for row in WIDE if row[0] != "The price"])
    outcome = run(file, into)
    assert not outcome.written
    assert any("not in the file, and stay: 2 positions; --prune" in line for line in outcome.lines)
    assert len(load(into).positions) == 5
    run(file, into, prune=True)
    assert len(load(into).positions) == 3


def test_new_labels_and_words_are_added_to_the_mapping_and_asked_about(tmp_path: Path) -> None:
    file = workbook(tmp_path / "positions.xlsx", WIDE)
    into = tmp_path / "talks"
    imported(file, into, **MEANS)
    place = tmp_path / "mapping.yaml"
    place.write_text("# my own note\n" + place.read_text("utf-8"), "utf-8")
    workbook(file, [*WIDE[:4], ["A new one", "perhaps", "", ""]])
    outcome = run(file, into)
    assert not outcome.written
    assert "  issue 'A new one' as a-new-one" in outcome.lines
    text = place.read_text("utf-8")
    assert text.startswith("# my own note\n")
    fill_in(place, perhaps="undecided")
    assert run(file, into).written
    assert stances(load(into))["a-new-one", "north"] == "undecided"


def test_a_large_table_is_written_as_one(tmp_path: Path) -> None:
    rows = [f"T{row % 60},P{row // 60},yes" for row in range(6_000)]
    file = tmp_path / "long.csv"
    file.write_text("topic,actor,position\n" + "\n".join(rows) + "\n")
    negotiation = imported(file, tmp_path / "talks", yes="supports")
    assert len(negotiation.positions) == 6_000
    assert (tmp_path / "talks" / "positions.csv").is_file()
    assert not run(file, tmp_path / "talks", update=True).written


# --- what is refused


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("x.xlsx", b"PK not a zip", "damaged, or no such file"),
        ("x.xls", b"\xd0\xcf\x11\xe0 not one", "cannot be read as a workbook"),
        ("x.csv", b"", "the file is empty"),
        ("x.csv", b"one line,alone\n", "no sheet with a header and a row below it"),
        ("x.pdf", b"%PDF", "none of the kinds that are read"),
    ],
)
def test_what_cannot_be_read_is_one_line(
    tmp_path: Path, name: str, content: bytes, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / name).write_bytes(content)
    assert main(["import", str(tmp_path / name), "--into", str(tmp_path / "talks")]) == 2
    err = capsys.readouterr().err
    assert told in err and err.count("\n") == 1
    assert not (tmp_path / "mapping.yaml").exists()


def test_what_would_be_too_much_is_refused_before_it_is_read(tmp_path: Path) -> None:
    import zipfile

    bomb = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b" " * (80 * 2**20))
    with pytest.raises(ImportRefused, match="when decompressed"):
        run(bomb, tmp_path / "talks")
    entity = tmp_path / "entity.xlsx"
    with zipfile.ZipFile(entity, "w") as archive:
        archive.writestr("xl/workbook.xml", b'<!DOCTYPE x [<!ENTITY a "b">]><x/>')
    with pytest.raises(ImportRefused, match="declares entities"):
        run(entity, tmp_path / "talks")


def test_a_mapping_of_another_file_is_not_used(tmp_path: Path) -> None:
    workbook(tmp_path / "one.xlsx", WIDE)
    workbook(tmp_path / "two.xlsx", WIDE)
    run(tmp_path / "one.xlsx", tmp_path / "talks")
    with pytest.raises(ImportRefused, match=r"is for one\.xlsx, name another mapping file"):
        run(tmp_path / "two.xlsx", tmp_path / "talks")


def test_a_layout_that_a_person_has_set_is_followed(tmp_path: Path) -> None:
    file = tmp_path / "p.csv"
    file.write_text("Fragen,,North,South\n1,The line,yes,no\n", "utf-8")
    run(file, tmp_path / "talks")
    mapping = tmp_path / "mapping.yaml"
    text = mapping.read_text("utf-8")
    columns = text[text.index("  columns:") : text.index("\n\n# What is negotiated")]
    text = text.replace(columns, "  columns: {A: id, B: issue, C: party, D: party}")
    mapping.write_text(text, "utf-8")
    run(file, tmp_path / "talks")
    fill_in(mapping, yes="supports", no="opposes")
    assert run(file, tmp_path / "talks").written
    assert [issue.title for issue in load(tmp_path / "talks").issues] == ["The line"]


def test_a_record_that_is_no_record_has_its_address(tmp_path: Path) -> None:
    file = tmp_path / "long.csv"
    file.write_text("topic,actor,position,date\nA,N,yes,soon\n")
    run(file, tmp_path / "talks")
    fill_in(tmp_path / "mapping.yaml", yes="supports")
    outcome = run(file, tmp_path / "talks")
    assert not outcome.written
    assert [str(each) for each in outcome.problems] == [
        "long.csv:2: C2, date: expected a date as YYYY-MM-DD, got 'soon'"
    ]
