"""The tidy frames of a negotiation: what each row says, on which day, and in which order."""

from __future__ import annotations

import copy
import datetime as dt
import typing
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from parley.format import vocabulary
from parley.frames.build import build_frames, value_text
from parley.frames.columns import COLUMNS
from parley.frames.order import display_order
from parley.loading.loader import inspect, load
from tests.cases import case_frames
from tests.folders import EVERY_PART, edited, every_frame, every_part
from tests.loading.folders import folder

PARTIES = [
    "islands", "kingdom", "republic", "secretariat", "reef-pact", "small-isles", "isle-north",
    "isle-east", "isle-west", "fishers", "blue-party", "harbour-guard", "trawlers",
]  # fmt: skip
ISSUES = ["port-access", "licence-fee", "observers", "total-catch", "net-size", "seal-ban"]


def rows(frame: pd.DataFrame, columns: str, **where: Any) -> list[tuple[Any, ...]]:
    """Some columns of the rows that have the given values; None for what is missing."""
    for key, value in where.items():
        frame = frame[frame[key] == value]
    found = frame[columns.split()].astype(object).where(frame[columns.split()].notna(), None)
    return list(found.itertuples(index=False, name=None))


def test_the_folder_is_sound_and_uses_every_term() -> None:
    assert inspect(EVERY_PART)[1] == ()
    found = every_frame()
    used = {
        vocabulary.PartyKind: found.parties["kind"],
        vocabulary.Role: found.parties["role"],
        vocabulary.SourceKind: found.sources["kind"],
        vocabulary.Status: found.issues["status"],
        vocabulary.Stance: found.positions["stance"].dropna(),
        vocabulary.Attribution: found.evidence["attribution"],
        vocabulary.SilenceKind: found.silences["kind"],
        vocabulary.ConditionKind: found.conditions["kind"],
        vocabulary.LocatorUnit: found.sources["locator_unit"],
        vocabulary.EvidenceRole: found.evidence["role"],
    }
    for terms, column in used.items():
        assert set(typing.get_args(terms)) == set(column)


def test_columns_are_exactly_the_documented_ones() -> None:
    tables = every_frame().tables()
    assert list(tables) == list(COLUMNS)
    for name, table in tables.items():
        assert list(table.columns) == list(COLUMNS[name]), name
        assert len(table) > 0, name
        assert set(table["negotiation"]) == {"every-part"}, name


@pytest.mark.parametrize(
    ("frame", "column", "order"),
    [
        ("positions", "party", PARTIES),
        ("positions", "inherited_from", PARTIES),
        ("positions", "issue", ISSUES),
        ("positions", "area", ["access", "quota"]),
        ("positions", "stance", ["supports", "open", "undecided", "reluctant", "opposes"]),
        (
            "positions",
            "attribution",
            ["document", "on-record", "joint-statement", "poll", "anonymous", "second-hand",
             "reporter"],
        ),
        (
            "issues",
            "status",
            ["agreed", "converging", "open", "disputed", "pending", "unknown", "not-yet-known"],
        ),
        ("statuses", "status", ["agreed", "converging", "open", "disputed", "pending", "unknown"]),
        ("evidence", "party", PARTIES),
        ("silences", "party", PARTIES),
        ("conditions", "kind", ["in-exchange-for", "precondition", "package"]),
        ("conditions", "on_issue", ISSUES),
        ("disputes", "disputed_by", PARTIES),
    ],
)  # fmt: skip
def test_categories_stand_in_the_order_of_showing(
    frame: str, column: str, order: list[str]
) -> None:
    assert list(every_frame().tables()[frame][column].cat.categories) == order


def test_parties_and_issues_stand_in_the_order_of_showing() -> None:
    assert list(every_frame().parties["party"]) == PARTIES == display_order(every_part())
    assert list(every_frame().issues["issue"]) == ISSUES


def test_home_parties_are_by_default_the_principals_and_mediators(tmp_path: Path) -> None:
    path = edited(tmp_path, "negotiation.yaml", "home_parties: [islands, kingdom, republic]\n", "")
    found = build_frames(load(path)).parties
    home = ["secretariat", "kingdom", "republic", "islands"]
    assert list(found["party"][found["home"]]) == home
    assert list(found["party"])[:4] == home
    given = every_frame().parties
    assert list(given["party"][given["home"]]) == ["islands", "kingdom", "republic"]


