"""A person's way: a spreadsheet with colours, two runs of a command, and the matrix in a browser."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from parley.cli import main
from tests.browser.conftest import Reader, Server
from tests.importing.books import GREEN, RED, YELLOW, fill_in, workbook

Open = Callable[..., Reader]
PARTIES = ["Northland", "Southmark", "Eastport", "Westmark", "The Isles"]
ISSUES = [f"Point {number}" for number in range(1, 13)]
COLOURS = [GREEN, RED, YELLOW, GREEN, RED]


def spreadsheet(path: Path) -> Path:
    """Five parties by twelve points; a colour for the stance, here and there a text."""
    rows: list[list[Any]] = [["Round 3: where they stand"], ["Point", *PARTIES]]
    for number, issue in enumerate(ISSUES):
        cells = [("", COLOURS[(number + party) % 5]) for party in range(5)]
        cells[0] = ("Wants it in the text", GREEN)
        cells[4] = ("", None)
        rows.append([issue, *cells])
    return workbook(path, rows)


def test_from_a_spreadsheet_with_colours_to_the_matrix(
    reader: Open,
    serve: Callable[[Path], Server],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    file = spreadsheet(tmp_path / "round-3.xlsx")
    folder = tmp_path / "data" / "round-3"
    command = ["import", str(file), "--into", str(folder)]
    assert main(command) == 0
    assert "mapping.yaml: written, nothing else" in capsys.readouterr().out
    fill_in(
        tmp_path / "mapping.yaml",
        **{"#c6efce": "supports", "#ffc7ce": "opposes", "#ffeb9c": "undecided"},
    )
    assert main(command) == 0
    assert "48 rows in, 48 positions out" in capsys.readouterr().out
    assert main(["check", str(folder)]) == 0

    page = reader(serve(tmp_path / "data")).open("/matrix")
    expect(page.locator("thead th .name")).to_have_text(PARTIES)
    expect(page.locator("tbody th .title")).to_have_text(ISSUES)
    first = page.locator("tbody tr").filter(has=page.get_by_text("Point 1", exact=True)).first
    expect(first).to_contain_text("Supports")
    expect(first).to_contain_text("Opposes")
    page.goto(page.url.replace("/matrix", "/issue").split("?")[0] + "?issue=point-1")
    expect(page.locator("h1")).to_contain_text("Point 1")
    expect(page.locator("body")).to_contain_text("Wants it in the text")
    expect(page.locator("body")).to_contain_text("Positions!B3")


def test_a_new_folder_without_an_issue_is_shown(
    reader: Open, serve: Callable[[Path], Server], tmp_path: Path
) -> None:
    folder = tmp_path / "data" / "harbour"
    command = ["new", str(folder), "--title", "Harbour wages", "--day", "2025-03-04"]
    assert main([*command, "--parties", "Union, Port", "--areas", "Pay"]) == 0
    page = reader(serve(tmp_path / "data")).open("/")
    expect(page.locator("body")).to_contain_text("Harbour wages")
    expect(page.locator(".parley .faults")).to_have_count(0)
