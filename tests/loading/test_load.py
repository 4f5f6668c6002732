"""A folder in, a negotiation out: the same from YAML, CSV and Parquet."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from parley.format.problems import FolderError, number_of
from parley.loading import loader
from parley.loading.loader import Negotiation, inspect, load

from .folders import SOUND, Edit, folder, problems

TABLES: dict[str, Edit] = {
    "parties.yaml": None,
    "sources.yaml": None,
    "issues/border.yaml": None,
    "issues/money.yaml": None,
    "parties.csv": """\
id,name,kind,role
north,North,state,principal
south,South,state,principal
""",
    "sources.csv": """\
id,title,publisher,date,locator_count
paper,Report,Paper,2025-12-14,17
""",
    "issues.csv": """\
id,area,area_title,title,proposal,status,scale.min,scale.max,scale.low,scale.high
line,border,Border,The line,The border is moved.,disputed,,,,
price,money,Money,The price,The price rises.,open,0,10,free,dear
""",
    "positions.csv": """\
issue,party,stance,value,value.from,value.to,summary,source,locator,attribution
line,north,supports,,,,Asks for it.,paper,1,on-record
line,south,opposes,,,,Rejects it.,paper,2-3,on-record
price,north,,3,,,Offers three.,paper,4,on-record
price,south,,,4,6,Asks for four to six.,paper,5,on-record
""",
}
NO_OPTIONS = (
    SOUND["issues/money.yaml"]
    .replace("        option: some\n", "")
    .replace("        option: much\n        fallback: some\n", "")
    .replace(
        """\
    options:
      - {id: none, text: No rise}
      - {id: some, text: A small rise}
      - {id: much, text: A large rise}
