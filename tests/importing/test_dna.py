"""Projects and exports of the Discourse Network Analyzer, imported."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from parley.importing.rows import ImportRefused
from parley.loading.loader import load
from tests.importing.made_dna import (
    DOCUMENTS,
    STATEMENTS,
    Document,
    Statement,
    write_dna,
    write_dna_events,
)
from tests.importing.trying import HEADER, PARTY, cells, fill, imported, run

MEANT = {
    "negotiation": HEADER,
    "attribution": "on-record",
    "party": PARTY,
    "words": {"agrees": "supports", "disagrees": "opposes"},
}
CELLS = [
    ("carbon-tax", "employers", "opposes", "2025-03-02"),
    ("carbon-tax", "employers", "supports", "2025-03-02"),
    ("carbon-tax", "union", "opposes", "2025-03-02"),
    ("carbon-tax", "union", "supports", "2025-03-01"),
    ("free-buses", "employers", "supports", "2025-03-01"),
]


def test_statements_fold_into_cells_with_history_and_conflicts(tmp_path: Path) -> None:
    write_dna(tmp_path / "talks.dna")
    outcome = imported(tmp_path / "talks.dna", tmp_path / "talks", MEANT)
    assert outcome.written
    assert cells(tmp_path / "talks") == CELLS
    report = outcome.report
    assert report is not None
    assert (report.rows, report.positions, report.folded) == (6, 5, 1)
    assert {why: (each.number, each.first) for why, each in report.left_out.items()} == {
        "no party coded": (1, "statement 7"),
        "of type 'Annotation'": (1, "statement 1000000"),
        "the rest of a passage of over 25 words, which is quoted by its first 24": (
            1, "statement 6",
        ),
    }  # fmt: skip


def test_a_passage_is_found_by_its_words(tmp_path: Path) -> None:
    """An emoji before it counts two in Java and one here."""
    write_dna(tmp_path / "talks.dna")
    imported(tmp_path / "talks.dna", tmp_path / "talks", MEANT)
    evidence = load(tmp_path / "talks").evidence
    found = dict(zip(evidence["locator"], evidence["quote"], strict=True))
    assert found["“We want the tax.”"] == "We want the tax."
    assert found["“It is fair.”"] == "It is fair."
    long = "“word0 word1 word2 word3 … word26 word27 word28 word29”"
    assert found[long].split()[-2:] == ["word23", "…"]
    assert set(evidence["speaker"].dropna()) == {"M. Field"}


def test_each_document_is_a_source(tmp_path: Path) -> None:
    write_dna(
        tmp_path / "talks.dna",
        [DOCUMENTS[0], Document("Opening", DOCUMENTS[1].text, "2025-03-02", source="")],
    )
    first = run(tmp_path / "talks.dna", tmp_path / "talks")
    assert any("source.publisher" in str(problem) for problem in first.problems)
    fill(tmp_path / "mapping.yaml", {**MEANT, "source": {"publisher": "An archive"}})
    run(tmp_path / "talks.dna", tmp_path / "talks")
    sources = load(tmp_path / "talks").sources
    assert [(each.id, each.title, each.publisher, str(each.date)) for each in sources] == [
        ("opening", "Opening", "The Herald", "2025-03-01"),
        ("opening-document-2", "Opening", "An archive", "2025-03-02"),
    ]
    assert all(each.kind == "document" for each in sources)


def test_who_coded_what_goes_to_the_coders(tmp_path: Path) -> None:
    write_dna(tmp_path / "talks.dna")
    imported(tmp_path / "talks.dna", tmp_path / "talks", MEANT)
    ben = (tmp_path / "talks" / "coders" / "ben" / "issues" / "general.yaml").read_text()
    assert "“Never.”" in ben and "union" not in ben
    anna = (tmp_path / "talks" / "coders" / "anna" / "issues" / "general.yaml").read_text()
    assert "“Never.”" not in anna and anna.count("- party:") == 4


def test_a_coder_may_be_left_out(tmp_path: Path) -> None:
    write_dna(tmp_path / "talks.dna")
    outcome = imported(
        tmp_path / "talks.dna", tmp_path / "talks", {**MEANT, "coders": {"Ben": "skip"}}
    )
    assert cells(tmp_path / "talks") == [cell for cell in CELLS if cell != CELLS[0]]
    assert "  left out 1: the mapping says skip of who coded it (first statement 4)" in (
        outcome.lines
    )
    assert not (tmp_path / "talks" / "coders").exists()


def test_a_grown_project_adds_what_is_new(tmp_path: Path) -> None:
    write_dna(tmp_path / "talks.dna")
    imported(tmp_path / "talks.dna", tmp_path / "talks", MEANT)
    before = {path: path.read_text() for path in (tmp_path / "talks").rglob("*.yaml")}
    again = run(tmp_path / "talks.dna", tmp_path / "talks")
    assert "nothing to write" in again.lines
    grown = Document("Third day", "Buses cost too much.", "2025-03-03")
    write_dna(
        tmp_path / "talks.dna",
        [*DOCUMENTS, grown],
        [*STATEMENTS, Statement(3, "Buses cost too much.", "Employers", "Free buses", 0)],
    )
    told = run(tmp_path / "talks.dna", tmp_path / "talks")
    assert "  source 'Third day'" in told.lines and not told.written
    outcome = run(tmp_path / "talks.dna", tmp_path / "talks")
    assert "added: 1 source, 1 position, 1 coders' position" in outcome.lines
    for path, text in before.items():
        removed = set(text.splitlines()) - set(path.read_text().splitlines())
        assert removed == set(), path
    assert ("free-buses", "employers", "opposes", "2025-03-03") in cells(tmp_path / "talks")


def test_what_was_changed_by_hand_stays(tmp_path: Path) -> None:
    write_dna(tmp_path / "talks.dna")
    imported(tmp_path / "talks.dna", tmp_path / "talks", MEANT)
    file = tmp_path / "talks" / "coders" / "ben" / "issues" / "general.yaml"
    file.write_text(file.read_text().replace("stance: opposes", "stance: reluctant"))
    outcome = run(tmp_path / "talks.dna", tmp_path / "talks")
    assert "stance: reluctant" in file.read_text()
    assert "differ and stay as they are: 1 coders' position; --update changes them" in outcome.lines
    run(tmp_path / "talks.dna", tmp_path / "talks", update=True)
    assert "stance: opposes" in file.read_text()


def test_the_csv_of_events_gives_the_same_cells(tmp_path: Path) -> None:
    write_dna_events(tmp_path / "events.csv")
    outcome = imported(tmp_path / "events.csv", tmp_path / "talks", MEANT)
    assert cells(tmp_path / "talks") == CELLS
    assert any("import the .dna file where you have it" in line for line in outcome.lines)


def test_variables_are_a_projects_own(tmp_path: Path) -> None:
    path = tmp_path / "talks.dna"
    write_dna(path)
    with sqlite3.connect(path) as database:
        database.execute("UPDATE VARIABLES SET Variable = 'akteur2' WHERE ID = 2")
        database.execute("UPDATE VARIABLES SET Variable = 'forderung' WHERE ID = 3")
    first = run(path, tmp_path / "talks")
    assert [problem.message for problem in first.problems] == [
        "layout.variables: none is the party and issue: name one, there are person, akteur2, "
        "forderung, agreement"
    ]
    named = {"akteur2": "party", "forderung": "issue"}
    fill(tmp_path / "mapping.yaml", {"layout": {"variables": named}})
    imported(path, tmp_path / "talks", MEANT)
    assert cells(tmp_path / "talks") == CELLS


def test_the_file_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "talks.dna"
    write_dna(path)
    before = path.read_bytes()
    path.chmod(0o400)
    tmp_path.chmod(0o700)
    run(path, tmp_path / "talks", mapping=tmp_path / "other.yaml")
    assert path.read_bytes() == before
    assert sorted(each.name for each in tmp_path.iterdir()) == ["other.yaml", "talks.dna"]
    assert "secret" not in (tmp_path / "other.yaml").read_text()


@pytest.mark.parametrize(
    ("harm", "message"),
    [
        (lambda raw: raw[:5000], "cannot be read as SQLite"),
        (lambda raw: raw[:2000] + bytes(len(raw) - 2000), "cannot be read as SQLite|none of the"),
        (lambda raw: raw[:10], "none of the kinds"),
    ],
)
def test_a_damaged_file_is_refused(tmp_path: Path, harm, message) -> None:
    path = tmp_path / "talks.dna"
    write_dna(path)
    path.write_bytes(harm(path.read_bytes()))
    with pytest.raises(ImportRefused, match=message):
        run(path, tmp_path / "talks")


def test_a_project_that_is_open_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "talks.dna"
    write_dna(path)
    (tmp_path / "talks.dna-wal").write_bytes(b"something")
    with pytest.raises(ImportRefused, match="close the program that has it open"):
        run(path, tmp_path / "talks")


def test_version_2_has_thousandths_of_seconds_and_no_entities(tmp_path: Path) -> None:
    path = tmp_path / "talks.dna"
    write_dna(path)
    with sqlite3.connect(path) as database:
        database.executescript(
            "ALTER TABLE DATASHORTTEXT ADD COLUMN Value TEXT;"
            "UPDATE DATASHORTTEXT SET Value = (SELECT Value FROM ENTITIES WHERE ID = Entity);"
            "DROP TABLE ENTITIES; UPDATE DOCUMENTS SET Date = Date * 1000;"
        )
    imported(path, tmp_path / "talks", MEANT)
    assert cells(tmp_path / "talks") == CELLS
