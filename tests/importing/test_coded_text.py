"""Projects of tools for qualitative analysis, imported."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from parley.importing.rows import ImportRefused
from parley.loading.loader import load
from tests.importing.made_coded import (
    QDE,
    write_highlights,
    write_qdpx,
    write_qualcoder,
    write_taguette,
)
from tests.importing.trying import HEADER, PARTY, cells, fill, imported, run

FILES: dict[str, tuple[Callable[[Path], None], str]] = {
    "talks.sqlite3": (write_taguette, "stance."),
    "talks.csv": (write_highlights, "stance."),
    "talks.qda": (write_qualcoder, "Stance > "),
    "talks.qdpx": (write_qdpx, "Stance > "),
}


def meant(stance: str) -> dict[str, Any]:
    return {
        "negotiation": HEADER,
        "attribution": "on-record",
        "party": PARTY,
        "source": {"publisher": "An archive"},
        "sources": {"Opening": {"date": "2025-03-01"}, "Second day": {"date": "2025-03-02"}},
        "words": {f"{stance}for": "supports", f"{stance}against": "opposes"},
    }


def brought(folder: Path, name: str) -> Any:
    writer, stance = FILES[name]
    writer(folder / name)
    return imported(folder / name, folder / "x" / "talks", meant(stance))


@pytest.mark.parametrize("name", FILES)
def test_passages_become_positions(tmp_path: Path, name: str) -> None:
    brought(tmp_path, name)
    found = load(tmp_path / "x" / "talks")
    titles = {issue.id: issue.title for issue in found.issues}
    names = {party.id: party.name for party in found.parties}
    said = [
        (titles[issue], names[party], stance, day)
        for issue, party, stance, day in cells(tmp_path / "x" / "talks")
    ]
    assert sorted(said) == [
        ("tax", "Employers", "opposes", "2025-03-02"),
        ("tax", "Union", "supports", "2025-03-01"),
    ]
    assert sorted(found.evidence["quote"]) == ["The tax will not come.", "We want the tax."]
    assert sorted(found.evidence["locator"]) == ["“The tax will not come.”", "“We want the tax.”"]


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("talks.sqlite3", {"a passage with no code of an issue": 1}),
        ("talks.csv", {}),
        ("talks.qda", {"a passage with no code of an issue": 1, "a coded picture": 1}),
        (
            "talks.qdpx",
            {
                "a selection without a code": 1,
                "a selection in a picture": 1,
                "a source whose text is not in the archive, cited by the names of its selections": 1,
            },
        ),
    ],
)
def test_what_is_not_carried_is_counted(tmp_path: Path, name: str, why: dict[str, int]) -> None:
    report = brought(tmp_path, name).report
    assert {each: tally.number for each, tally in report.left_out.items()} == why


@pytest.mark.parametrize("name", ["talks.qda", "talks.qdpx"])
def test_each_coder_has_a_folder(tmp_path: Path, name: str) -> None:
    brought(tmp_path, name)
    folders = sorted(each.name for each in (tmp_path / "x" / "talks" / "coders").iterdir())
    assert folders == ["ada", "ben"]


def test_codes_without_a_group_are_asked_about(tmp_path: Path) -> None:
    file = tmp_path / "talks.csv"
    write_highlights(file)
    file.write_text(file.read_text().replace("issue.", "").replace("stance.", ""))
    first = run(file, tmp_path / "talks")
    assert "layout.codes: no code is an issue yet" in str(first.problems[0])
    roles = {"tax": "issue", "for": "stance", "against": "stance"}
    fill(tmp_path / "mapping.yaml", {"layout": {"codes": roles}})
    imported(file, tmp_path / "talks", meant(""))
    assert len(cells(tmp_path / "talks")) == 2


def test_a_new_code_is_told_and_a_new_passage_added(tmp_path: Path) -> None:
    file = tmp_path / "talks.csv"
    brought(tmp_path, "talks.csv")
    more = "".join(
        f"3,Second day,{tag},The tax may come.\n"
        for tag in ("issue.tax", "stance.for", "party.Employers", "mood.glad")
    )
    file.write_text(file.read_text() + more)
    outcome = run(file, tmp_path / "x" / "talks")
    assert "added: 1 position" in outcome.lines
    told = "the code mood.glad, which layout.codes does not name"
    assert outcome.report is not None and outcome.report.left_out[told].number == 1
    assert len(cells(tmp_path / "x" / "talks")) == 3


def test_nothing_of_an_archive_is_unpacked(tmp_path: Path) -> None:
    (tmp_path / "in" / "deep").mkdir(parents=True)
    brought(tmp_path / "in" / "deep", "talks.qdpx")
    assert [path.name for path in tmp_path.rglob("*outside*")] == []


@pytest.mark.parametrize(
    ("project", "message"),
    [
        (
            QDE.replace("<Project", "<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><Project"),
            "declares a document type or entities",
        ),
        ("<!--" + "x" * 9000 + "-->" + QDE.split("?>")[1].replace(
            "<Project", "<!DOCTYPE a><Project", 1), "declares a document type"),
        (QDE[:400], "cannot be read as XML"),
    ],
)  # fmt: skip
def test_xml_with_entities_is_refused(tmp_path: Path, project: str, message: str) -> None:
    write_qdpx(tmp_path / "talks.qdpx", project)
    with pytest.raises(ImportRefused, match=message):
        run(tmp_path / "talks.qdpx", tmp_path / "talks")


def test_a_file_that_is_no_archive_is_refused(tmp_path: Path) -> None:
    (tmp_path / "talks.qdpx").write_bytes(b"PK\x03\x04 no archive")
    with pytest.raises(ImportRefused, match="damaged"):
        run(tmp_path / "talks.qdpx", tmp_path / "talks")


def test_nothing_of_users_is_read(tmp_path: Path) -> None:
    brought(tmp_path, "talks.sqlite3")
    for path in [tmp_path / "mapping.yaml", *(tmp_path / "x").rglob("*.yaml")]:
        assert "secret" not in path.read_text() and "example.org" not in path.read_text()
