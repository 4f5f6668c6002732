"""Where each party stands on one issue: the frames in, one row a party out, silence included."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, Final

import numpy as np
import pandas as pd

from parley.format.vocabulary import BOUNDS
from parley.frames.blocs import ancestors
from parley.frames.build import value_text
from parley.frames.view import View
from parley.iter_rows import iter_rows
from parley.wording import join_and

Options = Sequence[tuple[str, str]]
"""The rungs of a ladder, from the least to the most: the id and the text of each."""

COLUMNS: Final = {
    "party": "str",
    "name": "str",
    "short": "str",
    "stance": "str",
    "value_from": "float64",
    "value_to": "float64",
    "value": "str",
    "bound": "str",
    "option": "str",
    "fallback": "str",
    "asks": "str",
    "accepts": "str",
    "gist": "str",
    "red_line": "bool",
    "attribution": "str",
    "disputed": "bool",
    "conflicting": "bool",
    "through": "str",
    "silent": "bool",
    "counted": "bool",
}


def standings_of(view: View, issue: pd.Series, options: Options = ()) -> pd.DataFrame:
    """Where each party in view stands on an issue, which need not be in view itself.

    `issue` is a row of the frame of issues. Returns what `standings` does. A party whose position
    is left out of the view has no row: it is not silent.
    """
    here = view.of(issues=[str(issue["issue"])])
    names = np.array(here.party_ids, object)
    left_out = set(names[here.left_out_cells.party])
    parties = here.parties[~here.parties["party"].isin(left_out)]
    voices = set(names[here.voices.party])
    positions = view.frames.positions[here.in_view]
    return standings(positions, parties, issue, view.blocs, options, voices)


def standings(
    positions: pd.DataFrame,
    parties: pd.DataFrame,
    issue: pd.Series,
    blocs: dict[str, list[str]],
    options: Options = (),
    voices: Collection[str] | None = None,
) -> pd.DataFrame:
    """Where each party in view stands on an issue, silence included.

    Takes frames as `parley.frames` has them, `issue` a row of the issues, the blocs of each member
    as `parley.frames.blocs.blocs_of` has them, and the parties in view that are voices on the
    issue, by default all. Of the positions those that are current. Returns one row a party, as they
    come, with the columns in COLUMNS: `value` is the value or range with its unit, `asks` and
    `accepts` are the texts of `option` and `fallback`, `through` names the bloc whose position a
    member takes, and `counted` is false for a member for which its bloc speaks. What is missing is
    missing.
    """
    on_it = (positions["issue"] == issue["issue"]).to_numpy(bool)
    held = positions[positions["current"].to_numpy(bool) & on_it]
    ids = parties["party"].astype("str").tolist()
    names = dict(zip(ids, parties["name"], strict=True))
    told = [name for name in held if name in COLUMNS or name == "inherited_from"]
    rows = {str(row.party): row for row in iter_rows(held[told])}
    texts = dict(options)
    unit = _text(issue["unit"])
    found = []
    for party, name, short in zip(ids, parties["name"], parties["short"], strict=True):
        row = rows.get(party)
        if row is None:
            found.append(
                {
                    "party": party,
                    "name": name,
                    "short": short,
                    **dict.fromkeys(("red_line", "disputed", "conflicting"), False),
                    "silent": True,
                    "counted": not any(bloc in names for bloc in ancestors(party, blocs)),
                }
            )
            continue
        option, fallback, bloc = (
            _text(each) for each in (row.option, row.fallback, row.inherited_from)
        )
        found.append(
            {
                **{key: getattr(row, key) for key in COLUMNS if hasattr(row, key)},
                "party": party,
                "name": name,
                "short": short,
                "value": value_text(
                    row.value_from, row.value_to, unit, row.bound, int(issue.get("decimals", 0))
                )
                if pd.notna(row.value_from)
                else None,
                "asks": option and texts.get(option, option),
                "accepts": fallback and texts.get(fallback, fallback),
                "through": bloc and names.get(bloc, "its bloc"),
                "silent": False,
                "counted": voices is None or party in voices,
            }
        )
    return pd.DataFrame(found, columns=list(COLUMNS)).astype(COLUMNS)


def bounds_text(bounds: Sequence[str]) -> str:
    """How many of several values would do as well with more, or less: `2 as “at least”`.

    Of `bounds` there is one a value; empty where each is meant exactly.
    """
    counted = [
        f"{bounds.count(bound)} as “{term.label.lower()}”"
        for bound, term in BOUNDS.items()
        if bound != "exactly" and bound in bounds
    ]
    return join_and(counted)


def _text(value: Any) -> str | None:
    return None if pd.isna(value) else str(value)
