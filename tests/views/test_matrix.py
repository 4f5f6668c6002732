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
from parley.views.matrix import by_area, matrix_data
from tests.folders import edited, every_frame, every_part


def context(**chosen: Any) -> ViewContext:
    selection = Selection(**chosen)
    found = build_frames(every_part(), selection.day) if selection.day else every_frame()
    return ViewContext(every_part(), found, selection)


def data(*, full: bool = False, glyphs: bool = False, **chosen: Any) -> dict[str, Any]:
    of = context(**chosen)
    return matrix_data(of, of.view, by_area(of.view), "Who wants what", glyphs, full)


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
    found = data(full=True, words="port", day=dt.date(2024, 5, 10))
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
    assert {"id": "republic", "name": "جمهورية المنارة", "short": "المنارة", "note": ""} in (
        found["parties"]
    )


def test_a_bloc_says_for_whom_it_speaks_unless_parties_are_chosen() -> None:
    notes = {each["id"]: each["note"] for each in data()["parties"]}
    assert notes["islands"] == "speaks for Small Isles and North Isle"
    assert notes["reef-pact"] == "speaks for North Isle"
    assert notes["kingdom"] == ""
    chosen = data(parties=("islands", "kingdom"))["parties"]
    assert [each["note"] for each in chosen] == ["", ""]


@pytest.mark.parametrize(
    ("issue", "party", "stance", "gist", "marks"),
    [
        ("port-access", "kingdom", "supports", "Land everywhere", ["Red line", "Conditional"]),
        ("port-access", "republic", "opposes", "Opposes", ["Unnamed official", "Contested"]),
        ("port-access", "islands", "reluctant", "Reluctant", ["Conflicting reports"]),
        ("port-access", "reef-pact", "supports", "Supports", ["Joint statement"]),
        ("port-access", "isle-north", "supports", "Supports", ["Joint statement", "As Reef Pact"]),
        ("port-access", "small-isles", "reluctant", "Reluctant",
         ["Conflicting reports", "As 群岛联盟"]),
        ("port-access", "isle-east", "open", "Open to it",
         ["Conditional", "Dissents from its bloc"]),
        ("total-catch", "isle-west", None, "90 kt", ["Dissents from its bloc"]),
        ("total-catch", "isle-east", None, "60–80 kt", ["As 群岛联盟"]),
        ("total-catch", "kingdom", None, "120–140 kt", []),
        ("total-catch", "harbour-guard", None, "110 kt", ["Red line"]),
        ("observers", "blue-party", "undecided", "Undecided", ["Poll"]),
        ("seal-ban", "trawlers", "opposes", "Opposes", []),
        ("net-size", "islands", "supports", "Supports", []),
    ],
)  # fmt: skip
def test_cells_with_a_position(
    issue: str, party: str, stance: str | None, gist: str, marks: list[str]
) -> None:
    found = cell(data(parties=(party,)), issue, party)
    assert (found["stance"], found["gist"]) == (stance, gist)
    assert [mark["label"] for mark in found["marks"]] == marks
    assert "faded" not in found and "summary" not in found


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


def test_reports_less_direct_than_the_partys_word_are_marked_by_day() -> None:
    found = data(day=dt.date(2024, 3, 1), parties=("kingdom",))
    assert cell(found, "total-catch", "kingdom")["marks"] == [
        {"kind": "reporter", "label": "Reporter"}
    ]
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
    found = cell(matrix_data(of, of.view, by_area(of.view), "x"), issue, party)
    labels = [mark["label"] for mark in found["marks"]]
    assert ("Dissents from its bloc" in labels) is dissents
    assert not [label for label in labels if label.startswith("As ")]


def test_what_does_not_match_is_faded_and_not_left_out() -> None:
    of = context(stances=("opposes",))
    found = matrix_data(of, of.view.found, by_area(of.view.found), "Who wants what")
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


def test_in_full_a_cell_has_the_summary_or_what_stands_for_it() -> None:
    found = data(full=True)
    assert cell(found, "net-size", "islands")["summary"] == "Nets should go."
    assert len(cell(found, "seal-ban", "republic")["summary"]) == 2000
    assert cell(found, "seal-ban", "trawlers")["summary"] == "Opposes"


def test_cards_and_links_carry_what_is_chosen() -> None:
    assert data()["query"] == "negotiation=every-part&day=2024-05-12"
    chosen = data(day=dt.date(2024, 5, 10), areas=("quota",))["query"]
    assert chosen == "negotiation=every-part&area=quota&day=2024-05-10"


def test_ways_of_drawing_are_passed_on() -> None:
    assert (data(glyphs=True)["glyphs"], data()["glyphs"], data(full=True)["full"]) == (
        True, False, True
    )  # fmt: skip
