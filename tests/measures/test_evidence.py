"""What the evidence rests on, against what a person reads in the folder."""

from __future__ import annotations

from typing import get_args

import numpy as np
import pandas as pd
import pytest

from parley.format.vocabulary import EvidenceRole
from parley.frames.columns import Frames
from parley.measures.citations import CITATIONS, CITED_FOR, citations
from parley.measures.cited_units import MOST_UNITS, UNITS, WIDEST, Locators, locators
from parley.measures.contested import CONTESTED, contested
from parley.measures.evidence import directness
from parley.measures.paragraphs import paragraphs
from tests.folders import every_frame


def located(frames: Frames, source: str) -> Locators:
    sources = frames.sources
    return locators(frames.evidence, sources[sources["source"] == source].iloc[0])


def of(count: float, *where: str, role: str = "position") -> Locators:
    """What is cited of a source with so many units, by locators alone."""
    evidence = pd.DataFrame(
        {
            "role": pd.Categorical([role] * len(where), categories=sorted(CITED_FOR)),
            "ref": pd.Categorical([None] * len(where), categories=[]),
            "issue": pd.Categorical(["fish"] * len(where), categories=["fish"]),
            "party": pd.Categorical(["gull"] * len(where), categories=["gull"]),
            "source": pd.Categorical(["tide"] * len(where), categories=["tide"]),
            "locator": pd.Series(where, dtype="str"),
        }
    )
    return locators(evidence, pd.Series({"source": "tide", "locator_count": count}))


# --- locators


def test_every_unit_has_a_row_with_what_it_is_cited_for() -> None:
    found = located(every_frame(), "report")
    assert list(found.units.columns) == list(UNITS)
    assert found.units["locator"].tolist() == list(range(1, 21))
    rows = found.units.set_index("locator")
    assert rows.loc[5].tolist() == [1, 0, "status", "port-access", ""]
    assert rows.loc[9].tolist() == [1, 0, "dispute", "port-access", "republic"]
    assert rows.loc[14].tolist() == [1, 1, "position", "total-catch", "kingdom"]
    assert rows.loc[1].tolist() == [1, 0, "event", "", ""]
    assert rows.loc[20].tolist() == [0, 0, "", "", ""]
    assert found.uncited == [(20, 20)]
    assert found.unplaced.empty


def test_a_unit_lists_all_that_it_is_cited_for_once_and_in_order(shipped_frames: Frames) -> None:
    units = located(shipped_frames, "geokhub-2025-12-15").units.set_index("locator")
    assert units.loc[7].tolist() == [
        5, 2, "position; status; dispute", "donetsk-withdrawal; territorial-cession",
        "russia; united-states",
    ]  # fmt: skip
    assert units["cited"].min() >= 1


def test_what_has_no_number_stands_apart() -> None:
    found = located(every_frame(), "survey")
    assert found.unplaced.values.tolist() == [["p. 2", 1]]
    assert found.cited == [3, 4]
    assert found.uncited == [(1, 2), (5, 9)]
    assert located(every_frame(), "interview").unplaced["text"].tolist() == [
        "03:10", "04:00", "12:30"
    ]  # fmt: skip


def test_without_a_count_nobody_knows_what_is_not_cited() -> None:
    found = located(every_frame(), "draft")
    assert (found.count, found.uncited) == (None, None)
    assert found.units[["locator", "cited"]].values.tolist() == [[1, 1], [3, 3], [4, 1]]


@pytest.mark.parametrize(
    ("where", "cited", "unplaced"),
    [
        ("6", [6], []),
        (" 2 – 4 ", [2, 3, 4], []),
        ("12-14", [12, 13, 14], []),
        ("4-2", [], ["4-2"]),
        ("0", [], ["0"]),
        ("0-2", [], ["0-2"]),
        ("3, 5", [], ["3, 5"]),
        ("2.1", [], ["2.1"]),
        ("back", [], ["back"]),
        ("12:30", [], ["12:30"]),
        (f"1-{WIDEST + 1}", [], [f"1-{WIDEST + 1}"]),
        ("1-999999999999999999", [], ["1-999999999999999999"]),
    ],
)
def test_what_a_locator_names(where: str, cited: list[int], unplaced: list[str]) -> None:
    found = of(np.nan, where)
    assert found.cited == cited
    assert found.unplaced["text"].tolist() == unplaced


