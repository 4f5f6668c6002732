"""Packages to begin with: what is agreed, what one party asks, the fewest objections."""

from __future__ import annotations

import datetime as dt
import itertools
import math
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parley.format.vocabulary import STANCES
from parley.frames.columns import Frames
from parley.loading.loader import Negotiation
from parley.package.key_fact import key_fact
from parley.package.outcomes import (
    ADOPT,
    REJECT,
    Outcome,
    Package,
    Span,
    questions,
)
from parley.package.starting_points import (
    StartingPoint,
    agreed,
    asked_by,
    fewest_objections,
    is_best,
)
from parley.package.statements import Statements
from parley.package.terms import OBJECTIONS
from parley.package.verdicts import (
    by_party,
    objecting,
    verdicts,
)
from tests.folders import every_frame
from tests.package.small_talks import (
    RUNGS,
    frames_of,
    negotiations,
    of_,
    read,
    said,
    stance,
)


def test_what_is_agreed() -> None:
    of, issues = said(every_frame()), every_frame().issues
    found = agreed(of, issues)
    assert found.package.settled == {"licence-fee": Span(1, 2), "net-size": "wider"}
    before = agreed(of, issues, dt.date(2024, 5, 11))
    assert before.package == Package()
    assert before.note == (
        "0 issues settled: agreed, or with a recorded outcome. "
        "Agreed, but on what is not recorded: Mesh of nets."
    )
    told = issues.assign(status=issues["status"].where(issues["issue"] != "seal-ban", "agreed"))
    assert agreed(of, told).package.outcome("seal-ban") == ADOPT


@pytest.mark.parametrize(
    ("party", "settled"),
    [
        ("kingdom", {"licence-fee": Span(-2.5, -2.5), "net-size": "as-is", "port-access": ADOPT, "total-catch": Span(120, 140)}),
        ("republic", {"licence-fee": Span(4, 6), "net-size": "wider", "port-access": REJECT, "total-catch": Span(100, 100)}),
        ("blue-party", {}),
    ],
)  # fmt: skip
def test_what_one_party_asks(party: str, settled: dict[str, Outcome]) -> None:
    of = said(every_frame())
    package = asked_by(of, party).package
    assert package.settled == settled
    row = by_party(of, package).set_index("party").loc[party]
    assert row["opposes"] + row["red_line"] == 0


def test_nobody_asks_who_is_not_in_view() -> None:
    with pytest.raises(KeyError):
        asked_by(said(every_frame(), ["kingdom"]), "republic")


def test_the_shipped_package_with_the_fewest_objections(
    shipped_negotiation: Negotiation, shipped_frames: Frames
) -> None:
    of = said(shipped_frames, None, questions(shipped_frames.issues, shipped_negotiation.issues))
    found = fewest_objections(of)
    # On Donetsk Ukraine resists and the public opposes; who is for it asks otherwise.
    rejected = {"donetsk-withdrawal", "territorial-cession"}
    assert {id for id, each in found.package.outcomes if each == REJECT} == rejected
    assert objecting(of, found.package).empty
    resisted = found.package.put("donetsk-withdrawal", ADOPT)
    assert objecting(of, resisted)[["party", "verdict"]].to_numpy().tolist() == [
        ["ukraine", "resists"],
        ["ukrainian-public", "opposes"],
    ]
    cells = read(of, resisted.settled)
    assert cells["ukraine", "donetsk-withdrawal"] == ("resists", "reluctant")
    assert cells["ukraine", "front-line-freeze"] == ("unknown", "undecided")


def test_who_decides_on_some_issues_alone_is_told_with_them() -> None:
    held = {("a", "p"): stance("supports"), ("b", "q"): stance("supports")}
    of = of_(held, roles={"a": "principal", "b": "mediator"}, decided_by={"q": "a; b"})
    package = Package.of({"p": ADOPT, "q": ADOPT, "r": ADOPT})
    assert key_fact(of, package).sentence == (
        "A decides, on Q also B; no voice in view is known to object; "
        "A is silent on 2 of 3 issues; B is silent on half or more."
    )
    apart = of_(held, roles={"a": "principal", "b": "mediator"}, decided_by={"q": "b"})
    assert key_fact(apart, Package.of({"p": ADOPT, "q": REJECT})).sentence == (
        "On P A decides; on Q B decides; no voice in view is known to object; "
        "B asks otherwise on 1 issue; A and B are silent on half or more."
    )


