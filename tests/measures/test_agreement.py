"""Agreement and comparison, against what a person computes by hand."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parley.frames.own_tables import frames_from_tables
from parley.frames.selection import Selection
from parley.frames.view import View, apply_selection, select
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
    # a and b: 1 - (1·1 + 3·0.25 + 2·0.1) / (1 + 3 + 2) = 1 - 1.95/6; c shares the border alone.
    found = agreement(view(HELD, TABLE, NAMES))
    assert pairs(found.fillna(-1)) == [
        ("a", "b", 0.675, 3, 1, 2, 4),
        ("a", "c", -1, 1, 0, 0, 4),
        ("b", "c", -1, 1, 0, 0, 4),
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


@pytest.mark.parametrize("shared", range(5))
def test_there_is_a_score_from_three_shared_issues_on(shared: int) -> None:
    names = [f"i{number}" for number in range(shared)]
    held = positions(*((name, party, 1.0) for name in names for party in "ab"))
    table = issues(**dict.fromkeys(["other", *names], 1.0))
    (found,) = agreement(view(held, table, ["a", "b"])).to_dict("records")
    assert (found["shared"], found["same"], found["apart"]) == (shared, shared, 0)
    assert found["score"] == 1.0 if shared >= 3 else math.isnan(found["score"])


def one_issue(one: dict[str, Any], other: dict[str, Any], **issue: Any) -> View:
    """Two parties that agree on two issues, and on a third as told."""
    held = [{"issue": i, "party": p, "stance": "open"} for i in "st" for p in "ab"]
    held += [{"issue": "u", "party": p, **said} for p, said in (("a", one), ("b", other))]
    table = pd.DataFrame([{"issue": "s"}, {"issue": "t"}, {"issue": "u", **issue}])
    if "numeric" in issue:
        table["numeric"] = table["numeric"].fillna(False).astype(bool)
    else:
        table["options"] = table["options"].fillna("")
    held_ = pd.DataFrame(held)
    if "bound" in held_:
        held_["bound"] = held_["bound"].fillna("exactly")
    parties = pd.DataFrame({"party": ["a", "b"]})
    return apply_selection(frames_from_tables(parties, table, held_), Selection())


@pytest.mark.parametrize(
    ("low", "high", "one", "other", "distance"),
    [
        (0, 10, (0, 0), (10, 10), 1.0),
        (0, 10, (2, 8), (5, 5), 0.0),
        (-10, 10, (-10, -10), (0, 0), 0.5),
        (-10, 10, (-4, 0), (0, 4), 0.0),
        (-10, 10, (-4, 0), (3, 4), 0.15),
        (100, 200, (100, 100), (125, 125), 0.25),
        # Within a twentieth of the range there is none.
        (0, 100, (40, 40), (45, 45), 0.0),
        (0, 100, (40, 40), (45.5, 45.5), 0.055),
        # At least reaches to the upper end, at most to the lower.
        (0, 100, (35, 35, "at-least"), (40, 40), 0.0),
        (0, 100, (35, 35, "at-most"), (45, 45), 0.1),
        (0, 100, (35, 35, "at-most"), (60, 60, "at-least"), 0.25),
        (0, 100, (60, 60, "at-most"), (35, 35, "at-least"), 0.0),
        (0, 100, (20, 30, "at-least"), (90, 95), 0.0),
        (0, 100, (20, 30, "at-least"), (5, 10), 0.1),
    ],
)
def test_on_a_scale_the_gap_between_what_two_would_take(
    low: float, high: float, one: tuple[Any, ...], other: tuple[Any, ...], distance: float
) -> None:
    said = [
        {"stance": None, "value_from": start, "value_to": end, "bound": (*bound, "exactly")[0]}
        for start, end, *bound in (one, other)
    ]
    of = one_issue(*said, numeric=True, scale_min=float(low), scale_max=float(high))
    (found,) = agreement(of).to_dict("records")
    assert found["score"] == pytest.approx(1 - distance / 3)
    assert (found["same"], found["apart"]) == ((3, 0) if distance == 0 else (2, 1))


@pytest.mark.parametrize(
    ("one", "other", "distance", "same", "apart"),
    [
        (("supports", "r0"), ("supports", "r3"), 1.0, 0, 1),
        (("supports", "r1"), ("supports", "r2"), 1 / 3, 0, 1),
        (("supports", "r2"), ("supports", "r2"), 0.0, 1, 0),
        # From the fallback to what is asked for.
        (("supports", "r3", "r1"), ("supports", "r0"), 1 / 3, 0, 1),
        (("supports", "r3", "r1"), ("opposes", "r1"), 0.0, 1, 0),
        (("supports", "r0", "r1"), ("supports", "r3", "r2"), 1 / 3, 0, 1),
        # Where one names no rung, by stance.
        (("supports", "r0"), ("supports",), 0.0, 1, 0),
        (("supports", "r0"), ("reluctant",), 0.75, 0, 1),
        (("undecided", "r0"), ("supports",), 0.5, 0, 0),
    ],
)
def test_on_a_ladder_the_gap_in_rungs_where_both_name_one(
    one: tuple[str, ...], other: tuple[str, ...], distance: float, same: int, apart: int
) -> None:
    said = [
        dict(zip(("stance", "option", "fallback"), (*each, None, None), strict=False))
        for each in (one, other)
    ]
    (found,) = agreement(one_issue(*said, options="r0; r1; r2; r3")).to_dict("records")
    assert found["score"] == pytest.approx(1 - distance / 3)
    assert (found["same"], found["apart"]) == (2 + same, apart)


def test_nothing_shared_has_no_score() -> None:
    held = positions(("border", "a", 2), ("army", "b", 2))
    ((_, _, score, *counts),) = pairs(agreement(view(held, TABLE, ["a", "b"])))
    assert math.isnan(float(str(score)))
    assert counts == [0, 0, 0, 4]


@pytest.mark.parametrize("parties", [[], ["a"]])
def test_fewer_than_two_parties_have_no_score(parties: list[str]) -> None:
    found = agreement(view(HELD, TABLE, parties))
    assert list(found.columns) == [
        "party_a", "party_b", "score", "shared", "same", "apart", "possible"
    ]  # fmt: skip
    assert len(found) == 0


def test_no_positions_and_no_issues() -> None:
    ((*_, score, shared, same, apart, possible),) = pairs(
        agreement(view(HELD.head(0), TABLE, ["a", "b"]))
    )
    assert (shared, same, apart, possible) == (0, 0, 0, 4) and math.isnan(float(str(score)))
    ((*_, shared, same, apart, possible),) = pairs(agreement(view(HELD, TABLE.head(0), ["a", "b"])))
    assert (shared, same, apart, possible) == (0, 0, 0, 0)
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
    assert found["score"].isna().equals(found["shared"] < 3)
    assert (found["same"] + found["apart"] <= found["shared"]).all()
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
        ([0, 0], "neither"),  # neither leans
        ([2, 0], "neither"),
        ([2, 0, -1], "differ"),
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
        ([(3, 3), (3.5, 3.5)], "agree"),  # within the tolerance
        ([(3, 3), (3.5, 3.5), (4, 4)], "differ"),
        ([(3, 5), (4, 6)], "agree"),
        ([(3, 4), (4, 6)], "agree"),
        ([(3, 5), (4, 6), (6, 7)], "differ"),
    ],
)
def test_how_parties_stand_by_value(values: list[Value], group: str) -> None:
    held = positions(*(("price", name, value) for name, value in zip("abc", values, strict=False)))
    assert comparison(view(held, issues(price=(1, 0, 10)), NAMES)).to_dict() == {"price": group}


def test_the_agreement_of_a_whole_folder() -> None:
    # port-access 3: |1 - 0|; licence-fee 1: (4 + 2.5) / 20; total-catch 2: (120 - 100) / 200;
    # net-size 0.5: both would take the wider mesh; on observers and the seal ban one is silent.
    found = agreement(select(every_frame(), parties=["kingdom", "republic"]))
    apart = 3 * 1 + 1 * 0.325 + 2 * 0.1 + 0.5 * 0
    assert pairs(found) == [("kingdom", "republic", round(1 - apart / 6.5, 6), 4, 1, 3, 6)]


@pytest.mark.parametrize(
    ("parties", "expected"),
    [
        (("kingdom", "republic"), ["differ", "differ", "none", "differ", "agree", "some"]),
        # A member that takes the word of its other bloc, or has one of its own, is a voice.
        (("islands", "isle-north"), ["differ", "some", "none", "some", "some", "none"]),
        (("small-isles", "isle-west"), ["differ", "some", "none", "agree", "some", "none"]),
        (("islands", "isle-east"), ["differ", "some", "none", "some", "some", "none"]),
        # 90 lies within the tolerance of 60 to 80, which it differs from.
        (("isle-north", "isle-west"), ["some", "some", "none", "agree", "some", "none"]),
        (("kingdom",), ["some", "some", "none", "some", "some", "none"]),
    ],
)
def test_the_comparison_of_a_whole_folder(parties: tuple[str, ...], expected: list[str]) -> None:
    assert comparison(select(every_frame(), parties=parties)).tolist() == expected