def test_locators_that_overlap_add_up() -> None:
    found = of(5, "2-3", "3-4", "3", "back", "back")
    assert found.units["cited"].tolist() == [0, 1, 3, 1, 0]
    assert found.uncited == [(1, 1), (5, 5)]
    assert found.unplaced.values.tolist() == [["back", 2]]


def test_a_source_that_nothing_cites_is_uncited_whole() -> None:
    found = of(3)
    assert found.units["cited"].tolist() == [0, 0, 0]
    assert found.units["roles"].tolist() == ["", "", ""]
    assert found.uncited == [(1, 3)]


def test_a_very_long_source_is_not_laid_out_whole() -> None:
    found = of(10 * MOST_UNITS, "7")
    assert found.units["locator"].tolist() == [7]
    assert found.uncited == [(1, 6), (8, 10 * MOST_UNITS)]


def test_every_role_has_its_word() -> None:
    assert tuple(CITED_FOR) == get_args(EvidenceRole)


# --- directness


def test_positions_are_counted_where_they_are_held(shipped_frames: Frames) -> None:
    counts = directness(shipped_frames.positions, "area")
    assert list(counts.columns) == ["area", "attribution", "count"]
    assert int(counts["count"].sum()) == 19
    held = directness(shipped_frames.positions, "party")
    assert list(dict.fromkeys(held["party"])) == [
        "ukraine", "russia", "united-states", "european-leaders", "ukrainian-public"
    ]  # fmt: skip


def test_earlier_and_conflicting_positions_do_not_count() -> None:
    counts = directness(every_frame().positions, "party")
    of_party = {
        party: dict(zip(rows["attribution"], rows["count"], strict=True))
        for party, rows in counts.groupby("party", observed=True)
    }
    assert of_party["kingdom"] == {"document": 2, "on-record": 2}  # not the leaflet's
    assert of_party["islands"] == {"document": 2, "on-record": 2}  # not the second-hand one
    assert "isle-north" not in of_party  # a member that takes all from its blocs


# --- contested


def test_contested_and_conflicting_stand_in_one_list() -> None:
    found = contested(every_frame())
    assert list(found.columns) == list(CONTESTED)
    columns = ["title", "name", "kind", "by", "by_name", "says", "current"]
    rows = found[columns].astype("object").where(found[columns].notna(), None)
    islands, lighthouse = "群岛联盟", "جمهورية المنارة"
    assert list(rows.itertuples(index=False, name=None)) == [
        ("Port access", islands, "conflicting", None, None, "Said to close its ports.", False),
        ("Port access", islands, "conflicting", None, None, "Sees little room in its ports.", True),
        ("Port access", lighthouse, "contested", "kingdom", "Kingdom of Vael",
         "It has offered two ports.", True),
        ("Port access", lighthouse, "contested", "secretariat", "Lantern Sea Secretariat",
         "No paper says so.", True),
        ("Observers on board", islands, "conflicting", None, None,
         "Reports contradict each other too far to state one.", True),
    ]  # fmt: skip
    assert found["position"].tolist()[-1] == -1
    assert (found["position"].dtype, found["current"].dtype) == ("int64", "bool")


def test_the_shipped_folder_has_one_contested_position(shipped_frames: Frames) -> None:
    (row,) = contested(shipped_frames).itertuples()
    assert (row.issue, row.party, row.kind, row.by) == (
        "donetsk-withdrawal", "united-states", "contested", "ukraine"
    )  # fmt: skip
    assert row.current


# --- citations


