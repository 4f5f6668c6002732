"""Parties among which nobody has chosen in, the choices that are worth a look out: as links."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

import pandas as pd

from parley.frames.view import View
from parley.html import Html, tag
from parley.iter_rows import iter_rows
from parley.measures import agreement, nearest
from parley.views.blocks import Block, Deferred, Title, markup
from parley.views.context import ViewContext
from parley.views.parts import over_finding
from parley.views.scores import counts_text
from parley.wording import count

MOST: Final = 6
"""Parties that are compared without a choice of them."""

OFFERED: Final = 5
"""Pairs that are offered under one heading."""


@dataclass(frozen=True)
class Offer:
    """Pairs under one heading."""

    title: str
    pairs: pd.DataFrame


def which_parties(context: ViewContext, view: View) -> Iterator[Block]:
    """What asks which of very many parties to compare."""
    yield Title(question(view), over_finding(context, view, matrix=view))
    yield Deferred(
        "compare-pairs", "Pairs of parties that are worth a look", partial(_pairs, context, view)
    )


def second_party(context: ViewContext, view: View, names: dict[str, str]) -> Iterator[Block]:
    """What asks with whom the one party in view is to be compared."""
    (id,) = view.party_ids
    title = f"With whom should {names[id]} be compared?"
    yield Title(title, over_finding(context, view, matrix=view))
    others = context.view_of(context.selection.with_parties(()))
    pairs = nearest(others.of(parties={id, *others.party_ids}), id)
    yield _offers(context, _worth_a_look(pairs))


def question(view: View) -> str:
    """The headline where nobody has chosen among very many parties."""
    return f"Which two or three of {count(len(view.parties), 'party', 'parties')} to compare?"


def _pairs(context: ViewContext, view: View) -> Iterator[Block]:
    def pairs() -> list[Offer]:
        return _worth_a_look(agreement(view))

    yield _offers(context, context.cached_for(view, "compare, offers", pairs))


def _worth_a_look(pairs: pd.DataFrame) -> list[Offer]:
    """The pairs that share most, agree least and agree most; scores from three issues on."""
    shared = pairs[pairs["shared"] > 0].sort_values("shared", ascending=False, kind="stable")
    scored = pairs[pairs["score"].notna()].sort_values("score", kind="stable")
    offers = [Offer("Heard on the most issues together", shared.head(OFFERED))]
    if len(scored) > 1:
        offers.append(Offer("Furthest apart", scored.head(OFFERED)))
        offers.append(Offer("Nearest to each other", scored.tail(OFFERED)[::-1]))
    return [offer for offer in offers if len(offer.pairs)]


def _offers(context: ViewContext, offers: list[Offer]) -> Block:
    if not offers:
        words = "No two parties in view have been heard on the same issue."
        return markup(tag("p", words, cls="quiet"))
    return markup(
        tag(
            "div",
            *(
                tag(
                    "section",
                    tag("h2", offer.title),
                    tag("ul", *(_pair(context, row) for row in iter_rows(offer.pairs))),
                )
                for offer in offers
            ),
            cls="offers",
        ),
        tag("p", "Or choose parties yourself; two stand head to head, more in columns.",
            cls="quiet"),
    )  # fmt: skip


def _pair(context: ViewContext, row: Any) -> Html:
    names = context.party_names
    chosen = context.selection.with_parties((row.party_a, row.party_b))
    score = f"agreement {row.score:.2f}; " if pd.notna(row.score) else ""
    return tag(
        "li",
        tag(
            "a",
            tag("bdi", names[row.party_a]),
            " and ",
            tag("bdi", names[row.party_b]),
            href=context.links.choosing(chosen).page("compare"),
        ),
        tag("span", f"{score}{counts_text(context.view, row)}", cls="quiet"),
    )
