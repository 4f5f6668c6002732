"""Claims and a view in, what is claimed beside what is found out: in squares, a row a measure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from parley.format.vocabulary import NOT_YET_KNOWN
from parley.html import Html, join, tag
from parley.iter_rows import iter_rows
from parley.measures.sides import one_way_issues
from parley.views.blocks import Block, Deferred, markup
from parley.views.claim_readings import readings
from parley.views.claims import CheckedClaim, claim_basis, claim_verdict
from parley.views.context import ViewContext
from parley.views.how_computed import how_link
from parley.views.issue_order import issue_order

MOST_SQUARES: Final = 40
"""Issues of which each is a square; of more a bar stands for all."""
MOST_NAMED: Final = 3
"""Issues that are named at once below a measure."""
MOST_LISTED: Final = 60
"""Issues that are named at all."""


class _Measure(NamedTuple):
    """A way to count, and the issues that it finds."""

    label: str
    kind: str
    """A class of the style sheet."""
    issues: list[str]
    note: str = ""
    nothing: str = "no issue"


def claim_squares(context: ViewContext, claims: list[CheckedClaim]) -> Iterator[Block]:
    """What is said of each claim, then claimed and found in squares, then every reading."""
    lead = [part for claim in claims for part in _lead(claim, len(claims) > 1)]
    check = claims[0].check
    yield markup(*lead, tag("p", claim_basis(check), " ", how_link("settled"), cls="quiet basis"))
    if not check.issues:
        return
    squares = context.cached("claim squares", lambda: _table(context, claims))
    if context.small:
        yield markup(squares, readings(context, claims))
        return
    yield markup(squares)
    yield Deferred("readings", "Every way to count", lambda: [markup(readings(context, claims))])


def _table(context: ViewContext, claims: list[CheckedClaim]) -> Html:
    return tag(
        "table",
        tag("caption", _caption(claims[0].check.issues), cls="unseen"),
        tag("tbody", *_claimed(claims), *_found(context), role="rowgroup"),
        role="table",
        cls="claim-check",
    )


def _lead(claim: CheckedClaim, several: bool) -> list[Html]:
    """The verdict of the statuses; of several claims each says which."""
    verdict = tag("p", claim_verdict(claim.check), cls="lead ours")
    if not several:
        return [verdict]
    return [tag("p", tag("strong", f"{claim.share:.0%}: "), tag("bdi", claim.claim.text)), verdict]


def _caption(issues: int) -> str:
    unit = "Each square is an issue" if issues <= MOST_SQUARES else "Each bar is all issues in view"
    return f"Claimed and found. {unit}."


def _claimed(claims: list[CheckedClaim]) -> Iterator[Html]:
    for claim in claims:
        issues = claim.check.issues
        exact = claim.share * issues
        number = round(exact)
        about = "" if abs(exact - number) < 1e-9 else "about "
        label = join(
            tag("b", "Claimed"),
            " ",
            tag("span", tag("bdi", claim.whose.text), cls="note"),
            " ",
            tag("span", tag("bdi", claim.claim.text), cls="note"),
        )
        yield _row(label, "claimed", number, issues, claim.share, about)


def _found(context: ViewContext) -> Iterator[Html]:
    """Each measure with its issues."""
    view = context.view
    issues = view.issues
    titles = dict(zip(view.issue_ids, issues["title"], strict=True))
    for measure in _measures(context):
        number = len(measure.issues)
        label = join(
            tag("b", measure.label),
            " ",
            tag(
                "div",
                f"{measure.note}: " if measure.note and number else None,
                _names(context, measure.issues, titles) if number else measure.nothing,
                cls="note",
            ),
        )
        yield _row(label, measure.kind, number, len(issues), number / len(issues))


def _measures(context: ViewContext) -> list[_Measure]:
    view = context.view
    by_status: dict[str, list[str]] = {}
    order = issue_order(context)
    one_way = order.sorted(one_way_issues(view))
    rows = order.rows(view.issues)[["issue", "status"]].astype("str")
    for issue, status in iter_rows(rows):
        by_status.setdefault(status, []).append(issue)
    agreed = by_status.get("agreed", [])
    either = {*agreed, *by_status.get("converging", [])}
    untold = {*by_status.get("unknown", []), *by_status.get(NOT_YET_KNOWN, [])}
    heard = "All that have spoken" if view.measurable is None else "All that count"
    return [
        _Measure("Status is agreed", "found", agreed),
        _Measure("Agreed or converging", "found", [id for id in rows["issue"] if id in either]),
        _Measure(f"{heard} lean one way", "found", one_way, "at least two",
                 "no issue on which there are two"),
        _Measure("No status is known", "untold", [id for id in rows["issue"] if id in untold]),
    ]  # fmt: skip


def _row(label: Html, kind: str, number: int, issues: int, share: float, about: str = "") -> Html:
    return tag(
        "tr",
        tag("th", label, scope="row", role="rowheader"),
        tag("td", _drawn(kind, number, issues, share), role="cell", aria_hidden="true"),
        tag("td", tag("b", f"{share:.0%}"), role="cell", cls="percent"),
        tag("td", f"{about}{number:,} of {issues:,}", role="cell", cls="of"),
        cls=kind,
        role="row",
    )


def _drawn(kind: str, number: int, issues: int, share: float) -> Html:
    if issues > MOST_SQUARES:
        return tag("span", tag("i", "", cls=kind), cls="bar", style=f"--share:{share:.4f}")
    cells = [tag("i", "", cls=kind if at < number else None) for at in range(issues)]
    return tag("span", *cells, cls="issues", style=f"--issues:{issues}")


def _names(context: ViewContext, issues: list[str], titles: dict[str, str]) -> Html:
    """The first of some issues by name, each a link, and the rest a click away."""
    links = [
        tag("a", tag("bdi", titles[issue]), href=context.links.issue(issue))
        for issue in issues[:MOST_LISTED]
    ]
    first = _commas(links[:MOST_NAMED])
    rest = len(issues) - MOST_NAMED
    if rest <= 0:
        return first
    beyond = len(issues) - len(links)
    tail = f", and {beyond:,} more" if beyond else None
    more = tag(
        "details",
        tag("summary", f"and {rest:,} more"),
        tag("span", _commas(links[MOST_NAMED:]), tail),
        cls="more-names",
    )
    return join(first, " ", more)


def _commas(parts: list[Html]) -> Html:
    return join(*[each for part in parts for each in (join(", "), part)][1:])
