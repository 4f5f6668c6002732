"""The rows of a figure: where their labels and bars stand."""

from __future__ import annotations

import pytest

from parley.charts._rows import Rows


def test_rows_stand_below_each_other_with_their_labels_above() -> None:
    rows = Rows(["One", "A label that is so long that it has to be set in two lines"])
    assert rows.pixels == 2 * rows.step
    assert rows.middle(1) - rows.middle(0) == pytest.approx(1)
    for row, label in enumerate(rows.annotations(dark=False)):
        assert row < label["y"] < rows.middle(row) - rows.bar / 2 + 1e-9 < row + 1
