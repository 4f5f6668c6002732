"""The frames of two days in, what moved between them out: as rows, and each in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from itertools import compress
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from parley.categoricals import isin, isin_numbers, used_categories
from parley.format.vocabulary import STANCES, Term
from parley.frames.build import value_text
from parley.frames.columns import LIST_SEPARATOR, Frames
from parley.iter_rows import iter_rows
from parley.wording import join_and

KINDS: Final[dict[str, Term]] = {
    "new": Term("New", "None was known before."),
    "towards": Term("Towards it", "The stance moved towards the proposal."),
    "away": Term("Away from it", "The stance moved away from the proposal."),
    "up": Term("Up", "The value, or the middle of the range, rose."),
    "down": Term("Down", "The value, or the middle of the range, fell."),
    "wider": Term("Wider", "The range widened around the same middle."),
    "narrower": Term("Narrower", "The range narrowed around the same middle."),
    "reworded": Term("Reworded", "Stance and value are the same, something else is not."),
}
"""How a position can differ from what held before, in the order of showing."""

HELD: Final = [
    "stance", "value_from", "value_to", "bound", "option", "fallback", "red_line", "gist",
    "summary", "date", "position", "attribution", "sources", "locators",
]  # fmt: skip
"""What is kept of a position on either day, in columns that start with `from_` and `to_`."""

COLUMNS: Final = [
    "area", "area_title", "issue", "title", "numeric", "scale_min", "scale_max", "unit", "decimals",
    "party", "name", "kind", "step", "changed", "from_bloc",
    *(f"from_{column}" for column in HELD),
    *(f"to_{column}" for column in HELD),
]  # fmt: skip

PARTS: Final[dict[str, list[str]]] = {
    "stance": ["stance"],
    "value": ["value_from", "value_to", "bound"],
    "option": ["option"],
    "fallback": ["fallback"],
    "red line": ["red_line"],
    "wording": ["gist", "summary"],
}
"""The parts of a position in which it can differ, and the columns of each; and its conditions."""

OTHER: Final = {
    "stance": "another stance",
    "option": "another option",
    "fallback": "another fallback",
    "wording": "other words",
    "conditions": "other conditions",
}
"""How a sentence says that a part differs."""


def moved(before: Frames, after: Frames) -> pd.DataFrame:
    """The positions that hold on the later of two days and differ from what held on the earlier.

    Takes the frames of one reading of one negotiation on two days. Returns one row an issue and
    party, in the order of showing, with the columns in COLUMNS: area to unit as the frame of the
    issues has them, party and name, and

    - kind: one of KINDS. On a numeric issue the value decides, elsewhere the stance. A position
      that is stated again, with nothing changed but its date and evidence, is no move.
    - step: the difference of the scores (-4 to 4), or on a numeric issue that of the middles as a
      share of the scale (-1 to 1); missing where there was nothing before, or one has no score.
    - changed: which PARTS differ, and whether the conditions do; missing where it is new
    - from_bloc: the bloc whose position the party took on the earlier day, missing where it had
      its own or none
    - the columns in HELD, on the earlier day (`from_`, missing where it is new) and the later

    A party that takes its bloc's position on the later day is not listed: it is the bloc that
    moved. One that has spoken for itself since is, and came from its bloc's position.

    Nothing is ever withdrawn: a position holds until the party's next one, and the format has no
    record that would end it.
    """
    cell = ["issue", "party"]
    held = before.positions
    now = after.positions[taken_since(before, after)]
    held = held[
        held["current"].to_numpy(bool)
        & isin(held["issue"], used_categories(now["issue"]))
        & isin(held["party"], used_categories(now["party"]))
    ]
    pairs = _prefixed(now, "to_", cell).merge(
        _prefixed(held, "from_", cell).assign(from_bloc=held["inherited_from"]), on=cell, how="left"
    )
    of_issue = [name for name in COLUMNS[: COLUMNS.index("party")] if name in after.issues]
    pairs = pairs.merge(after.issues[of_issue], on="issue", how="left")
    pairs = pairs.merge(after.parties[["party", "name"]], on="party", how="left")
    new = pairs["from_position"].isna().to_numpy()
    changed = _changed(pairs, before, after)
    kind, step = _steps(pairs, new, changed["value"].to_numpy())
    names = list(changed.columns)
    parts = [LIST_SEPARATOR.join(compress(names, row)) for row in changed.to_numpy().tolist()]
    found = pairs.assign(
        kind=pd.Categorical(kind, categories=list(KINDS)),
        step=step,
        changed=pd.Series(parts, index=pairs.index, dtype="str").mask(new),
    ).astype({"from_position": "Int64", "from_red_line": "boolean"})
    found = found[new | changed.any(axis=1).to_numpy()]
    return found.sort_values(["area", *cell], ignore_index=True)[COLUMNS]


def start_of_moves(frames: Frames, last: dt.date) -> dt.date:
    """The day since which most cells have moved up to `last`; of several the first.

    A cell has moved since a day where a party of its own held a position on that day and has taken
    another one after it. Where no party has spoken twice, the first day with a position. Raises
    ValueError where there is no position.
    """
    rows = frames.positions
    own = rows["inherited_from"].isna().to_numpy() & (rows["date"] <= pd.Timestamp(last)).to_numpy()
    rows = rows[own]
    days = np.unique(rows["date"].to_numpy("datetime64[D]"))
    if not len(days):
        raise ValueError("expected a position on the last day or before it")
    cell = _cell_numbers(rows, len(frames.parties))
    day = np.searchsorted(days, rows["date"].to_numpy("datetime64[D]"))
    order = np.lexsort((day, cell))
    cell, day = cell[order], day[order]
    first = np.flatnonzero(np.append(True, cell[1:] != cell[:-1]))
    ends = np.append(first[1:], len(cell)) - 1
    # Up to the day before its last position, from its first on.
    moved = np.zeros(len(days) + 1, np.int64)
    np.add.at(moved, day[first], 1)
    np.add.at(moved, day[ends], -1)
    found: dt.date = days[int(moved.cumsum()[:-1].argmax())].astype(object)
    return found


def taken_since(before: Frames, after: Frames) -> npt.NDArray[np.bool_]:
    """Which positions of the later of two days a party holds of its own and took since."""
    held = before.positions
    known = held["position"][held["current"].to_numpy(bool)]
    rows = after.positions
    own = (rows["current"] & rows["inherited_from"].isna()).to_numpy(bool)
    found: npt.NDArray[np.bool_] = own & ~isin_numbers(rows["position"], known)
    return found


def first_spoken(before: Frames, after: Frames) -> npt.NDArray[np.bool_]:
    """Which positions of the later of two days stand where none did on the earlier: those of
    `taken_since` that `moved` calls new. A roll call has hundreds of thousands of them."""
    rows, width = after.positions, len(after.parties)
    held = before.positions
    taken = np.zeros(len(after.issues) * width, bool)
    taken[_cell_numbers(held[["issue", "party"]][held["current"].to_numpy(bool)], width)] = True
    found: npt.NDArray[np.bool_] = ~taken[_cell_numbers(rows, width)]
    return found


def _cell_numbers(positions: pd.DataFrame, width: int) -> npt.NDArray[np.int64]:
    """A number for the issue and the party of each position."""
    issue, party = (positions[name].cat.codes.to_numpy(np.int64) for name in ("issue", "party"))
    return issue * width + party


def in_words(row: Mapping[str, Any]) -> str:
    """A row of `moved` in words: Vael on Total catch: from 150 kt to 120–140 kt. Plain text."""
    return f"{row['name']} on {row['title']}: {change(row)}"


def change(row: Mapping[str, Any]) -> str:
    """What a row of `moved` says, without who and on what: from 150 kt to 120–140 kt."""
    now = standing(row, "to_")
    if row["kind"] == "new":
        said = f"none before, now {now}"
    elif row["kind"] == "reworded" and "value" not in row["changed"].split(LIST_SEPARATOR):
        others = [OTHER[part] for part in row["changed"].split(LIST_SEPARATOR) if part in OTHER]
        said = f"still {now}{f', with {join_and(others)}' if others else ''}"
    else:
        bloc = "" if pd.isna(row["from_bloc"]) else ", its bloc’s,"
        said = f"from {standing(row, 'from_')}{bloc} to {now}"
    return said + red_line(row)


def red_line(row: Mapping[str, Any]) -> str:
    """What a row of `moved` adds to its sentence where a red line came or went, else nothing."""
    now, new = bool(row["to_red_line"]), row["kind"] == "new"
    if now == (False if new else bool(row["from_red_line"])):
        return ""
    return f", {'a' if new else 'now a' if now else 'no longer a'} red line"


def standing(row: Mapping[str, Any], side: str) -> str | None:
    """Where a party stood (`from_`) or stands (`to_`) in a row of `moved`; None for nowhere.

    A value on a numeric issue, except where it is the stance alone that moved.
    """
    value, stance = row[f"{side}value_from"], row[f"{side}stance"]
    if pd.notna(value) and row["kind"] not in ("towards", "away"):
        unit = None if pd.isna(row["unit"]) else row["unit"]
        bound, decimals = str(row[f"{side}bound"]), int(row["decimals"])
        return value_text(value, row[f"{side}value_to"], unit, bound, decimals)
    return None if pd.isna(stance) else f"“{STANCES[stance].label.lower()}”"


def _prefixed(positions: pd.DataFrame, side: str, cell: list[str]) -> pd.DataFrame:
    columns = ["score", *HELD]
    return positions[[*cell, *columns]].rename(columns={name: side + name for name in columns})


def _changed(pairs: pd.DataFrame, before: Frames, after: Frames) -> pd.DataFrame:
    """In which parts each pair differs: one column a part."""
    was, now = _conditions(before), _conditions(after)
    parts: dict[str, npt.NDArray[np.bool_]] = {
        part: np.logical_or.reduce([_differs(pairs, column) for column in columns])
        for part, columns in PARTS.items()
    }
    parts["conditions"] = np.array(
        [
            was.get(one) != now.get(other)
            for one, other in zip(pairs["from_position"], pairs["to_position"], strict=True)
        ],
        bool,
    )
    return pd.DataFrame(parts, index=pairs.index)


def _differs(pairs: pd.DataFrame, column: str) -> npt.NDArray[np.bool_]:
    one, other = (pairs[side + column].astype("object") for side in ("from_", "to_"))
    differs: npt.NDArray[np.bool_] = ~((one == other) | (one.isna() & other.isna())).to_numpy(bool)
    return differs


def _conditions(frames: Frames) -> dict[int, set[tuple[Any, ...]]]:
    """The conditions of each position that has any."""
    columns = frames.conditions[["position", "kind", "on_issue", "text"]]
    found: dict[int, set[tuple[Any, ...]]] = {}
    for position, kind, on_issue, text in iter_rows(columns):
        link = None if pd.isna(on_issue) else on_issue  # missing is not equal to itself
        found.setdefault(position, set()).add((kind, link, text))
    return found


def _steps(
    pairs: pd.DataFrame, new: npt.NDArray[np.bool_], revalued: npt.NDArray[np.bool_]
) -> tuple[npt.NDArray[np.str_], npt.NDArray[np.float64]]:
    """The kind and the step of each pair; `revalued` are those whose values differ."""
    score = (pairs["to_score"] - pairs["from_score"]).to_numpy(float)
    scale = (pairs["scale_max"] - pairs["scale_min"]).to_numpy(float)
    low, high = (
        (pairs[f"to_{end}"] - pairs[f"from_{end}"]).to_numpy(float)
        for end in ("value_from", "value_to")
    )
    # Rounded, or a middle that stays where it is would move by what floats cannot hold.
    middle, width = np.round((low + high) / 2 / scale, 9), np.round((high - low) / scale, 9)
    kind = np.select(
        [
            new,
            revalued & (middle > 0),
            revalued & (middle < 0),
            revalued & (width > 0),
            revalued & (width < 0),
            score > 0,
            score < 0,
        ],
        ["new", "up", "down", "wider", "narrower", "towards", "away"],
        "reworded",
    )
    on_scale = pairs["numeric"].to_numpy(bool) & ~np.isin(kind, ["towards", "away"])
    return kind, np.where(on_scale, middle, score)
