"""Smooth shapes on a canvas that is drawn larger than the picture and made smaller in the end.

All coordinates are pixels of the picture.
"""

from __future__ import annotations

from typing import Final

from PIL import Image, ImageDraw

SCALE: Final = 2
"""Pixels of the canvas for one of the picture: type is set to half a pixel, so that its spaces are
even in small sizes."""

FINER: Final = 4
"""How much finer than the canvas the edge of a shape is drawn."""

Box = tuple[float, float, float, float]


def bar(image: Image.Image, box: Box, colour: str) -> None:
    """A plain rectangle."""
    left, top, right, bottom = (round(each * SCALE) for each in box)
    if right > left and bottom > top:
        image.paste(colour, (left, top, right, bottom))


def pill(image: Image.Image, box: Box, fill: str, outline: str) -> None:
    """A rectangle with round ends and a line of two pixels around it."""
    left, top, right, bottom = (round(each * SCALE) for each in box)
    line = 2 * SCALE
    _round(image, (left, top, right, bottom), outline)
    _round(image, (left + line, top + line, right - line, bottom - line), fill)


def disc(
    image: Image.Image, centre: tuple[float, float], radius: float, colour: str, hole: str | None
) -> None:
    """A disc, or a ring around a hole of another colour."""
    x, y = (round(each * SCALE) for each in centre)
    for radius_, tone in ((radius, colour), (radius - 2, hole)):
        if tone is not None:
            half = round(radius_ * SCALE)
            _round(image, (x - half, y - half, x + half, y + half), tone)


def _round(image: Image.Image, box: tuple[int, int, int, int], colour: str) -> None:
    """A rectangle with round ends, in pixels of the canvas."""
    left, top, right, bottom = box
    width, height = right - left, bottom - top
    mask = Image.new("L", (width * FINER, height * FINER), 0)
    whole = (0, 0, width * FINER - 1, height * FINER - 1)
    ImageDraw.Draw(mask).rounded_rectangle(whole, min(width, height) * FINER / 2, 255)
    image.paste(colour, (left, top), mask.resize((width, height), Image.Resampling.BOX))
