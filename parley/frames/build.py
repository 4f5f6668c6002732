"""A negotiation in, its tidy pandas frames of one day out.

Ids and terms are categories in the order of showing, dates are `datetime64[s]`, texts are `str`,
what is missing is missing. `current` marks what holds on the day. The columns are those of
`parley.frames.columns`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from parley.format.fields import RecordField
from parley.format.vocabulary import BOUNDS, DIRECTNESS, SCORES, STANCES
from parley.frames._record_frames import (
    claims_frame,
    decimals_of,
    events_frame,
    issues_frame,
    parties_frame,
    silences_frame,
    sources_frame,
    statuses_frame,
    with_statuses_of,
)
from parley.frames.acceptable import acceptable
from parley.frames.blocs import blocs_of, inherited_positions
from parley.frames.columns import LIST_SEPARATOR, Frames
from parley.frames.order import Orders, ordered_category
from parley.frames.voices import Statements, dissenting_positions
from parley.iter_rows import iter_rows
from parley.loading.columns import as_days, as_text
from parley.loading.history import conflicting, current_on, directness
from parley.loading.loader import Negotiation
from parley.loading.position_columns import (
    CONDITION_FIELDS,
    DISPUTE_FIELDS,
    EVIDENCE_FIELDS,
    POSITION_FIELDS,
)


def build_frames(
    negotiation: Negotiation, day: dt.date | None = None, like: Frames | None = None
) -> Frames:
    """The frames of a negotiation as of a day, by default the one that its matrix speaks for.

    With `like`, the frames of the same negotiation on another day, all columns that no day
    changes are shared with it, and none of them is made again.
    """
    day = day or negotiation.header.as_of
    orders = Orders(negotiation)
    if like is not None:
        return _on_another_day(negotiation, orders, like, day)
    rank = directness(negotiation.evidence, len(negotiation.positions))
    holds = current_on(negotiation.positions, rank, day)
    issues = issues_frame(negotiation, orders, day)
    positions = _positions(negotiation, orders, rank, holds)
    return Frames(
        parties=parties_frame(negotiation, orders),
        issues=issues,
        statuses=statuses_frame(negotiation, orders, day),
        positions=_with_inherited(negotiation, issues, orders, positions),
        evidence=_evidence(negotiation, orders),
        conditions=_conditions(negotiation, orders, holds),
        disputes=_disputes(negotiation, orders),
        silences=silences_frame(negotiation, orders),
        events=events_frame(negotiation, orders, day),
        claims=claims_frame(negotiation, orders),
        sources=sources_frame(negotiation, orders),
    )


def _on_another_day(negotiation: Negotiation, orders: Orders, like: Frames, day: dt.date) -> Frames:
    rows = negotiation.positions
    own = like.positions.iloc[: len(rows)]
    holds = current_on(rows, own["attribution"].cat.codes.to_numpy(np.int64), day)
    positions = own.assign(current=holds, dissents=np.zeros(len(rows), bool))
    issues = with_statuses_of(like.issues, negotiation, day)
    return replace(
        like,
        issues=issues,
        statuses=statuses_frame(negotiation, orders, day),
        events=events_frame(negotiation, orders, day),
        positions=_with_inherited(negotiation, issues, orders, positions),
        conditions=_conditions(negotiation, orders, holds),
    )


def value_text(
    low: float, high: float, unit: str | None, bound: str = "exactly", decimals: int = 0
) -> str:
    """A value or range on a scale as people read it: `3–5 %`, `at least 35 %`.

    `decimals` is how many all values on the issue are written with.
    """
    first, last = (number_text(value, decimals) for value in (low, high))
    number = first if low == high else f"{first}–{last}"
    if bound != "exactly":
        number = f"{BOUNDS[bound].label.lower()} {number}"
    return f"{number} {unit}" if unit else number


def value_units(issues: pd.DataFrame) -> dict[str, tuple[str | None, int]]:
    """The unit of each issue of the frame by its id, and with how many decimals values stand."""
    rows = zip(issues["issue"], issues["unit"], issues["decimals"].tolist(), strict=True)
    return {
        str(id): (None if pd.isna(unit) else str(unit), decimals) for id, unit, decimals in rows
    }


def number_text(value: float, decimals: int) -> str:
    """A number with so many decimals, or as few as it needs where none are asked for."""
    return f"{value:.{decimals}f}" if decimals else f"{value:g}"


def _positions(
    negotiation: Negotiation,
    orders: Orders,
    rank: npt.NDArray[np.int64],
    holds: npt.NDArray[np.bool_],
) -> pd.DataFrame:
    """Each position of the folder, as direct as `rank` says, and whether it holds."""
    rows, evidence = negotiation.positions, negotiation.evidence
    issue = ordered_category(rows["issue"], orders.issues)
    columns = _columns(POSITION_FIELDS, rows)
    sources, locators = _cited(evidence, len(rows))
    disputed = np.zeros(len(rows), bool)
    disputed[negotiation.disputes["position"].to_numpy()] = True
    return orders.frame(
        "positions",
        {
            **columns,
            "area": orders.areas_of(issue),
            "issue": issue,
            "party": ordered_category(rows["party"], orders.parties),
            "position": np.arange(len(rows)),
            "score": np.array([*SCORES.values(), np.nan])[columns["stance"].codes],
            "gist": _gists(negotiation, orders, rows, columns["stance"], issue),
            "current": holds,
            "inherited_from": ordered_category(np.full(len(rows), None), orders.parties),
            "attribution": pd.Categorical.from_codes(rank, categories=DIRECTNESS),
            "sources": sources,
            "locators": locators,
            "disputed": disputed,
            "conflicting": conflicting(rows),
            "dissents": np.zeros(len(rows), bool),
        },
    )


def _with_inherited(
    negotiation: Negotiation, issues: pd.DataFrame, orders: Orders, frame: pd.DataFrame
) -> pd.DataFrame:
    """The positions with those that members take from their blocs, and who dissents."""
    blocs = blocs_of(negotiation.parties)
    if not blocs:
        return frame
    taken = inherited_positions(frame[frame["current"]], blocs)
    taken = taken.assign(
        party=ordered_category(taken["party"], orders.parties),
        inherited_from=ordered_category(taken["inherited_from"], orders.parties),
    )
    frame = pd.concat([frame, taken], ignore_index=True)
    statements = Statements(frame, issues, acceptable(frame, issues))
    frame["dissents"] = dissenting_positions(frame, blocs, statements)
    return frame


def _gists(
    negotiation: Negotiation,
    orders: Orders,
    rows: pd.DataFrame,
    stance: pd.Categorical,
    issue: pd.Categorical,
) -> pd.Series[Any]:
    """The gist of each position: as given, or else the stance's label, or else the value."""
    numeric = np.flatnonzero(stance.codes < 0)
    kind, values = _value_texts(negotiation, orders, rows.iloc[numeric], issue[numeric])
    code = stance.codes.astype(np.int32)
    code[numeric] = len(STANCES) + kind
    texts = as_text([*(term.label for term in STANCES.values()), *values])
    gist = texts.take(code).set_axis(rows.index)
    given = rows["gist"].notna()
    return rows["gist"].where(given, gist) if given.any() else gist


