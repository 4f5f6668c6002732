"""What a benchmark found: a figure, the floor that it stands beside, and what it is to be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from statistics import quantiles
from typing import Any, Literal

TOLERANCE = {"ms": 0.35, "s": 0.35, "MB": 0.15, "kB": 0.05, "requests": 0.05, "errors": 0.0}
"""By how much a figure may be worse than the one kept, by its unit: times are noisy, bytes not."""


@dataclass(frozen=True)
class Target:
    """What a figure may come to at most: its ratio to the floor, or its value."""

    most: float
    of: Literal["ratio", "value"] = "ratio"


@dataclass(frozen=True)
class Figure:
    """One thing measured; less is better.

    `value` is None where the answer did not come or came with an error, which `note` then tells.
    `floor` is what `against` took in the same run, in the same unit.
    """

    benchmark: str
    name: str
    value: float | None
    unit: str
    floor: float | None = None
    against: str = ""
    target: Target | None = None
    note: str = ""

    @property
    def key(self) -> tuple[str, str]:
        return self.benchmark, self.name

    @property
    def ratio(self) -> float | None:
        """How many times the floor; None without a value or a floor."""
        if self.value is None or not self.floor:
            return None
        return self.value / self.floor

    @property
    def judged(self) -> float | None:
        """What is compared from run to run: the ratio where there is a floor, or the value."""
        return self.ratio if self.floor else self.value

    @property
    def met(self) -> bool | None:
        """Whether the target is met; None where there is none."""
        if self.target is None:
            return None
        found = self.ratio if self.target.of == "ratio" else self.value
        return found is not None and found <= self.target.most

    def as_record(self) -> dict[str, Any]:
        """The figure as plain values, for JSON."""
        return asdict(self)

    @staticmethod
    def of_record(record: dict[str, Any]) -> Figure:
        """The figure that `as_record` gave."""
        target = record["target"]
        return Figure(**{**record, "target": Target(**target) if target else None})


def regressions(now: Sequence[Figure], kept: Sequence[Figure]) -> dict[tuple[str, str], str]:
    """What became worse than the figures kept by more than the tolerance, in words, by figure.

    Only benchmarks that were run now are looked at; one of their figures that is no longer
    measured is a regression too.
    """
    found = {}
    measured = {figure.key: figure for figure in now}
    ran = {figure.benchmark for figure in now}
    for before in kept:
        if before.benchmark not in ran or before.judged is None:
            continue
        figure = measured.get(before.key)
        if figure is None:
            found[before.key] = "no longer measured"
        elif figure.judged is None:
            found[before.key] = f"failed, {before.judged:.2f} kept"
        elif figure.judged > before.judged * (1 + TOLERANCE[figure.unit]):
            found[before.key] = f"{figure.judged:.2f}, {before.judged:.2f} kept"
    return found


HEADING = f"{'figure':<64} {'value':>12} {'floor':>10} {'ratio':>8} {'target':>8}  met"


def line(figure: Figure) -> str:
    """A figure as a line of text under HEADING."""
    name = f"{figure.benchmark}: {figure.name}"
    floor = shown(figure.floor, figure.unit) if figure.floor else ""
    ratio = "" if figure.ratio is None else f"{figure.ratio:,.2f}"
    told = (
        f"{name:<64} {shown(figure.value, figure.unit):>12} {floor:>10} {ratio:>8} "
        f"{target(figure):>8}  {verdict(figure):<3}  {figure.note}"
    )
    return told.rstrip()


def shown(value: float | None, unit: str) -> str:
    """A value with its unit, in as many digits as it is worth."""
    if value is None:
        return "failed"
    digits = 0 if unit in ("requests", "errors") or value >= 100 else 1 if value >= 10 else 2
    return f"{value:,.{digits}f} {unit}"


def target(figure: Figure) -> str:
    """The target of a figure: `1.3×` is a ratio."""
    if figure.target is None:
        return ""
    if figure.target.of == "ratio":
        return f"{figure.target.most:g}×"
    return f"{figure.target.most:g} {figure.unit}"


def verdict(figure: Figure) -> str:
    """Whether the target is met, in a word."""
    return {None: "", True: "yes", False: "no"}[figure.met]


def percentile(values: Sequence[float], percent: int) -> float:
    """The value below which `percent` of a hundred values lie; 1 to 99."""
    if len(values) == 1:
        return values[0]
    return quantiles(values, n=100, method="inclusive")[percent - 1]
