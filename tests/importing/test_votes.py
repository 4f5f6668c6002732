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
    VOTEVIEW,
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


WORDS = {"1, yea": "supports", "6, nay": "opposes", "2, paired yea": "supports",
         "5, paired nay": "skip", "9, not voting": "declined"}  # fmt: skip
SENATE = {**MEANT, "words": WORDS}


def silences(folder: Path) -> dict[tuple[str, str], tuple[str, tuple[str, ...]]]:
    return {
        (issue.id, each.party): (each.kind, each.sources)
        for issue in load(folder).issues
        for each in issue.silences
    }


def test_voteview_counts_each_code(tmp_path: Path) -> None:
    write_voteview(tmp_path / "votes.csv")
    outcome = imported(tmp_path / "votes.csv", tmp_path / "senate", SENATE)
    assert cells(tmp_path / "senate") == [
        ("senate-117-1", "brook-14307", "opposes", "2020-01-01"),
        ("senate-117-1", "field-14226", "supports", "2020-01-01"),
        ("senate-117-2", "field-14226", "supports", "2020-01-01"),
    ]
    assert left_out(outcome) == {
        "the President": (1, "members.csv, row 2"),
        "5, paired nay: the mapping says skip": (1, "14307 on Senate 117-2"),
    }
    assert "5 rows in, 3 positions out, 1 silence" in outcome.lines
    assert "  9, not voting: 1 as declined" in outcome.lines
    party = load(tmp_path / "senate").parties[0]
    assert (party.name, party.note) == ("FIELD, Mary Ann (Sue)", "Republican, IA")


SILENT = {("senate-117-1", "hill-14435"): ("declined", ("votes",))}


def test_who_did_not_vote_is_silent(tmp_path: Path) -> None:
    file, into = tmp_path / "votes.csv", tmp_path / "senate"
    write_voteview(file)
    imported(file, into, SENATE)
    assert silences(into) == SILENT
    assert "nothing to write" in run(file, into).lines
    file.write_text(
        VOTEVIEW + "117,Senate,2,14435,9,\n117,Senate,3,14435,9,\n117,Senate,3,14226,1,\n"
    )
    more = {(f"senate-117-{each}", "hill-14435"): ("declined", ("votes",)) for each in (2, 3)}
    assert "added: 1 position, 2 silences, 1 issue" in run(file, into).lines
    assert silences(into) == SILENT | more
    file.write_text(VOTEVIEW.replace("14435.0,9", "14435.0,1"))
    assert (
        "not in the file, and stay: 1 position, 3 silences; --prune removes them"
        in run(file, into, dry_run=True).lines
    )
    assert "removed: 1 position, 3 silences" in run(file, into, prune=True).lines
    assert silences(into) == {}
    assert ("senate-117-1", "hill-14435", "supports", "2020-01-01") in cells(into)
    file.write_text(VOTEVIEW)
    assert "differ and stay as they are: 1 silence; --update changes them" in run(file, into).lines
    assert silences(into) == {}


def test_a_silence_of_another_kind_is_changed_when_asked(tmp_path: Path) -> None:
    file, into = tmp_path / "votes.csv", tmp_path / "senate"
    write_voteview(file)
    imported(file, into, SENATE)
    fill(tmp_path / "mapping.yaml", {"words": {"9, not voting": "not-applicable"}})
    assert "differ and stay as they are: 1 silence; --update changes them" in run(file, into).lines
    assert silences(into) == SILENT
    assert "changed: 1 silence" in run(file, into, update=True).lines
    assert set(silences(into).values()) == {("not-applicable", ("votes",))}


def test_a_silence_on_an_issue_in_yaml_stands_there(tmp_path: Path) -> None:
    file, into = tmp_path / "votes.csv", tmp_path / "senate"
    write_voteview(file)
    imported(file, into, SENATE)
    rows = pq.read_table(into / "issues.parquet").to_pylist()
    (into / "issues.parquet").unlink()
    (into / "issues").mkdir()
    area = into / "issues" / f"{rows[0]['area']}.yaml"
    text = f"area: {rows[0]['area']}\ntitle: Senate\nissues:\n"
    for row in rows:
        text += f"  - id: {row['id']}  # kept\n"
        text += "".join(f"    {key}: {row[key]}\n" for key in ("title", "proposal", "status"))
    area.write_text(text)
    assert "added: 1 silence" in run(file, into).lines
    assert silences(into) == SILENT
    added = ["    silences:", "      - party: hill-14435", "        kind: declined",
             "        sources: [votes]"]  # fmt: skip
    assert [line for line in area.read_text().splitlines() if line not in text] == added
    assert not (into / "issues.parquet").exists()


PARTY_VOTES = """congress,chamber,rollnumber,icpsr,cast_code,prob
117,Senate,1,1,1,
117,Senate,1,2,1,
117,Senate,1,3,6,
117,Senate,1,4,6,
117,Senate,1,5,9,
117,Senate,2,1,1,
117,Senate,2,2,6,
117,Senate,2,4,9,
117,Senate,2,5,6,
117,Senate,2,9,6,
"""
PARTY_MEMBERS = """congress,chamber,icpsr,state_abbrev,party_code,bioname
117,President,9,USA,200,"PRESIDENT, A."
117,Senate,1,IA,200,"A, A"
117,Senate,2,IA,200,"B, B"
117,Senate,3,IA,200,"C, C"
117,Senate,4,IA,100,"D, D"
117,Senate,5,IA,328,"E, E"
"""


