"""Cells without a position that counts in, who they are of out: silent, by kind, or left out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from parley.format.vocabulary import SILENCES
from parley.html import Html, join, tag
from parley.views.card import cell_link
from parley.views.cell_views import CellView
from parley.views.context import ViewContext
from parley.views.marks import LEFT_OUT
from parley.views.parts import left_out_by
from parley.wording import count

MOST_NAMED: Final = 40
"""Names of one kind that are in sight; the others are a click away."""


def silences(context: ViewContext, cells: Iterable[CellView], by_party: bool = True) -> Html | None:
    """Who of these cells holds nothing, a line a kind of silence: the parties, or the issues."""
    kinds: dict[str, list[CellView]] = {}
    for cell in cells:
        if cell.silence is not None:
            kinds.setdefault(cell.silence.kind, []).append(cell)
    lines = [
        _line(context, term.label, kinds[kind], term.meaning, by_party)
        for kind, term in SILENCES.items()
        if kind in kinds
    ]
    return _section("No position known", lines) if lines else None


def left_out(context: ViewContext, cells: Sequence[CellView], by_party: bool = True) -> Html | None:
    """Whose positions in these cells the filters leave out: the parties, or the issues."""
    if not cells:
        return None
    why = f"By {left_out_by(context.selection)}. They are not silent, and no number counts them."
    return _section("Not counted", [_line(context, LEFT_OUT.label, cells, why, by_party)])


def _section(title: str, lines: list[Html]) -> Html:
    return tag("section", tag("h3", title), tag("dl", *lines), cls="silences")


def _line(
    context: ViewContext, term: str, cells: Sequence[CellView], meaning: str, by_party: bool
) -> Html:
    links = [
        cell_link(
            context.links,
            cell.issue.id,
            cell.party.id,
            cell.party.name if by_party else cell.issue.title,
        )
        for cell in cells
    ]
    first, rest = links[:MOST_NAMED], links[MOST_NAMED:]
    noun = ("more party", "more parties") if by_party else ("more issue", "more issues")
    more = tag("summary", f"and {count(len(rest), *noun)}")
    return join(
        tag("dt", term),
        tag(
            "dd",
            *_comma_separated(first),
            tag("details", more, tag("p", *_comma_separated(rest))) if rest else None,
            tag("p", meaning, cls="quiet"),
        ),
    )


def _comma_separated(items: list[Html]) -> list[Html]:
    """Items with commas between them."""
    return [item for each in items for item in (join(", "), each)][1:]
