"""Frames and a selection in, which positions are measured and which it finds out.

A position has a word where it stands in a text of the position, of its issue or area, of its party
(its names and speakers) or of what it is cited from (a speaker, a quote, a source's title,
publisher or author). Several words may stand in several of these. Which letters count as the same
is the rule of `parley.folding`.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from parley.categoricals import isin, isin_numbers
from parley.folding import fold, words_of
from parley.format.vocabulary import ON_RECORD, STANCES, labels_of
from parley.frames.columns import Frames
from parley.frames.selection import Selection

LABELS = labels_of(STANCES)

ISSUE_TEXTS = ("title", "proposal", "area_title", "status_note")
PARTY_TEXTS = ("name", "short", "speakers")
SOURCE_TEXTS = ("title", "publisher", "author")
CITATION_TEXTS = ("speaker", "quote")
"""The columns of issues, parties, sources and evidence in which words are looked for."""

Flags = npt.NDArray[np.bool_]


def issues_with_words(issues: pd.DataFrame, words: str) -> list[str]:
    """The issues whose own texts have all the words; none where there are no words."""
    if not words.strip():
        return []
    return list(issues["issue"][contains_words(_texts(issues, ISSUE_TEXTS), words)])


def matching_positions(
    frames: Frames, in_view: Flags, selection: Selection, issues: list[str]
) -> Flags:
    """Which of the positions in view match; all of those on `issues` have the words."""
    positions = frames.positions
    matches = in_view.copy()
    if selection.stances:
        matches &= isin(positions["stance"], selection.stances)
    if selection.red_lines:
        matches &= positions["red_line"].to_numpy(bool)
    if selection.words.strip():
        on_issues = isin(positions["issue"], issues)
        others = np.flatnonzero(matches & ~on_issues)
        matches &= on_issues
        matches[others] = _have_words(frames, positions.iloc[others], words_of(selection.words))
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
    """The rows whose texts, taken together, have every word."""
    folded = _folded(texts)
    found = np.ones(len(folded), bool)
    for word in words_of(words):
        found &= _contains(folded, word)
    return found


def source_texts(frames: Frames, sources: pd.Series[Any]) -> list[pd.Series[Any]]:
    """The texts of the sources that a column names by id, in which words are looked for."""
    known = frames.sources.set_index(frames.sources["source"].astype("str"))
    ids = sources.astype("str")
    return [ids.map(text.astype("str")) for text in _texts(known, SOURCE_TEXTS)]


def _texts(frame: pd.DataFrame, names: tuple[str, ...]) -> list[pd.Series[Any]]:
    """Columns of a frame; frames of a reader's own may lack some."""
    return [frame[name] for name in names if name in frame]


def _contains(folded: pd.Series[Any], word: str) -> Flags:
    found: Flags = folded.str.contains(word, regex=False).to_numpy(bool)
    return found


def _folded(columns: list[pd.Series[Any]]) -> pd.Series[Any]:
    """The texts of each row, one after the other, folded."""
    rows = columns[0].astype("str").fillna("")
    for column in columns[1:]:
        rows = rows + " " + column.astype("str").fillna("")
    texts = pa.array(rows)
    ascii = np.asarray(pc.string_is_ascii(texts))
    folded = pd.Series(pc.ascii_lower(texts), index=rows.index, dtype="str")
    if not ascii.all():  # one text after the other, as no column can
        folded[~ascii] = rows[~ascii].map(fold)
    return folded


def _have_words(frames: Frames, positions: pd.DataFrame, words: list[str]) -> Flags:
    """The positions that have all the folded words."""
    own, parties = _own_texts(positions), frames.parties
    issue_texts = _folded(_texts(frames.issues, ISSUE_TEXTS))
    party_texts = _folded(_texts(parties, PARTY_TEXTS))
    cited = _citation_texts(frames, positions)
    found = np.ones(len(positions), bool)
    for word in words:
        found &= (
            _contains(own, word)
            | isin(positions["issue"], frames.issues["issue"][_contains(issue_texts, word)])
            | isin(positions["party"], parties["party"][_contains(party_texts, word)])
            | isin_numbers(positions["position"], cited.index[_contains(cited, word)].to_series())
        )
    return found


def _own_texts(positions: pd.DataFrame) -> pd.Series[Any]:
    """The texts of positions, folded; a gist that is the stance's label is nobody's word."""
    gist, stance = positions["gist"], positions["stance"]
    label = np.zeros(len(positions), bool)
    for code, each in enumerate(stance.cat.categories):
        label |= (gist == LABELS[each]).to_numpy(bool) & (stance.cat.codes == code).to_numpy(bool)
    return _folded([gist.mask(label), positions["summary"]])


def _citation_texts(frames: Frames, positions: pd.DataFrame) -> pd.Series[Any]:
    """The texts of what positions are cited from, folded, each with the number of a position."""
    evidence = frames.evidence
    if "position" not in evidence or "source" not in evidence or "source" not in frames.sources:
        return pd.Series([], dtype="str", index=pd.Index([], dtype="int64"))
    of_position = (evidence["role"] == "position").to_numpy(bool)
    rows = evidence[of_position & isin_numbers(evidence["position"], positions["position"])]
    texts = [*_texts(rows, CITATION_TEXTS), *source_texts(frames, rows["source"])]
    return _folded(texts).set_axis(rows["position"].to_numpy())
