"""A context and a package in, the blocks of Trade-offs out: what hangs on what, and verdicts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import pandas as pd

from parley.html import Html, join, tag
from parley.iter_rows import iter_rows
from parley.measures.tradeoffs import CYCLE_MEANINGS, cycles, links
from parley.package.changes import best_changes
from parley.package.outcomes import BESIDE, KEY, Package, questions, read_package
from parley.package.sentences import (
    DISCLAIMER,
    VERDICT_TERMS,
    change_words,
    party_words,
    with_reasons,
)
from parley.package.statements import Statements, statements
from parley.package.verdicts import blocking, by_party
from parley.views.blocks import Block, Heading, markup
from parley.views.card import cell_link
from parley.views.context import ViewContext
from parley.views.figures import network_chart
from parley.views.parts import collapsible_list, data_region
from parley.wording import join_and

PARAMETERS = (KEY, f"{KEY}_name", BESIDE, f"{BESIDE}_name")
"""The parameters of an address that state the packages."""


@dataclass(frozen=True)
class Packages:
    """The package of an address, the one beside it, and what the parties in view have said."""

    context: ViewContext
    statements: Statements
    package: Package
    beside: Package | None
    dropped: tuple[str, ...]
    """What of the address could not be read, in words."""


def parse_packages(context: ViewContext, query: Mapping[str, list[str]]) -> Packages:
    """The packages that an address states by its PARAMETERS."""
    issue_questions = context.results.get_or_compute(
        "questions", lambda: questions(context.frames.issues, context.negotiation.issues)
    )
    stated = statements(context.view, issue_questions)
    first, second = (read_package(query, stated.questions, key) for key in (KEY, BESIDE))
    beside = second.package if second.package.outcomes else None
    return Packages(context, stated, first.package, beside, (*first.dropped, *second.dropped))


def conditions(context: ViewContext) -> Iterator[Block]:
    """What hangs on what: as sentences, where it circles, and as a network."""
    found = context.cached("links", partial(links, context.view))
    yield Heading("What hangs on what")
    if found.empty:
        yield markup(tag("p", "No position in view hangs on a condition.", cls="quiet"))
        return
    yield markup(context.cached("conditions", partial(_conditions, context, found)))
    circles = context.cached("circles", partial(cycles, found))
    if circles.found:
        yield Heading("Where it goes round in a circle", level=3)
        items = [
            tag("li", tag("p", circle.sentence), tag("p", CYCLE_MEANINGS[circle.kind], cls="quiet"))
            for circle in circles.found
        ]
        more = "" if circles.complete else "There may be more circles than are listed here."
        yield markup(
            tag("ul", *items, cls="told ours"), tag("p", more, cls="quiet") if more else None
        )
    else:
        yield markup(tag("p", "Nobody waits for somebody who waits for them.", cls="quiet"))
    if found["on_issue"].notna().any():
        yield network_chart(context, found)


def _conditions(context: ViewContext, found: pd.DataFrame) -> Html:
    rows = [
        tag("li", cell_link(context.links, str(issue), str(party), sentence))
        for issue, party, sentence in found[["issue", "party", "sentence"]].to_numpy()
    ]
    return collapsible_list(rows, "told ours", ("condition", "conditions"))


def builder_introduction(packages: Packages) -> Iterator[Block]:
    """What the package builder is for, and what of the address could not be read."""
    yield Heading("Build a package")
    yield markup(tag("p", DISCLAIMER, cls="lead"))
    for text in packages.dropped:
        yield markup(tag("p", f"Left out of the address: {text}", cls="quiet"))


def verdicts(packages: Packages) -> Iterator[Block]:
    """How each party takes the package, which cell decides it, who blocks, and what would help."""
    if not packages.package.outcomes and packages.beside is None:
        yield markup(tag("p", "Choose an outcome above to see who could accept it.", cls="quiet"))
        return
    both = [packages.package, *([packages.beside] if packages.beside else [])]
    for number, package in enumerate(both):
        default = "This package" if number == 0 else "The package beside it"
        yield Heading(package.name or default)
        yield from _verdicts_on(packages, package)


def _verdicts_on(packages: Packages, package: Package) -> Iterator[Block]:
    statements, context = packages.statements, packages.context
    settled = [
        tag(
            "li",
            f"{statements.questions[issue].title}: {statements.questions[issue].says(outcome)}",
        )
        for issue, outcome in package.outcomes
    ]
    yield markup(tag("ul", *settled, cls="settled ours"))
    overall = by_party(statements, package)
    reasons = with_reasons(statements, package)
    names = ("Party", "Verdict", "The cell that decides it", "All in all")
    rows = [_verdict_row(context, row, reasons) for row in iter_rows(overall)]
    yield markup(
        data_region("How each party takes the package, by what it has said", names, rows, "tall")
    )
    blocked = blocking(statements, package)
    if blocked.empty:
        yield markup(tag("p", "Nobody in view has spoken against anything in it."))
    else:
        who = join_and([f"{row.name}{' (decides)' if row.deciding else ''}"
                      for row in iter_rows(blocked)])  # fmt: skip
        yield markup(tag("p", tag("strong", "Who blocks: "), who, cls="ours"))
    changes = best_changes(statements, package)
    if len(changes):
        items = [tag("li", change_words(statements, row)) for row in iter_rows(changes)]
        yield markup(
            tag("h3", "Single changes that would free the most"), tag("ol", *items, cls="told ours")
        )
    yield from _all_verdicts(context, reasons)


def _verdict_row(context: ViewContext, row: Any, reasons: pd.DataFrame) -> Html:
    if pd.isna(row.verdict):
        return tag("tr", tag("th", row.name, scope="row"), tag("td", "–"), tag("td"), tag("td"))
    decides = reasons[(reasons["party"] == row.party) & (reasons["issue"] == row.issue)]
    why = decides["reason"].iloc[0] if len(decides) else ""
    title = context.index.issues[str(row.issue)].title
    return tag(
        "tr",
        tag("th", row.name, scope="row"),
        tag("td", _verdict_label(str(row.verdict))),
        tag("td", cell_link(context.links, str(row.issue), str(row.party), title), f": {why}"),
        tag("td", party_words(row).partition(": ")[2]),
    )


def _verdict_label(verdict: str) -> Html:
    return tag("span", VERDICT_TERMS[verdict].label, cls=f"verdict {verdict}")


def _all_verdicts(context: ViewContext, reasons: pd.DataFrame) -> Iterator[Block]:
    """Every verdict with its reason, for those who want to check."""
    names = ("Party", "Issue", "Verdict", "Why")
    rows = [
        tag(
            "tr",
            tag("th", context.party_names[str(row.party)], scope="row"),
            tag("td", cell_link(context.links, str(row.issue), str(row.party),
                                context.index.issues[str(row.issue)].title)),
            tag("td", _verdict_label(str(row.verdict))),
            tag("td", row.reason),
        )
        for row in iter_rows(reasons.head(400))
    ]  # fmt: skip
    terms = [
        join(tag("dt", _verdict_label(name)), tag("dd", term.meaning))
        for name, term in VERDICT_TERMS.items()
    ]
    yield markup(
        tag(
            "details",
            tag("summary", "Every verdict with its reason"),
            data_region("Every party on every settled issue", names, rows, "tall"),
        ),
        tag("details", tag("summary", "What the verdicts mean"), tag("dl", *terms)),
    )
