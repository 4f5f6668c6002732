"""Where each party stands on one issue: by stance, along its scale of values, or on its ladder.

Parties stand below each other in the order of the axis, those at one place as they come. Whoever
is silent is named in a hatched row and never has a place on the axis.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Final

import pandas as pd
import plotly.graph_objects as go

from parley.blocs import above, counted
from parley.charts import theme
from parley.frames import value_text
from parley.palette import (
    ALARM,
    BACKGROUND,
    BAND,
    QUIET,
    RULE,
    RULE_STRONG,
    SILENCE,
    STANCE,
    TEXT,
    WASH,
    Shade,
)
from parley.vocabulary import ATTRIBUTIONS, STANCES
from parley.wording import count, day, listed

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
    member as `parley.blocs.blocs_of` has them. Of the positions those that are current; one that
    does not match the reader's choice keeps its place. Returns one row a party, as they come, with
    the columns in COLUMNS: `value` is the value or range with its unit, `asks` and `accepts` are
    the texts of `option` and `fallback`, `through` names the bloc whose position a member takes,
    and `counted` is false for a member beside its bloc. What is missing is missing.
    """
    on_it = (positions["issue"].astype("str") == str(issue["issue"])).to_numpy(bool)
    held = positions[positions["current"].to_numpy(bool) & on_it]
    ids = parties["party"].astype("str").tolist()
    names = dict(zip(ids, parties["name"], strict=True))
    counts = set(held["party"][counted(held, blocs, ids)].astype("str"))
    rows = {str(row.party): row for row in held.itertuples()}
    texts = dict(options)
    unit = _known(issue["unit"])
    found = []
    for party, name, short in zip(ids, parties["name"], parties["short"], strict=True):
        row = rows.get(party)
        if row is None:
            apart = {"silent": True, "counted": not any(up in names for up in above(party, blocs))}
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
    return f"{text} Silent: {listed(_at_most(silent, theme.LISTED))}." if silent else text


def _rows(*frames: pd.DataFrame) -> Iterator[Any]:
    return (row for frame in frames for row in frame.itertuples())


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


def _is_weak(row: Any) -> bool:
    return row.attribution in WEAK or row.disputed or row.conflicting


# --- the figures

LINE: Final = 17
MARK: Final = 22
POINT: Final = 14
HALO: Final = 9
TRACK: Final = 30
GAP: Final = 8
"""Pixels: a line of text, a mark with a sign in it, one without, how much wider the sign of a red
line around either is, the track below a label, and what is free below that."""

ROOM: Final = (38, 29, 20, 29, 38)
"""Columns that a name has beside its mark at each stance, on a phone."""
BESIDE: Final = 46
"""Columns of a label above its track."""
END: Final = 23
"""Columns of what stands at either end of a scale."""


def spectrum(standings: pd.DataFrame, issue: pd.Series, dark: bool = False) -> go.Figure:
    """The parties from opposes to supports or, on a numeric issue, along its scale."""
    sheet = (
        _along_scale(standings, issue, dark) if issue["numeric"] else _by_stance(standings, dark)
    )
    sheet.silent(standings)
    return sheet.finished(finding(standings, issue))


def ladder(
    standings: pd.DataFrame, issue: pd.Series, options: Options, dark: bool = False
) -> go.Figure:
    """What each party asks for on a ladder of options, and what it would accept."""
    last = len(options) - 1
    sheet = _Sheet(dark, -0.3, last + 0.3)
    rungs = {id: at for at, (id, _) in enumerate(options)}
    settled = rungs.get(str(issue["outcome_option"]))
    sheet.write(["The options, from the least to the most"], shade=QUIET)
    for id, text in options:
        lines = [theme.escaped(line) for line in theme.wrapped(text, BESIDE - 3, 3)]
        sheet.text([f"<b>{rungs[id] + 1}</b>"], sheet.low, sheet.height)
        sheet.write(lines, shift=18)
    sheet.height += GAP
    placed = _placed(standings, "option", options)
    for row in _rows(placed):
        middle = sheet.row(_label(row, BESIDE, dark, _held(row, options)))
        sheet.track(middle, range(len(options)))
        if settled is not None:
            sheet.settled(settled, settled, middle)
        asks, accepts = rungs.get(row.option), rungs.get(row.fallback)
        if asks is not None and accepts is not None:
            sheet.line(asks, accepts, middle, middle, QUIET, 3, _is_weak(row))
        if accepts is not None and accepts != asks:
            sheet.mark(row, accepts, middle, QUIET, f"{accepts + 1}", "diamond", MARK + 4)
        if asks is not None:
            sheet.mark(row, asks, middle, QUIET, f"{asks + 1}")
    nameless = [
        f"{theme.named(row.name)} ({_held(row)})" for row in _rows(_apart(standings, placed))
    ]
    sheet.aside("Names no option", nameless)
    sheet.silent(standings)
    return sheet.finished(ladder_finding(standings, issue, options))


