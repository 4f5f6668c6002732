"""Arrows between issues in, where everything stands out: boxes, lines of text, and lanes of arrows.

Places are pixels from the top; lanes are counted from the boxes to the right.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import pandas as pd

from parley.charts._rows import Rows
from parley.charts._text import display_width, escaped, isolated, wrapped
from parley.charts._theme import LABEL_SIZE, PHONE_WIDTH, TEXT_SIZE
from parley.format.vocabulary import CONDITION_KINDS
from parley.iter_rows import iter_rows
from parley.palette import ALARM, QUIET, TEXT

LINE: Final = 17
PADDING: Final = 6
GAP: Final = 9
STUB: Final = 16
INDENT: Final = 24
"""Pixels: a line of text, within a box, between boxes, before the first lane, and for a number."""
LANE: Final = 9
CLOSE_LANE: Final = 6
MANY_LANES: Final = 6
"""Pixels between lanes: of a few, and where there are more than MANY_LANES."""

TITLE_COLUMN: Final = 7.7
TEXT_COLUMN: Final = 6.7
"""About how many pixels a column of bold and of plain text takes, see `display_width`."""
LEAST_WIDTH: Final = 150
"""What is left for the texts of a box on a phone, however many lanes there are."""
TITLE_LINES: Final = 3


class Box(NamedTuple):
    """An issue as it stands: its lines, and where it is, in pixels from the top."""

    issue: str
    title: list[str]
    rows: list[int]
    """The arrows that start here."""
    top: int
    end: int

    @property
    def first_end(self) -> int:
        """Where the first arrow ends: at its first line."""
        return self.top + PADDING + 4


class Bus(NamedTuple):
    """Arrows that end at one box in one style: where they start, where they end, and their lane."""

    kind: str
    circle: bool
    starts: list[float]
    end: float
    lane: int

    @property
    def span(self) -> tuple[float, float]:
        """The part of its lane that it takes."""
        return min(*self.starts, self.end), max(*self.starts, self.end)


class Boxes(Rows):
    """The boxes below each other, and the lanes of the arrows beside them."""

    def __init__(self, arrows: pd.DataFrame) -> None:
        self.arrows = arrows
        self.rows = list(iter_rows(arrows))
        titles = dict(zip(arrows["issue"], arrows["title"], strict=True))
        titles |= dict(zip(arrows["on_issue"], arrows["on_title"], strict=True))
        order = _order(arrows)
        self.place = {issue: number for number, issue in enumerate(order, 1)}
        # How many lanes there are decides how long the lines are, and hardly depends on it.
        self.width = float(PHONE_WIDTH)
        for _ in range(2):
            self.boxes, self.port = self._stacked(order, titles)
            self.buses = self._lanes()
            lanes = max((bus.lane for bus in self.buses), default=-1) + 1
            self.lane = LANE if lanes <= MANY_LANES else CLOSE_LANE
            self.right = STUB + lanes * self.lane if lanes else 6
            self.width = max(PHONE_WIDTH - self.right, LEAST_WIDTH)

    @property
    def pixels(self) -> int:
        """The height of all boxes together."""
        return self.boxes[-1].end if self.boxes else 0

    def axis(self) -> dict[str, object]:
        """The vertical axis in pixels, from the top."""
        return {"range": [max(self.pixels, 1), 0], "type": "linear"}

    def annotations(self, dark: bool) -> list[dict[str, object]]:
        """The names of the issues and the lines of their arrows."""
        found: list[dict[str, object]] = []
        for box in self.boxes:
            title = "<br>".join(isolated(escaped(line)) for line in box.title)
            number = {"text": f"{self.place[box.issue]}", "xshift": 7, "name": "number",
                      "font": {"size": LABEL_SIZE, "color": QUIET.on(dark)}}  # fmt: skip
            name = {"text": f"<b>{title}</b>", "xshift": INDENT + 3, "name": "issue",
                    "font": {"size": LABEL_SIZE}}  # fmt: skip
            found += [_text(box.top + PADDING, "left") | each for each in (number, name)]
            for row in box.rows:
                lines = self._lines(row)
                shade = ALARM if self.arrows["circle"].iat[row] else TEXT
                top = self.port[row] + LINE / 2 - len(lines) * LINE
                font = {"size": TEXT_SIZE, "color": shade.on(dark)}
                text = {"text": "<br>".join(lines), "xshift": -8, "name": "arrow", "font": font}
                found.append(_text(top, "right") | text)
        return found

    def _lines(self, row: int) -> list[str]:
        """Who sets a condition, how it hangs and on what, in one line where that fits."""
        arrow = self.rows[row]
        words = f"{CONDITION_KINDS[arrow.kind].label.lower()} {self.place[arrow.on_issue]}"
        if arrow.circle:
            words += " (in a circle)"
        room = int((self.width - 16) / TEXT_COLUMN)
        (name,) = wrapped(arrow.party_name, room - 1, 1)
        safe = f"{isolated(escaped(name))}:"
        together = display_width(name) + display_width(words) + 2 <= room
        return [f"{safe} {words}"] if together else [safe, words]

    def _stacked(
        self, order: list[str], titles: dict[str, str]
    ) -> tuple[list[Box], dict[int, float]]:
        boxes, port = [], {}
        top = 0
        columns = int((self.width - INDENT - 8) / TITLE_COLUMN)
        for issue in order:
            title = wrapped(titles[issue], columns, TITLE_LINES)
            rows = [row for row, other in enumerate(self.arrows["issue"]) if other == issue]
            text = top + PADDING + len(title) * LINE
            for row in rows:
                text += len(self._lines(row)) * LINE
                port[row] = text - LINE / 2
            end = text + PADDING
            boxes.append(Box(issue, title, rows, top, end))
            top = end + GAP
        return boxes, port

    def _lanes(self) -> list[Bus]:
        """The arrows by where they end; the shorter ones take the inner lanes."""
        first_end = {box.issue: box.first_end for box in self.boxes}
        groups: dict[tuple[str, str, bool], list[float]] = {}
        keys = zip(self.arrows["on_issue"], self.arrows["kind"], self.arrows["circle"], strict=True)
        for row, key in enumerate(keys):
            groups.setdefault(key, []).append(self.port[row])
        ends: dict[str, int] = {}
        waiting = []
        for (on, kind, circle), starts in groups.items():
            # Of several styles that end at one box each has its own end.
            end = first_end[on] + 5 * ends.get(on, 0)
            ends[on] = ends.get(on, 0) + 1
            waiting.append(Bus(kind, circle, starts, end, 0))
        placed: list[Bus] = []
        for bus in sorted(waiting, key=lambda each: (each.span[1] - each.span[0], each.span)):
            taken = {
                other.lane
                for other in placed
                if other.span[0] < bus.span[1] + 4 and bus.span[0] < other.span[1] + 4
            }
            lane = next(lane for lane in range(len(waiting)) if lane not in taken)
            placed.append(bus._replace(lane=lane))
        return placed


def _order(arrows: pd.DataFrame) -> list[str]:
    """The issues so that arrows lead down; where they go in a circle, the first one begins.

    What has just become free comes next, so that chains stay together.
    """
    ahead: dict[str, list[str]] = {}
    for issue, on in zip(arrows["issue"], arrows["on_issue"], strict=True):
        ahead.setdefault(issue, []).append(on)
    waits = dict.fromkeys([*arrows["issue"], *arrows["on_issue"]], 0)
    for on in arrows["on_issue"]:
        waits[on] += 1
    found: list[str] = []
    free = [issue for issue in reversed(waits) if not waits[issue]]
    while len(found) < len(waits):
        if not free:
            free = [next(issue for issue in waits if issue not in found)]
        issue = free.pop()
        if issue in found:
            continue
        found.append(issue)
        for on in reversed(ahead.get(issue, [])):
            waits[on] -= 1
            if not waits[on] and on not in found:
                free.append(on)
    return found


def _text(top: float, side: str) -> dict[str, object]:
    """Where a text stands: below a line, at one side of its box."""
    return {
        "x": int(side == "right"), "xref": "paper", "xanchor": side, "align": side,
        "y": top, "yref": "y", "yanchor": "top", "showarrow": False, "borderpad": 0,
    }  # fmt: skip
