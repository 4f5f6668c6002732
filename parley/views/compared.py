"""Issues and parties in, what each party holds on each issue out: one side of a comparison."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final, NamedTuple

import numpy as np
import pandas as pd

from parley.categoricals import isin
from parley.format.vocabulary import ATTRIBUTIONS, SILENCES, STANCES
from parley.frames.acceptable import acceptable
from parley.frames.build import value_text, value_units
from parley.frames.view import View
from parley.iter_rows import iter_rows
from parley.views.context import ViewContext
from parley.views.marks import LEFT_OUT, Mark, position_marks
from parley.views.whose_word import WhoseWord, whose_words

COLUMNS: Final = [
    "issue", "party", "position", "stance", "score", "gist", "summary", "value_from", "value_to",
    "bound", "option", "fallback", "red_line", "disputed", "conflicting", "attribution",
    "inherited_from", "dissents", "matches", "hypothetical",
]  # fmt: skip
"""The columns of positions that a side needs; the last only where a reader supposes one."""


class Rung(NamedTuple):
    """A rung of an issue's ladder that a position names."""

    verb: str
    """Asks for, or would accept."""
    number: int
    of: int
    text: str


class Side(NamedTuple):
    """What a party holds on an issue, or in which way nothing stands there."""

    issue: str
    party: str
    absent: str = ""
    """The kind of its silence in words, or that its position is left out; empty where it holds
    one that counts."""
    stance: str | None = None
    said: str = ""
    """Its stance in words, or the value of a numeric issue."""
    marks: tuple[Mark, ...] = ()
    gist: str = ""
    summary: str = ""
    rungs: tuple[Rung, ...] = ()
    word: WhoseWord | None = None
    """Whose word it is; None where a reader supposes it."""
    faded: bool = False
    """Whether the filters seek something else."""
    score: float = np.nan
    low: float = np.nan
    """The least of what it would take, in the unit of the issue or in rungs from 0."""
    high: float = np.nan
    bound: str = ""

    @property
    def on_record(self) -> bool:
        """Whether it is on the record; what is supposed is nobody's word."""
        return self.word is not None and self.word.on_record


def sides_of(
    context: ViewContext, view: View, issues: Iterable[str], parties: Iterable[str]
) -> dict[tuple[str, str], Side]:
    """A side for each of the issues in view and each of the parties in view, by both."""
    issues, parties = list(issues), list(parties)
    found = _absent(context, view, issues, parties)
    rows = view.positions_of(parties, issues)
    ends = acceptable(rows, view.issues)
    words = whose_words(context, rows["position"])
    units = value_units(view.issues[isin(view.issues["issue"], issues)])
    conditions = context.frames.conditions["position"]
    conditional = set(rows["position"][rows["position"].isin(conditions)])
    rows = rows[[name for name in COLUMNS if name in rows]]
    for row, low, high in zip(iter_rows(rows), ends.low.tolist(), ends.high.tolist(), strict=True):
        issue, party = str(row.issue), str(row.party)
        stance = row.stance if pd.notna(row.stance) else None
        if stance is not None:
            said = STANCES[stance].label
        else:
            unit, decimals = units[issue]
            said = value_text(row.value_from, row.value_to, unit, row.bound, decimals)
        found[issue, party] = Side(
            issue, party,
            stance=stance,
            said=said,
            marks=_marks(context, row, conditional),
            gist=row.gist,
            summary=row.summary if pd.notna(row.summary) else row.gist,
            rungs=tuple(_rungs(context, issue, row)),
            word=words.get(int(row.position)),
            faded=not row.matches,
            score=row.score,
            low=low,
            high=high,
            bound=str(row.bound),
        )  # fmt: skip
    return found


def _absent(
    context: ViewContext, view: View, issues: list[str], parties: list[str]
) -> dict[tuple[str, str], Side]:
    """Each cell as if nobody held anything that counts: by the kind of silence, or left out."""
    silences = context.frames.silences
    silences = silences[isin(silences["issue"], issues) & isin(silences["party"], parties)]
    kinds = {
        (str(row.issue), str(row.party)): SILENCES[row.kind].label for row in iter_rows(silences)
    }
    out = context.frames.positions[["issue", "party"]][view.left_out]
    kinds |= dict.fromkeys(
        ((str(issue), str(party)) for issue, party in iter_rows(out)), LEFT_OUT.label
    )
    silent = SILENCES["not-reported"].label
    return {
        (issue, party): Side(issue, party, kinds.get((issue, party), silent))
        for issue in issues
        for party in parties
    }


def _marks(context: ViewContext, row: Any, conditional: set[int]) -> tuple[Mark, ...]:
    """The marks of a position without whose word it is, which stands in a line of its own."""
    marks = position_marks(
        None,
        red_line=row.red_line,
        disputed=row.disputed,
        conflicting=row.conflicting,
        conditional=row.position in conditional,
        bloc=None if pd.isna(row.inherited_from) else context.party_names[row.inherited_from],
        dissents=row.dissents,
        hypothetical=getattr(row, "hypothetical", False),
    )
    return tuple(mark for mark in marks if mark.kind not in ATTRIBUTIONS)


def _rungs(context: ViewContext, issue: str, row: Any) -> Iterable[Rung]:
    options = context.index.issues[issue].options or ()
    ladder = {option.id: (number, option.text) for number, option in enumerate(options, 1)}
    for verb, rung in (("Asks for", row.option), ("Would accept", row.fallback)):
        if rung in ladder:
            number, text = ladder[rung]
            yield Rung(verb, number, len(ladder), text)