def test_parties() -> None:
    found = every_frame().parties
    assert rows(found, "name short speakers note members blocs", party="kingdom") == [
        ("Kingdom of Vael", "Vael", "Ada Marsh (minister of fisheries); Odo Finn",
         "Fishes with large vessels.", "", "")
    ]  # fmt: skip
    assert rows(found, "name short members blocs", party="small-isles") == [
        ("Small Isles", "Small Isles", "isle-east; isle-west", "islands")
    ]
    assert rows(found, "blocs", party="isle-north") == [("reef-pact; islands",)]
    assert rows(found, "name short note", party="republic") == [
        ("جمهورية المنارة", "المنارة", None)
    ]


def test_issues() -> None:
    found = every_frame().issues
    columns = "numeric scale_min scale_max scale_low scale_high unit weight options"
    assert rows(found, columns, issue="total-catch") == [
        (True, 0.0, 200.0, "no fishing", "as in 1990", "kt", 2.0, "")
    ]
    assert rows(found, columns, issue="net-size") == [
        (False, None, None, None, None, None, 0.5, "as-is; wider; widest; no-nets")
    ]
    outcome = "outcome_date outcome_status outcome_option outcome_from outcome_to outcome_note"
    day = pd.Timestamp(2024, 5, 12)
    assert rows(found, outcome, issue="net-size") == [
        (day, "agreed", "wider", None, None, "A wider mesh from next year.")
    ]
    assert rows(found, outcome, issue="licence-fee") == [(day, None, None, 1.0, 2.0, None)]
    assert rows(found, outcome, issue="observers") == [(None,) * 6]
    assert rows(found, "area area_title weight", issue="port-access") == [
        ("access", "Access to waters", 3.0)
    ]


@pytest.mark.parametrize(
    ("issue", "party", "gist", "score", "value"),
    [
        ("port-access", "kingdom", "Land everywhere", 2, None),
        ("port-access", "republic", "Opposes", -2, None),
        ("port-access", "isle-east", "Open to it", 1, None),
        ("observers", "blue-party", "Undecided", 0, None),
        ("seal-ban", "republic", "Reluctant", -1, None),
        ("seal-ban", "trawlers", "Opposes", -2, None),
        ("total-catch", "kingdom", "120–140 kt", None, (120, 140)),
        ("total-catch", "republic", "100 kt", None, (100, 100)),
        ("total-catch", "harbour-guard", "110 kt", None, (110, 110)),
        ("licence-fee", "republic", "Four to six", None, (4, 6)),
        ("licence-fee", "kingdom", "-2.5", None, (-2.5, -2.5)),
        ("licence-fee", "islands", "0.0", None, (0, 0)),
    ],
)
def test_gist_score_and_value(
    issue: str, party: str, gist: str, score: float | None, value: tuple[float, float] | None
) -> None:
    held = every_frame().positions[every_frame().positions["current"]]
    found = rows(held, "gist score value_from value_to", issue=issue, party=party)
    assert found == [(gist, score, *(value or (None, None)))]


@pytest.mark.parametrize(
    ("low", "high", "unit", "decimals", "text"),
    [
        (3, 3, None, 0, "3"),
        (3, 5, "%", 0, "3–5 %"),
        (0.1, 0.1, "t", 1, "0.1 t"),
        (-2, 0, None, 0, "-2–0"),
        (3, 4.5, "%", 1, "3.0–4.5 %"),
    ],
)
def test_value_text(low: float, high: float, unit: str | None, decimals: int, text: str) -> None:
    assert value_text(low, high, unit, decimals=decimals) == text


def test_all_values_on_an_issue_have_one_number_of_decimals() -> None:
    frames = case_frames("d9-points")
    assert frames.issues["decimals"].tolist() == [2]
    assert sorted(frames.positions["gist"]) == ["4.99", "5.00", "5.01"]


@pytest.mark.parametrize(
    ("day", "value"),
    [
        ("2024-01-09", []),
        ("2024-01-10", [(180.0, 180.0)]),
        ("2024-02-29", [(180.0, 180.0)]),
        ("2024-03-01", [(150.0, 150.0)]),
        ("2024-05-01", [(120.0, 140.0)]),
        ("2030-01-01", [(120.0, 140.0)]),
    ],
)
def test_what_holds_on_a_day(day: str, value: list[tuple[float, float]]) -> None:
    found = build_frames(every_part(), dt.date.fromisoformat(day)).positions
    where = {"issue": "total-catch", "party": "kingdom", "current": True}
    assert rows(found, "value_from value_to", **where) == value
    assert len(found[(found["issue"] == "total-catch") & (found["party"] == "kingdom")]) == 3


