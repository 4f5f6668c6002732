"""The marks beside a stance: which there are, and their order."""

from __future__ import annotations

from typing import Any

import pytest

from parley.format.vocabulary import ATTRIBUTIONS
from parley.views.marks import Mark, position_marks

NONE: dict[str, Any] = {
    "red_line": False,
    "disputed": False,
    "conflicting": False,
    "conditional": False,
    "bloc": None,
    "dissents": False,
}


@pytest.mark.parametrize("attribution", ATTRIBUTIONS)
def test_whose_word_it_is_is_always_said(attribution: str) -> None:
    label = ATTRIBUTIONS[attribution].label
    assert position_marks(attribution, **NONE) == [Mark(attribution, label)]


@pytest.mark.parametrize(
    ("flags", "mark"),
    [
        ({"red_line": True}, Mark("red-line", "Red line")),
        ({"disputed": True}, Mark("contested", "Contested")),
        ({"conflicting": True}, Mark("contested", "Conflicting reports")),
        ({"conditional": True}, Mark("condition", "Conditional")),
        ({"bloc": "Reef Pact"}, Mark("inherited", "As Reef Pact")),
        ({"dissents": True}, Mark("dissent", "Dissents from its bloc")),
    ],
)
def test_each_mark(flags: dict[str, Any], mark: Mark) -> None:
    assert position_marks("document", **{**NONE, **flags})[1:] == [mark]


def test_what_a_reader_supposes_is_nobodys_word() -> None:
    assert position_marks(None, **NONE, hypothetical=True) == [Mark("hypothetical", "Hypothetical")]


def test_their_order() -> None:
    flags = dict.fromkeys(NONE, True) | {"bloc": "Reef Pact"}
    marks = position_marks("poll", **flags, hypothetical=True)
    assert [mark.label for mark in marks] == [
        "Hypothetical", "Poll", "Red line", "Contested", "Conflicting reports", "Conditional",
        "As Reef Pact",
    ]  # fmt: skip
