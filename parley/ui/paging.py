"""Controls for what does not fit a page: the part that is shown, by its number in the address."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import islice

import streamlit as st

from parley.frames.selection import parse_cell
from parley.html import tag
from parley.views.paging import MOST_ROWS, Part, Window, parts, window_parts


def choose_window(
    rows: Sequence[str], columns: Sequence[str], *, key: str, noun: str, most: int
) -> Window:
    """What is shown of a table with a row for each issue, or each `noun`, and a party a column.

    Draws a control for whatever does not fit. `key` tells the tables of the pages apart. Where the
    address names a cell and no part, the part is shown that has the cell.
    """
    down, across = window_parts(rows, columns, most)
    if len(down) == len(across) == 1:
        return Window(down[0], across[0])
    issue, party = parse_cell(st.query_params.get("cell", "")) or ("", "")
    with st.container(key=f"{key}-window", horizontal=True, gap="medium"):
        return Window(
            _choose(down, f"{key}_{noun}", noun, issue),
            _choose(across, f"{key}_parties", "parties", party),
        )


def choose_part(ids: Sequence[str], *, key: str, noun: str, most: int = MOST_ROWS) -> Part:
    """What is shown of a list, with a control where not all of it fits."""
    return _choose(parts(ids, most), f"{key}_{noun}", noun)


def _choose(offered: list[Part], key: str, noun: str, within: str = "") -> Part:
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


def options_with_words(
    names: Mapping[str, str], current: str, *, key: str, noun: str
) -> dict[str, str]:
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
