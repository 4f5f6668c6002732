"""What all figures share: contrast, signs, texts that are safe and fit, and rows."""

from __future__ import annotations

import pytest

from parley.charts import theme
from parley.format.vocabulary import STANCES, STATUSES
from parley.palette import BACKGROUND, QUIET, SILENCE, STANCE, STATUS, TEXT, Shade

DARK = pytest.mark.parametrize("dark", [False, True])


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [("#000000", "#ffffff", 21.0), ("#ffffff", "#ffffff", 1.0), ("#767676", "#ffffff", 4.54)],
)
def test_contrast_is_that_of_wcag(one: str, other: str, expected: float) -> None:
    assert theme.contrast(one, other) == pytest.approx(expected, abs=0.01)
    assert theme.contrast(other, one) == theme.contrast(one, other)


@DARK
@pytest.mark.parametrize("shade", [*STANCE.values(), *STATUS.values(), SILENCE, QUIET])
def test_every_mark_stands_out_from_the_page(shade: Shade, dark: bool) -> None:
    assert theme.contrast(shade.on(dark), BACKGROUND.on(dark)) >= 3


@DARK
@pytest.mark.parametrize("shade", [*STANCE.values(), *STATUS.values()])
def test_what_is_written_on_a_mark_can_be_read(shade: Shade, dark: bool) -> None:
    colour = shade.on(dark)
    assert theme.contrast(colour, theme.ink(colour)) >= 4.5


@DARK
def test_the_template_has_no_ground_and_readable_text(dark: bool) -> None:
    layout = theme.template(dark).layout
    assert layout.paper_bgcolor == layout.plot_bgcolor == "rgba(0,0,0,0)"
    assert layout.font.color == TEXT.on(dark)
    assert layout.hoverlabel.bgcolor == BACKGROUND.on(dark)
    assert theme.contrast(layout.font.color, BACKGROUND.on(dark)) >= 4.5


def test_every_term_has_a_sign_of_its_own() -> None:
    assert list(theme.STATUS_SIGNS) == list(STATUSES)
    assert list(theme.STANCE_SIGNS) == list(STANCES)
    for signs in (theme.STATUS_SIGNS, theme.STANCE_SIGNS):
        assert len(set(signs.values())) == len(signs)


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
    assert theme.escaped(text) == expected


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
    assert theme.wrapped(text, width, lines) == expected


@pytest.mark.parametrize(
    "text", ["word " * 30, "x" * 90, "国" * 60, "e\u0301" * 70, "نص عربي " * 12]
)
def test_no_line_is_wider_than_allowed(text: str) -> None:
    for width in (5, 12, 44):
        found = theme.wrapped(text, width, 3)
        assert len(found) <= 3
        assert max(map(theme.columns, found)) <= width


def test_an_accent_stays_with_its_letter() -> None:
    assert theme.wrapped("e\u0301" * 4, 2, 5) == ["e\u0301e\u0301", "e\u0301e\u0301"]


def test_the_lines_of_a_title_are_about_equally_long() -> None:
    title = "Ukraine has spoken on 7 of 12 issues, Russia on 2"
    assert theme.balanced(title, 44, 3) == ["Ukraine has spoken on 7", "of 12 issues, Russia on 2"]
    assert theme.balanced("None", 44, 3) == ["None"]
    assert theme.balanced("cut " * 40, 20, 2)[-1].endswith("…")


def test_a_name_written_right_to_left_keeps_its_neighbours_in_order() -> None:
    assert theme.named("Ukraine") == "Ukraine"
    assert theme.named("ישראל") == "\u2068ישראל\u2069"
    assert theme.named("مصر") == "\u2068مصر\u2069"
    assert theme.named("中国") == "中国"


@pytest.mark.parametrize(
    ("names", "expected"),
    [(["A"], "A"), (["A", "B"], "A and B"), (["A", "B", "C"], "A and 2 others")],
)
def test_names_in_a_sentence(names: list[str], expected: str) -> None:
    assert theme.some(names) == expected


def test_a_bar_gets_the_longest_text_that_fits() -> None:
    texts = ("× 2 disputed", "× 2", "2")
    assert [theme.fitting(pixels, *texts) for pixels in (200, 30, 12, 3)] == [*texts, ""]


def test_words_for_those_who_cannot_see_name_what_they_leave_out() -> None:
    items = [f"Area {number}: 1 open" for number in range(20)]
    text = theme.sentences("A finding", items, "areas")
    assert text.startswith("A finding. Area 0: 1 open. Area 1: 1 open.")
    assert text.endswith("Area 11: 1 open. The table has the other 8 areas.")


def test_rows_stand_below_each_other_with_their_labels_above() -> None:
    rows = theme.Rows(["One", "A label that is so long that it has to be set in two lines"])
    assert rows.pixels == 2 * rows.step
    assert rows.middle(1) - rows.middle(0) == pytest.approx(1)
    for row, label in enumerate(rows.annotations(dark=False)):
        assert row < label["y"] < rows.middle(row) - rows.bar / 2 + 1e-9 < row + 1
