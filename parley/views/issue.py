"""An issue in, the blocks of its page out: where every party stands on it and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from parley.format.models import Issue, Outcome
from parley.format.vocabulary import CONDITION_KINDS, STATUSES
from parley.frames.build import value_text
from parley.html import Html, join, tag
from parley.views.blocks import Block, Heading, markup
from parley.views.card import cell_link, evidence_list, hanging, in_full, page_share
from parley.views.cells import CellView
from parley.views.context import ViewContext
from parley.views.figures import ladder_chart, spectrum_chart
from parley.views.parts import events_of, silences
from parley.views.share import brief_links
from parley.wording import date_text


@dataclass(frozen=True)
class IssuePage:
    """The issue that the page is about, with the cells of the parties in view."""

    context: ViewContext
    issue: Issue
    cells: list[CellView]

    @property
    def spoken(self) -> list[CellView]:
        """The cells with a position."""
        return [cell for cell in self.cells if cell.position is not None]


def default_issue(context: ViewContext) -> str:
    """The issue of a page whose address names none: the first in view, or of all."""
    in_view = context.view.issues["issue"].astype("str").tolist()
    return next(iter(in_view), context.negotiation.issues[0].id)


def issue(context: ViewContext, id: str) -> Iterator[Block]:
    """The page below its chooser."""
    cells = context.index.cells([id], context.view.party_ids)
    page = IssuePage(context, context.index.issues[id], list(cells.values()))
    yield from _introduction(page)
    yield from _spectrum(page)
    yield from _positions(page)
    yield from _bonds(page)
    yield from _history(page)
    yield from _share(page)


def _introduction(page: IssuePage) -> Iterator[Block]:
    """What would be done, how far it is settled and why, and how it ended."""
    issue, index = page.issue, page.context.index
    status = STATUSES[issue.status]
    outside = issue.id not in set(page.context.view.issues["issue"])
    yield markup(
        tag("p", index.area_of(issue.id), cls="over"),
        tag("h1", issue.title),
        tag("p", issue.proposal, cls="lead"),
        tag(
            "p",
            tag("span", status.label, cls=f"status {issue.status}"),
            tag("span", f" {status.meaning}", cls="quiet"),
            f" {issue.status_note}" if issue.status_note else None,
            cls="state",
        ),
        tag("p", "This issue is outside the filters in the sidebar.", cls="quiet")
        if outside
        else None,
        _status_evidence(page),
        _outcome(page, issue.outcome)
        if issue.outcome and issue.outcome.date <= page.context.day
        else None,
    )


def _status_evidence(page: IssuePage) -> Html | None:
    evidence = page.issue.status_evidence
    if not evidence:
        return None
    return tag(
        "details",
        tag("summary", "What the status rests on"),
        tag("div", evidence_list(page.context.index, evidence), cls="position"),
    )


def _outcome(page: IssuePage, outcome: Outcome) -> Html:
    texts = {option.id: option.text for option in page.issue.options or ()}
    unit = page.issue.scale.unit if page.issue.scale else None
    parts = [
        STATUSES[outcome.status].label if outcome.status else None,
        texts.get(outcome.option, outcome.option) if outcome.option else None,
        value_text(outcome.value.from_, outcome.value.to, unit) if outcome.value else None,
        outcome.note,
    ]
    return tag(
        "section",
        tag("h2", f"Settled on {date_text(outcome.date)}"),
        tag("p", " · ".join(part for part in parts if part)),
        evidence_list(page.context.index, outcome.evidence) if outcome.evidence else None,
        cls="position outcome",
    )


def _spectrum(page: IssuePage) -> Iterator[Block]:
    """Where the parties stand, from one end to the other, the silent named beside it."""
    yield Heading("Where the parties stand")
    yield spectrum_chart(page.context, page.issue)
    if page.issue.options:
        yield ladder_chart(page.context, page.issue)


def _positions(page: IssuePage) -> Iterator[Block]:
    """Each position in full, and who has none."""
    yield Heading("Positions in full")
    index, links = page.context.index, page.context.links
    full = [
        tag(
            "article",
            tag("h3", tag("a", cell.party.name, href=links.party(cell.party.id)), cls="who"),
            in_full(index, links, cell),
            tag("p", cell_link(links, cell.issue.id, cell.party.id, "Open as a card"), cls="more"),
            cls="position",
        )
        for cell in page.spoken
    ]
    if not full:
        yield markup(
            tag("p", "None of the parties in view is known to hold a position.", cls="quiet")
        )
    yield markup(tag("div", *full, cls="cards"), silences(page.context, page.cells))


def _bonds(page: IssuePage) -> Iterator[Block]:
    """What hangs on this issue, and what positions on it hang on."""
    context = page.context
    on_this = hanging(context.links, context.index.hanging_on(page.issue.id))
    conditions = [
        tag(
            "li",
            tag("strong", tag("bdi", cell.party.name)),
            f": {CONDITION_KINDS[each.kind].label.lower()} ",
            cell_link(
                context.links, each.issue, cell.party.id, context.index.issues[each.issue].title
            ),
            f". {each.text}",
        )
        for cell in page.spoken
        if cell.position is not None and cell.position.inherited_from is None
        for each in cell.position.conditions
        if each.issue is not None
    ]
    if not on_this and not conditions:
        return
    yield Heading("What hangs together")
    hangs = (
        tag("section", tag("h3", "What it hangs on"), tag("ul", *conditions))
        if conditions
        else None
    )
    yield markup(tag("div", hangs, on_this, cls="position bonds"))


def _history(page: IssuePage) -> Iterator[Block]:
    """What bears on the issue in time: its events, and the positions by their day."""
    found = [each for each in page.context.negotiation.events if page.issue.id in each.issues]
    told = sorted(
        (
            (told.date, cell.party.name, told.held if told.stance else told.gist, told.summary)
            for cell in page.spoken
            for told in (cell.position, *cell.others)
            if told is not None and told.inherited_from is None
        ),
        reverse=True,
    )
    if not found and len({date for date, *_ in told}) < 2:
        return
    yield Heading("History")
    lines = [
        tag(
            "li",
            tag("span", date_text(date), cls="when"),
            tag(
                "div",
                *(
                    tag("p", tag("strong", tag("bdi", name)), f" {held}. {summary}")
                    for _, name, held, summary in rows
                ),
            ),
        )
        for date, rows in groupby(told, key=lambda each: each[0])
    ]
    yield markup(
        join(tag("h3", "Events"), events_of(page.context, found)) if found else None,
        join(tag("h3", "Positions by day"), tag("ul", *lines, cls="events")),
    )


def _share(page: IssuePage) -> Iterator[Block]:
    """The page's address and citation, the brief, and the way to its neighbours."""
    issues = [issue.id for issue in page.context.negotiation.issues]
    here = issues.index(page.issue.id)
    titles = page.context.index.issues
    around = [
        tag("a", f"{word}: {titles[issues[at]].title}", href=page.context.links.issue(issues[at]))
        for word, at in (("Previous issue", here - 1), ("Next issue", here + 1))
        if 0 <= at < len(issues)
    ]
    link = page.context.links.issue(page.issue.id)
    yield markup(tag("nav", *around, cls="around", aria_label="Issues"))
    yield markup(
        page_share(page.context.index, link, page.issue.title, page.spoken),
        brief_links(page.context.links, issue=page.issue.id),
    )
