"""What the page of one issue shows, part by part."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

import streamlit as st

from parley.format.models import Issue, Outcome
from parley.format.vocabulary import CONDITION_KINDS, STATUSES
from parley.frames.build import value_text
from parley.html import Html, join, tag
from parley.ui.charts import ladder_chart, spectrum_chart
from parley.ui.context import PageContext
from parley.ui.shown import events_of, html, silences
from parley.ui.subject import subject
from parley.ui.take_away import brief_of
from parley.views.card import cell_link, evidence_list, hanging, in_full, page_share
from parley.views.cells import CellView
from parley.wording import date_text


@dataclass(frozen=True)
class Shown:
    """The issue that the page is about, with the cells of the parties in view."""

    context: PageContext
    issue: Issue
    cells: list[CellView]

    @property
    def spoken(self) -> list[CellView]:
        """The cells with a position."""
        return [cell for cell in self.cells if cell.told is not None]


def chosen(context: PageContext) -> Shown:
    """The issue of the address, or the first in view."""
    issues = {issue.id: issue for issue in context.negotiation.issues}
    in_view = context.view.issues["issue"].astype("str").tolist()
    names = {id: issue.title for id, issue in issues.items()}
    id = subject("issue", "Issue", "issues", names, (in_view or list(issues))[0])
    cells = context.dossier.cells([id], context.view.party_ids)
    return Shown(context, issues[id], list(cells.values()))


def introduction(shown: Shown) -> None:
    """What would be done, how far it is settled and why, and how it ended."""
    issue, dossier = shown.issue, shown.context.dossier
    status = STATUSES[issue.status]
    outside = issue.id not in set(shown.context.view.issues["issue"])
    html(
        tag("p", dossier.area_of(issue.id), cls="over"),
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
        _status_evidence(shown),
        _outcome(shown, issue.outcome)
        if issue.outcome and issue.outcome.date <= shown.context.day
        else None,
    )


def _status_evidence(shown: Shown) -> Html | None:
    evidence = shown.issue.status_evidence
    if not evidence:
        return None
    return tag(
        "details",
        tag("summary", "What the status rests on"),
        tag("div", evidence_list(shown.context.dossier, evidence), cls="position"),
    )


def _outcome(shown: Shown, outcome: Outcome) -> Html:
    texts = {option.id: option.text for option in shown.issue.options or ()}
    unit = shown.issue.scale.unit if shown.issue.scale else None
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
        evidence_list(shown.context.dossier, outcome.evidence) if outcome.evidence else None,
        cls="position outcome",
    )


def spectrum(shown: Shown) -> None:
    """Where the parties stand, from one end to the other, the silent named beside it."""
    st.header("Where the parties stand", anchor=False)
    spectrum_chart(shown.context, shown.issue)
    if shown.issue.options:
        ladder_chart(shown.context, shown.issue)


def positions(shown: Shown) -> None:
    """Each position in full, and who has none."""
    st.header("Positions in full", anchor=False)
    dossier, links = shown.context.dossier, shown.context.links
    full = [
        tag(
            "article",
            tag("h3", tag("a", cell.party.name, href=links.party(cell.party.id)), cls="who"),
            in_full(dossier, links, cell),
            tag("p", cell_link(links, cell.issue.id, cell.party.id, "Open as a card"), cls="more"),
            cls="position",
        )
        for cell in shown.spoken
    ]
    if not full:
        html(tag("p", "None of the parties in view is known to hold a position.", cls="quiet"))
    html(tag("div", *full, cls="cards"), silences(shown.context, shown.cells))


def bonds(shown: Shown) -> None:
    """What hangs on this issue, and what positions on it hang on."""
    context = shown.context
    on_this = hanging(context.links, context.dossier.hanging_on(shown.issue.id))
    conditions = [
        tag(
            "li",
            tag("strong", tag("bdi", cell.party.name)),
            f": {CONDITION_KINDS[each.kind].label.lower()} ",
            cell_link(
                context.links, each.issue, cell.party.id, context.dossier.issues[each.issue].title
            ),
            f". {each.text}",
        )
        for cell in shown.spoken
        if cell.told is not None and cell.told.inherited_from is None
        for each in cell.told.conditions
        if each.issue is not None
    ]
    if not on_this and not conditions:
        return
    st.header("What hangs together", anchor=False)
    hangs = (
        tag("section", tag("h3", "What it hangs on"), tag("ul", *conditions))
        if conditions
        else None
    )
    html(tag("div", hangs, on_this, cls="position bonds"))


def history(shown: Shown) -> None:
    """What bears on the issue in time: its events, and the positions by their day."""
    found = [each for each in shown.context.negotiation.events if shown.issue.id in each.issues]
    told = sorted(
        (
            (told.date, cell.party.name, told.held if told.stance else told.gist, told.summary)
            for cell in shown.spoken
            for told in (cell.told, *cell.others)
            if told is not None and told.inherited_from is None
        ),
        reverse=True,
    )
    if not found and len({date for date, *_ in told}) < 2:
        return
    st.header("History", anchor=False)
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
    html(
        join(tag("h3", "Events"), events_of(shown.context, found)) if found else None,
        join(tag("h3", "Positions by day"), tag("ul", *lines, cls="events")),
    )


def take_away(shown: Shown) -> None:
    """The page's address and citation, the brief, and the way to its neighbours."""
    issues = [issue.id for issue in shown.context.negotiation.issues]
    here = issues.index(shown.issue.id)
    titles = shown.context.dossier.issues
    around = [
        tag("a", f"{word}: {titles[issues[at]].title}", href=shown.context.links.issue(issues[at]))
        for word, at in (("Previous issue", here - 1), ("Next issue", here + 1))
        if 0 <= at < len(issues)
    ]
    link = shown.context.links.issue(shown.issue.id)
    html(tag("nav", *around, cls="around", aria_label="Issues"))
    html(
        page_share(shown.context.dossier, link, shown.issue.title, shown.spoken),
        brief_of(shown.context.links, issue=shown.issue.id),
    )
