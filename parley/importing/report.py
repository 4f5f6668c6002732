"""What an import did in; lines that account for each row of the file out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from parley.wording import count


@dataclass
class Tally:
    """Something that happened to rows: how often, and where first."""

    number: int = 0
    first: str = ""


@dataclass
class Report:
    """What came of the rows of a file."""

    rows: int = 0
    positions: int = 0
    silences: int = 0
    others: int = 0
    """Rows of other tables than positions."""
    folded: int = 0
    left_out: dict[str, Tally] = field(default_factory=dict)
    """By the reason."""

    def leave_out(self, at: str, why: str) -> None:
        """Count something that is not carried."""
        tally = self.left_out.setdefault(why, Tally(first=at))
        tally.number += 1

    def lines(self) -> Iterator[str]:
        """The account, as a person reads it."""
        parts = [count(self.rows, "row") + " in", count(self.positions, "position") + " out"]
        if self.silences:
            parts.append(count(self.silences, "silence"))
        if self.others:
            parts.append(count(self.others, "other record"))
        if self.folded:
            parts.append(f"{self.folded:,} folded into another, with their evidence")
        yield ", ".join(parts)
        for why, tally in sorted(self.left_out.items(), key=lambda each: -each[1].number):
            yield f"  left out {tally.number:,}: {why} (first {tally.first})"
