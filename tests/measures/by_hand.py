"""Invented talks, and their measures by plain loops over parties and issues that a person can read.

Written from the rules, not from the code: docs/measures.md says what each number is. Blocs are
nested (top, union, members) but no party is in two of one height; values of one issue lie within
the tolerance of each other or far beyond it, so that who says the same as whom is never a chain.
"""

from __future__ import annotations

import math
import random
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import combinations
from typing import Any

import pandas as pd

from parley.frames.own_tables import frames_from_tables
from parley.frames.selection import Selection
from parley.frames.view import View, apply_selection

SCORES = {"supports": 2, "open": 1, "undecided": 0, "reluctant": -1, "opposes": -2}
ON_RECORD = ("document", "on-record", "joint-statement", "poll")
OFF_RECORD = ("anonymous", "second-hand", "reporter")
ROLES = ("principal", "mediator", "supporter", "observer", "constituency")
BLOCS = {
    "union": ["top"], "far": ["top"], "north": ["union"], "south": ["union"], "centre": ["union"],
    "west": ["ring"],
}  # fmt: skip
"""The blocs of each member."""
PARTIES = ("top", "union", "ring", "north", "south", "centre", "west", "far", "east", "isle")
LITTLE = 1e-9


@dataclass(frozen=True)
class Issue:
    id: str
    area: str
    status: str
    weight: float
    scale: tuple[float, float] | None = None
    tolerance: float | None = None
    rungs: tuple[str, ...] = ()
    decided_by: tuple[str, ...] = ()

    @property
    def near(self) -> float:
        """How near two values may be to count as the same."""
        if self.scale is None:
            return 0.0
        return (self.scale[1] - self.scale[0]) / 20 if self.tolerance is None else self.tolerance


RUNGS = ("none", "some", "most", "all")
ISSUES = (
    Issue("border", "land", "agreed", 1.0),
    Issue("army", "land", "open", 3.0, rungs=RUNGS, decided_by=("north", "east")),
    Issue("price", "money", "converging", 2.0, scale=(0.0, 10.0)),
    Issue("rate", "money", "not-yet-known", 0.5, scale=(-20.0, 20.0), tolerance=3.0),
    Issue("aid", "money", "unknown", 1.0, rungs=RUNGS[:3]),
    Issue("visas", "people", "disputed", 2.0),
)


@dataclass(frozen=True)
class Said:
    """What a party holds on an issue."""

    stance: str | None
    value: tuple[float, float] | None = None
    bound: str = "exactly"
    option: str | None = None
    fallback: str | None = None
    red_line: bool = False
    salience: float | None = None
    attribution: str = "document"
    disputed: bool = False
    day: str = "2025-01-01"
    taken_from: str | None = None

    @property
    def score(self) -> float:
        """The stance from -2 to 2; missing for a value."""
        return math.nan if self.stance is None else SCORES[self.stance]


def above(party: str) -> set[str]:
    """All blocs that a party is in, directly or through another."""
    return {up for bloc in BLOCS.get(party, ()) for up in {bloc, *above(bloc)}}


# --- two positions


def takes(issue: Issue, said: Said) -> tuple[float, float] | None:
    """Both ends of what a position would take: a value, or the number of a rung."""
    if said.value is not None and issue.scale is not None:
        low, high = said.value
        return (
            issue.scale[0] if said.bound == "at-most" else low,
            issue.scale[1] if said.bound == "at-least" else high,
        )
    named = [issue.rungs.index(rung) for rung in (said.option, said.fallback) if rung is not None]
    return (min(named), max(named)) if named else None


def span(issue: Issue) -> float:
    return issue.scale[1] - issue.scale[0] if issue.scale else len(issue.rungs) - 1


def gap(issue: Issue, a: Said, b: Said) -> float | None:
    """The gap between what two would take, over the span; None where one names nothing."""
    one, other = takes(issue, a), takes(issue, b)
    if one is None or other is None:
        return None
    between = max(one[0] - other[1], other[0] - one[1], 0.0)
    return 0.0 if between <= issue.near + LITTLE else between / span(issue)


def distance(issue: Issue, a: Said, b: Said) -> float:
    found = gap(issue, a, b)
    return abs(a.score - b.score) / 4 if found is None else found


def same_way(issue: Issue, a: Said, b: Said) -> bool:
    found = gap(issue, a, b)
    return a.score * b.score > 0 if found is None else found == 0


def apart(issue: Issue, a: Said, b: Said) -> bool:
    found = gap(issue, a, b)
    return a.score * b.score < 0 if found is None else found > 0


