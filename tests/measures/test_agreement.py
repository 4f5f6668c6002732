"""Agreement and comparison, against what a person computes by hand."""

from __future__ import annotations

import math

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parley.frames.view import select
from parley.measures import agreement, comparison, unit_scores
from tests.folders import every_frame
from tests.measures.tables import Value, issues, positions, view

NAMES = ["a", "b", "c"]

TABLE = issues(border=1, army=3, price=(2, 0.0, 10.0), aid=1)
HELD = positions(
    ("border", "a", 2), ("border", "b", -2), ("border", "c", 0),
    ("army", "a", 2), ("army", "b", 1),
    ("price", "a", (3, 3)), ("price", "b", (4, 6)),
    ("aid", "b", -1),
)  # fmt: skip


def pairs(found: pd.DataFrame) -> list[tuple[object, ...]]:
    return list(found.round(6).itertuples(index=False, name=None))


def test_the_worked_example() -> None:
    # a and b: 1 - (1·1 + 3·0.25 + 2·0.2) / (1 + 3 + 2) = 1 - 2.15/6; c shares the border alone.
    assert pairs(agreement(view(HELD, TABLE, NAMES))) == [
        ("a", "b", round(1 - 2.15 / 6, 6), 3, 4),
        ("a", "c", 0.5, 1, 4),
        ("b", "c", 0.5, 1, 4),
    ]


def test_unit_scores_on_the_range_of_each_issue() -> None:
    found = unit_scores(view(HELD, TABLE, NAMES))
    assert found.index.tolist() == ["border", "army", "price", "aid"]
    assert found.columns.tolist() == NAMES
    missing = -1.0
    assert found.fillna(missing).to_numpy().tolist() == [
        [1.0, 0.0, 0.5],
        [1.0, 0.75, missing],
        [0.3, 0.5, missing],
        [missing, 0.25, missing],
    ]


@pytest.mark.parametrize(
    ("low", "high", "one", "other", "score"),
    [
        (0, 10, (0, 0), (10, 10), 0.0),
        (0, 10, (2, 8), (5, 5), 1.0),
        (-10, 10, (-10, -10), (0, 0), 0.5),
        (-10, 10, (-4, 0), (0, 4), 0.8),
        (100, 200, (100, 100), (125, 125), 0.75),
    ],
)
def test_a_numeric_issue_uses_its_own_range_and_the_midpoint(
    low: float, high: float, one: tuple[float, float], other: tuple[float, float], score: float
) -> None:
    held = positions(("price", "a", one), ("price", "b", other))
    found = agreement(view(held, issues(price=(1, low, high)), ["a", "b"]))
    assert pairs(found) == [("a", "b", score, 1, 1)]


def test_nothing_shared_has_no_score() -> None:
    held = positions(("border", "a", 2), ("army", "b", 2))
    ((_, _, score, shared, possible),) = pairs(agreement(view(held, TABLE, ["a", "b"])))
    assert math.isnan(float(str(score)))
    assert (shared, possible) == (0, 4)


@pytest.mark.parametrize("parties", [[], ["a"]])
def test_fewer_than_two_parties_have_no_score(parties: list[str]) -> None:
    found = agreement(view(HELD, TABLE, parties))
    assert list(found.columns) == ["party_a", "party_b", "score", "shared", "possible"]
    assert len(found) == 0


def test_no_positions_and_no_issues() -> None:
    ((*_, shared, possible),) = pairs(agreement(view(HELD.head(0), TABLE, ["a", "b"])))
    assert (shared, possible) == (0, 4)
    ((*_, shared, possible),) = pairs(agreement(view(HELD, TABLE.head(0), ["a", "b"])))
    assert (shared, possible) == (0, 0)
    assert comparison(view(HELD.head(0), TABLE, NAMES)).tolist() == ["none"] * 4
    assert comparison(view(HELD, TABLE.head(0), NAMES)).tolist() == []


SCORES = st.none() | st.integers(-2, 2)
VALUES = st.none() | st.tuples(st.floats(0, 5), st.floats(5, 10))


@st.composite
def negotiations(draw: st.DrawFn) -> pd.DataFrame:
    kinds = {"border": SCORES, "army": SCORES, "price": VALUES, "aid": SCORES}
    drawn = [(issue, party, draw(kind)) for issue, kind in kinds.items() for party in NAMES]
    return positions(*(row for row in drawn if row[2] is not None))


