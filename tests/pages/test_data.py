"""The Data page through Streamlit's own test driver: what it offers, and what it explains."""

from __future__ import annotations

import re
import shutil
from html import escape
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from parley.export import EXPORTERS
from parley.format.schema import described
from parley.frames.columns import COLUMNS, column_descriptions
from parley.wording import join_and
from tests.folders import CASES, EVERY_PART

ROOT = Path(__file__).resolve().parents[2]
FORMATS = sorted(each.label for each in EXPORTERS.values())


def run(**query: str | list[str]) -> AppTest:
    app = AppTest.from_file(str(ROOT / "pages" / "frame.py"), default_timeout=30)
    for key, value in query.items():
        app.query_params[key] = value
    app.run()
    return settled(app.switch_page("data.py").run())


def settled(app: AppTest) -> AppTest:
    assert [each.value for each in app.exception] == []
    return app


def text(app: AppTest) -> str:
    return " ".join(each.proto.body for each in app.get("html"))


def offered(app: AppTest) -> list[str]:
    """The links that download tables."""
    return re.findall('<a [^>]*class="file">([^<]*)</a>', text(app))


def tables(app: AppTest) -> dict[str, str]:
    """The tables at a glance, each with its number of rows."""
    labels = [each.label for each in app.expander if " · " in each.label]
    return dict(label.split(" · ") for label in labels)


