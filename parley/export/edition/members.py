"""The data of a matrix in, the same with the members that a bloc speaks for out.

Their columns are there to be chosen: until then they do not show, as on the live page.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from parley.export.edition.compare_data import everybody
from parley.export.edition.links import EditionContext
from parley.views.matrix_order import by_folder
from parley.views.matrix_table import matrix_data

Data = dict[str, Any]


def with_members(context: EditionContext, data: Data) -> Data:
    """The data of `matrix_data` with a column of each member, which says that it is one."""
    view = everybody(context)
    shown = {party["id"] for party in data["parties"]}
    members = [id for id in view.party_ids if id not in shown]
    if not members:
        return data
    of_members = replace(by_folder(view), parties=members)
    more = matrix_data(context, view, of_members, data["caption"], data["form"])
    order = {id: at for at, id in enumerate(view.party_ids)}
    heads = [*data["parties"], *({**party, "member": True} for party in more["parties"])]
    places = sorted(range(len(heads)), key=lambda at: order[heads[at]["id"]])
    cells = {row["id"]: row["cells"] for group in more["groups"] for row in group["rows"]}
    return {
        **data,
        "parties": [heads[at] for at in places],
        "groups": [
            {**group, "rows": [_row(row, cells[row["id"]], places) for row in group["rows"]]}
            for group in data["groups"]
        ],
    }


def _row(row: Data, more: list[Data], places: list[int]) -> Data:
    cells = [*row["cells"], *more]
    return {**row, "cells": [cells[at] for at in places]}
