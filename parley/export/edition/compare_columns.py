"""An edition of very many positions in, what a script compares its parties by out: a file a party.

A position is the letter that it has in the grid (`parley.export.edition.grid`), with its day; what
a stance does not say (values, rungs, by whom it is taken) stands beside the letters. The script
(`assets/compare.js`) unpacks them to what `compare_data` has, save for words and marks.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Final

import numpy as np
import pandas as pd

from parley.categoricals import Rows, index_in
from parley.export.edition.compare_data import answer_key, everybody, issues_data
from parley.export.edition.grid import codes
from parley.export.edition.links import EditionContext
from parley.format.vocabulary import SILENCES, STANCES
from parley.frames.build import value_text, value_units
from parley.frames.deciding import deciding_matrix
from parley.frames.view import View
from parley.iter_rows import iter_rows
from parley.views.issue_order import issue_order

ISSUES: Final = "compare/issues.json"
"""The file of what all comparisons have in common."""

BESIDE: Final = ["value_from", "value_to", "option", "fallback", "bound", "inherited_from"]
"""The columns of positions that letters do not have."""


def column_words() -> dict[str, Any]:
    """What the letters mean."""
    return {
        "file": ISSUES,
        "stances": [[id, term.label, term.score] for id, term in STANCES.items()],
        "words": ["not on the record", "on the record"],
    }


def column_files(context: EditionContext) -> Iterator[tuple[str, bytes]]:
    """The file of the issues, then one a party."""
    view = everybody(context)
    positions = view.frames.positions
    held = np.flatnonzero(view.in_view)
    rows = positions.iloc[held]
    issues = issue_order(context).rows(view.issues)
    listed = index_in(issues["issue"], view.issues["issue"])
    issue = index_in(rows["issue"], issues["issue"])
    party = index_in(rows["party"], view.parties["party"])
    order = np.lexsort((issue, party))
    held, issue, party = held[order], issue[order], party[order]
    dates = positions["date"].to_numpy("datetime64[D]")[held]
    days, day = np.unique(dates, return_inverse=True)
    yield ISSUES, _json({"issues": issues_data(context, view), "days": days.astype(str).tolist()})
    width = len(view.parties)
    letters = np.frombuffer(codes(context).encode("ascii"), np.uint8).reshape(-1, width)[listed]
    decides = deciding_matrix(view.frames, issues, view.parties)
    silent = _silences(context, list(issues["issue"].astype(str)))
    units = list(value_units(issues).values())
    edges = np.searchsorted(party, np.arange(width + 1))
    for at, id in enumerate(view.party_ids):
        some = slice(int(edges[at]), int(edges[at + 1]))
        packed = {
            "codes": letters[:, at].tobytes().decode("ascii"),
            "days": day[some].tolist(),
            "beside": _beside(view, held[some], issue[some].tolist(), units),
            "decides": _flagged(decides[:, at]),
            "absent": silent.get(id, {}),
        }
        yield f"compare/{id}.json", _json(packed)


def _beside(
    view: View, held: Rows, issues: list[int], units: list[tuple[str | None, int]]
) -> dict[int, dict[str, Any]]:
    """Of some positions, by the places of their issues, what their letters do not say."""
    rows = view.frames.positions[BESIDE].iloc[held]
    low, high = view.acceptable.low[held].tolist(), view.acceptable.high[held].tolist()
    found = {}
    for row, at, least, most in zip(iter_rows(rows), issues, low, high, strict=True):
        each: dict[str, Any] = {}
        key, bound = answer_key(row)
        if key:
            each["key"] = key
        if bound:
            each["bound"] = bound
        if least == least:
            each |= {"low": least, "high": most}
        if row.value_from == row.value_from:
            unit, decimals = units[at]
            each["middle"] = (row.value_from + row.value_to) / 2
            each["said"] = value_text(row.value_from, row.value_to, unit, row.bound, decimals)
        if not pd.isna(row.inherited_from):
            each["taken"] = True
        if each:
            found[at] = each
    return found


def _flagged(flags: Any) -> bool | list[int]:
    """Whether all are flagged, or none; else the places of those that are."""
    return bool(flags.all()) if flags.all() or not flags.any() else np.flatnonzero(flags).tolist()


def _silences(context: EditionContext, issues: list[str]) -> dict[str, dict[int, str]]:
    """By party and by the place of the issue in which way it is silent, where that is told."""
    places = {id: at for at, id in enumerate(issues)}
    found: dict[str, dict[int, str]] = {}
    for row in iter_rows(context.frames.silences[["issue", "party", "kind"]]):
        if row.kind != "not-reported" and str(row.issue) in places:
            label = SILENCES[row.kind].label
            found.setdefault(str(row.party), {})[places[str(row.issue)]] = label
    return found


def _json(content: Any) -> bytes:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
