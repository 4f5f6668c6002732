"""Findings of issues and parties where there are very many: numbers in place of names, in parts."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from benchmarks.folders import write
from parley.format.vocabulary import ON_RECORD, STANCES
from parley.loading.loader import load
from parley.views.issue_headline import headline
from parley.views.silences import MOST_NAMED
from tests.views.pages import context_of, page
from tests.views.recount import Recount

PARTIES = 150


@pytest.fixture(scope="module")
def talks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of 150 parties, of which some two thirds hold a position on each of four issues."""
    folder = tmp_path_factory.mktemp("data") / "talks"
    write(folder, PARTIES, 4, form="yaml")
    return folder


def test_of_very_many_voices_there_are_numbers_with_how_direct_they_are(talks: Path) -> None:
    negotiation, context = load(talks), context_of({}, talks)
    recount = Recount(negotiation, {})
    for issue in negotiation.issues:
        found = headline(context, issue)
        held = recount.counted(issue.id)
        for stance, term in STANCES.items():
            words = [each.word for each in held if each.row.stance == stance]
            off = sum(word not in ON_RECORD for word in words)
            said = f"{len(words)} {term.verbs[len(words) > 1]}"
            assert (f"{said} ({off} of them not on the record" in found) == (off > 0), found
            assert not words or said in found
        assert f"Of {PARTIES - len(held)} others in view no position is known." in found


def test_of_hundreds_of_parties_an_issue_shows_a_part(talks: Path) -> None:
    issue = load(talks).issues[0].id
    held = len(Recount(load(talks), {}).counted(issue))
    first, last = (page("issue", folder=talks, issue=issue, issue_positions=at) for at in "12")
    cards = [found.html.count("<article") for found in (first, last)]
    assert max(cards) <= 60 and sum(cards) == held
    rest = PARTIES - held - MOST_NAMED
    more = re.search(r"and (\d+) more part(y|ies)<", first.html)
    assert int(more[1]) == rest if more else rest <= 0
