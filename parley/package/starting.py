"""What the parties have said in, packages to start from out: what is agreed, what one party asks,
and the package with the fewest objections."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
import pandas as pd

from parley.iter_rows import iter_rows
from parley.package.changes import candidates
from parley.package.outcomes import ADOPT, REJECT, Outcome, Package, Span
from parley.package.statements import (
    ACCEPTS,
    ACCEPTS_IF,
    OPPOSES,
    RED_LINE,
    STANCE_CODES,
    UNKNOWN,
    VERDICT_OF,
    Statements,
    verdicts_of,
)
from parley.wording import count, join_and

LIMIT: Final = 100_000
"""How many partial packages are looked at within one group of issues that hang together."""

CLASSES: Final = 6
"""What is kept small, the first before the second: see `fewest_objections`."""
SOFT: Final = 2
"""The last of these that are no objections."""
BETTER: Final = (
    ", by the red lines and then the objections of parties that decide, then by those of all"
)


@dataclass(frozen=True)
class Start:
    """A package to start from, and what a reader must know of it."""

    package: Package
    note: str
    exact: bool = True
    """False where the search ended at its limit, so that a better package may exist."""
    ties: tuple[str, ...] = ()
    """Issues on which another outcome, all else the same, would meet no more objections."""


def agreed(of: Statements, issues: pd.DataFrame, day: dt.date | None = None) -> Start:
    """What is settled: an outcome that is recorded, and proposals whose status is agreed.

    `issues` is the frame; outcomes later than `day` are left aside. A proposal whose status is
    agreed counts as adopted. Where a ladder or a scale is agreed without a recorded rung or value,
    the issue is left open, and the note says so.
    """
    settled: dict[str, Outcome] = {}
    untold = []
    for row in iter_rows(issues):
        question = of.questions[row.issue]
        happened = pd.notna(row.outcome_date) and (
            day is None or row.outcome_date <= pd.Timestamp(day)
        )
        ended = row.outcome_status if happened and pd.notna(row.outcome_status) else None
        if happened and ended in (None, "agreed"):
            if pd.notna(row.outcome_option) and question.allows(row.outcome_option):
                settled[row.issue] = row.outcome_option
                continue
            if question.scale is not None and pd.notna(row.outcome_from):
                settled[row.issue] = Span(row.outcome_from, row.outcome_to)
                continue
        if (ended or row.status) == "agreed":
            if question.kind == "proposal":
                settled[row.issue] = ADOPT
            else:
                untold.append(row.title)
    note = f"{count(len(settled), 'issue')} settled: agreed, or with a recorded outcome."
    if untold:
        note += f" Agreed, but on what is not recorded: {join_and(untold)}."
    return Start(Package.of(settled), note)


def asked_by(of: Statements, party: str) -> Start:
    """What one party asks: what it supports or is open to adopted, what it opposes not adopted.

    On a ladder it is the rung that it asks for, or else the one it is reported to accept; on a
    scale the values that it names. What it is undecided or reluctant about, and a ladder on which
    it names no rung, is left open. Raises KeyError where the party is not in view.
    """
    if party not in of.party_ids:
        raise KeyError(party)
    column = of.party_ids.index(party)
    wants = {
        STANCE_CODES["supports"]: ADOPT,
        STANCE_CODES["open"]: ADOPT,
        STANCE_CODES["opposes"]: REJECT,
    }
    settled: dict[str, Outcome] = {}
    for row, question in enumerate(of.questions.values()):
        if question.kind == "proposal":
            want = wants.get(int(of.stance[row, column]))
            if want is not None:
                settled[question.issue] = want
        elif question.scale is not None and not np.isnan(of.low[row, column]):
            settled[question.issue] = Span(float(of.low[row, column]), float(of.high[row, column]))
        elif question.rungs and of.asks[row, column] >= 0:
            settled[question.issue] = question.rungs[of.asks[row, column]]
    name = of.parties["name"].iloc[column]
    asks = count(len(settled), "issue")
    return Start(Package.of(settled), f"{name} asks for an outcome on {asks}; the rest is open.")


def fewest_objections(
    of: Statements, among: Iterable[str] | None = None, limit: int = LIMIT
) -> Start:
    """The package over some issues, by default all, that meets the fewest objections.

    To leave everything open would meet none, so that each issue is settled on which a party in view
    is known to accept some outcome, and only outcomes that one accepts are looked at (conditions
    aside). All other issues are left open: nobody has asked for anything there.

    An objection is one party against the outcome of one issue. What is kept small, the first before
    the second and so on: 1. red lines of deciding parties, 2. objections of deciding parties,
    3. red lines of all, 4. objections of all, 5. acceptances that hang on an unmet condition,
    6. unknowns. Only cells that count are counted, so that no bloc weighs twice. Among equals the
    order of outcomes decides, and `ties` names the issues where it did.

    Issues that hang on each other through conditions are searched together, by branch and bound;
    all others each for itself. The result is exact unless a group needs more than `limit` partial
    packages; then it is the best that was found, and `exact` is false.
    """
    search = _Search(of, set(of.questions if among is None else among), limit)
    chosen: dict[int, int] = {}
    exact = True
    groups = search.groups()
    for group in groups:
        found, complete = search.best(group)
        chosen.update(zip(group, found, strict=True))
        exact = exact and complete
    package = Package.of(
        {of.issue_ids[row]: search.outcomes[number] for row, number in chosen.items()}
    )
    ties = tuple(of.issue_ids[row] for row in sorted(chosen) if search.tied(row, chosen))
    note = (
        f"None of the packages that settle these {count(len(chosen), 'issue')} in a way that "
        f"somebody accepts does better{BETTER}."
        if exact
        else f"The best package found within {limit:,} steps a group of issues{BETTER}. "
        "A better one may exist."
    )
    if not chosen:
        note = "No party in view is known to accept any outcome, so that all is left open."
    return Start(package, note, exact, ties)


class _Cell(NamedTuple):
    """A position that hangs on issues of the search: what its being unmet adds, by outcome."""

    issue: int
    party: int
    on: tuple[int, ...]
    extra: Mapping[int, int]


class _Search:
    """Outcomes with what each costs, as one number in which a class outweighs all after it."""

    def __init__(self, of: Statements, among: set[str], limit: int) -> None:
        self.limit = limit
        at, self.outcomes = candidates(of)
        whys = of.read(at)
        base = int(of.counts.sum()) + 1
        weights = [base ** (CLASSES - 1 - place) for place in range(CLASSES)]
        self.soft = base**SOFT
        red_own, against_own, red, against, conditional, unknown = weights
        cost = np.zeros((2, RED_LINE + 1), object)
        cost[:, UNKNOWN], cost[:, ACCEPTS_IF] = unknown, conditional
        cost[:, OPPOSES], cost[:, RED_LINE] = against, red
        cost[1, OPPOSES], cost[1, RED_LINE] = against_own + against, red_own + red

        number, red_line = of.number[at.issue], of.red_line[at.issue]
        ends = [
            verdicts_of(of.finished(whys, number, np.full(number.shape, unmet), red_line), red_line)
            for unmet in (0, 1)
        ]
        decides = of.deciding.astype(int)
        met, unmet = (cost[decides, end] * of.counts[at.issue] for end in ends)

        accepts = ((VERDICT_OF[whys] == ACCEPTS) & of.counts[at.issue]).any(axis=1)
        self.choices: dict[int, list[int]] = {}
        for row, name in enumerate(of.questions):
            mine = np.flatnonzero((at.issue == row) & accepts).tolist()
            if mine and name in among:
                self.choices[row] = mine
        column = at.some((slice(None), None))
        self.meets = of.meets(whys, column, np.arange(len(of.parties)))

        hangs: dict[tuple[int, int], list[int]] = {}
        hung = (each.tolist() for each in (of.hung.issue, of.hung.party, of.hung.on))
        for issue, party, on in zip(*hung, strict=True):
            if issue in self.choices and of.counts[issue, party]:
                hangs.setdefault((issue, party), []).append(on)
        self.fixed = [int(total) for total in met.sum(axis=1)]
        self.cells: dict[int, list[_Cell]] = {row: [] for row in self.choices}
        for (issue, party), hinges in hangs.items():
            extra = {
                choice: int(unmet[choice, party] - met[choice, party])
                for choice in self.choices[issue]
                if unmet[choice, party] != met[choice, party]
            }
            if not extra:
                continue
            if all(on in self.choices for on in hinges):
                cell = _Cell(issue, party, tuple(hinges), extra)
                for row in {issue, *hinges}:
                    self.cells[row].append(cell)
            else:  # one of them can never be met
                for choice in extra:
                    self.fixed[choice] += extra[choice]

    def groups(self) -> list[list[int]]:
        """The issues that hang together through conditions, each group in the order of issues."""
        group = {row: row for row in self.choices}

        def root(row: int) -> int:
            while group[row] != row:
                row = group[row]
            return row

        for row, cells in self.cells.items():
            for cell in cells:
                one, other = sorted((root(row), root(cell.issue)))
                group[other] = one
        found: dict[int, list[int]] = {}
        for row in self.choices:
            found.setdefault(root(row), []).append(row)
        return list(found.values())

    def best(self, group: list[int]) -> tuple[list[int], bool]:
        """The cheapest choice for each issue of a group, and whether the search was complete.

        From a good package on, depth first, the cheapest outcome first. What is left of a branch
        costs at least its outcomes with all conditions met; a branch that cannot become cheaper
        than the best so far is cut.
        """
        place = {row: depth for depth, row in enumerate(group)}
        due: list[list[_Cell]] = [[] for _ in group]
        for row in group:
            for cell in self.cells[row]:
                if cell.issue == row:
                    due[max(place[each] for each in (row, *cell.on))].append(cell)
        ordered = [sorted(self.choices[row], key=lambda each: self.fixed[each]) for row in group]
        rest = [0] * (len(group) + 1)
        for depth in reversed(range(len(group))):
            rest[depth] = rest[depth + 1] + self.fixed[ordered[depth][0]]

        chosen = self._descended(group)
        best = [chosen[row] for row in group]
        lowest = sum(self.fixed[choice] for choice in best)
        lowest += sum(self._unmet(cells, chosen) for cells in due)
        spent = [0] * (len(group) + 1)
        turn = [0] * len(group)
        depth = steps = 0
        while depth >= 0:
            if depth == len(group):
                best, lowest = [chosen[row] for row in group], spent[depth]
                depth -= 1
                continue
            if turn[depth] == len(ordered[depth]):
                turn[depth] = 0
                depth -= 1
                continue
            if steps >= self.limit:
                return best, False
            steps += 1
            choice = ordered[depth][turn[depth]]
            turn[depth] += 1
            chosen[group[depth]] = choice
            cost = spent[depth] + self.fixed[choice] + self._unmet(due[depth], chosen)
            if cost + rest[depth + 1] < lowest:
                spent[depth + 1] = cost
                depth += 1
        return best, True

    def tied(self, row: int, chosen: dict[int, int]) -> bool:
        """Whether another outcome of an issue, all else the same, meets no more objections."""
        costs = [self._cost(row, choice, chosen) // self.soft for choice in self.choices[row]]
        now = costs[self.choices[row].index(chosen[row])]
        return sum(cost <= now for cost in costs) > 1

    def _descended(self, group: list[int]) -> dict[int, int]:
        """A package to search from: the cheapest outcomes, changed one by one while that helps."""
        chosen = {row: min(self.choices[row], key=lambda each: self.fixed[each]) for row in group}
        restless = True
        while restless:
            restless = False
            for row in group if len(group) > 1 else ():
                costs = {choice: self._cost(row, choice, chosen) for choice in self.choices[row]}
                cheapest = min(costs, key=lambda choice: costs[choice])
                if costs[cheapest] < costs[chosen[row]]:
                    chosen[row] = cheapest
                    restless = True
        return chosen

    def _cost(self, row: int, choice: int, chosen: dict[int, int]) -> int:
        """What an outcome of an issue costs there and where others hang on it."""
        return self.fixed[choice] + self._unmet(self.cells[row], {**chosen, row: choice})

    def _unmet(self, cells: Iterable[_Cell], chosen: Mapping[int, int]) -> int:
        """What positions add whose conditions are not all met."""
        total = 0
        for cell in cells:
            extra = cell.extra.get(chosen[cell.issue])
            if extra and not all(self.meets[chosen[on], cell.party] for on in cell.on):
                total += extra
        return total
