"""Packages in, what a reader chooses them with out: issues with their outcomes, and links."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final, NamedTuple
from urllib.parse import urlencode

from parley.folding import has_words, words_of
from parley.html import Html, tag
from parley.package.outcomes import ADOPT, BESIDE, KEY, LEFT_OPEN, REJECT, WORDS, Package, Question
from parley.package.starting_points import StartingPoint, agreed, asked_by, fewest_objections
from parley.views.blocks import Block, markup
from parley.views.issue_order import issue_order
from parley.views.packages import SALIENCE, Packages
from parley.wording import count

MOST_OPEN: Final = 15
"""Issues in view up to which every area is open from the start."""
MOST_OFFERED: Final = 200
"""Issues that are offered at once: of more those that are settled and those with a reader's
words."""
MOST_PARTIES: Final = 24
"""Parties in view up to which there is a link to what each of them asks."""
LONGEST_ADDRESS: Final = 6_000
"""Characters of an address that leads to a package: servers refuse much longer ones."""


class Offered(NamedTuple):
    """The issues that are offered, and how many are not."""

    areas: list[dict[str, Any]]
    """As `assets/package.js` draws them."""
    rest: int


def offered(packages: Packages, words: str = "") -> Offered:
    """The issues in view with the outcomes that each can have, area by area."""
    issues = issue_order(packages.context).rows(packages.context.view.issues)
    questions, settled = packages.statements.questions, packages.package.settled
    shown = set(_in_reach(packages, words))
    areas = []
    for title, rows in issues.groupby("area_title", observed=True, sort=False):
        ids = [issue for issue in rows["issue"].astype("str") if issue in shown]
        if ids:
            open_ = len(issues) <= MOST_OPEN or bool(words) or any(each in settled for each in ids)
            choices = [_choice(questions[issue]) for issue in ids]
            areas.append({"title": str(title), "open": open_, "issues": choices})
    return Offered(areas, len(issues) - len(shown))


def _in_reach(packages: Packages, words: str) -> list[str]:
    """The issues that fit; of very many those that are settled, then those with a reader's
    words."""
    ids = packages.context.view.issue_ids
    if len(ids) <= MOST_OFFERED:
        return ids
    ids = issue_order(packages.context).sorted(ids)
    settled, typed = packages.package.settled, words_of(words)
    questions = packages.statements.questions
    some = [issue for issue in ids if issue in settled]
    found = (
        issue for issue in ids if issue not in settled and has_words(questions[issue].title, typed)
    )
    return [*some, *(issue for issue, _ in zip(found, range(MOST_OFFERED), strict=False))]


def _choice(question: Question) -> dict[str, Any]:
    choice: dict[str, Any] = {"id": question.issue, "title": question.title}
    if question.scale is not None:
        low, high = question.scale
        choice |= {"low": low, "high": high, "unit": question.unit or ""}
    elif question.rungs:
        choice["options"] = list(zip(question.rungs, question.texts, strict=True))
    return choice


OUTCOMES: Final = [(each, WORDS[each]) for each in (ADOPT, REJECT)]
NOTHING: Final = LEFT_OPEN


def address_of(packages: Packages, key: str, package: Package) -> str:
    """The address of the same packages with another one for a parameter, KEY or BESIDE."""
    both = {KEY: packages.package, BESIDE: packages.beside or Package(), key: package}
    pairs = [pair for name, each in both.items() for pair in each.to_query(name)]
    if packages.salience:
        pairs.append((SALIENCE.key, "true"))
    more = f"&{urlencode(pairs)}" if pairs else ""
    return f"{packages.context.links.page('trade-offs')}{more}"


def starting_points(packages: Packages) -> Iterator[Block]:
    """Packages to begin with, as links, and what must be known of the one that is chosen."""
    starts, asked = _starts(packages)
    beside: list[Html] = []
    if packages.package.outcomes and packages.beside is None:
        beside = [_link(packages, "Put it beside another", BESIDE, packages.package)]
    elif packages.beside is not None:
        beside = [_link(packages, "Take the other away", BESIDE, Package())]
    links = [_start(packages, text, start) for text, start in starts.items()]
    who = [_start(packages, name, start) for name, start in asked.items()]
    settled = packages.package.outcomes
    here = [
        each for each in (*starts.values(), *asked.values()) if each.package.outcomes == settled
    ]
    notes = [each.note for each in here if settled]
    if not starts:
        words = (
            f"Packages to start from are worked out for up to {MOST_OFFERED} issues in view: "
            "choose an area."
        )
        yield markup(tag("p", words, cls="quiet"))
    yield markup(
        tag("p", *_spaced([*links, *beside]), cls="presses") if links or beside else None,
        tag(
            "details",
            tag("summary", "Start from what one party asks"),
            tag("p", *_spaced(who), cls="presses"),
        )
        if who
        else None,
        *(tag("p", note, cls="quiet ours") for note in dict.fromkeys(notes)),
    )


def _spaced(parts: Iterable[Html]) -> list[Html | str]:
    return [each for part in parts for each in (part, " ")][:-1]


def _starts(packages: Packages) -> tuple[dict[str, StartingPoint], dict[str, StartingPoint]]:
    """The packages to start from by what leads to them, and those that each party asks for."""
    context, statements = packages.context, packages.statements
    if len(context.view.issues) > MOST_OFFERED:
        return {}, {}

    def compute() -> tuple[dict[str, StartingPoint], dict[str, StartingPoint]]:
        starts = {
            "Start from what is agreed": agreed(statements, context.view.issues, context.day),
            "Fewest objections": fewest_objections(statements, context.view.issue_ids),
        }
        few = len(statements.party_ids) <= MOST_PARTIES
        asked = {
            context.party_names[id]: asked_by(statements, id)
            for id in (statements.party_ids if few else ())
        }
        return starts, {name: each for name, each in asked.items() if each.package.outcomes}

    return context.cached("packages to start from", compute, packages.salience)


def _start(packages: Packages, text: str, start: StartingPoint) -> Html:
    """A link to a package to start from; one with nothing in it is only said."""
    if not start.package.outcomes:
        return tag("span", f"{text}: nothing", cls="quiet")
    here = start.package.outcomes == packages.package.outcomes
    return _link(packages, text, KEY, start.package, here)


def _link(packages: Packages, text: str, key: str, package: Package, here: bool = False) -> Html:
    address = address_of(packages, key, package)
    if len(address) > LONGEST_ADDRESS:
        number = count(len(package.outcomes), "issue")
        return tag("span", f"{text}: {number}, too many for an address", cls="quiet")
    current = "true" if here else None
    return tag("a", tag("bdi", text), href=address, cls="press", aria_current=current)