def test_only_one_position_of_a_party_on_an_issue_holds() -> None:
    for day in ["2024-01-10", "2024-03-01", "2024-05-10", "2024-05-12"]:
        found = build_frames(every_part(), dt.date.fromisoformat(day)).positions
        held = found[found["current"]]
        assert len(held) > 0
        assert not held.duplicated(["issue", "party"]).any()


def test_inherited_rows_carry_the_position_of_the_bloc() -> None:
    found = every_frame().positions
    inherited = found[found["inherited_from"].notna()]
    assert rows(inherited, "party inherited_from stance position", issue="port-access") == [
        ("isle-north", "reef-pact", "supports", 4),
        ("isle-west", "reef-pact", "supports", 4),
        ("small-isles", "islands", "reluctant", 3),
    ]
    assert rows(inherited, "party inherited_from value_from", issue="total-catch") == [
        ("isle-north", "islands", 60.0),
        ("small-isles", "islands", 60.0),
        ("isle-east", "islands", 60.0),
    ]
    assert inherited["current"].all()


def test_a_member_inherits_what_its_bloc_holds_on_the_day() -> None:
    before = build_frames(every_part(), dt.date(2024, 5, 4)).positions
    held = before[before["current"]]
    columns = "inherited_from value_from"
    assert rows(held, columns, issue="total-catch", party="isle-west") == [("islands", 60.0)]
    after = every_frame().positions
    held = after[after["current"]]
    assert rows(held, columns, issue="total-catch", party="isle-west") == [(None, 90.0)]


@pytest.mark.parametrize(
    ("issue", "party", "attribution", "sources", "locators"),
    [
        ("port-access", "kingdom", "on-record", "report; interview", "6; 03:10"),
        ("total-catch", "kingdom", "on-record", "report; interview", "14-15; 17; 04:00"),
        ("seal-ban", "trawlers", "document", "register", "row 1"),
        ("total-catch", "harbour-guard", "on-record", "register", "7"),
        ("port-access", "isle-west", "joint-statement", "leaflet", "front"),
    ],
)
def test_citations_in_a_row(
    issue: str, party: str, attribution: str, sources: str, locators: str
) -> None:
    held = every_frame().positions[every_frame().positions["current"]]
    found = rows(held, "attribution sources locators", issue=issue, party=party)
    assert found == [(attribution, sources, locators)]


def test_disputed_and_conflicting() -> None:
    found = every_frame().positions
    assert rows(found, "party issue", disputed=True) == [("republic", "port-access")]
    assert rows(found, "party stance current inherited_from", conflicting=True) == [
        ("islands", "opposes", False, None),
        ("islands", "reluctant", True, None),
        ("small-isles", "reluctant", True, "islands"),
    ]


def test_the_date_of_a_position_is_by_default_that_of_its_newest_source() -> None:
    found = every_frame().positions
    assert rows(found, "date", issue="port-access", party="kingdom") == [
        (pd.Timestamp(2024, 5, 10),)
    ]
    assert rows(found, "date", issue="seal-ban", party="trawlers") == [(pd.Timestamp(2024, 3, 20),)]


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        ("status", [(None, "port-access", None, -1, "report", "4-5", "2024-05-10")]),
        ("outcome", [(None, "net-size", None, -1, "communique", "3", "2024-05-11")]),
        (
            "dispute",
            [
                ("kingdom", "port-access", "republic", 1, "report", "8-9", "2024-05-01"),
                ("secretariat", "port-access", "republic", 1, "draft", "4", "2024-05-01"),
            ],
        ),
        (
            "event",
            [
                ("first-session", None, None, -1, "report", "1", "2024-05-10"),
                ("first-session", None, None, -1, "draft", "1", "2024-04-01"),
                ("second-session", None, None, -1, "communique", "2", "2024-05-11"),
                ("storm", None, None, -1, "leaflet", "back", "2024-01-10"),
            ],
        ),
        (
            "claim",
            [
                ("nearly-done", None, None, -1, "report", "2", "2024-05-10"),
                ("nearly-done", None, None, -1, "communique", "1", "2024-05-11"),
                ("nearly-done", None, None, -1, "report", "3", "2024-05-10"),
                ("no-rush", None, None, -1, "interview", "12:30", "2024-05-02"),
            ],
        ),
    ],
)
def test_evidence_by_role(role: str, expected: list[tuple[Any, ...]]) -> None:
    columns = "ref issue party position source locator date"
    wanted = [(*row[:-1], pd.Timestamp(row[-1])) for row in expected]
    assert rows(every_frame().evidence, columns, role=role) == wanted


