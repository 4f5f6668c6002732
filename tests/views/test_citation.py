"""Citations to copy: what they say, and that any text survives each form."""

from __future__ import annotations

import datetime as dt
import json
import re
import unicodedata
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from parley.format.models import Evidence
from parley.format.vocabulary import SourceKind
from parley.frames.build import build_frames
from parley.frames.columns import Frames
from parley.loading.loader import Negotiation, load
from parley.views.cell_views import CellView
from parley.views.cells import CellIndex
from parley.views.citation import BIBTEX, CSL, CSL_TYPES, PLAIN, citations, page_citations
from parley.views.links import LINK
from tests.folders import edited, every_frame, every_part

HEAD = "Lantern Sea quota round <2024>: "
ADDRESS = "https://parley.example/matrix?negotiation=every-part&cell=kingdom.port-access"


@cache
def index(day: str | None = None) -> CellIndex:
    given = dt.date.fromisoformat(day) if day else every_part().header.as_of
    found = build_frames(every_part(), given) if day else every_frame()
    return CellIndex(every_part(), found, given)


def of(negotiation: Negotiation) -> CellIndex:
    """Another folder on its own day."""
    return CellIndex(negotiation, build_frames(negotiation), negotiation.header.as_of)


def cited(issue: str, party: str, day: str | None = None) -> dict[str, str]:
    return citations(index(day), index(day).cell(issue, party))


def page_cited(issues: list[str], parties: list[str], title: str = "A page") -> dict[str, str]:
    return page_citations(index(), title, index().cells(issues, parties).values())


# --- readers of the forms

COMMANDS = {
    r"\textbackslash{}": "\\", r"\textbraceleft{}": "{", r"\textbraceright{}": "}",
    r"\textasciicircum{}": "^", r"\textasciitilde{}": "~", r"\textasciigrave{}": "`",
    r"\textless{}": "<", r"\textgreater{}": ">", r"\textbar{}": "|",
    r"\&": "&", r"\%": "%", r"\$": "$", r"\#": "#", r"\_": "_",
}  # fmt: skip
ENTRY = re.compile(r"@(\w+)\{([a-z0-9.-]+),\n(.*)\n\}", re.DOTALL)
FIELD = re.compile(r"\s*([a-z]+) = \{")
NAME = re.compile(r"(?<=\}) and (?=\{)")


def read_entry(text: str) -> tuple[str, str, dict[str, str]]:
    """The type, the key and the fields of the one entry, their values as they are written.

    Braces are counted as BibTeX does, which knows no escape.
    """
    entry = ENTRY.fullmatch(text)
    assert entry, text
    kind, key, rest = entry.groups()
    fields: dict[str, str] = {}
    while rest:
        opening = FIELD.match(rest)
        assert opening, rest
        end, depth = opening.end(), 1
        while depth:
            depth += {"{": 1, "}": -1}.get(rest[end], 0)
            end += 1
        assert opening[1] not in fields
        fields[opening[1]] = rest[opening.end() : end - 1]
        assert rest[end : end + 1] in (",", "")
        rest = rest[end + 1 :]
    return kind, key, fields


def typeset(text: str) -> str:
    """What LaTeX prints. Fails on a special character that no command stands for."""
    commands = "|".join(re.escape(command) for command in COMMANDS)
    bare = re.sub(commands, "", text)
    assert not set(bare) & set("\\&%$#_^~"), bare
    parts = re.split(f"({commands})", text)
    return "".join(COMMANDS.get(part) or re.sub("[{}]", "", part) for part in parts)


TEXT = {"type": "string", "minLength": 1}
PEOPLE = {
    "type": "array",
    "minItems": 1,
    "items": {"type": "object", "properties": {"literal": TEXT}, "additionalProperties": False},
}
DATE = {
    "type": "object",
    "required": ["date-parts"],
    "properties": {
        "date-parts": {
            "type": "array",
            "minItems": 1,
            "maxItems": 1,
            "items": {
                "type": "array",
                "minItems": 3,
                "maxItems": 3,
                "items": {"type": "integer"},
            },
        }
    },
    "additionalProperties": False,
}
ITEMS = Draft202012Validator(
    {
        "type": "array",
        "minItems": 1,
        "items": {
            "type": "object",
            "required": ["id", "type", "title", "issued", "note"],
            "properties": {
                "id": TEXT,
                "type": {
                    "enum": [
                        "article-newspaper", "dataset", "document", "interview", "report",
                        "webpage",
                    ]
                },
                **dict.fromkeys(
                    ["title", "container-title", "publisher", "URL", "note", "language", "locator"],
                    TEXT,
                ),
                "author": PEOPLE,
                "editor": PEOPLE,
                "issued": DATE,
            },
            "additionalProperties": False,
        },
    }
)  # fmt: skip
"""The part of CSL's schema of items (csl-data.json, 1.0.2) that citations use. That one is closed
too; it allows numbers and other dates beside."""


