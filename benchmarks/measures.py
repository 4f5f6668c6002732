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
from parley.measures.agreement import METRICS, agreement, comparison
from parley.measures.congruence import congruence
from parley.measures.coverage import coverage
from parley.measures.ground import deciding_parties, islands_of_agreement, sticking_points
from parley.measures.polarisation import polarisation
from parley.measures.robustness import every_reading, ranges
from parley.measures.scaling import party_map
from parley.measures.settled import Circle, readings

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
        for name, work in _measures(Frames(parties, issues)).items():
            seconds = _seconds(work)
            print(
                f"{name:<28} {seconds:>8.3f} {seconds / bare:>8,.0f} {_peak(work):>8.0f}",
                flush=True,
            )


def figures() -> Iterator[Figure]:
    for parties, issues in SIZES:
        bare = _bare(parties, issues) * 1000
        most = Target(2_000, "value") if (parties, issues) == SIZES[-1] else None
        for name, work in _measures(Frames(parties, issues)).items():
            yield Figure(
                "measures", f"{name}, {parties} × {issues:,}", _seconds(work) * 1000, "ms", bare,
                "a bare matrix product", most,
            )  # fmt: skip


def _bare(parties: int, issues: int) -> float:
    """The seconds of a bare product of that size."""
    table = np.random.default_rng(SEED).random((issues, parties))
    return min(_seconds(lambda: table.T @ table) for _ in range(5))


class Frames:
    """Invented frames: some cells silent, one issue in ten numeric, a few of the parties decide."""

    def __init__(self, parties: int, issues: int) -> None:
        rng = np.random.default_rng(SEED)
        names = [f"p{number}" for number in range(parties)]
        of = [f"i{number}" for number in range(issues)]
        areas = [f"a{number}" for number in range(AREAS)]
        numeric = np.arange(issues) % 10 == 9
        self.issues = pd.DataFrame(
            {
                "area": pd.Categorical([areas[at % AREAS] for at in range(issues)], areas),
                "issue": pd.Categorical(of, of),
                "title": of,
                "status": pd.Categorical(rng.choice(list(STATUSES), issues), list(STATUSES)),
                "weight": rng.integers(1, 4, issues).astype(float),
                "numeric": numeric,
                "scale_min": np.where(numeric, 0.0, np.nan),
                "scale_max": np.where(numeric, 100.0, np.nan),
            }
        )
        self.parties = pd.DataFrame(
            {
                "party": pd.Categorical(names, names),
                "name": names,
                "role": ["principal" if at < PRINCIPALS else "supporter" for at in range(parties)],
            }
        )
        issue, party = np.nonzero(rng.random((issues, parties)) < STATED)
        stance = rng.integers(0, len(SCORES), len(issue))
        value = np.where(numeric[issue], rng.integers(0, 100, len(issue)), np.nan)
        stance = np.where(numeric[issue], -1, stance)
        directness = rng.integers(0, len(ATTRIBUTIONS), len(issue))
        self.positions = pd.DataFrame(
            {
                "area": self.issues["area"].array[issue],
                "issue": pd.Categorical.from_codes(issue, of),
                "party": pd.Categorical.from_codes(party, names),
                "stance": pd.Categorical.from_codes(stance, list(SCORES)),
                "score": np.append([*SCORES.values()], np.nan)[stance],
                "value_from": value,
                "value_to": value,
                "red_line": rng.random(len(issue)) < 0.05,
                "salience": np.where(rng.random(len(issue)) < 0.5, 50.0, np.nan),
                "current": True,
                "inherited_from": pd.Categorical.from_codes(np.full(len(issue), -1), names),
                "attribution": pd.Categorical.from_codes(directness, list(ATTRIBUTIONS)),
                "disputed": False,
            }
        )
        self.silences = pd.DataFrame(
            {"issue": of[:1], "party": names[:1], "kind": ["declined"]}, index=[0]
        )
        self.evidence = pd.DataFrame({"role": ["status"], "issue": of[:1], "attribution": ["poll"]})


def _measures(of: Frames) -> dict[str, Callable[[], object]]:
    """Each measure by its name, ready to run."""
    names = list(of.parties["party"].astype("str"))
    pair = (of.positions, of.issues, names)
    scores = agreement(*pair)
    every = every_reading(*pair)
    decide = deciding_parties(of.parties)
    circles = [Circle("all", tuple(names)), Circle("principals", tuple(decide))]
    circles += [
        Circle(f"without {out}", tuple(each for each in names if each != out), out) for out in names
    ]
    return {
        **{f"agreement, {metric}": lambda metric=metric: agreement(*pair, metric)
           for metric in METRICS},
        "agreement, with salience": lambda: agreement(*pair, salience=True),
        "agreement, opposite pole": lambda: agreement(*pair, missing="opposite"),
        "comparison": lambda: comparison(of.positions, of.issues),
        "congruence": lambda: congruence(*pair),
        "polarisation": lambda: polarisation(of.positions, of.issues),
        "coverage, by party": lambda: coverage(
            of.positions, of.silences, of.parties, of.issues, "party"
        ),
        "islands": lambda: islands_of_agreement(of.positions, of.issues, of.parties),
        "sticking points": lambda: sticking_points(of.positions, of.issues, of.parties, decide),
        f"settled, {len(circles)} circles": lambda: readings(
            of.issues, of.positions, of.evidence, circles, {}, 0.9
        ),
        "robustness, all readings": lambda: every_reading(*pair),
        "robustness, ranges": lambda: ranges(every),
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
