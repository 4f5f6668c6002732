"""What all figures share: colours for light and dark, signs, the template, and texts that fit.

Colours come from `parley.palette`. A figure never knows how wide it will be shown, so that texts
are wrapped and chosen to fit the width of a phone.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from html import escape
from typing import Any, Final

import plotly.graph_objects as go

from parley.palette import BACKGROUND, QUIET, RULE, RULE_STRONG, TEXT, Shade
from parley.wording import join_and

FONT: Final = "Source Sans, Source Sans Pro, system-ui, Segoe UI, Noto Sans, sans-serif"

STATUS_SIGNS: Final[dict[str, str]] = {
    "agreed": "✓",
    "converging": "→",
    "open": "○",
    "disputed": "×",
    "pending": "…",
    "unknown": "?",
}
STANCE_SIGNS: Final[dict[str, str]] = {
    "supports": "✓",
    "open": "(✓)",
    "undecided": "–",
    "reluctant": "(×)",
    "opposes": "×",
}
"""As in the matrix: a tick or a cross, and in brackets where it is only a leaning."""

NARROW: Final = 336
"""The drawn width in pixels that every text must fit: a phone's, less its margins."""

TITLE_SIZE: Final = 16
LABEL_SIZE: Final = 13
TEXT_SIZE: Final = 12

TITLE_WIDTH: Final = 44
LABEL_WIDTH: Final = 46
NOTED_WIDTH: Final = 52
NAME_WIDTH: Final = 32
HOVER_WIDTH: Final = 44
"""Columns of a line, see `columns`."""

TITLE_LINES: Final = 5
LABEL_LINES: Final = 2
LISTED: Final = 12
"""How many items a hover text or an alternative text lists before it counts the rest."""

INKS: Final = ("#ffffff", "#000000")
"""What is written on a colour: one of the two always has a contrast of 4.5:1 or more."""


def template(dark: bool = False) -> go.layout.Template:
    """The look of every figure, on a page that is light or dark: no ground of its own."""
    return go.layout.Template(
        layout={
            "font": {"family": FONT, "size": TEXT_SIZE, "color": TEXT.on(dark)},
            "paper_bgcolor": "rgba(0,0,0,0)",
            "plot_bgcolor": "rgba(0,0,0,0)",
            "title": {
                "font": {"size": TITLE_SIZE, "weight": 600, "color": TEXT.on(dark)},
                "x": 0,
                "xref": "container",
                "xanchor": "left",
                "yref": "container",
                "yanchor": "top",
                "pad": {"l": 2},
            },
            "legend": {
                "orientation": "h",
                "xref": "container",
                "x": 0,
                "xanchor": "left",
                "yref": "container",
                "yanchor": "top",
                "itemclick": False,
                "itemdoubleclick": False,
                "traceorder": "normal",
                "indentation": -8,
                "font": {"size": TEXT_SIZE, "color": TEXT.on(dark)},
            },
            "hoverlabel": {
                "align": "left",
                "bgcolor": BACKGROUND.on(dark),
                "bordercolor": RULE_STRONG.on(dark),
                "font": {"family": FONT, "size": LABEL_SIZE, "color": TEXT.on(dark)},
            },
            "hovermode": "closest",
            "dragmode": False,
            "xaxis": _AXIS | {"linecolor": RULE.on(dark)},
            "yaxis": _AXIS | {"linecolor": RULE.on(dark)},
        }
    )


_AXIS: Final = {
    "showgrid": False,
    "zeroline": False,
    "showline": False,
    "ticks": "",
    "showticklabels": False,
    "fixedrange": True,
    "automargin": False,
}


def ink(colour: str) -> str:
    """Black or white, whichever reads better on a colour."""
    return max(INKS, key=lambda each: contrast(each, colour))


