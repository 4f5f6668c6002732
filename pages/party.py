"""Party: one party whole, with what it wants, what it rules out, and who is near it."""

from parley.ui.context import begin
from parley.ui.party import (
    bounds,
    chosen,
    directness,
    introduction,
    near_and_far,
    positions,
    take_away,
)

shown = chosen(begin())
introduction(shown)
part, cells = positions(shown)
bounds(shown)
near_and_far(shown)
directness(shown)
take_away(shown, part, cells)