def says_the_same(issue: Issue, a: Said, b: Said) -> bool:
    """Whether stance, rungs and bound are equal, and what both would take within the tolerance."""
    words = ("stance", "option", "fallback", "bound")
    if any(getattr(a, name) != getattr(b, name) for name in words):
        return False
    one, other = takes(issue, a), takes(issue, b)
    if one is None or other is None:
        return True  # the rungs are equal
    return all(abs(x - y) <= issue.near + LITTLE for x, y in zip(one, other, strict=True))


def place(issue: Issue, said: Said) -> float:
    """Where a position stands from 0 to 1, a range by its middle."""
    if said.value is None or issue.scale is None:
        return (said.score + 2) / 4
    return (sum(said.value) / 2 - issue.scale[0]) / span(issue)


def directed(issue: Issue, a: Said, b: Said) -> float:
    """(1 - a'·b') / 2; where both name rungs, by the middle of these."""
    at = [place(issue, a), place(issue, b)]
    if issue.rungs and gap(issue, a, b) is not None:
        at = [sum(takes(issue, said) or ()) / 2 / span(issue) for said in (a, b)]
    return (1 - (2 * at[0] - 1) * (2 * at[1] - 1)) / 2


# --- talks


@dataclass(frozen=True)
class Talks:
    """What everybody holds, what of it is looked at, and what that comes to."""

    roles: dict[str, str]
    """By party, in the order of showing."""
    cells: dict[tuple[str, str], Said]
    """By issue and party, with what members take from their blocs."""
    names: tuple[str, ...]
    """The parties in view, in the order of showing."""
    record: bool = False
    """Whether only what is on the record counts."""
    issues: tuple[Issue, ...] = ISSUES
    silences: dict[tuple[str, str], str] = field(default_factory=dict)

    # --- as frames

    def view(self, seed: int = 0) -> View:
        """The view of these talks, whatever the order of the rows of positions."""
        rows = [
            {
                "issue": issue, "party": party, "stance": said.stance,
                "value_from": said.value[0] if said.value else math.nan,
                "value_to": said.value[1] if said.value else math.nan,
                "bound": said.bound, "option": said.option, "fallback": said.fallback,
                "red_line": said.red_line, "salience": said.salience,
                "attribution": said.attribution, "disputed": said.disputed,
                "date": pd.Timestamp(said.day), "inherited_from": said.taken_from,
            }
            for (issue, party), said in self.cells.items()
        ]  # fmt: skip
        columns = [
            "issue", "party", "stance", "value_from", "value_to", "bound", "option", "fallback",
            "red_line", "salience", "attribution", "disputed", "date", "inherited_from",
        ]  # fmt: skip
        kinds: dict[str, Any] = {
            **dict.fromkeys(("value_from", "value_to", "salience"), float),
            **dict.fromkeys(("red_line", "disputed"), bool), "date": "datetime64[s]",
        }  # fmt: skip
        positions = pd.DataFrame(rows, columns=columns).astype(kinds)
        positions = positions.sample(frac=1, random_state=seed)
        every = list(self.roles)
        parties = pd.DataFrame(
            {
                "party": every,
                "role": list(self.roles.values()),
                "blocs": ["; ".join(BLOCS.get(id, ())) for id in every],
            }
        )
        nan = (math.nan, math.nan)
        issues = pd.DataFrame(
            {
                "issue": [each.id for each in self.issues],
                "area": [each.area for each in self.issues],
                "status": [each.status for each in self.issues],
                "weight": [each.weight for each in self.issues],
                "numeric": [each.scale is not None for each in self.issues],
                "scale_min": [(each.scale or nan)[0] for each in self.issues],
                "scale_max": [(each.scale or nan)[1] for each in self.issues],
                "scale_tolerance": [
                    math.nan if each.tolerance is None else each.tolerance for each in self.issues
                ],
                "options": ["; ".join(each.rungs) for each in self.issues],
                "decided_by": ["; ".join(each.decided_by) for each in self.issues],
            }
        )
        frames = frames_from_tables(
            parties, issues, positions,
            evidence=pd.DataFrame(
                {"role": ["status"], "issue": [self.issues[0].id], "attribution": ["poll"]}
            ),
            silences=pd.DataFrame(
                [(*cell, kind) for cell, kind in self.silences.items()],
                columns=["issue", "party", "kind"],
            ),
        )  # fmt: skip
        return apply_selection(frames, Selection(parties=self.names, record=self.record))

    # --- who has spoken, and who decides

    def _in_view(self, issue: Issue) -> dict[str, Said]:
        held = {name: self.cells.get((issue.id, name)) for name in self.names}
        return {name: said for name, said in held.items() if said is not None}

    def held(self, issue: Issue) -> dict[str, Said]:
        """Who has spoken to an issue, in the order of showing: what is measured."""
        return {
            name: said
            for name, said in self._in_view(issue).items()
            if not self.record or said.attribution in ON_RECORD
        }

    def left_out(self, issue: Issue) -> set[str]:
        return self._in_view(issue).keys() - self.held(issue).keys()

    def decides(self, issue: Issue, party: str) -> bool:
        if issue.decided_by:
            return party in issue.decided_by
        if "principal" in self.roles.values():
            return self.roles[party] == "principal"
        return self.roles[party] not in ("observer", "constituency")

    def voices(self, issue: Issue, counted: Collection[str] | None = None) -> dict[str, set[str]]:
        """The voices among those that count, by default who has spoken, each with its followers."""
        counted = self.held(issue) if counted is None else counted
        repeats = {
            name: {
                bloc
                for bloc in above(name)
                if (issue.id, bloc) in self.cells
                and says_the_same(issue, self.cells[issue.id, name], self.cells[issue.id, bloc])
            }
            for name in counted
        }
        found = {name: set[str]() for name in counted if not repeats[name].intersection(counted)}
        for bloc in PARTIES:  # what several repeat of a bloc that is not looked at is one voice
            several = [name for name in found if bloc in repeats[name]]
            if len(several) > 1:
                several.sort(key=lambda name: not self.decides(issue, name))
                for other in several[1:]:
                    found[several[0]] |= {other, *found.pop(other)}
        for name in counted:
            voice = next(iter(self._speakers(name, repeats, found)), name)
            if voice != name:
                found[voice].add(name)
        return found

    def _speakers(
        self, name: str, repeats: dict[str, set[str]], found: dict[str, set[str]]
    ) -> Iterator[str]:
        """The voices that say what a party repeats: its bloc, or whoever speaks for that."""
        for bloc in repeats[name]:
            yield from (voice for voice, those in found.items() if bloc in (voice, *those))

    def deciding(self, issue: Issue) -> set[str]:
        return {name for name in self.roles if self.decides(issue, name)}

    def voices_that_decide(self, issue: Issue) -> set[str]:
        """Voices that decide, or speak for one that does, in view or taking the bloc's position."""
        decide = self.deciding(issue)
        taken = {
            said.taken_from
            for (id, party), said in self.cells.items()
            if id == issue.id and party in decide
        }
        return {
            voice
            for voice, followers in self.voices(issue).items()
            if voice in taken or decide.intersection((voice, *followers))
        }

    def voices_with_red_lines(self, issue: Issue, decide: set[str]) -> set[str]:
        """Voices that call their position a red line, or speak for one that decides and does."""
        held = self.held(issue)
        return {
            voice
            for voice, followers in self.voices(issue).items()
            if held[voice].red_line or any(held[name].red_line for name in followers & decide)
        }

    # --- pairs

    def pairs(self) -> Iterator[tuple[str, str]]:
        """Each two in view of which neither is a bloc of the other."""
        for a, b in combinations(self.names, 2):
            if a not in above(b) and b not in above(a):
                yield a, b

    def shared(self, a: str, b: str) -> list[tuple[Issue, Said, Said]]:
        """What both say on each issue; members of one bloc count by their own words alone."""
        own = bool(above(a) & above(b))
        found = []
        for issue in self.issues:
            held = self.held(issue)
            if a in held and b in held and not (own and (held[a].taken_from or held[b].taken_from)):
                found.append((issue, held[a], held[b]))
        return found

    def weights(
        self, rows: Iterable[tuple[Issue, Said, Said]], salience: bool, weighted: bool
    ) -> list[float]:
        """The weight of each shared issue for a pair."""
        rows = list(rows)
        plain = [issue.weight if weighted else 1.0 for issue, *_ in rows]
        if not salience:
            return plain
        cares = [
            None if a.salience is None or b.salience is None else (a.salience + b.salience) / 2
            for _, a, b in rows
        ]
        stated = [(w, c) for w, c in zip(plain, cares, strict=True) if c is not None]
        asked = sum(w * c for w, c in stated)
        if not asked:
            return plain
        mean = asked / sum(w for w, _ in stated)
        return [w if c is None else w * c / mean for w, c in zip(plain, cares, strict=True)]

    def score(
        self, a: str, b: str, metric: str, salience: bool, weighted: bool, without: str = "",
        least: int = 3,
    ) -> float:  # fmt: skip
        """The agreement of two, without one issue; missing on fewer than `least`."""
        rows = [row for row in self.shared(a, b) if row[0].id != without]
        if len(rows) < least:
            return math.nan
        weights = self.weights(rows, salience, weighted)
        gaps = {
            "city-block": lambda row: distance(*row),
            "euclidean": lambda row: distance(*row) ** 2,
            "directional": lambda row: directed(*row),
        }[metric]
        mean = sum(w * gaps(row) for w, row in zip(weights, rows, strict=True)) / sum(weights)
        return 1 - (math.sqrt(mean) if metric == "euclidean" else mean)

    def bounds(self, a: str, b: str, salience: bool, weighted: bool) -> tuple[float, float]:
        """The lowest and highest city-block score over all issues if both had spoken to all."""
        shared = self.shared(a, b)
        known = sum(
            w * (1 - distance(*row))
            for w, row in zip(self.weights(shared, salience, weighted), shared, strict=True)
        )
        low = high = known
        own = bool(above(a) & above(b))
        both = {issue.id for issue, *_ in shared}
        for issue in self.issues:
            weight = issue.weight if weighted else 1.0
            if issue.id in both:
                continue
            held = self.held(issue)
            said = [
                held[name] for name in (a, b)
                if name in held and not (own and held[name].taken_from)
            ]  # fmt: skip
            if said:
                low += weight * (1 - max(distance(issue, said[0], o) for o in anything(issue)))
            high += weight
        total = sum(issue.weight if weighted else 1.0 for issue in self.issues)
        return low / total, high / total

    def lean_one_way(self, issue: Issue, counted: Collection[str]) -> bool:
        """Whether at least two voices of those that count speak, and all lean one way."""
        held = [self.cells[issue.id, voice] for voice in self.voices(issue, counted)]
        one_way = all(same_way(issue, *pair) for pair in combinations(held, 2))
        return len(held) >= 2 and one_way

    def several(self, issue: Issue, counted: Collection[str]) -> bool:
        """Whether two voices of those that count speak of whom neither is in the other."""
        voices = self.voices(issue, counted)
        return any(a not in above(b) and b not in above(a) for a, b in combinations(voices, 2))


