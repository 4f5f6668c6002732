"""What is in view in, the matrix out: a table of issues by parties whose cells open.

In words while it has few columns; with many parties, or more cells than can be shown in words at
once, as a grid of signs.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable, Iterator
from functools import cache, partial
from typing import Any, Literal

import numpy as np

from parley.categoricals import isin
from parley.format.vocabulary import DAY_STATUSES, SILENCES, STANCES
from parley.frames.view import View
from parley.iter_rows import iter_rows
from parley.views.blocks import Block, Matrix, Windowed
from parley.views.context import ViewContext
from parley.views.matrix_cells import scale_text, scales_of, sign_cells, word_cells
from parley.views.matrix_order import Arrangement, by_folder, with_issues
from parley.views.paging import MOST_CELLS, MOST_SIGNS, MOST_WORD_COLUMNS, Window
from parley.wording import join_and

Form = Literal["words", "signs"]

ISSUE_COLUMNS = ["issue", "title", "proposal", "status"]
"""The columns of issues that the head of a row has."""


def too_many_for_words(issues: int, parties: int) -> bool:
    """Whether a matrix is shown as signs unless its reader asks for words.

    Words would then need parts, or columns on more than two screens side by side.
    """
    return parties > MOST_WORD_COLUMNS or issues * parties > MOST_CELLS


def matrix(
    context: ViewContext,
    view: View,
    *cache_key: Hashable,
    caption: str,
    signs: bool = False,
    arranged: Callable[[View], Arrangement] = by_folder,
) -> Windowed:
    """The matrix, or the part of it that the reader asks for where not all of it fits.

    `arranged` puts rows and columns in order; `cache_key` is what that depends on beside the view.
    """

    @cache
    def arrangement() -> Arrangement:
        return arranged(view)

    def ids() -> tuple[tuple[str, ...], tuple[str, ...]]:
        return arrangement().issues, tuple(arrangement().parties)

    def draw(window: Window) -> Iterator[Block]:
        form: Form = "signs" if signs else "words"
        data = partial(matrix_data, context, view, arrangement(), caption, form, window)

        def cells() -> str:  # as text, which takes a tenth of the memory
            return json.dumps(data())

        kept = context.cached(f"matrix, {form}", cells, *cache_key, window)
        yield Matrix("matrix", json.loads(kept))

    most = MOST_SIGNS if signs else MOST_CELLS
    rows, columns = context.cached("matrix, ids", ids, *cache_key) if context.small else ids()
    return Windowed("matrix", rows, columns, "issues", most, draw)


def matrix_data(
    context: ViewContext,
    view: View,
    arrangement: Arrangement,
    caption: str,
    form: Form = "words",
    window: Window | None = None,
) -> dict[str, Any]:
    """What the component draws: parties, groups of rows, and a cell for each pair of them."""
    groups, ids = arrangement.groups, arrangement.parties
    if window is not None:
        groups, ids = with_issues(groups, window.rows.ids), list(window.columns.ids)
    issues = [str(id) for group in groups for id in group.issues["issue"].tolist()]
    if form == "signs":
        cells = sign_cells(context, view, issues, ids)
    else:
        cells = word_cells(context, view, issues, ids)
    scales = scales_of(view.issues)
    sides = _sides(view)
    return {
        "caption": caption,
        "form": form,
        "stances": {id: [term.label, term.sign] for id, term in STANCES.items()},
        "unreported": SILENCES["not-reported"].label,
        "most": [MOST_WORD_COLUMNS, MOST_CELLS],
        "parties": _parties(context, view, ids),
        "all_parties": len(view.parties),
        "query": context.links.query,
        "narrows": all(group.area for group in groups) and (window is None or window.columns.whole),
        "whole": window is None or window.rows.whole,
        "groups": [
            {
                "title": group.title,
                "note": group.note,
                "area": group.area,
                "rows": [
                    {
                        "id": str(issue.issue),
                        "title": issue.title,
                        "proposal": issue.proposal,
                        "status": issue.status,
                        "status_label": DAY_STATUSES[issue.status].label,
                        "status_meaning": DAY_STATUSES[issue.status].meaning,
                        **(
                            {"scale": scale_text(scales[str(issue.issue)])}
                            if str(issue.issue) in scales
                            else {}
                        ),
                        **({"sides": sides[str(issue.issue)]} if form == "signs" else {}),
                        "cells": [cells[str(issue.issue), id] for id in ids],
                    }
                    for issue in iter_rows(group.issues[ISSUE_COLUMNS])
                ],
            }
            for group in groups
        ],
    }


def _parties(context: ViewContext, view: View, ids: list[str]) -> list[dict[str, Any]]:
    """The head of each column: who it is, for whom it speaks, on how many issues it is known."""
    members = context.represented_members if not context.selection.parties else {}
    number = len(view.parties)
    known = np.bincount(view.cells.party, minlength=number).tolist()
    out = np.bincount(view.left_out_cells.party, minlength=number).tolist()
    places = {id: at for at, id in enumerate(view.party_ids)}
    rows = view.parties[isin(view.parties["party"], ids)]
    heads = {
        str(row.party): {
            "id": str(row.party),
            "name": row.name,
            "short": row.short,
            "note": _members_note(members.get(str(row.party), [])),
            "known": known[places[str(row.party)]],
            "out": out[places[str(row.party)]],
            "of": len(view.issues),
        }
        for row in iter_rows(rows[["party", "name", "short"]])
    }
    return [heads[id] for id in ids]


def _members_note(names: list[str]) -> str:
    return f"speaks for {join_and(names)}" if names else ""


def _sides(view: View) -> dict[str, list[int]]:
    """Of each issue how many of its cells are for and against; empty where none has a stance."""
    scores, number = view.cells.numbers("score"), len(view.issues)
    if not np.isfinite(scores).any():
        return {id: [] for id in view.issue_ids}
    sides = (
        np.bincount(view.cells.issue[flags], minlength=number).tolist()
        for flags in (scores > 0, scores < 0)
    )
    return dict(zip(view.issue_ids, map(list, zip(*sides, strict=True)), strict=True))
