"""What is in view in, the matrix out: a table of issues by parties whose cells open."""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import pandas as pd

from parley.categoricals import isin
from parley.format.vocabulary import ATTRIBUTIONS, DAY_STATUSES, SILENCES, STANCES, labels_of
from parley.frames.build import value_text, value_units
from parley.frames.view import View
from parley.html import tag
from parley.iter_rows import iter_rows
from parley.views.blocks import Block, Matrix, Title, Windowed, markup
from parley.views.context import ViewContext
from parley.views.marks import LEFT_OUT, position_marks
from parley.views.paging import MOST_CELLS, MOST_FULL_CELLS, Window
from parley.views.parts import in_view, legend
from parley.views.share import share_page
from parley.wording import join_and

UNMARKED_ATTRIBUTIONS = frozenset(id for id, term in ATTRIBUTIONS.items() if term.own_word)
"""Attributions to the party's own plain word, for which a cell has no mark."""

ISSUE_COLUMNS = ["issue", "title", "proposal", "status"]
"""The columns of issues that the head of a row has."""

POSITION_COLUMNS = [
    "issue", "party", "position", "stance", "gist", "summary", "value_from", "value_to", "bound",
    "red_line", "disputed", "conflicting", "attribution", "inherited_from", "dissents", "matches",
    "hypothetical",
]  # fmt: skip
"""The columns of positions that a cell has; the last only where a reader supposes one."""


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
    view = context.view.found if context.selection.marks else context.view
    yield from in_view(context, matrix=view)
    if context.view.empty_because:
        return
    if view.issues.empty:
        words = "No position of these parties on these issues matches."
        yield markup(tag("section", tag("h2", "Nothing is found"), tag("p", words), cls="empty"))
        return
    title = context.negotiation.header.title
    yield matrix(context, view, by_area, key="matrix", caption=f"{title}: issues by party")
    yield markup(legend())
    yield share_page(context, "matrix")


def matrix(
    context: ViewContext,
    view: View,
    groups: Callable[[View], list[Group]],
    *cache_key: Hashable,
    key: str,
    caption: str,
    glyphs: bool = False,
    full: bool = False,
    after: Callable[[Window], Iterable[Block]] | None = None,
) -> Windowed:
    """The matrix, or the part of it that the reader asks for where not all of it fits.

    `groups` puts the issues in view in order; `cache_key` is what it depends on beside the view.
    `glyphs` draws icons alone, `full` each position's summary. `after` gives the blocks
    below it, for the part that is shown.
    """

    @cache
    def ordered_groups() -> list[Group]:
        return groups(view)

    def rows() -> tuple[str, ...]:
        return tuple(id for group in ordered_groups() for id in group.issues["issue"].tolist())

    def draw(window: Window) -> Iterator[Block]:
        def cells() -> str:  # as text, which takes a tenth of the memory
            return json.dumps(
                matrix_data(context, view, ordered_groups(), caption, glyphs, full, window)
            )

        yield Matrix(key, json.loads(context.cached(f"{key}, cells", cells, *cache_key, window)))
        if after is not None:
            yield from after(window)

    most = MOST_FULL_CELLS if full else MOST_CELLS
    ids = context.cached(f"{key}, rows", rows, *cache_key) if context.small else rows()
    return Windowed(key, ids, view.party_ids, "issues", most, draw)


def matrix_data(
    context: ViewContext,
    view: View,
    groups: Iterable[Group],
    caption: str,
    glyphs: bool = False,
    full: bool = False,
    window: Window | None = None,
) -> dict[str, Any]:
    """What the component draws: parties, groups of rows, and a cell for each pair of them."""
    rows = view.parties
    if window is not None:
        groups = _with_issues(groups, window.rows.ids)
        rows = rows[isin(rows["party"], window.columns.ids)]
    groups = list(groups)
    cells = _cells(context, view, rows["party"].astype("str").tolist(), groups, full)
    members = context.represented_members if not context.selection.parties else {}
    parties = [
        {
            "id": str(party.party),
            "name": party.name,
            "short": party.short,
            "note": _members_note(members.get(str(party.party), [])),
        }
        for party in iter_rows(rows[["party", "name", "short"]])
    ]
    return {
        "caption": caption,
        "glyphs": glyphs,
        "full": full,
        "stances": labels_of(STANCES),
        "parties": parties,
        "query": context.links.query,
        "narrows": all(group.area for group in groups) and (window is None or window.columns.whole),
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
                        "cells": [cells[str(issue.issue), party["id"]] for party in parties],
                    }
                    for issue in iter_rows(group.issues[ISSUE_COLUMNS])
                ],
            }
            for group in groups
        ],
    }


def _members_note(names: list[str]) -> str:
    return f"speaks for {join_and(names)}" if names else ""


def _with_issues(groups: Iterable[Group], ids: Iterable[str]) -> list[Group]:
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
    left_out = frames.positions[["issue", "party"]][view.left_out]
    for issue, party in iter_rows(left_out):
        if (str(issue), str(party)) in cells:
            cells[str(issue), str(party)] = {"silence": LEFT_OUT.label, "left_out": True}
    positions = view.positions_of(parties, issues)
    numbers = positions["position"]
    conditional = set(numbers[numbers.isin(frames.conditions["position"])])
    units = value_units(view.issues)
    for row in iter_rows(positions[[name for name in POSITION_COLUMNS if name in positions]]):
        cell: dict[str, Any] = {
            "stance": row.stance if pd.notna(row.stance) else None,
            "gist": row.gist,
            "marks": _marks(context, row, conditional),
        }
        if pd.notna(row.value_from):
            unit, decimals = units[str(row.issue)]
            cell["value"] = value_text(row.value_from, row.value_to, unit, row.bound, decimals)
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
    return [mark._asdict() for mark in marks if mark.kind not in UNMARKED_ATTRIBUTIONS]
