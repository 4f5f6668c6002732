"""Issues with who stands where in, one table out: from opposes to supports, group by group.

With few parties each stands there by name, with many there are counts to both sides.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Any, Final

import pandas as pd

from parley.format.vocabulary import DAY_STATUSES, STANCES
from parley.html import Html, join, tag
from parley.iter_rows import iter_rows
from parley.measures.issue_groups import GROUPS, SIDES
from parley.views.blocks import Block, Markup, Paged, markup
from parley.views.chips import party_chip, record_legend
from parley.views.context import ViewContext
from parley.views.paging import Part
from parley.views.side_counts import AGAINST, FOR, SideCounts
from parley.views.stands import GROUP_HEADS, Held, IssueStand, grouped, issue_stands
from parley.views.stands_axis import axis_strip
from parley.wording import count

MOST_NAMED: Final = 10
"""Voices on an issue up to which all stand in the table by name, and names that are listed."""
MOST_ISSUES: Final = 60
"""Issues of the table that are shown at once."""
MOST_NAMES: Final = 30_000
"""Names that are sent at once, where they are a press away."""
LEAST_OTHERS: Final = 3
"""Names from which on "everybody else" stands for all others."""

GROUP_NOTES: Final = {
    "apart": "for and against, or values with a gap between them",
    "together": "all that are heard, and nobody contests it",
    "mixed": "some are undecided, or what they hold is contested",
}
"""What the heading of a group adds."""


@dataclass(frozen=True)
class StandsTable:
    """What the table is drawn from: all groups in view, and what of it stands in each row."""

    context: ViewContext
    groups: pd.DataFrame

    @cached_property
    def named(self) -> bool:
        """Whether each party that is heard stands there by name."""
        return bool(self.groups["voices"].max() <= MOST_NAMED)

    @cached_property
    def told(self) -> bool:
        """Whether issues differ in their status, so that each says it."""
        return bool(self.context.view.issues["status"].nunique() > 1)


def stands_table(context: ViewContext) -> Iterator[Block]:
    """Who stands where on each issue in view, a part at a time where they are many."""
    table = StandsTable(context, grouped(context))
    order = pd.Categorical(table.groups["group"], categories=GROUPS)
    ids = (
        table.groups.assign(group=order)
        .sort_values(["group", "contest"], ascending=[True, False], kind="stable")["issue"]
        .tolist()
    )
    yield Paged("stands", ids, "issues", lambda part: _part(table, part), MOST_ISSUES)


def _part(table: StandsTable, part: Part) -> Iterator[Block]:
    yield Markup(table.context.cached("stands", lambda: _drawn(table, part), part.number))


def _drawn(table: StandsTable, part: Part) -> Html:
    rows = _named_rows(table, part.ids) if table.named else _counted_rows(table, part.ids)
    totals = table.groups["group"].value_counts()
    bodies = []
    for group, members in groupby(rows, key=lambda row: row[0]):
        note = GROUP_NOTES.get(group)
        head = tag(
            "th",
            GROUP_HEADS[group],
            tag("b", f" {totals[group]:,} "),
            tag("span", note, cls="quiet") if note else None,
            colspan="7",
            scope="rowgroup",
        )
        bodies.append(tag("tbody", tag("tr", head, cls="group"), *(row for _, row in members)))
    sides = "by-name" if table.named else "by-number"
    whole = tag("table", _caption(table), _head(table), *bodies, cls=f"stands {sides}")
    return markup(tag("div", whole, cls="stands-frame")).html


def _caption(table: StandsTable) -> Html:
    ground = tag("a", "Common ground", href=table.context.links.page("common-ground"))
    words = ("All voices count here; ", ground, " counts those that decide.")
    return tag(
        "caption",
        tag(
            "div",
            tag("h2", "Who stands where"),
            tag("p", *words, cls="quiet"),
            record_legend() if table.named else None,
        ),
    )


def _head(table: StandsTable) -> Html:
    if table.named:
        sides = [tag("th", STANCES[side].label, scope="col", cls=side) for side in SIDES]
    else:
        ends = (tag("span", "Against", cls="number"), tag("span"), tag("span", "For"))
        sides = [tag("th", tag("div", *ends, cls="counts"), colspan="5", scope="col")]
    cells = (tag("th", "Issue", scope="col"), *sides, tag("th", "Not heard on it", scope="col"))
    return tag("thead", tag("tr", *cells))


def _title(table: StandsTable, issue: str, title: str, status: str) -> Html:
    term = DAY_STATUSES[status]
    return tag(
        "th",
        tag("a", title, href=table.context.links.issue(issue), cls="name", dir="auto"),
        join(" ", tag("span", term.label, cls=f"status {status}")) if table.told else None,
        scope="row",
    )


# --- parties by name


def _named_rows(table: StandsTable, ids: Sequence[str]) -> Iterator[tuple[str, Html]]:
    """A row for each issue with its group; those on which nobody is heard share one."""
    by_id = {stand.issue: stand for stand in issue_stands(table.context, ids)}
    stands = [by_id[id] for id in ids]
    for stand in (each for each in stands if each.group != "none"):
        yield stand.group, _named_row(table, stand)
    silent = [each for each in stands if each.group == "none"]
    if silent:
        yield "none", _silent_row(table, silent)


def _named_row(table: StandsTable, stand: IssueStand) -> Html:
    if stand.axis is not None:
        strip = axis_strip(stand, lambda each: _held(table, stand, each))
        cells = [tag("td", strip, colspan="5", cls="own-axis")]
    else:
        cells = _stance_cells(table, stand)
    return tag(
        "tr",
        _title(table, stand.issue, stand.title, stand.status),
        *cells,
        tag("td", *_absent(stand), cls="absent"),
        cls=stand.group,
    )


def _stance_cells(table: StandsTable, stand: IssueStand) -> list[Html]:
    by_side: dict[str, list[Held]] = {side: [] for side in SIDES}
    for each in stand.voices:
        by_side[str(each.stance)].append(each)
    filled = [at for at, side in enumerate(SIDES) if by_side[side]]
    cells = []
    for at, side in enumerate(SIDES):
        between = stand.group == "apart" and filled[0] <= at < filled[-1]
        cls = " ".join((side, *(["gap"] if between else []), *([] if by_side[side] else ["no"])))
        held = [_held(table, stand, each) for each in by_side[side]]
        cells.append(tag("td", *held, cls=cls, data_of=STANCES[side].label))
    return cells


def _held(table: StandsTable, stand: IssueStand, each: Held) -> Html:
    """A party's chip with what weighs its position, and the gist where the issue stands apart."""
    words = [
        tag("span", word, cls=f"word {cls}")
        for word, cls, holds in (
            ("red line", "alarm", each.red_line),
            ("contested", "alarm", each.contested),
            ("on conditions", "", each.conditional),
            ("supposed", "", each.supposed),
        )
        if holds
    ]
    if each.speaks_for:
        words.append(tag("span", f"with {', '.join(each.speaks_for)}", cls="word"))
    elif each.inherited_from:
        words.append(tag("span", f"through {each.inherited_from}", cls="word"))
    href = table.context.links.cell(stand.issue, each.party)
    gist = (
        stand.group == "apart"
        and stand.axis is None
        and each.gist != STANCES[str(each.stance)].label
    )
    return tag(
        "div",
        party_chip(each.short, each.stance, each.on_record, href, each.value),
        *words,
        tag("p", each.gist, cls="gist", dir="auto") if gist else None,
        cls="held",
    )


