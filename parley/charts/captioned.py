"""Labels and captions in, rows out: a label, a quiet line below it, and a line for marks.

Shared by the charts whose rows say in words what their marks show; and the notes below them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import plotly.graph_objects as go

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
    """The first of the captions that fits, or the last."""
    return next((each for each in captions if theme.columns(each) <= CAPTION_WIDTH), captions[-1])


def foot(notes: Sequence[str]) -> int:
    """The pixels below the rows that notes need, a line each."""
    return 2 + (len(notes) * theme.Rows.LINE + 8 if notes else 0)


def add_notes(figure: go.Figure, notes: Sequence[str], dark: bool) -> None:
    """Write notes below the rows of a figure that has room for them, see `foot`."""
    if notes:
        figure.add_annotation(
            text="<br>".join(theme.isolated(theme.escaped(note)) for note in notes), name="notes",
            x=0, xref="paper", xanchor="left", y=0, yref="paper", yanchor="top", yshift=-6,
            align="left", showarrow=False, borderpad=0,
            font={"size": theme.TEXT_SIZE, "color": QUIET.on(dark)},
        )  # fmt: skip
