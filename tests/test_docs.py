"""The documents: each field, command, flag and column is described, and what they show works."""

from __future__ import annotations

import argparse
import re
import runpy
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args
from urllib.parse import unquote

import pytest

from parley import __version__
from parley.export import EXPORTERS
from parley.format import models as model
from parley.format import vocabulary
from parley.format.fields import keys_of
from parley.loading.loader import inspect
from parley.ui.page_list import PAGES
from parley.wording import join_and
from tests.yaml_core import parsed_file

ROOT = Path(__file__).resolve().parents[1]
DOCUMENTS = sorted(
    path
    for path in [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), *(ROOT / "data").rglob("*.md")]
)
README = (ROOT / "README.md").read_text("utf-8")
FORMAT = (ROOT / "docs" / "data-format.md").read_text("utf-8")
EXPORT = (ROOT / "docs" / "export.md").read_text("utf-8")

SECTIONS = {
    "negotiation.yaml": model.Header,
    "parties.yaml": model.Party,
    "sources.yaml": model.Source,
    "events.yaml": model.Event,
    "issues/&lt;area&gt;.yaml": model.Area,
    "from and to": model.DateSpan,
    "Earlier status": model.EarlierStatus,
    **{
        kind.__name__: kind
        for kind in (
            model.Claim, model.Speaker, model.Issue, model.Scale, model.Option, model.Position,
            model.Condition, model.Dispute, model.Silence, model.Outcome, model.Evidence,
        )
    },
}  # fmt: skip
"""The heading under which each record of the format is described."""


