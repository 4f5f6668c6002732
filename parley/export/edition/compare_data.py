"""A context in, what a script compares any of its parties by out: positions, and words for them.

The script (`assets/compare.js`) computes what `parley.measures` does of the parties that a reader
chooses; tests hold both to the same on every folder. Numbers are as the frames have them.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import pandas as pd

from parley.export.edition.links import EditionContext
from parley.format.vocabulary import DAY_STATUSES, SILENCES, STANCES
from parley.frames.acceptable import issue_measures, ladders
from parley.frames.blocs import ancestors
from parley.frames.build import value_units
from parley.frames.deciding import deciding_matrix
from parley.frames.view import View
from parley.iter_rows import iter_rows
from parley.measures import STANDINGS
from parley.measures._pairs import LEAST_SHARED
from parley.views.compare import SQUARES
from parley.views.compare_text import FORMS, WAYS
from parley.views.compared import Side, sides_of
from parley.views.distance import LETTERS, LONGEST, MOST, MOST_LETTERS
from parley.views.issue_order import issue_order
from parley.views.scores import BOUNDS, OLDEST, RANKS, TOO_FEW
from parley.views.scores import COLUMNS as SCORE_COLUMNS
from parley.wording import NUMBER_WORDS, isolated, on_none_of

COLUMNS: Final = [
    "issue", "party", "option", "fallback", "bound", "date", "inherited_from", "value_from",
    "value_to", "attribution",
]  # fmt: skip


def compare_data(
    context: EditionContext, cells: bool = True, issues: bool = True
) -> dict[str, Any]:
    """What stands on the page of the comparison; without its cells, or its issues, where they come
    in files."""
    view = everybody(context)
    found: dict[str, Any] = {
        "parties": _parties(context, view),
        "issues": issues_data(context, view) if issues else [],
        "words": words() | {"noneOf": on_none_of(len(view.issues))},
        "published": context.view.party_ids,
    }
    if cells:
        found["cells"] = [cell for id in view.party_ids for cell in party_cells(context, view, id)]
    return {"compare": found}


def everybody(context: EditionContext) -> View:
    """The issues of the edition with every party, also those that a bloc speaks for."""
    return context.view.of(parties=context.frames.parties["party"].astype("str"))


def words() -> dict[str, Any]:
    """The forms of sentences, and the words that are put into them."""
    return {
        "forms": FORMS,
        "ways": WAYS,
        "squares": SQUARES,
        "standings": {kind: [term.label, term.meaning] for kind, term in STANDINGS.items()},
        "numbers": NUMBER_WORDS,
        "tooFew": TOO_FEW,
        "bounds": BOUNDS,
        "oldest": OLDEST,
        "ranks": RANKS,
        "scoreColumns": SCORE_COLUMNS,
        "axis": {
            "letters": [LETTERS[True], LETTERS[False]],
            "longest": LONGEST,
            "mostLetters": MOST_LETTERS,
            "most": MOST,
            "steps": len(STANCES),
        },
        "least": LEAST_SHARED,
        "unreported": SILENCES["not-reported"].label,
    }


def _parties(context: EditionContext, view: View) -> list[dict[str, Any]]:
    found = []
    for row in iter_rows(view.parties[["party", "name", "short"]]):
        id = str(row.party)
        party = {"id": id, "name": row.name, "short": row.short}
        above = ancestors(id, view.blocs)
        if above:
            party["blocs"] = above
        if isolated(row.name) != row.name:
            party["rtl"] = True
        found.append(party)
    return found


def issues_data(context: EditionContext, view: View) -> list[dict[str, Any]]:
    """The issues that parties are compared on, with how far apart two can be on each."""
    every = view.frames.issues
    measures = issue_measures(every)
    at = {str(id): place for place, id in enumerate(every["issue"])}
    rungs = {
        str(id): len(ladder) for id, ladder in zip(every["issue"], ladders(every), strict=True)
    }
    units = value_units(view.issues)
    found = []
    columns = ["issue", "title", "status", "weight", "numeric"]
    for row in iter_rows(issue_order(context).rows(view.issues)[columns]):
        id = str(row.issue)
        span, start, tolerance = (float(each[at[id]]) for each in measures)
        issue: dict[str, Any] = {
            "id": id,
            "title": row.title,
            "status": row.status,
            "label": DAY_STATUSES[row.status].label,
            "weight": float(row.weight),
        }
        if not np.isnan(span):
            unit, decimals = units[id]
            record = context.index.issues[id]
            issue |= {
                "span": span,
                "start": start,
                "tolerance": 0.0 if np.isnan(tolerance) else tolerance,
            }
            issue |= {"unit": unit, "decimals": decimals}
            if row.numeric and record.scale is not None:
                issue |= {"ends": [record.scale.low, record.scale.high], "numeric": True}
            elif record.options:
                issue |= {"ends": [record.options[0].text, record.options[-1].text]}
                issue |= {"rungs": rungs[id]}
        found.append(issue)
    return found


def party_cells(context: EditionContext, view: View, party: str) -> list[dict[str, Any]]:
    """What a party holds on each issue, or in which way it is silent where that is told.

    Each names its issue by the place that `compare_data` has it in.
    """
    issues = issue_order(context).sorted(view.issue_ids)
    sides = sides_of(context, view, issues, [party])
    rows = view.positions_of([party], issues)[COLUMNS]
    facts = {str(row.issue): row for row in iter_rows(rows)}
    column = view.party_ids.index(party)
    deciding = deciding_matrix(view.frames, view.issues, view.parties)[:, column]
    decides = dict(zip(view.issue_ids, deciding.tolist(), strict=True))
    silent = SILENCES["not-reported"].label
    found: list[dict[str, Any]] = []
    for at, issue in enumerate(issues):
        side = sides[issue, party]
        if side.absent:
            if side.absent != silent:
                found.append({"i": at, "p": column, "absent": side.absent})
            continue
        found.append(
            {
                "i": at,
                "p": column,
                **_held(side, facts[issue], decides[issue], not context.in_one_file),
            }
        )
    return found


def answer_key(row: Any) -> tuple[str | None, str | None]:
    """What beside stance and value tells the answer of a row of positions from another, and its
    bound; None where there is none, as for a value that is meant exactly."""
    bound = None if pd.isna(row.bound) or row.bound == "exactly" else str(row.bound)
    rungs = ["" if pd.isna(each) else str(each) for each in (row.option, row.fallback)]
    return "|".join((*rungs, bound or "")).strip("|") or None, bound


def _held(side: Side, row: Any, decides: bool, in_full: bool) -> dict[str, Any]:
    """A position; what is missing is left out, and in one file what its issue's page has."""
    key, bound = answer_key(row)
    middle = (row.value_from + row.value_to) / 2
    held = {
        "stance": side.stance,
        "score": None if np.isnan(side.score) else int(side.score),
        "low": None if np.isnan(side.low) else float(side.low),
        "high": None if np.isnan(side.high) else float(side.high),
        "middle": None if pd.isna(middle) else float(middle),
        "key": key,
        "bound": bound,
        "own": pd.isna(row.inherited_from) or None,
        "decides": decides or None,
        "day": None if pd.isna(row.date) else row.date.date().isoformat(),
        "said": side.said,
        "gist": side.gist,
        "summary": side.summary if side.summary != side.gist and in_full else None,
        "rungs": [[each.verb, each.number, each.of, each.text] for each in side.rungs] or None,
        "marks": [[mark.kind, mark.label] for mark in side.marks] or None,
        "word": side.word.text if side.word else None,
        "record": side.on_record or None,
    }
    return {key: value for key, value in held.items() if value is not None}
