"""What the parties have said on every issue, as arrays: read against any outcome at once.

**How a statement is read.** Five verdicts, from the best to the worst: *accepts*, *unknown*,
*accepts if …*, *opposes*, *red line crossed*.

| outcome | supports | open | undecided | reluctant | opposes |
|---|---|---|---|---|---|
| adopted | accepts | accepts | unknown | opposes | opposes |
| not adopted | opposes | unknown | unknown | accepts | accepts |
| a rung above the lowest, where the party names none | as adopted | | | | |
| the lowest rung, where the party names none | unknown | | | | |

- Being open to a proposal is no demand for it, so that doing without leaves its word unknown. The
  lowest rung may be next to nothing or a first step, which a stance alone cannot tell apart.
- A party that names rungs accepts what lies between the one it asks for and the one it is reported
  to accept, both included, whatever its stance, and opposes all others: nothing is guessed of how
  far it would go.
- On a scale it accepts what lies wholly within the values it has named and opposes what lies wholly
  outside; where a range of values lies partly within, its word is unknown.
- An objection crosses a red line where the position has been declared not negotiable.
- Who would accept, but names a condition that is not met, *accepts if*. Conditions do not bear on
  leaving a proposal unadopted. Who is reluctant or opposes, without a red line, and hangs that on
  conditions that are all met, is unknown: the stated reason is gone, and what it then says is not
  told.
- A condition is met where the package settles the issue that it names the way the same party has
  asked for or said it accepts there. Where the party has no leaning there, a proposal has to be
  adopted, and of a rung or a value it cannot be told. A condition that names no other issue can
  never be told from a package either, and stays an if.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from parley.categoricals import Rows, index_in, isin
from parley.format.vocabulary import STANCES
from parley.frames.blocs import is_voice
from parley.frames.build import LIST_SEPARATOR, Frames
from parley.iter_rows import iter_rows
from parley.package.outcomes import ADOPT, Outcome, Package, Question, Span, questions

Codes = npt.NDArray[np.int8]
Flags = npt.NDArray[np.bool_]
Numbers = npt.NDArray[np.float64]

VERDICTS: Final = ("accepts", "unknown", "accepts-if", "opposes", "red-line")
"""From the best to the worst."""
ACCEPTS, UNKNOWN, ACCEPTS_IF, OPPOSES, RED_LINE = range(len(VERDICTS))

WHYS: Final[dict[str, int]] = {
    "for": ACCEPTS,
    "spared": ACCEPTS,
    "within": ACCEPTS,
    "silent": UNKNOWN,
    "undecided": UNKNOWN,
    "no-demand": UNKNOWN,
    "lowest-rung": UNKNOWN,
    "partly-within": UNKNOWN,
    "reason-gone": UNKNOWN,
    "conditional": ACCEPTS_IF,
    "against": OPPOSES,
    "denied": OPPOSES,
    "outside": OPPOSES,
}
"""Why a verdict is what it is; an objection that crosses a red line has the same reason."""
WHY: Final = {name: code for code, name in enumerate(WHYS)}
OPEN: Final = -1
"""Left open: no verdict."""

VERDICT_OF: Final = np.array([*WHYS.values(), OPEN], np.int8)

STANCE_CODES: Final = {stance: code for code, stance in enumerate(STANCES)}
NO_STANCE: Final = len(STANCES)
"""A position that names a value alone; on a numeric issue the stance is not read."""
SILENT: Final = -1
NEUTRAL: Final = (SILENT, STANCE_CODES["undecided"])
"""Who leans neither way."""


def _by_stance(**whys: str) -> list[int]:
    """Reasons by the code of a stance; the last two are no stance and silence."""
    return [*(WHY[whys[stance]] for stance in STANCES), WHY["silent"], WHY["silent"]]


BY_STANCE: Final = np.array(
    [
        _by_stance(supports="denied", open="no-demand", undecided="undecided",
                   reluctant="spared", opposes="spared"),
        _by_stance(supports="for", open="for", undecided="undecided",
                   reluctant="against", opposes="against"),
        _by_stance(supports="lowest-rung", open="lowest-rung", undecided="undecided",
                   reluctant="lowest-rung", opposes="lowest-rung"),
    ],
    np.int8,
)  # fmt: skip
"""Why, by outcome (not adopted, adopted, the lowest rung) and by stance."""
NOT_ADOPTED, ADOPTED, LOWEST = range(3)


class Placed(NamedTuple):
    """Outcomes as numbers: for each the row of its issue and both ends.

    Not adopted is 0 and adopted is 1, a rung is its place on the ladder, a value is itself.
    """

    issue: Rows
    low: Numbers
    high: Numbers

    def some(self, rows: Rows | Flags | tuple[slice, None]) -> Placed:
        """Some of the outcomes."""
        return Placed(self.issue[rows], self.low[rows], self.high[rows])


class Hung(NamedTuple):
    """The conditions of the positions in view, one row for each position that has it."""

    issue: Rows
    party: Rows
    on: Rows
    """The row of the issue that it hangs on, or -1 where a package cannot tell."""
    row: Rows
    """Its row in the frame of conditions."""


@dataclass(frozen=True, eq=False)
class Statements:
    """The positions that hold, by issue (rows) and party (columns)."""

    questions: dict[str, Question]
    parties: pd.DataFrame
    """The parties in view, rows of the frame."""
    conditions: pd.DataFrame
    """The frame of conditions."""
    stance: Codes
    low: Numbers
    high: Numbers
    """The rungs or values that a party has named, both ends included; missing where it has none."""
    asks: Rows
    """The rung that a party asks for, or else the one it is reported to accept; -1 for none."""
    red_line: Flags
    position: Rows
    """The number of the position, -1 where the party is silent."""
    bloc: Rows
    """The code of the bloc whose position it is, -1 where it is the party's own."""
    counts: Flags
    """False where a bloc in view, or another member, says it: it is shown and never counted."""
    kind: Codes
    hung: Hung
    number: Rows
    """How many conditions a position has."""

    @property
    def issue_ids(self) -> list[str]:
        """The issues, in the order of showing."""
        return list(self.questions)

    @property
    def party_ids(self) -> list[str]:
        """The parties in view, in the order of showing."""
        return list(self.parties["party"].astype(str))

    @property
    def deciding(self) -> Flags:
        """Which parties decide: the principals."""
        found: Flags = (self.parties["role"] == "principal").to_numpy(bool)
        return found

    def placed(self, outcomes: Iterable[tuple[str, Outcome]]) -> Placed:
        """Outcomes as numbers. Issues that are not here are left out.

        Raises ValueError for a rung that the issue's ladder has not got.
        """
        rows = {issue: row for row, issue in enumerate(self.questions)}
        found = [
            (rows[issue], *_ends(self.questions[issue], outcome))
            for issue, outcome in outcomes
            if issue in rows
        ]
        issue, low, high = zip(*found, strict=True) if found else ((), (), ())
        return Placed(np.array(issue, np.int64), np.array(low, float), np.array(high, float))

    def read(self, at: Placed) -> Codes:
        """Why each party takes each outcome as it does, its conditions aside.

        Returns one row an outcome and one column a party, codes of WHYS.
        """
        stance, low, high = self.stance[at.issue], self.low[at.issue], self.high[at.issue]
        kind = self.kind[at.issue]
        row = np.where(kind == PROPOSAL, at.low, np.where(at.low > 0, ADOPTED, LOWEST))
        row = np.where(kind == SCALE, NOT_ADOPTED, row).astype(np.int64)
        found = BY_STANCE[row[:, None], stance]
        named = ~np.isnan(low)
        start, end = at.low[:, None], at.high[:, None]
        within = (low <= start) & (end <= high)
        outside = (end < low) | (high < start)
        code = np.where(
            within, WHY["within"], np.where(outside, WHY["outside"], WHY["partly-within"])
        )
        read: Codes = np.where(named, code, found).astype(np.int8)
        return read

    def leans(self, issue: Rows, party: Rows) -> Flags:
        """Whether an outcome of an issue can tell if it is what a party needs there.

        It can where the party leans or has named rungs or values, and where a proposal is adopted
        or not.
        """
        neutral = np.isin(self.stance[issue, party], NEUTRAL) & np.isnan(self.low[issue, party])
        found: Flags = ~neutral | (self.kind[issue] == PROPOSAL)
        return found

    def meets(self, whys: Codes, at: Placed, party: Rows) -> Flags:
        """Whether outcomes meet the conditions that a party hangs on their issues.

        `whys` are why the party takes each outcome as it does, conditions aside.
        """
        neutral = np.isin(self.stance[at.issue, party], NEUTRAL)
        adopted = (self.kind[at.issue] == PROPOSAL) & (at.low == 1)
        accepted = VERDICT_OF[whys] == ACCEPTS
        found: Flags = accepted | ((whys != OPEN) & neutral & adopted)
        return found

    def finished(self, whys: Codes, number: Rows, unmet: Rows, red_line: Flags) -> Codes:
        """Why, once the conditions count: `number` of them, of which `unmet` are not met."""
        hinges = np.isin(whys, [WHY["for"], WHY["within"]]) & (unmet > 0)
        gone = (whys == WHY["against"]) & ~red_line & (number > 0) & (unmet == 0)
        found: Codes = np.where(hinges, WHY["conditional"], whys)
        found = np.where(gone, WHY["reason-gone"], found)
        return found.astype(np.int8)

    def judged(self, package: Package) -> Judged:
        """A package read against all statements, issue by issue and party by party."""
        at = self.placed(package.outcomes)
        base = np.full(self.stance.shape, OPEN, np.int8)
        base[at.issue] = self.read(at)
        low, high = (np.full(len(self.questions), np.nan) for _ in range(2))
        low[at.issue], high[at.issue] = at.low, at.high
        hung = self.hung
        on = hung.on
        on_at = Placed(on, low[on], high[on])
        met = (on >= 0) & self.meets(base[on, hung.party], on_at, hung.party)
        unmet = np.zeros(self.stance.shape, np.int64)
        np.add.at(unmet, (hung.issue, hung.party), ~met)
        whys = self.finished(base, self.number, unmet, self.red_line)
        return Judged(base, whys, verdicts_of(whys, self.red_line), met, unmet)


