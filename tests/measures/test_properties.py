"""What each measure must hold to: published numbers, plain loops, silence, blocs and order."""

from __future__ import annotations

import math
from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parley.frames.columns import Frames
from parley.frames.view import View, select
from parley.measures import (
    agreement,
    coverage,
    islands_of_agreement,
    party_map,
    polarisation,
    score_ranges,
    settled_shares,
    sticking_points,
    van_der_eijk,
)
from parley.measures._metrics import METRICS
from parley.measures.settled import PartyGroup
from tests.measures.tables import issues, positions, view
from tests.measures.test_agreement import NAMES, TABLE

# --- agreement, against scipy and against plain loops

STANCES = {
    "a": [2, 1, -2, 0, 1],
    "b": [1, 1, 2, -1, -2],
    "c": [-2, 0, -1, 2, 2],
    "d": [0, -1, 1, 1, -1],
}
WEIGHTS = {"p": 1.0, "q": 2.0, "r": 0.5, "s": 1.0, "t": 3.0}
SCIPY = {
    "city-block": [0.5666666667, 0.6166666667, 0.5166666667, 0.2833333333, 0.65, 0.5],
    "euclidean": [
        0.4447222917,
        0.5390227771,
        0.504184174,
        0.2227184122,
        0.6291900756,
        0.4522774425,
    ],
}
"""scipy 1.17.1: 1 - pdist(places, metric, w=weights), divided by Σ w or by its root."""


@pytest.mark.parametrize("metric", SCIPY)
def test_the_scores_are_those_of_scipy(metric: str) -> None:
    held = positions(
        *(
            (issue, party, float(score))
            for party, scores in STANCES.items()
            for issue, score in zip(WEIGHTS, scores, strict=True)
        )
    )
    found = agreement(view(held, issues(**WEIGHTS), list(STANCES)), metric)  # type: ignore[arg-type]
    assert found["score"].tolist() == pytest.approx(SCIPY[metric], abs=1e-9)


WEIGHT = dict(zip(TABLE["issue"].astype("str"), TABLE["weight"], strict=True))
STATED = st.none() | st.tuples(st.integers(-2, 2), st.none() | st.integers(0, 100))


@st.composite
def matrices(draw: st.DrawFn) -> dict[tuple[str, str], tuple[float, float]]:
    """By issue and party the place from 0 to 1 and the salience, which may be missing."""
    drawn = {(i, p): draw(STATED) for i in WEIGHT for p in NAMES}
    return {
        cell: ((score + 2) / 4, math.nan if salience is None else float(salience))
        for cell, (score, salience) in ((c, d) for c, d in drawn.items() if d is not None)
    }


def frame(cells: dict[tuple[str, str], tuple[float, float]]) -> pd.DataFrame:
    """Positions with those places; `price` runs from 0 to 10."""
    rows = [
        (i, p, (10 * place, 10 * place) if i == "price" else 4 * place - 2)
        for (i, p), (place, _) in cells.items()
    ]
    return positions(*rows).assign(
        salience=pd.Series([care for _, care in cells.values()], dtype=float)
    )


def by_hand(
    cells: dict[tuple[str, str], tuple[float, float]],
    a: str,
    b: str,
    metric: str,
    missing: str,
    salience: bool,
) -> float:
    """The score of two parties as docs/measures.md defines it, issue by issue."""
    gap = {
        "city-block": lambda x, y: abs(x - y),
        "euclidean": lambda x, y: (x - y) ** 2,
        "directional": lambda x, y: (1 - (2 * x - 1) * (2 * y - 1)) / 2,
    }[metric]
    both = [i for i in WEIGHT if (i, a) in cells and (i, b) in cells]
    if not both:
        return math.nan
    cares = {i: (cells[i, a][1] + cells[i, b][1]) / 2 for i in both}
    known = [i for i in both if not math.isnan(cares[i])]
    weigh = dict(WEIGHT)
    asked = sum(WEIGHT[i] * cares[i] for i in known)
    if salience and asked:
        mean = asked / sum(WEIGHT[i] for i in known)
        weigh |= {i: WEIGHT[i] * cares[i] / mean for i in known}
    terms = [(weigh[i], gap(cells[i, a][0], cells[i, b][0])) for i in both]
    if missing == "opposite":
        for i in WEIGHT:
            told = [cells[i, each][0] for each in (a, b) if (i, each) in cells]
            if len(told) == 1:
                terms.append((weigh[i], max(gap(told[0], 0.0), gap(told[0], 1.0))))
    apart = sum(w * g for w, g in terms) / sum(w for w, _ in terms)
    return 1 - (math.sqrt(apart) if metric == "euclidean" else apart)


