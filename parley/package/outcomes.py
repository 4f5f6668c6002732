"""What can be decided on each issue, and a package of such outcomes: to and from an address."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final, Literal, NamedTuple

import pandas as pd

from parley.format.models import Issue
from parley.frames.build import value_text
from parley.frames.columns import LIST_SEPARATOR
from parley.iter_rows import iter_rows
from parley.wording import number_word, plural

ADOPT: Final = "adopt"
REJECT: Final = "reject"
WORDS: Final = {ADOPT: "Adopted", REJECT: "Not adopted"}
LEFT_OPEN: Final = "Left open"

KEY: Final = "package"
BESIDE: Final = "beside"
"""The parameters of an address: of the package, and of another put beside it."""

LONGEST_NAME: Final = 80
LONGEST_ECHO: Final = 60
"""How many characters of a parameter that cannot be read are repeated."""

RANGE: Final = ".."
NUMBER: Final = re.compile(r"-?[0-9]{1,400}(\.[0-9]{1,400})?(e[+-]?[0-9]{1,3})?", re.IGNORECASE)


JOINERS: Final = "\N{ZERO WIDTH JOINER}\N{ZERO WIDTH NON-JOINER}"
"""Invisible characters that a name in some scripts needs."""


class Span(NamedTuple):
    """A value on a scale, or a range of values, both ends included."""

    low: float
    high: float


Outcome = str | Span
"""What is decided on an issue: ADOPT or REJECT, the id of a rung, or a value on its scale."""


@dataclass(frozen=True)
class Question:
    """One issue as something to decide on.

    A numeric issue is decided by a value, one with a ladder by a rung, any other by adopting the
    proposal or not.
    """

    issue: str
    title: str
    scale: Span | None = None
    unit: str | None = None
    decimals: int = 0
    """With how many decimals its values are written."""
    rungs: tuple[str, ...] = ()
    """The ids of a ladder's rungs, from least to most."""
    texts: tuple[str, ...] = ()
    """What each rung says."""

    @property
    def kind(self) -> Literal["proposal", "ladder", "scale"]:
        """How it is decided."""
        if self.scale is not None:
            return "scale"
        return "ladder" if self.rungs else "proposal"

    @property
    def choices(self) -> tuple[str, ...]:
        """The outcomes that can be listed: none on a scale."""
        if self.scale is not None:
            return ()
        return self.rungs or (ADOPT, REJECT)

    @property
    def span(self) -> float:
        """The longest way between two outcomes: the scale's range, or a ladder's steps."""
        if self.scale is not None:
            return self.scale.high - self.scale.low
        return float(max(len(self.rungs) - 1, 1))

    def allows(self, outcome: Outcome) -> bool:
        """Whether the issue can be decided that way."""
        if isinstance(outcome, Span):
            if self.scale is None:
                return False
            return self.scale.low <= outcome.low <= outcome.high <= self.scale.high
        return outcome in self.choices

    def read(self, text: str) -> Outcome | None:
        """The outcome that an address names, or None where the issue has no such one."""
        outcome = text if self.scale is None else _span(text)
        return outcome if outcome is not None and self.allows(outcome) else None

    def says(self, outcome: Outcome | None) -> str:
        """An outcome as people read it: `Adopted`, the rung's text, `3–5 %` or `Left open`."""
        if outcome is None:
            return LEFT_OPEN
        if isinstance(outcome, Span):
            return value_text(*outcome, self.unit, decimals=self.decimals)
        if self.rungs:
            return self.texts[self.rungs.index(outcome)]
        return WORDS[outcome]

    def between(self, low: float, high: float) -> str:
        """What lies between two rungs, by their places; nothing where missing."""
        if math.isnan(low):
            return ""
        ends = (self.texts[int(place)] for place in (low, high))
        return " to ".join(dict.fromkeys(f"“{text}”" for text in ends))

    def away(self, gap: float) -> str:
        """How far an outcome lies from what was asked: `one rung away`, `5 % away`."""
        if self.scale is not None:
            return f"{value_text(gap, gap, self.unit, decimals=self.decimals)} away"
        rungs = int(gap)
        return f"{number_word(rungs)} {plural(rungs, 'rung', 'rungs')} away"


