"""Verdicts in, sentences out: what each verdict means, and why a cell decides as it does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd

from parley.format.vocabulary import ATTRIBUTIONS, BOUNDS, CONDITION_KINDS, STANCES, Term
from parley.frames.build import value_text
from parley.frames.columns import LIST_SEPARATOR
from parley.iter_rows import iter_rows
from parley.package.outcomes import Package, Question
from parley.package.statements import Statements
from parley.package.terms import VERDICTS
from parley.package.verdicts import conditions, verdicts
from parley.wording import capitalised, count, join_and

DISCLAIMER: Final = (
    "This reads what the parties have said, or are said to hold, one statement at a time. It is no "
    "forecast and gives no probability: where nothing is told of a party its word stays unknown. "
    "Who is reluctant, opposes or has a red line crossed objects; who has asked for something else "
    "asks otherwise."
)
"""What stands beside every package."""


@dataclass(frozen=True)
class VerdictTerm(Term):
    """A verdict, with its words where it does not rest on the party's word on the record."""

    by_others: str
    counted: tuple[str, str]
    """How a count of issues says it, of both: accepts on 2 issues."""


VERDICT_TERMS: Final[dict[str, VerdictTerm]] = {
    "accepts": VerdictTerm(
        "Accepts",
        "It has asked for this outcome: it supports what is adopted, or opposes what is not.",
        by_others="Said to accept",
        counted=("accepts", "is said to accept"),
    ),
    "can-live": VerdictTerm(
        "Can live with it",
        "The outcome lies within what it has asked for or said that it could accept.",
        by_others="Can live with it, it is said",
        counted=("can live with it", "is said to live with it"),
    ),
    "accepts-if": VerdictTerm(
        "Only if …",
        "It could, on a condition that the package does not meet or cannot tell.",
        by_others="Only if …, it is said",
        counted=("only on conditions", "only on conditions, it is said,"),
    ),
    "asks-otherwise": VerdictTerm(
        "Asks otherwise",
        "It has asked for another outcome and said nothing against this one; this is no objection.",
        by_others="Said to ask otherwise",
        counted=("asks otherwise", "is said to ask otherwise"),
    ),
    "resists": VerdictTerm(
        "Resists",
        "It is reluctant, without ruling it out.",
        by_others="Said to resist",
        counted=("resists", "is said to resist"),
    ),
    "opposes": VerdictTerm(
        "Opposes",
        "It rejects it.",
        by_others="Said to oppose",
        counted=("opposes", "is said to oppose"),
    ),
    "red-line": VerdictTerm(
        "Red line crossed",
        "It resists, opposes or asks otherwise, and has declared that not negotiable.",
        by_others="Red line crossed, it is said",
        counted=("red line crossed", "red line crossed, it is said,"),
    ),
    "unknown": VerdictTerm(
        "Not known",
        "It is silent, undecided or left out, or its words do not reach this outcome.",
        by_others="Not known",
        counted=("not known", "not known"),
    ),
}
"""In the order of showing."""

REASON_TEXTS: Final[dict[str, str]] = {
    "for": "{stance} the proposal",
    "open": "{stance} the proposal",
    "refused": "{stance} the proposal, which is not adopted",
    "spared": "{stance} the proposal, which is not adopted",
    "no-rung": "{stance} the proposal, without naming a rung",
    "within": "Within what it has named: {named}",
    "silent": "No position is known",
    "left-out": "It has a position, which the filters leave out",
    "undecided": "Undecided",
    "no-demand": "Is open to the proposal, which does not say that it asks for it",
    "lowest-rung": "Names no rung, and a stance alone does not tell how it takes the lowest",
    "partly-within": "Only partly within what it has named: {named}",
    "conditional": "Only on conditions",
    "denied": "Supports the proposal, which is not adopted",
    "outside": "Asks for {named}, {away}",
    "reluctant": "{stance} the proposal",
    "against": "{stance} the proposal",
}

PREDICATES: Final = (*(term.predicate for term in STANCES.values()), "", "")
"""By the code of a stance; a value alone and a silence, which come last, have none."""

WITH_CONDITIONS: Final = (
    "for", "open", "no-rung", "within", "conditional", "reluctant", "against", "undecided",
)  # fmt: skip
"""The reasons that are followed by the conditions."""

NAMING: Final = ("within", "partly-within", "outside")
"""The reasons that repeat what the party has named."""

STATE_WORDS: Final[dict[str, str]] = {
    "met": "in the package",
    "unmet": "not in the package",
    "untold": "no package can tell",
}


def verdict_label(verdict: str, attribution: object = None) -> str:
    """A verdict in words; of what is not on the record it says that it is said."""
    term = VERDICT_TERMS[verdict]
    return term.by_others if whose_word(attribution) else term.label


