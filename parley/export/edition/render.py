"""Blocks of a view in, the markup of a document out: every part made, every choice as it begins."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

from parley.export.edition.figures import Figures
from parley.export.edition.links import EditionContext
from parley.export.edition.matrix import matrix_html
from parley.html import Html, join, tag
from parley.views import blocks
from parley.views.blocks import Block
from parley.views.paging import Part, Window
from parley.views.parts import BY_AREA, data_table, rows_left_out
from parley.views.text import Run
from parley.views.text_html import HtmlRenderer

MOST_CHART_ROWS = 200
"""Rows of a chart's data that stand under it; the downloads have all."""

MOST_PAGES = 20
"""Pages of a table that stand below each other; the downloads have the rest."""


ELEMENT: Final = re.compile(r"<[a-z][^>]*>")
ROLE: Final = re.compile(r' role="(?:table|rowgroup|row|rowheader|columnheader|cell)"')
"""What the live pages say of the parts of a table, and what they are in any case."""
DIRECTION: Final = re.compile(r' dir="auto"(?=[^<>]*>[A-Za-z])')
"""Before a text that begins with a Latin letter: it runs as the page does."""

ISOLATED: Final = re.compile(
    r"((?:<(?:strong|p|li|dd|a(?![^>]*\bchip))(?: [^>]*)?>)|[^>])"
    r"<bdi>([A-Za-z][ -;=?-~’]*)</bdi>"
)
"""A text of Latin letters alone within a line: where it is English, as the page is, there is
nothing to say of it."""

IN_PARTS: Final = ("evidence", "stands")
"""The lists, with nothing but items in each part, of which the first part stands in sight."""

MOST_ITEMS: Final = 1_000
"""Items of a list that stand a press away; of more it says where they are."""

IN_THE_DATA: Final = "they are in the data to download"

METHODS: Final = '<div class="parley"><details id="how"'
"""How the block begins that says how a page computes."""


class Renderer:
    """Draws the blocks of one page; figures are gathered in `figures` and drawn later."""

    def __init__(
        self, context: EditionContext, page: str, figures: Figures, share: Html | None = None
    ) -> None:
        self.context = context
        self.page = page
        # In one file the page of Compare has what those of the parties would repeat.
        self._has_methods_elsewhere = context.in_one_file and page.startswith("party-")
        self.figures = figures
        self.menus: list[blocks.ShareMenu] = []
        """What leaves the page, for the bar."""
        self.title = ""
        self.under_title: Html | None = share
        """What stands under the title: the chips, filled in by a script."""

    def html(self, parts: Iterable[Block]) -> Html:
        """The blocks in order."""
        return join(*(each for block in parts for each in self._block(block)))

    def _block(self, block: Block) -> Iterator[Html]:
        match block:
            case blocks.Markup(html):
                if not (self._has_methods_elsewhere and html.startswith(METHODS)):
                    html = Html(html.replace(BY_AREA, IN_THE_DATA))
                    html = Html(ELEMENT.sub(lambda found: ROLE.sub("", found[0]), html))
                    html = Html(DIRECTION.sub("", html))
                    english = self.context.negotiation.header.language == "en"
                    yield Html(ISOLATED.sub(r"\1\2", html)) if english else html
            case blocks.Title():
                yield self._title(block)
                if self.under_title is not None:
                    yield self.under_title
            case blocks.ShareMenu():
                self.menus.append(block)
            case blocks.Heading(text, level):
                yield _own(tag(f"h{level}", text, cls="section"))
            case blocks.Matrix(_, data):
                yield matrix_html(self.context, data)
            case blocks.Figure():
                yield self._figure(block)
            case blocks.Columns(columns, widths):
                yield self._columns(columns, widths)
            case blocks.Deferred(_, _, make):
                yield self.html(make())
            case blocks.Expander(key, label, make):
                yield tag(
                    "details",
                    tag("summary", label),
                    self.html(make()),
                    cls="part",
                    id=f"part-{key}",
                )
            case blocks.Paged(key, ids, noun, make, most):
                yield from self._paged(ids, noun, make, most if key in IN_PARTS else len(ids))
            case blocks.PageNumber(_, pages, make):
                yield self.html(make(1))
                if pages > 1:
                    yield self._rest_of_table(pages, make)
            case blocks.Windowed(_, rows, columns, _, _, make):
                yield self.html(make(Window(_whole(rows), _whole(columns))))
            case blocks.Choices(controls, make, _):
                yield self.html(make(*map(_initial, controls)))

    def _paged(
        self, ids: Sequence[str], noun: str, make: Callable[[Part], Iterable[Block]], most: int
    ) -> Iterator[Html]:
        """A list whose first part is in sight, with the rest a press away."""
        yield self.html(make(Part(tuple(ids[:most]), 0, len(ids))))
        if len(ids) <= most:
            return
        end = most + MOST_ITEMS
        rest = self.html(make(Part(tuple(ids[most:end]), most, len(ids), number=2)))
        shown = len(ids[most:end])
        label = f"Show {'all: ' if len(ids) <= end else ''}{shown:,} more {noun}"
        beyond = None
        if len(ids) > end:
            words = f"and {len(ids) - end:,} more {noun}: {IN_THE_DATA}"
            beyond = _own(tag("p", words, cls="quiet"))
        yield tag("details", tag("summary", label), rest, beyond, cls="part")

    def _rest_of_table(self, pages: int, make: Callable[[int], Iterable[Block]]) -> Html:
        last = min(pages, MOST_PAGES)
        parts = join(*(self.html(make(number)) for number in range(2, last + 1)))
        words = "The rest of this table is in the data to download."
        beyond = _own(tag("p", words, cls="quiet")) if pages > MOST_PAGES else None
        return tag("details", tag("summary", "Show the rest of this table"), parts, beyond,
                   cls="part")  # fmt: skip

    def _title(self, block: blocks.Title) -> Html:
        self.title = self.title or block.text
        said = tag("p", HtmlRenderer().inline(Run(block.finding)), cls="headline ours")
        return _own(
            tag("p", block.over, cls="over") if block.over else None,
            tag("h1", block.text),
            said if block.finding else None,
        )

    def _columns(self, columns: Sequence[Sequence[Block]], widths: Sequence[int]) -> Html:
        grid = " ".join(f"minmax(0,{width}fr)" for width in widths or [1] * len(columns))
        cells = (tag("div", self.html(parts), cls="column") for parts in columns)
        return tag("div", *cells, cls="columns", style=f"--columns:{grid}")

    def _figure(self, block: blocks.Figure) -> Html:
        """The finding, the place of the picture, its source and its numbers."""
        chart = block.make()
        rest = rows_left_out(len(chart.table) - MOST_CHART_ROWS, "more row", "in the data")
        table = join(data_table(chart.table.head(MOST_CHART_ROWS), chart.finding), rest)
        return _own(
            tag(
                "figure",
                tag("figcaption", tag("h3", chart.finding, cls="finding")),
                self.figures.place(f"{self.page}-{block.key}", chart),
                tag("p", block.source, cls="quiet"),
                tag("details", tag("summary", "The chart’s data as a table"), table),
                cls="chart",
            )
        )


def _own(*parts: Html | None) -> Html:
    return tag("div", *parts, cls="parley")


def _whole(ids: Sequence[str]) -> Part:
    return Part(tuple(ids), 0, len(ids))


def _initial(control: blocks.Control) -> object:
    """How a choice stands where an address does not name it."""
    return () if isinstance(control, blocks.ListChoice) else control.default
