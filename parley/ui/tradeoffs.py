"""What the Trade-offs page shows, part by part: what hangs on what, and the package builder."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from parley.html import Html, join, tag
from parley.iter_rows import iter_rows
from parley.measures.tradeoffs import CIRCLE_MEANINGS, circles, links
from parley.package.changes import best_changes
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
    questions,
    read_package,
)
from parley.package.starting import agreed, asked_by, fewest_objections
from parley.package.statements import Statements, statements
from parley.package.verdicts import blocking, by_party
from parley.package.words import DISCLAIMER, VERDICT_TERMS, change_words, party_words, with_reasons
from parley.ui.charts import network_chart
from parley.ui.context import PageContext
from parley.ui.shown import data_region, folded, html, in_view
from parley.views.card import cell_link
from parley.wording import count, join_and

MOST_OPEN = 15
"""Issues in view up to which the builder is open from the start."""
MOST_CHOICES = 60
"""Issues of one area for which the builder offers a choice at once; the filters decide which."""
OPEN = ""


@dataclass(frozen=True)
class Table:
    """The package of the address, the one beside it, and what the parties in view have said."""

    context: PageContext
    of: Statements
    package: Package
    beside: Package | None
    dropped: tuple[str, ...]


def begun(context: PageContext) -> bool:
    """The head of the page; whether anything is in view."""
    st.title("Trade-offs", anchor=False)
    return in_view(context)


def hanging(context: PageContext) -> None:
    """What hangs on what: as sentences, where it circles, and as a network."""
    found = context.cached("links", partial(_links, context))
    st.header("What hangs on what", anchor=False)
    if found.empty:
        html(tag("p", "No position in view hangs on a condition.", cls="quiet"))
        return
    html(context.cached("conditions", partial(_conditions, context, found)))
    around = context.cached("circles", partial(circles, found))
    if around.found:
        st.subheader("Where it goes round in a circle", anchor=False)
        items = [
            tag(
                "li", tag("p", circle.sentence), tag("p", CIRCLE_MEANINGS[circle.kind], cls="quiet")
            )
            for circle in around.found
        ]
        more = "" if around.complete else "There may be more circles than are listed here."
        html(tag("ul", *items, cls="told ours"), tag("p", more, cls="quiet") if more else None)
    else:
        html(tag("p", "Nobody waits for somebody who waits for them.", cls="quiet"))
    if found["on_issue"].notna().any():
        network_chart(context, found)


def _links(context: PageContext) -> pd.DataFrame:
    view = context.view
    return links(context.frames, view.party_ids, view.issues["issue"].astype("str").tolist())


def _conditions(context: PageContext, found: pd.DataFrame) -> Html:
    rows = [
        tag("li", cell_link(context.links, str(issue), str(party), sentence))
        for issue, party, sentence in found[["issue", "party", "sentence"]].to_numpy()
    ]
    return folded(rows, "told ours", ("condition", "conditions"))


def table(context: PageContext) -> Table:
    """The packages that the address states."""
    asked = context.results.get_or_compute(
        "questions", lambda: questions(context.frames.issues, context.negotiation.issues)
    )
    of = statements(context.frames, context.view.party_ids, asked)
    query = {key: st.query_params.get_all(key) for key in _KEYS}
    first, second = (read_package(query, of.questions, key) for key in (KEY, BESIDE))
    beside = second.package if second.package.outcomes else None
    return Table(context, of, first.package, beside, (*first.dropped, *second.dropped))


_KEYS = (KEY, f"{KEY}_name", BESIDE, f"{BESIDE}_name")


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


def builder(found: Table) -> None:
    """Choose an outcome for each issue, or start from what somebody has said."""
    st.header("Build a package", anchor=False)
    html(tag("p", DISCLAIMER, cls="lead"))
    for text in found.dropped:
        html(tag("p", f"Left out of the address: {text}", cls="quiet"))
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


def _choices(found: Table, issues: list[str]) -> None:
    """The outcomes of the issues of one area."""
    with st.grid(min_column_width=240):
        for issue in issues[:MOST_CHOICES]:
            _choice(found, found.of.questions[issue])
    rest = len(issues) - MOST_CHOICES
    if rest > 0:
        words = f"{count(rest, 'more issue')}: narrow them by words or status in the sidebar."
        html(tag("p", words, cls="quiet"))


def _start(found: Table) -> None:
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
        html(tag("p", note))


def _begin(package: Package) -> None:
    _state(package)
    st.rerun()


def _choice(found: Table, question: Question) -> None:
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


def judged(found: Table) -> None:
    """How each party takes the package, which cell decides it, who blocks, and what would help."""
    if not found.package.outcomes and found.beside is None:
        html(tag("p", "Choose an outcome above to see who could accept it.", cls="quiet"))
        return
    packages = [found.package, *([found.beside] if found.beside else [])]
    for number, package in enumerate(packages):
        default = "This package" if number == 0 else "The package beside it"
        st.header(package.name or default, anchor=False)
        _one(found, package)


def _one(found: Table, package: Package) -> None:
    of, context = found.of, found.context
    settled = [
        tag("li", f"{of.questions[issue].title}: {of.questions[issue].says(outcome)}")
        for issue, outcome in package.outcomes
    ]
    html(tag("ul", *settled, cls="settled ours"))
    overall = by_party(of, package)
    reasons = with_reasons(of, package)
    names = ("Party", "Verdict", "The cell that decides it", "All in all")
    rows = [_verdict(context, row, reasons) for row in iter_rows(overall)]
    html(data_region("How each party takes the package, by what it has said", names, rows, "tall"))
    blocked = blocking(of, package)
    if blocked.empty:
        html(tag("p", "Nobody in view has spoken against anything in it."))
    else:
        who = join_and([f"{row.name}{' (decides)' if row.deciding else ''}"
                      for row in iter_rows(blocked)])  # fmt: skip
        html(tag("p", tag("strong", "Who blocks: "), who, cls="ours"))
    changes = best_changes(of, package)
    if len(changes):
        items = [tag("li", change_words(of, row)) for row in iter_rows(changes)]
        html(
            tag("h3", "Single changes that would free the most"), tag("ol", *items, cls="told ours")
        )
    _every_cell(context, reasons)


def _verdict(context: PageContext, row: Any, reasons: pd.DataFrame) -> Html:
    if pd.isna(row.verdict):
        return tag("tr", tag("th", row.name, scope="row"), tag("td", "–"), tag("td"), tag("td"))
    decides = reasons[(reasons["party"] == row.party) & (reasons["issue"] == row.issue)]
    why = decides["reason"].iloc[0] if len(decides) else ""
    title = context.dossier.issues[str(row.issue)].title
    return tag(
        "tr",
        tag("th", row.name, scope="row"),
        tag("td", _chip(str(row.verdict))),
        tag("td", cell_link(context.links, str(row.issue), str(row.party), title), f": {why}"),
        tag("td", party_words(row).partition(": ")[2]),
    )


def _chip(verdict: str) -> Html:
    return tag("span", VERDICT_TERMS[verdict].label, cls=f"verdict {verdict}")


def _every_cell(context: PageContext, reasons: pd.DataFrame) -> None:
    """Every verdict with its reason, for those who want to check."""
    names = ("Party", "Issue", "Verdict", "Why")
    rows = [
        tag(
            "tr",
            tag("th", context.party_names[str(row.party)], scope="row"),
            tag("td", cell_link(context.links, str(row.issue), str(row.party),
                                context.dossier.issues[str(row.issue)].title)),
            tag("td", _chip(str(row.verdict))),
            tag("td", row.reason),
        )
        for row in iter_rows(reasons.head(400))
    ]  # fmt: skip
    terms = [
        join(tag("dt", _chip(name)), tag("dd", term.meaning))
        for name, term in VERDICT_TERMS.items()
    ]
    html(
        tag(
            "details",
            tag("summary", "Every verdict with its reason"),
            data_region("Every party on every settled issue", names, rows, "tall"),
        ),
        tag("details", tag("summary", "What the verdicts mean"), tag("dl", *terms)),
    )
