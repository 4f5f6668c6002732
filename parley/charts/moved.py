"""What moved between two days: one row a move, from a hollow mark to a filled one."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import compress
from typing import Any, Final

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from parley.charts import theme
from parley.charts.captioned import Captioned, add_notes, foot, said
from parley.format.vocabulary import SCORES, STANCES
from parley.iter_rows import iter_dicts
from parley.measures.movement import KINDS, change, in_words, red_line, standing
from parley.palette import BACKGROUND, QUIET, RULE_STRONG, STANCE, TEXT
from parley.wording import count, join_and

SIDES: Final = ("from_", "to_")

EDGE: Final = 0.045
"""What is left free on either side of the axis for half a mark, as a share of it."""

MARK: Final = {False: 22, True: 13}
"""The size of a mark in pixels: of a stance, which has its sign in it, and of a value."""

MOST: Final = 100
"""How many moves are drawn; the table has all."""

TOLD: Final = {
    "towards": "moved towards the proposal",
    "away": "moved away from the proposal",
    "up": "rose in value",
    "down": "fell in value",
    "wider": "widened in range",
    "narrower": "narrowed in range",
}
"""How the finding says a kind; those that are new or reworded are said with a verb."""


def marks(moves: pd.DataFrame) -> pd.DataFrame:
    """Where the marks of each move stand.

    `moves` is what `parley.measures.movement.moved` returns. Returns a row a move, in its order,
    with its columns and from_place and to_place (0 at opposes or at the lowest value, 1 at supports
    or at the highest), missing where there was nothing; from_low, from_high, to_low and to_high,
    the ends of a range on the same axis; before and now, where the party stood and stands in words;
    and label, the kind as people read it.
    """
    scores = pd.Series(SCORES)
    span = moves["scale_max"] - moves["scale_min"]
    found = moves.assign(label=[KINDS[kind].label for kind in moves["kind"].astype("str")])
    for side, words in zip(SIDES, ("before", "now"), strict=True):
        low, high = (
            (moves[f"{side}value_{end}"] - moves["scale_min"]) / span for end in ("from", "to")
        )
        score = moves[f"{side}stance"].astype("object").map(scores).astype(float)
        on_stance = (score - min(SCORES.values())) / (max(SCORES.values()) - min(SCORES.values()))
        found[f"{side}place"] = np.where(moves["numeric"], ((low + high) / 2).round(9), on_stance)
        found[f"{side}low"], found[f"{side}high"] = low, high
        found[words] = pd.Series(
            [standing(row, side) for row in iter_dicts(moves)], index=moves.index, dtype="str"
        )
    return found


def finding(moves: pd.DataFrame) -> str:
    """What the chart says: Of 9 positions that differ, 7 are new and 2 rose in value."""
    if moves.empty:
        return "No position in view moved between the two days"
    if len(moves) == 1:
        return _told(next(iter_dicts(moves)))
    numbers = moves["kind"].astype("str").value_counts()
    told = [_share(kind, int(numbers[kind])) for kind in KINDS if kind in numbers]
    if len(told) == 1:
        return f"All {told[0].replace(' ', ' positions that differ ', 1)}"
    return f"Of {len(moves)} positions that differ, {join_and(told)}"


def _share(kind: str, number: int) -> str:
    if kind == "new":
        return f"{number} {'is' if number == 1 else 'are'} new"
    if kind == "reworded":
        return f"{number} {'was' if number == 1 else 'were'} reworded"
    return f"{number} {TOLD[kind]}"


def alt(moves: pd.DataFrame) -> str:
    """The chart in words: its finding, then each move."""
    told = [_told(row) for row in iter_dicts(moves.head(theme.LISTED))]
    if len(moves) == 1:
        return theme.sentences(finding(moves), [], "moves")
    unlisted = [""] * (len(moves) - len(told))
    return theme.sentences(finding(moves), [*told, *unlisted], "moves")


def _told(row: Mapping[str, Any]) -> str:
    short = {"name": theme.named(row["name"]), "title": theme.named(row["title"])}
    return in_words({**row, **short})


def moved(moves: pd.DataFrame, dark: bool = False) -> go.Figure:
    """The moves of `parley.measures.movement.moved`, in its order, the first hundred of them."""
    drawn = marks(moves.head(MOST)).reset_index(drop=True)
    rows = Captioned(
        [_label(row) for row in iter_dicts(drawn)],
        [_caption(row) for row in iter_dicts(drawn)],
    )
    more = len(moves) - len(drawn)
    notes = [f"The table has {count(more, 'more move')}"] if more else []
    figure = go.Figure()
    heads = 26 if len(drawn) else 0
    theme.frame(figure, finding(moves), rows, dark, heads=heads, foot=foot(notes))
    figure.update_layout(xaxis={"range": [-EDGE, 1 + EDGE], "type": "linear"})
    if drawn.empty:
        return figure
    _axes(figure, drawn, rows, dark)
    _heads(figure, drawn, dark)
    _ranges(figure, drawn, rows, dark)
    for numeric in (False, True):
        for side in SIDES:
            _marks(figure, drawn[drawn["numeric"] == numeric], side, rows, dark)
    _arrows(figure, drawn, rows, dark)
    add_notes(figure, notes, dark)
    return figure


def _label(row: Mapping[str, Any]) -> str:
    """Who, then on what, also where one of them is written right to left."""
    return f"\N{LEFT-TO-RIGHT MARK}{theme.named(row['name'])}: {theme.isolated(row['title'])}"


def _caption(row: Mapping[str, Any]) -> str:
    """What a row shows in words: 150 kt → 120–140 kt, down, on a scale of 0 to 200 kt."""
    kind = KINDS[row["kind"]].label.lower()
    before, now = (_signed(row, side) for side in SIDES)
    if row["kind"] == "reworded":
        told = change(row)
        return said(f"{told[0].upper()}{told[1:]}", f"Still {now}, {kind}")
    line = red_line(row)
    if row["kind"] == "new":
        told = short = f"New: {now}{line}"
    else:
        bloc = "" if pd.isna(row["from_bloc"]) else " (its bloc’s)"
        told, short = (f"{before}{bloc} → {now}{word}{line}" for word in (f", {kind}", ""))
    if not row["numeric"] or row["kind"] in ("towards", "away"):
        return said(told, short)
    unit = "" if pd.isna(row["unit"]) else f" {row['unit']}"
    scale = f"{row['scale_min']:g} to {row['scale_max']:g}"
    return said(f"{told}, on a scale of {scale}{unit}", f"{told}, on {scale}", told, short)


def _signed(row: Mapping[str, Any], side: str) -> str:
    """Where a party stood or stands, a stance with its sign."""
    value, stance = row[f"{side}value_from"], row[f"{side}stance"]
    if pd.isna(stance) or (pd.notna(value) and row["kind"] not in ("towards", "away")):
        return row["before" if side == "from_" else "now"]
    return f"{theme.STANCE_SIGNS[stance]} {STANCES[stance].label}"


def _axes(figure: go.Figure, drawn: pd.DataFrame, rows: Captioned, dark: bool) -> None:
    """The line that each row's marks stand on, with the five stances or the two ends as ticks."""
    lines = []
    for row, numeric in enumerate(drawn["numeric"]):
        middle, tick = rows.middle(row), rows.bar / 7
        lines.append(f"M0,{middle}L1,{middle}")
        for at in (0, 1) if numeric else (0, 0.25, 0.5, 0.75, 1):
            lines.append(f"M{at},{middle - tick}L{at},{middle + tick}")
    figure.add_shape(
        type="path", name="axis", path="".join(lines), xref="x", yref="y", layer="below",
        line={"color": RULE_STRONG.on(dark), "width": 1},
    )  # fmt: skip