def test_where_nobody_leans_all_is_left_open() -> None:
    found = fewest_objections(of_({("a", "p"): stance("undecided")}))
    assert found.package == Package()
    assert found.note.startswith("No party in view is known to accept any outcome")


def test_red_lines_come_before_objections_and_these_before_what_is_asked() -> None:
    asks, opposes = stance("supports"), stance("opposes")
    # One red line outweighs two objections, and one objection two that ask otherwise.
    held = {("a", "p"): stance("supports", True), ("b", "p"): opposes, ("c", "p"): opposes,
            ("a", "q"): opposes, ("b", "q"): asks, ("c", "q"): asks}  # fmt: skip
    assert fewest_objections(of_(held)).package.settled == {"p": ADOPT, "q": REJECT}


def test_of_as_many_objections_who_decides_is_nearer_then_all_are() -> None:
    held = {
        ("a", "n"): {"value": (2, 2)},
        ("b", "n"): {"value": (8, 8)},
        ("c", "n"): {"value": (8, 8)},
    }
    decides = {"a": "principal", "b": "observer", "c": "observer"}
    assert fewest_objections(of_(held, roles=decides)).package.settled == {"n": Span(2, 2)}
    assert fewest_objections(of_(held)).package.settled == {"n": Span(8, 8)}
    named = of_(held, roles=decides, decided_by={"n": "b"})
    assert fewest_objections(named).package.settled == {"n": Span(8, 8)}


def test_all_that_tie_are_told() -> None:
    held = {
        ("a", "l"): {"stance": "supports", "option": "low"},
        ("b", "l"): {"stance": "supports", "option": "high"},
        ("a", "q"): stance("supports"),
    }
    found = fewest_objections(of_(held))
    # Nobody accepts the rung in between, which is as near to both.
    assert found.equals == {"l": ("low", "high")}
    assert found.package.settled == {"l": "low", "q": ADOPT}
    assert found.note.endswith("Equally good: L: low or high.")
    assert is_best(of_(held), Package.of({"l": "high", "q": ADOPT})) == found.equals
    assert is_best(of_(held), Package.of({"l": "mid", "q": ADOPT})) is None


def test_values_that_tie_are_told_as_one_range() -> None:
    held = {("a", "n"): {"value": (2, 2)}, ("b", "n"): {"value": (8, 8)}}
    found = fewest_objections(of_(held))
    assert found.equals == {"n": (Span(2, 8),)}
    assert found.package.settled == {"n": Span(5, 5)}
    assert found.note.endswith(
        "Equally good: N: any of 2–8. Of a range of values its middle is taken."
    )
    # Where both are red lines the values in between cross one more.
    firm = {cell: {**said, "red_line": True} for cell, said in held.items()}
    assert fewest_objections(of_(firm)).equals == {"n": (Span(2, 2), Span(8, 8))}


def test_only_issues_that_are_asked_for() -> None:
    held = {("a", "p"): stance("supports"), ("a", "q"): stance("supports")}
    assert fewest_objections(of_(held), ["q"]).package.settled == {"q": ADOPT}


def price(of: Statements, package: Package) -> tuple[float, ...]:
    """What `fewest_objections` keeps small, counted from the verdicts and the positions."""
    found = verdicts(of, package)
    found = found[found["counts"]]
    losses = [_loss(of, row, package.settled[row.issue]) for row in found.itertuples()]
    decides = found["decides"].to_numpy()
    return (
        (found["verdict"] == "red-line").sum(),
        found["verdict"].isin(OBJECTIONS).sum(),
        round(sum(itertools.compress(losses, decides)), 9),
        round(sum(losses), 9),
    )