def test_every_citation_has_its_words_beside_its_ids() -> None:
    frames = every_frame()
    found = citations(frames)
    assert list(found.columns) == list(CITATIONS)
    assert len(found) == len(frames.evidence)
    words = list(found.columns[: list(found.columns).index("date")])
    rows = found[words].astype("object").where(found[words].notna(), None)
    told = {tuple(each for each in row if each) for row in rows.itertuples(index=False)}
    assert {
        ("Access to waters", "Port access", "Kingdom of Vael", "Position", "A talk with the chair",
         "Radio Vael", "at 03:10", "Named speaker", "Ada Marsh", "Everywhere means everywhere.",
         "On the radio."),
        ("Access to waters", "Port access", "جمهورية المنارة", "Dispute", "Kingdom of Vael",
         "Nets & numbers", "The Tide", "paragraphs 8-9", "Second-hand"),
        ("Access to waters", "Port access", "Status", "Nets & numbers", "The Tide",
         "paragraphs 4-5", "Reporter"),
        ("Claim", "There is no deadline.", "A talk with the chair", "Radio Vael", "at 12:30",
         "Named speaker", "The chair"),
        ("Event", "A storm", "منشور", "Pier press", "back", "Reporter"),
        ("Quotas and gear", "Mesh of nets", "Outcome", "会议公报", "The chair", "paragraph 3",
         "Joint statement"),
        ("Quotas and gear", "Seal ban", "Trawler owners", "Position", "Register of vessels",
         "Registry", "row 1", "Document"),
    } <= told  # fmt: skip


def test_a_citation_says_whether_it_is_for_what_holds() -> None:
    found = citations(every_frame())
    catch = found[(found["issue"] == "total-catch") & (found["party"] == "kingdom")]
    assert catch[["where", "current"]].values.tolist() == [
        ["front", False],
        ["paragraph 13", False],
        ["paragraphs 14-15", True],
        ["paragraph 17", True],
        ["at 04:00", True],
    ]
    assert found["current"][found["position"] < 0].all()


# --- what has nothing, and what stays as it was


def test_nothing_gives_empty_frames_of_the_same_columns() -> None:
    frames = every_frame()
    bare = Frames(**{name: frame.head(0) for name, frame in frames.tables().items()})
    assert list(contested(bare).columns) == list(CONTESTED)
    assert list(citations(bare).columns) == list(CITATIONS)
    assert list(directness(bare.positions, "party").columns) == ["party", "attribution", "count"]
    assert (
        len(contested(bare)) == len(citations(bare)) == len(directness(bare.positions, "area")) == 0
    )


def test_the_frames_stay_as_they_were() -> None:
    frames = every_frame()
    before = {name: frame.copy() for name, frame in frames.tables().items()}
    located(frames, "report")
    contested(frames)
    citations(frames)
    directness(frames.positions, "party")
    for name, frame in frames.tables().items():
        pd.testing.assert_frame_equal(frame, before[name])


# --- paragraphs


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (" \n\n \t\n", []),
        ("One.", [(1, "One.")]),
        ("One\nline.\n\n\n  Two. \n", [(1, "One line."), (2, "Two.")]),
        ("One.\r\n\r\nTwo,\r\ngoes on.\r\n \r\nThree.", [(1, "One."), (2, "Two, goes on."), (3, "Three.")]),
        ("One.\r\rTwo.", [(1, "One."), (2, "Two.")]),
        ("\ufeff(1) One.\n\n(2) Two.", [(1, "One."), (2, "Two.")]),
        ("[Nets]\n\nOne.\n\n[More nets]\n\nTwo.", [(1, "One."), (2, "Two.")]),
        ("[Sic] One.\n\nTwo [sic]", [(1, "[Sic] One."), (2, "Two [sic]")]),
        ("(12) Twelve.\n\n(14) Fourteen.", [(12, "Twelve."), (14, "Fourteen.")]),
        ("12. Twelve.\n\n13. Thirteen.", [(12, "Twelve."), (13, "Thirteen.")]),
        ("[1] One.\n\n[Nets]\n\n[2] Two.", [(1, "One."), (2, "Two.")]),
        ("[1]\n\nOne.\n\n[2] Two.", [(1, "One."), (2, "Two.")]),
        ("The title\n\n(1) One.\n\n(2) Two.\n\nIt goes on.", [(1, "One."), (2, "Two. It goes on.")]),
        # numbers that are no numbering
        ("12. May was wet.\n\nTwo.\n\nThree.", [(1, "12. May was wet."), (2, "Two."), (3, "Three.")]),
        ("2. Nets.\n\n1. Fees.", [(1, "2. Nets."), (2, "1. Fees.")]),
        ("12.5 kt were landed.\n\n(12a) is void.", [(1, "12.5 kt were landed."), (2, "(12a) is void.")]),
        ("1990 was a good year.", [(1, "1990 was a good year.")]),
    ],
)  # fmt: skip
def test_paragraphs(text: str, expected: list[tuple[int, str]]) -> None:
    assert paragraphs(text) == expected
