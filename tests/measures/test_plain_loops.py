"""The measures on arrays, against loops over pairs and issues that a person can read."""

from __future__ import annotations

import math
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parley.measures import (
    agreement,
    claim_check,
    comparison,
    congruence,
    coverage,
    deciding_parties,
    following,
    islands_of_agreement,
    leans,
    nearest,
    party_groups,
    polarisation,
    score_ranges,
    settled_shares,
    sticking_points,
    unit_scores,
    van_der_eijk,
)
from parley.measures._metrics import METRICS
from parley.measures.evidence import EVIDENCE_WORDS
from tests.measures import by_hand
from tests.measures.by_hand import Issue, Talks, random_talks

SEEDS = st.integers(0, 2**32 - 1)
few = settings(max_examples=25, deadline=None)


def close(one: Any, other: Any) -> bool:
    """Equal but for rounding, missing beside missing."""
    return bool(one == pytest.approx(other, abs=1e-7, nan_ok=True))


# --- whose voice counts


@few
@given(SEEDS)
def test_voices_who_decides_and_red_lines(seed: int) -> None:
    talks = random_talks(seed)
    view = talks.view(seed)
    found = list(
        zip(
            np.array(view.issue_ids, object)[view.voices.issue],
            np.array(view.party_ids, object)[view.voices.party],
            view.voice_decides,
            view.voice_red_line,
            strict=True,
        )
    )
    expected = []
    for issue in talks.issues:
        voices = talks.voices(issue)
        decide = talks.voices_that_decide(issue)
        red = talks.voices_with_red_lines(issue, talks.deciding(issue))
        expected += [
            (issue.id, name, name in decide, name in red) for name in talks.names if name in voices
        ]
    assert found == expected
    assert deciding_parties(view) == [
        name for name in talks.names if any(talks.decides(issue, name) for issue in talks.issues)
    ]


@few
@given(SEEDS)
def test_how_often_a_member_follows(seed: int) -> None:
    talks = random_talks(seed)
    expected = []
    for bloc in talks.names:
        for member in (name for name in talks.names if bloc in by_hand.above(name)):
            held = [(issue, talks.held(issue)) for issue in talks.issues]
            both = [(i, of[bloc], of[member]) for i, of in held if bloc in of and member in of]
            follows = sum(by_hand.says_the_same(*row) for row in both)
            possible = sum(bloc in of for _, of in held)
            expected.append([bloc, member, follows, len(both) - follows, possible])
    assert following(talks.view(seed)).values.tolist() == expected


# --- pairs


@pytest.mark.parametrize("metric", METRICS)
@few
@given(SEEDS, st.booleans(), st.booleans())
def test_agreement(metric: Any, seed: int, salience: bool, weighted: bool) -> None:
    talks = random_talks(seed)
    found = agreement(talks.view(seed), metric, salience, weighted)
    assert list(zip(found["party_a"], found["party_b"], strict=True)) == list(talks.pairs())
    for row in found.itertuples():
        a, b = str(row.party_a), str(row.party_b)
        shared = talks.shared(a, b)
        assert (row.shared, row.possible) == (len(shared), len(talks.issues))
        assert row.same == sum(by_hand.same_way(*each) for each in shared)
        assert row.apart == sum(by_hand.apart(*each) for each in shared)
        assert close(row.score, talks.score(a, b, metric, salience, weighted))
        assert math.isnan(row.score) or 0 <= row.score <= 1
        if salience:
            stated = [x for _, *x in shared if all(said.salience is not None for said in x)]
            assert row.salient == len(stated)
    assert ("salient" in found) == salience


@few
@given(SEEDS)
def test_the_nearest_are_the_rows_of_one_party(seed: int) -> None:
    talks = random_talks(seed)
    view = talks.view(seed)
    for party in talks.names:
        found = nearest(view, party)
        assert (found["party_a"] == party).all()
        others = [a if b == party else b for a, b in talks.pairs() if party in (a, b)]
        assert found["party_b"].tolist() == others
        for row in found.itertuples():
            shared = talks.shared(party, str(row.party_b))
            counts = [sum(of(*each) for each in shared) for of in (by_hand.same_way, by_hand.apart)]
            assert [row.shared, row.same, row.apart] == [len(shared), *counts]
            score = talks.score(party, str(row.party_b), "city-block", False, True)
            assert close(row.score, score)


