"""What a reader chooses: to and from an address, and what it leaves in view."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from dataclasses import FrozenInstanceError
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parley.format.vocabulary import ATTRIBUTIONS, STANCES, STATUSES
from parley.frames.build import build_frames
from parley.frames.columns import COLUMNS, Frames
from parley.frames.filtered_tables import filter_tables
from parley.frames.selection import Selection
from parley.frames.view import View, apply_selection, represented_members
from parley.loading.loader import load
from tests.folders import edited, every_frame, every_part
from tests.folding import EXAMPLES
from tests.loading.folders import SOUND, folder

ISSUES = ["port-access", "licence-fee", "observers", "total-catch", "net-size", "seal-ban"]
ALL_BUT_SPOKEN_FOR = [
    "islands", "kingdom", "republic", "secretariat", "reef-pact", "isle-east", "isle-west",
    "fishers", "blue-party", "harbour-guard", "trawlers",
]  # fmt: skip

SLUGS = st.from_regex(r"[a-z0-9]{1,6}(-[a-z0-9]{1,6})?", fullmatch=True)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


def some(values: st.SearchStrategy[str]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(values, unique=True, max_size=4).map(tuple)


def some_of(words: Iterable[str]) -> st.SearchStrategy[tuple[str, ...]]:
    """Some words of a closed list, in its order, as an address is read."""
    listed = list(words)
    chosen = st.sets(st.sampled_from(listed), max_size=4)
    return chosen.map(lambda found: tuple(word for word in listed if word in found))


SELECTIONS = st.builds(
    Selection,
    parties=some(SLUGS),
    areas=some(SLUGS),
    statuses=some_of(STATUSES),
    stances=some_of(STANCES),
    attributions=some_of(ATTRIBUTIONS),
    red_lines=st.booleans(),
    words=TEXTS.map(str.strip),
    day=st.none() | st.dates(),
)


@settings(deadline=None)
@given(SELECTIONS)
def test_an_address_gives_back_what_was_chosen(selection: Selection) -> None:
    assert Selection.from_query(parse_qs(urlencode(selection.to_query()))) == selection


def test_the_parameters_of_an_address() -> None:
    chosen = Selection(
        parties=("b", "a"), statuses=("open",), red_lines=True, words=" two words ",
        day=dt.date(2024, 5, 1),
    )  # fmt: skip
    assert chosen.to_query() == [
        ("party", "b"), ("party", "a"), ("status", "open"), ("red_lines", "true"),
        ("words", "two words"), ("day", "2024-05-01"),
    ]  # fmt: skip
    assert Selection().to_query() == []


def test_a_value_that_is_an_id_is_not_taken_for_a_label() -> None:
    offered = {"party": {"a": "b", "b": "Second", "c": "Third"}}
    for values, expected in ((["b"], ("b",)), (["Third", "a"], ("a", "c")), (["none"], ())):
        assert Selection.from_query({"party": values}, offered).parties == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, Selection()),
        ({"party": ["a", "b", "a"]}, Selection(parties=("a", "b"))),
        ({"stance": ["maybe", "open"]}, Selection(stances=("open",))),
        ({"status": ["supports"]}, Selection()),
        ({"attribution": ["poll", "rumour"]}, Selection(attributions=("poll",))),
        ({"red_lines": ["True"]}, Selection(red_lines=True)),
        ({"red_lines": ["1"]}, Selection()),
        ({"red_lines": ["false"]}, Selection()),
        ({"day": ["yesterday"]}, Selection()),
        ({"day": ["2024-02-30"]}, Selection()),
        ({"day": ["2024-02-29"]}, Selection(day=dt.date(2024, 2, 29))),
        ({"words": ["  a  "]}, Selection(words="a")),
        ({"colour": ["red"], "cell": ["a.b"]}, Selection()),
    ],
)
def test_what_an_address_cannot_mean_is_left_out(
    query: dict[str, list[str]], expected: Selection
) -> None:
    assert Selection.from_query(query) == expected


@pytest.mark.parametrize(
    ("selection", "marks", "empty"),
    [
        (Selection(), False, True),
        (Selection(parties=("kingdom",)), False, False),
        (Selection(day=dt.date(2024, 1, 1)), False, False),
        (Selection(stances=("open",)), True, False),
        (Selection(attributions=("poll",)), False, False),
        (Selection(record=True), False, False),
        (Selection(since=dt.date(2024, 1, 1)), False, False),
        (Selection(red_lines=True), True, False),
        (Selection(words="x"), True, False),
        (Selection(words=" "), False, False),
    ],
)
def test_what_is_measured_and_what_is_only_found(
    selection: Selection, marks: bool, empty: bool
) -> None:
    assert (selection.marks, selection.empty) == (marks, empty)


def test_a_selection_is_frozen() -> None:
    chosen = Selection(parties=("a",), words="x")
    with pytest.raises(FrozenInstanceError):
        chosen.words = "y"  # type: ignore[misc]
    assert chosen.with_parties(iter(["b", "c"])) == Selection(parties=("b", "c"), words="x")
    assert chosen == Selection(parties=("a",), words="x")


DEFINING = ("parties", "areas", "statuses", "attributions", "record", "since")
"""What defines what is measured; the rest only finds."""


def shown(found: View) -> list[str]:
    return list(found.issues["issue"].astype(str))


def matching(found: View) -> set[tuple[str, str]]:
    rows = found.positions[found.positions["matches"]]
    return set(zip(rows["issue"].astype(str), rows["party"].astype(str), strict=True))


def test_by_default_all_issues_and_all_parties_but_those_that_a_bloc_speaks_for() -> None:
    found = apply_selection(every_frame(), Selection())
    assert shown(found) == ISSUES
    assert found.party_ids == ALL_BUT_SPOKEN_FOR
    assert found.positions["matches"].all()
    assert found.positions["current"].all()
    assert found.empty_because == ""


def test_who_is_spoken_for() -> None:
    assert represented_members(every_frame()) == {
        "islands": ["Small Isles", "North Isle"], "reef-pact": ["North Isle"]
    }  # fmt: skip


def test_a_home_party_stays_in_view_though_a_bloc_speaks_for_it(tmp_path: Path) -> None:
    home = "home_parties: [islands, kingdom, republic]"
    path = edited(tmp_path, "negotiation.yaml", home, "home_parties: [isle-north]")
    found = apply_selection(build_frames(load(path)), Selection())
    assert found.party_ids[0] == "isle-north"
    assert "small-isles" not in found.party_ids


def test_a_member_that_is_chosen_shows_what_it_inherits() -> None:
    found = apply_selection(every_frame(), Selection(parties=("isle-north",)))
    assert found.party_ids == ["isle-north"]
    assert matching(found) == {
        (issue, "isle-north") for issue in ("port-access", "licence-fee", "total-catch", "net-size")
    }
    assert shown(found) == ISSUES


@pytest.mark.parametrize(
    ("chosen", "issues"),
    [
        ({"areas": ("quota",)}, ["total-catch", "net-size", "seal-ban"]),
        ({"areas": ("quota", "access")}, ISSUES),
        ({"statuses": ("pending", "agreed")}, ["observers", "net-size"]),
        ({"areas": ("access",), "statuses": ("open",)}, ["licence-fee"]),
    ],
)
def test_what_a_choice_leaves_in_view(chosen: dict[str, Any], issues: list[str]) -> None:
    found = apply_selection(every_frame(), Selection(**chosen))
    assert shown(found) == issues
    assert set(found.positions["issue"].astype(str)) <= set(issues)


@pytest.mark.parametrize(
    ("chosen", "issues"),
    [
        ({"stances": ("reluctant",)}, ["port-access", "seal-ban"]),
        ({"stances": ("undecided", "open")}, ["port-access", "observers", "net-size"]),
        ({"stances": ("reluctant",), "areas": ("quota",)}, ["seal-ban"]),
        ({"stances": ("reluctant",), "parties": ("republic",)}, ["seal-ban"]),
        ({"stances": ("reluctant",), "parties": ("small-isles",)}, ["port-access"]),
        ({"attributions": ("document",), "stances": ("opposes",)}, ["seal-ban"]),
        ({"red_lines": True}, ["port-access", "total-catch"]),
        ({"red_lines": True, "parties": ("kingdom",)}, ["port-access"]),
        ({"words": "LAND everywhere"}, ["port-access"]),
        ({"words": "everywhere   land"}, ["port-access"]),
        ({"words": "licence land"}, []),
        ({"words": "quotas gear"}, ["total-catch", "net-size", "seal-ban"]),
        ({"words": "second session"}, ["observers"]),
        ({"words": "guards fishers"}, ["total-catch"]),
        ({"words": "."}, ISSUES),
        ({"words": "(.*"}, []),
    ],
)
def test_what_a_choice_finds_among_what_is_in_view(
    chosen: dict[str, Any], issues: list[str]
) -> None:
    defines = {name: value for name, value in chosen.items() if name in DEFINING}
    found = apply_selection(every_frame(), Selection(**chosen))
    assert shown(found.found) == issues
    assert shown(found) == shown(apply_selection(every_frame(), Selection(**defines)))


@pytest.mark.parametrize(
    ("chosen", "issues"),
    [
        ({"attributions": ("poll",)}, ["observers", "seal-ban"]),
        ({"attributions": ("second-hand",)}, []),
    ],
)
def test_what_is_not_measured_is_left_out_and_stays_known(
    chosen: dict[str, Any], issues: list[str]
) -> None:
    every = apply_selection(every_frame(), Selection())
    found = apply_selection(every_frame(), Selection(**chosen))
    assert shown(found) == shown(every)
    assert list(dict.fromkeys(found.positions["issue"].astype(str))) == issues
    assert (found.in_view | found.left_out).tolist() == every.in_view.tolist()
    assert not (found.in_view & found.left_out).any()


def test_what_does_not_match_stays_in_sight() -> None:
    found = apply_selection(
        every_frame(), Selection(stances=("opposes",), parties=("kingdom", "republic"))
    )
    rows = found.positions
    told = list(zip(rows["issue"], rows["party"], rows["matches"], strict=True))
    assert [each for each in told if each[0] == "port-access"] == [
        ("port-access", "kingdom", False),
        ("port-access", "republic", True),
    ]
    assert sum(matches for *_, matches in told) == 1


def test_words_in_an_issue_match_all_its_positions_and_others_only_their_own() -> None:
    assert matching(apply_selection(every_frame(), Selection(words="mesh"))) == {
        ("net-size", party)
        for party in ("islands", "kingdom", "republic", "isle-east", "isle-west")
    }
    assert matching(apply_selection(every_frame(), Selection(words="little"))) == {
        ("licence-fee", "kingdom"), ("port-access", "islands"), ("total-catch", "isle-west"),
        ("net-size", "kingdom"), ("total-catch", "islands"), ("total-catch", "isle-east"),
    }  # fmt: skip


def test_words_and_a_stance_both_have_to_match() -> None:
    found = apply_selection(every_frame(), Selection(words="land ports", stances=("supports",)))
    assert matching(found) == {
        ("port-access", "kingdom"), ("port-access", "reef-pact"), ("port-access", "isle-west")
    }  # fmt: skip
    found = apply_selection(every_frame(), Selection(words="observers", stances=("supports",)))
    assert shown(found.found) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("关于边界的谈判", "边界"),
        ("حدود جديدة", "حدود"),
        ("Die STRASSE bleibt", "straße"),
        ("ΟΔΟΣ", "οδός".replace("ό", "ο")),
        ("Граница", "ГРАНИЦА"),
        ("50% <b>more</b>", "<B> 50%"),
    ],
)
def test_words_of_other_scripts_and_cases(tmp_path: Path, text: str, words: str) -> None:
    edit = ("Asks for it.", f"'{text}'")
    found = apply_selection(
        build_frames(load(folder(tmp_path, {"issues/border.yaml": edit}))), Selection(words=words)
    )
    assert matching(found) == {("line", "north")}


@pytest.mark.parametrize(
    ("typed", "written"),
    [(text, folded) for text, folded in EXAMPLES.items() if folded]
    + [(folded, text) for text, folded in EXAMPLES.items() if folded],
)
def test_accents_case_and_forms_of_letters_are_folded(
    tmp_path: Path, typed: str, written: str
) -> None:
    edit = ("Asks for it.", json.dumps(f"Wants {written} now.", ensure_ascii=False))
    found = apply_selection(
        build_frames(load(folder(tmp_path, {"issues/border.yaml": edit}))), Selection(words=typed)
    )
    assert matching(found) == {("line", "north")}


@pytest.mark.parametrize(
    ("file", "edit", "words"),
    [
        ("parties.yaml", ("name: North", "name: Türkiye"), "turkiye"),
        ("parties.yaml", ("role: principal}", "role: principal, short: NRD}"), "nrd"),
        ("parties.yaml", ("role: principal}", "role: principal, speakers: [{name: Jo Ås}]}"), "jo as"),
        ("issues/border.yaml", ("attribution: on-record}", "attribution: on-record, speaker: Eve Mroß}"), "mross"),
        ("issues/border.yaml", ("attribution: on-record}", "attribution: on-record, quote: not now}"), "not now"),
    ],
)  # fmt: skip
def test_words_find_parties_speakers_and_quotes(
    tmp_path: Path, file: str, edit: tuple[str, str], words: str
) -> None:
    frames = build_frames(load(folder(tmp_path, {file: edit})))
    found = {party for _, party in matching(apply_selection(frames, Selection(words=words)))}
    assert found == {"north"}


@pytest.mark.parametrize("words", ["télégraphe", "A REPORT from", "p. nóvak"])
def test_words_find_sources_by_title_publisher_and_author(tmp_path: Path, words: str) -> None:
    more = (
        SOUND["sources.yaml"]
        + "- {id: other, title: A report from there, publisher: Le Telegraphe, author: P. Novák, "
        "date: 2025-12-14}\n"
    )
    area = ("{source: paper, locator: 5,", "{source: other, locator: 5,")
    files = {"sources.yaml": more, "issues/money.yaml": area}
    frames = build_frames(load(folder(tmp_path, files)))
    found = matching(apply_selection(frames, Selection(words=words)))
    assert found == {("price", "south")}


def test_words_may_stand_in_several_texts_of_a_cell(tmp_path: Path) -> None:
    frames = build_frames(load(folder(tmp_path)))
    assert matching(apply_selection(frames, Selection(words="south border"))) == {("line", "south")}
    assert matching(apply_selection(frames, Selection(words="north three paper"))) == {
        ("price", "north")
    }
    assert matching(apply_selection(frames, Selection(words="north south"))) == set()


def test_words_that_an_issue_without_positions_has_keep_it_in_view() -> None:
    found = apply_selection(every_frame(), Selection(words="observer", parties=("kingdom",)))
    assert shown(found.found) == ["observers"]
    assert not found.matching.any()


@pytest.mark.parametrize(
    ("chosen", "why"),
    [
        ({}, ""),
        ({"parties": ("nobody",)}, "None of the chosen parties is part of this negotiation."),
        ({"parties": ("nobody", "kingdom")}, ""),
        ({"areas": ("nowhere",)}, "No issue has both the chosen area and the chosen status."),
        (
            {"areas": ("quota",), "statuses": ("disputed",)},
            "No issue has both the chosen area and the chosen status.",
        ),
        ({"words": "zzz"}, ""),
        ({"parties": ("fishers",), "red_lines": True}, ""),
        ({"parties": ("fishers",)}, ""),
    ],
)
def test_why_nothing_is_in_view(chosen: dict[str, Any], why: str) -> None:
    found = apply_selection(every_frame(), Selection(**chosen))
    assert found.empty_because == why
    assert (found.parties.empty or found.issues.empty) == bool(why)


def test_the_day_is_that_of_the_frames() -> None:
    found = apply_selection(build_frames(every_part(), dt.date(2024, 1, 10)), Selection())
    assert matching(found) == {
        ("total-catch", "kingdom"), ("port-access", "reef-pact"), ("port-access", "isle-west")
    }  # fmt: skip
    assert shown(found) == ISSUES


def test_the_frames_are_left_as_they_were() -> None:
    found: Frames = every_frame()
    before = {name: table.copy(deep=True) for name, table in found.tables().items()}
    apply_selection(found, Selection(words="port", stances=("open",), parties=("kingdom",)))
    for name, table in found.tables().items():
        pd.testing.assert_frame_equal(table, before[name])


# --- what a reader takes away


def taken(**chosen: Any) -> dict[str, pd.DataFrame]:
    return filter_tables(every_frame(), apply_selection(every_frame(), Selection(**chosen)))


def ids(frame: pd.DataFrame, *columns: str) -> list[Any]:
    rows = [tuple(row) for row in frame[list(columns)].astype(object).itertuples(index=False)]
    return [row[0] for row in rows] if len(columns) == 1 else rows


@pytest.mark.parametrize("chosen", [{}, {"stances": ("opposes",)}, {"words": "zzz"}])
def test_all_tables_with_their_columns_are_taken(chosen: dict[str, Any]) -> None:
    tables = taken(**chosen)
    assert {name: list(frame.columns) for name, frame in tables.items()} == {
        name: list(columns) for name, columns in COLUMNS.items()
    }
    assert list(tables) == list(COLUMNS)


def test_without_a_choice_only_what_held_before_and_what_a_bloc_says_is_left_out() -> None:
    tables, everything = taken(), every_frame().tables()
    assert set(ids(everything["parties"], "party")) - set(ids(tables["parties"], "party")) == {
        "small-isles", "isle-north"
    }  # fmt: skip
    left_out = set(ids(everything["positions"], "position")) - set(
        ids(tables["positions"], "position")
    )
    assert left_out == {2, 10, 11}  # a conflicting report, and two that held before
    for name in ("issues", "conditions", "disputes", "silences", "events", "claims", "sources"):
        pd.testing.assert_frame_equal(tables[name], everything[name])


def test_what_does_not_match_is_not_taken() -> None:
    tables = taken(stances=("opposes",))
    assert ids(tables["issues"], "issue") == ["port-access", "seal-ban"]
    assert ids(tables["positions"], "issue", "party") == [
        ("port-access", "republic"), ("seal-ban", "trawlers")
    ]  # fmt: skip
    assert ids(tables["parties"], "party") == ALL_BUT_SPOKEN_FOR


def test_what_belongs_to_a_position_comes_with_it() -> None:
    tables = taken(parties=("republic",), areas=("access",), stances=("opposes",))
    assert ids(tables["positions"], "position") == [1]
    assert ids(tables["disputes"], "position", "disputed_by") == [
        (1, "kingdom"), (1, "secretariat")
    ]  # fmt: skip
    assert ids(tables["conditions"], "party") == []
    of_cells = tables["evidence"][tables["evidence"]["issue"].notna()]
    assert ids(of_cells, "role", "source") == [
        ("status", "report"), ("position", "report"), ("dispute", "report"), ("dispute", "draft"),
    ]  # fmt: skip
    assert ids(taken(parties=("kingdom",))["conditions"], "position", "on_issue")[:1] == [
        (0, "total-catch")
    ]


def test_a_member_takes_the_evidence_of_its_bloc_with_it() -> None:
    tables = taken(parties=("isle-north",), areas=("access",))
    assert ids(tables["positions"], "position", "inherited_from") == [
        (4, "reef-pact"), (8, "islands")
    ]  # fmt: skip
    own = tables["evidence"][tables["evidence"]["role"] == "position"]
    assert ids(own, "position", "party") == [(4, "reef-pact"), (8, "islands")]


def test_silences_are_those_of_the_cells_in_view() -> None:
    tables = taken(parties=("kingdom", "fishers"), areas=("access",))
    assert ids(tables["silences"], "issue", "party") == [
        ("observers", "kingdom"), ("observers", "fishers")
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("chosen", "events"),
    [
        ({}, ["first-session", "second-session", "storm"]),
        ({"parties": ("republic",)}, ["first-session", "storm"]),
        ({"parties": ("secretariat",)}, ["second-session", "storm"]),
        ({"parties": ("fishers",)}, ["storm"]),
        ({"areas": ("access",)}, ["second-session", "storm"]),
        ({"areas": ("quota",), "parties": ("kingdom",)}, ["first-session", "storm"]),
        ({"areas": ("access",), "parties": ("kingdom",)}, ["storm"]),
    ],
)
def test_events_that_bear_on_what_is_in_view(chosen: dict[str, Any], events: list[str]) -> None:
    tables = taken(**chosen)
    assert ids(tables["events"], "event") == events
    told = tables["evidence"]
    assert list(dict.fromkeys(told["ref"][told["role"] == "event"])) == events
    assert ids(tables["claims"], "claim") == ["nearly-done", "no-rush"]


def test_an_event_of_a_member_bears_on_the_bloc_that_speaks_for_it(tmp_path: Path) -> None:
    path = edited(tmp_path, "events.yaml", "parties: [secretariat]", "parties: [isle-north]")
    found = build_frames(load(path))
    of_bloc = filter_tables(found, apply_selection(found, Selection(parties=("islands",))))[
        "events"
    ]
    assert "second-session" in ids(of_bloc, "event")
    of_another = filter_tables(found, apply_selection(found, Selection(parties=("republic",))))[
        "events"
    ]
    assert "second-session" not in ids(of_another, "event")


def test_sources_are_those_that_what_is_left_cites(tmp_path: Path) -> None:
    tables = taken(parties=("trawlers",), areas=("quota",), stances=("opposes",))
    assert ids(tables["positions"], "sources") == ["register"]
    # register of the position, the others of the claims and of the storm
    assert ids(tables["sources"], "source") == [
        "report", "interview", "register", "communique", "leaflet"
    ]  # fmt: skip
    looked = edited(
        tmp_path, "issues/access.yaml", "sources: [report, interview]", "sources: [survey]"
    )
    found = build_frames(load(looked))
    silent = filter_tables(
        found, apply_selection(found, Selection(parties=("kingdom",), areas=("access",)))
    )
    assert "survey" in ids(silent["sources"], "source")


def test_of_an_empty_view_only_what_is_about_the_whole_is_left() -> None:
    tables = taken(words="zzz")
    for name in ("issues", "positions", "conditions", "disputes", "silences"):
        assert tables[name].empty, name
    assert ids(tables["events"], "event") == ["second-session", "storm"]
    assert len(tables["claims"]) == 2


def test_taking_leaves_the_frames_and_the_view_as_they_were() -> None:
    found = every_frame()
    in_view = apply_selection(found, Selection(stances=("open",)))
    before = {name: table.copy(deep=True) for name, table in found.tables().items()}
    positions = in_view.positions.copy(deep=True)
    filter_tables(found, in_view)
    for name, table in found.tables().items():
        pd.testing.assert_frame_equal(table, before[name])
    pd.testing.assert_frame_equal(in_view.positions, positions)
