"""The measures in words, as pages and docs have them: each with its formula on one line."""

from __future__ import annotations

from typing import Final, NamedTuple


class Formula(NamedTuple):
    """A measure's name, its formula on one line, and what it says and does not say."""

    name: str
    formula: str
    meaning: str


FORMULAS: Final[dict[str, Formula]] = {
    "city-block": Formula(
        "Agreement, city-block",
        "1 − Σ w·|a−b| / Σ w",
        "a and b are the scores of two parties on an issue, from 0 (opposes, or the lowest value) "
        "to 1 (supports, or the highest), w is the weight of the issue. 1.00 is the same position "
        "everywhere, 0.00 the opposite one. Issues on which one of the two is silent are left out.",
    ),
    "euclidean": Formula(
        "Agreement, Euclidean",
        "1 − √(Σ w·(a−b)² / Σ w)",
        "The same with squares: one large difference weighs more than several small ones.",
    ),
    "directional": Formula(
        "Agreement, directional",
        "½ + ½ · Σ w·a′·b′ / Σ w, a′ = 2a − 1",
        "Who leans the same way agrees the more, the further both go; 0.50 is neither for nor "
        "against the other.",
    ),
    "congruence": Formula(
        "Congruence and conflict",
        "n(same side), n(opposite sides), and their difference / average activity",
        "On how many issues two parties lean the same way, and on how many against each other.",
    ),
    "polarisation": Formula(
        "Agreement A of an issue",
        "A = Σ share of layer · U · (1 − (S−1)/(K−1))",
        "1 where all hold one stance, 0 where all stances are equally frequent, −1 where half "
        "support and half oppose. It says nothing of those who are silent.",
    ),
    "coverage": Formula(
        "Coverage",
        "positions stated / positions possible",
        "How much of the matrix rests on anything at all, by kind of silence.",
    ),
    "islands": Formula(
        "Island of agreement",
        "at least two have spoken, all lean the same way, nobody contests it",
        "Common ground as far as the sources go: who is silent may see it otherwise.",
    ),
    "sticking": Formula(
        "Sticking point",
        "opposed pairs of deciding parties × weight, red lines first",
        "Where the parties that decide stand against each other in public.",
    ),
    "settled": Formula(
        "Share settled",
        "Σ settled / Σ all, by issue, by area or by weight",
        "How much of the matrix is settled under one reading of the word. It covers the issues in "
        "the folder, which need not be all that is negotiated.",
    ),
    "robustness": Formula(
        "Robustness",
        "lowest and highest score of 3 metrics × 2 rules for silence × 2 kinds of evidence",
        "How far a score depends on how it is computed. A wide range is a weak score.",
    ),
    "map": Formula(
        "Map of the parties",
        "classical scaling of 1 − agreement; stress = √(Σ (d−d̂)² / Σ d²)",
        "Near on the map is near in what was stated. The axes mean nothing by themselves; a stress "
        "above 0.20 says that two dimensions do not do.",
    ),
}
"""Each measure by a short name, in the order of docs/measures.md."""
