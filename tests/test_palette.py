"""Contrast, by the formula of WCAG 2: text at least 4.5 to 1, signs at least 3 to 1."""

from __future__ import annotations

from colorsys import rgb_to_hsv
from itertools import pairwise
from pathlib import Path

import pytest

from parley import palette
from parley.format.vocabulary import DAY_STATUSES, STANCES
from parley.palette import Shade


def luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize(
    "shade",
    [*palette.STANCE.values(), *palette.STATUS.values(), palette.RECORD],
)
def test_signs_stand_out_from_the_page_and_carry_text(shade: Shade, dark: bool) -> None:
    assert contrast(shade.on(dark), palette.BACKGROUND.on(dark)) >= 3
    assert contrast(shade.on(dark), palette.ON_TONE.on(dark)) >= 3


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("text", [palette.TEXT, palette.QUIET, palette.ALARM])
@pytest.mark.parametrize(
    "ground",
    [palette.BACKGROUND, palette.HEAD, palette.BAND, palette.HOVER, *palette.WASH.values()],
)
def test_text_is_readable_on_every_ground(text: Shade, ground: Shade, dark: bool) -> None:
    assert contrast(text.on(dark), ground.on(dark)) >= 4.5


def test_the_ends_of_the_scale_can_stand_behind_text() -> None:
    for stance in ("supports", "opposes"):
        for dark in (False, True):
            shade = palette.STANCE[stance].on(dark)
            assert contrast(shade, palette.ON_TONE.on(dark)) >= 4.5


def test_no_two_meanings_share_a_colour() -> None:
    shades = [*palette.STANCE.values(), *palette.STATUS.values(), palette.RECORD]
    assert len({shade.light for shade in shades}) == len(shades)


@pytest.mark.parametrize("dark", [False, True])
def test_the_nearer_to_an_agreement_the_further_from_the_page(dark: bool) -> None:
    assert list(palette.STATUS) == list(DAY_STATUSES)
    page = palette.BACKGROUND.on(dark)
    scale = [palette.STATUS[each].on(dark) for each in ("agreed", "converging", "open", "pending")]
    for nearer, other in pairwise(scale):
        assert contrast(nearer, page) > contrast(other, page)
        assert contrast(nearer, other) >= 1.5  # so that neighbours differ in greyscale


@pytest.mark.parametrize("dark", [False, True])
def test_of_the_statuses_disputed_alone_has_a_hue(dark: bool) -> None:
    vivid = [
        status
        for status, shade in palette.STATUS.items()
        if rgb_to_hsv(*(int(shade.on(dark)[at : at + 2], 16) / 255 for at in (1, 3, 5)))[1] > 0.4
    ]
    assert vivid == ["disputed"]


def test_css_names_every_colour_for_light_and_dark() -> None:
    css = palette.as_css()
    for name, shade in palette.STANCE.items():
        assert f"--parley-{name}:light-dark({shade.light},{shade.dark})" in css


def test_every_stance_has_an_icon_and_a_label() -> None:
    styles = Path(palette.__file__).parent / "styles"
    icons, labels = ((styles / f"{name}.css").read_text("utf-8") for name in ("matrix", "position"))
    for stance in STANCES:
        assert f".{stance} .icon {{" in icons
        assert f".stance.{stance} {{" in labels
