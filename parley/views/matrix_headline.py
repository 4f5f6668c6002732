"""What is in view in, the headline of the matrix out: how much of it is known, and of whom."""

from __future__ import annotations

import numpy as np

from parley.categoricals import isin, used_categories
from parley.format.vocabulary import ON_RECORD
from parley.frames.view import View
from parley.frames.voices import own_word
from parley.views.context import ViewContext
from parley.wording import count, join_and, number_or_none, number_word, plural

MOST_NAMED = 2
"""Parties that a headline names of one kind."""

NOTHING_IN_VIEW = "Nothing is in view"


def headline(context: ViewContext) -> str:
    """How many of the positions in view are known, and which deciding party is hardly heard."""
    view = context.view
    if view.empty_because:
        return NOTHING_IN_VIEW
    if context.selection.marks:
        return _found(view)
    known, out = int(view.in_view.sum()), int(view.left_out.sum())
    total = len(view.issues) * len(view.parties)
    if total == 1 and not known:
        return f"The one position is {'left out by the filters' if out else 'not known'}"
    number = f"{known:,}" if known else "None"
    share = f"{number} of {count(total, 'position')}"
    if out:
        left = f"{out:,} {plural(out, 'is', 'are')} left out by the filters"
        return f"{share} {plural(max(known, 1), 'counts', 'count')}; {left}"
    if not known:
        return f"{share} is known"
    if known == total:
        said = "The one position is known" if total == 1 else f"All {total:,} positions are known"
    else:
        said = f"{share} {plural(known, 'is', 'are')} known"
    more = _hardly_heard(view)
    if more:
        return f"{said}; {more}"
    if known == 1:
        return said
    recorded = isin(view.frames.positions["attribution"], ON_RECORD)
    on_record = int((view.in_view & recorded).sum())
    if on_record == known:
        return f"{said}, {'both' if known == 2 else 'all'} on the record"
    return f"{said}, {number_or_none(on_record)} of them on the record"


def _found(view: View) -> str:
    """What a choice that only finds cells has found."""
    found = int(view.matching.sum())
    issues = len(used_categories(view.frames.positions["issue"], view.matching))
    if not found:
        return "No position is found"
    of = f"{issues:,} of {count(len(view.issues), 'issue')}"
    return f"{count(found, 'position')} {plural(found, 'is', 'are')} found, on {of}"


def _hardly_heard(view: View) -> str:
    """The principals that are silent, or never on the record, in words; empty where none is.

    What a party repeats of its bloc is not heard of it. Of many none is named.
    """
    positions, number = view.frames.positions, len(view.parties)
    cells = view.cells.where(view.cells.of(own_word(positions)))
    recorded = cells.of(isin(positions["attribution"], ON_RECORD))
    heard = np.bincount(cells.party, minlength=number)
    record = np.bincount(cells.party[recorded], minlength=number)
    principal = (view.parties["role"] == "principal").to_numpy(bool)
    names = view.parties["name"].tolist()
    silent = [names[at] for at in np.flatnonzero(principal & (heard == 0))]
    told = np.flatnonzero(principal & (heard > 0) & (record == 0))
    if 0 < len(silent) <= MOST_NAMED:
        return f"{join_and(silent)} {plural(len(silent), 'is', 'are')} heard on none"
    if 0 < len(told) <= MOST_NAMED and not silent:
        each = [f"{names[at]} is heard on {number_word(int(heard[at]))}" for at in told]
        return f"{join_and(each)}, never on the record"
    return ""
