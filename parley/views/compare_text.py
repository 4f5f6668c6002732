"""Parties side by side in, what the comparison comes to out: its headline and its sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import numpy as np
import pandas as pd

from parley.categoricals import isin
from parley.format.vocabulary import ON_RECORD
from parley.frames.blocs import ancestors
from parley.frames.view import View
from parley.measures import STANDINGS, comparison, following
from parley.views.scores import TOO_FEW, bounds_text, oldest_text
from parley.wording import (
    count,
    isolated,
    join_and,
    number_or_none,
    number_word,
    on_none_of,
    plural,
)

BOTH: Final = ("differ", "agree", "neither")
"""The kinds of issues on which at least two voices count."""

WAYS: Final = {
    "differ": "apart on {}",
    "agree": "the same way on {}",
    "neither": "in no common direction on {}",
}

FORMS: Final = {
    "heard": "{pair} have both been heard on {where}: {ways}",
    "unheard": "{none_of} have both {pair} been heard: {each}",
    "counted": "Positions of both {pair} count on {where}: {ways}",
    "uncounted": "{none_of} do positions of both {pair} count: {each}",
    "several heard": "At least {who} have been heard on {where}: {ways}",
    "several unheard": "{none_of} have {who} been heard",
    "several counted": "Positions of at least {who} count on {where}: {ways}",
    "several uncounted": "{none_of} do positions of {who} count",
    "siblings": "{pair}, of one bloc, are two voices on {both} of {issues}: {ways}",
    "siblings none": "{pair}, of one bloc, are two voices on none of {issues}",
    "siblings together": "{said}; on {together} both repeat their bloc",
    "bloc": (
        "{member} follows {bloc} on {follows} and dissents on {dissents} of the {issues} on which "
        "a position of {bloc} counts"
    ),
    "bloc silent": "No position of {bloc} counts on any of {issues}: nothing to follow",
    "of": "{both} of {issues}",
    "all of": "all {issues}",
    "every": "all {number}",
    "each": "{name} on {number}",
    "voices": "two voices of the {number} parties",
    "parties": "two of the {number}",
    "record": "On the record on {these}: {each}.",
    "that issue": "that issue",
    "these issues": "these {number} issues",
    "score": (
        "Agreement score {score} over {shared} of {issues}, {low} to {high} without any one of them"
    ),
}
"""The headline and the sentences of a comparison: an edition fills them in within the browser."""

KINDS: Final = ("differ", "agree", "neither", "together", "first", "second", "some", "out", "none")
"""How parties stand to each other on an issue, in the order of showing.

