"""A share card in, the bytes of a PNG out: a headline, up to five rows of marks, and a foot.

A row is read from left to right: what it is of, where each mark stands from opposes to supports or
on an axis of its own, and who was not heard or whose word it is.
"""

from __future__ import annotations

from io import BytesIO
from typing import Final, NamedTuple

from PIL import Image, ImageDraw

from parley.export.share_image.shapes import SCALE, bar, disc, pill
from parley.export.share_image.track import AXIS_ENDS, Placed, place, place_on_axis
from parley.export.share_image.typesetting import Line, Typesetter
from parley.palette import BACKGROUND, QUIET, RULE, RULE_STRONG, STANCE, TEXT, WASH
from parley.views.share_card import Row, ShareCard

SIZE: Final = (1200, 630)
LEFT, RIGHT, TOP, FOOT = 52, 1148, 40, 600
"""The edges of what is drawn, and the baseline of the last line."""

HEADLINE_SIZES: Final = ((50, 2), (44, 2), (38, 3), (32, 3), (28, 4))
"""Sizes of the headline and in how many lines each stands, the first that holds it whole."""

LEAD_SIZE: Final = 22

TITLE_WIDTH, BESIDE_WIDTH, GAP = 285, 178, 18
TRACK: Final = (LEFT + TITLE_WIDTH + GAP, RIGHT - BESIDE_WIDTH - GAP)
ROWS_END: Final = 544
NOTE: Final = 568
"""The baseline of what is said of the rows together."""
MOST_ROW_HEIGHT: Final = 72

INK, GREY = TEXT.light, QUIET.light


class Pen(NamedTuple):
    """What is drawn on, and with which type."""

    image: Image.Image
    draw: ImageDraw.ImageDraw
    type: Typesetter

    def text(self, text: str, x: float, baseline: float, size: int, colour: str = INK,
             bold: bool = False, width: float = RIGHT - LEFT) -> float:  # fmt: skip
        """A line cut to a width; returns where it ends."""
        line = self.type.cut(text, size, width, bold)
        line.draw(self.draw, x, baseline, colour)
        return x + line.width


def draw_card(card: ShareCard, type: Typesetter) -> bytes:
    """The picture of a card. Raises MissingGlyph where no font has a character of it."""
    pen = _pen(type)
    over = type.cut(card.over, 21, RIGHT - LEFT)
    over.draw(pen.draw, _start(over, LEFT, RIGHT), TOP + 20, GREY)
    bottom = _lead(pen, card.lead, _headline(pen, card.headline))
    if card.rows:
        _rows(pen, card.rows, bottom)
    pen.text(card.note, LEFT, NOTE, 18, GREY)
    _foot(pen, card)
    return _png(pen.image)


def draw_plain_card(address: str, type: Typesetter) -> bytes:
    """What stands for a card that cannot be drawn: the address of the page."""
    pen = _pen(type)
    pen.text("Parley", LEFT, 250, 84, bold=True)
    pen.text("Who wants what, who said so, and what stands between them.", LEFT, 312, 30, GREY)
    for at, line in enumerate(type.lines(address, 26, RIGHT - LEFT, 4)):
        line.draw(pen.draw, LEFT, 400 + 36 * at, INK)
    return _png(pen.image)


def _pen(type: Typesetter) -> Pen:
    image = Image.new("RGB", (SIZE[0] * SCALE, SIZE[1] * SCALE), BACKGROUND.light)
    return Pen(image, ImageDraw.Draw(image), type)


def _png(image: Image.Image) -> bytes:
    file = BytesIO()
    image.reduce(SCALE).save(file, "PNG", compress_level=9)
    return file.getvalue()


def _start(line: Line, left: float, right: float) -> float:
    """Where a line begins: what is written from right to left ends at the right."""
    return right - line.width if line.rtl else left


def _headline(pen: Pen, text: str) -> float:
    """Returns where it ends."""
    width = RIGHT - LEFT
    size, most = next(
        (each for each in HEADLINE_SIZES if pen.type.fits(text, each[0], width, each[1], True)),
        HEADLINE_SIZES[-1],
    )
    baseline = float(TOP + 28)
    for line in pen.type.lines(text, size, width, most, bold=True):
        baseline += round(size * 1.06)
        line.draw(pen.draw, _start(line, LEFT, RIGHT), baseline, INK)
    return baseline + size * 0.3


def _lead(pen: Pen, text: str, top: float) -> float:
    """The sentence below a name, where it stands whole: part of one might say something else."""
    if not text or not pen.type.fits(text, LEAD_SIZE, RIGHT - LEFT, 3):
        return top
    for line in pen.type.lines(text, LEAD_SIZE, RIGHT - LEFT, 3):
        top += LEAD_SIZE * 1.25
        line.draw(pen.draw, _start(line, LEFT, RIGHT), round(top - 4), INK)
    return top + 6


# --- rows