def _by_stance(standings: pd.DataFrame, dark: bool) -> _Sheet:
    sheet = _Sheet(dark, 0, len(AXIS))
    placed = _placed(standings, "stance")
    if placed.empty:
        return sheet
    for at, stance in enumerate(AXIS):
        sheet.text([STANCES[stance].label], at + 0.5, 0, "center", shade=QUIET, size=12)
    sheet.height += LINE + 4
    top = sheet.height
    for row in _rows(placed):
        at = int(row.place)
        lines = _label(row, ROOM[at], dark)
        size = MARK + HALO if row.red_line else MARK
        height = max(size + 6, LINE * len(lines) + 10)
        middle = sheet.height + height / 2
        side, way = ("left", 1) if at <= len(AXIS) // 2 else ("right", -1)
        sheet.text(lines, at + 0.5, middle, side, "middle", shift=way * (size / 2 + 5))
        sheet.mark(row, at + 0.5, middle, STANCE[row.stance], theme.STANCE_SIGNS[row.stance])
        sheet.height += height
    for at, stance in enumerate(AXIS):
        if stance in WASH:
            sheet.band(at, at + 1, top, sheet.height, WASH[stance])
        sheet.line(at + 0.5, at + 0.5, top, sheet.height, RULE)
    sheet.line(0, len(AXIS), top, top, RULE_STRONG)
    sheet.height += GAP
    return sheet


def _along_scale(standings: pd.DataFrame, issue: pd.Series, dark: bool) -> _Sheet:
    low, high, unit = float(issue["scale_min"]), float(issue["scale_max"]), _known(issue["unit"])
    margin = (high - low) * 0.05
    sheet = _Sheet(dark, low - margin, high + margin)
    lines = 0
    for side, value, words in (("left", low, "scale_low"), ("right", high, "scale_high")):
        number, *_ = theme.wrapped(value_text(value, value, unit), END, 1)
        said = [theme.escaped(line) for line in theme.wrapped(str(issue[words]), END, 3)]
        at = sheet.low if side == "left" else sheet.high
        sheet.text([f"<b>{theme.escaped(number)}</b>", *said], at, 0, side, shade=QUIET)
        lines = max(lines, len(said) + 1)
    sheet.height += lines * LINE + GAP
    settled = _settled_value(issue)
    ticks = {low, high, 0.0} if low < 0 < high else {low, high}

    def row(lines: list[str]) -> float:
        middle = sheet.row(lines)
        sheet.track(middle, ticks)
        if settled:
            sheet.settled(issue["outcome_from"], issue["outcome_to"], middle)
        return middle

    if settled:
        when = day(issue["outcome_date"])
        row([f"<b>Settled at {theme.escaped(settled)}</b>\u2002{when}"])
    placed = _placed(standings, "value")
    for each in _rows(placed):
        middle = row(_label(each, BESIDE, dark, each.value))
        ends = sorted({each.value_from, each.value_to})
        weak = _is_weak(each)
        sheet.line(ends[0], ends[-1], middle, middle, QUIET, 3 if weak else POINT, weak)
        for value in ends:
            sheet.mark(each, value, middle, QUIET, size=POINT)
    nameless = [theme.named(each.name) for each in _rows(_apart(standings, placed))]
    sheet.aside("Names no value", nameless)
    return sheet


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


