"""Packages in, the answer out: in a line, in a sentence, and party by party with the cell."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import numpy as np
import pandas as pd

from parley.html import Html, join, tag
from parley.iter_rows import iter_rows
from parley.measures import deciding_rule
from parley.package.changes import best_changes
from parley.package.key_fact import key_fact
from parley.package.outcomes import BESIDE, KEY, Package
from parley.package.sentences import (
    DISCLAIMER,
    VERDICT_TERMS,
    change_words,
    tallies,
    unheard_words,
    verdict_label,
    whose_word,
    with_reasons,
)
from parley.package.starting_points import equals_words, is_best, nothing_better
from parley.package.terms import OBJECTIONS
from parley.package.verdicts import by_party, objecting
from parley.views import conditions
from parley.views.blocks import Block, Heading, markup
from parley.views.card import cell_link
from parley.views.context import ViewContext
from parley.views.issue_order import issue_order
from parley.views.package_choices import LONGEST_ADDRESS, MOST_OFFERED, address_of
from parley.views.packages import Packages
from parley.views.parts import collapsible_list, data_region, rows_left_out
from parley.wording import join_and, number_or_none, plural

DEFAULT_NAMES: Final = {KEY: "This package", BESIDE: "The package beside it"}
"""What a package without a name is called, by its parameter of the address."""

MOST_NAMED: Final = 4
"""Parties that the headline of a package names; it counts the others."""
IN_SIGHT: Final = 12
"""Parties of one group that are in sight at once."""
MOST_SETTLED: Final = 20
"""Outcomes of a package that are named above what they come to."""
MOST_LISTED: Final = 400
"""Verdicts in the table of all of them."""

GROUPS: Final = {
    "Object": OBJECTIONS,
    "Ask otherwise": ("asks-otherwise",),
    "Only on a condition": ("accepts-if",),
    "Accept, or can live with it": ("can-live", "accepts"),
    "Not known": ("unknown",),
}
"""The verdicts on a whole package in the order of telling."""


def headline(packages: Packages) -> str:
    """Who objects to the package of the address; without one how the issues are tied."""
    context, package = packages.context, packages.package
    if not package.outcomes or context.view.empty_because:
        return conditions.headline(context)
    name = package.name or DEFAULT_NAMES[KEY]
    statements = packages.statements
    who = objecting(statements, package)
    names = dict(zip(who["party"].astype("str"), who["name"], strict=True))
    if not names:
        return f"{name}: no voice in view is known to object"
    reasons = with_reasons(statements, package)
    objects = reasons[reasons["verdict"].isin(OBJECTIONS) & reasons["party"].isin(list(names))]
    by_own_word = {str(row.party) for row in iter_rows(objects) if not whose_word(row.attribution)}
    own = [name for id, name in names.items() if id in by_own_word]
    said = [name for id, name in names.items() if id not in by_own_word]
    if len(names) > MOST_NAMED:
        by = f", {number_or_none(len(own))} of them on the record" if said else ""
        return f"{name}: {len(names):,} voices object{by}"
    clauses = []
    if own:
        clauses.append(f"{join_and(own)} {plural(len(own), 'objects', 'object')}")
    if said:
        clauses.append(f"{join_and(said)} {plural(len(said), 'is', 'are')} said to object")
    return f"{name}: {join_and(clauses)}"


def answer(packages: Packages) -> Iterator[Block]:
    """What each package comes to: in one sentence, then party by party, and what would help."""
    for text in packages.dropped:
        yield markup(tag("p", f"Left out of the address: {text}", cls="quiet"))
    if not packages.package.outcomes and packages.beside is None:
        words = (
            "Choose an outcome to see who objects to it, who can live with it, and of whom it is "
            "not known."
        )
        yield markup(tag("p", words, cls="lead"), tag("p", DISCLAIMER, cls="quiet"))
        return
    for key, package in packages.stated:
        yield Heading(package.name or DEFAULT_NAMES[key])
        if package.outcomes:
            yield from _key_fact(packages, package, key)
            yield from _verdicts_on(packages, package)
        else:
            yield markup(tag("p", "It settles nothing.", cls="quiet"))
    yield markup(tag("p", DISCLAIMER, cls="quiet"), _verdict_meanings())


def answer_line(packages: Packages) -> Html | None:
    """The answer in a few words, which stays in sight while one chooses on a narrow screen."""
    if not packages.package.outcomes:
        return None
    verdicts = by_party(packages.statements, packages.package)["verdict"]
    parts = [
        f"{int(verdicts.isin(kinds).sum())} {words.lower()}"
        for words, kinds in GROUPS.items()
        if verdicts.isin(kinds).any()
    ]
    return tag("p", tag("a", " · ".join(parts), href="#package-answer"), cls="answer-line ours")


def every_verdict(packages: Packages) -> Iterator[Block]:
    """Every verdict with its reason, for those who want to check."""
    for key, package in packages.stated:
        if package.outcomes:
            several = packages.beside is not None
            of = f": {package.name or DEFAULT_NAMES[key]}" if several else ""
            reasons = with_reasons(packages.statements, package)
            yield markup(_table_of_verdicts(packages.context, reasons, of))


def _key_fact(packages: Packages, package: Package, key: str) -> Iterator[Block]:
    """Who decides, objects and is silent, what is missing, and links that add what is."""
    fact = key_fact(packages.statements, package)
    adds: list[Html | str] = []
    for missing in fact.missing:
        question = packages.statements.questions[missing.issue]
        address = address_of(packages, key, package.put(missing.issue, missing.outcome))
        verb = "Add" if package.outcome(missing.issue) is None else "Change to"
        text = f"{verb} {question.title}: {question.says(missing.outcome)}"
        if len(address) <= LONGEST_ADDRESS:
            adds += [tag("a", text, href=address, cls="press"), " "]
    questions = packages.statements.questions
    settled: list[Html | str] = []
    in_order = issue_order(packages.context).sorted(package.settled)
    for issue in in_order[:MOST_SETTLED]:
        outcome = package.settled[issue]
        title, says = (
            tag("bdi", text) for text in (questions[issue].title, questions[issue].says(outcome))
        )
        settled += [title, ": ", tag("strong", says), " · "]
    rest = len(package.outcomes) - MOST_SETTLED
    more = f" · and {rest:,} more" if rest > 0 else None
    yield markup(
        tag("p", *settled[:-1], more, cls="settled ours"),
        tag("p", fact.sentence, cls="key-fact ours"),
        tag("p", *adds[:-1], cls="presses") if adds else None,
    )


def _verdicts_on(packages: Packages, package: Package) -> Iterator[Block]:
    statements, context = packages.statements, packages.context
    overall = by_party(statements, package)
    reasons = with_reasons(statements, package)
    tally = tallies(reasons)
    of_party = dict(list(reasons.groupby("party", observed=True, sort=False)))
    groups = []
    for words, kinds in GROUPS.items():
        rows = overall[overall["verdict"].isin(kinds)].sort_values(
            ["deciding", "verdict"], ascending=[False, False], kind="stable"
        )
        if rows.empty:
            continue
        items = [
            _verdict(context, row, of_party[row.party], tally[str(row.party)])
            for row in iter_rows(rows)
        ]
        number = tag("span", f"{len(rows):,}", cls="number")
        groups.append(
            tag(
                "section",
                tag("h3", words, " ", number),
                collapsible_list(items, "by-party", ("party", "parties"), most=IN_SIGHT),
                cls="objections" if kinds is OBJECTIONS else None,
            )
        )
    yield markup(
        tag("div", *groups, cls="verdicts ours"),
        tag("p", _counted(packages, package), cls="quiet"),
    )
    yield from _better(packages, package)


def _verdict(context: ViewContext, row: Any, reasons: pd.DataFrame, tally: str) -> Html:
    """A row of `by_party`: the verdict, the cell that decides it, and the tally of all."""
    settled, decided = len(reasons), int(reasons["decides"].sum())
    decides = " (decides)" if decided == settled else f" (decides on {decided:,} of {settled:,})"
    first = reasons[reasons["issue"] == row.issue].iloc[0]
    unheard = first["why"] in ("silent", "left-out")
    title = context.index.issues[str(row.issue)].title
    link = cell_link(context.links, str(row.issue), str(row.party), title)
    heard = unheard and int(row.silent + row.left_out) < settled
    counted = "Not counted: another voice says the same." if not row.counts else ""
    all_in_all = (
        f"{tally[:1].upper()}{tally[1:]}." if settled > 1 and (heard or not unheard) else ""
    )
    quiet = " ".join(each for each in (all_in_all, counted) if each)
    return tag(
        "li",
        tag(
            "p",
            tag("strong", tag("bdi", row.name)),
            decides if decided else None,
            ": ",
            _verdict_mark(str(row.verdict), first["attribution"]),
        ),
        tag("p", unheard_words(row, settled) if unheard else join(link, f": {first['reason']}")),
        tag("p", quiet, cls="quiet") if quiet else None,
    )


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
    if len(packages.context.view.issues) > MOST_OFFERED:
        words = f"What would help is worked out for up to {MOST_OFFERED} issues in view."
        yield markup(tag("p", words, cls="quiet"))
        return
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


def _verdict_mark(verdict: str, attribution: object = None) -> Html:
    return tag("span", verdict_label(verdict, attribution), cls=f"verdict {verdict}")


def _table_of_verdicts(context: ViewContext, reasons: pd.DataFrame, of: str) -> Html:
    names = ("Party", "Issue", "Verdict", "Why")
    places = reasons["issue"].astype("str").map(issue_order(context).rank)
    reasons = reasons.iloc[np.lexsort((places, reasons["party"].cat.codes))]
    rows = [
        tag(
            "tr",
            tag("th", tag("bdi", context.party_names[str(row.party)]), scope="row"),
            tag("td", cell_link(context.links, str(row.issue), str(row.party),
                                context.index.issues[str(row.issue)].title)),
            tag("td", _verdict_mark(str(row.verdict), row.attribution)),
            tag("td", row.reason),
        )
        for row in iter_rows(reasons.head(MOST_LISTED))
    ]  # fmt: skip
    return tag(
        "details",
        tag("summary", f"Every verdict with its reason{of}"),
        data_region("Every party on every settled issue", names, rows, "tall"),
        rows_left_out(len(reasons) - MOST_LISTED, "more verdict"),
    )


def _verdict_meanings() -> Html:
    terms = [
        join(tag("dt", _verdict_mark(name)), tag("dd", term.meaning))
        for name, term in VERDICT_TERMS.items()
    ]
    return tag("details", tag("summary", "What the verdicts mean"), tag("dl", *terms))
