"""The Trade-offs page: what hangs on what, and the package builder, whose state is the address."""

from __future__ import annotations

from functools import partial

import streamlit as st

from parley.html import tag
from parley.package.outcomes import (
    ADOPT,
    BESIDE,
    KEY,
    LEFT_OPEN,
    REJECT,
    Package,
    Question,
    Span,
)
from parley.package.starting_points import StartingPoint, agreed, asked_by, fewest_objections
from parley.ui.context import PageContext
from parley.ui.controls import choose_switch
from parley.ui.render import show, show_html
from parley.views.blocks import Title
from parley.views.parts import in_view
from parley.views.share import share_page
from parley.views.trade_offs import (
    PARAMETERS,
    SALIENCE,
    Packages,
    builder_introduction,
    conditions,
    parse_packages,
    states_salience,
    verdicts,
)
from parley.wording import count

MOST_OPEN = 15
"""Issues in view up to which the builder is open from the start."""
MOST_CHOICES = 60
"""Issues of one area for which the builder offers a choice at once; the filters decide which."""
NO_OUTCOME = ""


def trade_offs_page(context: PageContext) -> None:
    """Draw the page."""
    show(context, [Title("Trade-offs"), *in_view(context)])
    if context.view.empty_because:
        return
    show(context, conditions(context))
    query = {key: st.query_params.get_all(key) for key in PARAMETERS}
    packages = parse_packages(context, query)
    _builder(context, packages)
    show(context, verdicts(packages))
    show(context, [share_page(context, "trade-offs")])


def _write_to_address(package: Package, key: str = KEY) -> None:
    """Put a package into the address, which is where it is kept."""
    for each in (key, f"{key}_name"):
        if each in st.query_params:
            del st.query_params[each]
    pairs: dict[str, list[str]] = {}
    for name, value in package.to_query(key):
        pairs.setdefault(name, []).append(value)
    for name, values in pairs.items():
        st.query_params[name] = values


def _builder(context: PageContext, packages: Packages) -> None:
    """Choose an outcome for each issue, or start from what somebody has said."""
    show(context, builder_introduction(packages))
    if states_salience(packages.context):
        choose_switch(SALIENCE.label, key=SALIENCE.key, note=SALIENCE.note)
    _starting_points(packages)
    issues = packages.context.view.issues
    few = len(issues) <= MOST_OPEN
    for (id, area), rows in issues.groupby(["area", "area_title"], observed=True, sort=False):
        # Of many issues only those of an area that is open are asked for.
        with st.expander(
            str(area), expanded=few, key=f"outcomes-{id}", on_change="rerun"
        ) as expander:
            if expander.open:
                _choose_outcomes(packages, rows["issue"].astype("str").tolist())
    name = st.text_input("Name of the package", value=packages.package.name, max_chars=80)
    if name != packages.package.name:
        _write_to_address(packages.package.named(name))
        st.rerun()


def _choose_outcomes(packages: Packages, issues: list[str]) -> None:
    """The outcomes of the issues of one area."""
    with st.grid(min_column_width=240):
        for issue in issues[:MOST_CHOICES]:
            _choose_outcome(packages, packages.statements.questions[issue])
    rest = len(issues) - MOST_CHOICES
    if rest > 0:
        words = f"{count(rest, 'more issue')}: narrow them by words or status in the sidebar."
        show_html(tag("p", words, cls="quiet"))


def _starting_points(packages: Packages) -> None:
    """Packages to begin with."""
    statements, context = packages.statements, packages.context
    with st.container(horizontal=True, vertical_alignment="bottom"):
        if st.button("Start from what is agreed", key="start-agreed"):
            _start_from(agreed(statements, context.frames.issues, context.day))
        if st.button("Fewest objections", key="start-fewest"):
            _start_from(fewest_objections(statements, context.view.issue_ids))
        if st.button("Leave all open", key="start-open"):
            _write_to_address(Package())
            st.rerun()
        if st.button(
            "Put it beside another", key="start-beside", disabled=not packages.package.outcomes
        ):
            _write_to_address(packages.package, BESIDE)
            st.rerun()
        if packages.beside is not None and st.button("Take the other away", key="start-alone"):
            _write_to_address(Package(), BESIDE)
            st.rerun()
    names = context.party_names
    with st.container(horizontal=True, vertical_alignment="bottom"):
        who = st.selectbox(
            "What one party asks", statements.party_ids, format_func=lambda id: names[id], width=280
        )
        if st.button("Start from it", key="start-party") and who:
            _start_from(asked_by(statements, str(who)))
    note = st.session_state.pop("start-note", None)
    if note:
        show_html(tag("p", note))


def _start_from(start: StartingPoint) -> None:
    """Put a package to start from into the address; what must be known of it is told once."""
    st.session_state["start-note"] = start.note
    _write_to_address(start.package)
    st.rerun()


def _choose_outcome(packages: Packages, question: Question) -> None:
    """The outcomes of one issue; what is chosen goes into the address."""
    current = packages.package.outcome(question.issue)
    key = f"outcome-{question.issue}"
    if question.scale is not None:
        middle = None if not isinstance(current, Span) else (current.low + current.high) / 2
        st.session_state[key] = middle
        unit = f" ({question.unit})" if question.unit else ""
        st.number_input(
            f"{question.title}{unit}, {question.scale.low:g} to {question.scale.high:g}",
            min_value=float(question.scale.low),
            max_value=float(question.scale.high),
            value=None,
            placeholder=LEFT_OPEN,
            format="%g",
            key=key,
            on_change=partial(_store_value, packages.package, question.issue, key),
        )
        return
    options = [NO_OUTCOME, *(question.rungs or (ADOPT, REJECT))]
    st.session_state[key] = current if isinstance(current, str) else NO_OUTCOME
    st.selectbox(
        question.title,
        options,
        format_func=lambda each: question.says(each or None),
        key=key,
        on_change=partial(_store_outcome, packages.package, question, key, options),
    )


def _store_value(package: Package, issue: str, key: str) -> None:
    chosen = st.session_state[key]
    outcome = None if chosen is None else Span(float(chosen), float(chosen))
    _write_to_address(package.put(issue, outcome))


def _store_outcome(package: Package, question: Question, key: str, options: list[str]) -> None:
    """A label that the browser still shows while the folder changes is no choice."""
    chosen = st.session_state[key]
    if chosen in options:
        _write_to_address(package.put(question.issue, chosen or None))
