"""The brief of a page: a document of what is in view, made when somebody asks for it."""

from __future__ import annotations

from functools import partial

import streamlit as st

from parley.dossier import Dossier
from parley.model import Issue, Party
from parley.ui.context import Context

FORMS = {
    "docx": (
        "Brief as a Word document",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    "html": ("Brief as a page to print", "text/html"),
}
"""The ending of each form of the brief, with its button and its media type."""


def brief_of(context: Context, name: str, about: Issue | Party | None = None) -> None:
    """Buttons that download the brief of an issue, of a party, or of the comparison in view."""
    negotiation, selection, day = context.negotiation, context.selection, context.day
    reading = context.reading

    def make(ending: str) -> bytes:
        from parley.export.brief import brief, written

        dossier = Dossier(negotiation, reading(selection.day), day)
        return written(brief(dossier, selection, about), ending)

    with st.container(horizontal=True):
        for ending, (label, media) in FORMS.items():
            st.download_button(
                label,
                partial(make, ending),
                file_name=f"{context.negotiation.id}-{name}-{context.day}.{ending}",
                mime=media,
                on_click="ignore",
                key=f"brief-{ending}",
            )
