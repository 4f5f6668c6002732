"""Positions and a selection in, which positions are measured and which it finds out."""

from __future__ import annotations

from typing import Any
from unicodedata import normalize

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from parley.categoricals import isin
from parley.format.vocabulary import ON_RECORD, STANCES, labels_of
from parley.frames.selection import Selection

LABELS = labels_of(STANCES)

Flags = npt.NDArray[np.bool_]


def issues_with_words(issues: pd.DataFrame, words: str) -> list[str]:
    """The issues whose own texts have all the words; none where there are no words."""
    texts = [issues[name] for name in ("title", "proposal", "area_title", "status_note")]
    return list(issues["issue"][contains_words(texts, words)]) if words.strip() else []


def matching_positions(
    positions: pd.DataFrame, in_view: Flags, selection: Selection, issues: list[str]
) -> Flags:
    """Which of the positions in view match; all of those on `issues` have the words."""
    matches = in_view.copy()
    if selection.stances:
        matches &= isin(positions["stance"], selection.stances)
    if selection.red_lines:
        matches &= positions["red_line"].to_numpy(bool)
    if selection.words.strip():
        on_issues = isin(positions["issue"], issues)
        others = np.flatnonzero(matches & ~on_issues)
        matches &= on_issues
        texts = positions[["stance", "gist", "summary"]].iloc[others]
        matches[others] = _have_words(texts, selection.words)
    return matches


def measurable_positions(positions: pd.DataFrame, selection: Selection) -> Flags:
    """Which of the positions count at all, by whose word they are and by their day."""
    found = np.ones(len(positions), bool)
    if selection.attributions:
        found &= isin(positions["attribution"], selection.attributions)
    if selection.record:
        found &= isin(positions["attribution"], ON_RECORD)
    if selection.since is not None:
        found &= (positions["date"] >= pd.Timestamp(selection.since)).to_numpy(bool)
    if "hypothetical" in positions and not found.all():  # what a reader supposes is nobody's word
        found |= positions["hypothetical"].to_numpy(bool)
    return found


def contains_words(texts: list[pd.Series[Any]], words: str) -> Flags:
    """The rows whose texts, taken together, have every word, whatever its case."""
    rows = texts[0].fillna("").astype("str")
    for text in texts[1:]:
        rows = rows + " " + text.fillna("").astype("str")
    folded = _folded(rows)
    found = np.ones(len(rows), bool)
    for word in normalize("NFC", words).casefold().split():
        found &= folded.str.contains(word, regex=False).to_numpy(bool)
    return found


def _folded(rows: pd.Series[Any]) -> pd.Series[Any]:
    """Texts in which case and the way that accents are written make no difference."""
    texts = pa.array(rows)
    ascii = np.asarray(pc.string_is_ascii(texts))
    folded = pd.Series(pc.ascii_lower(texts), index=rows.index, dtype="str")
    if not ascii.all():  # one text after the other, as no column can
        folded[~ascii] = rows[~ascii].str.normalize("NFC").str.casefold()
    return folded


def _have_words(positions: pd.DataFrame, words: str) -> Flags:
    """The positions whose own texts have all the words; a stance's label is nobody's word."""
    gist, summary, stance = (positions[name] for name in ("gist", "summary", "stance"))
    label = np.zeros(len(positions), bool)
    for code, each in enumerate(stance.cat.categories):
        label |= (gist == LABELS[each]).to_numpy(bool) & (stance.cat.codes == code).to_numpy(bool)
    own = ~(gist.isna() | label).to_numpy(bool) | summary.notna().to_numpy(bool)
    found = np.zeros(len(own), bool)
    found[own] = contains_words([gist[own].mask(label[own]), summary[own]], words)
    return found
