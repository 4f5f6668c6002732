"""The house: what imports what, what no file may name, and that each module says what it is."""

from __future__ import annotations

import ast
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
MODULES = sorted((ROOT / "parley").rglob("*.py"))
SCRIPTS = [ROOT / "dashboard.py", *sorted((ROOT / "pages").glob("*.py"))]

PLACES = {
    "streamlit": ["parley/ui/"],
    "starlette": ["parley/ui/"],
    "plotly": ["parley/charts/"],
    "yaml": ["parley/loading/yaml_reader.py"],
    "gc": ["parley/gc_policy.py"],
    "openpyxl": ["parley/export/"],
    "docx": ["parley/export/"],
    "lxml": ["parley/export/"],
}
"""The modules of others that have one place in the package each."""

MOST_LINES_OF_PAGE = 40
IGNORED = {".git", ".venv", "build", "dist", "node_modules", "__pycache__"}


def shown(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"), str(path))


def imports(path: Path) -> set[str]:
    """The modules that a file imports; `from a import b` counts as `a` and as `a.b`."""
    found = set()
    package = path.relative_to(ROOT).with_suffix("").parts
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = ".".join([*package[: -node.level], node.module or ""]) if node.level else ""
            base = base.rstrip(".") or node.module or ""
            found.add(base)
            found.update(f"{base}.{alias.name}" for alias in node.names)
    return found


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


@pytest.mark.parametrize("path", MODULES, ids=shown)
def test_a_library_has_one_place(path: Path) -> None:
    used = {name.split(".")[0] for name in imports(path)}
    for library, places in PLACES.items():
        if library in used:
            assert shown(path).startswith(tuple(places)), f"{library} has its place in {places}"


def listed_modules() -> list[str]:
    """The modules in the order in which docs/architecture.md has them, from the bottom up."""
    page = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    return re.findall(r"^\| `(parley/[a-z_/.]+)` \|", page, re.MULTILINE)


def place(path: str) -> str:
    """A module's entry in that list: itself, or the folder it is in."""
    *folders, _ = path.split("/")
    return "/".join(folders[:2]) + "/" if len(folders) > 1 else path


def test_every_module_is_in_the_architecture() -> None:
    nameless = {"parley/__init__.py", "parley/__main__.py"}
    assert {place(shown(path)) for path in MODULES} - nameless == set(listed_modules())


@pytest.mark.parametrize("path", MODULES, ids=shown)
def test_data_flow_one_way(path: Path) -> None:
    order = listed_modules()
    here = place(shown(path))
    if here not in order:
        return
    for name in imports(path):
        target = name.replace(".", "/")
        entry = next((each for each in (f"{target}.py", f"{target}/") if each in order), None)
        if entry is not None:
            assert order.index(entry) <= order.index(here), f"{here} imports {entry}, above it"


@pytest.mark.parametrize("path", SCRIPTS, ids=shown)
def test_a_page_is_short_and_has_no_logic(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= MOST_LINES_OF_PAGE
    loops = (ast.For, ast.While, ast.FunctionDef, ast.ClassDef, ast.Lambda)
    assert [type(node).__name__ for node in ast.walk(tree(path)) if isinstance(node, loops)] == []


@pytest.mark.parametrize(
    "path", [*MODULES, *SCRIPTS, *sorted((ROOT / "tests").rglob("*.py"))], ids=shown
)
def test_a_module_opens_with_what_it_is(path: Path) -> None:
    if path.name == "__init__.py" and not path.read_text("utf-8").strip():
        return
    assert ast.get_docstring(tree(path))


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
