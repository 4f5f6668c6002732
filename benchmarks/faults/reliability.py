"""The rows kept in, docs/reliability.md out; the words stand in `reliability.md` beside this.

Run: python -m benchmarks.faults.reliability writes the page anew where words have changed.
"""

from __future__ import annotations

import ast
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.faults.outcome import Outcome
from benchmarks.report import machine_with

HERE = Path(__file__).resolve().parent
KEPT = HERE / "kept.json"
TEMPLATE = HERE / "reliability.md"
PAGE = HERE.parents[1] / "docs" / "reliability.md"
CURVE = PAGE.parent / "memory-at-load.svg"


def machine() -> dict[str, Any]:
    """What the rows were made on."""
    return machine_with({}, ("streamlit", "uvicorn", "pandas", "pyarrow"))


def kept() -> dict[str, Any]:
    """The rows of the last runs that were kept, by the module that tried them."""
    return json.loads(KEPT.read_text("utf-8")) if KEPT.exists() else {"machine": {}, "rows": {}}


def keep(name: str, outcomes: Sequence[Outcome], order: Sequence[str]) -> None:
    """Put the rows of a module in place of those kept, and write the page anew."""
    before = kept()["rows"]
    rows = {**before, name: [each.as_record() for each in outcomes]}
    told = {"machine": machine(), "rows": {each: rows[each] for each in order if each in rows}}
    KEPT.write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", "utf-8")
    PAGE.write_text(page(), "utf-8")


def page() -> str:
    """The page as the rows kept and the words beside this make it."""
    found = kept()
    rows = {name: [Outcome(**each) for each in each_of] for name, each_of in found["rows"].items()}
    return TEMPLATE.read_text("utf-8").format(
        table=_table([outcome for outcomes in rows.values() for outcome in outcomes]),
        machine=_machine(found["machine"]),
        modules="\n\n".join(f"**{name}** {_opening(name)}" for name in rows),
        load=_load(rows.get("soak", [])),
    )


def _table(outcomes: Sequence[Outcome]) -> str:
    lines = ["| fault | tried | survived | lost | |", "|---|---:|---:|---:|---|"]
    for each in outcomes:
        note = "; ".join([each.note, *each.examples]).strip("; ").replace("|", "\\|")
        counts = f"{each.tried:,} | {each.survived:,} | {each.lost:,}"
        lines.append(f"| {each.kind} | {counts} | {note} |")
    return "\n".join(lines)


def _machine(told: dict[str, Any]) -> str:
    if not told:
        return ""
    versions = ", ".join(f"{name} {version}" for name, version in told["versions"].items())
    return (
        f"On {told['processors']} processors with {told['memory']}, {told['system']}; {versions}. "
        "Other work ran on the machine at the same time."
    )


def _opening(name: str) -> str:
    """What a module says of itself, as one paragraph with its first line first."""
    text = ast.get_docstring(ast.parse((HERE / f"{name}.py").read_text("utf-8"))) or ""
    return " ".join(text.split())


def _load(outcomes: Sequence[Outcome]) -> str:
    notes = " ".join(each.note for each in outcomes)
    picture = f"![Memory of a server at load]({CURVE.name})" if CURVE.exists() else ""
    return "\n\n".join(part for part in (notes, picture) if part)


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
