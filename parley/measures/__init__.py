"""Frames in, measures out: what positions have in common, and how much that rests on.

All work on positions that hold on a day. Where a party is silent nothing is filled in: a pair of
which one side is silent on an issue is left out (pairwise deletion), and every number stands beside
how much it rests on. Formulas and sources: docs/measures.md.
"""

from parley.measures.agreement import STANDINGS, agreement, comparison
from parley.measures.scores import unit_scores

__all__ = ["STANDINGS", "agreement", "comparison", "unit_scores"]