class Judged(NamedTuple):
    """What a package comes to: rows are issues, columns are parties."""

    base: Codes
    """Why, conditions aside; OPEN where the issue is left open."""
    whys: Codes
    verdicts: Codes
    met: Flags
    """Which conditions are met, as `Statements.hung` has them."""
    unmet: Rows


PROPOSAL, LADDER, SCALE = range(3)
KINDS: Final = {"proposal": PROPOSAL, "ladder": LADDER, "scale": SCALE}


def verdicts_of(whys: Codes, red_line: Flags) -> Codes:
    """The codes of the verdicts: an objection against a red line is one crossed."""
    found = VERDICT_OF[whys]
    crossed: Codes = np.where(red_line & (found == OPPOSES), RED_LINE, found).astype(np.int8)
    return crossed


READ = ["issue", "party", "current", "inherited_from", "position", "stance", "value_from",
        "value_to", "option", "fallback", "red_line"]  # fmt: skip
"""What is read of a position."""


def statements(
    frames: Frames,
    parties: Sequence[str] | None = None,
    asked: dict[str, Question] | None = None,
) -> Statements:
    """What the parties in view have said on all issues, on the day of the frames.

    `parties` are those in view, by default all; `asked` are the issues as `questions` has them, by
    default without the texts of rungs.
    """
    shown = frames.parties
    if parties is not None:
        shown = shown[shown["party"].isin(list(parties))]
    names = list(shown["party"].astype(str))
    asked = questions(frames.issues) if asked is None else asked
    held = frames.positions
    held = held.loc[held["current"].to_numpy(bool) & isin(held["party"], names), READ]

    row, column = index_in(held["issue"], asked), index_in(held["party"], names)
    shape = (len(asked), len(names))
    stance = np.full(shape, SILENT, np.int8)
    spoken = held["stance"].cat
    codes = [STANCE_CODES[term] for term in spoken.categories]
    stance[row, column] = np.array([*codes, NO_STANCE], np.int8)[spoken.codes]
    low, high = np.full(shape, np.nan), np.full(shape, np.nan)
    low[row, column], high[row, column] = held["value_from"], held["value_to"]
    asks = np.full(shape, -1)
    ladders = list(asked.values())
    asking = np.flatnonzero(held["option"].notna() | held["fallback"].notna())
    rungs = held[["option", "fallback"]].iloc[asking].astype(object).to_numpy()
    for at, named in zip(asking, rungs, strict=True):
        ladder = ladders[row[at]].rungs
        places = [ladder.index(option) for option in named if option in ladder]
        if places:
            cell = row[at], column[at]
            asks[cell], low[cell], high[cell] = places[0], min(places), max(places)
    red_line = np.zeros(shape, bool)
    red_line[row, column] = held["red_line"].to_numpy(bool)
    position = np.full(shape, -1)
    position[row, column] = held["position"].to_numpy()
    bloc = np.full(shape, -1)
    bloc[row, column] = held["inherited_from"].cat.codes.to_numpy()
    counts = np.ones(shape, bool)
    counts[row, column] = is_voice(held, _blocs(frames.parties), names)
    hung = _hung(frames.conditions, position, list(asked))
    number = np.zeros(shape, np.int64)
    np.add.at(number, (hung.issue, hung.party), 1)
    return Statements(
        asked, shown, frames.conditions, stance, low, high, asks, red_line, position, bloc, counts,
        np.array([KINDS[question.kind] for question in asked.values()], np.int8), hung, number,
    )  # fmt: skip


