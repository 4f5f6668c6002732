"""An edition in, its pages out: those about the whole, and that of each issue and party."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from parley.export.edition.cards import issue_cards
from parley.export.edition.compare_columns import column_words
from parley.export.edition.compare_data import compare_data
from parley.export.edition.data_page import data_page
from parley.export.edition.edition import Edition
from parley.export.edition.grid import grid_page
from parley.export.edition.in_brief import issue_in_brief, party_in_brief
from parley.export.edition.links import OVERVIEW, EditionContext, page_name
from parley.export.edition.machines import dataset
from parley.export.edition.page import Page
from parley.export.edition.render import Renderer
from parley.export.edition.shell import Link
from parley.export.edition.words import EVERYWHERE, searched_texts
from parley.format.vocabulary import ATTRIBUTIONS, labels_of
from parley.frames.selection import cell_id
from parley.html import Html, join, tag
from parley.iter_rows import iter_rows
from parley.views.blocks import Block, Title
from parley.views.common_ground import claimed_and_found, common_ground
from parley.views.common_ground import headline as ground_headline
from parley.views.compare import compare
from parley.views.evidence import evidence
from parley.views.headlines import headline
from parley.views.issue import default_issue, issue
from parley.views.marks import LEFT_OUT
from parley.views.matrix import matrix_page
from parley.views.overview import overview
from parley.views.parts import over_finding
from parley.views.party import default_party, party
from parley.views.share_card import as_of_sentence
from parley.views.timeline import timeline
from parley.wording import end_sentence

MOST_IN_CHOOSER: Final = 200
"""Issues, or parties, that a page lists to choose another from."""


@dataclass(frozen=True)
class Whole:
    """A page about the whole negotiation."""

    address: str
    """That of the live page."""
    title: str
    blocks: Callable[[EditionContext], Iterable[Block]]

    @property
    def name(self) -> str:
        """What it is called within the edition."""
        return page_name(self.address)


def _common_ground(context: EditionContext) -> Iterator[Block]:
    yield Title(ground_headline(context), over_finding(context, context.view))
    yield from claimed_and_found(context)
    yield from common_ground(context)


WHOLE: Final = (
    Whole("", "Overview", overview),
    Whole("matrix", "Matrix", matrix_page),
    Whole("compare", "Compare", compare),
    Whole("common-ground", "Common ground", _common_ground),
    Whole("timeline", "Timeline", timeline),
    Whole("evidence", "Evidence", evidence),
)
"""The pages about the whole, in order; the one that the Data page follows."""


def navigation(edition: Edition, here: str) -> list[Link]:
    """The pages of the bar, of which the one named `here` is shown."""
    kind = here.partition("-")[0]
    return [
        (
            title,
            edition.context.links.address(name),
            title.lower() == kind if kind in ("issue", "party") else name == here,
        )
        for title, name in edition.kept("navigation", _named_pages)
    ]


def _named_pages(context: EditionContext) -> list[tuple[str, str]]:
    """The title and the name of each page of the bar."""
    about = [
        ("Issue", page_name("issue", default_issue(context))),
        ("Party", page_name("party", default_party(context))),
    ]
    whole = [(page.title, page.name) for page in WHOLE]
    return [*whole[:3], *about, *whole[3:], ("Data", "data")]


def all_pages(edition: Edition) -> Iterator[Page]:
    """Every page, in the order of the navigation; those of issues and parties come last."""
    for page in WHOLE:
        yield whole_page(edition, page)
    yield data_page(edition)
    for each in edition.context.negotiation.issues:
        yield issue_page(edition, each.id)
    for id in edition.context.frames.parties["party"].astype("str"):
        yield party_page(edition, id)


# --- the whole


def whole_page(edition: Edition, page: Whole) -> Page:
    """A page about the whole negotiation."""
    context = edition.context
    chooses = page.address in ("matrix", "compare")
    if page.address == "matrix" and not edition.inline:
        return grid_page(edition, _description(context, "matrix"))
    renderer = Renderer(
        context, page.name, edition.figures, _chooser(edition, page.name) if chooses else None
    )
    body = renderer.html(page.blocks(context))
    data: dict[str, Any] | None = None
    scripts: tuple[str, ...] = ()
    if page.address == "compare":
        data = compare_data(context, cells=edition.inline, issues=edition.in_full)
        if not edition.in_full:
            data["compare"]["columns"] = column_words()
        body, scripts = _comparing(body), ("compare",)
    elif page.address == "matrix":
        body = join(body, None if edition.in_one_file else _cards(edition), _dialog())
        data = {
            "attributions": labels_of(ATTRIBUTIONS),
            "leftOut": LEFT_OUT.label,
            "words": searched_texts(context),
            "wordsIn": EVERYWHERE,
        }
    return Page(
        page.name,
        page.title if page.address else edition.title,
        body,
        _description(context, page.address),
        menu=renderer.menus[0] if renderer.menus else None,
        scripts=scripts,
        data=data,
        image=f"share/{page.name}.png" if page.address in ("", "compare") else "",
        records=dataset(edition) if not page.address else None,
    )


def _description(context: EditionContext, address: str, about: str = "") -> str:
    return f"{end_sentence(headline(context, address, about))} {as_of_sentence(context)}"


def _comparing(body: Html) -> Html:
    """The page as it begins, and an empty place for what is chosen."""
    return join(
        tag("div", body, id="as-published"),
        tag("div", "", id="as-chosen", cls="parley", hidden=True, aria_live="polite"),
    )


def _chooser(edition: Edition, page: str) -> Html:
    """Where the script puts its chips and filters, and what it makes them from."""
    context = edition.context
    rows = context.frames.parties[["party", "name", "home"]]
    parties = (
        tag("option", row.name, value=str(row.party), data_home=bool(row.home) or None)
        for row in iter_rows(rows)
    )
    areas = (tag("option", area.title, value=id) for id, area in context.negotiation.areas.items())
    lists = tag(
        "template",
        tag("select", *parties, cls="parties"),
        tag("select", *areas, cls="areas"),
        cls="choices",
    )
    return tag("div", tag("div", lists, cls="root line", data_page=page), cls="chooser by-script")


def _cards(edition: Edition) -> Html:
    """The card of every cell, of which a script shows one."""
    found = (
        tag("template", markup, data_card=cell_id(issue, party))
        for issue, cards in issue_cards(edition.context)
        for party, markup in cards.items()
    )
    return tag("div", *found, hidden=True)


def _dialog() -> Html:
    close = tag("button", "×", type="button", cls="close", aria_label="Close")
    body = tag("div", "", cls="body", tabindex="-1")
    box = tag("dialog", close, body, aria_label="Position", id="card", popover="auto")
    return tag("div", tag("div", box, cls="root"), cls="matrix")


# --- one issue, one party


def issue_page(edition: Edition, id: str) -> Page:
    """The page of an issue."""
    titles = edition.kept("titles", _titles)
    return _about(edition, edition.to_cards, "issue", id, titles, issue, issue_in_brief)


def _titles(context: EditionContext) -> dict[str, str]:
    return {each.id: each.title for each in context.negotiation.issues}


def party_page(edition: Edition, id: str) -> Page:
    """The page of a party."""
    context = edition.context
    return _about(edition, context, "party", id, context.party_names, party, party_in_brief)


def _about(
    edition: Edition,
    context: EditionContext,
    kind: str,
    id: str,
    names: dict[str, str],
    view: Callable[[EditionContext, str], Iterable[Block]],
    in_brief: Callable[[Edition, str], Page],
) -> Page:
    if not edition.in_full:
        return in_brief(edition, id)
    name = page_name(kind, id)
    chooser = _others(edition, kind, id, names)
    renderer = Renderer(edition.context, name, edition.figures)
    body = renderer.html(view(context, id))
    return Page(
        name,
        names[id],
        join(chooser, body),
        _description(context, kind, id),
        menu=renderer.menus[0] if renderer.menus else None,
        image=f"share/{name}.png" if edition.inline else "",
    )


def _others(edition: Edition, kind: str, id: str, names: dict[str, str]) -> Html:
    """Which of how many it is, with the others a press away."""
    many = {"issue": "issues", "party": "parties"}[kind]
    at = list(names).index(id) + 1
    words = f"{kind.capitalize()} {at:,} of {len(names):,}"
    if edition.in_one_file or len(names) > MOST_IN_CHOOSER:
        every = tag("a", f"all {many} in the matrix", href=edition.context.links.page("matrix"))
        return tag("div", tag("p", f"{words}: ", every, cls="quiet"), cls="parley")
    links = (
        tag(
            "li",
            tag("a", tag("bdi", title), href=edition.context.links.address(page_name(kind, each)),
                aria_current="page" if each == id else None),
        )
        for each, title in names.items()
    )  # fmt: skip
    return tag(
        "div",
        tag("details", tag("summary", f"{words}: choose another"), tag("ul", *links), cls="others"),
        cls="parley",
    )


__all__ = ["OVERVIEW", "WHOLE", "all_pages", "navigation"]
