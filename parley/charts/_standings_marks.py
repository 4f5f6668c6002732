"""A row of standings in, its mark and label in a stacked figure out.

What is not on the record, or contested, is drawn hollow and with dashed lines.
"""

from __future__ import annotations

from typing import Any

import pandas as pd

from parley.charts._stacked_figure import WIDTH, Mark, StackedFigure, hover
from parley.charts._standings_text import is_off_record, qualifiers, silent_names
from parley.charts._text import LABEL_LINES, display_width, escaped, isolated, wrapped
from parley.format.vocabulary import ATTRIBUTIONS, ON_RECORD, STANCES
from parley.palette import ALARM, QUIET, TEXT, Shade
from parley.wording import date_text


def mark(row: Any, shade: Shade) -> Mark:
    """The mark of a party's position."""
    weak = is_off_record(row) or row.disputed or row.conflicting
    return Mark(shade, _hover(row), weak=weak, red_line=row.red_line)


def label(row: Any, width: int, dark: bool, held: str = "") -> list[str]:
    """The lines of a label: the name, what is held, and the words that weigh it."""
    names = wrapped(row.name, width, LABEL_LINES)
    if names[-1].endswith("…"):
        names = wrapped(row.short, width, LABEL_LINES)
    lines = [f"<b>{isolated(escaped(line))}</b>" for line in names]
    used, between = display_width(names[-1]), "\u2002"
    for text in filter(None, [held, *qualifiers(row)]):
        line, *_ = wrapped(text, width, 1)
        shade = TEXT if text == held else ALARM if text == "red line" else QUIET
        word = isolated(escaped(line))
        word = f'<span style="color:{shade.on(dark)}">{word}</span>'
        if used + display_width(line) + 2 <= width:
            lines[-1] += between + word
            used += display_width(line) + 2
        else:
            lines.append(word)
            used = display_width(line)
        between = " · "
    return lines


def outcome_label(words: str, issue: pd.Series) -> list[str]:
    """The lines of the label of what was settled, with its day."""
    text = f"{words}, {date_text(issue['outcome_date'])}"
    return [f"<b>{line}</b>" for line in escaped_lines(text, WIDTH, LABEL_LINES)]


def add_silent(figure: StackedFigure, standings: pd.DataFrame) -> None:
    """The row of those that are silent."""
    figure.add_names("Silent", silent_names(standings))


def escaped_lines(text: str, width: int, most: int) -> list[str]:
    """The lines of a text from data."""
    return [escaped(line) for line in wrapped(text, width, most)]


def _hover(row: Any) -> str:
    held = [STANCES[row.stance].label] if pd.notna(row.stance) else []
    held += [str(row.value)] if pd.notna(row.value) else []
    held += [f"Asks for: {row.asks}"] if pd.notna(row.asks) else []
    held += [f"Would accept: {row.accepts}"] if pd.notna(row.accepts) else []
    held += [row.gist] if row.gist not in held else []
    direct = [ATTRIBUTIONS[row.attribution].label] if row.attribution in ON_RECORD else []
    marks = [f"{mark[:1].upper()}{mark[1:]}" for mark in qualifiers(row)]
    return hover(row.name, [*held, *direct, *marks])
