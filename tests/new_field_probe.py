"""Run in a copy of the project whose records have new fields: prints what became of them, as JSON.

The new fields are those of `tests.test_new_fields`, which makes the copy.
"""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path
from typing import Any

import pandas as pd

from parley.cli import main
from parley.conversion.convert import convert_in_place
from parley.conversion.differences import difference
from parley.export.tables import write
from parley.format.schema import schemas
from parley.frames.build import build_frames
from parley.frames.columns import column_descriptions, lists_without_place
from parley.loading.loader import load
from parley.views.cells import CellIndex
from tests.export.readers import READERS
from tests.loading.folders import SOUND, Edit, folder, problems

ROOT = Path(__file__).resolve().parents[1]

NEW = (
    "        rationale: 'It needs, it says: time'\n        urgency: 0.25\n        until: 2026-01-31\n"
    "        firm: true\n        phase: vote\n        reach: {from: 1, to: 2.5}\n"
)
YAML: dict[str, Edit] = {
    "parties.yaml": SOUND["parties.yaml"].replace("principal}", "principal, rationale: P}", 1),
    "sources.yaml": SOUND["sources.yaml"].replace("17}", "17, rationale: S}"),
    "events.yaml": "- id: met\n  date: 2025-12-14\n  title: Met\n  rationale: E\n"
    "  evidence: [{source: paper, locator: 1, attribution: poll}]\n",
    "issues/border.yaml": SOUND["issues/border.yaml"]
    .replace("    status: disputed\n", "    status: disputed\n    rationale: I\n")
    .replace("        summary: Asks for it.\n", f"        summary: Asks for it.\n{NEW}")
    .replace("locator: 2-3, attribution: on-record", "locator: 2-3, attribution: poll, page: p. 9"),
    "issues/money.yaml": SOUND["issues/money.yaml"].replace(
        "        summary: Offers three.\n",
        "        summary: Offers three.\n        reasons: [{text: One}, {text: Two}]\n",
    ),
}
TABLES: dict[str, Edit] = {
    "parties.csv": "id,name,kind,role,rationale\neast,East,state,observer,P\n",
    "sources.csv": "id,title,publisher,date,rationale\nradio,R,R,2025-12-14,S\n",
    "events.csv": "id,title,date,rationale,source,page\nmet,Met,2025-12-14,E,radio,p. 1\n",
    "issues.csv": "id,area,title,proposal,status,rationale\ntoll,money,Toll,It falls.,open,I\n",
    "positions.csv": "issue,party,stance,source,rationale,urgency,until,firm,phase,reach.from,"
    "reach.to,page\n"
    "toll,east,open,radio,Time,0.25,2026-01-31,true,vote,1,2.5,p. 9\ntoll,north,open,radio,,,,,,,,\n"
    "toll,south,open,radio,,,,,,,,\n",
}
OWN = ["rationale", "urgency", "until", "firm", "phase", "reach_from", "reach_to"]
FRAMES = ("parties", "issues", "positions", "events", "sources")


def plain(rows: pd.DataFrame) -> list[list[Any]]:
    """The cells of some rows as JSON holds them."""
    text = rows.astype("object").where(rows.notna(), None)
    return [
        [str(each.date()) if isinstance(each, pd.Timestamp) else each for each in row]
        for row in text.values.tolist()
    ]


def columns_of(tables: dict[str, pd.DataFrame]) -> dict[str, list[str]]:
    """The columns of each table."""
    return {name: list(frame) for name, frame in tables.items()}


def converted(path: Path, to: Any) -> dict[str, int]:
    """Move the positions of a folder, and return how many stay and why."""
    made = convert_in_place(path, to)
    return {"moved": made.moved, **made.stay}


def probe(parent: Path) -> dict[str, Any]:
    path = folder(parent, YAML)
    frames = build_frames(load(path))
    index = CellIndex(load(path), frames, load(path).header.as_of)
    found: dict[str, Any] = {
        "problems": problems(path),
        "frames": {name: frames.tables()[name]["rationale"].tolist()[0] for name in FRAMES},
        "own": plain(frames.positions[OWN].head(1))[0],
        "page": plain(frames.evidence[["page"]]),
        "reasons": [list(map(str, each)) for each in load(path).positions["reasons"]],
        "cell": index.cell("line", "south").position.evidence[0].page,  # type: ignore
        "export": {
            format: columns_of(read(write(frames, parent / format, format)))
            for format, read in READERS.items()
        },
        "described": column_descriptions()["positions"]["rationale"],
        "without place": {name: lists_without_place(name) for name in column_descriptions()},
        "schema": {name: "rationale" in json.dumps(schema) for name, schema in schemas().items()},
    }

    tabled = folder(parent / "tabled", TABLES)
    tables = build_frames(load(tabled)).tables()
    found["tabled problems"] = problems(tabled)
    found["tabled"] = {name: tables[name]["rationale"].dropna().tolist() for name in FRAMES}
    found["tabled own"] = plain(tables["positions"][OWN].tail(3).head(2))
    found["tabled page"] = tables["evidence"]["page"].dropna().tolist()
    wrong = {"positions.csv": "issue,party,stance,source,rational\nline,north,open,paper,Why\n"}
    found["unknown"] = problems(folder(parent / "unknown", wrong))

    for to in ("csv", "parquet"):
        there = parent / f"convert-{to}" / "talks"
        shutil.copytree(path, there)
        before = load(there)
        stay = converted(there, to)
        table = pd.read_csv(there / "positions.csv") if to == "csv" else None
        forth = difference(before, load(there))
        found[f"convert {to}"] = {
            "stay": stay,
            "columns": [] if table is None else list(table),
            "forth": forth,
            "back": [converted(there, "yaml"), difference(before, load(there))],
            "files": sorted(file.name for file in there.iterdir()),
            "text": (there / "issues" / "border.yaml").read_text("utf-8"),
        }
    found["command"] = shipped_converted(parent / "shipped" / "ukraine-berlin")
    return found


def shipped_converted(path: Path) -> dict[str, Any]:
    """The shipped folder with a rationale in each position, moved into a table by the command."""
    shutil.copytree(ROOT / "data" / "ukraine-berlin", path)
    for file in (path / "issues").glob("*.yaml"):
        parts = file.read_text("utf-8").split("\n        evidence:\n")
        text = parts[0] + "".join(
            f"\n        rationale: {file.stem} {number}\n        evidence:\n{part}"
            for number, part in enumerate(parts[1:])
        )
        file.write_text(text, "utf-8")
    before = sorted(load(path).positions["rationale"])
    code = main(["convert", str(path), "--to", "csv", "--in-place"])
    after = load(path).positions["rationale"]
    return {
        "code": code,
        "before": before,
        "after": sorted(after.dropna()),
        "in table": len(pd.read_csv(path / "positions.csv")["rationale"].dropna()),
    }


if __name__ == "__main__":
    facts = json.dumps(probe(Path(sys.argv[1])))
    print(facts)