def read_items(text: str) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = json.loads(text)
    ITEMS.validate(items)
    assert len({item["id"] for item in items}) == len(items)
    return items


# --- what they say


def test_the_forms_and_their_order() -> None:
    assert list(cited("port-access", "kingdom")) == ["citation", "BibTeX", "CSL-JSON"]
    assert list(page_cited([], [])) == ["citation", "BibTeX", "CSL-JSON"]


@pytest.mark.parametrize(
    ("issue", "party", "day", "text"),
    [
        ("port-access", "kingdom", None,
         "Kingdom of Vael on Port access, as of 12 May 2024: Its vessels have to land everywhere. "
         "Radio Vael, “A talk with the chair”, 2 May 2024, at 03:10 (Named speaker: Ada Marsh); "
         "R. Gull, The Tide, “Nets & numbers”, 10 May 2024, paragraph 6 (Second-hand: A delegate "
         "of another party). Wording by the curator."),
        ("port-access", "republic", None,
         "جمهورية المنارة on Port access, as of 12 May 2024: Foreign vessels stay out. R. Gull, "
         "The Tide, “Nets & numbers”, 10 May 2024, paragraph 7 (Unnamed official: An official). "
         "Contested by Kingdom of Vael and Lantern Sea Secretariat. Wording by the curator."),
        ("port-access", "small-isles", None,
         "Small Isles on Port access, as of 12 May 2024: Sees little room in its ports. Inherited: "
         "the position of 群岛联盟, of which Small Isles is a member. R. Gull, The Tide, “Nets & "
         "numbers”, 10 May 2024, paragraph 11 (Named speaker: 陈伟). Reports of that day conflict. "
         "Wording by the curator."),
        ("licence-fee", "kingdom", None,
         "Kingdom of Vael on Licence fee, as of 12 May 2024: Wants to be paid a little. Value: "
         "-2.5. Secretariat, “Draft treaty”, 1 April 2024, section 2.1 (Document). Wording by the "
         "curator."),
        ("seal-ban", "trawlers", None,
         "Trawler owners on Seal ban, as of 12 May 2024: Opposes. Registry, “Register of "
         "vessels”, 20 March 2024, row 1 (Document). Wording by the curator."),
        ("observers", "republic", None,
         "جمهورية المنارة on Observers on board, as of 12 May 2024: no position reported."),
        ("port-access", "kingdom", "2024-01-05",
         "Kingdom of Vael on Port access, as of 5 January 2024: no position reported."),
    ],
)  # fmt: skip
def test_plain_text(issue: str, party: str, day: str | None, text: str) -> None:
    assert cited(issue, party, day)[PLAIN] == f"{HEAD}{text} Parley, {LINK}"


def test_bibtex() -> None:
    assert cited("port-access", "kingdom")[BIBTEX].splitlines() == [
        "@misc{every-part.kingdom.port-access.2024-05-12,",
        "  editor = {{The Parley maintainers} and {Nobody else}},",
        r"  title = {{Lantern Sea quota round \textless{}2024\textgreater{}: Kingdom of Vael on Port access}},",
        "  year = {2024},",
        "  date = {2024-05-12},",
        "  howpublished = {Parley},",
        r"  note = {As of 12 May 2024: Its vessels have to land everywhere. Radio Vael, “A talk with the chair”, 2 May 2024, at 03:10 (Named speaker: Ada Marsh); R. Gull, The Tide, “Nets \& numbers”, 10 May 2024, paragraph 6 (Second-hand: A delegate of another party). Wording by the curator.},",
        "  url = {{link}}",
        "}",
    ]


