"""What a kind of fault came to: how often it was tried, survived and lost, and what was seen."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

MOST_EXAMPLES = 5


@dataclass
class Outcome:
    """A row of the table."""

    kind: str
    """What was done, in a few words."""
    tried: int = 0
    lost: int = 0
    note: str = ""
    """What was measured beside, in words."""
    examples: list[str] = field(default_factory=list)
    """What was lost, the first of it."""

    @property
    def survived(self) -> int:
        return self.tried - self.lost

    def add(self, why: str | None) -> None:
        """Count one try; `why` says what was lost, None that nothing was."""
        self.tried += 1
        if why is not None:
            self.lost += 1
            if len(self.examples) < MOST_EXAMPLES:
                self.examples.append(why)

    def as_record(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True)
class Scale:
    """How much is tried: in full, or the short form that CI runs."""

    inputs_per_field: int = 6
    every_input: int = 1
    """Of the inputs every so many-th is tried."""
    fuzz_seconds: float = 120
    kills: int = 200
    disks: int = 20
    races: int = 50
    cuts: int = 100
    sessions: int = 100
    """Readers at once, of two replicas and of the load."""
    visitors: bool = True
    replicas: bool = True
    soak_minutes: float = 30


SHORT = Scale(
    inputs_per_field=1,
    every_input=24,
    fuzz_seconds=2,
    kills=2,
    disks=1,
    races=1,
    cuts=0,
    sessions=0,
    visitors=False,
    replicas=False,
    soak_minutes=0,
)

HEADING = f"{'fault':<58} {'tried':>6} {'survived':>9} {'lost':>5}  "


def line(outcome: Outcome) -> str:
    """A row as text under HEADING."""
    told = (
        f"{outcome.kind:<58} {outcome.tried:>6,} {outcome.survived:>9,} {outcome.lost:>5,}  "
        f"{outcome.note}"
    )
    return "\n".join([told.rstrip(), *(f"    lost: {each}" for each in outcome.examples)])