def questions(issues: pd.DataFrame, records: Iterable[Issue] = ()) -> dict[str, Question]:
    """The issues of a frame as questions, in its order.

    `issues` is the frame of `parley.frames`; `records` give the rungs their texts, where their ids
    stand otherwise.
    """
    texts = {record.id: tuple(option.text for option in record.options or ()) for record in records}
    found = {}
    columns = ["issue", "title", "numeric", "scale_min", "scale_max", "unit", "decimals", "options"]
    for issue, title, numeric, low, high, unit, decimals, options in iter_rows(issues[columns]):
        rungs = tuple(options.split(LIST_SEPARATOR)) if options and not numeric else ()
        found[issue] = Question(
            issue,
            title,
            scale=Span(low, high) if numeric else None,
            unit=unit if isinstance(unit, str) else None,
            decimals=int(decimals),
            rungs=rungs,
            texts=texts.get(issue, rungs) if rungs else (),
        )
    return found


@dataclass(frozen=True)
class Package:
    """An outcome for each issue that is settled; the others are left open."""

    outcomes: tuple[tuple[str, Outcome], ...] = ()
    """The settled issues with their outcomes, by id; `Package.of` keeps the order."""
    name: str = ""

    @classmethod
    def of(cls, outcomes: Mapping[str, Outcome], name: str = "") -> Package:
        """A package of these outcomes."""
        return cls(tuple(sorted(outcomes.items(), key=lambda pair: pair[0])), _clean(name))

    @property
    def settled(self) -> dict[str, Outcome]:
        """The outcome of each settled issue."""
        return dict(self.outcomes)

    def outcome(self, issue: str) -> Outcome | None:
        """The outcome of an issue, None where it is left open."""
        return self.settled.get(issue)

    def put(self, issue: str, outcome: Outcome | None) -> Package:
        """The same package with another outcome of one issue; None leaves it open."""
        others = {key: kept for key, kept in self.outcomes if key != issue}
        return Package.of(others if outcome is None else {**others, issue: outcome}, self.name)

    def named(self, name: str) -> Package:
        """The same package under another name, in one line of at most LONGEST_NAME characters."""
        return replace(self, name=_clean(name))

    def to_query(self, key: str = KEY) -> list[tuple[str, str]]:
        """The parameters of an address: `package=issue:adopt` for each outcome, and its name."""
        pairs = [(key, f"{issue}:{format_outcome(outcome)}") for issue, outcome in self.outcomes]
        return [*pairs, (f"{key}_name", self.name)] if self.name else pairs


class ParsedPackage(NamedTuple):
    """A package as an address states it, and in sentences what of it could not be read."""

    package: Package
    dropped: tuple[str, ...]


def read_package(
    query: Mapping[str, Iterable[str]], questions: Mapping[str, Question], key: str = KEY
) -> ParsedPackage:
    """The package that an address states.

    `query` maps each parameter to its values, as `urllib.parse.parse_qs` gives them. What names no
    issue, or an outcome that the issue cannot have, is dropped; of two outcomes of one issue the
    first counts.
    """
    settled: dict[str, Outcome] = {}
    dropped = []
    for text in dict.fromkeys(query.get(key, ())):
        issue, _, named = text.partition(":")
        question = questions.get(issue)
        outcome = question.read(named) if question else None
        if question is None:
            dropped.append(f"“{_echo(issue)}” is no issue of this negotiation.")
        elif outcome is None:
            dropped.append(f"{question.title}: “{_echo(named)}” is not among its outcomes.")
        elif issue in settled:
            dropped.append(f"{question.title}: a second outcome, “{_echo(named)}”, does not count.")
        else:
            settled[issue] = outcome
    name = next(iter(query.get(f"{key}_name", ())), "")
    return ParsedPackage(Package.of(settled, name), tuple(dropped))


def format_outcome(outcome: Outcome) -> str:
    """An outcome as an address has it: `adopt`, `a-rung`, `3.5` or `3..5`."""
    if not isinstance(outcome, Span):
        return outcome
    # A zero has no sign, so that a package has one address.
    low, high = (repr(float(end) + 0.0).removesuffix(".0") for end in outcome)
    return low if outcome.low == outcome.high else f"{low}{RANGE}{high}"


def _span(text: str) -> Span | None:
    low, dots, high = text.partition(RANGE)
    ends = [low, high if dots else low]
    if not all(NUMBER.fullmatch(end) for end in ends):
        return None
    found = Span(*map(float, ends))
    return found if all(map(math.isfinite, found)) else None


def _echo(text: str) -> str:
    line = _line(text)
    return line if len(line) <= LONGEST_ECHO else f"{line[:LONGEST_ECHO]}…"


def _clean(name: str) -> str:
    return _line(name)[:LONGEST_NAME].strip()


def _line(text: str) -> str:
    """A text in one line, without characters that control how it is shown or cannot be encoded."""
    return " ".join("".join(" " if _controls(char) else char for char in text).split())


def _controls(char: str) -> bool:
    return unicodedata.category(char) in ("Cc", "Cf", "Cs") and char not in JOINERS