def test_csl() -> None:
    head, interview, report = read_items(cited("port-access", "kingdom")[CSL])
    note = read_entry(cited("port-access", "kingdom")[BIBTEX])[2]["note"]
    key = "every-part.kingdom.port-access.2024-05-12"
    assert head == {
        "id": key,
        "type": "webpage",
        "title": f"{HEAD}Kingdom of Vael on Port access",
        "container-title": "Parley",
        "editor": [{"literal": "The Parley maintainers"}, {"literal": "Nobody else"}],
        "issued": {"date-parts": [[2024, 5, 12]]},
        "URL": LINK,
        "note": typeset(note),
        "language": "en-GB",
    }
    assert interview == {
        "id": f"{key}.interview",
        "type": "interview",
        "title": "A talk with the chair",
        "container-title": "Radio Vael",
        "issued": {"date-parts": [[2024, 5, 2]]},
        "locator": "at 03:10",
        "note": "at 03:10 (Named speaker: Ada Marsh)",
    }
    assert report == {
        "id": f"{key}.report",
        "type": "article-newspaper",
        "title": "Nets & numbers",
        "container-title": "The Tide",
        "author": [{"literal": "R. Gull"}],
        "issued": {"date-parts": [[2024, 5, 10]]},
        "locator": "paragraph 6",
        "note": "paragraph 6 (Second-hand: A delegate of another party)",
        "URL": "https://example.org/nets?a=1&b=2",
        "language": "en",
    }


def test_a_source_is_one_item_with_all_its_places() -> None:
    _, report, interview = read_items(cited("total-catch", "kingdom")[CSL])
    assert report["locator"] == "paragraphs 14-15, 17"
    assert report["note"] == "paragraphs 14-15 (Named speaker: Ada Marsh); paragraph 17 (Reporter)"
    assert interview["locator"] == "at 04:00"


@pytest.mark.parametrize(
    ("issue", "party", "kind", "published"),
    [
        ("licence-fee", "kingdom", "document", "publisher"),
        ("port-access", "reef-pact", "document", "publisher"),
        ("observers", "blue-party", "report", "publisher"),
        ("seal-ban", "trawlers", "dataset", "publisher"),
        ("port-access", "republic", "article-newspaper", "container-title"),
    ],
)
def test_what_csl_calls_a_source(issue: str, party: str, kind: str, published: str) -> None:
    _, item = read_items(cited(issue, party)[CSL])
    assert item["type"] == kind
    assert {"publisher", "container-title"} & set(item) == {published}


def test_csl_has_a_type_for_each_kind_of_source() -> None:
    assert set(CSL_TYPES) == set(get_args(SourceKind))


@pytest.mark.parametrize(
    ("party", "note"),
    [
        ("kingdom", "No public position: Known to have taken none in public. "
                    "Looked for on 11 May 2024 in The Tide and Radio Vael."),
        ("republic", "Declined: Was asked and declined to take one. In The Tide."),
        ("islands", "Conflicting: Reports contradict each other too far to state one."),
        ("trawlers", "Not reported: The sources report no position. "
                     "Nobody has written down that it was looked for."),
    ],
)  # fmt: skip
def test_a_silence_says_what_sort_it_is(party: str, note: str) -> None:
    found = cited("observers", party)
    said = f"As of 12 May 2024: no position reported. {note}"
    assert typeset(read_entry(found[BIBTEX])[2]["note"]) == said
    (item,) = read_items(found[CSL])
    assert item["note"] == said


@pytest.mark.parametrize(
    ("summary", "said"),
    [
        ("Yes", "Yes."),
        ("Yes.", "Yes."),
        ("It says “yes.”", "It says “yes.”"),
        ("It says “yes”", "It says “yes”."),
        ("是。", "是。"),
        ("لا؟", "لا؟"),
        ("And so on…", "And so on…"),
    ],
)
def test_the_wording_ends_as_a_sentence(summary: str, said: str) -> None:
    cell = index().cell("port-access", "republic")
    assert cell.position
    cell = replace(cell, position=replace(cell.position, summary=summary))
    assert f": {said} R. Gull" in citations(index(), cell)[PLAIN]


def test_without_maintainers_there_is_no_editor(tmp_path: Path) -> None:
    lines = "maintainers: [The Parley maintainers, Nobody else]\n"
    found = of(load(edited(tmp_path, "negotiation.yaml", lines, "")))
    made = citations(found, found.cell("port-access", "kingdom"))
    assert "editor" not in read_entry(made[BIBTEX])[2]
    assert "editor" not in read_items(made[CSL])[0]


# --- a page