@few
@given(SEEDS)
def test_congruence(seed: int) -> None:
    talks = random_talks(seed)
    found = congruence(talks.view(seed))
    assert list(zip(found["party_a"], found["party_b"], strict=True)) == list(talks.pairs())
    spoken = {name: sum(name in talks.held(i) for i in talks.issues) for name in talks.names}
    for row in found.itertuples():
        shared = talks.shared(str(row.party_a), str(row.party_b))
        same = sum(by_hand.same_way(*each) for each in shared)
        apart = sum(by_hand.apart(*each) for each in shared)
        assert (row.congruence, row.conflict, row.subtract) == (same, apart, same - apart)
        activity = (spoken[str(row.party_a)] + spoken[str(row.party_b)]) / 2
        assert close(row.normalised, (same - apart) / activity if activity else math.nan)
        assert (row.shared, row.possible) == (len(shared), len(talks.issues))


@few
@given(SEEDS, st.sampled_from(METRICS), st.booleans(), st.booleans())
def test_how_sure_a_score_is(seed: int, metric: Any, salience: bool, weighted: bool) -> None:
    talks = random_talks(seed)
    view = talks.view(seed)
    pairs = list(talks.pairs())
    scores = {
        each: {pair: talks.score(*pair, each, salience, weighted) for pair in pairs}
        for each in METRICS
    }
    ranks = {
        pair: [
            1 + sum(of[other] > of[pair] + 1e-8 for other in pairs if not math.isnan(of[other]))
            for of in scores.values()
        ]
        for pair in pairs
    }
    found = score_ranges(view, metric, salience, weighted)
    assert list(zip(found["party_a"], found["party_b"], strict=True)) == pairs
    for row in found.itertuples():
        pair = str(row.party_a), str(row.party_b)
        shared = talks.shared(*pair)
        assert row.shared == len(shared) and close(row.score, scores[metric][pair])
        assert row.ranked == sum(not math.isnan(each) for each in scores[metric].values())
        told = [row.low, row.high, row.rank_low, row.rank_high, row.bound_low, row.bound_high]
        if len(shared) < 3:
            assert np.isnan(np.array(told, float)).all() and pd.isna(row.oldest)
            continue
        without = [
            talks.score(*pair, metric, salience, weighted, without=issue.id, least=0)
            for issue, *_ in shared
        ]
        bounds = talks.bounds(*pair, salience, weighted)
        expected = [min(without), max(without), min(ranks[pair]), max(ranks[pair]), *bounds]
        assert close(told, expected)
        assert str(row.oldest.date()) == min(said.day for _, *both in shared for said in both)
        if metric == "city-block":
            assert salience or row.low - 1e-9 <= row.score <= row.high + 1e-9
    some = found[::-2]
    again = score_ranges(view, metric, salience, weighted, pairs=some[["party_b", "party_a"]])
    assert again.equals(some.reset_index(drop=True))


@few
@given(SEEDS, st.booleans())
def test_leaving_an_issue_out_is_taking_it_out_of_view(seed: int, salience: bool) -> None:
    talks = random_talks(seed)
    view = talks.view(seed)
    found = score_ranges(view, salience=salience)
    others = [
        agreement(view.of(issues=[id for id in view.issue_ids if id != left]), salience=salience)
        for left in view.issue_ids
    ]
    for at, row in enumerate(found.itertuples()):
        if row.shared > 3:
            scores = [each["score"][at] for each in others if each["shared"][at] < row.shared]
            assert close([row.low, row.high], [min(scores), max(scores)])


@few
@given(SEEDS, st.booleans())
def test_whatever_the_silent_would_say_the_score_is_within_its_bounds(
    seed: int, weighted: bool
) -> None:
    talks = random_talks(seed, record=False)
    chance = np.random.default_rng(seed)
    found = score_ranges(talks.view(seed), weighted=weighted)
    for row in found[found["score"].notna()].itertuples():
        pair = str(row.party_a), str(row.party_b)
        cells = dict(talks.cells)
        own = by_hand.above(pair[0]) & by_hand.above(pair[1])
        for issue in talks.issues:
            for name in pair:
                said = cells.get((issue.id, name))
                if said is None or (own and said.taken_from):
                    anything = list(by_hand.anything(issue))
                    cells[issue.id, name] = anything[chance.integers(len(anything))]
        full = Talks(talks.roles, cells, pair)
        score = full.score(*pair, "city-block", False, weighted)
        assert row.bound_low - 1e-9 <= score <= row.bound_high + 1e-9


