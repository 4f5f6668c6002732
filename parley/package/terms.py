"""The verdicts on an outcome and the reasons for them: as words, as codes, and by stance.

**How a statement is taken.** Five verdicts, from the best to the worst: *accepts*, *unknown*,
*accepts if …*, *opposes*, *red line crossed*.

| outcome | supports | open | undecided | reluctant | opposes |
|---|---|---|---|---|---|
| adopted | accepts | accepts | unknown | opposes | opposes |
| not adopted | opposes | unknown | unknown | accepts | accepts |
| a rung above the lowest, where the party names none | as adopted | | | | |
| the lowest rung, where the party names none | unknown | | | | |

- Being open to a proposal is no demand for it, so that doing without leaves its word unknown. The
  lowest rung may be next to nothing or a first step, which a stance alone cannot tell apart.
- A party that names rungs accepts what lies between the one it asks for and the one it is reported
  to accept, both included, whatever its stance, and opposes all others: nothing is guessed of how
  far it would go.
- On a scale it accepts what lies wholly within the values it has named and opposes what lies wholly
  outside; where a range of values lies partly within, its word is unknown.
- An objection crosses a red line where the position has been declared not negotiable.
- Who would accept, but names a condition that is not met, *accepts if*. Conditions do not bear on
  leaving a proposal unadopted. Who is reluctant or opposes, without a red line, and hangs that on
  conditions that are all met, is unknown: the stated reason is gone, and what it then says is not
  told.
- A condition is met where the package settles the issue that it names the way the same party has
  asked for or said it accepts there. Where the party has no leaning there, a proposal has to be
  adopted, and of a rung or a value it cannot be told. A condition that names no other issue can
  never be told from a package either, and stays an if.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from parley.format.vocabulary import STANCES
from parley.frames.cells import Flags

Codes = npt.NDArray[np.int8]

VERDICTS: Final = ("accepts", "unknown", "accepts-if", "opposes", "red-line")
"""From the best to the worst."""
ACCEPTS, UNKNOWN, ACCEPTS_IF, OPPOSES, RED_LINE = range(len(VERDICTS))

REASONS: Final[dict[str, int]] = {
    "for": ACCEPTS,
    "spared": ACCEPTS,
    "within": ACCEPTS,
    "silent": UNKNOWN,
    "undecided": UNKNOWN,
    "no-demand": UNKNOWN,
    "lowest-rung": UNKNOWN,
    "partly-within": UNKNOWN,
    "reason-gone": UNKNOWN,
    "conditional": ACCEPTS_IF,
    "against": OPPOSES,
    "denied": OPPOSES,
    "outside": OPPOSES,
}
"""Why a verdict is what it is; an objection that crosses a red line has the same reason."""
REASON: Final = {name: code for code, name in enumerate(REASONS)}
NO_VERDICT: Final = -1
"""Left open: no verdict."""

VERDICT_CODES: Final = np.array([*REASONS.values(), NO_VERDICT], np.int8)

STANCE_CODES: Final = {stance: code for code, stance in enumerate(STANCES)}
NO_STANCE: Final = len(STANCES)
"""A position that names a value alone; on a numeric issue the stance is not read."""
SILENT: Final = -1
NEUTRAL: Final = (SILENT, STANCE_CODES["undecided"])
"""Who leans neither way."""


def _by_stance(**reasons: str) -> list[int]:
    """Reasons by the code of a stance; the last two are no stance and silence."""
    return [*(REASON[reasons[stance]] for stance in STANCES), REASON["silent"], REASON["silent"]]


BY_STANCE: Final = np.array(
    [
        _by_stance(supports="denied", open="no-demand", undecided="undecided",
                   reluctant="spared", opposes="spared"),
        _by_stance(supports="for", open="for", undecided="undecided",
                   reluctant="against", opposes="against"),
        _by_stance(supports="lowest-rung", open="lowest-rung", undecided="undecided",
                   reluctant="lowest-rung", opposes="lowest-rung"),
    ],
    np.int8,
)  # fmt: skip
"""Why, by outcome (not adopted, adopted, the lowest rung) and by stance."""
NOT_ADOPTED, ADOPTED, LOWEST = range(3)


def verdict_codes(reasons: Codes, red_line: Flags) -> Codes:
    """The codes of the verdicts: an objection against a red line is one crossed."""
    found = VERDICT_CODES[reasons]
    crossed: Codes = np.where(red_line & (found == OPPOSES), RED_LINE, found).astype(np.int8)
    return crossed