@pytest.fixture
def folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A copy of every-part in a data directory of its own."""
    monkeypatch.setenv("PARLEY_DATA", str(tmp_path / "data"))
    return shutil.copytree(EVERY_PART, tmp_path / "data" / "every-part")


def edit(path: Path, before: str, after: str) -> None:
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after), "utf-8")


def test_the_page_says_as_of_when_under_which_licence_and_how_much() -> None:
    app = run()
    said = text(app)
    assert re.search("<h1>[0-9]+ rows in 11 tables, as of 15 December 2025</h1>", said)
    for part in ("CC BY 4.0", "The Parley maintainers"):
        assert part in said
    assert re.findall('<h2 class="section">([^<]*)</h2>', said) == [
        "Download", "The state of the folder", "The tables", "The format", "Negotiations here"
    ]  # fmt: skip


def test_a_choice_between_what_is_in_view_and_everything(folder: Path) -> None:
    in_view = run()
    assert offered(in_view) == FORMATS
    escaped = join_and([each.title for each in EXPORTERS.values() if each.spreadsheet])
    assert f"could run as a formula are kept from it in {escaped}." in text(in_view)
    assert "11 parties, 6 issues and 25 positions held on 12 May 2024" in text(in_view)
    assert "A bloc's rows stand for North Isle and Small Isles." in text(in_view)
    assert tables(in_view)["positions"] == "25 rows"
    everything = run(download="Everything")
    assert "13 parties, 6 issues and 36 positions, whatever is filtered" in text(everything)
    assert tables(everything)["positions"] == "36 rows"
    assert offered(everything) == FORMATS


def test_what_is_filtered_is_said_in_words(folder: Path) -> None:
    said = text(run(party=["kingdom", "republic"], stance=["opposes"], words="foreign vessels"))
    assert "2 parties, 1 issue and 1 position held on 12 May 2024" in said
    assert (
        "Filtered by party (Kingdom of Vael, جمهورية المنارة), stance (Opposes) and "
        "words (“foreign vessels”). Positions that do not match are left out."
    ) in said
    assert "No filter is set." in text(run())
    assert "red lines only" in text(run(red_lines="true"))


def test_where_nothing_is_in_view_nothing_is_offered_but_everything_is() -> None:
    empty = run(area="territory", status="agreed")
    assert "Nothing is in view" in text(empty)
    assert offered(empty) == []
    app = settled(empty.radio(key="download").set_value("Everything").run())
    assert offered(app) == FORMATS


def test_an_export_beside_the_data_is_no_start_page_and_is_told_of(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PARLEY_DATA", str(CASES / "exports-in-data"))
    said = text(run())
    assert 'aria-current="page" dir="auto" lang="en">Harbour wages</a>' in said
    assert "<code>exports-in-data/exports</code> not shown: it has no negotiation.yaml" in said


def test_the_licence_and_the_citation_can_be_copied() -> None:
    said = text(run(stance=["opposes"]))
    assert (
        'data-copy="The Parley maintainers: Ukraine peace talks, Berlin. Data as of 15 December '
        "2025, Parley "
    ) in said
    assert "Licence: CC BY 4.0. {link}" in said
    assert (
        'data-link="data?negotiation=ukraine-berlin&amp;stance=opposes&amp;day=2025-12-15"' in said
    )
    everything = text(run(stance=["opposes"], download="Everything"))
    assert (
        'data-link="data?negotiation=ukraine-berlin&amp;day=2025-12-15&amp;download=Everything"'
        in everything
    )


def test_without_a_licence_the_page_says_so(folder: Path) -> None:
    edit(folder / "negotiation.yaml", "licence: CC0-1.0\n", "")
    edit(folder / "negotiation.yaml", "maintainers: [The Parley maintainers, Nobody else]\n", "")
    said = text(run())
    assert "No licence stated" in said and "Maintained by" not in said
    assert "None is stated: ask those who maintain it before reuse." in said
    assert 'data-copy="Lantern Sea quota round &lt;2024&gt;. Data as of' in said


def test_what_excel_cannot_hold_is_said_in_place_of_its_button(folder: Path) -> None:
    edit(folder / "parties.yaml", "Fishes with large vessels.", "long " * 7_000)
    app = run()
    assert offered(app) == [label for label in FORMATS if label != "Excel workbook"]
    assert "No Excel workbook: parties.note has a text of more than 32,766 characters" in text(app)
    assert offered(run(party=["republic"])) == FORMATS


def test_a_sound_folder_says_so() -> None:
    assert "No fault and no warning." in text(run())


def test_warnings_are_listed_with_file_line_and_message(folder: Path) -> None:
    sources = folder / "sources.yaml"
    lines = sources.read_text("utf-8").count("\n")
    with sources.open("a", encoding="utf-8") as file:
        file.write("- {id: unused, title: Unused, publisher: Nobody, date: 2024-01-01}\n")
    (folder / "parties.yml").write_text("x", "utf-8")
    said = text(run())
    assert "2 warnings." in said and "No fault and no warning." not in said
    assert f"<code>data/every-part/sources.yaml:{lines + 1}</code>" in said
    assert "nothing cites the source 'unused'" in said
    assert "parties.yml:1" in said


def test_the_last_good_state_says_that_there_are_faults(folder: Path) -> None:
    app = run()
    edit(folder / "events.yaml", "kind: meeting", "kind: meting")
    said = text(settled(app.run()))
    assert "1 fault, listed above: what is shown is the last good state." in said
    assert "No fault and no warning." not in said
    assert said.count("expected one of meeting") == 1


def test_a_table_at_a_glance_is_drawn_when_it_is_opened(folder: Path) -> None:
    app = run()
    assert list(tables(app)) == list(COLUMNS)
    assert "The columns of" not in text(app)
    app.session_state["table-positions"] = True
    said = text(settled(app.run()))
    assert "The columns of positions" in said and "The columns of parties" not in said
    for column, meaning in column_descriptions()["positions"].items():
        assert f"<code>{column}</code>" in said
        assert meaning.replace("'", "&#x27;") in said.replace("'", "&#x27;")
    rows = said.split("The first rows of positions", 2)[-1].split("</table>")[0]
    assert rows.count('scope="row"') == 20
    assert "<td>2024-05-10</td>" in rows and "<td>–</td>" in rows and "<td>true</td>" in rows


def test_a_long_text_is_cut_at_a_glance(folder: Path) -> None:
    edit(folder / "parties.yaml", "Fishes with large vessels.", "long " * 400)
    app = run(party=["kingdom"])
    app.session_state["table-parties"] = True
    said = text(settled(app.run()))
    assert "All rows of parties" in said
    assert f"<td>{('long ' * 400)[:119]}…</td>" in said


def test_every_record_of_the_format_is_explained_with_its_keys() -> None:
    app = run()
    said = text(app)
    for file in described().values():
        (label,) = (each.label for each in app.expander if f"`{file.file}`" in each.label)
        assert file.meaning in label
        for record in file.records[1:]:
            assert f"<h3>{record.heading}</h3>" in said
    assert '<th scope="row" class="required"><code>stance</code>' not in said
    assert '<th scope="row" class="required"><code>attribution</code>' in said
    assert "<dt><code>second-hand</code></dt><dd>Told by somebody of another party.</dd>" in said
    assert "locator unit: <code>6</code>, <code>12-14</code>" in said


def test_each_schema_can_be_downloaded_and_all_at_once() -> None:
    said = text(run())
    for name, file in described().items():
        link = f'href="parley/schemas/{name}.schema.json" download'
        assert f"{link}>JSON Schema of {escape(file.file)}</a>" in said
    assert 'href="parley/schemas/parley-schemas.zip" download>All JSON Schemas (ZIP)</a>' in said


def test_the_other_negotiations_are_linked_and_the_current_one_is_marked(folder: Path) -> None:
    shutil.copytree(ROOT / "data" / "ukraine-berlin", folder.parent / "ukraine-berlin")
    broken = shutil.copytree(EVERY_PART, folder.parent / "unfinished")
    edit(broken / "events.yaml", "kind: meeting", "kind: meting")
    said = text(run(negotiation="every-part", stance=["opposes"]))
    assert (
        '<a href="data?negotiation=every-part&amp;day=2024-05-12" aria-current="page" dir="auto" '
        'lang="en-GB">Lantern Sea quota round &lt;2024&gt;</a>'
    ) in said
    assert (
        '<a href="data?negotiation=ukraine-berlin&amp;day=2025-12-15" dir="auto" lang="en">'
        "Ukraine peace talks, Berlin</a>" in said
    )
    assert "ukraine-berlin · as of 15 December 2025" in said
    assert '<a href="data?negotiation=unfinished" dir="auto">unfinished</a>' in said
    assert "unfinished · 1 fault" in said
    assert "To add one, put a folder with <code>negotiation.yaml</code>" in said
