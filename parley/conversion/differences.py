"""Two negotiations in, the first thing that they do not have in common out.

Every field of every record is compared, and every column of the frames of positions: nothing here
names a field.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from parley.loading.loader import Negotiation


def difference(one: Negotiation, other: Negotiation) -> str | None:
    """What two negotiations do not have in common, but for lines and names of files; None if all.

    Positions count as the same in any order of files in which those of one party on one issue
    stand in the same order.
    """
    for name in ("header", "parties", "sources", "events", "areas", "area_of", "issues"):
        if getattr(one, name) != getattr(other, name):
            return name
    left, right = _in_cell_order(one), _in_cell_order(other)
    for name in left:
        if not left[name].equals(right[name]):
            return name
    return None


def _in_cell_order(negotiation: Negotiation) -> dict[str, pd.DataFrame]:
    """The frames of positions, those in the order of issues and parties and numbered in it."""
    positions = negotiation.positions
    issues = {issue.id: number for number, issue in enumerate(negotiation.issues)}
    parties = {party.id: number for number, party in enumerate(negotiation.parties)}
    cell = [positions["issue"].map(issues).to_numpy(), positions["party"].map(parties).to_numpy()]
    order = np.lexsort((np.arange(len(positions)), *reversed(cell)))
    number = np.empty(len(positions) + 1, np.int64)
    number[order] = np.arange(len(positions))
    number[-1] = -1
    frames = {"positions": _plain(positions.iloc[order])}
    for name in ("evidence", "conditions", "disputes"):
        rows: pd.DataFrame = getattr(negotiation, name)
        rows = rows.assign(position=number[rows["position"].to_numpy()])
        kept = np.lexsort((np.arange(len(rows)), rows["position"].to_numpy()))
        frames[name] = _plain(rows.iloc[kept])
    return frames


def _plain(frame: pd.DataFrame) -> pd.DataFrame:
    """The same without the order in which categories happen to be known."""
    texts = frame.select_dtypes("category").columns
    return frame.astype(dict.fromkeys(texts, "str")).reset_index(drop=True)