def anything(issue: Issue) -> Iterator[Said]:
    """The positions that a silent party could take, at the ends."""
    if issue.scale is not None:
        for end in issue.scale:
            yield Said(None, (end, end))
        return
    for stance in SCORES:
        yield Said(stance)
        for rung in issue.rungs:
            yield Said(stance, option=rung)


# --- made at random


def _said(chance: random.Random, issue: Issue) -> Said:
    stance, value, bound, option, fallback = (
        chance.choice(list(SCORES)),
        None,
        "exactly",
        None,
        None,
    )
    if issue.scale is not None:
        start, end = issue.scale
        steps = [start + (end - start) * at / 5 for at in range(6)]
        low = min(chance.choice(steps) + chance.choice((0.0, 0.0, issue.near)), end)
        high = low if chance.random() < 0.6 else max(low, chance.choice(steps))
        stance, value = None, (low, high)
        bound = chance.choice(("exactly", "exactly", "exactly", "at-least", "at-most"))
    elif issue.rungs and chance.random() < 0.7:
        option = chance.choice(issue.rungs) if chance.random() < 0.8 else None
        fallback = chance.choice(issue.rungs) if chance.random() < 0.4 else None
    return Said(stance, value, bound, option, fallback)


def _told(chance: random.Random, said: Said) -> Said:
    """The same position, as somebody tells it."""
    return replace(
        said,
        red_line=chance.random() < 0.2,
        salience=chance.choice((None, 0.0, 20.0, 50.0, 100.0)),
        attribution=chance.choice((*ON_RECORD, *ON_RECORD, *OFF_RECORD)),
        disputed=chance.random() < 0.05,
        day=f"2025-01-{chance.randint(1, 28):02}",
        taken_from=None,
    )


