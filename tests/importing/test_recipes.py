"""The recipes of docs/import.md: each command runs, and says what the page says it does."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from parley.cli import main
from parley.importing import READERS
from parley.loading.loader import load
from parley.loading.yaml_reader import read_yaml
from tests.importing.made_coded import (
    write_highlights,
    write_qdpx,
    write_qualcoder,
    write_taguette,
)
from tests.importing.made_compass import (
    write_compass,
    write_matowahl,
    write_openvaa,
    write_qualomat,
    write_wahlomat,
)
from tests.importing.made_dna import write_dna, write_dna_events
from tests.importing.made_references import write_bibtex, write_csl, write_ris
from tests.importing.made_votes import write_ches_wave, write_unvotes, write_voteview
from tests.importing.trying import fill

PAGE = (Path(__file__).parents[2] / "docs" / "import.md").read_text("utf-8")
RECIPES = PAGE.partition("## Other people's codings\n")[2]
BLOCK = r"```{}\n(.*?)```"
FILES: dict[str, Callable[[Path], None]] = {
    "hearings.dna": write_dna,
    "events.csv": write_dna_events,
    "library.bib": write_bibtex,
    "library.json": write_csl,
    "library.ris": write_ris,
    "compass.json": write_compass,
    "openvaa.json": write_openvaa,
    "coast": write_qualomat,
    "wahl.xlsx": write_wahlomat,
    "Rat_Parteien.csv": write_matowahl,
    "talks.sqlite3": write_taguette,
    "talks.csv": write_highlights,
    "talks.qda": write_qualcoder,
    "talks.qdpx": write_qdpx,
    "un-votes.csv": write_unvotes,
    "senate.csv": write_voteview,
    "ches.csv": write_ches_wave,
}
"""How each file of a recipe is made."""
REFERENCES = {"csl-json", "bibtex", "ris"}
"""They need a folder to be brought into."""
SPREADSHEETS = {"export", "template", "long", "wide"}


class Recipe(NamedTuple):
    title: str
    command: str
    mapping: str
    says: list[str]


def recipes() -> Iterator[Recipe]:
    """Each command with the mapping of its section and what stands between it and the next one."""
    for part in re.split(r"^### ", RECIPES, flags=re.MULTILINE)[1:]:
        title = part.partition("\n")[0]
        mapping = re.findall(BLOCK.format("yaml"), part, re.DOTALL)
        commands = part.split("```console\n$ ")[1:]
        assert commands, f"{title}: no command"
        for each in commands:
            says = "".join(re.findall(BLOCK.format("text"), each, re.DOTALL))
            assert says, f"{title}: nothing that it says"
            command = each.partition("\n")[0]
            yield Recipe(title, command, mapping[0], says.splitlines())


@pytest.mark.parametrize("recipe", list(recipes()), ids=lambda recipe: recipe.command)
def test_a_recipe_gives_what_it_says(
    recipe: Recipe, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys
) -> None:
    program, *arguments = shlex.split(recipe.command)
    assert program == "parley"
    monkeypatch.chdir(tmp_path)
    FILES[arguments[1]](tmp_path / arguments[1])
    into = tmp_path / arguments[arguments.index("--into") + 1]
    reader = next(each for each in READERS.values() if each.recognise(tmp_path / arguments[1]))
    if reader.name in REFERENCES:
        assert main(["new", str(into), "--title", "Talks", "--day", "2025-03-31"]) == 0
    assert main(arguments) == 0
    assert not list(into.glob("issues/*")) or reader.name in REFERENCES
    filled, faults = read_yaml(recipe.mapping.encode(), "docs/import.md")
    assert faults == []
    fill(tmp_path / "mapping.yaml", _typed(filled))
    capsys.readouterr()
    assert main(arguments) == 0
    said = capsys.readouterr().out.splitlines()
    assert [line for line in recipe.says if line not in said] == []
    negotiation = load(into)
    assert len(negotiation.positions) or reader.name in REFERENCES
    assert main(arguments) == 0
    assert "nothing to write" in capsys.readouterr().out


def _typed(value: Any) -> Any:
    """The ends of a scale as numbers: a page's text has them without quotes, as a person types."""
    if isinstance(value, dict):
        ends = {"min", "max"}
        return {key: float(each) if key in ends else _typed(each) for key, each in value.items()}
    return value


def test_each_kind_has_a_recipe() -> None:
    told = {name for name, reader in READERS.items() if f"`{name}`" in RECIPES}
    assert set(READERS) - SPREADSHEETS == told


def test_each_file_that_is_made_is_of_a_recipe() -> None:
    assert {shlex.split(recipe.command)[2] for recipe in recipes()} == set(FILES)