def _value_texts(
    negotiation: Negotiation, orders: Orders, rows: pd.DataFrame, issue: pd.Categorical
) -> tuple[npt.NDArray[np.int64], list[str]]:
    """The values of numeric positions as people read them: a code a row into the texts."""
    units = {record.id: record.scale.unit for record in negotiation.issues if record.scale}
    unit, known = pd.factorize(
        np.array([*(units.get(each) for each in orders.issues), None], object)[issue.codes]
    )
    keys = pd.DataFrame(
        {
            "low": rows["value_from"],
            "high": rows["value_to"],
            "unit": unit,
            "bound": rows["bound"].astype("str"),
            "decimals": np.array([*decimals_of(negotiation).values(), 0])[issue.codes],
        }
    )
    number = keys.groupby(list(keys), dropna=False, sort=False).ngroup().to_numpy()
    first = iter_rows(keys.drop_duplicates())
    return number, [
        value_text(low, high, [*known, None][unit], bound, decimals)
        for low, high, unit, bound, decimals in first
    ]


def _evidence(negotiation: Negotiation, orders: Orders) -> pd.DataFrame:
    rows = negotiation.evidence
    issue = ordered_category(rows["issue"], orders.issues)
    source = ordered_category(rows["source"], orders.sources)
    source_day = as_days(record.date for record in negotiation.sources)
    number = rows["position"].to_numpy()
    position_day = np.append(negotiation.positions["date"].to_numpy(), np.datetime64("NaT"))
    return orders.frame(
        "evidence",
        {
            **_columns(EVIDENCE_FIELDS, rows),
            **{name: rows[name] for name in ("position", "role", "ref")},
            "area": orders.areas_of(issue),
            "issue": issue,
            "party": ordered_category(rows["party"], orders.parties),
            "date": np.where(number >= 0, position_day[number], source_day[source.codes]),
            "source": source,
        },
    )


