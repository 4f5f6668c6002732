"""Roll calls and expert scores, written as Parquet tables."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from parley.importing import limits
from parley.importing.rows import ImportRefused
from parley.loading.loader import load
from tests.importing.made_votes import (
    CHES,
    UN_ROLL_CALLS,
    UN_VOTES,
    write_ches,
    write_unvotes,
    write_voteview,
)
from tests.importing.trying import HEADER, cells, fill, imported, run

MEANT: dict[str, Any] = {
    "negotiation": HEADER,
    "attribution": "document",
    "source": {"title": "Votes", "publisher": "The archive", "date": "2020-01-01"},
    "party": {"kind": "state", "role": "principal"},
}
UN = {**MEANT, "words": {"yes": "supports", "no": "opposes", "abstain": "undecided"}}
UN_CELLS = [
    ("rc-11", "cote-d-or", "undecided", "2019-12-12"),
    ("rc-11", "norland", "supports", "2019-12-12"),
    ("rc-12", "cote-d-or", "supports", "2019-12-13"),
    ("rc-12", "norland", "opposes", "2019-12-13"),
]


def left_out(outcome: Any) -> dict[str, tuple[int, str]]:
    return {why: (each.number, each.first) for why, each in outcome.report.left_out.items()}


def test_un_votes(tmp_path: Path) -> None:
    write_unvotes(tmp_path / "votes.csv")
    outcome = imported(tmp_path / "votes.csv", tmp_path / "un", UN)
    assert cells(tmp_path / "un") == UN_CELLS
    found = load(tmp_path / "un")
    assert [(each.id, each.title, each.proposal) for each in found.issues] == [
        ("rc-11", "Arms control", "Arms control, at the regional level"),
        ("rc-12", "Peace", "Peace"),
    ]
    assert found.areas["arms-control-and-disarmament"].title == "Arms control and disarmament"
    assert set(found.evidence["locator"]) == {"A/RES/74/1", "A/RES/74/2"}
    assert [party.name for party in found.parties] == ["Norland", "Côte d’Or"]
    assert sorted(path.name for path in (tmp_path / "un").iterdir()) == [
        "issues.parquet", "negotiation.yaml", "parties.yaml", "positions.parquet", "sources.yaml",
    ]  # fmt: skip
    assert left_out(outcome) == {
        "a further topic of a roll call": (1, "un-topics.csv, row 3"),
        "what one party said on one day, told twice": (1, "norland on rc-12"),
    }
    for line in ("  no: 2 as opposes", "  yes: 2 as supports", "  abstain: 1 as undecided"):
        assert line in outcome.lines


def test_votes_that_have_grown_and_changed(tmp_path: Path) -> None:
    file, into = tmp_path / "votes.csv", tmp_path / "un"
    write_unvotes(file)
    imported(file, into, UN)
    assert "nothing to write" in run(file, into).lines
    file.write_text(UN_VOTES.replace("11.0,Norland,NL,yes", "11.0,Norland,NL,no") +
                    "13,Norland,NL,yes\n13,Newland,NW,yes\n")  # fmt: skip
    calls = tmp_path / "un-rollcalls.csv"
    calls.write_text(UN_ROLL_CALLS + "13,75,,2020-01-05,A/RES/75/1,,,New,New\n")
    assert "  party 'Newland' as newland" in run(file, into).lines
    outcome = run(file, into)
    assert "added: 2 positions, 1 party, 1 issue" in outcome.lines
    assert "differ and stay as they are: 1 position; --update changes them" in outcome.lines
    new = [("rc-13", each, "supports", "2020-01-05") for each in ("newland", "norland")]
    assert cells(into) == sorted([*UN_CELLS, *new])
    assert "changed: 1 position" in run(file, into, update=True).lines
    assert ("rc-11", "norland", "opposes", "2019-12-12") in cells(into)
    assert len(cells(into)) == 6
    file.write_text(UN_VOTES.replace("11.0,Norland,NL,yes\n", ""))
    assert "not in the file, and stay: 3 positions; --prune removes them" in run(file, into).lines
    assert "removed: 3 positions" in run(file, into, prune=True).lines
    assert cells(into) == [cell for cell in UN_CELLS if cell != UN_CELLS[1]]


def test_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    write_unvotes(tmp_path / "votes.csv")
    outcome = imported(tmp_path / "votes.csv", tmp_path / "un", UN, dry_run=True)
    assert not (tmp_path / "un").exists() and "nothing written" in outcome.lines


def test_votes_without_their_roll_calls(tmp_path: Path) -> None:
    (tmp_path / "votes.csv").write_text(UN_VOTES)
    outcome = imported(tmp_path / "votes.csv", tmp_path / "un", UN)
    assert "  no file of roll calls beside it: titles and days are missing" in outcome.lines
    assert load(tmp_path / "un").issues[0].title == "Roll call 11"
    assert {day for *_, day in cells(tmp_path / "un")} == {"2020-01-01"}


def test_voteview_counts_each_code(tmp_path: Path) -> None:
    write_voteview(tmp_path / "votes.csv")
    words = {"1, yea": "supports", "6, nay": "opposes", "2, paired yea": "supports",
             "5, paired nay": "skip", "9, not voting": "declined"}  # fmt: skip
    outcome = imported(tmp_path / "votes.csv", tmp_path / "senate", {**MEANT, "words": words})
    assert cells(tmp_path / "senate") == [
        ("senate-117-1", "brook-14307", "opposes", "2020-01-01"),
        ("senate-117-1", "field-14226", "supports", "2020-01-01"),
        ("senate-117-2", "field-14226", "supports", "2020-01-01"),
    ]
    assert left_out(outcome) == {
        "the President": (1, "members.csv, row 2"),
        "9, not voting: declined, for which a table has no place": (1, "14435 on Senate 117-1"),
        "5, paired nay: the mapping says skip": (1, "14307 on Senate 117-2"),
    }
    party = load(tmp_path / "senate").parties[0]
    assert (party.name, party.note) == ("FIELD, Mary Ann (Sue)", "Republican, IA")


def scored(title: str) -> dict[str, Any]:
    return {"id": title.lower(), "title": title, "proposal": f"{title}?",
            "scale": {"min": 0, "max": 10, "low": "left", "high": "right"}}  # fmt: skip


def test_ches_has_scales_by_the_codebook_and_waves_as_history(tmp_path: Path) -> None:
    file, into = tmp_path / "ches.csv", tmp_path / "ches"
    write_ches(file)
    asked = run(file, into)
    assert [problem.message[:44] for problem in asked.problems] == [
        "layout.waves.2014: empty, say the day that t"
    ]
    waves = {"2014": "2014-07-01", "2019": "2019-07-01"}
    fill(tmp_path / "mapping.yaml", {"layout": {"waves": waves}})
    run(file, into)
    fill(tmp_path / "mapping.yaml", MEANT)
    first = run(file, into)
    assert [problem.where for problem in first.problems] == [
        "issues.lrgen", "issues.galtan", "issues.lrecon",
    ]  # fmt: skip
    issues = {"lrgen": scored("General"), "galtan": scored("Social"), "lrecon": "skip"}
    fill(tmp_path / "mapping.yaml", {"issues": issues})
    outcome = run(file, into)
    found = load(into)
    rows = found.positions
    assert sorted(
        zip(rows["issue"].astype(str), rows["party"].astype(str), rows["value_from"],
            rows["date"].dt.year, strict=True)
    ) == [
        ("general", "sl-102", 2.5, 2014),
        ("general", "sl-102", 3.0, 2019),
        ("social", "sl-102", 0.25, 2014),
        ("social", "sl-102", 9.5, 2019),
    ]  # fmt: skip
    assert [(each.name, each.short, each.note) for each in found.parties] == [
        ("Seeliste", "SL", "Country: BE"),
        ("Landpartei; Landelijke Partij", "LP", "Country: BE"),
    ]
    assert left_out(outcome) == {
        "a column that is no position": (1, "column lrgen_sd"),
        "a value outside the scale of its issue": (1, "103 on lrgen"),
        "a score that is no number": (1, "column lrecon, from row 2"),
        "the mapping says skip of its party or issue": (1, "102 on lrecon"),
    }
    assert "nothing to write" in run(file, into).lines


def test_a_folder_with_a_csv_of_positions_is_not_given_a_second_table(tmp_path: Path) -> None:
    write_unvotes(tmp_path / "votes.csv")
    imported(tmp_path / "votes.csv", tmp_path / "un", UN)
    table = pq.read_table(tmp_path / "un" / "positions.parquet")
    (tmp_path / "un" / "positions.parquet").unlink()
    table.to_pandas().to_csv(tmp_path / "un" / "positions.csv", index=False)
    with pytest.raises(ImportRefused, match=r"its positions stand in positions\.csv"):
        run(tmp_path / "votes.csv", tmp_path / "un")


def test_too_many_rows_and_a_broken_table_are_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "votes.csv").write_text(UN_VOTES + "1,2,3\n")
    with pytest.raises(ImportRefused, match="no CSV table"):
        run(tmp_path / "votes.csv", tmp_path / "un")
    write_ches(tmp_path / "votes.csv")
    (tmp_path / "votes.csv").write_text(CHES.replace(",year", ",wave"))
    monkeypatch.setattr(limits, "MOST_ROWS", 3)
    with pytest.raises(ImportRefused, match="over 3 rows, split the file"):
        run(tmp_path / "votes.csv", tmp_path / "un")
