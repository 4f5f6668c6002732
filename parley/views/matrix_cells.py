"""Issues and parties in view in, what the cells of the matrix are drawn from out.

A cell in words has the stance, the gist and whose word it is; one as a sign has the stance and
whether it is on the record.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import pandas as pd

from parley.categoricals import isin, isin_numbers
from parley.format.vocabulary import ON_RECORD, SILENCES
from parley.frames.build import number_text, value_text, value_units
from parley.frames.view import View
from parley.iter_rows import iter_rows
from parley.views.context import ViewContext
from parley.views.marks import LEFT_OUT, position_marks
from parley.views.whose_word import WhoseWord, whose_words
from parley.wording import join_and

Cell = dict[str, Any]

COLUMNS: Final = [
    "issue", "party", "position", "stance", "gist", "summary", "value_from", "value_to", "bound",
    "red_line", "disputed", "conflicting", "attribution", "inherited_from", "dissents", "matches",
    "hypothetical",
]  # fmt: skip
"""The columns of positions that a cell has; the last only where a reader supposes one."""

SIGN_COLUMNS: Final = [
    "issue", "party", "position", "stance", "value_from", "value_to", "bound", "attribution",
    "matches",
]  # fmt: skip

WORDS: Final = {
    "hypothetical": "hypothetical",
    "red-line": "red line",
    "condition": "on conditions",
    "dissent": "dissents from its bloc",
}
"""What stands beside a stance, by the kind of its mark; the others say more than their kind."""


def silent_cells(
    context: ViewContext, view: View, issues: Sequence[str], parties: Sequence[str]
) -> dict[tuple[str, str], Cell]:
    """A cell for each issue and party as if nobody had spoken: the kind of silence, or left out."""
    frames = context.frames
    silences = frames.silences
    silences = silences[isin(silences["issue"], issues) & isin(silences["party"], parties)]
    kinds = {
        (str(row.issue), str(row.party)): SILENCES[row.kind].label for row in iter_rows(silences)
    }
    unreported = SILENCES["not-reported"].label
    cells: dict[tuple[str, str], Cell] = {
        (issue, party): {"silence": kinds.get((issue, party), unreported)}
        for issue in issues
        for party in parties
    }
    left_out = frames.positions[["issue", "party"]][view.left_out]
    for issue, party in iter_rows(left_out):
        if (str(issue), str(party)) in cells:
            cells[str(issue), str(party)] = {"silence": LEFT_OUT.label, "left_out": True}
    return cells


def word_cells(
    context: ViewContext, view: View, issues: Sequence[str], parties: Sequence[str]
) -> dict[tuple[str, str], Cell]:
    """A cell in words for each issue and party."""
    cells = silent_cells(context, view, issues, parties)
    positions = view.positions_of(parties, issues)
    numbers = positions["position"]
    conditions = context.frames.conditions["position"]
    conditional = set(conditions[isin_numbers(conditions, numbers)])
    contested = _contested_by(context, numbers)
    said = whose_words(context, numbers)
    scales = scales_of(view.issues)
    for row in iter_rows(positions[[name for name in COLUMNS if name in positions]]):
        stance = row.stance if pd.notna(row.stance) else None
        cell: Cell = {"stance": stance, "gist": row.gist}
        marks = _marks(context, row, row.position in conditional, contested.get(row.position))
        if marks:
            cell["marks"] = marks
        cell |= _word(said.get(row.position))
        cells[str(row.issue), str(row.party)] = cell | _place(row, scales)
    return cells


def sign_cells(
    context: ViewContext, view: View, issues: Sequence[str], parties: Sequence[str]
) -> dict[tuple[str, str], Cell]:
    """A cell as a sign for each issue and party."""
    cells = silent_cells(context, view, issues, parties)
    scales = scales_of(view.issues)
    positions = view.positions_of(parties, issues)[SIGN_COLUMNS]
    for row in iter_rows(positions):
        cell: Cell = {"stance": row.stance if pd.notna(row.stance) else None}
        if row.attribution in ON_RECORD:
            cell["record"] = True
        cells[str(row.issue), str(row.party)] = cell | _place(row, scales)
    return cells


def _place(row: Any, scales: dict[str, dict[str, Any]]) -> Cell:
    """Where a position stands on its scale, if on one, and whether the filters do not find it."""
    cell = _value(row, scales[str(row.issue)]) if pd.notna(row.value_from) else {}
    return cell if row.matches else {**cell, "faded": True}


# --- numbers


def scales_of(issues: pd.DataFrame) -> dict[str, dict[str, Any]]:
    """Of each numeric issue its scale: both ends, the unit, and how its numbers are written."""
    units = value_units(issues)
    found: dict[str, dict[str, Any]] = {}
    numeric = issues[issues["numeric"].to_numpy(bool)]
    for row in iter_rows(numeric[["issue", "scale_min", "scale_max"]]):
        unit, decimals = units[str(row.issue)]
        found[str(row.issue)] = {
            "from": float(row.scale_min),
            "to": float(row.scale_max),
            "unit": unit,
            "decimals": decimals,
        }
    return found


def scale_text(scale: dict[str, Any]) -> dict[str, str | None]:
    """A scale as the head of its row has it: both ends as they are written, and the unit."""
    low, high = (number_text(scale[end], scale["decimals"]) for end in ("from", "to"))
    return {"from": low, "to": high, "unit": scale["unit"]}


def _value(row: Any, scale: dict[str, Any]) -> Cell:
    """The value without its unit, and the stretch of the scale that it takes, in hundredths."""
    low, high, span = row.value_from, row.value_to, scale["to"] - scale["from"]
    ends = {"at-least": (low, scale["to"]), "at-most": (scale["from"], high)}
    taken = [
        round(100 * (each - scale["from"]) / span) for each in ends.get(row.bound, (low, high))
    ]
    return {"value": value_text(low, high, None, row.bound, scale["decimals"]), "at": taken}


# --- what stands beside a stance


def _word(said: WhoseWord | None) -> Cell:
    if said is None:
        return {}
    return {"word": said.text, "record": True} if said.on_record else {"word": said.text}


def _contested_by(context: ViewContext, numbers: pd.Series[Any]) -> dict[int, str]:
    """Who contests each of these positions, in words."""
    disputes = context.frames.disputes
    disputes = disputes[isin_numbers(disputes["position"], numbers)]
    found: dict[int, list[str]] = {}
    for row in iter_rows(disputes[["position", "disputed_by"]]):
        found.setdefault(row.position, []).append(context.party_names[str(row.disputed_by)])
    return {number: join_and(list(dict.fromkeys(names))) for number, names in found.items()}


def _marks(
    context: ViewContext, row: Any, conditional: bool, contested: str | None
) -> list[dict[str, str]]:
    """What stands beside a stance, as words; whose word it is has a line of its own."""
    marks = position_marks(
        None,
        red_line=row.red_line,
        disputed=row.disputed,
        conflicting=row.conflicting,
        conditional=conditional,
        bloc=None if pd.isna(row.inherited_from) else context.party_names[row.inherited_from],
        dissents=row.dissents,
        hypothetical=getattr(row, "hypothetical", False),
    )
    found = []
    for kind, label in marks:
        words = WORDS.get(kind, f"{label[:1].lower()}{label[1:]}")
        if label == "Contested" and contested:
            words = f"contested by {contested}"
        found.append({"kind": kind, "label": words})
    return found
