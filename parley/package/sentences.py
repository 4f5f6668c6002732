"""Verdicts in, sentences out: what each verdict means, and why a cell decides as it does."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import pandas as pd

from parley.format.vocabulary import CONDITION_KINDS, STANCES, Term
from parley.frames.columns import LIST_SEPARATOR
from parley.iter_rows import iter_rows
from parley.package.outcomes import Package
from parley.package.statements import Statements
from parley.package.verdicts import conditions, verdicts
from parley.wording import count, join_and

DISCLAIMER: Final = (
    "This reads what the parties have said in public, one statement at a time. It is no forecast "
    "and gives no probability: what a party has not said stays unknown."
)
"""What stands beside every package."""

VERDICT_TERMS: Final[dict[str, Term]] = {
    "accepts": Term("Accepts", "It has asked for this outcome or said that it could accept it."),
    "accepts-if": Term(
        "Accepts if …", "It would, on a condition that the package does not meet or cannot tell."
    ),
    "red-line": Term("Red line crossed", "It has declared that this is not negotiable."),
    "opposes": Term("Opposes", "It has spoken against this outcome, or asked for another one."),
    "unknown": Term("Unknown", "It is silent, undecided, or its words do not reach this outcome."),
}
"""In the order of showing."""

REASON_TEXTS: Final[dict[str, str]] = {
    "for": "{stance} the proposal",
    "spared": "{stance} the proposal, which is not adopted",
    "within": "Within what it has named: {named}",
    "silent": "No position is known",
    "undecided": "Undecided",
    "no-demand": "Is open to the proposal, which does not say that it asks for it",
    "lowest-rung": "Names no rung, and a stance alone does not tell how it takes the lowest",
    "partly-within": "Only partly within what it has named: {named}",
    "reason-gone": (
        "{stance} the proposal, but all that it hangs this on is in the package; what it then says "
        "is not known"
    ),
    "conditional": "Would accept this, on conditions",
    "against": "{stance} the proposal",
    "denied": "Supports the proposal, which is not adopted",
    "outside": "Outside what it has named: {named}",
}

PREDICATES: Final = (*(term.predicate for term in STANCES.values()), "", "")
"""By the code of a stance; a value alone and a silence, which come last, have none."""

WITH_CONDITIONS: Final = ("for", "within", "conditional", "against", "reason-gone", "undecided")
"""The reasons that are followed by the conditions."""

STATE_WORDS: Final[dict[str, str]] = {
    "met": "in the package",
    "unmet": "not in the package",
    "untold": "no package can tell",
}


def condition(kind: str, text: str, on_title: str | None = None) -> str:
    """A condition in words: only after Article 5-style guarantees (Guarantees come first.)."""
    words = CONDITION_KINDS[kind].label.lower()
    return f"{words} {on_title} ({text})" if on_title else f"{words}: {text}"


def with_reasons(of: Statements, package: Package) -> pd.DataFrame:
    """The verdicts on a package with one more column, `reason`: why, in one sentence."""
    frame = verdicts(of, package)
    found_conditions: dict[tuple[str, str], list[str]] = {}
    for row in iter_rows(conditions(of, package)):
        on = of.questions[row.on_issue].title if isinstance(row.on_issue, str) else None
        words = f"{condition(row.kind, row.text, on)} – {STATE_WORDS[row.state]}"
        found_conditions.setdefault((row.party, row.issue), []).append(words)
    issues, parties = list(of.questions.values()), of.party_ids
    columns = (frame["issue"].cat.codes, frame["party"].cat.codes, frame["why"], frame["verdict"])
    reasons = []
    for issue, party, why, verdict in zip(*(list(each) for each in columns), strict=True):
        stance = PREDICATES[of.stance[issue, party]]
        named = issues[issue].between(of.low[issue, party], of.high[issue, party])
        text = REASON_TEXTS[why].format(stance=stance, named=named)
        if verdict == "red-line":
            text += "; declared not negotiable"
        held = found_conditions.get((parties[party], issues[issue].issue), ())
        if held and why in WITH_CONDITIONS:
            text += f": {'; '.join(held)}"
        reasons.append(f"{text}.")
    return frame.assign(reason=pd.Series(reasons, index=frame.index, dtype="str"))


def party_words(row: Any) -> str:
    """A row of `by_party` in words: Ukraine: opposes on 1 issue, accepts on 3."""
    if pd.isna(row.verdict):
        return f"{row.name}: nothing is settled."
    tally = {
        "red line crossed": row.red_line,
        "opposes": row.opposes,
        "accepts on conditions": row.accepts_if,
        "unknown": row.unknown,
        "accepts": row.accepts,
    }
    parts = [
        f"{words} on {count(int(number), 'issue')}" for words, number in tally.items() if number
    ]
    return f"{row.name}: {join_and(parts)}."


def change_words(of: Statements, row: Any) -> str:
    """A row of `best_changes` in words: what is done, whom it frees and what it costs."""
    question = of.questions[row.issue]
    outcome = question.read(row.change) if row.change else None
    names = dict(zip(of.party_ids, of.parties["name"], strict=True))
    effects = []
    if row.frees:
        effects.append(f"frees {_names(row.frees, names)}")
    if row.blocks:
        effects.append(f"makes {_names(row.blocks, names)} block")
    effects.append(f"removes {count(int(row.removed), 'objection')}")
    if row.added:
        effects.append(f"adds {int(row.added)}")
    return f"{question.title}: {question.says(outcome)}. It {join_and(effects)}."


def _names(ids: str, names: Mapping[str, str]) -> str:
    return join_and([names[each] for each in ids.split(LIST_SEPARATOR)])
