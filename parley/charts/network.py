"""The links between issues in, a directed graph out: who hangs what on what.

Each issue is a box with a number, its name, and a line for each condition set on it: who sets it,
how it hangs (in words and by the style of the line) and on which number. From that line an arrow
leads down the right side to the box of the other issue; arrows that end at one box in one style run
together. Boxes stand so that all arrows lead down; one that leads up closes a circle. One below the
other they are legible on a phone at any number: the figure grows taller, never wider.
"""

from __future__ import annotations

from typing import Any, Final, NamedTuple

import pandas as pd
import plotly.graph_objects as go

from parley.charts import theme
from parley.format.vocabulary import CONDITION_KINDS
from parley.iter_rows import iter_rows
from parley.palette import ALARM, HEAD, QUIET, RULE_STRONG, TEXT
from parley.wording import count

ARROW_COLUMNS: Final = {
    "issue": "id of the issue that the position is on",
    "title": "its name",
    "party_name": "name of the party that sets the condition",
    "kind": "in-exchange-for, precondition or package",
    "on_issue": "id of the issue that it hangs on",
    "on_title": "its name",
    "conditions": "how many conditions of the party say so",
    "texts": "the conditions",
    "circle": "whether it leads back, over others, to where it began",
}

DASHES: Final = {"in-exchange-for": "6px,3px", "precondition": "solid", "package": "1.5px,2.5px"}

LINE: Final = 17
PAD: Final = 6
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
"""About how many pixels a column of bold and of plain text takes, see `theme.columns`."""
LEAST_WIDTH: Final = 150
"""What is left for the texts of a box on a phone, however many lanes there are."""
TITLE_LINES: Final = 3


def arrows(links: pd.DataFrame) -> pd.DataFrame:
    """What is drawn of the frame of `parley.measures.tradeoffs.links`, with the columns of
    ARROW_COLUMNS.

    Conditions of one party that lead from one issue to the same other in the same way are one
    arrow. Those that name no other issue have none.
    """
    named = links[links["on_issue"].notna()]
    keys = ["issue", "title", "party_name", "kind", "on_issue", "on_title"]
    rows = named.astype(dict.fromkeys([*keys, "text"], "str")).groupby(keys, sort=False)["text"]
    found = rows.agg(conditions="size", texts=" ".join).reset_index()
    ahead: dict[str, set[str]] = {}
    for issue, on in zip(found["issue"], found["on_issue"], strict=True):
        ahead.setdefault(issue, set()).add(on)
    found["circle"] = [
        issue in _reached(on, ahead)
        for issue, on in zip(found["issue"], found["on_issue"], strict=True)
    ]
    kinds = {"conditions": "int64", "circle": "bool"}
    return found.astype(kinds)[list(ARROW_COLUMNS)]


def _reached(start: str, ahead: dict[str, set[str]]) -> set[str]:
    """The issues that one leads to."""
    found: set[str] = set()
    to_do = [start]
    while to_do:
        new = ahead.get(to_do.pop(), set()) - found
        found |= new
        to_do += new
    return found


def finding(links: pd.DataFrame) -> str:
    """What the chart says: 5 conditions tie 5 issues together, 3 of them to one."""
    return _found(arrows(links))


def _found(drawn: pd.DataFrame) -> str:
    if drawn.empty:
        return "No condition names another issue"
    total = int(drawn["conditions"].sum())
    tied = pd.concat([drawn["issue"], drawn["on_issue"]]).nunique()
    text = f"{count(total, 'condition')} {'ties' if total == 1 else 'tie'} {tied} issues together"
    most = drawn.groupby("on_title", sort=False)["conditions"].sum().sort_values(ascending=False)
    if most.iloc[0] > 1 and (len(most) == 1 or most.iloc[0] > most.iloc[1]):
        text += f"; {most.iloc[0]} hang on {theme.named(str(most.index[0]))}"
    circular = int(drawn["conditions"][drawn["circle"]].sum())
    if circular:
        text += f"; {circular} lead in a circle"
    return text


def alt(links: pd.DataFrame) -> str:
    """The chart in words: its finding, then each arrow."""
    drawn = arrows(links)
    told = []
    for row in iter_rows(drawn.head(theme.LISTED)):
        words = CONDITION_KINDS[row.kind].label.lower()
        text = f"{theme.named(row.party_name)} on {theme.named(row.title)}: {words}"
        told.append(f"{text} {theme.named(row.on_title)}{' (in a circle)' if row.circle else ''}")
    return theme.sentences(_found(drawn), told, "arrows", len(drawn))


