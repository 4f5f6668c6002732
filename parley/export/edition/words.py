"""A context in, the texts out in which a page looks for words: as `parley.frames.matching` does.

The script (`assets/edition.js`) folds them and what is typed by the same rule; a test holds what it
finds to what the filter for words finds on the live pages.
"""

from __future__ import annotations

from typing import Any, Final

import pandas as pd

from parley.export.edition.compare_data import everybody
from parley.export.edition.links import EditionContext
from parley.format.vocabulary import STANCES
from parley.frames.matching import CITATION_TEXTS, ISSUE_TEXTS, PARTY_TEXTS, SOURCE_TEXTS
from parley.frames.selection import cell_id
from parley.iter_rows import iter_rows

WORDS: Final = "words.json"
"""The file of the texts, where they are too many for the page."""

EVERYWHERE: Final = "Words in issues, positions, names and sources"
IN_NAMES: Final = "Words in titles of issues and areas, and in names of parties"
"""What the field for words says of where it looks: of very many positions they are not there."""


def searched_texts(context: EditionContext) -> dict[str, Any]:
    """By issue, by party and by source what is looked through, and by cell what is of it alone:
    its own texts, and the places of the sources that it cites.

    One file has the summaries on its pages of issues, and no columns of members to choose.
    """
    frames, one_file = context.frames, context.in_one_file
    view = context.view if one_file else everybody(context)
    sources = {str(id): at for at, id in enumerate(frames.sources["source"])}
    held = frames.positions[view.in_view][["issue", "party", "position", "stance", "gist",
                                           "summary"]]  # fmt: skip
    cited = _cited(context)
    cells = {}
    for row in iter_rows(held):
        label = STANCES[row.stance].label if isinstance(row.stance, str) else None
        texts = [row.gist if row.gist != label else None, None if one_file else row.summary]
        from_sources: dict[int, None] = {}
        for each in cited.get(row.position, ()):
            texts += [getattr(each, name) for name in CITATION_TEXTS]
            from_sources[sources[str(each.source)]] = None
        cells[cell_id(str(row.issue), str(row.party))] = [_joined(texts), *from_sources]
    return {
        "issues": _by_id(view.issues, "issue", ISSUE_TEXTS),
        "parties": _by_id(view.parties, "party", PARTY_TEXTS),
        "sources": list(_by_id(frames.sources, "source", SOURCE_TEXTS).values()),
        "cells": cells,
    }


def _cited(context: EditionContext) -> dict[int, list[Any]]:
    """What each position is cited from, by its number."""
    evidence = context.frames.evidence
    rows = evidence[(evidence["role"] == "position").to_numpy(bool)]
    found: dict[int, list[Any]] = {}
    for row in iter_rows(rows[["position", "source", *CITATION_TEXTS]]):
        found.setdefault(row.position, []).append(row)
    return found


def _by_id(frame: pd.DataFrame, id: str, names: tuple[str, ...]) -> dict[str, str]:
    rows = frame[[id, *(name for name in names if name in frame)]]
    return {str(row[0]): _joined(row[1:]) for row in iter_rows(rows)}


def _joined(texts: Any) -> str:
    return " ".join(dict.fromkeys(each for each in texts if isinstance(each, str) and each))
