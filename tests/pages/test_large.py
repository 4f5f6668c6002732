"""Pages of a folder that does not fit a page: parts in the address, counts in place of cells."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from parley.views.paging import MOST_COLUMNS, MOST_SIGNS
from tests.pages.test_pages import PAGES, drawn, issues, run, subject, text
from tests.views.pages import page

PARTIES, ISSUES = 50, 360
MOST_BYTES = 1_000_000


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A directory with one negotiation of 50 parties and 360 issues in three areas."""
    directory = tmp_path_factory.mktemp("large")
    write(directory / "talks", PARTIES, ISSUES)
    return directory


def write(folder: Path, parties: int, issues: int) -> None:
    """A folder whose positions stand in a table: party p holds one on issue i unless p + i is a
    multiple of 3, against where p is odd and for where it is even."""
    (folder / "issues").mkdir(parents=True)
    (folder / "negotiation.yaml").write_text(
        "format: 1\ntitle: Talks\nsummary: Many parties talk.\nas_of: 2025-12-31\n", "utf-8"
    )
    (folder / "parties.yaml").write_text(
        "".join(
            f"- {{id: p{n}, name: Party {n}, kind: state, role: "
            f"{'principal' if n < 4 else 'supporter'}}}\n"
            for n in range(parties)
        ),
        "utf-8",
    )
    (folder / "sources.yaml").write_text(
        "".join(
            f"- {{id: s{n}, title: Report {n}, publisher: Paper, date: 2025-12-01}}\n"
            for n in range(30)
        ),
        "utf-8",
    )
    for area in range(3):
        listed = "".join(
            f"  - {{id: i{n}, title: Issue {n}, proposal: Do {n}., status: open}}\n"
            for n in range(area, issues, 3)
        )
        (folder / "issues" / f"a{area}.yaml").write_text(
            f"area: a{area}\ntitle: Area {area}\nissues:\n{listed}", "utf-8"
        )
    rows = [
        f"i{i},p{p},{'opposes' if p % 2 else 'supports'},s{(i + p) % 30},{i + 1},on-record\n"
        for i in range(issues)
        for p in range(parties)
        if (i + p) % 3
    ]
    (folder / "positions.csv").write_text(
        f"issue,party,stance,source,locator,attribution\n{''.join(rows)}", "utf-8"
    )


