"""Controls for what does not fit a page: the part that is shown, by its number in the address."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import islice

import streamlit as st

from parley.folding import has_words, words_of
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
            _draw_pagination(down, f"{key}_{noun}", noun, issue),
            _draw_pagination(across, f"{key}_parties", "parties", party),
        )


def choose_part(ids: Sequence[str], *, key: str, noun: str, most: int = MOST_ROWS) -> Part:
    """What is shown of a list, with a control where not all of it fits."""
    return _draw_pagination(parts(ids, most), f"{key}_{noun}", noun)


def _draw_pagination(all_parts: list[Part], key: str, noun: str, with_id: str = "") -> Part:
    """The part that the address asks for by its number in `key`, with a control to change it.

    Another choice of what is in view begins at the first part. An address without a number begins
    at the part that has the id `with_id`.
    """
    if len(all_parts) == 1:
        return all_parts[0]
    state_key, current_hash = f"{key}-of", hash(tuple(all_parts))
    previous_hash = st.session_state.get(state_key)
    if previous_hash is None and key not in st.query_params:
        for each in all_parts:
            if with_id in each.ids:
                st.session_state[key] = each.number
    elif previous_hash not in (None, current_hash):
        st.session_state[key] = 1
    st.session_state[state_key] = current_hash
    with st.container(gap="xxsmall", width=360):
        label = st.empty()
        number = int(st.pagination(len(all_parts), key=key, bind="query-params") or 1)
        label.html(
            tag("div", tag("p", all_parts[number - 1].words(noun), cls="facts"), cls="parley")
        )
    return replace(all_parts[number - 1], key=key)


def matching_options(names: Mapping[str, str], words: str, current: str) -> dict[str, str]:
    """Of `names` by id those with all `words`, as many as a chooser shows; `current` always."""
    typed = words_of(words)
    found = ((id, name) for id, name in names.items() if has_words(name, typed))
    first = {current: names[current]} if current in names else {}
    return first | dict(islice(found, MOST_ROWS))