def _rows(pen: Pen, rows: tuple[Row, ...], top: float) -> None:
    left, right = TRACK
    by_stance = any(row.ends is None for row in rows)
    line = top + 36 if by_stance else top + 12
    height = min(MOST_ROW_HEIGHT, int((ROWS_END - line) / len(rows)))
    if by_stance:
        pen.text("← opposes", left, line - 9, 18, GREY)
        words = pen.type.line("supports →", 18)
        words.draw(pen.draw, right - words.width, line - 9, GREY)
    y = line
    for row in rows:
        if row.ends is None:
            column = (right - left) / len(STANCE)
            bar(pen.image, (left, y, left + column, y + height), WASH["opposes"].light)
            bar(pen.image, (right - column, y, right, y + height), WASH["supports"].light)
        _row(pen, row, y, height)
        y += height
        bar(pen.image, (LEFT, y - 1, RIGHT, y), RULE.light)
    bar(pen.image, (LEFT, line - 1, RIGHT, line + 1), INK)


def _row(pen: Pen, row: Row, y: float, height: float) -> None:
    fits = pen.type.fits(row.title, 22, TITLE_WIDTH, 2, True)
    _block(pen, row.title, (LEFT, LEFT + TITLE_WIDTH), y, height, 22 if fits else 18, bold=True)
    begin = TRACK[1] + GAP
    _block(pen, row.beside, (begin, RIGHT), y, height, 16)
    if row.ends is None:
        _by_stance(pen, row, y, height)
    else:
        _on_axis(pen, row, row.ends, y, height)


def _block(pen: Pen, text: str, sides: tuple[float, float], y: float, height: float, size: int,
           bold: bool = False) -> None:  # fmt: skip
    """A text between two sides in the middle of a row, in as many lines as the row is high."""
    left, right = sides
    step = round(size * 1.16)
    most = max(1, min(3, int((height - 6) / step)))
    lines = pen.type.lines(text, size, right - left, most, bold) if text else []
    baseline = y + (height - step * len(lines)) / 2 + size * 0.86
    for line in lines:
        start = _start(line, left, right)
        line.draw(pen.draw, start, round(baseline), INK if bold else GREY)
        baseline += step


def _by_stance(pen: Pen, row: Row, y: float, height: float) -> None:
    placed = place(row.marks, pen.type, TRACK, height)
    if not placed:
        return
    middle = y + height / 2
    centres = [each.left + each.width / 2 for each in placed]
    apart = len({each.mark.stance for each in placed}) > 1
    if apart:
        bar(pen.image, (min(centres), middle - 2, max(centres), middle + 2), RULE_STRONG.light)
    for each in placed:
        _chip(pen, each, y + height * each.at)


def _chip(pen: Pen, placed: Placed, middle: float) -> None:
    mark, size = placed.mark, placed.size
    tone = STANCE[str(mark.stance)].light
    strong = mark.stance in WASH
    half = round(size * 0.92)
    fill, colour = (tone, BACKGROUND.light) if strong else (BACKGROUND.light, INK)
    pill(pen.image, (placed.left, middle - half, placed.right, middle + half), fill, tone)
    x = placed.left + placed.pad
    if mark.on_record is not None:
        radius = size * 0.32
        disc(pen.image, (x + radius, middle), radius, colour, None if mark.on_record else fill)
        x += 2 * radius + 6
    placed.line.draw(pen.draw, x, middle + size * 0.34, colour)


def _on_axis(pen: Pen, row: Row, ends: tuple[str, str], y: float, height: float) -> None:
    """Marks on an axis of the issue's own, what they say above their points."""
    left, right = TRACK
    axis = y + height - 25
    begin, length = left + AXIS_ENDS, right - left - 2 * AXIS_ENDS
    bar(pen.image, (begin, axis - 1, begin + length, axis + 1), RULE_STRONG.light)
    low, high = (pen.type.cut(each, 15, length / 2 - 10) for each in ends)
    low.draw(pen.draw, begin, axis + 19, GREY)
    high.draw(pen.draw, begin + length - high.width, axis + 19, GREY)
    for mark in row.marks:
        start, end = (begin + length * each for each in (mark.low, mark.high))
        bar(pen.image, (start, axis - 2, end, axis + 2), GREY)
    hole = BACKGROUND.light
    for mark in sorted(row.marks, key=lambda mark: mark.on_record is False):
        for share in mark.points:
            at = (begin + length * share, axis)
            disc(pen.image, at, 6.5, INK, hole if mark.on_record is False else None)
    for each in place_on_axis(row.marks, pen.type, TRACK):
        each.line.draw(pen.draw, each.left, axis - 12, INK)


# --- the foot


def _foot(pen: Pen, card: ShareCard) -> None:
    x = float(LEFT)
    if any(mark.on_record is not None for row in card.rows for mark in row.marks):
        for words, filled in (("on the record", True), ("not on the record", False)):
            disc(pen.image, (x + 6, FOOT - 6), 6, GREY, None if filled else BACKGROUND.light)
            x = pen.text(words, x + 19, FOOT, 18, GREY) + 16
    name = pen.type.line("Parley", 24, bold=True)
    name.draw(pen.draw, RIGHT - name.width, FOOT, INK)
    pen.text(card.source, x, FOOT, 18, GREY, width=RIGHT - name.width - 24 - x)
