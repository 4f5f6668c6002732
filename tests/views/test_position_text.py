"""What is said of positions and issues: the same sentences on the card and in the brief."""

from __future__ import annotations

import datetime as dt
import re
from html import unescape

from parley.export.brief import brief, render
from parley.frames.build import build_frames
from parley.frames.selection import Selection
from parley.html import Html
from parley.views.card import cell_sections
from parley.views.cells import CellIndex
from parley.views.issue_text import introduction, outcome
from parley.views.links import Links
from parley.views.position_text import condition, dissent, facts, history, inheritance
from parley.views.text_html import to_html
from tests.folders import every_frame, every_part


def index(day: str | None = None) -> CellIndex:
    given = dt.date.fromisoformat(day) if day else every_part().header.as_of
    return CellIndex(
        every_part(), build_frames(every_part(), given) if day else every_frame(), given
    )


def text(html: Html | str) -> str:
    """What is read, without markup and without the signs before stances."""
    bare = unescape(re.sub(r"<sup>.*?</sup>|<[^>]+>", "", html))
    return re.sub(r"(?:\(✓\)|\(×\)|[✓×–]) (?=[A-Z])", "", bare)


def test_the_card_and_the_brief_say_the_same_sentences() -> None:
    found = index()
    issues = [issue.id for issue in every_part().issues]
    parties = [party.id for party in every_part().parties]
    said = 0
    for party in parties:
        of_one = brief(found, Selection(), found.parties[party], charts=False)
        document = text(render(of_one, "html").decode("utf-8"))
        for (issue, _), cell in found.cells(issues, [party]).items():
            card = text(to_html(Links("x"), *cell_sections(found, cell)))
            sentences = [each.line() for each in history(cell)]
            if cell.position is not None:
                position = cell.position
                sentences += [
                    each for each in (inheritance(position), dissent(position)) if each is not None
                ]
                sentences += [
                    condition(found, position, each).line() for each in position.conditions
                ]
                for fact in facts(position):
                    assert f"{fact.term}{fact.line().text.removeprefix(f'{fact.term}: ')}" in card
                    assert fact.line().text in document
            for sentence in sentences:
                assert sentence.text in card, (issue, party)
                assert sentence.text in document, (issue, party)
            said += len(sentences)
    assert said > 20


def test_an_issue_is_introduced() -> None:
    found = index()
    lines = [each.line().text for each in introduction(found, found.issues["net-size"])]
    assert lines[0].startswith("Proposal: ")
    assert lines[1].startswith("Options, from the least to the most: 1 ")
    assert lines[2].startswith("Status: Agreed.")
    assert lines[3].startswith("Settled on 12 May 2024: Agreed · A wider mesh · ")
    assert len(lines) == 4
    scale = introduction(found, found.issues["total-catch"])[1]
    assert scale.line().text == "Scale: from 0 kt (no fishing) to 200 kt (as in 1990)."


def test_an_outcome_is_not_known_before_its_day() -> None:
    issue = index().issues["net-size"]
    assert outcome(index("2024-05-11"), issue) is None
    assert outcome(index(), issue) is not None
