"""A package in, its key fact out in one sentence, and what would add the conditions it misses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np

from parley.categoricals import Rows
from parley.format.vocabulary import ATTRIBUTIONS
from parley.frames.cells import Flags
from parley.package.outcomes import ADOPT, REJECT, Outcome, Package, Span
from parley.package.sentences import WITH_CONDITIONS, whose_word
from parley.package.statements import Judgement, Statements
from parley.package.terms import (
    ASKS_OTHERWISE,
    OPPOSES,
    REASON,
    RED_LINE,
    RESISTS,
    STANCE_CODES,
)
from parley.wording import count, join_and

MOST_NAMED: Final = 4
"""How many parties or issues a clause of the sentence names; it counts the others."""

AGAINST: Final = (STANCE_CODES["reluctant"], STANCE_CODES["opposes"])

OBJECTION_WORDS: Final = {
    RED_LINE: "a red line of {name} is crossed on {issues}",
    OPPOSES: "{name} opposes {issues}",
    RESISTS: "{name} resists {issues}",
}
"""By the code of a verdict, in the order of saying."""


@dataclass(frozen=True)
class MissingCondition:
    """An outcome that a package lacks and that parties hang their word on."""

    issue: str
    outcome: Outcome
    parties: tuple[str, ...]
    """Their names."""


@dataclass(frozen=True)
class KeyFact:
    """What is to be known of a package first."""

    sentence: str
    missing: tuple[MissingCondition, ...]


def key_fact(of: Statements, package: Package) -> KeyFact:
    """Who decides, who objects, who is silent, and which condition is missing.

    Counted are the voices in view, on the issues that the package settles. A condition is missing
    where a voice hangs its word on an issue that the package settles otherwise or leaves open, and
    can be told from a package.
    """
    told = _Told(of, of.judge(package), np.unique(of.arrays_of(package.outcomes).issue))
    clauses = [
        *told.who_decides(),
        *told.who_objects(),
        *told.who_asks_otherwise(),
        *told.who_is_silent(),
        *told.what_is_missing(),
    ]
    sentence = "; ".join(clauses)
    return KeyFact(f"{sentence[:1].upper()}{sentence[1:]}.", told.missing)


@dataclass(frozen=True, eq=False)
class _Told:
    """The clauses of the sentence."""

    of: Statements
    judgement: Judgement
    settled: Rows
    """The rows of the issues that the package settles."""

    @cached_property
    def names(self) -> list[str]:
        """The names of the parties in view."""
        return list(self.of.parties["name"])

    @cached_property
    def decides(self) -> Flags:
        """Who decides, by settled issue and party."""
        found: Flags = self.of.decides[self.settled]
        return found

    def titles(self, rows: Rows) -> list[str]:
        """The titles of issues, by their rows."""
        return [self.of.questions[self.of.issue_ids[row]].title for row in rows.tolist()]

    def named(self, flags: Flags) -> list[str]:
        """The names of the flagged parties."""
        return [self.names[party] for party in np.flatnonzero(flags).tolist()]

    def who_decides(self) -> Iterator[str]:
        groups, which = np.unique(self.decides, axis=0, return_inverse=True)
        everywhere: Flags = np.logical_and.reduce(self.decides, axis=0)
        also = [
            f"on {_listed(self.titles(self.settled[which.ravel() == group]))} also "
            f"{_listed(self.named(groups[group] & ~everywhere))}"
            for group in dict.fromkeys(which.ravel().tolist())
            if (groups[group] & ~everywhere).any()
        ]
        if len(groups) == 1 or (everywhere.any() and len(also) <= MOST_NAMED):
            yield ", ".join([_decide(self.named(everywhere)), *also])
        elif len(groups) <= MOST_NAMED:
            for group in dict.fromkeys(which.ravel().tolist()):
                titles = self.titles(self.settled[which.ravel() == group])
                yield f"on {_listed(titles)} {_decide(self.named(groups[group]))}"
        else:
            yield "who decides differs by issue"
        absent = [
            name for name, decides in self.of.out_of_view.items() if decides[self.settled].any()
        ]
        if absent:
            too = " too" if self.decides.any() else ""
            verbs = f"decides{too} and is", f"decide{too} and are"
            yield f"{_listed(absent)} {verbs[len(absent) > 1]} not in view"

    def who_objects(self) -> Iterator[str]:
        verdicts = self.judgement.verdicts[self.settled]
        objects: Flags = (verdicts >= RESISTS) & self.of.counts[self.settled]
        objects |= (verdicts == RED_LINE) & self._own_red_line[self.settled]
        who = np.flatnonzero(objects.any(axis=0))
        if not len(who):
            yield "no voice in view is known to object"
            return
        worst = (verdicts * objects).max(axis=0)[who]
        decides = np.isin(who, np.nonzero(self.decides)[1])
        first = who[np.lexsort((who, -worst, ~decides))]
        for party in first[:MOST_NAMED].tolist():
            for code, words in OBJECTION_WORDS.items():
                at = self.settled[objects[:, party] & (verdicts[:, party] == code)]
                by: dict[str, list[str]] = {}
                for row in at.tolist():
                    others = self.of.red_line_of.get((row, party)) if code == RED_LINE else None
                    name = join_and(others) if others else self.names[party]
                    by.setdefault(name, []).append(self._with_word(row, party))
                for name, issues in by.items():
                    yield words.format(name=name, issues=_listed(issues))
        rest = len(who) - MOST_NAMED
        if rest > 0:
            yield count(rest, "other objects", "others object")

    @cached_property
    def _own_red_line(self) -> Flags:
        """The cells whose red line no voice carries: of members that do not decide, say the same
        as their bloc, and alone call it not negotiable."""
        of = self.of
        own = (of.position >= 0) & (of.bloc < 0)
        found: Flags = of.red_line & own & ~of.counts & ~of.decides
        return found

    def _with_word(self, row: int, party: int) -> str:
        """An issue's title, and whose word it is what a party holds there where it is not on the
        record."""
        (title,) = self.titles(np.array([row]))
        attribution = self.of.attribution[row, party]
        said = whose_word(list(ATTRIBUTIONS)[attribution] if attribution >= 0 else None)
        return f"{title} ({said})" if said else title

    def who_asks_otherwise(self) -> Iterator[str]:
        """Of those who decide, who asks for something else."""
        asks = self.judgement.verdicts[self.settled] == ASKS_OTHERWISE
        asks &= self.decides & self.of.counts[self.settled]
        number = asks.sum(axis=0)
        for issues in np.unique(number[number > 0])[::-1].tolist():
            who = number == issues
            names = self.named(who)
            verb = "asks" if len(names) == 1 else "ask"
            off_record = int((asks[:, who] & self._off_record[self.settled][:, who]).sum())
            said = f" ({off_record} not on the record)" if off_record else ""
            each = "" if len(names) == 1 else " each"
            yield f"{_listed(names)} {verb} otherwise on {count(issues, 'issue')}{each}{said}"

    @cached_property
    def _off_record(self) -> Flags:
        """The cells whose position is not on the record."""
        codes = [code for code, each in enumerate(ATTRIBUTIONS.values()) if not each.on_record]
        found: Flags = np.isin(self.of.attribution, codes)
        return found

    def who_is_silent(self) -> Iterator[str]:
        """Who is silent: where they decide by number, others on half or more of all; and what is
        left out, apart."""
        reasons = self.judgement.reasons[self.settled]
        silent = reasons == REASON["silent"]
        settled = len(self.settled)
        where = self.decides.sum(axis=0)
        number = (silent & self.decides).sum(axis=0)
        pairs = np.stack([number, where])
        for issues, of in sorted({(k, n) for k, n in pairs.T.tolist() if k}, reverse=True):
            names = self.named((number == issues) & (where == of))
            verb, they = ("is", "it decides") if len(names) == 1 else ("are", "they decide")
            more = f" on which {they}" if of < settled else ""
            yield f"{_listed(names)} {verb} silent on {_share(issues, of, settled)}{more}"
        mute = self.named((number == 0) & (silent.sum(axis=0) * 2 >= settled))
        if mute:
            verb = "is" if len(mute) == 1 else "are"
            on = "it" if settled == 1 else "half or more"
            yield f"{_listed(mute)} {verb} silent on {on}"
        left_out = int((reasons == REASON["left-out"]).sum())
        if left_out:
            yield f"{count(left_out, 'position is', 'positions are')} left out by the filters"

    def what_is_missing(self) -> Iterator[str]:
        told = [
            f"{question.title}: {question.says(each.outcome)} (for {_listed(list(each.parties))})"
            for each in self.missing[:MOST_NAMED]
            for question in [self.of.questions[each.issue]]
        ]
        rest = len(self.missing) - len(told)
        if told:
            more = f", and {rest} more" if rest else ""
            verb = "is" if len(self.missing) == 1 else "are"
            yield f"missing {verb} {join_and(told)}{more}"
        elif self.judgement.met[self._bearing].any():
            yield "every condition that a package can meet is met"
        untold = int((~self._can_be_met & ~self.judgement.met[self._bearing]).sum())
        if untold:
            yield count(untold, "condition stays an if", "conditions stay an if")

    @cached_property
    def _bearing(self) -> Rows:
        """The rows of the conditions of counted positions that bear on their verdicts."""
        held = self.of.held_conditions
        cell = held.issue, held.party
        codes = [REASON[name] for name in WITH_CONDITIONS]
        bears = np.isin(self.judgement.reasons[cell], codes) & self.of.counts[cell]
        return np.flatnonzero(bears & np.isin(held.issue, self.settled))

    @cached_property
    def _can_be_met(self) -> Flags:
        """Which of these conditions can be told from a package."""
        held = self.of.held_conditions
        on, party = held.on[self._bearing], held.party[self._bearing]
        found: Flags = (on >= 0) & self.of.can_tell(on, party)
        return found

    @cached_property
    def missing(self) -> tuple[MissingCondition, ...]:
        """The outcomes that would meet what is not met, each with those who hang on it."""
        held = self.of.held_conditions
        unmet = self._bearing[self._can_be_met & ~self.judgement.met[self._bearing]]
        found: dict[tuple[str, Outcome], dict[str, None]] = {}
        for on, party in zip(held.on[unmet].tolist(), held.party[unmet].tolist(), strict=True):
            outcome = self._asked(on, party)
            if outcome is not None:
                key = self.of.issue_ids[on], outcome
                found.setdefault(key, {})[self.names[party]] = None
        return tuple(
            MissingCondition(issue, outcome, tuple(who)) for (issue, outcome), who in found.items()
        )

    def _asked(self, issue: int, party: int) -> Outcome | None:
        """What a party needs on an issue that it names in a condition, None where it cannot be
        told."""
        of, cell = self.of, (issue, party)
        question = of.questions[of.issue_ids[issue]]
        if question.kind == "proposal":
            return REJECT if of.stance[cell] in AGAINST else ADOPT
        if question.scale is not None:
            low, high = (float(ends[cell]) for ends in of.named)
            return None if np.isnan(low) else Span(low, high)
        return question.rungs[of.asks[cell]] if of.asks[cell] >= 0 else None


def _decide(names: list[str]) -> str:
    if not names:
        return "nobody in view decides"
    return f"{_listed(names)} {'decides' if len(names) == 1 else 'decide'}"


def _share(number: int, of: int, settled: int) -> str:
    if number < of:
        return f"{number} of {of} issues"
    if of < settled:
        return "the issue" if of == 1 else f"all {of} issues"
    return "it" if of == 1 else ("both issues" if of == 2 else f"all {of} issues")


def _listed(names: list[str]) -> str:
    """Names in prose, of many the first and how many others."""
    if len(names) <= MOST_NAMED:
        return join_and(names)
    rest = len(names) - MOST_NAMED + 1
    return join_and([*names[: MOST_NAMED - 1], count(rest, "other")])
