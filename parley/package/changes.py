"""A package in, the single changes out after which it meets fewer objections, and what they add."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import pandas as pd

from parley.frames.columns import LIST_SEPARATOR
from parley.package.best import candidates, costs
from parley.package.outcomes import Outcome, Package, format_outcome
from parley.package.statements import OutcomeArrays, Statements
from parley.package.terms import NO_VERDICT, RED_LINE, RESISTS

CHANGE_COLUMNS: Final = {
    "issue": "id of the issue",
    "outcome": "the outcome it has in the package, as an address writes it; empty for left open",
    "change": "the outcome it would get; empty for leaving it open",
    "ends": "ids of the parties that would object to nothing any more",
    "begins": "ids of the parties that would object and do not now",
    "removed": "how many objections go",
    "added": "how many come",
}

MOST: Final = 10


def best_changes(of: Statements, package: Package, most: int = MOST) -> pd.DataFrame:
    """The changes of one issue's outcome after which the package is better, the best first.

    A change is looked at, leaving an issue open among them, where fewer red lines are crossed or,
    with as many, fewer objections are met. They are ordered as packages are, see
    `parley.package.best`; what leaves an issue open comes after what settles it with as many. Of
    changes of one issue with the same objections of the same parties the first stands for all.
    Returns the columns of CHANGE_COLUMNS, at most `most` rows.
    """
    now = of.judge(package).verdicts
    at, outcomes = _changes(of, package)
    settles = ~np.isnan(at.low)
    then = np.full((len(at.issue), len(of.parties)), NO_VERDICT, np.int8)
    loss = np.zeros((2, len(at.issue)))
    cost = costs(of, at.some(settles))
    then[settles] = cost.verdicts
    loss[:, settles] = cost.loss_deciding, cost.loss
    before = _costs_of(of, package)

    counts = of.counts[at.issue]
    red_lines = (((then == RED_LINE) * 1 - (now[at.issue] == RED_LINE)) * counts).sum(axis=1)
    objections = ((then >= RESISTS) * 1 - (now[at.issue] >= RESISTS)) * counts
    gain = -objections.sum(axis=1)
    worth = np.flatnonzero((red_lines < 0) | ((red_lines == 0) & (gain > 0)))
    lost = (loss - before[:, at.issue])[:, worth].round(9)
    order = np.lexsort(
        (np.arange(len(worth)), lost[1], lost[0], ~settles[worth], -gain[worth], red_lines[worth])
    )
    objects_now = ((now >= RESISTS) & of.counts).sum(axis=0)
    objects_then = objects_now + objections > 0
    ends, begins = (objects_now > 0) & ~objects_then, (objects_now == 0) & objects_then
    names = np.array(of.party_ids, object)
    rows: list[tuple[Any, ...]] = []
    seen = set()
    settled = package.settled
    for row in worth[order]:
        effect = (at.issue[row], objections[row].tobytes(), red_lines[row])
        if effect in seen:
            continue
        seen.add(effect)
        issue = of.issue_ids[at.issue[row]]
        rows.append(
            (
                issue,
                _written(settled.get(issue)),
                _written(outcomes[row]),
                LIST_SEPARATOR.join(names[ends[row]]),
                LIST_SEPARATOR.join(names[begins[row]]),
                -np.minimum(objections[row], 0).sum(),
                np.maximum(objections[row], 0).sum(),
            )
        )
        if len(rows) == most:
            break
    texts = dict.fromkeys(("outcome", "change", "ends", "begins"), "str")
    numbers = dict.fromkeys(("removed", "added"), "int64")
    frame = pd.DataFrame(rows, columns=list(CHANGE_COLUMNS)).astype(texts | numbers)
    frame["issue"] = pd.Categorical(frame["issue"], categories=of.issue_ids)
    return frame


def _costs_of(of: Statements, package: Package) -> Any:
    """By issue what the package loses there: a row for the deciding parties and one for all."""
    at = of.arrays_of(package.outcomes)
    cost = costs(of, at)
    found = np.zeros((2, len(of.questions)))
    found[:, at.issue] = cost.loss_deciding, cost.loss
    return found


def _changes(of: Statements, package: Package) -> tuple[OutcomeArrays, list[Outcome | None]]:
    """All outcomes that differ from the package's, and each settled issue left open."""
    at, outcomes = candidates(of)
    settled = package.settled
    rows = {issue: row for row, issue in enumerate(of.questions)}
    kept = [
        number
        for number, (row, outcome) in enumerate(zip(at.issue, outcomes, strict=True))
        if settled.get(of.issue_ids[row]) != outcome
    ]
    opened = np.array([rows[issue] for issue in settled if issue in rows], np.int64)
    nothing = np.full(len(opened), np.nan)
    return OutcomeArrays(
        np.concatenate([at.issue[kept], opened]),
        np.concatenate([at.low[kept], nothing]),
        np.concatenate([at.high[kept], nothing]),
    ), [*(outcomes[number] for number in kept), *[None] * len(opened)]


def _written(outcome: Outcome | None) -> str:
    return "" if outcome is None else format_outcome(outcome)
