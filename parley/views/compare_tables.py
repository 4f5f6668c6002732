"""Groups of issues and the sides on them in, tables out: two head to head, or more in columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import pandas as pd

from parley.format.vocabulary import DAY_STATUSES
from parley.frames.build import value_units
from parley.frames.selection import cell_id
from parley.frames.view import View
from parley.html import Html, join, tag
from parley.iter_rows import iter_rows
from parley.views.compare_text import BOTH
from parley.views.compared import Rung, Side
from parley.views.context import ViewContext
from parley.views.distance import axis_html, axis_of, gap_text
from parley.views.marks import LEFT_OUT
from parley.wording import count, number_or_none

ISSUE_COLUMNS = ["issue", "title", "status"]

MOST_TOGETHER = 40
"""Issues without a position that are named."""


class Group(NamedTuple):
    """Issues under one heading."""

    kind: str
    title: str
    note: str
    number: int
    """How many there are in all; a part of a table may have fewer."""
    issues: pd.DataFrame


class Head(NamedTuple):
    """A party at the head of its column."""

    id: str
    name: str
    short: str
    heard: int
    """On how many issues in view a position of it counts."""
    on_record: int


@dataclass(frozen=True)
class Table:
    """What is compared, and how it is drawn."""

    context: ViewContext
    view: View
    heads: Sequence[Head]
    sides: dict[tuple[str, str], Side]

    def html(self, groups: Sequence[Group], caption: str) -> Html:
        """The table: two parties on both sides of the distance, more in columns."""
        head_to_head = len(self.heads) == 2
        table = tag(
            "table",
            tag("caption", caption, cls="unseen"),
            tag("thead", self._head(len(self.view.issues))),
            *(self._group(group) for group in groups),
            cls="versus" if head_to_head else "side-by-side",
            style=None if head_to_head else f"--parties:{len(self.heads)}",
        )
        if head_to_head:
            return table
        return tag("div", table, cls="across", role="region", aria_label=caption, tabindex="0")

    def _head(self, issues: int) -> Html:
        ends = tag(
            "span",
            tag("span", "opposes"),
            tag("span", "supports"),
            cls="poles",
        )
        parties = (
            tag(
                "th",
                tag("a", tag("bdi", head.name), href=self.context.links.party(head.id)),
                tag(
                    "span",
                    f"{number_or_none(head.heard)} of {count(issues, 'issue')}, "
                    f"{number_or_none(head.on_record)} on the record",
                    cls="coverage",
                ),
                scope="col",
            )
            for head in self.heads
        )
        return tag("tr", tag("th", tag("span", "Issue", cls="unseen"), ends, scope="col"), *parties)

    def _group(self, group: Group) -> Html:
        number = tag("span", f"{group.number:,}", cls="number")
        # No heading element may stand in the head of a group of rows.
        title = tag("span", group.title, " ", number, role="heading", aria_level="2", cls="heading")
        note = tag("p", group.note, cls="quiet") if group.note else None
        columns = str(len(self.heads) + 1)
        heading = tag("tr", tag("th", title, note, colspan=columns, scope="rowgroup"), cls="group")
        units = value_units(group.issues)
        rows = (
            self._row(group.kind, row, *units[str(row.issue)])
            for row in iter_rows(group.issues[ISSUE_COLUMNS])
        )
        return tag("tbody", heading, *rows, cls=group.kind)

    def _row(self, kind: str, row: Any, unit: str | None, decimals: int) -> Html:
        """An issue with its distance, and what each party holds."""
        id = str(row.issue)
        sides = [self.sides[id, head.id] for head in self.heads]
        in_full = kind in BOTH
        return tag(
            "tr",
            tag(
                "th",
                tag("a", tag("bdi", row.title), href=self.context.links.issue(id), cls="title"),
                tag("span", DAY_STATUSES[row.status].label, cls=f"status {row.status}"),
                *(self._distance(kind, id, sides, unit, decimals) if in_full else ()),
                scope="row",
            ),
            *(
                self._cell(side, head, row.title, in_full)
                for side, head in zip(sides, self.heads, strict=True)
            ),
            cls="full" if in_full else "brief",
        )

    def _distance(
        self, kind: str, issue: str, sides: list[Side], unit: str | None, decimals: int
    ) -> tuple[Html | None, ...]:
        record = self.context.index.issues[issue]
        axis = axis_of(record, sides)
        names = {head.id: head.name if len(self.heads) == 2 else head.short for head in self.heads}
        said = gap_text(record, axis, kind, unit, decimals)
        return (
            tag("p", said, cls="gap-text") if said else None,
            axis_html(record, axis, names, decimals, kind == "differ"),
        )

    def _cell(self, side: Side, head: Head, title: str, in_full: bool) -> Html:
        """What a party holds, in full or in a line; each leads to its cell."""
        of = tag("bdi", head.name, cls="of")
        link = {
            "href": self.context.links.cell(side.issue, side.party),
            "data_cell": cell_id(side.issue, side.party),
        }
        about = tag("span", f"{head.name}, {title}: ", cls="unseen")
        if side.absent:
            cls = "absent left-out" if side.absent == LEFT_OUT.label else "absent"
            return tag("td", of, tag("a", about, side.absent, **link), cls=cls)
        in_two = len(self.heads) == 2 and in_full
        text = side.summary if in_two else side.gist
        word = side.word.text if side.word else "Supposed by you"
        return tag(
            "td",
            of,
            tag(
                "p",
                tag("a", about, side.said, cls="said", **link),
                *(
                    join(" ", tag("span", mark.label, cls=f"mark {mark.kind}"))
                    for mark in side.marks
                ),
                cls="holds",
            ),
            tag("p", text, cls="words", dir="auto") if text != side.said else None,
            *(map(_rung, side.rungs) if in_two else ()),
            tag(
                "p",
                tag("i", "", aria_hidden="true"),
                tag("bdi", word),
                cls="whose on-record" if side.on_record else "whose",
            ),
            cls=f"{side.stance or 'value'}{' faded' if side.faded else ''}",
        )


def _rung(rung: Rung) -> Html:
    return tag(
        "p", f"{rung.verb} rung {rung.number} of {rung.of}: ", tag("bdi", rung.text), cls="rung"
    )


def unspoken(context: ViewContext, group: Group) -> Html:
    """The issues on which nobody has a position, or none that counts, in a sentence."""
    rows = group.issues.head(MOST_TOGETHER)
    links = [
        tag("a", tag("bdi", row.title), href=context.links.issue(str(row.issue)))
        for row in iter_rows(rows[["issue", "title"]])
    ]
    named = [part for link in links for part in (join("; "), link)][1:]
    rest = len(group.issues) - len(rows)
    more = f"; and {count(rest, 'more issue')}" if rest > 0 else ""
    return tag(
        "section",
        tag("h2", group.title, " ", tag("span", f"{group.number:,}", cls="number")),
        tag("p", *named, f"{more}."),
        cls="unspoken",
    )
