"""Labels and captions in, rows out: a label, a quiet line below it, and a line for marks.

Shared by the charts whose rows say in words what their marks show.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from parley.charts import theme
from parley.palette import QUIET

CAPTION_WIDTH: Final = 52
"""Columns of a caption, see `theme.columns`."""

MARKS: Final = 22
"""The height in pixels of the line for marks."""


class Captioned(theme.Rows):
    """Rows with a caption each, between the label and the marks."""

    BAR = theme.Rows.LINE + MARKS

    def __init__(self, labels: Sequence[str], captions: Sequence[str]) -> None:
        super().__init__(labels)
        self.captions = captions
        self.bar = MARKS / self.step

    def middle(self, row: int) -> float:
        """Where the middle of a row's marks is on the axis."""
        return row + ((self.lines + 1) * self.LINE + MARKS / 2) / self.step

    def annotations(self, dark: bool) -> list[dict[str, object]]:
        """The labels, and below each its caption."""
        labels = super().annotations(dark)
        captions = [
            label
            | {
                "text": theme.isolated(theme.lines_of(caption, CAPTION_WIDTH, 1)),
                "y": row + (self.lines + 1) * self.LINE / self.step,
                "font": {"size": theme.TEXT_SIZE, "color": QUIET.on(dark)},
            }
            for row, (label, caption) in enumerate(zip(labels, self.captions, strict=True))
        ]
        return [*labels, *captions]


def said(*captions: str) -> str:
    """The first of the captions that fits on a phone, or the last."""
    return theme.fitting(theme.NARROW, *captions) or captions[-1]
