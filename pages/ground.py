"""Common ground: who agrees with whom, what is shared, what blocks, and whether a claim holds."""

from parley.ui.context import begin
from parley.ui.ground import begun, claims, common, coverage, divided, pairs

ground = begun(begin())
if ground is not None:
    common(ground)
    claims(ground)
    pairs(ground)
    divided(ground)
    coverage(ground)
