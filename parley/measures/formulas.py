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
        "1 − Σ w·d / Σ w",
        "d is the distance of two parties on an issue, from 0 to 1, w the weight of the issue. Of "
        "stances d is their difference over that of supports and opposes, on a scale the gap "
        "between what the two would take over its range, on a ladder the gap in rungs over all but "
        "one. 1.00 is no distance anywhere, 0.00 the farthest everywhere. Issues on which one of "
        "the two is silent are left out, and there is a score from three shared issues on.",
    ),
    "euclidean": Formula(
        "Agreement, Euclidean",
        "1 − √(Σ w·d² / Σ w)",
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
        "n(the same way), n(apart), and their difference / average activity",
        "On how many issues two parties lean the same way, and on how many they stand apart: by "
        "stance, or by whether there is a gap between what the two would take.",
    ),
    "polarisation": Formula(
        "Agreement A and dispersion of an issue",
        "A = Σ share of layer · U · (1 − (S−1)/(K−1)); dispersion = mean d of two voices",
        "A is 1 where all hold one stance, 0 where all stances are equally frequent, −1 where half "
        "support and half oppose; of fewer than five voices it says little. Dispersion is 0 where "
        "all values on a scale meet. Neither says anything of those who are silent.",
    ),
    "coverage": Formula(
        "Coverage",
        "positions stated / positions possible",
        "How much of the matrix rests on anything at all, by kind of silence.",
    ),
    "islands": Formula(
        "Leaning the same way",
        "at least two voices, all of one sign or with values that meet, nobody contests it",
        "Common ground as far as the sources go: who is silent may see it otherwise. A bloc and "
        "the members that follow it are one voice, a member that differs is one of its own.",
    ),
    "sticking": Formula(
        "What stands between them",
        "Σ d of pairs of deciding voices that stand apart × weight, red lines first",
        "Where those that decide stand apart in public: with stances of opposite sign, or with a "
        "gap between what the two would take.",
    ),
    "settled": Formula(
        "Share settled",
        "Σ settled / Σ all, by issue, by area or by weight",
        "How much of the matrix is settled under one reading of the word. It covers the issues in "
        "the folder, which need not be all that is negotiated.",
    ),
    "robustness": Formula(
        "How sure",
        "min and max without any one issue; rank by 3 metrics; (Σ w(1−d) + Σ w·lo or hi) / Σ w",
        "How far a score hangs on a single issue, how its rank changes with the metric, and "
        "between which ends it would lie if both had spoken to all issues: lo is 1 less the "
        "farthest that the other can be and hi 1 where one has spoken, 0 and 1 where neither has.",
    ),
    "map": Formula(
        "Map of the parties",
        "least squares of 1 − agreement (SMACOF); stress = √(Σ (d−d̂)² / Σ d̂²)",
        "Near on the map is near in what was stated. The axes mean nothing by themselves; where "
        "the stress would be above 0.20 two dimensions do not do, and no map is drawn.",
    ),
    "likeness": Formula(
        "Order by likeness",
        "parties by v₂ of S_ab / √(Σ S_a · Σ S_b), issues by cov(score, place of the party)",
        "S is the city-block agreement of two parties, and v₂ the second eigenvector, each of its "
        "entries divided by √Σ S: neighbours agree, the ends agree least. A pair without a score "
        "has no link, and nothing is filled in. Issues run from those that the first parties are "
        "for to those that the last are for. The order is one line drawn through many "
        "differences: who stands side by side agrees on most issues, not on all.",
    ),
}
"""Each measure by a short name, in the order of docs/measures.md."""
