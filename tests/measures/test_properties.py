"""What each measure must hold to: published numbers, plain loops, silence, blocs and order."""

from __future__ import annotations

import math
from itertools import combinations, product

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
    settled_shares,
    sticking_points,
    van_der_eijk,
)
from parley.measures.settled import PartyGroup
from tests.measures.tables import issues, positions, view

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


@pytest.mark.parametrize(
    ("salience", "score", "salient"),
    [
        # Where none states it, or only one issue is told of, nothing weighs more than another.
        ((None, None, None, None), 2 / 3, 0),
        ((10, 10, None, None), 2 / 3, 1),
        ((100, 60, 20, None), 2 / 3, 1),
        ((0, 0, 0, 0), 2 / 3, 2),
        # s, on which they agree, matters three times as much to them as t.
        ((80, 70, 30, 20), 2.5 / 3, 2),
        ((100, 100, 0, 0), 1.0, 2),
    ],
)
def test_salience_weighs_issues_against_each_other(
    salience: tuple[float | None, ...], score: float, salient: int
) -> None:
    held = positions(
        ("s", "a", 2.0), ("s", "b", 2.0), ("t", "a", 2.0), ("t", "b", -2.0),
        ("u", "a", 1.0), ("u", "b", 1.0),
    )  # fmt: skip
    held = held.assign(salience=pd.Series([*salience, None, None], dtype=float))
    of = view(held, issues(s=1, t=1, u=1), ["a", "b"])
    found = agreement(of, salience=True).iloc[0]
    assert found["score"] == pytest.approx(score)
    assert (found["shared"], found["salient"]) == (3, salient)


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
        assert len(found) == 1 and found["why"].iloc[0].endswith("; all in view have spoken")
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


def scores_of(distances: dict[tuple[str, str], float], shared: int = 5) -> pd.DataFrame:
    rows = [(p, q, 1 - distance, shared, 5) for (p, q), distance in distances.items()]
    return pd.DataFrame(rows, columns=["party_a", "party_b", "score", "shared", "possible"])


def near_a_plane(seed: int, noise: float, names: str = "abcdef") -> dict[tuple[str, str], float]:
    """Distances of places in a plane, each changed a little."""
    rng = np.random.default_rng(seed)
    at = dict(zip(names, rng.random((len(names), 2)) * 0.6, strict=True))
    return {
        (p, q): min(max(math.dist(at[p], at[q]) + noise * rng.normal(), 0.0), 1.0)
        for p, q in combinations(names, 2)
    }


def stress(asked: dict[tuple[str, str], float], drawn: dict[tuple[str, str], float]) -> float:
    """Kruskal's stress-1."""
    left = sum((asked[pair] - drawn[pair]) ** 2 for pair in asked)
    return math.sqrt(left / sum(each**2 for each in drawn.values()))


def drawn_by(places: pd.DataFrame) -> dict[tuple[str, str], float]:
    at = places.set_index("party")[["x", "y"]]
    return {(p, q): math.dist(at.loc[p], at.loc[q]) for p, q in combinations(at.index, 2)}


def torgerson(asked: dict[tuple[str, str], float], names: str) -> dict[tuple[str, str], float]:
    """The distances on the map of classical scaling."""
    squares = np.array([[0 if p == q else asked[min(p, q), max(p, q)] ** 2 for q in names]
                        for p in names])  # fmt: skip
    inner = -(squares - squares.mean(0) - squares.mean(1)[:, None] + squares.mean()) / 2
    values, vectors = np.linalg.eigh(inner)
    at = vectors[:, -2:] * np.sqrt(np.maximum(values[-2:], 0))
    return {(names[i], names[j]): math.dist(at[i], at[j])
            for i, j in combinations(range(len(names)), 2)}  # fmt: skip


@pytest.mark.parametrize("seed", range(6))
def test_the_map_is_nearer_to_its_distances_than_classical_scaling(seed: int) -> None:
    asked = near_a_plane(seed, 0.04)
    found = party_map(scores_of(asked))
    assert found is not None and 0 < found.stress <= 0.2
    drawn = drawn_by(found.places)
    assert found.stress == pytest.approx(stress(asked, drawn))
    left, classical = (
        sum((asked[pair] - each[pair]) ** 2 for pair in asked)
        for each in (drawn, torgerson(asked, "abcdef"))
    )
    assert left < classical
    # A local minimum: no party moved a little makes it nearer.
    for party, axis, step in product("abcdef", "xy", (0.01, -0.01)):
        moved = found.places.set_index("party")
        moved.loc[party, axis] += step
        again = drawn_by(moved.reset_index())
        assert sum((asked[pair] - again[pair]) ** 2 for pair in asked) > left - 1e-6


def test_there_is_no_map_that_two_dimensions_do_not_allow() -> None:
    # All as far from each other as can be: no plane has six such places.
    equal = dict.fromkeys(combinations("abcdefgh", 2), 0.8)
    assert party_map(scores_of(equal)) is None
    assert party_map(scores_of(dict.fromkeys(combinations("abcd", 2), 0.8))) is not None


def test_who_shares_too_little_is_not_on_the_map() -> None:
    asked = near_a_plane(3, 0.0)
    scores = scores_of(asked)
    thin = (scores[["party_a", "party_b"]] == "c").any(axis=1)
    found = party_map(scores.assign(shared=scores["shared"].mask(thin, 2)))
    assert found is not None and found.places["party"].tolist() == list("abdef")
    assert found.stress == pytest.approx(0, abs=1e-4)


def test_parties_in_one_place_are_mapped_onto_one_place() -> None:
    asked = near_a_plane(5, 0.0, "abcd")
    twin = {**asked, **{(p, "e"): asked[min(p, "d"), max(p, "d")] for p in "abc"}, ("d", "e"): 0.0}
    found = party_map(scores_of(twin))
    assert found is not None
    assert drawn_by(found.places)["d", "e"] == pytest.approx(0, abs=1e-3)


def test_the_map_does_not_hang_on_the_order_of_the_parties() -> None:
    known = {frozenset(pair): each for pair, each in near_a_plane(1, 0.03, "abcde").items()}
    maps = []
    for order in ("abcde", "ecadb"):
        found = party_map(
            scores_of({(p, q): known[frozenset((p, q))] for p, q in combinations(order, 2)})
        )
        assert found is not None
        maps.append(found.places.set_index("party").loc[list("abcde")].to_numpy())
    np.testing.assert_allclose(maps[0], maps[1], atol=1e-3)
