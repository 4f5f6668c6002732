"""Who speaks for whom: blocs, and what their members take from them."""

from __future__ import annotations

import pandas as pd
import pytest

from parley.format.models import Party
from parley.frames.blocs import blocs_of, inherited_positions


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
    pd.testing.assert_frame_equal(rows, before)
