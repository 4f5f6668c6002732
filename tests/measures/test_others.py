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
    score_readings,
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
        ("city-block", 1 - 2.15 / 6),
        ("euclidean", 1 - math.sqrt((1 + 3 * 0.0625 + 2 * 0.04) / 6)),
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
            held = positions(("t", "a", answers[one]), ("t", "b", answers[other]))
            assert pairs(agreement(view(held, issues(t=1), ["a", "b"])))[0][2] == points / 2
    held = positions(("s", "a", 2.0), ("s", "b", 2.0), ("t", "a", 2.0), ("t", "b", -2.0))
    assert pairs(agreement(view(held, issues(s=2, t=1), ["a", "b"])))[0][2] == round(4 / 6, 6)


def test_a_silence_at_the_opposite_pole_is_the_worst_case() -> None:
    found = agreement(view(HELD, TABLE, ["a", "c"]), missing="opposite")
    # border 0.5 apart (weight 1), army 1 apart (3), price at 0.3 is 0.7 from the far pole (2).
    assert pairs(found) == [("a", "c", round(1 - (0.5 + 3 + 1.4) / 6, 6), 1, 4)]
    assert (found["score"] <= agreement(view(HELD, TABLE, ["a", "c"]))["score"]).all()


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
    assert math.isnan(first) == (one["shared"].iloc[0] == 0)
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
    assert (found["shared"], found["possible"]) == (2, 5)
    same = congruence(view(held[held["issue"] == "p"], issues(p=1), ["a", "b"])).iloc[0]
    assert same["normalised"] == 1.0


def test_who_leans_nowhere_has_no_congruence() -> None:
    found = congruence(view(positions(("p", "a", 0.0)), issues(p=1), ["a", "b"])).iloc[0]
    assert math.isnan(found["normalised"]) and found["shared"] == 0


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


# --- coverage


def test_coverage_by_party_issue_and_area(shipped_frames: Frames) -> None:
    of = select(shipped_frames, parties=["ukraine", "russia"])
    by_party = coverage(of, by="party").set_index("party")
    assert by_party.loc["ukraine", ["stated", "possible"]].tolist() == [7, 12]
    assert by_party.loc["russia", ["stated", "not-reported"]].tolist() == [3, 9]
    for by in ("party", "issue", "area"):
        found = coverage(of, by=by)  # type: ignore[arg-type]
        kinds = ["not-reported", "no-public-position", "declined", "not-applicable", "conflicting"]
        total = found["stated"] + found[kinds].sum(axis=1)
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
    assert found["why"].iloc[0] == (
        "Ukraine, Russia and European leaders are for it; 1 party in view is silent"
    )


def test_a_contested_or_divided_issue_is_no_island() -> None:
    found = islands_of_agreement(three(every_frame()))
    assert found["issue"].tolist() == ["net-size"]
    assert found["why"].iloc[0].endswith("all in view have spoken")
    disputed = every_frame().positions.assign(disputed=True)
    assert islands_of_agreement(three(replace(every_frame(), positions=disputed))).empty


def test_sticking_points_rank_red_lines_first_and_count_pairs_by_weight() -> None:
    found = sticking_points(three(every_frame()))
    assert found["issue"].tolist() == ["port-access", "total-catch", "licence-fee"]
    port = found.iloc[0]
    assert (port["pairs"], port["weight"], port["blocks"], port["red_lines"]) == (2, 3.0, 6.0, 1)
    assert "a red line of Kingdom of Vael" in port["why"]
    assert sticking_points(three(every_frame()), ["kingdom"]).empty


def test_who_decides(shipped_frames: Frames) -> None:
    assert deciding_parties(select(shipped_frames)) == ["ukraine", "russia"]
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
    assert len(found) == 3 * 3 * 2
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


def test_the_range_holds_every_reading_and_names_both_ends(shipped_frames: Frames) -> None:
    of = select(shipped_frames, parties=["ukraine", "russia", "united-states"])
    assert len(score_readings(of)) == 3 * 12
    found = score_ranges(of).set_index(["party_a", "party_b"]).loc[("ukraine", "russia")]
    plain = agreement(of)["score"].iloc[0]
    assert found["low"] <= plain <= found["high"]
    assert "the silent taken at the opposite pole" in found["low_reading"]
    assert found["high_reading"].startswith(METRICS)


def test_a_square_is_mapped_onto_a_square() -> None:
    corners = {"a": (0, 0), "b": (0, 1), "c": (1, 1), "d": (1, 0)}
    rows = [
        (p, q, 1 - math.dist(corners[p], corners[q]), 5, 5)
        for n, p in enumerate(corners) for q in list(corners)[n + 1 :]
    ]  # fmt: skip
    scores = pd.DataFrame(rows, columns=["party_a", "party_b", "score", "shared", "possible"])
    found = party_map(scores)
    assert found is not None and found.stress == pytest.approx(0, abs=1e-9)
    places = found.places.set_index("party")[["x", "y"]]
    for p, q, score, *_ in rows:
        assert np.linalg.norm(places.loc[p] - places.loc[q]) == pytest.approx(1 - score)
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
