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
    Outcome,
    Package,
    Question,
    Span,
)
from parley.package.starting_points import agreed, asked_by, fewest_objections
from parley.ui.context import PageContext
from parley.ui.render import show, show_html
from parley.views.blocks import Title
from parley.views.parts import in_view, share_page
from parley.views.trade_offs import (
    PARAMETERS,
    Packages,
    builder_introduction,
    conditions,
    packages,
    verdicts,
)
from parley.wording import count

MOST_OPEN = 15
"""Issues in view up to which the builder is open from the start."""
MOST_CHOICES = 60
"""Issues of one area for which the builder offers a choice at once; the filters decide which."""
OPEN = ""


def trade_offs_page(context: PageContext) -> None:
    """Draw the page."""
    show(context, [Title("Trade-offs"), *in_view(context)])
    if context.view.empty_because:
        return
    show(context, conditions(context))
    query = {key: st.query_params.get_all(key) for key in PARAMETERS}
    found = packages(context, query)
    _builder(context, found)
    show(context, verdicts(found))
    show(context, [share_page(context, "trade-offs")])


def _state(package: Package, key: str = KEY) -> None:
    """Put a package into the address, which is where it is kept."""
    for each in (key, f"{key}_name"):
        if each in st.query_params:
            del st.query_params[each]
    pairs: dict[str, list[str]] = {}
    for name, value in package.to_query(key):
        pairs.setdefault(name, []).append(value)
    for name, values in pairs.items():
        st.query_params[name] = values


def _builder(context: PageContext, found: Packages) -> None:
    """Choose an outcome for each issue, or start from what somebody has said."""
    show(context, builder_introduction(found))
    _start(found)
    issues = found.context.view.issues
    few = len(issues) <= MOST_OPEN
    for (id, area), rows in issues.groupby(["area", "area_title"], observed=True, sort=False):
        # Of many issues only those of an area that is open are asked for.
        with st.expander(str(area), expanded=few, key=f"outcomes-{id}", on_change="rerun") as asked:
            if asked.open:
                _choices(found, rows["issue"].astype("str").tolist())
    name = st.text_input("Name of the package", value=found.package.name, max_chars=80)
    if name != found.package.name:
        _state(found.package.named(name))
        st.rerun()


def _choices(found: Packages, issues: list[str]) -> None:
    """The outcomes of the issues of one area."""
    with st.grid(min_column_width=240):
        for issue in issues[:MOST_CHOICES]:
            _choice(found, found.of.questions[issue])
    rest = len(issues) - MOST_CHOICES
    if rest > 0:
        words = f"{count(rest, 'more issue')}: narrow them by words or status in the sidebar."
        show_html(tag("p", words, cls="quiet"))


def _start(found: Packages) -> None:
    """Packages to begin with."""
    of, context = found.of, found.context
    with st.container(horizontal=True, vertical_alignment="bottom"):
        if st.button("Start from what is agreed", key="start-agreed"):
            _begin(agreed(of, context.frames.issues, context.day).package)
        if st.button("Fewest objections", key="start-fewest"):
            start = fewest_objections(of, context.view.issues["issue"].astype("str").tolist())
            st.session_state["start-note"] = start.note
            _begin(start.package)
        if st.button("Leave all open", key="start-open"):
            _begin(Package())
        if st.button(
            "Put it beside another", key="start-beside", disabled=not found.package.outcomes
        ):
            _state(found.package, BESIDE)
            st.rerun()
        if found.beside is not None and st.button("Take the other away", key="start-alone"):
            _state(Package(), BESIDE)
            st.rerun()
    names = context.party_names
    with st.container(horizontal=True, vertical_alignment="bottom"):
        who = st.selectbox(
            "What one party asks", of.party_ids, format_func=lambda id: names[id], width=280
        )
        if st.button("Start from it", key="start-party") and who:
            _begin(asked_by(of, str(who)).package)
    note = st.session_state.pop("start-note", None)
    if note:
        show_html(tag("p", note))


def _begin(package: Package) -> None:
    _state(package)
    st.rerun()


def _choice(found: Packages, question: Question) -> None:
    """The outcomes of one issue; what is chosen goes into the address."""
    current = found.package.outcome(question.issue)
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
            key=key,
            on_change=partial(_put, found.package, question, key),
        )
        return
    options = [OPEN, *(question.rungs or (ADOPT, REJECT))]
    st.session_state[key] = current if isinstance(current, str) else OPEN
    st.selectbox(
        question.title,
        options,
        format_func=lambda each: question.says(each or None),
        key=key,
        on_change=partial(_put, found.package, question, key),
    )


def _put(package: Package, question: Question, key: str) -> None:
    chosen = st.session_state[key]
    outcome: Outcome | None = chosen or None
    if question.scale is not None:
        outcome = None if chosen is None else Span(float(chosen), float(chosen))
    _state(package.put(question.issue, outcome))
