"""A context in, the blocks of Common ground out: what is claimed, what is shared, what blocks."""

from __future__ import annotations

from collections.abc import Iterator

from parley.views.agreement import who_agrees
from parley.views.blocks import Block, columns, markup
from parley.views.chips import record_legend
from parley.views.claim_squares import claim_squares
from parley.views.claims import checked_claims, claims_headline
from parley.views.context import ViewContext
from parley.views.division import how_it_divides, what_it_rests_on
from parley.views.how_computed import how_computed
from parley.views.parts import empty_notice
from parley.views.share import share_page
from parley.views.sides import (
    islands,
    leaning_same_way,
    several_deciding,
    standing_between,
    sticking,
)
from parley.wording import count


def headline(context: ViewContext) -> str:
    """What was found, in one line: a claim beside the record, else what is common ground."""
    view = context.view
    if view.empty_because:
        return "Nothing is in view"
    if claims := checked_claims(context):
        return claims_headline(context, claims)
    shared, apart = islands(context)[1], sticking(context)[1]
    narrowed = len(view.issues) != len(context.negotiation.issues)
    issues = f"{count(len(view.issues), 'issue')}{' in view' if narrowed else ''}"
    found = f"Common ground on {f'{shared:,}' if shared else 'none'} of {issues}"
    if apart:
        return f"{found}; those that decide stand apart on {apart:,}"
    several = several_deciding(context)
    if several:
        return f"{found}; on {several:,} two that decide count, and stand apart on none"
    return f"{found}; on none do two that decide count"


def claimed_and_found(context: ViewContext) -> Iterator[Block]:
    """What was claimed of the whole beside what the record shows, where anything was."""
    claims = checked_claims(context)
    if claims and not context.view.empty_because:
        yield from claim_squares(context, claims)


def common_ground(context: ViewContext) -> Iterator[Block]:
    """The page below that: who leans with whom, what stands between them, how far all agree."""
    if context.view.empty_because:
        yield from empty_notice(context.view)
        return
    yield columns(leaning_same_way(context), standing_between(context))
    yield markup(record_legend())
    yield from who_agrees(context)
    yield from how_it_divides(context)
    yield from what_it_rests_on(context)
    yield share_page(context, "common ground")
    yield how_computed(
        "islands", "sticking", "settled", "city-block", "euclidean", "directional", "congruence",
        "robustness", "map", "polarisation", "coverage",
    )  # fmt: skip