def network(links: pd.DataFrame, dark: bool = False) -> go.Figure:
    """The graph of the frame of `parley.measures.tradeoffs.links`."""
    drawn = arrows(links)
    boxes = _Boxes(drawn)
    figure = go.Figure()
    theme.frame(figure, _found(drawn), boxes, dark, heads=4 if len(drawn) else 0, foot=4)
    figure.update_layout(xaxis={"range": [0, 1], "type": "linear"})
    figure.update_layout(margin={"r": boxes.right})
    if drawn.empty:
        return figure
    shapes: list[dict[str, Any]] = [
        {"type": "rect", "xref": "paper", "x0": 0, "x1": 1, "yref": "y", "y0": box.top,
         "y1": box.end, "fillcolor": HEAD.on(dark), "layer": "below",
         "line": {"color": RULE_STRONG.on(dark), "width": 1}}
        for box in boxes.boxes
    ]  # fmt: skip
    heads = []
    for bus in boxes.buses:
        lines, head = _bus_drawn(bus, STUB + bus.lane * boxes.lane, dark)
        shapes += lines
        heads.append(head)
    theme.put(figure, shapes, heads)
    figure.add_scatter(
        x=[1] * len(drawn),
        y=[boxes.port[row] for row in drawn.index],
        mode="markers",
        marker={
            "size": 7,
            "color": [(ALARM if circle else TEXT).on(dark) for circle in drawn["circle"]],
        },
        cliponaxis=False,
        hovertext=[_hover(row) for row in iter_rows(drawn)],
        hoverinfo="text",
        showlegend=False,
    )
    return figure


class _Box(NamedTuple):
    """An issue as it stands: its lines, and where it is, in pixels from the top."""

    issue: str
    title: list[str]
    rows: list[int]
    """The arrows that start here."""
    top: int
    end: int

    @property
    def head(self) -> int:
        """Where the first arrow ends: at its first line."""
        return self.top + PAD + 4


class _Bus(NamedTuple):
    """Arrows that end at one box in one style: where they start, where they end, and their lane."""

    kind: str
    circle: bool
    starts: list[float]
    end: float
    lane: int

    @property
    def span(self) -> tuple[float, float]:
        """The stretch of its lane that it takes."""
        return min(*self.starts, self.end), max(*self.starts, self.end)


class _Boxes(theme.Rows):
    """The boxes below each other, and the lanes of the arrows beside them."""

    def __init__(self, drawn: pd.DataFrame) -> None:
        self.drawn = drawn
        titles = dict(zip(drawn["issue"], drawn["title"], strict=True))
        titles |= dict(zip(drawn["on_issue"], drawn["on_title"], strict=True))
        order = _order(drawn)
        self.place = {issue: number for number, issue in enumerate(order, 1)}
        # How many lanes there are decides how long the lines are, and hardly depends on it.
        self.width = float(theme.NARROW)
        for _ in range(2):
            self.boxes, self.port = self._stacked(order, titles)
            self.buses = self._lanes()
            lanes = max((bus.lane for bus in self.buses), default=-1) + 1
            self.lane = LANE if lanes <= MANY_LANES else CLOSE_LANE
            self.right = STUB + lanes * self.lane if lanes else 6
            self.width = max(theme.NARROW - self.right, LEAST_WIDTH)

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
            title = "<br>".join(theme.isolated(theme.escaped(line)) for line in box.title)
            number = {"text": f"{self.place[box.issue]}", "xshift": 7, "name": "number",
                      "font": {"size": theme.LABEL_SIZE, "color": QUIET.on(dark)}}  # fmt: skip
            name = {"text": f"<b>{title}</b>", "xshift": INDENT + 3, "name": "issue",
                    "font": {"size": theme.LABEL_SIZE}}  # fmt: skip
            found += [_text(box.top + PAD, "left") | each for each in (number, name)]
            for row in box.rows:
                lines = self._lines(row)
                shade = ALARM if self.drawn["circle"].iat[row] else TEXT
                top = self.port[row] + LINE / 2 - len(lines) * LINE
                font = {"size": theme.TEXT_SIZE, "color": shade.on(dark)}
                text = {"text": "<br>".join(lines), "xshift": -8, "name": "arrow", "font": font}
                found.append(_text(top, "right") | text)
        return found

    def _lines(self, row: int) -> list[str]:
        """Who sets a condition, how it hangs and on what, in one line where that fits."""
        arrow = self.drawn.iloc[row]
        words = f"{CONDITION_KINDS[arrow['kind']].label.lower()} {self.place[arrow['on_issue']]}"
        if arrow["circle"]:
            words += " ↻"
        room = int((self.width - 16) / TEXT_COLUMN)
        (name,) = theme.wrapped(arrow["party_name"], room - 1, 1)
        safe = f"{theme.isolated(theme.escaped(name))}:"
        together = theme.columns(name) + theme.columns(words) + 2 <= room
        return [f"{safe} {words}"] if together else [safe, words]

    def _stacked(
        self, order: list[str], titles: dict[str, str]
    ) -> tuple[list[_Box], dict[int, float]]:
        boxes, port = [], {}
        top = 0
        columns = int((self.width - INDENT - 8) / TITLE_COLUMN)
        for issue in order:
            title = theme.wrapped(titles[issue], columns, TITLE_LINES)
            rows = [row for row, other in enumerate(self.drawn["issue"]) if other == issue]
            text = top + PAD + len(title) * LINE
            for row in rows:
                text += len(self._lines(row)) * LINE
                port[row] = text - LINE / 2
            end = text + PAD
            boxes.append(_Box(issue, title, rows, top, end))
            top = end + GAP
        return boxes, port

    def _lanes(self) -> list[_Bus]:
        """The arrows by where they end; the shorter ones take the inner lanes."""
        head = {box.issue: box.head for box in self.boxes}
        groups: dict[tuple[str, str, bool], list[float]] = {}
        keys = zip(self.drawn["on_issue"], self.drawn["kind"], self.drawn["circle"], strict=True)
        for row, key in enumerate(keys):
            groups.setdefault(key, []).append(self.port[row])
        ends: dict[str, int] = {}
        waiting = []
        for (on, kind, circle), starts in groups.items():
            # Of several styles that end at one box each has its own end.
            end = head[on] + 5 * ends.get(on, 0)
            ends[on] = ends.get(on, 0) + 1
            waiting.append(_Bus(kind, circle, starts, end, 0))
        placed: list[_Bus] = []
        for bus in sorted(waiting, key=lambda each: (each.span[1] - each.span[0], each.span)):
            taken = {
                other.lane
                for other in placed
                if other.span[0] < bus.span[1] + 4 and bus.span[0] < other.span[1] + 4
            }
            lane = next(lane for lane in range(len(waiting)) if lane not in taken)
            placed.append(bus._replace(lane=lane))
        return placed