def _conditions(
    negotiation: Negotiation, orders: Orders, holds: npt.NDArray[np.bool_]
) -> pd.DataFrame:
    rows = negotiation.conditions
    return orders.frame(
        "conditions",
        {
            **_columns(CONDITION_FIELDS, rows),
            **_whose(orders, rows),
            "on_issue": ordered_category(rows["on_issue"], orders.issues),
            "current": holds[rows["position"].to_numpy()],
        },
    )


def _disputes(negotiation: Negotiation, orders: Orders) -> pd.DataFrame:
    rows = negotiation.disputes
    return orders.frame(
        "disputes",
        {
            **_columns(DISPUTE_FIELDS, rows),
            **_whose(orders, rows),
            "disputed_by": ordered_category(rows["disputed_by"], orders.parties),
        },
    )


def _whose(orders: Orders, rows: pd.DataFrame) -> dict[str, Any]:
    """Which position a row belongs to."""
    issue = ordered_category(rows["issue"], orders.issues)
    return {
        "area": orders.areas_of(issue),
        "issue": issue,
        "party": ordered_category(rows["party"], orders.parties),
        "position": rows["position"],
    }


def _columns(fields: Iterable[RecordField], rows: pd.DataFrame) -> dict[str, Any]:
    """The columns of some fields as frames have them: shared with `rows`, terms in their order."""
    columns: dict[str, Any] = {}
    for field in fields:
        if field.kind == "term":
            columns[field.column] = ordered_category(rows[field.column], field.words)
        elif field.kind == "ids":
            columns[field.column] = as_text(map(LIST_SEPARATOR.join, rows[field.column]))
        else:
            columns |= {name: rows[name] for name in field.columns}
    return columns


def _cited(evidence: pd.DataFrame, positions: int) -> tuple[pd.Series[Any], pd.Series[Any]]:
    """For each position the ids of its sources and its locators, each as one text.

    Most positions of a large folder have one piece of evidence, and those are taken over as they
    are; only the others are joined.
    """
    own = np.flatnonzero((evidence["role"] == "position").to_numpy())
    held = evidence["position"].to_numpy()[own]
    first = np.full(positions, -1)
    first[held[::-1]] = own[::-1]
    source = evidence["source"].cat
    sources = as_text(source.categories).array.take(source.codes.to_numpy()[first], allow_fill=True)
    locators = evidence["locator"].array.take(first)
    several = (np.bincount(held, minlength=positions) > 1)[held]
    if several.any():
        joined_sources, joined_locators = sources.astype(object), locators.astype(object)
        rows = evidence.iloc[own[several]]
        for row, cited in rows.groupby("position"):
            joined_sources[row] = LIST_SEPARATOR.join(dict.fromkeys(cited["source"]))
            joined_locators[row] = LIST_SEPARATOR.join(cited["locator"])
        return as_text(joined_sources), as_text(joined_locators)
    return pd.Series(sources), pd.Series(locators)
