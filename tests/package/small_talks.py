"""Small negotiations, made for a test: the issues p, q and r are proposals, l is a ladder, n is a scale
from 0 to 10."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from hypothesis import strategies as st

from parley.format.vocabulary import BOUNDS, DIRECTNESS, STANCES
from parley.frames.columns import Frames
from parley.frames.selection import Selection
from parley.frames.view import apply_selection
from parley.package.outcomes import (
    ADOPT,
    REJECT,
    Outcome,
    Package,
    Question,
    Span,
    questions,
)
from parley.package.statements import Statements
from parley.package.verdicts import (
    verdicts,
)
from parley.package.view_statements import statements
from tests.folders import every_frame, every_part

RUNGS = ("low", "mid", "high")
ASKED = questions(every_frame().issues, every_part().issues)


Held = Mapping[str, object]


def frames_of(
    positions: Mapping[tuple[str, str], Held],
    hung: Sequence[tuple[str, str, str | None]] = (),
    roles: Mapping[str, str] | None = None,
    blocs: Mapping[str, str] | None = None,
    decided_by: Mapping[str, str] | None = None,
) -> Frames:
    """Frames of positions by party and issue, and conditions: a party, its issue, what it names."""
    of = every_frame()
    names = list(dict.fromkeys([*(roles or {}), *(party for party, _ in positions)])) or ["a"]
    ids = ["p", "q", "r", "l", "n"]

    def rows(frame: pd.DataFrame, number: int) -> pd.DataFrame:
        return frame.iloc[np.zeros(number, int)].reset_index(drop=True)

    def column(values: Sequence[object], of: Sequence[str] | None = None) -> object:
        return pd.Categorical(values, categories=of) if of else pd.Series(values, dtype="str")

    parties = rows(of.parties, len(names)).assign(
        party=column(names, names),
        name=column([name.upper() for name in names]),
        role=[(roles or {}).get(name, "principal") for name in names],
        blocs=column([(blocs or {}).get(name, "") for name in names]),
    )
    numeric = np.array([id == "n" for id in ids])
    issues = rows(of.issues, len(ids)).assign(
        issue=column(ids, ids),
        title=column([id.upper() for id in ids]),
        numeric=numeric,
        scale_min=np.where(numeric, 0.0, np.nan),
        scale_max=np.where(numeric, 10.0, np.nan),
        scale_tolerance=np.nan,
        decided_by=column([(decided_by or {}).get(id, "") for id in ids]),
        unit=column([None] * len(ids)),
        options=column(["; ".join(RUNGS) if id == "l" else "" for id in ids]),
        status="open",
        outcome_date=pd.NaT,
        outcome_option=column([None] * len(ids)),
        outcome_from=np.nan,
        outcome_to=np.nan,
    )
    cells = list(positions.items())
    values = [held.get("value", (np.nan, np.nan)) for _, held in cells]
    held = rows(of.positions, len(cells)).assign(
        issue=column([issue for (_, issue), _ in cells], ids),
        party=column([party for (party, _), _ in cells], names),
        position=np.arange(len(cells)),
        stance=column([held.get("stance") for _, held in cells], list(STANCES)),
        value_from=np.array([low for low, _ in values], float),
        value_to=np.array([high for _, high in values], float),
        bound=column([held.get("bound", "exactly") for _, held in cells], list(BOUNDS)),
        option=column([held.get("option") for _, held in cells], RUNGS),
        fallback=column([held.get("fallback") for _, held in cells], RUNGS),
        attribution=column([held.get("by", "document") for _, held in cells], DIRECTNESS),
        salience=np.array([held.get("salience", np.nan) for _, held in cells], float),
        red_line=np.array([bool(held.get("red_line")) for _, held in cells], bool),
        current=True,
        inherited_from=column([held.get("bloc") for _, held in cells], names),
    )
    number = {cell: place for place, (cell, _) in enumerate(cells)}
    set_by = rows(of.conditions, len(hung)).assign(
        issue=column([issue for _, issue, _ in hung], ids),
        party=column([party for party, _, _ in hung], names),
        position=np.array([number[party, issue] for party, issue, _ in hung], np.int64),
        kind=column(["precondition"] * len(hung), ["in-exchange-for", "precondition", "package"]),
        on_issue=column([on for _, _, on in hung], ids),
        text=column([f"Text {place}." for place in range(len(hung))]),
        current=True,
    )
    changed = {"parties": parties, "issues": issues, "positions": held, "conditions": set_by}
    return Frames(**{**of.tables(), **changed})


def said(
    frames: Frames,
    parties: Sequence[str] | None = None,
    asked: dict[str, Question] | None = None,
) -> Statements:
    """What these parties have said, by default all, whatever is chosen."""
    view = apply_selection(frames, Selection())
    return statements(
        view.of(parties=frames.parties["party"] if parties is None else parties), asked
    )


def of_(positions: Mapping[tuple[str, str], Held], *args: object, **more: object) -> Statements:
    return said(frames_of(positions, *args, **more))  # type: ignore[arg-type]


def stance(name: str, red_line: bool = False) -> Held:
    return {"stance": name, "red_line": red_line}


def read(of: Statements, outcomes: Mapping[str, Outcome]) -> dict[tuple[str, str], tuple[str, str]]:
    """The verdict and the reason by party and issue."""
    frame = verdicts(of, Package.of(outcomes))
    keys = zip(frame["party"], frame["issue"], strict=True)
    return dict(zip(keys, zip(frame["verdict"], frame["why"], strict=True), strict=True))


HELD_STANCES = st.sampled_from([None, *STANCES])


@st.composite
def negotiations(draw: st.DrawFn) -> Frames:
    positions: dict[tuple[str, str], Held] = {}
    for party, issue in itertools.product("abc", ["p", "q", "r", "l", "n"]):
        name = draw(HELD_STANCES)
        if name is None:
            continue
        held: dict[str, object] = {"stance": name, "red_line": draw(st.booleans())}
        if issue == "l":
            held["option"] = draw(st.sampled_from([None, *RUNGS]))
            held["fallback"] = draw(st.sampled_from([None, *RUNGS]))
        if issue == "n":
            low = draw(st.integers(0, 4))
            held["value"] = (low, low + draw(st.integers(0, 3)))
        positions[party, issue] = held
    cells = sorted(positions)
    hung = []
    if cells:
        on = st.sampled_from([None, "p", "q", "r", "l", "n"])
        hung = draw(st.lists(st.tuples(st.sampled_from(cells), on), max_size=5))
    roles = {
        "a": "principal",
        "b": draw(st.sampled_from(["principal", "observer"])),
        "c": "observer",
    }
    return frames_of(positions, [(*cell, target) for cell, target in hung], roles)


def drawn_package(draw: st.DrawFn) -> Package:
    outcomes: dict[str, Outcome | None] = {
        issue: draw(st.sampled_from([None, ADOPT, REJECT])) for issue in "pqr"
    }
    outcomes["l"] = draw(st.sampled_from([None, *RUNGS]))
    value = draw(st.sampled_from([None, 1.0, 3.0]))
    outcomes["n"] = None if value is None else Span(value, value)
    return Package.of({issue: outcome for issue, outcome in outcomes.items() if outcome})