def whose_word(attribution: object) -> str:
    """Whose word it is where it is not on the record: `second-hand`; empty where it is, or where
    it is not told."""
    term = ATTRIBUTIONS.get(attribution) if isinstance(attribution, str) else None
    return "" if term is None or term.on_record else term.phrase


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
    issue, party = (frame[name].cat.codes.to_numpy() for name in ("issue", "party"))
    columns = [frame[name].tolist() for name in ("why", "verdict", "attribution", "gap", "unmet")]
    stance = of.stance[issue, party].tolist()
    ids, parties = of.issue_ids, of.party_ids
    told: dict[object, str] = {}
    reasons = []
    for at, code, why, verdict, attribution, gap, unmet in zip(
        zip(issue.tolist(), party.tolist(), strict=True), stance, *columns, strict=True
    ):
        # Of many cells most say one of a few things.
        own = at if why in NAMING or at in of.red_line_of else None
        red = verdict == "red-line"
        key = why, red, code, attribution, own
        text = told.get(key)
        if text is None:
            text = told[key] = _reason(of, at, why, red, attribution, gap)
        held = found_conditions.get((parties[at[1]], ids[at[0]])) if found_conditions else None
        if held and why in WITH_CONDITIONS:
            text += f": {'; '.join(held)}"
            if why in ("reluctant", "against") and not unmet:
                text += "; what it then says is not known"
        reasons.append(f"{text}.")
    return frame.assign(reason=pd.Series(reasons, index=frame.index, dtype="str"))


def _reason(
    of: Statements, at: tuple[int, int], why: str, red: bool, attribution: object, gap: float
) -> str:
    """Why a verdict is what it is, conditions aside; `at` are the places of issue and party."""
    question = of.questions[of.issue_ids[at[0]]]
    text = REASON_TEXTS[why].format(
        stance=PREDICATES[of.stance[at]],
        named=_named(of, question, at) if why in NAMING else "",
        away=question.away(gap) if gap > 0 else "",
    )
    if red:
        by = of.red_line_of.get(at)
        text += f"; declared not negotiable{f' by {join_and(by)}' if by else ''}"
    said = whose_word(attribution)
    return f"{text}, {said}" if said else text


def _named(of: Statements, question: Question, at: tuple[int, int]) -> str:
    """What a party has named on an issue: rungs, or values with their bound and unit."""
    if question.scale is None:
        return question.between(of.low[at], of.high[at])
    low, high = (float(ends[at]) for ends in of.named)
    bound = list(BOUNDS)[of.bound[at]]
    return value_text(low, high, question.unit, bound, question.decimals)


UNHEARD: Final = {"silent": "silent", "left-out": "left out by the filters"}
"""The reasons for knowing nothing that are counted apart."""


def tallies(frame: pd.DataFrame) -> dict[str, str]:
    """By id of a party how many verdicts of each kind it has in a frame of verdicts, the worst
    first, then what is not known: opposes on 1 issue and accepts on 3 issues."""
    found: dict[str, Counter[str]] = {}
    order = list(dict.fromkeys(_counted_words()))
    columns = (frame[name].tolist() for name in ("party", "verdict", "why", "attribution"))
    for party, verdict, why, attribution in zip(*columns, strict=True):
        words = UNHEARD.get(why) or VERDICT_TERMS[verdict].counted[bool(whose_word(attribution))]
        found.setdefault(party, Counter())[words] += 1
    return {
        party: join_and(
            [f"{words} on {count(number[words], 'issue')}" for words in order if number[words]]
        )
        for party, number in found.items()
    }


def _counted_words() -> Iterator[str]:
    """All words of a tally, in the order of saying."""
    for verdict in reversed(VERDICTS):
        if verdict != "unknown":
            yield from VERDICT_TERMS[verdict].counted
    yield from (*UNHEARD.values(), *VERDICT_TERMS["unknown"].counted)


def unheard_words(row: Any, settled: int) -> str:
    """How much of what is settled is unheard of a party of `by_party`: Silent on 4 of 5 issues."""
    parts = [
        f"{words} on {int(number)}"
        for words, number in zip(UNHEARD.values(), (row.silent, row.left_out), strict=True)
        if number
    ]
    text = f"{join_and(parts)} of {count(settled, 'issue')}"
    return capitalised(text)


def change_words(of: Statements, row: Any) -> str:
    """A row of `best_changes` in words: what is done, who then objects to nothing, what it adds."""
    question = of.questions[row.issue]
    outcome = question.read(row.change) if row.change else None
    names = dict(zip(of.party_ids, of.parties["name"], strict=True))
    effects = []
    if row.ends:
        effects.append(f"{_names(row.ends, names)} would then object to nothing")
    if row.begins:
        effects.append(f"{_names(row.begins, names)} would begin to object")
    effects.append(f"{count(int(row.removed), 'objection')} fewer")
    if row.added:
        effects.append(f"{int(row.added)} more")
    return f"{question.title}: {question.says(outcome)}. {'; '.join(effects)}."


def _names(ids: str, names: Mapping[str, str]) -> str:
    return join_and([names[each] for each in ids.split(LIST_SEPARATOR)])