# --- issues


def standing(talks: Talks, issue: Issue) -> str:
    voices = talks.voices(issue)
    if len(voices) >= 2:
        held = talks.held(issue)
        if talks.lean_one_way(issue, held):
            return "agree"
        pairs = combinations((held[name] for name in voices), 2)
        return "differ" if any(by_hand.apart(issue, *pair) for pair in pairs) else "neither"
    return "some" if voices else "none"


@few
@given(SEEDS)
def test_comparison_and_islands(seed: int) -> None:
    talks = random_talks(seed)
    view = talks.view(seed)
    assert comparison(view).to_dict() == {i.id: standing(talks, i) for i in talks.issues}
    expected = []
    for place, issue in enumerate(talks.issues):
        held = talks.held(issue)
        voices = [held[name] for name in talks.voices(issue)]
        if standing(talks, issue) != "agree" or not talks.several(issue, held):
            continue
        if any(said.disputed for said in voices):
            continue
        silent = len(talks.names) - len(held) - len(talks.left_out(issue))
        if issue.scale is not None:
            side = "values"
        elif all(said.score > 0 for said in voices):
            side = "for"
        else:
            side = "against" if all(said.score < 0 for said in voices) else "rungs"
        rank = silent > 0, -len(voices), place
        out = len(talks.left_out(issue))
        expected.append((rank, [issue.id, side, len(voices), len(voices) + silent, out]))
    columns = ["issue", "side", "spoken", "possible", "left_out"]
    found = islands_of_agreement(view)
    assert found[columns].values.tolist() == [row for _, row in sorted(expected)]
    assert all(found["why"])
    first = islands_of_agreement(view, reasons=1)
    assert first["why"].tolist() == [*found["why"][:1], *[""] * (len(found) - 1)]
    told = ["why", "said"]
    assert first.drop(columns=told).equals(found.drop(columns=told))


@few
@given(SEEDS, st.booleans())
def test_sticking_points(seed: int, given_: bool) -> None:
    talks = random_talks(seed)
    view = talks.view(seed)
    some = list(talks.names[::2]) if given_ else None
    expected = []
    for place, issue in enumerate(talks.issues):
        held, voices = talks.held(issue), talks.voices(issue)
        deciding, decide = talks.deciding(issue), talks.voices_that_decide(issue)
        if some is not None:
            deciding = set(some)
            decide = {name for name, those in voices.items() if deciding & {name, *those}}
        every = [p for p in combinations(voices, 2) if by_hand.apart(issue, *map(held.get, p))]  # type: ignore[arg-type]
        among = [pair for pair in every if decide.issuperset(pair)]
        if not among:
            continue
        far = sum(by_hand.distance(issue, held[a], held[b]) for a, b in among)
        lines = talks.voices_with_red_lines(issue, deciding) & {n for pair in among for n in pair}
        row = [issue.id, len(among), far, issue.weight, far * issue.weight, len(lines),
               len(every) - len(among)]  # fmt: skip
        expected.append(((not lines, -round(far * issue.weight, 9), place), row))
    found = sticking_points(view, some)
    columns = ["issue", "pairs", "distance", "weight", "blocks", "red_lines", "other_pairs"]
    rows = found[columns].values.tolist()
    right = [row for _, row in sorted(expected)]
    assert [row[:1] for row in rows] == [row[:1] for row in right]
    for one, other in zip(rows, right, strict=True):
        assert close(one[1:], other[1:])
    assert all(found["why"])
    first = sticking_points(view, some, reasons=1)
    assert first["why"].tolist() == [*found["why"][:1], *[""] * (len(found) - 1)]
    assert first.drop(columns="why").equals(found.drop(columns="why"))