@settings(max_examples=80, deadline=None)
@given(matrices(), st.sampled_from(METRICS), st.sampled_from(["drop", "opposite"]), st.booleans())
def test_the_scores_are_those_of_a_plain_loop(
    cells: dict[tuple[str, str], tuple[float, float]], metric: str, missing: str, salience: bool
) -> None:
    held = frame(cells)
    found = agreement(view(held, TABLE, NAMES), metric, missing, salience)  # type: ignore[arg-type]
    expected = [by_hand(cells, a, b, metric, missing, salience) for a, b in combinations(NAMES, 2)]
    assert found["score"].tolist() == pytest.approx(expected, abs=2e-6, nan_ok=True)
    assert found["score"].dropna().between(0, 1).all()


def test_an_assumption_alone_is_no_score() -> None:
    held = positions(("border", "a", 2), ("army", "b", 2)).assign(attribution="document")
    of = view(held, TABLE, ["a", "b"])
    assert agreement(of, missing="opposite")["score"].isna().all()
    found = score_ranges(of).iloc[0]
    assert math.isnan(found["low"]) and found["low_reading"] == ""


@pytest.mark.parametrize(
    ("salience", "score", "salient"),
    [
        # Where none states it, or only one issue is told of, nothing weighs more than another.
        ((None, None, None, None), 0.5, 0),
        ((10, 10, None, None), 0.5, 1),
        ((100, 60, 20, None), 0.5, 1),
        ((0, 0, 0, 0), 0.5, 2),
        # s, on which they agree, matters three times as much to them as t.
        ((80, 70, 30, 20), 0.75, 2),
        ((100, 100, 0, 0), 1.0, 2),
    ],
)
def test_salience_weighs_issues_against_each_other(
    salience: tuple[float | None, ...], score: float, salient: int
) -> None:
    held = positions(("s", "a", 2.0), ("s", "b", 2.0), ("t", "a", 2.0), ("t", "b", -2.0))
    held = held.assign(salience=pd.Series(salience, dtype=float))
    found = agreement(view(held, issues(s=1, t=1), ["a", "b"]), salience=True).iloc[0]
    assert (found["score"], found["shared"], found["salient"]) == (score, 2, salient)


# --- agreement A, against published numbers


@pytest.mark.parametrize(
    ("counts", "expected", "digits"),
    [
        # Van der Eijk's layers, as the vignette of the R package agrmt reprints them.
        ([1, 1, 1, 1, 1, 1, 0], 0.167, 3),
        ([0, 1, 1, 1, 1, 1, 0], 0.333, 3),
        ([0, 0, 1, 1, 1, 1, 0], 0.5, 3),
        ([0, 0, 1, 1, 1, 0, 0], 0.667, 3),
        ([0, 0, 1, 0, 1, 0, 0], 0.467, 3),
        # Where respondents placed the PvdA and D66 on a scale of seven.
        ([2.4, 2.8, 3.2, 6.2, 13.5, 30.4, 41.6], 0.61, 2),
        ([1.6, 2.6, 8.2, 21, 29.3, 27, 10.3], 0.48, 2),
        ([2, 0, 1, 1], 0.08, 2),
    ],
)
def test_van_der_eijks_published_numbers(counts: list[float], expected: float, digits: int) -> None:
    assert round(van_der_eijk(counts), digits) == expected


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 30), min_size=3, max_size=7).filter(any))
def test_agreement_a_is_bounded(counts: list[int]) -> None:
    assert -1 - 1e-9 <= van_der_eijk(counts) <= 1 + 1e-9


# --- silence and blocs


def berlin(frames: Frames, *parties: str) -> View:
    return select(frames, parties=parties)


WITH_MEMBERS = ("ukraine", "european-leaders", "germany", "france", "united-kingdom")


