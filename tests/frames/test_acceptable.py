"""What a position would take: values before rungs, and up to the end that a bound leaves open."""

from __future__ import annotations

from pathlib import Path

import pytest

from parley.frames.acceptable import acceptable, issue_measures
from parley.frames.build import build_frames
from parley.loading.loader import load
from tests.cases import case_frames
from tests.loading.folders import folder


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("value: 3", (3, 3)),
        ("value: 3\n        bound: at-least", (3, 10)),
        ("value: 3\n        bound: at-most", (0, 3)),
        ("value: {from: 2, to: 3}\n        bound: at-least", (2, 10)),
        ("value: {from: 2, to: 3}", (2, 3)),
    ],
)
def test_a_value_counts_whatever_rung_stands_beside_it(
    tmp_path: Path, value: str, expected: tuple[float, float]
) -> None:
    frames = build_frames(load(folder(tmp_path, {"issues/money.yaml": ("value: 3", value)})))
    north = frames.positions[(frames.positions["party"] == "north")]
    north = north[north["issue"] == "price"]
    found = acceptable(north, frames.issues)
    assert (found.low[0], found.high[0]) == expected


def test_a_ladder_is_counted_in_rungs() -> None:
    frames = case_frames("fishing")
    held = frames.positions[frames.positions["current"]]
    ladder = held[held["issue"] == "form-of-deal"].set_index("party", drop=False)
    found = acceptable(ladder, frames.issues)
    by_party = dict(zip(ladder["party"], zip(found.low, found.high, strict=True), strict=True))
    assert by_party["north"] == (0, 1)
    assert by_party["league"] == by_party["westmark"] == (2, 2)
    span = dict(zip(frames.issues["issue"], issue_measures(frames.issues).span, strict=True))
    assert (span["form-of-deal"], span["quota-share"]) == (2, 100)
