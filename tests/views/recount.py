"""A folder and an address in, what pages count out: from the records, by loops that one can read.

Nothing here uses frames, views or measures, so that a sentence of a page can be held against it.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import Any

from parley.format.models import Issue
from parley.format.vocabulary import DIRECTNESS, ON_RECORD
from parley.loading.loader import Negotiation

SIDE = {"supports": 2, "open": 1, "undecided": 0, "reluctant": -1, "opposes": -2}
EARLY = "not-yet-known"


@dataclass(frozen=True)
class Held:
    """What a party holds on an issue, of its own or from its bloc."""

    issue: str
    party: str
    row: Any
    """The record, as a row."""
    bloc: str | None
    word: str
    """The most direct of its evidence."""


class Recount:
    """What is in view of a negotiation under an address."""

    def __init__(self, negotiation: Negotiation, query: dict[str, list[str]], parties: str = ""):
        """`parties` says which are in view where none is chosen: `home`, or those with a column."""
        self.negotiation, self.query = negotiation, query
        asked = query.get("day")
        self.day = dt.date.fromisoformat(asked[0]) if asked else negotiation.header.as_of
        self.blocs: dict[str, list[str]] = {}
        for bloc in negotiation.parties:
            for member in bloc.members:
                self.blocs.setdefault(member, []).append(bloc.id)
        self.names = {party.id: party.name for party in negotiation.parties}
        self.parties = self._parties(parties)
        self.issues = [issue for issue in negotiation.issues if self._is_in_view(issue)]

    # --- what is in view

    def _parties(self, default: str) -> list[str]:
        ids = [party.id for party in self.negotiation.parties]
        home = list(self.negotiation.header.home_parties)
        ids = [*home, *(id for id in ids if id not in home)]
        if chosen := self.query.get("party"):
            return [id for id in ids if id in chosen]
        if default == "home" and home:
            return home
        return [id for id in ids if id not in self.without_column]

    @cached_property
    def without_column(self) -> list[str]:
        """The members for which their bloc speaks throughout."""
        heard = set(self.negotiation.positions["party"].astype(str))
        home = self.negotiation.header.home_parties
        return [id for id in self.names if id in self.blocs and id not in heard and id not in home]

    def _is_in_view(self, issue: Issue) -> bool:
        areas, statuses = self.query.get("area"), self.query.get("status")
        return (not areas or self.negotiation.area_of[issue.id] in areas) and (
            not statuses or self.status(issue) in statuses
        )

    def status(self, issue: Issue) -> str:
        """The status that holds on the day."""
        dates = {source.id: source.date for source in self.negotiation.sources}
        if issue.outcome and issue.outcome.status and issue.outcome.date <= self.day:
            return issue.outcome.status
        cited = [dates[each.source] for each in issue.status_evidence]
        since = issue.status_date or max(cited, default=self.negotiation.header.as_of)
        if since <= self.day:
            return issue.status
        earlier = [each for each in issue.status_history if each.date <= self.day]
        return max(earlier, key=lambda each: each.date).status if earlier else EARLY

    @cached_property
    def statuses(self) -> Counter[str]:
        return Counter(self.status(issue) for issue in self.issues)

    # --- who holds what

    def above(self, party: str) -> list[str]:
        """The blocs that a party belongs to, the nearest first."""
        found: list[str] = []
        ahead = list(self.blocs.get(party, []))
        while ahead:
            found += [bloc for bloc in ahead if bloc not in found]
            ahead = [up for bloc in ahead for up in self.blocs.get(bloc, []) if up not in found]
        return found

    @cached_property
    def _words(self) -> dict[int, str]:
        """The most direct evidence of each position."""
        found: dict[int, list[str]] = {}
        for each in self.negotiation.evidence.itertuples():
            if each.role == "position":
                found.setdefault(each.position, []).append(each.attribution)
        return {number: min(words, key=DIRECTNESS.index) for number, words in found.items()}

    @cached_property
    def held(self) -> dict[tuple[str, str], Held]:
        """By issue and party what holds on the day, of all parties of the negotiation."""
        found: dict[tuple[str, str], Held] = {}
        newest: dict[tuple[str, str], Any] = {}
        for row in self.negotiation.positions.itertuples():
            if row.date.date() > self.day:
                continue
            cell = (row.issue, row.party)
            key = (row.date, -DIRECTNESS.index(self._words[row.Index]), -row.Index)
            if cell not in newest or key > newest[cell]:
                newest[cell] = key
                found[cell] = Held(*cell, row, None, self._words[row.Index])
        own = dict(found)
        for party in self.blocs:
            for issue in self.negotiation.issues:
                for bloc in self.above(party):
                    theirs = own.get((issue.id, bloc))
                    if theirs and (issue.id, party) not in found:
                        found[issue.id, party] = Held(
                            issue.id, party, theirs.row, bloc, theirs.word
                        )
        return found

    def counts(self, held: Held) -> bool:
        """Whether the filters leave it in what is measured."""
        words, since = self.query.get("attribution"), self.query.get("said_since")
        return (
            (not words or held.word in words)
            and (not self.query.get("record") or held.word in ON_RECORD)
            and (not since or held.row.date.date() >= dt.date.fromisoformat(since[0]))
        )

    def cells(self, issue: str | None = None, party: str | None = None) -> list[Held]:
        """What the parties in view hold on the issues in view, whether it counts or not."""
        issues = [each.id for each in self.issues] if issue is None else [issue]
        parties = self.parties if party is None else [party]
        return [self.held[i, p] for i in issues for p in parties if (i, p) in self.held]

    def counted(self, issue: str | None = None, party: str | None = None) -> list[Held]:
        return [each for each in self.cells(issue, party) if self.counts(each)]

    @property
    def left_out(self) -> int:
        return len(self.cells()) - len(self.counted())

    # --- what is said

    def issue(self, id: str) -> Issue:
        return next(issue for issue in self.negotiation.issues if issue.id == id)

    def takes(self, held: Held) -> tuple[float, float] | None:
        """The stretch of the scale or of the rungs that a position would take."""
        issue, row = self.issue(held.issue), held.row
        if issue.scale and row.value_from == row.value_from:
            low, high = row.value_from, row.value_to
            high = issue.scale.max if row.bound == "at-least" else high
            return issue.scale.min if row.bound == "at-most" else low, high
        ladder = [option.id for option in issue.options or ()]
        rungs = [ladder.index(each) for each in (row.option, row.fallback) if each in ladder]
        return (min(rungs), max(rungs)) if rungs else None

    def written(self, issue: str, value: float) -> str:
        """A value with as many decimals as the one on the issue that needs the most."""
        values = []
        for row in self.negotiation.positions.itertuples():
            if row.issue == issue and row.value_from == row.value_from:
                values += [row.value_from, row.value_to]
        outcome = self.issue(issue).outcome
        if outcome is not None and outcome.value is not None:
            values += [outcome.value.from_, outcome.value.to]
        decimals = max((len(f"{each:g}".partition(".")[2]) for each in values), default=0)
        return f"{value:.{decimals}f}" if decimals else f"{value:g}"

    def span(self, issue: str, low: float, high: float) -> str:
        """A value, or both ends of a range."""
        first, last = self.written(issue, low), self.written(issue, high)
        return first if low == high else f"{first}–{last}"

    def tolerance(self, id: str) -> float:
        scale = self.issue(id).scale
        if scale is None:
            return 0.0
        return (scale.max - scale.min) / 20 if scale.tolerance is None else scale.tolerance

    def way(self, one: Held, other: Held) -> str:
        """Whether two positions on an issue lean the same way, stand apart, or neither."""
        a, b = self.takes(one), self.takes(other)
        if a and b:
            gap = max(a[0], b[0]) - min(a[1], b[1])
            return "apart" if gap > self.tolerance(one.issue) + 1e-9 else "same"
        sides = [SIDE.get(each.row.stance, 0) for each in (one, other)]
        product = sides[0] * sides[1]
        return "same" if product > 0 else "apart" if product < 0 else "neither"

    def alike(self, one: Held, other: Held) -> bool:
        """Whether two positions say the same."""
        for name in ("stance", "option", "fallback", "bound"):
            a, b = getattr(one.row, name), getattr(other.row, name)
            if a != b and (isinstance(a, str) or isinstance(b, str)):
                return False
        a, b = self.takes(one), self.takes(other)
        if a is None or b is None:
            return a == b
        return all(
            abs(x - y) <= self.tolerance(one.issue) + 1e-9 for x, y in zip(a, b, strict=True)
        )

    def decides(self, issue: str, party: str) -> bool:
        if named := self.issue(issue).decided_by:
            return party in named
        roles = {each.id: each.role for each in self.negotiation.parties}
        if "principal" in roles.values():
            return roles[party] == "principal"
        return roles[party] not in ("observer", "constituency")

    def voices(self, issue: str) -> list[Held]:
        """Those that count on an issue, so that no bloc counts with members that say the same."""
        counted = {each.party: each for each in self.counted(issue)}
        voices: list[Held] = []
        repeating: dict[str, list[Held]] = {}
        for party, own in counted.items():
            same = [
                bloc
                for bloc in self.above(party)
                if (issue, bloc) in self.held and self.alike(own, self.held[issue, bloc])
            ]
            if any(bloc in counted for bloc in same):
                continue
            if same:
                repeating.setdefault(same[-1], []).append(own)
            else:
                voices.append(own)
        for those in repeating.values():
            voices.append(min(those, key=lambda each: not self.decides(issue, each.party)))
        return voices

    # --- pairs

    def related(self, a: str, b: str) -> bool:
        """Whether one is a bloc of the other."""
        return a in self.above(b) or b in self.above(a)

    def pair(self, a: str, b: str) -> Counter[str]:
        """On how many issues both count, and how they stand; siblings by their own words alone."""
        siblings = not set(self.above(a)).isdisjoint(self.above(b))
        found: Counter[str] = Counter()
        for issue in self.issues:
            both = [*self.counted(issue.id, a), *self.counted(issue.id, b)]
            if len(both) == 2 and not (siblings and any(each.bloc for each in both)):
                found["shared"] += 1
                found[self.way(*both)] += 1
        return found

    def pairs(self) -> Iterator[tuple[str, str]]:
        return ((a, b) for a, b in combinations(self.parties, 2) if not self.related(a, b))

    def following(self, member: str, bloc: str) -> tuple[int, int, int]:
        """On how many issues a member says what its bloc does, on how many not, and of how many."""
        follows = dissents = possible = 0
        for issue in self.issues:
            theirs, own = self.counted(issue.id, bloc), self.counted(issue.id, member)
            possible += len(theirs)
            if theirs and own:
                follows += self.alike(own[0], theirs[0])
                dissents += not self.alike(own[0], theirs[0])
        return follows, dissents, possible

    def standing(self, issue: str) -> str:
        """How the voices on an issue stand to each other."""
        voices = self.voices(issue)
        if len(voices) < 2:
            return "some" if voices else "none"
        ways = {self.way(*pair) for pair in combinations(voices, 2)}
        return "agree" if ways == {"same"} else "differ" if "apart" in ways else "neither"

    def group(self, issue: str) -> str:
        """In which group an issue is for its voices, pair by pair."""
        voices = self.voices(issue)
        pairs = list(combinations(voices, 2))
        ways = {self.way(*pair) for pair in pairs}
        if "apart" in ways:
            return "apart"
        contested = set(self.negotiation.disputes["position"])
        strangers = any(not self.related(a.party, b.party) for a, b in pairs)
        if ways == {"same"} and strangers and not any(v.row.Index in contested for v in voices):
            return "together"
        return ("none", "one", "mixed")[min(len(voices), 2)]