Beside STANDINGS: of two parties `together` where both count as one voice, `first` and `second`
where only one of them counts; `out` where nobody counts and a position is left out.
"""


def standing_kinds(view: View) -> pd.Series:
    """How the parties in view stand to each other on each issue, one of KINDS, by its id."""
    found = comparison(view).to_numpy(object)
    cells = view.cells
    if len(view.parties) == 2:
        held = np.zeros((2, len(found)), bool)
        held[cells.party, cells.issue] = True
        one = found == "some"
        found[one & held.all(axis=0)] = "together"
        found[one & held[0] & ~held[1]] = "first"
        found[one & held[1] & ~held[0]] = "second"
    left_out = np.zeros(len(found), bool)
    left_out[view.left_out_cells.issue] = True
    found[(found == "none") & left_out] = "out"
    return pd.Series(found, index=view.issue_ids, dtype="str")


def result_text(view: View, kinds: Iterable[str], names: Mapping[str, str]) -> str:
    """What the comparison of the parties in view comes to, as its headline.

    `kinds` are those of the issues in view, `names` the names of the parties by id.
    """
    ids, issues = view.party_ids, issues_text(view)
    none_of = f"{on_none_of(len(view.issues))}{_in_view(view)}"
    named = [isolated(names[id]) for id in ids]
    number = Counter(kinds)
    both = sum(number[kind] for kind in BOTH)
    ways = ", ".join(
        WAYS[kind].format(
            FORMS["every"].format(number=f"{both:,}")
            if number[kind] == both > 1
            else f"{number[kind]:,}"
        )
        for kind in BOTH
        if number[kind]
    )
    every = both == len(view.issues) > 1
    where = FORMS["all of" if every else "of"].format(both=f"{both:,}", issues=issues)
    out = len(view.left_out_cells)
    rest = f"; {count(out, 'position')} {plural(out, 'is', 'are')} left out" if out else ""
    if len(ids) == 2:
        bloc = _bloc_text(view, names)
        if bloc:
            return f"{bloc}{rest}"
        if number["together"] or _siblings(view):
            return f"{_siblings_text(named, both, issues, ways, number['together'])}{rest}"
        pair = join_and(named)
        if both:
            said = FORMS["counted" if out else "heard"]
            return f"{said.format(pair=pair, where=where, ways=ways)}{rest}"
        each = ", ".join(
            FORMS["each"].format(name=name, number=number_or_none(number[kind]))
            for name, kind in zip(named, ("first", "second"), strict=True)
        )
        said = FORMS["uncounted" if out else "unheard"]
        return f"{said.format(none_of=none_of, pair=pair, each=each)}{rest}"
    who = FORMS["parties"].format(number=number_word(len(ids)))
    if _related(view):
        who = FORMS["voices"].format(number=len(ids))
    form = f"several {'' if both else 'un'}{'counted' if out else 'heard'}"
    return f"{FORMS[form].format(who=who, where=where, ways=ways, none_of=none_of)}{rest}"


def issues_text(view: View) -> str:
    """How many issues are compared: 12 issues, or 4 issues in view."""
    return f"{count(len(view.issues), 'issue')}{_in_view(view)}"


def _in_view(view: View) -> str:
    return " in view" if len(view.issues) < len(view.frames.issues) else ""


def _related(view: View) -> bool:
    """Whether one party in view is a bloc of another, or two are members of one."""
    blocs = [bloc for id in view.party_ids for bloc in ancestors(id, view.blocs)]
    return len(set(blocs)) < len(blocs) or not set(blocs).isdisjoint(view.party_ids)


def _siblings(view: View) -> bool:
    """Whether two parties in view are members of one bloc."""
    first, second = (set(ancestors(id, view.blocs)) for id in view.party_ids)
    return not first.isdisjoint(second)


def _siblings_text(named: list[str], both: int, issues: str, ways: str, together: int) -> str:
    pair = join_and(named)
    form = FORMS["siblings" if both else "siblings none"]
    said = form.format(pair=pair, both=f"{both:,}", issues=issues, ways=ways)
    if not together:
        return said
    return FORMS["siblings together"].format(said=said, together=f"{together:,}")


def _bloc_text(view: View, names: Mapping[str, str]) -> str:
    """How often the member among two parties follows the bloc; empty where neither is one."""
    rows = following(view)
    if rows.empty:
        return ""
    row = rows.iloc[0]
    member, bloc = isolated(names[row["member"]]), isolated(names[row["bloc"]])
    if not row["possible"]:
        return FORMS["bloc silent"].format(bloc=bloc, issues=issues_text(view))
    return FORMS["bloc"].format(
        member=member,
        bloc=bloc,
        follows=number_or_none(int(row["follows"])),
        dissents=number_or_none(int(row["dissents"])),
        issues=count(int(row["possible"]), "issue"),
    )


def group_title(kind: str, names: list[str], out: bool) -> str:
    """What a group of issues is called; `names` are those of two parties, or none.

    `out` says that positions on them are left out: whoever has one is not silent.
    """
    if kind == "out":
        return "Nobody counts: left out by the filters"
    if kind == "together":
        return "One voice"
    counts = "counts" if out else "has been heard"
    if kind in ("first", "second"):
        return f"Only {isolated(names[kind == 'second'])} {counts}"
    if kind == "some":
        return f"Only one {counts}"
    if kind == "none":
        return f"{'Neither' if names else 'Nobody'} has been heard"
    return f"They {STANDINGS[kind].label.lower()}" if kind != "neither" else STANDINGS[kind].label


def record_text(view: View, issues: Sequence[str], names: Mapping[str, str]) -> str:
    """On how many of the issues on which both count each of two parties is on the record."""
    ids = view.party_ids
    held = view.positions_of(ids, issues)
    on_record = held["party"][isin(held["attribution"], ON_RECORD)].value_counts()
    each = ", ".join(
        FORMS["each"].format(name=isolated(names[id]), number=number_or_none(on_record.get(id, 0)))
        for id in ids
    )
    these = FORMS["that issue" if len(issues) == 1 else "these issues"]
    return FORMS["record"].format(these=these.format(number=f"{len(issues):,}"), each=each)


def score_text(row: Any, score: Any) -> str:
    """The score of two parties with its coverage and how sure it is, or why there is none.

    `row` is theirs of `agreement`, `score` theirs of `score_ranges`.
    """
    if pd.isna(row.score):
        return TOO_FEW
    sentences = [
        FORMS["score"].format(
            score=f"{row.score:.2f}",
            shared=f"{row.shared:,}",
            issues=count(row.possible, "issue"),
            low=f"{score.low:.2f}",
            high=f"{score.high:.2f}",
        ),
        bounds_text(score),
        *oldest_text(score),
    ]
    return " ".join(f"{each}." for each in sentences)
