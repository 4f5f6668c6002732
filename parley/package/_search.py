"""Statements in, the outcomes out that meet the fewest objections: a search by branch and bound."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

import numpy as np

from parley.package.changes import candidates
from parley.package.statements import Statements
from parley.package.terms import (
    ACCEPTS,
    ACCEPTS_IF,
    OPPOSES,
    RED_LINE,
    UNKNOWN,
    VERDICT_CODES,
    verdict_codes,
)

CLASSES: Final = 6
"""What is kept small, the first before the second: see `fewest_objections`."""
SOFT: Final = 2
"""The last of these that are no objections."""


class _Cell(NamedTuple):
    """A position that hangs on issues of the search: what its being unmet adds, by outcome."""

    issue: int
    party: int
    on: tuple[int, ...]
    extra: Mapping[int, int]


class PackageSearch:
    """Outcomes with what each costs, as one number in which a class outweighs all after it."""

    def __init__(self, of: Statements, among: set[str], limit: int) -> None:
        self.limit = limit
        at, self.outcomes = candidates(of)
        reasons = of.reasons_for(at)
        base = int(of.counts.sum()) + 1
        weights = [base ** (CLASSES - 1 - place) for place in range(CLASSES)]
        self.soft = base**SOFT
        red_own, against_own, red, against, conditional, unknown = weights
        cost = np.zeros((2, RED_LINE + 1), object)
        cost[:, UNKNOWN], cost[:, ACCEPTS_IF] = unknown, conditional
        cost[:, OPPOSES], cost[:, RED_LINE] = against, red
        cost[1, OPPOSES], cost[1, RED_LINE] = against_own + against, red_own + red

        number, red_line = of.condition_count[at.issue], of.red_line[at.issue]
        ends = [
            of.with_conditions(reasons, number, np.full(number.shape, unmet), red_line)
            for unmet in (0, 1)
        ]
        decides = of.deciding.astype(int)
        met, unmet = (
            cost[decides, verdict_codes(end, red_line)] * of.counts[at.issue] for end in ends
        )

        accepts = ((VERDICT_CODES[reasons] == ACCEPTS) & of.counts[at.issue]).any(axis=1)
        self.choices: dict[int, list[int]] = {}
        for row, name in enumerate(of.questions):
            mine = np.flatnonzero((at.issue == row) & accepts).tolist()
            if mine and name in among:
                self.choices[row] = mine
        column = at.some((slice(None), None))
        self.meets = of.meets(reasons, column, np.arange(len(of.parties)))

        hangs: dict[tuple[int, int], list[int]] = {}
        held = of.held_conditions
        conditions = (each.tolist() for each in (held.issue, held.party, held.on))
        for issue, party, on in zip(*conditions, strict=True):
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
