"""The data of voting advice applications, imported."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from parley.importing.rows import ImportRefused
from parley.loading.loader import load
from tests.importing.made_compass import (
    COMPASS,
    PARTIES,
    write_compass,
    write_matowahl,
    write_openvaa,
    write_qualomat,
    write_wahlomat,
)
from tests.importing.trying import HEADER, imported, run

MEANT: dict[str, Any] = {
    "negotiation": HEADER,
    "attribution": "document",
    "party": {"kind": "political-party", "role": "principal"},
    "source": {"publisher": "The city"},
}
WORDS = {
    "compass.json": {"approve": "supports", "partly": "open", "reject": "opposes"},
    "openvaa.json": {"Agree": "supports"},
    "coast": {"Stimme zu": "supports", "Stimme nicht zu": "opposes", "Neutral": "open"},
    "wahl.xlsx": {"stimme zu": "supports", "stimme nicht zu": "opposes", "neutral": "open"},
    "Rat_Parteien.csv": {"1": "supports", "0": "open", "-1": "opposes"},
}


def brought(file: Path, writer: Callable[[Path], None], **more: Any) -> Any:
    writer(file)
    title = {
        "compass.json": "Ratswahl", "openvaa.json": "Council election", "coast": "Landtagswahl",
        "wahl.xlsx": "Datensatz Küste 2031", "Rat_Parteien.csv": "Rat",
    }[file.name]  # fmt: skip
    sources = {title: {"date": "2030-01-01"}}
    return imported(
        file, file.parent / "x" / "coast",
        {**MEANT, "words": WORDS[file.name], "sources": sources, **more},
    )  # fmt: skip


def said(folder: Path) -> dict[tuple[str, str], tuple[str, str]]:
    """Stance and summary by title of the issue and name of the party."""
    found = load(folder)
    titles = {issue.id: issue.title for issue in found.issues}
    names = {party.id: party.name for party in found.parties}
    rows = found.positions
    return {
        (titles[issue], names[party]): (stance, summary)
        for issue, party, stance, summary in zip(
            rows["issue"].astype(str), rows["party"].astype(str), rows["stance"].astype(str),
            rows["summary"], strict=True,
        )
    }  # fmt: skip


def left_out(outcome: Any) -> dict[str, int]:
    return {why: each.number for why, each in outcome.report.left_out.items()}


def test_open_election_compass(tmp_path: Path) -> None:
    outcome = brought(tmp_path / "compass.json", write_compass)
    assert said(tmp_path / "x" / "coast") == {
        ("Deich", "Seeliste"): ("supports", "Ja, sofort."),
        ("Deich", "Landpartei"): ("open", "Answered “partly”."),
        ("Fähre", "Seeliste"): ("opposes", "Answered “reject”."),
    }
    assert left_out(outcome) == {
        "a logo": 1,
        "a short name of more than 12 characters": 1,
        "an explanation in another language, en": 1,
        "markup in an explanation, whose words are carried": 1,
        "a position of a party that the file does not have": 1,
    }
    found = load(tmp_path / "x" / "coast")
    assert [(party.name, party.short) for party in found.parties] == [
        ("Seeliste", "SL"), ("Landpartei", None),
    ]  # fmt: skip
    assert found.issues[1].proposal == "Die Fähre soll kosten."


def test_the_other_language_of_a_compass(tmp_path: Path) -> None:
    write_compass(tmp_path / "compass.json")
    run(tmp_path / "compass.json", tmp_path / "x" / "coast")
    mapping = (tmp_path / "mapping.yaml").read_text()
    assert "language: de" in mapping
    (tmp_path / "mapping.yaml").write_text("kind: open-election-compass\nlayout: {language: en}\n")
    run(tmp_path / "compass.json", tmp_path / "x" / "coast")
    assert "Ferry: ferry" in (tmp_path / "mapping.yaml").read_text()
    (tmp_path / "mapping.yaml").write_text("kind: open-election-compass\nlayout: {language: fr}\n")
    with pytest.raises(ImportRefused, match="no texts in 'fr', there are de, en"):
        run(tmp_path / "compass.json", tmp_path / "x" / "coast")


def test_texts_of_a_compass_without_positions_are_refused(tmp_path: Path) -> None:
    (tmp_path / "de.json").write_text(json.dumps({"content": {"theses": COMPASS["theses"]}}))
    with pytest.raises(ImportRefused, match="without the positions"):
        run(tmp_path / "de.json", tmp_path / "coast")


def test_openvaa(tmp_path: Path) -> None:
    outcome = brought(tmp_path / "openvaa.json", write_openvaa)
    assert said(tmp_path / "x" / "coast") == {
        ("Raise the dyke?", "Ada Nome"): ("supports", "Soon.")
    }
    assert left_out(outcome) == {
        "an answer to a question of type date": 1,
        "somebody who has not accepted that it is shown": 1,
    }
    found = load(tmp_path / "x" / "coast")
    assert found.parties[0].note == "Nominated by Sea List."
    assert found.areas["coast"].title == "Coast"
    assert "@" not in (tmp_path / "x" / "coast" / "parties.yaml").read_text()


def test_qualomat(tmp_path: Path) -> None:
    outcome = brought(tmp_path / "coast", write_qualomat)
    assert said(tmp_path / "x" / "coast") == {
        ("Deich", "Seeliste"): ("supports", "Ja, sofort."),
        ("Deich", "Landpartei"): ("open", "Answered “Neutral”."),
        ("Fähre", "Seeliste"): ("opposes", "Answered “Stimme nicht zu”."),
    }
    assert left_out(outcome) == {"an opinion whose party, statement or answer is not there": 1}
    assert load(tmp_path / "x" / "coast").sources[0].url == "https://example.org/data.zip"


def test_wahlomat_names_the_terms_of_its_publisher(tmp_path: Path) -> None:
    outcome = brought(tmp_path / "wahl.xlsx", write_wahlomat)
    assert said(tmp_path / "x" / "coast") == {
        ("Deich", "Seeliste"): ("supports", "Ja, sofort."),
        ("Deich", "Landpartei"): ("open", "Answered “neutral”."),
        ("Fähre", "Seeliste"): ("opposes", "Nie. Nie."),
    }
    assert any("scientific or journalistic analysis only" in line for line in outcome.lines)
    assert "  the sheet 'Hinweis zur Verwendung': Nur zur Analyse." in outcome.lines
    source = load(tmp_path / "x" / "coast").sources[0]
    assert "scientific or journalistic analysis only" in str(source.note)
    assert left_out(outcome) == {"a correction, told in words": 1}


def test_matowahl(tmp_path: Path) -> None:
    outcome = brought(tmp_path / "Rat_Parteien.csv", write_matowahl)
    assert said(tmp_path / "x" / "coast") == {
        ("Deich", "Seeliste"): ("supports", "Ja, sofort."),
        ("Fähre", "Seeliste"): ("opposes", "Nie."),
        ("Deich", "Landpartei"): ("open", "Answered “0”."),
        ("Fähre", "Landpartei"): ("opposes", "Auch nie."),
    }
    found = load(tmp_path / "x" / "coast")
    assert found.issues[0].proposal == "Der Deich soll höher werden."
    assert found.parties[0].note == "Für die See. 👤 https://example.org/sl"
    assert left_out(outcome) == {"a party's picture": 1}


def test_answers_of_a_matowahl_must_be_as_many_as_its_questions(tmp_path: Path) -> None:
    file = tmp_path / "Rat_Parteien.csv"
    write_matowahl(file)
    file.write_text(PARTIES.replace("-1;Nie.\n", ""))
    with pytest.raises(ImportRefused, match="line 1: SL has 1 answer to 2 questions"):
        run(file, tmp_path / "coast")
    with pytest.raises(ImportRefused, match="the questions of a Mat-O-Wahl, import"):
        run(tmp_path / "Rat_Fragen.csv", tmp_path / "coast")
    (tmp_path / "Rat_Fragen.csv").unlink()
    with pytest.raises(ImportRefused, match="name the file of questions"):
        run(file, tmp_path / "coast")


def test_a_file_outside_its_folder_is_never_read(tmp_path: Path) -> None:
    file = tmp_path / "in" / "Rat_Parteien.csv"
    file.parent.mkdir()
    write_matowahl(file)
    (tmp_path / "Rat_Fragen.csv").write_text("a;b\nc;d\n")
    (tmp_path / "in" / "mapping.yaml").write_text(
        'kind: mat-o-wahl\nlayout: {questions: ../Rat_Fragen.csv, separator: ";"}\n'
    )
    with pytest.raises(ImportRefused, match="which stands beside it"):
        run(file, tmp_path / "coast")


@pytest.mark.parametrize("name", ["party", "statement", "opinion"])
def test_odd_json_is_told_and_not_a_traceback(tmp_path: Path, name: str) -> None:
    write_qualomat(tmp_path / "coast")
    for odd in ({"x": 1}, [1, None, {"id": 0}], "text", [{"id": 0, "party": [], "label": {}}]):
        (tmp_path / "coast" / f"{name}.json").write_text(json.dumps(odd))
        (tmp_path / "mapping.yaml").unlink(missing_ok=True)
        with contextlib.suppress(ImportRefused):
            assert not run(tmp_path / "coast", tmp_path / "x" / "coast").written
        assert not (tmp_path / "x").exists()
