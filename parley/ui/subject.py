"""What a page is about: one issue or one party, chosen on the page and named in its address."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import streamlit as st

from parley.ui.paging import options_with_words
from parley.wording import distinct_labels


def choose_subject(
    parameter: str, label: str, many: str, names: Mapping[str, str], default: str
) -> str:
    """The id that the address's `parameter` names, or `default`; a chooser changes it.

    `label` is what it is, `many` several of it.

    The parameter is the page's own: other pages and the filters do not know it.
    """
    key = f"chosen_{parameter}"
    requested = st.query_params.get(parameter, "")
    st.session_state[key] = requested if requested in names else default
    with st.container(horizontal=True, vertical_alignment="bottom"):
        offered = options_with_words(names, st.session_state[key], key=key, noun=many)
        labels = distinct_labels(offered)
        chosen = st.selectbox(
            label,
            list(labels),
            format_func=lambda id: labels.get(id, id),
            key=key,
            on_change=partial(_write_to_address, parameter, key),
            label_visibility="collapsed" if len(offered) == len(names) else "visible",
            width=360,
        )
    return str(chosen)


def _write_to_address(parameter: str, key: str) -> None:
    st.query_params[parameter] = st.session_state[key]
