"""A cell in, escaped HTML out: the position or the silence in full, with all that it rests on.

The same parts serve the card that a cell of the matrix opens and the pages that show positions in
full.
"""

from __future__ import annotations

from collections.abc import Iterable

from parley.format.models import Condition, Dispute, Evidence, Issue
from parley.format.vocabulary import ATTRIBUTIONS, CONDITION_KINDS, STATUSES
from parley.frames.selection import cell_id
from parley.html import Html, join, tag
from parley.views.cells import CellIndex, CellView, DependentPosition, PositionView, SilenceView
from parley.views.citation import citations, page_citations
from parley.views.links import LINK, Links
from parley.wording import date_text as day_text
from parley.wording import locator_text


def card(index: CellIndex, links: Links, issue: str, party: str) -> Html:
    """The card of a party on an issue, on the day of the index.

    Raises CellNotFound where the negotiation has no such issue or party.
    """
    cell = index.cell(issue, party)
    return tag(
        "article",
        tag(
            "header",
            tag("p", cell.area, cls="area"),
            tag("h2", f"{cell.party.name}: {cell.issue.title}", id="card-title"),
            proposal(cell.issue),
            status(cell.issue),
        ),
        in_full(index, links, cell),
        hanging(links, index.hanging_on(issue)),
        _more(links, cell),
        share(links.on_the_day().cell(issue, party), citations(index, cell)),
        cls="position",
    )


def in_full(index: CellIndex, links: Links, cell: CellView) -> Html:
    """The position that holds, or the silence, with its evidence and what came before."""
    return join(
        _told(index, links, cell.position) if cell.position else None,
        _silent(cell.party.name, cell.silence) if cell.silence else None,
        _history(index, cell),
    )


def proposal(issue: Issue) -> Html:
    """What would be done."""
    return tag("p", tag("span", "Proposal", cls="key"), " ", issue.proposal, cls="proposal")


def status(issue: Issue) -> Html:
    """How far the issue is settled, and why."""
    return tag(
        "p",
        tag("span", "Status", cls="key"),
        " ",
        tag("span", STATUSES[issue.status].label, cls=f"status {issue.status}"),
        f" {issue.status_note}" if issue.status_note else None,
        cls="state",
    )


def evidence_list(index: CellIndex, evidence: Iterable[Evidence]) -> Html:
    """Citations, each with its place, whose word it is, and its source."""
    return tag("ul", *(_citation(index, each) for each in evidence), cls="evidence")


def hanging(links: Links, found: list[DependentPosition]) -> Html | None:
    """The positions on other issues that hang on this one."""
    if not found:
        return None
    items = [
        tag(
            "li",
            cell_link(links, each.issue.id, each.party.id, each.issue.title),
            " (",
            tag("bdi", each.party.name),
            f"): {each.text}",
        )
        for each in found
    ]
    return tag("section", tag("h3", "What hangs on this issue"), tag("ul", *items))


def cell_link(links: Links, issue: str, party: str, text: str) -> Html:
    """A link to a cell; where a card is open already, it opens in its place."""
    return tag("a", text, href=links.cell(issue, party), data_cell=cell_id(issue, party))


def share(link: str, texts: dict[str, str]) -> Html:
    """Buttons that copy the address and the citation in each form.

    `link` is what they lead to; empty, it is the page that the reader is on.
    """
    offered = {"Copy link": LINK, **{f"Copy {name}": text for name, text in texts.items()}}
    return tag(
        "footer",
        *(tag("button", label, type="button", data_copy=text) for label, text in offered.items()),
        tag("span", "", cls="copied", role="status"),
        cls="share",
        data_link=link,
    )


def page_share(index: CellIndex, link: str, title: str, cells: Iterable[CellView]) -> Html:
    """The same for a whole page, which shows these cells."""
    return share(link, page_citations(index, title, list(cells)))


# --- the position that holds


def held(told: PositionView) -> Html:
    """The stance in words with its marks."""
    marks = (tag("span", mark.label, cls=f"mark {mark.kind}") for mark in told.marks)
    stance = tag("span", told.held, cls=f"stance {told.stance or 'value'}")
    return tag("p", stance, *marks, cls="held")


