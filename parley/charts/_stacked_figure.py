"""A figure that is filled from the top: labels of any height, marks beside or below them, and rows
of those who have no place on its axis.

Across it counts in the data's own units, down in pixels, so that rows may differ in height.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

import plotly.graph_objects as go

from parley.charts._rows import Rows, set_layout
from parley.charts._text import (
    HOVER_WIDTH,
    at_most,
    escaped,
    wrapped,
    wrapped_html,
)
from parley.charts._theme import LABEL_SIZE, text_on
from parley.palette import (
    ALARM,
    BACKGROUND,
    BAND,
    QUIET,
    RULE_STRONG,
    TEXT,
    Shade,
)
from parley.wording import join_and

LINE: Final = 17
LABEL_GAP: Final = 3
MARK: Final = 22
POINT: Final = 14
OCTAGON: Final = 9
AXIS: Final = 28
GAP: Final = 8
"""Pixels: a line of text, what is free under a label, a mark with a sign in it, one without, how
much wider the octagon of a red line around either is, an axis, and what is free below it."""

WIDTH: Final = 46
"""Columns of a label over the whole width, on a phone."""
NAME_LINES: Final = 3
"""The most lines of a row of names."""


class Mark(NamedTuple):
    """What stands at one place: its colour and sign, and what a pointer over it reads."""

    shade: Shade
    hover: str
    weak: bool = False
    red_line: bool = False
    sign: str = ""
    symbol: str = "circle"
    size: int = MARK


class StackedFigure:
    """A figure while it is filled, between `low` and `high`; `height` are the pixels taken."""

    def __init__(self, dark: bool, low: float, high: float) -> None:
        self.dark, self.low, self.high = dark, low, high
        self.height = 0.0
        self._figure = go.Figure()
        self._texts: list[dict[str, object]] = []
        self._shapes: list[dict[str, object]] = []
        self._marks: list[tuple[float, float, Mark]] = []

    # --- texts

    def add_text(
        self,
        lines: Sequence[str],
        x: float,
        y: float,
        side: str = "left",
        valign: str = "top",
        shift: float = 0,
        shade: Shade = TEXT,
        **more: object,
    ) -> None:
        """Lines of markup, with their `side` at x and their `valign` at y."""
        self._texts.append(
            {
                "text": "<br>".join(lines),
                "x": x, "xref": "x", "xanchor": side, "xshift": shift,
                "y": y, "yref": "y", "yanchor": valign,
                "align": side, "showarrow": False, "borderpad": 0,
                "font": {"size": LABEL_SIZE, "color": shade.on(self.dark)},
                **more,
            }
        )  # fmt: skip

    def write(self, lines: Sequence[str], shift: float = 0, shade: Shade = TEXT) -> None:
        """Lines of markup below all that is there."""
        self.add_text(lines, self.low, self.height, shift=shift, shade=shade)
        self.height += LINE * len(lines)

    # --- lines and areas, below the marks

    def add_line(
        self, x: tuple[float, float], y: tuple[float, float], shade: Shade,
        width: float = 1, dashed: bool = False,
    ) -> None:  # fmt: skip
        """A line from one place to another."""
        pen = {"color": shade.on(self.dark), "width": width, "dash": "dot" if dashed else "solid"}
        self._shapes.append({"type": "line", "line": pen} | _corners(x, y))

    def add_area(self, x: tuple[float, float], y: tuple[float, float], shade: Shade) -> None:
        """A filled rectangle."""
        fill = {"fillcolor": shade.on(self.dark), "line": {"width": 0}}
        self._shapes.append({"type": "rect"} | fill | _corners(x, y))

    def add_axis(
        self,
        label: Sequence[str],
        ticks: Iterable[float],
        settled: tuple[float, float] | None = None,
    ) -> float:
        """A label and below it an axis; returns where its middle is.

        What was settled is a line across the axis, or an area between two.
        """
        self.write(label)
        top = self.height + LABEL_GAP
        middle, bottom = top + AXIS / 2, top + AXIS
        at = sorted(ticks)
        if settled:
            self.add_area(settled, (top, bottom), BAND)
        self.add_line((at[0], at[-1]), (middle, middle), RULE_STRONG)
        for tick in at:
            self.add_line((tick, tick), (middle - 4, middle + 4), RULE_STRONG)
        for end in sorted(set(settled or ())):
            self.add_line((end, end), (top, bottom), TEXT, 1.5)
        self.height = bottom + GAP
        return middle

    # --- marks

    def add_mark(self, x: float, y: float, mark: Mark) -> None:
        """A mark: hollow where it is weak, within an octagon where it is a red line."""
        self._marks.append((x, y, mark))

    def connect(self, low: float, high: float, y: float, mark: Mark, width: float) -> None:
        """The line between two marks, dashed and thin where these are weak."""
        self.add_line(
            (low, high), (y, y), mark.shade, min(width, 3) if mark.weak else width, mark.weak
        )

    def add_names(self, word: str, names: Sequence[str]) -> None:
        """A row that has no place on the axis: names after a word, quietly, as many as three lines
        hold and how many more there are."""
        if names:
            self.write(_names_after(word, names), shade=QUIET)
            self.height += GAP

    def build(self, title: str | None) -> go.Figure:
        """The figure, with its title and the height that it needs."""
        self._draw_marks()
        pixels = round(self.height)
        # For the layout all of it is what stands below its rows, of which it has none.
        set_layout(self._figure, title, Rows([]), self.dark, below=pixels)
        self._figure.update_layout(
            margin={"b": 0},
            xaxis={"range": [self.low, self.high], "type": "linear"},
            yaxis={"range": [max(pixels, 1), 0]},
            annotations=self._texts,
            shapes=self._shapes,
        )
        return self._figure

    def _draw_marks(self) -> None:
        red = [(x, y, mark) for x, y, mark in self._marks if mark.red_line]
        if red:
            alarm = ALARM.on(self.dark)
            self._figure.add_scatter(
                name="Red line",
                mode="markers",
                x=[x for x, _, _ in red],
                y=[y for _, y, _ in red],
                marker={
                    "symbol": "octagon-open",
                    "size": [mark.size + OCTAGON for *_, mark in red],
                    "color": alarm,
                    "opacity": 1,
                    "line": {"color": alarm, "width": 2},
                },
                hoverinfo="skip",
                cliponaxis=False,
            )
        if not self._marks:
            return
        marks = [mark for *_, mark in self._marks]
        tones = [mark.shade.on(self.dark) for mark in marks]
        self._figure.add_scatter(
            name="Parties",
            mode="markers+text",
            x=[x for x, _, _ in self._marks],
            y=[y for _, y, _ in self._marks],
            text=[mark.sign for mark in marks],
            textfont={
                "size": LABEL_SIZE,
                "color": [
                    TEXT.on(self.dark) if mark.weak else text_on(tone)
                    for mark, tone in zip(marks, tones, strict=True)
                ],
            },
            marker={
                "symbol": [mark.symbol for mark in marks],
                "size": [mark.size for mark in marks],
                "color": [
                    BACKGROUND.on(self.dark) if mark.weak else tone
                    for mark, tone in zip(marks, tones, strict=True)
                ],
                "opacity": 1,
                "line": {"color": tones, "width": 2},
            },
            hovertext=[mark.hover for mark in marks],
            hoverinfo="text",
            cliponaxis=False,
        )


def _corners(x: tuple[float, float], y: tuple[float, float]) -> dict[str, object]:
    return {"x0": x[0], "x1": x[1], "y0": y[0], "y1": y[1], "layer": "below"}


def _names_after(word: str, names: Sequence[str]) -> list[str]:
    """The lines of a row of names."""

    def lines(number: int) -> list[str]:
        text = f"{word}: {join_and(at_most(names, number))}"
        return wrapped(text, WIDTH, NAME_LINES + 1)

    number = len(names)
    if len(lines(number)) > NAME_LINES:
        number = 1
        while len(lines(number + 1)) <= NAME_LINES:
            number += 1
    first, *others = map(escaped, lines(number)[:NAME_LINES])
    return [first.replace(f"{word}:", f"<b>{word}:</b>", 1), *others]


def hover(head: str, lines: Iterable[str]) -> str:
    """What a pointer over a mark reads, from texts of data."""
    rest = (wrapped_html(line, HOVER_WIDTH, 3) for line in lines)
    return "<br>".join([f"<b>{wrapped_html(head, HOVER_WIDTH, 3)}</b>", *rest])
