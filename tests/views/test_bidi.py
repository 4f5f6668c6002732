"""The direction of texts, and where it turns."""

from __future__ import annotations

import pytest

from parley.views.bidi import direction_runs, is_rtl


@pytest.mark.parametrize(
    ("text", "rtl"),
    [
        ("", False),
        ("12 %", False),
        ("NATO", False),
        ("群岛联盟", False),
        ("موقف المنارة NATO.", True),
        ("12 אב", True),
        ("NATO אב", False),
    ],
)
def test_the_first_letter_decides(text: str, rtl: bool) -> None:
    assert is_rtl(text) is rtl


@pytest.mark.parametrize(
    ("text", "rtl", "runs"),
    [
        ("plain 12", False, [("plain 12", False)]),
        ("a אב, ג! b", False, [("a ", False), ("אב, ג", True), ("! b", False)]),
        ("قَرَّ.", False, [("قَرَّ", True), (".", False)]),
        ("群岛联盟 x", False, [("群岛联盟 x", False)]),
        ("אב 12 NATO-EU", True, [("אב 12 ", False), ("NATO-EU", True)]),
    ],
)
def test_runs(text: str, rtl: bool, runs: list[tuple[str, bool]]) -> None:
    assert list(direction_runs(text, rtl)) == runs
