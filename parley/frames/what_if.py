"""A reader's own stances in, frames with them out: hypothetical, and marked as such."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

import numpy as np
import pandas as pd

from parley.format.vocabulary import SCORES, STANCES
from parley.frames.acceptable import acceptable
from parley.frames.blocs import inherited_positions, member_blocs
from parley.frames.columns import Frames
from parley.frames.selection import cell_id, parse_cell
from parley.frames.voices import Statements, dissenting_positions

KEY: Final = "whatif"
"""The parameter of an address; one for each stance that is supposed."""
MOST: Final = 50


@dataclass(frozen=True)
class Supposition:
    """One stance that a reader supposes."""

    issue: str
    party: str
    stance: str

    @property
    def written(self) -> str:
        """As an address has it: `party.issue:stance`."""
        return f"{cell_id(self.issue, self.party)}:{self.stance}"


class ParsedSuppositions(NamedTuple):
    """What an address supposes, and what of it could not be read."""

    supposed: tuple[Supposition, ...]
    dropped: tuple[str, ...]


def parse_suppositions(texts: Iterable[str], frames: Frames) -> ParsedSuppositions:
    """What the values of an address suppose; of two on one cell the later counts.

    A cell that is none, a stance that is none and a numeric issue, which has values, are dropped.
    """
    texts = list(texts)[:MOST]
    if not texts:
        return ParsedSuppositions((), ())
    parties = set(frames.parties["party"].tolist())
    issues = set(frames.issues["issue"][~frames.issues["numeric"].to_numpy(bool)].tolist())
    found: dict[tuple[str, str], Supposition] = {}
    dropped = []
    for text in texts:
        name, _, stance = text.partition(":")
        cell = parse_cell(name)
        if cell is None or cell[0] not in issues or cell[1] not in parties or stance not in STANCES:
            dropped.append(text)
        else:
            found.pop(cell, None)
            found[cell] = Supposition(*cell, stance)
    return ParsedSuppositions(tuple(found.values()), tuple(dropped))


def apply_suppositions(frames: Frames, supposed: Sequence[Supposition]) -> Frames:
    """The frames as if each stance were held; the frames given stay as they are.

    The positions have one more column, `hypothetical`. A supposed stance takes the place of the
    position that holds on its cell, or stands where there was a silence: without a source, a red
    line, a condition or a value, and with -1 as its number. One that is supposed for a bloc reaches
    the members that have no position of their own.
    """
    positions = frames.positions.assign(hypothetical=False)
    for each in supposed:
        here = (positions["issue"] == each.issue) & (positions["party"] == each.party)
        positions.loc[here, "current"] = False
        positions = pd.concat([positions, _row(positions, each)], ignore_index=True)
    blocs = member_blocs(frames.parties)
    if blocs and supposed:
        positions = _passed_on(positions, {each.issue for each in supposed}, blocs)
        statements = Statements(positions, frames.issues, acceptable(positions, frames.issues))
        positions["dissents"] = dissenting_positions(positions, blocs, statements)
    return replace(frames, positions=positions)


def _passed_on(
    positions: pd.DataFrame, issues: set[str], blocs: dict[str, list[str]]
) -> pd.DataFrame:
    """The positions with what members take from their blocs on these issues found anew."""
    about = positions["issue"].isin(issues).to_numpy()
    taken = about & positions["inherited_from"].notna().to_numpy()
    positions = positions[~(taken & positions["current"].to_numpy(bool))].reset_index(drop=True)
    held = positions[positions["current"] & positions["issue"].isin(issues)]
    found = inherited_positions(held, blocs).astype(positions.dtypes.to_dict())
    return pd.concat([positions, found], ignore_index=True)


def _row(positions: pd.DataFrame, supposed: Supposition) -> pd.DataFrame:
    """A position that holds and that nobody has reported, with the types of the others."""
    like = positions[positions["issue"] == supposed.issue]
    label = STANCES[supposed.stance].label
    values = {
        **{name: False if kind == "bool" else np.nan for name, kind in positions.dtypes.items()},
        "negotiation": positions["negotiation"].cat.categories[0],
        "area": like["area"].iloc[0] if len(like) else np.nan,
        "issue": supposed.issue,
        "party": supposed.party,
        "position": -1,
        "stance": supposed.stance,
        "score": float(SCORES[supposed.stance]),
        "gist": label,
        "summary": "Supposed by the reader; nobody has reported it.",
        "date": pd.NaT,
        "current": True,
        "hypothetical": True,
        **dict.fromkeys(("sources", "locators"), ""),
    }
    row = pd.DataFrame({name: [values[name]] for name in positions.columns})
    return row.astype(positions.dtypes.to_dict())
