"""The figures kept in, docs/performance.md out; the words stand in `performance.md` beside this.

What a benchmark measures is told by the opening of its module, so the page says what the code says.

Run: python -m benchmarks.report writes the page anew where words have changed and figures have not.
"""

from __future__ import annotations

import ast
import json
import os
import platform
import shutil
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

from benchmarks.figures import TOLERANCE, Figure, shown, target, verdict

HERE = Path(__file__).resolve().parent
KEPT = HERE / "kept.json"
TEMPLATE = HERE / "performance.md"
PAGE = HERE.parent / "docs" / "performance.md"
PACKAGES = ("streamlit", "pandas", "plotly", "dash", "nicegui")


def machine() -> dict[str, Any]:
    """What the figures were measured on."""
    return machine_with({"Chromium": _chromium()}, PACKAGES)


def machine_with(programs: Mapping[str, str], packages: Sequence[str]) -> dict[str, Any]:
    """This machine, with the versions of Python, of some programs and of some packages."""
    return {
        "processors": os.cpu_count(),
        "memory": f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30:.0f} GB",
        "system": f"{platform.system()}, {platform.machine()}",
        "versions": {
            "Python": platform.python_version(),
            **programs,
            **{name: version(name) for name in packages},
        },
    }


def _chromium() -> str:
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        return "none"
    told = subprocess.run([found, "--version"], capture_output=True, text=True, check=False)
    return next((word for word in told.stdout.split() if word[0].isdigit()), "unknown")


def kept() -> list[Figure]:
    """The figures of the last run that was kept."""
    if not KEPT.exists():
        return []
    return [Figure.of_record(record) for record in json.loads(KEPT.read_text("utf-8"))["figures"]]


def keep(now: Sequence[Figure], order: Sequence[str]) -> None:
    """Write the figures in place of those of the same benchmarks, and the page anew.

    `order` names the benchmarks as they follow each other.
    """
    ran = {figure.benchmark for figure in now}
    all_of_them = [figure for figure in kept() if figure.benchmark not in ran] + list(now)
    all_of_them.sort(key=lambda figure: order.index(figure.benchmark))
    record = {
        "machine": machine(),
        "figures": [figure.as_record() for figure in all_of_them],
    }
    KEPT.write_text(json.dumps(record, indent=1, ensure_ascii=False) + "\n", "utf-8")
    write()


def write() -> None:
    """Write the page of the figures kept."""
    PAGE.write_text(page(), "utf-8")


def page() -> str:
    """docs/performance.md, of the figures kept."""
    on = json.loads(KEPT.read_text("utf-8"))["machine"]
    text = TEMPLATE.read_text("utf-8")
    for place, words in (
        ("{machine}", _on(on)),
        ("{tolerance}", _tolerance()),
        ("{figures}", _sections(kept())),
    ):
        text = text.replace(place, words)
    return text


def _tolerance() -> str:
    """How much worse a figure may be, in words."""
    of: dict[float, list[str]] = {}
    for unit, share in TOLERANCE.items():
        of.setdefault(share, []).append(unit)
    return ", ".join(f"{share:.0%} ({', '.join(units)})" for share, units in of.items())


def _on(of: dict[str, Any]) -> str:
    versions = ", ".join(f"{name} {number}" for name, number in of["versions"].items())
    return f"{of['system']}, {of['processors']} processors, {of['memory']} of memory; {versions}"


def _sections(figures: Iterable[Figure]) -> str:
    """A section a benchmark: what it measures, and its figures."""
    of: dict[str, list[Figure]] = {}
    for figure in figures:
        of.setdefault(figure.benchmark, []).append(figure)
    return "\n\n".join(
        f"### {name.capitalize()}\n\n{definition(name)}\n\n{_table(each)}"
        for name, each in of.items()
    )


def definition(benchmark: str) -> str:
    """The opening of a benchmark's module, without how to run it."""
    told = ast.get_docstring(ast.parse((HERE / f"{benchmark}.py").read_text("utf-8"))) or ""
    paragraphs = [" ".join(each.split()) for each in told.split("\n\n")]
    return "\n\n".join(each for each in paragraphs if not each.startswith("Run:"))


def _table(figures: Iterable[Figure]) -> str:
    lines = ["| what | figure | beside | ratio | target | met |", "|---|---:|---|---:|---:|---|"]
    for figure in figures:
        ratio = figure.ratio
        beside = f"{shown(figure.floor, figure.unit)}: {figure.against}" if figure.floor else ""
        cells = [
            figure.name + (f" ({figure.note})" if figure.note else ""),
            shown(figure.value, figure.unit),
            beside,
            "" if ratio is None else f"{ratio:.2f}",
            target(figure),
            verdict(figure),
        ]
        lines.append(f"| {' | '.join(cell.replace('|', '&#124;') for cell in cells)} |")
    return "\n".join(lines)


if __name__ == "__main__":
    write()
