"""Who speaks for whom: members that take their bloc's position.

A member with no position of its own on an issue takes that of a bloc it belongs to: of several
blocs the first in the folder's order, and the nearest before those further up.
"""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from parley.format.models import Party
from parley.frames.columns import LIST_SEPARATOR
from parley.iter_rows import iter_rows


def blocs_of(parties: Iterable[Party]) -> dict[str, list[str]]:
    """For each member the blocs it belongs to, in the folder's order."""
    found: dict[str, list[str]] = {}
    for bloc in parties:
        for member in bloc.members:
            found.setdefault(member, []).append(bloc.id)
    return found


def member_blocs(parties: pd.DataFrame) -> dict[str, list[str]]:
    """The same by the frame of parties."""
    rows = parties[["party", "blocs"]].astype("str")
    return {party: blocs.split(LIST_SEPARATOR) for party, blocs in iter_rows(rows) if blocs}


def ancestors(party: str, blocs: dict[str, list[str]]) -> list[str]:
    """All blocs a party belongs to, directly or through another, the nearest first."""
    reached: list[str] = []
    ahead = list(blocs.get(party, ()))
    while ahead:
        reached += [bloc for bloc in ahead if bloc not in reached]
        further = [up for bloc in ahead for up in blocs.get(bloc, ()) if up not in reached]
        ahead = list(dict.fromkeys(further))
    return reached


def inherited_positions(held: pd.DataFrame, blocs: dict[str, list[str]]) -> pd.DataFrame:
    """The positions that members take from their blocs.

    `held` are positions that hold, with the columns issue and party. Returns rows like those of
    the blocs, with the member in `party` and the bloc in `inherited_from`.
    """
    taken = []
    for member in blocs:
        own = held["issue"][held["party"] == member]
        accounted = set(own)
        for bloc in ancestors(member, blocs):
            rows = held[(held["party"] == bloc) & ~held["issue"].isin(accounted)]
            accounted |= set(rows["issue"])
            taken.append(rows.assign(party=member, inherited_from=bloc))
    return pd.concat(taken) if taken else held.head(0).assign(inherited_from=None)