def test_a_page_names_its_sources_with_all_places() -> None:
    parties = ["kingdom", "republic", "islands", "isle-east", "reef-pact"]
    made = page_cited(["port-access"], parties, "Port access")
    said = (
        "Radio Vael, “A talk with the chair”, 2 May 2024, at 03:10; R. Gull, The Tide, “Nets & "
        "numbers”, 10 May 2024, paragraphs 6-7, 11-12; Pier press, “منشور”, 10 January 2024, "
        "front. Wording by the curator."
    )
    assert made[PLAIN] == f"{HEAD}Port access, as of 12 May 2024: {said} Parley, {LINK}"
    _, key, fields = read_entry(made[BIBTEX])
    assert key.startswith("every-part.port-access.") and key.endswith(".2024-05-12")
    assert typeset(fields["title"]) == f"{HEAD}Port access"
    assert typeset(fields["note"]) == f"As of 12 May 2024: {said}"
    items = read_items(made[CSL])
    assert [item["id"].removeprefix(f"{key}.") for item in items] == [
        key, "interview", "report", "leaflet",
    ]  # fmt: skip
    assert items[0]["note"] == f"As of 12 May 2024: {said}"
    assert items[2]["locator"] == "paragraphs 6-7, 11-12"


@pytest.mark.parametrize(
    ("given", "text"),
    [
        (["10", "9", "7", "8", "10"], "paragraphs 7-10"),
        (["5-7", "6", "12", "3"], "paragraphs 3, 5-7, 12"),
        (["3", "10.2", "2.1", "2.10", "2.9"], "paragraphs 2.1, 2.9, 2.10, 3, 10.2"),
        (["the headline", "4", "p. 3"], "paragraph 4, the headline, p. 3"),
        (["9-7", "2"], "paragraphs 2, 9-7"),
        (["the headline"], "the headline"),
    ],
)
def test_places_stand_in_order_each_once(given: list[str], text: str) -> None:
    cell = index().cell("port-access", "republic")
    assert cell.position
    evidence = tuple(
        Evidence(source="report", locator=where, attribution="reporter") for where in given
    )
    cell = replace(cell, position=replace(cell.position, evidence=evidence))
    assert f"10 May 2024, {text}. W" in page_citations(index(), "x", [cell])[PLAIN]
    assert read_items(citations(index(), cell)[CSL])[1]["locator"] == text


def test_a_page_of_silences() -> None:
    made = page_cited(["observers"], ["republic", "kingdom"], "Observers on board")
    assert made[PLAIN] == (
        f"{HEAD}Observers on board, as of 12 May 2024: no position reported. Parley, {LINK}"
    )
    assert len(read_items(made[CSL])) == 1
    assert "no position reported" in page_cited([], [])[PLAIN]


def test_a_page_has_no_wording_of_positions() -> None:
    cells = index().cells(index().issues, index().parties)
    made = page_citations(index(), "All", cells.values())
    for cell in cells.values():
        if cell.position and len(cell.position.summary) > 10:
            assert cell.position.summary not in "".join(made.values())


def test_no_two_share_a_key() -> None:
    keys = []
    for day in (None, "2024-03-01"):
        found = index(day)
        cells = found.cells(found.issues, found.parties)
        keys += [read_entry(citations(found, cell)[BIBTEX])[1] for cell in cells.values()]
        pages = [
            (record.title, [cell for (issue, _), cell in cells.items() if issue == id])
            for id, record in found.issues.items()
        ]
        pages += [
            (record.name, [cell for (_, party), cell in cells.items() if party == id])
            for id, record in found.parties.items()
        ]
        # The same cells under another title, and the same title over other cells.
        pages += [("منشور", pages[0][1]), ("منشور", pages[1][1]), ("منشور", pages[1][1][:1])]
        keys += [read_entry(page_citations(found, *page)[BIBTEX])[1] for page in pages]
    assert len(set(keys)) == len(keys)


# --- any text


def readable(made: dict[str, str]) -> None:
    """Each form can be read, has the address once, and takes it where it belongs."""
    assert [text.count(LINK) for text in made.values()] == [1, 1, 1]
    assert not [char for char in made[PLAIN] if unicodedata.category(char) in ("Cc", "Zl", "Zp")]
    given = {form: text.replace(LINK, ADDRESS) for form, text in made.items()}
    assert given[PLAIN].endswith(f" Parley, {ADDRESS}")
    kind, _, fields = read_entry(given[BIBTEX])
    assert (kind, fields["url"]) == ("misc", ADDRESS)
    for name, text in fields.items():
        if name != "url":
            typeset(text)
    assert read_items(given[CSL])[0]["URL"] == ADDRESS