def _ranges(figure: go.Figure, drawn: pd.DataFrame, rows: Captioned, dark: bool) -> None:
    """The ranges of values, as thick lines under their marks."""
    for side in SIDES:
        found = drawn[drawn[f"{side}high"] > drawn[f"{side}low"]]
        x: list[float | None] = []
        y: list[float | None] = []
        for row in found.index:
            x += [found.at[row, f"{side}low"], found.at[row, f"{side}high"], None]
            y += [rows.middle(row), rows.middle(row), None]
        if x:
            figure.add_scatter(
                x=x, y=y, mode="lines", name=f"{side}range", hoverinfo="skip",
                line={"color": QUIET.on(dark), "width": 2 if side == "from_" else 5},
            )  # fmt: skip


def _marks(figure: go.Figure, drawn: pd.DataFrame, side: str, rows: Captioned, dark: bool) -> None:
    """The marks of one day: hollow on the earlier, filled on the later, a square for a value."""
    found = drawn[drawn[f"{side}place"].notna()]
    if found.empty:
        return
    numeric, earlier = bool(found["numeric"].iloc[0]), side == "from_"
    ground = BACKGROUND.on(dark)
    stances = found[f"{side}stance"].astype("object")
    colours = [TEXT.on(dark) if numeric else STANCE[stance].on(dark) for stance in stances]
    stays = found["from_place"] == found["to_place"]
    figure.add_scatter(
        x=found[f"{side}place"].tolist(),
        y=[rows.middle(row) for row in found.index],
        name=f"{side}{'value' if numeric else 'stance'}",
        mode="markers" if numeric else "markers+text",
        marker={
            "symbol": "square" if numeric else "circle",
            # Where nothing moves the hollow mark stays visible, as a ring around the filled one.
            "size": [MARK[numeric] + 8 * (earlier and stay) for stay in stays],
            "color": ground if earlier else colours,
            "line": {"color": colours, "width": 1.5},
            "opacity": 1,
        },
        text=None if numeric else [theme.STANCE_SIGNS[stance] for stance in stances],
        textfont={
            "size": 11,
            "color": colours if earlier else [theme.ink(colour) for colour in colours],
        },
        hovertext=[_hover(row) for row in iter_dicts(found)],
        hoverinfo="text",
        cliponaxis=False,
    )


