"""What all figures look like: contrast, and the template."""

from __future__ import annotations

import pytest

from parley.charts._theme import contrast, template, text_on
from parley.palette import BACKGROUND, QUIET, RECORD, STANCE, STATUS, TEXT, Shade

DARK = pytest.mark.parametrize("dark", [False, True])


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [("#000000", "#ffffff", 21.0), ("#ffffff", "#ffffff", 1.0), ("#767676", "#ffffff", 4.54)],
)
def test_contrast_is_that_of_wcag(one: str, other: str, expected: float) -> None:
    assert contrast(one, other) == pytest.approx(expected, abs=0.01)
    assert contrast(other, one) == contrast(one, other)


@DARK
@pytest.mark.parametrize("shade", [*STANCE.values(), *STATUS.values(), RECORD, QUIET])
def test_every_mark_stands_out_from_the_page(shade: Shade, dark: bool) -> None:
    assert contrast(shade.on(dark), BACKGROUND.on(dark)) >= 3


@DARK
@pytest.mark.parametrize("shade", [*STANCE.values(), *STATUS.values(), RECORD])
def test_what_is_written_on_a_mark_can_be_read(shade: Shade, dark: bool) -> None:
    colour = shade.on(dark)
    assert contrast(colour, text_on(colour)) >= 4.5


@DARK
def test_the_template_has_no_ground_and_readable_text(dark: bool) -> None:
    layout = template(dark).layout
    assert layout.paper_bgcolor == layout.plot_bgcolor == "rgba(0,0,0,0)"
    assert layout.font.color == TEXT.on(dark)
    assert layout.hoverlabel.bgcolor == BACKGROUND.on(dark)
    assert contrast(layout.font.color, BACKGROUND.on(dark)) >= 4.5
