"""A context and a package in, the blocks of Trade-offs out: what hangs on what, and verdicts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import urlencode

import numpy as np
import pandas as pd

from parley.categoricals import isin_numbers
from parley.html import Html, join, tag
from parley.iter_rows import iter_rows
from parley.measures import deciding_rule
from parley.measures.tradeoffs import CYCLE_MEANINGS, cycles, links
from parley.package.changes import best_changes
from parley.package.key_fact import MissingCondition, key_fact
from parley.package.outcomes import BESIDE, KEY, Package, questions, read_package
from parley.package.sentences import (
    DISCLAIMER,
    VERDICT_TERMS,
    change_words,
    tallies,
    unheard_words,
    verdict_label,
    with_reasons,
)
from parley.package.starting_points import equals_words, is_best, nothing_better
from parley.package.statements import Statements, statements
from parley.package.verdicts import by_party
from parley.views.blocks import Block, Heading, Switch, markup
from parley.views.card import cell_link
from parley.views.context import ViewContext
from parley.views.figures import network_chart
from parley.views.parts import collapsible_list, data_region
from parley.wording import count, plural

SALIENCE = Switch(
    "salience",
    "Count losses by salience",
    note="how much an issue matters to a party, where it says so",
)

PARAMETERS = (KEY, f"{KEY}_name", BESIDE, f"{BESIDE}_name", SALIENCE.key)
"""The parameters of an address that state the packages, and how they are weighed."""


DEFAULT_NAMES = {KEY: "This package", BESIDE: "The package beside it"}
"""What a package without a name is called, by its parameter of the address."""


@dataclass(frozen=True)
class Packages:
    """The package of an address, the one beside it, and what the parties in view have said."""

    context: ViewContext
    statements: Statements
    package: Package
    beside: Package | None
    salience: bool
    """Whether losses weigh by salience."""
    dropped: tuple[str, ...]
    """What of the address could not be read, in words."""

    @property
    def stated(self) -> list[tuple[str, Package]]:
        """The packages, each with its parameter of the address."""
        beside = [] if self.beside is None else [(BESIDE, self.beside)]
        return [(KEY, self.package), *beside]


def parse_packages(context: ViewContext, query: Mapping[str, list[str]]) -> Packages:
    """The packages that an address states by its PARAMETERS."""
    issue_questions = context.results.get_or_compute(
        "questions", lambda: questions(context.frames.issues, context.negotiation.issues)
    )
    salience = states_salience(context) and query.get(SALIENCE.key, []) == ["true"]
    stated = statements(context.view, issue_questions, salience=salience)
    first, second = (read_package(query, stated.questions, key) for key in (KEY, BESIDE))
    beside = second.package if second.package.outcomes else None
    dropped = (*first.dropped, *second.dropped)
    return Packages(context, stated, first.package, beside, salience, dropped)


def states_salience(context: ViewContext) -> bool:
    """Whether a position in view says how much its issue matters, so that the switch has an
    effect."""
    return not np.isnan(context.view.cells.numbers("salience")).all()


def conditions(context: ViewContext) -> Iterator[Block]:
    """What hangs on what: as sentences, where it circles, and as a network."""
    found = context.cached("links", partial(links, context.view))
    yield Heading("What hangs on what")
    left_out = _conditions_left_out(context)
    if left_out:
        are = plural(left_out, "is", "are")
        words = f"{count(left_out, 'position')} with conditions {are}"
        yield markup(tag("p", f"{words} left out by the filters.", cls="quiet"))
    if found.empty:
        yield markup(tag("p", "No position that counts hangs on a condition.", cls="quiet"))
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


def _conditions_left_out(context: ViewContext) -> int:
    """How many positions that have conditions the filters leave out; of a bloc's one."""
    view = context.view
    if not view.left_out.any():
        return 0
    positions = view.frames.positions["position"][view.left_out]
    return int(positions[isin_numbers(positions, view.frames.conditions["position"])].nunique())


def _conditions(context: ViewContext, found: pd.DataFrame) -> Html:
    rows = [
        tag("li", cell_link(context.links, str(issue), str(party), sentence))
        for issue, party, sentence in found[["issue", "party", "sentence"]].to_numpy()
    ]
    return collapsible_list(rows, "told ours", ("condition", "conditions"))


def builder_introduction(packages: Packages) -> Iterator[Block]:
    """What of the address could not be read, in one sentence what each package comes to, and what
    the builder is for."""
    yield Heading("Build a package")
    for text in packages.dropped:
        yield markup(tag("p", f"Left out of the address: {text}", cls="quiet"))
    for key, package in packages.stated:
        if package.outcomes:
            yield from _key_fact(packages, package, key)
    yield markup(tag("p", DISCLAIMER, cls="lead"))


def verdicts(packages: Packages) -> Iterator[Block]:
    """How each party takes the package, which cell decides it, who objects, what would help."""
    if not packages.package.outcomes and packages.beside is None:
        yield markup(tag("p", "Choose an outcome above to see who could accept it.", cls="quiet"))
        return
    for key, package in packages.stated:
        yield Heading(package.name or DEFAULT_NAMES[key])
        if package.outcomes:
            yield from _verdicts_on(packages, package)
        else:
            yield markup(tag("p", "It settles nothing.", cls="quiet"))