def test_conditions_disputes_and_silences() -> None:
    found = every_frame()
    assert rows(found.conditions, "party kind on_issue text current") == [
        ("kingdom", "in-exchange-for", "total-catch", "A lower total catch", True),
        ("kingdom", "precondition", None, "Observers are on board", True),
        ("kingdom", "package", "net-size", "Nets are settled with it", True),
        ("isle-east", "precondition", "licence-fee", "The fee is fixed", True),
    ]
    assert rows(found.disputes, "party position disputed_by summary") == [
        ("republic", 1, "kingdom", "It has offered two ports."),
        ("republic", 1, "secretariat", "No paper says so."),
    ]
    day = pd.Timestamp(2024, 5, 11)
    assert rows(found.silences, "party kind checked sources", issue="observers") == [
        ("kingdom", "no-public-position", day, "report; interview"),
        ("republic", "declined", None, "report"),
        ("islands", "conflicting", None, ""),
        ("fishers", "not-applicable", day, ""),
        ("secretariat", "not-reported", day, "report; report"),
    ]


def test_a_condition_does_not_hold_before_its_position() -> None:
    found = build_frames(every_part(), dt.date(2024, 5, 9)).conditions
    assert list(found["current"]) == [False] * 4


def test_claims_and_events() -> None:
    found = every_frame()
    columns = "claim share_agreed attribution speakers sources locators"
    assert rows(found.claims, columns) == [
        ("nearly-done", 0.75, "joint-statement", "The chair; A delegate", "report; communique",
         "2; 1; 3"),
        ("no-rush", None, "on-record", "The chair", "interview", "12:30"),
    ]  # fmt: skip
    columns = "event date_from date_to kind upcoming parties issues sources"
    first, *_ = rows(found.events, columns, event="first-session")
    assert first == (
        "first-session", pd.Timestamp(2024, 3, 1), pd.Timestamp(2024, 3, 1), "meeting", False,
        "kingdom; republic; islands", "total-catch; net-size", "report; draft",
    )  # fmt: skip
    assert rows(found.events, columns, event="second-session") == [
        ("second-session", pd.Timestamp(2024, 5, 30), pd.Timestamp(2024, 6, 2), "deadline", True,
         "secretariat", "", "communique")
    ]  # fmt: skip
    assert rows(found.events, "kind upcoming", event="storm") == [("other", False)]


def test_sources() -> None:
    columns = "publisher author url kind language reliability locator_unit locator_count"
    found = every_frame().sources
    assert rows(found, columns, source="report") == [
        ("The Tide", "R. Gull", "https://example.org/nets?a=1&b=2", "news", "en", "B",
         "paragraph", 20.0)
    ]  # fmt: skip
    assert rows(found, columns, source="register") == [
        ("Registry", None, None, "dataset", None, None, "row", None)
    ]


def test_what_is_empty_has_all_columns(tmp_path: Path) -> None:
    area = "area: border\ntitle: Border\nissues: []\n"
    edits = {"issues/border.yaml": area, "issues/money.yaml": None}
    found = build_frames(load(folder(tmp_path, edits)))
    for name, table in found.tables().items():
        assert list(table.columns) == list(COLUMNS[name]), name
        assert len(table) == {"parties": 2, "sources": 1}.get(name, 0), name


def test_the_types_of_columns_do_not_depend_on_what_is_there(tmp_path: Path) -> None:
    small = build_frames(load(folder(tmp_path))).tables()
    for name, table in every_frame().tables().items():
        for column in table:
            there, here = table[column].dtype, small[name][column].dtype
            if isinstance(there, pd.CategoricalDtype):
                assert isinstance(here, pd.CategoricalDtype), (name, column)
            else:
                assert here == there, (name, column)


def test_the_negotiation_is_left_as_it_was() -> None:
    negotiation = load(EVERY_PART)
    before = copy.deepcopy(negotiation)
    build_frames(negotiation, dt.date(2024, 3, 1))
    build_frames(negotiation)
    pd.testing.assert_frame_equal(negotiation.positions, before.positions)
    pd.testing.assert_frame_equal(negotiation.evidence, before.evidence)
    assert negotiation.issues == before.issues
    assert negotiation.parties == before.parties
    assert negotiation.header == before.header


def test_another_day_made_from_frames_is_that_day_made_anew() -> None:
    negotiation = every_part()
    day = dt.date(2024, 1, 10)
    anew, made = (
        build_frames(negotiation, day).tables(),
        build_frames(negotiation, day, every_frame()).tables(),
    )
    for name, table in anew.items():
        pd.testing.assert_frame_equal(made[name], table)
    assert not anew["positions"]["current"].equals(every_frame().positions["current"])
