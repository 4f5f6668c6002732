"""The links between issues in, a directed graph out: who hangs what on what.

Each issue is a box with a number, its name, and a line for each condition set on it: who sets it,
how it hangs (in words and by the style of the line) and on which number. From that line an arrow
leads down the right side to the box of the other issue; arrows that end at one box in one style run
together. Boxes stand so that all arrows lead down; one that leads up closes a circle. One below the
other they are legible on a phone: the figure grows taller, never wider. Of more arrows than can be
read those to the issues on which most hangs are drawn.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any, Final

import pandas as pd
import plotly.graph_objects as go

from parley.charts._limits import MOST_ROWS, drawn_text
from parley.charts._network_layout import STUB, Boxes, Bus
from parley.charts._rows import add_to_layout, set_layout
from parley.charts._text import (
    HOVER_WIDTH,
    MOST_LISTED,
    alternative_text,
    short_name,
    wrapped_html,
)
from parley.charts.chart import Chart
from parley.format.vocabulary import CONDITION_KINDS, labels_of
from parley.iter_rows import iter_rows
from parley.palette import ALARM, HEAD, RULE_STRONG, TEXT
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


def network(links: pd.DataFrame) -> Chart:
    """The frame of `parley.measures.tradeoffs.links`."""
    arrows = _arrows(links)
    which = "to the issues on which most hangs"
    finding = _finding(arrows) + drawn_text(len(arrows), "arrows", which)
    return Chart(
        finding=finding,
        alt=_alt(arrows, finding),
        table=pd.DataFrame(
            {
                "Party": arrows["party_name"],
                "Issue": arrows["title"],
                "How": arrows["kind"].map(labels_of(CONDITION_KINDS)),
                "Hangs on": arrows["on_title"],
                "Condition": arrows["texts"],
            }
        ),
        draw=partial(_figure, _drawn(arrows)),
    )


def _arrows(links: pd.DataFrame) -> pd.DataFrame:
    """The arrows that are drawn, with the columns of ARROW_COLUMNS.

    Conditions of one party that lead from one issue to the same other in the same way are one
    arrow. Those that name no other issue have none.
    """
    named = links[links["on_issue"].notna()]
    keys = ["issue", "title", "party_name", "kind", "on_issue", "on_title"]
    rows = named.astype(dict.fromkeys([*keys, "text"], "str")).groupby(keys, sort=False)["text"]
    found = rows.agg(conditions="size", texts=" ".join).reset_index()
    between = list(zip(found["issue"], found["on_issue"], strict=True))
    circle_of = _circles(between)
    found["circle"] = [circle_of[issue] == circle_of[on] for issue, on in between]
    kinds = {"conditions": "int64", "circle": "bool"}
    return found.astype(kinds)[list(ARROW_COLUMNS)]


def _circles(arrows: Sequence[tuple[str, str]]) -> dict[str, int]:
    """For each issue a number that it shares with those that it leads to and that lead back to it.

    These are the strongly connected components, by Kosaraju's algorithm.
    """
    ahead: dict[str, list[str]] = {}
    back: dict[str, list[str]] = {}
    for issue, on in arrows:
        ahead.setdefault(issue, []).append(on)
        back.setdefault(on, []).append(issue)
    issues = dict.fromkeys(each for arrow in arrows for each in arrow)
    left: list[str] = []
    seen: set[str] = set()
    for start in issues:
        to_do = [(start, False)]
        while to_do:
            issue, done = to_do.pop()
            if done:
                left.append(issue)
            elif issue not in seen:
                seen.add(issue)
                to_do += [(issue, True), *((on, False) for on in ahead.get(issue, ()))]
    found: dict[str, int] = {}
    for number, start in enumerate(reversed(left)):
        waiting = [start]
        while waiting:
            issue = waiting.pop()
            if issue not in found:
                found[issue] = number
                waiting += back.get(issue, ())
    return found


def _drawn(arrows: pd.DataFrame) -> pd.DataFrame:
    """As many of the arrows as can be read: those to the issues on which most hangs."""
    if len(arrows) <= MOST_ROWS:
        return arrows
    most = arrows.groupby("on_issue")["conditions"].transform("sum")
    kept = most.sort_values(ascending=False, kind="stable").index[:MOST_ROWS]
    return arrows.loc[kept.sort_values()].reset_index(drop=True)


def _finding(arrows: pd.DataFrame) -> str:
    """What the chart says: 5 conditions tie 5 issues together, 3 of them to one."""
    if arrows.empty:
        return "No condition names another issue"
    total = int(arrows["conditions"].sum())
    tied = pd.concat([arrows["issue"], arrows["on_issue"]]).nunique()
    text = f"{count(total, 'condition')} {'ties' if total == 1 else 'tie'} {tied:,} issues together"
    most = arrows.groupby("on_title", sort=False)["conditions"].sum().sort_values(ascending=False)
    if most.iloc[0] > 1 and (len(most) == 1 or most.iloc[0] > most.iloc[1]):
        text += f"; {most.iloc[0]:,} hang on {short_name(str(most.index[0]))}"
    circular = int(arrows["conditions"][arrows["circle"]].sum())
    if circular:
        text += f"; {circular:,} lead in a circle"
    return text


def _alt(arrows: pd.DataFrame, finding: str) -> str:
    """The finding, then each arrow."""
    sentences = []
    for row in iter_rows(arrows.head(MOST_LISTED)):
        kind = CONDITION_KINDS[row.kind].label.lower()
        text = f"{short_name(row.party_name)} on {short_name(row.title)}: {kind}"
        circle = " (in a circle)" if row.circle else ""
        sentences.append(f"{text} {short_name(row.on_title)}{circle}")
    return alternative_text(finding, sentences, "arrows", len(arrows))


def _figure(arrows: pd.DataFrame, title: str | None, dark: bool) -> go.Figure:
    boxes = Boxes(arrows)
    figure = go.Figure()
    set_layout(figure, title, boxes, dark, above=4 if len(arrows) else 0, below=8)
    figure.update_layout(xaxis={"range": [0, 1], "type": "linear"}, margin={"r": boxes.right})
    if arrows.empty:
        return figure
    shapes: list[dict[str, Any]] = [
        {"type": "rect", "xref": "paper", "x0": 0, "x1": 1, "yref": "y", "y0": box.top,
         "y1": box.end, "fillcolor": HEAD.on(dark), "layer": "below",
         "line": {"color": RULE_STRONG.on(dark), "width": 1}}
        for box in boxes.boxes
    ]  # fmt: skip
    ends = []
    for bus in boxes.buses:
        line, end = _bus_shapes(bus, STUB + bus.lane * boxes.lane, dark)
        shapes.append(line)
        ends.append(end)
    add_to_layout(figure, shapes, ends)
    figure.add_scatter(
        x=[1] * len(arrows),
        y=[boxes.port[row] for row in arrows.index],
        mode="markers",
        marker={
            "size": 7,
            "color": [(ALARM if circle else TEXT).on(dark) for circle in arrows["circle"]],
        },
        cliponaxis=False,
        hovertext=[_hover(row) for row in iter_rows(arrows)],
        hoverinfo="text",
        showlegend=False,
    )
    return figure


def _bus_shapes(bus: Bus, at: int, dark: bool) -> tuple[dict[str, Any], dict[str, Any]]:
    """The lines from all starts to the lane, along it and to the end, and the arrow at the end.

    `at` is where the lane is, in pixels from the boxes.
    """
    shade = (ALARM if bus.circle else TEXT).on(dark)
    first, last = bus.span
    lines = [
        *(f"M0,{start}L{at},{start}" for start in bus.starts),
        f"M{at},{first}L{at},{last}",
        f"M9,{bus.end}L{at},{bus.end}",
    ]
    line: dict[str, Any] = {
        "type": "path", "path": "".join(lines), "xref": "paper", "xsizemode": "pixel",
        "xanchor": 1, "yref": "y", "name": "bus",
        "line": {"color": shade, "width": 1.4, "dash": DASHES[bus.kind]},
    }  # fmt: skip
    end = {
        "x": 1, "xref": "paper", "y": bus.end, "yref": "y", "ax": 12, "ay": 0, "axref": "pixel",
        "ayref": "pixel", "text": "", "showarrow": True, "arrowhead": 2, "arrowsize": 1.1,
        "arrowwidth": 1.4, "arrowcolor": shade, "standoff": 0, "name": "end",
    }  # fmt: skip
    return line, end


def _hover(row: Any) -> str:
    """All of an arrow: who, on what, and the conditions in full."""
    words = CONDITION_KINDS[row.kind].label
    lines = [
        f"<b>{wrapped_html(row.party_name, HOVER_WIDTH, 2)}</b>",
        wrapped_html(row.title, HOVER_WIDTH, 2),
        wrapped_html(f"{words}: {row.on_title}", HOVER_WIDTH, 3),
        wrapped_html(row.texts, HOVER_WIDTH, 8),
    ]
    return "<br>".join(lines)
