"""A context in, each claim of how much is agreed out, beside what the record shows: one place.

The Overview, Common ground and whatever tells a page in one line say the same of a claim.
"""

from __future__ import annotations

from typing import NamedTuple

from parley.format.models import Claim
from parley.measures import claim_check
from parley.measures.settled import ClaimCheck
from parley.views.context import ViewContext
from parley.views.whose_word import WhoseWord, whose_word
from parley.wording import count, join_and, join_or, number_or_none, plural


class CheckedClaim(NamedTuple):
    """A claimed share, who claims it, and what the statuses in view show."""

    claim: Claim
    check: ClaimCheck
    """What is known, the floor, the ceiling and the verdict."""
    whose: WhoseWord
    """U.S. officials, unnamed, ¶ 8."""

    @property
    def share(self) -> float:
        """What is claimed, from 0 to 1."""
        return self.check.share


def checked_claims(context: ViewContext) -> list[CheckedClaim]:
    """The claims that name a share, in the folder's order."""
    return [
        CheckedClaim(
            claim,
            claim_check(context.view, float(claim.share_agreed)),
            whose_word(claim.evidence, context.negotiation.sources),
        )
        for claim in context.negotiation.header.claims
        if claim.share_agreed is not None
    ]


def claims_headline(context: ViewContext, claims: list[CheckedClaim]) -> str:
    """What is claimed and what the record shows, in one line.

    90% agreed? This record shows 0 of 12 issues agreed, 1 converging; of 6 no status is known
    """
    check = claims[0].check
    asked = join_or(list(dict.fromkeys(f"{claim.share:.0%}" for claim in claims)))
    verdicts = {claim.check.verdict for claim in claims}
    whole = len(context.view.issues) == len(context.negotiation.issues)
    # A claim is about the whole: no part of it bears it out.
    verdict = verdicts.pop() if whole and len(verdicts) == 1 else ""
    issues = f"{count(check.issues, 'issue')}{'' if whole else ' in view'}"
    if not check.known:
        return f"{asked} agreed? This record cannot tell: of {issues} no status is known"
    if verdict == "borne out":
        own = " or converging" if check.converging else ""
        are = plural(check.floor, "is", "are")
        found = f"{check.floor:,} of {issues} {are} agreed{own}"
        return f"{asked} agreed? This record bears it out: {found}"
    shows = "cannot tell: it shows" if verdict == "cannot tell" else "shows"
    found = f"{check.agreed:,} of {issues} agreed"
    found += f", {check.converging:,} converging" if check.converging else ""
    found += f"; of {check.untold:,} no status is known" if check.untold else ""
    return f"{asked} agreed? This record {shows} {found}"


def claim_verdict(check: ClaimCheck) -> str:
    """What the statuses say of a claim, in one sentence that is fair to both sides."""
    if not check.issues:
        return "No issue is in view, so nothing can be said of it."
    if check.issues == 1 and not check.floor and check.verdict != "borne out":
        return _of_one(check)
    of = f"of {count(check.issues, 'issue')}"
    are = plural(check.floor or 1, "is", "are")
    match check.verdict:
        case "refuted" if check.untold:
            return (
                f"Even if {_untold(check.untold)} agreed, {check.ceiling:,} {of} "
                f"would be agreed or converging: {check.ceiling / check.issues:.0%}."
            )
        case "refuted":
            return (
                f"The status of every issue is told, and {number_or_none(check.floor)} {of} "
                f"{are} agreed or converging: {check.floor / check.issues:.0%}."
            )
        case "borne out":
            own = f", {number_or_none(check.agreed)} of them agreed" if check.converging else ""
            are = plural(check.floor, "is", "are")
            return (
                f"Borne out: {check.floor:,} {of} {are} agreed or converging{own}: "
                f"{check.floor / check.issues:.0%}."
            )
        case _:
            return (
                f"These sources cannot tell: {number_or_none(check.floor)} {of} "
                f"{are} agreed or converging, and up to {check.ceiling:,} would "
                f"be if {_untold(check.untold)} agreed."
            )


def _of_one(check: ClaimCheck) -> str:
    """The same where one issue is in view, and neither agreed nor converging."""
    if check.untold:
        return "These sources cannot tell: how far the one issue is settled is not known."
    return "The one issue is neither agreed nor converging: 0%."


def _untold(number: int) -> str:
    return "the one untold issue were" if number == 1 else f"all {number:,} untold issues were"


def claim_basis(check: ClaimCheck) -> str:
    """On what a check of a claim rests, and what it does not say."""
    parts = [
        f"{number:,} {words}"
        for number, words in (
            (check.agreed, "agreed"),
            (check.converging, "converging"),
            (check.known - check.floor, "of another status"),
        )
    ]
    untold = (
        f"; {check.untold:,} {plural(check.untold, 'is', 'are')} untold" if check.untold else ""
    )
    return (
        f"Known is the status of {check.known:,} of {count(check.issues, 'issue')} in view: "
        f"{join_and(parts)}{untold}. The claim names no issues, and may speak of issues that are "
        "not in this record."
    )