def _ends(question: Question, outcome: Outcome) -> tuple[float, float]:
    if isinstance(outcome, Span):
        return outcome.low, outcome.high
    place = question.rungs.index(outcome) if question.rungs else int(outcome == ADOPT)
    return float(place), float(place)


def _blocs(parties: pd.DataFrame) -> dict[str, list[str]]:
    """For each member the blocs it belongs to."""
    return {
        party: blocs.split(LIST_SEPARATOR)
        for party, blocs in iter_rows(parties[["party", "blocs"]])
        if blocs
    }


def _hung(conditions: pd.DataFrame, position: Rows, issues: list[str]) -> Hung:
    """The conditions of the positions in view; a member that inherits one has it too."""
    issue, party = np.nonzero(np.isin(position, conditions["position"]))
    held = pd.DataFrame({"position": position[issue, party], "issue": issue, "party": party})
    rows = pd.DataFrame(
        {
            "position": conditions["position"].to_numpy(),
            "on": pd.Index(issues).get_indexer(conditions["on_issue"].astype("str")),
            "row": np.arange(len(conditions)),
        }
    )
    found = held.merge(rows, on="position")
    on = found["on"].to_numpy()
    own = found["issue"].to_numpy()
    return Hung(
        own, found["party"].to_numpy(), np.where(on == own, -1, on), found["row"].to_numpy()
    )
