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

from parley.format import models, vocabulary
from parley.format.fields import keys_of
from parley.format.models import Area, Event, Evidence, Header, Issue, Party, Position, Source
from parley.loading.folder import Folder
from parley.loading.loader import Negotiation, inspect, inspect_folder
from tests.yaml_core import parsed

DATA = Path(__file__).resolve().parents[1] / "data"
SHIPPED = DATA / "ukraine-berlin"
EXAMPLE = DATA / "winnow-river"
FILES = sorted(DATA.glob("*/*.yaml")) + sorted(DATA.glob("*/issues/*.yaml"))
DAY = dt.date(2025, 12, 15)
END_OF_WEEK = dt.date(2025, 12, 21)
PARAGRAPHS = range(1, 18)
MOST_SUMMARY = 240
MOST_LINE = 100

ISSUES = {
    "territory": ["donetsk-withdrawal", "territorial-cession", "front-line-freeze"],
    "security-guarantees": [
        "article-5-style-guarantees",
        "oversight-and-enforcement",
        "ceasefire-monitoring",
        "european-led-peacekeeping",
        "armed-forces-support",
        "response-to-renewed-attack",
        "giving-up-nato-membership",
    ],
    "eu-accession": ["eu-membership"],
    "frozen-assets": ["frozen-assets-funding"],
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


def test_areas_and_issues_are_those_that_were_agreed_on_in_their_order(
    shipped_negotiation: Negotiation,
) -> None:
    found: dict[str, list[str]] = {}
    for issue in shipped_negotiation.issues:
        found.setdefault(shipped_negotiation.area_of[issue.id], []).append(issue.id)
    assert list(found.items()) == list(ISSUES.items())


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


def test_general_words_on_territory_count_on_every_concession_for_every_party(
    shipped_folder: Folder,
) -> None:
    for party, locator in (("russia", "7"), ("ukrainian-public", "16")):
        held = [position(shipped_folder, party, issue) for issue in ISSUES["territory"][:2]]
        assert len({each.stance for each in held}) == 1, party
        assert [each.evidence[0].locator for each in held] == [locator] * 2
        assert all(each.evidence[0].note for each in held), party
    frozen = next(each for each in issues_of(shipped_folder) if each.id == "front-line-freeze")
    assert "russia" not in {held.party for held in frozen.positions}


def test_a_disputed_issue_has_a_deciding_party_on_each_side(shipped_folder: Folder) -> None:
    disputed = [each for each in issues_of(shipped_folder) if each.status == "disputed"]
    assert [each.id for each in disputed] == ["donetsk-withdrawal", "territorial-cession"]
    for issue in disputed:
        stances = {held.party: held.stance for held in issue.positions}
        assert stances["russia"] == "supports"
        assert stances["ukraine"] in ("reluctant", "opposes")


def test_no_silence_says_more_than_that_nothing_is_reported(shipped_folder: Folder) -> None:
    for issue in issues_of(shipped_folder):
        assert {silence.kind for silence in issue.silences} <= {"not-reported"}, issue.id


def test_who_decides_where_it_is_not_the_principals(shipped_folder: Folder) -> None:
    assert {each.id: each.decided_by for each in issues_of(shipped_folder) if each.decided_by} == {
        "article-5-style-guarantees": ("ukraine", "russia", "united-states"),
        "frozen-assets-funding": ("european-union",),
    }


def test_what_speaks_against_nine_in_ten_stands_right_after_it(
    shipped_negotiation: Negotiation,
) -> None:
    assert [claim.id for claim in shipped_negotiation.header.claims][:3] == [
        "ninety-percent", "territory-is-the-main-obstacle", "no-russian-agreement"
    ]  # fmt: skip


def test_what_the_publication_expects_is_a_claim_of_its_own(
    shipped_negotiation: Negotiation,
) -> None:
    said = {
        claim.id: [(each.locator, each.attribution) for each in claim.evidence]
        for claim in shipped_negotiation.header.claims
    }
    assert said["backlash-at-home"] == [("5", "reporter")]
    assert said["trump-on-expansion"] == [("12", "anonymous")]
    assert said["political-risks-for-zelenskiy"] == [("16", "reporter")]
    assert said["summit-may-set-the-course"] == [("17", "reporter")]


def test_speakers_are_those_whose_words_are_reported(shipped_folder: Folder) -> None:
    named = {each.speaker for each in all_evidence(shipped_folder)}
    for party in parties_of(shipped_folder):
        for speaker in party.speakers:
            assert speaker.name in named, speaker.name


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


def records_in(kind: Any, value: Any, where: str = "") -> Iterator[tuple[Any, dict[str, Any], str]]:
    """Each mapping of a file's values: its record, its keys and values, and its place."""
    while typing.get_origin(kind) in (types.UnionType, typing.Union, typing.Annotated):
        kind = next(one for one in typing.get_args(kind) if one is not type(None))
    if isinstance(value, list):
        for index, each in enumerate(value):
            yield from records_in(typing.get_args(kind)[0], each, f"{where}[{index}]")
    elif isinstance(value, dict):
        yield kind, value, where
        kinds = {info.alias or name: info.annotation for name, info in kind.model_fields.items()}
        for key, inner in value.items():
            yield from records_in(kinds[key], inner, f"{where}.{key}")


def records_of(file: Path) -> Iterator[tuple[Any, dict[str, Any], str]]:
    """Each mapping of a file."""
    return records_in(ROOTS.get(file.stem, Area), parsed(file.read_text("utf-8")))


def out_of_order(records: Iterator[tuple[Any, dict[str, Any], str]]) -> Iterator[str]:
    """The mappings whose keys do not stand in the order of the format."""
    for kind, value, where in records:
        keys = keys_of(kind)
        if list(value) != [key for key in keys if key in value]:
            yield f"{where}: {', '.join(value)}; expected the order of {', '.join(keys)}"


@pytest.mark.parametrize("file", FILES, ids=shown)
def test_keys_stand_in_the_order_of_the_format(file: Path) -> None:
    assert list(out_of_order(records_of(file))) == []


def test_keys_out_of_order_are_found() -> None:
    wrong = records_in(Area, parsed("area: a\ntitle: A\nissues: [{title: I, id: i}]\n"))
    assert [found.split(";")[0] for found in out_of_order(wrong)] == [".issues[0]: title, id"]


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


# --- the invented example


def test_the_example_says_that_it_is_one() -> None:
    negotiation, _ = inspect(EXAMPLE)
    assert negotiation is not None
    assert "invented example" in negotiation.header.title
    assert "made up" in negotiation.header.summary
    assert negotiation.header.as_of < DAY
    for source in negotiation.sources:
        assert source.url is None or re.match(r"https://[a-z-]+\.example/", source.url), source.id


def test_the_example_uses_every_field_of_every_record() -> None:
    used = {
        (kind.__name__, key)
        for file in FILES
        if file.is_relative_to(EXAMPLE)
        for kind, value, _ in records_of(file)
        for key in value
    }
    every = {
        (kind.__name__, key)
        for kind in vars(models).values()
        if isinstance(kind, type) and issubclass(kind, models.Record)
        for key in keys_of(kind)
    }
    assert every - used == set()


@pytest.mark.parametrize(
    ("kind", "key", "words"),
    [
        ("Issue", "status", vocabulary.Status),
        ("Position", "stance", vocabulary.Stance),
        ("Position", "bound", vocabulary.Bound),
        ("Evidence", "attribution", vocabulary.Attribution),
        ("Condition", "kind", vocabulary.ConditionKind),
        ("Silence", "kind", vocabulary.SilenceKind),
        ("Party", "role", vocabulary.Role),
        ("Source", "kind", vocabulary.SourceKind),
        ("Source", "locator_unit", vocabulary.LocatorUnit),
    ],
)
def test_the_example_uses_every_word(kind: str, key: str, words: Any) -> None:
    used = {
        value[key]
        for file in FILES
        if file.is_relative_to(EXAMPLE)
        for record, value, _ in records_of(file)
        if record.__name__ == kind and key in value
    }
    if kind == "Evidence":
        used.add("poll")  # in positions.csv
    assert set(typing.get_args(words)) - used == set()


def test_the_example_teaches_what_one_folder_can() -> None:
    negotiation, _ = inspect(EXAMPLE)
    assert negotiation is not None
    positions = negotiation.positions
    of = dict(iter(positions.groupby(["party", "issue"], observed=True)))
    assert len(of["upmere", "dry-season-flow"]["date"].unique()) == 3  # moves over days
    assert len(of["upmere", "inspections"]["date"].unique()) == 1  # two reports of one day
    assert len(of["upmere", "inspections"]) == 2
    members = next(party.members for party in negotiation.parties if party.id == "lower-winnow")
    assert members == ("reedmark", "saltfen")
    assert "reedmark" not in set(positions["party"])  # follows; the other dissents
    assert of["saltfen", "flood-meadows"]["stance"].tolist() == ["opposes"]
    assert of["lower-winnow", "flood-meadows"]["stance"].tolist() == ["supports"]
    assert (EXAMPLE / "positions.csv").is_file()
    assert of["people-of-upmere", "storage-cap"]["bound"].tolist() == ["at-least"]
