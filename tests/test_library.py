"""The library: its names, that they are imported when used, and the examples of its page."""

from __future__ import annotations

import ast
import doctest
import re
import subprocess
import sys
from pathlib import Path

import pytest

import parley

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "python.md"


def test_every_example_of_the_page_prints_what_stands_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    blocks = re.findall(r"^```python\n(.*?)^```$", PAGE.read_text("utf-8"), re.M | re.S)
    assert len(blocks) > 6
    test = doctest.DocTestParser().get_doctest(
        "\n".join(blocks), {"folder": tmp_path}, PAGE.name, str(PAGE), 0
    )
    told: list[str] = []
    failed, tried = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(test, out=told.append)
    assert failed == 0, "".join(told)
    assert tried == len(re.findall(r"^>>> ", "\n".join(blocks), re.M))


def test_every_name_of_the_library_is_on_its_page() -> None:
    text = PAGE.read_text("utf-8")
    unsaid = {"__version__", "Problem", "Negotiation", "Frames", "View", "measures"}
    assert [name for name in parley.__all__ if name not in unsaid and name not in text] == []


def test_every_name_is_there_with_a_docstring() -> None:
    assert sorted(parley.__all__) == list(parley.__all__)
    assert dir(parley) == list(parley.__all__)
    for name in parley.__all__:
        if name != "__version__":
            assert getattr(parley, name).__doc__, name
    with pytest.raises(AttributeError, match="module 'parley' has no attribute 'nothing'"):
        parley.nothing  # noqa: B018


def test_no_name_of_the_library_hides_a_module_of_another() -> None:
    modules = {path.stem for path in (ROOT / "parley").glob("[a-z]*")}
    assert modules & set(parley.__all__) == {"charts", "measures", "package"}


def test_type_checkers_see_the_names_that_are_imported_when_used() -> None:
    tree = ast.parse((ROOT / "parley" / "__init__.py").read_text("utf-8"))
    (seen,) = (node for node in tree.body if isinstance(node, ast.If))
    imported = {}
    for node in seen.body:
        assert isinstance(node, ast.ImportFrom)
        for alias in node.names:
            module = str(node.module).removeprefix("parley").removeprefix(".")
            imported[alias.asname or alias.name] = module
    lazy = {**parley._MODULES, **dict.fromkeys(("charts", "measures", "package"), "")}
    assert imported == lazy
    assert sorted([*lazy, "__version__"]) == list(parley.__all__)


def test_importing_the_library_loads_nothing_that_takes_long() -> None:
    program = (
        "import sys, parley\n"
        "heavy = {'pandas', 'numpy', 'pyarrow', 'pydantic', 'streamlit', 'plotly', 'yaml'}\n"
        "print(sorted(heavy & set(sys.modules)))\n"
        "parley.agreement\n"
        "print(sorted({'streamlit', 'plotly', 'pydantic', 'yaml'} & set(sys.modules)))\n"
        "parley.load, parley.charts\n"
        "print(sorted({'streamlit', 'plotly'} & set(sys.modules)))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, text=True, cwd=ROOT
    )
    first, _, last = done.stdout.splitlines()
    assert (first, last) == ("[]", "[]")
