"""Links between issues: which are listed, in which words, and which circles they make."""

from __future__ import annotations

import itertools

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parley.frames.columns import Frames
from parley.frames.selection import Selection
from parley.frames.view import apply_selection
from parley.measures.tradeoffs import CYCLE_MEANINGS, LINK_COLUMNS, cycles, links
from tests.folders import every_frame


def links_in(
    frames: Frames, parties: list[str] | None = None, issues: list[str] | None = None
) -> pd.DataFrame:
    """The links of these parties and issues, by default of all."""
    every = frames.parties["party"] if parties is None else parties
    return links(apply_selection(frames, Selection()).of(parties=every, issues=issues))


Row = tuple[str, str, str | None, str]
ONLY, FOR, WITH = "precondition", "in-exchange-for", "package"


def links_of(*rows: Row) -> pd.DataFrame:
    """Links from a party, an issue, the issue it hangs on and the kind."""
    frame = pd.DataFrame(
        [
            (party, party, a, a.upper(), b, b and b.upper(), kind, "Text.", 0, "")
            for party, a, b, kind in rows
        ],
        columns=list(LINK_COLUMNS),
    )
    ids = sorted({*frame["issue"], *frame["on_issue"].dropna()})
    return frame.assign(issue=pd.Categorical(frame["issue"], categories=ids))


def test_the_shipped_links_in_words(shipped_frames: Frames) -> None:
    found = links_in(shipped_frames)
    assert list(found.columns) == list(LINK_COLUMNS)
    guarantees = (
        "Article 5-style guarantees (Firm security guarantees come before any decision on "
        "front-line positions, whatever it is.)"
    )
    monitoring = (
        "Monitoring of a ceasefire (Monitoring of any ceasefire is among those guarantees, before "
        "any decision.)"
    )
    assert found["sentence"].tolist() == [
        f"Ukraine on Withdrawal from parts of Donetsk: only after {guarantees}",
        f"Ukraine on Withdrawal from parts of Donetsk: only after {monitoring}",
        f"Ukraine on Freeze along the front line: only after {guarantees}",
        f"Ukraine on Freeze along the front line: only after {monitoring}",
        "Ukraine on Dropping the aim of NATO membership: in exchange for Article 5-style "
        "guarantees (Ukraine receives Western security guarantees.)",
    ]
    assert cycles(found).found == ()


def test_a_condition_that_names_no_issue_is_listed_too() -> None:
    found = links_in(every_frame())
    assert found["sentence"].tolist() == [
        "Kingdom of Vael on Port access: in exchange for Total catch (A lower total catch)",
        "Kingdom of Vael on Port access: only after: Observers are on board",
        "Kingdom of Vael on Port access: together with Mesh of nets (Nets are settled with it)",
        "East Isle on Port access: only after Licence fee (The fee is fixed)",
    ]
    assert found["on_issue"].isna().tolist() == [False, True, False, False]


@pytest.mark.parametrize(
    ("parties", "issues", "setters"),
    [
        (["kingdom"], None, ["kingdom"] * 3),
        (["isle-east", "republic"], None, ["isle-east"]),
        (["republic"], None, []),
        (None, ["licence-fee"], []),
        ([], None, []),
    ],
)
def test_parties_and_issues_in_view(
    parties: list[str] | None, issues: list[str] | None, setters: list[str]
) -> None:
    found = links_in(every_frame(), parties, issues)
    assert found["party"].tolist() == setters
    assert found.dtypes.equals(links_in(every_frame()).dtypes)


def inheriting() -> Frames:
    """every-part, where a condition is set on a position that members take from their bloc."""
    frames = every_frame()
    bloc = frames.positions
    row = bloc[(bloc["party"] == "reef-pact") & (bloc["issue"] == "port-access")].iloc[0]
    conditions = frames.conditions.iloc[:1].assign(
        party=pd.Categorical(["reef-pact"], categories=frames.parties["party"].cat.categories),
        position=row["position"],
    )
    return Frames(**{**frames.tables(), "conditions": conditions})


@pytest.mark.parametrize(
    "parties", [None, ["reef-pact"], ["isle-west"], ["reef-pact", "isle-west"]]
)
def test_what_members_take_over_is_listed_once_as_the_blocs(parties: list[str] | None) -> None:
    assert links_in(inheriting(), parties)["party"].tolist() == ["reef-pact"]


def test_earlier_positions_have_no_links() -> None:
    frames = every_frame()
    positions = frames.positions.assign(current=False)
    assert links_in(Frames(**{**frames.tables(), "positions": positions})).empty


