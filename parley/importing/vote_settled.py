"""All votes or scores of a file in; the positions and silences that they come to, and their table,
out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

from parley.format.vocabulary import STANCES
from parley.importing.vote_cells import KEY, LEFT_OUT, NO_DAY, ORDER, Cells
from parley.importing.vote_majority import NO_MAJORITY, Majority, by_majority, said_of
from parley.importing.votes import CODED, TEXT

CELL: Final = ["issue", "party"]
FIRST_SILENCE: Final = len(STANCES)
NONE: Final = pd.DataFrame({"issue": [], "party": [], "stance": []}, dtype=np.int32)


@dataclass
class Settled:
    """What the votes or scores of a file come to, each cell once."""

    positions: pd.DataFrame
    """Codes of issue, party, locator and stance or a value, and the day as its number; by majority
    also `told`, the number of its summary."""
    silences: pd.DataFrame
    """Codes of issue, party and kind, the place among all silences."""
    summaries: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    """What else there is to account for."""


def settled(cells: Cells) -> Settled:
    """The positions and silences that the votes or scores of a file come to."""
    whole = cells.frame()
    twice = whole.duplicated()
    if twice.any():
        first = cells.name_of(whole[twice].iloc[0])
        cells.count(int(twice.sum()), "what one party said on one day, told twice", first)
        whole = whole[~twice].reset_index(drop=True)
    if "stance" not in whole:
        return Settled(whole, _silences(cells, NONE, whole))
    silent = whole["stance"] >= FIRST_SILENCE
    votes, silences = (whole[~silent], whole[silent]) if silent.any() else (whole, whole[:0])
    if cells.meaning.majority is not None:
        return _by_majority(cells, cells.meaning.majority, votes, silences)
    found = Settled(votes.reset_index(drop=True), _silences(cells, silences, votes))
    several = votes[KEY].duplicated()
    if several.any():
        first = cells.name_of(votes[several].iloc[0])
        found.lines.append(
            f"  {int(several.sum()):,} of one party, issue and day with another stance than one "
            f"before, as conflicting reports (first {first}): `majority` in the mapping makes "
            "them one position"
        )
    return found


def _by_majority(
    cells: Cells, rule: Majority, votes: pd.DataFrame, silences: pd.DataFrame
) -> Settled:
    """What the votes of each party's members come to."""
    rows, summaries = by_majority(votes, rule.more_than)
    lines = [said_of(rule, len(votes), rows)]
    without = rows["stance"] == NO_MAJORITY
    otherwise = ORDER.get(rule.otherwise, LEFT_OUT)
    if otherwise == LEFT_OUT and without.any():
        first = cells.name_of(rows[without].iloc[0])
        cells.count(int(without.sum()), "no stance has the majority of its votes", first)
    rows["stance"] = rows["stance"].where(~without, otherwise)
    silent = rows["stance"] >= FIRST_SILENCE
    positions = rows[~silent & (rows["stance"] != LEFT_OUT)].reset_index(drop=True)
    # A member who is silent does not silence a party of which others have voted.
    divided, alone = rows[silent], silences[_not_in(silences, rows)]
    found = _silences(cells, pd.concat([divided, alone]), positions)
    return Settled(positions, found, summaries, lines)


def _silences(cells: Cells, silent: pd.DataFrame, positions: pd.DataFrame) -> pd.DataFrame:
    """The silences of cells without a position, each once."""
    found = silent[[*CELL, "stance"]].drop_duplicates()
    if found.empty:
        return found.rename(columns={"stance": "kind"})
    alone = _not_in(found, positions)
    if not alone.all():
        first = cells.name_of(found[~alone].iloc[0])
        cells.count(int((~alone).sum()), "a silence beside a position on the issue", first)
    found = found[alone]
    twice = found.duplicated(CELL, keep=False)
    if twice.any():
        first = cells.name_of(found[twice].iloc[0])
        cells.count(int(twice.sum()), "silent in more than one way on an issue", first)
    found = found[~twice].rename(columns={"stance": "kind"})
    return found.assign(kind=found["kind"] - FIRST_SILENCE).reset_index(drop=True)


def _not_in(rows: pd.DataFrame, others: pd.DataFrame) -> npt.NDArray[np.bool_]:
    """Which rows are of an issue and a party that the others have none of."""
    there = pd.MultiIndex.from_frame(others[CELL].drop_duplicates())
    return ~pd.MultiIndex.from_frame(rows[CELL]).isin(there)


def table_of(
    cells: pd.DataFrame, of: Cells, summaries: list[str], source: str, attribution: str
) -> pa.Table:
    """The cells as a table of positions, coded, with the evidence that is the same for all."""
    columns: dict[str, Any] = {
        "issue": _texts(cells["issue"], of.issues),
        "party": _texts(cells["party"], of.parties),
    }
    if "stance" in cells:
        columns["stance"] = _texts(cells["stance"], STANCES)
    if "value" in cells:
        columns["value"] = pa.array(cells["value"].to_numpy())
    if "told" in cells:
        columns["summary"] = _texts(cells["told"], summaries)
    days = cells["day"].to_numpy()
    if (days != NO_DAY).any():
        columns["date"] = pa.array(days, pa.int32(), mask=days == NO_DAY).cast(pa.date32())
    columns["source"] = _texts(np.zeros(len(cells), np.int32), [source])
    if (cells["locator"] != LEFT_OUT).any():
        columns["locator"] = _texts(cells["locator"], of.locators)
    columns["attribution"] = _texts(np.zeros(len(cells), np.int32), [attribution])
    return pa.table(columns)


def _texts(codes: Any, texts: Iterable[str]) -> pa.DictionaryArray:
    values = np.asarray(codes, np.int32)
    indices = pa.array(values, pa.int32(), mask=values == LEFT_OUT)
    return pa.DictionaryArray.from_arrays(indices, pa.array(list(texts), TEXT)).cast(CODED)
