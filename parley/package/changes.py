"""A package in, the single changes out that would free the most parties, and what they cost."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import pandas as pd

from parley.frames.columns import LIST_SEPARATOR
from parley.package.outcomes import ADOPT, REJECT, Outcome, Package, Span, format_outcome
from parley.package.statements import Judgement, OutcomeArrays, Statements
from parley.package.terms import NO_VERDICT, OPPOSES, RED_LINE, verdict_codes

CHANGE_COLUMNS: Final = {
    "issue": "id of the issue",
    "outcome": "the outcome it has in the package, as an address writes it; empty for left open",
    "change": "the outcome it would get; empty for leaving it open",
    "freed": "how many parties would block no longer",
    "blocked": "how many would block that do not now",
    "removed": "how many objections go",
    "added": "how many come",
    "frees": "ids of the parties that would block no longer",
    "blocks": "ids of the parties that would block and do not now",
}

MOST: Final = 10


def candidates(of: Statements) -> tuple[OutcomeArrays, list[Outcome]]:
    """Every outcome that is looked at, in the order of the issues.

    Of a proposal that it is adopted or not; of a ladder each rung; of a scale the ends of the
    values that parties have named: whatever a value in between is inside of, one of the ends is
    inside of as well.
    """
    found: list[tuple[str, Outcome]] = []
    for row, (issue, question) in enumerate(of.questions.items()):
        if question.scale is not None:
            ends = np.concatenate([of.low[row], of.high[row]])
            values = np.unique(ends[~np.isnan(ends)])
            found += [(issue, Span(value, value)) for value in values.tolist()]
        else:
            found += [(issue, choice) for choice in question.rungs or (ADOPT, REJECT)]
    return of.arrays_of(found), [outcome for _, outcome in found]


def best_changes(of: Statements, package: Package, most: int = MOST) -> pd.DataFrame:
    """The changes of one issue's outcome that free the most, leaving it open among them.

    A party blocks where it has a counted objection, see `parley.package.verdicts.blocking`. Changes
    that free nobody and remove no more objections than they add are left out. They are ordered by
    the deciding parties they free, less those they make block; then all parties so; then the red
    lines that are crossed no longer, less those newly crossed; then objections so; what leaves an
    issue open comes after what settles it. Of outcomes of one issue with the same effect the first
    stands for all. Returns the columns of CHANGE_COLUMNS, at most `most` rows.
    """
    judgement = of.judge(package)
    at, outcomes = _changes(of, package)
    reasons = np.full((len(at.issue), len(of.parties)), NO_VERDICT, np.int8)
    settles = ~np.isnan(at.low)
    reasons[settles] = of.reasons_for(at.some(settles))
    effects = _effects(of, judgement, at, reasons)
    objections, red_lines = effects

    now = ((judgement.verdicts >= OPPOSES) & of.counts).sum(axis=0)
    blocks_now, blocks_then = now > 0, now + objections > 0
    freed, blocked = blocks_now & ~blocks_then, ~blocks_now & blocks_then
    net = freed.astype(int) - blocked
    gain = -objections.sum(axis=1)
    worth = np.flatnonzero(freed.any(axis=1) | (gain > 0))
    order = np.lexsort(
        (
            np.arange(len(worth)),
            ~settles[worth],
            -gain[worth],
            red_lines[worth].sum(axis=1),
            -net[worth].sum(axis=1),
            -(net[worth] * of.deciding).sum(axis=1),
        )
    )
    names = np.array(of.party_ids, object)
    rows: list[tuple[Any, ...]] = []
    seen = set()
    settled = package.settled
    for row in worth[order]:
        effect = (at.issue[row], settles[row], *(each[row].tobytes() for each in effects))
        if effect in seen:
            continue
        seen.add(effect)
        issue, change = of.issue_ids[at.issue[row]], outcomes[row]
        removed, added = -np.minimum(objections[row], 0).sum(), np.maximum(objections[row], 0).sum()
        rows.append(
            (issue, _written(settled.get(issue)), _written(change), freed[row].sum(),
             blocked[row].sum(), removed, added, LIST_SEPARATOR.join(names[freed[row]]),
             LIST_SEPARATOR.join(names[blocked[row]]))
        )  # fmt: skip
        if len(rows) == most:
            break
    texts = dict.fromkeys(("outcome", "change", "frees", "blocks"), "str")
    numbers = dict.fromkeys(("freed", "blocked", "removed", "added"), "int64")
    frame = pd.DataFrame(rows, columns=list(CHANGE_COLUMNS)).astype(texts | numbers)
    frame["issue"] = pd.Categorical(frame["issue"], categories=of.issue_ids)
    return frame


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


def _effects(
    of: Statements, judgement: Judgement, at: OutcomeArrays, reasons: Any
) -> tuple[Any, Any]:
    """By change and party, how many objections it adds, and how many crossed red lines.

    A change bears on the issue's own cells, and on those of settled issues that hang on it.
    """
    number, unmet = of.condition_count, judgement.unmet
    own = of.with_conditions(reasons, number[at.issue], unmet[at.issue], of.red_line[at.issue])
    then = verdict_codes(own, of.red_line[at.issue])
    now = judgement.verdicts[at.issue]
    counts = of.counts[at.issue]
    objections = (((then >= OPPOSES) * 1) - (now >= OPPOSES)) * counts
    red_lines = (((then == RED_LINE) * 1) - (now == RED_LINE)) * counts

    change, held = _pairs(at.issue, of.held_conditions.on)
    issue, party = of.held_conditions.issue[held], of.held_conditions.party[held]
    felt = (judgement.base[issue, party] != NO_VERDICT) & of.counts[issue, party]
    change, held, issue, party = change[felt], held[felt], issue[felt], party[felt]
    met = of.meets(reasons[change, party], at.some(change), party)
    # A position may hang on one issue by several conditions.
    cell = issue * len(of.parties) + party
    keys, first, which = np.unique(
        np.stack([change, cell]), axis=1, return_index=True, return_inverse=True
    )
    more = np.zeros(keys.shape[1], np.int64)
    np.add.at(more, which.ravel(), judgement.met[held].astype(int) - met)
    change, issue, party = change[first], issue[first], party[first]
    red = of.red_line[issue, party]
    finished = of.with_conditions(
        judgement.base[issue, party], number[issue, party], unmet[issue, party] + more, red
    )
    then, now = verdict_codes(finished, red), judgement.verdicts[issue, party]
    np.add.at(objections, (change, party), (then >= OPPOSES) * 1 - (now >= OPPOSES))
    np.add.at(red_lines, (change, party), (then == RED_LINE) * 1 - (now == RED_LINE))
    return objections, red_lines


def _pairs(of_change: Any, on: Any) -> tuple[Any, Any]:
    """Each change with each condition that hangs on its issue, as two arrays of rows."""
    order = np.argsort(on, kind="stable")
    start = np.searchsorted(on[order], of_change, "left")
    many = np.searchsorted(on[order], of_change, "right") - start
    change = np.repeat(np.arange(len(of_change)), many)
    within = np.arange(len(change)) - np.repeat(np.cumsum(many) - many, many)
    return change, order[np.repeat(start, many) + within]


def _written(outcome: Outcome | None) -> str:
    return "" if outcome is None else format_outcome(outcome)