def contrast(one: str, other: str) -> float:
    """The contrast of two colours as WCAG defines it, 1 to 21."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


# --- texts


def escaped(text: str) -> str:
    """A text from data as plotly must get it: nothing in it is markup, a formula or a new line."""
    return escape(" ".join(text.split()), quote=False).replace("$", "&#36;")


def named(name: str) -> str:
    """A name inside a sentence: not too long, and safe to stand there."""
    return isolated(wrapped(name, NAME_WIDTH, 1)[0])


def isolated(text: str) -> str:
    """A text that, where it is written right to left, keeps what stands beside it in order."""
    leftward = any(unicodedata.bidirectional(char) in ("R", "AL") for char in text)
    return f"\N{FIRST STRONG ISOLATE}{text}\N{POP DIRECTIONAL ISOLATE}" if leftward else text


def columns(text: str) -> int:
    """How wide a text is: 2 for each wide character as in Chinese, 0 for what adds no width."""
    return sum(map(_columns, text))


def _columns(char: str) -> int:
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def wrapped(text: str, width: int, lines: int) -> list[str]:
    """A text in at most so many lines of at most so many columns, cut with an ellipsis."""
    found = [""]
    for word in _words(text, width):
        if found[-1] and columns(found[-1]) + columns(word.rstrip()) > width:
            found.append("")
        found[-1] += word if found[-1] else word.lstrip()
    found = [line.strip() for line in found]
    if len(found) <= lines:
        return found
    last = found[lines - 1]
    while columns(last) >= width:
        last = last[:-1]
    return [*found[: lines - 1], last.rstrip(" ,;:–-") + "…"]


def _words(text: str, width: int) -> Iterable[str]:
    """The pieces between which a line may break, each with the space after it."""
    for word in " ".join(text.split()).split(" "):
        piece = ""
        for char in word:
            wide = _columns(char) == 2
            if piece and _columns(char) and (wide or columns(piece) >= width):
                yield piece
                piece = ""
            piece += char
        yield piece + " "


def balanced(text: str, width: int, lines: int) -> list[str]:
    """A text in as many lines as `wrapped` takes, which are about equally long."""
    found = wrapped(text, width, lines)
    while width > 1:
        width -= 1
        narrower = wrapped(text, width, lines)
        if len(narrower) > len(found) or narrower[-1].endswith("…"):
            break
        found = narrower
    return found


def lines_of(text: str, width: int, lines: int) -> str:
    """A text from data, wrapped and escaped."""
    return "<br>".join(escaped(line) for line in wrapped(text, width, lines))


def fitting(pixels: float, *texts: str) -> str:
    """The first of the texts that fits on a bar that long, or none."""
    for text in texts:
        if _drawn(text) + 4 <= pixels:
            return text
    return ""


def _drawn(text: str) -> float:
    """About how wide a text of a bar or a legend is, in pixels."""
    thin = sum(char in "() .,…" for char in text)
    return (columns(text) - thin / 2) * 0.55 * TEXT_SIZE


def some(names: Sequence[str]) -> str:
    """Names in a sentence, counted where there are more than two: A and B; A and 3 others."""
    if len(names) <= 2:
        return join_and([named(name) for name in names])
    return f"{named(names[0])} and {len(names) - 1} others"


def sentences(first: str, items: Sequence[str], noun: str, of: int | None = None) -> str:
    """A text alternative: the finding, then one sentence an item, and how many more there are.

    `of` is how many items there are, where those past the first LISTED are not given.
    """
    shown = list(items[:LISTED])
    rest = (of or len(items)) - LISTED
    if rest > 0:
        shown.append(f"The table has the other {rest} {noun}")
    return " ".join(f"{text.rstrip('.')}." for text in (first, *shown))


# --- rows: a bar or a dot with its label above it


class Rows:
    """Where the rows of a figure stand: each has a label and below it, over the whole width, its
    bar, so that no label takes room from the bars."""

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
        if note and columns(lines[-1]) + columns(note) + 1 <= NOTED_WIDTH:
            text += f'\u2002<span style="color:{QUIET.on(dark)}">{escaped(note)}</span>'
        return text

    def axis(self) -> dict[str, object]:
        """The vertical axis, first row on top."""
        return {"range": [max(len(self.labels), 1), 0], "type": "linear"}


LEGEND_LINE: Final = 20
TITLE_DROP: Final = (6, 14)
"""Pixels from the top to where plotly takes the top of a title to be: of one line, of several."""


def frame(
    figure: go.Figure,
    finding: str,
    rows: Rows,
    dark: bool,
    legend: Sequence[str] = (),
    heads: int = 0,
    foot: int = 2,
) -> None:
    """Give a figure its title, its legend below it, its labels and the height that they need.

    `legend` are the names in the legend, `heads` the pixels for what stands above the rows.
    """
    lines = balanced(finding, TITLE_WIDTH, TITLE_LINES)
    title = len(lines) * round(TITLE_SIZE * 1.3) + 6
    top = title + _legend_lines(legend) * LEGEND_LINE + heads + (4 if legend else 0)
    height = top + rows.pixels + foot
    figure.update_layout(
        template=template(dark),
        title={
            "text": "<br>".join(map(escaped, lines)),
            "y": 1 - TITLE_DROP[len(lines) > 1] / height,
        },
        height=height,
        margin={"l": 2, "r": 6, "t": top, "b": foot, "pad": 0},
        yaxis=rows.axis(),
        annotations=rows.annotations(dark),
        showlegend=bool(legend),
        legend={"y": 1 - title / height},
    )


def put(
    figure: go.Figure, shapes: Sequence[dict[str, Any]], notes: Sequence[dict[str, Any]]
) -> None:
    """Add shapes and annotations, all at once: plotly checks all that are there each time."""
    layout = figure.layout
    layout.shapes = [*layout.shapes, *shapes]
    layout.annotations = [*layout.annotations, *notes]


def _legend_lines(names: Sequence[str]) -> int:
    """How many lines a legend takes on a phone."""
    if not names:
        return 0
    widths = [36 + _drawn(name) for name in names]
    if sum(widths) <= NARROW:
        return 1
    # More than fit on a line, they stand in columns that are as wide as the widest.
    return -(-len(names) // max(int(NARROW / max(widths)), 1))


def solid(shade: Shade, dark: bool) -> dict[str, object]:
    """A filled bar, set off from its neighbours."""
    return {"color": shade.on(dark), "line": {"color": BACKGROUND.on(dark), "width": 1}}


def hollow(shade: Shade, dark: bool) -> dict[str, object]:
    """An outlined bar."""
    return {"color": "rgba(0,0,0,0)", "line": {"color": shade.on(dark), "width": 1.5}}


def hatched(shade: Shade, dark: bool) -> dict[str, object]:
    """A hatched bar, which is for silence and nothing else."""
    return {
        "color": "rgba(0,0,0,0)",
        "line": {"color": shade.on(dark), "width": 1},
        "pattern": {
            "shape": "/",
            "fgcolor": shade.on(dark),
            "bgcolor": "rgba(0,0,0,0)",
            "size": 6,
            "solidity": 0.2,
        },
    }
