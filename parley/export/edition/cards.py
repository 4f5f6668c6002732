"""A context in, the cards of its cells out, issue by issue: each issue is looked up once."""

from __future__ import annotations

from collections.abc import Iterator

from parley.export.edition.compare_data import everybody
from parley.export.edition.links import EditionContext
from parley.html import Html
from parley.views.card import card_of, dependents_section


def issue_cards(context: EditionContext) -> Iterator[tuple[str, dict[str, Html]]]:
    """Each issue in view with the card of each party, members that a bloc speaks for included."""
    parties, index = everybody(context).party_ids, context.index
    for issue in context.view.issue_ids:
        hanging = dependents_section(index, issue)
        cells = index.cells([issue], parties)
        yield (
            issue,
            {
                cell.party.id: card_of(index, context.links, cell, hanging)
                for cell in cells.values()
            },
        )
