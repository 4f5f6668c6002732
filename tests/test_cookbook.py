"""The cookbook: each recipe, put where it says, makes a sound folder; what it is about is in it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from parley.cli import main
from parley.loading.loader import inspect
from tests.test_docs import README, ROOT, example

PAGE = (ROOT / "docs" / "cookbook.md").read_text("utf-8")
RECIPES = re.split(r"^## ", PAGE, flags=re.MULTILINE)[1:]
BLOCK = re.compile(
    r"^In `([^`]+)`(, [^:]+)?:\n\n```(?:yaml|csv)\n(.*?)^```$", re.MULTILINE | re.DOTALL
)
PARTS = (
    "scale:", "bound:", "options:", "claims:", "upcoming:", "silences:", "date:",
    "status_history:", "kind: bloc", "disputed_by:", "decided_by:", "positions.csv", "quote:",
)  # fmt: skip
"""What there has to be a recipe for."""


@pytest.mark.parametrize("recipe", RECIPES, ids=lambda recipe: recipe.partition("\n")[0])
def test_a_recipe_makes_a_sound_folder(recipe: str, tmp_path: Path) -> None:
    folder = tmp_path / example(tmp_path)
    blocks = BLOCK.findall(recipe)
    assert blocks and len(blocks) == recipe.count("```") // 2
    for name, where, text in blocks:
        path = folder / name
        before = path.read_text("utf-8") if where else ""
        path.write_text(before.rstrip("\n") + ("\n" if where else "") + text, "utf-8")
    negotiation, problems = inspect(folder)
    told = [str(each) for each in problems if "no position and no silence" not in each.message]
    assert told == []
    assert negotiation is not None


@pytest.mark.parametrize("part", PARTS)
def test_each_part_of_the_format_has_a_recipe(part: str) -> None:
    assert part in PAGE


def test_the_five_minutes_begin_with_a_command_that_works(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (line,) = re.findall(r"^\.venv/bin/parley (new .+)$", README, re.MULTILINE)
    monkeypatch.chdir(tmp_path)
    words = [quoted or plain for quoted, plain in re.findall(r'"([^"]+)"|(\S+)', line)]
    assert main(words) == 0
    assert main(["check", "data/harbour-wages"]) == 0
    assert (tmp_path / example(tmp_path)).is_dir()
    assert main(["check", "data/harbour-wages"]) == 0
