"""What a reader has chosen, as a value: to and from the parameters of a URL.

`parley.frames.view` applies it to frames.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from parley.format.days import parse_day
from parley.format.vocabulary import ATTRIBUTIONS, STANCES, STATUSES, labels_of

LISTS = {
    "party": "parties",
    "area": "areas",
    "status": "statuses",
    "stance": "stances",
    "attribution": "attributions",
}
"""The parameters of a URL that may be repeated, and the field that each fills."""

PARAMETERS = (*LISTS, "record", "said_since", "red_lines", "words", "day")
"""All parameters of a URL that a choice is read from."""

OFFERED: Mapping[str, Mapping[str, str]] = {
    "status": labels_of(STATUSES),
    "stance": labels_of(STANCES),
    "attribution": labels_of(ATTRIBUTIONS),
}
"""What every negotiation offers of some of the lists: labels by id."""


@dataclass(frozen=True)
class Selection:
    """A reader's choice; what is empty is not narrowed.

    Parties, areas, statuses, attributions, `record` and `since` define what is measured. Stances,
    red lines and words only find cells.
    """

    parties: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    stances: tuple[str, ...] = ()
    attributions: tuple[str, ...] = ()
    record: bool = False
    """Whether only what is on the record counts."""
    since: dt.date | None = None
    """The day from which on a position counts."""
    red_lines: bool = False
    words: str = ""
    day: dt.date | None = None

    @property
    def marks(self) -> bool:
        """Whether it finds some of the positions that are measured."""
        return bool(self.stances or self.red_lines or self.words.strip())

    @property
    def leaves_out(self) -> bool:
        """Whether it leaves out positions by whose word they are, or by their day."""
        return bool(self.attributions or self.record or self.since)

    @property
    def empty(self) -> bool:
        """Whether nothing at all is chosen."""
        return self == Selection()

    def with_parties(self, parties: Iterable[str]) -> Selection:
        """The same choice with other parties."""
        return replace(self, parties=tuple(parties))

    def to_query(self) -> list[tuple[str, str]]:
        """The parameters of a URL, ids as they are; nothing for what is not chosen."""
        pairs = [(key, id) for key, name in LISTS.items() for id in getattr(self, name)]
        if self.record:
            pairs.append(("record", "yes"))
        if self.since is not None:
            pairs.append(("said_since", self.since.isoformat()))
        if self.red_lines:
            pairs.append(("red_lines", "true"))
        if self.words.strip():
            pairs.append(("words", self.words.strip()))
        if self.day is not None:
            pairs.append(("day", self.day.isoformat()))
        return pairs

    @classmethod
    def from_query(
        cls, query: Mapping[str, Sequence[str]], offered: Mapping[str, Mapping[str, str]] = OFFERED
    ) -> Selection:
        """The choice that a URL's parameters state; what cannot be read is left out.

        `query` maps each parameter to its values, as `urllib.parse.parse_qs` gives them. `offered`
        maps parameters to labels by id: of those a value may be the one or the other, only what is
        offered is taken, and its order is that of what is chosen.
        """
        chosen: dict[str, Any] = {}
        for key, name in LISTS.items():
            values = query.get(key, ())
            chosen[name] = parse_choice(
                values, offered.get(key, dict(zip(values, values, strict=True)))
            )
        chosen["red_lines"] = [value.lower() for value in query.get("red_lines", ())] == ["true"]
        chosen["words"] = " ".join(query.get("words", ())).strip()
        chosen["record"] = [value.lower() for value in query.get("record", ())] == ["yes"]
        chosen["since"] = _day(query.get("said_since", ()))
        chosen["day"] = _day(query.get("day", ()))
        return cls(**chosen)


def _day(values: Iterable[str]) -> dt.date | None:
    """The last of the values that is a day."""
    return next((day for value in reversed(list(values)) if (day := parse_day(value))), None)


def parse_choice(values: Iterable[str], offered: Mapping[str, str]) -> tuple[str, ...]:
    """The ids of what is offered, labels by id, that an address's values name by id or label.

    A value that is an id is that id alone, whatever is labelled so.
    """
    named = set(values)
    labelled = named - offered.keys()
    return tuple(id for id, label in offered.items() if id in named or label in labelled)


def cell_id(issue: str, party: str) -> str:
    """A cell's name in an address. Ids hold no dot, so it can be taken apart again."""
    return f"{party}.{issue}"


def parse_cell(text: str) -> tuple[str, str] | None:
    """The issue and the party that a cell's name stands for, or None where it is none."""
    party, dot, issue = text.partition(".")
    return (issue, party) if dot and party and issue else None
