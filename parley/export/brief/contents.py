"""A scope in, the blocks of a brief out, from its title to who made it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from parley import __version__
from parley.export.brief.notes import Notes
from parley.export.brief.positions import introduce, positions_in_full
from parley.export.brief.scope import Scope, in_view
from parley.export.brief.tables import compared, matrix
from parley.format.models import Issue, Party
from parley.format.vocabulary import (
    ATTRIBUTIONS,
    DAY_STATUSES,
    PARTY_KINDS,
    ROLES,
    SILENCES,
    STANCES,
    Term,
)
from parley.frames.blocs import ancestors, blocs_of
from parley.views.text import (
    KEY,
    QUIET,
    STRONG,
    Block,
    Piece,
    Run,
    WebLink,
    bullet_list,
    heading,
    paragraph,
    separated,
    verbatim,
)
from parley.wording import count, date_text, left_out_text


def contents(scope: Scope, notes: Notes, charts: bool) -> Iterator[Block]:
    """All blocks, in order; `charts` says whether charts are among them."""
    yield verbatim(scope.index.negotiation.header.title, role="over")
    yield heading(1, scope.title)
    yield paragraph(f"As of {date_text(scope.index.day)}", role="over")
    yield from _introduction(scope, notes)
    yield heading(2, "What this brief shows")
    yield bullet_list(in_view(scope))
    if scope.view.empty_because:
        yield paragraph(f"Nothing is in view. {scope.view.empty_because}")
    else:
        yield from matrix(scope)
        yield from compared(scope)
        yield from _charts(scope) if charts else ()
        yield from positions_in_full(scope, notes)
        yield from _how_to_read(scope)
    yield from _sources(scope, notes)
    yield from _colophon(scope)


def _introduction(scope: Scope, notes: Notes) -> Iterator[Block]:
    if isinstance(scope.about, Issue):
        yield from introduce(scope, scope.about, notes)
    elif isinstance(scope.about, Party):
        yield from _party(scope, scope.about)
    else:
        yield verbatim(scope.index.negotiation.header.summary, role="lead")


def _party(scope: Scope, party: Party) -> Iterator[Block]:
    """Who it is and who speaks for it."""
    if party.note:
        yield verbatim(party.note, role="lead")
    role, parties = ROLES[party.role], scope.index.parties
    blocs = blocs_of(scope.index.negotiation.parties)
    kind = Run(f"{PARTY_KINDS[party.kind]}, {role.label.lower()}", STRONG)
    facts = [paragraph(kind, f": {role.meaning}")]
    for each in party.speakers:
        title = [Run(", "), Run(each.title)] if each.title else []
        facts.append(paragraph("Speaks for it: ", each.name, *title, "."))
    for word, ids in (("Members", party.members), ("Member of", ancestors(party.id, blocs))):
        if ids:
            names = separated(parties[id].name for id in ids)
            facts.append(paragraph(f"{word}: ", *names, "."))
    spoken = sum(
        cell.position is not None and (issue.id, party.id) not in scope.left_out
        for issue, cells in scope.cells
        for cell in cells
    )
    possible, out = count(len(scope.cells), "issue"), len(scope.left_out)
    rest = f"; {left_out_text(out)}" if out else ""
    facts.append(paragraph(f"A position on {spoken:,} of {possible} in view{rest}."))
    yield bullet_list(facts)


def _charts(scope: Scope) -> Iterator[Block]:
    from parley.export.brief.charts import pictures

    drawn = pictures(scope)
    if drawn:
        yield heading(2, "In pictures")
        yield from drawn


def _how_to_read(scope: Scope) -> Iterator[Block]:
    """What the words and signs mean that occur in the brief."""
    cells = [cell for _, row in scope.cells for cell in row]
    positions = [
        each for cell in cells for each in (cell.position, *cell.others) if each is not None
    ]
    evidence = [each for position in positions for each in position.evidence]
    evidence += [
        each for position in positions for dispute in position.disputes for each in dispute.evidence
    ]
    attributions = {each.attribution for each in evidence}
    lists: list[tuple[str, Mapping[str, Term], set[str | None]]] = [
        ("Stances", STANCES, {each.stance for each in positions}),
        (
            "Whose word it is",
            ATTRIBUTIONS,
            {*attributions, *(each.attribution for each in positions)},
        ),
        ("Silences", SILENCES, {cell.silence.kind for cell in cells if cell.silence}),
        ("Statuses", DAY_STATUSES, set(scope.view.issues["status"].astype("str"))),
    ]
    yield heading(2, "How to read this brief")
    yield paragraph(
        "A stance says where a party stands on the proposal. Marks say whose word it is, and "
        "whether the position is a red line, conditional or contested. A silence is not "
        "neutrality: it has no place between for and against, and no score counts it."
    )
    for title, terms, used in lists:
        items = [
            paragraph(Run(term.label, id if terms is STANCES else STRONG), f": {term.meaning}")
            for id, term in terms.items()
            if id in used
        ]
        if items:
            yield heading(3, title)
            yield bullet_list(items)


def _sources(scope: Scope, notes: Notes) -> Iterator[Block]:
    """The sources that the notes cite, each with its address."""
    ids = notes.sources()
    if not ids:
        return
    yield heading(2, "Sources")
    items = []
    for source in (scope.index.sources[id] for id in ids):
        author = [Run(source.author), Run(", ")] if source.author else []
        address: list[Piece] = [Run(". "), WebLink(source.url, source.url)] if source.url else []
        graded = f", reliability {source.reliability} (Admiralty scale)"
        items.append(
            paragraph(
                *author, source.publisher, ", ", f"“{source.title}”",
                f", {date_text(source.date)}{graded if source.reliability else ''}", *address,
            )
        )  # fmt: skip
    yield bullet_list(items)


def _colophon(scope: Scope) -> Iterator[Block]:
    """Whose work the data is, under which licence, how to cite it, and what made the brief."""
    header = scope.index.negotiation.header
    yield heading(2, "About this brief")
    who = [*separated(header.maintainers), Run(": ")] if header.maintainers else []
    yield paragraph(
        Run("Cite as: ", KEY), *who, f"“{header.title}”",
        f", positions as of {date_text(scope.index.day)}, made with Parley {__version__}.",
    )  # fmt: skip
    if header.licence:
        yield paragraph(Run("Licence of the data: ", KEY), header.licence, ".")
    yield paragraph(
        "Everything in it was written down by people from the sources above; what no listed source "
        "says is a silence. Scores and counts are computed from it. Nothing is a forecast.",
        role=QUIET,
    )
