"""Charts in, pictures out as SVG, light and dark, drawn together by one start of a browser."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from typing import Final

from parley.charts.chart import Chart
from parley.charts.static_images import render
from parley.html import Html, tag

MOST_FIGURES: Final = 60
"""Pictures of one edition; of more the findings and tables stand alone."""

LIMIT: Final = 120.0
"""Seconds for which the browser may draw."""

MADE_UP: Final = re.compile(
    r'(?:id="(?:defs|topdefs|clip|legend)-?|(?<=[ "])trace)([0-9a-f]{6})(?![0-9a-f])'
)
"""What plotly makes up anew for each drawing and each trace, in ids and classes."""

DARK: Final = {False: "light", True: "dark"}


class Figures:
    """The charts of an edition by name, and where their pictures go once all are known."""

    def __init__(self, drawn: bool = True) -> None:
        self.charts: dict[str, Chart] = {}
        self.images: dict[str, bytes] = {}
        """The pictures by the name of their file."""
        self._drawn = drawn

    def place(self, name: str, chart: Chart) -> Html:
        """What stands where the picture of a chart will: no text of a folder is ever the same."""
        if not self._drawn or len(self.charts) >= MOST_FIGURES:
            return Html("")
        self.charts[name] = chart
        return Html(f"<!--figure {name}-->")

    def draw(self) -> bool:
        """Draw all; whether there was anything that drew them."""
        orders = [(name, chart, dark) for name, chart in self.charts.items() for dark in DARK]
        figures = [chart.figure(dark, title=False) for _, chart, dark in orders]
        found = render(figures, "svg", ground="rgba(0,0,0,0)", limit=LIMIT)
        for (name, _, dark), image in zip(orders, found, strict=True):
            if image is not None:
                self.images[f"{name}-{DARK[dark]}.svg"] = tidy(image)
        return bool(self.images) or not orders

    def fill(self, html: str, inline: bool = False) -> str:
        """A page with its pictures in their places, as files of the edition or within the page."""

        def picture(found: re.Match[str]) -> str:
            name = found[1]
            return "".join(self._images(name, inline))

        return re.sub(r"<!--figure (\S+)-->", picture, html)

    def _images(self, name: str, inline: bool) -> Iterator[Html]:
        for tone in DARK.values():
            image = self.images.get(f"{name}-{tone}.svg")
            if image is None:
                continue
            source = f"figures/{name}-{tone}.svg"
            if inline:
                source = f"data:image/svg+xml;base64,{base64.b64encode(image).decode('ascii')}"
            width, height = size_of(image)
            yield tag(
                "img",
                src=source,
                alt=self.charts[name].alt,
                width=width,
                height=height,
                loading="lazy",
                cls=f"drawn {tone}",
            )


def tidy(image: bytes) -> bytes:
    """A drawing without what differs from one drawing to the next, and without idle decimals."""
    text = image.decode("utf-8")
    made_up: dict[str, str] = {}
    for found in MADE_UP.findall(text):
        made_up.setdefault(found, f"f{len(made_up):05}")
    for before, after in made_up.items():
        text = text.replace(before, after)
    text = re.sub(r"(\d\.\d\d)\d+", r"\1", text)
    return re.sub(r"\s{2,}", " ", text).encode()


def size_of(image: bytes) -> tuple[str, str]:
    """The width and the height of a drawing, in pixels."""
    found = re.search(rb'width="(\d+)[^"]*" height="(\d+)', image)
    return (found[1].decode(), found[2].decode()) if found else ("640", "400")
