"""A party in, its finding out: on how much it was heard, its red lines, and who is near and far."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Final

import pandas as pd

from parley.categoricals import isin
from parley.format.vocabulary import ON_RECORD
from parley.frames.view import default_parties
from parley.measures import nearest
from parley.measures._pairs import LEAST_SHARED
from parley.measures.said_by import on_record, word_of
from parley.views.context import ViewContext
from parley.wording import count, join_and, left_out_text, plural

MOST_NAMED: Final = 3
"""Red lines that are named; of more there is the number."""

MOST_TIED: Final = 2
"""Parties of one score that are named; of more there is the number."""


def headline(context: ViewContext, party: str) -> str:
    """On how many issues in view the party was heard, its red lines, and its nearest and farthest.

    How near others are is told where a page has the scores at once.
    """
    return context.cached("party headline", partial(_headline, context, party), party)


def _headline(context: ViewContext, party: str) -> str:
    view = context.view.of(parties=[party])
    positions = context.frames.positions[view.in_view].sort_values("issue", kind="stable")
    heard = _heard(context, positions, int(view.left_out.sum()))
    return " ".join([heard, *_red_lines(context, positions), *_near_and_far(context, party)])


def issues_in_view(context: ViewContext) -> str:
    """How many issues are in view, in words: 12 issues; 3 issues in view, where not all are."""
    number = len(context.view.issues)
    some = number != len(context.negotiation.issues)
    return f"{count(number, 'issue')}{' in view' if some else ''}"


def _heard(context: ViewContext, positions: pd.DataFrame, out: int) -> str:
    of = issues_in_view(context)
    own = positions[positions["inherited_from"].isna().to_numpy()]
    taken = len(positions) - len(own)
    rest = f"; {left_out_text(out)}" if out else ""
    if not len(positions):
        return f"No position counts: {left_out_text(out)}." if out else f"Not heard on any of {of}."
    if not len(own):
        return f"Heard through its bloc alone, on {taken:,} of {of}{_record(positions)}{rest}."
    bloc = f"; on {taken:,} more through its bloc" if taken else ""
    return f"Heard on {len(own):,} of {of}{_record(own)}{bloc}{rest}."


def _record(positions: pd.DataFrame) -> str:
    """On how many of some issues a party was heard on the record."""
    number = int(isin(positions["attribution"], ON_RECORD).sum())
    if len(positions) == 1:
        return ", on the record" if number else ", not on the record"
    many = "all" if number == len(positions) else f"{number:,}" if number else "none"
    return f", {many} of them on the record"


def _red_lines(context: ViewContext, positions: pd.DataFrame) -> Iterator[str]:
    """On what the party has a red line, and how many of these are not on the record."""
    red = positions[positions["red_line"].to_numpy(bool)]
    if not len(red):
        return
    titles = [context.index.issues[issue].title for issue in red["issue"].astype("str")]
    named = join_and(titles) if len(titles) <= MOST_NAMED else ""
    off = sum(not on_record(each) for each in red["attribution"])
    taken = int(red["inherited_from"].notna().sum())
    if len(red) == 1:
        notes = [word_of(red["attribution"].iloc[0]), "its bloc’s" if taken else ""]
        yield f"Has a red line on {named}{''.join(f', {note}' for note in notes if note)}."
        return
    notes = [
        f", {'all' if number == len(red) else f'{number:,}'} of them {words}"
        for number, words in ((off, "not on the record"), (taken, "its bloc’s"))
        if number
    ]
    yield f"Has {len(red):,} red lines{f', on {named}' if named else ''}{''.join(notes)}."


def _near_and_far(context: ViewContext, party: str) -> Iterator[str]:
    """With whom the party agrees most and least, of those that it shares enough issues with."""
    if not context.small:
        return
    parties = default_parties(context.frames)["party"].astype("str")
    scores = nearest(context.view.of(parties={party, *parties}), party)
    known = scores[scores["score"].notna()]
    if not len(known):
        if (scores["shared"] > 0).any():
            yield f"It shares {LEAST_SHARED} issues with nobody, so it has no agreement score."
        return
    shown = known["score"].round(2)
    if len(known) == 1:
        name = context.party_names[str(known["party_b"].iloc[0])]
        yield f"Its one agreement score is with {name}: {_score(known)}."
    elif shown.nunique() == 1:
        yield f"Its {len(known):,} agreement scores are all {_score(known)}."
    else:
        near, far = (known[shown == end] for end in (shown.max(), shown.min()))
        yield f"Agrees most with {_ends(context, near)}, least with {_ends(context, far)}."


def _ends(context: ViewContext, rows: pd.DataFrame) -> str:
    """Those of one score, with the score and the issues that it rests on."""
    if len(rows) <= MOST_TIED:
        names = join_and([context.party_names[str(each)] for each in rows["party_b"]])
    else:
        names = count(len(rows), "party", "parties")
    return f"{names} ({_score(rows)})"


def _score(rows: pd.DataFrame) -> str:
    """One score, with on how many shared issues each of these rests: 0.33 on 3 shared issues."""
    low, high = int(rows["shared"].min()), int(rows["shared"].max())
    number = f"{low:,}" if low == high else f"{low:,} to {high:,}"
    return f"{rows['score'].iloc[0]:.2f} on {number} shared {plural(high, 'issue', 'issues')}"
