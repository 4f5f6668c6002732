"""What is in view in, the matrix out: a table of issues by parties whose cells open."""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import pandas as pd

from parley.categoricals import isin
from parley.format.vocabulary import ATTRIBUTIONS, SILENCES, STANCES, STATUSES, labels_of
from parley.frames.build import value_text
from parley.frames.view import View
from parley.iter_rows import iter_rows
from parley.views.blocks import Block, Matrix, Title, Windowed, markup
from parley.views.context import ViewContext
from parley.views.links import query
from parley.views.marks import position_marks
from parley.views.paging import MOST_CELLS, MOST_FULL_CELLS, Window
from parley.views.parts import in_view, legend, share_page
from parley.wording import join_and

OWN_WORD = frozenset(id for id, term in ATTRIBUTIONS.items() if term.own_word)
"""Attributions to the party's own plain word, for which a cell has no mark."""

HEADED = ["issue", "title", "proposal", "status"]
"""What of an issue stands at the head of its row."""

DRAWN = [
    "issue", "party", "position", "stance", "gist", "summary", "value_from", "value_to", "red_line",
    "disputed", "conflicting", "attribution", "inherited_from", "dissents", "matches",
    "hypothetical",
]  # fmt: skip
"""What of a position stands in its cell; the last only where a reader supposes one."""


@dataclass(frozen=True)
class Group:
    """Rows of the matrix under one heading."""

    title: str
    issues: pd.DataFrame
    note: str = ""
    area: str | None = None


def by_area(view: View) -> list[Group]:
    """The issues in view, area by area."""
    return [
        Group(str(rows["area_title"].iat[0]), rows, area=str(area))
        for area, rows in view.issues.groupby("area", observed=True, sort=True)
    ]


def matrix_page(context: ViewContext) -> Iterator[Block]:
    """The page of the matrix."""
    yield Title("Matrix")
    yield from in_view(context)
    if context.view.empty_because:
        return
    title = context.negotiation.header.title
    yield matrix(context, context.view, by_area, key="matrix", caption=f"{title}: issues by party")
    yield markup(legend())
    yield share_page(context, "matrix")


def matrix(
    context: ViewContext,
    view: View,
    groups: Callable[[View], list[Group]],
    *asked: Hashable,
    key: str,
    caption: str,
    glyphs: bool = False,
    full: bool = False,
    after: Callable[[Window], Iterable[Block]] | None = None,
) -> Windowed:
    """The matrix, or the part of it that the reader asks for where not all of it fits.

    `groups` puts the issues in view in order, and `asked` is what it depends on beside the view.
    `glyphs` draws icons alone, `full` each position's summary. `after` are the blocks that follow
    and speak of the part that is shown.
    """

    @cache
    def ordered() -> list[Group]:
        return groups(view)

    def rows() -> tuple[str, ...]:
        return tuple(id for group in ordered() for id in group.issues["issue"].tolist())

    def drawn(shown: Window) -> Iterator[Block]:
        def cells() -> str:  # as text: a tenth of what the values would take
            return json.dumps(matrix_data(context, view, ordered(), caption, glyphs, full, shown))

        yield Matrix(key, json.loads(context.cached(f"{key}, cells", cells, *asked, shown)))
        if after is not None:
            yield from after(shown)

    most = MOST_FULL_CELLS if full else MOST_CELLS
    ids = context.cached(f"{key}, rows", rows, *asked) if context.small else rows()
    return Windowed(key, ids, view.party_ids, "issues", most, drawn)


def matrix_data(
    context: ViewContext,
    view: View,
    groups: Iterable[Group],
    caption: str,
    glyphs: bool = False,
    full: bool = False,
    shown: Window | None = None,
) -> dict[str, Any]:
    """What the component draws: parties, groups of rows, and a cell for each pair of them."""
    rows = view.parties
    if shown is not None:
        groups = _within(groups, shown.rows.ids)
        rows = rows[isin(rows["party"], shown.columns.ids)]
    groups = list(groups)
    cells = _cells(context, view, rows["party"].astype("str").tolist(), groups, full)
    members = context.represented_members if not context.selection.parties else {}
    parties = [
        {
            "id": str(party.party),
            "name": party.name,
            "short": party.short,
            "note": _with_members(members.get(str(party.party), [])),
        }
        for party in iter_rows(rows[["party", "name", "short"]])
    ]
    return {
        "caption": caption,
        "glyphs": glyphs,
        "full": full,
        "stances": labels_of(STANCES),
        "parties": parties,
        "query": query(context.negotiation.id, context.selection),
        "narrows": all(group.area for group in groups) and (shown is None or shown.columns.whole),
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
                        "status_label": STATUSES[issue.status].label,
                        "status_meaning": STATUSES[issue.status].meaning,
                        "cells": [cells[str(issue.issue), party["id"]] for party in parties],
                    }
                    for issue in iter_rows(group.issues[HEADED])
                ],
            }
            for group in groups
        ],
    }


def _with_members(names: list[str]) -> str:
    return f"speaks for {join_and(names)}" if names else ""


def _within(groups: Iterable[Group], ids: Iterable[str]) -> list[Group]:
    """The groups with only the issues of these ids."""
    ids = list(ids)
    found = (
        replace(group, issues=group.issues[isin(group.issues["issue"], ids)]) for group in groups
    )
    return [group for group in found if len(group.issues)]


def _cells(
    context: ViewContext, view: View, parties: list[str], groups: list[Group], full: bool
) -> dict[tuple[str, str], dict[str, Any]]:
    """A cell for each of the parties and each issue of the groups."""
    frames = context.frames
    issues = [id for group in groups for id in group.issues["issue"].tolist()]
    silences = frames.silences
    silences = silences[isin(silences["issue"], issues) & isin(silences["party"], parties)]
    kinds = {
        (str(row.issue), str(row.party)): SILENCES[row.kind].label for row in iter_rows(silences)
    }
    unreported = SILENCES["not-reported"].label
    cells: dict[tuple[str, str], dict[str, Any]] = {
        (issue, party): {"silence": kinds.get((issue, party), unreported)}
        for issue in issues
        for party in parties
    }
    positions = view.positions_of(parties, issues)
    numbers = positions["position"]
    conditional = set(numbers[numbers.isin(frames.conditions["position"])])
    units = view.issues.set_index("issue")["unit"].dropna().to_dict()
    for row in iter_rows(positions[[name for name in DRAWN if name in positions]]):
        cell: dict[str, Any] = {
            "stance": row.stance if pd.notna(row.stance) else None,
            "gist": row.gist,
            "marks": _marks(context, row, conditional),
        }
        if pd.notna(row.value_from):
            cell["value"] = value_text(row.value_from, row.value_to, units.get(row.issue))
        if full:
            cell["summary"] = row.summary if pd.notna(row.summary) else row.gist
        if not row.matches:
            cell["faded"] = True
        cells[str(row.issue), str(row.party)] = cell
    return cells


def _marks(context: ViewContext, row: Any, conditional: set[int]) -> list[dict[str, str]]:
    bloc = None if pd.isna(row.inherited_from) else context.party_names[row.inherited_from]
    marks = position_marks(
        None if pd.isna(row.attribution) else row.attribution,
        red_line=row.red_line,
        disputed=row.disputed,
        conflicting=row.conflicting,
        conditional=row.position in conditional,
        bloc=bloc,
        dissents=row.dissents,
        hypothetical=getattr(row, "hypothetical", False),
    )
    return [mark._asdict() for mark in marks if mark.kind not in OWN_WORD]