@pytest.mark.parametrize(
    ("rows", "kinds", "sentence"),
    [
        (
            [("A", "x", "y", ONLY), ("B", "y", "x", ONLY)],
            ["deadlock"],
            "A on X waits for Y and B on Y waits for X.",
        ),
        (
            [("A", "x", "y", ONLY), ("B", "y", "z", ONLY), ("C", "z", "x", ONLY)],
            ["deadlock"],
            "A on X waits for Y, B on Y waits for Z and C on Z waits for X.",
        ),
        (
            [("A", "x", "y", FOR), ("B", "y", "x", FOR)],
            ["exchange"],
            "A on X hangs on Y and B on Y hangs on X.",
        ),
        (
            [("A", "x", "y", ONLY), ("B", "y", "x", WITH)],
            ["exchange"],
            "A on X hangs on Y and B on Y hangs on X.",
        ),
        (
            [("A", "x", "y", ONLY), ("A", "y", "x", ONLY)],
            ["own"],
            "A on X hangs on Y and A on Y hangs on X.",
        ),
        (
            [("A", "x", "y", ONLY), ("B", "x", "y", FOR), ("A", "y", "x", ONLY)],
            ["exchange"],
            "A on X hangs on Y, B on X hangs on Y and A on Y hangs on X.",
        ),
        ([("A", "x", "y", ONLY), ("B", "z", "y", ONLY)], [], ""),
        ([("A", "x", None, ONLY), ("B", "y", "x", ONLY)], [], ""),
    ],
)
def test_circles_have_a_name(rows: list[Row], kinds: list[str], sentence: str) -> None:
    found = cycles(links_of(*rows))
    assert found.complete
    assert [circle.kind for circle in found.found] == kinds
    if kinds:
        assert found.found[0].sentence == sentence
        assert found.found[0].rows == tuple(range(len(rows)))
        assert found.found[0].kind in CYCLE_MEANINGS


def test_a_deadlock_is_made_by_what_has_to_come_first_alone() -> None:
    rows = [("A", "x", "y", ONLY), ("C", "x", "y", WITH), ("B", "y", "x", ONLY)]
    (circle,) = cycles(links_of(*rows)).found
    assert (circle.kind, circle.issues, circle.rows) == ("deadlock", ("x", "y"), (0, 2))


def test_deadlocks_come_first_and_shorter_ones_before_longer() -> None:
    found = cycles(
        links_of(
            ("A", "a", "b", FOR), ("B", "b", "a", FOR),
            ("A", "c", "d", ONLY), ("B", "d", "e", ONLY), ("A", "e", "c", ONLY),
            ("A", "f", "g", ONLY), ("B", "g", "f", ONLY),
        )
    ).found  # fmt: skip
    assert [circle.issues for circle in found] == [("f", "g"), ("c", "d", "e"), ("a", "b")]


def test_where_there_are_too_many_it_says_so() -> None:
    rows = [("A", a, b, ONLY) for a, b in itertools.permutations("abcdefghijkl", 2)]
    found = cycles(links_of(*rows), most=10)
    assert len(found.found) == 10
    assert not found.complete
    assert not cycles(links_of(*rows), steps=50, most=10**6).complete
    assert not cycles(links_of(*rows), longest=2, most=10**6).complete


EDGES = st.lists(st.tuples(st.sampled_from("abcde"), st.sampled_from("abcde")), max_size=12)


@settings(deadline=None)
@given(EDGES)
def test_each_elementary_cycle_is_found_once(edges: list[tuple[str, str]]) -> None:
    pairs = {(one, other) for one, other in edges if one != other}
    expected = {
        around
        for size in range(2, 6)
        for around in itertools.permutations("abcde", size)
        if around[0] == min(around)
        and all(pair in pairs for pair in zip(around, (*around[1:], around[0]), strict=True))
    }
    found = cycles(links_of(*(("A", one, other, ONLY) for one, other in pairs)))
    assert found.complete
    assert sorted(circle.issues for circle in found.found) == sorted(expected)


def test_the_input_does_not_change() -> None:
    conditions, positions = every_frame().conditions.copy(), every_frame().positions.copy()
    found = links_in(every_frame())
    before = found.copy()
    cycles(found)
    pd.testing.assert_frame_equal(found, before)
    pd.testing.assert_frame_equal(every_frame().conditions, conditions)
    pd.testing.assert_frame_equal(every_frame().positions, positions)
