"""Pages without Streamlit: an address goes in, what its view says comes out, as text or markup."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any, Final

from parley.charts.chart import Chart
from parley.frames.build import build_frames
from parley.frames.columns import Frames
from parley.frames.selection import OFFERED, Selection
from parley.frames.what_if import apply_suppositions, parse_suppositions
from parley.html import tag
from parley.loading.loader import Negotiation, load
from parley.paths import data_dir
from parley.ui.store import folder_store
from parley.views import blocks
from parley.views.blocks import Block, Title
from parley.views.common_ground import claimed_and_found, common_ground, headline
from parley.views.compare import compare
from parley.views.conditions import conditions, network
from parley.views.context import ViewContext
from parley.views.evidence import evidence
from parley.views.issue import default_issue, issue
from parley.views.matrix import matrix_page
from parley.views.overview import overview
from parley.views.package_choices import starting_points
from parley.views.packages import PARAMETERS, parse_packages
from parley.views.paging import Window, parts, window_parts
from parley.views.parts import over_finding
from parley.views.party import default_party, party
from parley.views.share import share_menu, share_page
from parley.views.timeline import timeline
from parley.views.trade_offs import answer, every_verdict
from parley.views.trade_offs import headline as package_headline
from parley.views.what_if import suppositions

Query = dict[str, list[str]]


@cache
def _loaded(folder: Path) -> tuple[Negotiation, Frames]:
    negotiation = load(folder)
    return negotiation, build_frames(negotiation)


EVERY_FIGURE: Final = ("*",)
"""Given as the keys of the charts to be made: each of them."""


def context_of(query: Query, folder: Path | None = None) -> ViewContext:
    """The context of an address, by default on the first folder of the data directory."""
    negotiation, frames = _loaded(folder or data_dir() / folder_store().ids()[0])
    offered = {
        "party": {party.id: party.name for party in negotiation.parties},
        "area": {id: area.title for id, area in negotiation.areas.items()},
        **OFFERED,
    }
    selection = Selection.from_query(query, offered)
    on_day = build_frames(negotiation, selection.day, frames) if selection.day else frames
    return ViewContext(negotiation, on_day, selection)


def _what_if(context: ViewContext, query: Query) -> tuple[ViewContext, list[Block]]:
    found = parse_suppositions(query.get("whatif", ()), context.frames)
    said = list(suppositions(context, found))
    if not found.supposed:
        return context, said
    supposed = apply_suppositions(context.frames, found.supposed)
    written = tuple(each.written for each in found.supposed)
    return replace(context, frames=supposed, reported_frames=context.frames, supposed=written), said


def _compare(context: ViewContext, query: Query) -> Iterator[Block]:
    context, said = _what_if(context, query)
    title, *rest = compare(context)
    yield title
    yield from said
    yield from rest


def _common_ground(context: ViewContext, query: Query) -> Iterator[Block]:
    context, said = _what_if(context, query)
    yield Title(headline(context), over="Common ground")
    yield from said
    yield from claimed_and_found(context)
    yield from common_ground(context)


def _trade_offs(context: ViewContext, query: Query) -> Iterator[Block]:
    found = parse_packages(context, {key: query.get(key, []) for key in PARAMETERS})
    yield Title(package_headline(found), over=over_finding(context, context.view))
    yield from conditions(context)
    yield from starting_points(found)
    yield from answer(found)
    yield from every_verdict(found)
    yield from network(context)
    yield share_page(context, "trade-offs")


def _named(query: Query, parameter: str, known: Iterable[str], default: str) -> str:
    asked = query.get(parameter, [""])[-1]
    return asked if asked in known else default


PAGES: dict[str, Callable[[ViewContext, Query], Iterable[Block]]] = {
    "overview": lambda context, _: overview(context),
    "matrix": lambda context, _: matrix_page(context),
    "compare": _compare,
    "issue": lambda context, query: issue(
        context, _named(query, "issue", context.index.issues, default_issue(context))
    ),
    "party": lambda context, query: party(
        context, _named(query, "subject", context.index.parties, default_party(context))
    ),
    "common ground": _common_ground,
    "trade-offs": _trade_offs,
    "timeline": lambda context, _: timeline(context),
    "evidence": lambda context, _: evidence(context),
}


class Page:
    """The blocks of a page as plain parts, its choosers standing as the address has them."""

    def __init__(
        self, page: str, figures: Sequence[str], query: Query, folder: Path | None = None
    ) -> None:
        self.figures = figures
        self.query = query
        self.matrices: list[dict[str, Any]] = []
        self.findings: list[str] = []
        """What stands below the title, where that is a name."""
        self.charts: dict[str, Chart] = {}
        """The charts that were made, by their keys."""
        self.html = "".join(self._drawn(PAGES[page](context_of(query, folder), query)))

    def _drawn(self, found: Iterable[Block]) -> Iterator[str]:
        for block in found:
            yield from self._block(block)

    def _block(self, block: Block) -> Iterator[str]:
        match block:
            case blocks.Markup(html):
                yield html
            case blocks.Title(text, over, finding):
                self.findings += [finding] if finding else []
                yield tag("p", over) + tag("h1", text)
            case blocks.Heading(text):
                yield text
            case blocks.Matrix(_, data):
                self.matrices.append(data)
            case blocks.Figure(key, placeholder):
                if key in self.figures or self.figures == EVERY_FIGURE:
                    chart = self.charts[key] = block.make()
                    yield f"{chart.finding} {chart.alt} {chart.table.to_html()} {block.source}"
                else:
                    yield placeholder
            case blocks.Columns(columns):
                for column in columns:
                    yield from self._drawn(column)
            case blocks.Deferred() | blocks.Expander():
                yield from self._drawn(block.make())
            case blocks.Paged():
                offered = parts(block.ids, block.most)
                yield from self._drawn(
                    block.make(offered[self._number(f"{block.key}_{block.noun}")])
                )
            case blocks.Windowed():
                rows, columns = window_parts(block.rows, block.columns, block.most)
                at = (self._number(f"{block.key}_{name}") for name in (block.noun, "parties"))
                window = Window(rows[next(at)], columns[next(at)])
                yield from self._drawn(block.make(window))
            case blocks.PageNumber(key, _, make):
                yield from self._drawn(make(self._number(key) + 1))
            case blocks.ShareMenu():
                yield share_menu(block)
            case blocks.Choices(controls, make):
                yield from self._drawn(make(*map(self._chosen, controls)))

    def _number(self, key: str) -> int:
        return int(self.query.get(key, ["1"])[-1]) - 1

    def _chosen(self, control: blocks.Control) -> Any:
        asked = self.query.get(control.key, [])
        match control:
            case blocks.Switch(_, _, default):
                return asked[-1] == "true" if asked else default
            case blocks.DayChoice():
                return type(control.default).fromisoformat(asked[-1]) if asked else control.default
            case blocks.ListChoice():
                return tuple(asked)


def page(
    name: str, figures: Sequence[str] = (), folder: Path | None = None, **query: str | list[str]
) -> Page:
    """A page with what the address holds, and the charts with these keys made.

    By default of the first folder of the data directory.
    """
    lists = {key: [value] if isinstance(value, str) else value for key, value in query.items()}
    return Page(name, figures, lists, folder)


def markup(name: str, figures: Sequence[str] = (), **query: str | list[str]) -> str:
    """The markup of a page."""
    return page(name, figures, **query).html


def said(name: str, figures: Sequence[str] = (), **query: str | list[str]) -> str:
    """What a page says, without its markup."""
    return unescape(re.sub(r"<[^>]+>", "", markup(name, figures, **query)))


def matrix(name: str, **query: str | list[str]) -> dict[str, Any]:
    """What the one matrix of a page is drawn from."""
    (found,) = page(name, **query).matrices
    return found
