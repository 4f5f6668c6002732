"""The address of a page in; what of it names nothing, in words, with links to what is near, out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final, NamedTuple
from urllib.parse import urlencode

from parley.folding import fold
from parley.format.days import parse_day
from parley.format.problems import closest_match
from parley.frames.columns import Frames
from parley.frames.order import display_order
from parley.frames.selection import LISTS, OFFERED, parse_cell, parse_choice
from parley.html import Html, join, tag
from parley.loading.loader import Negotiation
from parley.wording import date_text, distinct_labels

NOUNS: Final = {
    "party": "party",
    "area": "area",
    "status": "status",
    "stance": "stance",
    "attribution": "kind of source",
}
"""What a value of each list is."""

SWITCHES: Final = {"record": "yes", "red_lines": "true"}
"""The one value of each parameter that is on or not there."""

MOST_NEAR: Final = 3
"""How many near misses are offered."""

MOST_OTHERS: Final = 12
"""How much of what there is is named where nothing is near."""

MOST_VALUE: Final = 80
"""Characters of a value that are shown."""


class Near(NamedTuple):
    """What may have been meant: the value of the parameter, and what it is called."""

    value: str
    label: str


@dataclass(frozen=True)
class Unknown:
    """A value of a parameter that names nothing here."""

    parameter: str
    value: str
    why: str
    """A sentence."""
    near: tuple[Near, ...] = ()
    others: tuple[Near, ...] = ()
    """What there is, the first of it, where nothing is near."""
    refuses: bool = False
    """Whether nothing at all that was asked for can be shown."""


class Days(NamedTuple):
    """The days that a negotiation knows of."""

    first: dt.date
    last: dt.date
    as_of: dt.date


@dataclass(frozen=True)
class Address:
    """The address of a page: its path, relative to the others, and its parameters."""

    page: str
    parameters: tuple[tuple[str, str], ...]

    def replacing(self, parameter: str, value: str, by: str | None) -> str:
        """The address with another value in place of one, or without it."""
        pairs = []
        for pair in self.parameters:
            if pair != (parameter, value):
                pairs.append(pair)
            elif by is not None:
                pairs.append((parameter, by))
        return f"{self.page or '.'}{'/' if not self.page else ''}?{urlencode(pairs)}"


def near_names(named: str, names: Mapping[str, str]) -> tuple[Near, ...]:
    """Of names by id those that `named` may have meant, the likeliest first.

    The same in other letters comes before a near miss, an id before a name.
    """
    folded = fold(named)
    by_id = {fold(id): id for id in names}
    by_name = {fold(name): id for id, name in names.items()}
    found: list[str | None] = []
    for known in (by_id, by_name):
        found.append(known.get(folded))
    for known in (by_id, by_name):
        match = closest_match(folded, known)
        found.append(known[match] if match else None)
    ids = dict.fromkeys(id for id in found if id is not None)
    return tuple(Near(id, names[id]) for id in list(ids)[:MOST_NEAR])


def unknown_name(
    parameter: str, noun: str, named: str, names: Mapping[str, str], refuses: bool = True
) -> Unknown:
    """A value that is none of the ids of `names`."""
    near = near_names(named, names)
    others = () if near else tuple(Near(*each) for each in islice(names.items(), MOST_OTHERS))
    return Unknown(parameter, named, f"There is no {noun} of that id here.", near, others, refuses)


def unknown_values(
    query: Mapping[str, Sequence[str]], offered: Mapping[str, Mapping[str, str]], days: Days
) -> list[Unknown]:
    """What of a choice names nothing; `offered` has labels by id, as `Selection.from_query`."""
    found: list[Unknown] = []
    for parameter in LISTS:
        values, names = [each for each in query.get(parameter, ()) if each], offered[parameter]
        refuses = bool(values) and not parse_choice(values, names)
        found += [
            unknown_name(parameter, NOUNS[parameter], value, names, refuses)
            for value in dict.fromkeys(values)
            if not parse_choice([value], names)
        ]
    for parameter, on in SWITCHES.items():
        found += [
            Unknown(parameter, value, f"It can only be {on}.", (Near(on, on),))
            for value in query.get(parameter, ())
            if value and value.lower() != on
        ]
    found += [
        Unknown("said_since", value, "A day is written YYYY-MM-DD.", _near_days(days))
        for value in query.get("said_since", ())
        if value and parse_day(value) is None
    ]
    found += [unknown for value in query.get("day", ()) for unknown in unknown_day(value, days)]
    return found


def unknown_day(value: str, days: Days) -> Iterator[Unknown]:
    """A day of an address that is none, or of which nothing is known."""
    first, last, _ = days
    near = _near_days(days)
    day = parse_day(value)
    if not value:
        return
    if day is None:
        yield Unknown("day", value, "A day is written YYYY-MM-DD.", near, refuses=True)
    elif day < first:
        why = f"Nobody has a position yet on {date_text(day)}: the first is of {date_text(first)}."
        yield Unknown("day", value, why, near, refuses=True)
    elif day > last:
        why = f"Nothing is known of {date_text(day)}: the data end on {date_text(last)}."
        yield Unknown("day", value, why, near, refuses=True)


def _near_days(days: Days) -> tuple[Near, ...]:
    first, last, as_of = days
    return tuple(
        Near(day.isoformat(), date_text(day)) for day in dict.fromkeys((first, as_of, last))
    )


def unknown_cell(
    named: str, issues: Mapping[str, str], parties: Mapping[str, str]
) -> Iterator[Unknown]:
    """A cell of an address that is none: no party and issue with a dot between, or not of here."""
    cell = parse_cell(named)
    if cell is not None and cell[0] in issues and cell[1] in parties:
        return
    if cell is None:
        near = _near_cells(named, "", issues, parties) or _near_cells("", named, issues, parties)
        yield Unknown("cell", named, "A cell is named by a party's id, a dot, an issue's id.", near)
        return
    issue, party = cell
    missing = [
        f"no {noun} has the id “{_shown(id)}”"
        for noun, id, known in (("party", party, parties), ("issue", issue, issues))
        if id not in known
    ]
    why = f"There is no such cell: {' and '.join(missing)}."
    yield Unknown("cell", named, why, _near_cells(party, issue, issues, parties))


def _near_cells(
    party: str, issue: str, issues: Mapping[str, str], parties: Mapping[str, str]
) -> tuple[Near, ...]:
    """Cells whose party and issue are what is named, or near it."""

    def known(id: str, names: Mapping[str, str]) -> Iterable[Near]:
        return (Near(id, names[id]),) if id in names else near_names(id, names)

    cells = (
        Near(f"{who.value}.{what.value}", f"{who.label}: {what.label}")
        for who in known(party, parties)
        for what in known(issue, issues)
    )
    return tuple(cells)[:MOST_NEAR]


def unknown_lines(address: Address, unknown: Iterable[Unknown]) -> Html:
    """A line for each unknown value: what was asked for, why it is not there, and what is near."""
    return tag("ul", *(_line(address, each) for each in unknown), cls="unknown")


def unknown_notice(address: Address, unknown: Sequence[Unknown]) -> Html:
    """What of an address was passed over on a page that shows the rest of it."""
    return tag(
        "section",
        tag("p", tag("strong", "Part of the address was not understood.")),
        unknown_lines(address, unknown),
        cls="notice",
        role="status",
    )


def _line(address: Address, unknown: Unknown) -> Html:
    asked = tag("code", f"{unknown.parameter}={_shown(unknown.value)}")
    links = [
        tag("a", near.label, href=address.replacing(unknown.parameter, unknown.value, near.value))
        for near in unknown.near or unknown.others
    ]
    between = [part for link in links for part in (" · ", link)][1:]
    rest = address.replacing(unknown.parameter, unknown.value, None)
    return tag(
        "li",
        asked,
        " ",
        unknown.why,
        tag("p", "Near: " if unknown.near else "There are: ", *between) if links else None,
        tag("p", tag("a", "Show the page without it", href=rest)),
    )


def _shown(value: str) -> str:
    return value if len(value) <= MOST_VALUE else f"{value[: MOST_VALUE - 1]}…"


# --- the page in place of one that cannot be shown

HEADINGS: Final = {
    "negotiation": "No such negotiation here",
    "issue": "No such issue here",
    "subject": "No such party here",
    "day": "Nothing of that day",
    **{parameter: f"No such {noun} here" for parameter, noun in NOUNS.items()},
}
"""The heading by the parameter that names nothing."""


def not_found(address: Address, unknown: Sequence[Unknown]) -> Html:
    """What stands in place of a page, of which the address asks what is not there."""
    (first, *_) = (each for each in unknown if each.refuses)
    heading = HEADINGS[first.parameter]
    return join(
        tag("h1", heading),
        tag(
            "section",
            tag("p", "The address of this page asks for something that is not there:"),
            unknown_lines(address, unknown),
            cls="missing",
        ),
    )


def offered_by(negotiation: Negotiation) -> dict[str, Mapping[str, str]]:
    """What the lists of a choice offer: labels by id, by parameter."""
    parties = {party.id: party.name for party in negotiation.parties}
    areas = {area: title.title for area, title in negotiation.areas.items()}
    return {
        "party": distinct_labels({id: parties[id] for id in display_order(negotiation)}),
        "area": distinct_labels(areas),
        **OFFERED,
    }


def days_of(negotiation: Negotiation, frames: Frames) -> Days:
    """The days of a negotiation, by its frames of any day."""
    as_of = negotiation.header.as_of
    days = [*frames.days, as_of]
    return Days(min(days), max(days), as_of)