@few
@given(SEEDS)
def test_polarisation_and_dispersion(seed: int) -> None:
    talks = random_talks(seed)
    found = polarisation(talks.view(seed))
    assert found["issue"].tolist() == [issue.id for issue in talks.issues]
    for issue, row in zip(talks.issues, found.to_dict("records"), strict=True):
        held = [talks.held(issue)[name] for name in talks.voices(issue)]
        counts = [sum(said.stance == each for said in held) for each in by_hand.SCORES]
        assert [row[each] for each in by_hand.SCORES] == counts
        assert (row["spoken"], row["numeric"]) == (len(held), issue.scale is not None)
        a = van_der_eijk(counts) if sum(counts) > 1 else math.nan
        assert close(row["agreement"], a)
        values = [said.value for said in held if said.value is not None]
        ends = [min(low for low, _ in values), max(high for _, high in values)] if values else []
        assert close([row["low"], row["high"]], ends or [math.nan] * 2)
        gaps = [by_hand.distance(issue, *pair) for pair in combinations(held, 2)]
        spread = sum(gaps) / len(gaps) if gaps and issue.scale else math.nan
        assert close(row["dispersion"], spread)


# --- what is settled, and how much is known


@few
@given(SEEDS)
def test_the_share_settled_under_each_reading(seed: int) -> None:
    talks = random_talks(seed)
    view = talks.view(seed)
    groups = {group.name: group for group in party_groups(view)}
    decide = tuple(deciding_parties(view))
    heard = {name for issue in talks.issues for name in talks.held(issue)}
    expected_groups = {"all parties in view": talks.names}
    if decide and decide != talks.names:
        expected_groups["those that decide"] = decide
    if len(talks.names) > 2:
        for name in (each for each in talks.names if each in heard):
            rest = tuple(each for each in talks.names if each != name)
            expected_groups[f"without {name}"] = rest
    assert {name: group.parties for name, group in groups.items()} == expected_groups

    found = settled_shares(view, 0.4)
    assert ("record" in set(found["evidence"])) or talks.record
    for row in found.itertuples():
        known, settled = [], []
        for issue in talks.issues:
            if row.meaning == "same-side":
                group = groups[str(row.group)]
                counted = [
                    name
                    for name, said in talks.held(issue).items()
                    if name in group.parties
                    and (row.evidence == "all" or said.attribution in by_hand.ON_RECORD)
                    and not (group.without and said.taken_from == group.without)
                ]
                tells = talks.several(issue, counted)
                holds = tells and talks.lean_one_way(issue, counted)
            else:
                tells = issue.status not in ("unknown", "not-yet-known")
                tells &= row.evidence == "all" or issue.id == "border"
                wanted = {"agreed": ["agreed"], "converging": ["agreed", "converging"]}
                holds = tells and issue.status in wanted[str(row.meaning)]
            known.append(tells)
            settled.append(holds)
        assert row.known == sum(known)
        counted_by = {
            "issue": [1.0] * len(talks.issues),
            "weight": [issue.weight for issue in talks.issues],
            "area": [1 / sum(o.area == i.area for o in talks.issues) for i in talks.issues],
        }[str(row.unit)]
        part = sum(w for w, holds in zip(counted_by, settled, strict=True) if holds)
        assert close([row.settled, row.of], [part, sum(counted_by)])
        assert close(row.share, part / sum(counted_by))
        assert row.near == (abs(part / sum(counted_by) - 0.4) <= 0.05 + 1e-9)
    assert set(found["evidence"]) <= set(EVIDENCE_WORDS)


@few
@given(st.lists(st.sampled_from(by_hand.ISSUES), unique=True), st.floats(0, 1))
def test_a_claim_beside_the_statuses(issues: list[Issue], share: float) -> None:
    view = random_talks(1).view().of(issues=[issue.id for issue in issues])
    found = claim_check(view, share)
    settled = sum(issue.status in ("agreed", "converging") for issue in issues)
    untold = sum(issue.status in ("unknown", "not-yet-known") for issue in issues)
    assert (found.issues, found.known) == (len(issues), len(issues) - untold)
    assert (found.floor, found.ceiling) == (settled, settled + untold)
    asked = share * len(issues)
    if not issues or settled + 1e-9 < asked <= settled + untold:
        assert found.verdict == "cannot tell"
    else:
        assert found.verdict == ("borne out" if settled + 1e-9 >= asked else "refuted")