def shown(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def section(page: str, heading: str) -> str:
    """What stands under a heading, up to the next one."""
    found = re.search(
        rf"^#+ {re.escape(heading)}\n(.*?)(?=^#+ |\Z)", page, re.MULTILINE | re.DOTALL
    )
    assert found, f"no section {heading!r}"
    return found[1]


def table(text: str) -> list[list[str]]:
    """The cells of a section's first table, below its header."""
    lines = text.splitlines()
    first = next(number for number, line in enumerate(lines) if line.startswith("|---"))
    rows = []
    for line in lines[first + 1 :]:
        if not line.startswith("|"):
            break
        rows.append([cell.strip() for cell in line.strip("|").split("|")])
    return rows


# --- the data format


@pytest.mark.parametrize("heading", SECTIONS)
def test_every_key_is_described_in_order_and_bold_where_required(heading: str) -> None:
    record: Any = SECTIONS[heading]
    expected = [
        f"**{key}**" if info.is_required() else key
        for key, info in zip(keys_of(record), record.model_fields.values(), strict=True)
    ]
    rows = table(section(FORMAT, heading))
    assert [row[0] for row in rows] == expected


def test_every_record_has_its_section() -> None:
    records = {
        value
        for value in vars(model).values()
        if isinstance(value, type) and issubclass(value, model.Record)
    }
    assert records - {model.Record, model.NumberSpan} == set(SECTIONS.values())


@pytest.mark.parametrize(
    ("heading", "key", "words"),
    [
        ("parties.yaml", "**kind**", vocabulary.PartyKind),
        ("parties.yaml", "**role**", vocabulary.Role),
        ("sources.yaml", "kind", vocabulary.SourceKind),
        ("sources.yaml", "locator_unit", vocabulary.LocatorUnit),
        ("events.yaml", "kind", vocabulary.EventKind),
        ("Issue", "**status**", vocabulary.Status),
        ("Position", "stance", vocabulary.Stance),
        ("Condition", "kind", vocabulary.ConditionKind),
        ("Silence", "**kind**", vocabulary.SilenceKind),
    ],
)
def test_every_word_of_a_closed_list_is_named(heading: str, key: str, words: Any) -> None:
    (row,) = (row for row in table(section(FORMAT, heading)) if row[0] == key)
    assert tuple(re.findall(r"`([^`]+)`", row[1])) == get_args(words)


@pytest.mark.parametrize(
    ("heading", "first", "words"),
    [
        ("Issue", "status", vocabulary.STATUSES),
        ("Position", "stance", vocabulary.STANCES),
        ("Silence", "silence", vocabulary.SILENCES),
        ("Evidence", "attribution", vocabulary.ATTRIBUTIONS),
    ],
)
def test_every_word_that_carries_a_meaning_is_explained(
    heading: str, first: str, words: dict[str, Any]
) -> None:
    after = section(FORMAT, heading).split(f"\n| {first} | ", 1)[1]
    assert [row[0].strip("`") for row in table(after)] == list(words)


# --- the command line


def commands(parser: argparse.ArgumentParser) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    yield parser.prog, parser
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for command in action.choices.values():
                yield from commands(command)


def test_every_command_and_flag_is_in_the_readme() -> None:
    from parley.cli import parser

    rows = table(section(README, "The command line"))
    for name, command in commands(parser()):
        row = next((row for row in rows if re.match(rf"`{name}(`| \[| [A-Z])", row[0])), None)
        assert row is not None, name
        text = " ".join(cell for row in rows if row[0].startswith(f"`{name}") for cell in row)
        for action in command._actions:
            for flag in action.option_strings:
                if flag.startswith("--") and flag != "--help":
                    assert flag in text, f"{name} {flag}"
    assert "--help" in README


# --- the pages

PICTURED = (ROOT / "docs" / "pages.md").read_text("utf-8")


def test_every_page_is_in_the_readme_and_has_its_picture() -> None:
    titles = [page.title for page in PAGES]
    assert [row[0] for row in table(section(README, "What it shows"))] == titles
    headings = re.findall(r"^## (.+)$", PICTURED, re.MULTILINE)
    more = ["Addresses", "Words", "Several negotiations", "A negotiation too large for a page"]
    assert headings == [*titles, *more]
    assert [title for title in titles if "](screenshots/" not in section(PICTURED, title)] == []


def test_every_picture_can_be_taken_anew() -> None:
    shots = runpy.run_path(str(ROOT / "docs" / "screenshots" / "make.py"))["SHOTS"]
    assert set(re.findall(r"\]\(screenshots/(.+)\.png\)", PICTURED)) == set(shots)


# --- the tables of an export


def test_every_export_format_is_described() -> None:
    described = EXPORT.partition("## parties")[0]
    assert [name for name in EXPORTERS if f"`{name}`" not in described] == []
    escaped = join_and([each.title for each in EXPORTERS.values() if each.spreadsheet])
    assert f"In {escaped}, a text that a spreadsheet would take for a formula" in described
    rows = table(section(README, "The command line"))
    (told,) = (row[1] for row in rows if row[0].startswith("`parley export"))
    assert [name for name in EXPORTERS if not re.search(rf"\b{name}\b", told)] == []


def test_every_column_of_an_export_is_described() -> None:
    from parley.frames.columns import COLUMNS, column_descriptions

    described = {name: {row[0]: row[1] for row in table(section(EXPORT, name))} for name in COLUMNS}
    assert described == column_descriptions()
    assert [tuple(columns) for columns in described.values()] == list(COLUMNS.values())


# --- the README


def example(folder: Path) -> Path:
    """The README's negotiation, written out as it stands there."""
    blocks = re.findall(r"^`(data/[^`]+)`\n\n```yaml\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
    assert len(blocks) == 4
    for name, text in blocks:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return Path(blocks[0][0]).parent


def test_the_example_of_the_readme_is_sound(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = example(tmp_path)
    monkeypatch.chdir(tmp_path)
    negotiation, problems = inspect(folder)
    assert [str(problem) for problem in problems] == []
    assert negotiation is not None
    assert len(negotiation.positions) == 2


def test_the_fault_of_the_readme_is_what_parley_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = example(tmp_path)
    monkeypatch.chdir(tmp_path)
    path = folder / "issues" / "pay.yaml"
    path.write_text(path.read_text("utf-8").replace("stance: supports", "stance: against"), "utf-8")
    faults = [str(problem) for problem in inspect(folder)[1] if problem.severity == "fault"]
    assert len(faults) == 1
    assert f"\n```\n{faults[0]}\n```\n" in README


def test_the_two_commands_stand_on_one_line_each() -> None:
    commands = re.findall(r"^```sh\n(python3 -m venv .*)\n```$", README, re.MULTILINE)
    assert [command.rsplit("/", 1)[1] for command in commands] == ["parley", "pytest"]


# --- links, versions and dependencies


def anchors(page: str) -> set[str]:
    """The addresses of a page's headings, as GitHub makes them."""
    return {
        re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
        for heading in re.findall(r"^#+ (.+)$", page, re.MULTILINE)
    }


@pytest.mark.parametrize("page", DOCUMENTS, ids=shown)
def test_every_link_within_the_project_leads_somewhere(page: Path) -> None:
    text = re.sub(r"^```.*?^```", "", page.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
    broken = []
    for link in re.findall(r"\]\(([^)\s]+)\)", text):
        if re.match(r"[a-z]+:", link):
            continue
        name, _, anchor = unquote(link).partition("#")
        target = page if not name else (page.parent / name)
        reached = target.exists()
        if reached and anchor:
            reached = anchor in anchors(target.read_text("utf-8"))
        if not reached:
            broken.append(link)
    assert broken == []


@pytest.mark.parametrize(
    "page", [path for path in DOCUMENTS if path.name != "CHANGELOG.md"], ids=shown
)
def test_every_path_of_the_project_that_is_named_is_there(page: Path) -> None:
    roots = "parley|tests|pages|benchmarks|docs"
    named = re.findall(rf"`((?:{roots})/[^`\s]*)`", page.read_text("utf-8"))
    assert [name for name in named if not (ROOT / name).exists()] == []


def project() -> dict[str, Any]:
    found: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return found


@pytest.mark.parametrize(
    ("heading", "group"),
    [("To run", None), ("To test", "test"), ("To develop", "dev"), ("To measure", "benchmark")],
)
def test_every_dependency_says_why(heading: str, group: str | None) -> None:
    page = (ROOT / "docs" / "dependencies.md").read_text("utf-8")
    wanted = (
        project()["dependencies"] if group is None else project()["optional-dependencies"][group]
    )
    names = [re.match(r"[\w-]+", each)[0] for each in wanted]  # type: ignore[index]
    assert [row[0] for row in table(section(page, heading))] == sorted(names, key=str.lower)


def test_nobody_is_told_to_install_the_other_project_of_that_name() -> None:
    """On the public index `parley` is another project's; this one may not be uploaded there."""
    texts = [
        ROOT.glob("*.md"),
        ROOT.glob("docs/*.md"),
        ROOT.glob("*.yml"),
        ROOT.glob("deploy/*"),
        ROOT.glob("Dockerfile"),
    ]
    for path in (each for found in texts for each in found):
        bare = re.search(
            r"pip3? install[^`\n]*\s[\"']?parley(\[|[\s`\"']|$)", path.read_text("utf-8")
        )
        assert bare is None, f"{path.name}: {bare and bare[0]}"
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert "Private :: Do Not Upload" in project["classifiers"]


def test_the_version_is_the_same_everywhere() -> None:
    citation = parsed_file(ROOT / "CITATION.cff")
    assert citation["version"] == __version__
    assert citation["license"] == project()["license"]
    changelog = (ROOT / "CHANGELOG.md").read_text("utf-8")
    assert "## [Unreleased]" in changelog or f"## [{__version__}]" in changelog
