"""The verdicts on an outcome and the reasons for them: as words, as codes, and by stance.

**How a statement is taken.** Eight verdicts, from the best to the worst: *accepts*, *can live with
it*, *not known*, *only if …*, *asks otherwise*, *resists*, *opposes*, *red line crossed*. The last
three alone are objections.

| outcome | supports | open | undecided | reluctant | opposes |
|---|---|---|---|---|---|
| adopted | accepts | can live with it | not known | resists | opposes |
| not adopted | asks otherwise | not known | not known | can live with it | accepts |
| a rung above the lowest | can live with it | can live with it | not known | resists | opposes |
| the lowest rung | not known | not known | not known | not known | not known |

The last two are of a party that names no rung.

- Being open to a proposal is no demand for it, so that doing without leaves its word unknown. The
  lowest rung may be next to nothing or a first step, which a stance alone cannot tell apart.
- A party that names rungs or values can live with all in the set that these make, whatever its
  stance, and asks otherwise outside of it: see `parley.frames.acceptable`. Where a range of values
  lies partly within, its word is unknown.
- Who asks otherwise, resists or opposes has a red line crossed where the position has been declared
  not negotiable.
- Who would accept, or could live with it, but names a condition that is not met: *only if*.
  Conditions do not bear on leaving a proposal unadopted. Who is reluctant or opposes and hangs that
  on conditions that are all met still resists or opposes: the stated reason is gone, and what it
  then says is not told.
- A condition is met where the package settles the issue that it names the way the same party has
  asked for or said it can live with. Where the party has no leaning there, a proposal has to be
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

VERDICTS: Final = (
    "accepts",
    "can-live",
    "unknown",
    "accepts-if",
    "asks-otherwise",
    "resists",
    "opposes",
    "red-line",
)
"""From the best to the worst."""
ACCEPTS, CAN_LIVE, UNKNOWN, ACCEPTS_IF, ASKS_OTHERWISE, RESISTS, OPPOSES, RED_LINE = range(
    len(VERDICTS)
)
OBJECTIONS: Final = VERDICTS[RESISTS:]
"""The verdicts that are objections: those whose codes are RESISTS or more."""

REASONS: Final[dict[str, int]] = {
    "for": ACCEPTS,
    "refused": ACCEPTS,
    "open": CAN_LIVE,
    "spared": CAN_LIVE,
    "no-rung": CAN_LIVE,
    "within": CAN_LIVE,
    "silent": UNKNOWN,
    "left-out": UNKNOWN,
    "undecided": UNKNOWN,
    "no-demand": UNKNOWN,
    "lowest-rung": UNKNOWN,
    "partly-within": UNKNOWN,
    "conditional": ACCEPTS_IF,
    "denied": ASKS_OTHERWISE,
    "outside": ASKS_OTHERWISE,
    "reluctant": RESISTS,
    "against": OPPOSES,
}
"""Why a verdict is what it is; one that crosses a red line has the same reason."""
REASON: Final = {name: code for code, name in enumerate(REASONS)}
NO_VERDICT: Final = -1
"""Left open: no verdict."""

VERDICT_CODES: Final = np.array([*REASONS.values(), NO_VERDICT], np.int8)

HANGING: Final = tuple(REASON[name] for name in ("for", "open", "no-rung", "within"))
"""The reasons that unmet conditions turn into an if."""

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
                   reluctant="spared", opposes="refused"),
        _by_stance(supports="for", open="open", undecided="undecided",
                   reluctant="reluctant", opposes="against"),
        _by_stance(supports="lowest-rung", open="lowest-rung", undecided="undecided",
                   reluctant="lowest-rung", opposes="lowest-rung"),
        _by_stance(supports="no-rung", open="no-rung", undecided="undecided",
                   reluctant="reluctant", opposes="against"),
    ],
    np.int8,
)  # fmt: skip
"""Why, by outcome (not adopted, adopted, the lowest rung, one above it) and by stance."""
NOT_ADOPTED, ADOPTED, LOWEST, ABOVE_LOWEST = range(4)


def verdict_codes(reasons: Codes, red_line: Flags) -> Codes:
    """The codes of the verdicts: what is worse than an if crosses a red line where there is one."""
    found = VERDICT_CODES[reasons]
    crossed: Codes = np.where(red_line & (found >= ASKS_OTHERWISE), RED_LINE, found).astype(np.int8)
    return crossed