""",
        "",
    )
)


def same(one: Negotiation, other: Negotiation) -> None:
    assert one.parties == other.parties
    assert one.sources == other.sources
    assert one.areas == other.areas
    assert one.area_of == other.area_of
    for frame in ("positions", "evidence", "conditions", "disputes"):
        left, right = getattr(one, frame), getattr(other, frame)
        pd.testing.assert_frame_equal(left.astype(object), right.astype(object), check_dtype=False)


def test_tables_give_the_same_as_yaml(tmp_path: Path) -> None:
    of_yaml = load(folder(tmp_path / "a", {"issues/money.yaml": NO_OPTIONS}))
    of_tables = load(folder(tmp_path / "b", TABLES))
    same(of_yaml, of_tables)


def test_parquet_gives_the_same_as_csv(tmp_path: Path) -> None:
    of_csv = folder(tmp_path / "a", TABLES)
    of_parquet = folder(tmp_path / "b", TABLES)
    for csv in of_parquet.glob("*.csv"):
        pd.read_csv(csv).to_parquet(csv.with_suffix(".parquet"), index=False)
        csv.unlink()
    same(load(of_csv), load(of_parquet))


def test_tables_beside_yaml(tmp_path: Path) -> None:
    """One area in a file, one in tables, positions of both; options in the file alone."""
    path = folder(
        tmp_path,
        {
            "parties.csv": "id,name,kind,role\nwest,West,state,observer\n",
            "issues.csv": "id,area,title,proposal,status\n"
            "law,courts,Law,It is made.,open\ntoll,money,Toll,It falls.,open\n",
            "positions.csv": "issue,party,stance,option,source\n"
            "line,west,open,,paper\nlaw,north,open,,paper\nlaw,south,open,,paper\n"
            "toll,north,open,,paper\ntoll,south,open,,paper\n",
        },
    )
    assert problems(path) == []
    negotiation = load(path)
    assert [issue.id for issue in negotiation.issues] == ["line", "price", "toll", "law"]
    assert {area: title.title for area, title in negotiation.areas.items()} == {
        "border": "Border",
        "money": "Money",
        "courts": "Courts",
    }
    assert negotiation.positions["party"].tolist() == [
        "north", "south", "north", "south", "west", "north", "south", "north", "south",
    ]  # fmt: skip


def test_what_a_table_may_leave_empty(tmp_path: Path) -> None:
    table = "issue,party,stance,source,summary,locator,attribution\nline,north,open,paper,,,\n"
    negotiation = load(folder(tmp_path, {"positions.csv": table}))
    position, evidence = negotiation.positions.iloc[-1], negotiation.evidence.iloc[-1]
    assert pd.isna(position["summary"])
    assert pd.isna(position["gist"])
    assert pd.isna(position["given_date"])
    assert f"{position['date']:%Y-%m-%d}" == "2025-12-14"
    assert (evidence["locator"], evidence["attribution"]) == ("row 1", "document")


def test_the_date_is_that_of_the_newest_source(tmp_path: Path) -> None:
    path = folder(
        tmp_path,
        {
            "sources.yaml": SOUND["sources.yaml"]
            + "- {id: radio, title: News, publisher: Radio, date: 2025-12-15}\n"
            + "- {id: book, title: Book, publisher: Press, date: 1999-01-01}\n",
            "issues/border.yaml": (
                "locator: 1, attribution: on-record}",
                (
                    "locator: 1, attribution: on-record}\n"
                    "          - {source: radio, locator: 1, attribution: reporter}\n"
                    "          - {source: book, locator: 1, attribution: document}"
                ),
            ),
        },
    )
    days = load(path).positions["date"]
    assert [f"{day:%m-%d}" for day in days] == ["12-15", "12-14", "12-14", "12-14"]


def test_lists_in_cells(tmp_path: Path) -> None:
    path = folder(
        tmp_path,
        {
            "parties.csv": "id,name,kind,role,members\n"
            'a,A,bloc,observer,north south\nb,B,bloc,observer,"north, south"\n'
            "c,C,bloc,observer,north;south\nd,D,bloc,observer,\n",
            "events.csv": "id,title,date,parties,issues,source\n"
            "talks,Talks,2025-12-14,north south,line,paper\n",
        },
    )
    assert problems(path) == []
    negotiation = load(path)
    assert [party.members for party in negotiation.parties[2:]] == [("north", "south")] * 3 + [()]
    (event,) = negotiation.events
    assert (event.parties, event.issues) == (("north", "south"), ("line",))
    assert (event.evidence[0].locator, event.evidence[0].attribution) == ("row 1", "document")


def test_words_of_yaml_survive_as_ids_names_and_locators(tmp_path: Path) -> None:
    path = folder(
        tmp_path,
        {
            "parties.yaml": "- {id: no, name: null, kind: state, role: principal}\n"
            "- {id: '1', name: NA, kind: state, role: observer}\n"
            "- {id: 2025-12-15, name: 1.10, kind: state, role: observer, short: yes}\n",
            "issues/money.yaml": None,
            "issues/border.yaml": SOUND["issues/border.yaml"]
            .replace("party: north", "party: no")
            .replace("party: south", "party: 2025-12-15")
            .replace("locator: 1,", "locator: 1.10,"),
        },
    )
    negotiation = load(path)
    assert [(party.id, party.name) for party in negotiation.parties] == [
        ("no", "null"),
        ("1", "NA"),
        ("2025-12-15", "1.10"),
    ]
    assert negotiation.parties[2].short == "yes"
    assert negotiation.evidence["locator"].tolist() == ["1.10", "2-3"]


@pytest.mark.parametrize("ending", ["\r\n", "\r"], ids=["Windows", "old Macintosh"])
def test_line_ends_change_nothing(tmp_path: Path, ending: str) -> None:
    for name, files in (("yaml", {}), ("tables", TABLES)):
        texts = {file: text for file, text in {**SOUND, **files}.items() if isinstance(text, str)}
        edits: dict[str, Edit] = {file: text.replace("\n", ending) for file, text in texts.items()}
        plain = load(folder(tmp_path / name / "plain", files))
        same(plain, load(folder(tmp_path / name / "other", {**files, **edits})))


def test_all_faults_at_once_in_file_order(tmp_path: Path) -> None:
    path = folder(
        tmp_path,
        {
            "negotiation.yaml": SOUND["negotiation.yaml"].replace(
                "as_of: 2025-12-15", "as_of: today"
            )
            + "home_parties: [north, west]\n",
            "parties.yaml": SOUND["parties.yaml"]
            + "- {id: north, name: North, kind: country, role: observer}\n",
            "sources.yaml": SOUND["sources.yaml"].replace("title: Report", "url: ftp://x"),
            "events.yaml": "- {id: talks, date: 2025-12-01, title: Talks, issues: [law], evidence: "
            "[]}\n",
            "issues/border.yaml": SOUND["issues/border.yaml"]
            .replace("stance: supports", "stance: support")
            .replace("locator: 2-3", "locator: 18"),
            "issues/money.yaml": SOUND["issues/money.yaml"]
            .replace("value: 3", "value: 30")
            .replace("option: much", "option: more"),
            "issues.csv": "id,area,title,proposal,status\nprice,courts,Law,It is made.,open\n",
            "positions.csv": "issue,party,stance,source\n"
            "line,south,opposes,paper\nlime,north,yes,paper\n",
        },
    )
    assert problems(path) == [
        "talks/negotiation.yaml:4: as_of: expected a date as YYYY-MM-DD, got 'today'",
        "talks/negotiation.yaml:5: home_parties[1]: no party has the id 'west'",
        (
            "talks/parties.yaml:3: [2].kind: expected one of state, bloc, organisation, armed-group, "
            "political-party, public, other, got 'country'"
        ),
        "talks/parties.yaml:3: [2].id: party 'north' twice, first in talks/parties.yaml:1",
        "talks/sources.yaml:1: [0].title: missing, this key is required",
        (
            "talks/sources.yaml:1: [0].url: expected an address that begins with http:// or https://, "
            "got 'ftp://x'"
        ),
        "talks/events.yaml:1: [0].evidence: expected at least 1, got 0",
        "talks/events.yaml:1: [0].issues[0]: no issue has the id 'law'",
        (
            "talks/issues/border.yaml:10: issues[0].positions[0].stance: expected one of supports, "
            "open, "
            "undecided, reluctant, opposes, got 'support', did you mean 'supports'?"
        ),
        (
            "talks/issues/border.yaml:18: issues[0].positions[1].evidence[0].locator: expected a "
            "paragraph "
            "from 1 to 17 of 'paper', got '18'"
        ),
        "talks/issues.csv:2: row 1, id: issue 'price' twice, first in talks/issues/money.yaml:4",
        (
            "talks/positions.csv:2: row 1, party: the same position of 'south' on 'line' twice, "
            "give one position both pieces of evidence"
        ),
        (
            "talks/positions.csv:3: row 2, stance: expected one of supports, open, undecided, "
            "reluctant, "
            "opposes, got 'yes'"
        ),
        "talks/positions.csv:3: row 2, issue: no issue has the id 'lime', did you mean 'line'?",
    ]


def test_load_raises_with_every_fault(tmp_path: Path) -> None:
    path = folder(tmp_path, {"parties.yaml": "", "sources.yaml": ""})
    with pytest.raises(FolderError) as raised:
        load(path)
    assert str(raised.value) == (
        f"{path}/parties.yaml:1: file: the file is empty\n"
        f"{path}/sources.yaml:1: file: the file is empty"
    )
    assert len(raised.value.problems) == 2


@pytest.mark.parametrize(
    ("name", "remedy"),
    [
        ("Talks", "talks"), ("the talks", "the-talks"), ("talks_2", "talks-2"),
        ("t" * 81, "t" * 80),
    ],
)  # fmt: skip
def test_a_folder_is_named_by_an_id(tmp_path: Path, name: str, remedy: str) -> None:
    shown = name if len(name) <= 60 else "t" * 59 + "…"
    assert problems(folder(tmp_path, name=name)) == [
        (
            f"{name}:1: folder: expected a folder named by an id of at most 80 lower-case letters, "
            "digits "
            f"and single hyphens, got {shown!r}, rename it {remedy!r}"
        )
    ]


@pytest.mark.parametrize("name", ["none", "file", "x" * 300])
def test_no_folder(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").write_text("")
    negotiation, found = inspect(tmp_path / name)
    assert negotiation is None
    assert len(found) == 1
    assert found[0].where == "folder"


def test_an_empty_list_holds_nothing(tmp_path: Path) -> None:
    empty: dict[str, Edit] = {
        "parties.yaml": "[]\n",
        "sources.yaml": "[]\n",
        "issues/money.yaml": None,
    }
    bare = "area: border\ntitle: Border\nissues: []\n"
    negotiation = load(folder(tmp_path, {**empty, "issues/border.yaml": bare}))
    assert (negotiation.parties, negotiation.sources, negotiation.issues) == ((), (), ())
    assert len(negotiation.positions) == 0


def test_links(tmp_path: Path) -> None:
    path = folder(tmp_path, {"parties.yaml": None, "sources.yaml": None, "events.yaml": None})
    (tmp_path / "secret").write_text("root: x\n")
    (path / "parties.yaml").symlink_to(tmp_path / "secret")
    (path / "sources.yaml").symlink_to("sources.yaml")
    (path / "events.yaml").symlink_to("nowhere")
    (path / "issues.csv").symlink_to("../../../etc/passwd")
    assert problems(path) == [
        "talks/parties.yaml:1: file: a link that leads out of the folder, put the file itself here",
        "talks/sources.yaml:1: file: expected a file that can be read",
        "talks/events.yaml:1: file: expected a file that can be read",
        "talks/issues.csv:1: file: a link that leads out of the folder, put the file itself here",
    ]


def test_a_link_within_the_folder_is_a_file(tmp_path: Path) -> None:
    path = folder(tmp_path)
    (path / "parties.yaml").rename(path / "README.yaml")
    (path / "parties.yaml").symlink_to("README.yaml")
    assert problems(path) == []


def test_a_linked_folder_of_issues(tmp_path: Path) -> None:
    path = folder(tmp_path)
    shutil.move(path / "issues", tmp_path / "elsewhere")
    (path / "issues").symlink_to(tmp_path / "elsewhere")
    assert problems(path) == [
        "talks/issues:1: folder: a link that leads out of the folder, put the files themselves here"
    ]


def test_folders_named_like_files(tmp_path: Path) -> None:
    path = folder(tmp_path, {"parties.yaml": None})
    for name in ("parties.yaml", "events.yaml", "positions.csv", "issues/law.yaml"):
        (path / name).mkdir()
    assert problems(path) == [
        "talks/parties.yaml:1: file: expected a file that can be read",
        "talks/events.yaml:1: file: expected a file that can be read",
        "talks/issues/law.yaml:1: file: expected a file that can be read",
        "talks/positions.csv:1: file: expected a file that can be read",
    ]


def test_files_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Root may read all, so the refusal is played."""
    path = folder(tmp_path, {"positions.csv": "issue,party,source\n", "positions.parquet": b""})
    opened = Path.open

    def refuse(self: Path, *args: object, **kwargs: object) -> object:
        if self.name.startswith(("parties", "positions")):
            raise PermissionError(13, os.strerror(13), str(self))
        return opened(self, *args, **kwargs)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", refuse)
    assert problems(path) == [
        "talks/parties.yaml:1: file: cannot be read: Permission denied",
        "talks/positions.csv:1: file: cannot be read: Permission denied",
        "talks/positions.parquet:1: file: cannot be read: Permission denied",
    ]