def test_a_member_beside_its_bloc_is_neither_a_voice_nor_silent(shipped_frames: Frames) -> None:
    counted = []
    for parties in (WITH_MEMBERS[:2], WITH_MEMBERS):
        seen = berlin(shipped_frames, *parties)
        found = islands_of_agreement(seen)
        assert found["why"].tolist() == [
            "Ukraine and European leaders are for it; all in view have spoken"
        ]
        counted.append(
            [
                found.values.tolist(),
                polarisation(seen).drop(columns="title").fillna(9).values.tolist(),
                coverage(seen, "area")["stated"].tolist(),
                sticking_points(seen).values.tolist(),
            ]
        )
    assert counted[0] == counted[1]


def test_coverage_by_issue_counts_a_bloc_once(shipped_frames: Frames) -> None:
    found = coverage(berlin(shipped_frames, *WITH_MEMBERS), "issue").set_index("issue")
    assert found.loc["eu-membership", ["stated", "possible"]].tolist() == [2, 2]
    assert found.loc["territorial-cession", ["stated", "possible"]].tolist() == [1, 2]


@pytest.mark.parametrize("members", [0, 1, 3])
def test_leaving_out_a_bloc_leaves_out_what_its_members_take_from_it(
    shipped_frames: Frames, members: int
) -> None:
    parties = ("ukraine", "russia", "european-leaders", *WITH_MEMBERS[2 : 2 + members])
    left = tuple(each for each in parties if each != "european-leaders")
    groups = [PartyGroup("all", parties), PartyGroup("without", left, "european-leaders")]
    found = settled_shares(berlin(shipped_frames, *parties), 0.9, groups)
    same = found[(found["meaning"] == "same-side") & (found["unit"] == "issue")]
    same = same.set_index(["group", "evidence"])
    # With the bloc: EU membership. Without it Ukraine and Russia are left there, who agree on it.
    # Known besides: Donetsk and cession, on which they lean apart.
    assert same.loc[("all", "all"), ["settled", "known"]].tolist() == [1, 3]
    assert same.loc[("without", "all"), ["settled", "known"]].tolist() == [1, 3]


def test_what_members_take_from_a_bloc_out_of_view_is_one_voice(shipped_frames: Frames) -> None:
    members = ("germany", "france", "united-kingdom")
    for parties in (members, WITH_MEMBERS):
        seen = berlin(shipped_frames, *parties)
        found = settled_shares(seen, 0.9, [PartyGroup("members", members)])
        same = found[found["meaning"] == "same-side"]
        assert (same["settled"] == 0).all() and (same["known"] == 0).all()


def test_a_reading_says_how_many_issues_it_can_tell_of(shipped_frames: Frames) -> None:
    two = ("ukraine", "russia")
    found = settled_shares(berlin(shipped_frames, *two), 0.9, [PartyGroup("two", two)])
    by_issue = found[found["unit"] == "issue"].set_index(["meaning", "evidence"])
    # Six of the twelve have a known status; on three both have spoken.
    assert by_issue.loc[("agreed", "all"), "known"] == 6
    assert by_issue.loc[("same-side", "all"), "known"] == 3
    assert (found["of"] >= 0).all()


# --- the map


def test_the_stress_is_kruskals() -> None:
    rng = np.random.default_rng(0)
    rows = [(p, q, rng.random(), 5, 5) for p, q in combinations("abcde", 2)]
    scores = pd.DataFrame(rows, columns=["party_a", "party_b", "score", "shared", "possible"])
    found = party_map(scores)
    assert found is not None
    at = found.places.set_index("party")[["x", "y"]]
    drawn = np.array([math.dist(at.loc[p], at.loc[q]) for p, q, *_ in rows])
    asked = 1 - scores["score"].to_numpy()
    stress = math.sqrt(((drawn - asked) ** 2).sum() / (drawn**2).sum())
    assert found.stress == pytest.approx(stress)
    assert found.stress > 0.1


def test_the_map_does_not_hang_on_the_order_of_the_parties() -> None:
    rng = np.random.default_rng(1)
    known = {frozenset(pair): rng.random() for pair in combinations("abcde", 2)}
    maps = []
    for order in ("abcde", "ecadb"):
        rows = [(p, q, known[frozenset((p, q))], 5, 5) for p, q in combinations(order, 2)]
        columns = ["party_a", "party_b", "score", "shared", "possible"]
        found = party_map(pd.DataFrame(rows, columns=columns))
        assert found is not None
        maps.append(found.places.set_index("party").loc[list("abcde")].to_numpy())
    np.testing.assert_allclose(maps[0], maps[1], atol=1e-9)
