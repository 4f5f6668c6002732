"""How long the measures take on invented frames, beside a bare matrix product of the same size.

Run: python benchmarks/measures.py [PARTIES ISSUES]. Without a size, 40 × 200 and 200 × 6,200 are
measured. The product is issues × parties turned and multiplied by itself, what any comparison of
all pairs has to do at least; the ratio to it says more than the seconds of one machine.
"""

from __future__ import annotations

import sys
import time
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pandas as pd

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.figures import Figure, Target
from parley.format.vocabulary import ATTRIBUTIONS, SCORES, STATUSES
from parley.frames.columns import Frames
from parley.frames.own_tables import frames_from_tables
from parley.frames.selection import Selection
from parley.frames.view import View, apply_selection
from parley.measures import (
    agreement,
    comparison,
    congruence,
    coverage,
    islands_of_agreement,
    leans,
    nearest,
    party_groups,
    party_map,
    polarisation,
    score_ranges,
    settled_shares,
    sticking_points,
)
from parley.measures._metrics import METRICS

SIZES = [(40, 200), (200, 6_200)]
AREAS = 10
PRINCIPALS = 8
STATED = 0.7
SEED = 1


def main() -> None:
    given = [int(each) for each in sys.argv[1:3]]
    sizes = [(given[0], given[1])] if len(given) == 2 else SIZES
    for parties, issues in sizes:
        bare = _bare(parties, issues)
        print(f"{parties} × {issues:,}: a bare product takes {bare * 1000:.2f} ms")
        print(f"{'measure':<28} {'seconds':>8} {'ratio':>8} {'peak MB':>8}")
        for name, work in _measures(frames(parties, issues)).items():
            seconds = _seconds(work)
            print(
                f"{name:<28} {seconds:>8.3f} {seconds / bare:>8,.0f} {_peak(work):>8.0f}",
                flush=True,
            )


def figures() -> Iterator[Figure]:
    for parties, issues in SIZES:
        bare = _bare(parties, issues) * 1000
        most = Target(2_000, "value") if (parties, issues) == SIZES[-1] else None
        for name, work in _measures(frames(parties, issues)).items():
            yield Figure(
                "measures", f"{name}, {parties} × {issues:,}", _seconds(work) * 1000, "ms", bare,
                "a bare matrix product", most,
            )  # fmt: skip


def _bare(parties: int, issues: int) -> float:
    """The seconds of a bare product of that size."""
    table = np.random.default_rng(SEED).random((issues, parties))
    return min(_seconds(lambda: table.T @ table) for _ in range(5))


def frames(parties: int, issues: int) -> Frames:
    """Invented frames: some cells silent, one issue in ten numeric, a few of the parties decide."""
    rng = np.random.default_rng(SEED)
    names = [f"p{number}" for number in range(parties)]
    of = [f"i{number}" for number in range(issues)]
    areas = [f"a{number}" for number in range(AREAS)]
    numeric = np.arange(issues) % 10 == 9
    issue, party = np.nonzero(rng.random((issues, parties)) < STATED)
    stance = rng.integers(0, len(SCORES), len(issue))
    value = np.where(numeric[issue], rng.integers(0, 100, len(issue)), np.nan)
    stance = np.where(numeric[issue], -1, stance)
    directness = rng.integers(0, len(ATTRIBUTIONS), len(issue))
    return frames_from_tables(
        pd.DataFrame(
            {
                "party": names,
                "role": ["principal" if at < PRINCIPALS else "supporter" for at in range(parties)],
            }
        ),
        pd.DataFrame(
            {
                "area": [areas[at % AREAS] for at in range(issues)],
                "issue": of,
                "status": rng.choice(list(STATUSES), issues),
                "weight": rng.integers(1, 4, issues).astype(float),
                "numeric": numeric,
                "scale_min": np.where(numeric, 0.0, np.nan),
                "scale_max": np.where(numeric, 100.0, np.nan),
            }
        ),
        pd.DataFrame(
            {
                "issue": pd.Categorical.from_codes(issue, of),
                "party": pd.Categorical.from_codes(party, names),
                "stance": pd.Categorical.from_codes(stance, list(SCORES)),
                "value_from": value,
                "value_to": value,
                "red_line": rng.random(len(issue)) < 0.05,
                "salience": np.where(rng.random(len(issue)) < 0.5, 50.0, np.nan),
                "attribution": pd.Categorical.from_codes(directness, list(ATTRIBUTIONS)),
            }
        ),
        evidence=pd.DataFrame({"role": ["status"], "issue": of[:1], "attribution": ["poll"]}),
        silences=pd.DataFrame({"issue": of[:1], "party": names[:1], "kind": ["declined"]}),
    )


def _measures(of: Frames) -> dict[str, Callable[[], object]]:
    """Each measure by its name, ready to run: on a view that no other has looked at."""

    def view() -> View:
        return apply_selection(of, Selection())

    first = view().party_ids[0]
    scores = agreement(view())
    groups = len(party_groups(view()))
    return {
        "view": lambda: view().cells,
        **{f"agreement, {metric}": lambda metric=metric: agreement(view(), metric)
           for metric in METRICS},
        "agreement, with salience": lambda: agreement(view(), salience=True),
        "nearest": lambda: nearest(view(), first),
        "comparison": lambda: comparison(view()),
        "congruence": lambda: congruence(view()),
        "polarisation": lambda: polarisation(view()),
        "coverage, by party": lambda: coverage(view(), "party"),
        "leans": lambda: leans(view()),
        "islands": lambda: islands_of_agreement(view()),
        "sticking points": lambda: sticking_points(view()),
        f"settled, {groups} groups": lambda: settled_shares(view(), 0.9),
        "how sure, of 60 pairs": lambda: score_ranges(view(), pairs=scores.head(60)),
        "map": lambda: party_map(scores),
    }  # fmt: skip


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _peak(work: Callable[[], object]) -> float:
    """The most memory that a measure holds at once, in megabytes, beside its frames."""
    tracemalloc.start()
    work()
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most / 1e6


if __name__ == "__main__":
    main()
