"""What a curator is told of a source: as lines, as JSON, and beside a copy of its text."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from parley.loading.loader import Negotiation
from parley.views.source_report import (
    SourceNotFound,
    UnreadableText,
    as_lines,
    as_record,
    excerpt,
    ranges,
    source_report,
)
from tests.folders import every_part

TEXT = "\n\n".join(f"({number}) Gulls were counted, page {number}." for number in range(1, 21))


def lines(source: str, copy: Path | None = None) -> list[str]:
    return as_lines(source_report(every_part(), source, copy))


def test_what_is_cited_and_what_is_not() -> None:
    found = lines("survey")
    assert found == [
        "survey: Count, “Coast survey”, 15 February 2024",
        "2 of 9 pages cited, by 2 citations",
        "",
        "cited:",
        "   3  position  blue-party on observers",
        "   4  position  blue-party on observers",
        "",
        "not cited: 1-2, 5-9",
        "",
        "could not be placed: 'p. 2' (1 time)",
    ]


def test_each_role_says_what_it_is_for() -> None:
    found = lines("report")
    assert "   1  event     first-session" in found
    assert "   2  claim     nearly-done" in found
    assert "   4  status    port-access" in found
    assert "   8  dispute   kingdom against republic on port-access" in found
    assert lines("communique")[-3] == "   3  outcome   net-size"
    assert (
        "   3  position  kingdom on net-size, republic on net-size, islands on net-size"
        in lines("draft")
    )


def test_roles_of_one_unit_stand_below_each_other(shipped_negotiation: Negotiation) -> None:
    found = as_lines(source_report(shipped_negotiation, "geokhub-2025-12-15"))
    first = next(number for number, line in enumerate(found) if line.startswith("  11 "))
    assert found[first : first + 3] == [
        "  11  claim     ceasefire-conceivable",
        "      event     berlin-talks",
        "  12  position  united-states on article-5-style-guarantees, russia on eu-membership",
    ]


def test_without_a_count_it_says_so() -> None:
    assert "not cited: nobody knows, for the source has no locator_count" in lines("draft")
    assert lines("interview")[1] == "0 moments cited, by 3 citations"


def test_the_uncited_paragraphs_of_a_copy_are_shown(tmp_path: Path) -> None:
    copy = tmp_path / "tide.txt"
    copy.write_bytes(TEXT.replace("\n", "\r\n").encode("utf-8-sig"))
    assert lines("report", copy)[-4:] == [
        f"{copy}: 20 paragraphs",
        "",
        "not cited there:",
        "  20  Gulls were counted, page 20.",
    ]


@pytest.mark.parametrize(
    ("source", "text", "warning"),
    [
        ("report", "A gull.\n\nTwo gulls.", "the copy has 2 paragraphs, locator_count is 20"),
        ("report", "", "the copy has 0 paragraphs, locator_count is 20"),
        ("draft", "A gull.", "the locators count sections, the copy has paragraphs"),
        ("register", "A gull.", "the locators count rows, the copy has paragraphs"),
    ],
)
def test_a_copy_that_does_not_fit_is_warned_of(
    source: str, text: str, warning: str, tmp_path: Path
) -> None:
    copy = tmp_path / "tide.txt"
    copy.write_text(text, "utf-8")
    assert f"warning: {warning}" in lines(source, copy)
    assert as_record(source_report(every_part(), source, copy))["warnings"] == [warning]


def test_what_a_copy_holds_cannot_reach_the_terminal_as_more_than_text(tmp_path: Path) -> None:
    copy = tmp_path / "tide.txt"
    copy.write_text("\x1b[2JA gull.\x07", "utf-8")
    assert lines("survey", copy)[-1] == "   1  \\x1b[2JA gull.\\x07"


def test_a_copy_that_is_no_text_is_refused_in_one_line(tmp_path: Path) -> None:
    copy = tmp_path / "tide.txt"
    copy.write_bytes("One.\n\nTwo: caf\u00e9".encode("latin-1"))
    with pytest.raises(UnreadableText) as refused:
        source_report(every_part(), "report", copy)
    assert str(refused.value) == f"{copy}:3: byte 0xe9 is not UTF-8 text, save it as UTF-8"


@pytest.mark.parametrize(
    ("source", "message"),
    [
        (
            "reprot",
            "no source has the id 'reprot', did you mean 'report'? Expected one of report, draft, "
            "interview, survey, register, communique, leaflet",
        ),
        (
            "x",
            "no source has the id 'x', expected one of report, draft, interview, survey, register, "
            "communique, leaflet",
        ),
    ],
)
def test_a_source_that_there_is_not(source: str, message: str) -> None:
    with pytest.raises(SourceNotFound) as missing:
        source_report(every_part(), source)
    assert str(missing.value) == message


def test_the_record_is_plain(tmp_path: Path) -> None:
    copy = tmp_path / "tide.txt"
    copy.write_text("\n\n".join(["A gull."] * 9), "utf-8")
    record = as_record(source_report(every_part(), "survey", copy))
    cited = {"role": "position", "ref": None, "issue": "observers", "party": "blue-party"}
    assert json.loads(json.dumps(record)) == {
        "source": "survey",
        "title": "Coast survey",
        "publisher": "Count",
        "date": "2024-02-15",
        "unit": "page",
        "count": 9,
        "citations": 2,
        "cited": [
            {"locator": 3, "cited": 1, "for": [cited]},
            {"locator": 4, "cited": 1, "for": [cited]},
        ],
        "uncited": [{"from": 1, "to": 2}, {"from": 5, "to": 9}],
        "unplaced": [{"text": "p. 2", "count": 1}],
        "copy": {
            "file": str(copy),
            "paragraphs": 9,
            "uncited": [
                {"number": number, "begins": "A gull."} for number in (1, 2, 5, 6, 7, 8, 9)
            ],
        },
        "warnings": ["the locators count pages, the copy has paragraphs"],
    }
    assert as_record(source_report(every_part(), "draft"))["uncited"] is None


def test_a_beginning_is_cut_and_ranges_are_short() -> None:
    assert excerpt("海" * 100) == "海" * 100
    assert excerpt("海" * 101) == "海" * 99 + "…"
    assert ranges([(3, 3), (7, 9)]) == "3, 7-9"
    assert ranges([]) == ""
