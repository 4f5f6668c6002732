"""The marks of a row in, where each stands on the row's track out, so that none covers another.

Marks of one stance stand side by side at its place. Where they do not fit in one line they take
two, in a smaller size; where not even that holds them, a mark counts those of its stance.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from parley.export.share_image.typesetting import Line, Typesetter
from parley.format.vocabulary import STANCES
from parley.views.share_card import Mark

AXIS: Final = tuple(reversed(STANCES))
"""The stances from left to right."""

BETWEEN: Final = 5
"""Pixels between two marks."""
EDGE: Final = 6
"""Pixels between a mark and the end of the track."""
AXIS_ENDS: Final = 14
"""Pixels between either end of an axis of values and that of the track."""
MOST_WIDTH: Final = 230
"""Pixels of a mark."""
SIZES: Final = ((19, 1), (16, 2), (14, 2))
"""The size of the type in a mark, and the lines in which marks stand, as they are tried."""
FARTHEST: Final = 0.5
"""How far from the place of its stance a group of marks may stand, in columns."""


@dataclass(frozen=True)
class Placed:
    """A mark with its place."""

    mark: Mark
    line: Line
    size: int
    left: float
    width: float
    at: float = 0.5
    """Where its middle is in the height of the row."""

    @property
    def right(self) -> float:
        """Where it ends."""
        return self.left + self.width

    @property
    def pad(self) -> int:
        """What is free on either side within it."""
        return round(self.size * 0.55)


def place(
    marks: Sequence[Mark], type: Typesetter, track: tuple[float, float], height: float
) -> list[Placed]:
    """The marks from left to right, each at the place of its stance on the track."""
    for size, lanes in SIZES:
        if lanes == 1 or height >= lanes * (size * 1.84 + 3):
            found = _by_stance(marks, type, track, size, lanes)
            if found is not None:
                return found
    size = SIZES[0][0]
    counts = [_count([mark for mark in marks if mark.stance == stance]) for stance in AXIS]
    return _by_stance([each for each in counts if each], type, track, size, 1) or []


def _count(marks: list[Mark]) -> Mark | None:
    if len(marks) < 2:
        return marks[0] if marks else None
    return Mark(f"{len(marks):,}", marks[0].stance, None)


def _by_stance(
    marks: Iterable[Mark], type: Typesetter, track: tuple[float, float], size: int, lanes: int
) -> list[Placed] | None:
    """The marks in so many lanes; None where they do not fit."""
    left, right = track
    column = (right - left) / len(AXIS)
    groups: list[tuple[float, list[list[Placed]], float]] = []
    for at, stance in enumerate(AXIS):
        own = [_sized(mark, type, size) for mark in marks if mark.stance == stance]
        if own:
            rows = _in_lanes(own, lanes)
            width = max(_length(row) for row in rows)
            groups.append((left + column * (at + 0.5), rows, width))
    starts = _spread([(centre, width) for centre, _, width in groups], left + EDGE, right - EDGE)
    if starts is None:
        return None
    found = []
    for (centre, rows, width), start in zip(groups, starts, strict=True):
        nearest = min(max(centre, start), start + width)
        if abs(nearest - centre) > FARTHEST * column:
            return None
        for lane, row in enumerate(rows):
            x = start + (width - _length(row)) / 2
            for each in row:
                found.append(replace(each, left=x, at=(lane + 0.5) / len(rows)))
                x += each.width + BETWEEN
    return found


def _in_lanes(marks: list[Placed], lanes: int) -> list[list[Placed]]:
    """Marks in lanes of about the same length, in order."""
    if lanes == 1 or len(marks) == 1:
        return [marks]
    half = (len(marks) + 1) // 2
    return [marks[:half], marks[half:]]


def _length(row: Sequence[Placed]) -> float:
    return sum(each.width for each in row) + BETWEEN * (len(row) - 1)


def _sized(mark: Mark, type: Typesetter, size: int) -> Placed:
    line = type.cut(mark.text, size, MOST_WIDTH, bold=True)
    sign = 0 if mark.on_record is None else 2 * round(size * 0.32) + 6
    return Placed(mark, line, size, 0, line.width + sign + 2 * round(size * 0.55))


def _spread(groups: Sequence[tuple[float, float]], low: float, high: float) -> list[float] | None:
    """Where groups of these centres and widths begin, in order, none over another; or None."""
    if sum(width + BETWEEN for _, width in groups) - BETWEEN > high - low:
        return None
    starts: list[float] = []
    end = low
    for centre, width in groups:
        starts.append(max(end, min(centre - width / 2, high - width)))
        end = starts[-1] + width + BETWEEN
    end = high
    for at in reversed(range(len(groups))):
        starts[at] = min(starts[at], end - groups[at][1])
        end = starts[at] - BETWEEN
    return starts


def place_on_axis(
    marks: Sequence[Mark], type: Typesetter, track: tuple[float, float]
) -> list[Placed]:
    """What is written above the points of an axis, from left to right.

    Where not all has room, the first and the last are named and the others counted.
    """
    ordered = sorted(marks, key=lambda mark: sum(mark.points) / len(mark.points))
    found = _named(ordered, type, track, 17) or _named(ordered, type, track, 15)
    if found is None and len(ordered) > 2:
        first, *between, last = ordered
        points = [point for mark in between for point in mark.points]
        rest = Mark(f"{len(between):,} between", None, None, points=(sum(points) / len(points),))
        found = _named([first, rest, last], type, track, 15)
    return found or []


def _named(
    marks: Sequence[Mark], type: Typesetter, track: tuple[float, float], size: int
) -> list[Placed] | None:
    left, right = track
    begin, length = left + AXIS_ENDS, right - left - 2 * AXIS_ENDS
    lines = [
        type.cut(mark.text, size, MOST_WIDTH, bold=mark.on_record is not None) for mark in marks
    ]
    places = [begin + length * sum(mark.points) / len(mark.points) for mark in marks]
    groups = [(at, line.width + 2 * EDGE) for at, line in zip(places, lines, strict=True)]
    starts = _spread(groups, left, right)
    if starts is None:
        return None
    return [
        Placed(mark, line, size, start + EDGE, line.width)
        for mark, line, start in zip(marks, lines, starts, strict=True)
    ]
