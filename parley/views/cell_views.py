"""What is known of one party on one issue, as values that sentences are made of."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import NamedTuple

from parley.format.models import Condition, Dispute, Evidence, Issue, Party
from parley.format.vocabulary import (
    SILENCES,
    STANCES,
    Term,
)
from parley.views.marks import Mark, position_marks


@dataclass(frozen=True)
class PositionView:
    """One position: what it says, whose word it is, and what it rests on."""

    number: int
    """The number of the position in the frames."""
    party: Party
    issue: Issue
    date: dt.date
    stance: str | None
    value: str | None
    """The value or range with its unit, on a numeric issue."""
    option: str | None
    """The text of the option it asks for."""
    fallback: str | None
    """The text of the option it is reported to accept."""
    salience: float | None
    gist: str
    summary: str
    red_line: bool
    attribution: str
    """The most direct of its evidence."""
    disputed: bool
    conflicting: bool
    inherited_from: Party | None
    dissents: bool
    conditions: tuple[Condition, ...]
    evidence: tuple[Evidence, ...]
    """The most direct first."""
    disputes: tuple[Dispute, ...]

    @property
    def stance_text(self) -> str:
        """The stance as people read it, or the value of a numeric issue."""
        return STANCES[self.stance].label if self.stance else str(self.value)

    @property
    def marks(self) -> list[Mark]:
        """What a reader must know at a glance beside the stance, in the order of showing."""
        return position_marks(
            self.attribution,
            red_line=self.red_line,
            disputed=self.disputed,
            conflicting=self.conflicting,
            conditional=bool(self.conditions),
            bloc=self.inherited_from.name if self.inherited_from else None,
            dissents=self.dissents,
        )


@dataclass(frozen=True)
class SilenceView:
    """A silence: what sort it is, and whether somebody looked."""

    kind: str
    search_note: str
    """A sentence on where and when somebody looked for a position; may be empty."""

    @property
    def term(self) -> Term:
        """The kind as people read it."""
        return SILENCES[self.kind]


class DependentPosition(NamedTuple):
    """A position on another issue that hangs on this one."""

    party: Party
    issue: Issue
    text: str


@dataclass(frozen=True)
class CellView:
    """What is known of one party on one issue."""

    party: Party
    issue: Issue
    area: str
    """The area's title."""
    day: dt.date
    position: PositionView | None
    """The position that holds on the day."""
    silence: SilenceView | None
    """What there is in place of a position."""
    others: tuple[PositionView, ...]
    """Earlier positions, and reports of the same day that conflict; the newest first."""

    def also_reported(self, other: PositionView) -> bool:
        """Whether one of `others` is of the same day as the position that holds."""
        return self.position is not None and other.date == self.position.date
