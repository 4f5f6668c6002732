"""A cell in, its card out: the position or the silence in full, with all that it rests on.

The sections of the card stand on the pages that show positions in full, too.
"""

from __future__ import annotations

from parley.format.models import Issue
from parley.frames.selection import cell_id
from parley.html import Html, tag
from parley.views.cell_views import CellView, PositionView
from parley.views.cells import CellIndex
from parley.views.citation import citations
from parley.views.evidence_text import evidence_list
from parley.views.issue_text import DEPENDENTS, dependents, proposal, status
from parley.views.links import LINK, Links
from parley.views.position_text import (
    condition,
    dated,
    disputes,
    dissent,
    facts,
    history,
    inheritance,
    silence_line,
    silence_paragraphs,
    stance_line,
    summary,
)
from parley.views.text import (
    Block,
    BulletList,
    DefinitionList,
    IssueLink,
    ListItem,
    Paragraph,
    PartyLink,
    Section,
    bullet_list,
    paragraph,
    titled_section,
)
from parley.views.text_html import to_html


def card(index: CellIndex, links: Links, issue: str, party: str) -> Html:
    """The card of a party on an issue, on the day of the index.

    Raises CellNotFound where the negotiation has no such issue or party.
    """
    return card_of(index, links, index.cell(issue, party), dependents_section(index, issue))


def card_of(index: CellIndex, links: Links, cell: CellView, hanging: Section | None) -> Html:
    """The card of a cell that is at hand; `hanging` is the `dependents_section` of its issue."""
    return tag(
        "article",
        tag(
            "header",
            tag("p", cell.area, cls="area"),
            tag("h2", f"{cell.party.name}: {cell.issue.title}", id="card-title"),
            to_html(links, *_introduction(index, cell.issue)),
        ),
        to_html(
            links,
            *cell_sections(index, cell),
            hanging,
            _page_links(cell),
        ),
        share(links.on_the_day().cell(cell.issue.id, cell.party.id), citations(index, cell)),
        cls="position",
    )


def cell_sections(index: CellIndex, cell: CellView) -> list[Section]:
    """The position that holds, or the silence, with its evidence and what came before."""
    sections: list[Section] = []
    if cell.position is not None:
        sections += _position_sections(index, cell.position)
    if cell.silence is not None:
        silence = silence_paragraphs(cell.party.name, cell.silence)
        sections.append(Section((silence_line(cell.silence), *silence)))
    if cell.others:
        items = (
            ListItem(each.line(), (evidence_list(index, each.evidence),)) for each in history(cell)
        )
        sections.append(titled_section("History", BulletList(tuple(items))))
    return sections


def dependents_section(index: CellIndex, issue: str) -> Section | None:
    """The positions on other issues that hang on this one."""
    paragraphs = dependents(index, issue)
    return titled_section(DEPENDENTS, bullet_list(paragraphs)) if paragraphs else None


def cell_link(links: Links, issue: str, party: str, text: Html | str) -> Html:
    """A link to a cell, named by a text of the folder; an open card gives way to it."""
    named = None if isinstance(text, Html) else "auto"
    href = links.cell(issue, party)
    return tag("a", text, href=href, data_cell=cell_id(issue, party), dir=named)


def share(link: str, texts: dict[str, str]) -> Html:
    """Buttons that copy the address, which is `link`, and the citation in each form."""
    texts_by_label = {"Copy link": LINK, **{f"Copy {name}": text for name, text in texts.items()}}
    return tag(
        "footer",
        *(
            tag("button", label, type="button", data_copy=text)
            for label, text in texts_by_label.items()
        ),
        tag("span", "", cls="copied", role="status"),
        cls="share",
        data_link=link,
    )


def _introduction(index: CellIndex, issue: Issue) -> tuple[Paragraph, Paragraph]:
    return proposal(issue).line(role="proposal"), status(index, issue).line(role="state")


def _position_sections(index: CellIndex, position: PositionView) -> list[Section]:
    terms = [(each.term, Paragraph(each.pieces)) for each in facts(position)]
    opening: list[Block | None] = [
        stance_line(position),
        summary(position),
        DefinitionList(tuple(terms)) if terms else None,
        dated(position),
        inheritance(position),
        dissent(position),
    ]
    sections = [Section(tuple(block for block in opening if block is not None))]
    if position.conditions:
        lines = (condition(index, position, each).line() for each in position.conditions)
        sections.append(titled_section("On condition", bullet_list(lines)))
    sections.append(titled_section("Evidence", evidence_list(index, position.evidence)))
    contested: list[Block] = []
    for each in disputes(index, position):
        contested += [Paragraph(each.pieces), evidence_list(index, each.evidence)]
    if contested:
        sections.append(titled_section("Contested by", *contested, role="contested"))
    return sections


def _page_links(cell: CellView) -> Paragraph:
    return paragraph(
        IssueLink(f"All of {cell.issue.title}", cell.issue.id),
        PartyLink(f"All of {cell.party.name}", cell.party.id),
        role="more",
    )
