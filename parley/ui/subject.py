"""What a page is about: one issue or one party, chosen on the page and named in its address."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import streamlit as st

from parley.ui.context import PageContext
from parley.ui.paging import options_with_words
from parley.ui.render import show_html
from parley.views.address import not_found, unknown_name
from parley.wording import distinct_labels


def choose_subject(
    context: PageContext, parameter: str, label: str, many: str, names: Mapping[str, str],
    default: str,
) -> str | None:  # fmt: skip
    """The id that the address's `parameter` names, or `default`; a chooser changes it.

    `label` is what it is, `many` several of it. Where the address names what is not there, the page
    says so, and None is returned. The parameter is the page's own: other pages and the filters do
    not know it.
    """
    key = f"chosen_{parameter}"
    requested = st.query_params.get(parameter, "")
    missing = bool(requested) and requested not in names
    current = None if missing else requested or default
    st.session_state[key] = current
    with st.container(horizontal=True, vertical_alignment="bottom"):
        offered = options_with_words(names, current or "", key=key, noun=many)
        labels = distinct_labels(offered)
        st.selectbox(
            label,
            list(labels),
            index=None if missing else 0,
            format_func=lambda id: labels.get(id, id),
            key=key,
            on_change=partial(_write_to_address, parameter, key, names),
            placeholder=f"One of {len(names):,} {many}",
            label_visibility="collapsed" if len(offered) == len(names) else "visible",
            width=360,
        )
    if missing:
        unknown = unknown_name(parameter, label.lower(), requested, names)
        show_html(not_found(context.address, [unknown]))
    return current


def _write_to_address(parameter: str, key: str, names: Mapping[str, str]) -> None:
    """Put what is chosen into the address.

    A run that is asked for while the folder changes brings the label that the browser still shows.
    Where no option has it any more, Streamlit hands over the label: nobody has chosen that.
    """
    chosen = st.session_state[key]
    if chosen in names:
        st.query_params[parameter] = chosen
