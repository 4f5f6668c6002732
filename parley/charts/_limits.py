"""How much a chart draws: all rows in, those that are drawn out, and the words for the rest.

The one place that decides. A chart of more rows than MOST_ROWS draws those that weigh most and says
so in its finding, or sums up; its table has all.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from parley.wording import count

MOST_ROWS: Final = 40
"""Rows of a figure, each with a name: what a reader still goes through."""


def heaviest(weights: Mapping[str, float], most: int = MOST_ROWS) -> list[str]:
    """The keys of the greatest weights, at most so many, in their own order."""
    if len(weights) <= most:
        return list(weights)
    ranked = sorted(weights, key=lambda key: -weights[key])
    kept = set(ranked[:most])
    return [key for key in weights if key in kept]


def drawn_text(total: int, nouns: str, which: str) -> str:
    """What a finding adds where not all is drawn: `; drawn are the 40 of 424 parties with most …`.

    Empty where all fits. `which` says what those drawn have.
    """
    if total <= MOST_ROWS:
        return ""
    return f"; drawn are the {MOST_ROWS} of {total:,} {nouns} {which}"


def rest_note(total: int, noun: str, shown: int) -> list[str]:
    """The note under rows that are not all there are, or none."""
    more = total - shown
    return [f"The table has {count(more, f'more {noun}')}"] if more > 0 else []
