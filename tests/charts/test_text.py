"""Texts of data in a figure: safe, wrapped, cut, and chosen to fit."""

from __future__ import annotations

import pytest

from parley.charts._text import (
    alternative_text,
    balanced,
    display_width,
    escaped,
    fitting,
    join_some,
    short_name,
    wrapped,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<b>A</b> & B", "&lt;b&gt;A&lt;/b&gt; &amp; B"),
        ("<br>", "&lt;br&gt;"),
        ("&lt;", "&amp;lt;"),
        ("$x^2$", "&#36;x^2&#36;"),
        ("two\nlines\tand a tab", "two lines and a tab"),
        ("%{x}", "%{x}"),
        ("Ångström “quoted”", "Ångström “quoted”"),
    ],
)
def test_nothing_in_a_text_from_data_is_markup(text: str, expected: str) -> None:
    assert escaped(text) == expected


@pytest.mark.parametrize(
    ("text", "width", "lines", "expected"),
    [
        ("short", 10, 2, ["short"]),
        ("", 10, 2, [""]),
        ("one two three", 7, 3, ["one two", "three"]),
        ("one two three four", 7, 2, ["one two", "three…"]),
        ("abcdefghij", 4, 3, ["abcd", "efgh", "ij"]),
        ("中华人民共和国", 6, 3, ["中华人", "民共和", "国"]),
        ("one, two", 4, 1, ["one…"]),
    ],
)
def test_a_text_is_wrapped_and_cut(text: str, width: int, lines: int, expected: list[str]) -> None:
    assert wrapped(text, width, lines) == expected


@pytest.mark.parametrize(
    "text", ["word " * 30, "x" * 90, "国" * 60, "e\u0301" * 70, "نص عربي " * 12]
)
def test_no_line_is_wider_than_allowed(text: str) -> None:
    for width in (5, 12, 44):
        found = wrapped(text, width, 3)
        assert len(found) <= 3
        assert max(map(display_width, found)) <= width


def test_an_accent_stays_with_its_letter() -> None:
    assert wrapped("e\u0301" * 4, 2, 5) == ["e\u0301e\u0301", "e\u0301e\u0301"]


def test_the_lines_of_a_title_are_about_equally_long() -> None:
    title = "Ukraine has spoken on 7 of 12 issues, Russia on 2"
    assert balanced(title, 44, 3) == ["Ukraine has spoken on 7", "of 12 issues, Russia on 2"]
    assert balanced("None", 44, 3) == ["None"]
    assert balanced("cut " * 40, 20, 2)[-1].endswith("…")


def test_a_name_written_right_to_left_keeps_its_neighbours_in_order() -> None:
    assert short_name("Ukraine") == "Ukraine"
    assert short_name("ישראל") == "\u2068ישראל\u2069"
    assert short_name("مصر") == "\u2068مصر\u2069"
    assert short_name("中国") == "中国"


@pytest.mark.parametrize(
    ("names", "expected"),
    [(["A"], "A"), (["A", "B"], "A and B"), (["A", "B", "C"], "A and 2 others")],
)
def test_names_in_a_sentence(names: list[str], expected: str) -> None:
    assert join_some(names) == expected


def test_a_bar_gets_the_longest_text_that_fits() -> None:
    texts = ("× 2 disputed", "× 2", "2")
    assert [fitting(pixels, *texts) for pixels in (200, 30, 12, 3)] == [*texts, ""]


def test_words_for_those_who_cannot_see_name_what_they_leave_out() -> None:
    items = [f"Area {number}: 1 open" for number in range(20)]
    text = alternative_text("A finding", items, "areas")
    assert text.startswith("A finding. Area 0: 1 open. Area 1: 1 open.")
    assert text.endswith("Area 11: 1 open. The table has the other 8 areas.")