def _told(index: CellIndex, links: Links, told: PositionView) -> Html:
    return join(
        tag(
            "section",
            held(told),
            tag("p", told.summary, cls="summary"),
            _facts(told),
            tag("p", f"Taken or reported {day_text(told.date)}.", cls="dated"),
            _through_a_bloc(told),
        ),
        _conditions(index, links, told),
        tag("section", tag("h3", "Evidence"), evidence_list(index, told.evidence)),
        _disputes(index, told.disputes),
    )


def _facts(told: PositionView) -> Html | None:
    if not told.facts:
        return None
    return tag("dl", *(join(tag("dt", key), tag("dd", text)) for key, text in told.facts))


def _through_a_bloc(told: PositionView) -> Html | None:
    if told.inherited_from is not None:
        bloc = told.inherited_from.name
        text = f"Inherited: the position of {bloc}, of which {told.party.name} is a member."
        return tag("p", text, cls="inherited")
    if told.dissents:
        return tag("p", "Its own position differs from that of its bloc.", cls="inherited")
    return None


def _conditions(index: CellIndex, links: Links, told: PositionView) -> Html | None:
    if not told.conditions:
        return None
    items = (tag("li", _condition(index, links, told, condition)) for condition in told.conditions)
    return tag("section", tag("h3", "On condition"), tag("ul", *items))


def _condition(index: CellIndex, links: Links, told: PositionView, condition: Condition) -> Html:
    kind = tag("span", CONDITION_KINDS[condition.kind].label, cls="key")
    if condition.issue is None:
        return join(kind, " ", condition.text)
    title = index.issues[condition.issue].title
    link = cell_link(links, condition.issue, told.party.id, title)
    return join(kind, " ", condition.text, " Hangs on ", link, ".")


def _disputes(index: CellIndex, disputes: tuple[Dispute, ...]) -> Html | None:
    if not disputes:
        return None
    contested = [
        join(
            tag("p", tag("strong", index.parties[each.party].name), ": ", each.summary),
            evidence_list(index, each.evidence),
        )
        for each in disputes
    ]
    return tag("section", tag("h3", "Contested by"), *contested, cls="contested")


# --- silence


def _silent(name: str, silent: SilenceView) -> Html:
    term = silent.term
    return tag(
        "section",
        tag(
            "p",
            tag("span", "Silent", cls="stance silent"),
            tag("span", term.label, cls="mark"),
            cls="held",
        ),
        tag("p", f"{name} holds no position here. {term.meaning}", cls="summary"),
        tag("p", silent.looked, cls="dated") if silent.looked else None,
        tag("p", "A silence is not neutrality: no score counts it.", cls="dated"),
    )


# --- evidence and history


def _citation(index: CellIndex, evidence: Evidence) -> Html:
    source = index.sources[evidence.source]
    place = locator_text(evidence, source)
    title: Html | str = source.title
    if source.url:
        title = tag("a", source.title, href=source.url, rel="noopener noreferrer")
    return tag(
        "li",
        tag("span", f"{place[:1].upper()}{place[1:]}", cls="locator"),
        " ",
        tag("span", ATTRIBUTIONS[evidence.attribution].label, cls=f"mark {evidence.attribution}"),
        f" {evidence.speaker}" if evidence.speaker else None,
        tag("q", evidence.quote) if evidence.quote else None,
        tag("p", f"{source.publisher}, ", title, f", {day_text(source.date)}", cls="source"),
        tag("p", evidence.note, cls="note") if evidence.note else None,
    )


def _history(index: CellIndex, cell: CellView) -> Html | None:
    """Earlier positions, and others of the same day that conflict with the one that holds."""
    if not cell.others:
        return None
    items = []
    for other in cell.others:
        word = "Also reported" if cell.also_reported(other) else "Earlier"
        said = other.held if other.stance else other.gist
        items.append(
            tag(
                "li",
                tag("span", f"{word}, {day_text(other.date)}", cls="key"),
                f" {said}. {other.summary}",
                evidence_list(index, other.evidence),
            )
        )
    return tag("section", tag("h3", "History"), tag("ul", *items))


def _more(links: Links, cell: CellView) -> Html:
    return tag(
        "p",
        tag("a", f"All of {cell.issue.title}", href=links.issue(cell.issue.id)),
        tag("a", f"All of {cell.party.name}", href=links.party(cell.party.id)),
        cls="more",
    )
