"""Positions in, a line for each out: whose word it is, and where in the source it stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, NamedTuple

import pandas as pd

from parley.categoricals import isin_numbers
from parley.format.models import Evidence, Source
from parley.format.vocabulary import DIRECTNESS, ON_RECORD
from parley.iter_rows import iter_rows
from parley.views.context import ViewContext
from parley.wording import locator_phrase

MOST_PLACES: Final = 3
"""Places in a source that are named; the card has all of them."""

SAID_BY: Final = {
    "document": "{}, in a document",
    "on-record": "{}, on record",
    "joint-statement": "{}, in a joint statement",
    "poll": "{}, a poll",
    "anonymous": "{}, unnamed",
    "second-hand": "{}’s account",
    "reporter": "{}, as reported",
}
"""Of each attribution how it is said of who spoke, as the source names them."""

SAID: Final = {
    "document": "Document",
    "on-record": "On record",
    "joint-statement": "Joint statement",
    "poll": "Poll",
    "anonymous": "Unnamed official",
    "second-hand": "Second-hand",
    "reporter": "Reporter’s account",
}
"""The same where nobody is named."""


_Citation = tuple[str, str | None, str, str]
"""Attribution, speaker, source and locator of one piece of evidence."""


class WhoseWord(NamedTuple):
    """The most direct evidence of a position: by whom, where, and whether it is on the record."""

    attribution: str
    text: str
    """Volodymyr Zelenskiy, on record, ¶ 6, 15."""
    speaker: str | None = None
    """Who spoke, as the source names them."""

    @property
    def on_record(self) -> bool:
        """Whether the position is on the record (●) or not (○)."""
        return self.attribution in ON_RECORD


def whose_words(context: ViewContext, positions: pd.Series[Any]) -> dict[int, WhoseWord]:
    """Whose word each of these positions, given by their numbers, is."""
    evidence = context.frames.evidence
    rows = evidence[
        (evidence["role"] == "position").to_numpy() & isin_numbers(evidence["position"], positions)
    ]
    units = {source.id: source.locator_unit for source in context.negotiation.sources}
    columns = rows[["position", "attribution", "speaker", "source", "locator"]]
    cited: dict[int, list[_Citation]] = {}
    for number, attribution, speaker, source, locator in iter_rows(columns):
        name = speaker if isinstance(speaker, str) else None
        cited.setdefault(int(number), []).append((str(attribution), name, str(source), locator))
    return {number: _most_direct(citations, units) for number, citations in cited.items()}


def whose_word(evidence: Iterable[Evidence], sources: Iterable[Source]) -> WhoseWord:
    """Whose word a record is that cites its evidence itself, as a claim does."""
    units = {source.id: source.locator_unit for source in sources}
    cited: list[_Citation] = [
        (each.attribution, each.speaker, each.source, each.locator) for each in evidence
    ]
    return _most_direct(cited, units)


def _most_direct(citations: Sequence[_Citation], units: Mapping[str, str]) -> WhoseWord:
    """The most direct of some citations, with all its places in the source."""
    attribution, speaker, source, _ = min(citations, key=lambda each: DIRECTNESS.index(each[0]))
    same = [each for each in citations if each[:3] == (attribution, speaker, source)]
    places = list(dict.fromkeys(each[3] for each in same))
    who = said_by_whom(attribution, speaker)
    where = places_text(places, units[source])
    return WhoseWord(attribution, f"{who}, {where}", speaker)


def said_by_whom(attribution: str, speaker: str | None) -> str:
    """Whose word a piece of evidence is: Volodymyr Zelenskiy, on record."""
    return SAID_BY[attribution].format(speaker) if speaker else SAID[attribution]


def places_text(places: Sequence[str], unit: str) -> str:
    """Places in a source that counts by that unit, the sign never without its number: ¶ 6, 15."""
    first = ", ".join(places[:MOST_PLACES])
    more = " …" if len(places) > MOST_PLACES else ""
    if unit == "paragraph" and first[:1].isdigit():
        return f"¶\N{NO-BREAK SPACE}{first}{more}"
    return locator_phrase(first, unit) + more
