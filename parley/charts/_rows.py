"""Rows of a figure, each with a label above its bar or marks, and the layout around them.

A label stands over the whole width, so that none takes room from the bars.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import plotly.graph_objects as go

from parley.charts._text import (
    LABEL_LINES,
    LABEL_WIDTH,
    NOTED_WIDTH,
    TITLE_LINES,
    TITLE_WIDTH,
    balanced,
    display_width,
    drawn_width,
    escaped,
    isolated,
    wrapped,
    wrapped_html,
)
from parley.charts._theme import LABEL_SIZE, PHONE_WIDTH, TEXT_SIZE, TITLE_SIZE, template
from parley.palette import QUIET

CAPTION_WIDTH: Final = 52
"""Columns of a caption, see `parley.charts._text.display_width`."""

MARKS_HEIGHT: Final = 22
"""Pixels of the line for marks below a caption."""

LEGEND_LINE: Final = 20
TITLE_DROP: Final = (6, 14)
"""Pixels from the top to where plotly takes the top of a title to be: of one line, of several."""

LEAST_HEIGHT: Final = 10
"""The least pixels of a figure that plotly accepts."""


class Rows:
    """Where the rows of a figure stand; the vertical axis counts them from the top."""

    BAR = 24
    LINE = 17
    GAP = 11

    def __init__(
        self,
        labels: Sequence[str],
        notes: Sequence[str] | None = None,
        width: int = LABEL_WIDTH,
    ) -> None:
        self.labels = [wrapped(label, width, LABEL_LINES) for label in labels]
        self.notes = notes or [""] * len(self.labels)
        self.lines = max((len(label) for label in self.labels), default=1)
        self.step = self.lines * self.LINE + self.BAR + self.GAP
        self.bar = self.BAR / self.step

    @property
    def pixels(self) -> int:
        """The height of all rows together."""
        return len(self.labels) * self.step

    def middle(self, row: int) -> float:
        """Where the middle of a row's bar is on the axis."""
        return row + (self.lines * self.LINE + self.BAR / 2) / self.step

    def annotations(self, dark: bool) -> list[dict[str, object]]:
        """The labels, with their notes where these fit."""
        return [
            {
                "text": self._text(row, dark),
                "x": 0,
                "xref": "paper",
                "xanchor": "left",
                "y": row + self.lines * self.LINE / self.step,
                "yref": "y",
                "yanchor": "bottom",
                "align": "left",
                "showarrow": False,
                "borderpad": 0,
                "font": {"size": LABEL_SIZE},
            }
            for row in range(len(self.labels))
        ]

    def _text(self, row: int, dark: bool) -> str:
        lines = self.labels[row]
        text = f"<b>{'<br>'.join(isolated(escaped(line)) for line in lines)}</b>"
        note = self.notes[row]
        if note and display_width(lines[-1]) + display_width(note) + 1 <= NOTED_WIDTH:
            text += f'\u2002<span style="color:{QUIET.on(dark)}">{escaped(note)}</span>'
        return text

    def axis(self) -> dict[str, object]:
        """The vertical axis, first row on top."""
        return {"range": [max(len(self.labels), 1), 0], "type": "linear"}


class CaptionedRows(Rows):
    """Rows that say in words what their marks show: a quiet line between label and marks."""

    BAR = Rows.LINE + MARKS_HEIGHT

    def __init__(self, labels: Sequence[str], captions: Sequence[str]) -> None:
        super().__init__(labels)
        self.captions = captions
        self.bar = MARKS_HEIGHT / self.step

    def middle(self, row: int) -> float:
        """Where the middle of a row's marks is on the axis."""
        return row + ((self.lines + 1) * self.LINE + MARKS_HEIGHT / 2) / self.step

    def annotations(self, dark: bool) -> list[dict[str, object]]:
        """The labels, and below each its caption."""
        labels = super().annotations(dark)
        captions = [
            label
            | {
                "text": isolated(wrapped_html(caption, CAPTION_WIDTH, 1)),
                "y": row + (self.lines + 1) * self.LINE / self.step,
                "font": {"size": TEXT_SIZE, "color": QUIET.on(dark)},
            }
            for row, (label, caption) in enumerate(zip(labels, self.captions, strict=True))
        ]
        return [*labels, *captions]


def fitting_caption(*captions: str) -> str:
    """The first of the captions that fits on its line, or the last."""
    fits = (each for each in captions if display_width(each) <= CAPTION_WIDTH)
    return next(fits, captions[-1])


# --- the layout around them


class TitleBlock:
    """A title in lines, and the pixels that it takes at the top; none where it is None."""

    def __init__(self, title: str | None) -> None:
        self.lines = [] if title is None else balanced(title, TITLE_WIDTH, TITLE_LINES)
        self.pixels = len(self.lines) * round(TITLE_SIZE * 1.3) + 6 if self.lines else 0

    def layout(self, height: float) -> dict[str, object]:
        """The title in the layout of a figure of that height."""
        if not self.lines:
            return {}
        drop = TITLE_DROP[len(self.lines) > 1]
        return {"text": "<br>".join(map(escaped, self.lines)), "y": 1 - drop / height}


def set_layout(
    figure: go.Figure,
    title: str | None,
    rows: Rows,
    dark: bool,
    legend: Sequence[str] = (),
    above: int = 0,
    below: int = 2,
) -> None:
    """Give a figure its title, its legend below it, its labels and the height that they need.

    `legend` are the names in the legend, `above` and `below` the pixels for what stands above and
    below the rows.
    """
    block = TitleBlock(title)
    top = block.pixels + _legend_lines(legend) * LEGEND_LINE + above + (4 if legend else 0)
    height = max(top + rows.pixels + below, LEAST_HEIGHT)
    figure.update_layout(
        template=template(dark),
        title=block.layout(height),
        height=height,
        margin={"l": 2, "r": 6, "t": top, "b": below, "pad": 0},
        yaxis=rows.axis(),
        annotations=rows.annotations(dark),
        showlegend=bool(legend),
        legend={"y": 1 - block.pixels / height},
    )


def add_to_layout(
    figure: go.Figure, shapes: Sequence[dict[str, Any]], annotations: Sequence[dict[str, Any]]
) -> None:
    """Add shapes and annotations, all at once: plotly checks all that are there each time."""
    layout = figure.layout
    layout.shapes = [*layout.shapes, *shapes]
    layout.annotations = [*layout.annotations, *annotations]


def notes_height(notes: Sequence[str]) -> int:
    """The pixels below the rows that notes need, a line each."""
    return 2 + (len(notes) * Rows.LINE + 8 if notes else 0)


def add_notes(figure: go.Figure, notes: Sequence[str], dark: bool) -> None:
    """Write notes below the rows of a figure that has room for them, see `notes_height`."""
    if notes:
        figure.add_annotation(
            text="<br>".join(isolated(escaped(note)) for note in notes), name="notes",
            x=0, xref="paper", xanchor="left", y=0, yref="paper", yanchor="top", yshift=-6,
            align="left", showarrow=False, borderpad=0,
            font={"size": TEXT_SIZE, "color": QUIET.on(dark)},
        )  # fmt: skip


def _legend_lines(names: Sequence[str]) -> int:
    """How many lines a legend takes on a phone."""
    if not names:
        return 0
    widths = [36 + drawn_width(name) for name in names]
    if sum(widths) <= PHONE_WIDTH:
        return 1
    # More than fit on a line, they stand in columns that are as wide as the widest.
    return -(-len(names) // max(int(PHONE_WIDTH / max(widths)), 1))
