"""The Trade-offs page: what hangs on what, and the package builder, whose state is the address."""

from __future__ import annotations

from typing import Any

import streamlit as st

from parley.html import tag
from parley.package.outcomes import KEY, LONGEST_NAME
from parley.ui.context import PageContext
from parley.ui.controls import choose_switch, draw_controls
from parley.ui.render import show, show_html
from parley.views.blocks import Title
from parley.views.conditions import conditions, network
from parley.views.package_choices import (
    MOST_OFFERED,
    NOTHING,
    OUTCOMES,
    offered,
    starting_points,
)
from parley.views.packages import PARAMETERS, SALIENCE, Packages, parse_packages, states_salience
from parley.views.parts import empty_notice, over_finding
from parley.views.share import share_page
from parley.views.trade_offs import answer, answer_line, every_verdict, headline
from parley.wording import count

FIND = f"{KEY}_find"
"""The parameter of an address with the words by which issues are found among very many."""


def trade_offs_page(context: PageContext) -> None:
    """Draw the page."""
    query = {key: st.query_params.get_all(key) for key in PARAMETERS}
    packages = parse_packages(context, query)
    show(context, [Title(headline(packages), over=over_finding(context, context.view))])
    show(context, empty_notice(context.view))
    if context.view.empty_because:
        return
    show(context, conditions(context))
    show_html(tag("h2", "Build a package", cls="section"))
    with st.container(key="package"):
        with st.container(key="package-choices"):
            _choices(context, packages)
        line = answer_line(packages)
        if line:
            with st.container(key="package-line"):
                show_html(line)
        with st.container(key="package-answer"):
            show(context, answer(packages))
    show(context, every_verdict(packages))
    show(context, network(context))
    show(context, [share_page(context, "trade-offs")])


def _choices(context: PageContext, packages: Packages) -> None:
    """Choose an outcome for each issue, or start from what somebody has said."""
    show(context, starting_points(packages))
    many = len(context.view.issues) > MOST_OFFERED
    found = offered(packages, st.query_params.get(FIND, "") if many else "")
    outcomes = {
        "kind": "outcomes",
        "key": KEY,
        "areas": found.areas,
        "options": OUTCOMES,
        "nothing": NOTHING,
    }
    name = {
        "kind": "words",
        "key": f"{KEY}_name",
        "label": "Name of the package",
        "placeholder": "",
        "longest": LONGEST_NAME,
    }
    words = f"Find among {count(len(context.view.issues), 'issue')}"
    find = {"kind": "words", "key": FIND, "label": words, "placeholder": "Words of the title"}
    controls: list[dict[str, Any]] = [*([find] if many else []), outcomes, name]
    clears = {KEY: "", f"{KEY}_name": ""}
    draw_controls("outcomes", *controls, clear="Leave all open", clears=clears)
    if found.rest:
        words = f"{count(found.rest, 'more issue')} in view: find them by their words, or filter."
        show_html(tag("p", words, cls="quiet"))
    if states_salience(context):
        choose_switch(SALIENCE.label, key=SALIENCE.key, note=SALIENCE.note)
