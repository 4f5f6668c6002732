"""That memory does not grow: over reruns of a page, and over reloads of a folder that changes.

Run: python benchmarks/memory.py [RERUNS RELOADS [PARTIES ISSUES]]. Without numbers, 10,000 reruns
and 100 reloads of the shipped folder. A rerun is the script of the Matrix page in Streamlit's test
driver, with another choice each time; a reload reads the folder after one of its files changed and
frames another day. Nothing is collected by hand.
"""

from __future__ import annotations

import datetime as dt
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from streamlit.testing.v1 import AppTest  # noqa: E402

from benchmarks.figures import Figure, Target, line  # noqa: E402
from parley.ui.store import folder_store  # noqa: E402

SHIPPED = "ukraine-berlin"
STEPS = 10
DEFAULTS = [10_000, 100, 0, 0]
"""Reruns, reloads, and the size of the folder: 0 for the shipped one."""

MOST_GROWTH = 1.05
""""Does not grow" is less than a twentieth from the first tenth of the runs to the last."""


def main() -> None:
    given = [int(each) for each in sys.argv[1:5]]
    for figure in _measured(*given, *DEFAULTS[len(given) :]):
        print(line(figure), flush=True)


def figures() -> Iterator[Figure]:
    yield from _measured(*DEFAULTS)


def _measured(reruns: int, reloads: int, parties: int, issues: int) -> Iterator[Figure]:
    """Memory after all of them, beside that after the first tenth, which fills what is kept."""
    before = os.environ.get("PARLEY_DATA")
    with tempfile.TemporaryDirectory() as parent:
        path = Path(parent) / SHIPPED
        if parties:
            # In a process of its own: what writing takes is not what serving takes.
            script = str(Path(__file__).with_name("folders.py"))
            size = [str(parties), str(issues)]
            subprocess.run([sys.executable, script, str(path), *size], check=True)
        else:
            shutil.copytree(ROOT / "data" / SHIPPED, path)
        os.environ["PARLEY_DATA"] = parent
        for what, times, found in (
            ("reruns", reruns, _rerun(reruns)),
            ("reloads", reloads, _reload(path, reloads)),
        ):
            name = f"memory after {times:,} {what}"
            against = f"after the first {times // STEPS:,}"
            yield Figure("memory", name, found[-1], "MB", found[1], against, Target(MOST_GROWTH))
    if before is None:
        del os.environ["PARLEY_DATA"]
    else:
        os.environ["PARLEY_DATA"] = before


def _rerun(times: int) -> list[float]:
    app = AppTest.from_file(str(ROOT / "pages" / "frame.py"), default_timeout=120)
    app.run()
    app.switch_page("matrix.py").run()
    areas = [*folder_store().get(SHIPPED).negotiation.areas]
    found = []
    for number in range(times + 1):
        app.query_params["area"] = areas[number % len(areas)]
        app.run()
        assert not app.exception, app.exception[0].value
        if number % (times // STEPS) == 0:
            found.append(_resident())
    return found


def _reload(path: Path, times: int) -> list[float]:
    store = folder_store()
    header = path / "negotiation.yaml"
    text = header.read_text("utf-8")
    found = []
    for number in range(times + 1):
        header.write_text(f"{text}\n# {number}\n", "utf-8")
        state = store.get(SHIPPED)
        state.frames_on(dt.date(2025, 12, 1))
        state.results.get_or_compute("an answer", lambda state=state: state.frames_on(None).issues)
        del state
        if number % (times // STEPS) == 0:
            found.append(_resident())
    return found


def _resident() -> float:
    """The resident memory of this process, in megabytes; Linux tells it."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


if __name__ == "__main__":
    main()
