"""Tables of your own in, frames out: checked, with what they leave out filled in as missing."""

from __future__ import annotations

from functools import cache
from typing import Any, Final

import numpy as np
import pandas as pd

from parley.format.problems import did_you_mean, quoted
from parley.format.vocabulary import DIRECTNESS, SCORES
from parley.frames.columns import COLUMNS, LIST_SEPARATOR, Frames, field_dtypes

REQUIRED: Final[dict[str, tuple[str, ...]]] = {
    "parties": ("party",),
    "issues": ("issue",),
    "positions": ("issue", "party", "stance"),
    "evidence": ("issue", "role", "attribution"),
    "silences": ("issue", "party", "kind"),
    "conditions": ("issue", "party", "position", "kind", "text"),
}
"""The columns that each table has to have; all others may be left out."""

FILLED: Final[dict[str, dict[str, object]]] = {
    "parties": {"role": "supporter", "home": False, "blocs": "", "members": "", "speakers": ""},
    "issues": {
        "area": "all",
        "status": "unknown",
        "weight": 1.0,
        "numeric": False,
        "decimals": 0,
        "options": "",
        "decided_by": "",
    },
    "positions": {
        **dict.fromkeys(("red_line", "disputed", "conflicting", "dissents"), False),
        **dict.fromkeys(("sources", "locators"), ""),
        "current": True,
        "bound": "exactly",
    },
    "evidence": {"position": -1},
    "conditions": {"current": True},
    "silences": {"sources": ""},
}
"""What a column that is left out holds where that is not *missing*."""

NAMED_BY_ID: Final = {"name": "party", "short": "party", "title": "issue", "area_title": "area"}
"""Columns that hold an id where they are left out."""

COMPUTED: Final = {
    "score": "float64",
    **dict.fromkeys(("position", "decimals"), "int64"),
    "date": "datetime64[s]",
    "attribution": pd.CategoricalDtype(list(DIRECTNESS)),
    **dict.fromkeys(
        ("home", "numeric", "current", "disputed", "conflicting", "dissents", "outcome"), "bool"
    ),
}  # fmt: skip
"""The types of computed columns that hold neither text nor ids."""


def _dtypes(name: str) -> dict[str, Any]:
    """The types of a frame's columns that hold neither text nor ids."""
    return COMPUTED | field_dtypes(name)


def frames_from_tables(
    parties: pd.DataFrame,
    issues: pd.DataFrame,
    positions: pd.DataFrame,
    *,
    evidence: pd.DataFrame | None = None,
    silences: pd.DataFrame | None = None,
    conditions: pd.DataFrame | None = None,
) -> Frames:
    """The frames of tables that come from elsewhere, for measures without a folder.

    Their columns are those of COLUMNS; REQUIRED says which they need, and of the others those that
    are left out are filled in. The order of showing is that of the rows of parties and issues.
    Positions are the rows that hold (`current`, or all), at most one of a party on an issue; a
    numeric issue needs `numeric`, `scale_min` and `scale_max`, and its positions `value_from` and
    `value_to`. Raises ValueError for a column that is missing or unknown, and for an id or a word
    that is not in its list.
    """
    given = {
        "parties": parties, "issues": issues, "positions": positions, "evidence": evidence,
        "silences": silences, "conditions": conditions,
    }  # fmt: skip
    tables = {name: _checked(name, table) for name, table in given.items() if table is not None}
    areas = tables["issues"].get("area", pd.Series(["all"]))
    ladders = tables["issues"].get("options", pd.Series(dtype="str")).dropna().astype("str")
    rungs = [rung for ladder in ladders if ladder for rung in ladder.split(LIST_SEPARATOR)]
    ids = {
        "party": _unique(tables["parties"], "party"),
        "issue": _unique(tables["issues"], "issue"),
        "area": list(dict.fromkeys(areas.astype("str"))),
        "negotiation": ["own"],
    }
    ids |= {
        "inherited_from": ids["party"],
        "on_issue": ids["issue"],
        "option": list(dict.fromkeys(rungs)),
        "fallback": list(dict.fromkeys(rungs)),
    }
    dtypes = {column: pd.CategoricalDtype(known) for column, known in ids.items()}
    made = {
        name: _frame(name, tables[name], dtypes) if name in tables else _empty(name)
        for name in COLUMNS
    }
    issues, held = made["issues"], made["positions"]
    if issues.loc[issues["numeric"], ["scale_min", "scale_max"]].isna().any(axis=None):
        raise ValueError("issues: expected scale_min and scale_max of a numeric issue")
    area = issues["area"].array.take(held["issue"].cat.codes.to_numpy(), allow_fill=True)
    held = held.assign(area=area)
    return Frames(**{**made, "positions": held[held["current"]].reset_index(drop=True)})


