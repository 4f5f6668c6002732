"""What is said of a piece of evidence: its reference and its footnote."""

from __future__ import annotations

from typing import Any

import pytest

from parley.format.models import Evidence, Source
from parley.views.evidence_text import footnote, reference
from parley.views.text import WebLink, plain_text


def source(**more: Any) -> Source:
    return Source(id="s", title="Title", publisher="Paper", date="2025-12-15", **more)


def evidence(where: str = "6", **more: Any) -> Evidence:
    return Evidence(source="s", locator=where, **{"attribution": "on-record", **more})


def test_reference() -> None:
    assert plain_text(reference(evidence("12-14", speaker="Ada"), source())) == (
        "Paper, “Title”, 15 December 2025, paragraphs 12-14 (Named speaker: Ada)"
    )
    page = source(author="R. Gull", locator_unit="page")
    assert plain_text(reference(evidence("p. 3"), page)) == (
        "R. Gull, Paper, “Title”, 15 December 2025, p. 3 (Named speaker)"
    )


def test_the_title_leads_to_the_source() -> None:
    linked = reference(evidence(), source(url="https://example.org/a"))
    assert WebLink("“Title”", "https://example.org/a") in linked
    assert not [each for each in reference(evidence(), source()) if isinstance(each, WebLink)]


@pytest.mark.parametrize(
    ("more", "ending"),
    [
        ({}, "(Named speaker)."),
        ({"quote": "No"}, "(Named speaker): “No”."),
        ({"quote": "No."}, "(Named speaker): “No.”"),
        ({"quote": "No", "note": "On the radio."}, "(Named speaker): “No”. On the radio."),
    ],
)
def test_footnote(more: dict[str, str], ending: str) -> None:
    found = footnote(evidence(**more), source()).text
    assert found == f"Paper, “Title”, 15 December 2025, paragraph 6 {ending}"