def _hover(row: Any) -> str:
    held = [STANCES[row.stance].label] if pd.notna(row.stance) else []
    held += [str(row.value)] if pd.notna(row.value) else []
    held += [f"Asks for: {row.asks}"] if pd.notna(row.asks) else []
    held += [f"Would accept: {row.accepts}"] if pd.notna(row.accepts) else []
    held += [row.gist] if row.gist not in held else []
    direct = [] if row.attribution in WEAK else [ATTRIBUTIONS[row.attribution].label]
    marks = [f"{mark[:1].upper()}{mark[1:]}" for mark in _marks(row)]
    return _told(row.name, [*held, *direct, *marks])


def _told(head: str, lines: Iterable[str]) -> str:
    shown = (theme.lines_of(line, theme.HOVER_WIDTH, 3) for line in lines)
    return "<br>".join([f"<b>{theme.lines_of(head, theme.HOVER_WIDTH, 3)}</b>", *shown])


class _Sheet:
    """A figure that is filled from the top: across in the data's own units between `low` and
    `high`, down in pixels, of which `height` are taken."""

    def __init__(self, dark: bool, low: float, high: float) -> None:
        self.dark, self.low, self.high = dark, low, high
        self.height = 0.0
        self.figure = go.Figure()
        self.annotations: list[dict[str, object]] = []
        self.shapes: list[dict[str, object]] = []
        self.marks: list[dict[str, Any]] = []

    # --- texts

    def text(
        self,
        lines: list[str],
        x: float,
        y: float,
        side: str = "left",
        valign: str = "top",
        shift: float = 0,
        shade: Shade = TEXT,
        size: int = theme.LABEL_SIZE,
        **more: object,
    ) -> None:
        """Lines of markup, with their `side` at x and their `valign` at y."""
        align = {"align": side, "xanchor": side, "yanchor": valign, "xshift": shift}
        place = {"x": x, "xref": "x", "y": y, "yref": "y", "showarrow": False, "borderpad": 0}
        font = {"size": size, "color": shade.on(self.dark)}
        self.annotations.append(
            {"text": "<br>".join(lines), "font": font, **place, **align, **more}
        )

    def write(self, lines: list[str], shift: float = 0, shade: Shade = TEXT) -> None:
        """Lines of markup below all that is there."""
        self.text(lines, self.low, self.height, shift=shift, shade=shade)
        self.height += LINE * len(lines)

    def row(self, lines: list[str]) -> float:
        """A label with room for its track below it, whose middle is returned."""
        self.write(lines)
        middle = self.height + TRACK / 2
        self.height += TRACK + GAP
        return middle

    # --- lines and areas

    def line(
        self, x0: float, x1: float, y0: float, y1: float,
        shade: Shade, width: float = 1, dashed: bool = False,
    ) -> None:  # fmt: skip
        """A line below the marks."""
        pen = {"color": shade.on(self.dark), "width": width, "dash": "dot" if dashed else "solid"}
        where = {"x0": x0, "x1": x1, "y0": y0, "y1": y1}
        self.shapes.append({"type": "line", "line": pen, "layer": "below", **where})

    def band(self, x0: float, x1: float, y0: float, y1: float, shade: Shade) -> None:
        """An area below all else."""
        where = {"x0": x0, "x1": x1, "y0": y0, "y1": y1}
        fill = {"fillcolor": shade.on(self.dark), "line": {"width": 0}}
        self.shapes.append({"type": "rect", "layer": "below", **fill, **where})

    def track(self, middle: float, ticks: Iterable[float]) -> None:
        """The axis of one row."""
        at = sorted(ticks)
        self.line(at[0], at[-1], middle, middle, RULE_STRONG)
        for tick in at:
            self.line(tick, tick, middle - 4, middle + 4, RULE_STRONG)

    def settled(self, low: float, high: float, middle: float) -> None:
        """The outcome in a row: a line over the height of the track, or an area between two."""
        top, bottom = middle - TRACK / 2, middle + TRACK / 2
        self.band(low, high, top, bottom, BAND)
        for x in sorted({low, high}):
            self.line(x, x, top, bottom, TEXT, 1.5)

    # --- parties

    def mark(
        self, row: Any, x: float, y: float, shade: Shade,
        sign: str = "", symbol: str = "circle", size: int = MARK,
    ) -> None:  # fmt: skip
        """A party's mark: hollow where it is weak, within an octagon where it is a red line."""
        tone, ground = shade.on(self.dark), BACKGROUND.on(self.dark)
        weak = _is_weak(row)
        self.marks.append(
            {
                "x": x, "y": y, "text": sign, "symbol": symbol, "size": size, "line": tone,
                "color": ground if weak else tone,
                "ink": TEXT.on(self.dark) if weak else theme.ink(tone),
                "hover": _hover(row), "red_line": row.red_line,
            }
        )  # fmt: skip

    def aside(self, word: str, names: Sequence[str], hatch: bool = False) -> None:
        """A row beside the axis: names, as many as three lines hold, and how many more."""
        if not names:
            return
        lines = _listed(word, names)
        height = LINE * len(lines) + 12
        middle = self.height + height / 2
        style = theme.hatched(SILENCE, self.dark) if hatch else theme.hollow(RULE_STRONG, self.dark)
        self.figure.add_bar(
            orientation="h",
            name=word,
            base=[self.low],
            x=[self.high - self.low],
            y=[middle],
            width=height,
            marker=style,
            hovertext=[_told(word, _at_most(names, theme.LISTED))],
            hoverinfo="text",
        )
        self.text(
            lines, self.low, middle, valign="middle", shift=8, bgcolor=BACKGROUND.on(self.dark),
            borderpad=2,
        )  # fmt: skip
        self.height += height + 6

    def silent(self, standings: pd.DataFrame) -> None:
        """The row of those who are silent."""
        names = [theme.named(name) for name in standings["name"][standings["silent"]]]
        self.aside("Silent", names, hatch=True)

    def finished(self, finding: str) -> go.Figure:
        """The figure with its title and the height that it needs."""
        red = [mark for mark in self.marks if mark["red_line"]]
        if red:
            self.figure.add_scatter(
                name="Red line", mode="markers", hoverinfo="skip", cliponaxis=False,
                x=[mark["x"] for mark in red], y=[mark["y"] for mark in red],
                marker={
                    "symbol": "octagon-open", "size": [mark["size"] + HALO for mark in red],
                    "line": {"color": ALARM.on(self.dark), "width": 2},
                    "color": ALARM.on(self.dark),
                },
            )  # fmt: skip
        if self.marks:
            of = {key: [mark[key] for mark in self.marks] for key in self.marks[0]}
            self.figure.add_scatter(
                name="Parties", mode="markers+text", cliponaxis=False, x=of["x"], y=of["y"],
                text=of["text"], textfont={"size": theme.TEXT_SIZE, "color": of["ink"]},
                hovertext=of["hover"], hoverinfo="text",
                marker={
                    "symbol": of["symbol"], "size": of["size"], "color": of["color"],
                    "opacity": 1, "line": {"color": of["line"], "width": 2},
                },
            )  # fmt: skip
        pixels = round(self.height)
        # The frame counts the sheet as its foot, so that the height is right; here it is the plot.
        theme.frame(self.figure, finding, theme.Rows([]), self.dark, foot=pixels)
        self.figure.update_layout(
            margin={"b": 0},
            xaxis={"range": [self.low, self.high], "type": "linear"},
            yaxis={"range": [max(pixels, 1), 0]},
            annotations=self.annotations,
            shapes=self.shapes,
            barmode="overlay",
        )
        return self.figure


def _listed(word: str, names: Sequence[str]) -> list[str]:
    """Names after a word in at most three lines, and how many more there are."""

    def lines(number: int) -> list[str]:
        return theme.wrapped(f"{word}: {listed(_at_most(names, number))}", BESIDE - 3, 4)

    shown = len(names)
    if len(lines(shown)) > 3:
        shown = next(number for number in range(1, shown) if len(lines(number + 1)) > 3)
    first, *others = map(theme.escaped, lines(shown)[:3])
    return [first.replace(f"{word}:", f"<b>{word}:</b>", 1), *others]


def _at_most(names: Sequence[str], number: int) -> list[str]:
    """The first of the names, and the others as a number."""
    more = len(names) - number
    return [*names[:number], *([count(more, "other")] if more > 0 else [])]
