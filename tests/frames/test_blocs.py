"""Who speaks for whom: inheritance, dissent, and that nobody counts twice."""

from __future__ import annotations

import pandas as pd
import pytest

from parley.format.models import Party
from parley.frames.blocs import blocs_of, inherited_positions, is_voice


def parties(**members: list[str]) -> list[Party]:
    """Parties in the given order; a bloc's members follow its name."""
    return [
        Party(id=id, name=id, kind="bloc" if names else "state", role="observer", members=names)
        for id, names in members.items()
    ]


def held(*rows: tuple[str, ...]) -> pd.DataFrame:
    """Positions that hold: each an issue, a party, whose name is what it says, and maybe its bloc.

    The bloc is the one whose position the party takes.
    """
    return pd.DataFrame(
        {
            "issue": pd.Categorical([row[0] for row in rows]),
            "party": pd.Categorical([row[1] for row in rows]),
            "says": [row[1] for row in rows],
            "current": True,
            "inherited_from": pd.Categorical([row[2] if len(row) > 2 else None for row in rows]),
        }
    )


NESTED = blocs_of(parties(top=["mid", "far"], mid=["low"], low=["leaf"], leaf=[], far=[]))
TWO = blocs_of(parties(first=["shared", "one"], second=["shared"], shared=[], one=[]))
LOOP_FREE_DIAMOND = blocs_of(parties(top=["left", "right"], left=["leaf"], right=["leaf"], leaf=[]))


def test_blocs_of_a_member_stand_in_the_folders_order() -> None:
    assert TWO == {"shared": ["first", "second"], "one": ["first"]}
    assert blocs_of(parties(b=["x"], a=["x"], x=[])) == {"x": ["b", "a"]}
    assert blocs_of(parties(x=[], y=[])) == {}


def taken(rows: pd.DataFrame, blocs: dict[str, list[str]]) -> dict[str, tuple[str, str]]:
    found = inherited_positions(rows, blocs)
    return {str(row.party): (str(row.inherited_from), str(row.says)) for row in found.itertuples()}


@pytest.mark.parametrize(
    ("blocs", "spoken", "expected"),
    [
        (NESTED, ["top"], dict.fromkeys(("mid", "far", "low", "leaf"), ("top", "top"))),
        (
            NESTED,
            ["top", "mid"],
            {"far": ("top", "top"), "low": ("mid", "mid"), "leaf": ("mid", "mid")},
        ),
        (NESTED, ["top", "low"], {
            "mid": ("top", "top"), "far": ("top", "top"), "leaf": ("low", "low")}),
        (NESTED, ["leaf"], {}),
        (NESTED, ["top", "mid", "far", "low", "leaf"], {}),
        (TWO, ["first", "second"], {"shared": ("first", "first"), "one": ("first", "first")}),
        (TWO, ["second"], {"shared": ("second", "second")}),
        (TWO, ["first", "second", "shared"], {"one": ("first", "first")}),
        (
            LOOP_FREE_DIAMOND,
            ["top", "right"],
            {"left": ("top", "top"), "leaf": ("right", "right")},
        ),
    ],
)  # fmt: skip
def test_a_member_takes_the_position_of_the_nearest_bloc_that_has_one(
    blocs: dict[str, list[str]], spoken: list[str], expected: dict[str, tuple[str, str]]
) -> None:
    rows = held(*(("line", party) for party in spoken))
    assert taken(rows, blocs) == expected


def test_each_issue_is_inherited_by_itself() -> None:
    rows = held(("line", "first"), ("price", "second"), ("price", "first"), ("fee", "shared"))
    found = inherited_positions(rows, TWO)
    said = found[["issue", "party", "inherited_from"]].astype(str)
    assert set(said.itertuples(index=False, name=None)) == {
        ("line", "shared", "first"),
        ("line", "one", "first"),
        ("price", "shared", "first"),
        ("price", "one", "first"),
    }  # fmt: skip


def test_nothing_to_inherit() -> None:
    assert len(inherited_positions(held(("line", "top")), {})) == 0
    assert len(inherited_positions(held(), NESTED)) == 0


def test_the_input_does_not_change() -> None:
    rows = held(("line", "top"), ("line", "leaf"))
    before = rows.copy(deep=True)
    inherited_positions(rows, NESTED)
    is_voice(rows, NESTED, ["top", "leaf"])
    pd.testing.assert_frame_equal(rows, before)


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
def test_a_bloc_never_counts_beside_its_members(
    blocs: dict[str, list[str]], spoken: list[str], in_view: list[str], count: list[str]
) -> None:
    rows = held(*(("line", party) for party in spoken))
    assert list(rows["party"][is_voice(rows, blocs, in_view)]) == count


@pytest.mark.parametrize(
    "order", [["top", "mid", "low"], ["low", "mid", "top"], ["mid", "top", "low"]]
)
def test_who_counts_does_not_hang_on_the_folders_order(order: list[str]) -> None:
    members = {"top": ["mid"], "mid": ["low"], "low": ["leaf"]}
    blocs = blocs_of(parties(**{id: members[id] for id in order}, leaf=[]))
    rows = held(*(("line", party) for party in ("leaf", "low", "mid", "top")))
    found = is_voice(rows, blocs, ["leaf", "low", "mid", "top"])
    assert list(rows["party"][found]) == ["top"]


def test_who_counts_is_told_issue_by_issue() -> None:
    rows = held(("line", "first"), ("line", "shared"), ("price", "shared"))
    assert is_voice(rows, TWO, ["first", "shared"]).tolist() == [True, False, True]


def test_what_no_longer_holds_does_not_count() -> None:
    rows = held(("line", "first"), ("line", "shared")).assign(current=[False, True])
    assert is_voice(rows, TWO, ["first", "shared"]).tolist() == [False, True]


@pytest.mark.parametrize(
    ("in_view", "count"),
    [
        (["shared", "one"], ["shared"]),
        (["one"], ["one"]),
        (["first", "shared", "one"], ["first"]),
        (["second", "shared", "one"], ["second", "one"]),
    ],
)
def test_what_members_take_from_a_bloc_out_of_view_counts_once(
    in_view: list[str], count: list[str]
) -> None:
    rows = held(
        ("line", "first"), ("line", "second"), ("line", "shared", "first"), ("line", "one", "first")
    )
    assert list(rows["party"][is_voice(rows, TWO, in_view)]) == count


def test_members_speak_for_themselves_where_their_bloc_is_out_of_view() -> None:
    rows = held(("line", "shared"), ("line", "one", "first"), ("price", "one", "first"))
    assert is_voice(rows, TWO, ["shared", "one"]).tolist() == [True, True, True]


def test_one_voice_on_each_of_many_issues() -> None:
    issues = [f"i{number}" for number in range(100)]
    rows = held(*((i, p, "first") for i in issues for p in ("one", "shared")))
    found = rows[is_voice(rows, TWO, ["one", "shared"])]
    assert list(found["issue"]) == issues and set(found["party"]) == {"one"}
