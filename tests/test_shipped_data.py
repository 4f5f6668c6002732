"""The shipped negotiation, tested as data: sound, complete, cited, and kept in one form."""

from __future__ import annotations

import datetime as dt
import re
import types
import typing
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from parley.format.fields import keys_of
from parley.format.models import Area, Event, Evidence, Header, Issue, Party, Position, Source
from parley.loading.folder import Folder
from parley.loading.loader import Negotiation, inspect, inspect_folder
from tests.yaml_core import parsed

DATA = Path(__file__).resolve().parents[1] / "data"
SHIPPED = DATA / "ukraine-berlin"
FILES = sorted(DATA.glob("*/*.yaml")) + sorted(DATA.glob("*/issues/*.yaml"))
DAY = dt.date(2025, 12, 15)
END_OF_WEEK = dt.date(2025, 12, 21)
PARAGRAPHS = range(1, 18)
MOST_SUMMARY = 240
MOST_LINE = 100

ISSUES = {
    "eu-accession": ["eu-membership"],
    "frozen-assets": ["frozen-assets-funding"],
    "security-guarantees": [
        "article-5-style-guarantees",
        "oversight-and-enforcement",
        "ceasefire-monitoring",
        "european-led-peacekeeping",
        "armed-forces-support",
        "response-to-renewed-attack",
        "giving-up-nato-membership",
    ],
    "territory": ["donetsk-withdrawal", "territorial-cession", "front-line-freeze"],
}
ROOTS: dict[str, Any] = {
    "negotiation": Header,
    "parties": tuple[Party, ...],
    "sources": tuple[Source, ...],
    "events": tuple[Event, ...],
}


def shown(path: Path) -> str:
    return path.relative_to(DATA).as_posix()


@pytest.fixture(scope="module")
def shipped_folder() -> Folder:
    """The shipped negotiation with its records as they stand in the files."""
    folder, _ = inspect_folder(SHIPPED)
    assert folder is not None
    return folder


def issues_of(folder: Folder) -> list[Issue]:
    return [place.record for place in folder.issues]


def parties_of(folder: Folder) -> list[Party]:
    return [place.record for place in folder.parties]


def position(folder: Folder, party: str, issue: str) -> Position:
    (found,) = (
        held
        for record in issues_of(folder)
        if record.id == issue
        for held in record.positions
        if held.party == party
    )
    return found


def evidence_in(value: Any) -> Iterator[Evidence]:
    """Every citation in a record, however deep."""
    if isinstance(value, Evidence):
        yield value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from evidence_in(getattr(value, name))
    elif isinstance(value, tuple):
        for each in value:
            yield from evidence_in(each)


def all_evidence(folder: Folder) -> list[Evidence]:
    places = (*([folder.header] if folder.header else []), *folder.events, *folder.issues)
    return list(evidence_in(tuple(place.record for place in places)))


# --- sound


@pytest.mark.parametrize(
    "folder", sorted(path.parent for path in DATA.glob("*/negotiation.yaml")), ids=shown
)
def test_every_folder_loads_without_fault_or_warning(folder: Path) -> None:
    negotiation, problems = inspect(folder)
    assert [str(problem) for problem in problems] == []
    assert negotiation is not None


def test_areas_and_issues_are_those_that_were_agreed_on(shipped_negotiation: Negotiation) -> None:
    found: dict[str, list[str]] = {}
    for issue in shipped_negotiation.issues:
        found.setdefault(shipped_negotiation.area_of[issue.id], []).append(issue.id)
    assert found == ISSUES


def test_the_day_is_that_of_the_one_source(shipped_negotiation: Negotiation) -> None:
    assert shipped_negotiation.header.as_of == DAY
    assert [source.date for source in shipped_negotiation.sources] == [DAY]


# --- cited


def test_every_locator_lies_in_the_source(
    shipped_negotiation: Negotiation, shipped_folder: Folder
) -> None:
    citations = all_evidence(shipped_folder)
    assert len(citations) == len(shipped_negotiation.evidence)
    for evidence in citations:
        assert re.fullmatch(r"[0-9]+(-[0-9]+)?", evidence.locator), evidence
        first, last = (int(number) for number in (evidence.locator.split("-") * 2)[:2])
        assert first in PARAGRAPHS
        assert last in PARAGRAPHS
        assert first <= last


def test_every_party_issue_and_event_rests_on_the_source(shipped_folder: Folder) -> None:
    for issue in issues_of(shipped_folder):
        assert issue.status_evidence, issue.id
        assert issue.status_note, issue.id
    known = {place.record.id for place in shipped_folder.sources}
    assert {evidence.source for evidence in all_evidence(shipped_folder)} == known


def test_who_speaks_is_named_unless_the_publication_does(shipped_folder: Folder) -> None:
    for evidence in all_evidence(shipped_folder):
        if evidence.attribution in ("on-record", "anonymous", "second-hand", "joint-statement"):
            assert evidence.speaker, evidence
        if evidence.attribution == "reporter":
            assert evidence.speaker is None, evidence


# --- complete


def test_every_position_fits_its_cell(shipped_folder: Folder) -> None:
    for issue in issues_of(shipped_folder):
        for held in issue.positions:
            assert held.gist, (issue.id, held.party)
            assert len(held.gist) <= 48
            assert len(held.summary) <= MOST_SUMMARY
            assert held.summary.endswith("."), held.summary


