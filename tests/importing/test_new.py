"""`parley new`: a sound folder, the source of a text, and a workbook to fill in."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from parley.cli import main
from parley.format.vocabulary import STANCES
from parley.importing.template import RECORDS
from parley.loading.loader import inspect, load

Captured = pytest.CaptureFixture[str]
TITLE = ("--title", "Harbour: wages", "--day", "2025-03-04")


def new(folder: Path, *more: str) -> int:
    return main(["new", str(folder), *TITLE, *more])


def test_a_new_folder_is_sound_and_says_nothing_that_nobody_said(tmp_path: Path) -> None:
    folder = tmp_path / "data" / "harbour"
    assert new(folder, "--parties", "Dockers' union, Port", "--areas", "Pay, Shifts & rest") == 0
    negotiation, problems = inspect(folder)
    assert negotiation is not None and problems == ()
    assert [party.id for party in negotiation.parties] == ["dockers-union", "port"]
    assert list(negotiation.areas) == ["pay", "shifts-rest"]
    assert negotiation.issues == () and len(negotiation.positions) == 0
    files = {path.name: path.read_text("utf-8") for path in folder.rglob("*.*")}
    for name, text in files.items():
        if name != "README.md":
            kind = Path(name).stem if name != "pay.yaml" and "shifts" not in name else "area"
            assert text.startswith("# yaml-language-server: $schema=../")
            assert text.splitlines()[0].endswith(f"schema/{kind}.schema.json")
    assert "close calls" in files["README.md"]
    assert "# claims:" in files["negotiation.yaml"]


@pytest.mark.parametrize(
    "file", ["parties.yaml", "sources.yaml", "events.yaml", "issues/general.yaml"]
)
def test_the_example_in_comments_works_where_it_is_taken_out(tmp_path: Path, file: str) -> None:
    folder = tmp_path / "harbour"
    assert new(folder, "--parties", "", "--areas", "") == 0
    path = folder / file
    text = path.read_text("utf-8").replace("[]", "")
    head, _, example = text.partition("\n# A")
    lines = [line.removeprefix("# ") for line in example.splitlines()]
    first = next(number for number, line in enumerate(lines) if line.lstrip().startswith("- id"))
    body = [line if line != "#" else "" for line in lines[first:]]
    path.write_text(head + "\n" + "\n".join(body) + "\n", "utf-8")
    _, problems = inspect(folder)
    told = [each.message for each in problems if each.severity == "fault"]
    assert [each for each in told if "has the id" not in each] == []


def test_items_below_empty_brackets_are_told_of(tmp_path: Path) -> None:
    folder = tmp_path / "harbour"
    new(folder)
    path = folder / "sources.yaml"
    path.write_text("[]\n- {id: a, title: A, publisher: B, date: 2025-01-01}\n", "utf-8")
    (fault,) = [each for each in inspect(folder)[1] if each.severity == "fault"]
    assert (fault.line, fault.message) == (
        1,
        "[] says that there are none, take the brackets away where items follow",
    )


def test_areas_keep_the_order_in_which_they_are_named(tmp_path: Path) -> None:
    folder = tmp_path / "harbour"
    assert new(folder, "--areas", "Shifts, Pay") == 0
    assert load(folder).header.areas == ("shifts", "pay")


def test_what_is_left_out_is_asked_on_a_terminal_and_nowhere_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr("sys.stdin", Terminal("Wages\n2025-03-04\nUnion, Port\nPay\n"))
    monkeypatch.setattr("sys.stderr", Terminal())
    assert main(["new", str(tmp_path / "wages")]) == 0
    made = load(tmp_path / "wages")
    assert (made.header.title, str(made.header.as_of)) == ("Wages", "2025-03-04")
    assert [party.id for party in made.parties] == ["union", "port"]
    monkeypatch.setattr("sys.stdin", Terminal("Wages\nsoon\n"))
    assert main(["new", str(tmp_path / "other")]) == 2
    monkeypatch.setattr("sys.stdin", io.StringIO("never read"))
    assert main(["new", str(tmp_path / "quiet"), "--day", "2025-03-04"]) == 0
    assert load(tmp_path / "quiet").header.title == "quiet"


def test_a_text_stays_outside_and_its_paragraphs_are_counted(
    tmp_path: Path, capsys: Captured
) -> None:
    text = tmp_path / "Article (1).txt"
    text.write_text("The talks go on\n\nSecond: one.\n\nThird.\n", "utf-8")
    folder = tmp_path / "data" / "harbour"
    assert new(folder, "--from", str(text)) == 2
    assert "--from needs --publisher" in capsys.readouterr().err
    assert not folder.exists()
    assert new(folder, "--from", str(text), "--publisher", "Herald") == 0
    (source,) = load(folder).sources
    assert (source.id, source.title, source.locator_count) == ("article-1", "The talks go on", 3)
    numbered = (tmp_path / "Article (1).numbered.txt").read_text("utf-8")
    assert numbered.splitlines()[2] == "[2] Second: one."
    assert all("Second: one" not in path.read_text("utf-8") for path in folder.rglob("*.*"))


def test_a_text_with_numbers_of_its_own_keeps_them(tmp_path: Path) -> None:
    text = tmp_path / "minutes.txt"
    text.write_text("[3] One.\n\n[4] Two.\n\n[7] Three.\n", "utf-8")
    assert new(tmp_path / "talks", "--from", str(text), "--publisher", "P") == 0
    (source,) = load(tmp_path / "talks").sources
    assert source.locator_count == 7
    lines = (tmp_path / "minutes.numbered.txt").read_text("utf-8").splitlines()
    assert lines[::2] == ["[3] One.", "[4] Two.", "[7] Three."]


@pytest.mark.parametrize(
    ("folder", "told"),
    [("My Talks", "expected a folder named by an id"), (".", "expected a folder named by an id")],
)
def test_a_name_that_is_no_id_is_refused(
    tmp_path: Path, folder: str, told: str, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "No Id").mkdir()
    monkeypatch.chdir(tmp_path / "No Id")
    assert new(Path(folder)) == 2
    assert told in capsys.readouterr().err


def test_a_folder_that_is_there_is_left_alone(tmp_path: Path, capsys: Captured) -> None:
    (tmp_path / "talks").mkdir()
    (tmp_path / "talks" / "mine.txt").write_text("x")
    assert new(tmp_path / "talks") == 2
    assert "takes a folder that is new" in capsys.readouterr().err
    assert [path.name for path in (tmp_path / "talks").iterdir()] == ["mine.txt"]


def test_the_workbook_has_drop_downs_and_explains_its_words(tmp_path: Path) -> None:
    file = tmp_path / "talks.xlsx"
    assert main(["new", "--template", str(file), "--parties", "Union, Port"]) == 0
    assert main(["new", "--template", str(file)]) == 2
    book = load_workbook(file)
    assert book.sheetnames == ["words", *RECORDS]
    sheet: Any = book["positions"]
    header = [cell.value for cell in sheet[1]]
    choices = {
        str(each.sqref).split(":")[0]: each.formula1
        for each in sheet.data_validations.dataValidation
    }
    column = sheet.cell(2, header.index("stance") + 1).coordinate
    assert choices[column] == '"supports,open,undecided,reluctant,opposes"'
    assert choices[sheet.cell(2, header.index("party") + 1).coordinate] == "parties!$A$2:$A$1000"
    assert sheet.cell(2, header.index("locator") + 1).number_format == "@"
    words = [cell.value for row in book["words"].iter_rows() for cell in row]  # type: ignore[attr-defined]
    assert STANCES["supports"].meaning in words


def test_the_workbook_filled_in_is_a_folder(tmp_path: Path) -> None:
    file = tmp_path / "talks.xlsx"
    main(["new", "--template", str(file), "--parties", "Union, Port"])
    book = load_workbook(file)

    def put(name: str, row: int, **cells: object) -> None:
        sheet: Any = book[name]
        header = [cell.value for cell in sheet[1]]
        for key, value in cells.items():
            sheet.cell(row, header.index(key.replace("__", ".")) + 1, value)

    put("negotiation", 2, title="Wages", summary="They talk.", as_of="2025-03-04")
    put("parties", 2, kind="organisation", role="principal")
    put("parties", 3, kind="organisation", role="principal")
    put("sources", 2, id="herald", title="H", publisher="P", date="2025-03-01", locator_count=9)
    put("issues", 2, area="pay", id="bonus", title="Bonus", proposal="It is paid.", status="open")
    put("issues", 3, area="pay", id="raise", title="Raise", proposal="It rises.", status="open",
        scale__min=0, scale__max=10, scale__low="none", scale__high="ten")  # fmt: skip
    put("positions", 2, issue="bonus", party="union", stance="supports", summary="Asks.",
        source="herald", locator="5-6", attribution="on-record", red_line="TRUE")  # fmt: skip
    put("positions", 3, issue="raise", party="port", value__from=2, value__to=3, summary="Offers.",
        source="herald", locator=4, attribution="document", quote="Two to three.")  # fmt: skip
    put("silences", 2, issue="bonus", party="port", kind="declined")
    book.save(file)
    assert main(["import", str(file), "--into", str(tmp_path / "wages")]) == 0
    negotiation = load(tmp_path / "wages")
    first, second = negotiation.positions.to_dict("records")
    assert (first["stance"], first["red_line"]) == ("supports", True)
    assert (second["value_from"], second["value_to"]) == (2, 3)
    assert negotiation.evidence["locator"].tolist() == ["5-6", "4"]
    assert negotiation.issues[0].silences[0].kind == "declined"
    put("positions", 3, stance="perhaps")
    book.save(file)
    assert main(["import", str(file), "--into", str(tmp_path / "wages"), "--update"]) == 1
