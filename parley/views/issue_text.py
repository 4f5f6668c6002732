"""An issue in, what is said of it out: what would be done, how far it is settled, how it ended."""

from __future__ import annotations

from typing import Final

from parley.format.models import Issue
from parley.format.vocabulary import DAY_STATUSES, NOT_YET_KNOWN, STATUSES
from parley.frames.build import value_text
from parley.views.cells import CellIndex
from parley.views.text import (
    QUIET,
    STRONG,
    CellLink,
    Detail,
    Label,
    Paragraph,
    Piece,
    Run,
    data_text,
    paragraph,
    pieces_of,
    separated,
)
from parley.wording import date_text

DEPENDENTS: Final = "What hangs on this issue"
"""The heading of `dependents`."""


def introduction(index: CellIndex, issue: Issue) -> list[Detail]:
    """What would be done, how it is measured, how far it is settled and why, and how it ended."""
    found = [
        proposal(issue),
        scale(issue),
        options(issue),
        status(index, issue),
        outcome(index, issue),
    ]
    return [each for each in found if each is not None]


def proposal(issue: Issue) -> Detail:
    """What would be done."""
    return Detail("Proposal", pieces_of(issue.proposal))


def scale(issue: Issue) -> Detail | None:
    """The two ends of a numeric issue's scale."""
    if issue.scale is None:
        return None
    scale = issue.scale
    unit = f" {scale.unit}" if scale.unit else ""
    pieces = pieces_of(
        f"from {scale.min:g}{unit} (", data_text(scale.low), f") to {scale.max:g}{unit} (",
        data_text(scale.high), ").",
    )  # fmt: skip
    return Detail("Scale", pieces)


def options(issue: Issue) -> Detail | None:
    """The options on a ladder, numbered from the least."""
    if not issue.options:
        return None
    rungs = separated((f"{at} {each.text}" for at, each in enumerate(issue.options, 1)), "; ")
    return Detail("Options, from the least to the most", pieces_of(*rungs, "."))


def status(index: CellIndex, issue: Issue, meaning: bool = False) -> Detail:
    """How far the issue is settled on the day of the index, and why.

    With the meaning of the status where wanted.
    """
    found = index.status_of(issue.id)
    name = found.status if found else NOT_YET_KNOWN
    term = DAY_STATUSES[name]
    pieces: list[Piece] = [Label(term.label, "status", name), Run(".")]
    if meaning:
        pieces += [Run(" "), Run(term.meaning, QUIET)]
    if found and found.note:
        pieces += [Run(" "), data_text(found.note)]
    return Detail("Status", tuple(pieces), found.evidence if found else ())


def earlier_statuses(index: CellIndex, issue: Issue) -> list[Paragraph]:
    """What the status was before the one that holds on the day of the index, the newest first."""
    found = [each for each in index.statuses_of(issue.id) if each.date <= index.day]
    return [
        paragraph(
            f"From {date_text(each.date)}: ",
            Label(DAY_STATUSES[each.status].label, "status", each.status),
            ". " if each.note else ".",
            *([data_text(each.note)] if each.note else ()),
        )
        for each in reversed(found[:-1])
    ]


def outcome(index: CellIndex, issue: Issue) -> Detail | None:
    """How the issue was settled, on the day of the index or before it."""
    found = issue.outcome
    if found is None or found.date > index.day:
        return None
    texts = {option.id: option.text for option in issue.options or ()}
    unit, decimals = index.value_units[issue.id]
    value = found.value
    parts = [
        Run(STATUSES[found.status].label) if found.status else None,
        texts.get(found.option, found.option) if found.option else None,
        Run(value_text(value.from_, value.to, unit, decimals=decimals)) if value else None,
        found.note,
    ]
    pieces = separated((part for part in parts if part), " · ")
    return Detail(f"Settled on {date_text(found.date)}", tuple(pieces), found.evidence)


def dependents(index: CellIndex, issue: str) -> list[Paragraph]:
    """The positions on other issues that hang on the issue with that id."""
    return [
        paragraph(
            data_text(each.party.name, STRONG), " on ",
            CellLink(each.issue.title, each.issue.id, each.party.id), ": ", data_text(each.text),
        )
        for each in index.dependent_positions(issue)
    ]  # fmt: skip