def test_no_principal_is_left_out(shipped_folder: Folder) -> None:
    principals = {party.id for party in parties_of(shipped_folder) if party.role == "principal"}
    assert principals == {"ukraine", "russia"}
    for issue in issues_of(shipped_folder):
        spoken = {held.party for held in issue.positions}
        silent = {silence.party for silence in issue.silences}
        assert principals <= spoken | silent, issue.id
        assert spoken & silent == set(), issue.id


def test_members_have_no_copy_of_their_bloc(shipped_folder: Folder) -> None:
    members = {member for party in parties_of(shipped_folder) for member in party.members}
    assert members == {"germany", "france", "united-kingdom"}
    for issue in issues_of(shipped_folder):
        for entry in (*issue.positions, *issue.silences):
            assert entry.party not in members, issue.id


# --- true to the article


def test_russia_on_accession_is_told_by_another(shipped_folder: Folder) -> None:
    held = position(shipped_folder, "russia", "eu-membership")
    assert held.stance == "open"
    assert [evidence.attribution for evidence in held.evidence] == ["second-hand"]


def test_russia_never_speaks_for_itself(shipped_folder: Folder) -> None:
    for issue in issues_of(shipped_folder):
        for held in issue.positions:
            if held.party == "russia":
                assert {each.attribution for each in held.evidence} == {"second-hand"}, issue.id


def test_ukraine_disputes_what_washington_asks(shipped_folder: Folder) -> None:
    held = position(shipped_folder, "united-states", "donetsk-withdrawal")
    assert [dispute.party for dispute in held.disputed_by] == ["ukraine"]


def test_the_claim_of_nine_in_ten(shipped_negotiation: Negotiation) -> None:
    shares = {claim.id: claim.share_agreed for claim in shipped_negotiation.header.claims}
    assert {id: share for id, share in shares.items() if share is not None} == {
        "ninety-percent": 0.9
    }
    assert [issue.id for issue in shipped_negotiation.issues if issue.status == "agreed"] == []


def test_what_lies_ahead(shipped_negotiation: Negotiation) -> None:
    ahead = {
        event.id: (event.date.from_, event.date.to)
        for event in shipped_negotiation.events
        if event.upcoming
    }
    assert ahead == {
        "working-groups": (dt.date(2025, 12, 16), END_OF_WEEK),
        "eu-summit": (DAY, END_OF_WEEK),
    }


def test_nothing_is_dated_after_the_source(shipped_negotiation: Negotiation) -> None:
    assert set(shipped_negotiation.positions["date"].dt.date) == {DAY}
    for event in shipped_negotiation.events:
        assert event.date.to <= (END_OF_WEEK if event.upcoming else DAY), event.id
    for issue in shipped_negotiation.issues:
        assert issue.outcome is None
        assert {silence.checked for silence in issue.silences} <= {DAY}, issue.id


# --- in one form


@pytest.mark.parametrize("file", FILES, ids=shown)
def test_lines_are_in_form(file: Path) -> None:
    raw = file.read_bytes()
    text = raw.decode("utf-8")
    assert b"\r" not in raw
    assert b"\t" not in raw
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    assert "\n\n\n" not in text
    for number, line in enumerate(text.splitlines(), start=1):
        assert len(line) <= MOST_LINE, number
        assert line == line.rstrip(), number
        assert (len(line) - len(line.lstrip())) % 2 == 0, number


def out_of_order(kind: Any, value: Any, where: str = "") -> Iterator[str]:
    """The mappings whose keys do not stand in the order of the format."""
    while typing.get_origin(kind) in (types.UnionType, typing.Union, typing.Annotated):
        kind = next(one for one in typing.get_args(kind) if one is not type(None))
    if isinstance(value, list):
        for index, each in enumerate(value):
            yield from out_of_order(typing.get_args(kind)[0], each, f"{where}[{index}]")
    elif isinstance(value, dict):
        keys = keys_of(kind)
        if list(value) != [key for key in keys if key in value]:
            yield f"{where}: {', '.join(value)}; expected the order of {', '.join(keys)}"
        kinds = {info.alias or name: info.annotation for name, info in kind.model_fields.items()}
        for key, inner in value.items():
            yield from out_of_order(kinds[key], inner, f"{where}.{key}")


@pytest.mark.parametrize("file", FILES, ids=shown)
def test_keys_stand_in_the_order_of_the_format(file: Path) -> None:
    kind = ROOTS.get(file.stem, Area)
    assert list(out_of_order(kind, parsed(file.read_text("utf-8")))) == []


def test_keys_out_of_order_are_found() -> None:
    wrong = parsed("area: a\ntitle: A\nissues: [{title: I, id: i}]\n")
    assert [found.split(";")[0] for found in out_of_order(Area, wrong)] == [".issues[0]: title, id"]


@pytest.mark.parametrize("file", FILES, ids=shown)
def test_an_empty_line_stands_between_records(file: Path) -> None:
    start = "  - id: " if file.parent.name == "issues" else "- id: "
    lines = file.read_text("utf-8").splitlines()
    firsts = [number for number, line in enumerate(lines) if line.startswith(start)]
    for number in firsts[1:]:
        above = number - 1
        while lines[above].lstrip().startswith("#"):
            above -= 1
        assert lines[above] == "", f"line {number + 1}"