@pytest.fixture(autouse=True)
def served(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PARLEY_DATA", str(data))


def sent(app: AppTest) -> int:
    """How many bytes the elements of a page take."""
    protos = [getattr(each, "proto", None) for each in app]
    return sum(each.ByteSize() for each in protos if each is not None)


def parts(app: AppTest) -> dict[str, int]:
    """The controls of parts on a page, each with how many it offers."""
    found = [each.proto for each in app.get("pagination")]
    return {each.query_param_key: each.num_pages for each in found}


def parties(data: dict[str, Any]) -> list[str]:
    return [each["id"] for each in data["parties"]]


def test_the_parts_of_the_matrix_cover_every_issue_and_party_once() -> None:
    offered = parts(run("matrix"))
    assert offered == {"matrix_issues": 4, "matrix_parties": 2}
    rows, columns = [], []
    for number in range(1, offered["matrix_issues"] + 1):
        shown = drawn(run("matrix", matrix_issues=str(number)))
        assert len(issues(shown)) * len(parties(shown)) <= MOST_SIGNS
        assert len(parties(shown)) <= MOST_COLUMNS
        assert shown["narrows"] is False
        rows += issues(shown)
    for number in range(1, offered["matrix_parties"] + 1):
        columns += parties(drawn(run("matrix", matrix_parties=str(number))))
    assert sorted(rows) == sorted(f"i{n}" for n in range(ISSUES))
    assert columns == [f"p{n}" for n in range(PARTIES)]


def test_what_is_out_of_sight_is_said() -> None:
    said = text(run("matrix", matrix_issues="2"))
    assert "Issues 91 to 180 of 360" in said and "Parties 1 to 25 of 50" in said


def test_a_cell_in_the_address_opens_on_the_part_that_has_it() -> None:
    app = run("matrix", cell="p49.i359")
    shown = drawn(app)
    assert shown["open"] == "p49.i359"
    assert "i359" in issues(shown) and "p49" in parties(shown)
    asked = drawn(run("matrix", cell="p49.i359", matrix_issues="1", matrix_parties="1"))
    assert asked["open"] == "p49.i359" and "i359" not in issues(asked)


def test_a_number_that_is_none_is_the_first_part() -> None:
    assert drawn(run("matrix", matrix_issues="99")) == drawn(run("matrix"))


def test_a_filter_begins_at_the_first_part_and_what_then_fits_is_whole() -> None:
    app = run("matrix", matrix_issues="3")
    app.query_params["area"] = ["a1"]
    app.run()
    shown = drawn(app)
    assert parts(app) == {"matrix_issues": 2, "matrix_parties": 2} and issues(shown)[0] == "i1"
    app.query_params["party"] = ["p1", "p2"]
    app.run()
    assert parts(app) == {} and len(issues(drawn(app))) == ISSUES // 3
    assert drawn(app)["narrows"] is True


def overview_html(data: Path, **query: list[str]) -> str:
    """The Overview with all that opens, as markup."""
    return page("overview", (), data / "talks", **query).html


def test_the_overview_shows_a_part_of_the_issues_and_counts_the_whole_by_area(data: Path) -> None:
    app = run()
    said = text(app)
    assert "None of 360 issues is agreed. On each of them some stand apart." in said
    assert parts(app)["stands_issues"] == 6 and said.count('class="apart"') == 60
    assert re.search(r"Area 0</a></th><td>120</td><td>120</td><td>120</td>", said)
    # Issue 1: of parties 0, 2, … and 1, 3, … those whose number and 1 do not come to a third.
    (row,) = re.findall(r"<tr[^>]*><th[^>]*><a[^>]*>Issue 1</a>.*?</tr>", said)
    assert ">17 against<" in row and ">17 for<" in row and ">16</td>" in row
    assert "Party 0, Party 4, Party 6" in row


def test_the_overview_counts_leanings_by_area_and_party(data: Path) -> None:
    html = overview_html(data)
    # Area 0 is i0, i3, …: party 1 is against all 120 of them, party 0 is silent on all.
    assert re.search(
        r'href="matrix\?negotiation=talks&amp;party=p1&amp;area=a0&amp;day=2025-12-31" '
        r'title="120 against, of 120 issues"',
        html,
    )
    assert 'title="120 silent, of 120 issues"' in html


def test_counts_are_of_what_is_measured(data: Path) -> None:
    found, every = overview_html(data, stance=["supports"]), overview_html(data)
    assert 'title="120 for, of 120 issues"' in every
    titles = re.compile(r'title="[^"]* of 120 issues"')
    assert titles.findall(found) == titles.findall(every)
    out = overview_html(data, attribution=["second-hand"])
    assert 'title="120 left out, of 120 issues"' in out


def test_the_groups_of_a_comparison_keep_their_counts() -> None:
    app = run("compare", party=[f"p{n}" for n in range(20)])
    shown = text(app)
    assert parts(app) == {"compare_issues": 12}
    assert 'They stand apart <span class="number">360</span>' in shown
    assert shown.count('<tr class="full">') == 30
    last = run("compare", party=[f"p{n}" for n in range(20)], compare_issues="12")
    assert 'data-link="compare?' in text(last) and "compare_issues=12" in text(last)


def test_every_position_of_a_party_is_on_one_of_its_parts() -> None:
    app = run("party", subject="p1")
    assert parts(app)["party_positions"] == 2
    told = [
        re.findall(
            r'data-cell="p1\.(i\d+)"', text(run("party", subject="p1", party_positions=each))
        )
        for each in ("1", "2")
    ]
    said = text(app)
    assert "Heard on 240 of 360 issues" in said
    assert "Positions 1 to 120 of 240" in said
    spoken = {f"i{n}" for n in range(ISSUES) if (n + 1) % 3}
    assert spoken <= {*told[0], *told[1]} and not spoken <= {*told[0]}


def test_of_many_others_a_party_shows_the_nearest_and_the_farthest() -> None:
    said = text(run("party", near=["party/near-and-far"], subject="p1"))
    scores = re.findall(r'<td class="score" [^>]*>([\d.]+)</td>', said)
    assert scores == ["1.00"] * 15 + ["0.00"] * 15
    assert "and 19 more pairs between these, in order" in said


def test_what_is_measured_once_is_not_shown_for_another_choice() -> None:
    near = ["common-ground/pairs"]
    whole = text(run("common ground", near))
    # Every issue stays in view.
    marked = text(run("common ground", near, stance=["supports"]))
    narrowed = text(run("common ground", near, area=["a1"]))
    rests = [
        set(re.findall(r"<td [^>]*>both heard on \d+ of (\d+)", said))
        for said in (whole, marked, narrowed)
    ]
    assert rests == [{"360"}, {"360"}, {"120"}]
    assert "stance=supports" in marked and "stance=" not in whole + narrowed
    assert [href for href in re.findall('href="issue[^"]*"', marked) if "stance=" not in href] == []


def test_a_chooser_offers_the_issues_with_the_words_that_are_typed() -> None:
    app = run("issue", issue="i7")
    assert subject(app)["chosen"] == "i7" and subject(app)["options"][1] == ["i0", "Issue 0"]
    app.session_state["page-issue"] = {"words": "issue 35"}
    offered = subject(app.run())["options"]
    assert offered[0] == ["i7", "Issue 7"] and {label for _, label in offered[1:]} == {
        f"Issue {n}" for n in range(ISSUES) if "35" in str(n)
    }  # fmt: skip


@pytest.mark.parametrize("page", list(PAGES))
def test_no_page_sends_more_than_a_megabyte(page: str) -> None:
    assert 0 < sent(run(page)) < MOST_BYTES


@pytest.mark.parametrize("page", list(PAGES))
def test_on_the_shipped_folder_no_page_has_a_part(
    page: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PARLEY_DATA")
    app = run(page)
    assert set(parts(app)) <= {"page"}  # the citations of the evidence page
    assert not [each for each in app.text_input if (each.key or "").endswith("_words")]


def test_a_session_keeps_nothing_of_the_run() -> None:
    app = run("matrix")
    assert "parley" not in app.session_state
