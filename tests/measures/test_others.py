"""The measures beside the city-block score: published examples, properties, and what they rest on."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parley.frames.columns import Frames
from parley.frames.view import View, select
from parley.measures import (
    agreement,
    congruence,
    coverage,
    deciding_parties,
    islands_of_agreement,
    party_map,
    polarisation,
    score_ranges,
    settled_shares,
    sticking_points,
    van_der_eijk,
)
from parley.measures._metrics import METRICS
from parley.measures.formulas import FORMULAS
from parley.measures.settled import PartyGroup
from tests.folders import every_frame
from tests.measures.tables import issues, positions, view
from tests.measures.test_agreement import HELD, NAMES, TABLE, pairs

DOCS = (Path(__file__).parents[2] / "docs" / "measures.md").read_text("utf-8")


# --- agreement


@pytest.mark.parametrize(
    ("metric", "score"),
    [
        ("city-block", 1 - 1.95 / 6),
        ("euclidean", 1 - math.sqrt((1 + 3 * 0.0625 + 2 * 0.01) / 6)),
        ("directional", 0.5 + 0.5 * (-1 + 3 * 0.5 + 0) / 6),
    ],
)
def test_the_worked_example_under_each_metric(metric: str, score: float) -> None:
    found = agreement(view(HELD, TABLE, NAMES), metric)  # type: ignore[arg-type]
    assert pairs(found)[0][2] == round(score, 6)
    assert f"**{score:.2f}**" in DOCS


def test_the_wahl_o_mat_table() -> None:
    # Agree, neutral and disagree give 2, 1 and 0 points of 2; a doubled thesis counts twice.
    answers = {"yes": 2.0, "neutral": 0.0, "no": -2.0}
    for one in answers:
        for other in answers:
            points = 2 - abs(answers[one] - answers[other]) / 2
            held = positions(
                *((t, p, answers[each]) for t in "stu" for p, each in (("a", one), ("b", other)))
            )
            of = view(held, issues(s=1, t=1, u=1), ["a", "b"])
            assert pairs(agreement(of))[0][2] == points / 2
    held = positions(*((t, p, 2.0) for t in "stu" for p in "ab"))
    held.loc[held["issue"].eq("u") & held["party"].eq("b"), "stance"] = "opposes"
    of = view(held, issues(s=2, t=1, u=1), ["a", "b"])
    assert pairs(agreement(of))[0][2] == 3 / 4
    assert pairs(agreement(of, weighted=False))[0][2] == round(2 / 3, 6)


SCORES = st.sampled_from([-2.0, -1.0, 0.0, 1.0, 2.0, math.nan])


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(SCORES, SCORES), min_size=1, max_size=6), st.sampled_from(METRICS))
def test_scores_are_bounded_symmetric_and_blind_to_order(
    rows: list[tuple[float, float]], metric: str
) -> None:
    names = [f"i{n}" for n in range(len(rows))]
    table = issues(**dict.fromkeys(names, 1.0))
    held = positions(*((n, p, s) for n, row in zip(names, rows, strict=True)
                       for p, s in zip("ab", row, strict=True) if not math.isnan(s)))  # fmt: skip
    one = agreement(view(held, table, ["a", "b"]), metric)  # type: ignore[arg-type]
    other = agreement(view(held[::-1], table[::-1], ["b", "a", "z"]), metric)  # type: ignore[arg-type]
    first, second = one["score"].iloc[0], other["score"].iloc[0]
    assert math.isnan(first) == (one["shared"].iloc[0] < 3)
    if not math.isnan(first):
        assert -1e-9 <= first <= 1 + 1e-9
        assert first == pytest.approx(second)


# --- congruence


def test_congruence_and_conflict() -> None:
    rows = [("p", 2.0, 1.0), ("q", 2.0, -1.0), ("r", -2.0, None), ("s", 1.0, None), ("t", 0.0, 2.0)]
    held = positions(*((i, p, s) for i, *both in rows
                       for p, s in zip("ab", both, strict=True) if s is not None))  # fmt: skip
    found = congruence(view(held, issues(p=1, q=1, r=1, s=1, t=1), ["a", "b"])).iloc[0]
    assert (found["congruence"], found["conflict"], found["subtract"]) == (1, 1, 0)
    # a has spoken on five, b on three; on p, q and t both have.
    assert (found["shared"], found["possible"], found["normalised"]) == (3, 5, 0)
    same = congruence(view(held[held["issue"] == "p"], issues(p=1), ["a", "b"])).iloc[0]
    assert same["normalised"] == 1.0


def test_who_leans_nowhere_has_no_congruence() -> None:
    of = view(positions(("p", "a", 0.0), ("p", "b", 0.0)), issues(p=1), ["a", "b", "c", "d"])
    found = congruence(of).set_index(["party_a", "party_b"])
    columns = ["congruence", "conflict", "normalised", "shared"]
    assert found.loc[("a", "b"), columns].tolist() == [0, 0, 0, 1]
    assert math.isnan(found.loc[("c", "d"), "normalised"])


def test_values_that_meet_are_congruent_and_values_apart_are_a_conflict() -> None:
    table = issues(p=(1, 0, 100), q=(1, 0, 100))
    held = positions(
        ("p", "a", (5, 5)), ("p", "b", (9, 9)), ("q", "a", (5, 5)), ("q", "b", (11, 90))
    )
    found = congruence(view(held, table, ["a", "b"])).iloc[0]
    assert (found["congruence"], found["conflict"], found["normalised"]) == (1, 1, 0)


# --- polarisation


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ([30, 40, 210, 130, 530, 50, 10], 0.6113333),
        ([50, 0, 0, 0, 50], -1.0),
        ([20, 20, 20, 20, 20], 0.0),
        ([0, 0, 100, 0, 0], 1.0),
        ([0, 50, 50, 0, 0], 0.75),
        ([1, 1, 1, 1, 0], 0.25),
    ],
)
def test_van_der_eijks_agreement(counts: list[float], expected: float) -> None:
    assert van_der_eijk(counts) == pytest.approx(expected, abs=1e-6)
    assert van_der_eijk(counts[::-1]) == pytest.approx(expected, abs=1e-6)
    assert van_der_eijk([3 * each for each in counts]) == pytest.approx(expected, abs=1e-6)


def test_van_der_eijk_refuses_what_is_no_distribution() -> None:
    assert math.isnan(van_der_eijk([0, 0, 0]))
    for wrong in ([1, 1], [1, -1, 1]):
        with pytest.raises(ValueError, match="at least three categories"):
            van_der_eijk(wrong)


def test_polarisation_stands_beside_its_counts(shipped_frames: Frames) -> None:
    found = polarisation(select(shipped_frames)).set_index("issue")
    cession = found.loc["territorial-cession"]
    assert (cession["opposes"], cession["supports"], cession["spoken"]) == (2, 1, 3)
    assert cession["agreement"] < 0
    assert found.loc["frozen-assets-funding", "spoken"] == 0
    assert math.isnan(found.loc["frozen-assets-funding", "agreement"])
    assert math.isnan(found.loc["ceasefire-monitoring", "agreement"])
    assert found["dispersion"].isna().all()


@pytest.mark.parametrize(
    ("values", "dispersion"),
    [
        ([(0, 0)], math.nan),
        ([(0, 0), (10, 10)], 1.0),
        ([(4, 4), (4.5, 4.5)], 0.0),
        ([(4, 4), (4.6, 4.6)], 0.06),
        ([(0, 6), (5, 10)], 0.0),
        ([(0, 0), (10, 10), (5, 5)], 2 / 3),
        ([(0, 0), (10, 10), (0, 10)], 1 / 3),
    ],
)
def test_dispersion_is_the_mean_distance_of_two_values(
    values: list[tuple[float, float]], dispersion: float
) -> None:
    held = positions(*(("p", party, each) for party, each in zip("abc", values, strict=False)))
    (found,) = polarisation(view(held, issues(p=(1, 0, 10)), list("abc"))).to_dict("records")
    assert found["dispersion"] == pytest.approx(dispersion, nan_ok=True)
    assert found["spoken"] == len(values) and math.isnan(found["agreement"])
    assert found["low"] == min(low for low, _ in values)
    assert found["high"] == max(high for _, high in values)


# --- coverage


def test_coverage_by_party_issue_and_area(shipped_frames: Frames) -> None:
    of = select(shipped_frames, parties=["ukraine", "russia"])
    by_party = coverage(of, by="party").set_index("party")
    assert by_party.loc["ukraine", ["stated", "possible"]].tolist() == [7, 12]
    assert by_party.loc["russia", ["stated", "not-reported"]].tolist() == [3, 9]
    for by in ("party", "issue", "area"):
        found = coverage(of, by=by)  # type: ignore[arg-type]
        kinds = ["not-reported", "no-public-position", "declined", "not-applicable", "conflicting"]
        total = found["stated"] + found["left_out"] + found[kinds].sum(axis=1)
        assert total.tolist() == found["possible"].tolist()
        assert found["possible"].sum() == 24


# --- common ground


def three(frames: Frames) -> View:
    return select(frames, parties=["kingdom", "republic", "islands"])


def test_islands_of_the_shipped_negotiation(shipped_frames: Frames) -> None:
    seen = ["ukraine", "russia", "united-states", "european-leaders"]
    found = islands_of_agreement(select(shipped_frames, parties=seen))
    assert found[["issue", "spoken"]].values.tolist() == [
        ["eu-membership", 3], ["article-5-style-guarantees", 2]
    ]  # fmt: skip
    # Who supports and who is open, by whose word: never one flat "for it".
    assert "; open to it: Russia (second-hand); 1 party in view is silent" in found["why"].iloc[0]


def test_a_contested_or_divided_issue_is_no_island() -> None:
    two = select(every_frame(), parties=["kingdom", "republic"])
    found = islands_of_agreement(two)
    assert found["issue"].tolist() == ["net-size"]
    assert found["why"].iloc[0] == (
        "Supports, asks for rung 2 of 4: جمهورية المنارة; open to it, asks for rung 1 of 4, would "
        "accept rung 2 of 4: Kingdom of Vael; all in view have spoken"
    )
    # The third would take the two widest meshes alone.
    assert islands_of_agreement(three(every_frame())).empty
    disputed = every_frame().positions.assign(disputed=True)
    again = replace(every_frame(), positions=disputed)
    assert islands_of_agreement(select(again, parties=["kingdom", "republic"])).empty


def test_sticking_points_rank_red_lines_first_and_sum_distances_by_weight() -> None:
    found = sticking_points(three(every_frame()))
    rows = found[["issue", "pairs", "distance", "weight", "blocks", "red_lines"]]
    assert rows.round(6).values.tolist() == [
        ["port-access", 2, 1.75, 3.0, 5.25, 1],  # 2 against -2 and -1
        ["total-catch", 3, 0.4, 2.0, 0.8, 0],  # 120 to 140, 100, and 60 to 80, of 200
        ["licence-fee", 3, 0.65, 1.0, 0.65, 0],  # -2.5, 4 to 6, and 0, of 20
        ["net-size", 2, 0.666667, 0.5, 0.333333, 0],  # rungs 0 to 1, 1, and 2 to 3, of 3 steps
    ]
    assert "a red line of Kingdom of Vael" in found["why"].iloc[0]
    assert sticking_points(three(every_frame()), ["kingdom"]).empty


def test_who_decides(shipped_frames: Frames) -> None:
    # The principals, and those whom single issues name.
    named = ["ukraine", "russia", "united-states", "european-union"]
    assert deciding_parties(select(shipped_frames)) == named
    territory = select(shipped_frames, areas=["territory"])
    assert deciding_parties(territory) == ["ukraine", "russia"]
    assert deciding_parties(select(shipped_frames, parties=["russia", "germany"])) == ["russia"]
    nobody = shipped_frames.parties[shipped_frames.parties["role"] != "principal"]
    found = deciding_parties(select(replace(shipped_frames, parties=nobody)))
    assert "ukrainian-public" not in found and "united-states" in found


# --- what is settled


def everybody(frames: Frames) -> View:
    return select(frames, parties=frames.parties["party"])


def test_every_reading_of_the_claim(shipped_frames: Frames) -> None:
    of = everybody(shipped_frames)
    found = settled_shares(of, 0.9, [PartyGroup("all parties", tuple(of.party_ids))])
    # Three meanings by issue and by area, on all evidence and on the record; all weigh the same.
    assert len(found) == 3 * 2 * 2
    share = found.set_index(["meaning", "unit", "evidence"])["share"]
    assert share["agreed", "issue", "all"] == 0
    assert share["converging", "issue", "all"] == pytest.approx(1 / 12)
    assert share["converging", "area", "all"] == pytest.approx(1 / 7 / 4)
    assert share["same-side", "issue", "all"] >= share["same-side", "issue", "record"]
    assert not found["near"].any()


def test_a_claim_that_the_matrix_bears_out_is_near() -> None:
    of = everybody(every_frame())
    found = settled_shares(of, 1 / 6, [PartyGroup("all parties", tuple(of.party_ids))])
    agreed = found[(found["meaning"] == "agreed") & (found["unit"] == "issue")]
    assert agreed["share"].iloc[0] == pytest.approx(1 / 6)
    assert bool(agreed["near"].iloc[0])


# --- robustness and the map


def test_how_sure_the_worked_example_is() -> None:
    # Of 1.95 of 6, without the border, the army and the price; on aid b alone has spoken, by 0.25.
    (found,) = score_ranges(view(HELD, TABLE, ["a", "b"])).to_dict("records")
    without = [1 - 0.95 / 5, 1 - 1.2 / 3, 1 - 1.75 / 4]
    assert (found["low"], found["high"]) == pytest.approx((min(without), max(without)))
    ends = 4.05 / 7 + 0.25 / 7, 4.05 / 7 + 1 / 7
    assert (found["bound_low"], found["bound_high"]) == pytest.approx(ends)
    assert (found["rank_low"], found["rank_high"], found["ranked"]) == (1, 1, 1)


@pytest.mark.parametrize(
    ("stance", "lowest"), [(2, 0.0), (1, 0.25), (0, 0.5), (-1, 0.25), (-2, 0.0)]
)
def test_where_one_has_spoken_the_other_can_be_at_the_farther_end(
    stance: float, lowest: float
) -> None:
    held = positions(*((i, p, 2.0) for i in "stu" for p in "ab"), ("v", "a", stance))
    (found,) = score_ranges(view(held, issues(s=1, t=1, u=1, v=1, w=2), ["a", "b"])).to_dict(
        "records"
    )
    assert found["bound_low"] == pytest.approx((3 + lowest) / 6)
    assert found["bound_high"] == 1.0


def test_the_rank_is_told_by_its_best_and_worst_over_the_metrics() -> None:
    # Three small gaps, or a single large one: squares make the large one worse.
    held = positions(
        *((i, "a", 2.0) for i in "stu"),
        *((i, "b", 1.0) for i in "stu"),
        ("s", "c", 2.0), ("t", "c", 2.0), ("u", "c", -0.0),
    )  # fmt: skip
    found = score_ranges(view(held, issues(s=1, t=1, u=1), list("abc"))).set_index(
        ["party_a", "party_b"]
    )
    scores = {metric: agreement(view(held, issues(s=1, t=1, u=1), list("abc")), metric)["score"]
              for metric in METRICS}  # fmt: skip
    ranks = pd.DataFrame({name: each.rank(ascending=False, method="min")
                          for name, each in scores.items()})  # fmt: skip
    assert found["rank_low"].tolist() == ranks.min(axis=1).tolist()
    assert found["rank_high"].tolist() == ranks.max(axis=1).tolist()
    assert (found["rank_low"] < found["rank_high"]).any() and (found["ranked"] == 3).all()


@pytest.mark.parametrize("pair", [("a", "a"), ("a", "z"), ("z", "c")])
def test_how_sure_refuses_pairs_that_are_none(pair: tuple[str, str]) -> None:
    some = pd.DataFrame([pair], columns=["party_a", "party_b"])
    with pytest.raises(ValueError, match="expected rows of the agreement of this view"):
        score_ranges(view(HELD, TABLE, NAMES), pairs=some)


def test_a_square_is_mapped_onto_a_square() -> None:
    corners = {"a": (0, 0), "b": (0, 1), "c": (1, 1), "d": (1, 0)}
    rows = [
        (p, q, 1 - math.dist(corners[p], corners[q]), 5, 5)
        for n, p in enumerate(corners) for q in list(corners)[n + 1 :]
    ]  # fmt: skip
    scores = pd.DataFrame(rows, columns=["party_a", "party_b", "score", "shared", "possible"])
    found = party_map(scores)
    assert found is not None and found.stress == pytest.approx(0, abs=1e-5)
    places = found.places.set_index("party")[["x", "y"]]
    for p, q, score, *_ in rows:
        assert np.linalg.norm(places.loc[p] - places.loc[q]) == pytest.approx(1 - score, abs=1e-5)
    assert party_map(scores.assign(shared=2)) is None
    assert party_map(scores[(scores[["party_a", "party_b"]] != "d").all(axis=1)]) is None


# --- the documentation


@pytest.mark.parametrize("name", FORMULAS)
def test_each_measure_is_documented_with_formula_source_and_example(name: str) -> None:
    formula = FORMULAS[name]
    found = re.search(rf"^## {re.escape(formula.name)}\n(.*?)(?=^## |\Z)", DOCS, re.M | re.S)
    assert found
    assert f"`{formula.formula}`" in found[1] and formula.meaning in found[1]
    assert "**Source.** " in found[1] and "**Example.** " in found[1]
