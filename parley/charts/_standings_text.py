"""Standings on an issue in, what a chart of them says out: its finding, its words and its table."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

import pandas as pd

from parley.charts._text import MOST_LISTED, alternative_text, at_most, short_name
from parley.charts.standings import Options
from parley.format.vocabulary import ATTRIBUTIONS, ON_RECORD, STANCES, labels_of
from parley.iter_rows import iter_rows
from parley.wording import join_and, plural

Clause = Callable[[pd.DataFrame, Callable[[int], str]], str]
"""What those hold who have a place, in words: their standings, and a function that says a number
of them as the subject of a sentence."""


def placed(standings: pd.DataFrame, place: pd.Series) -> pd.DataFrame:
    """Those that have a place, from left to right, with the column `place`."""
    found = standings.assign(place=place.astype("float64"))
    return found[found["place"].notna()].sort_values("place", kind="stable")


def unplaced(standings: pd.DataFrame, those_placed: pd.DataFrame) -> pd.DataFrame:
    """Those that hold a position which has no place on the axis."""
    return standings[~standings["silent"] & ~standings["party"].isin(those_placed["party"])]


def finding(
    standings: pd.DataFrame,
    those_placed: pd.DataFrame,
    kind: str,
    clause: Clause,
    settled: str = "",
    left_out: int = 0,
) -> str:
    """What those hold who have a place, then who names none of the kind and who is silent.

    `kind` is stance, value or option; `settled` says the outcome where there is one; `left_out` is
    how many parties in view have no row because their position is left out of the view.
    """
    if standings.empty:
        return f"What {_parties(left_out)} said is left out" if left_out else "No party is in view"
    who = standings[standings["counted"]]
    alone = short_name(who["name"].iloc[0]) if len(who) == 1 else ""
    those_placed = those_placed[those_placed["counted"]]
    silent = int(who["silent"].sum())
    nameless = len(who) - silent - len(those_placed)
    folded, in_view = len(standings) - len(who), len(standings) + left_out
    noun = "parties in view" if len(who) == in_view else "parties"
    if len(those_placed):
        clauses = [
            clause(those_placed, lambda number: alone or f"{number:,} of {len(who):,} {noun}")
        ]
        if nameless:
            clauses.append(f"{nameless:,} {plural(nameless, 'names', 'name')} no {kind}")
        if silent:
            clauses.append(f"{silent:,} {plural(silent, 'is', 'are')} silent")
    elif alone:
        clauses = [f"{alone} is silent" if silent else f"{alone} names no {kind}"]
    else:
        has = f"names {'an' if kind == 'option' else 'a'} {kind}" if nameless else "has a position"
        clauses = [f"None of the {len(who)} {noun} {has}"]
    if settled:
        clauses.append(settled)
    rest = [f"{left_out} {plural(left_out, 'is', 'are')} left out"] if left_out else []
    if folded:
        rest.append(f"{folded} {plural(folded, 'counts with its', 'count with their')} bloc")
    if rest:
        clauses.append(f"of {in_view} in view, {join_and(rest)}")
    return "; ".join(clauses)


def _parties(number: int) -> str:
    return "the one party in view" if number == 1 else f"all {number} parties in view"


def words(
    first: str, standings: pd.DataFrame, those_placed: pd.DataFrame, options: Options = ()
) -> str:
    """The text alternative: the finding, then each party with its place, then the silent."""
    nameless = unplaced(standings, those_placed)
    parties = [
        f"{short_name(row.name)}: {', '.join([held(row, options), *qualifiers(row)])}"
        for row in islice(rows_of(those_placed, nameless), MOST_LISTED)
    ]
    spoken = len(those_placed) + len(nameless)
    text = alternative_text(first, parties, "parties", spoken)
    silent = silent_names(standings)
    return f"{text} Silent: {join_and(at_most(silent, MOST_LISTED))}." if silent else text


def table(standings: pd.DataFrame) -> pd.DataFrame:
    """Where each party stands, in words; columns that nobody fills are left out."""
    stances = standings["stance"].map(labels_of(STANCES))
    columns = {
        "Party": standings["name"],
        "Stance": stances.where(~standings["silent"].to_numpy(bool), "Silent"),
        "Value": standings["value"],
        "Asks for": standings["asks"],
        "Would accept": standings["accepts"],
        "Red line": standings["red_line"].map({True: "yes", False: None}),
        "Whose word": standings["attribution"].map(labels_of(ATTRIBUTIONS)),
        "Through": standings["through"],
    }
    return pd.DataFrame(columns).dropna(axis="columns", how="all").fillna("–")


def held(row: Any, options: Options = ()) -> str:
    """What a party holds, in words: its rungs where there are options, its value, or its stance."""
    numbers = {id: number for number, (id, _) in enumerate(options, 1)}
    rungs = [
        f"{verb} {numbers[id]}"
        for verb, id in (("asks for", row.option), ("would accept", row.fallback))
        if id in numbers
    ]
    if rungs:
        return ", ".join(rungs)
    if pd.notna(row.value):
        return str(row.value)
    return STANCES[row.stance].label.lower()


def qualifiers(row: Any) -> list[str]:
    """What a reader must know of a position at a glance."""
    found = ["red line"] if row.red_line else []
    if is_off_record(row):
        found.append(ATTRIBUTIONS[row.attribution].label.lower())
    if row.disputed:
        found.append("contested")
    if row.conflicting:
        found.append("conflicting reports")
    if pd.notna(row.through):
        found.append(f"as {row.through}")
    return found


def is_off_record(row: Any) -> bool:
    """Whether a position rests on nobody's word on the record; one that is supposed has no word."""
    return bool(pd.notna(row.attribution)) and row.attribution not in ON_RECORD


def rows_of(*frames: pd.DataFrame) -> Iterator[Any]:
    """The rows of frames, one frame after the other."""
    return (row for frame in frames for row in iter_rows(frame))


def silent_names(standings: pd.DataFrame) -> list[str]:
    """The names of those that are silent."""
    return [short_name(name) for name in standings["name"][standings["silent"]]]


def quoted(text: str) -> str:
    """The text of an option within a sentence."""
    return f"“{short_name(text)}”"
