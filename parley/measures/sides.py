"""A view and some of its issues in, the voices on each out: who stands together, who apart."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

import numpy as np
import pandas as pd

from parley.categoricals import Rows, isin
from parley.frames.acceptable import ladders
from parley.frames.build import value_units
from parley.frames.cells import Flags
from parley.frames.view import View
from parley.iter_rows import iter_rows
from parley.measures._relations import Relations
from parley.measures._view import of_view
from parley.measures.said_by import COLUMNS, said_by

VOICES: Final = [
    "issue", "party", "position", "stance", "what", "on_record", "supposed", "red_line",
    "disputed", "side",
]  # fmt: skip


@of_view
def one_way_issues(view: View) -> list[str]:
    """The issues on which all voices lean the same way, at least two, contested or not."""
    relations = Relations(view, view.voices)
    ids = view.issue_ids
    return [ids[at] for at in np.flatnonzero(relations.unrelated & relations.same_way).tolist()]


@of_view
def voices_on(view: View, issues: Collection[str], opposed: bool = False) -> pd.DataFrame:
    """The voices on some of the issues in view, or with `opposed` those that decide and stand apart
    from another that does.

    Returns one row a voice, issue by issue in the order of showing, with the columns VOICES:
    position is its number, what says in words what it holds, red_line whether it, or a deciding
    party that it speaks for, calls it one, and side numbers those that stand together: on one side
    no two stand apart. The side of the party that is shown first is 0; of values and rungs it is
    that of the lowest.
    """
    some = isin(view.issues["issue"], issues)[view.voices.issue]
    held = view.voices.where(some)
    decides, red_line = view.voice_decides[some], view.voice_red_line[some]
    relations = Relations(view, held)
    kept = np.ones(len(held), bool)
    if opposed:
        kept = relations.apart(decides)[2] & decides
    rows = [
        relations.of.rows(issue).start + np.flatnonzero(kept[relations.of.rows(issue)])
        for issue in np.flatnonzero(relations.of.count(kept)).tolist()
    ]
    side = np.zeros(len(held), np.int64)
    if opposed:
        for those in rows:
            side[those] = _sides(relations, held.party[those], those)
    at = np.concatenate(rows) if rows else np.zeros(0, np.int64)
    found = held.take(at)
    ids = np.array(view.party_ids, object)
    units = list(value_units(view.issues).values())
    rungs = ladders(view.issues)
    said = [
        said_by(row, "", units[issue], rungs[issue])
        for row, issue in zip(iter_rows(found.frame(COLUMNS)), found.issue.tolist(), strict=True)
    ]
    own = found.frame(["position", "stance", "attribution", "disputed"])
    return pd.DataFrame(
        {
            "issue": np.array(view.issue_ids, object)[found.issue],
            "party": ids[found.party],
            "position": own["position"].to_numpy(),
            "stance": own["stance"].astype("object").to_numpy(),
            "what": [each.what for each in said],
            "on_record": [each.on_record for each in said],
            "supposed": own["attribution"].isna().to_numpy(),
            "red_line": red_line[at],
            "disputed": own["disputed"].to_numpy(bool),
            "side": side[at],
        },
        columns=VOICES,
    )


def _sides(relations: Relations, party: Rows, those: Rows) -> Rows:
    """The side of each of some voices on one issue, of whom each stands apart from another."""
    issue = int(relations.of.issue[those[0]])
    apart: Flags = relations.pairs(issue, those).apart
    low, score = relations.stretches.low[those], relations.score[those]
    in_values = bool(relations.stretches.named[those].all())
    order: Sequence[int] = np.argsort(low if in_values else -score, kind="stable").tolist()
    sides: list[list[int]] = []
    for at in order:
        if sides and not apart[at, sides[-1]].any():
            sides[-1].append(at)
        else:
            sides.append([at])
    if not in_values:
        sides.sort(key=lambda side: int(party[side].min()))
    found = np.zeros(len(those), np.int64)
    for number, side in enumerate(sides):
        found[side] = number
    return found
