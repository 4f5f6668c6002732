"""Positions on an issue in, who holds what and by whose word out, as part of a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

import pandas as pd

from parley.format.vocabulary import ATTRIBUTIONS, STANCES
from parley.frames.build import value_text
from parley.wording import count

MOST_NAMED: Final = 12
"""Parties that are named on one issue."""

COLUMNS: Final = [
    "stance", "value_from", "value_to", "bound", "option", "fallback", "attribution",
]  # fmt: skip
"""The columns of positions that are needed."""


class Said(NamedTuple):
    """A position as a sentence says it."""

    name: str
    what: str
    """What it holds: `supports`, `at least 35 %`, `supports, asks for rung 2 of 3`."""
    word: str
    """Whose word it is: `second-hand`; empty for the party's own plain word."""
    on_record: bool


def said_by(row: Any, name: str, unit: tuple[str | None, int], ladder: Sequence[str] = ()) -> Said:
    """What a position says.

    `row` has the columns COLUMNS, as `iter_rows` gives them; `name` is that of its party, `unit`
    that of its issue, and `ladder` has the ids of its rungs.
    """
    what, word = _what(row, unit, ladder), word_of(row.attribution)
    return Said(name, what, word, on_record(row.attribution))


def _what(row: Any, unit: tuple[str | None, int], ladder: Sequence[str]) -> str:
    if pd.notna(row.value_from):
        name, decimals = unit
        return value_text(row.value_from, row.value_to, name, row.bound, decimals)
    rungs = [
        f"{verb} rung {ladder.index(rung) + 1} of {len(ladder)}"
        for verb, rung in (("asks for", row.option), ("would accept", row.fallback))
        if rung in ladder
    ]
    return ", ".join([STANCES[row.stance].label.lower(), *rungs])


def word_of(attribution: Any) -> str:
    """Whose word a position is, as a sentence adds it; empty for the party's own plain word."""
    if pd.isna(attribution):
        return "supposed"
    term = ATTRIBUTIONS[attribution]
    return "" if term.own_word else term.phrase


def on_record(attribution: Any) -> bool:
    """Whether a position is on the record; one that is supposed is nobody's word."""
    return bool(pd.notna(attribution)) and ATTRIBUTIONS[attribution].on_record


def in_words(said: Sequence[Said]) -> str:
    """Who holds what and by whose word: `supports: A, B (second-hand); open to it: C`.

    Those that hold the same are named together, in the order in which they come. Of very many there
    are numbers.
    """
    groups: dict[str, list[Said]] = {}
    for each in said:
        groups.setdefault(each.what, []).append(each)
    of = _numbers if len(said) > MOST_NAMED else _names
    return "; ".join(f"{what}: {of(those)}" for what, those in groups.items())


def _names(said: Sequence[Said]) -> str:
    return ", ".join(f"{each.name} ({each.word})" if each.word else each.name for each in said)


def _numbers(said: Sequence[Said]) -> str:
    parties = count(len(said), "party", "parties")
    rest = sum(not each.on_record for each in said)
    return f"{parties}, {rest:,} of them not on the record" if rest else parties
