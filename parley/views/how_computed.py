"""Measures in, how they are computed out: one place a page, and links that open it at a measure."""

from __future__ import annotations

from parley.html import Html, tag
from parley.measures.formulas import FORMULAS
from parley.views.blocks import Markup, markup


def how_link(measure: str, words: str = "How this is computed") -> Html:
    """What leads to a measure, a key of FORMULAS, in the page's `how_computed` and opens it."""
    return tag("a", words, href=f"#how-{measure}", cls="how")


def how_computed(*measures: str) -> Markup:
    """How a page computes what it shows, once a page, at its end."""
    sections = (
        tag(
            "section",
            tag("h3", FORMULAS[measure].name),
            tag("p", tag("code", FORMULAS[measure].formula), f" {FORMULAS[measure].meaning}"),
            id=f"how-{measure}",
        )
        for measure in measures
    )
    return markup(
        tag("details", tag("summary", "How this is computed"), *sections, id="how", cls="methods")
    )
