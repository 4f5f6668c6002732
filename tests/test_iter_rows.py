"""Rows of a frame: in order, by name, and with what is missing as pandas has it."""

from __future__ import annotations

import pandas as pd

from parley.iter_rows import iter_dicts, iter_rows

FRAME = pd.DataFrame(
    {
        "issue": pd.Categorical(["tariffs", "quotas", "tariffs"]),
        "title": pd.array(["Tariffs", None, "Tariffs"], dtype="str"),
        "date": pd.to_datetime(["2025-12-15", None, "2025-12-14"]).array,
        "red_line": [True, False, False],
        "not-reported": [0, 2, 1],
    },
    index=[7, 3, 5],
)


def test_rows_come_in_order_with_their_values_by_name() -> None:
    first, second, _ = iter_rows(FRAME)
    assert (first.issue, first.title, first.red_line) == ("tariffs", "Tariffs", True)
    assert first.date == pd.Timestamp("2025-12-15")
    assert second.issue == "quotas" and pd.isna(second.title) and pd.isna(second.date)


def test_a_row_is_its_values_whatever_a_column_is_called() -> None:
    assert [number for *_, number in iter_rows(FRAME)] == [0, 2, 1]
    assert [row["not-reported"] for row in iter_dicts(FRAME)] == [0, 2, 1]
    assert list(next(iter_dicts(FRAME))) == list(FRAME)


def test_a_frame_without_rows_has_none() -> None:
    assert list(iter_rows(FRAME.head(0))) == list(iter_dicts(FRAME.head(0))) == []
