"""The measures on arrays, against loops over pairs and issues that a person can read."""

from __future__ import annotations

import math
from collections.abc import Iterable
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parley.format.vocabulary import ON_RECORD, SCORES, STANCES
from parley.frames.blocs import is_voice
from parley.frames.view import View
from parley.measures import (
    agreement,
    comparison,
    congruence,
    coverage,
    islands_of_agreement,
    polarisation,
    score_ranges,
    score_readings,
    settled_shares,
    sticking_points,
    van_der_eijk,
)
from parley.measures.evidence import EVIDENCE_WORDS
from parley.measures.robustness import READINGS
from parley.measures.settled import PartyGroup
from tests.measures import tables

ISSUES = pd.DataFrame(
    {
        "issue": ["border", "army", "price", "aid"],
        "area": ["land", "land", "money", "money"],
        "title": ["Border", "Army", "Price", "Aid"],
        "status": ["agreed", "open", "converging", "unknown"],
        "weight": [1.0, 3.0, 2.0, 0.5],
        "numeric": [False, False, True, False],
        "scale_min": [math.nan, math.nan, 0.0, math.nan],
        "scale_max": [math.nan, math.nan, 10.0, math.nan],
    }
)
NAMES = ["union", "north", "south", "east", "west", "far"]
BLOCS = {"north": ["union"], "south": ["union"]}
OTHERS = ["east", "west", "far"]
ATTRIBUTIONS = ["document", "on-record", "poll", "anonymous", "second-hand", "reporter"]
NO_EVIDENCE = pd.DataFrame({"role": ["status"], "issue": ["border"], "attribution": ["poll"]})
Said = tuple[object, ...]
"""What a position says: stance or value, and how direct, contested and final it is."""
SAID = st.tuples(
    st.sampled_from(list(STANCES)), st.integers(0, 10), st.integers(0, 3),
    st.sampled_from(ATTRIBUTIONS), st.booleans(), st.booleans(),
)  # fmt: skip


@st.composite
def matrices(draw: st.DrawFn) -> dict[tuple[str, str], Said]:
    """By issue and party what is said; a member of the union that says nothing takes its word."""
    cells = {(i, p): draw(st.none() | SAID) for i in ISSUES["issue"] for p in NAMES}
    return {cell: said for cell, said in cells.items() if said is not None}


def frame(cells: dict[tuple[str, str], Said], members: Iterable[str] = BLOCS) -> pd.DataFrame:
    """The positions, with those that the members take from the union."""
    rows = []
    for issue in ISSUES["issue"]:
        taken = {m: cells.get((issue, "union")) for m in members if (issue, m) not in cells}
        own = {p: said for (i, p), said in cells.items() if i == issue}
        for party, said in {**own, **{m: said for m, said in taken.items() if said}}.items():
            stance, low, span, attribution, disputed, red = said
            value = (low, low + span) if issue == "price" else (math.nan, math.nan)
            score = math.nan if issue == "price" else float(SCORES[str(stance)])
            rows.append((issue, party, None if issue == "price" else stance, score, *value,
                         "union" if party in taken else None, attribution, disputed, red))  # fmt: skip
    columns = ["issue", "party", "stance", "score", "value_from", "value_to", "inherited_from",
               "attribution", "disputed", "red_line"]  # fmt: skip
    found = pd.DataFrame(rows, columns=columns).assign(current=True, position=range(len(rows)))
    kinds = {
        "issue": list(ISSUES["issue"]), "party": [*NAMES, "twin"],
        "inherited_from": [*NAMES, "twin"], "stance": list(STANCES), "attribution": ATTRIBUTIONS,
    }  # fmt: skip
    kinds_of = {name: pd.Categorical(found[name], values) for name, values in kinds.items()}
    numbers = ("score", "value_from", "value_to")
    return found.assign(**kinds_of).astype({**dict.fromkeys(numbers, float),
                                            "disputed": bool, "red_line": bool})  # fmt: skip


def view(
    held: pd.DataFrame, names: list[str], blocs: dict[str, list[str]] = BLOCS, **more: Any
) -> View:
    """A view of these parties, whatever the order of the rows."""
    mixed = held.sample(frac=1, random_state=len(held))
    return tables.view(mixed, ISSUES, names, blocs, **more)


