"""Which of several positions holds on a day."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd
import pytest

from parley.format.vocabulary import DIRECTNESS
from parley.loading.history import cell_keys, conflicting, current_on, directness


def positions(*rows: tuple[str, str, str | None]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "issue": pd.Categorical([row[0] for row in rows]),
            "party": pd.Categorical([row[1] for row in rows]),
            "date": np.array([row[2] or "NaT" for row in rows], "datetime64[s]"),
        }
    )


HISTORY = positions(
    ("line", "north", "2025-01-01"),
    ("line", "north", "2025-03-01"),
    ("line", "north", "2025-02-01"),
    ("line", "south", "2025-02-01"),
    ("price", "north", None),
)
LEVEL = np.zeros(len(HISTORY), np.int64)


@pytest.mark.parametrize(
    ("day", "rows"),
    [
        ("2024-12-31", []),
        ("2025-01-01", [0]),
        ("2025-01-31", [0]),
        ("2025-02-01", [2, 3]),
        ("2025-02-28", [2, 3]),
        ("2025-03-01", [1, 3]),
        ("2030-01-01", [1, 3]),
    ],
)
def test_the_newest_not_later_than_the_day_holds(day: str, rows: list[int]) -> None:
    holds = current_on(HISTORY, LEVEL, dt.date.fromisoformat(day))
    assert np.flatnonzero(holds).tolist() == rows


@pytest.mark.parametrize(
    ("ranks", "row"), [([2, 1, 3], 1), ([3, 3, 0], 2), ([1, 1, 1], 0), ([6, 7, 6], 0)]
)
def test_of_one_day_the_most_direct_holds(ranks: list[int], row: int) -> None:
    same_day = positions(*[("line", "north", "2025-01-01")] * 3)
    holds = current_on(same_day, np.array(ranks), dt.date(2025, 1, 1))
    assert np.flatnonzero(holds).tolist() == [row]


def test_a_newer_position_holds_before_a_more_direct_one() -> None:
    rows = positions(("line", "north", "2025-01-01"), ("line", "north", "2025-01-02"))
    holds = current_on(rows, np.array([0, 6]), dt.date(2025, 2, 1))
    assert holds.tolist() == [False, True]


def test_reports_of_one_day_conflict() -> None:
    rows = positions(
        ("line", "north", "2025-01-01"),
        ("line", "north", "2025-01-01"),
        ("line", "north", "2025-01-02"),
        ("line", "south", "2025-01-01"),
        ("price", "north", "2025-01-01"),
        ("price", "south", None),
        ("price", "south", None),
    )
    assert conflicting(rows).tolist() == [True, True, False, False, False, True, True]


def test_seats_tell_issues_and_parties_apart() -> None:
    rows = positions(
        *[(issue, party, None) for issue in "abc" for party in "xyz"], ("a", "x", None)
    )
    numbers = cell_keys(rows).tolist()
    assert len(set(numbers)) == 9
    assert numbers[0] == numbers[-1]


def test_a_position_is_as_direct_as_its_most_direct_evidence() -> None:
    evidence = pd.DataFrame(
        {
            "position": [0, 0, 1, 1, -1],
            "role": ["position", "position", "position", "dispute", "claim"],
            "attribution": pd.Categorical(
                ["reporter", "on-record", "anonymous", "document", "document"]
            ),
        }
    )
    ranks = directness(evidence, 3).tolist()
    assert ranks == [DIRECTNESS.index("on-record"), DIRECTNESS.index("anonymous"), len(DIRECTNESS)]


def test_nothing_in_gives_nothing_out() -> None:
    nothing = positions()
    assert current_on(nothing, np.zeros(0, np.int64), dt.date(2025, 1, 1)).tolist() == []
    assert conflicting(nothing).tolist() == []


def test_the_input_does_not_change() -> None:
    before = HISTORY.copy(deep=True)
    current_on(HISTORY, LEVEL, dt.date(2025, 2, 1))
    conflicting(HISTORY)
    pd.testing.assert_frame_equal(HISTORY, before)
