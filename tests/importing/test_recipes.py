"""The recipes of docs/import.md: each command runs, and says what the page says it does."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from parley.cli import main
from parley.importing import READERS
from parley.loading.loader import load
from parley.loading.yaml_reader import read_yaml
from tests.importing.made_dna import write_dna, write_dna_events
from tests.importing.trying import fill

PAGE = (Path(__file__).parents[2] / "docs" / "import.md").read_text("utf-8")
RECIPES = PAGE.partition("## Other people's codings\n")[2]
BLOCK = r"```{}\n(.*?)```"
FILES: dict[str, Callable[[Path], None]] = {
    "hearings.dna": write_dna,
    "events.csv": write_dna_events,
}
"""How each file of a recipe is made."""
SPREADSHEETS = {"export", "template", "long", "wide"}


class Recipe(NamedTuple):
    title: str
    command: str
    mapping: str | None
    says: list[str]


def recipes() -> Iterator[Recipe]:
    for part in re.split(r"^### ", RECIPES, flags=re.MULTILINE)[1:]:
        title = part.partition("\n")[0]
        blocks = {
            kind: re.findall(BLOCK.format(kind), part, re.DOTALL)
            for kind in ("console", "yaml", "text")
        }
        assert blocks["console"] and blocks["text"], f"{title}: no command, or nothing it says"
        mapping = blocks["yaml"][0] if blocks["yaml"] else None
        says = "".join(blocks["text"]).splitlines()
        yield Recipe(title, blocks["console"][0].removeprefix("$ ").strip(), mapping, says)


@pytest.mark.parametrize("recipe", list(recipes()), ids=lambda recipe: recipe.title)
def test_a_recipe_gives_what_it_says(
    recipe: Recipe, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys
) -> None:
    program, *arguments = shlex.split(recipe.command)
    assert program == "parley"
    monkeypatch.chdir(tmp_path)
    FILES[arguments[1]](tmp_path / arguments[1])
    if recipe.mapping is not None:
        assert main(arguments) == 0
        assert not (tmp_path / "data").exists()
        filled, faults = read_yaml(recipe.mapping.encode(), "docs/import.md")
        assert faults == []
        fill(tmp_path / "mapping.yaml", filled)
        capsys.readouterr()
    assert main(arguments) == 0
    said = capsys.readouterr().out.splitlines()
    assert [line for line in recipe.says if line not in said] == []
    (folder,) = (tmp_path / "data").iterdir()
    assert load(folder).parties
    assert main(arguments) == 0
    assert "nothing to write" in capsys.readouterr().out


def test_each_kind_has_a_recipe() -> None:
    told = {name for name, reader in READERS.items() if f"`{name}`" in RECIPES}
    assert set(READERS) - SPREADSHEETS == told


def test_each_file_that_is_made_is_of_a_recipe() -> None:
    assert {shlex.split(recipe.command)[2] for recipe in recipes()} == set(FILES)