def _order(drawn: pd.DataFrame) -> list[str]:
    """The issues so that arrows lead down; where they go in a circle, the first one begins.

    What has just become free comes next, so that chains stay together.
    """
    ahead: dict[str, list[str]] = {}
    for issue, on in zip(drawn["issue"], drawn["on_issue"], strict=True):
        ahead.setdefault(issue, []).append(on)
    waits = dict.fromkeys([*drawn["issue"], *drawn["on_issue"]], 0)
    for on in drawn["on_issue"]:
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


def _bus_drawn(bus: _Bus, at: int, dark: bool) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """The lines from all starts to the lane, along it and to the end, and the arrow at the end.

    `at` is where the lane is, in pixels from the boxes.
    """
    shade = (ALARM if bus.circle else TEXT).on(dark)
    beside: dict[str, Any] = {
        "type": "line", "xref": "paper", "xsizemode": "pixel", "xanchor": 1, "yref": "y",
        "line": {"color": shade, "width": 1.4, "dash": DASHES[bus.kind]},
    }  # fmt: skip
    first, last = bus.span
    lines = [
        *({"x0": 0, "x1": at, "y0": start, "y1": start} for start in bus.starts),
        {"x0": at, "x1": at, "y0": first, "y1": last},
        {"x0": 9, "x1": at, "y0": bus.end, "y1": bus.end},
    ]
    head = {
        "x": 1, "xref": "paper", "y": bus.end, "yref": "y", "ax": 12, "ay": 0, "axref": "pixel",
        "ayref": "pixel", "text": "", "showarrow": True, "arrowhead": 2, "arrowsize": 1.1,
        "arrowwidth": 1.4, "arrowcolor": shade, "standoff": 0, "name": "end",
    }  # fmt: skip
    return [beside | line for line in lines], head


def _text(top: float, side: str) -> dict[str, object]:
    """Where a text stands: below a line, at one side of its box."""
    return {
        "x": int(side == "right"), "xref": "paper", "xanchor": side, "align": side,
        "y": top, "yref": "y", "yanchor": "top", "showarrow": False, "borderpad": 0,
    }  # fmt: skip


def _hover(row: Any) -> str:
    """All of an arrow: who, on what, and the conditions in full."""
    words = CONDITION_KINDS[row.kind].label
    lines = [
        f"<b>{theme.lines_of(row.party_name, theme.HOVER_WIDTH, 2)}</b>",
        theme.lines_of(row.title, theme.HOVER_WIDTH, 2),
        theme.lines_of(f"{words}: {row.on_title}", theme.HOVER_WIDTH, 3),
        theme.lines_of(row.texts, theme.HOVER_WIDTH, 8),
    ]
    return "<br>".join(lines)
