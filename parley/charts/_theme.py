"""What all figures look like: the template, sizes, the fills of bars, and text that reads on them.

Colours come from `parley.palette`.
"""

from __future__ import annotations

from typing import Final

import plotly.graph_objects as go

from parley.palette import BACKGROUND, RECORD, RULE, RULE_STRONG, TEXT, Shade

FONT: Final = "Source Sans, Source Sans Pro, system-ui, Segoe UI, Noto Sans, sans-serif"

PHONE_WIDTH: Final = 336
"""The drawn width in pixels that every text must fit: a phone's, less its margins. A figure never
knows how wide it will be shown."""

TITLE_SIZE: Final = 16
LABEL_SIZE: Final = 13
TEXT_SIZE: Final = 12
"""Sizes of fonts in pixels."""

TEXT_COLOURS: Final = ("#ffffff", "#000000")
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


def text_on(colour: str) -> str:
    """Black or white, whichever reads better on a colour."""
    return max(TEXT_COLOURS, key=lambda each: contrast(each, colour))


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


def solid(shade: Shade, dark: bool) -> dict[str, object]:
    """A filled bar, set off from its neighbours."""
    return {"color": shade.on(dark), "line": {"color": BACKGROUND.on(dark), "width": 1}}


def hollow(shade: Shade, dark: bool) -> dict[str, object]:
    """An outlined bar."""
    return {"color": "rgba(0,0,0,0)", "line": {"color": shade.on(dark), "width": 1.5}}


RECORD_WORDS: Final = {True: "On the record", False: "Not on the record"}
"""What the two fills of `record_fill` mean, in a legend."""


def record_fill(on_record: bool, dark: bool) -> dict[str, object]:
    """A filled bar for what is on the record, an outlined one for what is not."""
    return (solid if on_record else hollow)(RECORD, dark)


def record_text(on_record: bool, dark: bool) -> str:
    """The colour of a text on such a bar."""
    return text_on(RECORD.on(dark)) if on_record else TEXT.on(dark)
