"""The brief of a page: a document of what is in view, written when somebody asks for it."""

from __future__ import annotations

from parley.html import Html, tag
from parley.views.links import Links

FORMS = {"docx": "Brief as a Word document", "html": "Brief as a page to print"}
"""The ending of each form of the brief, with what leads to it."""


def brief_of(links: Links, **about: str) -> Html:
    """What leads to the brief of an `issue`, of a party (`subject`), or of the comparison."""
    written = (
        tag("a", label, href=links.brief(ending, **about), download=True)
        for ending, label in FORMS.items()
    )
    return tag("footer", *written, tag("span", "", cls="copied", role="status"), cls="share")
