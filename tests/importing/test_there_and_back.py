"""What `parley export` writes can be given back: the same records, and one cell is one line."""

from __future__ import annotations

import dataclasses
import difflib
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from parley.cli import main
from parley.conversion.differences import difference
from parley.export.tables import write
from parley.frames.build import build_frames
from parley.frames.negotiation_table import COLUMN_MEANINGS, NAME, negotiation_table
from parley.importing.rows import ImportRefused
from parley.importing.run import Asked, run_import
from parley.loading.loader import Negotiation, inspect, load
from tests.cases import CASES
from tests.loading.folders import folder
from tests.test_docs import EXPORT, section, table

from .books import quiet

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = [
    ROOT / "data" / "ukraine-berlin",
    ROOT / "data" / "winnow-river",
    ROOT / "tests" / "folders" / "every-part",
    *(each for each in sorted(CASES.iterdir()) if (each / "issues").is_dir()),
]
SOUND = [each for each in FOLDERS if inspect(each)[0] is not None]
FULL = SOUND[:3]


def exported(of: Negotiation, to: Path, format: str) -> Path:
    written = write(build_frames(of), to, format, of=of)
    return written[0] if format == "xlsx" else to


@pytest.mark.parametrize("path", SOUND, ids=lambda path: path.name)
@pytest.mark.parametrize("format", ["xlsx", "csv", "json", "parquet"])
def test_an_export_makes_the_same_folder_again(path: Path, format: str, tmp_path: Path) -> None:
    if path not in FULL and format != "xlsx":
        return
    before = load(path)
    file = exported(before, tmp_path / "out", format)
    outcome = run_import(Asked(file, tmp_path / "new" / path.name), quiet)
    assert outcome.written, outcome.problems
    assert difference(before, load(tmp_path / "new" / path.name)) is None


@pytest.mark.parametrize("path", FULL, ids=lambda path: path.name)
def test_an_export_given_back_to_its_folder_changes_nothing(path: Path, tmp_path: Path) -> None:
    into = shutil.copytree(path, tmp_path / path.name)
    file = exported(load(path), tmp_path / "out", "xlsx")
    outcome = run_import(Asked(file, into, update=True, prune=True), quiet)
    assert (outcome.written, bool(outcome.changes)) == (False, False)


def changed_cell(file: Path, sheet: str, column: str, old: str, new: str) -> None:
    book = load_workbook(file)
    cells: Any = book[sheet]
    number = [cell.value for cell in cells[1]].index(column)
    (row,) = [row for row in cells.iter_rows(min_row=2) if row[number].value == old][:1]
    row[number].value = new
    book.save(file)


@pytest.mark.parametrize(
    ("sheet", "column", "old", "new", "minus", "plus"),
    [
        ("positions", "stance", "reluctant", "opposes", "stance: reluctant", "stance: opposes"),
        (
            "positions",
            "summary",
            "Asks for the bonus and calls it overdue.",
            "Asks for it.",
            "summary: Asks for the bonus and calls it overdue.",
            "summary: Asks for it.",
        ),
        ("positions", "gist", "Costly; shifts first", "Costly", "gist: Costly; shifts first", "gist: Costly"),
        ("parties", "name", "Port authority", "The port", "name: Port authority", "name: The port"),
        ("evidence", "locator", "5-6", "6", "locator: 5-6", 'locator: "6"'),
        ("issues", "status", "open", "disputed", "status: open", "status: disputed"),
        ("negotiation", "value", "Harbour wages", "Wages", "title: Harbour wages", "title: Wages"),
    ],
)  # fmt: skip
def test_one_changed_cell_is_one_changed_line(
    sheet: str, column: str, old: str, new: str, minus: str, plus: str, tmp_path: Path
) -> None:
    into = shutil.copytree(CASES / "exports-in-data" / "harbour-wages", tmp_path / "harbour-wages")
    file = exported(load(into), tmp_path / "out", "xlsx")
    changed_cell(file, sheet, column, old, new)
    before = {path: path.read_text("utf-8") for path in into.rglob("*.yaml")}
    outcome = run_import(Asked(file, into, update=True), quiet)
    assert outcome.written, (outcome.lines, outcome.problems)
    diff = [
        line
        for path, text in before.items()
        for line in list(
            difflib.unified_diff(
                text.splitlines(), path.read_text("utf-8").splitlines(), n=0, lineterm=""
            )
        )[2:]
        if not line.startswith("@@")
    ]
    assert [line[:1] + line[1:].strip().removeprefix("- ") for line in diff] == [
        f"-{minus}",
        f"+{plus}",
    ]


