"""Who speaks for whom: members that take their bloc's position, and who counts once.

A member with no position of its own on an issue takes that of a bloc it belongs to: of several
blocs the first in the folder's order, and the nearest before those further up.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

import numpy as np
import numpy.typing as npt
import pandas as pd

from parley.format.models import Party


def blocs_of(parties: Iterable[Party]) -> dict[str, list[str]]:
    """For each member the blocs it belongs to, in the folder's order."""
    found: dict[str, list[str]] = {}
    for bloc in parties:
        for member in bloc.members:
            found.setdefault(member, []).append(bloc.id)
    return found


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


HELD = ["stance", "value_from", "value_to"]
"""What two positions on an issue are compared by."""


def dissenting_positions(
    positions: pd.DataFrame, blocs: dict[str, list[str]]
) -> npt.NDArray[np.bool_]:
    """Which positions that hold are a member's own and differ from that of its bloc.

    `positions` needs the columns issue, party, current, inherited_from and HELD. Only blocs that a
    party belongs to directly are looked at.
    """
    found = np.zeros(len(positions), bool)
    current = positions[positions["current"].to_numpy(bool)]
    own_words = current[current["inherited_from"].isna().to_numpy()]
    for member, above_it in blocs.items():
        own = own_words[(own_words["party"] == member).to_numpy()]
        for bloc in above_it:
            theirs = current[(current["party"] == bloc).to_numpy()].set_index("issue")
            shared = own[own["issue"].isin(theirs.index)]
            other = theirs.loc[shared["issue"], HELD].reset_index(drop=True)
            mine = shared[HELD].reset_index(drop=True)
            same = (mine == other) | (mine.isna() & other.isna())
            found[positions.index.get_indexer(shared.index[~same.all(axis=1)])] = True
    return found


def is_voice(
    positions: pd.DataFrame, blocs: dict[str, list[str]], in_view: Collection[str]
) -> npt.NDArray[np.bool_]:
    """Which positions count, so that a bloc and its members never count twice.

    On an issue where a bloc in view has a position, its members do not count beside it, whether
    they take its position or dissent. What several members take from one bloc that is out of view
    is one voice: that of the first in the rows. `positions` needs the columns issue, party, current
    and inherited_from.
    """
    issue, party, bloc = (
        positions[name].astype("category").cat for name in ("issue", "party", "inherited_from")
    )
    at = party.codes.to_numpy(), issue.codes.to_numpy()
    shown = party.categories.isin(list(in_view))
    counts: npt.NDArray[np.bool_] = positions["current"].to_numpy(bool) & shown[at[0]]
    if not blocs:
        return counts
    place = {name: row for row, name in enumerate(party.categories)}
    spoken = np.zeros((len(place), len(issue.categories)), bool)
    spoken[at[0][counts], at[1][counts]] = True
    covered = np.zeros_like(spoken)
    for member in blocs:
        over = [place[each] for each in ancestors(member, blocs) if each in place]
        if member in place and over:
            covered[place[member]] = spoken[over].any(axis=0)
    counts &= ~covered[at]
    through = bloc.codes.to_numpy()
    taken = np.flatnonzero(counts & (through >= 0))
    voices = at[1][taken].astype(np.int64) * len(bloc.categories) + through[taken]
    first = np.unique(voices, return_index=True)[1]
    counts[np.delete(taken, first)] = False
    return counts