def _key_fact(packages: Packages, package: Package, key: str) -> Iterator[Block]:
    """Who decides, objects and is silent, what is missing, and links that add what is."""
    fact = key_fact(packages.statements, package)
    adds = [_press(packages, package, key, each) for each in fact.missing]
    name = package.name or DEFAULT_NAMES[key]
    yield markup(
        tag("p", tag("strong", f"{name}: "), fact.sentence, cls="key-fact ours"),
        tag("p", *adds, cls="presses") if adds else None,
    )


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
    tally = tallies(reasons)
    rows = [
        _verdict_row(context, row, reasons[reasons["party"] == row.party], tally[str(row.party)])
        for row in iter_rows(overall)
    ]
    yield markup(
        data_region(
            "How each party takes the package, by what it has said or is said to hold",
            names,
            rows,
            "tall",
        ),
        tag("p", _counted(packages, package), cls="quiet"),
    )
    yield from _better(packages, package)
    yield from _all_verdicts(context, reasons)


def _press(packages: Packages, package: Package, key: str, missing: MissingCondition) -> Html:
    """A link to the same packages with what a condition asks for added to one of them."""
    question = packages.statements.questions[missing.issue]
    changed = package.put(missing.issue, missing.outcome)
    both = {KEY: packages.package, BESIDE: packages.beside or Package(), key: changed}
    pairs = [pair for name, each in both.items() for pair in each.to_query(name)]
    if packages.salience:
        pairs.append((SALIENCE.key, "true"))
    verb = "Add" if package.outcome(missing.issue) is None else "Change to"
    text = f"{verb} {question.title}: {question.says(missing.outcome)}"
    address = f"{packages.context.links.page('trade-offs')}&{urlencode(pairs)}"
    return tag("a", text, href=address, cls="press")


def _counted(packages: Packages, package: Package) -> str:
    """What the sentences on a package count, and by which rule it is told who decides."""
    rule = deciding_rule(packages.context.view.of(issues=package.settled))
    return (
        "Each voice in view counts once, on what the package settles: a bloc and the members that "
        f"say the same are one. Who decides: {rule}."
    )


def _better(packages: Packages, package: Package) -> Iterator[Block]:
    """The changes after which fewer objections are met, or that nothing is better, and all ties."""
    statements = packages.statements
    changes = best_changes(statements, package)
    if len(changes):
        items = [tag("li", change_words(statements, row)) for row in iter_rows(changes)]
        yield markup(
            tag("h3", "Single changes that meet fewer objections"),
            tag("ol", *items, cls="told ours"),
        )
    equals = is_best(statements, package)
    if equals is not None:
        best = f"{nothing_better(len(package.outcomes))} {equals_words(statements, equals)}"
        if packages.salience:
            best += " How near counts by salience, where a party states it."
        yield markup(tag("p", best, cls="ours"))


def _verdict_row(context: ViewContext, row: Any, reasons: pd.DataFrame, tally: str) -> Html:
    """A row of `by_party`, with the reasons of that party's verdicts and their tally."""
    settled, decided = len(reasons), int(reasons["decides"].sum())
    decides = " (decides)" if decided == settled else f" (decides on {decided} of {settled})"
    first = reasons[reasons["issue"] == row.issue].iloc[0]
    unheard = first["why"] in ("silent", "left-out")
    title = context.index.issues[str(row.issue)].title
    link = cell_link(context.links, str(row.issue), str(row.party), title)
    why = unheard_words(row, settled) if unheard else join(link, f": {first['reason']}")
    counted = "" if row.counts else " Not counted: another voice says the same."
    return tag(
        "tr",
        tag("th", f"{row.name}{decides if decided else ''}", scope="row"),
        tag("td", _verdict_mark(str(row.verdict), first["attribution"])),
        tag("td", why),
        tag("td", f"{tally[:1].upper()}{tally[1:]}.{counted}"),
    )


def _verdict_mark(verdict: str, attribution: object = None) -> Html:
    return tag("span", verdict_label(verdict, attribution), cls=f"verdict {verdict}")


def _all_verdicts(context: ViewContext, reasons: pd.DataFrame) -> Iterator[Block]:
    """Every verdict with its reason, for those who want to check."""
    names = ("Party", "Issue", "Verdict", "Why")
    rows = [
        tag(
            "tr",
            tag("th", context.party_names[str(row.party)], scope="row"),
            tag("td", cell_link(context.links, str(row.issue), str(row.party),
                                context.index.issues[str(row.issue)].title)),
            tag("td", _verdict_mark(str(row.verdict), row.attribution)),
            tag("td", row.reason),
        )
        for row in iter_rows(reasons.head(400))
    ]  # fmt: skip
    terms = [
        join(tag("dt", _verdict_mark(name)), tag("dd", term.meaning))
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