def test_comments_and_layout_of_a_folder_stay(tmp_path: Path) -> None:
    into = shutil.copytree(ROOT / "data" / "winnow-river", tmp_path / "winnow-river")
    file = exported(load(into), tmp_path / "out", "xlsx")
    changed_cell(file, "parties", "name", "Saltfen", "Saltfen and Marsh")
    before = (into / "parties.yaml").read_text("utf-8").splitlines()
    run_import(Asked(file, into, update=True), quiet)
    after = (into / "parties.yaml").read_text("utf-8").splitlines()
    assert len(before) == len(after)
    assert [line for line, old in zip(after, before, strict=True) if line != old] == [
        "  name: Saltfen and Marsh"
    ]


def test_a_text_that_was_kept_from_running_comes_back_as_it_was(tmp_path: Path) -> None:
    path = folder(tmp_path, {"issues/border.yaml": ("Asks for it.", '"=1+1, it says"')})
    for format in ("csv", "xlsx"):
        file = exported(load(path), tmp_path / format, format)
        run_import(Asked(file, tmp_path / f"from-{format}"), quiet)
        assert "=1+1, it says" in load(tmp_path / f"from-{format}").positions["summary"].tolist()


def test_a_row_that_is_taken_out_goes_where_that_is_asked_for(tmp_path: Path) -> None:
    path = folder(tmp_path)
    file = exported(load(path), tmp_path / "out", "json")
    positions = json.loads((file / "positions.json").read_text("utf-8"))
    (file / "positions.json").write_text(json.dumps(positions[1:]), "utf-8")
    assert not run_import(Asked(file, path, update=True), quiet).written
    run_import(Asked(file, path, prune=True), quiet)
    assert len(load(path).positions) == len(positions) - 1


def test_an_export_of_the_page_without_the_table_is_refused(tmp_path: Path) -> None:
    write(build_frames(load(folder(tmp_path))), tmp_path / "out", "xlsx")
    with pytest.raises(ImportRefused, match="an export without the table negotiation"):
        run_import(Asked(tmp_path / "out" / "talks.xlsx", tmp_path / "again"), quiet)


def test_the_command_writes_the_table_of_what_stands_nowhere_else(tmp_path: Path) -> None:
    path = folder(tmp_path / "data")
    assert main(["export", str(path), "--to", str(tmp_path / "out"), "--format", "csv"]) == 0
    assert (tmp_path / "out" / "negotiation.csv").is_file()
    of = load(path)
    made = negotiation_table(of, build_frames(of))
    assert list(made) == list(COLUMN_MEANINGS)
    described = {row[0]: row[1] for row in table(section(EXPORT, NAME))}
    assert described == COLUMN_MEANINGS
    rungs = made[made["key"] == "options[2].text"]["value"].tolist()
    assert rungs == ["A large rise"]


def test_an_export_of_another_day_gives_the_same_folder(tmp_path: Path) -> None:
    path = ROOT / "data" / "winnow-river"
    of = load(path)
    day = min(of.positions["date"]).date()
    (file,) = write(build_frames(of, day), tmp_path / "out", "xlsx", of=of)
    run_import(Asked(file, tmp_path / "winnow-river"), quiet)
    assert difference(of, load(tmp_path / "winnow-river")) is None
    assert dataclasses.is_dataclass(of)
