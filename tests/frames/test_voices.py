"""Whose voice counts: members that follow their bloc, members that differ, and that nobody counts
twice."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

from parley.frames.acceptable import acceptable
from parley.frames.blocs import blocs_of, member_blocs
from parley.frames.own_tables import frames_from_tables
from parley.frames.voices import Statements, Voices, dissenting_positions, find_voices
from tests.frames.test_blocs import NESTED, TWO, parties

Row = tuple[Any, ...]
"""An issue, a party, and maybe what it says and the bloc whose position it takes."""


def voices(
    blocs: dict[str, list[str]],
    *rows: Row,
    shown: list[str] | None = None,
    in_view: list[str] | None = None,
    decide: tuple[str, ...] = (),
    **issue: Any,
) -> tuple[list[tuple[str, str]], dict[tuple[str, str], str]]:
    """Issue and party of each voice, and who speaks for the others, both by row.

    What is said is a stance, `supports` where it is left out, or columns of positions; `shown` is
    the order of showing, `in_view` says who is, by default all.
    """
    said = [row[2] if len(row) > 2 else {} for row in rows]
    columns = [each if isinstance(each, dict) else {"stance": each} for each in said]
    held = pd.DataFrame(
        {
            "issue": [row[0] for row in rows],
            "party": [row[1] for row in rows],
            "inherited_from": [row[3] if len(row) > 3 else None for row in rows],
        }
    )
    of = pd.DataFrame([{"stance": "supports", **each} for each in columns], index=held.index)
    named = [*blocs, *(up for above in blocs.values() for up in above), *held["party"]]
    every = shown or list(dict.fromkeys(named))
    table = pd.DataFrame(
        {"party": every, "blocs": ["; ".join(blocs.get(party, ())) for party in every]}
    )
    issues = pd.DataFrame({"issue": held["issue"].unique(), **issue})
    frames = frames_from_tables(table, issues, held.join(of))
    found = of_frames(frames, in_view, decide)
    cells = [(str(row.issue), str(row.party)) for row in frames.positions.itertuples()]
    return (
        [cell for cell, counts in zip(cells, found.counts, strict=True) if counts],
        {cell: cells[by][1] for cell, by in zip(cells, found.spoken_by, strict=True) if by >= 0},
    )


def of_frames(frames: Any, in_view: list[str] | None, decide: tuple[str, ...]) -> Voices:
    positions = frames.positions
    statements = Statements(positions, frames.issues, acceptable(positions, frames.issues))
    measured = np.ones(len(positions), bool)
    if in_view is not None:
        measured = positions["party"].isin(in_view).to_numpy()
    decides = positions["party"].isin(decide).to_numpy()
    blocs, shown = member_blocs(frames.parties), frames.parties["party"]
    return find_voices(positions, measured, blocs, statements, decides, shown)


@pytest.mark.parametrize(
    ("blocs", "spoken", "in_view", "count"),
    [
        (NESTED, ["top", "mid", "low", "leaf"], ["top", "mid", "low", "leaf"], ["top"]),
        (NESTED, ["top", "mid", "low", "leaf"], ["leaf", "low", "mid", "top"], ["top"]),
        (NESTED, ["top", "mid", "low", "leaf"], ["mid", "low", "leaf"], ["mid"]),
        (NESTED, ["top", "mid", "low", "leaf"], ["top", "leaf"], ["top"]),
        (NESTED, ["top", "mid", "low", "leaf"], ["leaf"], ["leaf"]),
        (NESTED, ["mid", "far"], ["top", "mid", "far"], ["mid", "far"]),
        (NESTED, ["far", "leaf"], ["top", "mid", "low", "leaf", "far"], ["far", "leaf"]),
        (NESTED, ["far", "low", "leaf"], ["top", "mid", "low", "leaf", "far"], ["far", "low"]),
        (TWO, ["shared", "one"], ["shared", "one"], ["shared", "one"]),
        (TWO, ["second", "shared", "one"], ["first", "second", "shared", "one"], ["second", "one"]),
        (TWO, ["first", "second", "shared"], ["second", "shared"], ["second"]),
        (TWO, ["first", "second"], ["first", "second"], ["first", "second"]),
        (TWO, ["first", "shared"], [], []),
        ({}, ["first", "shared"], ["first", "shared"], ["first", "shared"]),
    ],
)
def test_a_bloc_never_counts_beside_members_that_say_the_same(
    blocs: dict[str, list[str]], spoken: list[str], in_view: list[str], count: list[str]
) -> None:
    found, _ = voices(blocs, *(("line", party) for party in spoken), in_view=in_view)
    assert found == [("line", party) for party in count]


@pytest.mark.parametrize(
    "order", [["top", "mid", "low"], ["low", "mid", "top"], ["mid", "top", "low"]]
)
def test_who_counts_does_not_hang_on_the_folders_order(order: list[str]) -> None:
    members = {"top": ["mid"], "mid": ["low"], "low": ["leaf"]}
    blocs = blocs_of(parties(**{id: members[id] for id in order}, leaf=[]))
    rows = [("line", party) for party in ("leaf", "low", "mid", "top")]
    found, spoken = voices(blocs, *rows, shown=[*order, "leaf"])
    assert found == [("line", "top")]
    assert spoken == {("line", party): "top" for party in ("leaf", "low", "mid")}


def test_who_counts_is_told_issue_by_issue() -> None:
    rows = [("line", "first"), ("line", "shared"), ("price", "shared")]
    found, spoken = voices(TWO, *rows)
    assert found == [("line", "first"), ("price", "shared")]
    assert spoken == {("line", "shared"): "first"}


def test_what_no_longer_holds_neither_counts_nor_speaks() -> None:
    held = pd.DataFrame({"issue": ["line"] * 2, "party": ["first", "shared"], "stance": "open"})
    table = pd.DataFrame({"party": ["first", "shared"], "blocs": ["", "first"]})
    frames = frames_from_tables(table, pd.DataFrame({"issue": ["line"]}), held)
    positions = frames.positions.assign(current=[False, True])
    statements = Statements(positions, frames.issues, acceptable(positions, frames.issues))
    holds = positions["current"].to_numpy(bool)
    found = find_voices(
        positions, holds, {"shared": ["first"]}, statements, holds, ["first", "shared"]
    )
    assert found.counts.tolist() == [False, True]


@pytest.mark.parametrize(
    ("in_view", "count"),
    [
        (["shared", "one"], ["shared"]),
        (["one"], ["one"]),
        (["first", "shared", "one"], ["first"]),
        (["second", "shared", "one"], ["second", "shared"]),
    ],
)
def test_what_members_take_from_a_bloc_out_of_view_counts_once(
    in_view: list[str], count: list[str]
) -> None:
    """The other bloc in view says something else, and does not speak for what they take."""
    rows = [
        ("line", "first"), ("line", "second", "opposes"), ("line", "shared", "supports", "first"),
        ("line", "one", "supports", "first"),
    ]  # fmt: skip
    found, _ = voices(TWO, *rows, in_view=in_view)
    assert found == [("line", party) for party in count]


def test_to_repeat_a_bloc_out_of_view_in_words_of_its_own_is_no_second_voice() -> None:
    rows = [("line", "first"), ("line", "shared"), ("line", "one", "supports", "first")]
    found, spoken = voices(TWO, *rows, in_view=["shared", "one"])
    assert (found, spoken) == ([("line", "shared")], {("line", "one"): "shared"})
    differs = [rows[0], ("line", "shared", "open"), rows[2]]
    found, spoken = voices(TWO, *differs, in_view=["shared", "one"])
    assert (found, spoken) == ([("line", "shared"), ("line", "one")], {})


@pytest.mark.parametrize("shown", [["first", "a", "b", "c"], ["c", "b", "a", "first"]])
@pytest.mark.parametrize(
    ("decide", "speaks"), [(("b",), ["b"]), (("c",), ["c"]), ((), None), (("a", "c"), None)]
)
def test_of_members_that_repeat_a_bloc_out_of_view_one_that_decides_speaks(
    shown: list[str], decide: tuple[str, ...], speaks: list[str] | None
) -> None:
    """Whatever the order in the file; of several that decide, or none, the first as shown."""
    blocs = {member: ["first"] for member in "abc"}
    rows = [("line", "first"), *(("line", member, "supports", "first") for member in "bca")]
    found, spoken = voices(blocs, *rows, shown=shown, in_view=list("abc"), decide=decide)
    expected = speaks or [next(id for id in shown if id in (decide or tuple("abc")))]
    assert found == [("line", id) for id in expected]
    assert set(spoken.values()) == set(expected) and len(spoken) == 2


LADDER = {"options": "none; some; all"}
SCALE = {"numeric": True, "scale_min": 0.0, "scale_max": 100.0}


def value(low: float, high: float | None = None, bound: str = "exactly") -> dict[str, Any]:
    high = low if high is None else high
    return {"stance": None, "value_from": low, "value_to": high, "bound": bound}


@pytest.mark.parametrize(
    ("bloc", "member", "issue", "follows"),
    [
        ("supports", "supports", {}, True),
        ("supports", "open", {}, False),
        ("supports", "opposes", {}, False),
        ({"option": "all"}, {"option": "all"}, LADDER, True),
        ({"option": "all"}, {"option": "some"}, LADDER, False),
        ({"option": "all"}, {}, LADDER, False),
        ({"option": "all"}, {"option": "all", "fallback": "some"}, LADDER, False),
        (value(50), value(50), SCALE, True),
        (value(50), value(55), SCALE, True),  # a twentieth of the range
        (value(50), value(55.1), SCALE, False),
        (value(50), value(51), {**SCALE, "scale_tolerance": 0.5}, False),
        (value(50), value(58), {**SCALE, "scale_tolerance": 8.0}, True),
        (value(50), value(51), {**SCALE, "scale_tolerance": 0.0}, False),
        (value(40, 60), value(42, 57), SCALE, True),
        (value(40, 60), value(40, 70), SCALE, False),
        (value(40, 60), value(50), SCALE, False),
        (value(50), value(50, bound="at-least"), SCALE, False),
        (value(50, bound="at-least"), value(52, bound="at-least"), SCALE, True),
        (value(50, bound="at-most"), value(50, bound="at-least"), SCALE, False),
        (value(100), value(100, bound="at-least"), SCALE, False),
    ],
)
def test_a_member_follows_where_stance_rungs_bound_and_value_are_the_same(
    bloc: Any, member: Any, issue: dict[str, Any], follows: bool
) -> None:
    rows = [("line", "first", bloc), ("line", "shared", member)]
    found, spoken = voices(TWO, *rows, **issue)
    assert found == [("line", "first"), ("line", "shared")][: 1 if follows else 2]
    assert spoken == ({("line", "shared"): "first"} if follows else {})


def test_who_differs_from_the_nearest_bloc_may_follow_one_above() -> None:
    rows = [("line", "top"), ("line", "mid", "opposes"), ("line", "low")]
    found, spoken = voices(NESTED, *rows)
    assert found == [("line", "top"), ("line", "mid")]
    assert spoken == {("line", "low"): "top"}


def test_one_voice_on_each_of_many_issues() -> None:
    issues = [f"i{number}" for number in range(100)]
    rows = [(i, p, "supports", "first") for i in issues for p in ("one", "shared")]
    bloc = [(i, "first") for i in issues]
    found, _ = voices(
        TWO, *bloc, *rows, shown=["first", "one", "shared"], in_view=["one", "shared"]
    )
    assert found == [(issue, "one") for issue in issues]


def test_flags_of_those_that_a_voice_speaks_for_are_its_own() -> None:
    counts, spoken_by = np.array([True, False, True, False]), np.array([-1, 0, -1, 2])
    found = Voices(counts, spoken_by)
    assert found.any_of(np.array([False, True, False, False])).tolist() == [
        True,
        False,
        False,
        False,
    ]
    assert found.any_of(np.array([False, False, True, False])).tolist() == [
        False,
        False,
        True,
        False,
    ]
    assert found.followers(2).tolist() == [3] and found.followers(1).tolist() == []


def test_dissent_is_a_members_own_word_against_a_bloc_it_belongs_to() -> None:
    table = pd.DataFrame({"party": ["top", "mid", "leaf"], "blocs": ["", "top", "mid"]})
    held = pd.DataFrame(
        {
            "issue": ["a", "a", "a", "b", "b", "b", "c", "c"],
            "party": ["top", "mid", "leaf"] * 2 + ["top", "leaf"],
            "stance": ["supports", "open", "open", "supports", "supports", "opposes", "open", "opposes"],
            "inherited_from": [None, None, "mid", None, "top", None, None, None],
        }
    )  # fmt: skip
    frames = frames_from_tables(table, pd.DataFrame({"issue": list("abc")}), held)
    positions = frames.positions
    statements = Statements(positions, frames.issues, acceptable(positions, frames.issues))
    found = dissenting_positions(positions, member_blocs(frames.parties), statements)
    cells = positions.loc[found, ["issue", "party"]].astype(str).values.tolist()
    assert cells == [["a", "mid"], ["b", "leaf"]]
