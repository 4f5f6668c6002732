"""The house: short pages, modules that say what they are, and what no file may name."""

from __future__ import annotations

import ast
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
MODULES = sorted((ROOT / "parley").rglob("*.py"))
SCRIPTS = [ROOT / "dashboard.py", *sorted((ROOT / "pages").glob("*.py"))]

MOST_LINES_OF_PAGE = 40
IGNORED = {".git", ".venv", "build", "dist", "node_modules", "__pycache__"}


def shown(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"), str(path))


def tracked() -> list[Path]:
    """The files that belong to the project: as git sees them, or without git all that are here."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, check=False, text=True, encoding="utf-8",
    )  # fmt: skip
    if listed.returncode == 0 and listed.stdout:
        paths = [ROOT / name for name in listed.stdout.split("\0") if name]
    else:
        paths = [path for path in ROOT.rglob("*") if not IGNORED & set(path.parts)]
    return [path for path in paths if path.is_file()]


@pytest.mark.parametrize("path", SCRIPTS, ids=shown)
def test_a_page_is_short_and_has_no_logic(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= MOST_LINES_OF_PAGE
    loops = (ast.For, ast.While, ast.FunctionDef, ast.ClassDef, ast.Lambda)
    assert [type(node).__name__ for node in ast.walk(tree(path)) if isinstance(node, loops)] == []


def test_a_private_module_opens_with_what_it_is() -> None:
    """Ruff looks at the public ones."""
    private = [path for path in MODULES if path.name.startswith("_")]
    assert [shown(path) for path in private if not ast.get_docstring(tree(path))] == []


FOREIGN = {
    # In parts, or this file would be the one that names them.
    "a package registry": "|".join(
        re.escape(".".join(parts))
        for parts in [
            ("pypi", "org"),
            ("pythonhosted", "org"),
            ("npmjs", "com"),
            ("npmjs", "org"),
            ("proxy", "golang", "org"),
            ("crates", "io"),
            ("anaconda", "org"),
        ]
    ),
    "a path of one machine": r"(?<![\w.~\-/])/(?:root|work|home/\w+|Users/\w+|tmp/v|opt/py\w+)\b",
}


@pytest.mark.parametrize("what", FOREIGN)
def test_no_file_names(what: str) -> None:
    found = []
    for path in tracked():
        text = path.read_bytes().decode("utf-8", "replace")
        found += [f"{shown(path)}: {match[0]}" for match in re.finditer(FOREIGN[what], text)]
    assert found == []
