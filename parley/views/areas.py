"""A context in, its areas out: how far their issues are settled and who leans which way there.

Each count leads to what it counts, in the matrix.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from parley.format.vocabulary import DAY_STATUSES, labels_of
from parley.html import Html, join, tag
from parley.iter_rows import iter_rows
from parley.measures import leans
from parley.measures.issue_groups import GROUPS
from parley.views.blocks import Block, Windowed, markup
from parley.views.context import ViewContext
from parley.views.paging import Window
from parley.views.parts import data_region
from parley.views.stands import GROUP_HEADS, grouped
from parley.wording import count

MOST_CELLS = 1_000
"""Cells of the table at once: one is several times as long as a cell of the matrix."""

MOST_AREAS = 50
"""Areas of the table."""

COUNT_WORDS = {
    "backs": "{} for",
    "neither": "{} undecided",
    "against": "{} against",
    "value": "{} with a value",
    "left_out": "{} left out",
    "silent": "{} silent",
}
"""The words for each count of a cell."""


def matrix_link(context: ViewContext, area: str, party: str = "") -> str:
    """The address of the matrix with one area, and perhaps one party, in place of those chosen."""
    chosen = replace(context.selection, areas=(area,))
    if party:
        chosen = chosen.with_parties([party])
    return context.links.choosing(chosen).page("matrix")


def areas_table(context: ViewContext) -> Html:
    """How many issues of each area have which status, and in what their voices separate or join."""
    issues = context.view.issues
    codes, areas = pd.factorize(issues["area"])
    titles = dict(iter_rows(issues[["area", "area_title"]].drop_duplicates("area")))
    columns = [
        *_counts(codes, issues["status"], DAY_STATUSES, labels_of(DAY_STATUSES)),
        *_counts(codes, grouped(context)["group"], GROUPS, GROUP_HEADS),
    ]
    sizes = np.bincount(codes)
    rows = []
    for at, area in enumerate(areas[:MOST_AREAS]):
        link = tag("a", titles[area], href=matrix_link(context, str(area)))
        numbers = [int(counted[at]) for _, counted in columns]
        rows.append(
            tag(
                "tr",
                tag("th", link, scope="row"),
                tag("td", f"{sizes[at]:,}"),
                *(tag("td", f"{number:,}" if number else "·") for number in numbers),
            )
        )
    names = ["Area", "Issues", *(label for label, _ in columns)]
    rest = len(titles) - MOST_AREAS
    note = f"and {count(rest, 'more area')}: choose them among the filters."
    return join(
        data_region("Issues by area: their status, and where those heard stand", names, rows),
        tag("p", note, cls="quiet") if rest > 0 else None,
    )


def _counts(
    areas: Any, words: pd.Series[Any], order: Iterable[str], labels: Mapping[str, str]
) -> Iterator[tuple[str, Any]]:
    """For each word that some issue has its label, and how many of each area have it."""
    values = words.to_numpy(object)
    for word in order:
        has = values == word
        if has.any():
            yield labels[word], np.bincount(areas[has], minlength=int(areas.max()) + 1)


def leans_by_area(context: ViewContext) -> Iterator[Block]:
    """Which way each party leans in each area, in place of the cells of a large matrix."""
    view = context.view
    counted = leans(view)
    titles = dict(iter_rows(view.issues[["area", "area_title"]].drop_duplicates("area")))
    areas, ids = counted["area"].drop_duplicates().tolist(), view.party_ids
    introduction = (
        f"By area: {count(len(view.issues), 'issue')} by {count(len(ids), 'party', 'parties')} are "
        "too many to draw each position here. A plus counts positions for (supports or open to "
        "it), a minus those against (reluctant or opposes), and the bar shows both as shares of "
        "the area's issues; the rest is undecided, a value or silence. Each opens its positions."
    )
    yield markup(tag("p", introduction, cls="prose"))
    cells = {(row.area, row.party): row for row in iter_rows(counted)}
    short = dict(iter_rows(view.parties[["party", "short"]]))

    def table(window: Window) -> Iterator[Block]:
        parties = window.columns.ids
        rows = [
            tag(
                "tr",
                tag("th", tag("a", titles[area], href=matrix_link(context, area)), scope="row"),
                *(tag("td", _cell(context, cells[area, party])) for party in parties),
            )
            for area in window.rows.ids
        ]
        names = ["Area", *(short[id] for id in parties)]
        region = data_region("Who leans which way, by area", names, rows)
        yield markup(tag("div", region, cls="leans"))

    yield Windowed("areas", areas, ids, "areas", MOST_CELLS, table)


def _cell(context: ViewContext, row: Any) -> Html:
    """The positions of a party in an area: as two numbers with a bar, and in words."""
    counts = {name: int(getattr(row, name)) for name in COUNT_WORDS}
    counts_text = [
        COUNT_WORDS[name].format(f"{number:,}") for name, number in counts.items() if number
    ]
    shares = ";".join(
        f"--{name}:{counts[name] / row.possible:.2f}" for name in ("backs", "against")
    )
    leaning = join(
        tag("span", f"+{counts['backs']:,}"), " ", tag("span", f"−{counts['against']:,}")
    )
    return tag(
        "a",
        leaning if counts["backs"] or counts["against"] else counts_text[0],
        href=matrix_link(context, row.area, row.party),
        title=f"{', '.join(counts_text)}, of {count(row.possible, 'issue')}",
        style=shares,
    )
