"""Charts in, inline pictures out that follow the page: drawn as they come, by one browser.

Each figure is drawn once for light and dark and for each of two widths, and once where two charts
have the same. Colours that plotly mixes itself, as on a heat map, are drawn light and dark.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from parley.charts.chart import Chart
from parley.charts.static_images import Drawing
from parley.export.edition.inline_svg import inline_svg
from parley.export.edition.themed import themed
from parley.html import Html, join

MOST_FIGURES: Final = 300
"""Charts of one edition that have a picture; of more the findings and tables stand alone."""

LIMIT: Final = 120.0
"""Seconds for which the browser may draw once all figures are made."""

WIDTHS: Final = {"wide": 640, "narrow": 340}
"""The drawn widths in pixels: that of a page, and that of a phone."""

GROUND: Final = "rgba(0,0,0,0)"


@dataclass(frozen=True)
class _Order:
    """One of the drawings of a chart."""

    at: int
    """Its place among all drawings."""
    cls: str
    coloured: Callable[[str], str]


class Figures:
    """The charts of an edition by name, and where their pictures go once all are drawn."""

    def __init__(self, drawing: Drawing | None = None) -> None:
        self.charts: dict[str, Chart] = {}
        self._drawing = drawing
        self._orders: dict[str, list[_Order]] = {}
        self._sent: dict[str, int] = {}
        self._images: list[bytes | None] = []

    def place(self, name: str, chart: Chart) -> Html:
        """What stands where the picture of a chart will: no text of a folder is ever the same."""
        if self._drawing is None or len(self.charts) >= MOST_FIGURES:
            return Html("")
        self.charts[name] = chart
        self._orders[name] = list(self._ordered(chart))
        return Html(f"<!--figure {name}-->")

    def _ordered(self, chart: Chart) -> Iterator[_Order]:
        light, dark = (
            json.loads(chart.figure(tone, title=False).to_json()) for tone in (False, True)
        )
        both = themed(light, dark)
        tones: dict[str, tuple[Any, Callable[[str], str]]]
        if both is not None:
            tones = {"": (both.figure, both.coloured)}
        else:
            tones = {" light": (light, str), " dark": (dark, str)}
        for width, pixels in WIDTHS.items():
            for tone, (figure, coloured) in tones.items():
                yield _Order(self._send(figure, pixels), f"drawn {width}{tone}", coloured)

    def _send(self, figure: dict[str, Any], width: int) -> int:
        """Have a figure drawn, unless the same is: its place among the drawings."""
        assert self._drawing is not None
        key = json.dumps([width, figure], sort_keys=True)
        if key not in self._sent:
            self._sent[key] = len(self._sent)
            self._drawing.add(figure, ground=GROUND, width=width)
        return self._sent[key]

    def finish(self) -> bool:
        """Wait for the drawings; whether there was anything that drew them, or nothing to draw."""
        if self._drawing is not None and self._sent:
            self._images = self._drawing.images()
        return not self._sent or any(self._images)

    def forget(self) -> None:
        """Leave all pictures out."""
        self.charts.clear()
        self._orders.clear()

    def fill(self, html: str) -> str:
        """A page with its pictures in their places."""
        return re.sub(r"<!--figure (\S+)-->", lambda found: self._pictures(found[1]), html)

    def _pictures(self, name: str) -> Html:
        found = []
        for number, order in enumerate(self._orders.get(name, ())):
            image = self._images[order.at] if self._images else None
            if image is not None:
                drawn = inline_svg(image, order.coloured)
                found.append(
                    drawn.html(f"{name}-figure-{number}", self.charts[name].alt, order.cls)
                )
        return join(*found)