def _arrows(figure: go.Figure, drawn: pd.DataFrame, rows: Captioned, dark: bool) -> None:
    for row in drawn.index[
        drawn["from_place"].notna() & (drawn["from_place"] != drawn["to_place"])
    ]:
        apart = MARK[bool(drawn.at[row, "numeric"])] / 2 + 1
        figure.add_annotation(
            x=drawn.at[row, "to_place"], xref="x", y=rows.middle(row), yref="y",
            ax=drawn.at[row, "from_place"], axref="x", ay=rows.middle(row), ayref="y",
            text="", name="arrow", showarrow=True, arrowhead=2, arrowwidth=1.5, arrowsize=1,
            arrowcolor=TEXT.on(dark), standoff=apart, startstandoff=apart,
        )  # fmt: skip


def _heads(figure: go.Figure, drawn: pd.DataFrame, dark: bool) -> None:
    """What the ends of the axis mean, above the first row."""
    kinds = [not drawn["numeric"].all(), bool(drawn["numeric"].any())]
    left = " · ".join(compress(["× opposes", "lowest"], kinds))
    right = " · ".join(compress(["✓ supports", "highest"], kinds))
    for at, text in enumerate((f"← {left}", f"{right} →")):
        figure.add_annotation(
            text=text, name="head",
            x=at, xref="paper", xanchor="right" if at else "left", y=1, yref="paper",
            yanchor="bottom", yshift=6, showarrow=False, borderpad=0,
            font={"size": theme.TEXT_SIZE, "color": QUIET.on(dark)},
        )  # fmt: skip


def _hover(row: Mapping[str, Any]) -> str:
    lines = [
        f"<b>{theme.lines_of(row['name'], theme.HOVER_WIDTH, 2)}</b>",
        theme.lines_of(row["title"], theme.HOVER_WIDTH, 2),
        theme.lines_of(f"{row['label']}: {change(row)}", theme.HOVER_WIDTH, 3),
        theme.lines_of(row["to_gist"], theme.HOVER_WIDTH, 2),
    ]
    return "<br>".join(lines)
