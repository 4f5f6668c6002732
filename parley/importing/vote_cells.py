"""Chunks of votes or scores and what their labels stand for in, a frame of their codes out.

All is done by the column and by codes: a million votes take some tens of megabytes.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

from parley.format.vocabulary import SILENCES, STANCES
from parley.importing.report import Report
from parley.importing.vote_majority import Majority
from parley.importing.votes import Account, Chunk

LEFT_OUT: Final = -1
ORDER: Final = {word: number for number, word in enumerate((*STANCES, *SILENCES))}
"""The code of each stance, and above them of each silence."""
KEY: Final = ["issue", "party", "day"]
NO_DAY: Final = -1

Codes = npt.NDArray[np.int32]


@dataclass
class Meaning:
    """What the labels of a file stand for."""

    parties: Mapping[str, str]
    """The id of each label; one that is left out has none."""
    issues: Mapping[str, str]
    words: Mapping[str, str]
    """A stance, a silence or `skip` for each word, by its case-folded spelling."""
    days: Mapping[str, str] = field(default_factory=dict)
    """The day of each issue, by its label, as YYYY-MM-DD."""
    locators: Mapping[str, str] = field(default_factory=dict)
    """Where in the source each issue stands, by its label."""
    scales: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    """The ends of the scale of each numeric issue, by its label."""
    majority: Majority | None = None
    """When the votes of those who make up a party are its position."""


class Cells:
    """Takes chunks in, one after the other, and gives a frame of codes."""

    def __init__(self, meaning: Meaning, report: Report) -> None:
        self.meaning = meaning
        self.report = report
        self.voted: Counter[str] = Counter()
        """How many votes there are of each word."""
        self.issues = list(dict.fromkeys(meaning.issues.values()))
        self.parties = list(dict.fromkeys(meaning.parties.values()))
        self._issue = {id: number for number, id in enumerate(self.issues)}
        self._party = {id: number for number, id in enumerate(self.parties)}
        self._parts: list[pd.DataFrame] = []
        self.locators = list(dict.fromkeys(meaning.locators.values()))
        self._locator = {text: number for number, text in enumerate(self.locators)}
        self._voters: dict[str, int] = {}

    def add(self, chunk: Chunk | Account) -> None:
        """Take a chunk in, and account for what of it is not carried."""
        if isinstance(chunk, Account):
            self.report.rows += chunk.number
            self.count(chunk.number, chunk.why, chunk.first)
            return
        rows = len(chunk.party)
        self.report.rows += rows
        issue = _coded(chunk.issue, self.meaning.issues, self._issue)
        party = _coded(chunk.party, self.meaning.parties, self._party)
        keep = (issue != LEFT_OUT) & (party != LEFT_OUT)
        self._leave_out(chunk, ~keep, "the mapping says skip of its party or issue")
        frame = {"issue": issue, "party": party, "day": self._days(chunk)}
        frame["locator"] = _coded(chunk.issue, self.meaning.locators, self._locator)
        if self.meaning.majority is not None:
            frame["voter"] = self._voter(chunk.party if chunk.voter is None else chunk.voter)
        if chunk.word is not None:
            stance = self._stances(chunk, chunk.word, keep)
            frame["stance"] = stance
            keep &= stance != LEFT_OUT
        if chunk.value is not None:
            values = chunk.value.to_numpy(zero_copy_only=False)
            inside = self._inside(chunk, values)
            self._leave_out(chunk, keep & ~inside, "a value outside the scale of its issue")
            keep &= inside
            frame["value"] = values
        self._parts.append(pd.DataFrame(frame)[keep])

    def frame(self) -> pd.DataFrame:
        """All votes or scores: codes of issue, party, locator and stance or silence, or a value,
        and the day as its number; where a majority decides, the voter too."""
        if not self._parts:
            return pd.DataFrame({name: [] for name in (*KEY, "locator", "stance")}, dtype=np.int32)
        return pd.concat(self._parts, ignore_index=True)

    def name_of(self, row: pd.Series[Any]) -> str:
        """A cell by its ids."""
        return f"{self.parties[int(row['party'])]} on {self.issues[int(row['issue'])]}"

    def count(self, number: int, why: str, first: str) -> None:
        """Account for so many rows that are not carried."""
        self.report.leave_out(first, why)
        self.report.left_out[why].number += number - 1

    def _voter(self, labels: pa.DictionaryArray) -> Codes:
        """The code of who cast each vote."""
        codes = [
            self._voters.setdefault(label, len(self._voters))
            for label in labels.dictionary.to_pylist()
        ]
        return np.array(codes, np.int32)[labels.indices.to_numpy()]

    def _leave_out(self, chunk: Chunk, rows: npt.NDArray[np.bool_], why: str) -> None:
        """Count rows that are not carried, with the first of them as the example."""
        if rows.any():
            first = int(np.argmax(rows))
            example = f"{chunk.party[first].as_py()} on {chunk.issue[first].as_py()}"
            self.count(int(rows.sum()), why, example)

    def _days(self, chunk: Chunk) -> Codes:
        if chunk.date is not None:
            texts, indices = chunk.date.dictionary.to_pylist(), chunk.date.indices
        else:
            labels = chunk.issue.dictionary.to_pylist()
            texts = [self.meaning.days.get(label, "") for label in labels]
            indices = chunk.issue.indices
        return np.array([day_number(text) for text in texts], np.int32)[indices.to_numpy()]

    def _stances(
        self, chunk: Chunk, word: pa.DictionaryArray, keep: npt.NDArray[np.bool_]
    ) -> Codes:
        """The stance or the silence of each vote; what is neither is told, word by word."""
        texts = word.dictionary.to_pylist()
        codes = word.indices.to_numpy()
        counted = np.bincount(codes[keep], minlength=len(texts))
        stances = []
        for number, (text, votes) in enumerate(zip(texts, counted.tolist(), strict=True)):
            means = self.meaning.words.get(text.casefold(), "")
            stances.append(ORDER.get(means, LEFT_OUT))
            self.voted[text] += votes
            if means not in ORDER:
                why = f"{text or 'no vote'}: the mapping says skip"
                self._leave_out(chunk, keep & (codes == number), why)
        return np.array(stances, np.int32)[codes]

    def _inside(self, chunk: Chunk, values: npt.NDArray[np.float64]) -> npt.NDArray[np.bool_]:
        labels = chunk.issue.dictionary.to_pylist()
        ends = [self.meaning.scales.get(label, (-np.inf, np.inf)) for label in labels]
        codes = chunk.issue.indices.to_numpy()
        low = np.array([end[0] for end in ends])[codes]
        high = np.array([end[1] for end in ends])[codes]
        inside: npt.NDArray[np.bool_] = (values >= low) & (values <= high)
        return inside


def _coded(labels: pa.DictionaryArray, means: Mapping[str, str], code: Mapping[str, int]) -> Codes:
    """The code of what each label stands for."""
    codes = [
        code[means[label]] if label in means else LEFT_OUT
        for label in labels.dictionary.to_pylist()
    ]
    return np.array(codes, np.int32)[labels.indices.to_numpy()]


def day_number(text: str) -> int:
    """The number of a day since 1970, from its date; NO_DAY for none, and for what is no date."""
    try:
        return (dt.date.fromisoformat(text[:10]) - dt.date(1970, 1, 1)).days
    except ValueError:
        return NO_DAY
