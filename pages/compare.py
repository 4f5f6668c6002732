"""Compare: any number of parties side by side, and how far they agree."""

from parley.ui.compare import charts, compared, scores, side_by_side, take_away
from parley.ui.context import begin

context = begin()
comparison = compared(context)
if comparison is not None:
    scores(comparison)
    shown = side_by_side(comparison)
    charts(comparison)
    take_away(comparison, shown)