def that_count(cells: dict[tuple[str, str], Said], names: list[str]) -> pd.DataFrame:
    """The positions that count."""
    held = frame(cells)
    return held[is_voice(held, BLOCS, names)]


def apart(a: Any, b: Any) -> bool:
    """Whether two rows are opposed."""
    if not math.isnan(a.value_from):
        return bool(a.value_from > b.value_to or b.value_from > a.value_to)
    return bool(a.score * b.score < 0)


def by_issue(held: pd.DataFrame) -> dict[str, list[Any]]:
    return {i: list(held[held["issue"] == i].itertuples()) for i in ISSUES["issue"]}


VIEWS = st.sampled_from([NAMES, NAMES[1:], ["north", "south", "east"], ["union", "south"]])


@settings(max_examples=40, deadline=None)
@given(matrices(), VIEWS)
def test_comparison_islands_and_sticking_points(
    cells: dict[tuple[str, str], Said], names: list[str]
) -> None:
    held = that_count(cells, names)
    decide = names[:3]
    standing, common, stuck = {}, {}, {}
    for (issue, rows), weight in zip(by_issue(held).items(), ISSUES["weight"], strict=True):
        signs = {np.sign(row.score) for row in rows}
        clash = [pair for pair in combinations(rows, 2) if apart(*pair)]
        numeric = issue == "price"
        same = not clash if numeric else len(signs) == 1
        several = "agree" if same else "differ"
        standing[issue] = ["none", "some"][len(rows)] if len(rows) < 2 else several
        one_side = not clash if numeric else signs in ({1.0}, {-1.0})
        if len(rows) > 1 and one_side and not any(row.disputed for row in rows):
            common[issue] = len(rows)
        among = [(a, b) for a, b in clash if {a.party, b.party} <= set(decide)]
        if among:
            red = {row.party for pair in among for row in pair if row.red_line}
            stuck[issue] = (len(among), len(among) * weight, len(red), len(clash) - len(among))
    of = view(frame(cells), names)
    assert comparison(of).to_dict() == standing
    found = islands_of_agreement(of)
    assert dict(zip(found["issue"], found["spoken"], strict=True)) == common
    assert (found["possible"] >= found["spoken"]).all()
    ranked = sticking_points(of, decide)
    figures = ranked[["pairs", "blocks", "red_lines", "other_pairs"]].itertuples(index=False)
    assert dict(zip(ranked["issue"], map(tuple, figures), strict=True)) == stuck
    order = [(not row.red_lines, -row.blocks) for row in ranked.itertuples()]
    assert order == sorted(order)
    for all_, first in (
        (found, islands_of_agreement(of, reasons=1)),
        (ranked, sticking_points(of, decide, reasons=1)),
    ):
        assert all(all_["why"])
        assert first["why"].tolist() == [*all_["why"][:1], *[""] * (len(all_) - 1)]
        assert first.drop(columns="why").equals(all_.drop(columns="why"))


@settings(max_examples=30, deadline=None)
@given(matrices())
def test_congruence_polarisation_and_coverage(cells: dict[tuple[str, str], Said]) -> None:
    held = frame(cells)
    rows = by_issue(held)
    silent = pd.DataFrame({"issue": ["border"], "party": ["far"], "kind": ["declined"]})
    of = view(held, NAMES, {}, silences=silent)
    side = {(i, row.party): np.sign(row.score) for i in rows for row in rows[i]}
    for pair in congruence(of).itertuples():
        products = [
            side.get((i, pair.party_a), math.nan) * side.get((i, pair.party_b), math.nan)
            for i in ISSUES["issue"]
        ]
        assert (pair.congruence, pair.conflict) == (products.count(1), products.count(-1))
    for issue in polarisation(of).itertuples():
        counts = [sum(row.stance == s for row in rows[issue.issue]) for s in reversed(STANCES)]
        assert [getattr(issue, s) for s in reversed(STANCES)] == counts
        expected = van_der_eijk(counts) if sum(counts) > 1 else math.nan
        assert issue.agreement == pytest.approx(expected, abs=1e-12, nan_ok=True)
    by_party = coverage(of, "party").set_index("party")
    for name in NAMES:
        said = int((held["party"] == name).sum())
        assert by_party.loc[name, ["stated", "possible"]].tolist() == [said, 4]
    declined = int(("border", "far") not in cells)
    assert by_party["declined"].tolist() == [0, 0, 0, 0, 0, declined]


