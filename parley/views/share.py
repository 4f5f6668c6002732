"""A page in, what leads to its brief out: a document of what is in view."""

from __future__ import annotations

from parley.html import Html, tag
from parley.views.links import Links

BRIEF_LABELS = {"docx": "Brief as a Word document", "html": "Brief as a page to print"}
"""The ending of each form of the brief, with what leads to it."""


def brief_links(links: Links, **about: str) -> Html:
    """What leads to the brief of an `issue`, of a party (`subject`), or of the comparison."""
    forms = (
        tag("a", label, href=links.brief(ending, **about), download=True)
        for ending, label in BRIEF_LABELS.items()
    )
    return tag("footer", *forms, tag("span", "", cls="copied", role="status"), cls="share")