def random_talks(seed: int, record: bool | None = None) -> Talks:
    """Talks in which members take, repeat or contradict what their bloc says."""
    chance = random.Random(seed)
    order = chance.sample(PARTIES, len(PARTIES))
    offered = ROLES if chance.random() < 0.7 else ROLES[1:]
    roles = {name: chance.choice(offered) for name in order}
    cells: dict[tuple[str, str], Said] = {}
    spoken = chance.choice((0.4, 0.7, 0.95))
    for issue in ISSUES:
        for name in PARTIES:  # blocs come before their members
            blocs = [cells[issue.id, up] for up in BLOCS.get(name, ()) if (issue.id, up) in cells]
            if blocs and chance.random() < 0.7:
                if chance.random() < 0.6:
                    said, *_ = blocs
                    taken = said.taken_from or BLOCS[name][0]
                    cells[issue.id, name] = replace(said, taken_from=taken)
                else:
                    cells[issue.id, name] = _told(chance, blocs[0])
            elif chance.random() < spoken or blocs:
                cells[issue.id, name] = _told(chance, _said(chance, issue))
    names = order if chance.random() < 0.4 else chance.sample(order, chance.randint(2, len(order)))
    silent = [(i.id, p) for i in ISSUES for p in PARTIES if (i.id, p) not in cells]
    return Talks(
        roles,
        cells,
        tuple(name for name in order if name in names),
        chance.random() < 0.3 if record is None else record,
        silences={cell: chance.choice(("declined", "no-public-position")) for cell in silent
                  if chance.random() < 0.3},
    )  # fmt: skip
