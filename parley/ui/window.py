"""What is in view in, what of it a page shows at once out: the one place that decides what fits.

What fits is shown whole, without a control and without a word. What does not is shown part by part:
the part is chosen by its number, which is in the address, and the page says what it leaves out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice, pairwise
from math import ceil

import streamlit as st

from parley.frames.selection import parse_cell
from parley.html import tag

MOST_CELLS = 1_200
"""Cells of a matrix that are shown at once."""

MOST_FULL = 600
"""Cells of a matrix that are shown at once where each holds a sentence."""

MOST_COLUMNS = 40
"""Parties side by side where not all cells fit."""

MOST_ROWS = 200
"""Rows of a list or table that are shown at once, and options of a chooser."""


@dataclass(frozen=True)
class Part:
    """A part of a list of things, by id."""

    ids: tuple[str, ...]
    before: int
    """How many stand before it."""
    total: int
    number: int = 1
    """Which of the parts it is, from 1."""
    key: str = ""
    """The parameter of the address that has the number."""

    @property
    def whole(self) -> bool:
        """Whether it is all there is."""
        return len(self.ids) == self.total

    @property
    def query(self) -> dict[str, str]:
        """What an address needs to show this part and not the first."""
        return {self.key: str(self.number)} if self.number > 1 else {}

    def words(self, noun: str) -> str:
        """It in words: `Issues 63 to 124 of 6,200`."""
        last = self.before + len(self.ids)
        return f"{noun.capitalize()} {self.before + 1:,} to {last:,} of {self.total:,}"


def parts(ids: Sequence[str], most: int) -> list[Part]:
    """Parts of at most `most` things each, as few and as even as can be; one where all fit."""
    total = len(ids)
    number = max(1, ceil(total / most))
    edges = [each * total // number for each in range(number + 1)]
    return [
        Part(tuple(ids[first:last]), first, total, at)
        for at, (first, last) in enumerate(pairwise(edges), 1)
    ]


@dataclass(frozen=True)
class Window:
    """The part of the rows and the part of the columns that a table shows."""

    rows: Part
    columns: Part

    @property
    def whole(self) -> bool:
        """Whether nothing is left out."""
        return self.rows.whole and self.columns.whole

    @property
    def query(self) -> dict[str, str]:
        """What an address needs to show these parts and not the first."""
        return self.rows.query | self.columns.query


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
        return Window(*(parts(ids, len(ids) or 1)[0] for ids in (rows, columns)))
    across = parts(columns, MOST_COLUMNS)
    widest = max(len(each.ids) for each in across)
    down = parts(rows, max(1, most // widest))
    issue, party = parse_cell(st.query_params.get("cell", "")) or ("", "")
    with st.container(key=f"{key}-window", horizontal=True, gap="medium"):
        return Window(
            _chosen(down, f"{key}_{noun}", noun, issue),
            _chosen(across, f"{key}_parties", "parties", party),
        )


def page_of(ids: Sequence[str], *, key: str, noun: str, most: int = MOST_ROWS) -> Part:
    """What is shown of a list, with a control where not all of it fits."""
    return _chosen(parts(ids, most), f"{key}_{noun}", noun)


def _chosen(offered: list[Part], key: str, noun: str, within: str = "") -> Part:
    """The part that the address asks for by its number in `key`, with a control to change it.

    Another choice of what is in view begins at the first part. An address without a number begins
    at the part that has the id `within`.
    """
    if len(offered) == 1:
        return offered[0]
    seen, now = f"{key}-of", hash(tuple(offered))
    before = st.session_state.get(seen)
    if before is None and key not in st.query_params:
        for each in offered:
            if within in each.ids:
                st.session_state[key] = each.number
    elif before not in (None, now):
        st.session_state[key] = 1
    st.session_state[seen] = now
    with st.container(gap="xxsmall", width=360):
        said = st.empty()
        number = int(st.pagination(len(offered), key=key, bind="query-params") or 1)
        said.html(tag("div", tag("p", offered[number - 1].words(noun), cls="facts"), cls="parley"))
    return replace(offered[number - 1], key=key)


def few(names: Mapping[str, str], current: str, *, key: str, noun: str) -> dict[str, str]:
    """What a chooser offers of `names` by id: of many those with the words that a reader types.

    `current`, where it is one of them, is always offered.
    """
    if len(names) <= MOST_ROWS:
        return dict(names)
    words = st.text_input(
        f"Find among {len(names):,} {noun}",
        key=f"{key}_words",
        placeholder="Words of the title",
        width=240,
    )
    asked = words.casefold().split()
    found = ((id, name) for id, name in names.items() if _has(name, asked))
    first = {current: names[current]} if current in names else {}
    return first | dict(islice(found, MOST_ROWS))


def _has(name: str, words: list[str]) -> bool:
    folded = name.casefold()
    return all(word in folded for word in words)