def test_a_folder_that_may_not_be_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Path) -> object:
        raise PermissionError(13, os.strerror(13), str(self))

    path = folder(tmp_path)
    monkeypatch.setattr(Path, "iterdir", refuse)
    assert problems(path) == ["talks:1: folder: cannot be read: Permission denied"]


def test_a_hundred_thousand_faults_of_yaml_are_reported_in_seconds(tmp_path: Path) -> None:
    parties = "".join(
        f"- {{id: p{n}, name: P, kind: land, role: observer, x: 1}}\n" for n in range(50_000)
    )
    path = folder(tmp_path, {"parties.yaml": SOUND["parties.yaml"] + parties})
    assert number_of(inspect(path)[1]) == 100_000


def test_long_chains_of_blocs_are_followed(tmp_path: Path) -> None:
    chain = "".join(
        f"- {{id: p{n}, name: P, kind: bloc, role: observer, members: [p{n + 1}]}}\n"
        for n in range(5_000)
    )
    last = "- {id: p5000, name: P, kind: bloc, role: observer, members: [p0]}\n"
    path = folder(tmp_path, {"parties.yaml": SOUND["parties.yaml"] + chain + last})
    assert problems(path) == [
        (
            "talks/parties.yaml:3: [2].members: the bloc 'p0' contains itself, "
            "through p1, p2, p3, p4, p5 and 4996 more"
        )
    ]


def test_a_folder_that_is_written_while_it_is_read_is_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = folder(tmp_path)
    sources = (path / "sources.yaml").read_text("utf-8")
    (path / "sources.yaml").write_text("half of it", "utf-8")
    read = loader.read_folder
    readings = []

    def slow(files: Any) -> Any:
        found = read(files)
        readings.append(found)
        if len(readings) == 1:
            (path / "sources.yaml").write_text(sources, "utf-8")
        return found

    monkeypatch.setattr(loader, "read_folder", slow)
    assert load(path).sources[0].id == "paper" and len(readings) == 2

    def always(files: Any) -> Any:
        (path / "notes.txt").write_text(str(len(readings)) * len(readings), "utf-8")
        return slow(files)

    monkeypatch.setattr(loader, "read_folder", always)
    assert load(path).sources[0].id == "paper" and len(readings) == 2 + loader.MOST_READINGS
