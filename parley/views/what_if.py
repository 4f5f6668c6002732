"""What a reader supposes in, the lines that say so out."""

from __future__ import annotations

from collections.abc import Iterator

from parley.format.vocabulary import STANCES
from parley.frames.what_if import ParsedSuppositions, Supposition
from parley.html import join, tag
from parley.views.blocks import Block, markup
from parley.views.card import cell_link
from parley.views.context import ViewContext


def suppositions(context: ViewContext, found: ParsedSuppositions) -> Iterator[Block]:
    """What is supposed in place of what, and what of the address could not be read."""
    if found.supposed:
        names, issues = context.party_names, context.index.issues
        items = [
            tag(
                "li",
                tag("span", "Hypothetical", cls="mark hypothetical"),
                " ",
                cell_link(
                    context.links, each.issue, each.party,
                    join(tag("bdi", names[each.party]), ": ",
                         tag("bdi", issues[each.issue].title)),
                ),
                f": {STANCES[each.stance].label.lower()}, in place of "
                f"{_reported_stance(context, each)}",
            )
            for each in found.supposed
        ]  # fmt: skip
        yield markup(
            tag(
                "section",
                tag("p", tag("strong", "You are supposing. "), "What follows is computed with it; "
                    "the data stay as they are, and so do links, citations and briefs."),
                tag("ul", *items),
                cls="supposing ours",
                role="status",
            )
        )  # fmt: skip
    for text in found.dropped:
        yield markup(tag("p", f"Left out of the address: what-if “{text[:80]}”", cls="quiet"))


def _reported_stance(context: ViewContext, each: Supposition) -> str:
    position = context.index.cell(each.issue, each.party).position
    if position is None:
        return "silence"
    return STANCES[position.stance].label.lower() if position.stance else "value"