def test_every_cell_of_the_folders(
    shipped_negotiation: Negotiation, shipped_frames: Frames
) -> None:
    shipped = CellIndex(shipped_negotiation, shipped_frames, shipped_negotiation.header.as_of)
    for found in (index(), shipped):
        cells = found.cells(found.issues, found.parties)
        for cell in cells.values():
            readable(citations(found, cell))
        readable(page_citations(found, "All", cells.values()))


TEXTS = st.text(
    st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp"), exclude_characters="\ufffe\uffff")
    | st.sampled_from("{}\\&%$#_^~\"'`<>|@,=-،؟群"),
    min_size=1,
).map(lambda text: text.strip() or "x") | st.sampled_from(
    [LINK, "link", "}{", "{{", r"\end{document}", "100% & more", '"URL": "{link}"', "a and b",
     "others", "@misc{x,", r"\u007blink}", "--", "<i>x</i>", "陈伟", "منشور", "12–14", "9-7"]
)  # fmt: skip
"""What the loader lets through: one paragraph without controls."""


@settings(deadline=None)  # the first example loads the folder
@given(st.lists(TEXTS, min_size=9, max_size=9))
def test_any_text(texts: list[str]) -> None:
    title, name, about, summary, source_title, publisher, author, speaker, where = texts
    found, cell = written(texts)
    made = citations(found, cell)
    readable(made)
    assert summary.replace(LINK, "{\u2060link}") in made[PLAIN]

    fields = read_entry(made[BIBTEX])[2]
    assert typeset(fields["title"]) == f"{title}: {name} on {about}"
    assert [typeset(each) for each in NAME.split(fields["editor"])] == [author, publisher]
    note = typeset(fields["note"])
    for text in (summary, source_title, publisher, author, speaker, where):
        assert text in note

    head, source = read_items(made[CSL])
    assert head["title"] == f"{title}: {name} on {about}"
    assert [each["literal"] for each in head["editor"]] == [author, publisher]
    assert head["note"] == note
    assert (source["title"], source["container-title"]) == (source_title, publisher)
    assert source["author"] == [{"literal": author}]
    assert where in source["note"] and speaker in source["note"]

    readable(page_citations(found, summary, [cell]))


def written(texts: list[str]) -> tuple[CellIndex, CellView]:
    """A index and a cell in which these texts stand."""
    title, name, about, summary, source_title, publisher, author, speaker, where = texts
    negotiation = every_part()
    header = negotiation.header.model_copy(
        update={"title": title, "maintainers": (author, publisher)}
    )
    (report,) = [each for each in negotiation.sources if each.id == "report"]
    source = report.model_copy(
        update={"title": source_title, "publisher": publisher, "author": author}
    )
    evidence = Evidence(source="report", locator=where, attribution="reporter", speaker=speaker)
    cell = index().cell("port-access", "republic")
    assert cell.position
    return (
        CellIndex(replace(negotiation, header=header, sources=(source,)), every_frame(), cell.day),
        replace(
            cell,
            party=cell.party.model_copy(update={"name": name}),
            issue=cell.issue.model_copy(update={"title": about}),
            position=replace(cell.position, summary=summary, evidence=(evidence,)),
        ),
    )


def test_what_data_hold_is_not_taken_for_the_address() -> None:
    found, cell = written([LINK, "link", LINK, LINK, LINK, "link", LINK, LINK, LINK])
    made = {form: text.replace(LINK, ADDRESS) for form, text in citations(found, cell).items()}
    assert [text.count(ADDRESS) for text in made.values()] == [1, 1, 1]
    fields = read_entry(made[BIBTEX])[2]
    assert typeset(fields["title"]) == f"{LINK}: link on {LINK}"
    assert NAME.split(fields["editor"])[1] == "{{}link}"
    assert read_items(made[CSL])[1]["title"] == LINK


def test_a_text_with_line_breaks_is_one_line(tmp_path: Path) -> None:
    broken = r'summary: "One,\ntwo,\r\nthree\u2028four"'
    path = edited(tmp_path, "issues/access.yaml", "summary: Foreign vessels stay out.", broken)
    rows = edited(tmp_path, "positions.csv", '"Guards, not fishers"', '"Guards,\nnot fishers"')
    assert rows == path
    found = of(load(path))
    told = citations(found, found.cell("port-access", "republic"))
    assert ": One, two, three four. R. Gull" in told[PLAIN]
    tabled = citations(found, found.cell("total-catch", "harbour-guard"))
    assert ": Guards, not fishers. Value: 110 kt. Registry" in tabled[PLAIN]
    readable(told)
    readable(tabled)
