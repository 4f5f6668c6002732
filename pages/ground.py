"""Common ground: who agrees with whom, what is shared, what blocks, and whether a claim holds."""

from parley.ui.context import begin
from parley.ui.ground import begun, claims, common, coverage, divided, pairs
from parley.ui.shown import take_link

ground = begun(begin())
if ground is not None:
    common(ground)
    claims(ground)
    pairs(ground)
    divided(ground)
    coverage(ground)
    take_link(ground.context, "common ground")
