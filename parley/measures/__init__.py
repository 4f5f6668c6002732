"""A view in, measures out: what its positions have in common, and how much that rests on.

All but `moved`, which compares the frames of two days, work on the positions that hold on the day
and are in view (`parley.frames.view.View`), whatever the order of their rows. Where a party is
silent nothing is filled in: a pair of which one side is silent on an issue is left out there, and
every number stands beside how much it rests on. Formulas and sources: docs/measures.md.

For users of the library: each measure is a function of a view that returns a frame, with its
columns in its docstring.
"""

from parley.measures.agreement import agreement, following, nearest, unit_scores
from parley.measures.common_ground import (
    deciding_parties,
    deciding_rule,
    islands_of_agreement,
    sticking_points,
)
from parley.measures.comparison import STANDINGS, comparison
from parley.measures.congruence import congruence
from parley.measures.coverage import coverage
from parley.measures.leans import leans
from parley.measures.likeness import LikenessOrder, likeness_order
from parley.measures.polarisation import polarisation, van_der_eijk
from parley.measures.robustness import score_ranges
from parley.measures.scaling import party_map
from parley.measures.settled import claim_check, party_groups, settled_shares

__all__ = [
    "STANDINGS",
    "LikenessOrder",
    "agreement",
    "claim_check",
    "comparison",
    "congruence",
    "coverage",
    "deciding_parties",
    "deciding_rule",
    "following",
    "islands_of_agreement",
    "leans",
    "likeness_order",
    "nearest",
    "party_groups",
    "party_map",
    "polarisation",
    "score_ranges",
    "settled_shares",
    "sticking_points",
    "unit_scores",
    "van_der_eijk",
]
