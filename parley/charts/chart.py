"""A chart as a record: its finding, its numbers in words and in a table, its figure on demand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from parley.html import Html, join, tag
from parley.palette import BACKGROUND, TEXT
from parley.wording import count, date_text

if TYPE_CHECKING:  # plotly takes long to load, and a page may never draw the chart
    import plotly.graph_objects as go

    from parley.format.models import Source


@dataclass(frozen=True, eq=False)
class Chart:
    """A chart of one frame; its figure is drawn anew whenever it is asked for."""

    finding: str
    """What it says in one sentence: its title."""
    alt: str
    """The same with all numbers, for those who do not see it."""
    table: pd.DataFrame = field(repr=False)
    """What it draws, with readable columns and values."""
    draw: Callable[[str | None, bool], go.Figure] = field(repr=False)
    """Draws the figure with a title or without room for one, for a page that is dark or not."""
    keys: Sequence[str] = field(default=(), repr=False)
    """What its rows are of, from the top, where it can be divided."""
    part: Callable[[Sequence[str]], Chart] | None = field(default=None, repr=False)
    """The same chart of some of its keys alone."""

    def figure(self, dark: bool = False, title: bool = True) -> go.Figure:
        """The figure, titled with the finding; without a title where it is written beside it."""
        return self.draw(self.finding if title else None, dark)

    def parts(self, rows: int) -> list[Chart]:
        """The chart in parts of at most so many rows, each with the finding of the whole.

        One that cannot be divided, or is short enough, is one part.
        """
        if self.part is None or len(self.keys) <= rows:
            return [self]
        starts = range(0, len(self.keys), rows)
        return [
            replace(
                self.part(self.keys[start : start + rows]),
                finding=f"{self.finding} (continued)" if start else self.finding,
            )
            for start in starts
        ]

    def save(self, path: Path | str, dark: bool = False) -> None:
        """Write the figure to a file that ends in .html, .png or .svg.

        A page stands alone and can be explored; an image needs Kaleido and a browser on this
        machine. Raises ValueError for another ending, OSError where nothing can be drawn or
        written.
        """
        path = Path(path)
        form = path.suffix[1:].lower()
        if form == "html":
            path.write_text(self._page(dark), "utf-8", "replace")
        elif form in ("png", "svg"):
            from parley.charts.static_images import render

            (image,) = render([self.figure(dark)], form, ground=BACKGROUND.on(dark))
            if image is None:
                raise OSError(f"{path}: an image needs Kaleido and a browser on this machine")
            path.write_bytes(image)
        else:
            raise ValueError(f"{path}: a chart is saved as .html, .png or .svg")

    def _page(self, dark: bool) -> Html:
        """The figure as a page of HTML, with its words for a screen reader."""
        figure = self.figure(dark).to_html(full_html=False, config={"displayModeBar": False})
        look = f"background: {BACKGROUND.on(dark)}; color: {TEXT.on(dark)}"
        head = tag("head", Html('<meta charset="utf-8">'), tag("title", self.finding))
        drawn = tag("div", Html(figure), role="img", aria_label=self.alt)
        return join(
            Html("<!doctype html>\n"), tag("html", head, tag("body", drawn, style=look)), "\n"
        )

    def _repr_mimebundle_(self, *args: Any, **kwargs: Any) -> Any:
        """What a notebook shows: the figure, as plotly shows it there."""
        return self.figure()._repr_mimebundle_(*args, **kwargs)


def source_line(sources: Sequence[Source], where: str) -> str:
    """The line under a chart: its one source, or how many there are and `where` they are named."""
    if len(sources) == 1:
        (source,) = sources
        return f"Source: {source.publisher}, {date_text(source.date)}; curated by hand."
    return f"Source: {count(len(sources), 'source')}, curated by hand; see the {where}."