def by_party(tmp_path: Path, **majority: Any) -> Any:
    """The import of the votes of parties, once what is asked for has been said."""
    file = tmp_path / "votes.csv"
    file.write_text(PARTY_VOTES)
    (tmp_path / "members.csv").write_text(PARTY_MEMBERS)
    first = run(file, tmp_path / "senate")
    assert "with layout.parties: parties the members' parties do" in "\n".join(first.lines)
    (tmp_path / "mapping.yaml").write_text(
        "file: votes.csv\nkind: voteview\n"
        "layout: {members: members.csv, rollcalls: '', parties: parties}\n"
    )
    asked = run(file, tmp_path / "senate").problems
    assert [each.where for each in asked if "majority" in each.where] == [
        "majority.more_than", "majority.otherwise",
    ]  # fmt: skip
    meant = {**SENATE, "majority": majority, "parties": {"Party not told": "skip"}}
    fill(tmp_path / "mapping.yaml", meant)
    return run(file, tmp_path / "senate")


def test_the_position_of_a_party_is_what_its_majority_cast(tmp_path: Path) -> None:
    outcome = by_party(tmp_path, more_than=0.5, otherwise="skip")
    assert cells(tmp_path / "senate") == [
        ("senate-117-1", "democrat", "opposes", "2020-01-01"),
        ("senate-117-1", "republican", "supports", "2020-01-01"),
        ("senate-117-2", "independent", "opposes", "2020-01-01"),
    ]
    told = load(tmp_path / "senate").positions.set_index("party")["summary"]
    assert told["republican"] == "By the majority of its votes: supports 2, opposes 1."
    assert silences(tmp_path / "senate") == {
        ("senate-117-1", "independent"): ("declined", ("votes",)),
        ("senate-117-2", "democrat"): ("declined", ("votes",)),
    }
    assert left_out(outcome) == {
        "no stance has the majority of its votes": (1, "republican on senate-117-2"),
        "the mapping says skip of its party or issue": (1, "Party not told on Senate 117-2"),
    }
    assert (
        "  by majority, more than 0.5 of a party's votes: 7 votes on 4 cells, 1 of them without "
        "one: left out"
    ) in outcome.lines
    assert "nothing to write" in run(tmp_path / "votes.csv", tmp_path / "senate").lines


def test_a_mapping_of_members_that_is_made_one_of_parties_asks_for_the_majority(
    tmp_path: Path,
) -> None:
    write_voteview(tmp_path / "votes.csv")
    imported(tmp_path / "votes.csv", tmp_path / "senate", SENATE, dry_run=True)
    fill(tmp_path / "mapping.yaml", {"layout": {"parties": "parties"}})
    assert [each.where for each in run(tmp_path / "votes.csv", tmp_path / "senate").problems] == [
        "majority"
    ]
    fill(tmp_path / "mapping.yaml", {"layout": {"parties": "states"}})
    with pytest.raises(ImportRefused, match="expected members or parties, got 'states'"):
        run(tmp_path / "votes.csv", tmp_path / "senate")
    fill(tmp_path / "mapping.yaml", {"layout": {"parties": "parties", "members": ""}})
    with pytest.raises(ImportRefused, match="it names the file that tells of each member's party"):
        run(tmp_path / "votes.csv", tmp_path / "senate")


def test_a_larger_share_and_what_stands_where_nothing_reaches_it(tmp_path: Path) -> None:
    by_party(tmp_path, more_than=0.7, otherwise="conflicting")
    divided = [(f"senate-117-{each}", "republican") for each in (1, 2)]
    found = silences(tmp_path / "senate")
    assert [found[cell][0] for cell in divided] == ["conflicting", "conflicting"]
    assert not {cell[:2] for cell in cells(tmp_path / "senate")} & set(divided)


def test_a_majority_that_is_none_is_refused(tmp_path: Path) -> None:
    outcome = by_party(tmp_path, more_than=0.4, otherwise="maybe", least=1)
    assert [f"{each.where}: {each.message[:45]}" for each in outcome.problems] == [
        "majority.least: unknown key",
        "majority.more_than: expected a number from 0.5 to below 1, got '0",
        "majority.otherwise: expected one of supports, open, undecided, re",
    ]
    assert not (tmp_path / "senate").exists()


def test_states_that_are_one_party_vote_by_majority_where_it_is_said(tmp_path: Path) -> None:
    file, into = tmp_path / "votes.csv", tmp_path / "un"
    write_unvotes(file)
    together = {**UN, "parties": {"Norland": "north", "Côte d’Or": "north"}}
    outcome = imported(file, into, together, dry_run=True)
    assert (
        "  2 of one party, issue and day with another stance than one before, as conflicting "
        "reports (first north on rc-11): `majority` in the mapping makes them one position"
    ) in outcome.lines
    fill(tmp_path / "mapping.yaml", {"majority": {"more_than": 0.5, "otherwise": "undecided"}})
    run(file, into)
    assert [cell[:3] for cell in cells(into)] == [
        ("rc-11", "north", "undecided"), ("rc-12", "north", "undecided"),
    ]  # fmt: skip
    assert set(load(into).positions["summary"]) == {
        "No majority among its votes: supports 1, undecided 1.",
        "No majority among its votes: supports 1, opposes 1.",
    }


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
    fill(tmp_path / "mapping.yaml", {"majority": {"more_than": 0.5}})
    assert [str(each).rpartition(": ")[2] for each in run(file, into).problems] == [
        "is for votes, and these are none, take it out"
    ]


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