def _checked(name: str, table: pd.DataFrame) -> pd.DataFrame:
    """A table with rows numbered from 0; ValueError for a column that is missing or unknown."""
    missing = [column for column in REQUIRED[name] if column not in table]
    if missing:
        raise ValueError(
            f"{name}: expected the columns {', '.join(REQUIRED[name])}; "
            f"missing: {', '.join(missing)}"
        )
    for column in table:
        if column not in COLUMNS[name]:
            hint = did_you_mean(str(column), COLUMNS[name])
            raise ValueError(f"{name}: there is no column {quoted(column)}{hint}")
    return table.reset_index(drop=True)


def _unique(table: pd.DataFrame, id: str) -> list[str]:
    """The ids of a table; ValueError where one stands in two rows."""
    ids = table[id].astype("str")
    if ids.duplicated().any():
        raise ValueError(f"{id}: {quoted(ids[ids.duplicated()].iloc[0])} stands in two rows")
    return ids.tolist()


@cache
def _empty(name: str) -> pd.DataFrame:
    """A frame without rows, for a table that is not given."""
    categories = ("party", "issue", "area", "source", "on_issue", "disputed_by", "attribution",
                  "kind", "negotiation")  # fmt: skip
    columns = {}
    for column in COLUMNS[name]:
        kind = "category" if column in categories else _dtypes(name).get(column, "str")
        columns[column] = pd.Series([], dtype=kind)
    return pd.DataFrame(columns)


def _frame(name: str, table: pd.DataFrame, ids: dict[str, pd.CategoricalDtype]) -> pd.DataFrame:
    """A frame with all its columns, those that the table leaves out filled in."""
    filled: dict[str, Any] = {"negotiation": "own", **FILLED.get(name, {})}
    filled |= {column: table[id] for column, id in NAMED_BY_ID.items() if id in table}
    if name == "positions":
        filled |= {"score": table["stance"].map(SCORES), "position": range(len(table))}
    columns: dict[str, Any] = {}
    for column in COLUMNS[name]:
        kind = ids.get(column) or _dtypes(name).get(column, "str")
        if column in table:
            columns[column] = _typed(table[column], kind, f"{name}: {column}")
        elif isinstance(kind, pd.CategoricalDtype) and filled.get(column) is None:
            columns[column] = pd.Categorical.from_codes(np.full(len(table), -1), dtype=kind)
        else:
            columns[column] = pd.Series(filled.get(column), table.index).astype(kind)
    return pd.DataFrame(columns, index=table.index)


def _typed(values: pd.Series[Any], kind: Any, where: str) -> Any:
    """The values of a column as frames have them; ValueError for one that is not known."""
    if not isinstance(kind, pd.CategoricalDtype):
        return values.astype(kind)
    coded = values.astype("category").cat
    used = coded.categories[np.unique(coded.codes[coded.codes >= 0])]
    for value in used:
        if value not in kind.categories:
            known = kind.categories.tolist()
            raise ValueError(
                f"{where}: {quoted(value)} is not known{did_you_mean(str(value), known)}"
            )
    return coded.set_categories(kind.categories)
