"""Agreement scores in, a map of the parties out: who is near whom, in two dimensions."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from parley.categoricals import index_in
from parley.frames.cells import Numbers
from parley.measures._pairs import LEAST_SHARED

LEAST_PARTIES = 4
MOST_STRESS = 0.2
"""A map that distorts more than this is none."""
MOST_ROUNDS = 300
LEAST_GAIN = 1e-10


class Map(NamedTuple):
    """Where the parties stand, and how badly the map distorts their distances."""

    places: pd.DataFrame
    """Columns party, x and y."""
    stress: float
    """Kruskal's stress-1, by the distances on the map: 0 is perfect, above 0.2 poor."""


def party_map(scores: pd.DataFrame, least_shared: int = LEAST_SHARED) -> Map | None:
    """The distances 1 - agreement on two axes, by least squares of the distances (SMACOF).

    `scores` is the frame of `parley.measures.agreement`. Only parties whose pairs all rest on at
    least `least_shared` issues are placed: of those that do not, the one with the most pairs that
    are too thin is left out, again and again. None where fewer than four are left, or where the
    stress is above MOST_STRESS: two dimensions do not do then. Direction and signs of the axes are
    fixed, so that the same scores give the same map.
    """
    names, distance = _placed(scores, least_shared)
    return _scaled(names, distance) if len(names) >= LEAST_PARTIES else None


def placed_parties(scores: pd.DataFrame, least_shared: int = LEAST_SHARED) -> list[str]:
    """The parties that a map of these scores would place, were its stress no matter."""
    return _placed(scores, least_shared)[0]


def _placed(scores: pd.DataFrame, least_shared: int) -> tuple[list[str], Numbers]:
    """The parties whose pairs all rest on enough issues, and their distances."""
    names = list(pd.concat([scores["party_a"], scores["party_b"]]).unique())
    distance = np.full((len(names), len(names)), np.nan)
    np.fill_diagonal(distance, 0.0)
    usable = scores[(scores["shared"] >= least_shared) & scores["score"].notna()]
    a, b = (index_in(usable[name], names) for name in ("party_a", "party_b"))
    distance[a, b] = distance[b, a] = 1 - usable["score"].to_numpy(float)
    kept = list(range(len(names)))
    while kept:
        missing = np.isnan(distance[np.ix_(kept, kept)]).sum(axis=1)
        if not missing.any():
            break
        kept.pop(len(kept) - 1 - int(np.argmax(missing[::-1])))
    return [names[at] for at in kept], distance[np.ix_(kept, kept)]


def _scaled(names: list[str], distance: Numbers) -> Map | None:
    """The map whose distances on paper come nearest, by least squares; None for a poor one."""
    places = _by_least_squares(distance, _classical(distance))
    places = _turned(places)
    stress = _stress(distance, places)
    if stress > MOST_STRESS:
        return None
    return Map(pd.DataFrame({"party": names, "x": places[:, 0], "y": places[:, 1]}), stress)


def _classical(distance: Numbers) -> Numbers:
    """Classical scaling (Torgerson 1952), from where least squares start."""
    number = len(distance)
    centre = np.eye(number) - 1 / number
    values, vectors = np.linalg.eigh(-0.5 * centre @ distance**2 @ centre)
    order = np.argsort(values)[::-1][:2]
    found: Numbers = vectors[:, order] * np.sqrt(np.maximum(values[order], 0.0))
    return found


def _by_least_squares(distance: Numbers, places: Numbers) -> Numbers:
    """SMACOF (de Leeuw 1977): each round moves all places to where a bound of Σ (d−d̂)² is least."""
    number = len(distance)
    places = places + 1e-6 * np.arange(2 * number).reshape(number, 2)  # no two in one place
    before = np.inf
    for _ in range(MOST_ROUNDS):
        drawn = _drawn(places)
        left = float(((distance - drawn) ** 2).sum())
        if before - left < LEAST_GAIN:
            break
        before = left
        ratio = np.divide(-distance, drawn, out=np.zeros_like(drawn), where=drawn > 0)
        np.fill_diagonal(ratio, 0.0)
        np.fill_diagonal(ratio, -ratio.sum(axis=1))
        places = ratio @ places / number
    return places


def _turned(places: Numbers) -> Numbers:
    """The same map about its middle, turned to its longest axis, with fixed signs."""
    places = places - places.mean(axis=0)
    axes = places @ np.linalg.svd(places, full_matrices=False)[2].T
    signs = np.sign(axes[np.abs(axes).argmax(axis=0), [0, 1]])
    found: Numbers = axes * np.where(signs == 0, 1, signs)
    return found


def _drawn(places: Numbers) -> Numbers:
    """The distance of each two on the map."""
    found: Numbers = np.sqrt(((places[:, None, :] - places[None, :, :]) ** 2).sum(axis=2))
    return found


def _stress(distance: Numbers, places: Numbers) -> float:
    drawn = _drawn(places)
    total = float((drawn**2).sum())
    return float(np.sqrt(((distance - drawn) ** 2).sum() / total)) if total else 0.0
