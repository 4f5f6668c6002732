"""The rows of a file in; its labels, words and colours, how often and where first, out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from parley.format.problems import quoted
from parley.importing.rows import LeftOut, Row

NAMED: Final = {"parties": "party", "issues": "issue", "sources": "source"}
"""The key of a row by which a file calls a record of a kind."""


@dataclass
class Label:
    """A label, word or colour of a file: how often, and where first."""

    number: int
    first: str
    alone: int = 0
    """Of a colour: how many cells have it and no text."""
    more: Mapping[str, Any] = field(default_factory=dict)


@dataclass
class Survey:
    """What there is in a file."""

    rows: int = 0
    parties: dict[str, Label] = field(default_factory=dict)
    issues: dict[str, Label] = field(default_factory=dict)
    sources: dict[str, Label] = field(default_factory=dict)
    words: dict[str, Label] = field(default_factory=dict)
    """By their first spelling; those that differ in case alone are one."""
    colours: dict[str, Label] = field(default_factory=dict)
    coders: dict[str, Label] = field(default_factory=dict)
    attributed: bool = True
    """Whether each row says whose word it is."""
    sourced: bool = True
    """Whether each row names its source."""
    by_majority: bool = False
    """Whether several votes make up the position of one party."""
    preview: list[str] = field(default_factory=list)
    left_out: dict[str, Label] = field(default_factory=dict)
    _spelling: dict[str, str] = field(default_factory=dict)

    def add(self, row: Row | LeftOut) -> None:
        """Count what a row has."""
        if isinstance(row, LeftOut):
            _count(self.left_out, row.why, row.at)
            return
        values = row.values
        if row.table in NAMED:
            labels: dict[str, Label] = getattr(self, row.table)
            labels.setdefault(values[NAMED[row.table]], Label(0, row.at, more=values))
            return
        self.rows += 1
        if len(self.preview) < MOST_PREVIEW:
            shown = [quoted(values["stance"], 40)] if values.get("stance") else []
            shown += [str(values[key]) for key in ("value", "fill") if values.get(key)]
            self.preview.append(
                f"{row.at}: {values['party']} on {quoted(values['issue'], 50)}: {', '.join(shown)}"
            )
        _count(self.parties, values["party"], row.at)
        _count(self.issues, values["issue"], row.at, {
            key: values[key] for key in ("area", "id", "proposal") if values.get(key)
        })  # fmt: skip
        if values.get("source"):
            _count(self.sources, values["source"], row.at)
        if values.get("coder"):
            _count(self.coders, values["coder"], row.at)
        self.sourced &= bool(values.get("source"))
        self.attributed &= bool(values.get("attribution"))
        word, fill = values.get("stance"), values.get("fill")
        if word:
            spelt = self._spelling.setdefault(word.casefold(), word)
            _count(self.words, spelt, row.at)
        if fill:
            _count(self.colours, fill, row.at)
            self.colours[fill].alone += not word


MOST_PREVIEW: Final = 6


def _count(labels: dict[str, Label], text: str, at: str, more: Mapping[str, Any] = {}) -> None:
    found = labels.get(text)
    if found is None:
        labels[text] = Label(1, at, more=more)
    else:
        found.number += 1
