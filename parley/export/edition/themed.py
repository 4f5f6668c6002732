"""A figure of a light and of a dark page in, one that is drawn for both out.

Each colour that differs between the two becomes a mark: a colour that stands nowhere else, a shade
beside that of the light page. What is drawn has both colours of the page in the place of each mark.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from parley.palette import Shade

COLOUR: Final = re.compile(r"#[0-9a-fA-F]{6}\b")
"""A colour, as figures have it."""

MIXED: Final = "colorscale"
"""What plotly mixes colours by: those are of no figure."""


@dataclass(frozen=True)
class Themed:
    """A figure with marks for colours, and what they stand for."""

    figure: Mapping[str, Any] = field(repr=False)
    shades: Mapping[str, Shade]
    """By mark, `#rrggbb`."""

    def coloured(self, style: str) -> str:
        """A style of the drawing, with the colours of both pages for each mark."""

        def both(found: re.Match[str]) -> str:
            shade = self.shades.get(found[0])
            return found[0] if shade is None else f"light-dark({shade.light},{shade.dark})"

        return COLOUR.sub(both, style)


def themed(light: Mapping[str, Any], dark: Mapping[str, Any]) -> Themed | None:
    """One figure for both pages; None where they differ in more than in whole colours."""
    pairs: dict[Shade, None] = {}
    if not _differ_in_colours(light, dark, pairs):
        return None
    taken = {colour.lower() for figure in (light, dark) for colour in _colours(figure)}
    marks: dict[Shade, str] = {}
    for shade in pairs:
        marks[shade] = _beside(shade.light, taken)
        taken.add(marks[shade])
    marked = _marked(light, dark, marks)
    return Themed(marked, {mark: shade for shade, mark in marks.items()})


def _differ_in_colours(one: Any, other: Any, pairs: dict[Shade, None]) -> bool:
    """Whether two parts are the same but for colours, whose pairs are gathered."""
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return one.keys() == other.keys() and all(
            (key != MIXED or one[key] == other[key])
            and _differ_in_colours(one[key], other[key], pairs)
            for key in one
        )
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(
            _differ_in_colours(*each, pairs) for each in zip(one, other, strict=True)
        )
    if one == other:
        return True
    if not (isinstance(one, str) and isinstance(other, str)):
        return False
    pairs |= dict.fromkeys(_pairs(one, other))
    return COLOUR.split(one) == COLOUR.split(other)


def _pairs(one: str, other: str) -> Iterator[Shade]:
    found = zip(COLOUR.findall(one), COLOUR.findall(other), strict=False)
    return (Shade(*each) for each in found if each[0] != each[1])


def _marked(one: Any, other: Any, marks: Mapping[Shade, str]) -> Any:
    """A part with a mark in the place of each colour that differs."""
    if isinstance(one, Mapping):
        return {key: _marked(one[key], other[key], marks) for key in one}
    if isinstance(one, list):
        return [_marked(*each, marks) for each in zip(one, other, strict=True)]
    if one == other:
        return one
    dark = iter(COLOUR.findall(other))
    return COLOUR.sub(lambda found: marks.get(Shade(found[0], next(dark)), found[0]), one)


def _colours(part: Any) -> Iterator[str]:
    if isinstance(part, Mapping):
        for each in part.values():
            yield from _colours(each)
    elif isinstance(part, list):
        for each in part:
            yield from _colours(each)
    elif isinstance(part, str):
        yield from COLOUR.findall(part)


def _beside(colour: str, taken: set[str]) -> str:
    """The nearest colour that stands nowhere yet: what plotly judges by a colour, it judges so."""
    rgb = [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
    for step in itertools.count(1):
        for channel, sign in itertools.product(range(3), (1, -1)):
            near = [*rgb]
            near[channel] += sign * step
            found = _hex(near)
            if 0 <= near[channel] <= 255 and found not in taken:
                return found
    raise AssertionError("unreachable: there are more colours than a figure has")


def _hex(rgb: Any) -> str:
    return "#" + "".join(f"{part:02x}" for part in rgb)
