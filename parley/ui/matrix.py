"""The matrix on a page: what is in view as a table whose cells open their position cards."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st

from parley.frames import value_text
from parley.links import cell_id, parse_cell, query
from parley.selection import View
from parley.ui.components import mount
from parley.ui.context import Context
from parley.vocabulary import ATTRIBUTIONS, SILENCES, STANCES, STATUSES, labels_of
from parley.wording import listed

MARKED = frozenset({"second-hand", "reporter", "anonymous", "poll", "joint-statement"})
"""Attributions less direct than the party's own word: they stand in the cell."""


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


def show_matrix(
    context: Context,
    view: View,
    groups: Iterable[Group],
    *,
    key: str,
    caption: str,
    glyphs: bool = False,
    full: bool = False,
) -> None:
    """Draw the matrix. `glyphs` draws icons alone, `full` each position's summary."""
    data = matrix_data(context, view, groups, caption, glyphs, full)
    mount("matrix", key=key, data=data, styles=("matrix", "position"))


def matrix_data(
    context: Context,
    view: View,
    groups: Iterable[Group],
    caption: str,
    glyphs: bool = False,
    full: bool = False,
) -> dict[str, Any]:
    """What the component draws: parties, groups of rows, and a cell for each pair of them."""
    groups = list(groups)
    cells = _cells(context, view, full)
    spoken_for = context.spoken_for if not context.selection.parties else {}
    parties = [
        {
            "id": str(party.party),
            "name": party.name,
            "short": party.short,
            "note": _with_members(spoken_for.get(str(party.party), [])),
        }
        for party in view.parties.itertuples()
    ]
    opened = parse_cell(st.query_params.get("cell", ""))
    return {
        "caption": caption,
        "glyphs": glyphs,
        "full": full,
        "stances": labels_of(STANCES),
        "parties": parties,
        "query": query(context.negotiation.id, context.selection),
        "open": cell_id(*opened) if opened else None,
        "narrows": all(group.area for group in groups),
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
                    for issue in group.issues.itertuples()
                ],
            }
            for group in groups
        ],
    }


def _with_members(names: list[str]) -> str:
    return f"speaks for {listed(names)}" if names else ""


def _cells(context: Context, view: View, full: bool) -> dict[tuple[str, str], dict[str, Any]]:
    """A cell for each issue and party in view."""
    frames = context.frames
    silences = {
        (str(row.issue), str(row.party)): SILENCES[row.kind].label
        for row in frames.silences.itertuples()
    }
    unreported = SILENCES["not-reported"].label
    cells: dict[tuple[str, str], dict[str, Any]] = {
        (str(issue), party): {"silence": silences.get((str(issue), party), unreported)}
        for issue in view.issues["issue"]
        for party in view.party_ids
    }
    conditional = set(frames.conditions["position"])
    units = view.issues.set_index("issue")["unit"].dropna().to_dict()
    for row in view.positions.itertuples():
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


def _marks(context: Context, row: Any, conditional: set[int]) -> list[dict[str, str]]:
    marks = []
    if getattr(row, "hypothetical", False):
        marks.append({"kind": "hypothetical", "label": "Hypothetical"})
    if row.red_line:
        marks.append({"kind": "red-line", "label": "Red line"})
    if row.disputed:
        marks.append({"kind": "contested", "label": "Contested"})
    if row.conflicting:
        marks.append({"kind": "contested", "label": "Conflicting reports"})
    if row.position in conditional:
        marks.append({"kind": "condition", "label": "Conditional"})
    if row.attribution in MARKED:
        marks.append({"kind": row.attribution, "label": ATTRIBUTIONS[row.attribution].label})
    if pd.notna(row.inherited_from):
        bloc = context.party_names[row.inherited_from]
        marks.append({"kind": "inherited", "label": f"As {bloc}"})
    elif row.dissents:
        marks.append({"kind": "dissent", "label": "Dissents from its bloc"})
    return marks
