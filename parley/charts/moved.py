"""What moved between two days: one row a move, from a hollow mark to a filled one."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from itertools import compress
from typing import Any, Final

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from parley.charts._limits import MOST_ROWS, drawn_text, rest_note
from parley.charts._rows import (
    CaptionedRows,
    add_notes,
    add_to_layout,
    fitting_caption,
    notes_height,
    set_layout,
)
from parley.charts._text import (
    HOVER_WIDTH,
    MOST_LISTED,
    alternative_text,
    isolated,
    short_name,
    wrapped_html,
)
from parley.charts._theme import TEXT_SIZE, text_on
from parley.charts.chart import Chart
from parley.format.vocabulary import SCORES, STANCES
from parley.iter_rows import iter_dicts
from parley.measures.movement import KINDS, change, in_words, red_line, standing
from parley.palette import BACKGROUND, QUIET, RULE_STRONG, STANCE, TEXT
from parley.wording import join_and

SIDES: Final = ("from_", "to_")

EDGE: Final = 0.045
"""What is left free on either side of the axis for half a mark, as a share of it."""

MARK_SIZE: Final = {False: 22, True: 13}
"""The size of a mark in pixels: of a stance, which has its sign in it, and of a value."""

PHRASES: Final = {
    "towards": "moved towards the proposal",
    "away": "moved away from the proposal",
    "up": "rose in value",
    "down": "fell in value",
    "wider": "widened in range",
    "narrower": "narrowed in range",
}
"""How the finding says a kind; those that are new or reworded are said with a verb."""


def moved(moves: pd.DataFrame) -> Chart:
    """The moves of `parley.measures.movement.moved`, in its order."""
    finding = _finding(moves) + drawn_text(len(moves), "moves", "that come first")
    marks = _marks(moves)
    return Chart(
        finding=finding,
        alt=_alt(moves, finding),
        table=pd.DataFrame(
            {
                "Party": marks["name"],
                "Issue": marks["title"],
                "Kind": marks["label"],
                "Before": marks["before"].fillna("–"),
                "Now": marks["now"],
            }
        ),
        draw=partial(_figure, marks),
    )


def _marks(moves: pd.DataFrame) -> pd.DataFrame:
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


def _finding(moves: pd.DataFrame) -> str:
    """What the chart says: Of 9 positions that differ, 7 are new and 2 rose in value.

    Where none is new, those that differ are those of parties that had another one before.
    """
    if moves.empty:
        return "No position in view moved between the two days"
    if len(moves) == 1:
        return _sentence(next(iter_dicts(moves)))
    numbers = moves["kind"].astype("str").value_counts()
    shares = [_share(kind, int(numbers[kind])) for kind in KINDS if kind in numbers]
    differ = "that differ" if "new" in numbers else "that differ from an earlier one"
    if len(shares) == 1:
        return f"All {shares[0].replace(' ', f' positions {differ} ', 1)}"
    return f"Of {len(moves)} positions {differ}, {join_and(shares)}"


def _share(kind: str, number: int) -> str:
    if kind == "new":
        return f"{number} {'is' if number == 1 else 'are'} new"
    if kind == "reworded":
        return f"{number} {'was' if number == 1 else 'were'} reworded"
    return f"{number} {PHRASES[kind]}"


def _alt(moves: pd.DataFrame, finding: str) -> str:
    """The finding, then each move, unless it is the only one."""
    if len(moves) == 1:
        return alternative_text(finding, [], "moves")
    sentences = [_sentence(row) for row in iter_dicts(moves.head(MOST_LISTED))]
    return alternative_text(finding, sentences, "moves", len(moves))


def _sentence(row: Mapping[str, Any]) -> str:
    short = {"name": short_name(row["name"]), "title": short_name(row["title"])}
    return in_words({**row, **short})


def _figure(marks: pd.DataFrame, title: str | None, dark: bool) -> go.Figure:
    """The marks of the first moves."""
    drawn = marks.head(MOST_ROWS).reset_index(drop=True)
    rows = CaptionedRows(
        [_label(row) for row in iter_dicts(drawn)],
        [_caption(row) for row in iter_dicts(drawn)],
    )
    notes = rest_note(len(marks), "move", len(drawn))
    figure = go.Figure()
    above = 26 if len(drawn) else 0
    set_layout(figure, title, rows, dark, above=above, below=notes_height(notes))
    figure.update_layout(xaxis={"range": [-EDGE, 1 + EDGE], "type": "linear"})
    if drawn.empty:
        return figure
    _draw_axes(figure, drawn, rows, dark)
    _draw_ranges(figure, drawn, rows, dark)
    for numeric in (False, True):
        for side in SIDES:
            _draw_marks(figure, drawn[drawn["numeric"] == numeric], side, rows, dark)
    add_to_layout(figure, [], [*_headings(drawn, dark), *_arrows(drawn, rows, dark)])
    add_notes(figure, notes, dark)
    return figure


def _label(row: Mapping[str, Any]) -> str:
    """Who, then on what, also where one of them is written right to left."""
    return f"\N{LEFT-TO-RIGHT MARK}{short_name(row['name'])}: {isolated(row['title'])}"


def _caption(row: Mapping[str, Any]) -> str:
    """What a row shows in words: 150 kt → 120–140 kt, down, on a scale of 0 to 200 kt."""
    kind = KINDS[row["kind"]].label.lower()
    before, now = (_signed(row, side) for side in SIDES)
    if row["kind"] == "reworded":
        changed = change(row)
        return fitting_caption(f"{changed[0].upper()}{changed[1:]}", f"Still {now}, {kind}")
    line = red_line(row)
    if row["kind"] == "new":
        full = short = f"New: {now}{line}"
    else:
        bloc = "" if pd.isna(row["from_bloc"]) else " (its bloc’s)"
        full, short = (f"{before}{bloc} → {now}{word}{line}" for word in (f", {kind}", ""))
    if not row["numeric"] or row["kind"] in ("towards", "away"):
        return fitting_caption(full, short)
    unit = "" if pd.isna(row["unit"]) else f" {row['unit']}"
    scale = f"{row['scale_min']:g} to {row['scale_max']:g}"
    return fitting_caption(
        f"{full}, on a scale of {scale}{unit}", f"{full}, on {scale}", full, short
    )


def _signed(row: Mapping[str, Any], side: str) -> str:
    """Where a party stood or stands, a stance with its sign."""
    value, stance = row[f"{side}value_from"], row[f"{side}stance"]
    if pd.isna(stance) or (pd.notna(value) and row["kind"] not in ("towards", "away")):
        return row["before" if side == "from_" else "now"]
    return f"{STANCES[stance].sign} {STANCES[stance].label}"


def _draw_axes(figure: go.Figure, drawn: pd.DataFrame, rows: CaptionedRows, dark: bool) -> None:
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


def _draw_ranges(figure: go.Figure, drawn: pd.DataFrame, rows: CaptionedRows, dark: bool) -> None:
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


def _draw_marks(
    figure: go.Figure, drawn: pd.DataFrame, side: str, rows: CaptionedRows, dark: bool
) -> None:
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
            "size": [MARK_SIZE[numeric] + 8 * (earlier and stay) for stay in stays],
            "color": ground if earlier else colours,
            "line": {"color": colours, "width": 1.5},
            "opacity": 1,
        },
        text=None if numeric else [STANCES[stance].sign for stance in stances],
        textfont={
            "size": 11,
            "color": colours if earlier else [text_on(colour) for colour in colours],
        },
        hovertext=[_hover(row) for row in iter_dicts(found)],
        hoverinfo="text",
        cliponaxis=False,
    )


def _arrows(drawn: pd.DataFrame, rows: CaptionedRows, dark: bool) -> list[dict[str, Any]]:
    found = []
    moved_rows = drawn["from_place"].notna() & (drawn["from_place"] != drawn["to_place"])
    for row in drawn.index[moved_rows]:
        apart = MARK_SIZE[bool(drawn.at[row, "numeric"])] / 2 + 1
        middle = rows.middle(row)
        found.append(
            {"x": drawn.at[row, "to_place"], "xref": "x", "y": middle, "yref": "y",
             "ax": drawn.at[row, "from_place"], "axref": "x", "ay": middle, "ayref": "y",
             "text": "", "name": "arrow", "showarrow": True, "arrowhead": 2, "arrowwidth": 1.5,
             "arrowsize": 1, "arrowcolor": TEXT.on(dark), "standoff": apart,
             "startstandoff": apart}
        )  # fmt: skip
    return found


def _headings(drawn: pd.DataFrame, dark: bool) -> list[dict[str, Any]]:
    """What the ends of the axis mean, above the first row."""
    kinds = [not drawn["numeric"].all(), bool(drawn["numeric"].any())]
    left = " · ".join(compress([f"{STANCES['opposes'].sign} opposes", "lowest"], kinds))
    right = " · ".join(compress([f"{STANCES['supports'].sign} supports", "highest"], kinds))
    return [
        {"text": text, "name": "heading",
         "x": at, "xref": "paper", "xanchor": "right" if at else "left", "y": 1, "yref": "paper",
         "yanchor": "bottom", "yshift": 6, "showarrow": False, "borderpad": 0,
         "font": {"size": TEXT_SIZE, "color": QUIET.on(dark)}}
        for at, text in enumerate((f"← {left}", f"{right} →"))
    ]  # fmt: skip


def _hover(row: Mapping[str, Any]) -> str:
    lines = [
        f"<b>{wrapped_html(row['name'], HOVER_WIDTH, 2)}</b>",
        wrapped_html(row["title"], HOVER_WIDTH, 2),
        wrapped_html(f"{row['label']}: {change(row)}", HOVER_WIDTH, 3),
        wrapped_html(row["to_gist"], HOVER_WIDTH, 2),
    ]
    return "<br>".join(lines)
