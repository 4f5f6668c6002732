"""Sources from what reference managers export."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from parley.importing.rows import ImportRefused
from parley.loading.loader import Negotiation, load
from tests.folders import EVERY_PART
from tests.importing.made_references import BIBTEX, CSL, write_bibtex, write_csl, write_ris
from tests.importing.trying import fill, run

FIRST_DAY = {"layout": {"incomplete_dates": "first-day"}, "source": {"publisher": "Not named"}}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(EVERY_PART, tmp_path / "data" / "every-part"))


def told(negotiation: Negotiation, since: int) -> list[tuple[str | None, ...]]:
    return [
        (each.id, each.title, each.author, each.publisher, str(each.date), each.kind, each.url,
         each.note)
        for each in negotiation.sources[since:]
    ]  # fmt: skip


def brought(file: Path, folder: Path, values: object = FIRST_DAY) -> list[tuple[str | None, ...]]:
    before = len(load(folder).sources)
    first = run(file, folder)
    assert not first.written and len(load(folder).sources) == before
    fill(file.parent / "mapping.yaml", values)  # type: ignore[arg-type]
    assert run(file, folder).written
    return told(load(folder), before)


def test_bibtex(tmp_path: Path, folder: Path) -> None:
    write_bibtex(tmp_path / "library.bib")
    assert brought(tmp_path / "library.bib", folder) == [
        ("open2025", "The Tax & the n", "Anna Nöme, Union and Friends", "The Herald",
         "2025-03-01", "document", "https://example.org/a_b", None),
        ("ministry", "A report", None, "Ministry", "2024-02-01", "document",
         "https://doi.org/10.1000/xyz", "Dated 2024-02."),
        ("thesis", "Untitled", None, "Not named", "2019-01-01", "document", None, "Dated 2019."),
    ]  # fmt: skip


def test_csl_json(tmp_path: Path, folder: Path) -> None:
    write_csl(tmp_path / "library.json")
    assert brought(tmp_path / "library.json", folder) == [
        ("a-1", "The tax", "Anna Nome, A union", "The Herald", "2025-03-01", "news",
         "https://doi.org/10.1000/xyz", "Dated 2025-03-01 to 2025-03-02."),
        ("b", "On buses", None, "Not named", "2024-01-01", "statement", None,
         "Dated season 3 2024."),
    ]  # fmt: skip


def test_ris(tmp_path: Path, folder: Path) -> None:
    write_ris(tmp_path / "library.ris")
    assert brought(tmp_path / "library.ris", folder) == [
        ("r1", "The tax", "Anna Nome", "The Herald", "2025-03-01", "news",
         "https://example.org/a", None),
        ("a-report", "A report", None, "Ministry", "2024-01-01", "document", None, "Dated 2024."),
    ]  # fmt: skip


def test_a_day_is_asked_for_and_not_made_up(tmp_path: Path, folder: Path) -> None:
    write_bibtex(tmp_path / "library.bib")
    first = run(tmp_path / "library.bib", folder)
    assert [problem.where for problem in first.problems] == [
        "sources.ministry.date", "sources.thesis.date", "source.publisher",
    ]  # fmt: skip
    fill(
        tmp_path / "mapping.yaml",
        {"source": {"publisher": "X"}, "sources": {"ministry": {"date": "2024-02-09"}}},
    )
    second = run(tmp_path / "library.bib", folder)
    assert [problem.where for problem in second.problems] == ["sources.thesis.date"]
    assert not second.written


def test_ids_stay_and_what_is_new_is_added(tmp_path: Path, folder: Path) -> None:
    file = tmp_path / "library.bib"
    write_bibtex(file)
    brought(file, folder, {**FIRST_DAY, "sources": {"ministry": {"id": "ministry-report"}}})
    before = (folder / "sources.yaml").read_text()
    file.write_text(BIBTEX + "@misc{extra, title={More}, date={2025-04-01}}\n")
    assert not run(file, folder).written  # a new key is shown first
    outcome = run(file, folder)
    assert "added: 1 source" in outcome.lines
    after = (folder / "sources.yaml").read_text()
    assert after.startswith(before) and "id: ministry-report" in before and "id: extra" in after
    file.write_text(file.read_text().replace("A report", "The report"))
    assert "differ and stay as they are: 1 source; --update changes them" in (
        run(file, folder).lines
    )
    assert run(file, folder, update=True).written
    assert "title: The report" in (folder / "sources.yaml").read_text()


def test_a_broken_entry_and_a_second_one_of_a_key(tmp_path: Path, folder: Path) -> None:
    file = tmp_path / "library.bib"
    file.write_text(
        "@misc{report, title={None of the folder's}}\n@misc{a, title={One}}\n@misc{a, title={Two}}\n@misc{a, title={One}}\n"
        "@book{b, title={never closed\n@misc{c, title={Three}}\n"
    )
    outcome = run(file, folder)
    mapping = (tmp_path / "mapping.yaml").read_text()
    assert '  "a: Two": {id: a-two, date: ""}' in mapping and "  c: {id: c" in mapping
    assert '  report: {id: report-2, date: ""}' in mapping  # another source of the folder is it
    assert "  not read: 1 × what is no sound BibTeX (first line 5)" in outcome.lines
    assert "  not read: 1 × a reference that is there twice (first the entry a)" in outcome.lines


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("wos.ris", "FN Clarivate\nVR 1.0\nPT J\n", "the Web of Science's own format"),
        ("items.json", json.dumps({"10.1/x": [{"DOI": "10.1/x"}]}), "Crossref's API"),
        ("items.json", "[{", "cannot be read as JSON"),
        ("items.json", "[" * 100_000, "cannot be read as JSON"),
        ("items.json", json.dumps([{"title": "x"}]), "none of the kinds"),
        ("empty.bib", "no entry\n", "none of the kinds"),
    ],
)
def test_what_is_no_list_of_references_is_refused(
    tmp_path: Path, folder: Path, name: str, content: str, message: str
) -> None:
    (tmp_path / name).write_text(content)
    with pytest.raises(ImportRefused, match=message):
        run(tmp_path / name, folder)


def test_sources_alone_make_no_folder(tmp_path: Path) -> None:
    (tmp_path / "library.json").write_text(json.dumps(CSL))
    with pytest.raises(ImportRefused, match="begin one with: parley new"):
        run(tmp_path / "library.json", tmp_path / "talks")