def _absent(stand: IssueStand) -> list[Html]:
    """Who was not heard, and whose position is left out."""
    lines = []
    if stand.silent:
        others = len(stand.silent) >= LEAST_OTHERS and stand.group == "one" and not stand.left_out
        names = _listed(stand.silent)
        lines.append(tag("p", "everybody else") if others else tag("p", *names))
    if stand.left_out:
        lines.append(tag("p", "left out: ", *_listed(stand.left_out)))
    return lines


def _listed(names: Sequence[str]) -> list[Html]:
    """Names with commas between them; of many their number."""
    if len(names) > MOST_NAMED:
        return [join(count(len(names), "party", "parties"))]
    items = [tag("bdi", name) for name in names]
    return [join(", " if at else None, item) for at, item in enumerate(items)]


def _silent_row(table: StandsTable, stands: Sequence[IssueStand]) -> Html:
    """The issues on which nobody is heard, one after the other."""
    items = []
    for stand in stands:
        out = f"; {count(len(stand.left_out), 'position')} left out"
        items.append(
            tag(
                "li",
                tag(
                    "a",
                    stand.title,
                    href=table.context.links.issue(stand.issue),
                    cls="name",
                    dir="auto",
                ),
                join(" ", _status(stand.status)) if table.told else None,
                tag("span", out, cls="word") if stand.left_out else None,
            )
        )
    return tag("tr", tag("td", tag("ul", *items), colspan="7"), cls="none")


def _status(status: str) -> Html:
    return tag("span", DAY_STATUSES[status].label, cls=f"status {status}")


# --- parties by number


def _counted_rows(table: StandsTable, ids: Sequence[str]) -> Iterator[tuple[str, Html]]:
    """A row for each issue with its group: how many voices to each side, and who."""
    groups = table.groups
    place = {id: at for at, id in enumerate(groups["issue"].tolist())}
    at = [place[id] for id in ids]
    rows = iter_rows(groups.iloc[at])
    heads = iter_rows(table.context.view.issues.iloc[at][["title", "status"]])
    most = max(int(groups[[*sides]].sum(axis=1).max()) for sides in (AGAINST, FOR))
    counts = SideCounts(table.context.view, at, most)
    names = counts.names() if len(ids) * len(table.context.view.parties) <= MOST_NAMES else {}
    for row, head in zip(rows, heads, strict=True):
        yield (
            str(row.group),
            tag(
                "tr",
                _title(table, row.issue, head.title, head.status),
                tag("td", counts.drawn(row, names.get(row.issue, ())), colspan="5", cls="sides"),
                tag("td", _absent_numbers(row), cls="absent"),
                cls=row.group,
            ),
        )


def _absent_numbers(row: Any) -> str:
    parts = []
    if row.silent:
        parts.append(f"{row.silent:,}")
    if row.left_out:
        parts.append(f"{row.left_out:,} left out")
    return ", ".join(parts)
