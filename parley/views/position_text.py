"""A position or a silence in, what is said of it in full out: each sentence once, for all views."""

from __future__ import annotations

from parley.format.models import Condition
from parley.format.vocabulary import CONDITION_KINDS
from parley.views.cell_views import CellView, PositionView, SilenceView
from parley.views.cells import CellIndex
from parley.views.text import (
    STRONG,
    VALUE,
    CellLink,
    Detail,
    Label,
    Paragraph,
    Piece,
    Run,
    data_text,
    paragraph,
    pieces_of,
    verbatim,
)
from parley.wording import date_text, end_sentence


def stance(position: PositionView) -> Run:
    """The stance in running text, or the value of a numeric issue."""
    return Run(position.stance_text, position.stance or VALUE)


def stance_line(position: PositionView) -> Paragraph:
    """The stance and the marks, set off as labels; without the marks of what `cell_sections` says
    in sentences below it."""
    in_sentences = ("condition", "inherited", "dissent")
    marks = (
        Label(mark.label, "mark", mark.kind)
        for mark in position.marks
        if mark.kind not in in_sentences
    )
    label = Label(position.stance_text, "stance", position.stance or "value")
    return paragraph(label, *marks, role="held")


def summary(position: PositionView) -> Paragraph:
    """What the position says, in the curator's words."""
    return verbatim(position.summary, role="summary")


def stance_and_summary(position: PositionView) -> tuple[Piece, ...]:
    """`Opposes. Foreign vessels stay out.`"""
    return pieces_of(stance(position), ". ", data_text(position.summary))


def facts(position: PositionView) -> list[Detail]:
    """Value, option, fallback and salience, where there are any."""
    found: list[Detail] = []
    scale = position.issue.scale
    if position.value is not None and scale is not None:
        found.append(
            Detail("Value", pieces_of(
                f"{position.value} (from {scale.min:g}: ", data_text(scale.low),
                f"; {scale.max:g}: ", data_text(scale.high), ")",
            ))
        )  # fmt: skip
    if position.option is not None:
        found.append(Detail("Asks for", (data_text(position.option),)))
    if position.fallback is not None:
        found.append(Detail("Would accept", (data_text(position.fallback),)))
    if position.salience is not None:
        found.append(Detail("Salience", pieces_of(f"{position.salience:g} of 100")))
    return found


def dated(position: PositionView) -> Paragraph:
    """On which day the position was taken or reported."""
    return paragraph(f"Taken or reported {date_text(position.date)}.", role="dated")


def inheritance(position: PositionView) -> Paragraph | None:
    """Whose position it is, where it is a bloc's."""
    if position.inherited_from is None:
        return None
    return paragraph(
        "Inherited: the position of ", data_text(position.inherited_from.name), ", of which ",
        data_text(position.party.name), " is a member.", role="inherited",
    )  # fmt: skip


def dissent(position: PositionView) -> Paragraph | None:
    """That the position differs from that of its bloc, where it does."""
    if not position.dissents:
        return None
    return paragraph("Its own position differs from that of its bloc.", role="inherited")


def condition(index: CellIndex, position: PositionView, condition: Condition) -> Detail:
    """One condition of the position, with the issue that it hangs on."""
    term = CONDITION_KINDS[condition.kind].label
    if condition.issue is None:
        return Detail(term, (data_text(condition.text),))
    link = CellLink(index.issues[condition.issue].title, condition.issue, position.party.id)
    return Detail(term, pieces_of(data_text(end_sentence(condition.text)), " Hangs on ", link, "."))


def disputes(index: CellIndex, position: PositionView) -> list[Detail]:
    """Who contests the position, and what they say instead."""
    return [
        Detail(
            "Contested by",
            pieces_of(
                data_text(index.parties[each.party].name, STRONG), ": ", data_text(each.summary)
            ),
            each.evidence,
        )
        for each in position.disputes
    ]


def history(cell: CellView) -> list[Detail]:
    """Earlier positions, and reports of the same day that conflict with the one that holds."""
    return [
        Detail(
            f"{'Also reported' if cell.also_reported(other) else 'Earlier'}, "
            f"{date_text(other.date)}",
            stance_and_summary(other),
            other.evidence,
        )
        for other in cell.others
    ]


def silence_line(silence: SilenceView) -> Paragraph:
    """That there is no position, and the kind of the silence, set off as labels."""
    stance = Label("Silent", "stance", "silent")
    return paragraph(stance, Label(silence.term.label, "mark"), role="held")


def silence_text(silence: SilenceView) -> str:
    """`Declined: Was asked and declined to take one. In The Tide.`"""
    return f"{silence.term.label}: {silence.term.meaning} {silence.search_note}".rstrip()


def silence_paragraphs(party: str, silence: SilenceView) -> list[Paragraph]:
    """What there is in place of a position of the party with that name."""
    search_note = [paragraph(silence.search_note, role="dated")] if silence.search_note else []
    return [
        paragraph(
            data_text(party), f" holds no position here. {silence.term.meaning}", role="summary"
        ),
        *search_note,
        paragraph("A silence is not neutrality: no score counts it.", role="dated"),
    ]
