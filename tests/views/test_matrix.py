"""What the matrix is given to draw: a cell for each pair, its marks, and what is open."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from parley.frames.build import build_frames
from parley.frames.selection import Selection
from parley.loading.loader import load
from parley.views.context import ViewContext
from parley.views.matrix_order import by_folder, by_likeness
from parley.views.matrix_table import Form, matrix_data, too_many_for_words
from tests.folders import edited, every_frame, every_part


def context(**chosen: Any) -> ViewContext:
    selection = Selection(**chosen)
    found = build_frames(every_part(), selection.day) if selection.day else every_frame()
    return ViewContext(every_part(), found, selection)


def data(*, form: Form = "words", **chosen: Any) -> dict[str, Any]:
    of = context(**chosen)
    return matrix_data(of, of.view, by_folder(of.view), "Who wants what", form)


def cell(found: dict[str, Any], issue: str, party: str) -> dict[str, Any]:
    column = [each["id"] for each in found["parties"]].index(party)
    (row,) = [row for group in found["groups"] for row in group["rows"] if row["id"] == issue]
    made: dict[str, Any] = row["cells"][column]
    return made


def test_a_cell_for_each_issue_and_party_in_view() -> None:
    found = data()
    assert [each["id"] for each in found["parties"]] == context().view.party_ids
    assert [
        (group["title"], [row["id"] for row in group["rows"]]) for group in found["groups"]
    ] == [
        ("Access to waters", ["port-access", "licence-fee", "observers"]),
        ("Quotas and gear", ["total-catch", "net-size", "seal-ban"]),
    ]
    for group in found["groups"]:
        for row in group["rows"]:
            assert len(row["cells"]) == len(found["parties"])
            assert all(("silence" in each) != ("gist" in each) for each in row["cells"])


def test_the_data_can_be_sent_to_a_browser() -> None:
    found = data(words="port", day=dt.date(2024, 5, 10))
    assert json.loads(json.dumps(found, allow_nan=False)) == found


def test_an_issue_and_a_party_are_told_in_words() -> None:
    found = data()
    row = found["groups"][0]["rows"][0]
    assert {key: row[key] for key in row if key != "cells"} == {
        "id": "port-access",
        "title": "Port access",
        "proposal": "Vessels of all parties may land in all ports.",
        "status": "disputed",
        "status_label": "Disputed",
        "status_meaning": "At least two deciding parties hold opposing positions.",
    }
    assert found["caption"] == "Who wants what"
    (republic,) = [each for each in found["parties"] if each["id"] == "republic"]
    assert republic == {
        "id": "republic", "name": "جمهورية المنارة", "short": "المنارة", "note": "",
        "known": 5, "out": 0, "of": 6,
    }  # fmt: skip


def test_a_bloc_says_for_whom_it_speaks_unless_parties_are_chosen() -> None:
    notes = {each["id"]: each["note"] for each in data()["parties"]}
    assert notes["islands"] == "speaks for Small Isles and North Isle"
    assert notes["reef-pact"] == "speaks for North Isle"
    assert notes["kingdom"] == ""
    chosen = data(parties=("islands", "kingdom"))["parties"]
    assert [each["note"] for each in chosen] == ["", ""]


@pytest.mark.parametrize(
    ("issue", "party", "stance", "gist", "marks", "word", "record"),
    [
        ("port-access", "kingdom", "supports", "Land everywhere", ["red line", "on conditions"],
         "Ada Marsh, on record, at 03:10", True),
        ("port-access", "republic", "opposes", "Opposes",
         ["contested by Kingdom of Vael and Lantern Sea Secretariat"], "An official, unnamed, ¶\u00a07",
         False),
        ("port-access", "islands", "reluctant", "Reluctant", ["conflicting reports"],
         "陈伟, on record, ¶\u00a011", True),
        ("port-access", "reef-pact", "supports", "Supports", [], "Joint statement, front", True),
        ("port-access", "isle-north", "supports", "Supports", ["as Reef Pact"],
         "Joint statement, front", True),
        ("port-access", "isle-east", "open", "Open to it",
         ["on conditions", "dissents from its bloc"], "On record, ¶\u00a012", True),
        ("total-catch", "isle-west", None, "90 kt", ["dissents from its bloc"], "On record, ¶\u00a019",
         True),
        ("total-catch", "isle-east", None, "60–80 kt", ["as 群岛联盟"], "On record, ¶\u00a018", True),
        ("total-catch", "harbour-guard", None, "110 kt", ["red line"],
         "Captain Oar, on record, row 7", True),
        ("observers", "blue-party", "undecided", "Undecided", [], "Poll, pages 3-4", True),
    ],
)  # fmt: skip
def test_cells_with_a_position(
    issue: str, party: str, stance: str | None, gist: str, marks: list[str], word: str, record: bool
) -> None:
    found = cell(data(parties=(party,)), issue, party)
    assert (found["stance"], found["gist"]) == (stance, gist)
    assert [mark["label"] for mark in found.get("marks", [])] == marks
    assert (found["word"], found.get("record", False)) == (word, record)
    assert "faded" not in found


@pytest.mark.parametrize(
    ("issue", "party", "value", "at"),
    [
        ("total-catch", "kingdom", "120–140", [60, 70]),
        ("total-catch", "isle-west", "90", [45, 45]),
        ("licence-fee", "kingdom", "-2.5", [38, 38]),
        ("licence-fee", "republic", "4.0–6.0", [70, 80]),
    ],
)
def test_a_number_stands_on_its_scale_and_the_row_says_its_unit_once(
    issue: str, party: str, value: str, at: list[int]
) -> None:
    found = data()
    assert (cell(found, issue, party)["value"], cell(found, issue, party)["at"]) == (value, at)
    scales = {row["id"]: row.get("scale") for group in found["groups"] for row in group["rows"]}
    assert scales["total-catch"] == {"from": "0", "to": "200", "unit": "kt"}
    assert scales["licence-fee"] == {"from": "-10.0", "to": "10.0", "unit": None}
    assert scales["port-access"] is None


@pytest.mark.parametrize(
    ("issue", "party", "label"),
    [
        ("observers", "kingdom", "No public position"),
        ("observers", "republic", "Declined"),
        ("observers", "islands", "Conflicting"),
        ("observers", "fishers", "Not applicable"),
        ("observers", "secretariat", "Not reported"),
        ("observers", "trawlers", "Not reported"),
        ("seal-ban", "islands", "Declined"),
    ],
)
def test_cells_without_a_position(issue: str, party: str, label: str) -> None:
    assert cell(data(), issue, party) == {"silence": label}


def test_whose_word_it_is_goes_by_the_day() -> None:
    found = data(day=dt.date(2024, 3, 1), parties=("kingdom",))
    told = cell(found, "total-catch", "kingdom")
    assert "record" not in told and told["word"].startswith("Reporter’s account")
    assert cell(found, "port-access", "kingdom") == {"silence": "Not reported"}


@pytest.mark.parametrize(
    ("file", "before", "after", "issue", "party", "dissents"),
    [
        ("issues/quota.yaml", "value: 90", "value: {from: 60, to: 80}", "total-catch",
         "isle-west", False),
        ("issues/quota.yaml", "value: 90", "value: {from: 60, to: 95}", "total-catch",
         "isle-west", True),
        ("issues/access.yaml", "stance: open", "stance: reluctant", "port-access", "isle-east",
         False),
    ],
)  # fmt: skip
def test_who_takes_its_blocs_position_in_its_own_words_does_not_dissent(
    tmp_path: Path, file: str, before: str, after: str, issue: str, party: str, dissents: bool
) -> None:
    negotiation = load(edited(tmp_path, file, before, after))
    of = ViewContext(negotiation, build_frames(negotiation), Selection(parties=(party,)))
    found = cell(matrix_data(of, of.view, by_folder(of.view), "x"), issue, party)
    labels = [mark["label"] for mark in found.get("marks", [])]
    assert ("dissents from its bloc" in labels) is dissents
    assert not [label for label in labels if label.startswith("as ")]


def test_what_does_not_match_is_faded_and_not_left_out() -> None:
    of = context(stances=("opposes",))
    found = matrix_data(of, of.view.found, by_folder(of.view.found), "Who wants what")
    assert [row["id"] for group in found["groups"] for row in group["rows"]] == [
        "port-access", "seal-ban"
    ]  # fmt: skip
    assert "faded" not in cell(found, "port-access", "republic")
    assert cell(found, "port-access", "kingdom")["faded"] is True
    assert cell(found, "seal-ban", "republic")["faded"] is True
    assert cell(found, "seal-ban", "kingdom") == {"silence": "Not reported"}


def test_what_is_left_out_is_told_and_no_silence() -> None:
    found = data(attributions=("poll",))
    assert cell(found, "port-access", "kingdom") == {
        "silence": "Left out by the filters", "left_out": True
    }  # fmt: skip
    assert cell(found, "seal-ban", "kingdom") == {"silence": "Not reported"}
    counts = {each["id"]: (each["known"], each["out"]) for each in found["parties"]}
    assert counts["kingdom"] == (0, 4) and counts["secretariat"] == (0, 0)


def test_cards_and_links_carry_what_is_chosen() -> None:
    assert data()["query"] == "negotiation=every-part&day=2024-05-12"
    chosen = data(day=dt.date(2024, 5, 10), areas=("quota",))["query"]
    assert chosen == "negotiation=every-part&area=quota&day=2024-05-10"


def test_a_sign_is_a_stance_and_whether_it_is_on_the_record() -> None:
    found = data(form="signs")
    assert cell(found, "port-access", "kingdom") == {"stance": "supports", "record": True}
    assert cell(found, "port-access", "republic") == {"stance": "opposes"}
    assert cell(found, "observers", "kingdom") == {"silence": "No public position"}
    assert found["stances"]["open"] == ["Open to it", "(✓)"]
    on_scale = cell(found, "total-catch", "isle-west")
    assert on_scale == {"stance": None, "record": True, "value": "90", "at": [45, 45]}


def test_a_row_of_signs_counts_its_cells_for_and_against() -> None:
    for chosen in ({}, {"attributions": ("on-record",)}, {"parties": ("kingdom", "republic")}):
        found = data(form="signs", **chosen)
        for row in (row for group in found["groups"] for row in group["rows"]):
            stances = [each.get("stance") for each in row["cells"]]
            sides = [("supports", "open"), ("reluctant", "opposes")]
            assert row["sides"] == [sum(each in side for each in stances) for side in sides]


def test_the_head_of_a_column_counts_what_is_known_of_it() -> None:
    for form in ("words", "signs"):
        found = data(form=form)
        for at, party in enumerate(found["parties"]):
            cells = [row["cells"][at] for group in found["groups"] for row in group["rows"]]
            assert party["known"] == sum("silence" not in each for each in cells)
            assert (party["out"], party["of"]) == (0, len(cells))


def test_by_likeness_nothing_is_lost_and_the_server_answers_each_filter() -> None:
    of = context()
    plain = matrix_data(of, of.view, by_folder(of.view), "x", "signs")
    alike = matrix_data(of, of.view, by_likeness(of.view), "x", "signs")
    assert plain["narrows"] and not alike["narrows"]
    ids = [sorted(each["id"] for each in found["parties"]) for found in (plain, alike)]
    assert ids[0] == ids[1]
    for row in alike["groups"][0]["rows"]:
        for party, each in zip(alike["parties"], row["cells"], strict=True):
            assert each == cell(plain, row["id"], party["id"])


@pytest.mark.parametrize(
    ("issues", "parties", "signs"),
    [(12, 6, False), (75, 16, False), (76, 16, True), (1, 17, True), (38, 40, True)],
)
def test_many_parties_or_more_cells_than_fit_come_as_signs(
    issues: int, parties: int, signs: bool
) -> None:
    assert too_many_for_words(issues, parties) is signs
