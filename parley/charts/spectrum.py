"""Where each party stands on one issue: by stance, along its scale of values, or on its ladder.

Parties stand below each other in the order of the axis, those at one place as they come. Whoever
is silent is named in a hatched row and never has a place on the axis.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final

import pandas as pd
import plotly.graph_objects as go

from parley.charts import theme
from parley.charts.stacked_figure import (
    GAP,
    HALO,
    LINE,
    MARK,
    POINT,
    WIDTH,
    Mark,
    StackedFigure,
    at_most,
    hover,
)
from parley.format.vocabulary import ATTRIBUTIONS, STANCES
from parley.frames.blocs import ancestors, is_voice
from parley.frames.build import value_text
from parley.iter_rows import iter_rows
from parley.palette import ALARM, QUIET, RULE, RULE_STRONG, STANCE, TEXT, WASH, Shade
from parley.wording import date_text, join_and

Options = Sequence[tuple[str, str]]
"""The rungs of a ladder, from the least to the most: the id and the text of each."""

COLUMNS: Final = {
    "party": "str",
    "name": "str",
    "short": "str",
    "stance": "str",
    "value_from": "float64",
    "value_to": "float64",
    "value": "str",
    "option": "str",
    "fallback": "str",
    "asks": "str",
    "accepts": "str",
    "gist": "str",
    "red_line": "bool",
    "attribution": "str",
    "disputed": "bool",
    "conflicting": "bool",
    "through": "str",
    "silent": "bool",
    "counted": "bool",
}

WEAK: Final = frozenset({"anonymous", "second-hand", "reporter"})
"""Attributions that are not the party's own word. What is told so, or contested, is drawn hollow
and with dashed lines."""

AXIS: Final = tuple(reversed(STANCES))
"""The stances from left to right."""

SAID: Final[dict[str, tuple[str, str]]] = {
    "supports": ("supports it", "support it"),
    "open": ("is open to it", "are open to it"),
    "undecided": ("is undecided", "are undecided"),
    "reluctant": ("is reluctant", "are reluctant"),
    "opposes": ("opposes it", "oppose it"),
}
"""How a sentence says a stance, of one party and of several."""


def standings(
    positions: pd.DataFrame,
    parties: pd.DataFrame,
    issue: pd.Series,
    blocs: dict[str, list[str]],
    options: Options = (),
) -> pd.DataFrame:
    """Where each party in view stands on an issue, silence included.

    Takes frames as `parley.frames` has them, `issue` a row of the issues, and the blocs of each
    member as `parley.frames.blocs.blocs_of` has them. Of the positions those that are current; one
    that does not match the reader's choice keeps its place. Returns one row a party, as they come,
    with the columns in COLUMNS: `value` is the value or range with its unit, `asks` and `accepts`
    are the texts of `option` and `fallback`, `through` names the bloc whose position a member
    takes, and `counted` is false for a member beside its bloc. What is missing is missing.
    """
    on_it = (positions["issue"] == issue["issue"]).to_numpy(bool)
    held = positions[positions["current"].to_numpy(bool) & on_it]
    ids = parties["party"].astype("str").tolist()
    names = dict(zip(ids, parties["name"], strict=True))
    counts = set(held["party"][is_voice(held, blocs, ids)].astype("str"))
    rows = {str(row.party): row for row in iter_rows(held)}
    texts = dict(options)
    unit = _known(issue["unit"])
    found = []
    for party, name, short in zip(ids, parties["name"], parties["short"], strict=True):
        row = rows.get(party)
        if row is None:
            apart = {
                "silent": True,
                "counted": not any(up in names for up in ancestors(party, blocs)),
            }
            flags = dict.fromkeys(("red_line", "disputed", "conflicting"), False)
            found.append({"party": party, "name": name, "short": short, **flags, **apart})
            continue
        option, fallback, bloc = (
            _known(each) for each in (row.option, row.fallback, row.inherited_from)
        )
        found.append(
            {
                **{key: getattr(row, key) for key in COLUMNS if hasattr(row, key)},
                "party": party,
                "name": name,
                "short": short,
                "value": value_text(row.value_from, row.value_to, unit)
                if pd.notna(row.value_from)
                else None,
                "asks": option and texts.get(option, option),
                "accepts": fallback and texts.get(fallback, fallback),
                "through": bloc and names.get(bloc, "its bloc"),
                "silent": False,
                "counted": party in counts,
            }
        )
    return pd.DataFrame(found, columns=list(COLUMNS)).astype(COLUMNS)


def _known(value: Any) -> str | None:
    return None if pd.isna(value) else str(value)


# --- where a party has its place


def _placed(standings: pd.DataFrame, kind: str, options: Options = ()) -> pd.DataFrame:
    """Those that have a place of a kind, from left to right, with the column `place`."""
    if kind == "stance":
        place = standings["stance"].map({stance: at for at, stance in enumerate(AXIS)})
    elif kind == "value":
        place = (standings["value_from"] + standings["value_to"]) / 2
    else:
        rungs = {id: at for at, (id, _) in enumerate(options)}
        place = standings["option"].map(rungs).fillna(standings["fallback"].map(rungs))
    found = standings.assign(place=place.astype("float64"))
    return found[found["place"].notna()].sort_values("place", kind="stable")


def _apart(standings: pd.DataFrame, placed: pd.DataFrame) -> pd.DataFrame:
    """Those that hold a position which has no place of the kind."""
    return standings[~standings["silent"] & ~standings["party"].isin(placed["party"])]


def _kind(issue: pd.Series) -> str:
    return "value" if issue["numeric"] else "stance"


# --- in words


def finding(standings: pd.DataFrame, issue: pd.Series) -> str:
    """What the spectrum says: 3 of 6 parties support it, 1 opposes it; 2 are silent.

    On a numeric issue: 5 of 6 parties name values between 60 and 140 kt; 1 is silent.
    """
    if not issue["numeric"]:
        return _sentence(standings, _placed(standings, "stance"), "stance", _stances_said)
    settled = _settled_value(issue)
    return _sentence(
        standings,
        _placed(standings, "value"),
        "value",
        lambda placed, of: _values_said(placed, of, _known(issue["unit"])),
        f"settled at {settled}" if settled else "",
    )


def ladder_finding(standings: pd.DataFrame, issue: pd.Series, options: Options) -> str:
    """What the ladder says: 3 of 6 parties ask for 3 different options, 2 would accept another."""
    settled = dict(options).get(str(issue["outcome_option"]))
    return _sentence(
        standings,
        _placed(standings, "option", options),
        "option",
        _options_said,
        f"settled on {_quoted(settled)}" if settled else "",
    )


def alt(standings: pd.DataFrame, issue: pd.Series) -> str:
    """The spectrum in words: its finding, then each party with its place, then the silent."""
    return _in_words(finding(standings, issue), standings, _placed(standings, _kind(issue)))


def ladder_alt(standings: pd.DataFrame, issue: pd.Series, options: Options) -> str:
    """The ladder in words: its finding and options, then each party, then the silent."""
    first = ladder_finding(standings, issue, options)
    rungs = "; ".join(f"{at} {_quoted(text)}" for at, (_, text) in enumerate(options, 1))
    placed = _placed(standings, "option", options)
    return _in_words(f"{first}. From the least to the most: {rungs}", standings, placed, options)


def _in_words(
    first: str, standings: pd.DataFrame, placed: pd.DataFrame, options: Options = ()
) -> str:
    heard = [
        f"{theme.named(row.name)}: {', '.join([_held(row, options), *_marks(row)])}"
        for row in _rows(placed, _apart(standings, placed))
    ]
    text = theme.sentences(first, heard, "parties")
    silent = [theme.named(name) for name in standings["name"][standings["silent"]]]
    return f"{text} Silent: {join_and(at_most(silent, theme.LISTED))}." if silent else text


def _rows(*frames: pd.DataFrame) -> Iterator[Any]:
    return (row for frame in frames for row in iter_rows(frame))


def _sentence(
    standings: pd.DataFrame,
    placed: pd.DataFrame,
    kind: str,
    said: Callable[[pd.DataFrame, Callable[[int], str]], str],
    settled: str = "",
) -> str:
    """A finding: what those hold who have a place, then who names none and who is silent."""
    if standings.empty:
        return "No party is in view"
    who = standings[standings["counted"]]
    alone = theme.named(who["name"].iloc[0]) if len(who) == 1 else ""
    placed = placed[placed["counted"]]
    silent = int(who["silent"].sum())
    nameless = len(who) - silent - len(placed)
    if len(placed):
        clauses = [said(placed, lambda number: alone or f"{number} of {len(who)} parties")]
        if nameless:
            clauses.append(f"{nameless} {_verb(nameless, 'names', 'name')} no {kind}")
        if silent:
            clauses.append(f"{silent} {_verb(silent, 'is', 'are')} silent")
    elif alone:
        clauses = [f"{alone} is silent" if silent else f"{alone} names no {kind}"]
    else:
        has = f"names {'an' if kind == 'option' else 'a'} {kind}" if nameless else "has a position"
        clauses = [f"None of the {len(who)} parties {has}"]
    if settled:
        clauses.append(settled)
    if len(who) < len(standings):
        clauses.append("members of a bloc count with it")
    return "; ".join(clauses)


def _stances_said(placed: pd.DataFrame, of: Callable[[int], str]) -> str:
    numbers = placed["stance"].value_counts()
    said = [(int(numbers[stance]), SAID[stance]) for stance in STANCES if stance in numbers]
    (first, verb), *others = said
    return ", ".join(
        [
            f"{of(first)} {_verb(first, *verb)}",
            *(f"{number} {_verb(number, *verb)}" for number, verb in others),
        ]
    )


def _values_said(placed: pd.DataFrame, of: Callable[[int], str], unit: str | None) -> str:
    number = len(placed)
    low, high = placed["value_from"].min(), placed["value_to"].max()
    if number == 1:
        return f"{of(1)} names {value_text(low, high, unit)}"
    if low == high:
        return f"{of(number)} name the same value, {value_text(low, low, unit)}"
    return f"{of(number)} name values between {low:g} and {value_text(high, high, unit)}"


def _options_said(placed: pd.DataFrame, of: Callable[[int], str]) -> str:
    asked = placed["asks"].dropna()
    accepting = int((placed["fallback"].notna() & (placed["fallback"] != placed["option"])).sum())
    if asked.empty:
        return f"{of(accepting)} would accept an option"
    if len(asked) == 1:
        text = f"{of(1)} asks for {_quoted(asked.iloc[0])}"
    else:
        kinds = asked.nunique()
        text = f"{of(len(asked))} ask for " + (
            f"{kinds} different options" if kinds > 1 else _quoted(asked.iloc[0])
        )
    return f"{text}, {accepting} would accept another" if accepting else text


def _verb(number: int, one: str, many: str) -> str:
    return one if number == 1 else many


def _quoted(text: str) -> str:
    return f"“{theme.named(text)}”"


def _settled_value(issue: pd.Series) -> str | None:
    low, high = issue["outcome_from"], issue["outcome_to"]
    return None if pd.isna(low) else value_text(low, high, _known(issue["unit"]))


def _held(row: Any, options: Options = ()) -> str:
    """What a party holds, in words: its rungs where there are options, its value, or its stance."""
    numbers = {id: at for at, (id, _) in enumerate(options, 1)}
    steps = [
        f"{verb} {numbers[id]}"
        for verb, id in (("asks for", row.option), ("would accept", row.fallback))
        if id in numbers
    ]
    if steps:
        return ", ".join(steps)
    if pd.notna(row.value):
        return str(row.value)
    return STANCES[row.stance].label.lower()


def _marks(row: Any) -> list[str]:
    """What a reader must know of a position at a glance."""
    marks = ["red line"] if row.red_line else []
    if row.attribution in WEAK:
        marks.append(ATTRIBUTIONS[row.attribution].label.lower())
    if row.disputed:
        marks.append("contested")
    if row.conflicting:
        marks.append("conflicting reports")
    if pd.notna(row.through):
        marks.append(f"as {row.through}")
    return marks


# --- the figures

ROOM: Final = (38, 29, 20, 29, 38)
"""Columns that a name has beside its mark at each stance, on a phone."""
END: Final = 23
"""Columns of what stands at either end of a scale."""
MARGIN: Final = 0.05
"""What is free beyond either end of a scale, as a share of it."""


def spectrum(standings: pd.DataFrame, issue: pd.Series, dark: bool = False) -> go.Figure:
    """The parties from opposes to supports or, on a numeric issue, along its scale."""
    draw = _along_scale if issue["numeric"] else _by_stance
    sheet = draw(standings, issue, dark)
    _name_silent(sheet, standings)
    return sheet.finished(finding(standings, issue))


def ladder(
    standings: pd.DataFrame, issue: pd.Series, options: Options, dark: bool = False
) -> go.Figure:
    """What each party asks for on a ladder of options and what it would accept, by number."""
    rungs = {id: at for at, (id, _) in enumerate(options)}
    sheet = StackedFigure(dark, -0.3, len(options) - 0.7)
    sheet.write(["The options, from the least to the most"], shade=QUIET)
    for number, (_, text) in enumerate(options, 1):
        sheet.text([f"<b>{number}</b>"], sheet.low, sheet.height)
        sheet.write(_lines(text, WIDTH - 3, 3), shift=18)
    sheet.height += GAP
    at = rungs.get(str(issue["outcome_option"]))
    settled = None if at is None else (at, at)
    if at is not None:
        sheet.track(_settled_label(f"Settled on {at + 1}", issue), rungs.values(), settled)
    placed = _placed(standings, "option", options)
    for row in _rows(placed):
        label = _label(row, WIDTH, dark, _held(row, options))
        middle = sheet.track(label, rungs.values(), settled)
        mark = _mark(row, QUIET)
        asks, accepts = rungs.get(row.option), rungs.get(row.fallback)
        if asks is not None and accepts is not None:
            sheet.stretch(asks, accepts, middle, mark, 3)
        if accepts is not None and accepts != asks:
            square = mark._replace(sign=f"{accepts + 1}", symbol="square", size=MARK - 3)
            sheet.mark(accepts, middle, square._replace(red_line=mark.red_line and asks is None))
        if asks is not None:
            sheet.mark(asks, middle, mark._replace(sign=f"{asks + 1}"))
    nameless = _rows(_apart(standings, placed))
    sheet.aside("Names no option", [f"{theme.named(row.name)} ({_held(row)})" for row in nameless])
    _name_silent(sheet, standings)
    return sheet.finished(ladder_finding(standings, issue, options))


def _by_stance(standings: pd.DataFrame, issue: pd.Series, dark: bool) -> StackedFigure:
    sheet = StackedFigure(dark, 0, len(AXIS))
    placed = _placed(standings, "stance")
    if placed.empty:
        return sheet
    font = {"size": theme.TEXT_SIZE, "color": QUIET.on(dark)}
    for at, stance in enumerate(AXIS):
        sheet.text([STANCES[stance].label], at + 0.5, 0, "center", font=font)
    top = sheet.height = LINE + 4
    for row in _rows(placed):
        at = int(row.place)
        mark = _mark(row, STANCE[row.stance])._replace(sign=theme.STANCE_SIGNS[row.stance])
        size = mark.size + HALO * mark.red_line
        lines = _label(row, ROOM[at], dark)
        height = max(size + 6, LINE * len(lines) + 10)
        middle = sheet.height + height / 2
        side, way = ("left", 1) if at <= len(AXIS) // 2 else ("right", -1)
        sheet.text(lines, at + 0.5, middle, side, "middle", way * (size / 2 + 5))
        sheet.mark(at + 0.5, middle, mark)
        sheet.height += height
    down = (top, sheet.height)
    for at, stance in enumerate(AXIS):
        if stance in WASH:
            sheet.area((at, at + 1), down, WASH[stance])
        sheet.line((at + 0.5, at + 0.5), down, RULE)
    sheet.line((0, len(AXIS)), (top, top), RULE_STRONG)
    sheet.height += GAP
    return sheet


def _along_scale(standings: pd.DataFrame, issue: pd.Series, dark: bool) -> StackedFigure:
    low, high = float(issue["scale_min"]), float(issue["scale_max"])
    margin = (high - low) * MARGIN
    sheet = StackedFigure(dark, low - margin, high + margin)
    ticks = _write_scale(sheet, low, high, issue)
    at = _settled_value(issue)
    settled = (float(issue["outcome_from"]), float(issue["outcome_to"])) if at else None
    if at:
        sheet.track(_settled_label(f"Settled at {at}", issue), ticks, settled)
    placed = _placed(standings, "value")
    for row in _rows(placed):
        middle = sheet.track(_label(row, WIDTH, dark, row.value), ticks, settled)
        mark = _mark(row, QUIET)._replace(size=POINT)
        sheet.stretch(row.value_from, row.value_to, middle, mark, POINT + 2)
        for value in sorted({row.value_from, row.value_to}):
            sheet.mark(value, middle, mark)
    nameless = _rows(_apart(standings, placed))
    sheet.aside("Names no value", [theme.named(row.name) for row in nameless])
    return sheet


def _write_scale(sheet: StackedFigure, low: float, high: float, issue: pd.Series) -> set[float]:
    """What the ends of the scale are and mean, and zero between them; returns the ticks."""
    unit = _known(issue["unit"])
    left, right = (theme.wrapped(value_text(end, end, unit), END, 1)[0] for end in (low, high))
    heads = []
    for side, at, number, words in (
        ("left", sheet.low, left, "scale_low"),
        ("right", sheet.high, right, "scale_high"),
    ):
        heads.append([f"<b>{theme.escaped(number)}</b>", *_lines(str(issue[words]), END, 3)])
        sheet.text(heads[-1], at, 0, side, shade=QUIET)
    sheet.height += LINE * max(map(len, heads)) + GAP
    if not low < 0 < high:
        return {low, high}
    share = -low / (high - low) * WIDTH
    if theme.columns(left) + 2 < share < WIDTH - theme.columns(right) - 2:
        sheet.text(["<b>0</b>"], 0, 0, "center", shade=QUIET)
    return {low, 0, high}


def _settled_label(words: str, issue: pd.Series) -> list[str]:
    text = f"{words}, {date_text(issue['outcome_date'])}"
    return [f"<b>{line}</b>" for line in _lines(text, WIDTH, theme.LABEL_LINES)]


def _name_silent(sheet: StackedFigure, standings: pd.DataFrame) -> None:
    names = [theme.named(name) for name in standings["name"][standings["silent"]]]
    sheet.aside("Silent", names, hatched=True)


def _mark(row: Any, shade: Shade) -> Mark:
    weak = row.attribution in WEAK or row.disputed or row.conflicting
    return Mark(shade, _hover(row), weak=weak, red_line=row.red_line)


def _label(row: Any, width: int, dark: bool, held: str = "") -> list[str]:
    """The lines of a label: the name, what is held, and the words that weigh it."""
    names = theme.wrapped(row.name, width, theme.LABEL_LINES)
    if names[-1].endswith("…"):
        names = theme.wrapped(row.short, width, theme.LABEL_LINES)
    lines = [f"<b>{theme.isolated(theme.escaped(line))}</b>" for line in names]
    used, between = theme.columns(names[-1]), "\u2002"
    for text in filter(None, [held, *_marks(row)]):
        line, *_ = theme.wrapped(text, width, 1)
        shade = TEXT if text == held else ALARM if text == "red line" else QUIET
        word = theme.isolated(theme.escaped(line))
        word = f'<span style="color:{shade.on(dark)}">{word}</span>'
        if used + theme.columns(line) + 2 <= width:
            lines[-1] += between + word
            used += theme.columns(line) + 2
        else:
            lines.append(word)
            used = theme.columns(line)
        between = " · "
    return lines


def _lines(text: str, width: int, most: int) -> list[str]:
    return [theme.escaped(line) for line in theme.wrapped(text, width, most)]


def _hover(row: Any) -> str:
    held = [STANCES[row.stance].label] if pd.notna(row.stance) else []
    held += [str(row.value)] if pd.notna(row.value) else []
    held += [f"Asks for: {row.asks}"] if pd.notna(row.asks) else []
    held += [f"Would accept: {row.accepts}"] if pd.notna(row.accepts) else []
    held += [row.gist] if row.gist not in held else []
    direct = [] if row.attribution in WEAK else [ATTRIBUTIONS[row.attribution].label]
    marks = [f"{mark[:1].upper()}{mark[1:]}" for mark in _marks(row)]
    return hover(row.name, [*held, *direct, *marks])
