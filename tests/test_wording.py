"""Words that people read: days, counts, lists and citations."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from parley.format.models import DateSpan, Evidence, Source
from parley.wording import (
    attribution_phrase,
    count,
    date_range_text,
    date_text,
    end_sentence,
    join_and,
    join_or,
    locator_text,
)


def source(**more: Any) -> Source:
    return Source(id="s", title="Title", publisher="Paper", date="2025-12-15", **more)


def evidence(where: str = "6", **more: Any) -> Evidence:
    return Evidence(source="s", locator=where, **{"attribution": "on-record", **more})


@pytest.mark.parametrize(
    ("date", "text"),
    [
        (dt.date(2025, 12, 15), "15 December 2025"),
        (dt.date(2025, 3, 1), "1 March 2025"),
        (dt.date(987, 6, 5), "5 June 987"),
    ],
)
def test_day(date: dt.date, text: str) -> None:
    assert date_text(date) == text


@pytest.mark.parametrize(
    ("first", "last", "text"),
    [
        ("2025-12-16", "2025-12-16", "16 December 2025"),
        ("2025-12-16", "2025-12-21", "16 to 21 December 2025"),
        ("2025-05-30", "2025-06-02", "30 May to 2 June 2025"),
        ("2025-12-30", "2026-01-02", "30 December 2025 to 2 January 2026"),
        ("2025-03-16", "2026-03-21", "16 March 2025 to 21 March 2026"),
        ("2025-01-01", "2025-12-31", "2025"),
        ("2025-01-01", "2027-12-31", "2025 to 2027"),
        ("2025-01-01", "2025-12-30", "1 January to 30 December 2025"),
        ("2025-01-01", "2025-01-31", "1 to 31 January 2025"),
    ],
)
def test_span(first: str, last: str, text: str) -> None:
    assert date_range_text(DateSpan(from_=first, to=last)) == text


@pytest.mark.parametrize(
    ("number", "words", "text"),
    [
        (0, ("issue",), "0 issues"),
        (1, ("issue",), "1 issue"),
        (2, ("issue",), "2 issues"),
        (1, ("party", "parties"), "1 party"),
        (12, ("party", "parties"), "12 parties"),
        (1_000_000, ("position",), "1,000,000 positions"),
    ],
)
def test_count(number: int, words: tuple[str, ...], text: str) -> None:
    assert count(number, *words) == text


@pytest.mark.parametrize(
    ("names", "text"),
    [
        ([], ""),
        (["A"], "A"),
        (["A", "B"], "A and B"),
        (["A", "B", "C"], "A, B and C"),
    ],
)
def test_join_and(names: list[str], text: str) -> None:
    assert join_and(names) == text
    assert join_or(names) == text.replace(" and ", " or ")


@pytest.mark.parametrize(
    ("where", "unit", "text"),
    [
        ("6", "paragraph", "paragraph 6"),
        ("12-14", "paragraph", "paragraphs 12-14"),
        ("12–14", "page", "pages 12–14"),
        ("3, 5", "section", "sections 3, 5"),
        ("2.1", "section", "section 2.1"),
        ("7", "row", "row 7"),
        ("7-9", "row", "rows 7-9"),
        ("12:30", "time", "at 12:30"),
        ("12:30-13:00", "time", "at 12:30-13:00"),
        ("p. 3", "page", "p. 3"),
        ("row 4", "row", "row 4"),
        ("back cover", "page", "back cover"),
    ],
)
def test_locator(where: str, unit: str, text: str) -> None:
    assert locator_text(evidence(where), source(locator_unit=unit)) == text


@pytest.mark.parametrize(
    ("given", "text"),
    [
        ({}, "Named speaker"),
        ({"speaker": "Ada"}, "Named speaker: Ada"),
        ({"attribution": "second-hand", "speaker": "One official"}, "Second-hand: One official"),
        ({"attribution": "anonymous"}, "Unnamed official"),
    ],
)
def test_said_by(given: dict[str, str], text: str) -> None:
    assert attribution_phrase(evidence(**given)) == text


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Ports for all", "Ports for all."),
        ("Ports for all.", "Ports for all."),
        ("Ports for whom?", "Ports for whom?"),
        ("It says “never”", "It says “never”."),
        ("It says “never!”", "It says “never!”"),
        ("港口开放。", "港口开放。"),
        ("", ""),
    ],
)
def test_a_sentence_has_an_end(text: str, sentence: str) -> None:
    assert end_sentence(text) == sentence
