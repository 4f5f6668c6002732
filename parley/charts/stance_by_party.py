"""On how many issues each party supports, opposes or is silent, as diverging bars."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from parley import palette
from parley.charts.theme import figure, label, outline
from parley.vocabulary import STANCES, Stance
from parley.wording import count, listed

LEFT: list[Stance] = ["reluctant", "opposes"]
RIGHT: list[Stance] = ["open", "supports"]
SPOKEN = [*(term.label for term in STANCES.values()), "Value only"]
SILENT = "Silent"


def stance_counts(
    positions: pd.DataFrame, parties: pd.DataFrame, issues: pd.DataFrame
) -> pd.DataFrame:
    """Issues by party and stance: the columns party (its name), stance and issues (their number).

    `positions` are those that hold, with the columns issue, party, stance and matches; each party
    has a row `Silent` for the issues on which it has none of these.
    """
    held = positions[positions["matches"]]
    rows = []
    for party in parties.itertuples():
        own = held[held["party"] == party.party]
        by_stance = own["stance"].value_counts()
        for stance, term in STANCES.items():
            rows.append((party.name, term.label, int(by_stance.get(stance, 0))))
        rows.append((party.name, "Value only", int(own["stance"].isna().sum())))
        spoken = positions["issue"][positions["party"] == party.party].nunique()
        rows.append((party.name, SILENT, len(issues) - spoken))
    frame = pd.DataFrame(rows, columns=["party", "stance", "issues"])
    return frame[frame["issues"] > 0].reset_index(drop=True)


def _heard(counts: pd.DataFrame) -> pd.Series:
    """How many issues each party has spoken on."""
    spoken = counts["issues"].where(counts["stance"] != SILENT, 0)
    heard: pd.Series = spoken.groupby(counts["party"], sort=False).sum()
    return heard


def finding(counts: pd.DataFrame) -> str:
    """What the chart shows, as a sentence."""
    if counts.empty:
        return "No party is in view"
    heard = _heard(counts)
    most, least = heard.idxmax(), heard.idxmin()
    total = count(int(counts.groupby("party", sort=False)["issues"].sum().max()), "issue")
    if heard[most] == heard[least]:
        each = "Each party has" if len(heard) > 1 else f"{most} has"
        return f"{each} spoken on {heard[most]} of {total}"
    return f"{most} has spoken on {heard[most]} of {total}, {least} on {heard[least] or 'none'}"


def alt(counts: pd.DataFrame) -> str:
    """The chart in words."""
    parties = [
        f"{party}: " + listed([f"{row.issues} {row.stance.lower()}" for row in rows.itertuples()])
        for party, rows in counts.groupby("party", sort=False)
    ]
    return f"{finding(counts)}. Issues by party and stance. " + "; ".join(parties)


def stance_by_party(counts: pd.DataFrame, dark: bool = False) -> go.Figure:
    """Diverging bars, a party each: against to the left, for to the right, undecided in the middle.

    Silence stands apart at the right edge, as a number on a hatched field: it is not a stance.
    """
    parties = list(dict.fromkeys(counts["party"]))
    labels = [label(party) for party in parties]
    made = figure(finding(counts), len(parties), dark, labels)
    table = counts.pivot_table(index="party", columns="stance", values="issues", sort=False)
    table = table.reindex(index=parties, columns=[*SPOKEN, SILENT]).fillna(0)
    middle = table["Undecided"] + table["Value only"]
    order: list[Stance] = ["undecided", *LEFT, *RIGHT]
    reach = 1.0
    for stance in order:
        name = STANCES[stance].label
        number = table[name]
        if not number.any():
            continue
        pieces = [(-number / 2), (number / 2)] if stance == "undecided" else [
            -number if stance in LEFT else number
        ]  # fmt: skip
        for piece, values in enumerate(pieces):
            text = [
                f"{each:g}" if each and stance != "undecided" else "" for each in number
            ]
            made.add_bar(
                orientation="h",
                name=name,
                legendgroup=stance,
                legendrank=list(STANCES).index(stance),
                showlegend=piece == 0,
                y=labels,
                x=list(values),
                text=text,
                textposition="inside",
                insidetextanchor="middle",
                textangle=0,
                textfont={"color": palette.ON_TONE.on(dark), "size": 13},
                marker={"color": palette.STANCE[stance].on(dark), "line": outline(dark)},
                hovertext=[
                    f"<b>{label(party)}</b><br>{name}: {count(int(each), 'issue')}"
                    for party, each in zip(parties, number, strict=True)
                ],
                hoverinfo="text",
            )
    if parties:
        right = table[[STANCES[stance].label for stance in RIGHT]].sum(axis=1) + middle / 2
        left = table[[STANCES[stance].label for stance in LEFT]].sum(axis=1) + middle / 2
        reach = max(float(right.max()), float(left.max()), 1.0)
        _silences(made, table[SILENT], labels, float(right.max()) + reach * 0.15, reach * 0.4, dark)
        made.add_vline(x=0, line={"color": palette.RULE_STRONG.on(dark), "width": 1})
    made.update_yaxes(categoryorder="array", categoryarray=labels)
    return made


def _silences(
    made: go.Figure, silent: pd.Series, labels: list[str], start: float, width: float, dark: bool
) -> None:
    """A hatched field of one width for all, with the number of silences in it."""
    if not silent.any():
        return
    held = [each > 0 for each in silent]
    made.add_bar(
        orientation="h",
        name=SILENT,
        legendrank=len(STANCES),
        y=[name for name, shown in zip(labels, held, strict=True) if shown],
        x=[width for shown in held if shown],
        base=[start for shown in held if shown],
        text=[f"{each:g} silent" for each in silent if each],
        textposition="inside",
        insidetextanchor="middle",
        textangle=0,
        textfont={"color": palette.TEXT.on(dark), "size": 12},
        marker={
            "color": palette.HEAD.on(dark),
            "line": {"color": palette.RULE_STRONG.on(dark), "width": 1},
            "pattern": {"shape": "/", "fgcolor": palette.HATCH.on(dark), "size": 6},
        },
        hovertext=[
            f"<b>{name}</b><br>Silent on {count(int(each), 'issue')}"
            for name, each in zip(labels, silent, strict=True)
            if each
        ],
        hoverinfo="text",
    )
