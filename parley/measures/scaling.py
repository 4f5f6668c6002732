"""Agreement scores in, a map of the parties out: who is near whom, in two dimensions."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from parley.categoricals import index_in

LEAST_PARTIES = 4
LEAST_SHARED = 3


class Map(NamedTuple):
    """Where the parties stand, and how badly the map distorts their distances."""

    places: pd.DataFrame
    """Columns party, x and y."""
    stress: float
    """Kruskal's stress-1, by the distances on the map: 0 is perfect, above 0.2 poor."""


def party_map(scores: pd.DataFrame, least_shared: int = LEAST_SHARED) -> Map | None:
    """Classical scaling (Torgerson 1952) of the distances 1 - agreement, on two axes.

    `scores` is the frame of `parley.measures.agreement`. Only parties whose pairs all rest on at
    least `least_shared` issues are placed: of those that do not, the one with the most pairs that
    are too thin is left out, again and again. None where fewer than four are left. The signs of
    the axes are fixed, so that the same scores give the same map.
    """
    names = list(pd.concat([scores["party_a"], scores["party_b"]]).unique())
    distance = np.full((len(names), len(names)), np.nan)
    np.fill_diagonal(distance, 0.0)
    usable = scores[(scores["shared"] >= least_shared) & scores["score"].notna()]
    a, b = (index_in(usable[name], names) for name in ("party_a", "party_b"))
    distance[a, b] = distance[b, a] = 1 - usable["score"].to_numpy(float)
    kept = list(range(len(names)))
    while len(kept) >= LEAST_PARTIES:
        missing = np.isnan(distance[np.ix_(kept, kept)]).sum(axis=1)
        if not missing.any():
            return _scaled([names[at] for at in kept], distance[np.ix_(kept, kept)])
        kept.pop(len(kept) - 1 - int(np.argmax(missing[::-1])))
    return None


def _scaled(names: list[str], distance: np.ndarray) -> Map:
    number = len(names)
    centre = np.eye(number) - 1 / number
    values, vectors = np.linalg.eigh(-0.5 * centre @ distance**2 @ centre)
    order = np.argsort(values)[::-1][:2]
    axes = vectors[:, order] * np.sqrt(np.maximum(values[order], 0.0))
    signs = np.sign(axes[np.abs(axes).argmax(axis=0), [0, 1]])
    axes = axes * np.where(signs == 0, 1, signs)
    drawn = np.sqrt(((axes[:, None, :] - axes[None, :, :]) ** 2).sum(axis=2))
    total = (drawn**2).sum()
    stress = float(np.sqrt(((distance - drawn) ** 2).sum() / total)) if total else 0.0
    places = pd.DataFrame({"party": names, "x": axes[:, 0], "y": axes[:, 1]})
    return Map(places, stress)