@settings(max_examples=50, deadline=None)  # each makes several views
@given(negotiations())
def test_bounds_symmetry_and_the_silent(held: pd.DataFrame) -> None:
    found = agreement(view(held, TABLE, NAMES))
    assert ((found["score"].dropna() > -1e-9) & (found["score"].dropna() < 1 + 1e-9)).all()
    assert found["score"].isna().equals(found["shared"] == 0)
    turned = agreement(view(held, TABLE, NAMES[::-1]))
    turned = turned.rename(columns={"party_a": "party_b", "party_b": "party_a"})
    key = ["party_a", "party_b"]
    pd.testing.assert_frame_equal(
        found.sort_values(key, ignore_index=True),
        turned[found.columns].sort_values(key, ignore_index=True),
    )
    joined = agreement(view(held, TABLE, [*NAMES, "silent"]))
    with_silent = joined["party_b"] == "silent"
    pd.testing.assert_frame_equal(found, joined[~with_silent].reset_index(drop=True))
    assert joined[with_silent]["score"].isna().all()


def test_weights_in_proportion_change_nothing() -> None:
    heavier = TABLE.assign(weight=TABLE["weight"] * 7)
    pd.testing.assert_frame_equal(
        agreement(view(HELD, TABLE, NAMES)), agreement(view(HELD, heavier, NAMES)), atol=1e-12
    )


def test_the_input_does_not_change() -> None:
    before = HELD.copy(deep=True), TABLE.copy(deep=True)
    of = view(HELD, TABLE, NAMES)
    frames = {name: frame.copy(deep=True) for name, frame in of.frames.tables().items()}
    agreement(of)
    comparison(of)
    pd.testing.assert_frame_equal(HELD, before[0])
    pd.testing.assert_frame_equal(TABLE, before[1])
    for name, frame in of.frames.tables().items():
        pd.testing.assert_frame_equal(frame, frames[name])


@pytest.mark.parametrize(
    ("values", "group"),
    [
        ([], "none"),
        ([2], "some"),
        ([0], "some"),
        ([2, 1], "agree"),
        ([-1, -2, -2], "agree"),
        ([2, -1], "differ"),
        ([2, 2, -2], "differ"),
        ([0, 0], "agree"),
    ],
)
def test_how_parties_stand_by_stance(values: list[float], group: str) -> None:
    held = positions(*(("border", name, value) for name, value in zip("abc", values, strict=False)))
    assert comparison(view(held, issues(border=1), NAMES)).to_dict() == {"border": group}


@pytest.mark.parametrize(
    ("values", "group"),
    [
        ([(3, 3)], "some"),
        ([(3, 3), (3, 3)], "agree"),
        ([(3, 3), (4, 4)], "differ"),
        ([(3, 5), (4, 6)], "agree"),
        ([(3, 4), (4, 6)], "agree"),
        ([(3, 5), (4, 6), (6, 7)], "differ"),
    ],
)
def test_how_parties_stand_by_value(values: list[Value], group: str) -> None:
    held = positions(*(("price", name, value) for name, value in zip("abc", values, strict=False)))
    assert comparison(view(held, issues(price=(1, 0, 10)), NAMES)).to_dict() == {"price": group}


def test_the_agreement_of_a_whole_folder() -> None:
    # port-access 3: |1 - 0|; licence-fee 1: |7.5 - 15| / 20; total-catch 2: |130 - 100| / 200;
    # net-size 0.5: |0.75 - 1|; on observers and the seal ban one of them is silent.
    found = agreement(select(every_frame(), parties=["kingdom", "republic"]))
    apart = 3 * 1 + 1 * 0.375 + 2 * 0.15 + 0.5 * 0.25
    assert pairs(found) == [("kingdom", "republic", round(1 - apart / 6.5, 6), 4, 6)]


@pytest.mark.parametrize(
    ("parties", "expected"),
    [
        (("kingdom", "republic"), ["differ", "differ", "none", "differ", "agree", "some"]),
        (("islands", "isle-north"), ["some", "some", "none", "some", "some", "none"]),
        (("small-isles", "isle-west"), ["some", "some", "none", "some", "some", "none"]),
        (("isle-north", "isle-west"), ["some", "some", "none", "differ", "some", "none"]),
        (("kingdom",), ["some", "some", "none", "some", "some", "none"]),
    ],
)
def test_the_comparison_of_a_whole_folder(parties: tuple[str, ...], expected: list[str]) -> None:
    assert comparison(select(every_frame(), parties=parties)).tolist() == expected
