"""What if: a reader supposes a stance for themselves, in the address and nowhere else."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from parley.format.vocabulary import STANCES
from parley.frames.what_if import (
    KEY,
    ParsedSuppositions,
    apply_suppositions,
    parse_suppositions,
)
from parley.html import tag
from parley.iter_rows import iter_rows
from parley.ui.context import PageContext
from parley.ui.controls import draw_controls
from parley.ui.paging import matching_options
from parley.ui.render import show, show_html
from parley.views.paging import MOST_ROWS
from parley.views.what_if import suppositions

FIND = f"{KEY}_find"
"""The parameter of an address with the words by which issues are found among very many."""


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
            _choose_supposition(context)


def _parsed(context: PageContext) -> ParsedSuppositions:
    return parse_suppositions(st.query_params.get_all(KEY), context.frames)


def _choose_supposition(context: PageContext) -> None:
    issues = context.view.issues
    titles = {str(row.issue): row.title for row in iter_rows(issues) if not row.numeric}
    names = {id: context.party_names[id] for id in context.view.party_ids}
    if not titles or not names:
        show_html(
            tag("p", "Nothing in view is an issue on which a stance can be supposed.", cls="quiet")
        )
        return
    many = len(titles) > MOST_ROWS
    words = st.query_params.get(FIND, "") if many else ""
    offered = matching_options(titles, words, "") if many else titles
    find = {
        "kind": "words",
        "key": FIND,
        "label": f"Find among {len(titles):,} issues",
        "placeholder": "Words of the title",
    }
    control = {
        "kind": "suppose",
        "key": KEY,
        "parties": list(names.items()),
        "issues": list(offered.items()),
        "stances": [(id, term.label) for id, term in STANCES.items()],
    }
    draw_controls("suppose", *([find] if many else []), control)