@few
@given(SEEDS)
def test_coverage(seed: int) -> None:
    talks = random_talks(seed)
    view = talks.view(seed)
    cells: dict[tuple[str, str, str], str] = {}
    voices: dict[tuple[str, str, str], str] = {}
    for issue in talks.issues:
        held = talks.held(issue)
        for name in talks.names:
            cell = (issue.area, issue.id, name)
            silence = talks.silences.get((issue.id, name), "not-reported")
            out = name in talks.left_out(issue)
            cells[cell] = "stated" if name in held else "left_out" if out else silence
            beside = by_hand.above(name).intersection(talks.names)
            if name in talks.voices(issue) or out or (name not in held and not beside):
                voices[cell] = cells[cell]
    for by, at, states in (("area", 0, voices), ("issue", 1, voices), ("party", 2, cells)):
        table = coverage(view, by)  # type: ignore[arg-type]
        names = dict.fromkeys(cell[at] for cell in cells)
        assert table[by].tolist() == list(names)
        for row in table.to_dict("records"):
            those = [state for cell, state in states.items() if cell[at] == row[by]]
            for kind in ("stated", "left_out", "not-reported", "declined", "no-public-position"):
                assert row[kind] == those.count(kind)
            assert row["possible"] == len(those)
            share = those.count("stated") / len(those) if those else math.nan
            assert close(row["coverage"], share)


@few
@given(SEEDS)
def test_which_way_positions_lean(seed: int) -> None:
    talks = random_talks(seed)
    found = leans(talks.view(seed)).set_index(["area", "party"])
    areas = list(dict.fromkeys(issue.area for issue in talks.issues))
    assert list(found.index) == [(area, name) for area in areas for name in talks.names]
    for area, name in found.index:
        issues = [issue for issue in talks.issues if issue.area == area]
        held = [talks.held(issue).get(name) for issue in issues]
        said = [each for each in held if each is not None]
        expected = {
            "backs": sum(each.score > 0 for each in said),
            "neither": sum(each.score == 0 for each in said),
            "against": sum(each.score < 0 for each in said),
            "value": sum(each.value is not None for each in said),
            "left_out": sum(name in talks.left_out(issue) for issue in issues),
            "possible": len(issues),
        }
        expected["silent"] = len(issues) - len(said) - expected["left_out"]
        assert found.loc[(area, name)].to_dict() == expected


@few
@given(SEEDS)
def test_places_from_nought_to_one(seed: int) -> None:
    talks = random_talks(seed)
    found = unit_scores(talks.view(seed))
    for issue in talks.issues:
        held = talks.held(issue)
        for name in talks.names:
            place = by_hand.place(issue, held[name]) if name in held else math.nan
            assert close(found.loc[issue.id, name], place)


# --- one more member


@few
@given(SEEDS, st.booleans())
def test_one_more_member_that_says_nothing_of_its_own_changes_no_measure(
    seed: int, bloc_in_view: bool
) -> None:
    """A member beside its bloc, or beside another that takes the same where the bloc is out."""
    talks = random_talks(seed, record=False)
    taken = {
        (issue.id, name): by_hand.replace(said, taken_from=said.taken_from or "union")
        for issue in talks.issues
        if (said := talks.cells.get((issue.id, "union"))) is not None
        for name in ("north", "south")
    }
    cells = {c: said for c, said in talks.cells.items() if c[1] not in ("north", "south")} | taken
    roles = talks.roles | {"north": "supporter", "south": "supporter"}
    issues = tuple(by_hand.replace(issue, decided_by=()) for issue in talks.issues)
    found = []
    for members in (["north"], ["north", "south"]):
        seen = {*members, "east", "isle", "west", *(["union"] if bloc_in_view else [])}
        view = Talks(
            roles, cells, tuple(name for name in roles if name in seen), issues=issues
        ).view(seed)  # fmt: skip
        shares = settled_shares(view, 0.5)
        same = [name for name in view.party_ids if name not in ("north", "south")]
        groups = ["all parties in view", *(f"without {name}" for name in same)]
        found.append(
            [
                comparison(view).to_dict(),
                islands_of_agreement(view)[["issue", "side", "spoken"]].values.tolist(),
                sticking_points(view).drop(columns="why").round(9).values.tolist(),
                polarisation(view).fillna(9).round(9).values.tolist(),
                shares[shares["group"].isin(groups)].values.tolist(),
                coverage(view, "issue")["stated"].tolist(),
                agreement(view.of(parties=[*same, "north"])).fillna(9).values.tolist(),
            ]
        )
    for one, other in zip(*found, strict=True):
        assert one == other