@settings(max_examples=30, deadline=None)
@given(matrices())
def test_the_range_is_that_of_twelve_single_scores(cells: dict[tuple[str, str], Said]) -> None:
    held = frame(cells)
    of = {
        "all": view(held, NAMES),
        "record": view(held[held["attribution"].isin(ON_RECORD)], NAMES),
    }
    single = [
        agreement(of[evidence], metric, missing)["score"] for evidence, metric, missing in READINGS
    ]
    every = score_readings(of["all"])
    np.testing.assert_allclose(every["score"], np.concatenate(single), atol=1e-12)
    found = score_ranges(of["all"])
    np.testing.assert_allclose(found["low"], pd.concat(single, axis=1).min(axis=1), atol=1e-12)
    np.testing.assert_allclose(found["high"], pd.concat(single, axis=1).max(axis=1), atol=1e-12)


@settings(max_examples=30, deadline=None)
@given(matrices(), VIEWS)
def test_leaving_one_out_is_counting_the_others(
    cells: dict[tuple[str, str], Said], names: list[str]
) -> None:
    held = frame(cells)
    groups = [
        PartyGroup(name, tuple(each for each in names if each != name), name) for name in names
    ]
    found = settled_shares(view(held, names, evidence=NO_EVIDENCE), None, groups)
    found = found[(found["meaning"] == "same-side") & (found["unit"] == "weight")]
    shares = found.set_index(["group", "evidence"])
    for group in groups:
        for kind in EVIDENCE_WORDS:
            left = held[held["attribution"].isin(ON_RECORD) | (kind == "all")]
            left = left[is_voice(left, BLOCS, group.parties)]
            left = left[left["inherited_from"] != group.without]
            settled, known = 0.0, 0
            for (issue, rows), weight in zip(by_issue(left).items(), ISSUES["weight"], strict=True):
                signs = {np.sign(row.score) for row in rows}
                clash = any(apart(*pair) for pair in combinations(rows, 2))
                known += len(rows) > 1
                one_side = not clash if issue == "price" else signs in ({1.0}, {-1.0})
                settled += weight * (len(rows) > 1 and one_side)
            row = shares.loc[(group.name, kind)]
            assert (row["settled"], row["known"], row["of"]) == (settled, known, 6.5)


@settings(max_examples=30, deadline=None)
@given(matrices(), st.booleans())
def test_one_more_member_of_a_bloc_changes_no_measure(
    cells: dict[tuple[str, str], Said], bloc_in_view: bool
) -> None:
    """A member that says nothing of its own, beside its bloc or where that is out of view."""
    cells = {(i, p): said for (i, p), said in cells.items() if p not in BLOCS}
    blocs = {member: ["union"] for member in ("north", "twin")}
    found = []
    for members in (["north"], ["north", "twin"]):
        names = [*(["union"] if bloc_in_view else []), *members, *OTHERS]
        of = view(frame(cells, members), names, blocs, evidence=NO_EVIDENCE)
        common = islands_of_agreement(of)
        by_union = {i for i, p in cells if p == "union"}
        groups = [PartyGroup("all", tuple(names))]
        groups += [
            PartyGroup(f"without {name}", tuple(each for each in names if each != name), name)
            for name in ("union", *OTHERS)
        ]
        pairs = [name for name in names if name != "twin"]
        found.append(
            [
                comparison(of).to_dict(),
                common[["issue", "side", "spoken"]].values.tolist(),
                common[common["issue"].isin(by_union)].values.tolist(),
                sticking_points(of, names).values.tolist(),
                polarisation(of).fillna(9).values.tolist(),
                settled_shares(of, 0.5, groups).values.tolist(),
                coverage(of, "issue")["stated"].tolist(),
                agreement(of.of(parties=pairs)).fillna(9).values.tolist(),
                sorted(of.voices.issue.tolist()),
            ]
        )
    for one, other in zip(*found, strict=True):
        assert one == other
