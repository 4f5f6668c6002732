"""What is in view in, what of it a page shows at once out: the one place that decides what fits.

What fits is shown whole, without a control and without a word. What does not is shown part by part:
the part is chosen by its number, which is in the address, and the page says what it leaves out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

import streamlit as st

from parley.html import tag
from parley.links import parse_cell

MOST_CELLS = 2_500
"""Cells of a matrix that are shown at once."""

MOST_FULL = 1_000
"""Cells of a matrix that are shown at once where each holds a sentence."""

MOST_COLUMNS = 40
"""Parties side by side where not all cells fit."""

MOST_ROWS = 200
"""Rows of a list or table that are shown at once."""


@dataclass(frozen=True)
class Part:
    """A part of a row of things: those from `start` to before `stop`, of `total`."""

    start: int
    stop: int
    total: int
    number: int = 1
    """Which of the parts it is, from 1."""

    @property
    def whole(self) -> bool:
        """Whether it is all there is."""
        return self.stop - self.start == self.total


def parts(total: int, most: int) -> list[Part]:
    """Parts of at most `most` things each, as few and as even as can be; one where all fit."""
    count = max(1, ceil(total / most))
    edges = [number * total // count for number in range(count + 1)]
    return [Part(edges[number], edges[number + 1], total, number + 1) for number in range(count)]


@dataclass(frozen=True)
class Window:
    """The part of the rows and the part of the columns that a table shows."""

    rows: Part
    columns: Part

    @property
    def whole(self) -> bool:
        """Whether nothing is left out."""
        return self.rows.whole and self.columns.whole


def window(
    rows: Sequence[str],
    columns: Sequence[str],
    *,
    key: str,
    noun: str = "issues",
    most: int = MOST_CELLS,
) -> Window:
    """What is shown of a table with a row for each issue, or each `noun`, and a party a column.

    Draws a control for whatever does not fit. `key` tells the tables of the pages apart. Where the
    address names a cell and no part, the part is shown that has the cell.
    """
    if len(rows) * len(columns) <= most:
        return Window(_all(rows), _all(columns))
    across = parts(len(columns), MOST_COLUMNS)
    widest = max(part.stop - part.start for part in across)
    down = parts(len(rows), max(1, most // widest))
    issue, party = parse_cell(st.query_params.get("cell", "")) or ("", "")
    with st.container(key=f"{key}-window", horizontal=True, gap="medium"):
        return Window(
            part(rows, down, f"{key}_{noun}", noun, issue),
            part(columns, across, f"{key}_parties", "parties", party),
        )


def page_of(ids: Sequence[str], *, key: str, noun: str, most: int = MOST_ROWS) -> Part:
    """What is shown of a list, with a control where not all of it fits."""
    return part(ids, parts(len(ids), most), f"{key}_{noun}", noun)


def part(ids: Sequence[str], offered: list[Part], key: str, noun: str, within: str = "") -> Part:
    """The part of `ids` that the address asks for by its number in `key`, with a control.

    Another choice of what is in view begins at the first part. An address without a number begins
    at the part that has the id `within`.
    """
    if len(offered) == 1:
        return offered[0]
    seen, now = f"{key}-of", hash(tuple(ids))
    before = st.session_state.get(seen)
    if before is None and within in ids and key not in st.query_params:
        at = ids.index(within)
        st.session_state[key] = next(each.number for each in offered if at < each.stop)
    elif before not in (None, now):
        st.session_state[key] = 1
    st.session_state[seen] = now
    with st.container(gap="xxsmall", width="content"):
        said = st.empty()
        number = int(st.pagination(len(offered), key=key, bind="query-params") or 1)
        chosen = offered[number - 1]
        text = f"{noun.capitalize()} {chosen.start + 1:,} to {chosen.stop:,} of {chosen.total:,}"
        said.html(tag("div", tag("p", text, cls="facts"), cls="parley"))
    return chosen


def _all(ids: Sequence[str]) -> Part:
    return Part(0, len(ids), len(ids))
