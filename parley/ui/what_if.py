"""What if: a reader supposes a stance for themselves, in the address and nowhere else."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import streamlit as st

from parley.format.vocabulary import STANCES
from parley.frames.what_if import (
    KEY,
    ParsedSuppositions,
    Supposition,
    apply_suppositions,
    parse_suppositions,
)
from parley.html import tag
from parley.iter_rows import iter_rows
from parley.ui.context import PageContext
from parley.ui.paging import options_with_words
from parley.ui.render import show, show_html
from parley.views.what_if import suppositions


def what_if(context: PageContext) -> PageContext:
    """The context with what the address supposes, after lines that say so and the controls."""
    show_supposed(context)
    show_controls(context)
    return supposing(context)


def supposing(context: PageContext) -> PageContext:
    """The context with what the address supposes."""
    supposed = _parsed(context).supposed
    if not supposed:
        return context
    return replace(
        context,
        frames=apply_suppositions(context.frames, supposed),
        reported_frames=context.frames,
        supposed=tuple(each.written for each in supposed),
    )


def show_supposed(context: PageContext) -> None:
    """Draw the lines that say what is supposed."""
    show(context, suppositions(context, _parsed(context)))


def show_controls(context: PageContext) -> None:
    """Draw what a reader supposes a stance with."""
    label = "What if a party held another stance?"
    with st.expander(label, key="what-if", on_change="rerun") as controls:
        if controls.open:
            _choose_supposition(context, _parsed(context).supposed)


def _parsed(context: PageContext) -> ParsedSuppositions:
    return parse_suppositions(st.query_params.get_all(KEY), context.frames)


def _choose_supposition(context: PageContext, supposed: tuple[Supposition, ...]) -> None:
    issues = context.view.issues
    titles = {str(row.issue): row.title for row in iter_rows(issues) if not row.numeric}
    names = {id: context.party_names[id] for id in context.view.party_ids}
    if not titles or not names:
        show_html(
            tag("p", "Nothing in view is an issue on which a stance can be supposed.", cls="quiet")
        )
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        party = st.selectbox("Party", list(names), format_func=lambda id: names[id], width=240)
        offered = options_with_words(titles, "", key="suppose_issue", noun="issues")
        issue = st.selectbox("Issue", list(offered), format_func=lambda id: titles[id], width=320)
        stance = st.selectbox(
            "Stance", list(STANCES), format_func=lambda id: STANCES[id].label, width=180
        )
        chosen = Supposition(str(issue), str(party), str(stance))
        st.button(
            "Suppose it",
            key="suppose",
            disabled=not offered,
            on_click=partial(_write_to_address, (*supposed, chosen)),
        )
        if supposed:
            st.button(
                "Take it all back", key="suppose-nothing", on_click=partial(_write_to_address, ())
            )


def _write_to_address(supposed: tuple[Supposition, ...]) -> None:
    """Put what is supposed into the address, which is where it is kept."""
    last = {(each.issue, each.party): each.written for each in supposed}
    if last:
        st.query_params[KEY] = list(last.values())
    elif KEY in st.query_params:
        del st.query_params[KEY]