def _loss(of: Statements, row: Any, outcome: Outcome) -> float:
    """How far an outcome is from what a party asks, from 0 to 1."""
    question = of.questions[row.issue]
    if row.why in ("silent", "left-out"):
        return 0.0
    if question.kind == "proposal":
        name = list(STANCES)[
            of.stance[of.issue_ids.index(row.issue), of.party_ids.index(row.party)]
        ]
        place = {"supports": 1, "open": 0.75, "undecided": 0.5, "reluctant": 0.25, "opposes": 0}
        return abs((outcome == ADOPT) - place[name])
    if math.isnan(row.gap):
        return 0.0
    return float(row.gap / (10 if question.kind == "scale" else 2))


def acceptable(of: Statements) -> dict[str, list[Outcome]]:
    """By issue the outcomes that somebody accepts, conditions aside."""
    ends = np.concatenate([of.low[-1], of.high[-1]])
    every: dict[str, list[Outcome]] = {issue: [ADOPT, REJECT] for issue in "pqr"}
    every["l"] = list(RUNGS)
    every["n"] = [Span(value, value) for value in sorted(set(ends[~np.isnan(ends)].tolist()))]
    return {
        issue: [
            outcome
            for outcome in outcomes
            if _somebody_accepts(of, issue, outcome)
        ]
        for issue, outcomes in every.items()
    }  # fmt: skip


def _somebody_accepts(of: Statements, issue: str, outcome: Outcome) -> bool:
    found = verdicts(of, Package.of({issue: outcome}))
    some = ["accepts", "can-live", "accepts-if"]
    return bool(found["verdict"][found["counts"]].isin(some).any())


@settings(deadline=None, max_examples=30)
@given(negotiations(), st.sampled_from(["pqr", "pql", "qrn", "pln"]))
def test_fewest_objections_are_those_of_trying_all(frames: Frames, among: str) -> None:
    of = said(frames)
    choices = {issue: outcomes for issue, outcomes in acceptable(of).items() if issue in among}
    choices = {issue: outcomes for issue, outcomes in choices.items() if outcomes}
    found = fewest_objections(of, among)
    assert set(found.package.settled) == set(choices)
    tried = {
        picked: price(of, Package.of(dict(zip(choices, picked, strict=True))))
        for picked in itertools.product(*choices.values())
    }
    least = min(tried.values())
    assert price(of, found.package) == least
    # Every package that is as good is told, and no other.
    told = [[each for each in choices[issue] if _told(each, found, issue)] for issue in choices]
    assert set(itertools.product(*told)) == {
        picked for picked, cost in tried.items() if cost == least
    }


def _told(outcome: Outcome, found: StartingPoint, issue: str) -> bool:
    """Whether an outcome is the package's, or told as equally good."""
    equal = found.equals.get(issue, (found.package.settled[issue],))
    if isinstance(outcome, str):
        return outcome in equal
    return any(isinstance(each, Span) and each.low <= outcome.low <= each.high for each in equal)


def test_many_issues_each_have_their_best_outcome() -> None:
    base = frames_of({("a", "p"): stance("supports"), ("b", "p"): stance("reluctant")})
    ids = [f"i{number}" for number in range(300)]

    def spread(frame: pd.DataFrame) -> pd.DataFrame:
        return pd.concat([frame] * len(ids), ignore_index=True)

    positions = spread(base.positions).assign(
        issue=pd.Categorical(np.repeat(ids, 2), categories=ids), position=np.arange(2 * len(ids))
    )
    positions["stance"] = positions["stance"].astype(base.positions["stance"].dtype)
    issues = spread(base.issues.head(1)).assign(issue=pd.Categorical(ids, categories=ids))
    changed = {"positions": positions, "issues": issues}
    found = fewest_objections(said(Frames(**{**base.tables(), **changed})))
    assert set(found.package.settled.values()) == {REJECT}
    assert len(found.package.outcomes) == 300
