"""Statements and a package in, verdicts out: cell by cell, party by party, and who objects."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import pandas as pd

from parley.format.vocabulary import ATTRIBUTIONS, CONDITION_KINDS
from parley.package.outcomes import Package
from parley.package.statements import Statements
from parley.package.terms import REASON, REASONS, RESISTS, UNKNOWN, VERDICTS

VERDICT_COLUMNS: Final = {
    "party": "id of the party",
    "issue": "id of the issue that the package settles",
    "verdict": "one of VERDICTS",
    "why": "the reason, a word of REASONS",
    "gap": "how far the outcome lies from what the party can live with, in rungs or in the unit of "
    "the scale; missing where it has named no rung or value",
    "position": "number of the position that decides it, -1 where none is in view",
    "attribution": "whose word it is, by its most direct evidence",
    "inherited_from": "id of the bloc whose position it is",
    "conditions": "how many conditions the position has",
    "unmet": "how many of them the package does not meet",
    "decides": "whether the party decides on the issue",
    "counts": "whether it is counted; false where a bloc in view or another member says it",
}
CONDITION_COLUMNS: Final = {
    "party": "id of the party",
    "issue": "id of the issue that the package settles",
    "position": "number of the position it belongs to",
    "kind": "in-exchange-for, precondition or package",
    "on_issue": "id of the issue that it hangs on",
    "text": "the condition",
    "state": "met, unmet, or untold where a package cannot tell",
}
PARTY_COLUMNS: Final = {
    "party": "id of the party",
    "name": "its name",
    "deciding": "whether it decides on an issue that is settled",
    "verdict": "the worst of its verdicts, save that, where it objects to nothing and is silent or "
    "left out on at least half of the issues, it is unknown; missing where nothing is settled",
    "issue": "id of the first issue with that verdict",
    "position": "number of the position that decides it, -1 where none is in view",
    "red_line": "on how many issues its red line is crossed",
    "opposes": "on how many it opposes",
    "resists": "on how many it resists",
    "asks_otherwise": "on how many it asks otherwise",
    "accepts_if": "on how many it would accept on conditions that are not met",
    "unknown": "on how many its word is not known, silence among it",
    "can_live": "on how many it can live with the outcome",
    "accepts": "on how many it accepts",
    "silent": "on how many it is silent",
    "left_out": "on how many the filters leave out what it says",
    "counts": "whether any of those verdicts is counted",
}

STATES: Final = ("met", "unmet", "untold")


def verdicts(of: Statements, package: Package) -> pd.DataFrame:
    """How each party in view takes each outcome of a package, by what it has said.

    Returns the columns of VERDICT_COLUMNS, one row for each party and settled issue, in the order
    of showing. `parley.package.terms` says how a statement is taken.
    """
    judgement = of.judge(package)
    settled = _settled(of, package)
    shape = (len(of.parties), len(settled))
    party = np.repeat(np.arange(shape[0]), shape[1])
    issue = np.tile(settled, shape[0])

    def flat(values: Any) -> Any:
        return values[settled].T.ravel()

    frame = pd.DataFrame(
        {
            "party": _coded(party, of.party_ids),
            "issue": _coded(issue, of.issue_ids),
            "verdict": pd.Categorical.from_codes(
                flat(judgement.verdicts), categories=list(VERDICTS), ordered=True
            ),
            "why": _coded(flat(judgement.reasons), list(REASONS)),
            "gap": flat(judgement.gap),
            "position": flat(of.position),
            "attribution": _coded(flat(of.attribution), list(ATTRIBUTIONS)),
            "inherited_from": _coded(flat(of.bloc), list(of.parties["party"].cat.categories)),
            "conditions": flat(of.condition_count),
            "unmet": flat(judgement.unmet),
            "decides": flat(of.decides),
            "counts": flat(of.counts),
        }
    )
    return frame[list(VERDICT_COLUMNS)]


def conditions(of: Statements, package: Package) -> pd.DataFrame:
    """The conditions of all positions on the issues that a package settles, met or not.

    Returns the columns of CONDITION_COLUMNS, in the order of the parties and of their issues.
    """
    judgement = of.judge(package)
    held = of.held_conditions
    known = (held.on >= 0) & of.can_tell(held.on, held.party)
    state = np.where(judgement.met, 0, np.where(known, 1, 2))
    shown = np.isin(held.issue, _settled(of, package))
    order = np.lexsort((held.row, held.issue, held.party))
    order = order[shown[order]]
    rows = of.conditions.iloc[held.row[order]].reset_index(drop=True)
    frame = pd.DataFrame(
        {
            "party": _coded(held.party[order], of.party_ids),
            "issue": _coded(held.issue[order], of.issue_ids),
            "position": rows["position"],
            "kind": rows["kind"].cat.set_categories(list(CONDITION_KINDS)),
            "on_issue": rows["on_issue"],
            "text": rows["text"],
            "state": _coded(state[order], list(STATES)),
        }
    )
    return frame[list(CONDITION_COLUMNS)]


def by_party(of: Statements, package: Package) -> pd.DataFrame:
    """The whole package by party: what is to be told of it first, and how many verdicts of each.

    Where a party is silent on at least half of what is settled, that is told first, unless it
    objects to something: see `verdict` in PARTY_COLUMNS.

    Returns the columns of PARTY_COLUMNS, one row a party in view. A member that a bloc in view
    speaks for has its row too; `counts` is false where nothing of it is counted.
    """
    judgement = of.judge(package)
    settled = _settled(of, package)
    found = judgement.verdicts[settled]
    tally = [(found == code).sum(axis=0) for code in range(len(VERDICTS))]
    frame = pd.DataFrame(
        {
            "party": of.parties["party"].to_numpy(),
            "name": of.parties["name"].to_numpy(),
            "deciding": of.decides[settled].any(axis=0),
            "silent": (judgement.reasons[settled] == REASON["silent"]).sum(axis=0),
            "left_out": (judgement.reasons[settled] == REASON["left-out"]).sum(axis=0),
            **{name.replace("-", "_"): tally[code] for code, name in enumerate(VERDICTS)},
        }
    )
    frame["party"] = _coded(np.arange(len(of.parties)), of.party_ids)
    if len(settled):
        worst = found.max(axis=0)
        unheard = (frame["silent"] + frame["left_out"]).to_numpy() * 2 >= len(settled)
        told = np.where(unheard & (worst < RESISTS), UNKNOWN, worst)
        first = settled[(found == told).argmax(axis=0)]
        at = first, np.arange(len(of.parties))
        position, counts = of.position[at], of.counts[settled].any(axis=0)
    else:
        told = first = np.full(len(frame), -1)
        position, counts = told, np.ones(len(frame), bool)
    frame["verdict"] = pd.Categorical.from_codes(told, categories=list(VERDICTS), ordered=True)
    frame["issue"] = _coded(first, of.issue_ids)
    frame["position"] = position
    frame["counts"] = counts
    return frame[list(PARTY_COLUMNS)]


def objecting(of: Statements, package: Package) -> pd.DataFrame:
    """The parties that object to something in a package: who resists, opposes, or has a red line
    crossed.

    Returns rows of `by_party`, deciding parties first and the red lines among them first. A member
    is left out where it only takes the objections of a bloc in view.
    """
    judgement = of.judge(package)
    objects = judgement.verdicts >= RESISTS
    echoes = ~of.counts & np.isin(of.bloc, of.parties["party"].cat.codes)
    speaks = (objects & ~echoes).any(axis=0)
    frame = by_party(of, package)
    frame["counts"] = (objects & of.counts).any(axis=0)
    frame = frame[speaks]
    return frame.sort_values(
        ["deciding", "verdict", "party"], ascending=[False, False, True], ignore_index=True
    )


def _settled(of: Statements, package: Package) -> Any:
    """The rows of the issues that a package settles."""
    return np.unique(of.arrays_of(package.outcomes).issue)


def _coded(codes: Any, names: list[str]) -> pd.Categorical:
    return pd.Categorical.from_codes(codes, categories=names)
